"""A .docx read once: parsed trees, content types, relationships.

What cannot be read is a fault of the result; nothing here raises on damaged or hostile bytes.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeAlias

from lxml import etree

from promo.writers.word.lint.archive import unpack
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.schema import NAMESPACES, clark

Element: TypeAlias = etree._Element

TYPES_MEMBER = "[Content_Types].xml"
STORY_KINDS = ("header", "footer", "footnotes", "endnotes", "comments")

_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_UTF8_MARK = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
# Possessive: else a long prolog of comments would be tried in every possible split.
_DOCTYPE = re.compile(rb"(?:\s|<\?(?>.*?\?>)|<!--(?>.*?-->))*+<!DOCTYPE", re.DOTALL)


class Relationship(NamedTuple):
    """One relationship; `kind` is the last step of its type, `source` is "" for the package."""

    source: str
    id: str
    kind: str
    target: str
    external: bool

    @property
    def part(self) -> str:
        """The member that an internal target names."""
        path = self.target.partition("#")[0]
        if not path:
            return self.source
        folder = posixpath.dirname(self.source)
        return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


class ContentTypes(NamedTuple):
    """Content types by lower-case extension and by member name."""

    defaults: Mapping[str, str]
    overrides: Mapping[str, str]

    def of(self, name: str) -> str:
        """The content type of a member, or ""."""
        extension = name.rpartition(".")[2].lower()
        return self.overrides.get(name) or self.defaults.get(extension, "")


class Package(NamedTuple):
    """What the rules look at; `faults` are those that were met while reading."""

    entries: tuple[zipfile.ZipInfo, ...]
    contents: Mapping[str, bytes]
    trees: Mapping[str, Element]
    types: ContentTypes
    relationships: Mapping[str, tuple[Relationship, ...]]
    faults: tuple[Fault, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset(entry.filename for entry in self.entries)

    @property
    def main(self) -> str:
        """The member that holds the document, or "" if the package names none."""
        roots = (r.part for r in self.relationships.get("", ()) if r.kind == "officeDocument")
        return next(roots, "")

    @property
    def stories(self) -> tuple[tuple[str, Element], ...]:
        """The document and what it shows: headers, footers, notes, comments."""
        body = [(self.main, self.trees[self.main])] if self.main in self.trees else []
        return (*body, *self.related(*STORY_KINDS))

    @property
    def markup(self) -> tuple[tuple[str, Element], ...]:
        """Every part that is WordprocessingML, whatever leads to it."""
        start = f"{{{NAMESPACES['w']}}}"
        return tuple((n, tree) for n, tree in self.trees.items() if tree.tag.startswith(start))

    def related(self, *kinds: str) -> tuple[tuple[str, Element], ...]:
        """Parts that the document leads to by a relationship of one of these kinds.

        None if the document cannot be read: what refers to what is then unknown.
        """
        if self.main not in self.trees:
            return ()
        targets = (r.part for r in self.relationships.get(self.main, ()) if r.kind in kinds)
        return tuple((n, self.trees[n]) for n in dict.fromkeys(targets) if n in self.trees)


def open_package(data: bytes) -> Package | Fault:
    """The package in `data`, or the one fault that keeps it from being opened."""
    archive = unpack(data)
    if isinstance(archive, Fault):
        return archive
    types = _content_types(archive.contents)
    parsed = {n: _parse(n, xml) for n, xml in archive.contents.items() if _is_xml(n, types)}
    trees = {name: tree for name, tree in parsed.items() if not isinstance(tree, Fault)}
    return Package(
        entries=archive.entries,
        contents=archive.contents,
        trees=trees,
        types=types,
        relationships=_relationships(trees),
        faults=(*archive.damaged, *(t for t in parsed.values() if isinstance(t, Fault))),
    )


def select(tree: Element, path: str) -> list[Element]:
    """The elements that an XPath expression finds.

    Conditions go into one predicate: libxml2 merges unions and `/..` in quadratic time.
    """
    found = tree.xpath(path, namespaces=NAMESPACES)
    return [e for e in found if isinstance(e, Element)] if isinstance(found, list) else []


def relationship_source(name: str) -> str | None:
    """`word/document.xml` for `word/_rels/document.xml.rels`; None for any other member."""
    folder, file = posixpath.split(name)
    if posixpath.basename(folder) != "_rels" or not file.endswith(".rels"):
        return None
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _content_types(contents: Mapping[str, bytes]) -> ContentTypes:
    tree = _parse(TYPES_MEMBER, contents.get(TYPES_MEMBER, b""))
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    if not isinstance(tree, Fault):
        for e in tree.iter(clark("ct:Default")):
            defaults[e.get("Extension", "").lower()] = e.get("ContentType", "")
        for e in tree.iter(clark("ct:Override")):
            overrides[e.get("PartName", "").removeprefix("/")] = e.get("ContentType", "")
    return ContentTypes(defaults=defaults, overrides=overrides)


def _relationships(trees: Mapping[str, Element]) -> dict[str, tuple[Relationship, ...]]:
    sources = ((relationship_source(name), tree) for name, tree in trees.items())
    return {s: tuple(_read_relationships(s, tree)) for s, tree in sources if s is not None}


def _read_relationships(source: str, tree: Element) -> Iterator[Relationship]:
    for element in tree.iter(clark("pr:Relationship")):
        yield Relationship(
            source=source,
            id=element.get("Id", ""),
            kind=element.get("Type", "").rpartition("/")[2],
            target=element.get("Target", ""),
            external=element.get("TargetMode") == "External",
        )


def _is_xml(name: str, types: ContentTypes) -> bool:
    if name.lower().endswith((".xml", ".rels")):
        return True
    return types.of(name).endswith(("+xml", "/xml"))


def _parse(name: str, content: bytes) -> Element | Fault:
    encoding = _encoding(content)
    # A custom part is someone's own data, and Office itself writes some in UTF-16.
    if encoding != "utf-8" and not (encoding == "utf-16" and name.startswith("customXml/")):
        return fault("xml-encoding", name, f"is in {encoding}; Word parts are UTF-8")
    if _DOCTYPE.match(content.removeprefix(_UTF8_MARK).lstrip(b"\xff\xfe").replace(b"\0", b"")):
        return fault("xml-dtd", name, "has a document type declaration")
    try:
        tree: Element = etree.fromstring(content, _parser(encoding))
    except etree.XMLSyntaxError as error:
        if "Excessive depth" in error.msg:
            return fault("xml-syntax", name, "nested over 256 elements deep")
        return fault("xml-syntax", name, f"not well-formed: {error.msg}")
    except ValueError as error:
        return fault("xml-syntax", name, f"not well-formed: {error}")
    return tree


def _encoding(content: bytes) -> str:
    if content.startswith(_UTF16):
        return "utf-16"
    declared = _DECLARED.match(content.removeprefix(_UTF8_MARK))
    return declared[1].decode("ascii").lower() if declared else "utf-8"


@cache
def _parser(encoding: str) -> etree.XMLParser:
    # The encoding is forced, so that libxml2 cannot guess one that hides a document type.
    return etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
