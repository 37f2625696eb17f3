"""Rules of styles and numbering: what is used is defined, and is of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.markup import local
from promo.writers.word.lint.opc import repeated
from promo.writers.word.lint.package import Element, Package
from promo.writers.word.lint.references import values
from promo.writers.word.lint.schema import clark

_VALUE = clark("w:val")
_ID = clark("w:styleId")
_TYPE = clark("w:type")
# The kind of style that each element may name.
_USES = {
    clark("w:pStyle"): "paragraph",
    clark("w:rStyle"): "character",
    clark("w:tblStyle"): "table",
    clark("w:styleLink"): "numbering",
    clark("w:numStyleLink"): "numbering",
}
_LINKS = (clark("w:basedOn"), clark("w:next"), clark("w:link"))


def defined(package: Package) -> list[tuple[str, Element]]:
    """Every style of the document with its part, in order."""
    tag = clark("w:style")
    return [(part, s) for part, tree in package.related("styles") for s in tree.iter(tag)]


def kinds(package: Package) -> dict[str, str]:
    """The kind of each style by its id; a style without a kind is one of paragraphs."""
    return {s.get(_ID, ""): s.get(_TYPE, "paragraph") for _, s in defined(package)}


def duplicates(package: Package) -> Iterator[Fault]:
    for part, tree in package.related("styles"):
        for name in repeated(values(tree, "w:style", "w:styleId")):
            yield fault("style-duplicate", part, f"style {quote(name)} is defined twice")


def uses(package: Package) -> Iterator[Fault]:
    known = kinds(package)
    for part, tree in (*package.stories, *package.related("styles", "numbering")):
        for element in tree.iter(*_USES):
            name, kind = element.get(_VALUE, ""), _USES[element.tag]
            if name not in known:
                yield fault("style-reference", part, f"there is no style {quote(name)}")
            elif known[name] != kind:
                yield fault("style-type", part, f"{quote(name)} is no {kind} style")


def links(package: Package) -> Iterator[Fault]:
    known = kinds(package)
    for part, style in defined(package):
        own = style.get(_ID, "")
        for link in style.iterchildren(*_LINKS):
            name = link.get(_VALUE, "")
            shown = f"{local(link)} of style {quote(own)} is {quote(name)}"
            if name not in known:
                yield fault("style-link", part, f"{shown}, which is not defined")
            elif link.tag == _LINKS[0] and known[name] != known[own]:
                yield fault("style-type", part, f"{shown}, a {known[name]} style")


def loops(package: Package) -> Iterator[Fault]:
    bases = {style.get(_ID, ""): (part, _base(style)) for part, style in defined(package)}
    settled = {""}
    for name in bases:
        path = set()
        while name not in settled:
            settled.add(name)
            path.add(name)
            part, name = bases.get(name, ("", ""))
        if name in path:
            yield fault("style-loop", part, f"{quote(name)} is based on itself")


def _base(style: Element) -> str:
    found = style.find(_LINKS[0])
    return "" if found is None else found.get(_VALUE, "")


def numbering(package: Package) -> Iterator[Fault]:
    used = [
        (part, name)
        for part, tree in (*package.stories, *package.related("styles"))
        for name in values(tree, "w:numId", "w:val")
    ]
    known = {"0"}  # takes numbering off a paragraph
    for part, tree in package.related("numbering"):
        yield from _definitions(part, tree)
        known.update(values(tree, "w:num", "w:numId"))
    for part, name in used:
        if name not in known:
            yield fault("num-reference", part, f"there is no numbering {quote(name)}")


def _definitions(part: str, tree: Element) -> Iterator[Fault]:
    patterns = values(tree, "w:abstractNum", "w:abstractNumId")
    for name in repeated(patterns):
        yield fault("num-duplicate", part, f"pattern {quote(name)} is defined twice")
    for name in repeated(values(tree, "w:num", "w:numId")):
        yield fault("num-duplicate", part, f"numbering {quote(name)} is defined twice")
    for name in sorted({*values(tree, "w:abstractNumId", "w:val")} - {*patterns}):
        yield fault("num-reference", part, f"there is no pattern {quote(name)}")
