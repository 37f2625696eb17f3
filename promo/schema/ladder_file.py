"""The keys of a ladder file, each with its schema and its description."""

from __future__ import annotations

from promo.ladder.levels import LEVEL_KEYS, REQUIREMENT_KEYS
from promo.ladder.tracks import CHECK_KEYS, TRACK_KEYS
from promo.schema.competencies import competency, expectations
from promo.schema.names import LADDER_NAME
from promo.schema.shared import shared_parts
from promo.schema.values import (
    ABSENT,
    COUNT,
    ENTRY,
    FLAG,
    TEXT,
    URL,
    WORD,
    Parts,
    Schema,
    any_of,
    inner,
    list_of,
    map_of,
    mapping,
    texts,
)


def ladder_parts() -> Parts:
    """The keys at the top of the file."""
    return {**_heading_parts(), **shared_parts(), **_list_parts()}


def _heading_parts() -> Parts:
    return {
        "ladder": (WORD, "The ladder's id. Required."),
        "title": (TEXT, "The ladder's name; by default its id."),
        "version": (TEXT, "The ladder's version, in quotes."),
        "extends": (
            LADDER_NAME,
            "A built-in ladder, or a path relative to this file, that this one changes.",
        ),
        "source": (_source(), "Where the ladder's text comes from."),
        "notes": (TEXT, "What readers of a packet should know of the ladder."),
        "scopes": (texts(), "How far work can reach, smallest first."),
        "ratings": (texts(), "The ladder's own rating scale."),
    }


def _list_parts() -> Parts:
    described = "What each level expects: by level, competency and list, or as one flat list."
    return {
        "tracks": (
            list_of(mapping(TRACK_KEYS, _track_parts(), "Track", required=("id",))),
            "The ways up the ladder, such as individual contributor and manager.",
        ),
        "levels": (
            list_of(mapping(LEVEL_KEYS, _level_parts(), "Level", required=("id",))),
            "The levels, lowest first. Required unless the ladder extends another.",
        ),
        "competencies": (
            list_of(competency()),
            "What is assessed. Required unless the ladder extends another.",
        ),
        "requirements": (map_of(_requirement()), "By level: the steps, points and rules asked."),
        "checks": (
            list_of(mapping(CHECK_KEYS, _check_parts(), "Check", required=("id", "text"))),
            "Questions about the quality of each evidence item.",
        ),
        "expectations": (expectations(), described),
    }


def _source() -> Schema:
    parts: Parts = {
        "name": (TEXT, "The document's name."),
        "url": (any_of(URL, ABSENT), "Its http, https or mailto address."),
        "licence": (TEXT, "The licence of its text."),
        "unofficial": (FLAG, "true: not the organisation's own; every packet says so."),
    }
    return inner(parts, parts, "Source")


def _track_parts() -> Parts:
    return {
        "id": (WORD, "The track's id. Required."),
        "title": (TEXT, "The track's name; by default its id."),
        "aliases": (texts(), "Other names of the track."),
        "notes": (TEXT, "What readers of a packet should know of the track."),
    }


def _level_parts() -> Parts:
    shared = shared_parts()
    return {
        "id": (WORD, "The level's id. Required."),
        "title": (TEXT, "The level's name; by default its id."),
        "aliases": (texts(), "Other names of the level, which --target takes too."),
        "rank": (COUNT, "By default one above the level before; two levels may share a rank."),
        "tracks": (texts(), "Ids of the tracks that it is on; by default every track."),
        "summary": (TEXT, "The level in a line."),
        "scope": (TEXT, "How far work reaches at this level: one of the ladder's scopes."),
        "years": shared["years"],
        "time_in_level": (_time_in_level(), "How long people usually stay: information."),
        "equals": (texts(), "Ids of the ladder's levels that are the same."),
        "equivalents": (list_of(_equivalent()), "Titles outside the ladder that are the same."),
        "leads_to": (texts(), "Ids of the next levels; by default the next rank on its track."),
        "includes": (texts(), "Grades within the level; plain text."),
        "policy": shared["policy"],
        "meta": shared["meta"],
    }


def _time_in_level() -> Schema:
    parts: Parts = {
        "min_months": (COUNT, "The fewest months."),
        "max_months": (COUNT, "The most months."),
        "note": (TEXT, "When the months do not hold."),
    }
    return inner(parts, parts, "Time in level")


def _equivalent() -> Schema:
    parts: Parts = {
        "title": (WORD, "The title. Required."),
        "note": (TEXT, "When it is the same."),
    }
    return mapping(parts, parts, "Equivalent", required=("title",))


def _requirement() -> Schema:
    points: Parts = {
        "min": (COUNT, "The fewest points."),
        "max": (COUNT, "The most points."),
    }
    parts: Parts = {
        "steps": (map_of(ENTRY), "By competency with a scale: the step asked."),
        "points": (inner(points, points, "Points"), "The sum of points asked."),
        "rules": shared_parts()["rules"],
    }
    return mapping(REQUIREMENT_KEYS, parts, "Requirements of a level")


def _check_parts() -> Parts:
    return {
        "id": (WORD, "The question's id. Required."),
        "text": (WORD, "The question. Required."),
        "weak": (TEXT, "A weak example."),
        "strong": (TEXT, "A strong example."),
        "tests": (TEXT, "How to test an item for it."),
        "tracks": (texts(), "Ids of the tracks that it is for; by default every track."),
    }
