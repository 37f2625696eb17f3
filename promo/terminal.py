"""Results to words on a terminal: aligned, wrapped, coloured only there; results on stdout."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO
from unicodedata import combining, east_asian_width

import click

from promo import phrases
from promo.assess import Assessment, Coverage, Status
from promo.findings import Finding, quote
from promo.words import Words

if TYPE_CHECKING:
    from promo.build import FlagLine, Outcome
    from promo.importing import Imported
    from promo.ladder_files import Checked
    from promo.pages import Line, Page, PageSection, Table

_GROUPED = 3  # more warnings of one code than this are told in one line
_MOST_LINES = 20
_COLOURS = {
    Status.MISSING: "red",
    Status.THIN: "yellow",
    Status.COVERED: "cyan",
    Status.STRONG: "blue",
}
_CHANGE_COLOURS = {
    "new": "green",
    "raised": "cyan",
    "changed": "cyan",
    "dropped": "yellow",
    "as before": "blue",
}
_FATES = {
    "guessed": "Guessed",
    "merged": "Merged",
    "kept": "Kept as metadata",
    "skipped": "Skipped",
}
_ASCII = str.maketrans(
    {
        "•": "*",
        "→": "->",
        "·": ".",
        "●": "*",
        "○": "-",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "–": "-",
        "↵": "\\n",
    }
)


class Terminal:
    """Where results and messages go; colours only where a person looks."""

    def __init__(
        self,
        *,
        no_color: bool = False,
        quiet: bool = False,
        results_to_stderr: bool = False,
        findings_to_stdout: bool = False,
    ) -> None:
        self.words = Words()
        self.quiet = quiet
        self.results = sys.stderr if results_to_stderr else sys.stdout
        self.messages = self.results if findings_to_stdout else sys.stderr
        plain = no_color or bool(os.environ.get("NO_COLOR"))  # click does not look for it
        self.color = False if plain else None  # None: click asks the stream
        self.width = min(shutil.get_terminal_size((80, 24)).columns, 100)

    def say(self, text: str, to: TextIO | None) -> None:
        """A line; what the stream cannot show has an ASCII stand-in. None is a closed stream."""
        if to is None:
            return
        encoding = to.encoding or "ascii"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
        click.echo(text, file=to, color=self.color)

    def progress(self, outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
        """The outcomes, with a bar on a terminal while several files are made."""
        if total < 2 or self.quiet or not (sys.stderr and sys.stderr.isatty()):
            yield from outcomes
            return
        done: list[Outcome] = []
        with click.progressbar(outcomes, length=total, file=sys.stderr, label="packets") as bar:
            done.extend(bar)
        yield from done

    # Findings

    def findings(self, findings: Sequence[Finding]) -> None:
        """Errors each on its own; many warnings of one kind in one line."""
        shown = [f for f in findings if f.is_error or not self.quiet]
        grouped: dict[str, list[Finding]] = {}
        for finding in shown:
            if finding.many:
                grouped.setdefault(finding.code, []).append(finding)
        told: set[str] = set()
        for finding in shown:
            same = grouped.get(finding.code, [])
            if len(same) <= _GROUPED:
                self.finding(finding)
            elif finding.code not in told:
                told.add(finding.code)
                self.group(same)

    def finding(self, finding: Finding) -> None:
        self._finding(finding, finding.message)

    def group(self, findings: Sequence[Finding]) -> None:
        first = findings[0]
        lines = list(dict.fromkeys(finding.location.line for finding in findings))
        shown = ", ".join(map(str, lines[:_MOST_LINES]))
        rest = f" and {len(lines) - _MOST_LINES:,} more" if len(lines) > _MOST_LINES else ""
        also = f"{'line' if len(lines) == 1 else 'lines'} {shown}{rest}"
        self._finding(first, first.many.format(n=len(findings)), also)

    def _finding(self, finding: Finding, message: str, also: str = "") -> None:
        place = click.style(f"{finding.location}:", bold=True)
        code = click.style(finding.code, fg="red" if finding.is_error else "yellow")
        kind = "" if finding.is_error else "warning "
        self.say(f"{place} {kind}{code} {message}", self.messages)
        for note in (also, f"help: {finding.help}" if finding.help else ""):
            if note:
                self.say(self.wrapped(note, "  ", "    "), self.messages)

    def wrapped(self, text: str, first: str, rest: str) -> str:
        return textwrap.fill(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )

    # build

    def outcome(self, outcome: Outcome) -> None:
        """What was written, and the flags in short."""
        self.findings(outcome.findings)
        self.private(outcome.name, outcome.private_items)
        if self.quiet or outcome.has_errors:
            return
        for path, size, backup in outcome.written:
            kept = f"; what stood there is now {backup}" if backup else ""
            wrote = click.style("wrote", fg="green")
            self.say(f"{wrote} {path} ({-(-size // 1000)} kB){kept}", self.results)
        self.say(f"  {outcome.candidate}, {outcome.target}: {_gaps(outcome)}", self.results)
        for flag in outcome.flags:
            self.flag(flag)

    def flag(self, flag: FlagLine) -> None:
        colour = "red" if flag.dots == phrases.DOTS[Status.MISSING] else "yellow"
        mark = click.style(f"{flag.dots} {flag.label:<8}", fg=colour)
        first = f"  {mark} {flag.title}: "
        plain = f"  {flag.dots} {flag.label:<8} {flag.title}: "
        lines = self.wrapped(flag.text, " " * len(plain), " " * 15).split("\n")
        self.say("\n".join([first + lines[0].lstrip(), *lines[1:]]), self.results)

    def private(self, path: str, count: int) -> None:
        if count and not self.quiet:
            self.say(f"{path}: {_count(count, 'private item')} left out", sys.stderr)

    # check

    def checked(
        self,
        path: str,
        result: Assessment | tuple[Finding, ...],
        *,
        verbose: bool = False,
    ) -> None:
        """Findings, then gaps with what to do next, then one closing line."""
        if not isinstance(result, Assessment):
            self.findings(result)
            errors = sum(finding.is_error for finding in result)
            self.say(click.style(f"{path}: {_count(errors, 'error')}", bold=True), self.results)
            return
        self.findings(result.findings)
        self.private(path, result.evidence.private_items)
        if self.quiet:
            return
        shown = list(result.gaps)
        if verbose:
            shown += [c for c in result.coverages if c not in shown]
        if result.findings and shown:
            self.say("", self.results)
        self.coverages(result, shown)
        self.packet_lines(result, blank=bool(shown))
        if shown or result.packet_lines:
            self.say("", self.results)
        self.closing(path, result)

    def coverages(self, a: Assessment, shown: Sequence[Coverage]) -> None:
        """Status and title, and under the title why and what to do next."""
        for coverage in shown:
            label = phrases.status_label(self.words, coverage.status)
            dots = phrases.DOTS[coverage.status]
            mark = click.style(f"{dots} {label:<8}", fg=_COLOURS[coverage.status])
            required = "  (required)" if coverage.required else ""
            required = "  (optional)" if coverage.optional else required
            title = click.style(coverage.competency.title, bold=True)
            self.say(f"{mark} {title}{required}", self.results)
            for note in self.notes(a, coverage):
                self.say(self.wrapped(note, " " * 13, " " * 13), self.results)

    def notes(self, a: Assessment, coverage: Coverage) -> Iterator[str]:
        counted = f"{self.words('items', len(coverage.items))} counted."
        yield phrases.reasons(self.words, a, coverage) or counted
        if coverage.is_gap:
            yield f"Do next: {phrases.next_step(self.words, a, coverage)}"
        if coverage.waiver:
            yield f"Waived: {coverage.waiver.reason} ({coverage.waiver.approved_by})"

    def packet_lines(self, a: Assessment, *, blank: bool) -> None:
        if a.packet_lines and blank:
            self.say("", self.results)
        for line in a.packet_lines:
            names = self.words.listed(item.id for item in line.items) if line.items else ""
            _, text, step = phrases.packet_line(self.words, a, line, names)
            self.say(self.wrapped(f"packet: {text} {step}", "", "        "), self.results)

    def closing(self, path: str, a: Assessment) -> None:
        gaps = _count(len(a.gaps), "gap") if a.gaps else "no gaps"
        waived = f", {len(a.waived):,} waived" if a.waived else ""
        track = f" ({a.track.title})" if a.track else ""
        told = (
            f"{path}: {gaps} in {_competencies(len(a.coverages))}{waived}; "
            f"{len(a.accepted):,} of {self.words('items', len(a.evidence.items))} counted; "
            f"{a.level.title}{track}, {a.ladder.id}, as of {self.words.day(a.as_of)}"
        )
        self.say(click.style(self.wrapped(told, "", "  "), bold=True), self.results)

    # Ladders

    def wrote(self, path: str, data: bytes) -> None:
        if not self.quiet:
            wrote = click.style("wrote", fg="green")
            self.say(f"{wrote} {path} ({-(-len(data) // 1000)} kB)", self.results)

    def note(self, text: str) -> None:
        """Something to know beside the result."""
        self.say(self.wrapped(text, "", "  "), sys.stderr)

    def checked_ladder(self, checked: Checked) -> None:
        """Findings, then one closing line."""
        self.findings(checked.findings)
        if self.quiet:
            return
        errors = sum(finding.is_error for finding in checked.findings)
        warnings = len(checked.findings) - errors
        told = _count(errors, "error") if errors else "no errors"
        told += f", {_count(warnings, 'warning')}" if warnings else ""
        if checked.ladder is not None:
            from promo.pages import counts

            told += f"; {counts(checked.ladder)}"
        if checked.left:
            lines = self.words.listed(map(str, checked.left))
            many = "line {} is" if len(checked.left) == 1 else "lines {} are"
            text = f"{many.format(lines)} in brackets or over several lines, and got no id"
            self.say(self.wrapped(text, "", "  "), self.results)
        if checked.written:
            told += f"; {_count(checked.written, 'id')} written"
        if checked.without_id:
            told += f"; {_count(checked.without_id, 'id')} made from words, which change with them"
        self.say(
            click.style(self.wrapped(f"{checked.name}: {told}", "", "  "), bold=True), self.results
        )

    def imported(self, name: str, found: Imported) -> None:
        """What was found, and what became of each text that is not in the ladder as it stood."""
        if self.quiet:
            return
        told = (
            _count(found.levels, "level"),
            _competencies(found.competencies),
            _count(found.expectations, "expectation"),
        )
        self.say(click.style(f"{name}: {', '.join(told)}", bold=True), self.results)
        for fate, title in _FATES.items():
            notes = [note for note in found.notes if note.fate.value == fate]
            if notes:
                self.say(f"\n{click.style(title, bold=True)}", self.results)
            for note in notes:
                where = f"line {note.line}: " if note.line else ""
                text = f"{quote(note.text)}: " if note.text else ""
                self.say(self.wrapped(f"{where}{text}{note.message}", "  ", "    "), self.results)
        if found.notes:
            self.say("", self.results)

    # Pages

    def page(self, page: Page) -> None:
        """A page of a ladder: title, facts, sections, and what closes it."""
        self.say(click.style(page.title, bold=True), self.results)
        widest = max((len(name) for name, _ in page.facts), default=0)
        for n, (name, text) in enumerate(page.facts):
            if n == 0:
                self.say("", self.results)
            first = f"  {name:<{widest}}  "
            self.say(self.wrapped(text, first, " " * len(first)), self.results)
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
        labels = max((len(line.label) for line in section.lines), default=0)
        for line in section.lines:
            self.page_line(line, min(labels, 16))

    def page_line(self, line: Line, labels: int) -> None:
        word = f"{line.word:<9} " if line.word else ""
        label = f"{line.label:<{labels}} " if labels else ""
        first = f"  {word or '• '}{label}"
        detail = f" ({line.detail})" if line.detail else ""
        shown = self.wrapped(line.text + detail, first, " " * len(first))
        if word:  # coloured after wrapping, which counts characters
            mark = click.style(word, fg=_CHANGE_COLOURS[line.word])
            shown = shown.replace(word, mark, 1)
        self.say(shown, self.results)
        if line.was:
            indent = " " * len(first)
            told = self.wrapped(f"was: {line.was}", indent, f"{indent}     ")
            self.say(click.style(told, dim=True), self.results)

    def table(self, table: Table) -> None:
        """Columns as wide as their cells; the last one of words may wrap, a wide first is cut."""
        rows = [table.columns, *table.rows]
        widths = [max(_columns(row[n]) for row in rows) for n in range(len(table.columns))]
        if table.numbers:
            rest = sum(width + 2 for width in widths[1:])
            widths[0] = max(min(widths[0], self.width - 2 - rest), 12)
        for n, row in enumerate(rows):
            line = self.table_row(row, widths, numbers=table.numbers)
            self.say(click.style(line, dim=True) if n == 0 else line, self.results)

    def table_row(self, row: Sequence[str], widths: Sequence[int], *, numbers: bool) -> str:
        first = row[0]
        if _columns(first) > widths[0]:
            first = first[: widths[0] - 1] + "…"
        cells = [first + " " * (widths[0] - _columns(first))]
        for text, width in zip(row[1:], widths[1:], strict=True):
            space = " " * (width - _columns(text))
            cells.append(space + text if numbers or text.isdigit() else text + space)
        line = "  " + "  ".join(cells).rstrip()
        if numbers or len(line) <= self.width:
            return line
        indent = " " * (2 + sum(width + 2 for width in widths[:-1]))
        return self.wrapped(row[-1], "  " + "  ".join(cells[:-1]) + "  ", indent)


def _columns(text: str) -> int:
    """How wide a text is on a terminal: East Asian wide characters take two columns."""
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _gaps(outcome: Outcome) -> str:
    told = _count(len(outcome.flags), "gap") if outcome.flags else "no gaps"
    return f"{told} in {_competencies(outcome.competencies)}"


def _competencies(n: int) -> str:
    return _count(n, "competency", "competencies")


def _count(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
