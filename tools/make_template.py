"""Write templates/packet.docx and brief.docx, which HR restyles: every look is a named style."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

FOLDER = Path(__file__).resolve().parents[1] / "templates"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC = "http://purl.org/dc/elements/1.1/"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UNUSED_PARTS = {
    "stylesWithEffects", "thumbnail", "customXml", "webSettings", "extended-properties"
}  # fmt: skip

LANGUAGE = "en-GB"
TEXT_FONT, CODE_FONT, SYMBOL_FONT = "Calibri", "Consolas", "Arial"

WHITE, INK, NAVY, GREY = "FFFFFF", "1F2933", "12365A", "5B6773"
RULE, TINT, HEAD_TINT = "C9D3DD", "F3F6F9", "EAF0F6"
BLUE, MID_BLUE, PALE_BLUE = "1B5E9B", "7FB2DE", "CFE3F5"
ORANGE, PALE_ORANGE, FLAG_TINT, FLAG_RULE = "B24A00", "FCE4C4", "FDF4E9", "E3D5C3"

STATUSES = {  # word: (text, fill)
    "Strong": (WHITE, BLUE),
    "Covered": ("123A5E", PALE_BLUE),
    "Thin": ("6B3A00", PALE_ORANGE),
    "Missing": (WHITE, ORANGE),
}
COUNTS = {"Low": ("123A5E", PALE_BLUE), "Medium": ("0B2A45", MID_BLUE), "High": (WHITE, BLUE)}
FLAGS = {"Missing": (ORANGE, FLAG_TINT), "Thin": ("8A5200", FLAG_TINT), "Note": (NAVY, TINT)}

THEME_COLOURS = {  # what Word's colour picker offers first
    "1F497D": NAVY, "EEECE1": TINT, "4F81BD": BLUE, "C0504D": ORANGE, "9BBB59": MID_BLUE,
    "8064A2": GREY, "4BACC6": PALE_BLUE, "F79646": PALE_ORANGE, "0000FF": BLUE, "800080": GREY,
}  # fmt: skip

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4 in twips, as Word writes it
MARGINS_CM = {
    "top": 2.6, "right": 2.2, "bottom": 2.2, "left": 2.2, "header": 1.2, "footer": 1.0, "gutter": 0
}  # fmt: skip

PAGE_ONE = (  # (text, style, starts a page)
    ("{{ document.eyebrow }}", "Eyebrow", False),
    ("{{ candidate.name }}", "Title", False),
    ("{{ document.subtitle }}", "Subtitle", False),
    ("{{ facts }}", "Normal", False),
    ("{{ summary }}", "Lead", False),
    ("{{ heading.coverage }}", "heading 1", False),
    ("{{ coverage_table }}", "Normal", False),
    ("{{ heading.flags }}", "heading 1", False),
    ("{{ flags }}", "Normal", False),
)
PACKET = (
    *PAGE_ONE,
    ("{{ heading.headlines }}", "heading 1", True),
    ("{{ headlines }}", "Normal", False),
    ("{{ since }}", "Normal", False),
    ("{{ heading.timeline }}", "heading 1", False),
    ("{{ timeline }}", "Normal", False),
    ("{{ further_flags }}", "Normal", False),
    ("{{ heading.competencies }}", "heading 1", False),
    ("{{ competencies }}", "Normal", False),
    ("{{ other_evidence }}", "Normal", False),
    ("{{ heading.feedback }}", "heading 1", False),
    ("{{ feedback }}", "Normal", False),
    ("{{ questions }}", "Normal", False),
    ("{{ committee }}", "Normal", False),
    ("{{ heading.sign_off }}", "heading 1", False),
    ("{{ sign_off }}", "Normal", False),
    ("{{ heading.method }}", "heading 1", False),
    ("{{ method }}", "Normal", False),
)

PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd",
    "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
)  # fmt: skip
RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "noProof", "color", "spacing", "sz",
    "szCs", "u", "shd", "lang",
)  # fmt: skip

Properties = dict[str, str]  # element name -> its XML; put into schema order when written


# Elements and properties, as text


def element(name: str, /, *children: str, **attributes: str | int) -> str:
    """One WordprocessingML element."""
    start = f"w:{name}" + "".join(f' w:{key}="{value}"' for key, value in attributes.items())
    return f"<{start}>{''.join(children)}</w:{name}>" if children else f"<{start}/>"


def one(name: str, /, *children: str, **attributes: str | int) -> Properties:
    """A property that is one element."""
    return {name: element(name, *children, **attributes)}


def switched_on(*names: str) -> Properties:
    """Properties that are on by being there."""
    return {name: element(name) for name in names}


def in_order(properties: Properties, order: tuple[str, ...]) -> str:
    """The properties in schema order; a name that the order lacks is a KeyError."""
    rank = {name: place for place, name in enumerate(order)}
    return "".join(properties[name] for name in sorted(properties, key=rank.__getitem__))


def paragraph_properties(properties: Properties) -> str:
    """The w:pPr of a style or a paragraph, or nothing."""
    return element("pPr", in_order(properties, PARAGRAPH_ORDER)) if properties else ""


def run_properties(properties: Properties) -> str:
    """The w:rPr of a style or a run, or nothing."""
    return element("rPr", in_order(properties, RUN_ORDER)) if properties else ""


def twips(cm: float) -> int:
    """Centimetres in twentieths of a point."""
    return round(cm * 1440 / 2.54)


def spaced(before: float = 0, after: float = 0, line: float = 1) -> Properties:
    """Space above and below in points; line height in lines."""
    return one("spacing", before=round(before * 20), after=round(after * 20),
               line=round(line * 240), lineRule="auto")  # fmt: skip


def exactly(points: float) -> Properties:
    """A fixed line height without space around it."""
    return one("spacing", before=0, after=0, line=round(points * 20), lineRule="exact")


def sized(points: float) -> Properties:
    """The font size."""
    return one("sz", val=round(points * 2)) | one("szCs", val=round(points * 2))


def inked(colour: str) -> Properties:
    """The text colour."""
    return one("color", val=colour)


def filled(colour: str) -> Properties:
    """The shading of a paragraph, a run or a cell."""
    return one("shd", val="clear", color="auto", fill=colour)


def fonts(letters: str, others: str = "") -> Properties:
    """The font of ASCII letters and of all other characters, in every script."""
    rest = others or letters
    return one("rFonts", ascii=letters, hAnsi=rest, eastAsia=rest, cs=letters)


def indented(left: int, **more: int) -> Properties:
    """The indent in twips."""
    return one("ind", left=left, **more)


def edge(side: str, colour: str = RULE, size: int = 4, space: int = 0) -> str:
    """A border line; its size in eighths of a point, its distance in points."""
    return element(side, val="single", sz=size, space=space, color=colour)


def ruled(side: str, colour: str = RULE, size: int = 4, space: int = 6) -> Properties:
    """A rule along one side of a paragraph."""
    return one("pBdr", edge(side, colour, size, space))


def boxed(colour: str) -> Properties:
    """A frame in the colour of the fill: padding round a paragraph."""
    sides = ("top", "left", "bottom", "right")
    return one("pBdr", *(edge(side, colour, space=4) for side in sides))


def numbered(number: int, level: int) -> Properties:
    """Membership in a level of a list; the indent comes from the level."""
    return one("numPr", element("ilvl", val=level), element("numId", val=number))


BOLD, ITALIC = switched_on("b", "bCs"), switched_on("i", "iCs")
CAPS = switched_on("caps")
KEEP = switched_on("keepNext", "keepLines")
CENTRED = one("jc", val="center")
UNDERLINED = one("u", val="single")
TEXT_WIDTH = PAGE_WIDTH - twips(MARGINS_CM["left"]) - twips(MARGINS_CM["right"])
RIGHT_TAB = one("tabs", element("tab", val="right", pos=TEXT_WIDTH))
LEVEL_INDENT = twips(0.63)
LEVEL_SUFFIXES = ("", " 2", " 3")


# Styles


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style."""

    name: str
    paragraph: Properties = field(default_factory=dict)
    run: Properties = field(default_factory=dict)
    base: str = "Normal"
    following: str = ""
    kind: Literal["paragraph", "character"] = "paragraph"


