"""What a ladder is made of, frozen: tracks, levels, competencies, expectations, policy.

Nouns are named tuples: Python makes one in a quarter of the time that a dataclass takes, which
every start of the program pays.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Link(NamedTuple):
    """A checked http, https or mailto address and the words it is shown by."""

    title: str
    url: str


class Policy(NamedTuple):
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


class Years(NamedTuple):
    """Years of experience: information, never counted. Hard ones are for the committee to check."""

    minimum: int | None = None
    maximum: int | None = None
    note: str = ""
    hard: bool = False


class TimeInLevel(NamedTuple):
    """How many months people usually stay at a level: information."""

    min_months: int | None = None
    max_months: int | None = None
    note: str = ""


class Equivalent(NamedTuple):
    """A title outside the ladder, and when it is the same."""

    title: str
    note: str = ""


class Points(NamedTuple):
    """The points that a level asks for, summed over the steps that people give."""

    minimum: int | None = None
    maximum: int | None = None


class Track(NamedTuple):
    """One of several ways up a ladder, such as individual contributor and manager."""

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    notes: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.id, self.title, *self.aliases)


class Level(NamedTuple):
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


class Step(NamedTuple):
    """One step of a competency's own scale; `points` where the ladder adds them up."""

    id: str
    title: str
    points: int | None = None


class Competency(NamedTuple):
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


class Expectation(NamedTuple):
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


class Check(NamedTuple):
    """What strong evidence shows, item by item, with a weak and a strong example."""

    id: str
    text: str
    weak: str = ""
    strong: str = ""
    tests: str = ""
    tracks: tuple[str, ...] = ()


class LadderSource(NamedTuple):
    """Where a ladder's text comes from; an unofficial one says so in every packet."""

    name: str = ""
    url: str = ""
    licence: str = ""
    unofficial: bool = False
