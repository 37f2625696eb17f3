"""Which paths lead to the parts of a record: those of the map, or a guess by well-known keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promo.findings import Location, quote, stopped
from promo.importing.draft import Draft
from promo.importing.paths import EACH, deepest, segments_of, texts
from promo.importing.roles import COMPETENCIES, GROUPS, LEVELS, TEXTS
from promo.model import match_key
from promo.source import Map, Node, Seq, Text

Path = tuple[str, ...]
_MUST_LEAD = ("text", "level", "competency", "step")
_EXAMPLE = "paths: {text: topics.*.criteria.*, level: topics.*.level, competency: topics.*.name}"
_MOST = 12  # keys that a message lists


class Ways(NamedTuple):
    """The path to each part of a record, and to what is kept of it besides."""

    parts: dict[str, Path]
    meta: dict[str, Path]


def ways_of(draft: Draft, root: Map | Seq, name: str) -> Ways:
    """The paths; InputError where there are none, or one that matters leads nowhere."""
    guide = draft.guide
    if guide.paths:
        parts = {part: segments_of(path) for part, path in guide.paths.items()}
        ways = Ways(parts, {key: segments_of(path) for key, path in guide.meta.items()})
    else:
        ways = _guessed(draft, root, name)
    _refuse_absent(ways, name)
    for part, path in [*ways.parts.items(), *ways.meta.items()]:
        if next(texts(root, path), None) is None:
            _tell_lost(draft, root, name, part, path)
    return ways


def _guessed(draft: Draft, root: Map | Seq, name: str) -> Ways:
    """The paths of a flat list whose keys have well-known names."""
    start, records = _flat(root)
    keys = dict.fromkeys(key for record in records for key in record.entries)
    found = {
        "level": _first_of(keys, LEVELS),
        "competency": _first_of(keys, COMPETENCIES) or _first_of(keys, GROUPS),
        "text": next((k for word in TEXTS for k in keys if match_key(k) == word), ""),
    }
    if not all(found.values()) or len(set(found.values())) < len(found):
        seen = _listed(".".join(path) for path in _shapes(root))
        message = f"the records are of no known shape; the paths seen: {seen or 'none'}"
        help = f"write a --map file with {_EXAMPLE}"
        raise stopped("IM012", Location(name, root.line, root.column), message, help)
    parts = {part: (*start, key) for part, key in found.items()}
    shown = ", ".join(f"{part} from {'.'.join(path)}" for part, path in parts.items())
    draft.guessed(0, f"read as a flat list: {shown}")
    return Ways(parts, {key: (*start, key) for key in keys if key not in found.values()})


def _refuse_absent(ways: Ways, name: str) -> None:
    if "text" not in ways.parts:
        absent = "`text`"
    elif "level" not in ways.parts and "step" not in ways.parts:
        absent = "`level` or `step`"
    else:
        return
    raise stopped("IM011", Location(name), f"the map has no path for {absent}", f"add {_EXAMPLE}")


def _tell_lost(draft: Draft, root: Node, name: str, part: str, path: Path) -> None:
    """A finding where the path to a part that matters leads to no text, else a note."""
    count, node = deepest(root, path)
    shown, lost = quote(".".join(path)), ".".join(path[: count + 1])
    message = f"the path of `{part}`, {shown}, leads to no text: nothing stands at {lost}"
    if count == len(path):
        message = f"the path of `{part}`, {shown}, leads to no text"
    if part in _MUST_LEAD:
        raise stopped("IM011", Location(name, node.line, node.column), message, _seen(node))
    draft.guessed(node.line, message)


def _flat(root: Map | Seq) -> tuple[Path, list[Map]]:
    """The list of mappings at the top or under one of the keys there, and the path to each."""
    if isinstance(root, Seq):
        return (EACH,), [value for value in root.values if isinstance(value, Map)]
    lists = {
        key: [entry for entry in value.values if isinstance(entry, Map)]
        for key, (_, value) in root.entries.items()
        if isinstance(value, Seq)
    }
    longest = max(lists, key=lambda key: len(lists[key]), default="")
    return (longest, EACH), lists.get(longest, [])


def _first_of(keys: Iterable[str], words: frozenset[str]) -> str:
    return next((key for key in keys if match_key(key) in words), "")


def _shapes(node: Node, path: Path = ()) -> Iterator[Path]:
    """The paths to texts, with `*` for the place in a list."""
    if isinstance(node, Text):
        yield path
    elif isinstance(node, Seq):
        for value in node.values:
            yield from _shapes(value, (*path, EACH))
    else:
        for key, (_, value) in node.entries.items():
            yield from _shapes(value, (*path, key))


def _seen(node: Node) -> str:
    if isinstance(node, Map):
        return f"the keys there: {_listed(node.entries) or 'none'}"
    if isinstance(node, Seq):
        return f"there stands a list of {len(node.values)}: write `*` for each of its entries"
    return f"there stands the text {quote(node.value, 40)}"


def _listed(names: Iterable[str]) -> str:
    each = list(dict.fromkeys(names))
    return ", ".join(each[:_MOST]) + (", …" if len(each) > _MOST else "")
