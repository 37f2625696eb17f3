"""Pages to Markdown; every text is escaped as in a packet."""

from __future__ import annotations

from collections.abc import Iterator

from promo.pages import Line, Page, PageSection, Table
from promo.writers.markdown import escaped


def write(page: Page) -> str:
    """The Markdown of a page."""
    return "\n\n".join(_blocks(page)) + "\n"


def _blocks(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.title)}"
    if page.facts:
        rows = "\n".join(f"| {escaped(name)} | {escaped(text)} |" for name, text in page.facts)
        yield f"| | |\n| --- | --- |\n{rows}"
    for section in page.sections:
        yield from _section(section)
    for text in page.closing:
        yield escaped(text)


def _section(section: PageSection) -> Iterator[str]:
    if section.title:
        yield f"## {escaped(section.title)}"
    if section.note:
        yield f"*{escaped(section.note)}*"
    if section.table:
        yield _table(section.table)
    if section.lines:
        yield "\n".join(map(_line, section.lines))


def _table(table: Table) -> str:
    rule = " ---: |" if table.numbers else " --- |"
    lines = [_row(table.columns), "| --- |" + rule * (len(table.columns) - 1)]
    return "\n".join([*lines, *map(_row, table.rows)])


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"


def _line(line: Line) -> str:
    change = f"**{line.word}**" if line.word else ""
    label = f"*{escaped(line.label)}*" if line.label else ""
    detail = f"({escaped(line.detail)})" if line.detail else ""
    shown = " ".join(part for part in (change, label, escaped(line.text), detail) if part)
    return f"- {shown}<br>was: {escaped(line.was)}" if line.was else f"- {shown}"
