"""JSON Schemas of evidence files and ladders, for editors: never stricter than the readers.

Editors type plain scalars, the readers do not: `3` and `true` are texts to promo. So where a text
may stand, a number or boolean may. What may be absent may be null, but says so by `not`: editors
propose each `type`, and the word null, once typed, is a text to promo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TypeAlias

from promo import evidence
from promo.ladder import BUILT_IN, KEYS
from promo.ladder.competencies import COMPETENCY_KEYS
from promo.ladder.expectations import FLAT_KEYS, NESTED_KEYS
from promo.ladder.levels import LEVEL_KEYS, REQUIREMENT_KEYS
from promo.ladder.tracks import CHECK_KEYS, TRACK_KEYS
from promo.model import (
    POLICY_LINES,
    Competency,
    Cumulative,
    Expectation,
    Ladder,
    Level,
    Polarity,
    Responsibility,
    WorkStatus,
)
from promo.plain import Plain
from promo.prose import MAX_URL

Schema: TypeAlias = dict[str, Plain]
Named: TypeAlias = tuple[str, str]  # a name, and what it stands for
Parts: TypeAlias = dict[str, tuple[Schema, str]]  # key: its schema, its description

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
    root = _object(KEYS, _ladder_parts(), "Ladder", required=("ladder",))
    whole = ("levels", "competencies", "expectations")
    filled: Schema = {"type": "array", "minItems": 1}
    needs = _needing(*whole) | {
        "properties": {**dict.fromkeys(whole[:2], filled), "expectations": _PRESENT}
    }
    return _document(described, root) | {"if": _having("extends"), "else": needs}


def evidence_schema(ladder: Ladder | None) -> Schema:
    """The schema of an evidence file; with a ladder its names are the only ones allowed."""
    described = "Evidence of one person's work, tagged with the competencies of a ladder."
    names = _Names(ladder)
    root = _object(evidence._TOP, _top_parts(names), "Evidence file", required=("candidate",))
    return _document(described, root)


def _document(described: str, root: Schema) -> Schema:
    comment = f"Only promo itself checks {'; '.join(ONLY_THE_READER)}."
    return {"$schema": DIALECT, "$comment": comment, "description": described, **root}


# Values


def _not(*kinds: str) -> Schema:
    return {"not": {"type": list(kinds)}}


def _any(*choices: Plain) -> Schema:
    return {"anyOf": list(choices)}


_SCALARS = ("string", "number", "boolean")
_ABSENT = _not(*_SCALARS, "object", "array")
_PRESENT = _not("null")
_FILLED = r"\S"
_STRING: Schema = {"type": "string"}
_FILLED_STRING: Schema = {"type": "string", "pattern": _FILLED}
_TEXT = _any(_STRING, _not("object", "array"))
_ENTRY = _any(_STRING, _not("null", "object", "array"))
_WORD = _any(_FILLED_STRING, _not("null", "string", "object", "array"))
_NO = "[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]"
_FLAG_STRING: Schema = {"type": "string", "pattern": f"^(?:[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|{_NO})$"}
_FLAG = _any({"type": "boolean"}, _FLAG_STRING, _ABSENT)
_PLAIN_NO = _any({"const": False}, {"type": "string", "pattern": f"^(?:{_NO})$"}, {"type": "null"})
_COUNT = _any(
    {"type": "integer", "minimum": 0, "maximum": 1000},
    {"type": "string", "pattern": "^(?:[0-9]{1,3}|1000)$"},
    _ABSENT,
)
_WEIGHTS: tuple[Schema, Schema] = (
    {"type": "number", "minimum": 0, "maximum": 999.999},
    {"type": "string", "pattern": r"^[0-9]{1,3}(?:\.[0-9]{1,3})?$"},
)
_MONTH = "(?:0?[1-9]|1[0-2])"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_POINT = f"[0-9]{{4}}(?:-(?:[Qq][1-4]|{_MONTH}(?:-{_DAY})?))?"
_DATE = _any(
    {"type": "string", "pattern": rf"^\s*[0-9]{{4}}-{_MONTH}-{_DAY}\s*$"},
    _ABSENT,
)
_PERIOD = _any(
    {"type": "string", "pattern": rf"^\s*{_POINT}\s*(?:\.\.\s*(?:{_POINT}\s*)?)?$"},
    {"type": "integer", "minimum": 1000, "maximum": 9999},
    _ABSENT,
)
_URL: Schema = {
    "type": "string",
    "maxLength": MAX_URL,
    "pattern": r"^(?:[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]|[Mm][Aa][Ii][Ll][Tt][Oo]:\S)\S*$",
}


# Shapes


def _having(key: str) -> Schema:
    """A mapping in which `key` has a value."""
    return {"required": [key], "properties": {key: _PRESENT}}


def _needing(*keys: str) -> Schema:
    return {"required": list(keys)}


def _keyed(keys: Iterable[str], parts: Parts) -> Schema:
    """The keys of one of a reader's mappings, no others, each with its description."""
    properties: Schema = {}
    for key in keys:
        schema, described = parts[key]
        properties[key] = {"description": described, **schema}
    return {"properties": properties, "additionalProperties": False}


