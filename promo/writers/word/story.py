"""The text of a Word document in one walk: pieces in order, and what spans over them."""

from __future__ import annotations

import re
from collections.abc import Callable
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


class Paragraph(NamedTuple):
    """A paragraph (`w:p`) and the piece that it starts with."""

    start: int
    element: Element


class Story(NamedTuple):
    """A document's body, or a header, footer, note or comment.

    `cells` are the table cells by their home, `tables` hold the homes of each row.
    """

    pieces: list[Piece]
    paragraphs: list[Paragraph]
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
    return _Walk().through(root)


class _Walk:
    """Where a walk stands: what is open, and what was found so far."""

    def __init__(self) -> None:
        self.story = Story([], [], [], {}, {}, {}, [])
        self.homes: list[int] = []  # round the one that is open
        self.home = self.last_home = BODY
        self.inserted: list[Track | None] = [None]
        self.deleted: list[Track | None] = [None]
        self.ends: list[tuple[Track | None, Track | None]] = []  # marks of the open paragraphs
        self.rows: list[list[list[int]]] = []  # of the open tables
        self.starts: list[int] = []  # of the open cells
        self.controls: list[tuple[int, Element | None]] = []
        self.bookmarks: dict[str, tuple[str, int]] = {}

    def through(self, root: Element) -> Story:
        walker = etree.iterwalk(root, events=("start", "end"), tag=_TAGS)
        for event, element in walker:
            tag = element.tag
            if event == "end":
                if tag in _CLOSE:
                    _CLOSE[tag](self, element)
            elif tag in _SKIPPED:
                if tag in _PROPERTIES:
                    _PROPERTIES[tag](self, element)
                walker.skip_subtree()
            elif tag in _CHARACTERS:
                self.text(_CHARACTERS[tag])
            else:
                _OPEN[tag](self, element)
        return self.story

    @property
    def here(self) -> int:
        return len(self.story.pieces)

    def text(self, text: str, *, deleted: bool = False) -> None:
        erased = self.deleted[-1] or (_NOBODY if deleted else None)
        self.story.pieces.append(Piece(text, self.home, self.inserted[-1], erased))

    def open_text(self, element: Element) -> None:
        before = element.getprevious()
        # LibreOffice 7.4 loses the break between two texts of one run in a control.
        parted = before is not None and before.tag == _TEXT and element.tag == _TEXT
        text = element.text or ""
        if text or parted:
            self.text("\n" + text if parted else text, deleted=element.tag == _DELETED_TEXT)

    def open_symbol(self, element: Element) -> None:
        code = element.get(_CHAR, "")
        if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not 0xD800 <= int(code, 16) <= 0xDFFF:
            self.text(chr(int(code, 16)))

    def open_paragraph(self, element: Element) -> None:
        self.story.paragraphs.append(Paragraph(self.here, element))
        self.ends.append((None, None))

    def paragraph_properties(self, element: Element) -> None:
        for mark in element.iterchildren(_RUN_PROPERTIES) if self.ends else ():
            self.ends[-1] = (_tracked(mark, _INSERTIONS), _tracked(mark, _DELETIONS))

    def close_paragraph(self, element: Element) -> None:
        inserted, deleted = self.ends.pop()
        inserted, deleted = inserted or self.inserted[-1], deleted or self.deleted[-1]
        self.story.pieces.append(Piece("\n", self.home, inserted, deleted, True))

    def open_insertion(self, element: Element) -> None:
        self.inserted.append(_track(element))

    def close_insertion(self, element: Element) -> None:
        self.inserted.pop()

    def open_deletion(self, element: Element) -> None:
        self.deleted.append(_track(element))

    def close_deletion(self, element: Element) -> None:
        self.deleted.pop()

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

    def row_properties(self, element: Element) -> None:
        self.inserted[-1] = _tracked(element, _INSERTIONS) or self.inserted[-1]
        self.deleted[-1] = _tracked(element, _DELETIONS) or self.deleted[-1]

    def close_row(self, element: Element) -> None:
        self.close_marks()

    def close_marks(self) -> None:
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
        self.close_marks()

    def open_home(self, element: Element) -> None:
        self.homes.append(self.home)
        self.last_home += 1
        self.home = self.last_home

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

    def end_bookmark(self, element: Element) -> None:
        name, start = self.bookmarks.pop(element.get(_ID, ""), ("", 0))
        if name:
            self.story.bookmarks.setdefault(name, Span(start, self.here))

    def open_comment(self, element: Element) -> None:
        self.story.comments.setdefault(element.get(_ID, ""), Span(self.here, self.here))

    def end_comment(self, element: Element) -> None:
        number = element.get(_ID, "")
        start = self.story.comments.get(number, Span(self.here, self.here)).start
        self.story.comments[number] = Span(start, self.here)


