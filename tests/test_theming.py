"""Themes put into the shipped Word templates: real documents, sound by the linter and the SDK."""

from __future__ import annotations

import re
import struct
import zlib
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.shared import Mm
from lxml import etree
from making import docx_lines, example, members_of, values, xml_of
from test_validator import validated

from promo.compose import compose
from promo.theme import Theme, read
from promo.writers.word import theming, write
from promo.writers.word.lint import lint
from promo.writers.word.template import load, shipped_bytes
from promo.writers.word.theming import Picture, logo_fault, mixed, picture_of, themed

STYLES, THEME, FONTS = "word/styles.xml", "word/theme/theme1.xml", "word/fontTable.xml"
HEADER, SETTINGS, CORE = "word/header1.xml", "word/settings.xml", "docProps/core.xml"

EVERYTHING = """
language: de
accent: "#7A1F3D"
fonts: {text: Georgia, headings: Open Sans, code: Fira Code}
logo: logo.png
confidentiality: "Streng vertraulich – nur Personalabteilung"
page: letter
date: "{dd}.{mm}.{year}"
labels: {heading.coverage: Abdeckung}
"""


def theme(text: str) -> Theme:
    return read(text.encode(), "theme.yaml")[0]


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int) -> bytes:
    """A red picture, as every program can read it."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xc0\x20\x20" * width) * height
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def jpeg(width: int, height: int) -> bytes:
    """The segments of a JPEG that say what it is, without its picture."""
    tables = b"\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0" + b"\xff\xc4\x00\x04\0\0"
    frame = b"\xff\xff\xc2\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"
    return b"\xff\xd8" + tables + frame + b"\xff\xda\x00\x02" + b"\xff\xd9"


def made(text: str, logo: bytes | None = None, name: str = "packet") -> bytes:
    return themed(shipped_bytes(name), theme(text), logo)


def packet(text: str, logo: bytes | None = None, of: str = "strong") -> bytes:
    words = theme(text).words
    template = load(made(text, logo), "packet.docx", checks=False)
    return write(compose(example(of), "1.0", words), template)


@pytest.fixture(scope="module")
def full() -> bytes:
    return packet(EVERYTHING, png(300, 100))


# Sound documents

THEMES = {
    "nothing": ("language: en", None),
    "everything": (EVERYTHING, png(300, 100)),
    "one font for all": ("fonts: {text: Arial, headings: Arial, code: Arial}", None),
    "a jpeg": ("logo: {file: a.jpg, height_mm: 12}", jpeg(100, 100)),
    "a wide logo": ("logo: a.png", png(2000, 20)),
}


@pytest.mark.parametrize(("text", "logo"), THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("name", ["packet", "brief"])
def test_a_themed_template_breaks_no_rule(text: str, logo: bytes | None, name: str) -> None:
    template = made(text, logo, name)
    assert lint(template) == ()
    docx.Document(BytesIO(template))
    filled = write(compose(example("thin"), "1.0"), load(template, "t.docx", checks=False))
    assert lint(filled) == ()


@pytest.mark.parametrize(("text", "logo"), THEMES.values(), ids=THEMES)
def test_the_sdk_finds_no_error_in_a_themed_packet(
    text: str, logo: bytes | None, sdk_validator: str, tmp_path: Path
) -> None:
    assert validated(sdk_validator, packet(text, logo), tmp_path) == []


def test_the_same_theme_gives_the_same_bytes() -> None:
    assert made(EVERYTHING, png(9, 9)) == made(EVERYTHING, png(9, 9))


def test_a_theme_without_looks_changes_no_part() -> None:
    before, after = members_of(shipped_bytes()), members_of(made("language: en"))
    assert before.keys() == after.keys()
    assert [name for name in before if canonical(before[name]) != canonical(after[name])] == []


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n")


# Colours


def style_of(document: bytes, name: str) -> str:
    """The XML of one style."""
    (found,) = re.findall(
        rf'<w:style (?:(?!</w:style>).)*?<w:name w:val="{name}"/>.*?</w:style>',
        xml_of(document, STYLES),
        re.DOTALL,
    )
    return str(found)


def test_the_accent_takes_the_place_of_navy_in_all_but_flags(full: bytes) -> None:
    styles = xml_of(full, STYLES)
    left = re.sub(r'<w:style (?:(?!</w:style>).)*w:val="Flag Note".*?</w:style>', "", styles)
    for gone in (theming.NAVY, theming.HEAD_TINT, theming.TINT):
        assert gone not in left
        assert gone not in xml_of(full, THEME)
    assert theming.NAVY in style_of(full, "Flag Note")
    for name in ("Title", "heading 1", "heading 2", "heading 3", "Cell Heading", "Form Title"):
        assert '<w:color w:val="7A1F3D"/>' in style_of(full, name)
    assert 'w:color="7A1F3D"' in style_of(full, "Promo Table")  # the rule under its head
    assert mixed("7A1F3D", 0.085) in style_of(full, "Promo Table")


@pytest.mark.parametrize(
    "name",
    [f"{kind} {word}" for kind in ("Status", "Key") for word in ("Strong", "Covered", "Missing")]
    + ["Count High", "Flag Missing", "Flag Thin", "Flag Note", "Hyperlink", "Confidential"],
)
def test_colours_that_mean_something_stay(name: str, full: bytes) -> None:
    assert values('w:(?:val|fill)="([0-9A-F]{6})"', style_of(full, name)) == values(
        'w:(?:val|fill)="([0-9A-F]{6})"', style_of(shipped_bytes(), name)
    )


@pytest.mark.parametrize(
    ("share", "shown"), [(1, "7A1F3D"), (0, "FFFFFF"), (0.5, "BC8F9E")], ids=["all", "none", "half"]
)
def test_a_tint_is_a_share_of_the_accent_in_white(share: float, shown: str) -> None:
    assert mixed("7A1F3D", share) == shown


def test_tints_of_navy_are_nearly_those_of_the_shipped_template() -> None:
    for tint in (theming.HEAD_TINT, theming.TINT):
        made_of_navy = mixed(theming.NAVY, theming._SHARES[tint])
        parts = [(int(tint[i : i + 2], 16), int(made_of_navy[i : i + 2], 16)) for i in (0, 2, 4)]
        assert max(abs(a - b) for a, b in parts) <= 6


# Fonts


def test_fonts_are_those_of_the_theme(full: bytes) -> None:
    assert values('w:ascii="([^"]+)"', xml_of(full, STYLES)) == {
        "Georgia",
        "Open Sans",
        "Fira Code",
        "Arial",  # bullets and circles
    }
    for name in ("Title", "Subtitle", "heading 1", "heading 4"):
        assert 'w:ascii="Open Sans"' in style_of(full, name)
    assert 'w:ascii="Georgia"' in style_of(full, "Normal")
    assert 'w:ascii="Fira Code"' in style_of(full, "Code Block")
    assert values('<w:font w:name="([^"]+)"', xml_of(full, FONTS)) == {
        "Arial",
        "Georgia",
        "Open Sans",
        "Fira Code",
    }
    assert values('<a:latin typeface="([^"]+)"', xml_of(full, THEME)) == {"Georgia", "Open Sans"}


def test_a_font_for_headings_alone_leaves_the_text() -> None:
    styles = made("fonts: {headings: Georgia}")
    assert 'w:ascii="Calibri"' in style_of(styles, "Normal")
    assert 'w:ascii="Georgia"' in style_of(styles, "heading 2")
    assert values('<w:font w:name="([^"]+)"', xml_of(styles, FONTS)) == {
        "Arial",
        "Calibri",
        "Consolas",
        "Georgia",
    }


# Page


def test_letter_paper_is_filled_to_its_margins(full: bytes) -> None:
    section = docx.Document(BytesIO(full)).sections[0]
    assert (section.page_width.inches, section.page_height.inches) == (8.5, 11)
    width = 12240 - 2 * 1247
    assert values(r'<w:tblW w:w="(\d+)"', xml_of(full)) == {str(width)}
    for name in ("header", "footer"):
        assert f'<w:tab w:val="right" w:pos="{width}"/>' in style_of(full, name)


def test_a4_is_what_the_template_has() -> None:
    assert made("page: a4") == made("language: en")


# Logo


def test_a_logo_stands_before_the_text_of_the_header(full: bytes) -> None:
    document = docx.Document(BytesIO(full))
    paragraph = document.sections[0].header.paragraphs[0]
    first = paragraph.runs[0]._r
    (extent,) = first.xpath(".//wp:extent")
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (Mm(27), Mm(9))
    (properties,) = first.xpath(".//wp:docPr")
    assert properties.get("descr") == "Logo"
    assert "Zofia Brandt" in paragraph.text
    (picture,) = [name for name in members_of(full) if "media" in name]
    assert members_of(full)[picture] == png(300, 100)


def test_a_wide_logo_leaves_room_for_the_text() -> None:
    header = xml_of(made("logo: a.png", png(2000, 20)), HEADER)
    assert f'cx="{Mm(70)}" cy="{round(Mm(0.7))}"' in header


def test_a_high_logo_lowers_the_text() -> None:
    tops = [
        docx.Document(BytesIO(made(text, png(9, 9)))).sections[0].top_margin
        for text in ("logo: {file: a.png, height_mm: 5}", "logo: {file: a.png, height_mm: 12}")
    ]
    assert tops[1] - tops[0] == pytest.approx(Mm(6), abs=635)


def test_a_jpeg_is_declared_as_one() -> None:
    members = members_of(made("logo: a.jpg", jpeg(30, 10)))
    assert "word/media/logo.jpeg" in members
    assert b'Extension="jpeg" ContentType="image/jpeg"' in members["[Content_Types].xml"]


PICTURES = {
    "png": (png(300, 100), Picture("png", "image/png", 300, 100)),
    "jpeg": (jpeg(640, 480), Picture("jpeg", "image/jpeg", 640, 480)),
    "neither": (b"GIF89a", None),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("data", "picture"), PICTURES.values(), ids=PICTURES)
def test_the_size_of_a_picture_is_read(data: bytes, picture: Picture | None) -> None:
    assert picture_of(data) == picture


BAD_LOGOS = {
    "a gif": (b"GIF89a" + b"\0" * 99, "is neither a PNG nor a JPEG"),
    "an svg": (b"<svg/>", "is neither a PNG nor a JPEG"),
    "an empty file": (b"", "is neither a PNG nor a JPEG"),
    "a large file": (png(9, 9) + b"\0" * 2_000_000, "has more than 2 MB"),
    "a png that ends early": (png(9, 9)[:-20], "is damaged"),
    "a png without pixels": (png(0, 9), "is damaged"),
    "a jpeg that ends early": (jpeg(9, 9)[:-2], "is damaged"),
    "a jpeg without a size": (b"\xff\xd8\xff\xe0\x00\x04\0\0\xff\xd9", "is damaged"),
    "too many pixels": (png(10_001, 1), "has 10,001 by 1 pixels"),
}


@pytest.mark.parametrize(("data", "fault"), BAD_LOGOS.values(), ids=BAD_LOGOS)
def test_what_cannot_be_a_logo_is_told(data: bytes, fault: str) -> None:
    assert logo_fault(data).startswith(fault)


@pytest.mark.parametrize("data", [png(1, 1), jpeg(1, 1)], ids=["png", "jpeg"])
def test_a_png_or_jpeg_can_be_a_logo_and_any_part_of_it_is_judged(data: bytes) -> None:
    assert logo_fault(data) == ""
    for end in range(len(data) - 12):
        assert logo_fault(data[:end])


# Language


@pytest.mark.parametrize(("text", "tag"), [("language: de", "de-DE"), ("page: a4", "en-GB")])
def test_the_language_is_told_to_programs(text: str, tag: str) -> None:
    document = packet(text)
    assert f'<w:lang w:val="{tag}" w:eastAsia="{tag}"' in xml_of(document, STYLES)
    assert f'<w:themeFontLang w:val="{tag}"/>' in xml_of(document, SETTINGS)
    assert f"<dc:language>{tag}</dc:language>" in xml_of(document, CORE)


def test_a_packet_in_german_reads_as_german_in_all_its_parts(full: bytes) -> None:
    lines = [line.text for line in docx_lines(full)]
    assert "Beförderungsunterlage" in lines
    assert "Abdeckung" in lines
    assert "Kernergebnisse" in lines
    header = docx.Document(BytesIO(full)).sections[0].header.paragraphs[0].text
    assert header.endswith("Streng vertraulich – nur Personalabteilung")
    assert "Stand der Nachweise: 30.06.2026" in xml_of(full, "word/footer1.xml")
    assert "Beförderungsunterlage: Zofia Brandt" in xml_of(full, CORE)
