"""What a packet says of itself beside its text: properties, types and relationships of parts.

Nothing of the people and programs that made the template goes on into a packet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from lxml import etree

from promo.writers.word.lint.links import rels_member
from promo.writers.word.lint.package import TYPES_MEMBER, Element
from promo.writers.word.lint.schema import CONTENT_TYPES, RELATIONSHIPS, clark
from promo.writers.word.package import CUSTOM, CUSTOM_TYPE, FORMAT_ID, NO_DIGEST

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# Of the core properties; the others name people, programs and times.
_KEPT = ("title", "subject", "description", "keywords", "category", "language", "contentStatus")
_UNWANTED = ("extended-properties", "thumbnail")

Prefixes: TypeAlias = dict[str, str]
_CUSTOM_PREFIXES = cast(Prefixes, {None: _CUSTOM_NS, "vt": _VT})  # the stubs know no default one
_RELATION_PREFIXES = cast(Prefixes, {None: RELATIONSHIPS})
Trees: TypeAlias = Mapping[str, Element]
NewTrees: TypeAlias = dict[str, Element]


def drop_traces(trees: Trees) -> set[str]:
    """Take out who made the template, when and with what; the names of members to leave out."""
    dropped = set()
    roots = trees["_rels/.rels"]
    for relationship in list(roots):
        kind = relationship.get("Type", "").rpartition("/")[2]
        target = relationship.get("Target", "").removeprefix("/")
        if kind in _UNWANTED:
            roots.remove(relationship)
            dropped.add(target)
        elif kind == "core-properties" and target in trees:
            core = trees[target]
            for child in list(core):
                if etree.QName(child).localname not in _KEPT:
                    core.remove(child)
    types = trees[TYPES_MEMBER]
    for override in types.findall(clark("ct:Override")):
        if override.get("PartName", "").removeprefix("/") in dropped:
            types.remove(override)
    return dropped


def of_document(trees: Trees) -> list[str]:
    """The members with the document's properties, core and custom."""
    kinds = ("/core-properties", "/custom-properties")
    roots = [r for r in trees["_rels/.rels"] if r.get("Type", "").endswith(kinds)]
    names = (r.get("Target", "").removeprefix("/") for r in roots)
    return [name for name in names if name in trees]


def texts(tree: Element) -> Iterator[tuple[Element, str]]:
    """Each property that is a text, with its name."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.text and not len(element):
            parent = element.getparent()
            name = parent.get("name", "") if parent is not None else ""
            yield element, name or etree.QName(element).localname


def declaring(trees: Trees, main: str) -> list[str]:
    """The members that declare others, written after the document: its links are known then."""
    return [name for name in (rels_member(main), "_rels/.rels", TYPES_MEMBER) if name in trees]


def add_digest(trees: NewTrees) -> None:
    """A custom property for what tells an untouched packet."""
    if CUSTOM not in trees:
        trees[CUSTOM] = etree.Element(f"{{{_CUSTOM_NS}}}Properties", nsmap=_CUSTOM_PREFIXES)
        add_part(trees, "", CUSTOM, "custom-properties", CUSTOM_TYPE)
    root = trees[CUSTOM]
    numbers = [int(p.get("pid", "1")) for p in root if p.get("pid", "1").isdigit()]
    attributes = {"fmtid": FORMAT_ID, "pid": str(max([1, *numbers]) + 1), "name": "promo-digest"}
    own = etree.SubElement(root, f"{{{_CUSTOM_NS}}}property", attributes)
    etree.SubElement(own, f"{{{_VT}}}lpwstr").text = NO_DIGEST


def add_part(trees: NewTrees, source: str, name: str, kind: str, content_type: str) -> None:
    """Declare a part that is new: its type, and what leads to it."""
    types = trees[TYPES_MEMBER]
    override = {"PartName": f"/{name}", "ContentType": content_type}
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", override)
    relations = relationships_of(trees, source)
    used = {r.get("Id") for r in relations}
    id = next(f"rIdPromo{n}" for n in range(1, len(used) + 2) if f"rIdPromo{n}" not in used)
    attributes = {"Id": id, "Type": f"{_OFFICE}/{kind}", "Target": f"/{name}"}
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)


def relationships_of(trees: NewTrees, source: str) -> Element:
    """The relationships of a part; an empty tree is added where it has none."""
    member = rels_member(source)
    if member not in trees:
        trees[member] = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap=_RELATION_PREFIXES)
    return trees[member]


def make_document(trees: Trees, main: str) -> None:
    """A template for new documents (.dotx) becomes a document."""
    for override in trees[TYPES_MEMBER].findall(clark("ct:Override")):
        if override.get("PartName", "").removeprefix("/") == main:
            content_type = override.get("ContentType", "")
            override.set("ContentType", content_type.replace("template.main", "document.main"))
