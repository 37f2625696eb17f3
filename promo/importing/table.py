"""Where a grid has its levels: across the top, down the side, or one beside each text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from promo.importing.draft import Options, names_in
from promo.importing.grid import Cell, Grid
from promo.importing.guide import Guide
from promo.importing.roles import COMPETENCIES, GROUPS, LEVELS, TEXTS, is_level_fact
from promo.importing.titles import is_all, is_level, may_be_level
from promo.model import match_key

Row = tuple[Cell, ...]
_MOST_ABOVE = 12  # rows before the headings
_LEFT = 4  # columns in which levels may stand
_SUFFIXES = (" descriptions", " description", " expectations", " criteria", " definition")
_SHORT = 60  # characters of a name


class Shape(Enum):
    """Where the levels stand."""

    ACROSS = "columns"
    DOWN = "rows"
    FLAT = "a column beside the texts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one width: what stands above the headings, the headings, and what is below.

    `column` is where levels stand, unless they stand across. A blank row parts the first `apart`
    of the rows above from the headings.
    """

    shape: Shape
    above: tuple[Row, ...]
    head: Row
    body: tuple[Row, ...]
    headings: tuple[Cell, ...] = ()
    sheet: str = ""
    column: int = 0
    apart: int = 0


def title_of(text: str) -> str:
    """A level's heading without the lines below it and without `description` at its end."""
    title = text.strip().split("\n", 1)[0].strip()
    for suffix in _SUFFIXES:
        if title.casefold().endswith(suffix):
            return title[: -len(suffix)].rstrip(" -–:")
    return title


