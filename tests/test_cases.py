"""Folders of inputs, run through the real command line: each says what promo should say of it.

`PROMO_UPDATE_EXPECTED=1 pytest tests/test_cases.py` writes every expected.txt anew.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from commandline import AS_OF, files_in, promo
from lxml import etree

CASES = Path(__file__).parent / "cases"
BAD = sorted(folder.name for folder in (CASES / "bad").iterdir())
GOOD = sorted(folder.name for folder in (CASES / "good").iterdir())
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
_OURS = ("expected.txt", "command.txt")
_EVIDENCE = ("evidence.yaml", "--target", "principal")


def copy_of(case: Path, folder: Path) -> Path:
    """The inputs of a case, without what is said about them."""
    shutil.copytree(case, folder / "case", ignore=shutil.ignore_patterns(*_OURS))
    return folder / "case"


def expected(case: Path, told: str) -> str:
    """What the case expects to be told, renewed first where that is asked for."""
    if UPDATE:
        (case / "expected.txt").write_text(told, encoding="utf-8", newline="\n")
    return (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_told_in_full_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    case = CASES / "bad" / name
    folder = copy_of(case, tmp_path)
    before = files_in(folder)
    command = case / "command.txt"
    arguments = shlex.split(command.read_text()) if command.exists() else ["build", *_EVIDENCE]
    result = promo(*arguments, cwd=folder)
    assert result.stderr == expected(case, result.stderr)
    assert (result.code, result.stdout) == (2, "")
    assert files_in(folder) == before


@pytest.mark.parametrize("name", GOOD)
def test_a_good_input_is_checked_as_expected(name: str, tmp_path: Path) -> None:
    case = CASES / "good" / name
    result = promo("check", *_EVIDENCE, "--as-of", AS_OF, cwd=copy_of(case, tmp_path))
    assert result.stdout == expected(case, result.stdout)
    assert result.code == (0 if "evidence.yaml: no gaps in" in result.stdout else 1)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_input_is_written_in_every_format(name: str, tmp_path: Path) -> None:
    folder = copy_of(CASES / "good" / name, tmp_path)
    before = files_in(folder)
    result = promo("build", *_EVIDENCE, "-f", "docx,md,json", cwd=folder)
    assert result.code == 0, result.stderr
    written = {"evidence.docx", "evidence.md", "evidence.json"}
    assert files_in(folder).keys() == before.keys() | written
    assert all(files_in(folder)[name] == content for name, content in before.items())


@pytest.mark.parametrize("name", ["nordbank", "secret", "merger"])
def test_a_bad_file_leaks_nothing_of_its_private_items(name: str) -> None:
    case = CASES / "bad" / "private-item-with-faults"
    assert name in (case / "evidence.yaml").read_text().lower()
    assert name not in (case / "expected.txt").read_text().lower()


def test_hostile_text_stands_in_word_as_it_was_typed(tmp_path: Path) -> None:
    folder = copy_of(CASES / "good" / "hostile-text", tmp_path)
    promo("build", *_EVIDENCE, cwd=folder)
    with ZipFile(folder / "evidence.docx") as document:
        body = etree.fromstring(document.read("word/document.xml"))
    text = "".join(body.xpath("//*[local-name() = 't']/text()"))
    for typed in (
        "Zoë & Søn <b>Ltd</b> | #1 {{ name }}",
        "{% raw %} {{ 7 * 7 }} ${HOME} %s \\n &amp; &#65;",
        "# One & two < three | {{ candidate.name }} 👩‍💻",
        "*stars* _bars_ `ticks` ~~tildes~~ [link](https://example.com)",
        'Fish & chips < 5 | 50 % {{ secret }} {% include "x" %} ',
        "العنوان 42 | عربي",
        "🚀 العربية ועברית 日本語, then ",
    ):
        assert typed in text


def test_yaml_changes_no_value(tmp_path: Path) -> None:
    folder = copy_of(CASES / "good" / "values-that-yaml-would-change", tmp_path)
    promo("build", *_EVIDENCE, "-f", "json", cwd=folder)
    report = (folder / "evidence.json").read_text(encoding="utf-8")
    for typed in (
        "No",
        "1.10",
        "12:30",
        "2025-09-30",
        "null",
        "0o17",
        "on",
        "2025",
        "007",
        "1_000",
    ):
        assert f'"{typed}"' in report
