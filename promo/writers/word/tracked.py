"""Stretches of text that one author inserted or deleted while changes were tracked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from promo.writers.word.story import Story, Track

_JOINER = "\u200d"  # LibreOffice puts one, which nobody sees, where a row of a table is tracked


class Stretch(NamedTuple):
    """Where it starts, whether it was inserted or else deleted, by whom, and its text."""

    start: int
    is_insertion: bool
    track: Track
    text: str


def stretches(story: Story, hidden: bytearray) -> list[Stretch]:
    """Those of a text, in its order, but for pieces that are `hidden`."""
    if not any(inserted or deleted for _, _, inserted, deleted, _ in story.pieces):
        return []
    found = [
        Stretch(start, is_insertion, track, text)
        for is_insertion, marks in (
            (True, (piece.inserted for piece in story.pieces)),
            (False, (piece.deleted for piece in story.pieces)),
        )
        for start, track, text in _runs(story, hidden, marks)
        if text
    ]
    return sorted(found, key=lambda stretch: stretch.start)


def _runs(
    story: Story, hidden: bytearray, marks: Iterable[Track | None]
) -> Iterator[tuple[int, Track, str]]:
    """Where each stretch of one author begins, with its first mark and its text."""
    start, track, texts = 0, None, list[str]()
    for place, (piece, mark) in enumerate(zip(story.pieces, marks, strict=True)):
        own = None if hidden[place] else mark
        if own is None or track is None or own.author != track.author:
            if track is not None:
                yield start, track, _shown(texts)
            start, track, texts = place, own, []
        if own is not None:
            texts.append(piece.text)
    if track is not None:
        yield start, track, _shown(texts)


def _shown(texts: list[str]) -> str:
    """The text without the ends of paragraphs around it; one where there is nothing else."""
    text = "".join(texts)
    bare = text.strip("\n").removeprefix(_JOINER)
    return bare or ("" if _JOINER in text else "\n")
