"""(Ladder, Level, EvidenceFile, as-of date) to an Assessment: counts, never a verdict. Pure.

The rules and their default numbers are the design's policy for "enough"; each number can be set
by the ladder, a level or a competency, and keeps the name of who set it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, IntEnum
from typing import NamedTuple

from promo.findings import Finding
from promo.model import (
    POLICY_LINES,
    Competency,
    Corroboration,
    EvidenceFile,
    EvidenceItem,
    Expectation,
    Ignored,
    Ladder,
    Level,
    Policy,
    PolicySource,
    Responsibility,
    Target,
    Track,
    Waiver,
    WorkStatus,
    match_key,
)

TOOL_POLICY = Policy(
    items=2, projects=2, recent_months=12, measured=1, at_scope=1, sustained_months=0
)
HEADLINES = 3
SPAN_MONTHS = 6
FEEDBACK_PEOPLE = 3
RECENT_DAYS = 90
MOST_TAGS = 3


class Status(IntEnum):
    """How much evidence there is, in counts; the order is from least to most."""

    MISSING = 0
    THIN = 1
    COVERED = 2
    STRONG = 3


class Rule(Enum):
    """The lines of COVERED."""

    ITEMS = "items"
    PROJECTS = "projects"
    RECENT = "recent_months"
    MEASURED = "measured"
    AT_SCOPE = "at_scope"
    SUSTAINED = "sustained_months"


class PolicyNumber(NamedTuple):
    """A number of the policy and who set it."""

    value: int
    source: PolicySource


class Line(NamedTuple):
    """One line of the policy for one coverage: `have` items or projects, `need` of them.

    `absent` counts accepted items that lack the project, date or scope asked for. For RECENT,
    `months` is the window and `newest` the latest end; for AT_SCOPE, `scope` is the level's. For
    SUSTAINED, `have` and `need` are calendar months from the first start to the last end.
    """

    rule: Rule
    have: int
    need: int
    source: PolicySource
    absent: int = 0
    months: int = 0
    newest: date | None = None
    scope: str = ""

    @property
    def met(self) -> bool:
        return self.have >= self.need


class Coverage(NamedTuple):
    """A competency, or one expectation of it, with its accepted items, status and reasons.

    `lines` are the policy's lines in order, met or not. `expectations` are the coverages of the
    cell when an item names at least one of them, else empty. `required` and `weight` are the
    ladder's on the target's track; an optional one is never a gap.
    """

    competency: Competency
    status: Status
    items: tuple[EvidenceItem, ...]
    lines: tuple[Line, ...]
    required: bool = False
    optional: bool = False
    weight: float | None = None
    expectation: Expectation | None = None
    support: tuple[str, ...] = ()
    corroborated: int = 0
    waiver: Waiver | None = None
    expectations: tuple[Coverage, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Missing or thin, asked for, and not waived."""
        return self.status <= Status.THIN and self.waiver is None and not self.optional

    @property
    def failing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.met)


class NotCounted(Enum):
    """Why an item counts nowhere."""

    UNTAGGED = "untagged"
    IN_PROGRESS = "in-progress"
    OBSERVER = "observer"
    LATER = "later"
    NOT_ASSESSED = "not-assessed"
    RISK = "risk"


class PacketRule(Enum):
    """Lines about the packet as a whole; they are flags and change no exit code."""

    HEADLINES = "headlines"
    SPAN = "span"
    FEEDBACK = "feedback"
    FEEDBACK_LEVEL = "feedback-level"
    CLUSTERED = "clustered"
    SPREAD = "spread"


