"""Rules of tables: rows have cells, cells span the grid and end with a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from promo.writers.word.lint.fault import Fault, fault
from promo.writers.word.lint.package import Element, Package
from promo.writers.word.lint.schema import RANGE_MARKS, clark

_WRAPPERS = tuple(
    map(clark, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:del", "w:moveTo", "w:moveFrom"))
)
_RANGE_MARKS = frozenset(clark(name) for name in RANGE_MARKS)
_CELL_ENDS = frozenset(map(clark, ("w:p", "w:sdt", "w:customXml")))
_BEFORE_AND_AFTER = ("w:gridBefore", "w:gridAfter")


def tables(package: Package) -> Iterator[tuple[str, Element]]:
    """Every table with the part it is in."""
    for part, tree in package.markup:
        for table in tree.iter(clark("w:tbl")):
            yield part, table


def members(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls."""
    # A stack, as recursion would climb through every wrapper again for each member.
    levels = [parent.iterchildren(tag, *_WRAPPERS)]
    while levels:
        child = next(levels[-1], None)
        if child is None:
            levels.pop()
        elif child.tag == tag:
            yield child
        else:
            levels.append(child.iterchildren(tag, *_WRAPPERS))


def spans(package: Package) -> Iterator[Fault]:
    for part, table in tables(package):
        columns = len(table.findall(f"{clark('w:tblGrid')}/{clark('w:gridCol')}"))
        for number, row in enumerate(members(table, clark("w:tr")), 1):
            width = _width(row)
            if width is None:
                yield fault("row-empty", part, f"row {number} has no cell")
            elif columns and width != columns:
                yield fault("grid-span", part, f"row {number} spans {width} of {columns} columns")


def _width(row: Element) -> int | None:
    """Columns that a row takes, or None without any cell."""
    cells = list(members(row, clark("w:tc")))
    if not cells:
        return None
    row_properties = row.find(clark("w:trPr"))
    outside = sum(_count(row_properties, name, 0) for name in _BEFORE_AND_AFTER)
    return outside + sum(_count(cell.find(clark("w:tcPr")), "w:gridSpan", 1) for cell in cells)


def _count(properties: Element | None, name: str, default: int) -> int:
    element = None if properties is None else properties.find(clark(name))
    value = "" if element is None else element.get(clark("w:val"), "")
    # Longer numbers are faults of another rule, and slow or refused by int().
    return int(value) if value.isdecimal() and len(value) <= 10 else default


def cell_ends(package: Package) -> Iterator[Fault]:
    for part, tree in package.markup:
        for cell in tree.iter(clark("w:tc")):
            if _last(cell) not in _CELL_ENDS:
                yield fault("cell-end", part, "a cell does not end with a paragraph")


def _last(cell: Element) -> str:
    children = (c.tag for c in cell.iterchildren(reversed=True) if c.tag not in _RANGE_MARKS)
    return next(children, "")
