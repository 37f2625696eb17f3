"""What a document needs to be reviewed, besides its forms: room for comments and for the record.

Changes are tracked from the start, and nothing strips their authors. The record is a custom XML
part that Word and LibreOffice keep; a short property says the same of the origin where it is lost.
"""

from __future__ import annotations

import posixpath
from itertools import count
from typing import NamedTuple

from lxml import etree

from promo.writers.word.lint.links import rels_member
from promo.writers.word.lint.package import TYPES_MEMBER, Element, Package
from promo.writers.word.lint.schema import CONTENT_TYPES, RELATIONSHIPS, W, clark
from promo.writers.word.record import NAMESPACE, PROPERTY
from promo.writers.word.stylesheet import whole
from promo.writers.word.template import program, properties
from promo.writers.word.template.prefixes import rooted
from promo.writers.word.template.properties import NewTrees
from promo.writers.word.template.reading import Reading

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_2011 = "http://schemas.microsoft.com/office/2011/relationships"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ITEM = "{7B0A4C1E-52D8-4B52-9C0F-6E1D3A9F5C27}"  # a name for the part that is ours alone
# Settings that the schema has before `w:trackRevisions` (ECMA-376 part 1 §17.15.1).
_BEFORE = {
    clark(f"w:{name}")
    for name in (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        *("printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts"),
        *("embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins"),
        *("alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter"),
        *("gutterAtTop", "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle"),
        *("proofState", "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter"),
        *("stylePaneSortMethod", "documentType", "mailMerge", "revisionView"),
    )
}
_STRIPPING = ("w:removePersonalInformation", "w:removeDateAndTime")  # who commented, and when


class Room(NamedTuple):
    """The members that are filled, those that never change, where record and comments go."""

    filled: tuple[str, ...]
    fixed: dict[str, bytes]
    record: str
    comments: str
    first_comment: int


def make_room(trees: NewTrees, package: Package, reading: Reading) -> Room:
    """Declare what a review needs in a template's parts."""
    settings = _tracking(trees, package)
    comments, first = _comments(trees, package, reading)
    threads = _threads(trees, package, reading)
    properties.add_property(trees, PROPERTY, reading.mark(program.PacketProperty()))
    record, fixed = _record(trees, package)
    return Room((settings, comments, threads), fixed, record, comments, first)


def _existing(package: Package, kind: str) -> str:
    return next((name for name, _ in package.related(kind)), "")


def _beside(package: Package, name: str) -> str:
    return posixpath.join(posixpath.dirname(package.main), name)


def _tracking(trees: NewTrees, package: Package) -> str:
    name = _existing(package, "settings")
    if not name:
        name = _beside(package, "settings.xml")
        trees[name] = etree.Element(clark("w:settings"), nsmap={"w": W})
        properties.add_part(trees, package.main, name, "settings", f"{_WORD}.settings+xml")
    settings = trees[name]
    for unwanted in (*_STRIPPING, "w:trackRevisions"):
        for found in settings.findall(clark(unwanted)):
            settings.remove(found)
    at = max((n for n, e in enumerate(settings, 1) if e.tag in _BEFORE), default=0)
    settings.insert(at, etree.Element(clark("w:trackRevisions")))
    return name


def _comments(trees: NewTrees, package: Package, reading: Reading) -> tuple[str, int]:
    """The part with the comments, and the first free id; a form may have comments of its own."""
    name = _existing(package, "comments")
    if not name:
        name = _beside(package, "comments.xml")
        trees[name] = etree.Element(clark("w:comments"), nsmap={"w": W})
        properties.add_part(trees, package.main, name, "comments", f"{_WORD}.comments+xml")
    used = [whole(e.get(clark("w:id"), "")) for e in trees[name].iter(clark("w:comment"))]
    trees[name].append(reading.mark(program.Comments()))
    return name, max(used, default=-1) + 1


def _threads(trees: NewTrees, package: Package, reading: Reading) -> str:
    name = _existing(package, "commentsExtended")
    if not name:
        name = _beside(package, "commentsExtended.xml")
        trees[name] = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
        kind = "commentsExtended"
        content_type = f"{_WORD}.{kind}+xml"
        properties.add_part(trees, package.main, name, kind, content_type, _OFFICE_2011)
    trees[name] = rooted(trees[name], {"w15": _W15})
    trees[name].append(reading.mark(program.Threads()))
    return name


def _record(trees: NewTrees, package: Package) -> tuple[str, dict[str, bytes]]:
    """The name of the part with the record, and what says what it is."""
    taken = {name.lower() for name in package.names}
    both = ((f"customXml/item{n}.xml", f"customXml/itemProps{n}.xml") for n in count(1))
    name, about = next(pair for pair in both if taken.isdisjoint(map(str.lower, pair)))
    kinds = {name: "application/xml", about: _PROPERTIES_TYPE}
    for part, content_type in kinds.items():
        override = {"PartName": f"/{part}", "ContentType": content_type}
        etree.SubElement(trees[TYPES_MEMBER], f"{{{CONTENT_TYPES}}}Override", override)
    # LibreOffice 7.4 drops a part that is related from the root, or by elements with a prefix.
    relative = posixpath.relpath(name, posixpath.dirname(package.main) or ".")
    _relate(properties.relationships_of(trees, package.main), "customXml", relative)
    relations = etree.XML(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
    _relate(relations, "customXmlProps", posixpath.basename(about))
    item = etree.Element(f"{{{_DATA}}}datastoreItem", nsmap={"ds": _DATA})
    item.set(f"{{{_DATA}}}itemID", _ITEM)
    references = etree.SubElement(item, f"{{{_DATA}}}schemaRefs")
    etree.SubElement(references, f"{{{_DATA}}}schemaRef").set(f"{{{_DATA}}}uri", NAMESPACE)
    return name, {about: _bytes(item), rels_member(name): _bytes(relations)}


def _relate(relations: Element, kind: str, target: str) -> None:
    attributes = {"Id": f"rIdPromo{kind}", "Type": f"{_OFFICE}/{kind}", "Target": target}
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)


def _bytes(tree: Element) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