def _object(
    keys: Iterable[str], parts: Parts, title: str, *, required: Sequence[str] = ()
) -> Schema:
    needed = _needing(*required) if required else {}
    return {"title": title, "type": "object", **needed, **_keyed(keys, parts)}


def _inner(keys: Iterable[str], parts: Parts, title: str) -> Schema:
    """A mapping that may be absent."""
    return {"title": title, **_not(*_SCALARS, "array"), **_keyed(keys, parts)}


def _map_of(values: Schema) -> Schema:
    """A mapping of somebody's own keys; it may be absent."""
    # Editors take it for a mapping by its `properties`, of which it has none.
    return {**_not(*_SCALARS, "array"), "properties": {}, "additionalProperties": values}


def _list_of(entries: Schema) -> Schema:
    return {**_not(*_SCALARS, "object"), "items": entries}


def _texts(entry: Schema = _ENTRY) -> Schema:
    """A list, or a single text in place of a list of one."""
    return _any({"type": "array", "items": entry}, entry, _ABSENT)


# Names of a ladder, and words


def _constants(named: Iterable[Named]) -> list[Plain]:
    """Each name once, with all that it stands for; also as what an editor takes it for."""
    meanings: dict[str, dict[str, None]] = {}
    for name, meaning in named:
        if name.strip():
            meanings.setdefault(name, {})[" ".join(meaning.split())] = None
    found: list[Plain] = []
    for name, told in meanings.items():
        described = "; ".join(each for each in told if each) or name
        found += ({"const": value, "description": described} for value in _typed(name))
    return found


_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")


def _typed(name: str) -> Iterator[Plain]:
    """A name as text, and as the number or boolean that it is to YAML 1.2."""
    yield name
    if _BOOLEAN.fullmatch(name):
        yield name.lower() == "true"
    elif re.fullmatch("[-+]?[0-9]+", name):
        yield int(name)
    elif _NUMBER.fullmatch(name):
        yield float(name)


def _one_of(named: Iterable[Named]) -> Schema:
    """One of these names, or absent."""
    return _any(*_constants(named), _ABSENT)


def _suggested(named: Iterable[Named]) -> Schema:
    """Any text; an editor proposes these."""
    return _any(*_constants(named), _TEXT)


def _choice(meanings: Mapping[Enum, str]) -> Schema:
    return _one_of((str(member.value), meaning) for member, meaning in meanings.items())


