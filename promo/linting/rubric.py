"""The checks of `amazon-lp` that a machine can decide; the others are questions for a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from promo.findings import Finding, Location, in_order, quote
from promo.linting.patterns import pattern
from promo.linting.results import tells_number
from promo.linting.texts import Item, Texts
from promo.linting.words import TRADE_OFFS
from promo.model import Check, EvidenceFile, EvidenceItem, Ladder, Track, WorkStatus

MOST_WORDS = 400  # of a headline, on one page
# The built-in ladder whose checks these are.
RUBRIC = "amazon-lp"


class Rubric(NamedTuple):
    """The checks that are asked of a file, by their ids, and those that a person answers."""

    decided: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


class _Case(NamedTuple):
    """The file in both shapes: as typed, and as counted."""

    texts: Texts
    evidence: EvidenceFile
    ladder: Ladder

    def counted(self) -> Iterator[tuple[EvidenceItem, Item]]:
        """The items that are finished and tagged, each with its texts."""
        for item, typed in zip(self.evidence.items, self.texts.items, strict=True):
            if item.status is WorkStatus.DONE and item.competencies:
                yield item, typed


def rubric_of(
    checks: Iterable[Check], own: Iterable[Check], track: Track | None, *, asked: bool
) -> Rubric:
    """Which of `checks` are on: those that the ladder has as its `own`, or all when asked."""
    known = {(check.id, check.text) for check in own}
    on = [
        check
        for check in checks
        if (asked or (check.id, check.text) in known)
        and (not check.tracks or track is None or track.id in check.tracks)
    ]
    decided = tuple(check.id for check in on if check.id in _RULES)
    return Rubric(decided, tuple(check.text for check in on if check.id not in _RULES))


def lint_by(
    rubric: Rubric, texts: Texts, evidence: EvidenceFile, ladder: Ladder
) -> tuple[Finding, ...]:
    """What the checks find that a machine can decide."""
    if not rubric.decided or not evidence.items:
        return ()
    case = _Case(texts, evidence, ladder)
    return in_order(finding for id in rubric.decided for finding in _RULES[id](case))


def _told(code: str, item: EvidenceItem, fact: str, help: str, many: str) -> Finding:
    message = f"{quote(item.title)} {fact}"
    return Finding(code=code, location=item.place, message=message, help=help, many=many)


def _prose(item: Item, *keys: str) -> str:
    return " ".join(item.passages[key].shown for key in keys if key in item.passages)


def _quantified(case: _Case) -> Iterator[Finding]:
    for item, typed in case.counted():
        told = [typed.passages[key] for key in ("title", "result") if key in typed.passages]
        measured = any(any(map(str.isdigit, metric.result)) for metric in item.metrics)
        has_number = measured or any(map(tells_number, told))
        has_window = item.period or any(metric.window for metric in item.metrics)
        lacks = [name for name, has in (("number", has_number), ("period", has_window)) if not has]
        if lacks:
            help = "state a number, of whom or what, and within which time"
            many = "{n} items have no number with a period"
            yield _told("LP001", item, f"has no {' and no '.join(lacks)}", help, many)


def _tied_to_metric(case: _Case) -> Iterator[Finding]:
    for item, typed in case.counted():
        if "actions" not in typed.passages or not ("result" in typed.passages or item.metrics):
            lacks = "actions" if "actions" not in typed.passages else "result or metric"
            help = "say what was done and which number it moved"
            many = "{n} items do not tie actions to a result"
            yield _told("LP002", item, f"has no {lacks}", help, many)


def _whole_story(case: _Case) -> Iterator[Finding]:
    for item, typed in case.counted():
        lacks = [key for key in ("situation", "actions", "result") if key not in typed.passages]
        if lacks:
            help = "tell the pain point, the response and the change"
            many = "{n} items lack situation, actions or result"
            yield _told("LP003", item, f"has no {' and no '.join(lacks)}", help, many)


def _each(code: str, is_met: _Test, lack: str, help: str, many: str) -> _Rule:
    """A rule that each finished item is held to by itself."""

    def rule(case: _Case) -> Iterator[Finding]:
        for item, typed in case.counted():
            if not is_met(item, typed):
                yield _told(code, item, lack, help, many)

    return rule


def _goes_deep(item: EvidenceItem, typed: Item) -> bool:
    return bool(item.links) or any(m.baseline or m.method for m in item.metrics)


def _states_trade_off(item: EvidenceItem, typed: Item) -> bool:
    return bool(TRADE_OFFS.search(_prose(typed, "title", "situation", "actions", "result")))


_FUNCTIONS = pattern(
    r"\b(?:accounting|analysts?|analytics|compliance|customer (?:care|success|service)"
    r"|data science|data scientists?|designers?|design|developers?|engineering|engineers?"
    r"|finance|hr|human resources|legal|lawyers?|logistics|marketing|operations|partnerships"
    r"|procurement|privacy|product managers?|research|researchers?|retail|sales|security"
    r"|supply chain|support|treasury|warehouses?|vendors?)\b",
    re.IGNORECASE,
)


def _names_partner(item: EvidenceItem, typed: Item) -> bool:
    told = _prose(typed, "situation", "actions", "result")
    return bool(_FUNCTIONS.search(told)) or any(by.name or by.role for by in item.corroboration)


def _tagged(code: str, wanted: frozenset[str], message: str, help: str) -> _Rule:
    def rule(case: _Case) -> Iterator[Finding]:
        assessed = {competency.id for competency in case.ladder.competencies}
        shown = {id for item, _ in case.counted() for id in item.competencies}
        if wanted & assessed and not wanted & shown:  # another ladder may have none of them
            place = Location(case.evidence.name)
            yield Finding(code=code, location=place, message=message, help=help)

    return rule


def _one_page(case: _Case) -> Iterator[Finding]:
    headlines = [(item, typed) for item, typed in case.counted() if item.headline]
    if not headlines:
        help = "mark the one achievement that says most with `headline: true`"
        place = Location(case.evidence.name)
        message = "no finished item is marked as a headline"
        yield Finding(code="LP012", location=place, message=message, help=help)
    for item, typed in headlines:
        count = sum(passage.length for passage in typed.story)
        if count > MOST_WORDS:
            help = f"keep it to {MOST_WORDS} words, which is a page"
            many = "{n} headlines are longer than a page"
            yield _told("LP012", item, f"is a headline of {count:,} words", help, many)


_Test = Callable[[EvidenceItem, Item], bool]
_Rule = Callable[[_Case], Iterator[Finding]]
_RULES: dict[str, _Rule] = {
    "eq1": _quantified,
    "eq2": _tied_to_metric,
    "eq3": _whole_story,
    "eq4": _each(
        "LP004",
        _goes_deep,
        "has no baseline, method or link",
        "add a baseline, how it was measured, or a link",
        "{n} items have no baseline, method or link",
    ),
    "eq5": _each(
        "LP005",
        _states_trade_off,
        "states no trade-off",
        "say what was given up, and why the choice fell as it did",
        "{n} items state no trade-off",
    ),
    "eq7": _each(
        "LP007",
        _names_partner,
        "names no partner function",
        "name the functions whose cooperation the result needed",
        "{n} items name no partner function",
    ),
    "eq10": _tagged(
        "LP010",
        frozenset({"technical-tradeoffs", "dive-deep"}),
        "no item shows that operational limits were considered",
        "tag one with technical-tradeoffs or dive-deep",
    ),
    "eq11": _tagged(
        "LP011",
        frozenset({"go-to-market"}),
        "no item shows how something went to market",
        "tag one with go-to-market, and tell position, price and channel",
    ),
    "eq12": _one_page,
}
