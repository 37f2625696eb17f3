"""Markdown templates of a company's own: what they may do, and what is told of them.

Each folder `cases/templates/markdown-…` is a template `my.md.j2` with its parts. `expected.txt` is
what is told of it, `expected.md` the page. `PROMO_UPDATE_EXPECTED=1` writes both anew.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT
from making import METRIC, SOMEONE, file_of, item, packet, voices

from promo.files import read_beside
from promo.findings import Finding, InputError
from promo.writers import markdown
from promo.writers.markdown import Template

CASES = sorted((ROOT / "tests" / "cases" / "templates").glob("markdown-*"))
UPDATE = os.environ.get("PROMO_UPDATE_EXPECTED") == "1"
PACKET = packet(
    file_of(
        item("Queue", metrics=[METRIC], result="A *fast* one:\n\n- a", headline="yes"),
        item("{{ 7*7 }} {% for %} {#", corroboration=SOMEONE, project="Two\nlines"),
        item("Both", competencies=["people", "reach"], actions="- Coached"),
        feedback=voices("Grace"),
        packet={"summary": "She *builds* {{ 7*7 }}.", "cycle": "{{ candidate.name }}"},
    )
)


def opened(folder: Path, name: str = "my.md.j2") -> Template:
    data = (folder / name).read_bytes()
    return markdown.collect(name, data, partial(read_beside, str(folder)))


def told(folder: Path) -> tuple[Finding, ...]:
    try:
        return markdown.check(opened(folder))
    except InputError as error:
        return error.findings


def lines(findings: tuple[Finding, ...]) -> str:
    shown = ""
    for finding in findings:
        shown += f"{finding.location}: {finding.code} {finding.message}\n"
        shown += f"  help: {finding.help}\n" if finding.help else ""
    return shown


def expected(path: Path, made: str) -> str:
    """What a file of a case says, renewed first where that is asked for."""
    if UPDATE:
        path.write_text(made, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_template_is_told_all_that_is_wrong_with_it_or_gives_its_page(folder: Path) -> None:
    found = told(folder)
    assert lines(found) == expected(folder / "expected.txt", lines(found))
    if any(finding.is_error for finding in found):
        assert not (folder / "expected.md").exists()
    else:
        page = markdown.write(PACKET, opened(folder)).decode()
        assert page == expected(folder / "expected.md", page)
