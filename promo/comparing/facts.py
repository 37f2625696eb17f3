"""What two sides state, one beside the other."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from promo.ladder.keys import ladder_keys
from promo.model import Ladder
from promo.plain import Plain


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


def parts_of(ladder: Ladder, kind: str) -> list[dict[str, Plain]]:
    """The keys of each track, level or competency; of a level with what `requirements` asks."""
    keys = ladder_keys(ladder)
    parts, asked = keys.get(kind, []), keys.get("requirements", {})
    assert isinstance(parts, list)
    found = [part for part in parts if isinstance(part, dict)]
    if kind == "levels" and isinstance(asked, dict):
        for part in found:
            own = asked.get(str(part["id"]), {})
            part |= own if isinstance(own, dict) else {}
    return found


def facts_of(old: dict[str, Plain], new: dict[str, Plain]) -> Iterator[Fact]:
    for name in dict.fromkeys((*old, *new)):
        before, after = shown(old.get(name, "")), shown(new.get(name, ""))
        if before != after:
            yield Fact(name, before, after)


def shown(value: Plain) -> str:
    """A value of a ladder file in one line: `min 5, max 8`, `a, b`."""
    if isinstance(value, bool):
        return yes(value)
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


def yes(value: bool) -> str:
    return "yes" if value else "no"