def heading(level: int, points: float, before: float, after: float, colour: str = NAVY) -> Style:
    """A heading that stays with what it heads."""
    place = KEEP | spaced(before, after) | one("outlineLvl", val=level - 1)
    look = BOLD | inked(colour) | sized(points)
    return Style(f"heading {level}", place, look, following="Normal")


def list_styles(family: str, number: int) -> list[Style]:
    """One style a level, linked with the same level of the list."""
    return [
        Style(family + suffix, numbered(number, level) | spaced(after=3, line=1.12))
        for level, suffix in enumerate(LEVEL_SUFFIXES)
    ]


def continue_styles() -> list[Style]:
    """Further paragraphs of a list item, under its text."""
    return [
        Style("List Continue" + suffix, indented(LEVEL_INDENT * place) | spaced(after=3, line=1.12))
        for place, suffix in enumerate(LEVEL_SUFFIXES, start=1)
    ]


def labels(family: str, looks: dict[str, tuple[str, str]], place: Properties) -> list[Style]:
    """Bold words in cells, each with its text colour and the fill of the cell."""
    return [
        Style(f"{family} {word}", place | filled(fill), BOLD | inked(text) | sized(9), "Cell")
        for word, (text, fill) in looks.items()
    ]


def empty_cell(name: str) -> Style:
    """A centred grey cell without a fill."""
    return Style(name, CENTRED, inked(GREY) | sized(9), "Cell")


