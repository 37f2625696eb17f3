"""The ladder: its parts, asked by name, level, competency and track."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from promo.model.names import match_key
from promo.model.parts import (
    Check,
    Competency,
    Cumulative,
    Expectation,
    LadderSource,
    Level,
    Policy,
    Track,
    Years,
)


class Target(NamedTuple):
    """What a candidate is held against: a level, on a track where it is on several."""

    level: Level
    track: Track | None


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """A career ladder: levels by rank, competencies in its order, expectations per cell.

    A track argument of None is the one implicit track of a ladder without any.
    """

    id: str
    title: str
    levels: tuple[Level, ...]
    competencies: tuple[Competency, ...]
    expectations: tuple[Expectation, ...]
    tracks: tuple[Track, ...] = ()
    version: str = ""
    notes: str = ""
    cumulative: Cumulative = Cumulative.NONE
    scopes: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    source: LadderSource = field(default_factory=LadderSource)
    policy: Policy = field(default_factory=Policy)
    years: Years | None = None
    rules: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    # Names

    @cached_property
    def _targets_by_name(self) -> Mapping[str, tuple[Target, ...]]:
        """A level's names, and each of them with a track's: `L5 PMM`."""
        found: dict[str, dict[Target, None]] = {}
        for level in self.levels:
            tracks = self.tracks_of(level)
            for name in level.names:
                targets = [Target(level, track) for track in tracks or (None,)]
                found.setdefault(match_key(name), {}).update(dict.fromkeys(targets))
                for target in targets:
                    for of_track in target.track.names if target.track else ():
                        key = match_key(f"{name} {of_track}")
                        found.setdefault(key, {})[target] = None
        return {key: tuple(targets) for key, targets in found.items()}

    @cached_property
    def _competencies_by_tag(self) -> Mapping[str, tuple[Competency, ...]]:
        """An id or title names one competency; an alias may stand for several, that one too."""
        shared: dict[str, dict[str, None]] = {}
        for competency in self.competencies:
            for name in (*competency.names, *competency.aliases):
                shared.setdefault(match_key(name), {})[competency.id] = None
        by_id = {c.id: n for n, c in enumerate(self.competencies)}
        return {
            key: tuple(self.competencies[n] for n in sorted(map(by_id.__getitem__, ids)))
            for key, ids in shared.items()
        }

    @cached_property
    def _expectations_by_id(self) -> Mapping[str, Expectation]:
        return {match_key(e.id): e for e in self.expectations}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], tuple[Expectation, ...]]:
        """By competency and by level, or step where the competency has a scale of its own."""
        every = tuple(level.id for level in self.levels)
        cells: dict[tuple[str, str], list[Expectation]] = {}
        for e in self.expectations:
            for at in (e.step,) if e.step else e.levels or every:
                cells.setdefault((e.competency, at), []).append(e)
        return {cell: tuple(found) for cell, found in cells.items()}

    def targets_named(self, name: str, track: str = "") -> tuple[Target, ...]:
        """Every level and track that `name` may mean, on the track named, if one is.

        None: unknown. More than one: it must be said which.
        """
        found = self._targets_by_name.get(match_key(name), ())
        if not track:
            return found
        on = self.track_named(track)
        return tuple(target for target in found if on and target.track == on)

    def levels_named(self, name: str) -> tuple[Level, ...]:
        """The levels whose id, title or alias is `name`: several where tracks share a name."""
        return tuple(dict.fromkeys(target.level for target in self.targets_named(name)))

    def level_named(self, name: str) -> Level | None:
        """The first level whose id, title or alias is `name`."""
        return next(iter(self.levels_named(name)), None)

    def track_named(self, name: str) -> Track | None:
        key = match_key(name)
        return next((t for t in self.tracks if key in map(match_key, t.names)), None)

    def competencies_tagged(self, tag: str) -> tuple[Competency, ...]:
        """The competencies that `tag` stands for, in ladder order; none when it is unknown."""
        return self._competencies_by_tag.get(match_key(tag), ())

    def expectation_named(self, name: str) -> Expectation | None:
        return self._expectations_by_id.get(match_key(name))

    # Levels

    def tracks_of(self, level: Level) -> tuple[Track, ...]:
        """The tracks that a level is on; none where the ladder has none."""
        return tuple(t for t in self.tracks if not level.tracks or t.id in level.tracks)

    def next_after(self, level: Level) -> tuple[Level, ...]:
        """Where a level leads: what it says, else on each of its tracks the next rank."""
        return tuple(self._by_id[id] for id in self._next[level.id])

    def below(self, level: Level) -> tuple[Level, ...]:
        """Every level on the way to this one, lowest first."""
        return tuple(other for other in self._by_rank if other.id in self._below[level.id])

    @cached_property
    def _by_id(self) -> Mapping[str, Level]:
        return {level.id: level for level in self.levels}

    @cached_property
    def _by_rank(self) -> tuple[Level, ...]:
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    @cached_property
    def _next(self) -> Mapping[str, tuple[str, ...]]:
        return {level.id: level.leads_to or tuple(self._next_ranks(level)) for level in self.levels}

    def _next_ranks(self, level: Level) -> dict[str, None]:
        found: dict[str, None] = {}
        for track in self.tracks_of(level) or (None,):
            higher = [
                other
                for other in self._by_rank
                if other.rank > level.rank and (track is None or track in self.tracks_of(other))
            ]
            found.update((other.id, None) for other in higher if other.rank == higher[0].rank)
        return found

    @cached_property
    def _below(self) -> Mapping[str, frozenset[str]]:
        below: dict[str, frozenset[str]] = {level.id: frozenset() for level in self.levels}
        for level in self._by_rank:
            for id in self._next[level.id]:
                if self._by_id[id].rank > level.rank:
                    below[id] |= below[level.id] | {level.id}
        return below

    # Cells

    def expectations_of(
        self, level: Level, competency: Competency, track: Track | None = None
    ) -> tuple[Expectation, ...]:
        """One cell of the ladder on one track; empty means that it is not assessed there.

        Where the ladder assesses lower levels too, theirs come first.
        """
        own = self._own(level, competency, track)
        if self._cumulative(competency) is Cumulative.ASSESS:
            return tuple(dict.fromkeys((*self._lower(level, competency, track), *own)))
        return own

    def context_of(
        self, level: Level, competency: Competency, track: Track | None = None
    ) -> tuple[Expectation, ...]:
        """What lower levels or steps expect, where the ladder has it printed and not counted."""
        if self._cumulative(competency) is not Cumulative.CONTEXT:
            return ()
        own = self._own(level, competency, track)
        lower = dict.fromkeys(self._lower(level, competency, track))
        return tuple(e for e in lower if e not in own)

    def stands_at(self, level: Level, expectation: Expectation) -> str:
        """The title of an expectation's step, or of the lowest level below `level` that has it."""
        if expectation.step:
            steps = (
                s for c in self.competencies for s in c.scale if c.id == expectation.competency
            )
            return next((s.title for s in steps if s.id == expectation.step), "")
        at = expectation.levels
        return next((low.title for low in self.below(level) if not at or low.id in at), "")

    def _cumulative(self, competency: Competency) -> Cumulative:
        return competency.cumulative or self.cumulative

    def _own(
        self, level: Level, competency: Competency, track: Track | None
    ) -> tuple[Expectation, ...]:
        at = level.step_of(competency.id) if competency.scale else level.id
        return self._cell(competency, at, track)

    def _lower(
        self, level: Level, competency: Competency, track: Track | None
    ) -> Iterator[Expectation]:
        below = [other.id for other in self.below(level)]
        if competency.scale:
            steps = [step.id for step in competency.scale]
            asked = level.step_of(competency.id)
            below = steps[: steps.index(asked)] if asked in steps else []
        for at in below:
            yield from self._cell(competency, at, track)

    def _cell(
        self, competency: Competency, at: str, track: Track | None
    ) -> tuple[Expectation, ...]:
        cell = self._cells.get((competency.id, at), ())
        if track is None:
            return cell
        return tuple(e for e in cell if not e.tracks or track.id in e.tracks)

    def assessed_at(self, level: Level, track: Track | None = None) -> tuple[Competency, ...]:
        """The competencies that evidence is counted for: no risks, none of weight 0."""
        return tuple(
            c
            for c in self.competencies
            if not c.is_risk and c.weight_on(track) != 0 and self.expectations_of(level, c, track)
        )

    def risks_at(self, level: Level, track: Track | None = None) -> tuple[Competency, ...]:
        """The competencies whose lines a committee is to rule out."""
        risks = (c for c in self.competencies if c.is_risk)
        return tuple(c for c in risks if self.expectations_of(level, c, track))
