"""The linter of Word files: sound documents pass, and every seeded fault is named.

Each fault is a small function that damages the members of one sound document; its name is the
test id. A rule that no function breaks is a failure, so that a dead rule is noticed.
"""

from __future__ import annotations

import ast
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from promo.writers.word import lint as lint_package
from promo.writers.word.lint import RULES, Fault, lint

Members: TypeAlias = dict[str, bytes]
Damage: TypeAlias = Callable[[Members], bytes | None]
Element: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
KINDS = f"{NAMESPACES['r']}/"  # where types of relationships begin
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."

DOCUMENT = "word/document.xml"
COMMENTS = "word/comments.xml"
FOOTER = "word/footer1.xml"
NUMBERING = "word/numbering.xml"
STYLES = "word/styles.xml"
CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
DOCUMENT_RELS = "word/_rels/document.xml.rels"


# A sound document


def sound_document() -> bytes:
    """A heading, a table, an ordered list, links, a bookmark, page fields and a comment."""
    document = Document()
    prune(document)
    document.add_heading("Promotion packet", level=1)
    fill_table(document)
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Second", style="List Number")
    add_links(document)
    add_page_fields(document)
    add_comment(document)
    return saved(document)


def prune(document: WordDocument) -> None:
    """Drop 700 kB of table looks, which only cost time here."""
    for rid, relationship in list(document.part.rels.items()):
        if relationship.reltype.endswith("stylesWithEffects"):
            document.part.rels.pop(rid)
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def fill_table(document: WordDocument) -> None:
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    for number, cell in enumerate(table._cells):
        cell.text = f"Cell {number}"


