"""The text of a Word document in one walk: pieces in order, and what spans over them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias

from lxml import etree

from promo.writers.word.lint.schema import clark

Element: TypeAlias = etree._Element

BODY = 0  # the home of what stands in no table cell and no text box


class Track(NamedTuple):
    """Who changed a text while changes were tracked, and when, as Word writes it."""

    author: str
    date: str


class Piece(NamedTuple):
    """Text that runs on under the same marks; the end of a paragraph is a piece of its own.

    `home` is the same for all that stands in one table cell or text box, BODY elsewhere.
    """

    text: str
    home: int
    inserted: Track | None = None
    deleted: Track | None = None
    ends: bool = False


class Span(NamedTuple):
    """The pieces from `start` up to, and not including, `stop`."""

    start: int
    stop: int


class Control(NamedTuple):
    """A content control with its properties (`w:sdtPr`)."""

    tag: str
    alias: str
    span: Span
    properties: Element


class Story(NamedTuple):
    """A document's body, or a header, footer, note or comment.

    `paragraphs` are the places where each `w:p` starts, `cells` the table cells by their home;
    `tables` hold the homes of each row.
    """

    root: Element
    pieces: list[Piece]
    paragraphs: dict[Element, int]
    controls: list[Control]
    bookmarks: dict[str, Span]
    comments: dict[str, Span]
    cells: dict[int, Span]
    tables: list[list[list[int]]]

    def home_at(self, place: int) -> int:
        """The home of what stands at a place: an empty control has no piece of its own."""
        return self.pieces[place].home if place < len(self.pieces) else BODY


def read_story(root: Element) -> Story:
    """All text under an element, deleted text too; nothing that Word does not show."""
    return _Walk(root).through()


class _Walk:
    """Where a walk stands: what is open, and what was found so far."""

    def __init__(self, root: Element) -> None:
        self.story = Story(root, [], {}, [], {}, {}, {}, [])
        self.pieces, self.paragraphs = self.story.pieces, self.story.paragraphs
        self.homes: list[int] = []  # round the one that is open
        self.home = self.last_home = BODY
        self.inserted: list[Track | None] = [None]
        self.deleted: list[Track | None] = [None]
        self.ends: dict[Element, list[Track | None]] = {}  # who inserted or deleted a paragraph's
        self.rows: list[list[list[int]]] = []  # of the open tables
        self.starts: list[int] = []  # of the open cells
        self.controls: list[tuple[int, Element | None]] = []
        self.bookmarks: dict[str, tuple[str, int]] = {}

    def through(self) -> Story:
        walker = etree.iterwalk(self.story.root, events=("start", "end"), tag=_TAGS)
        before = None  # the text that was last met
        for event, element in walker:
            tag = element.tag
            if tag == _TEXT:
                if event == "start":
                    text = element.text
                    if before is not None and before.getnext() is element:
                        # LibreOffice 7.4 loses the break between two texts of a run in a control.
                        text = f"\n{text or ''}"
                    if text:
                        self.add(text)
                    before = element
            elif event == "end":
                close = _CLOSE.get(tag)
                if close:
                    close(self, element)
            elif tag in _OPEN:
                _OPEN[tag](self, element)
            elif tag in _CHARACTERS:
                self.characters(element, _CHARACTERS[tag])
            else:
                walker.skip_subtree()
        return self.story

    @property
    def here(self) -> int:
        return len(self.pieces)

    def add(self, text: str) -> None:
        self.pieces.append(_piece((text, self.home, self.inserted[-1], self.deleted[-1], False)))

    def deleted_text(self, element: Element) -> None:
        if element.text:
            erased = self.deleted[-1] or _NOBODY
            self.pieces.append(Piece(element.text, self.home, self.inserted[-1], erased))

    def characters(self, element: Element, text: str) -> None:
        run = element.getparent()
        if run is not None and run.tag == _RUN:  # else a stop of the tabulator
            self.add(text)

    def symbol(self, element: Element) -> None:
        code = element.get(_CHAR, "")
        if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not 0xD800 <= int(code, 16) <= 0xDFFF:
            self.add(chr(int(code, 16)))

    def open_paragraph(self, element: Element) -> None:
        self.paragraphs[element] = len(self.pieces)

    def close_paragraph(self, element: Element) -> None:
        inserted, deleted = self.inserted[-1], self.deleted[-1]
        if self.ends:
            own = self.ends.pop(element, _UNTRACKED)
            inserted, deleted = own[0] or inserted, own[1] or deleted
        self.pieces.append(_piece(("\n", self.home, inserted, deleted, True)))

    def open_insertion(self, element: Element) -> None:
        self.mark(element, self.inserted, 0)

    def close_insertion(self, element: Element) -> None:
        self.inserted.pop()

    def open_deletion(self, element: Element) -> None:
        self.mark(element, self.deleted, 1)

    def close_deletion(self, element: Element) -> None:
        self.deleted.pop()

    def mark(self, element: Element, tracks: list[Track | None], side: int) -> None:
        """Take up who changed what follows, or the paragraph, row or cell whose property it is."""
        track = Track(element.get(_AUTHOR, ""), element.get(_DATE, ""))
        of = element.getparent()
        if of is not None and of.tag == _RUN_PROPERTIES:
            for paragraph in element.iterancestors(_PARAGRAPH):
                self.ends.setdefault(paragraph, [None, None])[side] = track
                break
        elif of is not None and of.tag in _OF_ROWS:
            tracks[-1] = track
        tracks.append(track)

    def open_table(self, element: Element) -> None:
        table: list[list[int]] = []
        self.story.tables.append(table)
        self.rows.append(table)

    def close_table(self, element: Element) -> None:
        self.rows.pop()

    def open_row(self, element: Element) -> None:
        if self.rows:
            self.rows[-1].append([])
        self.open_marks()

    def open_marks(self) -> None:
        self.inserted.append(self.inserted[-1])
        self.deleted.append(self.deleted[-1])

    def close_marks(self, element: Element) -> None:
        self.inserted.pop()
        self.deleted.pop()

    def open_cell(self, element: Element) -> None:
        self.starts.append(self.here)
        self.open_marks()
        self.open_home(element)

    def close_cell(self, element: Element) -> None:
        self.story.cells[self.home] = Span(self.starts.pop(), self.here)
        if self.rows and self.rows[-1]:
            self.rows[-1][-1].append(self.home)
        self.close_home(element)
        self.close_marks(element)

    def open_home(self, element: Element) -> None:
        self.homes.append(self.home)
        self.last_home += 1
        self.home = self.last_home

    def open_box(self, element: Element) -> None:
        self.pieces.append(Piece("\n", self.home, ends=True))  # of the words before it
        self.open_home(element)

    def close_home(self, element: Element) -> None:
        self.home = self.homes.pop()

    def open_control(self, element: Element) -> None:
        self.controls.append((self.here, None))

    def control_properties(self, element: Element) -> None:
        if self.controls:
            self.controls[-1] = (self.controls[-1][0], element)

    def close_control(self, element: Element) -> None:
        start, properties = self.controls.pop()
        if properties is not None:
            tag, alias = (_value(properties, name) for name in (_TAG, _ALIAS))
            span = Span(start, self.here)
            self.story.controls.append(Control(tag, alias, span, properties))

    def open_bookmark(self, element: Element) -> None:
        self.bookmarks[element.get(_ID, "")] = (element.get(_NAME, ""), self.here)

    def close_bookmark(self, element: Element) -> None:
        name, start = self.bookmarks.pop(element.get(_ID, ""), ("", 0))
        if name:
            self.story.bookmarks.setdefault(name, Span(start, self.here))

    def open_comment(self, element: Element) -> None:
        self.story.comments.setdefault(element.get(_ID, ""), Span(self.here, self.here))

    def close_comment(self, element: Element) -> None:
        number = element.get(_ID, "")
        start = self.story.comments.get(number, Span(self.here, self.here)).start
        self.story.comments[number] = Span(start, self.here)


# As `Piece`, in half the time: there is one for each stretch of a document.
_piece: Callable[[tuple[object, ...]], Piece] = partial(tuple.__new__, Piece)


def _value(properties: Element, tag: str) -> str:
    found = properties.find(tag)
    return "" if found is None else found.get(_VAL, "")


_NOBODY = Track("", "")
_UNTRACKED = (None, None)
_VAL, _ID, _NAME, _CHAR = (clark(f"w:{name}") for name in ("val", "id", "name", "char"))
_AUTHOR, _DATE, _TAG, _ALIAS = (clark(f"w:{name}") for name in ("author", "date", "tag", "alias"))
_PARAGRAPH, _RUN, _TEXT = clark("w:p"), clark("w:r"), clark("w:t")
_RUN_PROPERTIES = clark("w:rPr")
_OF_ROWS = (clark("w:trPr"), clark("w:tcPr"))
_FALLBACK = clark("mc:Fallback")  # for old programs; to others its text stands there twice
_CHARACTERS = {
    clark("w:br"): "\n",
    clark("w:cr"): "\n",
    clark("w:tab"): "\t",
    clark("w:ptab"): "\t",
    clark("w:noBreakHyphen"): "\u2011",
    clark("w:softHyphen"): "\u00ad",
}
_OPEN: dict[str, Callable[[_Walk, Element], None]] = {
    clark("w:delText"): _Walk.deleted_text,
    clark("w:sym"): _Walk.symbol,
    _PARAGRAPH: _Walk.open_paragraph,
    clark("w:ins"): _Walk.open_insertion,
    clark("w:moveTo"): _Walk.open_insertion,
    clark("w:cellIns"): _Walk.open_insertion,
    clark("w:del"): _Walk.open_deletion,
    clark("w:moveFrom"): _Walk.open_deletion,
    clark("w:cellDel"): _Walk.open_deletion,
    clark("w:tbl"): _Walk.open_table,
    clark("w:tr"): _Walk.open_row,
    clark("w:tc"): _Walk.open_cell,
    clark("w:txbxContent"): _Walk.open_box,
    clark("w:sdt"): _Walk.open_control,
    clark("w:sdtPr"): _Walk.control_properties,
    clark("w:bookmarkStart"): _Walk.open_bookmark,
    clark("w:bookmarkEnd"): _Walk.close_bookmark,
    clark("w:commentRangeStart"): _Walk.open_comment,
    clark("w:commentRangeEnd"): _Walk.close_comment,
    clark("w:commentReference"): _Walk.open_comment,
}
_CLOSE: dict[str, Callable[[_Walk, Element], None]] = {
    _PARAGRAPH: _Walk.close_paragraph,
    clark("w:ins"): _Walk.close_insertion,
    clark("w:moveTo"): _Walk.close_insertion,
    clark("w:cellIns"): _Walk.close_insertion,
    clark("w:del"): _Walk.close_deletion,
    clark("w:moveFrom"): _Walk.close_deletion,
    clark("w:cellDel"): _Walk.close_deletion,
    clark("w:tbl"): _Walk.close_table,
    clark("w:tr"): _Walk.close_marks,
    clark("w:tc"): _Walk.close_cell,
    clark("w:txbxContent"): _Walk.close_home,
    clark("w:sdt"): _Walk.close_control,
}
_TAGS = (_TEXT, *_OPEN, *_CHARACTERS, _FALLBACK)
