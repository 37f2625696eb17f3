"""One table of all codes: findings, gaps and flags, each with its why and its examples.

`promo explain` and docs/codes.md are made from it.
"""

from __future__ import annotations

from typing import NamedTuple

from promo.assess import PacketRule, Rule
from promo.explaining.calls import CALLS
from promo.explaining.evidence import EVIDENCE, GAPS, PACKET
from promo.explaining.files import FAMILIES, FILES, Family
from promo.explaining.ladders import LADDERS
from promo.explaining.prose import PROSE, RUBRIC
from promo.explaining.reviews import REVIEWS
from promo.explaining.table import Why
from promo.explaining.templates import TEMPLATES
from promo.findings import CODES

__all__ = [
    "FAMILIES",
    "GAP_CODES",
    "MISSING",
    "PACKET_CODES",
    "TABLE",
    "Explained",
    "Family",
    "family_of",
    "in_ticks",
]

_PARTS = (FILES, EVIDENCE, GAPS, PACKET, PROSE, RUBRIC, CALLS, LADDERS, TEMPLATES, REVIEWS)
_WHY: dict[str, Why] = {code: why for part in _PARTS for code, why in part.items()}
MISSING = "CV001"  # no item at all, whatever else is asked
GAP_CODES = {
    Rule.ITEMS: "CV002",
    Rule.PROJECTS: "CV003",
    Rule.RECENT: "CV004",
    Rule.MEASURED: "CV005",
    Rule.AT_SCOPE: "CV006",
    Rule.SUSTAINED: "CV007",
}
PACKET_CODES = {
    PacketRule.HEADLINES: "PK001",
    PacketRule.SPAN: "PK002",
    PacketRule.FEEDBACK: "PK003",
    PacketRule.FEEDBACK_LEVEL: "PK004",
    PacketRule.CLUSTERED: "PK005",
    PacketRule.SPREAD: "PK006",
}
_COUNTED = {
    "CV001": ("no item that counts", "Add one, or tag one that you have."),
    "CV002": ("too few items", "Add another one."),
    "CV003": ("too few projects", "Add an item of another project, or name its project."),
    "CV004": ("nothing recent", "Add an item of the last months, or date one."),
    "CV005": ("nothing measured", "Add an entry under `metrics` or `links`."),
    "CV006": ("nothing at the level's scope", "Add an item of that scope, or name its scope."),
    "CV007": ("too short a time", "Add an earlier or a later item."),
    "PK001": ("too few headlines", "Mark your three to five strongest items."),
    "PK002": ("too short a span", "Add earlier items."),
    "PK003": ("too few people giving feedback", "Ask for feedback."),
    "PK004": ("no feedback from the target level", "Ask somebody of that level."),
    "PK005": ("most items are of the last days", "Add the work before."),
    "PK006": ("one item for many competencies", "Keep the two or three that it shows best."),
}


class Explained(NamedTuple):
    """A code with all that is told of it; the severity is error, warning, gap or flag."""

    code: str
    severity: str
    title: str
    remedy: str
    why: str
    weak: str
    strong: str


def _table() -> dict[str, Explained]:
    rows = [(c.code, c.severity.value, c.title, c.remedy) for c in CODES.values()]
    for code, (title, remedy) in _COUNTED.items():
        rows.append((code, "gap" if code.startswith("CV") else "flag", title, remedy))
    found = {}
    for row in rows:
        told = _WHY.get(row[0]) or Why(FAMILIES[row[0][:2]].why)
        found[row[0]] = Explained(*row, *told)
    families = list(FAMILIES)
    return dict(sorted(found.items(), key=lambda entry: (families.index(entry[0][:2]), entry[0])))


TABLE = _table()


def family_of(code: str) -> Family:
    """The family that a code belongs to."""
    return FAMILIES[code[:2]]


def in_ticks(example: str) -> str:
    """An example as code, which no Markdown changes; with two ticks around what holds one."""
    return f"`` {example} ``" if "`" in example else f"`{example}`"
