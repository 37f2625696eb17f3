"""Text that was changed without being tracked: the paragraphs as built against those of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, takewhile
from operator import eq
from typing import TypeAlias

from promo.model import Edit, Place

_MOST_COMPARISONS = 10_000_000  # takes a second or two
_LONGEST_STRETCH = 200  # paragraphs that are told in their order

Stretch: TypeAlias = tuple[int, int, int, int]  # from, to of what was, and of what is now


def read_edits(
    was: Sequence[str], now: Sequence[str], place_of: Callable[[int], Place]
) -> list[Edit]:
    """What became of the recorded paragraphs; `place_of` tells where one of today's stands.

    Today's are as they were before tracked changes.
    """
    edits: list[Edit] = []
    for old, old_end, new, new_end in _stretches(was, now):
        before = was[old:old_end]
        after = [(now[number], place_of(number)) for number in range(new, new_end)]
        # What was taken out stood where the paragraph before it stands.
        near = place_of(new - 1) if new else Place()
        if len(before) + len(after) > _LONGEST_STRETCH:
            edits += _without_order(before, after, near)
        elif len(before) == len(after):
            edits += [Edit(b, a, p) for b, (a, p) in zip(before, after, strict=True) if b != a]
        else:
            joined = "\n".join(text for text, _ in after)
            edits.append(Edit("\n".join(before), joined, after[0][1] if after else near))
    return edits


def _without_order(
    before: Sequence[str], after: Sequence[tuple[str, Place]], near: Place
) -> Iterator[Edit]:
    """What is only on one side of a stretch that is too long to be put in order."""
    left = Counter(before)
    for text, place in after:
        if left[text] > 0:
            left[text] -= 1
        else:
            yield Edit("", text, place)
    yield from (Edit(text, "", near) for text in left.elements())


def _stretches(was: Sequence[str], now: Sequence[str]) -> Iterator[Stretch]:
    """The gaps between the paragraphs that both have, in order."""
    start = _alike(was, now)
    end = _alike(reversed(was[start:]), reversed(now[start:]))
    middle = was[start : len(was) - end], now[start : len(now) - end]
    old = new = 0
    for first, second, size in [*sorted(_blocks(*middle)), (len(middle[0]), len(middle[1]), 0)]:
        if (old, new) != (first, second):
            yield start + old, start + first, start + new, start + second
        old, new = first + size, second + size


def _alike(was: Iterable[str], now: Iterable[str]) -> int:
    """How many paragraphs are the same from the start."""
    return sum(takewhile(bool, map(eq, was, now)))


def _blocks(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The longest runs of paragraphs that both have, as difflib finds them but with an end.

    Where the same paragraph stands thousands of times, difflib would take hours.
    """
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    times = Counter(now)
    price = [0, *accumulate(1 + times[text] for text in was)]
    room = _MOST_COMPARISONS
    open_stretches: list[Stretch] = [(0, len(was), 0, len(now))]
    while open_stretches:
        old, old_end, new, new_end = open_stretches.pop()
        cost = price[old_end] - price[old]
        if old == old_end or new == new_end or cost > room:
            continue
        room -= cost
        first, second, size = matcher.find_longest_match(old, old_end, new, new_end)
        if size:
            yield first, second, size
            open_stretches += [
                (old, first, new, second),
                (first + size, old_end, second + size, new_end),
            ]
