"""Where things stand: which module may import which, and what may be touched where."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

# From the top: a module imports only from those above it. A package is one place.
ORDER = (
    "promo",
    "promo.ladders",
    "promo.templates",
    "promo.findings",
    "promo.plain",
    "promo.source",
    "promo.prose",
    "promo.model",
    "promo.fields",
    "promo.ignoring",
    "promo.ladder",
    "promo.importing",
    "promo.evidence",
    "promo.yaml_editing",
    "promo.collecting",
    "promo.linting",
    "promo.schema",
    "promo.assess",
    "promo.explaining",
    "promo.words",
    "promo.words_de",
    "promo.stop_words",
    "promo.suggesting",
    "promo.theme",
    "promo.phrases",
    "promo.next_steps",
    "promo.committee",
    "promo.questions",
    "promo.diffing",
    "promo.comparing",
    "promo.pages",
    "promo.starting",
    "promo.ladder_lint",
    "promo.packet",
    "promo.compose",
    "promo.templating",
    "promo.template_pages",
    "promo.writers.seal",
    "promo.writers.markdown",
    "promo.writers.word",
    "promo.writers.pages",
    "promo.exporting",
    "promo.report",
    "promo.report_side",
    "promo.sarif",
    "promo.github",
    "promo.code_pages",
    "promo.diff_pages",
    "promo.review",
    "promo.blind",
    "promo.ladder_report",
    "promo.files",
    "promo.confined",
    "promo.load",
    "promo.checking",
    "promo.diff_files",
    "promo.review_files",
    "promo.ladder_files",
    "promo.repositories",
    "promo.starting_files",
    "promo.collect_files",
    "promo.tag_files",
    "promo.forms",
    "promo.template_files",
    "promo.rebuilding",
    "promo.watching",
    "promo.planning",
    "promo.offering",
    "promo.asked_sections",
    "promo.committee_copies",
    "promo.making",
    "promo.build",
    "promo.columns",
    "promo.waiting",
    "promo.terminal",
    "promo.check_terminal",
    "promo.page_terminal",
    "promo.ladder_terminal",
    "promo.collect_terminal",
    "promo.tag_terminal",
    "promo.cli",
    "promo.__main__",
)
# The one place of each outside library.
HOMES = {
    "yaml": ("promo.source",),
    "markdown_it": ("promo.prose", "promo.importing"),
    "jinja2": ("promo.templating", "promo.writers.markdown"),
    "markupsafe": ("promo.writers.markdown",),
    "docx": (),  # the tests and tools read and make documents with it
    "lxml": ("promo.writers.word", "promo.importing", "promo.review"),
    "watchfiles": ("promo.watching",),
    "openpyxl": ("promo.importing",),
    "click": (
        "promo.terminal",
        "promo.check_terminal",
        "promo.page_terminal",
        "promo.ladder_terminal",
        "promo.collect_terminal",
        "promo.tag_terminal",
        "promo.cli",
    ),
}
# Clock, environment, randomness, files, network: only at the bottom.
OUTSIDE = {"os", "sys", "time", "random", "secrets", "tempfile", "shutil", "socket", "subprocess"}
OUTSIDE_CALLS = {"open", "print", "input"}
CLOCK = {"today", "now", "utcnow"}
BOTTOM = (
    "promo.files",
    "promo.confined",
    "promo.load",
    "promo.checking",
    "promo.diff_files",
    "promo.review_files",
    "promo.ladder_files",
    "promo.repositories",
    "promo.starting_files",
    "promo.collect_files",
    "promo.tag_files",
    "promo.forms",
    "promo.template_files",
    "promo.rebuilding",
    "promo.watching",
    "promo.planning",
    "promo.offering",
    "promo.asked_sections",
    "promo.committee_copies",
    "promo.making",
    "promo.build",
    "promo.waiting",
    "promo.terminal",
    "promo.check_terminal",
    "promo.page_terminal",
    "promo.ladder_terminal",
    "promo.collect_terminal",
    "promo.tag_terminal",
    "promo.cli",
    "promo.__main__",
)

FILES = sorted((ROOT / "promo").rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def place_of(module: str) -> str:
    """The entry of ORDER that a module belongs to."""
    homes = [name for name in ORDER[1:] if module == name or module.startswith(name + ".")]
    return max(homes, key=len, default="promo")


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in ORDER else node.module


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_a_module_imports_only_from_those_above_it(path: Path) -> None:
    own = place_of(module_name(path))
    for imported in imports_of(path):
        if imported == "promo" or imported.startswith("promo."):
            above = place_of(imported)
            assert above == own or ORDER.index(above) < ORDER.index(own), f"{own} imports {above}"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_an_outside_library_stays_in_its_home(path: Path) -> None:
    own = place_of(module_name(path))
    for imported in imports_of(path):
        homes = HOMES.get(imported.split(".")[0])
        assert homes is None or own in homes, f"{own} imports {imported}"


@pytest.mark.parametrize("path", FILES, ids=module_name)
def test_nothing_above_build_touches_clock_files_or_environment(path: Path) -> None:
    if place_of(module_name(path)) in BOTTOM:
        return
    assert not OUTSIDE.intersection(name.split(".")[0] for name in imports_of(path))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in OUTSIDE_CALLS, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCK, f"line {node.lineno}"


def test_every_module_has_its_place_in_the_order() -> None:
    unplaced = {module_name(path) for path in FILES} - set(ORDER) - {"promo.writers"}
    assert all(place_of(name) != "promo" for name in unplaced), unplaced


def test_the_wheel_lists_every_package_and_every_data_file() -> None:
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    folders = {module_name(path) for path in FILES if path.name == "__init__.py"}
    assert set(setup["packages"]) == folders | {"promo.templates"}
    data = {"promo": ROOT / "promo", "promo.ladders": ROOT / "promo" / "ladders"}
    data["promo.templates"] = ROOT / "templates"
    for package, folder in data.items():
        files = {f for f in folder.iterdir() if f.is_file() and f.suffix not in (".py", ".pyc")}
        listed = {f for pattern in setup["package-data"][package] for f in folder.glob(pattern)}
        assert files == listed


def test_every_dependency_has_a_lower_bound_and_a_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    for dependency in project["dependencies"]:
        name, bound, _ = dependency.partition(">=")
        assert bound, f"{dependency} has no lower bound"
        assert f"**{name}**" in decisions, f"docs/decisions.md does not say why {name}"
