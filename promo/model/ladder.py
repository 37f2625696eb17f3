"""The ladder: its parts, asked by name, level, competency and track."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
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

    `sha256` is that of the file and of those that it extends. A track argument of None is the one
    implicit track of a ladder without any.
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
    sha256: str = field(default="", compare=False)

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

    def below(self, level: Level, track: Track | None = None) -> tuple[Level, ...]:
        """Every level on the way to this one on a track, lowest first; on any track if None.

        A level of another track is on the way only where it says that it leads there.
        """
        if (level.id, track) in self._found_below:
            return self._found_below[level.id, track]
        ways = [(level, on) for on in ((track,) if track else self.tracks_of(level) or (None,))]
        found: dict[tuple[str, str], Level] = {}
        while ways:
            to, on = ways.pop()
            for other in self.levels:
                for via in self._ways(other, to, on):
                    key = other.id, via.id if via else ""
                    if key not in found:
                        found[key] = other
                        ways.append((other, via))
        ids = {id for id, _ in found}
        below = tuple(other for other in self._by_rank if other.id in ids)
        self._found_below[level.id, track] = below
        return below

    @cached_property
    def _found_below(self) -> dict[tuple[str, Track | None], tuple[Level, ...]]:
        return {}

    def _ways(self, lower: Level, to: Level, on: Track | None) -> tuple[Track | None, ...]:
        """The tracks on which one goes on down from `lower`, when it leads to `to`; else none."""
        if lower.rank >= to.rank or to.id not in self._next[lower.id]:
            return ()
        tracks = self.tracks_of(lower)
        if not tracks or on in tracks:
            implied = lower.leads_to or to in self._next_ranks(lower, on)
            return (on,) if implied else ()
        return tracks if lower.leads_to else ()

    @cached_property
    def _by_id(self) -> Mapping[str, Level]:
        return {level.id: level for level in self.levels}

    @cached_property
    def _by_rank(self) -> tuple[Level, ...]:
        return tuple(sorted(self.levels, key=lambda level: level.rank))

    @cached_property
    def _next(self) -> Mapping[str, tuple[str, ...]]:
        found = {}
        for level in self.levels:
            ranks = [self._next_ranks(level, on) for on in self.tracks_of(level) or (None,)]
            implied = dict.fromkeys(other.id for higher in ranks for other in higher)
            found[level.id] = level.leads_to or tuple(implied)
        return found

    def _next_ranks(self, level: Level, on: Track | None) -> tuple[Level, ...]:
        """The levels of the next rank on a track."""
        above = (o for o in self._on_track[on.id if on else ""] if o.rank > level.rank)
        first = next(above, None)
        if first is None:
            return ()
        return (first, *takewhile(lambda other: other.rank == first.rank, above))

    @cached_property
    def _on_track(self) -> Mapping[str, tuple[Level, ...]]:
        """The levels of each track by rank; all of them where the ladder has no tracks."""
        found = {
            t.id: tuple(o for o in self._by_rank if t in self.tracks_of(o)) for t in self.tracks
        }
        return {"": self._by_rank, **found}

    # Cells

    def expectations_of(
        self, level: Level, competency: Competency, track: Track | None = None
    ) -> tuple[Expectation, ...]:
        """One cell of the ladder on one track; empty means that it is not assessed there.

        Where the ladder assesses lower levels too, theirs come first.
        """
        if competency.weight_on(track) == 0:
            return ()
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

    def stands_at(self, target: Target, expectation: Expectation) -> str:
        """The title of an expectation's step, or of the lowest level below that has it."""
        if expectation.step:
            steps = (
                s for c in self.competencies for s in c.scale if c.id == expectation.competency
            )
            return next((s.title for s in steps if s.id == expectation.step), "")
        at = expectation.levels
        below = self.below(*target)
        return next((low.title for low in below if not at or low.id in at), "")

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
        below = [other.id for other in self.below(level, track)]
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

    @cached_property
    def risk_ids(self) -> frozenset[str]:
        """The competencies that evidence can never meet."""
        return frozenset(competency.id for competency in self.competencies if competency.is_risk)

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
