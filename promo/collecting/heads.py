"""The headings of tables: which row has them, and which column means what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from promo.collecting.draft import plain
from promo.collecting.labels import KEY_OF_COLUMN, KEY_OF_LABEL, TITLES
from promo.findings import InputError, Location, did_you_mean, quote, stopped
from promo.importing.grid import Cell, Grid

_JIRA = {
    "summary": "title",
    "resolved": "when",
    "resolution date": "when",
    "status": "status",
    "project name": "project",
    "description": "actions",
}
_ISSUE = ("issue key", "key")  # in Jira's cloud, and on a server
_ONCE = ("title", "when", "start", "end", "status", "project")
_MOST_HEAD_ROWS = 10  # above which a table's headings are looked for
_CELL = re.compile(r"(?<!\\)\|")
_WORDED = re.compile(r"[^|:\s-]")  # of a line of a table that is not its rule
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EITHER = re.compile(r"\s*[/(,&]\s*|\s+(?:or|and|to|und|oder|zu[mr]?)\s+")

# The columns that --map names, by the key of an item.
Mapped = Mapping[str, Sequence[str]]


class Head(NamedTuple):
    """The row of headings: its place among the rows, and the key of an item of each column."""

    at: int
    names: list[str]
    keys: dict[int, str]

    def column(self, *names: str) -> int | None:
        """The place of the first column of one of these names."""
        known = [key_of(name) for name in self.names]
        return next((known.index(name) for name in names if name in known), None)

    @property
    def issue(self) -> int | None:
        """The column of the keys of issues, where a tracker made the table."""
        return self.column(*_ISSUE) if _is_jira([key_of(name) for name in self.names]) else None


def key_of(text: str) -> str:
    return " ".join(plain(text).split()).strip(" :*?").lower()


def cells_of(line: str) -> list[str]:
    """The cells of a line of a table in Markdown."""
    return [_BREAK.sub("\n", cell.strip()) for cell in _CELL.split(line.strip().strip("|"))]


def lines_with_words(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines of a table in Markdown without its rules."""
    return [(number, line) for number, line in lines if _WORDED.search(line)]


def head_of(grid: Grid, mapped: Mapped) -> Head | None:
    """The first row in which a column has the titles."""
    told = {key_of(name): key for key, names in mapped.items() for name in names}
    for at, row in enumerate(grid.rows[:_MOST_HEAD_ROWS]):
        names = [key_of(cell.text) for cell in row]
        known = told or (_JIRA if _is_jira(names) else KEY_OF_COLUMN)
        keys = {n: key for n, name in enumerate(names) if (key := _meant(name, known))}
        if "title" not in keys.values() and not told:
            # Titles where nothing better is, else what their label says.
            spare = [names.index(name) for name in TITLES if name in names]
            keys |= dict.fromkeys(spare[:1], "title")
        if "title" in keys.values() and (told or len(keys) > 1 or at == 0):
            return Head(at, [cell.text.strip() for cell in row], _once(keys))
    return None


def _meant(name: str, known: Mapping[str, str]) -> str:
    """The key that a heading means, or the first of several in it: `Impact / Metric`."""
    if name in known or known is not KEY_OF_COLUMN:
        return known.get(name, "")
    return next((known[part] for part in _EITHER.split(name) if part in known), "")


def _is_jira(names: Sequence[str]) -> bool:
    return "issue key" in names or {"key", "summary", "status"} <= set(names)


def _once(keys: dict[int, str]) -> dict[int, str]:
    """One column for the title and for each date; the others are left to the marks."""
    kept: dict[int, str] = {}
    for n, key in keys.items():
        if key not in _ONCE or key not in kept.values():
            kept[n] = key
    return kept


def labels_of(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """A table that is one text and its labels, beside or above the parts, as lines; else none."""
    rows = [(number, cells_of(line)) for number, line in lines_with_words(lines)]
    if len(rows) == 2 and len(rows[0][1]) == len(rows[1][1]) > 2:
        pairs = [
            (rows[1][0], name, text) for name, text in zip(*(row for _, row in rows), strict=True)
        ]
    else:
        pairs = [(number, row[0], row[1]) for number, row in rows if len(row) == 2]
    keys = {KEY_OF_LABEL.get(key_of(name)) for _, name, _ in pairs}
    if len(pairs) < len(rows) or None in keys or not {"situation", "result"} <= keys:
        return []
    return [(number, f"{name.strip('* :')}: {text}") for number, name, text in pairs]


def refuse_unknown_columns(name: str, grids: Sequence[Grid], mapped: Mapped) -> None:
    """InputError where --map names a column that there is not."""
    rows = [row for grid in grids for row in grid.rows[:_MOST_HEAD_ROWS]]
    there = {key_of(cell.text) for row in rows for cell in row}
    missing = [n for names in mapped.values() for n in names if key_of(n) not in there]
    if missing:
        fact = f"there is no column {quote(missing[0])}"
        seen = [cell.text for grid in grids for cell in _fullest(grid)]
        raise stopped("CO004", Location(name), fact, did_you_mean(missing[0], seen))


def no_titles(name: str, grids: Sequence[Grid]) -> InputError:
    """What was looked for as headings of a table, and what there is."""
    row = next((row for grid in grids if (row := _fullest(grid))), ())
    place = Location(name, row[0].line) if row else Location(name)
    looked = "title, what, accomplishment, summary, task, titel, was"
    texts = [cell.text for cell in row if not cell.is_blank]
    seen = ", ".join(quote(text, 30) for text in texts[:8])
    fact = f"no column has the titles; looked for a heading such as {looked}"
    fact += f"; the row with most cells is {seen}" if seen else "; the table is empty"
    help = "put a row of headings on top, or say --map title=COLUMN,date=COLUMN"
    return stopped("CO003", place, fact, help)


def _fullest(grid: Grid) -> Sequence[Cell]:
    """The first of the rows on top with most cells: a title may stand above the headings."""
    rows = grid.rows[:_MOST_HEAD_ROWS]
    return max(rows, key=lambda row: sum(not cell.is_blank for cell in row), default=())
