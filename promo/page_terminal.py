"""Pages to words on a terminal: titles, facts, sections, lines and tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

import click

from promo.columns import columns, cut
from promo.findings import Finding
from promo.pages import Line, Page, PageSection, Table
from promo.terminal import NARROW, Terminal, totals

_CHANGE_COLOURS = {
    "new": "green",
    "raised": "cyan",
    "changed": "cyan",
    "dropped": "magenta",
    "as before": "",
}
_LEAST_BESIDE = 16  # columns for a last cell that goes on below; with fewer it stands below
_WIDEST_NAME = 24  # a longer name or label does not push the texts aside


class PageTerminal(Terminal):
    """A terminal that also tells pages, and files that are not packets."""

    def wrote(self, path: str, data: bytes) -> None:
        if not self.quiet:
            wrote = click.style("wrote", fg="green")
            self.say(f"{wrote} {path} ({-(-len(data) // 1000)} kB)", self.results)

    def note(self, text: str) -> None:
        """Something to know beside the result."""
        self.say(self.wrapped(text, "", "  "), sys.stderr)

    def choices(
        self, title: str, offers: Sequence[tuple[str, str]], numbers: Mapping[str, str]
    ) -> None:
        """A list to choose from: names by their numbers, and what each is."""
        widest = max((columns(name) for name, _ in offers), default=0)
        of_names = {name: number for number, name in numbers.items()}
        self.say(click.style(title, bold=True), sys.stderr)
        for name, told in offers:
            first = f"  {of_names.get(name, ''):>2}  {name}{' ' * (widest - columns(name))}  "
            rest = " " * (columns(first) if self.width >= NARROW else 6)
            self.say(self.wrapped(told, first, rest), sys.stderr)

    def checked_file(self, name: str, kind: str, findings: Sequence[Finding]) -> None:
        """Findings, then one closing line."""
        self.findings(findings)
        if self.quiet:
            return
        line = self.wrapped(f"{name}: {totals(findings)}; {kind}", "", "  ")
        self.say(click.style(line, bold=True), self.results)

    def page(self, page: Page) -> None:
        """A page of a ladder: title, facts, sections, and what closes it."""
        self.say(click.style(page.title, bold=True), self.results)
        widest = min(max((columns(name) for name, _ in page.facts), default=0), _WIDEST_NAME)
        for n, (name, text) in enumerate(page.facts):
            if n == 0:
                self.say("", self.results)
            first = f"  {name}{' ' * (widest - columns(name))}  "
            self.say(self.wrapped(text, first, " " * (widest + 4)), self.results)
        for section in page.sections:
            self.say("", self.results)
            self.page_section(section)
        if page.closing:
            self.say("", self.results)
        for text in page.closing:
            self.say(self.wrapped(text, "", ""), self.results)

    def page_section(self, section: PageSection) -> None:
        if section.title:
            self.say(click.style(section.title, bold=True), self.results)
        if section.note:
            self.say(self.wrapped(section.note, "  ", "  "), self.results)
        if section.table:
            self.table(section.table)
        labels = max((columns(line.label) for line in section.lines), default=0)
        for line in section.lines:
            self.page_line(line, labels if labels <= _WIDEST_NAME else 0)

    def page_line(self, line: Line, labels: int) -> None:
        """One line; labels stand in a column of that width, or before the text where it is 0."""
        word = f"{line.word:<9} " if line.word else ""
        label = line.label + " " * (labels - columns(line.label))
        first = f"  {word or '• '}" + (f"{label} " if label else "")
        indent = " " * (columns(first) if labels else len(word or "• ") + 2)
        detail = f" ({line.detail})" if line.detail else ""
        shown = self.wrapped(line.text + detail, first, indent)
        if word:  # coloured after wrapping, which counts characters
            mark = click.style(word, fg=_CHANGE_COLOURS[line.word] or None)
            shown = shown.replace(word, mark, 1)
        self.say(shown, self.results)
        if line.was:
            told = self.wrapped(f"was: {line.was}", indent, f"{indent}     ")
            self.say(click.style(told, dim=True), self.results)

    def table(self, table: Table) -> None:
        """Columns as wide as their cells; numbers that do not fit go on in a table below."""
        rows = [table.columns, *table.rows]
        widths = [max(columns(row[n]) for row in rows) for n in range(len(table.columns))]
        if not table.numbers:
            self.rows(rows, widths)
            return
        widths[0] = min(widths[0], self.width // 2)
        for n, numbers in enumerate(self.blocks(widths)):
            if n:
                self.say("", self.results)
            block = [[cut(row[0], widths[0]), *(row[at] for at in numbers)] for row in rows]
            self.rows(block, [widths[0], *(widths[at] for at in numbers)], numbers=True)

    def blocks(self, widths: Sequence[int]) -> Iterator[list[int]]:
        """The columns of numbers, as many at a time as fit beside the first column."""
        block: list[int] = []
        for at, width in enumerate(widths[1:], 1):
            taken = 2 + widths[0] + sum(widths[before] + 2 for before in block)
            if block and taken + width + 2 > self.width:
                yield block
                block = []
            block.append(at)
        yield block

    def rows(
        self, rows: Sequence[Sequence[str]], widths: Sequence[int], *, numbers: bool = False
    ) -> None:
        for n, row in enumerate(rows):
            line = self.table_row(row, widths, numbers=numbers)
            self.say(click.style(line, dim=True) if n == 0 else line, self.results)

    def table_row(self, row: Sequence[str], widths: Sequence[int], *, numbers: bool) -> str:
        """A row; where it is too wide its last cell goes on below, or stands there as a whole."""
        cells = [row[0] + " " * (widths[0] - columns(row[0]))]
        for text, width in zip(row[1:], widths[1:], strict=True):
            space = " " * (width - columns(text))
            cells.append(space + text if numbers or text.isdigit() else text + space)
        line = "  " + "  ".join(cells).rstrip()
        if numbers or columns(line) <= self.width:
            return line
        first = "  " + "  ".join(cells[:-1])
        indent = " " * (2 + sum(width + 2 for width in widths[:-1]))
        if len(indent) + _LEAST_BESIDE > self.width:
            return f"{first.rstrip()}\n{self.wrapped(row[-1], ' ' * 6, ' ' * 6)}"
        return self.wrapped(row[-1], f"{first}  ", indent)
