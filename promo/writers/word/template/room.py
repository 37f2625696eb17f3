"""How wide a block may be where it stands: its cell, its column, its section's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from promo.writers.word.lint.package import Element
from promo.writers.word.lint.schema import clark

_TC, _TBL, _SECT = clark("w:tc"), clark("w:tbl"), clark("w:sectPr")
_CELL_MARGIN = 108  # twips, what Word takes where none is set
_PAGE, _MARGIN = 12240, 1440  # US Letter, what Word takes
_MOST_CELLS = 200  # in a row; Word makes 63
NARROWEST = 1440  # an inch, below which no table can be read
WIDEST = 31680  # 22 inches, above which Word makes no page

# Each child of the body with the section that ends after it first.
Sections: TypeAlias = Mapping[Element, Element | None]


def sections_of(body: Element) -> Sections:
    sections: dict[Element, Element | None] = {}
    section = None
    for child in reversed(body):
        found = child if child.tag == _SECT else child.find(f"{clark('w:pPr')}/{_SECT}")
        section = sections[child] = section if found is None else found
    return sections


def room_for(paragraph: Element, sections: Sections) -> int:
    """The width in twips that a table in the place of `paragraph` may have."""
    cell = next(paragraph.iterancestors(_TC), None)
    width = _cell_width(cell) if cell is not None else 0
    if not width:
        lines = (paragraph, *paragraph.iterancestors())
        section = next((sections[each] for each in lines if each in sections), None)
        width = _column_width(section)
    return min(max(width, NARROWEST), WIDEST)


def _cell_width(cell: Element) -> int:
    """What a cell says, less its margins; 0 where it says nothing in twips."""
    width = cell.find(f"{clark('w:tcPr')}/{clark('w:tcW')}")
    stated = (
        _number(width, "w:w") if width is not None and width.get(clark("w:type")) == "dxa" else 0
    )
    if not stated:
        stated = _grid_width(cell)
    table = next(cell.iterancestors(_TBL))
    margins = [
        cell.find(f"{clark('w:tcPr')}/{clark('w:tcMar')}"),
        table.find(f"{clark('w:tblPr')}/{clark('w:tblCellMar')}"),
    ]
    return stated and stated - sum(_margin(margins, side) for side in ("left", "right"))


def _grid_width(cell: Element) -> int:
    """The width of the columns of the grid that a cell spans."""
    row, table = cell.getparent(), next(cell.iterancestors(_TBL))
    if row is None or len(row) > _MOST_CELLS:
        return 0
    grid = [_number(column, "w:w") for column in table.findall(f"{clark('w:tblGrid')}/*")]
    at = 0
    for each in row:
        if each.tag != _TC:
            continue
        span = each.find(f"{clark('w:tcPr')}/{clark('w:gridSpan')}")
        wide = _number(span, "w:val") if span is not None else 1
        if each is cell:
            return sum(grid[at : at + wide])
        at += wide
    return 0


def _margin(margins: list[Element | None], side: str) -> int:
    other = {"left": "start", "right": "end"}[side]
    for margin in margins:
        if margin is not None:
            for name in (side, other):
                found = margin.find(clark(f"w:{name}"))
                if found is not None:
                    return _number(found, "w:w")
    return _CELL_MARGIN


def _column_width(section: Element | None) -> int:
    def side(name: str, attribute: str, default: int) -> int:
        found = section.find(clark(name)) if section is not None else None
        return default if found is None else _number(found, attribute, default)

    margins = side("w:pgMar", "w:left", _MARGIN) + side("w:pgMar", "w:right", _MARGIN)
    width = side("w:pgSz", "w:w", _PAGE) - margins - side("w:pgMar", "w:gutter", 0)
    columns = section.find(clark("w:cols")) if section is not None else None
    if columns is None:
        return width
    each = columns.find(clark("w:col"))
    if each is not None:
        return _number(each, "w:w", width)
    count = max(_number(columns, "w:num", 1), 1)
    return (width - (count - 1) * _number(columns, "w:space", 720)) // count


def _number(element: Element, attribute: str, default: int = 0) -> int:
    try:
        return int(float(element.get(clark(attribute), "")))
    except (ValueError, OverflowError):  # OverflowError: of what is infinite
        return default
