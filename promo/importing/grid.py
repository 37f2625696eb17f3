"""What a reader of tables hands on: cells with their places, whatever file they stood in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from promo.findings import Location, stopped

MOST_CELLS = 100_000


class Cell(NamedTuple):
    """One cell: its text as a person reads it, without markup.

    `line` is 1-based: a line of a text file, a row of a workbook. `items` are the entries where
    the cell itself is a list (`<ul>`), else empty. `bold` tells a cell that is bold as a whole.
    A cell that another spans repeats nothing: it is BLANK, and the spanning one has the `span` in
    columns; `rows` is how far down it reaches, where the file says so. `link` is the address behind
    its text.
    """

    text: str
    line: int
    column: int = 0
    items: tuple[str, ...] = ()
    bold: bool = False
    span: int = 1
    rows: int = 1
    link: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: rows of cells, the first one or ones being headings; ragged rows are welcome.

    `headings` are the headings above it in the document, outermost first, with their lines.
    """

    rows: tuple[tuple[Cell, ...], ...]
    headings: tuple[Cell, ...] = ()
    sheet: str = ""


def refuse_large(rows: int, columns: int, name: str, what: str = "the table") -> None:
    """InputError for a table that is no ladder: its time and memory would run away."""
    if rows * columns > MOST_CELLS:
        fact = f"{what} has more than {MOST_CELLS:,} cells ({rows:,} rows by {columns:,} columns)"
        raise stopped("IM004", Location(name), fact, "import a part of it")


def refuse_large_grids(grids: Iterable[Grid], name: str) -> None:
    """InputError where any of these tables is too large."""
    for grid in grids:
        refuse_large(len(grid.rows), max(map(len, grid.rows), default=0), name)