_RESPONSIBILITIES: dict[Enum, str] = {
    Responsibility.OWNER: "The candidate answers for it",
    Responsibility.CO_OWNER: "The candidate answers for it with others",
    Responsibility.CONTRIBUTOR: "The candidate had a part in it",
    Responsibility.OBSERVER: "The candidate was there; the item is printed and never counted",
}
_STATUSES: dict[Enum, str] = {
    WorkStatus.DONE: "Finished; only finished work counts",
    WorkStatus.IN_PROGRESS: "Under way; printed and not counted",
}
_CUMULATIVES: dict[Enum, str] = {
    Cumulative.NONE: "Each level is read by its own expectations",
    Cumulative.CONTEXT: "What lower levels expect is printed, and not counted",
    Cumulative.ASSESS: "What lower levels expect is counted too",
}
_POLARITIES: dict[Enum, str] = {
    Polarity.EXPECTATION: "To be shown by evidence",
    Polarity.RISK: "Never met by evidence; printed for the committee",
}


class _Names:
    """What an evidence file may name: a ladder's ids, titles and aliases, or any text."""

    def __init__(self, ladder: Ladder | None) -> None:
        self.ladder = ladder

    def target(self) -> Schema:
        return _one_of(_targets(self.ladder)) if self.ladder else _TEXT

    def level(self) -> Schema:
        return _suggested(_levels(self.ladder.levels)) if self.ladder else _TEXT

    def track(self) -> Schema:
        """An empty text is no track; any other that the ladder lacks is refused."""
        empty: Schema = {"type": "string", "maxLength": 0}
        return _any(*_constants(_tracks(self.ladder)), empty, _ABSENT) if self.ladder else _TEXT

    def scope(self) -> Schema:
        has_scopes = self.ladder is not None and self.ladder.scopes
        return _one_of(_scopes(self.ladder)) if self.ladder and has_scopes else _TEXT

    def competency(self, otherwise: Schema = _ENTRY) -> Schema:
        if self.ladder is None:
            return otherwise
        return _any(*_constants(_competencies(self.ladder.competencies)))

    def expectation(self) -> Schema:
        if self.ladder is None:
            return _ENTRY
        ids = _constants((e.id, _told(e, self.ladder)) for e in self.ladder.expectations)
        return _any(*ids) if ids else {"not": {}}


def _levels(found: Sequence[Level]) -> Iterator[Named]:
    """Ids first: they are what an editor should propose first."""
    for level in found:
        yield level.id, ": ".join(part for part in (level.title, level.summary) if part)
    for level in found:
        for name in level.names:
            if name != level.id:
                yield name, f"The level {level.id}"


def _targets(ladder: Ladder) -> Iterator[Named]:
    """A level's names, and where it is on several tracks each with a track's: `L5 PMM`."""
    yield from _levels(ladder.levels)
    for level in ladder.levels:
        on = ladder.tracks_of(level)
        for track in on if len(on) > 1 else ():
            told = f"The level {level.id} on the track {track.id}"
            yield from ((f"{name} {of}", told) for name in level.names for of in track.names)


def _tracks(ladder: Ladder) -> Iterator[Named]:
    for track in ladder.tracks:
        yield track.id, ": ".join(part for part in (track.title, track.notes) if part)
    for track in ladder.tracks:
        for name in track.names[1:]:
            if name != track.id:
                yield name, f"The track {track.id}"


def _scopes(ladder: Ladder) -> Iterator[Named]:
    for number, scope in enumerate(ladder.scopes, 1):
        titles = ", ".join(level.title for level in ladder.levels if level.scope == scope)
        place = f"Scope {number} of {len(ladder.scopes)}, smallest first"
        yield scope, f"{place}: {titles}" if titles else place


def _competencies(found: Sequence[Competency]) -> Iterator[Named]:
    for competency in found:
        told = ": ".join(part for part in (competency.title, competency.description) if part)
        yield competency.id, f"{told} ({_RISK})" if competency.is_risk else told
    for competency in found:
        for name in (competency.title, *competency.aliases):
            if name != competency.id:
                yield name, f"The competency {competency.id}"


_RISK = "a risk, which evidence cannot meet"


def _told(expectation: Expectation, ladder: Ladder) -> str:
    titles = {competency.id: competency.title for competency in ladder.competencies}
    at = expectation.step or ", ".join(expectation.levels) or "every level"
    return f"{titles[expectation.competency]}, {at}: {expectation.text}"


