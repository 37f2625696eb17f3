"""JSON Schemas of evidence files and ladders, for editors: never stricter than the readers.

Editors type plain scalars, the readers do not: `3` and `true` are texts to promo. So where a text
may stand, a number or boolean may. What may be absent may be null, but says so by `not`: editors
propose each `type`, and the word null, once typed, is a text to promo.
"""

from __future__ import annotations

from promo import evidence
from promo.ladder import KEYS
from promo.model import Ladder
from promo.schema.evidence_file import evidence_parts
from promo.schema.ladder_file import ladder_parts
from promo.schema.names import Names
from promo.schema.values import PRESENT, Schema, having, mapping, needing

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# docs/schemas.md has the same list.
ONLY_THE_READER = (
    "YAML itself: keys that stand twice, anchors, aliases, tags, merge keys, further documents, "
    "characters that no document can hold, and files larger than promo reads",
    "dates that do not exist, and periods that end before they begin",
    "ranges whose first number is above the second",
    "ids and names that stand twice",
    "within a ladder, names of levels, competencies, steps, tracks and scopes that it lacks, and "
    "levels or steps where an expectation may not stand",
    "ladders that are not there, or extend themselves",
    "targets: that one is named, that it means one level, that the level is on the track",
    "addresses: whether the host and the port are usable",
    "the writing of numbers: whole ones without a point, a sign or an exponent, weights with up "
    "to three decimals",
)


def ladder_schema() -> Schema:
    """The schema of a ladder file."""
    described = "A career ladder: levels, competencies, and what each level expects of each."
    root = mapping(KEYS, ladder_parts(), "Ladder", required=("ladder",))
    whole = ("levels", "competencies", "expectations")
    filled: Schema = {"type": "array", "minItems": 1}
    needs = needing(*whole) | {
        "properties": {**dict.fromkeys(whole[:2], filled), "expectations": PRESENT}
    }
    return _document(described, root) | {"if": having("extends"), "else": needs}


def evidence_schema(ladder: Ladder | None) -> Schema:
    """The schema of an evidence file; with a ladder its names are the only ones allowed."""
    described = "Evidence of one person's work, tagged with the competencies of a ladder."
    names = Names(ladder)
    root = mapping(evidence._TOP, evidence_parts(names), "Evidence file", required=("candidate",))
    return _document(described, root)


def _document(described: str, root: Schema) -> Schema:
    comment = f"Only promo itself checks {'; '.join(ONLY_THE_READER)}."
    return {"$schema": DIALECT, "$comment": comment, "description": described, **root}
