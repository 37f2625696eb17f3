"""What each row of a table is that has its levels across the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from promo.importing import roles
from promo.importing.columns import Columns
from promo.importing.draft import names_in
from promo.importing.grid import Cell
from promo.importing.guide import Guide
from promo.importing.table import Row, Table
from promo.model import match_key

_SENTENCE = 80  # characters; a label that is longer is a remark


class Kind(Enum):
    """What a row is."""

    COMPETENCY = "competency"
    GROUP = "group"
    LEVELS = "said of the levels"
    SUMMARY = "summary of the levels"
    HEAD = "the headings again"
    SKIPPED = "skipped, as the map says"
    REMARK = "remark"


class Line(NamedTuple):
    """A row; `name` is the cell with its competency, which may stand in a row above."""

    row: Row
    kind: Kind
    name: Cell | None
    group: str


class Lines:
    """The rows of a table, one after the other, with what blank cells take from above."""

    def __init__(self, table: Table, columns: Columns, guide: Guide) -> None:
        self.table = table
        self.columns = columns
        self.guide = guide
        self.filled: Counter[int] = Counter()  # by column: rows that took the name from above
        self._head = [match_key(cell.text) for cell in table.head]
        self._name: Cell | None = None
        self.first_group = self._group_in_head()
        self._band = self.first_group.text if self.first_group else ""
        self._groups: dict[int, str] = {}
        # An export writes every group; a blank one there is none.
        self._fills = not all(names_in(text).id for text in columns.levels.values())

    def _group_in_head(self) -> Cell | None:
        """The head of the competencies, where it is no word for them and others head rows below."""
        at = self.columns.competency
        if at is None or self.columns.groups or self.table.head[at].is_blank:
            return None
        head = self.table.head[at]
        if self.guide.role_of(head.text) or roles.is_any_word(head.text):
            return None
        kinds = (self._kind(n, row) for n, row in enumerate(self.table.body))
        return head if Kind.GROUP in kinds else None

    def __iter__(self) -> Iterator[Line]:
        for at, row in enumerate(self.table.body):
            kind = self._kind(at, row)
            if kind is Kind.GROUP:
                self._begin_group(row)
            elif kind is Kind.COMPETENCY:
                self._carry(row)
            name = self._name if kind is Kind.COMPETENCY else self._label(row)
            yield Line(row, kind, name, self._group)

    @property
    def _group(self) -> str:
        parts = (self._band, *(self._groups.get(n, "") for n in self.columns.groups))
        return " / ".join(" ".join(part.split()) for part in parts if part)

    def _own(self, row: Row) -> Cell | None:
        """The cell that names a row."""
        at = self.columns.competency
        return row[at] if at is not None and not row[at].is_blank else None

    def _label(self, row: Row) -> Cell | None:
        """The same, or the group where a row has no more than that."""
        groups = (row[n] for n in reversed(self.columns.groups) if not row[n].is_blank)
        return self._own(row) or next(groups, None)

    def _kind(self, at: int, row: Row) -> Kind:
        filled = [n for n, cell in enumerate(row) if not cell.is_blank]
        label = self._label(row) or row[filled[0]]
        told = self.guide.role_of(label.text)
        if told:
            return _TOLD.get(told, Kind.COMPETENCY)
        if all(match_key(row[n].text) == self._head[n] for n in filled) and len(filled) > 1:
            return Kind.HEAD
        if len(filled) == 1:
            return self._kind_of_one(at, filled[0], label)
        if self._label(row) and any(n in self.columns.levels for n in filled):
            if roles.is_summary(label.text):
                return Kind.SUMMARY
            if roles.is_level_fact(label.text):
                return Kind.LEVELS
            if roles.are_figures(row[n].text for n in filled if n in self.columns.levels):
                return Kind.LEVELS
        return Kind.COMPETENCY

    def _kind_of_one(self, at: int, column: int, cell: Cell) -> Kind:
        """A row with one cell: a group's heading, a remark, or one more text of a competency."""
        below = self.table.body[at + 1] if at + 1 < len(self.table.body) else ()
        heads_rows = sum(not cell.is_blank for cell in below) > 1
        if column in self.columns.groups:
            return Kind.GROUP if heads_rows else Kind.REMARK
        if column != self.columns.competency:
            is_aside = self._name is None and column not in self.columns.levels
            return (
                Kind.REMARK if is_aside and self.columns.competency is not None else Kind.COMPETENCY
            )
        if len(cell.text) > _SENTENCE:
            return Kind.REMARK
        if self.columns.groups and not cell.bold:
            return Kind.COMPETENCY  # one that no level asks for
        return Kind.GROUP if heads_rows else Kind.REMARK

    def _begin_group(self, row: Row) -> None:
        self._name = None
        for n, cell in enumerate(row):
            if n in self.columns.groups and not cell.is_blank:
                self._groups, self._band = {n: cell.text}, ""
                return
        self._band = next(cell.text for cell in row if not cell.is_blank)

    def _carry(self, row: Row) -> None:
        for n in self.columns.groups:
            if not row[n].is_blank:
                if self._groups.get(n) != row[n].text:
                    self._groups = {k: v for k, v in self._groups.items() if k < n}
                self._groups[n] = row[n].text
            elif not self._fills:
                self._groups.pop(n, None)
            elif n in self._groups:
                self.filled[n] += 1
        own = self._label(row)
        if own is None and self._name is not None and self.columns.competency is not None:
            self.filled[self.columns.competency] += 1
        self._name = own or self._name


_TOLD = {
    "group": Kind.GROUP,
    "skip": Kind.SKIPPED,
    "meta": Kind.LEVELS,
    "level": Kind.LEVELS,
    "summary": Kind.SUMMARY,
    "description": Kind.SUMMARY,
}
