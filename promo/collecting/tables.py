"""Tables to items, a row each: CSV, workbooks, Jira's export, and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from promo.collecting import dates
from promo.collecting.dates import Calendar
from promo.collecting.draft import (
    Draft,
    DraftItem,
    has_words_beside_links,
    links_in,
    plain,
    title_of,
)
from promo.collecting.labels import DONE, KEY_OF_COLUMN, KEY_OF_LABEL
from promo.collecting.phrasing import Context, doubt
from promo.findings import InputError, Location, did_you_mean, quote, stopped
from promo.importing.grid import Cell, Grid

KEYS = (
    "title",
    "when",
    "start",
    "end",
    "project",
    "status",
    "situation",
    "actions",
    "result",
    "links",
)
_JIRA = {
    "summary": "title",
    "resolved": "when",
    "status": "status",
    "project name": "project",
    "description": "actions",
}
_JIRA_MARKS = frozenset(("issue key", "issue type", "labels", "assignee", "reporter", "priority"))
_MOST_HEAD_ROWS = 10  # above which a table's headings are looked for
_CELL = re.compile(r"(?<!\\)\|")

# The columns that --map names, by the key of an item.
Mapped = Mapping[str, Sequence[str]]


class _Head(NamedTuple):
    """The row of headings: its place among the rows, and the key of an item of each column."""

    at: int
    names: list[str]
    keys: dict[int, str]


def fill(draft: Draft, grids: Sequence[Grid], mapped: Mapped, calendar: Calendar) -> None:
    """Every row of every table. Raises InputError where no column has the titles."""
    heads = [(grid, head) for grid in grids if (head := _head(grid, mapped))]
    missing = [n for names in mapped.values() for n in names if not _is_column(n, grids)]
    if missing:
        seen = [cell.text for grid in grids for cell in _first_row(grid)]
        fact = f"there is no column {quote(missing[0])}"
        raise stopped("CO004", Location(draft.source), fact, did_you_mean(missing[0], seen))
    if not heads:
        raise _no_titles(draft, grids)
    for grid in grids:
        head = next((head for other, head in heads if other is grid), None)
        _fill_grid(draft, grid, head, Context(calendar=calendar))


def fill_from_markdown(draft: Draft, lines: Sequence[tuple[int, str]], context: Context) -> None:
    """The rows of a table in Markdown; without a column of titles, its lines are skipped."""
    rows = [
        tuple(
            Cell(plain(text.strip().replace("\\|", "|")), number, column)
            for column, text in enumerate(_CELL.split(line.strip().strip("|")), 1)
        )
        for number, line in lines
        if re.search(r"[^|:\s-]", line)
    ]
    raw = dict(lines)
    grid = Grid(rows=tuple(rows))
    head = _head(grid, {})
    if head is None:
        for number, line in lines:
            if re.search(r"[^|:\s-]", line):
                draft.skip(number, line.strip(), "a table without a column of titles")
        return
    _fill_grid(draft, grid, head, context, raw)


def labels_of(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """A table that is one text and its labels, beside or above the parts, as lines; else none."""
    rows = [
        (number, [cell.strip() for cell in _CELL.split(line.strip().strip("|"))])
        for number, line in lines
        if re.search(r"[^|:\s-]", line)
    ]
    if len(rows) == 2 and len(rows[0][1]) == len(rows[1][1]) > 2:
        pairs = [
            (rows[1][0], name, text) for name, text in zip(rows[0][1], rows[1][1], strict=True)
        ]
    else:
        pairs = [(number, row[0], row[1]) for number, row in rows if len(row) == 2]
    keys = [KEY_OF_LABEL.get(_key(name)) for _, name, _ in pairs]
    if (
        len(pairs) < len(rows)
        or None in keys
        or len({"situation", "actions", "result"} & set(keys)) < 2
    ):
        return []
    return [(number, f"{name.strip('* :')}: {text}") for number, name, text in pairs]


def _first_row(grid: Grid) -> Sequence[Cell]:
    return next((row for row in grid.rows if any(not cell.is_blank for cell in row)), ())


def _is_column(name: str, grids: Sequence[Grid]) -> bool:
    rows = (row for grid in grids for row in grid.rows[:_MOST_HEAD_ROWS])
    return any(_key(cell.text) == _key(name) for row in rows for cell in row)


def _key(text: str) -> str:
    return " ".join(plain(text).split()).strip(" :*").lower()


def _head(grid: Grid, mapped: Mapped) -> _Head | None:
    """The first row in which a column has the titles."""
    told = {_key(name): key for key, names in mapped.items() for name in names}
    for at, row in enumerate(grid.rows[:_MOST_HEAD_ROWS]):
        names = [_key(cell.text) for cell in row]
        known = told or (_JIRA if "issue key" in names else KEY_OF_COLUMN)
        keys = {n: known[name] for n, name in enumerate(names) if name in known}
        if "title" not in keys.values() and not told:
            # Titles where nothing better is, else what their label says.
            spare = [n for n, name in enumerate(names) if name in ("task", "summary")]
            keys |= dict.fromkeys(spare[:1], "title")
        if "title" in keys.values() and (told or len(keys) > 1 or at == 0):
            return _Head(at, [cell.text.strip() for cell in row], _once(keys))
    return None


def _once(keys: dict[int, str]) -> dict[int, str]:
    """One column for the title and for each date; the others are left to the marks."""
    kept: dict[int, str] = {}
    for n, key in keys.items():
        if key in ("title", "when", "start", "end", "status", "project") and key in kept.values():
            continue
        kept[n] = key
    return kept


def _no_titles(draft: Draft, grids: Sequence[Grid]) -> InputError:
    row = next((row for grid in grids if (row := _first_row(grid))), ())
    place = Location(draft.source, row[0].line) if row else Location(draft.source)
    looked = "title, what, accomplishment, summary, task, titel, was"
    seen = ", ".join(quote(cell.text, 30) for cell in row[:8])
    fact = f"no column has the titles; looked for a heading such as {looked}"
    fact += f"; the first row is {seen}" if seen else "; the table is empty"
    help = "put a row of headings on top, or say --map title=COLUMN,date=COLUMN"
    return stopped("CO003", place, fact, help)


def _fill_grid(
    draft: Draft,
    grid: Grid,
    head: _Head | None,
    context: Context,
    raw: Mapping[int, str] | None = None,
) -> None:
    if head is None:
        for row in grid.rows:
            _skip_row(draft, row, "a table without a column of titles")
        return
    for row in grid.rows[: head.at]:
        _skip_row(draft, row, "above the headings of the table")
    heading = grid.rows[head.at]
    _skip_row(draft, heading, "the headings of the table")
    rows = _Rows(head, context, raw or {})
    if rows.is_jira:
        draft.kind = "jira"
    for row in grid.rows[head.at + 1 :]:
        if not any(head.keys.get(n) == "title" and not c.is_blank for n, c in enumerate(row)):
            _skip_row(draft, row, "a row without a title")
        elif [cell.text for cell in row] != [cell.text for cell in heading]:
            draft.items.append(rows.item(row))
    for name, found in rows.unused.items():
        why = f"the column {quote(name)} is not taken; {len(found):,} cells of it have a text"
        for cell in found:
            draft.skip(cell.line, cell.text, why)


def _skip_row(draft: Draft, row: Sequence[Cell], why: str) -> None:
    texts = [cell.text.strip() for cell in row if not cell.is_blank]
    if texts:
        draft.skip(row[0].line, " | ".join(texts), why)


class _Rows:
    """The rows of one table; `unused` gathers the cells of a tracker's own columns.

    `raw` are the lines of a table in Markdown, whose cells no longer have their links.
    """

    def __init__(self, head: _Head, context: Context, raw: Mapping[int, str]) -> None:
        self.head = head
        self.context = context
        self.raw = raw
        self.is_jira = "issue key" in map(_key, head.names)
        self.unused: dict[str, list[Cell]] = {}

    def item(self, row: Sequence[Cell]) -> DraftItem:
        texts, marks = self.sorted_out(row)
        when, doubts = _when(texts, self.context)
        title, is_whole = title_of(texts["title"][0])
        if not is_whole:
            texts["actions"] = [texts["title"][0], *texts.get("actions", ())]
        links, others = _links(texts, self.raw.get(row[0].line, ""))
        status = texts.get("status", [""])[0]
        is_done = status.lower() in DONE or (self.is_jira and when)
        marks += [*doubts, *others, *([f"status: {status}"] if status else [])]
        return DraftItem(
            title=title,
            line=row[0].line,
            key=self.key(row),
            when=when,
            project=texts.get("project", [""])[0] or self.context.project,
            in_progress=bool(status and not is_done),
            situation="\n\n".join(texts.get("situation", ())),
            actions="\n\n".join(texts.get("actions", ())),
            result="\n\n".join(texts.get("result", ())),
            links=links,
            marks=tuple(marks),
        )

    def sorted_out(self, row: Sequence[Cell]) -> tuple[dict[str, list[str]], list[str]]:
        """The texts of a row by the keys that their columns mean, and what stands besides."""
        texts: dict[str, list[str]] = {}
        under = self.context.under
        marks = [f"under {' / '.join(under)}"] if under else []
        for n, cell in enumerate(row):
            name = self.head.names[n] if n < len(self.head.names) else ""
            if cell.is_blank:
                continue
            if n in self.head.keys:
                texts.setdefault(self.head.keys[n], []).append(cell.text.strip())
            elif self.is_jira and _key(name) not in _JIRA_MARKS:
                self.unused.setdefault(name, []).append(cell)
            else:
                marks.append(f"{name or 'no heading'}: {cell.text.strip()}")
        return texts, marks

    def key(self, row: Sequence[Cell]) -> str:
        """What a row is known by: the key of an issue, else all of it."""
        if self.is_jira:
            at = [_key(name) for name in self.head.names].index("issue key")
            if at < len(row) and not row[at].is_blank:
                return row[at].text.strip()
        return "\n".join(cell.text for cell in row)


def _when(texts: Mapping[str, Sequence[str]], context: Context) -> tuple[str, list[str]]:
    """The date of a row, and what its cells say that could not be read as one."""
    forms: dict[str, str] = {}
    doubts: list[str] = []
    for key in ("when", "start", "end"):
        text = texts.get(key, [""])[0]
        found = dates.whole(text, context.calendar) if text else None
        if found and found.when:
            forms[key] = found.when
            if found.when != text:
                doubts.append(f"the date stands there as {quote(text, len(text))}")
        elif text:
            doubts.append(doubt(found) if found else f"no date from {quote(text, len(text))}")
    if "when" in forms:
        return forms["when"], doubts
    when, why = dates.span(forms.get("start", ""), forms.get("end", ""))
    return when or context.when, [*doubts, *why]


def _links(
    texts: Mapping[str, Sequence[str]], raw: str
) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The links of a row's cells; what is no address in a column of links is marked."""
    found, _ = links_in(raw)
    others: list[str] = []
    for text in texts.get("links", ()):
        found += links_in(text)[0]
        is_title = any(title and title == plain(text) for title, _ in found)
        if has_words_beside_links(text) and not is_title:
            others.append(f"no web address: {text}")
    for name in ("situation", "actions", "result"):
        found += links_in("\n".join(texts.get(name, ())))[0]
    known: dict[str, str] = {}
    for title, url in found:
        known.setdefault(url, title)
    return tuple((title, url) for url, title in known.items()), others
