"""The nouns of promo, frozen: ladders, candidates, evidence. No behaviour beyond derived facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from promo.findings import Location
from promo.prose import Prose

_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())


@lru_cache(maxsize=4096)
def match_key(name: str) -> str:
    """What two spellings of one name share: NFC, no case, no spaces, no punctuation.

    A name of signs alone is its own key.
    """
    if name.isascii():  # twenty times as fast, and most names are
        folded = name.lower()
        return folded.encode().translate(None, _ASCII_SIGNS).decode() or folded.strip()
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    signs = {ord(character): None for character in set(folded) if not is_of_a_word(character)}
    return folded.translate(signs) or folded.strip()


def is_of_a_word(character: str) -> bool:
    """Letters, digits and marks: in Thai or Hindi a vowel sign tells two words apart."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def slug_of(title: str, otherwise: str) -> str:
    """An id made of a title's words, at most 60 characters; `otherwise` for one without words."""
    letters = unicodedata.normalize("NFC", title.lower())
    spaced = "".join(c if is_of_a_word(c) else " " for c in letters)
    return "-".join(spaced.split())[:60].rstrip("-") or otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The counted rules for "enough" as one place states them; None where it says nothing.

    `items` and `projects` are counts, `recent_months` and `sustained_months` calendar months,
    `measured` and `at_scope` counts of items; 0 switches a line off.
    """

    items: int | None = None
    projects: int | None = None
    recent_months: int | None = None
    measured: int | None = None
    at_scope: int | None = None
    sustained_months: int | None = None


POLICY_LINES = ("items", "projects", "recent_months", "measured", "at_scope", "sustained_months")


class PolicySource(Enum):
    """Who set a number of the policy."""

    TOOL = "tool"
    LADDER = "ladder"
    LEVEL = "level"
    COMPETENCY = "competency"


class Cumulative(Enum):
    """What the levels below add to one: nothing, lines to read, or expectations that count."""

    NONE = "none"
    CONTEXT = "context"
    ASSESS = "assess"


class Polarity(Enum):
    """Whether a competency is to be shown, or is a risk that evidence can never meet."""

    EXPECTATION = "expectation"
    RISK = "risk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years of experience: information, never counted. Hard ones are for the committee to check."""

    minimum: int | None = None
    maximum: int | None = None
    note: str = ""
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInLevel:
    """How many months people usually stay at a level: information."""

    min_months: int | None = None
    max_months: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A title outside the ladder, and when it is the same."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """The points that a level asks for, summed over the steps that people give."""

    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One of several ways up a ladder, such as individual contributor and manager."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    notes: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, self.title, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a ladder; `scope` is one of the ladder's scopes, or empty.

    `tracks` are ids, none for a level of every track; `equals` and `leads_to` are ids of levels.
    `steps` are (competency, step) ids that it asks for; `rules` are for the committee to check.
    """

    id: str
    title: str
    rank: int
    aliases: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    summary: str = ""
    scope: str = ""
    years: Years | None = None
    time_in_level: TimeInLevel | None = None
    equals: tuple[str, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()
    leads_to: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()
    policy: Policy = Policy()
    steps: tuple[tuple[str, str], ...] = ()
    points: Points | None = None
    rules: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, self.title, *self.aliases)

    def step_of(self, competency: str) -> str:
        """The step of a competency's own scale that this level asks for; empty for none."""
        return dict(self.steps).get(competency, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a competency's own scale; `points` where the ladder adds them up."""

    id: str
    title: str
    points: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """What is assessed. A required one comes first among the flags.

    `weights` are by track id, "" for every other track; 0 is not assessed on that track.
    `required_on` are track ids, None for not required, () for every track. `scale` is its own
    steps, lowest first, none where the levels are the steps.
    """

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    group: str = ""
    weights: tuple[tuple[str, float], ...] = ()
    required_on: tuple[str, ...] | None = None
    polarity: Polarity = Polarity.EXPECTATION
    scale: tuple[Step, ...] = ()
    cumulative: Cumulative | None = None
    policy: Policy = Policy()
    years: Years | None = None
    rules: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, self.title)

    @property
    def is_risk(self) -> bool:
        return self.polarity is Polarity.RISK

    def weight_on(self, track: Track | None) -> float | None:
        """How heavy it is on a track; None where the ladder does not weigh it."""
        weights = dict(self.weights)
        return weights.get(track.id if track else "", weights.get(""))

    def is_required_on(self, track: Track | None) -> bool:
        if self.required_on is None:
            return False
        return not self.required_on or (track is not None and track.id in self.required_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One observable behaviour of a competency; `target` is a number to look for.

    It holds at `levels` (ids; none for every level) or at one `step` of the competency's scale,
    on `tracks` (none for every track). `kind` is the ladder's own word. An optional one is never
    asked for.
    """

    id: str
    competency: str
    text: str
    levels: tuple[str, ...] = ()
    step: str = ""
    tracks: tuple[str, ...] = ()
    kind: str = ""
    target: str = ""
    optional: bool = False
    examples: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What strong evidence shows, item by item, with a weak and a strong example."""

    id: str
    text: str
    weak: str = ""
    strong: str = ""
    tests: str = ""
    tracks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderSource:
    """Where a ladder's text comes from; an unofficial one says so in every packet."""

    name: str = ""
    url: str = ""
    licence: str = ""
    unofficial: bool = False


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
    source: LadderSource = LadderSource()
    policy: Policy = Policy()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days; a month, quarter or year is its whole length. `end` None is still open."""

    start: date
    end: date | None
    text: str

    def end_by(self, as_of: date) -> date:
        """The last day, or the as-of date if that is earlier or the period is open."""
        return as_of if self.end is None else min(self.end, as_of)


class Responsibility(Enum):
    """The candidate's own part. An observer's item is printed and never counted."""

    OWNER = "owner"
    CO_OWNER = "co-owner"
    CONTRIBUTOR = "contributor"
    OBSERVER = "observer"


class WorkStatus(Enum):
    """Only finished work counts."""

    DONE = "done"
    IN_PROGRESS = "in-progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A measured change; the only numbers that promo counts besides links."""

    name: str = ""
    baseline: str = ""
    result: str = ""
    window: Period | None = None
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A checked http, https or mailto address and the words it is shown by."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corroboration:
    """Someone else's word for an item."""

    name: str = ""
    role: str = ""
    level: str = ""
    relation: str = ""
    quote: str = ""
    date: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One accomplishment. `competencies` and `expectations` are ladder ids, in the order named.

    `situation`, `actions` and `result` are Markdown, all else is plain text. `tags` counts names:
    an alias that stands for two competencies is one tag.
    """

    id: str
    title: str
    place: Location
    period: Period | None = None
    project: str = ""
    tags: int = 0
    competencies: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    responsibility: Responsibility | None = None
    scope: str = ""
    status: WorkStatus = WorkStatus.DONE
    headline: bool = False
    situation: Prose = ()
    actions: Prose = ()
    result: Prose = ()
    metrics: tuple[Metric, ...] = ()
    links: tuple[Link, ...] = ()
    corroboration: tuple[Corroboration, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """The person assessed; only the name is required."""

    name: str
    current_level: str = ""
    role: str = ""
    team: str = ""
    manager: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody says of the candidate as a whole; `level` stays text when unknown."""

    name: str = ""
    role: str = ""
    level: str = ""
    relation: str = ""
    supportive: bool | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A competency that the organisation does not ask of this candidate, and who agreed."""

    competency: str
    reason: str
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketDetails:
    """What the file says of the packet itself; the command line wins over target, ladder, as_of."""

    ladder: str = ""
    target: str = ""
    track: str = ""
    cycle: str = ""
    as_of: date | None = None
    summary: Prose = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A candidate, the packet's details and the items, as loaded; private items are gone."""

    name: str
    candidate: Candidate
    details: PacketDetails
    items: tuple[EvidenceItem, ...]
    feedback: tuple[Feedback, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    private_items: int = 0
