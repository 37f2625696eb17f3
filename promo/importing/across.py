"""A table with a level a column and a competency a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from promo.findings import quote
from promo.importing import roles
from promo.importing.columns import Columns, columns_of
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
from promo.importing.lines import Kind, Line, Lines
from promo.importing.split import Splitter
from promo.importing.table import Row, Table, reach
from promo.importing.titles import may_be_level
from promo.model import match_key, slug_of
from promo.plain import Plain


def fill(draft: Draft, table: Table, splitter: Splitter, group: str) -> None:
    """Tell the draft every cell of a table; `group` is what its competencies stand under."""
    columns = columns_of(draft, table)
    heads = {n: head_of(text) for n, text in columns.levels.items()}
    if table.body and _are_heads_too(table.body[0], columns):
        heads = {n: _joined(head, table.body[0][n].text) for n, head in heads.items()}
        table = replace(table, body=table.body[1:])
    levels = _levels(draft, table, heads)
    for what, texts in (("levels", columns.levels), ("steps of a scale", columns.steps)):
        if texts:
            shown = ", ".join(" ".join(text.split()) for text in dict.fromkeys(texts.values()))
            line = table.head[min(texts)].line
            draft.guessed(line, f"the {what} are taken from the heads of columns", shown)
    tell_columns(draft, ((table.head[n], kind) for n, kind in columns.beside))
    if columns.steps and not levels:
        for heading in draft.guide.level_headings:
            draft.level(heading, 0)
    _say_what_stands_above(draft, table, levels)
    lines = Lines(table, columns, draft.guide)
    if lines.first_group is not None:
        cell = lines.first_group
        draft.guessed(cell.line, "taken for the group of the first rows as well", cell.text)
    _Reader(draft, table, columns, levels, splitter, group).read(tuple(lines))
    for column, count in lines.filled.items():
        message = f"blank cells take what stands above them ({count} of {len(table.body)} rows)"
        draft.guessed(table.head[column].line, message, table.head[column].text)


def _are_heads_too(row: Row, columns: Columns) -> bool:
    """Whether the row below the headings names the levels again, by code or by title."""
    beside = all(cell.is_blank for n, cell in enumerate(row) if n not in columns.levels)
    texts = [row[n].text.strip() for n in columns.levels]
    return beside and all(is_code(text) or may_be_level(text) for text in texts)


def _joined(head: Head, below: str) -> Head:
    below = " ".join(below.split())
    if is_code(head.title):
        return head._replace(title=f"{below} ({head.title})")
    return head._replace(title=f"{head.title} ({below})") if is_code(below) else head


def _levels(draft: Draft, table: Table, heads: Mapping[int, Head]) -> dict[int, str]:
    """The ids of the levels, by column; the lowest is made first."""
    columns = {match_key(heads[n].title): n for n in sorted(heads, reverse=True)}
    order = list(heads)
    if is_falling([heads[n].title for n in sorted(columns.values())]):
        order.reverse()
        line = table.head[order[0]].line
        draft.guessed(line, "the levels stand with the highest first; the ladder turns them round")
    ids = {}
    for n in order:
        cell, head = table.head[n], heads[n]
        ids[n] = draft.level(named(head.title), cell.line, summary=head.rest)
        if columns[match_key(head.title)] != n and not cell.is_blank:
            draft.merged(cell.line, cell.text, "this level stands in two columns; both are one")
        elif not cell.is_blank and match_key(cell.text) != match_key(head.title + head.rest):
            draft.guessed(cell.line, f"read as the level {quote(head.title)}", cell.text)
    return ids


def _say_what_stands_above(draft: Draft, table: Table, levels: Mapping[int, str]) -> None:
    """Cells over levels belong to them, under what stands before them; all else is a note."""
    for row in tell_above(draft, table, levels):
        first = next(n for n, cell in enumerate(row) if not cell.is_blank)
        label = row[first] if first < min(levels, default=0) else None
        for n, cell in enumerate(row):
            if cell.is_blank or cell is label:
                continue
            over = [levels[m] for m in reach(row, n) if m in levels]
            for level in dict.fromkeys(over):
                key = label.text if label else "heading"
                draft.of_level(level, key, cell.text, cell.line)
            if not over:
                draft.of_ladder("note", cell.text, cell.line)


class _Reader:
    def __init__(
        self,
        draft: Draft,
        table: Table,
        columns: Columns,
        levels: Mapping[int, str],
        splitter: Splitter,
        group: str,
    ) -> None:
        self.draft = draft
        self.table = table
        self.columns = columns
        self.levels = levels
        self.splitter = splitter
        self.outer = group
        self.steps = {n: _step(draft, text) for n, text in columns.steps.items()}
        self.owners: dict[str, set[str]] = defaultdict(set)  # label -> groups that it stands in
        self.first: dict[str, Cell] = {}  # competency -> the label that made it
        self.unnamed: Cell | None = None

    def read(self, lines: Sequence[Line]) -> None:
        for line in lines:
            if line.kind is Kind.COMPETENCY and line.name is not None:
                self.owners[match_key(line.name.text)].add(match_key(line.group))
        for line in lines:
            self._read(line)

    def _read(self, line: Line) -> None:
        if line.kind is Kind.COMPETENCY:
            self._competency(line)
        elif line.kind is Kind.GROUP:
            self._group(line)
        elif line.kind in (Kind.LEVELS, Kind.SUMMARY):
            self._of_levels(line)
        else:
            for cell in line.row:
                if cell.is_blank:
                    continue
                if line.kind is Kind.REMARK:
                    self.draft.of_ladder("note", cell.text, cell.line)
                else:
                    self.draft.skipped(cell.line, cell.text, line.kind.value)

    def _group(self, line: Line) -> None:
        for cell in line.row:
            if not cell.is_blank:
                self.draft.guessed(cell.line, "taken for the group of the rows below it", cell.text)

    def _of_levels(self, line: Line) -> None:
        """A row such as `Typical experience`: what it says is no expectation."""
        key = line.name.text if line.name else "note"
        if line.name and line.kind is Kind.SUMMARY:
            self.draft.guessed(line.name.line, "taken for the summaries of the levels", key)
        for n, cell in enumerate(line.row):
            if cell.is_blank or cell is line.name:
                continue
            levels = self._levels_under(n, cell)
            for level in levels:
                if line.kind is Kind.SUMMARY:
                    self.draft.summarise(level, cell.text, cell.line)
                else:
                    self.draft.of_level(level, key, cell.text, cell.line)
            if not levels:
                self.draft.of_ladder(key, cell.text, cell.line)

    def _competency(self, line: Line) -> None:
        competency = self._named(line)
        asides: dict[str, list[str]] = {}
        if self.steps:
            self.draft.change_competency(competency, {"scale": [*self.steps.values()]})
        for n, cell in enumerate(line.row):
            if cell.is_blank:
                continue
            if n in self.levels:
                self._expect(competency, cell, self._levels_under(n, cell))
            elif n in self.steps:
                self._expect(competency, cell, [str(self.steps[n]["id"])])
            elif n in self.columns.everywhere:
                self._expect(competency, cell, [ALL])
            elif n in self.columns.asides:
                asides.setdefault(self.columns.asides[n], []).append(cell.text.strip())
            elif n in self.columns.skipped:
                self.draft.skipped(cell.line, cell.text, Kind.SKIPPED.value)
        for key, texts in asides.items():
            self.draft.of_competency(competency, key, ", ".join(texts), line.row[0].line)

    def _named(self, line: Line) -> str:
        """The competency of a row, made where it is new."""
        label = line.name or self._heading()
        outer = self.outer if line.name else " / ".join(_texts(self.table.headings[1:-1]))
        text, inner = label.text, line.group
        if match_key(inner) == match_key(text):
            inner = ""  # a row with no name but its group's
        group = " / ".join(g for g in (outer, inner) if g)
        if len(self.owners[match_key(text)]) > 1 and line.group:
            text = f"{text} ({line.group})"
        cells = [line.row[n].text for n in self.columns.descriptions]
        description = "\n\n".join(text.strip() for text in cells if text.strip())
        id = self.draft.competency(text, label.line, group=group, description=description)
        first = self.first.setdefault(id, label)
        if line.name is not None and first is label and line.name in line.row:
            self._mark_risk(id, label, line.group)
        elif line.name is not None and first is not label:
            message = f"the same label as on line {first.line}; both are {id}"
            self.draft.merged(label.line, label.text, message)
        return id

    def _mark_risk(self, competency: str, label: Cell, group: str) -> None:
        if roles.is_risk(label.text) or roles.is_risk(group):
            self.draft.change_competency(competency, {"polarity": "risk"})
            self.draft.guessed(label.line, "taken for a risk: evidence never meets it", label.text)

    def _heading(self) -> Cell:
        """What names the competency where no column does."""
        if self.table.headings:
            return self.table.headings[-1]
        if self.unnamed is None:
            self.unnamed = Cell(self.table.sheet or "General", self.table.head[0].line)
            message = "names the competency, as no column does"
            self.draft.guessed(self.unnamed.line, message, self.unnamed.text)
        return self.unnamed

    def _expect(self, competency: str, cell: Cell, levels: Sequence[str]) -> None:
        if roles.is_nothing(cell.text):
            self.draft.skipped(cell.line, cell.text, f"{competency} is not asked for here")
            return
        if cell.rows > 1:
            message = f"reaches over {cell.rows} rows; it stands under {competency} alone"
            self.draft.guessed(cell.line, message, cell.text)
        for piece in self.splitter.pieces(cell):
            self.draft.expect(
                piece.text, cell.line, at=levels, competency=competency, more=piece.more
            )

    def _levels_under(self, column: int, cell: Cell) -> list[str]:
        """The levels that a cell stands under: several where it was merged."""
        if cell.span == 1:
            return [self.levels[column]] if column in self.levels else []
        reached = range(column, column + cell.span)
        return list(dict.fromkeys(self.levels[n] for n in reached if n in self.levels))


def _step(draft: Draft, heading: str) -> dict[str, Plain]:
    """A step of a scale, with what the map says of it; its id is no level's."""
    id = slug_of(heading, "step")
    id = f"step-{id}" if id.isdigit() or id in draft.levels else id
    return {"id": id, "title": heading.strip(), **draft.guide.steps[match_key(heading)]}


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [" ".join(cell.text.split()) for cell in cells]
