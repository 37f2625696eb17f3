"""Rules of the core properties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from promo.findings import quote
from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.markup import in_calendar
from promo.writers.word.lint.opc import repeated
from promo.writers.word.lint.package import Element, Package
from promo.writers.word.lint.schema import clark

_W3CDTF = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII
)
_DATES = (clark("dcterms:created"), clark("dcterms:modified"))


def is_w3cdtf(value: str) -> bool:
    """A year, a month, a day, or a time with its zone."""
    return bool(_W3CDTF.fullmatch(value)) and (len(value) < 10 or in_calendar(value))


def core_parts(package: Package) -> Iterator[tuple[str, Element]]:
    """The parts that hold core properties: one, in a good package."""
    for part, tree in package.trees.items():
        if tree.tag == clark("cp:coreProperties"):
            yield part, tree


def core_properties(package: Package) -> Iterator[Fault]:
    for part, tree in core_parts(package):
        for tag in repeated(child.tag for child in tree):
            name = etree.QName(tag).localname
            yield fault("core-duplicate", part, f"{quote(name)} is given twice")


def core_dates(package: Package) -> Iterator[Fault]:
    for part, tree in core_parts(package):
        for element in tree.iterchildren(*_DATES):
            value = element.text or ""
            if not is_w3cdtf(value) or element.get(clark("xsi:type")) != "dcterms:W3CDTF":
                yield fault("core-date", part, f"{quote(value)} is not a W3CDTF date")
