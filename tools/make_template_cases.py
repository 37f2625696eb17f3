"""Write the forms of strangers that packets must go into: tests/cases/templates/good/*/form.docx.

`--libreoffice` also has LibreOffice write its two; their bytes differ from day to day.
What each case holds is said in tests/cases/templates/README.md.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import copy

from docx import Document
from docx.shared import RGBColor
from loops_form import loops
from make_company_form import logo
from word_package import (
    DOCUMENT,
    GRID,
    WORD_STYLES,
    cell,
    control,
    core,
    custom,
    document,
    field,
    look,
    outline,
    p,
    package,
    page,
    part,
    picture,
    row,
    run,
    settings,
    style,
    styled,
    styles,
    table,
)

ROOT = Path(__file__).resolve().parents[1]
GOOD = ROOT / "tests" / "cases" / "templates" / "good"
BLOCKS = (
    *("facts", "summary", "coverage_table", "flags", "headlines", "timeline", "further_flags"),
    *("competencies", "other_evidence", "feedback", "committee", "sign_off", "method"),
)


def tag(name: str) -> str:
    return f"{{{{ {name} }}}}"


def blocks(*names: str, id: str = "") -> str:
    """Each in a paragraph of its own."""
    return "".join(p(tag(name), id) for name in names)


def whole(title: str = "Title", heading: str = "Heading1", rest: str = "Normal") -> str:
    """A short form in styles with these ids: a title, four sections."""
    return (
        p(tag("candidate.name"), title)
        + blocks("facts", "summary", id=rest)
        + p(tag("heading.coverage"), heading)
        + blocks("coverage_table", "flags", "further_flags", id=rest)
        + p(tag("heading.competencies"), heading)
        + blocks("competencies", "other_evidence", id=rest)
        + p(tag("heading.sign_off"), heading)
        + blocks("sign_off", "method", id=rest)
    )


def word(
    *body: str, section: str = "", look: tuple[str, ...] = WORD_STYLES, **more: str
) -> dict[str, str | bytes]:
    """The parts of a plain document from Word; `more` are others by their name in word/."""
    return {
        DOCUMENT: document(*body, section=section),
        "word/styles.xml": styles(*look),
        "word/settings.xml": settings(),
        **{f"word/{name}.xml": content for name, content in more.items()},
    }


# A localised Word

GERMAN_STYLES = (
    style("Standard", "Normal", default=True),
    style("berschrift1", "heading 1", based="Standard", paragraph=outline(0), run=look(size=30)),
    style("berschrift2", "heading 2", based="Standard", paragraph=outline(1), run=look(size=26)),
    style("Titel", "Title", based="Standard", run=look(size=48, colour="004B3C")),
    style("Listenabsatz", "List Paragraph", based="Standard", paragraph='<w:ind w:left="720"/>'),
    style("Kopfzeile", "header", based="Standard", run=look(size=18)),
    style("NormaleTabelle", "Normal Table", "table", default=True),
    style("Tabellenraster", "Table Grid", "table", based="NormaleTabelle", table=GRID),
    style("Absatz-Standardschriftart", "Default Paragraph Font", "character", default=True),
    style(
        "Hinweis", "Hinweis Führungskraft", based="Standard", run=look(colour="7A1F3D"), own=True
    ),
    style("Betont", "Betont (HR)", "character", run=look(bold=True), own=True),
)


def german() -> bytes:
    """Ids in German, names in English; „quotes“ inside the tags."""
    body = (
        p("Beförderungsvorschlag für {{ candidate.name }}", "Titel"),
        p("Vertraulich behandeln; Rückfragen an {{ candidate.manager }}.", "Hinweis"),
        p("Laufbahn: {{ target.track | default(„keine“, true) }}", "Listenabsatz"),
        table((4706, 4706), ("Name", tag("candidate.name")), id="Tabellenraster"),
        p("Übersicht", "berschrift1"),
        blocks("coverage_table", "flags", "further_flags"),
        p("Einzelnachweise", "berschrift1"),
        blocks("competencies"),
        p("Entscheidung", "berschrift1"),
        p(run("Frist: ") + styled("{{ document.cycle }}", "Betont")),
        blocks("sign_off"),
    )
    parts = word(*body, section=page(parts={"header default": "header1"}))
    return package(
        parts
        | {
            "word/styles.xml": styles(*GERMAN_STYLES, language="de-DE"),
            "word/header1.xml": part("hdr", p("Personal | {{ candidate.name }}", "Kopfzeile")),
            "docProps/core.xml": core(title="Vorschlag {{ candidate.name }}", creator="P. Huber"),
        }
    )


# Google Docs


def google(text: str, id: str = "Normal", looks: str = "", number: int = 0) -> str:
    """A paragraph as Google Docs writes it: everything set anew on each paragraph and run."""
    font = '<w:rFonts w:ascii="Arial" w:cs="Arial" w:eastAsia="Arial" w:hAnsi="Arial"/>'
    inside = run(text, font + looks + '<w:rtl w:val="0"/>')
    if number:
        inside = control(inside, number, f"goog_rdk_{number}")
    more = '<w:spacing w:after="0" w:lineRule="auto"/><w:rPr/>'
    attributes = ' w:rsidR="00000000" w:rsidDel="00000000" w:rsidP="00000000"'
    return p(inside, id, more, attributes)


def google_docs() -> bytes:
    """Styles Normal, heading 1 to 6, Title, Subtitle; controls of its own round what it likes."""
    first = control(google(tag("facts")) + google(tag("summary")), 4, "goog_rdk_4")
    body = (
        google("{{ candidate.name }}", "Title", number=1),
        google("{{ document.subtitle }}", "Subtitle", number=2),
        first,
        google("{{ heading.coverage }}", "Heading1", number=3),
        google("{{ coverage_table }}", number=5),
        control(google("{{ flags }}"), 6, "goog_rdk_6"),
        google("{{ further_flags }}"),
        table((4513, 4513), *((google(a), google(b)) for a, b in GOOGLE_ROWS), id="Table1").replace(
            ' w:type="dxa"/><w:tblLayout', ' w:type="dxa"/><w:jc w:val="left"/><w:tblLayout'
        ),
        google("Competencies", "Heading1", look(colour="1155CC")),
        google("{{ competencies }}"),
        google("{{ heading.sign_off }}", "Heading1"),
        google("{{ sign_off }}"),
    )
    parts = word(*body, section=page(11909, 16834, 1440, more='<w:pgNumType w:start="1"/>'))
    return package(
        {
            **parts,
            "word/styles.xml": styles(*GOOGLE_STYLES, language="en-GB"),
            "word/settings.xml": part("settings", '<w:displayBackgroundShape w:val="1"/>'),
        }
    )


GOOGLE_ROWS = (
    ("Manager", "{{ candidate.manager }}"),
    ("Cycle", "{{ document.cycle }}"),
)
GOOGLE_STYLES = (
    style("Normal", "normal", default=True),
    style("TableNormal", "Table Normal", "table", default=True),
    *(
        style(
            f"Heading{n}",
            f"heading {n}",
            based="Normal",
            paragraph=outline(n - 1, 400 - 40 * n),
            run=look(size=44 - 4 * n),
        )
        for n in range(1, 7)
    ),
    style("Title", "Title", based="Normal", run=look(size=52)),
    style("Subtitle", "Subtitle", based="Normal", run=look(colour="666666", size=30)),
    style("Table1", "Table1", "table", based="TableNormal", table=GRID),
)


# Small ones


def only_competencies() -> bytes:
    return package(word(blocks("competencies")))


LOGO_SIZE = (1500000, 190000)  # EMU


def dotx() -> bytes:
    """A template for new documents, with a logo in its header."""
    head = part("hdr", p(picture("logo", 1, *LOGO_SIZE, "Varmelin")))
    foot = part("ftr", p(run("{{ footer.left }}, page ") + field("PAGE")))
    section = page(parts={"header default": "header1", "footer default": "footer1"})
    parts = word(whole(), section=section, header1=head, footer1=foot)
    return package(parts | {"word/media/logo.png": logo()}, dotx=True)


_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
PROPS = f"""<ds:datastoreItem ds:itemID="{{6F1E2D3C-4B5A-4978-8695-A4B3C2D1E0F9}}" \
xmlns:ds="{_STORE}"><ds:schemaRefs><ds:schemaRef ds:uri="urn:varmelin:case"/></ds:schemaRefs>\
</ds:datastoreItem>"""


def custom_xml() -> bytes:
    """A data part of its own, and properties; one is empty."""
    said = custom(Department="People", Candidate="{{ candidate.name }}", Reviewer="")
    parts = word(whole()) | {
        "customXml/item1.xml": '<case xmlns="urn:varmelin:case"><route>{{ 7*7 }}</route></case>',
        "customXml/itemProps1.xml": PROPS,
        "docProps/core.xml": core(title="Case of {{ candidate.name }}", category="Promotion"),
        "docProps/custom.xml": said,
    }
    return package(parts)


def sections() -> bytes:
    """Upright, across, two columns; headers for the first page, even and odd ones."""
    named = {
        f"{kind} {which}": f"{kind}{n}"
        for kind in ("header", "footer")
        for n, which in enumerate(("default", "first", "even"), 1)
    }
    first = page(parts=named, more="<w:titlePg/>")
    across = page(16838, 11906, before='<w:type w:val="nextPage"/>')
    columns = page(
        before='<w:type w:val="nextPage"/>',
        more='<w:cols w:num="2" w:space="566" w:equalWidth="1"/>',
    )
    last = page(before='<w:type w:val="nextPage"/>')
    body = (
        p("{{ candidate.name }}", "Title"),
        blocks("facts", "summary", "flags"),
        p("", more=first),
        p("{{ heading.coverage }}", "Heading1"),
        blocks("coverage_table", "timeline"),
        p("", more=across),
        p("{{ heading.headlines }}", "Heading1"),
        blocks("headlines", "further_flags"),
        p("", more=columns),
        p("{{ heading.competencies }}", "Heading1"),
        blocks("competencies", "sign_off"),
    )
    shown = {
        f"word/{kind}{n}.xml": part(root, p(f"{which} {kind}: {text}"))
        for kind, root, text in (
            ("header", "hdr", "{{ candidate.name }}"),
            ("footer", "ftr", "{{ footer.left }}"),
        )
        for n, which in enumerate(("Odd", "First", "Even"), 1)
    }
    settled = settings(more="<w:evenAndOddHeaders/>")
    return package(word(*body, section=last) | shown | {"word/settings.xml": settled})


def entry(text: str, mark: str, shown: str, before: str = "", after: str = "") -> str:
    """A line of a table of contents."""
    line = run(text) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {mark} \\h", shown)
    link = f'<w:hyperlink w:anchor="{mark}" w:history="1">{line}</w:hyperlink>'
    return p(before + link + after, "TOC1")


def contents() -> bytes:
    """A table of contents whose entries are those of an older form."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
    listed = (
        p("Contents", "TOCHeading")
        + entry("An old chapter", "_Toc1", "2", char("begin") + code + char("separate"))
        + entry("Decision", "_Toc2", "7")
        + p(char("end"))
    )
    gallery = '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
    gallery = f"<w:docPartObj>{gallery}</w:docPartObj>"
    toc = f'<w:sdt><w:sdtPr><w:id w:val="77"/>{gallery}</w:sdtPr><w:sdtContent>{listed}'
    toc += "</w:sdtContent></w:sdt>"
    body = (
        p("{{ candidate.name }}", "Title"),
        toc,
        p(marked("{{ heading.coverage }}", 1, "_Toc1"), "Heading1"),
        blocks("facts", "coverage_table", "flags", "further_flags"),
        p("{{ heading.competencies }}", "Heading1"),
        blocks("competencies"),
        p(marked("{{ heading.sign_off }}", 2, "_Toc2"), "Heading1"),
        blocks("sign_off"),
    )
    tab = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9412"/></w:tabs>'
    more = (
        style("TOC1", "toc 1", based="Normal", paragraph=tab),
        style("TOCHeading", "TOC Heading", based="Normal", run=look(size=28, bold=True)),
    )
    return package(word(*body, look=(*WORD_STYLES, *more)))


