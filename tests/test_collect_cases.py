"""Notes, tables and records in the styles of real ones, collected by the real command.

`PROMO_UPDATE_EXPECTED=1 pytest tests/test_collect_cases.py` writes every expectation anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest
from commandline import Result, files_in, promo

from promo.source import parse, plain_of

CASES = Path(__file__).parent / "cases"
GOOD = sorted(folder.name for folder in (CASES / "collect").iterdir())
BAD = sorted(folder.name for folder in (CASES / "collect-bad").iterdir())
TEXTS = [
    name
    for name in GOOD
    if not any(f.suffix in (".xlsx", ".json") for f in (CASES / "collect" / name).iterdir())
]
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
MADE = "collected.yaml"
_OURS = ("expected.yaml", "expected.txt", "command.txt")
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"^\s*(?:\d+\.|-)?\s*(?:\[[ x]\] )?")  # the number of an entry, and its box


def the_input(case: Path) -> str:
    (only,) = (f.name for f in case.iterdir() if f.name not in _OURS)
    return only


def run(case: Path, folder: Path) -> Result:
    """The command of a case in a copy of its inputs; by default its one input is collected."""
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns(*_OURS))
    command = case / "command.txt"
    if command.exists():
        return promo(*shlex.split(command.read_text(encoding="utf-8")), cwd=folder)
    return promo("collect", the_input(case), "-o", MADE, cwd=folder)


def expected(path: Path, told: str) -> str:
    if UPDATE:
        path.write_text(told, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOOD)
def test_a_real_style_becomes_a_draft_and_a_report(name: str, tmp_path: Path) -> None:
    case, folder = CASES / "collect" / name, tmp_path / "case"
    result = run(case, folder)
    assert result.code == 0, result.stderr
    made = (folder / MADE).read_text(encoding="utf-8")
    assert made == expected(case / "expected.yaml", made)
    told = result.stdout + result.stderr
    assert told == expected(case / "expected.txt", told)


@pytest.mark.parametrize("name", TEXTS)
def test_every_line_is_in_the_draft_or_its_number_in_the_report(name: str, tmp_path: Path) -> None:
    case = CASES / "collect" / name
    draft = (case / "expected.yaml").read_text(encoding="utf-8")
    known = set(_WORD.findall(f"{draft} {texts_of(case / 'expected.yaml')}".lower()))
    report = (case / "expected.txt").read_text(encoding="utf-8")
    told: set[int] = set()
    for shown in re.findall(r"lines? ([\d–,\s]+):", report):
        for first, _, last in (part.partition("–") for part in shown.split(",")):
            told |= set(range(int(first), int(last or first) + 1))
    source = (case / the_input(case)).read_text(encoding="utf-8")
    for number, line in enumerate(source.split("\n"), 1):
        words = set(_WORD.findall(_MARKS.sub("", line.lower().replace("<br>", " "))))
        assert number in told or words <= known | LABELS, (number, words - known)


# Labels and keys that say where a text belongs: the draft has the key that they mean.
LABELS = {"task", "action", "context", "outcome"}


def texts_of(made: Path) -> str:
    return str(plain_of(parse(made.read_bytes(), made.name).root))


@pytest.mark.parametrize("name", GOOD)
def test_a_draft_is_read_without_an_error(name: str, tmp_path: Path) -> None:
    made = CASES / "collect" / name / "expected.yaml"
    assert promo("check", made, "--target", "principal", cwd=tmp_path).code == 1  # only gaps


@pytest.mark.parametrize("name", GOOD)
def test_nothing_is_tagged_by_itself(name: str) -> None:
    made = (CASES / "collect" / name / "expected.yaml").read_text(encoding="utf-8")
    assert not re.search(r"^ +(competencies|expectations|responsibility|scope):", made, re.M)


@pytest.mark.parametrize("name", BAD)
def test_a_source_that_holds_nothing_is_told_in_full_and_nothing_is_written(
    name: str, tmp_path: Path
) -> None:
    case, folder = CASES / "collect-bad" / name, tmp_path / "case"
    result = run(case, folder)
    assert result.stderr == expected(case / "expected.txt", result.stderr)
    assert (result.code, result.stdout) == (2, "")
    assert MADE not in files_in(folder)
