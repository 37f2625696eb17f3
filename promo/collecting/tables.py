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
from promo.collecting.labels import DONE, KEY_OF_COLUMN
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
        if "title" in keys.values() and (told or len(keys) > 1 or len(row) == 1):
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
    is_jira = "issue key" in map(_key, head.names)
    if is_jira:
        draft.kind = "jira"
    unused: dict[str, list[Cell]] = {}
    for row in grid.rows[head.at + 1 :]:
        cells = [cell for cell in row if not cell.is_blank]
        if not any(head.keys.get(n) == "title" and not c.is_blank for n, c in enumerate(row)):
            _skip_row(draft, row, "a row without a title")
        elif [c.text for c in row] != [c.text for c in heading] and cells:
            draft.items.append(_item(draft, row, head, context, is_jira, unused, raw))
    for name, found in unused.items():
        why = f"the column {quote(name)} is not taken; {len(found):,} cells of it have a text"
        for cell in found:
            draft.skip(cell.line, cell.text, why)


def _skip_row(draft: Draft, row: Sequence[Cell], why: str) -> None:
    texts = [cell.text.strip() for cell in row if not cell.is_blank]
    if texts:
        draft.skip(row[0].line, " | ".join(texts), why)


def _item(
    draft: Draft,
    row: Sequence[Cell],
    head: _Head,
    context: Context,
    is_jira: bool,
    unused: dict[str, list[Cell]],
    raw: Mapping[int, str] | None,
) -> DraftItem:
    texts: dict[str, list[str]] = {}
    marks = [f"under {' / '.join(context.under)}"] if context.under else []
    key = ""
    for n, cell in enumerate(row):
        text, name = cell.text.strip(), head.names[n] if n < len(head.names) else ""
        if not text:
            continue
        if n in head.keys:
            texts.setdefault(head.keys[n], []).append(text)
        elif is_jira and _key(name) not in _JIRA_MARKS:
            unused.setdefault(name, []).append(cell)
        else:
            marks.append(f"{name or 'no heading'}: {text}")
        if is_jira and _key(name) == "issue key":
            key = text
    when, doubts = _when(texts, context)
    title, is_whole = title_of(texts["title"][0])
    actions = texts.get("actions", [])
    if not is_whole:
        actions = [texts["title"][0], *actions]
    links, others = _links(texts, raw[row[0].line] if raw else "")
    status = texts.get("status", [""])[0]
    is_open = bool(status) and status.strip().lower() not in DONE and not (is_jira and when)
    marks += [*doubts, *others, *([f"status: {status}"] if status else [])]
    for name in ("situation", "actions", "result"):
        links += tuple(link for link in links_in("\n".join(texts.get(name, ())))[0])
    return DraftItem(
        title=title,
        line=row[0].line,
        key=key or "\n".join(cell.text for cell in row),
        when=when,
        project=texts.get("project", [""])[0] or context.project,
        in_progress=is_open,
        situation="\n\n".join(texts.get("situation", ())),
        actions="\n\n".join(actions),
        result="\n\n".join(texts.get("result", ())),
        links=tuple(dict.fromkeys(links)),
        marks=tuple(marks),
    )


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
    start, end = forms.get("start", ""), forms.get("end", "")
    if start and end:
        return f"{start.partition('..')[0]}..{end.rpartition('..')[2]}", doubts
    if start:
        return f"{start.partition('..')[0]}..", doubts
    return end or context.when, doubts


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
    known: dict[str, str] = {}
    for title, url in found:
        known.setdefault(url, title)
    return tuple((title, url) for url, title in known.items()), others
