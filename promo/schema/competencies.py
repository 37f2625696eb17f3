"""Competencies of a ladder file with their steps, and what is expected of each."""

from __future__ import annotations

from enum import Enum

from promo.ladder.competencies import COMPETENCY_KEYS
from promo.ladder.expectations import FLAT_KEYS, NESTED_KEYS
from promo.model import Polarity
from promo.schema.names import choice
from promo.schema.shared import shared_parts
from promo.schema.values import (
    ABSENT,
    COUNT,
    ENTRY,
    FILLED,
    FLAG,
    FLAG_STRING,
    SCALARS,
    TEXT,
    WORD,
    Parts,
    Schema,
    any_of,
    keyed,
    link,
    list_of,
    map_of,
    mapping,
    needing,
    not_a,
    texts,
)

_POLARITIES: dict[Enum, str] = {
    Polarity.EXPECTATION: "To be shown by evidence",
    Polarity.RISK: "Never met by evidence; printed for the committee",
}
_WEIGHTS: tuple[Schema, Schema] = (
    {"type": "number", "minimum": 0, "maximum": 999.999},
    {"type": "string", "pattern": r"^[0-9]{1,3}(?:\.[0-9]{1,3})?$"},
)


def competency() -> Schema:
    """One competency of the list."""
    return mapping(COMPETENCY_KEYS, _competency_parts(), "Competency", required=("id",))


def _competency_parts() -> Parts:
    weight = any_of(
        *_WEIGHTS, {"type": "object", "additionalProperties": any_of(*_WEIGHTS)}, ABSENT
    )
    required = any_of({"type": "boolean"}, FLAG_STRING, {"type": "array", "items": ENTRY}, ABSENT)
    return {
        **shared_parts(),
        "id": (WORD, "The competency's id. Required."),
        "title": (TEXT, "The competency's name; by default its id."),
        "aliases": (texts(), "Other names that tag it; competencies may share an alias."),
        "description": (TEXT, "The competency in a line or two."),
        "group": (TEXT, "The group it stands in; A / B for a group within a group."),
        "weight": (weight, "A number, or one for each track; 0: not assessed on that track."),
        "required": (required, "true, or a list of tracks: comes first among the flags."),
        "polarity": (
            choice(_POLARITIES),
            "expectation by default; risk: evidence cannot meet it.",
        ),
        "scale": (list_of(_step()), "Its own steps, lowest first, in place of the levels."),
    }


def _step() -> Schema:
    """A step is its id alone, or a mapping."""
    parts: Parts = {
        "id": (WORD, "The step's id. Required."),
        "title": (TEXT, "The step's name; by default its id."),
        "points": (COUNT, "What the step is worth, where the ladder adds points up."),
    }
    return {"title": "Step", **not_a("null", "array"), **needing("id"), **keyed(parts, parts)}


def expectations() -> Schema:
    """Either form at one place, so that an editor tells what is wrong in the one begun."""
    entry: Schema = {
        "title": "Expectation",
        "description": "A plain line, or a mapping.",
        **not_a("null", "array"),
        "pattern": FILLED,
        **needing("text"),
        **keyed(NESTED_KEYS, _expectation_parts()),
    }
    return {
        **not_a(*SCALARS),
        "additionalProperties": map_of(list_of(entry)),
        "items": mapping(
            FLAT_KEYS,
            _flat_parts(),
            "Expectation",
            required=("competency", "at", "text"),
        ),
    }


def _expectation_parts() -> Parts:
    return {
        "id": (TEXT, "The expectation's id; by default made from its text."),
        "text": (WORD, "The behaviour that can be observed. Required."),
        "at": (texts(), "When it holds at more levels than the one it stands under."),
        "kind": (TEXT, "A word of your own, such as responsibility, skill or differentiator."),
        "target": (TEXT, "A number to look for; printed only."),
        "optional": (FLAG, "true: never required for coverage."),
        "tracks": (texts(), "Ids of the tracks that it is for; by default every track."),
        "examples": (texts(), "Examples of it."),
        "links": (list_of(link()), "Documents that explain it."),
        "meta": shared_parts()["meta"],
    }


def _flat_parts() -> Parts:
    at = any_of({"type": "array", "items": ENTRY, "minItems": 1}, ENTRY)
    return {
        **_expectation_parts(),
        "competency": (WORD, "The competency's id. Required."),
        "at": (at, "A level, a list of levels, all, or a step of the competency. Required."),
    }
