"""Drafts to words on a terminal: what was found, what is there already, what was skipped."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence

import click

from promo.collect_files import Collected
from promo.collecting import Draft, Skipped
from promo.findings import quote
from promo.page_terminal import PageTerminal
from promo.source import FORBIDDEN
from promo.words import counted

_GROUPED = 3  # texts skipped for one reason are told in one line if they are more


class CollectTerminal(PageTerminal):
    """A terminal that also tells what was collected."""

    def collected(self, found: Collected, output: str) -> None:
        """Each source in short, then all that is not in the file."""
        if self.quiet:
            return
        for draft in found.drafts:
            self.draft(draft)
        if found.known:
            self.say(f"\n{click.style('There already', bold=True)}", self.results)
        for draft, item in found.known:
            self.listed(f"{draft.place_of(item, draft.source)}: {quote(item.title)}")
        self.say("", self.results)
        if not found.added:
            self.say(f"{output}: nothing new; it is as it was", self.results)

    def draft(self, draft: Draft) -> None:
        undated = len(draft.items) - draft.dated
        told = f"{draft.source}: {counted(len(draft.items), 'item')} from {_KINDS[draft.kind]}"
        told += f", {undated:,} without a date" if undated else ""
        self.say(click.style(self.wrapped(told, "", "  "), bold=True), self.results)
        self.findings(draft.findings)
        if draft.skipped:
            self.say(click.style("Skipped", bold=True), self.results)
        by_reason: dict[str, list[Skipped]] = {}
        for skipped in draft.skipped:
            by_reason.setdefault(skipped.why, []).append(skipped)
        for group in by_reason.values():
            self.skipped(group)

    def skipped(self, skipped: Sequence[Skipped]) -> None:
        """Texts skipped for one reason, in the order of the source."""
        if len(skipped) > _GROUPED:
            first = skipped[0]
            texts = f"{counted(len(skipped), 'text')}, from {quote(_shown(first.text), 30)} on"
            self.listed(f"{_lines(skipped)}{texts}: {first.why}")
            return
        for each in skipped:
            self.listed(f"{_lines([each])}{quote(_shown(each.text))}: {each.why}")

    def listed(self, text: str) -> None:
        self.say(self.wrapped(text, "  ", "    "), self.results)

    def next(self, output: str, *, has_name: bool, has_target: bool) -> None:
        """What to do with a draft."""
        if not self.quiet:
            name = "" if has_name else "write your name into it, "
            target = "" if has_target else " --target LEVEL"
            tag = f"promo tag {shlex.quote(output)}{target}"
            self.note(f"next: {name}read it through, and tag it: {tag}")


def _lines(skipped: Sequence[Skipped]) -> str:
    """Where texts stand: `line 3: `; empty for what is of no line."""
    numbers = {n for each in skipped for n in range(each.line, each.last + 1)}
    shown = _ranges(numbers - {0})
    return f"{'line' if shown.isdigit() else 'lines'} {shown}: " if shown else ""


def _ranges(numbers: Iterable[int]) -> str:
    """Numbers in short: 3, 7–9, 12."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


def _shown(text: str) -> str:
    """A text of the source without what a terminal might obey."""
    return FORBIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


_KINDS = {
    "markdown": "notes",
    "csv": "a table",
    "jira": "a Jira export",
    "xlsx": "a workbook",
    "json-resume": "a JSON Resume",
    "pull-requests": "pull requests",
    "git": "a git history",
}
