"""What a check found to words on a terminal: gaps, what would close them, likely questions."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from promo import phrases
from promo.assess import Assessment, Coverage
from promo.findings import Finding
from promo.ladder import BUILT_IN, DEFAULT
from promo.load import STDIN, name_of
from promo.next_steps import next_steps, step_text
from promo.terminal import COLOURS, NARROW, Terminal, competencies, totals
from promo.words import counted


class CheckTerminal(Terminal):
    """A terminal that also tells what a check found."""

    tells_each = "-v"

    def checked(
        self,
        path: str,
        result: Assessment | tuple[Finding, ...],
        *,
        verbose: bool = False,
        questions: bool = False,
    ) -> None:
        """Findings, then gaps with what to do next, then one closing line."""
        if not isinstance(result, Assessment):
            self.findings(result, each=verbose)
            told = [finding for finding in result if finding.is_error or not self.quiet]
            self.say(click.style(f"{path}: {totals(told)}", bold=True), self.results)
            return
        self.findings(result.findings, each=verbose)
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
        self.next_steps(path, result)
        if questions:
            self.questions(result)
        if shown or result.packet_lines or questions:
            self.say("", self.results)
        self.set_aside(result)
        self.closing(path, result)

    def coverages(self, a: Assessment, shown: Sequence[Coverage]) -> None:
        """Status and title, and under the title why and what to do next; once for equal gaps."""
        margin = " " * (13 if self.width >= NARROW else 4)
        told = [(coverage, tuple(self.notes(a, coverage))) for coverage in shown]
        for (_, notes), group in groupby(told, lambda one: (one[0].is_gap or one[0], one[1])):
            same = [coverage for coverage, _ in group]
            for coverage in same:
                self.coverage(coverage)
            for note in notes:
                if len(same) > 1:
                    note = note.replace("Do next:", "Do next, for each:", 1)
                self.say(self.wrapped(note, margin, margin), self.results)

    def coverage(self, coverage: Coverage) -> None:
        mark = f"{phrases.DOTS[coverage.status]} "
        mark += f"{phrases.status_label(self.words, coverage.status):<8}"
        required = "  (required)" if coverage.required else ""
        required = "  (optional)" if coverage.optional else required
        title = self.wrapped(coverage.competency.title, " " * 13, " " * 13).lstrip()
        title = click.style(title, bold=True)
        mark = click.style(mark, fg=COLOURS[coverage.status])
        self.say(f"{mark} {title}{required}", self.results)

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

    def next_steps(self, path: str, a: Assessment) -> None:
        """The few things that would close most gaps."""
        steps = next_steps(a)
        untagged = sum(not item.tags and not item.expectations for item in a.evidence.items)
        if steps:
            self.say("", self.results)
            self.say(click.style("What would close most gaps", bold=True), self.results)
        if steps and untagged > len(a.accepted):  # a draft that nobody has gone through yet
            one = "the item that names" if untagged == 1 else f"the {untagged:,} items that name"
            told = f"First tag {one} no competency{_tagging(path, a)}"
            self.say(self.wrapped(told, "", "   "), self.results)
        for number, step in enumerate(steps, 1):
            closed = counted(len(step.covers), "gap")
            titles = "; ".join(c.title for c in step.covers)
            told = step_text(self.words, a, step)
            self.say(self.wrapped(told, f"{number}. ", "   "), self.results)
            self.say(self.wrapped(f"Would close {closed}: {titles}", "   ", "     "), self.results)

    def questions(self, a: Assessment) -> None:
        """What a committee may ask, of each competency and of its items."""
        from promo.questions import follow_ups  # seldom asked for, and so not read at each start

        asked = follow_ups(a, self.words)
        self.say("", self.results)
        self.say(click.style(self.words("heading.questions"), bold=True), self.results)
        if not asked:
            self.say(self.words("questions.none"), self.results)
        for competency, of_it in groupby(asked, lambda each: each.competency):
            self.say(self.wrapped(competency.title, "  ", "    "), self.results)
            for item, of_one in groupby(of_it, lambda each: each.item):
                margin = "    "
                if item:
                    told = f"{item.title} (line {item.place.line})"
                    self.say(self.wrapped(told, margin, margin), self.results)
                    margin = "      "
                for each in of_one:
                    text = self.wrapped(each.text, f"{margin}• ", f"{margin}  ")
                    self.say(text, self.results)

    def set_aside(self, a: Assessment) -> None:
        """What was ignored, with its reason, and what only a person can decide."""
        for ignore, count in a.ignored:
            where = f" on line {ignore.place.line}" if ignore.place.line else ""
            reason = f": {ignore.reason}" if ignore.reason else ""
            told = f"ignored {counted(count, 'warning')} by {ignore.code}{where}{reason}"
            self.say(self.wrapped(told, "", "  "), self.results)
        if a.to_judge:
            told = f"for a person to judge: {'; '.join(a.to_judge)}"
            self.say(self.wrapped(told, "", "  "), self.results)

    def closing(self, path: str, a: Assessment) -> None:
        gaps = counted(len(a.gaps), "gap") if a.gaps else "no gaps"
        waived = f", {len(a.waived):,} waived" if a.waived else ""
        track = f" ({a.track.title})" if a.track else ""
        items = f"{len(a.accepted):,} of {self.words('items', len(a.evidence.items))} counted"
        told = (
            f"{path}: {gaps} in {competencies(len(a.coverages))}{waived}; "
            f"{items if a.evidence.items else 'no items yet'}; "
            f"{a.level.title}{track}, {a.ladder.id}, as of {self.words.day(a.as_of)}"
        )
        self.say(click.style(self.wrapped(told, "", "  "), bold=True), self.results)


def _tagging(path: str, a: Assessment) -> str:
    """The command that asks what untagged items show, where it can be told."""
    said, name = a.evidence.details, a.ladder.id
    # The call may have named another file with a ladder, whose path is not known here.
    if path == name_of(STDIN) or (name not in BUILT_IN and said.ladder in ("", *BUILT_IN)):
        return ""
    command = f": promo tag {shlex.quote(path)}"
    if name in BUILT_IN and name != (said.ladder or DEFAULT):
        command += f" --ladder {name}"
    if a.ladder.targets_named(said.target, said.track) != (a.target,):
        command += f" --target {shlex.quote(a.level.id)}"
        command += f" --track {shlex.quote(a.track.id)}" if a.track else ""
    return command
