"""Tables to items, a row each: CSV, workbooks, Jira's export, and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

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
from promo.collecting.heads import (
    Head,
    Mapped,
    cells_of,
    head_of,
    key_of,
    lines_with_words,
    no_titles,
    refuse_unknown_columns,
)
from promo.collecting.labels import DONE, DROPPED
from promo.collecting.lines import MARK
from promo.collecting.phrasing import Context, doubt
from promo.findings import quote
from promo.importing.grid import Cell, Grid

_ISSUE_MARKS = frozenset(
    ("issue key", "key", "issue type", "labels", "assignee", "reporter", "priority")
)
_ENTRY = re.compile(rf"\s*{MARK}\s+(?=\S)")
_TEXTS = ("situation", "actions", "result")
_UNTITLED = "a table without a column of titles"


def fill(draft: Draft, grids: Sequence[Grid], mapped: Mapped, calendar: Calendar) -> None:
    """Every row of every table. Raises InputError where no column has the titles."""
    refuse_unknown_columns(draft.source, grids, mapped)
    heads = [head_of(grid, mapped) for grid in grids]
    if not any(heads):
        raise no_titles(draft.source, grids)
    context = Context(calendar=calendar)
    for grid, head in zip(grids, heads, strict=True):
        is_one = len(grids) == 1 or not grid.sheet
        inner = (
            context
            if is_one
            else context.beneath(f"the sheet {grid.sheet}", dates.whole(grid.sheet, calendar))
        )
        _fill_grid(draft, grid, head, inner, {})


def fill_from_markdown(draft: Draft, lines: Sequence[tuple[int, str]], context: Context) -> None:
    """The rows of a table in Markdown; without a column of titles, its lines are skipped."""
    worded = lines_with_words(lines)
    rows = [
        tuple(
            Cell(plain(text.replace("\\|", "|")), number, column)
            for column, text in enumerate(cells_of(line), 1)
        )
        for number, line in worded
    ]
    grid = Grid(rows=tuple(rows))
    head = head_of(grid, {})
    if head is None:
        for number, line in worded:
            draft.skip(number, line.strip(), _UNTITLED)
        return
    _fill_grid(draft, grid, head, context, dict(lines))


def _fill_grid(
    draft: Draft, grid: Grid, head: Head | None, context: Context, raw: Mapping[int, str]
) -> None:
    if head is None:
        where = f", in {context.under[-1]}" if context.under else ""
        for row in grid.rows:
            _skip_row(draft, grid, row, f"{_UNTITLED}{where}")
        return
    for row in grid.rows[: head.at]:
        _skip_row(draft, grid, row, "above the headings of the table")
    heading = grid.rows[head.at]
    _skip_row(draft, grid, heading, "the headings of the table")
    rows = _Rows(head, context, raw)
    if rows.is_jira:
        draft.kind = "jira"
    for whole in _spread(grid.rows[head.at + 1 :]):
        for part in rows.parted(whole):
            if [cell.text for cell in part] == [cell.text for cell in heading]:
                continue
            why = rows.why_not(part)
            if why:
                _skip_row(draft, grid, part, why)
            else:
                draft.items.append(rows.item(part))
    names = dict.fromkeys(name for name, _ in rows.unused)
    why = f"cells of columns that are not taken: {', '.join(map(quote, names))}"
    for _, cell in rows.unused:
        draft.skip(cell.line, cell.text, why, _last_line(grid, cell))


def _skip_row(draft: Draft, grid: Grid, row: Sequence[Cell], why: str) -> None:
    texts = [cell.text.strip() for cell in row if not cell.is_blank]
    if texts:
        last = max(_last_line(grid, cell) for cell in row)
        draft.skip(row[0].line, " | ".join(texts), why, last)


def _last_line(grid: Grid, cell: Cell) -> int:
    """Where a cell ends: lines are those of the file, but in a workbook its rows."""
    return cell.line + (0 if grid.sheet else cell.text.count("\n"))


def _spread(rows: Sequence[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Rows in which a cell that is merged downward stands in each row that it reaches."""
    above: dict[int, Cell] = {}
    for row in rows:
        cells = list(row)
        for n, cell in enumerate(row):
            if cell.rows > 1:
                above[n] = cell
            elif cell.is_blank and n in above and cell.line < above[n].line + above[n].rows:
                cells[n] = cell._replace(text=above[n].text, link=above[n].link)
        yield cells


