"""Which table of a document is which form, as recorded or as its title and the headings say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from promo.model import ASSESSED, SIGNED, match_key
from promo.review.labels import SIGN_OFF, read_title
from promo.review.record import AskedForm, Question
from promo.review.tables import FormTable, form_of
from promo.writers.word.recorded import Field, FieldName


class Matched(NamedTuple):
    """A table that is a form, and what that form asked."""

    table: FormTable
    form: AskedForm


def asked_of(fields: Iterable[Field]) -> list[AskedForm]:
    """The forms that fields say they belong to, where no record says what was asked."""
    forms: dict[tuple[str, int], AskedForm] = {}
    for name in sorted((field.name for field in fields), key=_in_order):
        form = forms.setdefault(
            (name.anchor, name.slot), AskedForm(name.anchor, name.slot, "", "", {})
        )
        form.questions[name.key] = Question(name, "", "", ())
    return list(forms.values())


def _in_order(name: FieldName) -> tuple[bool, int, int, int]:
    is_last = name.anchor == SIGN_OFF
    number = 0 if is_last else int(name.anchor[1:])
    return is_last, number, name.slot, (ASSESSED + SIGNED).index(name.key)


def match_recorded(
    tables: Iterable[FormTable],
    forms: list[AskedForm],
    titles: Mapping[str, str],
    under: Mapping[int, str],
) -> Iterator[Matched]:
    """Tables with the forms of the record that they are.

    `titles` are those of competencies by anchor, `under` the heading above each table by its start.
    """
    by_name = {(form.place, form.slot): form for form in forms}
    by_title: dict[tuple[bool, str], list[AskedForm]] = {}
    by_heading: dict[tuple[bool, str], list[AskedForm]] = {}
    for form in forms:
        is_sign_off = form.place == SIGN_OFF
        by_title.setdefault((is_sign_off, match_key(form.title)), []).append(form)
        heading = match_key(titles.get(form.place, ""))
        by_heading.setdefault((is_sign_off, heading), []).append(form)
    for table in tables:
        name = form_of(table)
        if name:
            found = [by_name[name]] if name in by_name else []
        else:
            above = match_key(under.get(table.start, ""))
            found = by_title.get((table.is_sign_off, match_key(table.title)), [])
            found = found or by_heading.get((table.is_sign_off, above), [])
        if len(found) == 1:
            yield Matched(table, found[0])


def match_unrecorded(
    tables: Iterable[FormTable],
    forms: Iterable[AskedForm],
    titles: dict[str, str],
    under: Mapping[int, str],
) -> list[Matched]:
    """Tables with the forms that they are; each gets questions for the labels that it has.

    Competencies that no bookmark named are added to `titles`.
    """
    by_name = {(form.place, form.slot): form for form in forms}
    anchors = {match_key(title): anchor for anchor, title in titles.items()}
    reviewers: dict[str, int] = {}
    named = []
    for table in tables:
        family = SIGN_OFF if table.is_sign_off else "review"
        reviewer, title = read_title(family, table.title) or ("", under.get(table.start, ""))
        name = form_of(table)
        if name is None:
            place = SIGN_OFF
            if not table.is_sign_off:
                place = anchors.setdefault(match_key(title), f"t{len(anchors)}")
                titles.setdefault(place, title)
            slot = reviewers.setdefault(reviewer, len(reviewers) + 1) if reviewer else 1
            name = (place, slot)
        form = by_name.get(name) or AskedForm(*name, "", "", {})
        form = form._replace(reviewer=form.reviewer or reviewer, title=form.title or table.title)
        by_name[name] = _with_labels(form, table)
        named.append((table, name))
    return [Matched(table, by_name[name]) for table, name in named]


def _with_labels(form: AskedForm, table: FormTable) -> AskedForm:
    for row in table.rows:
        if row.key and row.key not in form.questions:
            number = "" if form.slot == 1 else f".{form.slot}"
            tag = f"promo.{form.place}.{row.key}{number}"
            name = FieldName(tag, form.place, row.key, form.slot)
            form.questions[row.key] = Question(name, row.label, "", ())
    return form
