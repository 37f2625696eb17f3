"""Tables to levels, competencies and expectations, whatever file they stood in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from promo.findings import quote
from promo.importing import across, down, flat
from promo.importing.draft import Draft, Options
from promo.importing.grid import Grid
from promo.importing.split import Splitter
from promo.importing.table import Shape, Table, tables_of, title_of
from promo.importing.titles import may_be_level
from promo.model import match_key

_FILL = {Shape.ACROSS: across.fill, Shape.DOWN: down.fill, Shape.FLAT: flat.fill}
_HEADLINE = 80  # characters of a ladder's title
_WAYS = ("list items", "bullets", "blank lines", "lines")


def fill(draft: Draft, grids: Sequence[Grid], options: Options) -> None:
    """Tell the draft every cell of every grid; one without levels is told as skipped."""
    options = options.over(draft.guide)
    splitter = Splitter(options.split)
    found = [(grid, tables_of(grid, options, draft.guide)) for grid in grids]
    tables = [table for _, each in found for table in each]
    if len(tables) == 1:
        only = _without_title(draft, tables[0])
        found = [(grid, (only,) if each else ()) for grid, each in found]
    groups = _groups(draft, tables)
    for grid, each in found:
        told = len(draft.notes)
        for table in each:
            if not options.levels_in:
                _tell_shape(draft, table)
            _FILL[table.shape](draft, table, splitter, groups.pop(0))
        if not each:
            _skip(draft, grid)
        if grid.sheet and len(grids) > 1:
            place = f"sheet {quote(grid.sheet)}"
            draft.notes[told:] = [
                note._replace(message=f"{place}: {note.message}") for note in draft.notes[told:]
            ]
    _tell_splits(draft, splitter)


def _without_title(draft: Draft, table: Table) -> Table:
    """The table; a lone cell at its top is the ladder's title, where no heading is."""
    filled = [cell for row in table.above[:1] for cell in row if not cell.is_blank]
    other = any(sum(not cell.is_blank for cell in row) > 1 for row in table.above[: table.apart])
    if len(filled) != 1 or other or table.headings or len(filled[0].text) > _HEADLINE:
        return table
    draft.title = " ".join(draft.cleaned(filled[0].text, filled[0].line).split())
    draft.guessed(filled[0].line, "taken for the title of the ladder", draft.title)
    return replace(table, above=table.above[1:], apart=max(table.apart - 1, 0))


def _tell_shape(draft: Draft, table: Table) -> None:
    """Which cells were taken for levels, where a column lists them."""
    if table.shape is Shape.ACROSS:
        return  # its reader knows which columns are levels
    where = "the first column" if table.column == 0 else f"column {table.column + 1}"
    way = "one a row" if table.shape is Shape.DOWN else "one beside each text"
    texts = (" ".join(row[table.column].text.split()) for row in table.body)
    line = next(cell.line for row in (table.head, *table.body) for cell in row if cell.line)
    shown = ", ".join(text for text in dict.fromkeys(texts) if text)
    draft.guessed(line, f"the levels are taken from {where}, {way}", shown)


def _groups(draft: Draft, tables: Sequence[Table]) -> list[str]:
    """What heads each table. It is a group of competencies where several share their levels.

    Where each has levels of its own, it says which they are; either way the report tells.
    """
    title = _common_title(draft, tables)
    names = [_name_above(table) for table in tables]
    levels = [_level_keys(table) for table in tables]
    groups = []
    for n, (table, name) in enumerate(zip(tables, names, strict=True)):
        alike = [m for m in range(len(tables)) if m != n and levels[n] & levels[m]]
        is_group = bool(name) and any(names[m] != name for m in alike)
        groups.append(name if is_group else "")
        for cell in table.headings:
            if cell.text not in (title, groups[n]):
                draft.skipped(cell.line, cell.text, "a heading above a table")
    return groups


def _common_title(draft: Draft, tables: Sequence[Table]) -> str:
    """The outermost heading where all tables stand under it: the ladder's title."""
    first = {table.headings[0].text for table in tables if table.headings}
    deep = all(len(table.headings) > 1 for table in tables)
    if len(first) != 1 or not (deep or len(tables) == 1):
        return ""
    title = first.pop()
    draft.title = draft.title or title
    return title


def _name_above(table: Table) -> str:
    return " ".join(table.headings[-1].text.split()) if table.headings else table.sheet


def _level_keys(table: Table) -> set[str]:
    if table.shape is Shape.ACROSS:
        texts = [cell.text for cell in table.head]
    else:
        texts = [row[table.column].text for row in table.body]
    return {match_key(title_of(text)) for text in texts if may_be_level(title_of(text))}


def _skip(draft: Draft, grid: Grid) -> None:
    for row in grid.rows:
        for cell in row:
            if not cell.is_blank:
                draft.skipped(cell.line, cell.text, "stands in a table without levels")


def _tell_splits(draft: Draft, splitter: Splitter) -> None:
    """One line that says how cells became expectations, and one for each marker before texts."""
    counts = splitter.counts
    ways = [f"at {way} ({counts[way]})" for way in _WAYS if counts[way]]
    if ways:
        rest = f", not at all ({counts['whole']})" if counts["whole"] else ""
        draft.guessed(0, f"cells are split {', '.join(ways)}{rest}")
    for name, count in splitter.markers.items():
        message = f"stands before texts ({count}), and is kept as their metadata `track`"
        draft.guessed(0, message, f"[{name}]")