class PacketLine(NamedTuple):
    """One packet-wide line that is not met: what there is, what is expected, of which items."""

    rule: PacketRule
    have: int
    need: int
    items: tuple[EvidenceItem, ...] = ()
    unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Everything counted about one evidence file; pure data, from which all outputs are made.

    `ignored` are the warnings that are not told, `to_judge` checks that only a person can decide.
    """

    ladder: Ladder
    level: Level
    track: Track | None
    evidence: EvidenceFile
    as_of: date
    coverages: tuple[Coverage, ...]
    not_assessed: tuple[Competency, ...]
    not_counted: tuple[tuple[EvidenceItem, NotCounted], ...]
    packet_lines: tuple[PacketLine, ...]
    findings: tuple[Finding, ...]
    ignored: tuple[Ignored, ...] = ()
    to_judge: tuple[str, ...] = ()

    @property
    def target(self) -> Target:
        return Target(self.level, self.track)

    @property
    def gaps(self) -> tuple[Coverage, ...]:
        """Gaps, worst first: required ones, then missing, the heaviest, the most reasons."""
        gaps = [coverage for coverage in self.coverages if coverage.is_gap]
        return tuple(
            sorted(
                gaps,
                key=lambda c: (not c.required, c.status, -(c.weight or 0), -len(c.failing)),
            )
        )

    @property
    def waived(self) -> tuple[Coverage, ...]:
        return tuple(coverage for coverage in self.coverages if coverage.waiver is not None)

    @property
    def accepted(self) -> tuple[EvidenceItem, ...]:
        left_out = {item.id for item, _ in self.not_counted}
        return tuple(item for item in self.evidence.items if item.id not in left_out)


def assess(
    ladder: Ladder,
    level: Level,
    evidence: EvidenceFile,
    as_of: date,
    findings: Iterable[Finding] = (),
    track: Track | None = None,
) -> Assessment:
    """Count the evidence against one level of a ladder, on a track if it has some, as of a date."""
    competencies = ladder.assessed_at(level, track)
    not_counted = {item.id: reason for item in evidence.items if (reason := _why_not(item, as_of))}
    ids = {competency.id for competency in competencies}
    for item in evidence.items:
        if item.id not in not_counted and not ids.intersection(item.competencies):
            only_risks = ladder.risk_ids.issuperset(item.competencies)
            not_counted[item.id] = NotCounted.RISK if only_risks else NotCounted.NOT_ASSESSED
    accepted = [item for item in evidence.items if item.id not in not_counted]
    return Assessment(
        ladder=ladder,
        level=level,
        track=track,
        evidence=evidence,
        as_of=as_of,
        coverages=tuple(
            _cover_competency(Target(level, track), ladder, competency, accepted, evidence, as_of)
            for competency in competencies
        ),
        not_assessed=tuple(c for c in ladder.competencies if c.id not in ids | ladder.risk_ids),
        not_counted=tuple(
            (item, not_counted[item.id]) for item in evidence.items if item.id in not_counted
        ),
        packet_lines=tuple(_packet_lines(ladder, level, evidence, accepted, as_of)),
        findings=tuple(findings),
    )


def _why_not(item: EvidenceItem, as_of: date) -> NotCounted | None:
    if item.status is not WorkStatus.DONE:
        return NotCounted.IN_PROGRESS
    if item.responsibility is Responsibility.OBSERVER:
        return NotCounted.OBSERVER
    if item.period is not None and item.period.start > as_of:
        return NotCounted.LATER
    return None if item.competencies else NotCounted.UNTAGGED


def policy_for(
    ladder: Ladder, level: Level, competency: Competency | None = None
) -> dict[str, PolicyNumber]:
    """Every number of the policy with who set it: competency, level, ladder, else the tool."""
    sources = (
        (competency.policy if competency else Policy(), PolicySource.COMPETENCY),
        (level.policy, PolicySource.LEVEL),
        (ladder.policy, PolicySource.LADDER),
        (TOOL_POLICY, PolicySource.TOOL),
    )
    numbers = {}
    for name in POLICY_LINES:
        values = ((getattr(policy, name), source) for policy, source in sources)
        numbers[name] = next(PolicyNumber(v, source) for v, source in values if v is not None)
    return numbers


class _Yardstick(NamedTuple):
    """What one coverage is held against."""

    policy: dict[str, PolicyNumber]
    ladder: Ladder
    scope: str
    as_of: date
    candidate: str


def _cover_competency(
    target: Target,
    ladder: Ladder,
    competency: Competency,
    accepted: Sequence[EvidenceItem],
    evidence: EvidenceFile,
    as_of: date,
) -> Coverage:
    level, track = target
    policy = policy_for(ladder, level, competency)
    name = evidence.candidate.name
    yardstick = _Yardstick(policy, ladder, level.scope, as_of, match_key(name))
    items = [item for item in accepted if competency.id in item.competencies]
    one = _policy_of_one(policy)
    cell = ladder.expectations_of(level, competency, track)
    named = any(e.id in item.expectations for item in items for e in cell)
    expectations = tuple(
        _cover(
            competency,
            [item for item in items if expectation.id in item.expectations],
            yardstick._replace(policy=one),
            expectation=expectation,
        )
        for expectation in cell
    )
    waivers = {waiver.competency: waiver for waiver in evidence.waivers}
    coverage = _cover(
        competency,
        items,
        yardstick,
        waiver=waivers.get(competency.id),
        expectations=expectations if named else (),
    )
    optional = all(expectation.optional for expectation in cell)
    return coverage._replace(
        required=competency.is_required_on(track) and not optional,
        optional=optional,
        weight=competency.weight_on(track),
    )


def _policy_of_one(policy: dict[str, PolicyNumber]) -> dict[str, PolicyNumber]:
    """What an expectation is held against: one item is enough, and what is off stays off."""
    window = {"recent_months": policy["recent_months"]}
    span = {"sustained_months": policy["sustained_months"]._replace(value=0)}
    one = {line: number._replace(value=min(number.value, 1)) for line, number in policy.items()}
    return one | {"items": policy["items"]._replace(value=1)} | window | span


def _cover(
    competency: Competency,
    items: Sequence[EvidenceItem],
    yardstick: _Yardstick,
    *,
    expectation: Expectation | None = None,
    waiver: Waiver | None = None,
    expectations: tuple[Coverage, ...] = (),
) -> Coverage:
    lines = tuple(_lines(items, yardstick))
    support = _support(items)
    corroborated = sum(_is_corroborated(item, yardstick.candidate) for item in items)
    if not items:
        status = Status.MISSING
    elif not all(line.met for line in lines):
        status = Status.THIN
    else:
        extra = len(items) > yardstick.policy["items"].value
        strong = extra and len(support) >= 2 and corroborated >= 1
        status = Status.STRONG if strong else Status.COVERED
    return Coverage(
        competency=competency,
        expectation=expectation,
        status=status,
        items=tuple(items),
        lines=lines,
        support=support,
        corroborated=corroborated,
        waiver=waiver,
        expectations=expectations,
    )


def _lines(items: Sequence[EvidenceItem], yardstick: _Yardstick) -> Iterable[Line]:
    """The policy's lines that are switched on, met or not."""
    asked = {name: number for name, number in yardstick.policy.items() if number.value > 0}
    if "items" in asked:
        need = asked["items"]
        yield Line(rule=Rule.ITEMS, have=len(items), need=need.value, source=need.source)
    if "projects" in asked:
        yield _projects_line(items, asked["projects"], yardstick.policy["items"].value)
    if "recent_months" in asked:
        yield _recent_line(items, asked["recent_months"], yardstick.as_of)
    if "measured" in asked:
        need = asked["measured"]
        have = sum(bool(item.metrics or item.links) for item in items)
        yield Line(rule=Rule.MEASURED, have=have, need=need.value, source=need.source)
    if "at_scope" in asked and yardstick.scope:
        yield _scope_line(items, asked["at_scope"], yardstick)
    if "sustained_months" in asked:
        yield _sustained_line(items, asked["sustained_months"], yardstick.as_of)


