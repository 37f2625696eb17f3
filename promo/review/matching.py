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
    for table in tables:
        name = form_of(table)
        form = by_name.get(name) if name else _by_title(table, forms, titles, under)
        if form:
            yield Matched(table, form)


def _by_title(
    table: FormTable, forms: list[AskedForm], titles: Mapping[str, str], under: Mapping[int, str]
) -> AskedForm | None:
    alike = [form for form in forms if (form.place == SIGN_OFF) == table.is_sign_off]
    same = [form for form in alike if match_key(form.title) == match_key(table.title)]
    heading = match_key(under.get(table.start, ""))
    below = [form for form in alike if match_key(titles.get(form.place, "")) == heading]
    if same:
        return same[0]
    return below[0] if len(below) == 1 else None


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
    reviewers: dict[str, int] = {}
    named = []
    for table in tables:
        family = SIGN_OFF if table.is_sign_off else "review"
        reviewer, title = read_title(family, table.title) or ("", under.get(table.start, ""))
        name = form_of(table)
        if name is None:
            slot = reviewers.setdefault(reviewer, len(reviewers) + 1) if reviewer else 1
            name = (SIGN_OFF if table.is_sign_off else _anchor(title, titles), slot)
        form = by_name.get(name) or AskedForm(*name, "", "", {})
        form = form._replace(reviewer=form.reviewer or reviewer, title=form.title or table.title)
        by_name[name] = _with_labels(form, table)
        named.append((table, name))
    return [Matched(table, by_name[name]) for table, name in named]


def _anchor(title: str, titles: dict[str, str]) -> str:
    """The anchor of a competency by its title; a new one where no heading has it."""
    same = (anchor for anchor, each in titles.items() if match_key(each) == match_key(title))
    anchor = next(same, f"t{len(titles)}")
    titles.setdefault(anchor, title)
    return anchor


def _with_labels(form: AskedForm, table: FormTable) -> AskedForm:
    for row in table.rows:
        if row.key and row.key not in form.questions:
            number = "" if form.slot == 1 else f".{form.slot}"
            tag = f"promo.{form.place}.{row.key}{number}"
            name = FieldName(tag, form.place, row.key, form.slot)
            form.questions[row.key] = Question(name, row.label, "", ())
    return form
