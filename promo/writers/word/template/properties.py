"""What a packet says of itself beside its text: properties, types and relationships of parts.

Nothing of the people and programs that made the template goes on into a packet.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias, cast
from urllib.parse import unquote

from lxml import etree

from promo.writers.word.lint.links import rels_member
from promo.writers.word.lint.package import TYPES_MEMBER, Element, Package
from promo.writers.word.lint.schema import CONTENT_TYPES, RELATIONSHIPS, clark
from promo.writers.word.package import CUSTOM, CUSTOM_TYPE, FORMAT_ID, NO_DIGEST
from promo.writers.word.stylesheet import whole
from promo.writers.word.template.prefixes import rooted

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# Of the core properties; the others name people, programs and times.
_KEPT = ("title", "subject", "description", "keywords", "category", "language", "contentStatus")
_TRACES = ("extended-properties", "thumbnail", "people", "printerSettings")
# A packet is another document than was signed; add-ins and keys are for those who edit the form.
_OF_EDITING = (
    *("origin", "webextensiontaskpanes", "extensibility", "userCustomization"),
    *("keyMapCustomizations", "attachedToolbars"),
)
_UNWANTED = frozenset((*_TRACES, *_OF_EDITING))

Prefixes: TypeAlias = dict[str, str]
_CUSTOM_PREFIXES = cast(Prefixes, {None: _CUSTOM_NS, "vt": _VT})  # the stubs know no default one
_RELATION_PREFIXES = cast(Prefixes, {None: RELATIONSHIPS})
Trees: TypeAlias = Mapping[str, Element]
NewTrees: TypeAlias = dict[str, Element]


def drop_traces(package: Package, trees: NewTrees) -> set[str]:
    """Take out who made the template, when and with what; the names of members to leave out.

    What no relationship leads to is left out too: programs forget old parts in a file.
    """
    kept = {name.casefold() for name in _reachable(package)}
    dropped = {name for name in package.contents if name.casefold() not in kept}
    for name in dropped & trees.keys():
        del trees[name]
    for source in ("", package.main):
        relations = relationships_of(trees, source)
        _remove(relations, lambda relationship: _kind(relationship) in _UNWANTED)
    for section in trees[package.main].iter(clark("w:sectPr")):
        _remove(section, lambda setting: setting.tag == clark("w:printerSettings"))
    _remove(trees[TYPES_MEMBER], lambda o: o.get("PartName", "").removeprefix("/") in dropped)
    return dropped | _settle(trees)


def _remove(tree: Element, is_unwanted: Callable[[Element], bool]) -> None:
    for child in list(tree):
        if is_unwanted(child):
            tree.remove(child)


def _kind(relationship: Element) -> str:
    return relationship.get("Type", "").rpartition("/")[2]


def _reachable(package: Package) -> set[str]:
    """The members that relationships lead to, and those that hold the relationships."""
    found, ahead = {TYPES_MEMBER}, [""]
    while ahead:
        source = ahead.pop()
        found.add(rels_member(source))
        for r in package.relationships.get(source, ()):
            is_unwanted = r.kind in _UNWANTED and source in ("", package.main)
            if not r.external and not is_unwanted and r.part not in found:
                found |= {r.part, unquote(r.part)}
                ahead.append(r.part)
    return found


def _settle(trees: NewTrees) -> set[str]:
    """Properties without people, the custom ones where promo looks for them; what was moved."""
    moved = set()
    for relationship in trees["_rels/.rels"]:
        kind = _kind(relationship)
        part = _target(relationship)
        if part not in trees:
            continue
        if kind == "core-properties":
            _remove(trees[part], lambda child: etree.QName(child).localname not in _KEPT)
        elif kind == "custom-properties":
            if part != CUSTOM:
                moved.add(part)
                _rename(trees[TYPES_MEMBER], part, CUSTOM)
                relationship.set("Target", f"/{CUSTOM}")
            trees[CUSTOM] = rooted(trees.pop(part), {"vt": _VT})
    return moved


def _target(relationship: Element) -> str:
    """The member that a relationship of the package leads to."""
    return posixpath.normpath(f"/{relationship.get('Target', '')}").lstrip("/")


def _rename(types: Element, old: str, new: str) -> None:
    for override in types.findall(clark("ct:Override")):
        if override.get("PartName") == f"/{old}":
            override.set("PartName", f"/{new}")


def of_document(trees: Trees) -> list[str]:
    """The members with the document's properties, core and custom."""
    kinds = ("/core-properties", "/custom-properties")
    roots = [r for r in trees["_rels/.rels"] if r.get("Type", "").endswith(kinds)]
    return [name for name in map(_target, roots) if name in trees]


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
    add_property(trees, "promo-digest", NO_DIGEST)


def add_property(trees: NewTrees, name: str, value: str | Element) -> None:
    """A custom property: its text, or a mark for it. One of its name is replaced."""
    if CUSTOM not in trees:
        trees[CUSTOM] = etree.Element(f"{{{_CUSTOM_NS}}}Properties", nsmap=_CUSTOM_PREFIXES)
        add_part(trees, "", CUSTOM, "custom-properties", CUSTOM_TYPE)
    root = trees[CUSTOM]
    _remove(root, lambda each: each.get("name") == name)
    last = max([1, *(whole(each.get("pid", "")) for each in root)])
    attributes = {"fmtid": FORMAT_ID, "pid": str(last + 1), "name": name}
    own = etree.SubElement(root, f"{{{_CUSTOM_NS}}}property", attributes)
    text = etree.SubElement(own, f"{{{_VT}}}lpwstr")
    if isinstance(value, str):
        text.text = value
    else:
        text.append(value)


def add_part(
    trees: NewTrees,
    source: str,
    name: str,
    kind: str,
    content_type: str,
    family: str = _OFFICE,
) -> None:
    """Declare a part that is new: its type, and what leads to it.

    What was said of one of its kind is taken out: it leads to nothing that can be read.
    """
    types, relations = trees[TYPES_MEMBER], relationships_of(trees, source)
    _remove(types, lambda override: override.get("PartName") == f"/{name}")
    _remove(relations, lambda relationship: _kind(relationship) == kind)
    override = {"PartName": f"/{name}", "ContentType": content_type}
    etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", override)
    used = {r.get("Id") for r in relations}
    id = next(f"rIdPromo{n}" for n in range(1, len(used) + 2) if f"rIdPromo{n}" not in used)
    attributes = {"Id": id, "Type": f"{family}/{kind}", "Target": f"/{name}"}
    etree.SubElement(relations, f"{{{RELATIONSHIPS}}}Relationship", attributes)


def relationships_of(trees: NewTrees, source: str) -> Element:
    """The relationships of a part; an empty tree is added where it has none."""
    member = rels_member(source)
    if member not in trees:
        trees[member] = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap=_RELATION_PREFIXES)
    return trees[member]


def make_document(trees: Trees, package: Package) -> None:
    """A template for new documents (.dotx) becomes a document."""
    types, name = trees[TYPES_MEMBER], f"/{package.main}"
    content_type = package.types.of(package.main).replace("template.main", "document.main")
    for override in types.findall(clark("ct:Override")):
        if override.get("PartName") == name:
            override.set("ContentType", content_type)
            return
    # The type came from that of all .xml files.
    attributes = {"PartName": name, "ContentType": content_type}
    etree.SubElement(types, clark("ct:Override"), attributes)
