"""Write examples/company-form.docx, the exported form in a company's looks, and its logo.

Everything that is done here to the form can be done by hand in Word or LibreOffice.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from struct import pack
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from make_template import HEAD_TINT, NAVY, TEXT_WIDTH, TINT, members, packed

ROOT = Path(__file__).resolve().parents[1]
EXPORTED = ROOT / "templates" / "packet.docx"
EXAMPLES = ROOT / "examples"

WINE, PALE_WINE, PALEST_WINE = "7A1F3D", "F4E9ED", "FAF5F7"
COLOURS = {NAVY: WINE, HEAD_TINT: PALE_WINE, TINT: PALEST_WINE}
HEADING_FONT = "Palatino Linotype"
HEADINGS = ("Title", "heading 1", "heading 2", "heading 3")
LOGO_MM = 7

BODY = (  # (text, style, starts a page)
    ("Promotion case, {{ document.cycle }}", "Eyebrow", False),
    ("{{ candidate.name }}", "Title", False),
    ("{{ document.subtitle }}", "Subtitle", False),
    ("{{ facts }}", "Normal", False),
    ("{{ summary }}", "Lead", False),
    ("Case owner: {{ candidate.manager }}. HR partner: ______________________", "Normal", False),
    ("Where the evidence stands", "heading 1", False),
    ("{{ coverage_table }}", "Normal", False),
    ("Before we meet", "heading 1", False),
    ("{{ flags }}", "Normal", False),
    ("The strongest results", "heading 1", True),
    ("{{ headlines }}", "Normal", False),
    ("{{ heading.timeline }}", "heading 1", False),
    ("{{ timeline }}", "Normal", False),
    ("{{ further_flags }}", "Normal", False),
    ("{{ heading.competencies }}", "heading 1", True),
    ("{{ competencies }}", "Normal", False),
    ("{{ other_evidence }}", "Normal", False),
    ("What colleagues say", "heading 1", False),
    ("{{ feedback }}", "Normal", False),
    ("{{ committee }}", "Normal", False),
    ("The panel’s decision", "heading 1", True),
    (
        "The panel decides on {{ target.title }} for {{ candidate.name }} together. Whoever "
        "reports to {{ candidate.manager }} does not take part.",
        "Normal",
        False,
    ),
    ("{{ sign_off }}", "Normal", False),
    ("Members of the panel", "heading 2", False),
)
AFTER_THE_PANEL = (
    ("{{ heading.method }}", "heading 1", False),
    ("{{ method }}", "Normal", False),
)
PANEL = (("Name", "Role", "Signature"), *[("", "", "")] * 4)


def form() -> bytes:
    """The company's form, with the same bytes each time."""
    document = Document(str(EXPORTED))
    restyle(document)
    head(document)
    body = document.element.body
    for paragraph in body.findall(qn("w:p")):
        body.remove(paragraph)
    write(document, BODY)
    panel(document)
    write(document, AFTER_THE_PANEL)
    return packed(members(document))


def restyle(document: WordDocument) -> None:
    """Colours and fonts, in the styles alone."""
    for element in document.styles.element.iter():
        for name, value in element.attrib.items():
            if value in COLOURS:
                element.set(name, COLOURS[value])
    for name in HEADINGS:
        fonts = named(document, name).element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), HEADING_FONT)


def named(document: WordDocument, name: str) -> Any:
    """A style by the name that Word shows; python-docx's own look-up changes some names."""
    return next(s for s in document.styles if s.element.name_val.lower() == name.lower())


def head(document: WordDocument) -> None:
    """The logo at the left of the header, the name and the mark of confidence at the right."""
    section = document.sections[0]
    left, right = section.header.paragraphs[0].runs[0], section.header.paragraphs[0].runs[-1]
    left.text = ""
    left.add_picture(BytesIO(logo()), height=Mm(LOGO_MM))
    picture = left._r.xpath(".//wp:docPr")[0]
    picture.set("name", "Logo")
    picture.set("descr", "Varmelin")
    for side in "LTRB":
        picture.getparent().set(f"dist{side}", "0")  # else LibreOffice moves it 3 mm to the right
    plain = Paragraph(section.header.paragraphs[0]._p, section.header)
    name = plain.add_run("{{ candidate.name }}   ")
    right._r.addprevious(name._r)
    footer = section.footer.paragraphs[0].runs[0]
    footer.text = f"Varmelin, people team   ·   {footer.text}"


