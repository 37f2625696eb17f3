"""Templates, themes and logos that promo must refuse: each is named for what it is, in time.

`PROMO_UPDATE_EXPECTED=1 pytest tests/test_bad_templates.py` writes every expected.txt anew.
"""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commandline import ENVIRONMENT, PROMO, files_in
from conftest import ROOT
from test_cases import CASES, expected

resource = pytest.importorskip("resource", reason="this system does not limit a process's memory")

BAD = CASES / "templates" / "bad"
TOOL: Mapping[str, Any] = runpy.run_path(str(ROOT / "tools" / "make_bad_templates.py"))
LONGEST = 10  # seconds
MOST, LIMIT = 500_000_000, 1_000_000_000  # bytes: what is right, and where the system stops it


class Run(NamedTuple):
    """How a command ended, what it told, and the most memory that it had."""

    code: int
    stdout: str
    stderr: str
    memory: int


def limited(*arguments: str, cwd: Path) -> Run:
    """`promo` in a process whose memory ends before the machine's does."""
    out, err = cwd.with_name("out.txt"), cwd.with_name("err.txt")
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            [*PROMO, *arguments],
            cwd=cwd,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert used.ru_utime + used.ru_stime < LONGEST
    return Run(process.returncode, out.read_text(), err.read_text(), used.ru_maxrss * 1024)


# Every case: its files are kept in its folder, or made here, in the folder that is given.


def _large(name: str) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        (folder / "form.docx").write_bytes(TOOL["LARGE"][name]())

    return made


def _packet(folder: Path) -> None:
    shutil.copy(ROOT / "examples" / "thin.docx", folder / "form.docx")


def _folder(folder: Path) -> None:
    (folder / "form.docx").mkdir()


def _near(folder: Path) -> None:
    (folder / "from.docx").write_bytes(TOOL["plain_form"]())


def _loop(folder: Path) -> None:
    (folder / "form.docx").symlink_to("other.docx")
    (folder / "other.docx").symlink_to("form.docx")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "form.docx")


def _unreadable(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads every file")
    (folder / "form.docx").write_bytes(TOOL["plain_form"]())
    (folder / "form.docx").chmod(0)


def _logo(make: Callable[[Path], object]) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        (folder / "theme.yaml").write_text("logo: logo.png\n")
        make(folder / "logo.png")

    return made


MADE: Mapping[str, Callable[[Path], None]] = {
    **{name: _large(name) for name in TOOL["LARGE"]},
    "packet": _packet,
    "folder": _folder,
    "missing": _near,
    "link-to-itself": _loop,
    "pipe": _pipe,
    "unreadable": _unreadable,
    "logo-large": _logo(lambda path: path.write_bytes(TOOL["png"](2, 2, bytes(3_000_000)))),
    "logo-wide": _logo(lambda path: path.write_bytes(TOOL["png"](20_000, 2))),
    "logo-folder": _logo(lambda path: path.mkdir()),
}
KEPT = {Path(name).parent.name for name in TOOL["files"]()}
FROM_ELSEWHERE = {"doc", "odt", "packet-saved-elsewhere", "password", "rtf", "xlsx"}
NAMES = sorted(MADE.keys() | KEPT | FROM_ELSEWHERE)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path, tuple[str, ...]]:
    """The case, a copy of its files with evidence, and the option that names the bad one."""
    kept, folder = BAD / request.param, tmp_path / "case"
    shutil.copytree(kept, folder, ignore=shutil.ignore_patterns("expected.txt"))
    MADE.get(request.param, lambda folder: None)(folder)
    names = [path.name for path in folder.iterdir()]
    theme = next((name for name in names if name.startswith("theme.")), "")
    form = next((name for name in sorted(names) if name.startswith("form.")), "form.docx")
    shutil.copy(ROOT / "examples" / "amazon-lp.yaml", folder / "evidence.yaml")
    return kept, folder, ("--theme", theme) if theme else ("--template", form)


def each(names: list[str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", names, ids=names, indirect=True)


@each(NAMES)
def test_a_bad_template_is_named_for_what_it_is_and_nothing_is_written(case: Any) -> None:
    kept, folder, option = case
    before = sorted(os.listdir(folder))
    result = limited("build", "evidence.yaml", "-f", "docx", *option, cwd=folder)
    assert result.stderr == expected(kept, result.stderr)
    assert (result.code, result.stdout) == (2, "")
    assert sorted(os.listdir(folder)) == before
    assert result.memory < MOST


@each(NAMES)
def test_a_check_tells_the_same_faults(case: Any) -> None:
    kept, folder, (_, name) = case
    result = limited("template", "check", name, cwd=folder)
    assert result.code == 2
    told = _errors((kept / "expected.txt").read_text(encoding="utf-8"))
    found = _errors(result.stdout)
    if kept.name.startswith("endless"):  # which loop is too much depends on the packet
        told, found = _without_places(told), _without_places(found)
    if kept.name in ("missing", "link-to-itself"):  # a build also takes names of shipped templates
        told = {f.replace(NO_TEMPLATE, "form.docx: CL001 no such file") for f in told}
    assert found == told
    assert result.stderr == ""
    assert result.memory < MOST


NO_TEMPLATE = '--template: TP019 there is no template "form.docx"'


def _without_places(findings: set[str]) -> set[str]:
    return {re.sub(r"\d+", "", finding) for finding in findings}


def _errors(text: str) -> set[str]:
    """The findings that are no warnings; a check's closing line is none of them."""
    findings = re.split(r"\n(?! )", text.strip())
    return {
        finding for finding in findings if re.search(r": [A-Z]{2}\d{3} |\d [A-Z]{2}\d{3} ", finding)
    }


def test_the_kept_files_are_those_that_the_tool_makes() -> None:
    made = TOOL["files"]()
    kept = {n: c for n, c in files_in(BAD).items() if not n.endswith("expected.txt")}
    ours = {name: c for name, c in kept.items() if Path(name).parent.name not in FROM_ELSEWHERE}
    assert ours == made


def test_ten_errors_are_ten_findings_each_with_its_place() -> None:
    told = re.findall(r"^form\.docx: (.*?): TP", _said("ten-errors"), re.MULTILINE)
    assert len(told) == 10
    assert len(set(told)) == 9  # two stand in one row


def _said(name: str) -> str:
    return (BAD / name / "expected.txt").read_text(encoding="utf-8")
