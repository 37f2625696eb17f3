"""What a committee will ask: questions that follow from what an item or a competency lacks. Pure.

They are questions, never a verdict: an answer may be that there was no trade-off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import chain, islice
from typing import NamedTuple

from promo.assess import Assessment, Coverage, Line, Rule
from promo.linting.words import COUNT_WORDS, NO_MEASURE, NUMERAL, OWN, TRADE_OFFS
from promo.model import Competency, EvidenceItem, Metric, Responsibility, match_key
from promo.prose import Prose, texts
from promo.words import Words

MOST = 3  # of one item, and of one competency apart from its items


class Lack(Enum):
    """What is missing: of a competency, then of an item; each in the order of asking."""

    NOTHING = "nothing"
    SCOPE = "scope"
    RECENT = "recent"
    PROJECTS = "projects"
    ITEMS = "items"
    SUSTAINED = "sustained"
    ABOVE = "above"
    RESULT = "result"
    PART = "part"
    SHARED = "shared"
    NUMBER = "number"
    SOURCE = "source"
    BASELINE = "baseline"
    OUTCOME = "outcome"
    WINDOW = "window"
    TRADE_OFF = "trade_off"
    CONFIRMED = "confirmed"
    DATE = "date"


class FollowUp(NamedTuple):
    """One question, about an item or, without one, about the competency."""

    competency: Competency
    item: EvidenceItem | None
    lack: Lack
    text: str


def follow_ups(assessment: Assessment, words: Words) -> tuple[FollowUp, ...]:
    """The questions by competency, in ladder order: its own first, then those of its items.

    An item is asked about once, under the competency under which it is printed.
    """
    return tuple(_follow_ups(assessment, words))


def _follow_ups(a: Assessment, words: Words) -> Iterator[FollowUp]:
    assessed = {coverage.competency.id for coverage in a.coverages}
    unseen = not any(_is_seen_from_above(a, coverage) for coverage in a.coverages)
    first = next(
        (coverage for coverage in a.coverages if coverage.items and not coverage.waiver), None
    )
    for coverage in a.coverages:
        competency = coverage.competency
        of_all = _of_all(a, words) if unseen and coverage is first else ()
        own = _of_competency(a, words, coverage, unseen=unseen)
        for lack, text in islice(chain(of_all, own), MOST):
            yield FollowUp(competency, None, lack, text)
        for item in coverage.items:
            if competency.id == next(id for id in item.competencies if id in assessed):
                for lack, text in islice(_of_item(a, words, item), MOST):
                    yield FollowUp(competency, item, lack, text)


# A competency

_OF_RULE = {
    Rule.AT_SCOPE: Lack.SCOPE,
    Rule.RECENT: Lack.RECENT,
    Rule.PROJECTS: Lack.PROJECTS,
    Rule.ITEMS: Lack.ITEMS,
    Rule.SUSTAINED: Lack.SUSTAINED,
}


def _of_all(a: Assessment, words: Words) -> Iterator[tuple[Lack, str]]:
    """What would else be asked of each competency in the same words."""
    yield Lack.ABOVE, words("question.above.all", level=a.level.title)


def _of_competency(
    a: Assessment, words: Words, coverage: Coverage, *, unseen: bool
) -> Iterator[tuple[Lack, str]]:
    if coverage.waiver or (coverage.optional and not coverage.items):
        return
    if not coverage.items:
        yield Lack.NOTHING, words("question.nothing")
        return
    failing = {line.rule: line for line in coverage.failing}
    one = len(coverage.items) == 1 and Rule.ITEMS in failing  # what else is there, says it all
    for rule, lack in _OF_RULE.items():
        line = failing.get(rule)
        if line and not _is_unstated(line) and not (one and rule is Rule.PROJECTS):
            yield lack, words(f"question.{lack.value}", line.months, scope=line.scope)
    if not unseen and not _is_seen_from_above(a, coverage):
        yield Lack.ABOVE, words("question.above", level=a.level.title)


def _is_unstated(line: Line) -> bool:
    """Whether a line fails since items name no project or date: that is asked of each item."""
    if line.rule is Rule.RECENT:
        return line.newest is None
    return line.rule is Rule.PROJECTS and line.have == 0


def _is_seen_from_above(a: Assessment, coverage: Coverage) -> bool:
    """Whether somebody else at the target level or above vouches for an item."""
    return any(
        at.rank >= a.level.rank
        for item in coverage.items
        for voice in item.corroboration
        if _is_someone_else(a, voice.name)
        for at in a.ladder.levels_named(voice.level)
    )


# An item

_DIGIT = re.compile(r"\d")
_DECIDING = (Responsibility.OWNER, Responsibility.CO_OWNER)


def _of_item(a: Assessment, words: Words, item: EvidenceItem) -> Iterator[tuple[Lack, str]]:
    """Every question about an item, the worst first."""
    told = _says(item.situation, item.actions, item.result)
    if not (item.result or item.metrics):
        yield Lack.RESULT, words("question.result")
    if item.responsibility is None:
        yield Lack.PART, words("question.part")
    elif item.responsibility is not Responsibility.OWNER and not _tells_own_part(told):
        yield Lack.SHARED, words("question.shared")
    if item.result and not item.metrics:
        result = NO_MEASURE.sub("", _says(item.result))
        if _DIGIT.search(result):
            if not item.links:
                yield Lack.SOURCE, words("question.source")
        elif COUNT_WORDS.isdisjoint(re.findall(r"\w+", result.lower())):
            yield Lack.NUMBER, words("question.number")
    yield from _of_metrics(words, item.metrics)
    if item.responsibility in _DECIDING and not TRADE_OFFS.search(told):
        yield Lack.TRADE_OFF, words("question.trade_off")
    if not any(_is_someone_else(a, voice.name) for voice in item.corroboration):
        yield Lack.CONFIRMED, words("question.confirmed")
    if item.period is None:
        yield Lack.DATE, words("question.date")


def _tells_own_part(told: str) -> bool:
    return bool(OWN.search(NUMERAL.sub("", told)))


def _of_metrics(words: Words, metrics: Sequence[Metric]) -> Iterator[tuple[Lack, str]]:
    """One question for each part that metrics lack, by their names."""
    for lack, lacking in (
        (Lack.BASELINE, [metric for metric in metrics if not metric.baseline]),
        (Lack.OUTCOME, [metric for metric in metrics if not metric.result]),
        (Lack.WINDOW, [metric for metric in metrics if metric.window is None]),
    ):
        names = list(dict.fromkeys(metric.name for metric in lacking))
        if names:
            named = words.listed(names)
            yield lack, words(f"question.{lack.value}", len(names), names=named)


def _says(*prose: Prose) -> str:
    return " ".join(text for each in prose for text in texts(each))


def _is_someone_else(a: Assessment, name: str) -> bool:
    return match_key(name) not in ("", match_key(a.evidence.candidate.name))
