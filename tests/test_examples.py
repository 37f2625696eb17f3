"""The committed packets are what today's code makes of the examples."""

from __future__ import annotations

import difflib
import runpy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT

from promo.writers.seal import State
from promo.writers.word.lint import lint
from promo.writers.word.package import state_of

MADE = list(runpy.run_path(str(ROOT / "tools" / "make_examples.py"))["packets"]())
HINT = "run `python tools/make_examples.py` and look at what changed"


def parts_of(document: bytes) -> dict[str, str]:
    """A document's members, one tag a line; compressed bytes differ between zlib builds."""
    with ZipFile(BytesIO(document)) as archive:
        return {n: archive.read(n).decode().replace("><", ">\n<") for n in archive.namelist()}


def assert_same(old: str, new: str, name: str) -> None:
    diff = difflib.unified_diff(old.split("\n"), new.split("\n"), "committed", "made", lineterm="")
    assert old == new, f"{name}: {HINT}\n" + "\n".join(list(diff)[:40])


@pytest.mark.parametrize(("path", "made"), MADE, ids=[path.name for path, _ in MADE])
def test_a_committed_packet_is_made_again_unchanged(path: Path, made: bytes) -> None:
    committed = path.read_bytes()
    if path.suffix != ".docx":
        assert_same(committed.decode(), made.decode(), path.name)
        return
    old, new = parts_of(committed), parts_of(made)
    assert old.keys() == new.keys()
    for name in old:
        assert_same(old[name], new[name], f"{path.name}: {name}")


PACKETS = [p for p in sorted((ROOT / "examples").glob("*.docx")) if p.stem != "company-form"]


@pytest.mark.parametrize("path", PACKETS, ids=lambda path: path.name)
def test_a_committed_document_keeps_every_rule_of_the_linter_and_its_own_digest(path: Path) -> None:
    assert lint(path.read_bytes()) == ()
    assert state_of(path.read_bytes()) is State.UNTOUCHED


def test_every_example_names_its_as_of_date() -> None:
    for evidence in (ROOT / "examples").glob("*.yaml"):
        if evidence.stem in ("company-theme", "committee-copy.key"):
            continue
        text = evidence.read_text(encoding="utf-8")
        assert "as_of:" in text or "levels:" in text, evidence.name
