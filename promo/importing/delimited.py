"""CSV, TSV and their kin to a grid: the separator is guessed from the first rows."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from promo.findings import Location, stopped
from promo.importing.grid import Cell, Grid

_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_FIRST = 200  # rows by which the separator is guessed
_END = "end of file"  # a row of its own, unless an open quote swallows it


class Delimited(NamedTuple):
    """The grid of a file, and what its cells are separated by."""

    grid: Grid
    separator: str

    @property
    def separated_by(self) -> str:
        return _NAMES[self.separator]


class _Row(NamedTuple):
    cells: list[str]
    line: int


def read(text: str, name: str) -> Delimited:
    """The one grid of a file. Raises InputError where a quote is never closed."""
    rows, separator = _best(text, name)
    _refuse_open_quote(rows, text, name)
    return Delimited(Grid(rows=tuple(tuple(_cells(row)) for row in rows[:-1])), separator)


def seems_delimited(text: str) -> bool:
    """Whether one separator cuts most lines into the same number of cells, two at least."""
    return any(_fit([row.cells for row in _rows(text, mark)])[0] > 0.8 for mark in _marks_in(text))


def _best(text: str, name: str) -> tuple[list[_Row], str]:
    """The rows under the separator that gives the most even table."""
    readers = {mark: _rows(text, mark) for mark in _marks_in(text) or [","]}
    try:
        read = {mark: list(islice(rows, _FIRST)) for mark, rows in readers.items()}
        best = max(read, key=lambda mark: _fit([row.cells for row in read[mark]]))
        return [*read[best], *readers[best]], best
    except csv.Error as error:
        fact = f"a cell of more than {csv.field_size_limit():,} characters"
        help = "look for a quote that is not closed"
        raise stopped("IM004", Location(name), fact, help) from error


def _marks_in(text: str) -> list[str]:
    """The separators that stand in the text often enough to make a table of it."""
    rows = text.count("\n") or 1
    quoted = text.count('"') > rows
    return [m for m in _NAMES if (count := text.count(m)) and (quoted or count * 3 >= rows)]


def _rows(text: str, separator: str) -> Iterator[_Row]:
    # Lines are cut at \n alone: splitlines would also cut at form feeds and U+2028.
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
    reader = csv.reader([*lines, _END], delimiter=separator)
    line = 1
    for cells in reader:
        yield _Row(cells, line)
        line = reader.line_num + 1


def _fit(rows: Sequence[Sequence[str]]) -> tuple[float, int]:
    """How even the rows are (the share of the commonest width), and that width."""
    widths = Counter(len(row) for row in rows if any(row) and row != [_END])
    if not widths:
        return 0.0, 0
    width, count = max(widths.items(), key=lambda entry: (entry[1], entry[0]))
    return (count / widths.total() if width > 1 else 0.0), width


def _refuse_open_quote(rows: Sequence[_Row], text: str, name: str) -> None:
    last = rows[-1]
    if last.cells == [_END]:
        return
    lines = text.split("\n")
    line = last.line + sum(cell.count("\n") for cell in last.cells[:-1])
    begins = last.cells[-1].split("\n", 1)[0]
    column = max(lines[line - 1].rfind(f'"{begins}'), 0) + 1
    fact = "a quote opens here and is never closed"
    raise stopped("IM005", Location(name, line, column), fact, "close it, or delete it")


def _cells(row: _Row) -> Iterator[Cell]:
    line = row.line
    for column, text in enumerate(row.cells, 1):
        yield Cell(text, line, column)
        line += text.count("\n")
