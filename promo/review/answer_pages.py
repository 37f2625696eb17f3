"""What reviewers answered, side by side, and what they did not, as sections of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promo.model import Review, ReviewForm
from promo.pages import Line, PageSection, Table
from promo.review.facts import (
    Given,
    day,
    disagreements,
    is_answered,
    label,
    questions,
    reviewers,
    side_by_side,
)
from promo.review.text_pages import flat, said
from promo.words import Words, counted

TICK, NONE = "✓", "·"
SIGN_OFF = "Sign-off"
_BESIDE = ("recommendation", "role", "date", "declaration")  # short answers, side by side
_SIDE_BY_SIDE = 2  # reviewers whose answers stand in columns beside each other on any terminal


def answer_sections(review: Review) -> Iterator[PageSection]:
    """Who reviewed, where they differ, and what each answered."""
    yield from _who(review)
    yield from _differences(review)
    yield from _ratings(review)
    yield from _comments(review)
    yield from _sign_off(review)
    yield from _others(review)


def open_sections(review: Review) -> Iterator[PageSection]:
    """What nobody answered, and what was deleted from the form."""
    named = list(zip(reviewers(review.forms), review.forms, strict=True))
    lines = tuple(
        Line(label=f"{name}:" if len(named) > 1 else "", text=text)
        for name, form in named
        for text in _open_fields(form)
    )
    if lines:
        yield PageSection(title="Not answered", lines=lines)
    missing = tuple(
        Line(label=f"{name}:", text=field) for name, form in named for field in form.missing
    )
    if missing:
        note = "Nothing is known of what was answered here."
        yield PageSection(title="Deleted from the form", note=note, lines=missing)


def _open_fields(form: ReviewForm) -> Iterator[str]:
    """The names of the questions, once for all competencies that lack the same."""
    lacking: dict[str, list[str]] = {}
    for question in questions(form):
        if not question.is_answered:
            lacking.setdefault(question.title, []).append(label(question.key))
    alike: dict[tuple[str, ...], list[str]] = {}
    for title, keys in lacking.items():
        alike.setdefault(tuple(keys), []).append(title or SIGN_OFF)
    for labels, titles in alike.items():
        yield f"{Words().listed(titles)}: {Words().listed(labels)}"


def _who(review: Review) -> Iterator[PageSection]:
    if not review.forms:
        yield PageSection(title="Reviewers", note="The document has no form that can be read.")
        return
    nobody = not any(map(is_answered, review.forms))
    lines = (
        Line(label=f"{name}:", text=_how_complete(form), detail=_source(form, name))
        for name, form in zip(reviewers(review.forms), review.forms, strict=True)
    )
    note = "Nobody has answered anything yet." if nobody else ""
    yield PageSection(title="Reviewers", note=note, lines=tuple(lines))


def _source(form: ReviewForm, name: str) -> str:
    return "" if form.source in name else form.source


def _how_complete(form: ReviewForm) -> str:
    asked = list(questions(form))
    answered = sum(question.is_answered for question in asked)
    if not is_answered(form):
        return f"none of {counted(len(asked), 'field')} answered"
    if answered == len(asked):
        return f"all {counted(len(asked), 'field')} answered"
    return f"{answered:,} of {counted(len(asked), 'field')} answered"


def _differences(review: Review) -> Iterator[PageSection]:
    if sum(map(is_answered, review.forms)) < 2:
        return
    found = disagreements(review)
    lines = (
        Line(
            label=f"{each.about or label('recommendation')}:",
            text=_by_answer(each.given),
        )
        for each in found
    )
    none = "None: no two reviewers gave a different rating or recommendation."
    yield PageSection(title="Disagreements", note="" if found else none, lines=tuple(lines))


def _by_answer(given: Sequence[Given]) -> str:
    """Promote: Tomas Lindgren and Dana Ortiz; Not yet: Eve Marchetti."""
    names: dict[str, list[str]] = {}
    for each in given:
        names.setdefault(flat(each.answer), []).append(each.reviewer)
    return "; ".join(f"{answer}: {Words().listed(found)}" for answer, found in names.items())


def _table(head: str, rows: Sequence[tuple[str, ...]], names: Sequence[str]) -> Table:
    """Answers, one column a reviewer; many go on in a table below, as numbers do."""
    return Table(columns=(head, *names), rows=tuple(rows), numbers=len(names) > _SIDE_BY_SIDE)


def _ratings(review: Review) -> Iterator[PageSection]:
    forms = [form for form in review.forms if is_answered(form)]
    given = zip(side_by_side(forms, "rating"), side_by_side(forms, "checked"), strict=True)
    rows = [(title, *map(_rating, ratings, checked)) for (title, ratings), (_, checked) in given]
    if rows:
        note = f"{TICK} evidence checked; {NONE} no rating"
        table = _table("Competency", rows, _names(review, forms))
        yield PageSection(title="Ratings", note=note, table=table)


def _names(review: Review, forms: Sequence[ReviewForm]) -> list[str]:
    """What these forms' reviewers are called among all."""
    wanted = set(map(id, forms))
    named = zip(reviewers(review.forms), review.forms, strict=True)
    return [name for name, form in named if id(form) in wanted]


def _rating(rating: str, checked: str) -> str:
    return f"{flat(rating) or NONE} {TICK if checked else ''}".strip()


def _comments(review: Review) -> Iterator[PageSection]:
    names = reviewers(review.forms)
    commented = [(t, given) for t, given in side_by_side(review.forms, "comment") if any(given)]
    if len(names) == 1:
        lines = tuple(Line(label=f"{title}:", text=text) for title, (text,) in commented)
        if lines:
            yield PageSection(title="Comments on the competencies", lines=lines)
        return
    for title, given in commented:
        by_name = zip(names, given, strict=True)
        lines = tuple(Line(label=f"{name}:", text=text) for name, text in by_name if text)
        yield PageSection(title=f"Comments on {title}", lines=lines)


def _sign_off(review: Review) -> Iterator[PageSection]:
    forms = [form for form in review.forms if form.asked and is_answered(form)]
    if not forms:
        return
    names = _names(review, forms)
    rows = [(label(key), *(_signed(form, key) for form in forms)) for key in _BESIDE]
    reasons = (
        Line(label=f"{label('reasons')}, {name}:", text=form.signed["reasons"])
        for name, form in zip(names, forms, strict=True)
        if form.signed.get("reasons")
    )
    table = _table("Question", rows, names)
    yield PageSection(title=SIGN_OFF, table=table, lines=tuple(reasons))


def _signed(form: ReviewForm, key: str) -> str:
    given = form.signed.get(key, "")
    if key == "declaration":
        return TICK if given else NONE
    return (day(given) if key == "date" else flat(given)) or NONE


def _others(review: Review) -> Iterator[PageSection]:
    extras = tuple(
        Line(label=f"{name}, {extra.name or 'unnamed'}:", text=said(extra.value))
        for name, form in zip(reviewers(review.forms), review.forms, strict=True)
        for extra in form.extras
    )
    if extras:
        yield PageSection(title="Other fields", lines=extras)