def rows_of(grid: Grid) -> tuple[Row, ...]:
    """The rows with something in them, all of one width."""
    rows = [row for row in grid.rows if any(cell.text and not cell.text.isspace() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    return tuple(
        row if len(row) == width else (*row, *_blanks(row, width - len(row))) for row in rows
    )


def _blanks(row: Row, count: int) -> list[Cell]:
    return [Cell("", row[-1].line if row else 0)] * count


def reach(row: Row, column: int) -> range:
    """The columns that a cell stands over: its own, and the blank ones after it."""
    end = column + 1
    while end < len(row) and row[end].is_blank:
        end += 1
    return range(column, end)


def tables_of(grid: Grid, options: Options, guide: Guide) -> tuple[Table, ...]:
    """The tables in a grid, none where no levels are seen; one below another are two."""
    rows = rows_of(grid)
    finder = _Finder(rows, guide)
    found = finder.told(options) if options.levels_in else finder.guessed()
    if found is None:
        return ()
    shape, at, column = found
    starts = [at, *finder.further_heads(at)] if shape is Shape.ACROSS else [at]
    tables = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        tables.append(
            Table(
                shape=shape,
                above=rows[: max(at, 0)] if number == 0 else (),
                head=rows[start] if start >= 0 else tuple(_blanks(rows[0], len(rows[0]))),
                body=rows[start + 1 : end],
                headings=grid.headings,
                sheet=grid.sheet,
                column=column,
                apart=_rows_apart(grid, rows[start]) if number == 0 and start > 0 else 0,
            )
        )
    return tuple(tables)


def _rows_apart(grid: Grid, head: Row) -> int:
    """How many rows with something in them stand above the last blank row before the headings."""
    filled = apart = 0
    for row in grid.rows:
        if row and row[0] is head[0]:
            break
        if all(cell.is_blank for cell in row):
            apart = filled
        else:
            filled += 1
    return apart


class _Finder:
    def __init__(self, rows: Sequence[Row], guide: Guide) -> None:
        self.rows = rows
        self.guide = guide

    def told(self, options: Options) -> tuple[Shape, int, int] | None:
        """Where the person says that levels are."""
        if not self.rows:
            return None
        if options.levels_in == "columns":
            at, count = self._across()
            return Shape.ACROSS, at if count > 1 else self._first_wide(), 0
        by_head = self._by_head()
        if by_head is not None:
            return by_head
        column, count = self._down()
        if count < 2:
            return Shape.DOWN, self._first_wide(), 0
        return Shape.DOWN, self._head_above(column), column

    def guessed(self) -> tuple[Shape, int, int] | None:
        if not self.rows:
            return None
        if self._is_exported(self.rows[0]):
            return Shape.ACROSS, 0, 0
        across_at, across = self._across()
        column, down = self._down()
        by_head = self._by_head()
        if across >= 2 and across >= down and not (by_head and by_head[0] is Shape.FLAT):
            return Shape.ACROSS, across_at, 0
        if by_head is not None:
            return by_head
        if down >= 2:
            return Shape.DOWN, self._head_above(column), column
        return None

    def further_heads(self, first: int) -> list[int]:
        """Rows that begin another table: levels again, under the first heading or under none."""
        label = match_key(self.rows[first][0].text)
        return [
            at
            for at in range(first + 2, len(self.rows))
            if match_key(self.rows[at][0].text) in ("", label)
            and self._levels_in(self.rows[at]) >= 2
            and all(cell.is_blank or len(cell.text) <= _SHORT for cell in self.rows[at])
        ]

    def _across(self) -> tuple[int, int]:
        """The row with the most levels, and how many."""
        counts = [self._levels_in(row) for row in self.rows[:_MOST_ABOVE]]
        most = max(counts, default=0)
        return (counts.index(most) if counts else 0), most

    @staticmethod
    def _is_exported(row: Row) -> bool:
        """Whether `promo ladder export` wrote these heads, so that each `Title [id]` is a level."""
        heads = [match_key(cell.text) for cell in row[:2]]
        return heads == ["group", "competency"] and all(names_in(cell.text).id for cell in row[2:])

    def _levels_in(self, row: Row) -> int:
        if is_level_fact(row[0].text):
            return 0  # `Reports to` has levels in its cells, and is no heading
        told = sum(self.guide.role_of(cell.text) == "level" for cell in row if cell.text)
        return max(self._count([cell.text for cell in row if not cell.is_blank]), told)

    def _count(self, texts: Sequence[str]) -> int:
        """How many different levels; titles such as `Engineer` count beside surer ones."""
        titles = {match_key(text): title_of(text) for text in texts if len(text) <= 4 * _SHORT}
        titles = {key: title for key, title in titles.items() if len(title) <= _SHORT}
        if sum(key in self.guide.steps for key in titles) > 1:
            return len(titles)
        sure = sum(self._is_level(title) for title in titles.values())
        numbers = sorted(int(t) for t in titles.values() if t.isascii() and t.isdigit())
        if not sure and len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
            return len(numbers)
        if not sure:
            return 0
        return sum(
            self._is_level(title) or may_be_level(title) or is_all(title)
            for title in titles.values()
        )

    def _is_level(self, title: str) -> bool:
        return is_level(title) or bool(self.guide.level_named(title))

    def _down(self) -> tuple[int, int]:
        """The column with the most levels below its heading, and how many."""
        counts = []
        for column in range(min(_LEFT, len(self.rows[0]))):
            texts = [row[column].text for row in self.rows if not row[column].is_blank]
            sure = sum(self._is_level(title_of(t)) for t in texts if len(t) <= 2 * _SHORT)
            counts.append(self._count(texts) if sure * 2 >= len(texts) - 1 else 0)
        most = max(counts, default=0)
        return (counts.index(most) if counts else 0), most

    def _by_head(self) -> tuple[Shape, int, int] | None:
        """By the headings' words: a column of levels, and perhaps one of competencies."""
        for at, row in enumerate(self.rows[:_MOST_ABOVE]):
            column = self._column(row, "level", lambda key: key in LEVELS)
            if column is None or sum(not cell.is_blank for cell in row) < 2:
                continue
            if self._levels_in(row) >= 2 or column >= _LEFT or len(self.rows) < at + 3:
                return None
            return (Shape.FLAT if self._is_flat(at, column) else Shape.DOWN), at, column
        return None

    def _is_flat(self, at: int, level: int) -> bool:
        """Whether each row has a level, a competency and a text."""
        head, body = self.rows[at], self.rows[at + 1 :]
        if self._column(head, "expectation", lambda key: False) is not None:
            return True
        competency = self._column(head, "competency", lambda key: key in COMPETENCIES)
        if competency is None:
            competency = self._column(head, "group", lambda key: key in GROUPS)
        if competency is None or competency == level:
            return False
        names = [row[competency].text for row in body if not row[competency].is_blank]
        short = bool(names) and sum(map(len, names)) / len(names) <= _SHORT
        texts = any(match_key(cell.text) in TEXTS for n, cell in enumerate(head) if n != competency)
        levels = [row[level].text for row in body]
        return short and (len(set(names)) < len(names) or (texts and len(set(levels)) < len(body)))

    def _column(self, row: Row, role: str, is_word: Callable[[str], bool]) -> int | None:
        """The column that the person gives this role, else the first with a word for it."""
        told = [n for n, cell in enumerate(row) if self.guide.role_of(cell.text) == role]
        if told:
            return told[0] if len(told) == 1 or role != "level" else None
        free = (n for n, cell in enumerate(row) if not self.guide.role_of(cell.text))
        return next((n for n in free if is_word(match_key(row[n].text))), None)

    def _head_above(self, column: int) -> int:
        """The last row with two cells before the first level of a column."""
        first = next(
            n for n, row in enumerate(self.rows) if self._is_level(title_of(row[column].text))
        )
        wide = [n for n in range(first) if sum(not cell.is_blank for cell in self.rows[n]) >= 2]
        return wide[-1] if wide else -1

    def _first_wide(self) -> int:
        return next(
            (n for n, row in enumerate(self.rows) if sum(not c.is_blank for c in row) >= 2), 0
        )
