"""What a value may be, and what lists and mappings are made of: the schemas of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from promo.plain import Plain
from promo.prose import MAX_URL

Schema: TypeAlias = dict[str, Plain]
Parts: TypeAlias = dict[str, tuple[Schema, str]]  # key: its schema, its description


def not_a(*kinds: str) -> Schema:
    """Any value but one of these JSON types."""
    return {"not": {"type": list(kinds)}}


def any_of(*choices: Plain) -> Schema:
    """What one of these schemas at least allows."""
    return {"anyOf": list(choices)}


SCALARS = ("string", "number", "boolean")
ABSENT = not_a(*SCALARS, "object", "array")
PRESENT = not_a("null")
FILLED = r"\S"
STRING: Schema = {"type": "string"}
_FILLED_STRING: Schema = {"type": "string", "pattern": FILLED}
TEXT = any_of(STRING, not_a("object", "array"))
ENTRY = any_of(STRING, not_a("null", "object", "array"))
WORD = any_of(_FILLED_STRING, not_a("null", "string", "object", "array"))
_NO = "[Ff][Aa][Ll][Ss][Ee]|[Nn][Oo]"
FLAG_STRING: Schema = {"type": "string", "pattern": f"^(?:[Tt][Rr][Uu][Ee]|[Yy][Ee][Ss]|{_NO})$"}
FLAG = any_of({"type": "boolean"}, FLAG_STRING, ABSENT)
PLAIN_NO = any_of({"const": False}, {"type": "string", "pattern": f"^(?:{_NO})$"}, {"type": "null"})
COUNT = any_of(
    {"type": "integer", "minimum": 0, "maximum": 1000},
    {"type": "string", "pattern": "^(?:[0-9]{1,3}|1000)$"},
    ABSENT,
)
_MONTH = "(?:0?[1-9]|1[0-2])"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])"
_POINT = f"[0-9]{{4}}(?:-(?:[Qq][1-4]|{_MONTH}(?:-{_DAY})?))?"
DATE = any_of(
    {"type": "string", "pattern": rf"^\s*[0-9]{{4}}-{_MONTH}-{_DAY}\s*$"},
    ABSENT,
)
PERIOD = any_of(
    {"type": "string", "pattern": rf"^\s*{_POINT}\s*(?:\.\.\s*(?:{_POINT}\s*)?)?$"},
    {"type": "integer", "minimum": 1000, "maximum": 9999},
    ABSENT,
)
URL: Schema = {
    "type": "string",
    "maxLength": MAX_URL,
    "pattern": r"^(?:[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#]|[Mm][Aa][Ii][Ll][Tt][Oo]:\S)\S*$",
}


# Shapes


def having(key: str) -> Schema:
    """A mapping in which `key` has a value."""
    return {"required": [key], "properties": {key: PRESENT}}


def needing(*keys: str) -> Schema:
    """A mapping in which these keys stand, with a value or without."""
    return {"required": list(keys)}


def keyed(keys: Iterable[str], parts: Parts) -> Schema:
    """The keys of one of a reader's mappings, no others, each with its description."""
    properties: Schema = {}
    for key in keys:
        schema, described = parts[key]
        properties[key] = {"description": described, **schema}
    return {"properties": properties, "additionalProperties": False}


def mapping(
    keys: Iterable[str], parts: Parts, title: str, *, required: Sequence[str] = ()
) -> Schema:
    """A mapping with the reader's keys and no others; those of `required` must stand in it."""
    needed = needing(*required) if required else {}
    return {"title": title, "type": "object", **needed, **keyed(keys, parts)}


def inner(keys: Iterable[str], parts: Parts, title: str) -> Schema:
    """A mapping that may be absent."""
    return {"title": title, **not_a(*SCALARS, "array"), **keyed(keys, parts)}


def map_of(values: Schema) -> Schema:
    """A mapping of somebody's own keys; it may be absent."""
    # Editors take it for a mapping by its `properties`, of which it has none.
    return {**not_a(*SCALARS, "array"), "properties": {}, "additionalProperties": values}


def list_of(entries: Schema) -> Schema:
    """A list of such entries; it may be absent."""
    return {**not_a(*SCALARS, "object"), "items": entries}


def texts(entry: Schema = ENTRY) -> Schema:
    """A list, or a single text in place of a list of one."""
    return any_of({"type": "array", "items": entry}, entry, ABSENT)


def link() -> Schema:
    """A link in evidence or in a ladder: an address and the words shown for it."""
    parts: Parts = {
        "title": (TEXT, "The words shown; by default the address."),
        "url": (URL, "An http, https or mailto address. Required."),
    }
    return mapping(parts, parts, "Link", required=("url",))
