"""The documents cannot lag behind the program: what they show is run and compared."""

from __future__ import annotations

import json
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from conftest import ROOT

from promo.cli import main
from promo.findings import CODES

README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
HELP = re.compile(r"<!-- help: ([a-z ]+) -->\n```console\n(.*?)```\n<!-- end -->", re.DOTALL)


def promo(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The real command, with standard error behind standard output."""
    command = [sys.executable, "-m", "promo", *arguments]
    env = {"COLUMNS": "80", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        command,
        cwd=cwd,
        env=env,
        encoding="utf-8",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the examples' inputs in it."""
    (tmp_path / "examples").mkdir()
    (tmp_path / "packets").mkdir()
    for pattern in ("*.yaml", "company-*", "*-reviewed.docx"):
        for file in (ROOT / "examples").glob(pattern):
            shutil.copy(file, tmp_path / "examples")
    return tmp_path


COMMANDS = re.findall(r"^promo (.+)$", README, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str, checkout: Path) -> None:
    done = promo(*shlex.split(command), cwd=checkout)
    assert done.returncode in (0, 1), done.stdout


def test_the_readme_shows_what_check_prints(checkout: Path) -> None:
    shown = re.search(r"```console\n\$ promo (.+?)\n(.*?)```", README, re.DOTALL)
    assert shown
    told = promo(*shown[1].split(), cwd=checkout).stdout
    assert shown[2] == told.replace("examples/strong.yaml: 1 private item left out\n", "")


@pytest.mark.parametrize(("command", "shown"), HELP.findall(GUIDE), ids=lambda part: part[:13])
def test_the_guide_shows_the_help_of_each_command(command: str, shown: str, tmp_path: Path) -> None:
    told = promo(*command.split(), "--help", cwd=tmp_path).stdout
    assert shown == f"$ promo {command} --help\n{told}"


def commands_of(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command that does something, with the names of the groups that it stands in."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_command_is_in_the_guide_in_the_order_of_its_use() -> None:
    assert [command for command, _ in HELP.findall(GUIDE)] == list(commands_of(main))


def test_the_page_of_codes_is_made_from_the_table() -> None:
    page = runpy.run_path(str(ROOT / "tools" / "make_codes.py"))["page"]()
    assert (ROOT / "docs" / "codes.md").read_text(encoding="utf-8") == page


def test_every_code_is_used_and_every_used_code_is_in_the_table() -> None:
    told = ROOT / "promo" / "explaining"
    sources = [p for p in (ROOT / "promo").rglob("*.py") if p.name != "findings.py"]
    sources = [path for path in sources if not path.is_relative_to(told)]
    used = set(re.findall(r'"([A-Z]{2}\d{3})"', "".join(map(Path.read_text, sources))))
    assert used == set(CODES)


@pytest.mark.parametrize("name", ["packet.docx", "brief.docx"])
def test_a_shipped_template_is_what_its_script_writes(name: str) -> None:
    script = runpy.run_path(str(ROOT / "tools" / "make_template.py"))
    made = script["template"](script["TEMPLATES"][name])
    committed = (ROOT / "templates" / name).read_bytes()
    from test_examples import parts_of

    assert parts_of(committed) == parts_of(made)


LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)#?([^)]*)\)")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_the_documents_leads_somewhere(page: Path) -> None:
    for target, place in LINK.findall(prose_of(page)):
        file = page.parent / target if target else page
        assert file.exists(), target
        assert not place or place in places_of(file), f"{target}#{place}"


def prose_of(page: Path) -> str:
    """A page without its code."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"^ *```.*?^ *```$|`[^`]+`", "", text, flags=re.DOTALL | re.MULTILINE)


def places_of(page: Path) -> set[str]:
    """What links lead to on a page: its headings, spelt as GitHub does."""
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


JSON_OF_LADDERS = (
    "list",
    "show principal",
    'show "L5 PM" --ladder amazon-lp',
    "diff senior principal",
    "diff pm-path amazon-lp",
)


@pytest.mark.parametrize("command", JSON_OF_LADDERS)
def test_the_page_of_reports_names_every_key_of_a_ladder_command(
    command: str, tmp_path: Path
) -> None:
    told = promo("ladder", *shlex.split(command), "--format", "json", cwd=tmp_path).stdout
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    _, _, chapter = page.partition("## `promo ladder …")
    assert keys_in(json.loads(told)) <= set(re.findall(r"`([a-z_]+)`", chapter))


OTHER_JSON = ("explain PR104", "template list", "template fields")


@pytest.mark.parametrize("command", OTHER_JSON)
def test_the_page_of_reports_names_every_key_of_what_explains(command: str, tmp_path: Path) -> None:
    told = json.loads(promo(*command.split(), "--format", "json", cwd=tmp_path).stdout)
    page = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    _, _, chapter = page.partition("## What explains")
    assert list(told)[:2] == ["format", "version"]
    assert keys_in(told) <= set(re.findall(r"`([a-z_]+)`", chapter))
    assert f'`"{told["format"]}"`' in chapter


def keys_in(value: object) -> set[str]:
    """The keys of all mappings in a JSON value."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()
