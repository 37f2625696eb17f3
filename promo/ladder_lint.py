"""What is legal in a ladder and still worth a second look: warnings of `promo ladder check`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from promo.fields import Notes
from promo.findings import Finding, in_order, quote
from promo.model import Expectation, Ladder, match_key
from promo.source import Node

# Words that say nothing that two readers would see alike; a line that has one is vague.
VAGUE = (
    "appropriate",
    "appropriately",
    "as needed",
    "as required",
    "best in class",
    "effectively",
    "etc",
    "excellent",
    "exceptional",
    "exceptionally",
    "generally",
    "good",
    "great",
    "outstanding",
    "rock star",
    "rockstar",
    "ninja",
    "strong",
    "stuff",
    "tbd",
    "team player",
    "things",
    "todo",
    "usually",
    "various",
    "well with",
    "where possible",
    "works well",
    "world class",
)
_VAGUE = re.compile(
    rf"\b(?:{'|'.join(word.replace(' ', '[ -]') for word in VAGUE)})\b", re.IGNORECASE
)
FEWEST_WORDS = 2


def lint(ladder: Ladder, notes: Notes) -> tuple[Finding, ...]:
    """The warnings about a ladder that was read without an error, in the file's order.

    What a base ladder states is not told of again: it is not in the file.
    """
    before = len(notes.found)
    _Lint(ladder, notes).run()
    return in_order(notes.found[before:])


class _Lint:
    def __init__(self, ladder: Ladder, notes: Notes) -> None:
        self.ladder = ladder
        self.notes = notes

    def run(self) -> None:
        self.empty_levels()
        self.empty_competencies()
        self.unused_tracks_and_steps()
        self.levels_without_scope()
        self.ways_that_lead_nowhere()
        self.lines_that_hold_nowhere()
        self.repeated_lines()
        self.vague_lines()

    def add(self, code: str, kind: str, id: str, message: str, help: str, many: str = "") -> None:
        node: Node | None = self.notes.where(kind, id)
        if node is not None:
            self.notes.add(code, node, message, help, many)

    def empty_levels(self) -> None:
        for level in self.ladder.levels:
            for track in self.ladder.tracks_of(level) or (None,):
                if not self.ladder.assessed_at(level, track):
                    on = f" on track {track.id}" if track else ""
                    message = f"no competency is assessed at {quote(level.id)}{on}"
                    help = "add expectations, or delete the level"
                    self.add("LD010", "level", level.id, message, help)

    def empty_competencies(self) -> None:
        used = {e.competency for e in self.ladder.expectations}
        for competency in self.ladder.competencies:
            if competency.id not in used:
                message = f"{quote(competency.id)} has no expectation at any level"
                help = "add expectations, or delete the competency"
                self.add("LD011", "competency", competency.id, message, help)

    def unused_tracks_and_steps(self) -> None:
        on = {track.id for level in self.ladder.levels for track in self.ladder.tracks_of(level)}
        for track in self.ladder.tracks:
            if track.id not in on:
                message = f"no level is on the track {quote(track.id)}"
                self.add("LD012", "track", track.id, message, "name it under a level, or delete it")
        for competency in self.ladder.competencies:
            asked = {level.step_of(competency.id) for level in self.ladder.levels}
            with_lines = {e.step for e in self.ladder.expectations if e.competency == competency.id}
            for step in competency.scale:
                if step.id in asked and step.id not in with_lines:
                    message = f"a level asks for step {quote(step.id)}, which has no expectation"
                    help = f"add expectations under `{competency.id}: {step.id}:`"
                    self.add("LD012", "competency", competency.id, message, help)
            if competency.scale and not asked & {step.id for step in competency.scale}:
                message = f"no level asks for a step of {quote(competency.id)}"
                help = "name its step for each level under `requirements:`"
                self.add("LD012", "competency", competency.id, message, help)

    def levels_without_scope(self) -> None:
        if not self.ladder.scopes:
            return
        for level in self.ladder.levels:
            if not level.scope:
                message = f"{quote(level.id)} has no scope, though the ladder names scopes"
                help = "add `scope:`; until then no item is asked to reach one"
                self.add("LD013", "level", level.id, message, help)

    def repeated_lines(self) -> None:
        earlier: dict[tuple[str, str], list[Expectation]] = {}
        for e in self.ladder.expectations:
            same = earlier.setdefault((e.competency, match_key(e.text)), [])
            before = next((o for o in same if _overlap(o.tracks, e.tracks)), None)
            same.append(e)
            if before is not None:
                message = f"{quote(e.text)} says what {before.id} says"
                help = "say what is more at the higher level, or write it once with `at: [...]`"
                self.add("LD014", "expectation", e.id, message, help, "{n} lines repeat another")

    def lines_that_hold_nowhere(self) -> None:
        on = {
            level.id: {t.id for t in self.ladder.tracks_of(level)} for level in self.ladder.levels
        }
        for e in self.ladder.expectations:
            levels = e.levels or tuple(on)
            if e.tracks and not e.step and not any(on[id] & set(e.tracks) for id in levels):
                message = f"{quote(e.text)} is for a track that its level is not on"
                help = "correct `tracks:` of the line or of the level"
                self.add("LD012", "expectation", e.id, message, help)

    def ways_that_lead_nowhere(self) -> None:
        ranks = {level.id: level.rank for level in self.ladder.levels}
        for level in self.ladder.levels:
            for id in level.leads_to:
                if ranks[id] <= level.rank:
                    message = f"{quote(level.id)} leads to {quote(id)}, which is not above it"
                    self.add("LD012", "level", level.id, message, "correct `leads_to:` or the rank")

    def vague_lines(self) -> None:
        for e in self.ladder.expectations:
            for found in _why_vague(e.text):
                help = "say what can be seen: what is done, for whom, how often, how far"
                message = f"{quote(e.text)} is vague: {found}"
                self.add("LD015", "expectation", e.id, message, help)


def _why_vague(text: str) -> Iterator[str]:
    if word := _VAGUE.search(text):
        yield f"it says {quote(word[0])}"
    elif text.isascii() and len(text.split()) < FEWEST_WORDS:  # not every script parts words
        yield "it is one word"


def _overlap(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two lines hold on one track; none stands for every track."""
    return not some or not others or bool(set(some) & set(others))