# The evidence file


def _top_parts(names: _Names) -> Parts:
    candidate = _object(
        evidence._CANDIDATE, _candidate_parts(names), "Candidate", required=("name",)
    )
    feedback = _object(evidence._FEEDBACK, _feedback_parts(names), "Feedback")
    waiver = _object(evidence._WAIVER, _waiver_parts(names), "Waiver", required=evidence._WAIVER)
    return {
        "candidate": (candidate, "The person assessed."),
        "packet": (
            _inner(evidence._PACKET, _packet_parts(names), "Packet"),
            "The packet itself: ladder, target, dates, summary. The command line wins over it.",
        ),
        "evidence": (_list_of(_item(names)), "What the candidate did, one item each."),
        "feedback": (_list_of(feedback), "What people say of the candidate as a whole."),
        "waivers": (
            _list_of(waiver),
            "Competencies that are not asked of this candidate; the status stays, the gap goes.",
        ),
    }


def _candidate_parts(names: _Names) -> Parts:
    return {
        "name": (_WORD, "The candidate's name. Required."),
        "current_level": (names.level(), "A level of the ladder; printed as typed if it is none."),
        "role": (_TEXT, "The candidate's role or job title."),
        "team": (_TEXT, "The candidate's team."),
        "manager": (_TEXT, "The candidate's manager."),
    }


def _packet_parts(names: _Names) -> Parts:
    return {
        "ladder": (_LADDER_NAME, "A built-in ladder, or a path relative to this file."),
        "target": (names.target(), "The level to assess against; --target wins."),
        "track": (names.track(), "The track, where the target is on several; --track wins."),
        "cycle": (_TEXT, "The promotion cycle, such as 2026-H1."),
        "as_of": (_DATE, "The day counted from, such as 2026-06-30; --as-of wins; else today."),
        "summary": (_TEXT, "Markdown, three to five sentences."),
    }


def _item(names: _Names) -> Schema:
    """One item; a private one is left unread, so anything may stand in it."""
    private: Schema = {"required": ["private"], "properties": {"private": {"not": _PLAIN_NO}}}
    both: Schema = {
        "required": ["date", "period"],
        "properties": {"date": _PRESENT, "period": _PRESENT},
    }
    read = {**_needing("title"), **_keyed(evidence._ITEM, _item_parts(names)), "not": both}
    return {"title": "Evidence item", "type": "object", "if": private, "else": read}


def _item_parts(names: _Names) -> Parts:
    return {**_tag_parts(names), **_story_parts(names)}


def _tag_parts(names: _Names) -> Parts:
    return {
        "id": (_TEXT, "The item's own id; by default made from the title."),
        "title": (_WORD, "What was done, in a line. Required."),
        "date": (_PERIOD, f"When: {_DATES}. Use date or period, not both."),
        "period": (_PERIOD, f"From when to when: {_DATES}. Use date or period, not both."),
        "project": (_TEXT, "The project; a pattern needs items from several."),
        "competencies": (
            _texts(names.competency()),
            "The competencies that the item shows, each by id, title or alias.",
        ),
        "expectations": (
            _texts(names.expectation()),
            "The expectations that the item meets, by id; each also names its competency.",
        ),
        "responsibility": (_choice(_RESPONSIBILITIES), "The candidate's own part."),
        "scope": (names.scope(), "How far the work reached: one of the ladder's scopes."),
        "status": (_choice(_STATUSES), "Only finished work counts; done by default."),
        "headline": (_FLAG, "true: one of the three to five strongest."),
    }


