"""Word documents written by hand: parts as XML text, and the package that declares them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.sax.saxutils import escape

from make_template import XML_HEAD, packed

DOCUMENT = "word/document.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "application/vnd.openxmlformats-"
_WORD = f"{_TYPES}officedocument.wordprocessingml"
# The number aside, a part's name says what it is: its content type and what leads to it.
_KINDS = {
    **{
        f"word/{kind}.xml": (f"{_WORD}.{kind}+xml", kind)
        for kind in (
            *("styles", "settings", "numbering", "fontTable", "footnotes", "endnotes"),
            *("comments", "header", "footer"),
        )
    },
    DOCUMENT: (f"{_WORD}.document.main+xml", "officeDocument"),
    "docProps/core.xml": (f"{_TYPES}package.core-properties+xml", "core-properties"),
    "docProps/app.xml": (f"{_TYPES}officedocument.extended-properties+xml", "extended-properties"),
    "docProps/custom.xml": (f"{_TYPES}officedocument.custom-properties+xml", "custom-properties"),
    "customXml/item.xml": ("", "customXml"),
    "customXml/itemProps.xml": (
        f"{_TYPES}officedocument.customXmlProperties+xml",
        "customXmlProps",
    ),
}
_PREFIXES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": f"{_OFFICE}/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
}

Parts = Mapping[str, str | bytes]


def package(parts: Parts, links: Mapping[str, str] | None = None, *, dotx: bool = False) -> bytes:
    """A document of these parts; a part is related to as its file is called (header1, logo).

    `links` are addresses outside that the document names.
    """
    written = {n: c if isinstance(c, bytes) else (XML_HEAD + c).encode() for n, c in parts.items()}
    for source in ("", *parts):
        found = "".join(_relationships(source, parts, links or {}))
        if found:
            path = PurePosixPath(source)
            name = str(path.parent / "_rels" / f"{path.name}.rels")
            root = f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'
            written[name.removeprefix("./")] = (XML_HEAD + root).encode()
    types = "".join(_types(parts, dotx))
    root = f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>'
    return packed(written | {"[Content_Types].xml": (XML_HEAD + root).encode()})


def _kind(name: str) -> tuple[str, str]:
    return _KINDS.get(re.sub(r"\d+(?=\.xml)", "", name), ("", ""))


def _relationships(source: str, parts: Parts, links: Mapping[str, str]) -> list[str]:
    """What leads from a part (none: the package) to others."""
    found = []
    for name in parts:
        if name == source or not _leads(source, name, parts):
            continue
        kind = _kind(name)[1] or "image"
        base = _PACKAGE + "/relationships/metadata" if kind == "core-properties" else ""
        kind = f"{base or _PREFIXES['r']}/{kind}"
        id = PurePosixPath(name).stem
        found.append(f'<Relationship Id="{id}" Type="{kind}" Target="/{name}"/>')
    if source == DOCUMENT:
        found += [
            f'<Relationship Id="{id}" Type="{_PREFIXES["r"]}/hyperlink" Target="{escape(url)}" '
            'TargetMode="External"/>'
            for id, url in links.items()
        ]
    return found


def _leads(source: str, name: str, parts: Parts) -> bool:
    if name == DOCUMENT or name.startswith("docProps/"):
        return source == ""
    if name.startswith("word/media/"):
        id = PurePosixPath(name).stem
        return source != "" and f'r:embed="{id}"' in str(parts[source])
    if "itemProps" in name:
        return source == name.replace("itemProps", "item")
    return source == DOCUMENT


def _types(parts: Parts, dotx: bool) -> list[str]:
    found = [
        f'<Default Extension="rels" ContentType="{_TYPES}package.relationships+xml"/>',
        '<Default Extension="xml" ContentType="application/xml"/>',
        '<Default Extension="png" ContentType="image/png"/>',
    ]
    for name in parts:
        kind = _kind(name)[0]
        if name == DOCUMENT and dotx:
            kind = kind.replace("document.main", "template.main")
        if kind:
            found.append(f'<Override PartName="/{name}" ContentType="{kind}"/>')
    return found


# Parts


def part(name: str, *content: str) -> str:
    """A part whose root is called so; every prefix is declared."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _PREFIXES.items())
    return f'<w:{name} {declared} mc:Ignorable="w14">{"".join(content)}</w:{name}>'


def document(*content: str, section: str = "") -> str:
    return part("document", f"<w:body>{''.join(content)}{section or page()}</w:body>")


def page(
    width: int = 11906,
    height: int = 16838,
    margin: int = 1247,
    *,
    parts: Mapping[str, str] | None = None,
    more: str = "",
    before: str = "",
) -> str:
    """The end of a section, A4 upright; `parts` are headers and footers by `header first`."""
    named = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{id}"/>'
        for (kind, which), id in ((key.split(), id) for key, id in (parts or {}).items())
    )
    turned = ' w:orient="landscape"' if width > height else ""
    sides = "".join(f' w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr>{named}{before}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar{sides} w:header="680" w:footer="567" w:gutter="0"/>{more}</w:sectPr>'
    )


def settings(mode: int = 15, more: str = "") -> str:
    said = f'<w:compatSetting w:name="compatibilityMode" w:uri="{_COMPATIBLE}" w:val="{mode}"/>'
    return part("settings", more, f"<w:compat>{said}</w:compat>")


_COMPATIBLE = "http://schemas.microsoft.com/office/word"


