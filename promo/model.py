"""The nouns of promo, frozen: ladders, candidates, evidence. No behaviour beyond derived facts."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property, lru_cache

from promo.findings import Location
from promo.prose import Prose


@lru_cache(maxsize=4096)
def match_key(name: str) -> str:
    """What two spellings of one name share: NFC, no case, no spaces, no punctuation.

    A name of signs alone is its own key.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return "".join(filter(is_of_a_word, folded)) or folded.strip()


def is_of_a_word(character: str) -> bool:
    """Letters, digits and marks: in Thai or Hindi a vowel sign tells two words apart."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The counted rules for "enough" as one place states them; None where it says nothing.

    `items` and `projects` are counts, `recent_months` calendar months, `measured` and `at_scope`
    counts of items; 0 switches a line off.
    """

    items: int | None = None
    projects: int | None = None
    recent_months: int | None = None
    measured: int | None = None
    at_scope: int | None = None


POLICY_LINES = ("items", "projects", "recent_months", "measured", "at_scope")


class PolicySource(Enum):
    """Who set a number of the policy."""

    TOOL = "tool"
    LADDER = "ladder"
    LEVEL = "level"
    COMPETENCY = "competency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Years of experience that a level mentions: information, never a rule."""

    minimum: int | None = None
    maximum: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A title outside the ladder, and when it is the same."""

    title: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of a ladder; `scope` is one of the ladder's scopes, or empty."""

    id: str
    title: str
    rank: int
    aliases: tuple[str, ...] = ()
    summary: str = ""
    scope: str = ""
    years: Years | None = None
    equivalents: tuple[Equivalent, ...] = ()
    policy: Policy = Policy()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, self.title, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """What is assessed. A required one comes first among the flags."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    group: str = ""
    required: bool = False
    policy: Policy = Policy()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One observable behaviour of a competency at a level; `target` is a number to look for."""

    id: str
    level: str
    competency: str
    text: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderSource:
    """Where a ladder's text comes from; an unofficial one says so in every packet."""

    name: str = ""
    url: str = ""
    licence: str = ""
    unofficial: bool = False


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """A career ladder: levels by rank, competencies in its order, expectations per cell."""

    id: str
    title: str
    levels: tuple[Level, ...]
    competencies: tuple[Competency, ...]
    expectations: tuple[Expectation, ...]
    version: str = ""
    notes: str = ""
    scopes: tuple[str, ...] = ()
    source: LadderSource = LadderSource()
    policy: Policy = Policy()

    @cached_property
    def _levels_by_name(self) -> Mapping[str, Level]:
        return {match_key(name): level for level in self.levels for name in level.names}

    @cached_property
    def _competencies_by_tag(self) -> Mapping[str, tuple[Competency, ...]]:
        """An id or title names one competency; an alias may stand for several."""
        own = {match_key(name): (c,) for c in self.competencies for name in c.names}
        shared: dict[str, list[Competency]] = {}
        for competency in self.competencies:
            for key in {match_key(alias) for alias in competency.aliases}:
                shared.setdefault(key, []).append(competency)
        return {**{key: tuple(found) for key, found in shared.items()}, **own}

    @cached_property
    def _expectations_by_id(self) -> Mapping[str, Expectation]:
        return {match_key(e.id): e for e in self.expectations}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], tuple[Expectation, ...]]:
        cells: dict[tuple[str, str], list[Expectation]] = {}
        for e in self.expectations:
            cells.setdefault((e.level, e.competency), []).append(e)
        return {cell: tuple(found) for cell, found in cells.items()}

    def level_named(self, name: str) -> Level | None:
        """The level whose id, title or alias is `name`."""
        return self._levels_by_name.get(match_key(name))

    def competencies_tagged(self, tag: str) -> tuple[Competency, ...]:
        """The competencies that `tag` stands for, in ladder order; none when it is unknown."""
        return self._competencies_by_tag.get(match_key(tag), ())

    def expectation_named(self, name: str) -> Expectation | None:
        return self._expectations_by_id.get(match_key(name))

    def expectations_of(self, level: Level, competency: Competency) -> tuple[Expectation, ...]:
        """One cell of the ladder; empty means that it is not assessed at this level."""
        return self._cells.get((level.id, competency.id), ())

    def assessed_at(self, level: Level) -> tuple[Competency, ...]:
        return tuple(c for c in self.competencies if self.expectations_of(level, c))


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
