"""Ids for the expectations of a ladder file that have none, written into its text."""

from __future__ import annotations

from typing import NamedTuple

from promo.fields import Notes
from promo.model import Ladder
from promo.plain import scalar
from promo.source import Map, Node, Seq, Text


class WithIds(NamedTuple):
    """What becomes of a line with an id in it, by its number from 1; and what got none."""

    lines: dict[int, list[str]]
    written: int
    left: tuple[Node, ...]


def without_id(ladder: Ladder, notes: Notes) -> dict[str, Node]:
    """The expectations whose id is made from their words, by that id, with their places."""
    found = {e.id: notes.where("expectation", e.id) for e in ladder.expectations}
    return {id: node for id, node in found.items() if node is not None and not _has_id(node)}


def _has_id(node: Node) -> bool:
    stated = node.entries.get("id") if isinstance(node, Map) else None
    return stated is not None and not (isinstance(stated[1], Text) and stated[1].is_absent)


def with_ids(ladder: Ladder, notes: Notes) -> WithIds:
    """Every other character stays; what stands in brackets or on several lines is left out."""
    lines: dict[int, list[str]] = {}
    left = []
    nodes = without_id(ladder, notes)
    for id, node in sorted(nodes.items(), key=lambda each: each[1][1:3]):
        edited = _edited(notes.source.lines[node.line - 1], node, f"id: {scalar(id)}")
        if edited is None or node.line in lines:
            left.append(node)
        else:
            lines[node.line] = edited
    return WithIds(lines, len(nodes) - len(left), tuple(left))


def _edited(line: str, node: Node, id: str) -> list[str] | None:
    """The line with the id before the text or before the first key; None where it cannot be."""
    before, rest = line[: node.column - 1], line[node.column - 1 :]
    indent = " " * len(before)
    if not before.strip(" ").endswith("-") or "\t" in before:
        return None
    if isinstance(node, Map) and "id" in node.entries:
        return None  # an empty one, which may stand anywhere in the entry
    if isinstance(node, Map):
        return [f"{before}{{{id}, {rest[1:]}"] if rest[0] == "{" else [before + id, indent + rest]
    if isinstance(node, Seq) or node.end_line != node.line or rest[0] in "|>":
        return None
    return [before + id, f"{indent}text: {rest}"]
