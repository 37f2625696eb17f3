"""Review files: what is written reads back equal, and what a person breaks is told."""

from __future__ import annotations

import json
import re

import pytest
import yaml
from conftest import ROOT
from hypothesis import given
from reading import told, unhurried
from reviews import COMMENT, ORIGIN, REVIEWS, TOMAS, form, review

from promo.findings import Finding, InputError
from promo.model import Comment, Place, Review
from promo.review.file import read_file, write_file
from promo.review.keys import illegible, keys_of, legible

FILE = "review.yaml"


def read(text: str) -> Review:
    return read_file(text.encode(), FILE)[0]


def refused(text: str) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as raised:
        read(text)
    return raised.value.findings


@unhurried
@given(REVIEWS)
def test_any_review_is_read_back_as_it_was_written(made: Review) -> None:
    assert read(write_file(made)) == made


@unhurried
@given(REVIEWS)
def test_the_json_of_a_review_is_read_by_the_same_reader(made: Review) -> None:
    head = {"format": "promo-review", "version": 1}
    assert read(json.dumps({**head, **keys_of(made)}, ensure_ascii=False)) == made


def test_a_review_file_is_made_to_be_edited() -> None:
    text = write_file(review(TOMAS, comments=(COMMENT,)))
    assert text.startswith("review: 1\n\npacket:\n  candidate: Ada Byron\n")
    assert "  - reviewer: Tomas Lindgren\n    source: ada.docx\n    role: Director\n" in text
    assert "    declaration: true\n" in text
    assert "        comment: |-\n          Sound work.\n          Twice.\n" in text
    assert yaml.safe_load(text)["reviewers"][0]["competencies"][1] == {
        "competency": "people",
        "title": "People",
        "rating": "Below",
        "checked": True,
    }


def test_what_is_not_answered_is_left_out() -> None:
    text = write_file(review(form("Tomas Lindgren")))
    for key in ("rating", "checked", "comment", "recommendation", "declaration", "comments"):
        assert f"{key}:" not in text
    assert read(text) == review(form("Tomas Lindgren"))


def test_a_yes_typed_by_hand_is_a_tick_and_a_no_is_none() -> None:
    reviewer = "{declaration: yes, competencies: [{competency: craft, checked: no}]}"
    (only,) = read(f"review: 1\nreviewers: [{reviewer}]\n").forms
    assert only.signed["declaration"] == "yes"
    assert only.competencies[0].values["checked"] == ""


def test_whom_a_form_was_made_for_is_kept_apart_from_who_signed_it() -> None:
    unsigned = form("Tomas Lindgren", reviewer="")
    text = write_file(review(unsigned))
    assert "form_for: Tomas Lindgren" in text
    assert read(text).forms == (unsigned,)


UNSEEN = "One\u2028two\x85three\x9b31m and [U+2028]"


def test_a_character_that_a_text_file_cannot_hold_is_written_by_its_number() -> None:
    made = review(comments=(Comment("Tomas", "", UNSEEN, Place(heading="\x0c")),))
    assert illegible(made) == 4
    (comment,) = read(write_file(made)).comments
    assert comment.text == "One[U+2028]two[U+0085]three[U+009B]31m and [U+2028]"
    assert comment.place.heading == "[U+000C]"
    assert legible(made).comments == (comment,)
    assert illegible(legible(made)) == 0


def test_a_review_without_a_packet_has_no_origin() -> None:
    assert read("review: 1\n").origin is None
    assert read(write_file(review(origin=ORIGIN))).origin == ORIGIN


def test_the_example_of_the_guide_is_a_review_file() -> None:
    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    made, findings = read_file(example.encode(), FILE)
    assert findings == ()
    assert [form.reviewer for form in made.forms] == ["Tomas Lindgren"]
    assert write_file(made) == example


# What a person breaks

BROKEN = {
    "an unknown key": ("review: 1\nreviewrs: []\n", ["2:1 DT002"]),
    "an unknown key of a reviewer": ("review: 1\nreviewers: [{name: Tom}]\n", ["2:14 DT002"]),
    "text for a list": ("review: 1\nreviewers: Tom\n", ["2:12 DT001"]),
    "no competency": (
        "review: 1\nreviewers: [{competencies: [{rating: Meets}]}]\n",
        ["2:29 DT003"],
    ),
    "a competency twice": (
        "review: 1\nreviewers: [{competencies: [{competency: a}, {competency: a}]}]\n",
        ["2:46 DT001"],
    ),
    "an unknown kind": ("review: 1\nchanges: [{kind: moved}]\n", ["2:18 DT004"]),
    "no kind": ("review: 1\nchanges: [{text: a}]\n", ["2:11 DT003"]),
    "maybe for a tick": ("review: 1\nreviewers: [{declaration: maybe}]\n", ["2:27 DT004"]),
    "two faults": ("review: 1\nedits: [{then: a}]\ncomments: 3\n", ["2:10 DT002", "3:11 DT001"]),
}


@pytest.mark.parametrize(("text", "faults"), BROKEN.values(), ids=BROKEN)
def test_every_fault_is_told_with_its_place(text: str, faults: list[str]) -> None:
    assert told(refused(text)) == faults


def test_a_misspelt_key_is_told_with_the_one_that_was_meant() -> None:
    (finding,) = refused("review: 1\nreviewers:\n  - recomendation: Promote\n")
    assert finding.help == 'did you mean "recommendation"?'


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("candidate: {name: Ada}\nevidence: []\n", "this is not a review file"),
        ("reviews: []\n", "this is not a review file of one packet"),
        ("review: 2\n", 'a review file of version "2"; this promo reads 1'),
        ('{"format": "promo-check", "version": 1}', "this is not a review file"),
        ('{"format": "promo-review", "version": 9}', 'of version "9"'),
        ("review: [1]\n", "this is not a review file"),
    ],
)
def test_another_file_is_no_review_file(text: str, fact: str) -> None:
    (finding,) = refused(text)
    assert finding.code == "RV011"
    assert fact in finding.message


def test_an_empty_file_is_told_how_to_get_a_review() -> None:
    (finding,) = refused("# nothing\n")
    assert (finding.code, finding.help) == (
        "YM009",
        "write one with `promo review PACKET -o review.yaml`",
    )