def add_links(document: WordDocument) -> None:
    rid = document.part.relate_to(
        "https://example.com/strategy", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    body = document.add_paragraph()._p
    body.append(snippet(f'<w:hyperlink r:id="{rid}"><w:r><w:t>Paper</w:t></w:r></w:hyperlink>'))
    body.append(snippet('<w:bookmarkStart w:id="1" w:name="evidence_1"/>'))
    body.append(snippet("<w:r><w:t>Evidence</w:t></w:r>"))
    body.append(snippet('<w:bookmarkEnd w:id="1"/>'))
    body.append(
        snippet('<w:hyperlink w:anchor="evidence_1"><w:r><w:t>Up</w:t></w:r></w:hyperlink>')
    )


def add_page_fields(document: WordDocument) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]._p
    header.append(snippet('<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer = section.footer.paragraphs[0]._p
    for content in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        footer.append(snippet(f"<w:r>{content}</w:r>"))


def add_comment(document: WordDocument) -> None:
    # python-docx names these two styles in a comment, and its template does not define them.
    document.styles.add_style("CommentText", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("CommentReference", WD_STYLE_TYPE.CHARACTER)
    paragraph = document.add_paragraph("Checked with the release log.")
    document.add_comment(paragraph.runs, text="Which log?", author="Reviewer", initials="R")


def saved(document: WordDocument) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


# Tools to damage it


def snippet(xml: str) -> Element:
    """One element, with every prefix of this module declared."""
    wrapper = etree.fromstring(f"<x {DECLARED}>{xml}</x>")
    return wrapper[0]


def tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def first(tree: Element, name: str) -> Element:
    return next(tree.iter(tag(name)))


def drop(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def unpacked(data: bytes) -> Members:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Members) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@contextmanager
def edited(members: Members, name: str) -> Iterator[Element]:
    """The tree of a member; what is done to it is written back."""
    tree = etree.fromstring(members[name])
    yield tree
    members[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def replace(members: Members, name: str, old: str, new: str) -> None:
    """Change the text of a member at one place or more."""
    assert old.encode() in members[name], f"{old} is not in {name}"
    members[name] = members[name].replace(old.encode(), new.encode())


def append(members: Members, xml: str) -> None:
    """Put blocks at the end of the document, before its section."""
    with edited(members, DOCUMENT) as tree:
        for block in snippet(f"<w:body>{xml}</w:body>"):
            tree[0].insert(len(tree[0]) - 1, block)


def relate(members: Members, source: str, kind: str, target: str, mode: str = "Internal") -> None:
    """Add a relationship with the id `added`."""
    added = f'<Relationship Id="added" Type="{KINDS}{kind}" Target="{target}" TargetMode="{mode}"/>'
    replace(members, source, "</Relationships>", f"{added}</Relationships>")


def give_type(members: Members, name: str, content_type: str) -> None:
    override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
    replace(members, TYPES, "</Types>", f"{override}</Types>")


def add_part(members: Members, kind: str, xml: str) -> None:
    """Add `word/<kind>.xml` with its content type and its relationship."""
    members[f"word/{kind}.xml"] = xml.encode()
    give_type(members, f"word/{kind}.xml", f"{WORD_TYPE}{kind}+xml")
    relate(members, DOCUMENT_RELS, kind, f"{kind}.xml")


def run_field(instruction: str) -> str:
    """A paragraph with one whole field."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "end"))
    text = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f"<w:p>{begin}{text}{end}</w:p>"


# Every seeded fault, with the code that names it

FAULTS: list[tuple[str, Damage]] = []


def breaks(code: str) -> Callable[[Damage], Damage]:
    """Register a function that breaks the rule `code` by changing the members.

    One that returns bytes has made the whole file itself.
    """

    def register(damage: Damage) -> Damage:
        FAULTS.append((code, damage))
        return damage

    return register


# The zip file


@breaks("zip-broken")
def a_text_file(members: Members) -> bytes:
    return b"Promotion packet"


@breaks("zip-legacy")
def an_old_word_file(members: Members) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@breaks("zip-name")
def a_member_outside_the_package(members: Members) -> None:
    members["word/../../evil.xml"] = b"<a/>"


@breaks("zip-name")
def a_member_with_a_backslash(members: Members) -> None:
    members["word\\media.xml"] = b"<a/>"


@breaks("zip-name")
def a_member_with_an_absolute_name(members: Members) -> None:
    members["/word/more.xml"] = b"<a/>"


@breaks("zip-duplicate")
def a_member_twice(members: Members) -> bytes:
    stream = BytesIO(packed(members))
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of just this
        archive.writestr(DOCUMENT, members[DOCUMENT])
    return stream.getvalue()


@breaks("zip-duplicate")
def two_members_that_differ_in_case(members: Members) -> None:
    members["word/Document.xml"] = members[DOCUMENT]


@breaks("zip-attributes")
def a_member_with_unix_mode_0(members: Members) -> bytes:
    return with_entry(members, lambda entry: setattr(entry, "external_attr", 0))


@breaks("zip-encrypted")
def an_encrypted_member(members: Members) -> bytes:
    data = bytearray(packed(members))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


@breaks("zip-checksum")
def a_wrong_checksum(members: Members) -> bytes:
    data = bytearray(packed(members))
    at = data.index(b"PK\x01\x02")
    data[at + 16] ^= 0xFF
    return bytes(data)


@breaks("zip-checksum")
def a_size_that_lies(members: Members) -> bytes:
    members = {DOCUMENT: bytes(1_000_000)}
    data = bytearray(packed(members))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 100)
    return bytes(data)


@breaks("zip-limit")
def too_many_members(members: Members) -> None:
    members.update({f"word/media/{number}.xml": b"<a/>" for number in range(2_001)})


@breaks("zip-limit")
def a_part_over_20_mb(members: Members) -> None:
    members["word/media/large.xml"] = bytes(20_000_001)


@breaks("zip-limit")
def parts_over_50_mb_together(members: Members) -> None:
    members.update({f"word/media/{number}.xml": bytes(19_000_000) for number in range(3)})


@breaks("zip-limit")
def a_file_over_50_mb(members: Members) -> bytes:
    return packed(members) + bytes(50_000_000)


@breaks("zip-limit")
def more_than_a_million_tags(members: Members) -> None:
    replace(members, DOCUMENT, "<w:sectPr", "<w:p/>" * 1_000_000 + "<w:sectPr")


@breaks("zip-limit")
def thousands_of_namespaces(members: Members) -> None:
    many = " ".join(f'xmlns:n{number}="u"' for number in range(20_001))
    replace(members, DOCUMENT, "<w:body>", f"<w:body {many}>")


def with_entry(members: Members, change: Callable[[zipfile.ZipInfo], None]) -> bytes:
    """The file with one more member, whose entry was changed after writing."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        change(archive.infolist()[-1])
    return stream.getvalue()


# XML


@breaks("xml-syntax")
def a_part_cut_short(members: Members) -> None:
    members[DOCUMENT] = members[DOCUMENT][:-20]


@breaks("xml-syntax")
def an_unescaped_ampersand(members: Members) -> None:
    replace(members, DOCUMENT, "Promotion packet", "Research & Development")


@breaks("xml-syntax")
def a_control_character(members: Members) -> None:
    replace(members, DOCUMENT, "Promotion packet", "Promotion\x0bpacket")


@breaks("xml-syntax")
def a_part_that_only_its_content_type_calls_xml(members: Members) -> None:
    members["word/more.bin"] = b"<a>"
    give_type(members, "word/more.bin", f"{WORD_TYPE}document.glossary+xml")


@breaks("xml-dtd")
def a_document_type(members: Members) -> None:
    text = members[DOCUMENT].partition(b"?>")[2]
    members[DOCUMENT] = b'<!DOCTYPE w:document [<!ENTITY a "b">]>' + text


@breaks("xml-dtd")
def a_document_type_behind_comments(members: Members) -> None:
    text = members[DOCUMENT].partition(b"?>")[2]
    members[DOCUMENT] = b"\xef\xbb\xbf<?xml version='1.0'?><!-- a --> <!DOCTYPE d>" + text


@breaks("xml-encoding")
def a_part_in_utf_16(members: Members) -> None:
    text = members[DOCUMENT].partition(b"?>")[2].decode()
    members[DOCUMENT] = text.encode("utf-16")


@breaks("xml-encoding")
def a_part_in_latin_1(members: Members) -> None:
    members[DOCUMENT] = members[DOCUMENT].replace(b"UTF-8", b"ISO-8859-1", 1)


@breaks("mc-prefix")
def an_ignorable_prefix_that_is_not_declared(members: Members) -> None:
    ignorable = f'<w:body xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="w99">'
    replace(members, DOCUMENT, "<w:body>", ignorable)


@breaks("mc-prefix")
def a_choice_that_requires_an_undeclared_prefix(members: Members) -> None:
    choice = '<mc:AlternateContent><mc:Choice Requires="w99"/></mc:AlternateContent>'
    append(members, f"<w:p><w:r>{choice}</w:r></w:p>")


@breaks("root-element")
def a_part_with_another_root(members: Members) -> None:
    members[FOOTER] = f"<w:hdr {DECLARED}><w:p/></w:hdr>".encode()


@breaks("root-element")
def a_document_of_the_strict_kind(members: Members) -> None:
    replace(members, DOCUMENT, NAMESPACES["w"], "http://purl.oclc.org/ooxml/wordprocessingml/main")


# Content types


@breaks("ct-absent")
def no_content_types(members: Members) -> None:
    del members[TYPES]


@breaks("ct-duplicate")
def two_content_types_of_one_part(members: Members) -> None:
    give_type(members, DOCUMENT, f"{WORD_TYPE}document.main+xml")


@breaks("ct-duplicate")
def two_content_types_of_one_extension(members: Members) -> None:
    replace(members, TYPES, "</Types>", '<Default Extension="XML" ContentType="text/xml"/></Types>')


@breaks("ct-missing")
def a_part_without_a_content_type(members: Members) -> None:
    members["word/media/image1.webp"] = b"RIFF"


@breaks("ct-orphan")
def a_content_type_of_no_part(members: Members) -> None:
    give_type(members, "word/gone.xml", f"{WORD_TYPE}header+xml")


@breaks("ct-wrong")
def styles_with_the_content_type_of_settings(members: Members) -> None:
    replace(members, TYPES, f"{WORD_TYPE}styles+xml", f"{WORD_TYPE}settings+xml")


# Relationships


@breaks("package-root")
def no_document(members: Members) -> None:
    replace(members, ROOT_RELS, "relationships/officeDocument", "relationships/other")


@breaks("package-root")
def two_documents(members: Members) -> None:
    relate(members, ROOT_RELS, "officeDocument", "word/document.xml")


@breaks("package-root")
def a_document_that_is_not_there(members: Members) -> None:
    del members[DOCUMENT]


@breaks("rel-duplicate")
def a_relationship_id_twice(members: Members) -> None:
    for _ in range(2):
        relate(members, DOCUMENT_RELS, "theme", "theme/theme1.xml")


@breaks("rel-multiple")
def styles_twice(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "styles", "styles.xml")


@breaks("rel-source")
def relationships_of_no_part(members: Members) -> None:
    members["word/_rels/gone.xml.rels"] = members[ROOT_RELS]


@breaks("rel-target")
def a_relationship_to_no_part(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "image", "media/gone.png")


@breaks("rel-target")
def a_relationship_that_climbs_out(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "image", "../../../etc/passwd")


@breaks("rel-external")
def a_remote_image(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "image", "https://example.com/pixel.png", "External")


@breaks("rel-external")
def an_attached_template(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "attachedTemplate", "file:///C:/evil.dotm", "External")


@breaks("embedded")
def an_embedded_object(members: Members) -> None:
    members["word/object.xml"] = b"<a/>"
    relate(members, DOCUMENT_RELS, "oleObject", "object.xml")


@breaks("embedded")
def a_chunk_of_html(members: Members) -> None:
    members["word/chunk.xml"] = b"<html/>"
    relate(members, DOCUMENT_RELS, "aFChunk", "chunk.xml")


@breaks("macro")
def a_macro_project(members: Members) -> None:
    members["word/vbaProject.bin"] = b"\0"
    give_type(members, "word/vbaProject.bin", "application/vnd.ms-office.vbaProject")


@breaks("macro")
def a_document_that_may_hold_macros(members: Members) -> None:
    macro_type = "application/vnd.ms-word.document.macroEnabled.main+xml"
    replace(members, TYPES, f"{WORD_TYPE}document.main+xml", macro_type)


@breaks("rid-missing")
def a_link_whose_relationship_is_gone(members: Members) -> None:
    append(members, '<w:p><w:hyperlink r:id="rId99"/></w:p>')


@breaks("rid-type")
def a_header_reference_to_a_footer(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        footer = first(tree, "w:footerReference").get(tag("r:id"), "")
        first(tree, "w:headerReference").set(tag("r:id"), footer)


@breaks("uri-scheme")
def a_link_that_runs_a_script(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "javascript:alert(1)", "External")


@breaks("uri-scheme")
def a_link_to_a_file(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "file:///etc/passwd", "External")


@breaks("uri-scheme")
def a_relative_link(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "strategy.html", "External")


@breaks("uri-scheme")
def a_field_that_links_to_a_file(members: Members) -> None:
    append(members, run_field('HYPERLINK "file:///etc/passwd"'))


@breaks("uri-syntax")
def a_link_with_a_space(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "https://example.com/a b", "External")


@breaks("uri-syntax")
def a_link_with_half_an_address(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "http://[::1", "External")


@breaks("uri-syntax")
def a_link_with_a_port_of_letters(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "http://example.com:port/", "External")


@breaks("uri-syntax")
def a_link_without_a_host(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "https:///path", "External")


@breaks("uri-syntax")
def a_link_with_half_an_escape(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "https://example.com/100%", "External")


@breaks("uri-syntax")
def a_link_that_is_too_long(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "https://example.com/" + "a" * 2_064, "External")


# The shape of the XML


@breaks("attr-missing")
def a_relationship_without_a_target(members: Members) -> None:
    replace(members, DOCUMENT_RELS, ' Target="styles.xml"', "")


@breaks("attr-missing")
def a_bookmark_without_a_name(members: Members) -> None:
    replace(members, DOCUMENT, ' w:name="evidence_1"', "")


@breaks("attr-missing")
def a_numbering_without_an_id(members: Members) -> None:
    with edited(members, NUMBERING) as tree:
        del first(tree, "w:num").attrib[tag("w:numId")]


@breaks("attr-value")
def a_header_of_no_known_type(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:headerReference").set(tag("w:type"), "odd")


@breaks("attr-value")
def a_bookmark_id_of_letters(members: Members) -> None:
    replace(members, DOCUMENT, 'w:id="1"', 'w:id="one"')


@breaks("attr-value")
def a_grid_span_of_5000_digits(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        properties = first(tree, "w:tcPr")
        properties.append(snippet(f'<w:gridSpan w:val="{"9" * 5_000}"/>'))


@breaks("child-missing")
def a_document_without_a_body(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:body"))


@breaks("child-missing")
def a_table_without_a_grid(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:tblGrid"))


@breaks("child-missing")
def a_table_without_properties(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:tblPr"))


@breaks("child-order")
def bold_after_the_size(members: Members) -> None:
    append(members, '<w:p><w:r><w:rPr><w:sz w:val="20"/><w:b/></w:rPr></w:r></w:p>')


@breaks("child-order")
def alignment_before_the_style(members: Members) -> None:
    properties = '<w:jc w:val="left"/><w:pStyle w:val="Heading1"/>'
    append(members, f"<w:p><w:pPr>{properties}</w:pPr></w:p>")


@breaks("child-order")
def paragraph_properties_after_a_run(members: Members) -> None:
    append(members, "<w:p><w:r/><w:pPr/></w:p>")


@breaks("child-order")
def cell_shading_before_the_width(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tcPr").insert(0, snippet('<w:shd w:val="clear"/>'))


@breaks("child-order")
def a_table_description_before_its_width(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tblPr").insert(0, snippet('<w:tblDescription w:val="Coverage"/>'))


@breaks("child-order")
def a_row_change_before_the_height(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        row = first(tree, "w:tr")
        row.insert(0, snippet('<w:trPr><w:del w:id="9" w:author="A"/><w:cantSplit/></w:trPr>'))


@breaks("child-order")
def a_grid_after_the_rows(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tbl").append(first(tree, "w:tblGrid"))


@breaks("child-order")
def a_section_before_the_text(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        tree[0].insert(0, tree[0][-1])


@breaks("child-order")
def a_numbering_pattern_after_its_use(members: Members) -> None:
    with edited(members, NUMBERING) as tree:
        tree.append(first(tree, "w:abstractNum"))


@breaks("child-order")
def a_style_with_its_flag_last(members: Members) -> None:
    with edited(members, STYLES) as tree:
        first(tree, "w:style").append(snippet("<w:qFormat/>"))
        first(tree, "w:style").append(snippet("<w:hidden/>"))


@breaks("child-place")
def a_run_in_the_body(members: Members) -> None:
    append(members, "<w:r><w:t>lost</w:t></w:r>")


@breaks("child-place")
def a_paragraph_in_a_paragraph(members: Members) -> None:
    append(members, "<w:p><w:p/></w:p>")


@breaks("child-twice")
def paragraph_properties_twice(members: Members) -> None:
    append(members, "<w:p><w:pPr/><w:pPr/></w:p>")


@breaks("child-unknown")
def a_property_of_a_run_on_a_paragraph(members: Members) -> None:
    append(members, "<w:p><w:pPr><w:b/></w:pPr></w:p>")


@breaks("date")
def a_comment_date_without_a_time(members: Members) -> None:
    with edited(members, COMMENTS) as tree:
        first(tree, "w:comment").set(tag("w:date"), "2026-06-30")


@breaks("date")
def a_month_that_is_not_in_the_calendar(members: Members) -> None:
    with edited(members, COMMENTS) as tree:
        first(tree, "w:comment").set(tag("w:date"), "2026-13-30T00:00:00Z")


@breaks("del-text")
def ordinary_text_in_a_deletion(members: Members) -> None:
    append(members, '<w:p><w:del w:id="9" w:author="A"><w:r><w:t>x</w:t></w:r></w:del></w:p>')


@breaks("del-text")
def deleted_text_outside_a_deletion(members: Members) -> None:
    append(members, "<w:p><w:r><w:delText>x</w:delText></w:r></w:p>")


@breaks("stray-text")
def text_directly_in_a_paragraph(members: Members) -> None:
    append(members, "<w:p>lost</w:p>")


@breaks("stray-text")
def text_after_a_table(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tbl").tail = "lost"


@breaks("text-space")
def a_space_that_word_drops(members: Members) -> None:
    append(members, "<w:p><w:r><w:t>before </w:t></w:r></w:p>")


# Tables


@breaks("row-empty")
def a_row_without_cells(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tbl").append(snippet("<w:tr/>"))


@breaks("cell-end")
def a_cell_without_a_paragraph(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(first(tree, "w:tc"), "w:p"))


@breaks("cell-end")
def a_cell_that_ends_with_a_table(members: Members) -> None:
    inner = "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tc").append(snippet(inner))


@breaks("grid-span")
def a_row_with_a_cell_too_few(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:tc"))


@breaks("grid-span")
def a_span_over_the_edge_of_the_grid(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tcPr").append(snippet('<w:gridSpan w:val="2"/>'))


@breaks("grid-span")
def a_row_that_starts_late_and_is_full(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tr").insert(0, snippet('<w:trPr><w:gridBefore w:val="1"/></w:trPr>'))


# References


@breaks("anchor")
def a_link_to_no_bookmark(members: Members) -> None:
    replace(members, DOCUMENT, 'w:anchor="evidence_1"', 'w:anchor="evidence_2"')


@breaks("anchor")
def a_page_number_of_no_bookmark(members: Members) -> None:
    append(members, run_field("PAGEREF gone \\h"))


@breaks("anchor")
def a_field_that_links_to_no_bookmark(members: Members) -> None:
    append(members, run_field('HYPERLINK \\l "gone"'))


@breaks("bookmark-duplicate")
def a_bookmark_name_in_another_case(members: Members) -> None:
    mark = '<w:bookmarkStart w:id="2" w:name="Evidence_1"/><w:bookmarkEnd w:id="2"/>'
    append(members, f"<w:p>{mark}</w:p>")


@breaks("bookmark-duplicate")
def a_bookmark_id_twice(members: Members) -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="other"/><w:bookmarkEnd w:id="1"/>'
    append(members, f"<w:p>{mark}</w:p>")


@breaks("bookmark-name")
def a_bookmark_name_with_a_hyphen(members: Members) -> None:
    replace(members, DOCUMENT, "evidence_1", "evidence-1")


@breaks("bookmark-name")
def a_bookmark_name_of_41_characters(members: Members) -> None:
    replace(members, DOCUMENT, "evidence_1", "e" * 41)


@breaks("bookmark-pair")
def a_bookmark_that_does_not_end(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:bookmarkEnd"))


@breaks("bookmark-pair")
def a_bookmark_that_does_not_begin(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:bookmarkStart"))


@breaks("comment-duplicate")
def a_comment_id_twice(members: Members) -> None:
    with edited(members, COMMENTS) as tree:
        tree.append(snippet('<w:comment w:id="0" w:author="A"><w:p/></w:comment>'))


@breaks("comment-orphan")
def a_comment_that_is_not_referred_to(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:commentReference"))


@breaks("comment-pair")
def a_comment_range_that_does_not_end(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        drop(first(tree, "w:commentRangeEnd"))


@breaks("comment-reference")
def a_reference_to_no_comment(members: Members) -> None:
    append(members, '<w:p><w:r><w:commentReference w:id="7"/></w:r></w:p>')


@breaks("comment-thread")
def a_reply_to_no_paragraph(members: Members) -> None:
    reply = '<w15:commentEx w15:paraId="0A000001" w15:done="1"/>'
    add_part(members, "commentsExtended", f"<w15:commentsEx {DECLARED}>{reply}</w15:commentsEx>")


@breaks("drawing-id")
def a_drawing_id_twice(members: Members) -> None:
    drawing = '<w:drawing><wp:inline><wp:docPr id="5" name="Chart"/></wp:inline></w:drawing>'
    append(members, f"<w:p><w:r>{drawing}{drawing}</w:r></w:p>")


@breaks("note-duplicate")
def a_footnote_id_twice(members: Members) -> None:
    note = '<w:footnote w:id="2"><w:p/></w:footnote>'
    add_part(members, "footnotes", f"<w:footnotes {DECLARED}>{note}{note}</w:footnotes>")


@breaks("note-reference")
def a_reference_to_no_footnote(members: Members) -> None:
    append(members, '<w:p><w:r><w:footnoteReference w:id="3"/></w:r></w:p>')


@breaks("para-id")
def a_paragraph_id_twice(members: Members) -> None:
    append(members, '<w:p w14:paraId="0A000001"/><w:p w14:paraId="0a000001"/>')


@breaks("para-id")
def a_paragraph_id_out_of_range(members: Members) -> None:
    append(members, '<w:p w14:paraId="80000000"/>')


@breaks("para-id")
def a_paragraph_id_of_zero(members: Members) -> None:
    append(members, '<w:p w14:paraId="00000000"/>')


@breaks("sdt-id")
def a_content_control_id_twice(members: Members) -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent>'
    append(members, f"{control}</w:sdt>{control}</w:sdt>")


@breaks("sdt-id")
def a_content_control_id_of_letters(members: Members) -> None:
    append(members, '<w:sdt><w:sdtPr><w:id w:val="rating"/></w:sdtPr></w:sdt>')


# Fields


@breaks("field-active")
def a_field_that_starts_a_program(members: Members) -> None:
    append(members, run_field('DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"'))


@breaks("field-active")
def a_field_whose_name_is_split_over_runs(members: Members) -> None:
    pieces = "INC</w:instrText></w:r><w:r><w:instrText>LUDETEXT secret.docx"
    append(members, run_field(pieces))


@breaks("field-active")
def a_simple_field_that_reads_a_file(members: Members) -> None:
    append(members, "<w:p><w:fldSimple w:instr=' INCLUDEPICTURE \"x.png\" '/></w:p>")


@breaks("field-balance")
def a_field_that_does_not_end(members: Members) -> None:
    with edited(members, FOOTER) as tree:
        drop(list(tree.iter(tag("w:fldChar")))[-1])


@breaks("field-balance")
def a_field_that_ends_before_it_begins(members: Members) -> None:
    append(members, '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')


@breaks("field-balance")
def a_field_with_two_results(members: Members) -> None:
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    with edited(members, FOOTER) as tree:
        first(tree, "w:p").insert(3, snippet(separate))


@breaks("field-code")
def a_field_that_word_does_not_know(members: Members) -> None:
    append(members, run_field("PAGES"))


# Styles and numbering


@breaks("num-duplicate")
def a_numbering_id_twice(members: Members) -> None:
    with edited(members, NUMBERING) as tree:
        number = first(tree, "w:num").get(tag("w:numId"))
        tree.append(snippet(f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/></w:num>'))


@breaks("num-duplicate")
def a_numbering_pattern_id_twice(members: Members) -> None:
    with edited(members, NUMBERING) as tree:
        pattern = first(tree, "w:abstractNum").get(tag("w:abstractNumId"))
        tree.insert(0, snippet(f'<w:abstractNum w:abstractNumId="{pattern}"/>'))


@breaks("num-reference")
def a_paragraph_with_no_such_numbering(members: Members) -> None:
    append(members, '<w:p><w:pPr><w:numPr><w:numId w:val="99"/></w:numPr></w:pPr></w:p>')


@breaks("num-reference")
def a_numbering_with_no_such_pattern(members: Members) -> None:
    with edited(members, NUMBERING) as tree:
        tree.append(snippet('<w:num w:numId="50"><w:abstractNumId w:val="99"/></w:num>'))


@breaks("style-duplicate")
def a_style_id_twice(members: Members) -> None:
    with edited(members, STYLES) as tree:
        tree.append(
            snippet('<w:style w:type="table" w:styleId="Normal"><w:name w:val="N"/></w:style>')
        )


@breaks("style-link")
def a_style_based_on_no_style(members: Members) -> None:
    with edited(members, STYLES) as tree:
        first(tree, "w:basedOn").set(tag("w:val"), "Gone")


@breaks("style-link")
def a_style_followed_by_no_style(members: Members) -> None:
    with edited(members, STYLES) as tree:
        first(tree, "w:next").set(tag("w:val"), "Gone")


@breaks("style-loop")
def two_styles_based_on_each_other(members: Members) -> None:
    with edited(members, STYLES) as tree:
        for own, base in (("A", "B"), ("B", "A")):
            content = f'<w:name w:val="{own}"/><w:basedOn w:val="{base}"/>'
            tree.append(
                snippet(f'<w:style w:type="character" w:styleId="{own}">{content}</w:style>')
            )


@breaks("style-reference")
def a_paragraph_with_no_such_style(members: Members) -> None:
    append(members, '<w:p><w:pPr><w:pStyle w:val="Gone"/></w:pPr></w:p>')


@breaks("style-reference")
def a_package_without_styles(members: Members) -> None:
    with edited(members, DOCUMENT_RELS) as tree:
        drop(next(e for e in tree if e.get("Target") == "styles.xml"))


@breaks("style-type")
def a_paragraph_with_the_style_of_a_run(members: Members) -> None:
    append(members, '<w:p><w:pPr><w:pStyle w:val="CommentReference"/></w:pPr></w:p>')


@breaks("style-type")
def a_style_based_on_another_kind(members: Members) -> None:
    with edited(members, STYLES) as tree:
        first(tree, "w:basedOn").set(tag("w:val"), "TableGrid")


# Core properties


@breaks("core-date")
def a_created_date_in_words(members: Members) -> None:
    with edited(members, CORE) as tree:
        first(tree, "dcterms:created").text = "30 June 2026"


@breaks("core-date")
def a_created_date_without_its_type(members: Members) -> None:
    with edited(members, CORE) as tree:
        del first(tree, "dcterms:created").attrib[tag("xsi:type")]


@breaks("core-duplicate")
def a_title_twice(members: Members) -> None:
    with edited(members, CORE) as tree:
        for _ in range(2):
            tree.append(snippet("<dc:title>Packet</dc:title>"))


# What Word and others write, and must pass

SOUND: list[Damage] = []


def passes(change: Damage) -> Damage:
    """Register a change that leaves the document sound."""
    SOUND.append(change)
    return change


@passes
def a_member_that_word_wrote_on_windows(members: Members) -> bytes:
    def leave_attributes_empty(entry: zipfile.ZipInfo) -> None:
        entry.create_system, entry.external_attr = 0, 0

    return with_entry(members, leave_attributes_empty)


@passes
def a_template(members: Members) -> None:
    replace(members, TYPES, f"{WORD_TYPE}document.main+xml", f"{WORD_TYPE}template.main+xml")


@passes
def a_custom_part_in_utf_16(members: Members) -> None:
    members["customXml/item9.xml"] = '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")


@passes
def a_part_with_a_byte_order_mark(members: Members) -> None:
    members[DOCUMENT] = b"\xef\xbb\xbf" + members[DOCUMENT]


@passes
def a_comment_that_speaks_of_document_types(members: Members) -> None:
    replace(members, DOCUMENT, "<w:body>", "<w:body><!-- <!DOCTYPE a> -->")


@passes
def a_fallback_that_repeats_ids(members: Members) -> None:
    mark = '<w:bookmarkStart w:id="2" w:name="box"/><w:bookmarkEnd w:id="2"/>'
    block = f'<w:p w14:paraId="0A000001">{mark}</w:p>'
    both = f'<mc:Choice Requires="w14">{block}</mc:Choice><mc:Fallback>{block}</mc:Fallback>'
    append(members, f"<mc:AlternateContent>{both}</mc:AlternateContent>")


@passes
def run_properties_that_libreoffice_repeats(members: Members) -> None:
    append(members, "<w:p><w:r><w:rPr><w:b/><w:b/><w:bCs/></w:rPr></w:r></w:p>")


@passes
def row_properties_in_another_order(members: Members) -> None:
    with edited(members, DOCUMENT) as tree:
        first(tree, "w:tr").insert(0, snippet("<w:trPr><w:tblHeader/><w:cantSplit/></w:trPr>"))


@passes
def a_link_to_the_top_and_one_to_a_place_in_a_page(members: Members) -> None:
    relate(members, DOCUMENT_RELS, "hyperlink", "https://example.com/", "External")
    outside = '<w:hyperlink r:id="added" w:anchor="section-2"/>'
    append(members, f'<w:p><w:hyperlink w:anchor="_top"/>{outside}</w:p>')


@passes
def a_bookmark_that_word_named_after_a_heading(members: Members) -> None:
    mark = '<w:bookmarkStart w:id="2" w:name="_APPENDIX_5:_MONEY"/><w:bookmarkEnd w:id="2"/>'
    append(members, f"<w:p>{mark}</w:p>")


@passes
def a_row_in_a_content_control_that_spans_the_grid(members: Members) -> None:
    cells = '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'
    row = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cells}</w:tr>'
    with edited(members, DOCUMENT) as tree:
        control = f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>"
        first(tree, "w:tbl").append(snippet(control))


@passes
def a_field_in_a_field_and_a_formula(members: Members) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{x}"/></w:r>' for x in ("begin", "end"))
    inner = f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{end}"
    formula = "<w:r><w:instrText>= 2 *</w:instrText></w:r>"
    append(members, f"<w:p>{begin}{formula}{inner}{end}</w:p>")


@passes
def a_paragraph_without_numbering(members: Members) -> None:
    append(members, '<w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>')


# Tests


@pytest.fixture(scope="module")
def document() -> bytes:
    return sound_document()


def changed(document: bytes, change: Damage) -> bytes:
    members = unpacked(document)
    return change(members) or packed(members)


def codes(faults: tuple[Fault, ...]) -> set[str]:
    return {fault.code for fault in faults}


def test_a_sound_document_has_no_faults(document: bytes) -> None:
    assert lint(document) == ()


def test_a_blank_document_of_python_docx_has_no_faults() -> None:
    assert lint(saved(Document())) == ()


@pytest.mark.parametrize(("code", "damage"), FAULTS, ids=[damage.__name__ for _, damage in FAULTS])
def test_a_seeded_fault_is_reported(document: bytes, code: str, damage: Damage) -> None:
    assert code in codes(lint(changed(document, damage)))


@pytest.mark.parametrize("change", SOUND, ids=[change.__name__ for change in SOUND])
def test_what_other_programs_write_has_no_faults(document: bytes, change: Damage) -> None:
    assert lint(changed(document, change)) == ()


def test_every_rule_is_seeded() -> None:
    assert {code for code, _ in FAULTS} == set(RULES)


def test_every_code_in_the_source_is_in_the_table_of_rules() -> None:
    sources = Path(lint_package.__file__).parent.glob("*.py")
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sources]
    strings = {n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    calls = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)]
    named = [call.args[0] for call in calls if getattr(call.func, "id", "") == "fault"]
    literal = {arg.value for arg in named if isinstance(arg, ast.Constant)}
    assert literal <= set(RULES) <= strings


def test_every_fault_is_safe_to_print(document: bytes) -> None:
    def hide_an_escape(members: Members) -> None:
        members["word/\x1b[2J.xml"] = b"<a>"

    faults = lint(changed(document, hide_an_escape))
    assert codes(faults) == {"zip-name", "xml-syntax"}
    assert all(fault.part.isprintable() and fault.message.isprintable() for fault in faults)


def test_a_fault_names_its_part_and_what_is_wrong(document: bytes) -> None:
    (fault,) = lint(changed(document, a_link_to_no_bookmark))
    assert fault == Fault(code="anchor", part=DOCUMENT, message='no bookmark is named "evidence_2"')


def test_all_faults_are_reported_at_once(document: bytes) -> None:
    members = unpacked(document)
    for damage in (a_title_twice, a_relative_link, a_row_without_cells, a_run_in_the_body):
        damage(members)
    assert codes(lint(packed(members))) == {
        "child-place",
        "core-duplicate",
        "row-empty",
        "uri-scheme",
    }


def test_a_million_faults_of_one_kind_are_cut_short(document: bytes) -> None:
    def repeat_a_fault(members: Members) -> None:
        append(members, "<w:p>lost</w:p>" * 2_000)

    assert len(lint(changed(document, repeat_a_fault))) == 1_000


# Nothing raises


def test_no_bytes_are_no_zip_file() -> None:
    assert codes(lint(b"")) == {"zip-broken"}


def test_a_truncated_copy_is_named_and_raises_nothing(document: bytes) -> None:
    for step in range(50):
        assert lint(document[: len(document) * step // 50])


def flipped(data: bytes, chance: random.Random) -> bytes:
    copy = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
    return bytes(copy)


def test_flipped_bits_of_the_file_raise_nothing(document: bytes) -> None:
    chance = random.Random(20260630)
    for _ in range(200):
        assert codes(lint(flipped(document, chance))) <= set(RULES)


def test_flipped_bits_of_a_part_raise_nothing(document: bytes) -> None:
    chance = random.Random(20260701)
    members = unpacked(document)
    for _ in range(200):
        name = chance.choice(list(members))
        damaged = members | {name: flipped(members[name], chance)}
        assert codes(lint(packed(damaged))) <= set(RULES)


def test_shuffled_elements_and_attributes_raise_nothing(document: bytes) -> None:
    chance = random.Random(20260702)
    for _ in range(200):
        members = unpacked(document)
        name = chance.choice([DOCUMENT, NUMBERING, COMMENTS, CORE, TYPES, DOCUMENT_RELS, FOOTER])
        with edited(members, name) as tree:
            for element in chance.sample(list(tree.iter()), k=3):
                shuffle(element, chance)
        assert codes(lint(packed(members))) <= set(RULES)


def shuffle(element: Element, chance: random.Random) -> None:
    """Take away all attributes, or an attribute's meaning, or turn the children round."""
    deed = chance.randrange(3)
    if deed == 0:
        element.attrib.clear()
    elif deed == 1:
        for key in element.attrib:
            element.set(key, chance.choice(["", "-1", "9" * 5_000, "\u0663", "a b", "//[", "%"]))
    else:
        element[:] = list(element)[::-1]
