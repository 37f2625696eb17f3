"""Where something stands in a packet: the competency or item that was last named before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from promo.model import Place, match_key
from promo.review.answers import Sheet
from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark
from promo.writers.word.story import Span

_BOOKMARK = re.compile("promo_([ce][0-9]{1,6})")
_HEADING = re.compile("heading ([1-3])", re.IGNORECASE)
ITEM_LEVEL = 3  # of the headings of items, under those of competencies
_STYLE, _ID = clark("w:style"), clark("w:styleId")
_NAME, _VAL = clark("w:name"), clark("w:val")
_PARAGRAPH, _OF_STYLE = clark("w:p"), clark("w:pStyle")


class _Mark(NamedTuple):
    """A piece from which on something else is spoken of; of two at one piece the later counts."""

    start: int
    rank: int
    place: Place | None  # None: the competency goes on, but none of its items


def named_places(sheet: Sheet, recorded: Mapping[str, Place]) -> dict[str, Place]:
    """Competencies (c1 …) and items (e1 …) by anchor: as recorded, else as their headings say."""
    found = dict(recorded)
    for anchor, span in anchors(sheet):
        if anchor not in found:
            text = " ".join(sheet.text(span).split())
            found[anchor] = Place(title=text) if anchor[0] == "c" else Place(number=text)
    return found


def anchors(sheet: Sheet) -> Iterator[tuple[str, Span]]:
    """The bookmarks of competencies and items."""
    for name, span in sheet.story.bookmarks.items():
        found = _BOOKMARK.fullmatch(name)
        if found:
            yield found[1], span


def heading_levels(parts: Iterable[tuple[str, Element]]) -> dict[str, int]:
    """The level of each style that is a heading's, by its id: 1 to 3."""
    levels = {}
    for style in (style for _, part in parts for style in part.iter(_STYLE)):
        name = style.find(_NAME)
        found = _HEADING.fullmatch(name.get(_VAL, "")) if name is not None else None
        if found:
            levels[style.get(_ID, "")] = int(found[1])
    return levels


class Places:
    """The places of one document, by where its pieces stand.

    `forms` are the pieces at which forms start, with what these are about.
    """

    def __init__(
        self,
        sheet: Sheet,
        levels: Mapping[str, int],
        named: Mapping[str, Place],
        forms: Mapping[int, Place],
    ) -> None:
        marks = [
            *_headings(sheet, levels, named),
            *(_Mark(span.start, 1, named[anchor]) for anchor, span in anchors(sheet)),
            *(_Mark(start, 2, place) for start, place in forms.items()),
        ]
        self._starts, self._places = [], []
        current = Place()
        for mark in sorted(marks, key=lambda mark: mark[:2]):
            if mark.place is None:
                current = current._replace(item="", number="")
            elif mark.place.number and not mark.place.title:
                current = mark.place._replace(
                    competency=current.competency, title=current.title, heading=current.heading
                )
            else:
                current = mark.place
            self._starts.append(mark.start)
            self._places.append(current)

    def at(self, piece: int) -> Place:
        """What the text at a piece is about."""
        number = bisect_right(self._starts, piece)
        return self._places[number - 1] if number else Place()


def _headings(
    sheet: Sheet, levels: Mapping[str, int], named: Mapping[str, Place]
) -> Iterator[_Mark]:
    by_title = {match_key(p.title): p for p in named.values() if p.title and not p.number}
    for level, start, text in headings(sheet, levels):
        if level == ITEM_LEVEL:
            yield _Mark(start, 0, None)
        elif text:
            yield _Mark(start, 0, by_title.get(match_key(text)) or Place(heading=text))


def headings(sheet: Sheet, levels: Mapping[str, int]) -> Iterator[tuple[int, int, str]]:
    """Level, first piece and text of each heading of the document."""
    for style in sheet.story.root.iter(_OF_STYLE):
        level = levels.get(style.get(_VAL, ""))
        if level:
            # Not the paragraph of a text box for old programs, which the story does not have.
            paragraph = next(style.iterancestors(_PARAGRAPH), None)
            start = sheet.story.paragraphs.get(paragraph, -1) if paragraph is not None else -1
            if start >= 0:
                yield level, start, _line(sheet, start)


def _line(sheet: Sheet, start: int) -> str:
    """The text from a piece to the end of its paragraph."""
    stop = start
    while stop < len(sheet.story.pieces) and not sheet.story.pieces[stop].ends:
        stop += 1
    return " ".join(sheet.text(Span(start, stop)).split())
