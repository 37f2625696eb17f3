"""Reviews for the tests: made by hand, and drawn by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from promo.model import (
    ASSESSED,
    SIGNED,
    TICKED,
    Answers,
    Change,
    Comment,
    Edit,
    Extra,
    Origin,
    Place,
    Reply,
    Review,
    ReviewForm,
)
from promo.review.labels import is_prompt
from promo.source import FORBIDDEN

ORIGIN = Origin(
    promo="0.5.0",
    candidate="Ada Byron",
    evidence="e" * 64,
    ladder="small",
    ladder_title="Small ladder",
    ladder_version="1",
    ladder_hash="1" * 64,
    target="senior",
    target_title="Senior Engineer",
    as_of="2026-06-30",
)
CRAFT, PEOPLE = ("craft", "Craft"), ("people", "People")


def answers(
    competency: tuple[str, str], rating: str = "", comment: str = "", **more: Any
) -> Answers:
    """What a form says of one competency; `checked=True` ticks its box."""
    checked = TICKED if more.get("checked") else ""
    return Answers(*competency, {"rating": rating, "checked": checked, "comment": comment})


def form(reviewer: str, /, *rated: Answers, source: str = "ada.docx", **signed: str) -> ReviewForm:
    """One reviewer's form; the name is in the sign-off, as in a form made for somebody."""
    rated = rated or (answers(CRAFT), answers(PEOPLE))
    given = dict.fromkeys(SIGNED, "") | {"reviewer": reviewer} | signed
    return ReviewForm(reviewer, source, rated, given)


def review(*forms: ReviewForm, origin: Origin | None = ORIGIN, **parts: Any) -> Review:
    return Review(origin, forms, **parts)


TOMAS = form(
    "Tomas Lindgren",
    answers(CRAFT, "Meets", "Sound work.\nTwice.", checked=True),
    answers(PEOPLE, "Below", checked=True),
    recommendation="Promote with conditions",
    reasons="Lead one hiring round first.",
    role="Director",
    date="2026-07-02",
    declaration=TICKED,
)
DANA = form(
    "Dana Ortiz",
    answers(CRAFT, "Exceeds"),
    answers(PEOPLE, "Below"),
    source="ada-dana.docx",
    recommendation="Promote",
)
COMMENT = Comment(
    "Tomas Lindgren",
    "2026-07-02T09:30:00Z",
    "Which quarter?",
    Place(*PEOPLE, "hiring", "E2"),
    "Hired four people",
    replies=(Reply("Dana Ortiz", "2026-07-03T10:00:00Z", "The second."),),
)
CHANGE = Change(True, "Dana Ortiz", "2026-07-03T10:00:00Z", "in Lyon", Place(*CRAFT))
EDIT = Edit("Four people were hired", "Five people were hired", Place(*PEOPLE, "hiring", "E2"))


# Any review that a file can hold


def is_answer(text: str) -> bool:
    """Whether a text is not what promo or Word shows before anybody has answered."""
    line = " ".join(text.split())
    return not any(is_prompt(key, line) for key in (*ASSESSED, *SIGNED))


TEXT = (
    st.text(max_size=20)
    .map(lambda text: FORBIDDEN.sub("", text.replace("\r", "")))
    .filter(is_answer)
)
NAME = TEXT.filter(bool)
PLACES = st.builds(Place, TEXT, TEXT, TEXT, TEXT, TEXT)
ORIGINS = st.builds(Origin, *[TEXT] * len(Origin._fields))


def _values(keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    ticks = st.sampled_from(["", TICKED])
    return st.fixed_dictionaries(
        {key: ticks if key in ("checked", "declaration") else TEXT for key in keys}
    )


ANSWERS = st.builds(Answers, NAME, TEXT, _values(ASSESSED)) | st.builds(
    Answers, st.just(""), NAME, _values(ASSESSED)
)
FORMS = st.builds(
    ReviewForm,
    NAME,
    TEXT,
    st.lists(ANSWERS, max_size=3, unique_by=lambda a: a.competency or a.title).map(tuple),
    _values(SIGNED),
    st.booleans(),
    st.lists(st.builds(Extra, TEXT, TEXT), max_size=2).map(tuple),
    st.lists(TEXT, max_size=2).map(tuple),
)
REPLIES = st.lists(st.builds(Reply, TEXT, TEXT, TEXT), max_size=2).map(tuple)
COMMENTS = st.builds(Comment, TEXT, TEXT, TEXT, PLACES, TEXT, st.booleans(), REPLIES)
CHANGES = st.builds(Change, st.booleans(), TEXT, TEXT, TEXT, PLACES)
EDITS = st.builds(Edit, TEXT, TEXT, PLACES)
REVIEWS = st.builds(
    Review,
    st.none() | ORIGINS,
    st.lists(FORMS, max_size=3).map(tuple),
    st.lists(COMMENTS, max_size=3).map(tuple),
    st.lists(CHANGES, max_size=3).map(tuple),
    st.lists(EDITS, max_size=3).map(tuple),
)
