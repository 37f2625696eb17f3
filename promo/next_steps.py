"""What would close most gaps: items to add or to complete, tried out on the assessment. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import NamedTuple

from promo.assess import (
    MOST_TAGS,
    Assessment,
    Coverage,
    Line,
    Rule,
    assess,
    months_before,
)
from promo.findings import Location, quote
from promo.model import (
    Competency,
    EvidenceItem,
    Link,
    Metric,
    Period,
    Responsibility,
    match_key,
)
from promo.words import Words, sentence

MOST_STEPS = 3
_ONCE = (Rule.RECENT, Rule.SUSTAINED)  # one item is enough, however many months are asked


class Asked(NamedTuple):
    """A line of the policy that so many of a step's items have to meet.

    `months` is the window of RECENT and the span of SUSTAINED.
    """

    rule: Rule
    items: int
    months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """Items to add or one to complete, and the competencies that would then be covered.

    `item` is the one to complete; without it `items` new ones are added, tagged with `covers`.
    """

    items: int
    asked: tuple[Asked, ...]
    covers: tuple[Competency, ...]
    item: EvidenceItem | None = None


def next_steps(assessment: Assessment, most: int = MOST_STEPS) -> tuple[NextStep, ...]:
    """The steps that close most gaps, each counted after those before it."""
    return tuple(islice(_steps(assessment), most))


def _steps(assessment: Assessment) -> Iterator[NextStep]:
    before = assessment
    while steps := [*_completions(before), *_additions(before)]:
        # Most gaps first; of those that close as many, what asks for the fewest new items.
        step = min(steps, key=lambda step: (-len(step.covers), step.items))
        after = _tried(before, step)
        left = [gap.competency for gap in after.gaps]
        closed = [gap.competency for gap in before.gaps if gap.competency not in left]
        if not closed:
            return  # before the first of the calendar's years nothing can reach back
        yield replace(step, covers=tuple(closed))
        before = after


def _additions(assessment: Assessment) -> Iterator[NextStep]:
    """New items for up to three gaps that need as many of them."""
    by_need: dict[int, list[Coverage]] = {}
    for gap in assessment.gaps:
        need = max((_missing(line) for line in gap.failing), default=1)
        by_need.setdefault(need, []).append(gap)
    for need, gaps in by_need.items():
        closed = gaps[:MOST_TAGS]
        covers = tuple(gap.competency for gap in closed)
        yield NextStep(items=need, asked=_asked(closed), covers=covers)


def _missing(line: Line) -> int:
    """How many items a line lacks."""
    return 1 if line.rule in _ONCE else line.need - line.have


def _asked(gaps: Iterable[Coverage]) -> tuple[Asked, ...]:
    """What the gaps lack besides a number of items; the narrowest window and the longest span."""
    by_rule: dict[Rule, list[Line]] = {}
    for line in (line for gap in gaps for line in gap.failing):
        by_rule.setdefault(line.rule, []).append(line)
    months = {
        Rule.RECENT: min((line.months for line in by_rule.get(Rule.RECENT, ())), default=0),
        Rule.SUSTAINED: max((line.need for line in by_rule.get(Rule.SUSTAINED, ())), default=0),
    }
    return tuple(
        Asked(rule, max(map(_missing, by_rule[rule])), months.get(rule, 0))
        for rule in Rule
        if rule in by_rule and rule is not Rule.ITEMS
    )


def _completions(assessment: Assessment) -> Iterator[NextStep]:
    """Items that leave out all that their competencies lack."""
    closed: dict[str, list[Coverage]] = {}
    items = {item.id: item for gap in assessment.gaps for item in gap.items}
    for gap in assessment.gaps:
        for item in gap.items:
            if all(_could_meet(item, line) for line in gap.failing):
                closed.setdefault(item.id, []).append(gap)
    for id, gaps in closed.items():
        covers = tuple(gap.competency for gap in gaps)
        yield NextStep(item=items[id], items=0, asked=_asked(gaps), covers=covers)


def _could_meet(item: EvidenceItem, line: Line) -> bool:
    """Whether an item may meet a line by something that it does not say yet."""
    absent = {
        Rule.PROJECTS: not item.project,
        Rule.RECENT: item.period is None,
        Rule.MEASURED: not item.metrics and not item.links,
        Rule.AT_SCOPE: not item.scope,
    }
    return absent.get(line.rule, False) and _missing(line) == 1


# Trying a step out


def _tried(a: Assessment, step: NextStep) -> Assessment:
    if step.item is None:
        items = (*a.evidence.items, *_added(a, step))
    else:
        whole = _completed(a, step.item, step.asked)
        items = tuple(whole if item.id == whole.id else item for item in a.evidence.items)
    return assess(a.ladder, a.level, replace(a.evidence, items=items), a.as_of, (), a.track)


def _added(a: Assessment, step: NextStep) -> Iterator[EvidenceItem]:
    start = months_before(a.as_of, _months(step, Rule.SUSTAINED))
    for number, project in zip(range(step.items), _new_projects(a), strict=False):
        yield EvidenceItem(
            id=f"\0{len(a.evidence.items) + number}",  # no item of a file has such an id
            title="",
            place=Location(""),
            period=Period(start=start, end=a.as_of, text=""),
            project=project,
            competencies=tuple(competency.id for competency in step.covers),
            responsibility=Responsibility.OWNER,
            scope=a.level.scope,
            metrics=(Metric(),),
        )


def _completed(a: Assessment, item: EvidenceItem, asked: Sequence[Asked]) -> EvidenceItem:
    rules = [line.rule for line in asked]
    if Rule.PROJECTS in rules:
        item = replace(item, project=next(_new_projects(a)))
    if Rule.RECENT in rules:
        item = replace(item, period=Period(start=a.as_of, end=a.as_of, text=""))
    if Rule.MEASURED in rules:
        item = replace(item, links=(Link("", ""),))
    return replace(item, scope=a.level.scope) if Rule.AT_SCOPE in rules else item


def _months(step: NextStep, rule: Rule) -> int:
    return next((asked.months for asked in step.asked if asked.rule is rule), 0)


def _new_projects(a: Assessment) -> Iterator[str]:
    taken = {match_key(item.project) for item in a.evidence.items}
    return (str(n) for n in count(1) if str(n) not in taken)


# In words


def step_text(words: Words, a: Assessment, step: NextStep) -> str:
    """What to do, as a sentence."""
    told = _completion(words, a, step, step.item) if step.item else _addition(words, a, step)
    return sentence(f"{told}.")


def _completion(words: Words, a: Assessment, step: NextStep, item: EvidenceItem) -> str:
    first_day = words.day(months_before(a.as_of, _months(step, Rule.RECENT)))
    parts = {
        Rule.PROJECTS: "its project, if it is another one",
        Rule.RECENT: f"its end, if on or after {first_day}",
        Rule.MEASURED: "a metric or link",
        Rule.AT_SCOPE: f"its scope, if {a.level.scope} or wider",
    }
    told = "; ".join(parts[asked.rule] for asked in step.asked)
    return f"complete {quote(item.title)} (line {item.place.line}): {told}"


def _addition(words: Words, a: Assessment, step: NextStep) -> str:
    items = "an item" if step.items == 1 else words("items", step.items)
    tags = words.listed(competency.id for competency in step.covers)
    first = f"add {items} tagged {tags}{_projects(words, step)}"
    first_day = words.day(months_before(a.as_of, _months(step, Rule.RECENT)))
    span = words("months.count", _months(step, Rule.SUSTAINED))
    needs = {
        Rule.RECENT: words("should.recent", date=first_day),
        Rule.MEASURED: words("should.measured"),
        Rule.AT_SCOPE: words("should.scope", scope=a.level.scope),
        Rule.SUSTAINED: words("should.sustained", need=span),
    }
    by_count: dict[int, list[str]] = {}
    for asked in step.asked:
        if asked.rule in needs:
            by_count.setdefault(asked.items, []).append(needs[asked.rule])
    parts = (f"{_how_many(n, step)} should {words.listed(by_count[n])}" for n in sorted(by_count))
    return "; ".join((first, *parts))


def _projects(words: Words, step: NextStep) -> str:
    asked = next((asked.items for asked in step.asked if asked.rule is Rule.PROJECTS), 0)
    if asked == 1:
        return ", from another project"
    return f", from {words('projects', asked)}" if asked else ""


def _how_many(n: int, step: NextStep) -> str:
    if n == step.items:
        return "it" if n == 1 else "all"
    return f"at least {'one' if n == 1 else n}"
