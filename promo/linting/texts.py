"""An evidence file as the rules of prose see it: items and texts, each word with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from promo.evidence import is_private
from promo.findings import Finding, Location
from promo.linting.words import OWN
from promo.source import Map, Node, Seq, Source, Text

_STORY = ("title", "situation", "actions", "result")
# Keys whose texts are printed and are no names, dates, ids or words of a fixed set.
_READ = frozenset({*_STORY, "summary", "project", "method", "quote", "relation", "role", "reason"})
# What is read as it stands and is nobody's wording.
_ADDRESS = re.compile(r"(?:https?://|mailto:|file:)[^\s>)\]]+|`[^`\n]*`", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"|^[ ]{0,3}>.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_END = re.compile(r"[.!?;](?=\s+[^\sa-z]|\s*$)|\n\s*\n|\n(?=\s*(?:[-*]|\d+[.)]) )")


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


class Passage:
    """One text of the file and the key that it stands under."""

    def __init__(self, key: str, text: Text) -> None:
        self.key = key
        self.text = text

    @cached_property
    def shown(self) -> str:
        """The text with blanks for addresses and code."""
        value = self.text.value
        return _ADDRESS.sub(_blank, value) if "`" in value or ":" in value else value

    @cached_property
    def own(self) -> str:
        """The text with blanks for what it quotes, too."""
        return _QUOTED.sub(_blank, self.shown)

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.shown.lower()))

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def sentences(self) -> tuple[tuple[int, str], ...]:
        """Each sentence or list entry of `own`, with where it begins."""
        found, start = [], 0
        for end in _END.finditer(self.own):
            found.append((start, self.own[start : end.end()]))
            start = end.end()
        return tuple(each for each in [*found, (start, self.own[start:])] if each[1].strip())


@dataclass(frozen=True, slots=True)
class Item:
    """One item that is not private: its node and the passages of its story."""

    node: Map
    passages: dict[str, Passage] = field(default_factory=dict)

    def word(self, key: str) -> str:
        """A short value, such as `responsibility`."""
        return word_of(self.node, key)

    def maps(self, key: str) -> Iterator[Map]:
        yield from maps_of(self.node, key)

    @property
    def story(self) -> tuple[Passage, ...]:
        return tuple(self.passages.values())


class Texts:
    """The items and passages of one parsed file; private items are not looked at."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.items = tuple(_item(node) for node in maps_of(source.root, "evidence"))
        self.passages = tuple(passages(source.root))

    @cached_property
    def first_person(self) -> frozenset[tuple[int, int]]:
        """The places of the texts of items that say "I" somewhere."""
        told = [item.story for item in self.items if any(OWN.search(p.own) for p in item.story)]
        return frozenset((p.text.line, p.text.column) for story in told for p in story)

    def candidate(self, key: str) -> str:
        node = value_of(self.source.root, "candidate")
        return word_of(node, key) if isinstance(node, Map) else ""

    def at(self, code: str, where: Node, message: str, help: str, many: str = "") -> Finding:
        """A finding about a value as a whole."""
        place = self.source.place(where)
        return Finding(code=code, location=place, message=message, help=help, many=many)

    def within(
        self, code: str, passage: Passage, start: int, message: str, help: str, many: str = ""
    ) -> Finding:
        """A finding about what begins at `start` of a passage."""
        place = place_in(self.source, passage.text, start)
        return Finding(code=code, location=place, message=message, help=help, many=many)


def _item(node: Map) -> Item:
    item = Item(node)
    for key in _STORY:
        value = value_of(node, key)
        if isinstance(value, Text) and value.value.strip():
            item.passages[key] = Passage(key, value)
    return item


def value_of(node: Map, key: str) -> Node | None:
    """The value under a key; None where it is absent or empty."""
    value = node.entries[key][1] if key in node.entries else None
    return None if isinstance(value, Text) and value.is_absent else value


def word_of(node: Map, key: str) -> str:
    value = value_of(node, key)
    return value.value if isinstance(value, Text) else ""


def maps_of(node: Map, key: str) -> Iterator[Map]:
    """The mappings of a list, without private ones."""
    value = value_of(node, key)
    for each in value.values if isinstance(value, Seq) else ():
        if isinstance(each, Map) and not is_private(each):
            yield each


def passages(node: Node, keys: frozenset[str] = _READ) -> Iterator[Passage]:
    """The texts under some keys, in order, without private items."""
    if is_private(node):
        return
    if isinstance(node, Map):
        for key, (_, value) in node.entries.items():
            if key == "ignore":
                continue  # it is not printed
            if not isinstance(value, Text):
                names = {"name"} if key == "metrics" and "method" in keys else set()
                yield from passages(value, keys | names)
            elif key in keys:
                yield Passage(key, value)
    elif isinstance(node, Seq):
        for value in node.values:
            yield from passages(value, keys)


def place_in(source: Source, text: Text, start: int) -> Location:
    """Where the word at `start` of a value stands in its file; the value's place if escaped."""
    word = re.match(r"\S+", text.value[start:])
    needle = word[0] if word else ""
    before = text.value.count(needle, 0, start) if needle else 0
    at = text.column - 1
    for number in range(text.line, max(text.end_line, text.line) + 1 if needle else 0):
        line = source.lines[number - 1]
        while (found := line.find(needle, at)) >= 0:
            if before == 0:
                return Location(source.name, number, found + 1)
            before, at = before - 1, found + len(needle)
        at = 0
    return source.place(text)
