"""A Review in the keys of a review file, which YAML and JSON share. See docs/review.md."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any

from promo.model import TICKED, Answers, Comment, Origin, Place, Review, ReviewForm
from promo.plain import Plain
from promo.source import FORBIDDEN

# 1: the first one. A key may be added within a version; none is renamed, removed or changed.
VERSION = 1

PACKET = ("candidate", "target", "track", "ladder", "evidence", "as_of", "promo")
TARGET = ("id", "title")
LADDER = ("id", "title", "version", "sha256")
EVIDENCE = ("sha256",)
REVIEWER = (
    *("reviewer", "form_for", "source", "role", "date", "recommendation", "reasons"),
    *("declaration", "sign_off", "competencies", "others", "missing"),
)
COMPETENCY = ("competency", "title", "rating", "checked", "comment")
OTHER = ("name", "value")
PLACE = ("competency", "title", "item", "number", "heading")
COMMENT = ("author", "date", "text", "place", "anchor", "resolved", "replies")
REPLY = ("author", "date", "text")
CHANGE = ("kind", "author", "date", "text", "place")
EDIT = ("was", "now", "place")
PARTS = ("packet", "reviewers", "comments", "changes", "edits")


class Kind(Enum):
    """What a tracked change did to its text."""

    INSERTED = "inserted"
    DELETED = "deleted"


def legible(review: Review) -> Review:
    """A review in which `[U+2028]` stands for a character that no text file of promo can hold."""
    made: Review = _legible(review)
    return made


def illegible(review: Review) -> int:
    """How many such characters the texts of a review hold."""
    return _illegible(review)


_CHARACTER = re.compile(FORBIDDEN.pattern)


def legible_text(text: str) -> str:
    return _CHARACTER.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return legible_text(value)
    if isinstance(value, dict):
        return {key: _legible(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        made = map(_legible, value)
        return tuple(made) if type(value) is tuple else type(value)(*made)
    return value


def _illegible(value: Any) -> int:
    if isinstance(value, str):
        return len(_CHARACTER.findall(value))
    if isinstance(value, dict):
        value = tuple(value.values())
    return sum(map(_illegible, value)) if isinstance(value, tuple) else 0


def keys_of(review: Review) -> dict[str, Plain]:
    """A review as plain values; what is empty or not answered is left out."""
    review = legible(review)
    packet = {"packet": _packet(review.origin)} if review.origin else {}
    return packet | _said(
        reviewers=[_reviewer(form) for form in review.forms],
        comments=[_comment(comment) for comment in review.comments],
        changes=[
            _said(
                kind=(Kind.INSERTED if change.inserted else Kind.DELETED).value,
                author=change.author,
                date=change.date,
                text=change.text,
                place=_place(change.place),
            )
            for change in review.changes
        ],
        edits=[
            _said(was=edit.was, now=edit.now, place=_place(edit.place)) for edit in review.edits
        ],
    )


def _said(**values: Plain) -> dict[str, Plain]:
    """The values that say something."""
    return {key: value for key, value in values.items() if value or value is False}


def _packet(origin: Origin) -> dict[str, Plain]:
    return _said(
        candidate=origin.candidate,
        target=_said(id=origin.target, title=origin.target_title),
        track=origin.track,
        ladder=_said(
            id=origin.ladder,
            title=origin.ladder_title,
            version=origin.ladder_version,
            sha256=origin.ladder_hash,
        ),
        evidence=_said(sha256=origin.evidence),
        as_of=origin.as_of,
        promo=origin.promo,
    )


def _reviewer(form: ReviewForm) -> dict[str, Plain]:
    """`form_for` is whom the form was made for, where that is not who signed it."""
    signed = dict(form.signed)
    own = signed.pop("reviewer", "")
    declared = signed.pop("declaration", "") == TICKED
    return _said(
        reviewer=own,
        form_for=form.reviewer if form.reviewer != own else "",
        source=form.source,
        role=signed.get("role", ""),
        date=signed.get("date", ""),
        recommendation=signed.get("recommendation", ""),
        reasons=signed.get("reasons", ""),
        declaration=declared or "",
        sign_off="" if form.asked else False,
        competencies=[_competency(answers) for answers in form.competencies],
        others=[_said(name=extra.name, value=extra.value) for extra in form.extras],
        missing=list(form.missing),
    )


def _competency(answers: Answers) -> dict[str, Plain]:
    return _said(
        competency=answers.competency,
        title=answers.title,
        rating=answers.values.get("rating", ""),
        checked=answers.values.get("checked") == TICKED or "",
        comment=answers.values.get("comment", ""),
    )


def _comment(comment: Comment) -> dict[str, Plain]:
    return _said(
        author=comment.author,
        date=comment.date,
        text=comment.text,
        place=_place(comment.place),
        anchor=comment.on,
        resolved=comment.resolved or "",
        replies=[_said(author=r.author, date=r.date, text=r.text) for r in comment.replies],
    )


def _place(place: Place) -> dict[str, Plain]:
    return _said(**place._asdict())
