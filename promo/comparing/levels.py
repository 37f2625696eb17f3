"""What changes between two levels of a ladder. Pure.

Two lines of one competency are taken for one that was raised when they share enough words; which
lines are paired is a help to the reader and counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from promo.committee import for_committee, years_text
from promo.comparing.facts import Change, Fact, facts_of, parts_of, yes
from promo.model import Competency, Expectation, Ladder, Target, match_key
from promo.words import Words


class Pair(NamedTuple):
    """One expectation on each side, or on one of them."""

    change: Change
    old: Expectation | None
    new: Expectation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetencyChange:
    """One competency on both sides; `change` is NEW or DROPPED where one side lacks it."""

    competency: Competency
    change: Change
    facts: tuple[Fact, ...]
    pairs: tuple[Pair, ...]

    def count(self, change: Change) -> int:
        return sum(pair.change is change for pair in self.pairs)

    @property
    def is_same(self) -> bool:
        return not self.facts and all(pair.change is Change.SAME for pair in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelComparison:
    """One target beside another of the same ladder, competency by competency in its order."""

    ladder: Ladder
    old: Target
    new: Target
    facts: tuple[Fact, ...]
    competencies: tuple[CompetencyChange, ...]
    rules: tuple[tuple[Change, str], ...]


def compare_levels(ladder: Ladder, old: Target, new: Target) -> LevelComparison:
    """What `new` asks for that `old` does not, and the other way round."""
    return LevelComparison(
        ladder=ladder,
        old=old,
        new=new,
        facts=tuple(_level_facts(ladder, old, new)),
        competencies=tuple(_competency_changes(ladder, old, new)),
        rules=tuple(_rule_changes(ladder, old, new)),
    )


def _level_facts(ladder: Ladder, old: Target, new: Target) -> Iterator[Fact]:
    sides = [
        next(keys for keys in parts_of(ladder, "levels") if keys["id"] == target.level.id)
        for target in (old, new)
    ]
    for side, target in zip(sides, (old, new), strict=True):
        side["years"] = years_text(Words(), target.level.years)
        if target.track:
            side["track"] = target.track.title
    names = ("track", "summary", "scope", "years", "time_in_level", "policy")
    yield from (fact for fact in facts_of(*sides) if fact.name in names)


def _competency_changes(ladder: Ladder, old: Target, new: Target) -> Iterator[CompetencyChange]:
    for competency in ladder.competencies:
        before = ladder.expectations_of(old.level, competency, old.track)
        after = ladder.expectations_of(new.level, competency, new.track)
        if before or after:
            sides = Change.SAME if before and after else Change.NEW if after else Change.DROPPED
            yield CompetencyChange(
                competency=competency,
                change=sides,
                facts=tuple(_asked(competency, old, new)),
                pairs=tuple(_paired(before, after)),
            )


def _rule_changes(ladder: Ladder, old: Target, new: Target) -> Iterator[tuple[Change, str]]:
    """What is for the committee to check on one side alone, as the packet words it."""
    before, after = (
        [line for group in for_committee(Words(), ladder, side) for line in group.lines]
        for side in (old, new)
    )
    yield from ((Change.NEW, line) for line in after if line not in before)
    yield from ((Change.DROPPED, line) for line in before if line not in after)


def _asked(competency: Competency, old: Target, new: Target) -> Iterator[Fact]:
    """Weight, step and whether it is required, where they differ."""
    steps = {step.id: step.title for step in competency.scale}
    facts = (
        ("weight", *(f"{w:g}" if (w := competency.weight_on(t)) is not None else "" for t in
                     (old.track, new.track))),
        ("required", *(yes(competency.is_required_on(t)) for t in (old.track, new.track))),
        ("step", *(steps.get(side.level.step_of(competency.id), "") for side in (old, new))),
    )  # fmt: skip
    yield from (Fact(*fact) for fact in facts if fact[1] != fact[2])


# Pairs


ENOUGH = 0.3  # of their words that two lines share to be taken for one that was raised
_COMMON = frozenset(
    ("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in", "into",
     "is", "it", "its", "of", "on", "or", "other", "others", "own", "so", "that", "the", "their",
     "them", "they", "this", "to", "up", "what", "when", "which", "who", "with", "work", "works")
)  # fmt: skip


def _paired(before: Sequence[Expectation], after: Sequence[Expectation]) -> Iterator[Pair]:
    """Every line once: those of the new side in its order, then the old side's that are gone."""
    partner = _partners(before, after)
    for e in after:
        old = partner.get(e.id)
        yield Pair(_change(old, e), old, e) if old else Pair(Change.NEW, None, e)
    paired = {e.id for e in partner.values()}
    for e in before:
        if e.id not in paired:
            yield Pair(Change.DROPPED, e, None)


def _change(old: Expectation, new: Expectation) -> Change:
    if not _says_the_same(old, new):
        return Change.RAISED
    same = all(getattr(old, name) == getattr(new, name) for name in ("target", "kind", "optional"))
    return Change.SAME if same else Change.CHANGED


def _says_the_same(old: Expectation, new: Expectation) -> bool:
    return old.id == new.id or match_key(old.text) == match_key(new.text)


def _partners(
    before: Sequence[Expectation], after: Sequence[Expectation]
) -> dict[str, Expectation]:
    """The old line of each new one by id: the same first, then the most alike."""
    stems = {e.id: _stems(e.text) for e in (*before, *after)}
    likeness = [
        (2.0 if _says_the_same(old, new) else _likeness(stems[old.id], stems[new.id]), n, m)
        for n, new in enumerate(after)
        for m, old in enumerate(before)
    ]
    partner: dict[str, Expectation] = {}
    taken: set[int] = set()
    for alike, n, m in sorted(likeness, key=lambda each: (-each[0], each[1], each[2])):
        if alike >= ENOUGH and after[n].id not in partner and m not in taken:
            partner[after[n].id] = before[m]
            taken.add(m)
    return partner


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Shared words over all words of both, twice (Dice); 0 to 1."""
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
