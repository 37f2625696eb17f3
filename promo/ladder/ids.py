"""Ids for the expectations of a ladder file that have none, written into its text."""

from __future__ import annotations

from typing import NamedTuple

from promo.fields import Notes
from promo.model import Ladder
from promo.plain import scalar
from promo.source import Map, Node, Seq, Text


class WithIds(NamedTuple):
    """The lines of the file with the ids in them, how many were written, and those left out."""

    lines: tuple[str, ...]
    written: int
    left: tuple[Node, ...]


def without_id(ladder: Ladder, notes: Notes) -> dict[str, Node]:
    """The expectations whose id is made from their words, by that id, with their places."""
    found = {e.id: notes.places.get(("expectation", e.id)) for e in ladder.expectations}
    return {
        id: node
        for id, node in found.items()
        if isinstance(node, Text) or (isinstance(node, Map) and "id" not in node.entries)
    }


def with_ids(ladder: Ladder, notes: Notes) -> WithIds:
    """Every other character stays; what stands in brackets or on several lines is left out."""
    lines, left = list(notes.source.lines), []
    nodes = without_id(ladder, notes)
    for id, node in sorted(nodes.items(), key=lambda each: each[1][1:3], reverse=True):
        edited = _edited(lines[node.line - 1], node, f"id: {scalar(id)}")
        if edited is None:
            left.append(node)
        else:
            lines[node.line - 1 : node.line] = edited
    return WithIds(tuple(lines), len(nodes) - len(left), tuple(reversed(left)))


def _edited(line: str, node: Node, id: str) -> list[str] | None:
    """The line with the id before the text or before the first key; None where it cannot be."""
    before, rest = line[: node.column - 1], line[node.column - 1 :]
    indent = " " * len(before)
    if not before.strip(" ").endswith("-") or "\t" in before:
        return None
    if isinstance(node, Map):
        return [f"{before}{{{id}, {rest[1:]}"] if rest[0] == "{" else [before + id, indent + rest]
    if isinstance(node, Seq) or node.end_line != node.line or rest[0] in "|>":
        return None
    return [before + id, f"{indent}text: {rest}"]
