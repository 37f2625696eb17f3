"""Untagged items to words on a terminal, and a person's answers to numbers of competencies."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from promo.collect_terminal import CollectTerminal
from promo.columns import columns
from promo.model import Competency
from promo.suggesting import Suggestion, text_of
from promo.tag_files import Tagging, Untagged
from promo.words import counted

_MOST_WORDS = 6  # of a suggestion that are told
_MOST_LINES = 6  # of an item's text
SKIP, STOP = "s", "q"


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
                self.listed("no word of it is one of the ladder's")
        if not self.quiet:
            count = counted(len(tagging.untagged), "untagged item")
            self.say(click.style(f"{tagging.name}: {count}", bold=True), self.results)

    def ask(
        self, each: Untagged, competencies: Sequence[Competency], number: int, of: int
    ) -> tuple[str, ...] | None:
        """The ids that a person names for an item; none to skip it, None to stop."""
        self.item(each, number, of)
        self.choices(each.suggestions, competencies)
        most = len(competencies)
        asked = f"Numbers with commas, {SKIP} to skip, {STOP} to stop"
        answer: list[int] | None = click.prompt(
            asked, value_proc=lambda text: read_answer(text, most), err=True
        )
        return None if answer is None else tuple(competencies[n - 1].id for n in answer)

    def item(self, each: Untagged, number: int, of: int) -> None:
        period = each.item.period
        when = f" ({period.text})" if period else ""
        head = click.style(f"\n{number} of {of}  {each.item.title}{when}", bold=True)
        self.say(f"{head}  {each.item.place}", sys.stderr)
        lines = [line for line in text_of(each.item).split("\n")[1:] if line.strip()]
        for line in lines[:_MOST_LINES]:
            self.say(self.wrapped(line, "  ", "  "), sys.stderr)
        if len(lines) > _MOST_LINES:
            self.say("  …", sys.stderr)

    def choices(
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
            title = competency.title + " " * (widest - columns(competency.title))
            words = f"  {_words(suggestion)}" if suggestion else ""
            self.say(f" {mark} {number:>2}  {title}{words}".rstrip(), sys.stderr)
            if suggestion and suggestion.expectation:
                text = self.wrapped(suggestion.expectation.text, " " * 7, " " * 7)
                self.say(click.style(text, dim=True), sys.stderr)

    def tagged(self, name: str, done: int, left: int) -> None:
        if not self.quiet:
            told = f"{name}: {counted(done, 'item')} tagged, {left:,} left untagged"
            self.say(click.style(told, bold=True), self.results)


def read_answer(text: str, most: int) -> list[int] | None:
    """The numbers of an answer, each once; none for `s`, None for `q`. Raises UsageError."""
    answer = text.strip().lower()
    if answer in (SKIP, STOP):
        return [] if answer == SKIP else None
    parts = answer.replace(",", " ").split()
    if not parts or not all(part.isascii() and part.isdigit() for part in parts):
        raise click.UsageError(f"write numbers such as 1,3, or {SKIP} or {STOP}")
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