def write(document: WordDocument, lines: Sequence[tuple[str, str, bool]]) -> None:
    for text, style, starts_page in lines:
        paragraph = document.add_paragraph(text, style=named(document, style))
        if starts_page:
            paragraph.paragraph_format.page_break_before = True


def panel(document: WordDocument) -> None:
    """A table of the company's own, in the looks of promo's."""
    table = document.add_table(0, len(PANEL[0]), style=named(document, "Promo Table"))
    for texts in PANEL:
        row = table.add_row()
        row.height = Mm(9)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
            is_head = texts is PANEL[0]
            cell.paragraphs[0].style = named(document, "Cell Heading" if is_head else "Cell")
    widths = [round(TEXT_WIDTH * share) for share in (0.4, 0.3, 0.3)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width * 635  # EMU in a twip
        for cell in column.cells:
            cell.width = width * 635


# The logo, drawn: a PNG of strokes

Point = tuple[float, float]
Stroke = Sequence[Point]
SCALE = 48  # pixels in a letter's height
LETTERS: dict[str, tuple[float, tuple[Stroke, ...]]] = {  # width, strokes in units of its height
    "V": (0.9, (((0, 0), (0.45, 1), (0.9, 0)),)),
    "A": (0.9, (((0, 1), (0.45, 0), (0.9, 1)), ((0.18, 0.66), (0.72, 0.66)))),
    "R": (
        0.62,
        (
            ((0, 1), (0, 0), (0.36, 0), (0.52, 0.06), (0.6, 0.2), (0.6, 0.34), (0.52, 0.48)),
            ((0.52, 0.48), (0.36, 0.54), (0, 0.54)),
            ((0.3, 0.54), (0.62, 1)),
        ),
    ),
    "M": (0.9, (((0, 1), (0, 0), (0.45, 0.62), (0.9, 0), (0.9, 1)),)),
    "E": (0.55, (((0.55, 0), (0, 0), (0, 1), (0.55, 1)), ((0, 0.48), (0.46, 0.48)))),
    "L": (0.52, (((0, 0), (0, 1), (0.52, 1)),)),
    "I": (0.0, (((0, 0), (0, 1)),)),
    "N": (0.72, (((0, 1), (0, 0), (0.72, 1), (0.72, 0)),)),
}
FLAME: tuple[Stroke, ...] = tuple(  # three waves of warm air
    tuple((x + 0.09 * bend, 0.08 + 0.21 * step) for step, bend in enumerate((0, 1, 0, -1, 0)))
    for x in (0.12, 0.42, 0.72)
)


def strokes() -> Iterator[tuple[Point, Point, float]]:
    """Every straight piece of the logo with half its thickness, in units of a letter's height."""
    for wave in FLAME:
        yield from ((a, b, 0.075) for a, b in pairwise(wave))
    x = 1.35
    for letter in "VARMELIN":
        width, lines = LETTERS[letter]
        for line in lines:
            yield from (
                ((ax + x, ay), (bx + x, by), 0.055) for (ax, ay), (bx, by) in pairwise(line)
            )
        x += width + 0.3


def logo() -> bytes:
    """A PNG with a transparent ground."""
    pieces = list(strokes())
    margin = 0.12
    width = max(b[0] for _, b, _ in pieces) + 2 * margin
    columns, rows = round(width * SCALE), round((1 + 2 * margin) * SCALE)
    ink = bytes.fromhex(WINE)
    lines = []
    for y in range(rows):
        line = bytearray(b"\0")  # no filter
        for x in range(columns):
            at = ((x + 0.5) / SCALE - margin, (y + 0.5) / SCALE - margin)
            far = min(distance(at, a, b) - half for a, b, half in pieces)
            line += ink + bytes([round(255 * min(max(0.5 - far * SCALE, 0), 1))])
        lines.append(bytes(line))
    return png(columns, rows, b"".join(lines))


def distance(point: Point, a: Point, b: Point) -> float:
    """From a point to the straight piece from `a` to `b`."""
    (px, py), (ax, ay), (bx, by) = point, a, b
    dx, dy = bx - ax, by - ay
    share = ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)
    share = min(max(share, 0), 1)
    return float(((px - ax - share * dx) ** 2 + (py - ay - share * dy) ** 2) ** 0.5)


def png(width: int, height: int, lines: bytes) -> bytes:
    """Eight bits each of red, green, blue and opacity; each line begins with its filter."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    body = zlib.compress(lines, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def files() -> dict[str, bytes]:
    """What this writes, by name."""
    return {"company-form.docx": form(), "company-logo.png": logo()}


if __name__ == "__main__":
    for file, content in files().items():
        (EXAMPLES / file).write_bytes(content)
