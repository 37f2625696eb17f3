"""Pages to Markdown; every text is escaped as in a packet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from promo.explaining import in_ticks
from promo.pages import Line, Page, PageSection, Table
from promo.writers.markdown import escaped
from promo.writers.markdown.texts import marked

_CODE = re.compile(r"(`[^`]+`)")
Show: TypeAlias = Callable[[str], str]


def write(page: Page) -> str:
    """The Markdown of a page."""
    return "\n\n".join(_blocks(page, _own if page.is_own else escaped)) + "\n"


def _own(text: str) -> str:
    """A text of promo's own, whose code stays code."""
    return "".join(part if part[:1] == "`" else marked(part) for part in _CODE.split(text))


def _blocks(page: Page, show: Show) -> Iterator[str]:
    yield f"# {show(page.title)}"
    if page.facts:
        rows = "\n".join(f"| {show(name)} | {show(text)} |" for name, text in page.facts)
        yield f"| | |\n| --- | --- |\n{rows}"
    for section in page.sections:
        yield from _section(section, show)
    for text in page.closing:
        yield show(text)


def _section(section: PageSection, show: Show) -> Iterator[str]:
    if section.title:
        yield f"## {show(section.title)}"
    if section.note:
        yield f"*{show(section.note)}*"
    if section.table:
        yield _table(section.table, show)
    if section.lines:
        yield "\n".join(_line(line, show) for line in section.lines)


def _table(table: Table, show: Show) -> str:
    rule = " ---: |" if table.numbers else " --- |"
    lines = [_row(table.columns, show), "| --- |" + rule * (len(table.columns) - 1)]
    return "\n".join([*lines, *(_row(row, show) for row in table.rows)])


def _row(cells: tuple[str, ...], show: Show) -> str:
    return f"| {' | '.join(map(show, cells))} |"


def _line(line: Line, show: Show) -> str:
    change = f"**{line.word}**" if line.word else ""
    label = f"*{show(line.label)}*" if line.label else ""
    detail = f"({show(line.detail)})" if line.detail else ""
    text = in_ticks(line.text) if line.is_code else show(line.text)
    shown = " ".join(part for part in (change, label, text, detail) if part)
    return f"- {shown}<br>was: {show(line.was)}" if line.was else f"- {shown}"