PARAGRAPH_STYLES = (
    Style("Normal", spaced(after=6, line=1.12) | switched_on("widowControl"),
          fonts(TEXT_FONT) | inked(INK) | sized(10.5), base=""),
    Style("Eyebrow", KEEP | spaced(after=2),
          BOLD | CAPS | inked(GREY) | one("spacing", val=30) | sized(9), following="Title"),
    Style("Title", KEEP | spaced(), BOLD | inked(NAVY) | sized(26), following="Subtitle"),
    Style("Subtitle", spaced(before=1, after=9), inked(GREY) | sized(13), following="Normal"),
    Style("Lead", spaced(before=8, after=4, line=1.15), sized(11)),
    heading(1, 15, before=12, after=4),
    heading(2, 13, before=12, after=3),
    heading(3, 11, before=9, after=2),
    heading(4, 10.5, before=6, after=2, colour=INK),
    Style("Meta", spaced(after=4), inked(GREY) | sized(9), following="Normal"),
    Style("Part Label", KEEP | spaced(before=2, after=2), BOLD, following="Normal"),
    *list_styles("List Bullet", number=1),
    *list_styles("List Number", number=2),
    *continue_styles(),
    Style("Quote", ruled("left", size=18, space=8) | spaced(before=2, after=6, line=1.12)
          | indented(LEVEL_INDENT, right=LEVEL_INDENT), ITALIC),
    Style("Attribution", spaced(after=8) | indented(LEVEL_INDENT, right=LEVEL_INDENT),
          inked(GREY) | sized(9)),
    Style("Code Block", boxed(TINT) | filled(TINT) | spaced(before=4, after=8)
          | indented(80, right=80) | switched_on("keepLines", "contextualSpacing"),
          fonts(CODE_FONT) | switched_on("noProof") | sized(9)),
    Style("caption", spaced(before=4, after=6), inked(GREY) | sized(9)),
    Style("Spacer", exactly(4), sized(2)),
    Style("Cell", spaced(), sized(9.5)),
    Style("Cell Label", {}, inked(GREY) | sized(9), "Cell"),
    Style("Cell Heading", switched_on("keepNext"), BOLD | inked(NAVY), "Cell"),
    Style("Cell Heading Number", CENTRED, base="Cell Heading"),
    Style("Cell Number", CENTRED, base="Cell"),
    *labels("Status", STATUSES, CENTRED),
    empty_cell("Status None"),
    empty_cell("Count None"),
    *labels("Count", COUNTS, CENTRED),
    *labels("Flag", FLAGS, {}),
    Style("Flag Text", base="Cell"),
    Style("Flag Action", spaced(before=1), base="Flag Text"),
    Style("Form Title", switched_on("keepNext"), BOLD | inked(NAVY) | sized(10), "Cell"),
    Style("Form Label", {}, BOLD, "Cell"),
    Style("header", ruled("bottom") | RIGHT_TAB | spaced(), inked(GREY) | sized(9)),
    Style("footer", ruled("top") | RIGHT_TAB | spaced(), inked(GREY) | sized(9)),
    Style("annotation text", spaced(after=2), sized(10)),
)  # fmt: skip

