"""Tracked insertions and deletions, by whom and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from promo.model import Change, Place
from promo.writers.word.story import Story, Track


def read_changes(story: Story, hidden: bytearray, place_at: Callable[[int], Place]) -> list[Change]:
    """The changes of a text, but for pieces that are `hidden`.

    Neighbouring pieces of one author are one change.
    """
    if not any(piece.inserted or piece.deleted for piece in story.pieces):
        return []
    found = [
        (start, is_insertion, track, text)
        for is_insertion, marks in (
            (True, (piece.inserted for piece in story.pieces)),
            (False, (piece.deleted for piece in story.pieces)),
        )
        for start, track, text in _runs(story, hidden, marks)
    ]
    return [
        Change(is_insertion, track.author, track.date, text, place_at(start))
        for start, is_insertion, track, text in sorted(found, key=lambda change: change[0])
    ]


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
    return text.strip("\n") or "\n"
