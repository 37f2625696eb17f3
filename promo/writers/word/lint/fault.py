"""What a broken rule is reported as, and the table of every rule."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

RULES: Mapping[str, str] = MappingProxyType(
    {
        # The zip file.
        "zip-attributes": "no member has Unix mode 0, which Word for Mac cannot open",
        "zip-broken": "the file is a readable zip file",
        "zip-checksum": "every member unpacks and has the checksum that was stored with it",
        "zip-duplicate": "member names differ in more than their case",
        "zip-encrypted": "no member is encrypted",
        "zip-legacy": "the file is a .docx, not an old .doc and not locked by a password",
        "zip-limit": "at most 2,000 members, 20 MB a part, 50 MB and a million tags unpacked",
        "zip-name": "member names are relative, without backslash, `..` or control characters",
        # XML.
        "mc-prefix": "prefixes named by mc:Ignorable and its kin are declared",
        "root-element": "the root element is the one that the content type promises",
        "xml-dtd": "no part has a document type declaration",
        "xml-encoding": "parts are UTF-8",
        "xml-syntax": "parts are well-formed XML",
        # Content types.
        "ct-absent": "the package has a readable [Content_Types].xml",
        "ct-duplicate": "an extension or a part is given one content type",
        "ct-missing": "every member has a content type",
        "ct-orphan": "content types are given to parts that exist",
        "ct-wrong": "a part's content type fits the relationship that leads to it",
        # Relationships.
        "embedded": "no embedded object, control or foreign document",
        "macro": "no macros",
        "package-root": "the package leads to exactly one document, which can be read",
        "rel-duplicate": "relationship ids are unique in their file",
        "rel-external": "only hyperlinks lead out of the package",
        "rel-multiple": "parts that are single, such as styles, are related once",
        "rel-source": "a relationships file belongs to a part that exists",
        "rel-target": "internal targets exist",
        "rid-missing": "a relationship id that is used is defined",
        "rid-type": "a relationship id that is used leads to the right kind of part",
        "uri-scheme": "links go to http, https or mailto",
        "uri-syntax": "links can be parsed and have at most 2,083 characters",
        # The shape of the XML.
        "attr-missing": "required attributes are there",
        "attr-value": "numbers are numbers, and names from a list are on it",
        "child-missing": "required children are there",
        "child-order": "children stand in the order of the schema",
        "child-place": "blocks stand among blocks, runs in paragraphs",
        "child-twice": "a property is given once",
        "child-unknown": "properties are in the schema",
        "date": "dates are ISO 8601 with a time",
        "del-text": "deleted text is w:delText, and only deleted text is",
        "stray-text": "text stands in text elements only",
        "text-space": "text that begins or ends with a space keeps it by xml:space",
        # Tables.
        "cell-end": "a cell ends with a paragraph",
        "grid-span": "the cells of a row span all columns of the grid",
        "row-empty": "a row has a cell",
        # References.
        "anchor": "links inside the document lead to a bookmark",
        "bookmark-duplicate": "bookmark ids and names are unique",
        "bookmark-name": "bookmark names are letters, digits and underscores, at most 40",
        "bookmark-pair": "bookmarks begin and end",
        "comment-duplicate": "comment ids are unique, and so are references to them",
        "comment-orphan": "every comment is referred to",
        "comment-pair": "comment ranges begin and end",
        "comment-reference": "comments that are referred to exist",
        "comment-thread": "replies and resolved marks belong to a comment's paragraph",
        "drawing-id": "drawing ids are unique in a part",
        "note-duplicate": "footnote and endnote ids are unique",
        "note-reference": "footnotes and endnotes that are referred to exist",
        "para-id": "paragraph ids are unique in a part, eight hex digits below 80000000",
        "sdt-id": "content control ids are whole numbers and unique",
        # Fields.
        "field-active": "no field runs code or reads another file",
        "field-balance": "fields begin, separate and end in one story",
        "field-code": "field names are known to Word",
        # Styles and numbering.
        "num-duplicate": "numbering ids are unique",
        "num-reference": "numbering that is used is defined",
        "style-duplicate": "style ids are unique",
        "style-link": "w:basedOn, w:next and w:link name a style",
        "style-loop": "no style is based on itself",
        "style-reference": "styles that are used are defined",
        "style-type": "a style is used for what it is: paragraph, character or table",
        # Core properties.
        "core-date": "created and modified are W3CDTF dates and typed so",
        "core-duplicate": "a core property is given once",
    }
)


class Fault(NamedTuple):
    """One broken rule: its code, the member it is in ("" for the whole package), the fact."""

    code: str
    part: str
    message: str


def fault(code: str, part: str, message: str) -> Fault:
    """A fault whose text is safe to print: names inside a file may hold control characters."""
    return Fault(code=code, part=printable(part), message=printable(message))


def printable(text: str) -> str:
    """`text` with each character that a terminal might obey replaced."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