CHARACTER_LOOKS = {
    "Strong": BOLD,
    "Emphasis": ITALIC,
    "Code": fonts(CODE_FONT) | switched_on("noProof") | sized(9.5),
    "Hyperlink": inked(BLUE) | UNDERLINED,
    "Label": BOLD,
    "Muted": inked(GREY),
    "Dots": fonts(SYMBOL_FONT) | sized(8),
    # The circles of the key come from the symbol font, as in the cells (style Dots).
    **{
        f"Key {word}": fonts(TEXT_FONT, SYMBOL_FONT) | BOLD | inked(text) | sized(8) | filled(fill)
        for word, (text, fill) in STATUSES.items()
    },
    "Confidential": BOLD | CAPS | inked(ORANGE),
    "Placeholder Text": inked(GREY),
    "annotation reference": sized(8),
}
CHARACTER_STYLES = tuple(
    Style(name, {}, look, base="", kind="character") for name, look in CHARACTER_LOOKS.items()
)

OTHER_IDS = {"annotation text": "CommentText", "annotation reference": "CommentReference"}
QUIET = {"header", "footer", "Placeholder Text", *OTHER_IDS}  # not in Word's style gallery
BUILT_IN = QUIET | {
    "Normal", "Title", "Subtitle", "Quote", "caption", "Hyperlink", "Strong", "Emphasis",
    *(f"heading {level}" for level in range(1, 5)),
    *(f"List {family}{suffix}" for family in ("Bullet", "Number", "Continue")
      for suffix in LEVEL_SUFFIXES),
}  # fmt: skip


def style_id(name: str) -> str:
    """The id that Word itself gives the style of this name."""
    return OTHER_IDS.get(name) or "".join(word[0].upper() + word[1:] for word in name.split())


def style_head(name: str, kind: str) -> dict[str, str | int]:
    """The attributes of w:style."""
    own = {} if name in BUILT_IN else {"customStyle": 1}
    default = {"default": 1} if name == "Normal" else {}
    return {"type": kind, **default, **own, "styleId": style_id(name)}


def style(look: Style, priority: int) -> str:
    """The w:style of a paragraph or character style."""
    return element(
        "style",
        element("name", val=look.name),
        element("basedOn", val=style_id(look.base)) if look.base else "",
        element("next", val=style_id(look.following)) if look.following else "",
        element("uiPriority", val=priority),
        element("unhideWhenUsed" if look.name in QUIET else "qFormat"),
        paragraph_properties(look.paragraph),
        run_properties(look.run),
        **style_head(look.name, look.kind),
    )