def marked(text: str, number: int, name: str) -> str:
    """A run in a bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{run(text)}<w:bookmarkEnd w:id="{number}"/>'


def letter() -> bytes:
    """US Letter with narrow margins; blocks in cells, after tables and between them."""
    half = 5400
    inside = row(
        cell(p("Beside the coverage:") + p("{{ coverage_table }}"), half),
        cell(p("{{ facts }}") + p("signed: ____________"), half),
    )
    body = (
        p("{{ candidate.name }}", "Title"),
        table((half, half), inside),
        p("{{ timeline }}"),
        table((half, half), ("Level", "{{ target.level }}")),
        p("{{ flags }}"),
        table((half, half), ("Ladder", "{{ ladder.title }}")),
        p("{{ further_flags }}"),
        p("{{ competencies }}"),
        table((10800,), ("{{ sign_off }}",)),
    )
    return package(word(*body, section=page(12240, 15840, 720)))


def old_word() -> bytes:
    """Saved for Word 2007."""
    return package(word(whole()) | {"word/settings.xml": settings(12)})


def own_styles() -> bytes:
    """Styles with names of promo's that are something else, near names, own looks."""
    own = (
        style("Code", "Code", based="Normal", run=look(colour="AA0000"), own=True),
        style("Cell", "Cell", "character", run=look(bold=True), own=True),
        style("PromoFlag", "Promo Flag", "table", based="TableNormal", table=GRID, own=True),
        style("Labell", "Labell", "character", run=look(bold=True), own=True),
        style(
            "OurTable",
            "Promo Table",
            "table",
            based="TableNormal",
            table=GRID.replace("999999", "7A1F3D").replace('sz="4"', 'sz="12"'),
            own=True,
        ),
        style(
            "OurStrong",
            "Status Strong",
            based="Normal",
            paragraph='<w:shd w:val="clear" w:color="auto" w:fill="123524"/>'
            '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/>',
            run=look(colour="FFFFFF", bold=True),
            own=True,
        ),
    )
    body = (
        p("{{ candidate.name }}", "Title"),
        p("In our code: {{ ladder.id }}", "Code"),
        p(styled("{{ target.title }}", "Cell")),
        blocks("coverage_table", "flags", "further_flags", "competencies", "sign_off", "method"),
    )
    return package(word(*body, look=(*WORD_STYLES, *own)))


