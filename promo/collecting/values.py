"""What stands in the values of records, where it stands there."""

from __future__ import annotations

from collections.abc import Iterator

from promo.collecting import dates
from promo.collecting.dates import Calendar
from promo.collecting.draft import Draft
from promo.collecting.phrasing import doubt
from promo.source import Map, Node, Seq, Text


def dated(text: str, key: str) -> tuple[str, list[str]]:
    """The date in a text that is one; else the text, to stand in a comment."""
    found = dates.whole(text, Calendar()) if text.strip() else None
    if found and found.when:
        return found.when, []
    return "", [doubt(found) if found else f"{key}: {text}"] if text.strip() else []


def text(node: Node | None, *keys: str) -> str:
    """The first text of these keys that says something."""
    for key in keys:
        entry = node.entries.get(key) if isinstance(node, Map) else None
        value = entry[1] if entry else None
        if isinstance(value, Text) and not value.is_absent and value.value:
            return value.value
    return ""


def seq(node: Map, key: str) -> list[Text]:
    entry = node.entries.get(key)
    values = entry[1].values if entry and isinstance(entry[1], Seq) else []
    return [value for value in values if isinstance(value, Text) and value.value.strip()]


def maps(node: Map, key: str) -> list[Map]:
    entry = node.entries.get(key)
    values = entry[1].values if entry and isinstance(entry[1], Seq) else []
    return [value for value in values if isinstance(value, Map)]


def maps_of(node: Map, key: str) -> Iterator[Map]:
    entry = node.entries.get(key)
    if entry and isinstance(entry[1], Map):
        yield entry[1]


def texts(node: Node) -> Iterator[Text]:
    """Every text in a value that says something."""
    if isinstance(node, Text):
        if node.value.strip() and not node.is_absent:
            yield node
    elif isinstance(node, Seq):
        for value in node.values:
            yield from texts(value)
    else:
        for _, value in node.entries.values():
            yield from texts(value)


def skip_strays(draft: Draft, node: Node) -> None:
    """What stands where records are asked for and is none."""
    for value in node.values if isinstance(node, Seq) else [node]:
        if value is node or not isinstance(value, Map):
            for text in texts(value):
                draft.skip(text.line, text.value, "no record")