@dataclass(frozen=True, slots=True)
class TableStyle:
    """A table style of hairlines; regions are its tinted parts."""

    name: str
    padding: int
    regions: tuple[str, ...] = ()
    rule: str = RULE
    parted: bool = False  # filled neighbours are told apart by a white line


def region(kind: str, fill: str, run: Properties, *borders: str) -> str:
    """How a table style shows its first row, its first column or the corner of both."""
    edges = element("tcBorders", *borders) if borders else ""
    looks = element("tcPr", edges, *filled(fill).values())
    return element("tblStylePr", run_properties(run), looks, type=kind)


# No region is bold: bold in a table style and in a paragraph style cancel out (ECMA-376, 17.7.3).
HEADING_ROW = region("firstRow", HEAD_TINT, inked(NAVY), edge("bottom", NAVY, size=8))
FORM_TITLE = region("firstRow", HEAD_TINT, inked(NAVY))
FORM_LABELS = region("firstCol", TINT, {})
FORM_CORNER = region("nwCell", HEAD_TINT, inked(NAVY))  # else the labels' tint wins there

TABLE_STYLES = (
    TableStyle("Promo Table", padding=60, regions=(HEADING_ROW,), parted=True),
    TableStyle("Promo Facts", padding=50),
    TableStyle("Promo Form", padding=70, regions=(FORM_TITLE, FORM_LABELS, FORM_CORNER)),
    TableStyle("Promo Flags", padding=50, rule=FLAG_RULE),
)


def table_properties(look: TableStyle) -> str:
    """Hairlines between and around the rows, and the padding of the cells."""
    borders = [edge(side, look.rule) for side in ("top", "bottom", "insideH")]
    if look.parted:
        borders.append(edge("insideV", WHITE, size=12))
    padding = {"top": look.padding, "left": 90, "bottom": look.padding, "right": 90}
    margins = (element(side, w=width, type="dxa") for side, width in padding.items())
    return element("tblPr", element("tblBorders", *borders), element("tblCellMar", *margins))


def table_style(look: TableStyle, priority: int) -> str:
    """The w:style of a table style."""
    return element(
        "style",
        element("name", val=look.name),
        element("basedOn", val="TableNormal"),
        element("uiPriority", val=priority),
        element("qFormat"),
        table_properties(look),
        element("tcPr", element("vAlign", val="center")),
        *look.regions,
        **style_head(look.name, "table"),
    )


def document_defaults() -> str:
    """The language alone: in tables LibreOffice puts default looks over character styles."""
    run = one("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    return element(
        "docDefaults",
        element("rPrDefault", run_properties(run)),
        element("pPrDefault"),
    )


def styles() -> Iterator[str]:
    """Every w:style, in the order in which Word's style pane lists them."""
    texts = (*PARAGRAPH_STYLES, *CHARACTER_STYLES)
    for priority, look in enumerate(texts, start=1):
        yield style(look, priority)
    for priority, table in enumerate(TABLE_STYLES, start=len(texts) + 1):
        yield table_style(table, priority)


# Numbering

BULLETS = [("bullet", mark) for mark in "\N{BULLET}\N{EN DASH}\N{BLACK SMALL SQUARE}"]
NUMBERS = [("decimal", "%1."), ("lowerLetter", "%2."), ("lowerRoman", "%3.")]


def list_level(family: str, level: int, number_format: str, text: str) -> str:
    """One level of a list, linked with its paragraph style."""
    indent = indented(LEVEL_INDENT * (level + 1), hanging=LEVEL_INDENT)
    return element(
        "lvl",
        element("start", val=1),
        element("numFmt", val=number_format),
        element("pStyle", val=style_id(family + LEVEL_SUFFIXES[level])),
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        paragraph_properties(indent),
        run_properties(fonts(SYMBOL_FONT)) if number_format == "bullet" else "",
        ilvl=level,
    )