def _projects_line(items: Sequence[EvidenceItem], asked: PolicyNumber, items_asked: int) -> Line:
    """Never more projects than items asked; an item without a project adds none."""
    projects = {match_key(item.project) for item in items if item.project}
    return Line(
        rule=Rule.PROJECTS,
        have=len(projects),
        need=min(asked.value, max(items_asked, 1)),
        source=asked.source,
        absent=sum(not item.project for item in items),
    )


def _recent_line(items: Sequence[EvidenceItem], asked: PolicyNumber, as_of: date) -> Line:
    ends = [item.period.end_by(as_of) for item in items if item.period]
    first_day = months_before(as_of, asked.value)
    return Line(
        rule=Rule.RECENT,
        have=sum(end >= first_day for end in ends),
        need=1,
        source=asked.source,
        absent=len(items) - len(ends),
        months=asked.value,
        newest=max(ends, default=None),
    )


def _scope_line(items: Sequence[EvidenceItem], asked: PolicyNumber, yardstick: _Yardstick) -> Line:
    wide_enough = yardstick.ladder.scopes[yardstick.ladder.scopes.index(yardstick.scope) :]
    return Line(
        rule=Rule.AT_SCOPE,
        have=sum(item.scope in wide_enough for item in items),
        need=asked.value,
        source=asked.source,
        absent=sum(not item.scope for item in items),
        scope=yardstick.scope,
    )


