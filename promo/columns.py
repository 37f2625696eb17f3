"""Text by the columns that it takes on a terminal: East Asian wide characters take two."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from unicodedata import combining, east_asian_width


def columns(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """`text`, or its beginning and `…` where it takes more columns than `width`."""
    if columns(text) <= width:
        return text
    while columns(text) >= width:
        text = text[:-1]
    return f"{text}…"


def fill(text: str, width: int, first: str, rest: str) -> str:
    """`text` on lines of at most `width` columns; `first` and `rest` begin them.

    Lines break at white space and beside a wide character; a long word stays whole.
    """
    if text.isascii():
        return textwrap.fill(
            text,
            width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
    lines, line, used = [], first, columns(first)
    begun = False  # whether the line has text
    for space, piece in _pieces(text):
        taken = columns(piece) + (len(space) if begun else 0)
        if begun and used + taken > width:
            lines.append(line)
            line, used, begun = rest, columns(rest), False
            taken = columns(piece)
        line += (space if begun else "") + piece
        used, begun = used + taken, True
    return "\n".join([*lines, line])


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What may begin a line, with the space before it: words, and single wide characters."""
    for word in text.split():
        space, piece = " ", ""
        for character in word:
            if piece and 2 in (_columns_of(character), _columns_of(piece[-1])):
                yield space, piece
                space, piece = "", ""
            piece += character
        yield space, piece
