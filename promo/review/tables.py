"""The tables of a packet that are its forms, and the rows in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from promo.model import ASSESSED, SIGNED, match_key
from promo.review.answers import Sheet
from promo.review.labels import known_labels
from promo.review.record import AskedForm
from promo.writers.word.recorded import Field

_LONGEST_LABEL = 200  # characters that are looked at


class Row(NamedTuple):
    """A row of a form; `key` is what its label stands for, `answer` the home of its last cell."""

    label: str
    key: str
    answer: int
    fields: tuple[Field, ...]


class FormTable(NamedTuple):
    """A table of questions and the piece it starts at; `title` is "" if it has no such row."""

    start: int
    title: str
    rows: tuple[Row, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for row in self.rows for field in row.fields)

    @property
    def is_sign_off(self) -> bool:
        keys = {row.key for row in self.rows}
        return len(keys.intersection(SIGNED)) > len(keys.intersection(ASSESSED))


def label_keys(asked: Iterable[AskedForm]) -> dict[str, str]:
    """The key for each label: what promo's languages say, and what this packet says."""
    own = {match_key(q.label): key for form in asked for key, q in form.questions.items()}
    return {**known_labels(), **own}


def form_tables(
    sheet: Sheet, fields: Iterable[Field], keys: Mapping[str, str], *, by_label: bool
) -> list[FormTable]:
    """The tables that hold a field; `by_label`, also those with at least two labels of a form."""
    by_home: dict[int, list[Field]] = {}
    for field in fields:
        by_home.setdefault(sheet.story.home_at(field.own.start), []).append(field)
    tables = [
        _table(sheet, [homes for homes in rows if homes], by_home, keys)
        for rows in sheet.story.tables
        if any(by_label or home in by_home for homes in rows for home in homes)
    ]
    return [table for table in tables if table.fields or _has_labels(table)]


def _has_labels(table: FormTable) -> bool:
    keys = {row.key for row in table.rows}
    return max(len(keys.intersection(family)) for family in (ASSESSED, SIGNED)) > 1


def _table(
    sheet: Sheet,
    rows: list[list[int]],
    by_home: Mapping[int, list[Field]],
    keys: Mapping[str, str],
) -> FormTable:
    read = tuple(_row(sheet, homes, by_home, keys) for homes in rows)
    first, start = read[0], sheet.story.cells[rows[0][0]].start
    if first.key or first.fields or not _is_one_text(sheet, rows[0]):
        return FormTable(start, "", read)
    return FormTable(start, first.label, read[1:])


def _row(
    sheet: Sheet,
    homes: list[int],
    by_home: Mapping[int, list[Field]],
    keys: Mapping[str, str],
) -> Row:
    label = sheet.label(homes[0])
    key = keys.get(match_key(label[:_LONGEST_LABEL]), "") if len(homes) > 1 else ""
    fields = tuple(field for home in homes for field in by_home.get(home, ()))
    return Row(label, key, homes[-1], fields)


def _is_one_text(sheet: Sheet, homes: list[int]) -> bool:
    """Whether a row is a title's: one cell, or several of which but the first is empty."""
    return not any(map(sheet.label, homes[1:]))


def form_of(table: FormTable) -> tuple[str, int] | None:
    """The anchor and the reviewer's number that most fields of a table have."""
    forms = Counter((field.name.anchor, field.name.slot) for field in table.fields)
    return forms.most_common(1)[0][0] if forms else None
