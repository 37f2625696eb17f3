"""The tracks of a ladder, and its checks of the quality of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from promo.fields import Fields
from promo.ladder.parts import (
    Stated,
    merged,
    named_fields,
    refuse_shared_names,
    texts_of,
    tracks_named,
)
from promo.model import Check, Ladder, Track, match_key

TRACK_KEYS = ("id", "title", "aliases", "notes")
CHECK_KEYS = ("id", "text", "weak", "strong", "tests", "tracks")


def tracks_of(fields: Fields, base: Ladder) -> tuple[Track, ...]:
    found = merged(base.tracks, _tracks(fields))
    parts = ((track.names, node, frozenset[str]()) for track, node in found)
    refuse_shared_names(fields, "tracks", parts)
    return tuple(track for track, _ in found)


def _tracks(fields: Fields) -> Iterator[Stated[Track]]:
    for inner in fields.each("tracks", "a track", TRACK_KEYS):
        id = inner.text("id", required=True)
        track = Track(
            id=id,
            title=inner.text("title") or id,
            aliases=texts_of(inner, "aliases"),
            notes=inner.text("notes"),
        )
        fields.notes.mark("track", id, inner.node)
        yield Stated(track, inner.node, named_fields(inner, {}))


def checks_of(fields: Fields, tracks: Sequence[Track]) -> tuple[Check, ...]:
    return tuple(_checks(fields, tracks))


def _checks(fields: Fields, tracks: Sequence[Track]) -> Iterator[Check]:
    seen: set[str] = set()
    for inner in fields.each("checks", "a check", CHECK_KEYS):
        id = inner.text("id", required=True)
        if match_key(id) in seen:
            fields.notes.add("LD002", inner.node, f"the check {id} stands twice", "keep one")
        seen.add(match_key(id))
        yield Check(
            id=id,
            text=inner.text("text", required=True),
            weak=inner.text("weak"),
            strong=inner.text("strong"),
            tests=inner.text("tests"),
            tracks=tracks_named(inner, tracks),
        )