def _story_parts(names: _Names) -> Parts:
    corroboration = _object(evidence._CORROBORATION, _corroboration_parts(names), "Corroboration")
    return {
        "situation": (_TEXT, "Markdown: how things stood."),
        "actions": (_TEXT, "Markdown: what the candidate did."),
        "result": (_TEXT, "Markdown: what came of it."),
        "metrics": (_list_of(_metric()), "Measured changes; numbers in prose count for nothing."),
        "links": (_list_of(_link()), "Documents that show it."),
        "corroboration": (_list_of(corroboration), "Who else says so."),
        "private": (_any({"type": "boolean"}, _STRING, _ABSENT), "true: in no output at all."),
    }


_DATES = "2025-09-30, 2025-09, 2025-Q3, 2025, open 2025-03.. or 2025-01..2025-09"


def _metric() -> Schema:
    parts: Parts = {
        "name": (_TEXT, "What was measured. A metric needs a name or a result."),
        "baseline": (_TEXT, "The value before."),
        "result": (_TEXT, "The value after."),
        "window": (_PERIOD, f"When it was measured: {_DATES}."),
        "method": (_TEXT, "How it was measured."),
    }
    return _object(evidence._METRIC, parts, "Metric") | _any(_having("name"), _having("result"))


def _link() -> Schema:
    parts: Parts = {
        "title": (_TEXT, "The words shown; by default the address."),
        "url": (_URL, "An http, https or mailto address. Required."),
    }
    return _object(parts, parts, "Link", required=("url",))


def _corroboration_parts(names: _Names) -> Parts:
    return {
        **_person_parts(names),
        "date": (_PERIOD, f"When it was said: {_DATES}."),
    }


def _feedback_parts(names: _Names) -> Parts:
    return {
        **_person_parts(names),
        "supportive": (_FLAG, "Whether they support the promotion."),
    }


def _person_parts(names: _Names) -> Parts:
    return {
        "name": (_TEXT, "Who says it; without a name nobody is counted."),
        "role": (_TEXT, "Their role or job title."),
        "level": (names.level(), "Their level; any text, counted when it is one of the ladder's."),
        "relation": (_TEXT, "How they know the work, such as peer or manager."),
        "quote": (_TEXT, "What they say, word for word."),
    }


def _waiver_parts(names: _Names) -> Parts:
    return {
        "competency": (names.competency(_WORD), "The competency, by id, title or alias. Required."),
        "reason": (_WORD, "Why it is not asked. Required."),
        "approved_by": (_WORD, "Who agreed. Required."),
    }


# The ladder file


_LADDER_NAME = _suggested((name, "A built-in ladder") for name in BUILT_IN)


def _ladder_parts() -> Parts:
    return {**_heading_parts(), **_shared_parts(), **_list_parts()}


def _heading_parts() -> Parts:
    return {
        "ladder": (_WORD, "The ladder's id. Required."),
        "title": (_TEXT, "The ladder's name; by default its id."),
        "version": (_TEXT, "The ladder's version, in quotes."),
        "extends": (
            _LADDER_NAME,
            "A built-in ladder, or a path relative to this file, that this one changes.",
        ),
        "source": (_source(), "Where the ladder's text comes from."),
        "notes": (_TEXT, "What readers of a packet should know of the ladder."),
        "scopes": (_texts(), "How far work can reach, smallest first."),
        "ratings": (_texts(), "The ladder's own rating scale."),
    }


def _shared_parts() -> Parts:
    """What ladders and competencies state alike; levels some of it."""
    return {
        "cumulative": (_choice(_CUMULATIVES), "What the levels below add; none by default."),
        "policy": (_policy(), "How much is enough; each number over promo's default."),
        "years": (_years(), "Years of experience: information, never counted."),
        "rules": (_list_of(_RULE), "Printed word for word, for the committee to check."),
        "meta": (_map_of(_TEXT), "Keys and texts of your own; printed, never counted."),
    }