def abstract_list(number: int, family: str, levels: list[tuple[str, str]]) -> str:
    """One kind of list with its levels."""
    return element(
        "abstractNum",
        element("nsid", val=f"50524F{number:02X}"),
        element("multiLevelType", val="multilevel"),
        element("tmpl", val=f"4D4F50{number:02X}"),
        *(list_level(family, level, *marks) for level, marks in enumerate(levels)),
        abstractNumId=number,
    )


def numbering() -> str:
    """The bullet list (1) and the numbered list (2); every abstractNum stands before any num."""
    kinds = (("List Bullet", BULLETS), ("List Number", NUMBERS))
    return part(
        "numbering",
        *(abstract_list(number, *kind) for number, kind in enumerate(kinds)),
        *(element("num", element("abstractNumId", val=n), numId=n + 1) for n in range(len(kinds))),
    )


# Text


def run(text: str, style_name: str = "") -> str:
    """A run that holds the text in one w:t."""
    looks = run_properties(one("rStyle", val=style_id(style_name)) if style_name else {})
    return element("r", looks, f'<w:t xml:space="preserve">{text}</w:t>')


def page_field(code: str) -> Iterator[str]:
    """The runs of a field that Word fills; 1 stands in until it does."""
    yield element("r", element("fldChar", fldCharType="begin"))
    yield element("r", f'<w:instrText xml:space="preserve"> {code} </w:instrText>')
    yield element("r", element("fldChar", fldCharType="separate"))
    yield run("1")
    yield element("r", element("fldChar", fldCharType="end"))


def paragraph(style_name: str, *runs: str, starts_page: bool = False) -> str:
    """A paragraph in a style."""
    styled = {} if style_name == "Normal" else one("pStyle", val=style_id(style_name))
    breaks = switched_on("pageBreakBefore") if starts_page else {}
    return element("p", paragraph_properties(styled | breaks), *runs)


TAB = element("r", element("tab"))


def header() -> str:
    """What the packet is, and that it is confidential."""
    left, right = run("{{ header.left }}"), run("{{ header.right }}", "Confidential")
    return part("hdr", paragraph("header", left, TAB, right))


def footer() -> str:
    """Where the packet comes from, and the page."""
    page = (run("{{ footer.page }} "), *page_field("PAGE"))
    pages = (run(" {{ footer.of }} "), *page_field("NUMPAGES"))
    return part("ftr", paragraph("footer", run("{{ footer.left }}"), TAB, *page, *pages))


def body(lines: tuple[tuple[str, str, bool], ...]) -> str:
    """The paragraphs that promo fills or replaces with blocks."""
    return "".join(
        paragraph(style_name, run(text), starts_page=starts_page)
        for text, style_name, starts_page in lines
    )


# Parts


def part(name: str, *children: str) -> str:
    """A whole part of WordprocessingML."""
    return f'{XML_HEAD}<w:{name} xmlns:w="{W}">{"".join(children)}</w:{name}>'


