"""A theme's looks put into a Word template that promo ships.

Headings, table heads and tints take the accent; the colours of statuses, counts and flags stay, as
they were chosen to be told apart by everybody.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from promo.theme import Fonts, Logo, Page, Theme
from promo.writers.word.lint.package import TYPES_MEMBER, Element, Package, open_package, select
from promo.writers.word.lint.schema import NAMESPACES, R, clark
from promo.writers.word.markup import escaped
from promo.writers.word.package import zipped
from promo.writers.word.stylesheet import name_of
from promo.writers.word.template.properties import relationships_of

# What the shipped templates are made with (tools/make_template.py).
NAVY, HEAD_TINT, TINT = "12365A", "EAF0F6", "F3F6F9"
TEXT_FONT, CODE_FONT = "Calibri", "Consolas"
HEADINGS = ("Title", "Subtitle", "heading 1", "heading 2", "heading 3", "heading 4")
_FIXED = ("Status ", "Count ", "Flag ", "Key ", "Promo Flags")  # beginnings of styles' names
_SHARES = {NAVY: 1.0, HEAD_TINT: 0.085, TINT: 0.045}  # of the accent in white

_SIZES = {Page.A4: (11906, 16838), Page.LETTER: (12240, 15840)}  # twips
_EMU_PER_MM, _TWIPS_PER_MM = 36_000, 1440 / 25.4
_ROOM = 6  # mm of a picture that the shipped header holds without coming close to the text
_WIDEST_LOGO = 70  # mm: the rest of the line is for the header's text
MOST_LOGO_BYTES = 2_000_000
_MOST_PIXELS = 10_000  # along a side


def themed(template: bytes, theme: Theme, logo: bytes | None) -> bytes:
    """A shipped template with the looks and the language of a theme; the same bytes each time.

    `logo` is the picture that the theme names, one without a `logo_fault`.
    """
    package = open_package(template)
    assert isinstance(package, Package)
    parts = dict(package.trees)
    pictures: dict[str, bytes] = {}
    styles = parts["word/styles.xml"]
    _speak(parts, theme)
    if theme.accent:
        _colour(styles, theme.accent)
        _recolour(parts["word/theme/theme1.xml"], theme.accent)
    _set_fonts(parts, theme.fonts)
    if theme.page:
        _resize(parts, theme.page)
    if theme.logo and logo is not None:
        pictures = _add_logo(package, parts, theme, theme.logo, logo)
    return zipped({**package.contents, **{n: _xml(t) for n, t in parts.items()}, **pictures})


def _xml(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _speak(parts: Mapping[str, Element], theme: Theme) -> None:
    """The language for spelling and screen readers."""
    language = theme.words("language")
    for lang in select(parts["word/styles.xml"], "w:docDefaults//w:lang"):
        lang.set(clark("w:val"), language)
        lang.set(clark("w:eastAsia"), language)
    for lang in select(parts["word/settings.xml"], "w:themeFontLang"):
        lang.set(clark("w:val"), language)
    for element in parts["docProps/core.xml"]:
        if etree.QName(element).localname == "language":
            element.text = language


# Colours


def mixed(colour: str, share: float) -> str:
    """A colour with so much of it in white."""
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def _colour(styles: Element, accent: str) -> None:
    for style in styles:
        if name_of(style).startswith(_FIXED):
            continue
        for element in style.iter():
            for name, value in element.attrib.items():
                if name in _COLOURED and value in _SHARES:
                    element.set(name, mixed(accent, _SHARES[str(value)]))


_COLOURED = (clark("w:val"), clark("w:fill"), clark("w:color"))


def _recolour(theme: Element, accent: str) -> None:
    """What Word's colour picker offers first."""
    for colour in select(theme, "//a:srgbClr"):
        share = _SHARES.get(colour.get("val", ""))
        if share is not None:
            colour.set("val", mixed(accent, share))


# Fonts


def _set_fonts(parts: Mapping[str, Element], fonts: Fonts) -> None:
    styles, theme = parts["word/styles.xml"], parts["word/theme/theme1.xml"]
    renamed = {TEXT_FONT: fonts.text, CODE_FONT: fonts.code}
    renamed = {old: new for old, new in renamed.items() if new}
    for element in select(styles, "//w:rFonts"):
        for name, value in element.attrib.items():
            element.set(name, renamed.get(str(value), str(value)))
    if fonts.headings:
        for style in styles:
            if name_of(style) in HEADINGS:
                _add_font(style, fonts.headings)
    for kind, font in (("a:majorFont", fonts.headings or fonts.text), ("a:minorFont", fonts.text)):
        for latin in select(theme, f"//{kind}/a:latin"):
            latin.set("typeface", font or latin.get("typeface", ""))
    _declare_fonts(parts["word/fontTable.xml"], fonts)


def _add_font(style: Element, font: str) -> None:
    looks = style.find(clark("w:rPr"))
    assert looks is not None, "a heading without a look of its own"
    for old in looks.findall(clark("w:rFonts")):
        looks.remove(old)
    looks.insert(0, etree.Element(clark("w:rFonts")))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        looks[0].set(clark(f"w:{script}"), font)