def _list_parts() -> Parts:
    described = "What each level expects: by level, competency and list, or as one flat list."
    return {
        "tracks": (
            _list_of(_object(TRACK_KEYS, _track_parts(), "Track", required=("id",))),
            "The ways up the ladder, such as individual contributor and manager.",
        ),
        "levels": (
            _list_of(_object(LEVEL_KEYS, _level_parts(), "Level", required=("id",))),
            "The levels, lowest first. Required unless the ladder extends another.",
        ),
        "competencies": (
            _list_of(_competency()),
            "What is assessed. Required unless the ladder extends another.",
        ),
        "requirements": (_map_of(_requirement()), "By level: the steps, points and rules asked."),
        "checks": (
            _list_of(_object(CHECK_KEYS, _check_parts(), "Check", required=("id", "text"))),
            "Questions about the quality of each evidence item.",
        ),
        "expectations": (_expectations(), described),
    }


_RULE = _any(_WORD, {"type": "object", "minProperties": 1, "additionalProperties": _TEXT})


def _source() -> Schema:
    parts: Parts = {
        "name": (_TEXT, "The document's name."),
        "url": (_any(_URL, _ABSENT), "Its http, https or mailto address."),
        "licence": (_TEXT, "The licence of its text."),
        "unofficial": (_FLAG, "true: not the organisation's own; every packet says so."),
    }
    return _inner(parts, parts, "Source")


_LINES = {
    "items": "So many items count.",
    "projects": "They come from so many projects, never more than the items asked.",
    "recent_months": "One of them ended within so many calendar months before the as-of date.",
    "measured": "So many have an entry under metrics or links.",
    "at_scope": "So many are at the level's scope or wider, where the ladder names scopes.",
    "sustained_months": "They span so many calendar months.",
}


def _policy() -> Schema:
    parts: Parts = {line: (_COUNT, f"{told} 0: not asked.") for line, told in _LINES.items()}
    return _inner(POLICY_LINES, parts, "Policy")


def _years() -> Schema:
    parts: Parts = {
        "min": (_COUNT, "The fewest years."),
        "max": (_COUNT, "The most years."),
        "note": (_TEXT, "What the years are of, or when they do not hold."),
        "hard": (_FLAG, "true: for the committee to check."),
    }
    return _inner(parts, parts, "Years")


def _track_parts() -> Parts:
    return {
        "id": (_WORD, "The track's id. Required."),
        "title": (_TEXT, "The track's name; by default its id."),
        "aliases": (_texts(), "Other names of the track."),
        "notes": (_TEXT, "What readers of a packet should know of the track."),
    }


def _level_parts() -> Parts:
    shared = _shared_parts()
    return {
        "id": (_WORD, "The level's id. Required."),
        "title": (_TEXT, "The level's name; by default its id."),
        "aliases": (_texts(), "Other names of the level, which --target takes too."),
        "rank": (_COUNT, "By default one above the level before; two levels may share a rank."),
        "tracks": (_texts(), "Ids of the tracks that it is on; by default every track."),
        "summary": (_TEXT, "The level in a line."),
        "scope": (_TEXT, "How far work reaches at this level: one of the ladder's scopes."),
        "years": shared["years"],
        "time_in_level": (_time_in_level(), "How long people usually stay: information."),
        "equals": (_texts(), "Ids of the ladder's levels that are the same."),
        "equivalents": (_list_of(_equivalent()), "Titles outside the ladder that are the same."),
        "leads_to": (_texts(), "Ids of the next levels; by default the next rank on its track."),
        "includes": (_texts(), "Grades within the level; plain text."),
        "policy": shared["policy"],
        "meta": shared["meta"],
    }


def _time_in_level() -> Schema:
    parts: Parts = {
        "min_months": (_COUNT, "The fewest months."),
        "max_months": (_COUNT, "The most months."),
        "note": (_TEXT, "When the months do not hold."),
    }
    return _inner(parts, parts, "Time in level")


def _equivalent() -> Schema:
    parts: Parts = {
        "title": (_WORD, "The title. Required."),
        "note": (_TEXT, "When it is the same."),
    }
    return _object(parts, parts, "Equivalent", required=("title",))


def _competency() -> Schema:
    return _object(COMPETENCY_KEYS, _competency_parts(), "Competency", required=("id",))


