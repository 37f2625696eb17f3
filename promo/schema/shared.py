"""What ladders, levels and competencies state alike: policy, years, rules, meta."""

from __future__ import annotations

from enum import Enum

from promo.model import POLICY_LINES, Cumulative
from promo.schema.names import choice
from promo.schema.values import (
    COUNT,
    FLAG,
    TEXT,
    WORD,
    Parts,
    Schema,
    any_of,
    inner,
    list_of,
    map_of,
)

_CUMULATIVES: dict[Enum, str] = {
    Cumulative.NONE: "Each level is read by its own expectations",
    Cumulative.CONTEXT: "What lower levels expect is printed, and not counted",
    Cumulative.ASSESS: "What lower levels expect is counted too",
}


def shared_parts() -> Parts:
    """What ladders and competencies state alike; levels some of it."""
    return {
        "cumulative": (choice(_CUMULATIVES), "What the levels below add; none by default."),
        "policy": (_policy(), "How much is enough; each number over promo's default."),
        "years": (_years(), "Years of experience: information, never counted."),
        "rules": (list_of(_RULE), "Printed word for word, for the committee to check."),
        "meta": (map_of(TEXT), "Keys and texts of your own; printed, never counted."),
    }


_RULE = any_of(WORD, {"type": "object", "minProperties": 1, "additionalProperties": TEXT})
_LINES = {
    "items": "So many items count.",
    "projects": "They come from so many projects, never more than the items asked.",
    "recent_months": "One of them ended within so many calendar months before the as-of date.",
    "measured": "So many have an entry under metrics or links.",
    "at_scope": "So many are at the level's scope or wider, where the ladder names scopes.",
    "sustained_months": "They span so many calendar months.",
}


def _policy() -> Schema:
    parts: Parts = {line: (COUNT, f"{told} 0: not asked.") for line, told in _LINES.items()}
    return inner(POLICY_LINES, parts, "Policy")


def _years() -> Schema:
    parts: Parts = {
        "min": (COUNT, "The fewest years."),
        "max": (COUNT, "The most years."),
        "note": (TEXT, "What the years are of, or when they do not hold."),
        "hard": (FLAG, "true: for the committee to check."),
    }
    return inner(parts, parts, "Years")
