"""Results to words on a terminal: aligned, wrapped, coloured only there; results on stdout."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

from promo import phrases
from promo.assess import Status
from promo.columns import fill
from promo.findings import Finding
from promo.words import Words, counted

if TYPE_CHECKING:
    from promo.build import FlagLine, Outcome

Step = TypeVar("Step")
_GROUPED = 3  # more warnings of one code than this are told in one line
_MOST_LINES = 20
NARROW = 60  # columns; below, texts stand under what they are about, not beside it
# Each can be read on black and on white; yellow cannot on white, nor blue on black.
COLOURS = {
    Status.MISSING: "red",
    Status.THIN: "magenta",
    Status.COVERED: "cyan",
    Status.STRONG: "green",
}
# What a terminal obeys: controls, and what turns the direction of writing, so that a line reads as
# another one. Names of files may hold any of it, and so may what is read; only colours are ours.
_STEERING = {
    code: f"[U+{code:04X}]"
    for code in (
        *(*range(0x09), *range(0x0B, 0x1B), *range(0x1C, 0x20), *range(0x7F, 0xA0)),
        *(*range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    )
}
_NO_COLOUR = re.compile(r"\x1b(?!\[[\d;]*m)")
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
        "✓": "x",
    }
)


class Terminal:
    """Where results and messages go; colours only where a person looks."""

    tells_each = ""  # the option that tells each of many warnings, where there is one

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
        text = _NO_COLOUR.sub("[U+001B]", text.translate(_STEERING))
        encoding = to.encoding or "ascii"
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
        click.echo(text, file=to, color=self.color)

    def progress(
        self, steps: Iterable[Step], total: int, doing: str, things: str
    ) -> Iterator[Step]:
        """What the steps give; on a terminal all at the end, with a line once they take long."""
        if not self._shows_waiting:
            yield from steps
            return
        done: list[Step] = []
        with self.waiting(doing, f"{total:,} {things}" if total > 1 else "") as step_done:
            for step in steps:
                done.append(step)
                step_done()
        yield from done

    def waiting(self, doing: str, things: str = "") -> AbstractContextManager[Callable[[], None]]:
        """A line on a terminal while something takes longer than two seconds."""
        if not self._shows_waiting:
            return nullcontext(lambda: None)
        from promo.waiting import waiting

        return waiting(sys.stderr, self.width, doing, things)

    @property
    def _shows_waiting(self) -> bool:
        return bool(not self.quiet and sys.stderr and sys.stderr.isatty())

    # Findings

    def findings(self, findings: Sequence[Finding], *, each: bool = False) -> None:
        """Errors each on its own; many warnings of one kind in one line, or each as well."""
        shown = [f for f in findings if f.is_error or not self.quiet]
        grouped: dict[str, list[Finding]] = {}
        for finding in shown:
            if finding.many and not each:
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
        also += f" ({self.tells_each} tells each)" if self.tells_each else ""
        self._finding(first, first.many.format(n=f"{len(findings):,}"), also)

    def _finding(self, finding: Finding, message: str, also: str = "") -> None:
        place = click.style(f"{finding.location}:", bold=True)
        code = click.style(finding.code, fg="red" if finding.is_error else "magenta")
        kind = "" if finding.is_error else "warning "
        self.say(f"{place} {kind}{code} {message}", self.messages)
        for note in (also, f"help: {finding.help}" if finding.help else ""):
            if note:
                self.say(self.wrapped(note, "  ", "    "), self.messages)

    def wrapped(self, text: str, first: str, rest: str) -> str:
        return fill(text, self.width, first, rest)

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
        told = f"{outcome.candidate}, {outcome.target}: {_gaps(outcome)}"
        self.say(self.wrapped(told, "  ", "    "), self.results)
        for flag in outcome.flags:
            self.flag(flag)
        if outcome.carried:
            self.carried(outcome)
        if outcome.is_blind:
            told = "a committee copy; the key says who is who: keep it away from the committee"
            self.say(self.wrapped(told, "  ", "  "), self.results)

    def carried(self, outcome: Outcome) -> None:
        """What of an edited packet is in the new one, and in full what is not."""
        self.say(f"  carried over: {outcome.carried}", self.results)
        if outcome.left:
            self.say("  not carried over, and only in the copy that was kept:", self.results)
        for left in outcome.left:
            self.say(self.wrapped(f"{left.place}: {left.text}", "    ", "      "), self.results)
            if left.was:
                self.say(self.wrapped(f"was: {left.was}", "      ", "      "), self.results)

    def flag(self, flag: FlagLine) -> None:
        status = Status.MISSING if flag.dots == phrases.DOTS[Status.MISSING] else Status.THIN
        mark = f"{flag.dots} {flag.label:<8}"
        margin = " " * (15 if self.width >= NARROW else 6)
        told = self.wrapped(f"{flag.title}: {flag.text}", f"  {mark} ", margin)
        self.say(told.replace(mark, click.style(mark, fg=COLOURS[status]), 1), self.results)

    def private(self, path: str, count: int) -> None:
        if count and not self.quiet:
            self.say(f"{path}: {counted(count, 'private item')} left out", sys.stderr)


def _gaps(outcome: Outcome) -> str:
    told = counted(len(outcome.flags), "gap") if outcome.flags else "no gaps"
    return f"{told} in {competencies(outcome.competencies)}"


def totals(findings: Sequence[Finding]) -> str:
    """How many of them are errors, and how many warnings."""
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    told = counted(errors, "error") if errors else "no errors"
    return told + (f", {counted(warnings, 'warning')}" if warnings else "")


def competencies(n: int) -> str:
    return counted(n, "competency", "competencies")
