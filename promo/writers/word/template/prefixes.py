"""One prefix for each namespace of a part: what promo writes into it is text with prefixes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import RELATIONSHIPS, R, W

_WRITTEN = {"w": W, "r": R}
_DECLARED = re.compile(r' xmlns(?::(\w+))?="([^"]*)"')


def with_prefixes(tree: Element) -> Element:
    """The same part, its elements named as promo names them: `w:…`, relationships without one."""
    if tree.prefix and tree.tag.startswith(f"{{{RELATIONSHIPS}}}"):
        return rooted(tree, {None: RELATIONSHIPS})
    if not tree.tag.startswith(f"{{{W}}}"):
        return tree
    named = all(element.prefix == "w" for element in tree.iter(f"{{{W}}}*"))
    return tree if named and tree.nsmap.items() >= _WRITTEN.items() else rooted(tree, _WRITTEN)


def rooted(tree: Element, prefixes: Mapping[Any, str]) -> Element:
    """The same tree, whose root declares these prefixes and no others for their namespaces."""
    namespaces = prefixes.values()
    others = {p: uri for p, uri in tree.nsmap.items() if uri not in namespaces}
    declared: dict[Any, str] = {**others, **prefixes}  # the stubs know no default one
    root = etree.Element(tree.tag, nsmap=declared)
    for name, value in tree.attrib.items():
        root.set(name, value)
    root.extend(list(tree))
    return root


def as_text(element: Element, declared: Mapping[str | None, str]) -> str:
    """An element as text, without the prefixes that the part declares into which it goes."""

    def kept(found: re.Match[str]) -> str:
        return "" if declared.get(found[1]) == found[2] else found[0]

    return _DECLARED.sub(kept, etree.tostring(element, encoding="unicode", with_tail=False))