def repeated() -> bytes:
    """What must not be there twice stands in loops."""
    ids = ' w14:paraId="1A2B3C4D" w14:textId="77777777"'
    site = run("the guide", look(colour="0563C1"))
    link = f'<w:hyperlink r:id="guide" w:history="1">{site}</w:hyperlink>'
    body = (
        p("{{ candidate.name }}", "Title"),
        p("{% for section in competencies %}"),
        p(marked("{{ section.title }}", 5, "chapter"), "Heading2", attributes=ids),
        p(picture("logo", 3, *LOGO_SIZE, "Varmelin") + run(" {{ section.summary }}")),
        p("{% for entry in section.entries %}"),
        p(control(run("{{ entry.title }}"), 41, "title") + run(", see ") + link),
        control(p("{{ entry.meta }}", attributes=ids.replace("1A", "2A")), 42, "meta"),
        p("{% endfor %}"),
        p("{% endfor %}"),
        table(
            (2400, 7012),
            ("{% for row in coverage.rows %}", ""),
            row(
                cell(p(marked("{{ row.competency | link }}", 6, "line")), 2400),
                cell(p(control(run("{{ row.mark.label }}"), 43, "mark")), 7012),
            ),
            ("{% endfor %}", ""),
        ),
        blocks("flags", "sign_off"),
    )
    parts = word(*body) | {"word/media/logo.png": logo()}
    return package(parts, {"guide": "https://example.com/guide?a=1&b=2"})


