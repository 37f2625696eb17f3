"""Rules of any WordprocessingML part: attributes, order of children, text, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from lxml import etree

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.package import Element, Package, select
from promo.writers.word.lint.schema import (
    ATTRIBUTES,
    CHILD_ORDER,
    MISPLACED,
    NAMESPACES,
    RANGE_MARKS,
    REPEATING_PARENTS,
    REQUIRED_CHILDREN,
    TEXT_HOLDERS,
    clark,
)

_BLANKS = " \t\r\n"
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


class Order(NamedTuple):
    """Rank of each child by tag; `rest` is the rank of all others, or None if there are none."""

    ranks: Mapping[str, int]
    repeatable: frozenset[int]
    rest: int | None


def _read_order(parent: str, row: str) -> Order:
    steps = re.sub(r"\|\s+", "|", row).split()
    ranks: dict[str, int] = {}
    repeatable = set(range(len(steps)) if parent in REPEATING_PARENTS else ())
    rest = None
    for rank, step in enumerate(steps):
        if step == "...":
            rest = rank
        if step.endswith(("*", "...")) or "|" in step:
            repeatable.add(rank)
        names = step.rstrip("*").split("|") if step != "..." else ()
        ranks.update((clark(f"w:{name}"), rank) for name in names)
    return Order(ranks=ranks, repeatable=frozenset(repeatable), rest=rest)


_W = f"{{{NAMESPACES['w']}}}"
_ORDERS = {clark(parent): _read_order(parent, row) for parent, row in CHILD_ORDER.items()}
_RANGE_MARKS = frozenset(clark(name) for name in RANGE_MARKS)
_REQUIRED = {clark(p): [clark(c) for c in row] for p, row in REQUIRED_CHILDREN.items()}
_MISPLACED = {clark(p): frozenset(map(clark, row.split())) for p, row in MISPLACED.items()}
_ATTRIBUTES = {
    clark(tag): {clark(name): re.compile(pattern) for name, pattern in row.items()}
    for tag, row in ATTRIBUTES.items()
}
_SPACE = clark("xml:space")
_HOLDERS = " or ".join(f"self::{name}" for name in TEXT_HOLDERS)
_STRAY = f"descendant-or-self::w:*[text()[normalize-space()]][not({_HOLDERS})]"


def local(element: Element) -> str:
    """The name of an element as messages show it: `<w:p>`."""
    name = etree.QName(element).localname
    return f"<{element.prefix}:{name}>" if element.prefix else f"<{name}>"


def attributes(package: Package) -> Iterator[Fault]:
    for part, tree in package.trees.items():
        for element in tree.iter(*_ATTRIBUTES):
            for name, pattern in _ATTRIBUTES[element.tag].items():
                yield from _check_attribute(part, element, name, pattern)


def _check_attribute(
    part: str, element: Element, name: str, pattern: re.Pattern[str]
) -> Iterator[Fault]:
    value = element.get(name)
    if value is not None and pattern.fullmatch(value):
        return
    shown = f"{local(element)} {etree.QName(name).localname}"
    if value is None:
        yield fault("attr-missing", part, f"{shown} is not given")
    else:
        yield fault("attr-value", part, f"{shown} is {quote(value)}")


def child_order(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for parent in tree.iter(*_ORDERS):
            yield from _check_order(part, parent, _ORDERS[parent.tag])


def _check_order(part: str, parent: Element, order: Order) -> Iterator[Fault]:
    highest = -1
    for child in parent:
        if child.tag in _RANGE_MARKS or not child.tag.startswith(_W):
            continue
        rank = order.ranks.get(child.tag, order.rest)
        problem = _misrank(rank, highest, order)
        if problem:
            code, fact = problem
            yield fault(code, part, f"{local(child)} in {local(parent)} {fact}")
        highest = max(highest, rank or 0)


def _misrank(rank: int | None, highest: int, order: Order) -> tuple[str, str] | None:
    if rank is None:
        return "child-unknown", "is not in the schema"
    if rank < highest:
        return "child-order", "stands too late"
    if rank == highest and rank not in order.repeatable:
        return "child-twice", "is given twice"
    return None


def required_children(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for parent in tree.iter(*_REQUIRED):
            missing = [tag for tag in _REQUIRED[parent.tag] if parent.find(tag) is None]
            for tag in missing:
                name = etree.QName(tag).localname
                yield fault("child-missing", part, f"{local(parent)} has no <w:{name}>")


def child_places(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for parent in tree.iter(*_MISPLACED):
            for child in parent.iterchildren(*_MISPLACED[parent.tag]):
                yield fault("child-place", part, f"{local(child)} directly in {local(parent)}")


def stray_text(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for element in select(tree, _STRAY):
            tails = (child.tail or "" for child in element)
            text = "".join((element.text or "", *tails)).strip()
            yield fault("stray-text", part, f"{quote(text)} directly in {local(element)}")


def kept_spaces(package: Package) -> Iterator[Fault]:
    """Word drops blanks at the ends of text that does not ask for them to be kept."""
    for part, tree in package.markup:
        for element in tree.iter(clark("w:t"), clark("w:delText")):
            text = element.text or ""
            if text != text.strip(_BLANKS) and not _keeps_spaces(element):
                yield fault("text-space", part, f"{quote(text)} lacks xml:space")


def _keeps_spaces(element: Element) -> bool:
    settings = (e.get(_SPACE) for e in chain((element,), element.iterancestors()))
    return next(filter(None, settings), "") == "preserve"


def deleted_text(package: Package) -> Iterator[Fault]:
    """Text of another kind comes back as if it had never been deleted."""
    for part, tree in package.markup:
        for deletion in tree.iter(clark("w:del")):
            if deletion.find(f"{clark('w:r')}/{clark('w:t')}") is not None:
                yield fault("del-text", part, "a deletion holds <w:t> instead of <w:delText>")
        for text in select(tree, "//w:delText[not(ancestor::w:del or ancestor::w:moveFrom)]"):
            yield fault("del-text", part, f"{quote(text.text or '')} is not in a deletion")


def dates(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for element in select(tree, "//*[@w:date or @w:fullDate]"):
            for name in ("w:date", "w:fullDate"):
                value = element.get(clark(name))
                if value is not None and not is_timestamp(value):
                    yield fault("date", part, f"{name} of {local(element)} is {quote(value)}")


def is_timestamp(value: str) -> bool:
    """A date of the calendar with a time, such as 2026-06-30T09:00:00Z."""
    return bool(_TIMESTAMP.fullmatch(value)) and in_calendar(value)


def in_calendar(value: str) -> bool:
    """Whether a date of ISO 8601 exists: 2026-02-30 does not."""
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
