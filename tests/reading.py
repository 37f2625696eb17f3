"""Shortcuts for the tests of reading: text in, values and findings out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib import resources

from hypothesis import settings

from promo import evidence, ladder, source
from promo.fields import Fields, Notes
from promo.findings import Finding, InputError
from promo.model import EvidenceFile, Ladder
from promo.source import Map, Node, Source, Text

NAME = "evidence.yaml"
AS_OF = date(2026, 6, 30)
unhurried = settings(deadline=None)  # a slow machine is no fault of the code


def parsed(content: str | bytes) -> Source:
    """The located values of one file."""
    return source.parse(content.encode() if isinstance(content, str) else content, NAME)


def tried(content: str | bytes) -> tuple[Source | None, tuple[Finding, ...]]:
    """A file if it can be used, and its findings either way."""
    try:
        usable = parsed(content)
    except InputError as error:
        return None, error.findings
    return usable, usable.findings


def refused(content: str | bytes) -> tuple[Finding, ...]:
    """The findings of a file that cannot be used; a file that can be is a failure."""
    usable, findings = tried(content)
    is_refused = usable is None  # asked apart: a large file takes long to show
    assert is_refused, f"no error, but {told(findings)}"
    return findings


def told(findings: Iterable[Finding]) -> list[str]:
    """Each finding as `line:column CODE`, or `CODE` alone when it is about the whole file."""
    return [
        f"{f.location.line}:{f.location.column} {f.code}" if f.location.line else f.code
        for f in findings
    ]


def node_at(content: str, *path: str | int) -> Node:
    """The located value that `path` leads to, through keys and list positions."""
    node: Node = parsed(content).root
    for step in path:
        if isinstance(node, Map):
            node = node.entries[str(step)][1]
        else:
            assert not isinstance(node, Text)
            node = node.values[int(step)]
    return node


def text_at(content: str, *path: str | int) -> Text:
    node = node_at(content, *path)
    assert isinstance(node, Text)
    return node


def fields_of(content: str, *known: str) -> Fields:
    """The top of a file as Fields; `known` are its keys, by default `value`."""
    usable = parsed(content)
    return Fields(usable.root, "the file", known or ("value",), Notes(usable))


def built_in(name: str = ladder.DEFAULT) -> Ladder:
    data = resources.files("promo.ladders").joinpath(f"{name}.yaml").read_bytes()
    found, findings = ladder.read(source.parse(data, f"{name}.yaml"))
    assert findings == ()
    return found


def read_ladder(content: str, base: Ladder | None = None) -> Ladder:
    return ladder.read(parsed(content), base)[0]


def refused_ladder(content: str, base: Ladder | None = None) -> tuple[Finding, ...]:
    try:
        ladder.read(parsed(content), base)
    except InputError as error:
        return error.findings
    raise AssertionError("the ladder is usable")


PM_IC_FIVE = built_in()


def read_evidence(
    content: str,
    *,
    on: Ladder = PM_IC_FIVE,
    target: str = "principal",
    track: str = "",
    as_of: date = AS_OF,
) -> tuple[EvidenceFile, tuple[Finding, ...]]:
    """An evidence file as read against a ladder and one of its levels, on a track."""
    ((level, of_track),) = on.targets_named(target, track)
    return evidence.read(parsed(content), on, level, as_of, of_track)
