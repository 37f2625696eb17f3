"""Tracked insertions and deletions, by whom and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from promo.model import Change, Place
from promo.review.record import Built
from promo.writers.word.tracked import Stretch


def read_changes(
    found: Iterable[Stretch], built: Built, place_at: Callable[[int], Place]
) -> list[Change]:
    """The changes of a text but for those that the packet was built with."""
    return [
        Change(s.is_insertion, s.track.author, s.track.date, s.text, place_at(s.start))
        for s in found
        if not built.has_change(s)
    ]
