"""Paths into records: `topics.*.content.*.level`, with the places that they pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from promo.source import Map, Node, Seq, Text

EACH, KEY, INDEX = "*", "@key", "@index"


class Spot(NamedTuple):
    """A value, and the key or the 1-based number under which it stands."""

    node: Node
    key: str = ""
    number: int = 0

    @property
    def place(self) -> tuple[int, int]:
        return self.node.line, self.node.column


Chain = tuple[Spot, ...]  # from the root, a spot for each segment


def segments_of(path: str) -> tuple[str, ...]:
    """The parts of a path as typed."""
    return tuple(part.strip() for part in path.split("."))


def chains(start: Chain, segments: Sequence[str]) -> Iterator[Chain]:
    """Every way from the end of `start` along the segments."""
    if not segments:
        yield start
        return
    for spot in _next(start[-1], segments[0]):
        yield from chains((*start, spot), segments[1:])


def _next(spot: Spot, segment: str) -> Iterator[Spot]:
    node = spot.node
    if segment == KEY:
        yield Spot(Text(spot.key, *spot.place))
    elif segment == INDEX:
        yield Spot(Text(str(spot.number), *spot.place))
    elif segment == EACH:
        yield from _inside(node)
    elif isinstance(node, Map) and segment in node.entries:
        yield Spot(node.entries[segment][1], segment)
    elif isinstance(node, Seq) and segment.isdecimal() and 0 < int(segment) <= len(node.values):
        yield Spot(node.values[int(segment) - 1], "", int(segment))


def _inside(node: Node) -> Iterator[Spot]:
    if isinstance(node, Seq):
        for index, value in enumerate(node.values, 1):
            yield Spot(value, str(index), index)
    elif isinstance(node, Map):
        for index, (key, (_, value)) in enumerate(node.entries.items(), 1):
            yield Spot(value, key, index)


def texts(root: Node, path: Sequence[str]) -> Iterator[Chain]:
    """The ways to the texts of a path; a list at its end gives each of its texts."""
    for chain in chains((Spot(root),), path):
        yield from _to_texts(chain)


def _to_texts(chain: Chain) -> Iterator[Chain]:
    node = chain[-1].node
    if isinstance(node, Seq):
        for spot in _inside(node):
            yield from _to_texts((*chain, spot))
    elif isinstance(node, Text):
        yield chain


def common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many segments two paths share from the root on."""
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def beside(chain: Chain, path: Sequence[str], other: Sequence[str]) -> list[Text]:
    """The texts of `other` that belong to one text of `path`: from where the two part."""
    shared = common(path, other)
    found = (
        end[-1].node
        for way in chains(chain[: shared + 1], other[shared:])
        for end in _to_texts(way)
    )
    return [node for node in found if isinstance(node, Text) and not node.is_absent]


def deepest(root: Node, path: Sequence[str]) -> tuple[int, Node]:
    """How far a path leads: the number of segments, and a value there."""
    for count in range(len(path), 0, -1):
        chain = next(chains((Spot(root),), path[:count]), None)
        if chain is not None:
            return count, chain[-1].node
    return 0, root


def every_text(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Each text below a value with the keys that lead to it."""
    if isinstance(node, Text):
        yield path, node
        return
    for spot in _inside(node):
        yield from every_text(spot.node, (*path, spot.key))
