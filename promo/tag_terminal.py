"""Untagged items to words on a terminal, and a person's answers to numbers of competencies."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum

import click

from promo.collect_terminal import CollectTerminal
from promo.columns import columns, cut
from promo.model import Competency
from promo.suggesting import Suggester, Suggestion, text_of
from promo.tag_files import Tagging, Untagged
from promo.words import counted

_MOST_WORDS = 6  # of a suggestion that are told
_MOST_LINES = 6  # of an item's text
_MOST_COLUMNS = 300  # of each of them


class Other(Enum):
    """What may be answered in place of numbers."""

    SKIP = "s"
    BACK = "b"
    HELP = "?"
    STOP = "q"


_KEYS = "s to skip, b to go back, ? to read what each asks, q to stop"


class TagTerminal(CollectTerminal):
    """A terminal that asks which competencies an item shows."""

    def listed_items(self, tagging: Tagging, *, suggesting: bool) -> None:
        """Every untagged item, and what its words speak of where that is asked for."""
        for each in tagging.untagged:
            place = click.style(f"{each.item.place}:", bold=True)
            self.say(f"{place} {each.item.title}", self.results)
            for suggestion in each.suggestions if suggesting else ():
                self.listed(_told(suggestion))
            if suggesting and not each.suggestions:
                self.listed("no suggestion: no word of it is in the ladder")
        if not self.quiet:
            untagged = tagging.untagged
            count = counted(len(untagged), "untagged item") if untagged else "no untagged items"
            self.say(click.style(f"{tagging.name}: {count}", bold=True), self.results)

    def ask(
        self, each: Untagged, suggester: Suggester, number: int, of: int
    ) -> tuple[Competency, ...] | Other:
        """The competencies that a person names for an item, or what else there is to do."""
        self.item(each, number, of)
        self.competencies(each.suggestions, suggester.competencies)
        most = len(suggester.competencies)
        while True:
            answer: list[int] | Other = click.prompt(
                "Numbers, s, b, ? or q", value_proc=lambda text: read_answer(text, most), err=True
            )
            if answer is not Other.HELP:
                break
            self.expectations(suggester)
        if isinstance(answer, Other):
            return answer
        return tuple(suggester.competencies[n - 1] for n in answer)

    def keys(self) -> None:
        """What may be answered, told once."""
        told = f"Answer with the numbers of what an item shows, such as 1,3; {_KEYS}."
        self.say(self.wrapped(told, "", ""), sys.stderr)

    def item(self, each: Untagged, number: int, of: int) -> None:
        period = each.item.period
        when = f" ({period.text})" if period else ""
        head = self.wrapped(f"{number} of {of}  {each.item.title}{when}", "", "    ")
        self.say(f"\n{click.style(head, bold=True)}", sys.stderr)
        self.say(f"  {each.item.place}", sys.stderr)
        lines = [line for line in text_of(each.item).split("\n")[1:] if line.strip()]
        for line in lines[:_MOST_LINES]:
            self.say(self.wrapped(cut(line, _MOST_COLUMNS), "  ", "  "), sys.stderr)
        if len(lines) > _MOST_LINES:
            self.say("  …", sys.stderr)

    def competencies(
        self, suggestions: Sequence[Suggestion], competencies: Sequence[Competency]
    ) -> None:
        """The competencies by the same numbers for each item.

        Suggested ones are marked, with the shared words and the line that has most of them.
        """
        by_id = {suggestion.competency.id: suggestion for suggestion in suggestions}
        widest = max(columns(competency.title) for competency in competencies)
        for number, competency in enumerate(competencies, 1):
            suggestion = by_id.get(competency.id)
            mark = click.style("•", fg="cyan") if suggestion else " "
            words = _words(suggestion) if suggestion else ""
            space = " " * (widest - columns(competency.title) + 2)
            beside = columns(words) + widest + 9 <= self.width
            line = f" {mark} {number:>2}  {competency.title}{space if words and beside else ''}"
            self.say(line + (words if beside else ""), sys.stderr)
            if words and not beside:
                self.say(self.wrapped(words, " " * 7, " " * 7), sys.stderr)
            if suggestion and suggestion.expectation:
                text = self.wrapped(suggestion.expectation.text, " " * 7, " " * 7)
                self.say(click.style(text, dim=True), sys.stderr)

    def expectations(self, suggester: Suggester) -> None:
        """What each competency asks for at the level."""
        for number, competency in enumerate(suggester.competencies, 1):
            self.say(click.style(f"   {number:>2}  {competency.title}", bold=True), sys.stderr)
            for expectation in suggester.expectations[competency.id]:
                self.say(self.wrapped(expectation.text, " " * 7 + "• ", " " * 9), sys.stderr)

    def answered(self, named: Sequence[Competency]) -> None:
        """What was written, in words: a wrong number is seen at once."""
        titles = "; ".join(competency.title for competency in named)  # a title may have commas
        self.say(self.wrapped(titles, "  → ", "    "), sys.stderr)

    def taken_back(self) -> None:
        self.say("  the last answer is taken out of the file again", sys.stderr)

    def nothing_before(self) -> None:
        self.say("  this is the first one", sys.stderr)

    def tagged(self, name: str, done: int, left: int) -> None:
        if self.quiet:
            return
        told = f"{counted(done, 'item')} tagged, {left:,} left untagged"
        told = f"{name}: {told if done or left else 'no untagged items'}"
        self.say(click.style(self.wrapped(told, "", "  "), bold=True), self.results)
        if left:
            self.note("the same command goes on with those that are left")
        elif done:
            self.note(f"next: promo check {shlex.quote(name)}")


def read_answer(text: str, most: int) -> list[int] | Other:
    """The numbers of an answer, each once, or what else it says. Raises UsageError."""
    answer = text.strip().lower()
    with suppress(ValueError):
        return Other(answer)
    parts = answer.replace(",", " ").split()
    if not parts or not all(part.isascii() and part.isdigit() for part in parts):
        raise click.UsageError(f"write numbers such as 1,3; {_KEYS}")
    numbers = list(dict.fromkeys(int(part) for part in parts))
    if not all(1 <= number <= most for number in numbers):
        raise click.UsageError(f"the numbers are 1 to {most}")
    return numbers


def _told(suggestion: Suggestion) -> str:
    line = f": {suggestion.expectation.id}" if suggestion.expectation else ""
    return f"{suggestion.competency.id}{line} ({_words(suggestion)})"


def _words(suggestion: Suggestion) -> str:
    more = ", …" if len(suggestion.words) > _MOST_WORDS else ""
    return ", ".join(suggestion.words[:_MOST_WORDS]) + more