BY = 'w:author="P. Huber" w:date="2026-05-04T09:00:00Z"'


def tracked() -> bytes:
    """Tracked changes and a comment that HR forgot."""
    added = f'<w:ins w:id="901" {BY}>{run("Case of ")}</w:ins>'
    taken = run("Promotion of ").replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    taken = f'<w:del w:id="902" {BY}>{taken}</w:del>'
    asked = (
        '<w:commentRangeStart w:id="0"/>' + run("{{ candidate.team }}") + "<w:commentRangeEnd "
        'w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    )
    comment = (
        f'<w:comment w:id="0" {BY} w:initials="PH">{p("Is the team needed here?")}</w:comment>'
    )
    body = (
        p(added + taken + run("{{ candidate.name }}"), "Title"),
        p(run("Team: ") + asked),
        blocks("coverage_table", "flags", "further_flags", "competencies", "sign_off"),
    )
    return package(word(*body, comments=part("comments", comment)))


# Fields everywhere


def fields_everywhere() -> bytes:
    """`{{ candidate.name }}` and others in every place that a text can stand in."""
    notes = {
        f"{kind}s": part(f"{kind}s", *separators(kind), noted(kind, "{{ candidate.name }}"))
        for kind in ("footnote", "endnote")
    }
    named = {"header default": "header1", "header first": "header2", "footer default": "footer1"}
    nested = table((2000, 2500), ("inner", "{{ candidate.name }}")) + p("after {{ ladder.id }}")
    body = (
        p("{{ candidate.name }}", "Title"),
        p(text_box("Box: {{ candidate.name }}") + run("Beside the box: {{ document.cycle }}")),
        p(split_tag()),
        p("Track “{{ target.track | default(“none”, true) }}”, {{\u00a0target.level\u00a0}}"),
        p("Quoted: {{ target.track | default(‘nothing’, true) }}"),
        p("Item for {{ candidate.name }}", "ListParagraph", LIST_ITEM),
        p("Item for {{ target.title }}", "ListParagraph", LIST_ITEM),
        table(
            (4706, 4706), ("Team", tag("candidate.team")), row(cell("x", 4706), cell(nested, 4706))
        ),
        p(run("Write to ") + LINK),
        p(run("Inline: ") + control(run(tag("candidate.name")), 11, "name", TEXT_CONTROL)),
        control(p("Block: {{ candidate.manager }}"), 12, "manager"),
        p(run("Noted") + reference("footnote") + run(" twice") + reference("endnote")),
        blocks("flags", "sign_off"),
    )
    parts = word(
        *body,
        section=page(parts=named, more="<w:titlePg/>"),
        look=(*WORD_STYLES, *FIELD_STYLES),
        header1=part("hdr", p("Header: {{ header.left }}")),
        header2=part("hdr", p("First header: {{ candidate.name }}")),
        footer1=part("ftr", p(run("Footer: {{ footer.left }}, ") + field("PAGE"))),
        numbering=numbering(),
        **notes,
    )
    said = {
        "docProps/core.xml": core(
            title="{{ candidate.name }} & co".replace("&", "&amp;"),
            subject="{{ target.title }}",
            creator="P. Huber",
            keywords="promotion, {{ ladder.id }}",
        ),
        "docProps/custom.xml": custom(
            Candidate="{{ candidate.name }}", Cycle="{{ document.cycle }}"
        ),
    }
    settled = settings(more=NOTE_SETTINGS)
    return package(
        {**parts, **said, "word/settings.xml": settled}, {"mail": "mailto:people@example.com"}
    )


LIST_ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
TEXT_CONTROL = '<w:alias w:val="Name"/>'
LINK = f'<w:hyperlink r:id="mail" w:history="1">{run("{{ candidate.manager }}")}</w:hyperlink>'
FIELD_STYLES = (
    style("ListParagraph", "List Paragraph", based="Normal", paragraph='<w:ind w:left="720"/>'),
    style("Raised", "Raised", "character", run='<w:vertAlign w:val="superscript"/>', own=True),
)
NOTE_SETTINGS = "".join(
    f'<w:{kind}Pr><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
    for kind in ("footnote", "endnote")
)


def split_tag() -> str:
    """One tag over seven runs, with marks of spelling, a bookmark and a break of page between."""
    wrong, right = (f'<w:proofErr w:type="spell{end}"/>' for end in ("Start", "End"))
    return (
        run("Split: {")
        + run("{ ", look(bold=True))
        + wrong
        + run("candi")
        + right
        + '<w:bookmarkStart w:id="3" w:name="somewhere"/><w:r><w:lastRenderedPageBreak/></w:r>'
        + run("date", look(colour="AA0000"))
        + run(".name")
        + '<w:bookmarkEnd w:id="3"/>'
        + run(" }")
        + run("}, again {{ candidate.name }}.")
    )


def separators(kind: str) -> list[str]:
    """The first two notes, which are the lines above the others."""
    return [
        f'<w:{kind} w:type="{name}" w:id="{id}"><w:p><w:r><w:{name}/></w:r></w:p></w:{kind}>'
        for id, name in ((-1, "separator"), (0, "continuationSeparator"))
    ]


def noted(kind: str, text: str) -> str:
    mark = f'<w:r><w:rPr><w:rStyle w:val="Raised"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="1">{p(mark + run(f" {kind}: {text}"))}</w:{kind}>'


def reference(kind: str) -> str:
    looks = '<w:rPr><w:rStyle w:val="Raised"/></w:rPr>'
    return f'<w:r>{looks}<w:{kind}Reference w:id="1"/></w:r>'


def numbering() -> str:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    level += '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl>'
    abstract = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
    return part("numbering", abstract, '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def text_box(text: str) -> str:
    """A text box as Word writes it: for today's Word, and again in VML for older ones."""
    content = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    size = 'cx="2160000" cy="720000"'
    shape = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="7A1F3D"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
    )
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    place = '<wp:position{0} relativeFrom="{1}"><wp:posOffset>{2}</wp:posOffset></wp:position{0}>'
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        'relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        + place.format("H", "column", 3600000)
        + place.format("V", "paragraph", 60000)
        + f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapSquare '
        'wrapText="bothSides"/><wp:docPr id="9" name="Box" descr="The name once more"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{shape}</a:graphicData></a:graphic></wp:anchor>'
    )
    vml = (
        '<w:pict><v:shape id="Box1" style="width:170pt;height:57pt">'
        f"<v:textbox>{content}</v:textbox></v:shape></w:pict>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{anchor}</w:drawing>'
        f"</mc:Choice><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent></w:r>"
    )


