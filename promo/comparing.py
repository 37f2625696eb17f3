"""What changes between two levels of a ladder, or between two ladders. Pure.

Between levels, two lines of one competency are taken for one that was raised when they share
enough words; which lines are paired is a help to the reader and counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from promo.committee import years_text
from promo.ladder.keys import ladder_keys
from promo.model import Competency, Expectation, Ladder, Target, match_key
from promo.plain import Plain
from promo.words import Words


class Change(Enum):
    """What became of a line, a competency or a level."""

    NEW = "new"
    RAISED = "raised"
    CHANGED = "changed"
    DROPPED = "dropped"
    SAME = "same"


class Fact(NamedTuple):
    """Something stated once on each side; empty where a side does not state it."""

    name: str
    old: str
    new: str


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


def compare_levels(ladder: Ladder, old: Target, new: Target) -> LevelComparison:
    """What `new` asks for that `old` does not, and the other way round."""
    return LevelComparison(
        ladder=ladder,
        old=old,
        new=new,
        facts=tuple(_level_facts(ladder, old, new)),
        competencies=tuple(_competency_changes(ladder, old, new)),
    )


def _level_facts(ladder: Ladder, old: Target, new: Target) -> Iterator[Fact]:
    sides = [
        next(keys for keys in _parts(ladder, "levels") if keys["id"] == target.level.id)
        for target in (old, new)
    ]
    for side, target in zip(sides, (old, new), strict=True):
        side["years"] = years_text(Words(), target.level.years)
        if target.track:
            side["track"] = target.track.title
    names = ("track", "summary", "scope", "years", "time_in_level", "policy")
    yield from (fact for fact in _facts(*sides) if fact.name in names)


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


def _asked(competency: Competency, old: Target, new: Target) -> Iterator[Fact]:
    """Weight, step and whether it is required, where they differ."""
    steps = {step.id: step.title for step in competency.scale}
    facts = (
        ("weight", *(f"{w:g}" if (w := competency.weight_on(t)) is not None else "" for t in
                     (old.track, new.track))),
        ("required", *(_yes(competency.is_required_on(t)) for t in (old.track, new.track))),
        ("step", *(steps.get(side.level.step_of(competency.id), "") for side in (old, new))),
    )  # fmt: skip
    yield from (Fact(*fact) for fact in facts if fact[1] != fact[2])


def _yes(value: bool) -> str:
    return "yes" if value else "no"


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
        if old is None:
            yield Pair(Change.NEW, None, e)
        else:
            yield Pair(Change.SAME if _is_same(old, e) else Change.RAISED, old, e)
    paired = {e.id for e in partner.values()}
    for e in before:
        if e.id not in paired:
            yield Pair(Change.DROPPED, e, None)


def _is_same(old: Expectation, new: Expectation) -> bool:
    return old.id == new.id or match_key(old.text) == match_key(new.text)


def _partners(
    before: Sequence[Expectation], after: Sequence[Expectation]
) -> dict[str, Expectation]:
    """The old line of each new one by id: the same first, then the most alike."""
    likeness = [
        (2.0 if _is_same(old, new) else _likeness(old.text, new.text), n, m)
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


def _likeness(one: str, other: str) -> float:
    """Shared words over all words of both, twice (Dice); 0 to 1."""
    first, second = _stems(one), _stems(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


# Ladder against ladder


class PartChange(NamedTuple):
    """A level, competency or track that came, went, or is stated otherwise."""

    kind: str
    id: str
    title: str
    change: Change
    facts: tuple[Fact, ...]


class LineChange(NamedTuple):
    """An expectation that came, went, or is stated otherwise; `facts` are what differs."""

    change: Change
    old: Expectation | None
    new: Expectation | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderComparison:
    """One ladder beside another: what each part and each line was and is, by id."""

    old: Ladder
    new: Ladder
    facts: tuple[Fact, ...]
    parts: tuple[PartChange, ...]
    lines: tuple[LineChange, ...]


def compare_ladders(old: Ladder, new: Ladder) -> LadderComparison:
    """What differs between two ladders, or two versions of one. Parts are matched by their ids."""
    apart = ("tracks", "levels", "competencies", "expectations")
    sides = [{k: v for k, v in ladder_keys(one).items() if k not in apart} for one in (old, new)]
    return LadderComparison(
        old=old,
        new=new,
        facts=tuple(_facts(*sides)),
        parts=tuple(part for kind in apart[:3] for part in _part_changes(kind, old, new)),
        lines=tuple(_line_changes(old, new)),
    )


def _parts(ladder: Ladder, kind: str) -> list[dict[str, Plain]]:
    parts = ladder_keys(ladder).get(kind, [])
    assert isinstance(parts, list)
    return [part for part in parts if isinstance(part, dict)]


def _part_changes(kind: str, old: Ladder, new: Ladder) -> Iterator[PartChange]:
    one = {"tracks": "track", "levels": "level", "competencies": "competency"}[kind]
    before, after = ({match_key(str(p["id"])): p for p in _parts(s, kind)} for s in (old, new))
    for key in dict.fromkeys((*after, *before)):
        facts: tuple[Fact, ...] = ()
        part = after.get(key) or before[key]
        change = Change.NEW if key not in before else Change.DROPPED
        if key in before and key in after:
            facts, change = tuple(_facts(before[key], after[key])), Change.CHANGED
        if facts or change is not Change.CHANGED:
            yield PartChange(
                one, str(part["id"]), str(part.get("title", part["id"])), change, facts
            )


def _line_changes(old: Ladder, new: Ladder) -> Iterator[LineChange]:
    """By id; a line whose id alone changed is one that changed its id."""
    before = {match_key(e.id): e for e in old.expectations}
    after = {match_key(e.id): e for e in new.expectations}
    moved = {_wording(e): e for key, e in before.items() if key not in after}
    for key, e in after.items():
        was = before.get(key) or moved.pop(_wording(e), None)
        if was is None:
            yield LineChange(Change.NEW, None, e, ())
        elif facts := tuple(_line_facts(was, e)):
            yield LineChange(Change.CHANGED, was, e, facts)
    for e in moved.values():
        yield LineChange(Change.DROPPED, e, None, ())


def _wording(e: Expectation) -> tuple[str, str, str]:
    return match_key(e.competency), " ".join(e.levels) + e.step, match_key(e.text)


def _line_facts(old: Expectation, new: Expectation) -> Iterator[Fact]:
    for name in ("id", "text", "competency", "step", "kind", "target"):
        if getattr(old, name) != getattr(new, name):
            yield Fact(name, getattr(old, name), getattr(new, name))
    for name in ("levels", "tracks", "examples"):
        if getattr(old, name) != getattr(new, name):
            yield Fact(name, ", ".join(getattr(old, name)), ", ".join(getattr(new, name)))
    if old.optional != new.optional:
        yield Fact("optional", _yes(old.optional), _yes(new.optional))


def _facts(old: dict[str, Plain], new: dict[str, Plain]) -> Iterator[Fact]:
    for name in dict.fromkeys((*old, *new)):
        before, after = shown(old.get(name, "")), shown(new.get(name, ""))
        if before != after:
            yield Fact(name, before, after)


def shown(value: Plain) -> str:
    """A value of a ladder file in one line: `min 5, max 8`, `a, b`."""
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, dict):
        return ", ".join(_entry(key, inner) for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(_nested(inner) for inner in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _entry(key: str, value: Plain) -> str:
    return f"{key} {_nested(value)}"


def _nested(value: Plain) -> str:
    text = shown(value)
    return f"({text})" if isinstance(value, dict | list) else text