def _sustained_line(items: Sequence[EvidenceItem], asked: PolicyNumber, as_of: date) -> Line:
    return Line(
        rule=Rule.SUSTAINED,
        have=_span_months(items, as_of) or 0,
        need=asked.value,
        source=asked.source,
        absent=sum(item.period is None for item in items),
    )


def _support(items: Sequence[EvidenceItem]) -> tuple[str, ...]:
    """The kinds of support among the items: metric, link, corroboration."""
    kinds = (
        ("metric", any(item.metrics for item in items)),
        ("link", any(item.links for item in items)),
        ("corroboration", any(item.corroboration for item in items)),
    )
    return tuple(kind for kind, present in kinds if present)


def _is_corroborated(item: EvidenceItem, candidate: str) -> bool:
    return any(_is_someone_else(voice, candidate) for voice in item.corroboration)


def _is_someone_else(voice: Corroboration, candidate: str) -> bool:
    return match_key(voice.name) not in ("", candidate)


def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier, or that month's last day."""
    year, month = divmod(max(day.year * 12 + day.month - 1 - months, 12), 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Whole calendar months from `first` to `last`."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < min(first.day, monthrange(last.year, last.month)[1]))


def _packet_lines(
    ladder: Ladder,
    level: Level,
    evidence: EvidenceFile,
    accepted: Sequence[EvidenceItem],
    as_of: date,
) -> Iterable[PacketLine]:
    headlines = sum(item.headline for item in accepted)
    if headlines < HEADLINES:
        yield PacketLine(rule=PacketRule.HEADLINES, have=headlines, need=HEADLINES)
    span = _span_months(accepted, as_of)
    if span is not None and span < SPAN_MONTHS:
        yield PacketLine(rule=PacketRule.SPAN, have=span, need=SPAN_MONTHS)
    yield from _feedback_lines(ladder, level, evidence)
    late = _in_last_days(accepted, as_of)
    if len(late) * 2 > len(accepted):
        rule = PacketRule.CLUSTERED
        yield PacketLine(rule=rule, have=len(late), need=len(accepted), items=tuple(late))
    spread = tuple(item for item in accepted if item.tags > MOST_TAGS)
    if spread:
        yield PacketLine(rule=PacketRule.SPREAD, have=len(spread), need=MOST_TAGS, items=spread)


def _span_months(accepted: Sequence[EvidenceItem], as_of: date) -> int | None:
    """Months from the first start to the last end; None without a dated item."""
    periods = [item.period for item in accepted if item.period]
    if not periods:
        return None
    first = min(period.start for period in periods)
    last = max(period.end_by(as_of) for period in periods)
    return months_between(first, last + timedelta(days=1) if last < date.max else last)


def _in_last_days(accepted: Sequence[EvidenceItem], as_of: date) -> list[EvidenceItem]:
    first_day = date.fromordinal(max(as_of.toordinal() - RECENT_DAYS + 1, 1))
    return [item for item in accepted if item.period and item.period.end_by(as_of) >= first_day]


def _feedback_lines(ladder: Ladder, level: Level, evidence: EvidenceFile) -> Iterable[PacketLine]:
    candidate = match_key(evidence.candidate.name)
    voices = [f for f in evidence.feedback if match_key(f.name) not in ("", candidate)]
    people = {match_key(voice.name) for voice in voices}
    if len(people) < FEEDBACK_PEOPLE:
        yield PacketLine(rule=PacketRule.FEEDBACK, have=len(people), need=FEEDBACK_PEOPLE)
    levels = [(voice, ladder.levels_named(voice.level)) for voice in voices]
    if people and not any(at.rank >= level.rank for _, named in levels for at in named):
        unknown = len({match_key(voice.name) for voice, named in levels if not named})
        yield PacketLine(rule=PacketRule.FEEDBACK_LEVEL, have=0, need=1, unknown=unknown)