def _declare_fonts(table: Element, fonts: Fonts) -> None:
    """The fonts in use; nothing is known of those that a theme names but what they are for."""
    known = {font.get(clark("w:name")): font for font in table}
    for old, new in ((TEXT_FONT, fonts.text), (CODE_FONT, fonts.code)):
        if new and old in known:
            table.remove(known.pop(old))
    for name, family, pitch in (
        (fonts.text, "auto", "variable"),
        (fonts.headings, "auto", "variable"),
        (fonts.code, "modern", "fixed"),
    ):
        if name and name not in known:
            known[name] = etree.SubElement(table, clark("w:font"), {clark("w:name"): name})
            for kind, value in (("charset", "00"), ("family", family), ("pitch", pitch)):
                etree.SubElement(known[name], clark(f"w:{kind}"), {clark("w:val"): value})


# Page


def _resize(parts: Mapping[str, Element], page: Page) -> None:
    """The paper, and the tab at the right end of header and footer."""
    width, height = _SIZES[page]
    for section in select(parts["word/document.xml"], "//w:sectPr"):
        size, margins = section.find(clark("w:pgSz")), section.find(clark("w:pgMar"))
        assert size is not None
        assert margins is not None
        size.set(clark("w:w"), str(width))
        size.set(clark("w:h"), str(height))
        sides = (int(margins.get(clark(f"w:{side}"), "0")) for side in ("left", "right"))
        text_width = width - sum(sides)
        for tab in select(parts["word/styles.xml"], "//w:pPr/w:tabs/w:tab[@w:val='right']"):
            tab.set(clark("w:pos"), str(text_width))


# Logo


class Picture(NamedTuple):
    """What a picture is: the end of its file's name, its content type and its pixels."""

    suffix: str
    content_type: str
    width: int
    height: int


def logo_fault(data: bytes) -> str:
    """What keeps a picture from being a logo, to be read after its name; empty if nothing does."""
    if len(data) > MOST_LOGO_BYTES:
        return f"has more than {MOST_LOGO_BYTES // 1_000_000} MB"
    if not data.startswith((_PNG, _JPEG)):
        return "is neither a PNG nor a JPEG"
    picture = picture_of(data)
    if picture is None:
        return "is damaged: it does not say how large it is, or ends too early"
    if max(picture.width, picture.height) > _MOST_PIXELS:
        return f"has {picture.width:,} by {picture.height:,} pixels; {_MOST_PIXELS:,} are enough"
    return ""


_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"


def picture_of(data: bytes) -> Picture | None:
    """What a whole PNG or JPEG is; None of anything else."""
    if data.startswith(_PNG):
        size = _png_size(data)
        return Picture("png", "image/png", *size) if size and all(size) else None
    size = _jpeg_size(data)
    return Picture("jpeg", "image/jpeg", *size) if size and all(size) else None


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Of its first chunk, IHDR (PNG 3rd edition, 11.2.1); a whole one ends with IEND."""
    if data[12:16] != b"IHDR" or b"IEND" not in data[-20:]:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


# SOF0 to SOF15 say the size; DHT, JPG and DAC stand among them (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(_JPEG) or b"\xff\xd9" not in data[-64:]:
        return None
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a filler
            at += 1
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


def _add_logo(
    package: Package, parts: dict[str, Element], theme: Theme, logo: Logo, data: bytes
) -> dict[str, bytes]:
    """The picture at the start of each header; gives the new member."""
    picture = picture_of(data)
    assert picture is not None
    name = f"word/media/logo.{picture.suffix}"
    if picture.suffix not in package.types.defaults:
        default = {"Extension": picture.suffix, "ContentType": picture.content_type}
        parts[TYPES_MEMBER].insert(0, etree.Element(clark("ct:Default"), default))
    height = min(logo.height_mm, _WIDEST_LOGO * picture.height / picture.width)
    width = height * picture.width / picture.height
    for number, (member, header) in enumerate(package.related("header"), 1):
        leads = {"Id": _LOGO_ID, "Type": f"{R}/image", "Target": f"/{name}"}
        etree.SubElement(relationships_of(parts, member), clark("pr:Relationship"), leads)
        paragraph = header.find(clark("w:p"))
        assert paragraph is not None
        runs = _picture(number, escaped(theme.words("logo.alt")), width, height)
        _centre(paragraph)
        paragraph[1:1] = etree.fromstring(runs)
    _make_room(parts["word/document.xml"], height)
    return {name: data}


def _make_room(document: Element, height_mm: float) -> None:
    """Lower the text by what the picture is higher than the header has room for."""
    for margins in select(document, "//w:sectPr/w:pgMar"):
        top = int(margins.get(clark("w:top"), "0"))
        more = max(height_mm - _ROOM, 0) * _TWIPS_PER_MM
        margins.set(clark("w:top"), str(top + round(more)))


def _centre(paragraph: Element) -> None:
    """The text in the middle of a line that is as high as the picture."""
    properties = paragraph.find(clark("w:pPr"))
    assert properties is not None
    assert paragraph.index(properties) == 0
    properties.append(etree.Element(clark("w:textAlignment"), {clark("w:val"): "center"}))


_LOGO_ID = "rIdLogo"
_GAP = "\N{EM SPACE}\N{EN SPACE}"
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def _picture(id: int, alt: str, width_mm: float, height_mm: float) -> str:
    """A run that holds the picture, and one that parts it from the text."""
    size = f'cx="{round(width_mm * _EMU_PER_MM)}" cy="{round(height_mm * _EMU_PER_MM)}"'
    spaces = " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "wp", "a"))
    return f"""<runs {spaces} xmlns:pic="{_PICTURE}"><w:r><w:rPr><w:noProof/></w:rPr><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>
<wp:docPr id="{id}" name="{alt}" descr="{alt}"/>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="{id}" name="{alt}"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{_LOGO_ID}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">{_GAP}</w:t></w:r></runs>""".replace(
        "\n", ""
    )
