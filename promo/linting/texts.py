"""An evidence file as the rules of prose see it: items and texts, each word with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from promo.evidence import is_private
from promo.findings import Finding, Location
from promo.linting.patterns import pattern
from promo.linting.words import OWN
from promo.source import Map, Node, Seq, Source, Text

MOST_TOLD = 20  # of one rule in one text
_STORY = ("title", "situation", "actions", "result")
# Keys whose texts are printed and are no names, dates, ids or words of a fixed set.
_READ = frozenset({*_STORY, "summary", "project", "method", "quote", "relation", "role", "reason"})
# What is read as it stands and is nobody's wording.
_ADDRESS = pattern(r"(?:https?://|mailto:|file:)[^\s>)\]]+|`[^`\n]*`", re.IGNORECASE)
# Marks of several languages; a single one may be an apostrophe within.
QUOTE = (
    r"“[^“”]{1,2000}”|„[^„“”]{1,2000}[“”]|\"[^\"]{1,2000}\"|«[^«»]{1,2000}»|»[^«»]{1,2000}«"
    r"|(?<![\w'’])['‘‚](?=\S)(?:[^'‘’\n]|(?<=\w)['’](?=\w)){1,2000}['‘’](?!\w)"
)
_MARK = pattern("[“„\"«»'‘‚>]")
_QUOTED = pattern(rf"{QUOTE}|^[ ]{{0,3}}>.*$", re.MULTILINE)
_WORD = pattern(r"[^\W_]+")
_NEEDLE = pattern(r"\w+|\S")
_END = pattern(r"[.!?;](?=\s+[^\sa-z]|\s*$)|\n\s*\n|\n(?=\s*(?:[-*]|\d+[.)]) )")


_BEFORE = pattern(r"[\w,)’'][ *_(“\"'‘]*\Z")
_LONG = pattern(r"(?<!\w)[a-zäöüß]{5,}")


def blank(match: re.Match[str]) -> str:
    """Spaces for what is found, so that places stay."""
    return " " * len(match[0])


def is_name(text: str, start: int) -> bool:
    """Whether a word has a capital inside a sentence, as names have; In Titles All Words Do."""
    around = text[max(0, start - 60) : start + 60]
    return (
        text[start].isupper()
        and bool(_BEFORE.search(text, max(0, start - 20), start))
        and bool(_LONG.search(around))
    )


class Passage:
    """One text of the file and the key that it stands under."""

    def __init__(self, key: str, text: Text) -> None:
        self.key = key
        self.text = text
        self._places: dict[str, dict[int, Location]] = {}

    @cached_property
    def shown(self) -> str:
        """The text with blanks for addresses and code."""
        value = self.text.value
        return _ADDRESS.sub(blank, value) if "`" in value or ":" in value else value

    @cached_property
    def own(self) -> str:
        """The text with blanks for what it quotes, too."""
        return _QUOTED.sub(blank, self.shown) if _MARK.search(self.shown) else self.shown

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words in lower case, parted at hyphens: most rules need no second look."""
        return frozenset(_WORD.findall(self.shown.lower()))

    def place_in(self, source: Source, start: int) -> Location:
        """Where the word at `start` stands in its file; the value's place if it is escaped."""
        needle = _NEEDLE.match(self.text.value, start)
        if needle is None:
            return source.place(self.text)
        if needle[0] not in self._places:  # one look at the text for each word, not for each place
            starts = (match.start() for match in re.finditer(re.escape(needle[0]), self.text.value))
            places = _places_of(source, self.text, needle[0])
            self._places[needle[0]] = dict(zip(starts, places, strict=False))
        return self._places[needle[0]].get(start) or source.place(self.text)

    @property
    def length(self) -> int:
        """How many words a reader counts."""
        return len(self.text.value.split())

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
        self.passages = tuple(passages(source.root))
        known = {(p.key, p.text.line, p.text.column): p for p in self.passages}
        items = () if is_private(source.root) else maps_of(source.root, "evidence")
        self.items = tuple(_item(node, known) for node in items)

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
        place = passage.place_in(self.source, start)
        return Finding(code=code, location=place, message=message, help=help, many=many)


def _item(node: Map, known: dict[tuple[str, int, int], Passage]) -> Item:
    item = Item(node)
    for key in _STORY:
        value = value_of(node, key)
        if isinstance(value, Text) and value.value.strip():
            item.passages[key] = known[key, value.line, value.column]
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


def _places_of(source: Source, text: Text, needle: str) -> Iterator[Location]:
    """Every place of a word in the lines of a value, in order."""
    at = text.column - 1
    for number in range(text.line, max(text.end_line, text.line) + 1):
        line = source.lines[number - 1]
        while (found := line.find(needle, at)) >= 0:
            yield Location(source.name, number, found + 1)
            at = found + len(needle)
        at = 0
