"""What people have put into a packet, in counts, and what of it another packet has no place for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from promo.model import Answers, Place, Review, ReviewForm, is_about
from promo.words import counted


def contents(review: Review) -> str:
    """`5 answers, 1 comment, 2 edited texts, 2 tracked changes`; "" where there is nothing."""
    told = (
        (sum(map(answered, review.forms)), "answer"),
        (len(review.comments), "comment"),
        (len(review.edits), "edited text"),
        (len(review.changes), "tracked change"),
    )
    return ", ".join(counted(n, name) for n, name in told if n)


def answered(form: ReviewForm) -> int:
    """The answers in a form; the name alone of whom it is for is none."""
    signed = [key for key, value in form.signed.items() if value.strip()]
    given = sum(bool(value.strip()) for each in form.competencies for value in each.values.values())
    given += sum(bool(extra.value.strip()) for extra in form.extras)
    return 0 if signed == ["reviewer"] and not given else given + len(signed)


class Left(NamedTuple):
    """What is not carried into a new packet: where it stood, what it is, and what it was before."""

    place: str
    text: str
    was: str = ""


def not_carried(review: Review, new: Review) -> Iterator[Left]:
    """Answers to what is asked no more, fields of a company's own, and every change of the text.

    `new` is what stands in the new packet. A text is never merged: the evidence file is where it
    is to be changed.
    """
    asked = {key for form in new.forms for key in form.signed}
    for form in review.forms:
        by = f" by {form.reviewer}" if form.reviewer else ""
        for each in form.competencies:
            fields = _asked_of(each, new)
            for key, value in each.values.items():
                if value.strip() and key not in fields:
                    yield Left(each.title or each.competency, f"{key}{by}: {value}")
        for key, value in form.signed.items():
            if value.strip() and key not in asked:
                yield Left("Sign-off", f"{key}{by}: {value}")
        for extra in form.extras:
            if extra.value.strip():
                yield Left(extra.name, f"answer{by}: {extra.value}")
    for edit in review.edits:
        now = f"changed to: {edit.now}" if edit.now else "taken out"
        yield Left(_shown(edit.place), now if edit.was else f"added: {edit.now}", edit.was)
    for change in review.changes:
        done = "inserted" if change.inserted else "deleted"
        by = f" by {change.author}" if change.author else ""
        yield Left(_shown(change.place), f"{done}{by}: {change.text}")


def _asked_of(answers: Answers, new: Review) -> set[str]:
    """The fields that a packet has for answers, by competency, or by title where that is lost."""
    return {
        key
        for form in new.forms
        for each in form.competencies
        if is_about(answers, each.competency, each.title)
        for key in each.values
    }


def _shown(place: Place) -> str:
    return place.shown or "the document"