class _Rows:
    """The rows of one table; `unused` gathers the cells of a tracker's own columns.

    `raw` are the lines of a table in Markdown, whose cells no longer have their links.
    """

    def __init__(self, head: Head, context: Context, raw: Mapping[int, str]) -> None:
        self.head = head
        self.context = context
        self.raw = raw
        self.issue = head.issue
        self.is_jira = self.issue is not None
        self.title = next(n for n, key in head.keys.items() if key == "title")
        self.is_by_project = key_of(head.names[self.title]) in ("project", "projekt")
        places = ((name, head.column(name)) for name in ("status", "resolution"))
        self.ends = [(name, at) for name, at in places if at is not None]
        self.unused: list[tuple[str, Cell]] = []

    def parted(self, row: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
        """A row, or where its title is a list and nothing is told beside it, a row an entry."""
        at = self.title
        lines = row[at].text.split("\n") if at < len(row) else []
        entries = [line for line in lines if line.strip()]
        told = {self.head.keys.get(n) for n, cell in enumerate(row) if not cell.is_blank}
        if len(entries) < 2 or not all(map(_ENTRY.match, entries)) or told & set(_TEXTS):
            yield row
            return
        for entry in entries:
            title = row[at]._replace(text=_ENTRY.sub("", entry, count=1))
            yield [*row[:at], title, *row[at + 1 :]]

    def why_not(self, row: Sequence[Cell]) -> str:
        """Why a row is no item, or an empty text."""
        title = row[self.title].text if self.title < len(row) else ""
        if not title.strip():
            return "a row without a title"
        if not re.search(r"[^\W\d_]", title):
            return "a row whose title has no letter"
        for name, at in self.ends:
            text = row[at].text.strip() if at < len(row) else ""
            if text.lower().replace("’", "'") in DROPPED:
                return f"dropped: its {name} is {quote(text)}"
        return ""

    def item(self, row: Sequence[Cell]) -> DraftItem:
        texts, marks = self.sorted_out(row)
        when, doubts = _when(texts, self.context)
        title, is_whole = title_of(texts["title"][0])
        if not is_whole:
            texts["actions"] = [texts["title"][0], *texts.get("actions", ())]
        links, others = _links(texts, row, self.raw.get(row[0].line, ""))
        status = texts.get("status", [""])[0]
        is_done = status.lower() in DONE or (self.is_jira and when)
        marks += [*doubts, *others, *([f"status: {status}"] if status else [])]
        project = title if self.is_by_project else self.context.project
        return DraftItem(
            title=title,
            line=row[0].line,
            key=self.key(row),
            when=when,
            project=texts.get("project", [""])[0] or project,
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
            elif self.is_jira and not self.is_mark(key_of(name)):
                self.unused.append((name, cell))
            else:
                marks.append(f"{name or 'no heading'}: {cell.text.strip()}")
        return texts, marks

    def is_mark(self, name: str) -> bool:
        """Whether a tracker's column says something of the work; `Updated` where no date is."""
        is_day = name == "updated" and "when" not in self.head.keys.values()
        return is_day or name in _ISSUE_MARKS

    def key(self, row: Sequence[Cell]) -> str:
        """What a row is known by: the key of an issue, else all of it."""
        at = self.issue
        if at is not None and at < len(row) and not row[at].is_blank:
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
    texts: Mapping[str, Sequence[str]], row: Sequence[Cell], raw: str
) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """The links of a row's cells; what is no address in a column of links is marked."""
    found, _ = links_in(raw)
    found += tuple((cell.text.strip(), cell.link) for cell in row if cell.link)
    others: list[str] = []
    for text in texts.get("links", ()):
        found += links_in(text)[0]
        is_title = any(title and title == plain(text) for title, _ in found)
        if has_words_beside_links(text) and not is_title:
            others.append(f"no web address: {text}")
    for name in ("title", *_TEXTS):
        found += links_in("\n".join(texts.get(name, ())))[0]
    known: dict[str, str] = {}
    for title, url in found:
        known.setdefault(url, title)
    return tuple((title, url) for url, title in known.items()), others
