"""What a company's form brings along is nobody's answer; what people add to it is."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import ROOT
from making import example_packet

from promo.model import Review
from promo.review.reading import read
from promo.writers.word import write
from promo.writers.word.package import zipped
from promo.writers.word.template import load

GOOD = sorted((ROOT / "tests" / "cases" / "templates" / "good").glob("*/form.do[ct]x"))


def packet_in(form: Path) -> bytes:
    return write(example_packet("thin"), load(form.read_bytes(), form.name))


def changed(document: bytes, part: str, pattern: str, new: str) -> bytes:
    """The document with the first match of a pattern replaced in one part."""
    with ZipFile(BytesIO(document)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text, count = re.subn(pattern, new, members[part].decode(), count=1, flags=re.DOTALL)
    assert count == 1
    return zipped({**members, part: text.encode()})


def review_of(document: bytes) -> Review:
    return read(document, "packet.docx")[0]


def said(review: Review) -> list[object]:
    """All that a review tells of a reviewer."""
    forms = review.forms
    answers = [v for f in forms for a in f.competencies for v in a.values.values() if v]
    signed = [value for form in forms for value in form.signed.values() if value]
    extras = [extra for form in forms for extra in form.extras]
    return [*answers, *signed, *extras, *review.comments, *review.changes, *review.edits]


@pytest.mark.parametrize("form", GOOD, ids=[form.parent.name for form in GOOD])
def test_an_untouched_packet_in_any_form_says_nothing_of_a_reviewer(form: Path) -> None:
    assert said(review_of(packet_in(form))) == []


FIELDS = next(form for form in GOOD if form.parent.name == "fields-everywhere")
MARKED = next(form for form in GOOD if form.parent.name == "marked")


def test_what_is_written_into_a_companys_own_field_is_an_answer() -> None:
    named = '(w:alias w:val="Name"/>.*?)Mateus Oliveira'
    document = changed(packet_in(FIELDS), "word/document.xml", named, r"\1M. O.")
    extras = [extra for form in review_of(document).forms for extra in form.extras]
    assert ("Name", "M. O.") in extras


def test_a_comment_of_the_form_that_somebody_rewrote_is_told() -> None:
    document = changed(packet_in(MARKED), "word/comments.xml", "Is the team needed", "Is it needed")
    (comment,) = review_of(document).comments
    assert comment.text == "Is it needed here?"


def test_what_is_typed_into_a_comment_of_promo_is_told() -> None:
    document = write(example_packet("thin"))
    document = changed(document, "word/comments.xml", "Do next: ", "No, he did: ")
    (comment,) = review_of(document).comments
    assert comment.author == "promo"
    assert "No, he did: " in comment.text


def test_a_tracked_change_that_somebody_adds_to_those_of_the_form_is_told() -> None:
    document = changed(
        packet_in(MARKED),
        "word/document.xml",
        "</w:p>",
        '<w:ins w:id="9001" w:author="Dana Ortiz"><w:r><w:t>Mine.</w:t></w:r></w:ins></w:p>',
    )
    (change,) = review_of(document).changes
    assert (change.author, change.text) == ("Dana Ortiz", "Mine.")
