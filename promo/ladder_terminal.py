"""Ladders to words on a terminal: checks and imports."""

from __future__ import annotations

import click

from promo.findings import quote
from promo.importing import Imported
from promo.ladder_files import Checked
from promo.page_terminal import PageTerminal
from promo.pages import counts
from promo.terminal import competencies, totals
from promo.words import counted

_FATES = {
    "guessed": "Guessed",
    "merged": "Merged",
    "kept": "Kept as metadata",
    "skipped": "Skipped",
}


class LadderTerminal(PageTerminal):
    """A terminal that also tells of ladders."""

    def checked_ladder(self, checked: Checked) -> None:
        """Findings, then one closing line."""
        self.findings(checked.findings)
        if self.quiet:
            return
        told = totals(checked.findings)
        if checked.ladder is not None:
            told += f"; {counts(checked.ladder)}"
        if checked.left:
            lines = self.words.listed(map(str, checked.left))
            where = counted(len(checked.left), "line").partition(" ")[2]
            text = f"{where} {lines} got no id: write each text behind `- `, on one line"
            self.say(self.wrapped(text, "", "  "), self.results)
        if checked.written:
            told += f"; {counted(checked.written, 'id')} written"
        if checked.without_id:
            told += f"; {counted(checked.without_id, 'id')} made from words, which change with them"
        self.say(
            click.style(self.wrapped(f"{checked.name}: {told}", "", "  "), bold=True), self.results
        )

    def imported(self, name: str, found: Imported) -> None:
        """What was found, and what became of each text that is not in the ladder as it stood."""
        if self.quiet:
            return
        told = (
            counted(found.levels, "level"),
            competencies(found.competencies),
            counted(found.expectations, "expectation"),
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