def core(**texts: str) -> str:
    """Core properties, such as title=…, as Word writes them."""
    prefixes = {
        "title": "dc",
        "subject": "dc",
        "creator": "dc",
        "description": "dc",
        "keywords": "cp",
        "category": "cp",
        "contentStatus": "cp",
        "lastModifiedBy": "cp",
    }
    said = "".join(f"<{prefixes[n]}:{n}>{t}</{prefixes[n]}:{n}>" for n, t in texts.items())
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{said}</cp:coreProperties>'
    )


def custom(**texts: str) -> str:
    """Custom properties of the document; all are texts."""
    said = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{text}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(texts.items(), 2)
    )
    return (
        f'<Properties xmlns="{_OFFICE}/custom-properties" '
        f'xmlns:vt="{_OFFICE}/docPropsVTypes">{said}</Properties>'
    )


# Styles


def styles(*own: str, language: str = "en-GB", font: str = "Calibri", size: int = 22) -> str:
    looks = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    looks += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="{language}"/>'
    defaults = f"<w:rPrDefault><w:rPr>{looks}</w:rPr></w:rPrDefault>"
    defaults += '<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault>'
    return part("styles", f"<w:docDefaults>{defaults}</w:docDefaults>", *own)


def style(
    id: str,
    name: str,
    kind: str = "paragraph",
    *,
    based: str = "",
    paragraph: str = "",
    run: str = "",
    table: str = "",
    default: bool = False,
    own: bool = False,
) -> str:
    """A style with these properties, each XML."""
    attributes = ' w:default="1"' * default + ' w:customStyle="1"' * own
    inside = f'<w:name w:val="{name}"/>' + f'<w:basedOn w:val="{based}"/>' * bool(based)
    inside += "<w:qFormat/>" if kind == "paragraph" else ""
    for tag, properties in (("pPr", paragraph), ("rPr", run), ("tblPr", table)):
        inside += f"<w:{tag}>{properties}</w:{tag}>" if properties else ""
    return f'<w:style w:type="{kind}" w:styleId="{id}"{attributes}>{inside}</w:style>'


def look(*, colour: str = "", size: int = 0, bold: bool = False, fill: str = "") -> str:
    """Properties of a run."""
    said = "<w:b/><w:bCs/>" * bold
    said += f'<w:color w:val="{colour}"/>' if colour else ""
    said += f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""
    return said + (f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else "")


def outline(level: int, before: int = 240) -> str:
    """Paragraph properties of a heading."""
    return f'<w:keepNext/><w:spacing w:before="{before}" w:after="80"/>' + (
        f'<w:outlineLvl w:val="{level}"/>'
    )


# Ids and names as Word in English writes them.
NORMAL = style("Normal", "Normal", default=True)
PLAIN_TABLE = style(
    "TableNormal",
    "Normal Table",
    "table",
    default=True,
    table='<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar>',
)
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
GRID = f"<w:tblBorders>{_SIDES}</w:tblBorders>"
TABLE_GRID = style("TableGrid", "Table Grid", "table", based="TableNormal", table=GRID)
TITLE = style("Title", "Title", based="Normal", run=look(size=44, bold=True))
HEADINGS = "".join(
    style(
        f"Heading{n}",
        f"heading {n}",
        based="Normal",
        paragraph=outline(n - 1),
        run=look(size=32 - 4 * n, bold=True),
    )
    for n in (1, 2, 3)
)
WORD_STYLES = (NORMAL, PLAIN_TABLE, TABLE_GRID, TITLE, HEADINGS)


# Text


def run(text: str, looks: str = "") -> str:
    """A run; `looks` are its properties."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def styled(text: str, id: str) -> str:
    return run(text, f'<w:rStyle w:val="{id}"/>')


def p(content: str = "", id: str = "", more: str = "", attributes: str = "") -> str:
    """A paragraph in the style with this id; plain text is put into a run."""
    inside = content if content.startswith("<") or not content else run(content)
    properties = f'<w:pStyle w:val="{id}"/>' * bool(id) + more
    shown = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p{attributes}>{shown}{inside}</w:p>"


def cell(content: str, width: int, *, span: int = 1) -> str:
    """A cell; plain text is put into a paragraph."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    inside = content if content.startswith("<") else p(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}</w:tcPr>{inside}</w:tc>'


def row(*cells: str, heading: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/>" + "<w:tblHeader/>" * heading + "</w:trPr>"
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def table(widths: tuple[int, ...], *rows: tuple[str, ...] | str, id: str = "TableGrid") -> str:
    """A table of a style; rows are texts of cells, or finished."""
    made = [
        r if isinstance(r, str) else row(*(cell(t, w) for t, w in zip(r, widths, strict=True)))
        for r in rows
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{id}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(made)}'
        "</w:tbl>"
    )


def field(code: str, shown: str = "1") -> str:
    """A field that Word fills; `shown` stands in until it does."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{char('begin')}{instruction}{char('separate')}{run(shown)}{char('end')}"


def picture(id: str, number: int, width: int, height: int, described: str) -> str:
    """A run with the picture that the part relates to so; sizes in EMU."""
    size = f'cx="{width}" cy="{height}"'
    shape = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{id}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    graphic = f'<a:graphic><a:graphicData uri="{_PREFIXES["pic"]}">{shape}</a:graphicData>'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{id}" descr="{described}"/>{graphic}</a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def control(content: str, id: int, tag: str, properties: str = "") -> str:
    """A content control round runs or paragraphs."""
    return (
        f'<w:sdt><w:sdtPr>{properties}<w:tag w:val="{tag}"/><w:id w:val="{id}"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