def settings() -> str:
    """Settings without traces of an author or a machine; mode 15 is that of current Word."""
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    uri = "http://schemas.microsoft.com/office/word"
    compat = (element("compatSetting", name=k, uri=uri, val=v) for k, v in modes.items())
    accents = {f"accent{n}": f"accent{n}" for n in range(1, 7)}
    links = {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    scheme = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2", **accents, **links}
    return part(
        "settings",
        element("zoom", percent=100),
        element("defaultTabStop", val=720),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", *compat),
        element("themeFontLang", val=LANGUAGE),
        element("clrSchemeMapping", **scheme),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def font_table() -> str:
    """The fonts in use; family and pitch help where one is missing."""
    kinds = {
        TEXT_FONT: ("020F0502020204030204", "swiss", "variable"),
        SYMBOL_FONT: ("020B0604020202020204", "swiss", "variable"),
        CODE_FONT: ("020B0609020204030204", "modern", "fixed"),
    }
    return part("fonts", *(font(name, *kind) for name, kind in kinds.items()))


def font(name: str, panose: str, family: str, pitch: str) -> str:
    """One font of the font table."""
    return element(
        "font",
        element("panose1", val=panose),
        element("charset", val="00"),
        element("family", val=family),
        element("pitch", val=pitch),
        name=name,
    )


def core_properties() -> str:
    """Title and language; nothing about people, times or programs."""
    title = "<dc:title>{{ document.title }}</dc:title>"
    language = f"<dc:language>{LANGUAGE}</dc:language>"
    start = f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="{DC}">'
    return f"{XML_HEAD}{start}{title}{language}</cp:coreProperties>"


def theme(default: bytes) -> str:
    """The default theme with the colours and the font of the packet."""
    text = default.decode().replace("Cambria", TEXT_FONT)
    for old, new in THEME_COLOURS.items():
        text = text.replace(f'<a:srgbClr val="{old}"/>', f'<a:srgbClr val="{new}"/>')
    return text


# Package


def elements(xml: str) -> list[BaseOxmlElement]:
    """The elements written in a text, ready to be put into a tree."""
    found: list[BaseOxmlElement] = parse_xml(f'<w:body xmlns:w="{W}">{xml}</w:body>').xpath("*")
    return found


def drop_unused_parts(document: WordDocument) -> None:
    """Let go of parts that the template does not need; what nothing refers to is not saved."""
    for relationships in (document.part.rels, document.part.package.rels):
        for key, relationship in list(relationships.items()):
            if relationship.reltype.rsplit("/", 1)[-1] in UNUSED_PARTS:
                del relationships[key]


def replace_styles(document: WordDocument) -> None:
    """Keep latent styles and the defaults of runs, tables and lists; write all others."""
    root = document.styles.element
    kept = root.xpath("w:latentStyles | w:style[@w:default and not(@w:styleId='Normal')]")
    root[:] = [*elements(document_defaults()), *kept, *elements("".join(styles()))]


def lay_out(document: WordDocument) -> None:
    """Set the page, and link it with a header and a footer."""
    section = document.sections[0]
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    margins = {side: twips(cm) for side, cm in MARGINS_CM.items()}
    page = element("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT) + element("pgMar", **margins)
    root = document.element.body.sectPr
    root[:] = [*root.xpath("w:headerReference | w:footerReference"), *elements(page)]


def members(document: WordDocument) -> dict[str, bytes]:
    """The parts of the document by their names in the package."""
    buffer = BytesIO()
    document.save(buffer)
    with ZipFile(buffer) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """A package whose bytes depend on its parts alone."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name in sorted(parts):
            entry = ZipInfo(name)  # dated 1980-01-01, the first day that a zip can name
            entry.create_system, entry.external_attr = 3, 0x01800000  # 0 upsets Word for Mac
            package.writestr(entry, parts[name], ZIP_DEFLATED, 9)
    return buffer.getvalue()


def template(lines: tuple[tuple[str, str, bool], ...]) -> bytes:
    """A template of these lines as a .docx."""
    document = Document()
    drop_unused_parts(document)
    replace_styles(document)
    lay_out(document)
    document.element.body[:0] = elements(body(lines))
    parts = members(document)
    written = {
        "docProps/core.xml": core_properties(),
        "word/fontTable.xml": font_table(),
        "word/footer1.xml": footer(),
        "word/header1.xml": header(),
        "word/numbering.xml": numbering(),
        "word/settings.xml": settings(),
        "word/theme/theme1.xml": theme(parts["word/theme/theme1.xml"]),
    }
    assert written.keys() <= parts.keys(), "a part that no relationship names"
    return packed(parts | {name: text.encode() for name, text in written.items()})


TEMPLATES = {"packet.docx": PACKET, "brief.docx": PAGE_ONE}

if __name__ == "__main__":
    for name, content in TEMPLATES.items():
        (FOLDER / name).write_bytes(template(content))
