"""A table with a level a row and a competency a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from promo.importing import roles
from promo.importing.draft import ALL, Draft
from promo.importing.grid import Cell
from promo.importing.heads import (
    Head,
    head_of,
    is_code,
    is_falling,
    named,
    tell_above,
    tell_columns,
)
from promo.importing.split import Splitter
from promo.importing.table import Row, Table, reach
from promo.importing.titles import is_all, is_level, may_be_level
from promo.model import match_key

_FALLING = "the levels stand with the highest first; the ladder turns them round"
_TOLD = {
    "summary": "summary",
    "description": "summary",
    "meta": "meta",
    "group": "meta",
    "level": "meta",
    "skip": "skip",
}


class _Columns(NamedTuple):
    """By number from 0; `title` is where titles stand beside codes."""

    level: int
    title: int | None
    competencies: Mapping[int, str]
    kinds: Mapping[int, str]  # summary, meta or skip


class _Line(NamedTuple):
    """A row, the level that it or a row above it names, and the band that this one is in."""

    row: Row
    head: Head
    band: str


def fill(draft: Draft, table: Table, splitter: Splitter, group: str) -> None:
    """Tell the draft every cell of a table; `group` is what its competencies stand under."""
    columns = _columns(draft, table)
    words = {"meta": "metadata", "skip": "skipped"}
    kinds = {n: words.get(kind, kind) for n, kind in columns.kinds.items()}
    kinds |= {columns.level: "level"}
    kinds |= {columns.title: "title"} if columns.title is not None else {}
    tell_columns(draft, ((table.head[n], kinds[n]) for n in sorted(kinds)))
    groups = _groups_above(draft, table, columns)
    lines = tuple(_lines(draft, table, columns))
    levels = _levels(draft, lines, table.column)
    competencies = {}
    for n, name in columns.competencies.items():
        parts = (group, groups.get(n, ""))
        place = table.head[n].line or table.body[0][n].line
        id = draft.competency(name, place, group=" / ".join(part for part in parts if part))
        competencies[n] = id
        if roles.is_risk(name):
            draft.change_competency(id, {"polarity": "risk"})
            draft.guessed(place, "taken for a risk: evidence never meets it", name)
    reader = _Reader(draft, table, columns, competencies, splitter)
    for line in lines:
        reader.read(line, levels[match_key(line.head.title)])


def _columns(draft: Draft, table: Table) -> _Columns:
    body = [row for row in table.body if not row[table.column].is_blank]
    has_codes = any(is_code(row[table.column].text.strip()) for row in table.body)
    kinds: dict[int, str] = {}
    competencies: dict[int, str] = {}
    title: int | None = None
    for n, cell in enumerate(table.head):
        if n == table.column:
            continue
        told = draft.guide.role_of(cell.text) if cell.text else ""
        kind = _TOLD.get(told, "") if told else _kind(cell.text)
        if not told and title is None and has_codes and match_key(cell.text) in roles.TITLES:
            title = n
        elif kind:
            kinds[n] = kind
        elif roles.are_figures(row[n].text for row in body if not row[n].is_blank):
            kinds[n] = "meta"
        elif not cell.is_blank:
            competencies[n] = cell.text
        elif any(not row[n].is_blank for row in table.body):
            competencies[n] = f"Column {n + 1}"
            draft.guessed(table.body[0][n].line, "a column without a heading", competencies[n])
    return _Columns(table.column, title, competencies, kinds)


def _kind(heading: str) -> str:
    if roles.is_summary(heading):
        return "summary"
    return "meta" if roles.is_level_fact(heading) or roles.is_aside(heading) else ""


def _groups_above(draft: Draft, table: Table, columns: _Columns) -> dict[int, str]:
    """By column, the cells above the heads that reach over competencies; others are notes."""
    groups: dict[int, str] = {}
    for row in tell_above(draft, table, columns.competencies):
        for n, cell in enumerate(row):
            over = [m for m in reach(row, n) if m in columns.competencies]
            if cell.is_blank:
                continue
            if not over:
                draft.of_ladder("note", cell.text, cell.line)
                continue
            for m in over:
                parts = (groups.get(m, ""), " ".join(cell.text.split()))
                groups[m] = " / ".join(part for part in parts if part)
    return groups


def _lines(draft: Draft, table: Table, columns: _Columns) -> Iterator[_Line]:
    head, band, filled = Head(""), "", 0
    for row in table.body:
        cells = [cell for cell in row if not cell.is_blank]
        own = row[columns.level]
        if all(match_key(cell.text) == match_key(table.head[n].text) for n, cell in enumerate(row)):
            for cell in cells:
                draft.skipped(cell.line, cell.text, "the headings again")
        elif not head.title and own.is_blank:
            for cell in cells:
                draft.of_ladder("note", cell.text, cell.line)
        elif len(cells) == 1 and cells[0] is own and not _names_level(draft, own):
            band = own.text
            draft.guessed(own.line, "taken for what the levels below it are called", own.text)
            draft.of_ladder("levels", own.text, own.line)
        else:
            filled += own.is_blank
            head = head if own.is_blank else _head(row, columns)
            yield _Line(row, head, band)
    if filled:
        cell = table.head[columns.level]
        message = f"blank cells take what stands above them ({filled} of {len(table.body)} rows)"
        draft.guessed(cell.line, message, cell.text)


def _names_level(draft: Draft, cell: Cell) -> bool:
    return (
        may_be_level(cell.text) or is_level(cell.text) or bool(draft.guide.level_named(cell.text))
    )


def _head(row: Row, columns: _Columns) -> Head:
    """The level of a row; a code with a title beside it is one heading."""
    head = head_of(row[columns.level].text)
    title = "" if columns.title is None else " ".join(row[columns.title].text.split())
    if not title:
        return head
    return head._replace(title=f"{title} ({head.title})" if is_code(head.title) else head.title)


def _levels(draft: Draft, lines: tuple[_Line, ...], column: int) -> dict[str, str]:
    """The id of each level by its match key, made with the lowest first."""
    first = {match_key(line.head.title): line for line in reversed(lines)}
    order = list(dict.fromkeys(match_key(line.head.title) for line in lines))
    if is_falling([first[key].head.title for key in order]):
        order.reverse()
        draft.guessed(first[order[-1]].row[column].line, _FALLING)
    ids = {}
    for key in order:
        row, head, _ = first[key]
        ids[key] = ALL if is_all(head.title) else draft.level(named(head.title), row[column].line)
    return ids


class _Reader:
    def __init__(
        self,
        draft: Draft,
        table: Table,
        columns: _Columns,
        competencies: Mapping[int, str],
        splitter: Splitter,
    ) -> None:
        self.draft = draft
        self.table = table
        self.columns = columns
        self.competencies = competencies
        self.splitter = splitter

    def read(self, line: _Line, level: str) -> None:
        if line.head.rest and not line.row[self.columns.level].is_blank:
            self._sum_up(level, "summary", line.head.rest, line.row[self.columns.level].line)
        if line.band and level != ALL:
            self.draft.of_level(level, "group", line.band, line.row[0].line)
        for n, cell in enumerate(line.row):
            if cell.is_blank or n == self.columns.level:
                continue
            if n in self.competencies:
                self._competency(n, cell, level)
            elif n == self.columns.title:
                if match_key(cell.text) not in match_key(line.head.title):
                    self._keep(level, self.table.head[n].text, cell.text, cell.line)
            else:
                self._aside(n, cell, level)

    def _competency(self, n: int, cell: Cell, level: str) -> None:
        if cell.span > 1 and cell.span >= len(self.competencies) > 1:
            self._sum_up(level, self.table.head[n].text, cell.text, cell.line)
            message = "spans every competency, and sums up its level"
            self.draft.guessed(cell.line, message, cell.text)
        elif roles.is_nothing(cell.text):
            message = f"{self.competencies[n]} is not asked for here"
            self.draft.skipped(cell.line, cell.text, message)
        else:
            for piece in self.splitter.pieces(cell):
                self.draft.expect(
                    piece.text,
                    cell.line,
                    at=[level],
                    competency=self.competencies[n],
                    more=piece.more,
                )

    def _aside(self, n: int, cell: Cell, level: str) -> None:
        kind, key = self.columns.kinds.get(n, "meta"), self.table.head[n].text
        if kind == "skip":
            self.draft.skipped(cell.line, cell.text, "skipped, as the map says")
        elif kind == "summary":
            self._sum_up(level, key, cell.text, cell.line)
        else:
            self._keep(level, key, cell.text, cell.line)

    def _sum_up(self, level: str, key: str, text: str, line: int) -> None:
        if level == ALL:
            self.draft.of_ladder(key, text, line)
        else:
            self.draft.summarise(level, text, line)

    def _keep(self, level: str, key: str, text: str, line: int) -> None:
        if level == ALL:
            self.draft.of_ladder(key, text, line)
        else:
            self.draft.of_level(level, key, text, line)
