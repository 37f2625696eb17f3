"""Rules of relationships: what leads where, inside the package and out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.opc import repeated
from promo.writers.word.lint.package import (
    Element,
    Package,
    Relationship,
    relationship_source,
    select,
)
from promo.writers.word.lint.schema import (
    EMBEDDING_KINDS,
    KIND_BY_ELEMENT,
    NAMESPACES,
    SINGLE_KINDS,
    clark,
)

MAX_URI = 2_083  # characters that Word takes
_KINDS = {clark(name): kind for name, kind in KIND_BY_ELEMENT.items()}
_SCHEMES = frozenset({"http", "https", "mailto"})
_ILLEGAL = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})")


def rels_member(source: str) -> str:
    """`word/_rels/document.xml.rels` for `word/document.xml`."""
    folder, slash, file = source.rpartition("/")
    return f"{folder}{slash}_rels/{file}.rels"


def each_relationship(package: Package) -> Iterator[tuple[str, Relationship]]:
    """Every relationship with the member it is written in."""
    for source, relationships in package.relationships.items():
        for relationship in relationships:
            yield rels_member(source), relationship


def sources(package: Package) -> Iterator[Fault]:
    names = package.names
    for name in sorted(n for n in names if n.endswith(".rels")):
        source = relationship_source(name)
        if source is None or (source and source not in names):
            yield fault("rel-source", name, "belongs to no part of the package")


def repetitions(package: Package) -> Iterator[Fault]:
    for source, relationships in package.relationships.items():
        for name in repeated(r.id for r in relationships):
            yield fault("rel-duplicate", rels_member(source), f"{quote(name)} is defined twice")
        for kind in repeated(r.kind for r in relationships if r.kind in SINGLE_KINDS):
            yield fault("rel-multiple", rels_member(source), f"there are several {kind} parts")


def targets(package: Package) -> Iterator[Fault]:
    names = package.names
    for member, r in each_relationship(package):
        if r.external and r.kind != "hyperlink":
            yield fault("rel-external", member, f"the {r.kind} {quote(r.target)} is outside")
        elif not r.external and r.part not in names:
            yield fault("rel-target", member, f"{quote(r.id)} leads to {quote(r.part)}: no part")


def embeddings(package: Package) -> Iterator[Fault]:
    for member, r in each_relationship(package):
        if r.kind == "vbaProject":
            yield fault("macro", member, f"{quote(r.target)} holds macros")
        # A chart keeps its numbers in an embedded workbook.
        elif r.kind in EMBEDDING_KINDS and not package.types.of(r.source).endswith("chart+xml"):
            yield fault("embedded", member, f"{quote(r.target)} is embedded ({r.kind})")


def used_ids(package: Package) -> Iterator[Fault]:
    """Ids that the XML names: Word calls a document corrupt when one is not defined."""
    start = f"{{{NAMESPACES['r']}}}"
    for name, tree in package.trees.items():
        defined = {r.id: r for r in package.relationships.get(name, ())}
        for element in select(tree, "//*[@r:*]"):
            used = [str(v) for k, v in element.attrib.items() if v and str(k).startswith(start)]
            for rid in used:
                yield from _check_use(name, element, rid, defined.get(rid))


def _check_use(
    name: str, element: Element, rid: str, relationship: Relationship | None
) -> Iterator[Fault]:
    if relationship is None:
        yield fault("rid-missing", name, f"{quote(rid)} is used and not defined")
        return
    kind = _KINDS.get(element.tag)
    if kind and kind != relationship.kind:
        yield fault("rid-type", name, f"{quote(rid)} is a {relationship.kind}, not a {kind}")


def link_targets(package: Package) -> Iterator[Fault]:
    for member, r in each_relationship(package):
        if r.external and r.kind == "hyperlink":
            yield from check_uri(member, r.target)


def check_uri(part: str, target: str) -> Iterator[Fault]:
    """Faults of one link; `#name` stays in the document and is no concern of this rule."""
    if target.startswith("#"):
        return
    scheme = _scheme(target)
    if scheme is None or len(target) > MAX_URI or _ILLEGAL.search(target):
        yield fault("uri-syntax", part, f"{quote(target)} is not a link that Word can follow")
    elif scheme not in _SCHEMES:
        yield fault("uri-scheme", part, f"{quote(target)} is not http, https or mailto")


def _scheme(target: str) -> str | None:
    """The scheme; None for a link that cannot be parsed or lacks the place it leads to."""
    try:
        uri = urlsplit(target)
        host, _ = uri.hostname, uri.port  # a port that is no number raises here
    except ValueError:
        return None
    place = uri.path if uri.scheme == "mailto" else host
    return uri.scheme if place or uri.scheme not in _SCHEMES else None