def _competency_parts() -> Parts:
    weight = _any(*_WEIGHTS, {"type": "object", "additionalProperties": _any(*_WEIGHTS)}, _ABSENT)
    required = _any({"type": "boolean"}, _FLAG_STRING, {"type": "array", "items": _ENTRY}, _ABSENT)
    return {
        **_shared_parts(),
        "id": (_WORD, "The competency's id. Required."),
        "title": (_TEXT, "The competency's name; by default its id."),
        "aliases": (_texts(), "Other names that tag it; competencies may share an alias."),
        "description": (_TEXT, "The competency in a line or two."),
        "group": (_TEXT, "The group it stands in; A / B for a group within a group."),
        "weight": (weight, "A number, or one for each track; 0: not assessed on that track."),
        "required": (required, "true, or a list of tracks: comes first among the flags."),
        "polarity": (
            _choice(_POLARITIES),
            "expectation by default; risk: evidence cannot meet it.",
        ),
        "scale": (_list_of(_step()), "Its own steps, lowest first, in place of the levels."),
    }


def _step() -> Schema:
    """A step is its id alone, or a mapping."""
    parts: Parts = {
        "id": (_WORD, "The step's id. Required."),
        "title": (_TEXT, "The step's name; by default its id."),
        "points": (_COUNT, "What the step is worth, where the ladder adds points up."),
    }
    return {"title": "Step", **_not("null", "array"), **_needing("id"), **_keyed(parts, parts)}


def _requirement() -> Schema:
    points: Parts = {
        "min": (_COUNT, "The fewest points."),
        "max": (_COUNT, "The most points."),
    }
    parts: Parts = {
        "steps": (_map_of(_ENTRY), "By competency with a scale: the step asked."),
        "points": (_inner(points, points, "Points"), "The sum of points asked."),
        "rules": _shared_parts()["rules"],
    }
    return _object(REQUIREMENT_KEYS, parts, "Requirements of a level")


def _check_parts() -> Parts:
    return {
        "id": (_WORD, "The question's id. Required."),
        "text": (_WORD, "The question. Required."),
        "weak": (_TEXT, "A weak example."),
        "strong": (_TEXT, "A strong example."),
        "tests": (_TEXT, "How to test an item for it."),
        "tracks": (_texts(), "Ids of the tracks that it is for; by default every track."),
    }


def _expectations() -> Schema:
    """Either form at one place, so that an editor tells what is wrong in the one begun."""
    entry: Schema = {
        "title": "Expectation",
        "description": "A plain line, or a mapping.",
        **_not("null", "array"),
        "pattern": _FILLED,
        **_needing("text"),
        **_keyed(NESTED_KEYS, _expectation_parts()),
    }
    return {
        **_not(*_SCALARS),
        "additionalProperties": _map_of(_list_of(entry)),
        "items": _object(
            FLAT_KEYS,
            _flat_parts(),
            "Expectation",
            required=("competency", "at", "text"),
        ),
    }


def _expectation_parts() -> Parts:
    return {
        "id": (_TEXT, "The expectation's id; by default made from its text."),
        "text": (_WORD, "The behaviour that can be observed. Required."),
        "at": (_texts(), "When it holds at more levels than the one it stands under."),
        "kind": (_TEXT, "A word of your own, such as responsibility, skill or differentiator."),
        "target": (_TEXT, "A number to look for; printed only."),
        "optional": (_FLAG, "true: never required for coverage."),
        "tracks": (_texts(), "Ids of the tracks that it is for; by default every track."),
        "examples": (_texts(), "Examples of it."),
        "links": (_list_of(_link()), "Documents that explain it."),
        "meta": _shared_parts()["meta"],
    }


def _flat_parts() -> Parts:
    at = _any({"type": "array", "items": _ENTRY, "minItems": 1}, _ENTRY)
    return {
        **_expectation_parts(),
        "competency": (_WORD, "The competency's id. Required."),
        "at": (at, "A level, a list of levels, all, or a step of the competency. Required."),
    }