# All of them

CASES: dict[str, Callable[[], bytes]] = {
    "german": german,
    "google-docs": google_docs,
    "only-competencies": only_competencies,
    "dotx": dotx,
    "custom-xml": custom_xml,
    "sections": sections,
    "contents": contents,
    "fields-everywhere": fields_everywhere,
    "loops": loops,
    "letter": letter,
    "old-word": old_word,
    "own-styles": own_styles,
    "repeated": repeated,
    "marked": tracked,
}


def files() -> dict[Path, bytes]:
    """Every form that this makes, by its path."""
    return {
        GOOD / name / ("form.dotx" if name == "dotx" else "form.docx"): make()
        for name, make in CASES.items()
    }


# Those that LibreOffice writes


WORD_XML = "docx:MS Word 2007 XML"  # what Save As offers first; the other one writes `start`
RED, CREAM = "6A1B1B", "FFFFE0"


def converted(source: Path, kind: str, folder: Path) -> Path:
    """A file saved by LibreOffice as another kind, in `folder`."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ("soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder))
    subprocess.run([*command, str(source)], check=True, capture_output=True)
    return folder / f"{source.stem}.{kind.partition(':')[0]}"


def restyled(folder: Path) -> Path:
    """The exported form with other colours and another font."""
    form = Document(str(ROOT / "templates" / "packet.docx"))
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        font = form.styles[name].font
        font.name, font.color.rgb = "Liberation Serif", RGBColor.from_string(RED)
    form.styles["Status Strong"].font.color.rgb = RGBColor.from_string(CREAM)
    form.save(str(folder / "packet.docx"))
    return folder / "packet.docx"


def by_libreoffice() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scratch = converted(GOOD / "libreoffice" / "form.fodt", WORD_XML, folder)
        copy(scratch, GOOD / "libreoffice" / "form.docx")
        text = converted(restyled(folder), "odt", folder)
        copy(converted(text, WORD_XML, folder), GOOD / "libreoffice-restyled" / "form.docx")


def main() -> None:
    for path, content in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if "--libreoffice" in sys.argv:
        by_libreoffice()


if __name__ == "__main__":
    main()
