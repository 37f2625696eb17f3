"""A candidate and the evidence, as loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from promo.findings import Location
from promo.model.parts import Link
from promo.prose import Prose


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


class Metric(NamedTuple):
    """A measured change; the only numbers that promo counts besides links."""

    name: str = ""
    baseline: str = ""
    result: str = ""
    window: Period | None = None
    method: str = ""


class Corroboration(NamedTuple):
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


class Candidate(NamedTuple):
    """The person assessed; only the name is required."""

    name: str
    current_level: str = ""
    role: str = ""
    team: str = ""
    manager: str = ""


class Feedback(NamedTuple):
    """What somebody says of the candidate as a whole; `level` stays text when unknown."""

    name: str = ""
    role: str = ""
    level: str = ""
    relation: str = ""
    supportive: bool | None = None
    quote: str = ""


class Waiver(NamedTuple):
    """A competency that the organisation does not ask of this candidate, and who agreed."""

    competency: str
    reason: str
    approved_by: str


class PacketDetails(NamedTuple):
    """What the file says of the packet itself; the command line wins over target, ladder, as_of."""

    ladder: str = ""
    target: str = ""
    track: str = ""
    cycle: str = ""
    as_of: date | None = None
    summary: Prose = ()


class Ignore(NamedTuple):
    """Warnings that are not told: a code or the letters that it begins with, and why.

    It holds from line `first` to line `last` of an item, or everywhere where both are 0.
    """

    code: str
    reason: str
    place: Location
    first: int = 0
    last: int = 0


class Ignored(NamedTuple):
    """How many warnings an ignore kept from being told."""

    ignore: Ignore
    warnings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A candidate, the packet's details and the items, as loaded; private items are gone.

    `private_keys` are what their ids and titles match, so that an earlier file in which such an
    item was not private yet does not bring it back. `sha256` is that of the file's bytes.
    """

    name: str
    candidate: Candidate
    details: PacketDetails
    items: tuple[EvidenceItem, ...]
    feedback: tuple[Feedback, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    private_items: int = 0
    ignores: tuple[Ignore, ...] = ()
    private_keys: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    sha256: str = field(default="", compare=False)