def _track(element: Element) -> Track:
    return Track(element.get(_AUTHOR, ""), element.get(_DATE, ""))


def _tracked(properties: Element, tags: tuple[str, ...]) -> Track | None:
    for child in properties.iterchildren(*tags):
        return _track(child)
    return None


def _value(properties: Element, tag: str) -> str:
    found = properties.find(tag)
    return "" if found is None else found.get(_VAL, "")


_NOBODY = Track("", "")
_TEXT, _DELETED_TEXT, _SYMBOL = clark("w:t"), clark("w:delText"), clark("w:sym")
_VAL, _ID, _NAME, _CHAR = (clark(f"w:{name}") for name in ("val", "id", "name", "char"))
_AUTHOR, _DATE, _TAG, _ALIAS = (clark(f"w:{name}") for name in ("author", "date", "tag", "alias"))
_RUN_PROPERTIES = clark("w:rPr")
_INSERTIONS = tuple(map(clark, ("w:ins", "w:moveTo", "w:cellIns")))
_DELETIONS = tuple(map(clark, ("w:del", "w:moveFrom", "w:cellDel")))
_CHARACTERS = {
    clark("w:br"): "\n",
    clark("w:cr"): "\n",
    clark("w:tab"): "\t",
    clark("w:ptab"): "\t",
    clark("w:noBreakHyphen"): "\u2011",
    clark("w:softHyphen"): "\u00ad",
}
_Step: TypeAlias = Callable[[_Walk, Element], None]
_OPEN: dict[str, _Step] = {
    _TEXT: _Walk.open_text,
    _DELETED_TEXT: _Walk.open_text,
    _SYMBOL: _Walk.open_symbol,
    clark("w:p"): _Walk.open_paragraph,
    clark("w:ins"): _Walk.open_insertion,
    clark("w:moveTo"): _Walk.open_insertion,
    clark("w:del"): _Walk.open_deletion,
    clark("w:moveFrom"): _Walk.open_deletion,
    clark("w:tbl"): _Walk.open_table,
    clark("w:tr"): _Walk.open_row,
    clark("w:tc"): _Walk.open_cell,
    clark("w:txbxContent"): _Walk.open_home,
    clark("w:sdt"): _Walk.open_control,
    clark("w:bookmarkStart"): _Walk.open_bookmark,
    clark("w:bookmarkEnd"): _Walk.end_bookmark,
    clark("w:commentRangeStart"): _Walk.open_comment,
    clark("w:commentRangeEnd"): _Walk.end_comment,
    clark("w:commentReference"): _Walk.open_comment,
}
_CLOSE: dict[str, _Step] = {
    clark("w:p"): _Walk.close_paragraph,
    clark("w:ins"): _Walk.close_insertion,
    clark("w:moveTo"): _Walk.close_insertion,
    clark("w:del"): _Walk.close_deletion,
    clark("w:moveFrom"): _Walk.close_deletion,
    clark("w:tbl"): _Walk.close_table,
    clark("w:tr"): _Walk.close_row,
    clark("w:tc"): _Walk.close_cell,
    clark("w:txbxContent"): _Walk.close_home,
    clark("w:sdt"): _Walk.close_control,
}
_PROPERTIES: dict[str, _Step] = {
    clark("w:pPr"): _Walk.paragraph_properties,
    clark("w:trPr"): _Walk.row_properties,
    clark("w:tcPr"): _Walk.row_properties,
    clark("w:sdtPr"): _Walk.control_properties,
}
# Old programs draw a text box from mc:Fallback; to others it stands there a second time.
_SKIPPED = frozenset((*_PROPERTIES, clark("w:rPr"), clark("w:sectPr"), clark("mc:Fallback")))
_TAGS = (*_OPEN, *_CHARACTERS, *_SKIPPED)
