"""The names of a ladder, and words to choose from, as what an editor proposes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TypeAlias

from promo.ladder import BUILT_IN
from promo.model import Competency, Expectation, Ladder, Level
from promo.plain import Plain
from promo.schema.values import ABSENT, ENTRY, TEXT, Schema, any_of

Named: TypeAlias = tuple[str, str]  # a name, and what it stands for


def _constants(named: Iterable[Named]) -> list[Plain]:
    """Each name once, with all that it stands for; also as what an editor takes it for."""
    meanings: dict[str, dict[str, None]] = {}
    for name, meaning in named:
        if name.strip():
            meanings.setdefault(name, {})[" ".join(meaning.split())] = None
    found: list[Plain] = []
    for name, told in meanings.items():
        described = "; ".join(each for each in told if each) or name
        found += ({"const": value, "description": described} for value in _typed(name))
    return found


_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")


def _typed(name: str) -> Iterator[Plain]:
    """A name as text, and as the number or boolean that it is to YAML 1.2."""
    yield name
    if _BOOLEAN.fullmatch(name):
        yield name.lower() == "true"
    elif re.fullmatch("[-+]?[0-9]+", name):
        yield int(name)
    elif _NUMBER.fullmatch(name):
        yield float(name)


def _one_of(named: Iterable[Named]) -> Schema:
    """One of these names, or absent."""
    return any_of(*_constants(named), ABSENT)


def _suggested(named: Iterable[Named]) -> Schema:
    """Any text; an editor proposes these."""
    return any_of(*_constants(named), TEXT)


def choice(meanings: Mapping[Enum, str]) -> Schema:
    """One of the words of an enumeration, each with its meaning, or absent."""
    return _one_of((str(member.value), meaning) for member, meaning in meanings.items())


LADDER_NAME = _suggested((name, "A built-in ladder") for name in BUILT_IN)


class Names:
    """What an evidence file may name: a ladder's ids, titles and aliases, or any text."""

    def __init__(self, ladder: Ladder | None) -> None:
        self.ladder = ladder

    def target(self) -> Schema:
        return _one_of(_targets(self.ladder)) if self.ladder else TEXT

    def level(self) -> Schema:
        return _suggested(_levels(self.ladder.levels)) if self.ladder else TEXT

    def track(self) -> Schema:
        """An empty text is no track; any other that the ladder lacks is refused."""
        empty: Schema = {"type": "string", "maxLength": 0}
        return any_of(*_constants(_tracks(self.ladder)), empty, ABSENT) if self.ladder else TEXT

    def scope(self) -> Schema:
        has_scopes = self.ladder is not None and self.ladder.scopes
        return _one_of(_scopes(self.ladder)) if self.ladder and has_scopes else TEXT

    def competency(self, otherwise: Schema = ENTRY) -> Schema:
        if self.ladder is None:
            return otherwise
        return any_of(*_constants(_competencies(self.ladder.competencies)))

    def expectation(self) -> Schema:
        if self.ladder is None:
            return ENTRY
        ids = _constants((e.id, _told(e, self.ladder)) for e in self.ladder.expectations)
        return any_of(*ids) if ids else {"not": {}}


def _levels(found: Sequence[Level]) -> Iterator[Named]:
    """Ids first: they are what an editor should propose first."""
    for level in found:
        yield level.id, ": ".join(part for part in (level.title, level.summary) if part)
    for level in found:
        for name in level.names:
            if name != level.id:
                yield name, f"The level {level.id}"


def _targets(ladder: Ladder) -> Iterator[Named]:
    """A level's names, and where it is on several tracks each with a track's: `L5 PMM`."""
    yield from _levels(ladder.levels)
    for level in ladder.levels:
        on = ladder.tracks_of(level)
        for track in on if len(on) > 1 else ():
            told = f"The level {level.id} on the track {track.id}"
            yield from ((f"{name} {of}", told) for name in level.names for of in track.names)


def _tracks(ladder: Ladder) -> Iterator[Named]:
    for track in ladder.tracks:
        yield track.id, ": ".join(part for part in (track.title, track.notes) if part)
    for track in ladder.tracks:
        for name in track.names[1:]:
            if name != track.id:
                yield name, f"The track {track.id}"


def _scopes(ladder: Ladder) -> Iterator[Named]:
    for number, scope in enumerate(ladder.scopes, 1):
        titles = ", ".join(level.title for level in ladder.levels if level.scope == scope)
        place = f"Scope {number} of {len(ladder.scopes)}, smallest first"
        yield scope, f"{place}: {titles}" if titles else place


def _competencies(found: Sequence[Competency]) -> Iterator[Named]:
    for competency in found:
        told = ": ".join(part for part in (competency.title, competency.description) if part)
        yield competency.id, f"{told} ({_RISK})" if competency.is_risk else told
    for competency in found:
        for name in (competency.title, *competency.aliases):
            if name != competency.id:
                yield name, f"The competency {competency.id}"


_RISK = "a risk, which evidence cannot meet"


def _told(expectation: Expectation, ladder: Ladder) -> str:
    titles = {competency.id: competency.title for competency in ladder.competencies}
    at = expectation.step or ", ".join(expectation.levels) or "every level"
    return f"{titles[expectation.competency]}, {at}: {expectation.text}"
