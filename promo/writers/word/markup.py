"""WordprocessingML as text: runs, paragraphs, cells, rows, tables. Knows styles, not packets.

Text is faster than elements by an order of magnitude; only `escaped` lets characters in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_SPECIAL = re.compile('[&<>"]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# A right-to-left stretch with the spaces inside it, each stretch a run of its own.
_RTL_STRETCH = re.compile(f"([{_RTL}](?:[{_RTL}\\s]*[{_RTL}])?)")


class Look(NamedTuple):
    """What a table cell takes from the paragraph style in it: the fill and the text's colour."""

    fill: str = ""
    colour: str = ""


PLAIN = Look()


def escaped(text: str) -> str:
    """`text` for element content or an attribute in double quotes."""
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda match: _ENTITIES[match[0]], text)


def run(text: str, style: str = "", *, bold: bool = False, italic: bool = False) -> str:
    """Runs for `text`, its line breaks and tabs kept; `style` is a character style's id."""
    runs = [
        f"<w:r>{_look(style, bold, italic, rtl)}"
        f'<w:t xml:space="preserve">{in_text(piece)}</w:t></w:r>'
        for piece, rtl in stretches(text)
    ]
    return "".join(runs)


def stretches(text: str) -> Sequence[tuple[str, bool]]:
    """`text` in pieces, each with whether it runs from the right; none of an empty text."""
    if text.isascii() or not _RTL_STRETCH.search(text):
        return [(text, False)] if text else []
    pieces = enumerate(_RTL_STRETCH.split(text))
    return [(piece, bool(number % 2)) for number, piece in pieces if piece]


@lru_cache(maxsize=256)
def _look(style: str, bold: bool, italic: bool, rtl: bool) -> str:
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if bold:
        properties += "<w:b/><w:bCs/>"
    if italic:
        properties += "<w:i/><w:iCs/>"
    if rtl:
        properties += "<w:rtl/>"
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def in_text(text: str) -> str:
    """`text` for the inside of a `w:t`, which ends and begins anew around each break and tab."""
    shown = escaped(text)
    if "\n" in shown:
        shown = shown.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    if "\t" in shown:
        shown = shown.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return shown


LINE_BREAK = "<w:r><w:br/></w:r>"


def is_right_to_left(text: str) -> bool:
    """Whether the first strong character of `text` is right-to-left."""
    if text.isascii():
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def paragraph(
    style: str, runs: str, *, keep: bool = False, numbering: str = "", rtl: bool = False
) -> str:
    """A paragraph of a style's id; `keep` holds it on the page of the next one."""
    properties = f'<w:pStyle w:val="{style}"/>'
    if keep:
        properties += "<w:keepNext/>"
    properties += numbering
    if rtl:
        properties += "<w:bidi/>"
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def cell(
    content: str,
    width: int,
    look: Look = PLAIN,
    *,
    span: int = 1,
    tight: bool = False,
    bar: bool = False,
) -> str:
    """A table cell around paragraphs; `bar` draws the look's colour at its left edge."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if bar:
        edge = f'w:val="single" w:sz="24" w:space="0" w:color="{look.colour}"'
        properties += f"<w:tcBorders><w:left {edge}/></w:tcBorders>"
    if look.fill:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>'
    if tight:
        sides = ("left", "right")
        margins = "".join(f'<w:{side} w:w="30" w:type="dxa"/>' for side in sides)
        properties += f"<w:tcMar>{margins}</w:tcMar>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, heading: bool = False) -> str:
    """A table row that stays on one page; a heading row is repeated on each."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if heading else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


# Which conditional parts of a table style apply. LibreOffice reads the hexadecimal value, Word the
# attributes.
_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080


def table(
    style: str,
    widths: Sequence[int],
    rows: Iterable[str],
    *,
    title: str,
    description: str,
    first_row: bool = False,
    first_column: bool = False,
) -> str:
    """A table of fixed widths in twips; title and description are what a screen reader says."""
    value = 0x0600 | _FIRST_ROW * first_row | _FIRST_COLUMN * first_column
    look = (
        f'<w:tblLook w:val="{value:04X}" w:firstRow="{first_row:d}" w:lastRow="0" '
        f'w:firstColumn="{first_column:d}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{escaped(title)}"/>'
        f'<w:tblDescription w:val="{escaped(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def columns(width: int, *shares: float) -> tuple[int, ...]:
    """`width` twips shared out; the last column takes the rounding."""
    total = sum(shares)
    widths = [int(width * share / total) for share in shares]
    widths[-1] += width - sum(widths)
    return tuple(widths)
