"""What changes between two ladders, or two versions of one. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from promo.comparing.facts import Change, Fact, facts_of, parts_of, yes
from promo.ladder.keys import ladder_keys
from promo.model import Expectation, Ladder, match_key


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


APART = ("tracks", "levels", "competencies", "requirements", "expectations")


def compare_ladders(old: Ladder, new: Ladder) -> LadderComparison:
    """What differs between two ladders, or two versions of one. Parts are matched by their ids."""
    sides = [{k: v for k, v in ladder_keys(one).items() if k not in APART} for one in (old, new)]
    return LadderComparison(
        old=old,
        new=new,
        facts=(*facts_of(*sides), *_orders(old, new)),
        parts=tuple(part for kind in APART[:3] for part in _part_changes(kind, old, new)),
        lines=tuple(_line_changes(old, new)),
    )


def _orders(old: Ladder, new: Ladder) -> Iterator[Fact]:
    """Parts that both have and that stand in another order."""
    for kind in APART[:3]:
        sides = [[match_key(str(part["id"])) for part in parts_of(one, kind)] for one in (old, new)]
        before, after = ([id for id in side if id in sides[0] and id in sides[1]] for side in sides)
        if before != after:
            yield Fact(f"order of {kind}", ", ".join(before), ", ".join(after))


def _part_changes(kind: str, old: Ladder, new: Ladder) -> Iterator[PartChange]:
    one = {"tracks": "track", "levels": "level", "competencies": "competency"}[kind]
    before, after = ({match_key(str(p["id"])): p for p in parts_of(s, kind)} for s in (old, new))
    for key in dict.fromkeys((*after, *before)):
        facts: tuple[Fact, ...] = ()
        part = after.get(key) or before[key]
        change = Change.NEW if key not in before else Change.DROPPED
        if key in before and key in after:
            facts, change = tuple(facts_of(before[key], after[key])), Change.CHANGED
        if facts or change is not Change.CHANGED:
            yield PartChange(
                one, str(part["id"]), str(part.get("title", part["id"])), change, facts
            )


def _line_changes(old: Ladder, new: Ladder) -> Iterator[LineChange]:
    """By id; a line of which the id alone changed is one that changed its id."""
    before = {match_key(e.id): e for e in old.expectations}
    after = {match_key(e.id): e for e in new.expectations}
    moved: dict[tuple[str, ...], list[Expectation]] = {}
    for key, e in before.items():
        if key not in after:
            moved.setdefault(_wording(e), []).append(e)
    for key, e in after.items():
        same = moved.get(_wording(e), [])
        was = before.get(key) or (same.pop(0) if same else None)
        if was is None:
            yield LineChange(Change.NEW, None, e, ())
        elif facts := tuple(_line_facts(was, e)):
            yield LineChange(Change.CHANGED, was, e, facts)
    for left in moved.values():
        for e in left:
            yield LineChange(Change.DROPPED, e, None, ())


def _wording(e: Expectation) -> tuple[str, ...]:
    return match_key(e.competency), e.step, match_key(e.text), *e.levels, "", *e.tracks


def _line_facts(old: Expectation, new: Expectation) -> Iterator[Fact]:
    for name in ("id", "text", "competency", "step", "kind", "target"):
        if getattr(old, name) != getattr(new, name):
            yield Fact(name, getattr(old, name), getattr(new, name))
    for name in ("levels", "tracks", "examples"):
        if getattr(old, name) != getattr(new, name):
            yield Fact(name, ", ".join(getattr(old, name)), ", ".join(getattr(new, name)))
    if old.optional != new.optional:
        yield Fact("optional", yes(old.optional), yes(new.optional))
    if old.links != new.links:
        yield Fact("links", *(", ".join(link.url for link in e.links) for e in (old, new)))
    if old.meta != new.meta:
        yield Fact("meta", *(", ".join(" ".join(pair) for pair in e.meta) for e in (old, new)))
