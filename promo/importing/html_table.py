"""A table of an HTML tree to a Grid: spans, lists in cells and cells that only look like lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from promo.importing.grid import MOST_CELLS, Cell, Grid
from promo.importing.titles import named

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WIDEST = 100  # columns that one cell may span
_RIGHTMOST = 100  # column up to which a cell may go on in the rows below
_NEW_LINE = named(
    "p div ul ol li table tr h1 h2 h3 h4 h5 h6 pre blockquote section details summary "
    "dl dt dd hr caption"
)
_BOLD = frozenset(("b", "strong", "th"))


def grid_of(table: HtmlElement, headings: Sequence[Cell]) -> Grid:
    """The rows of `table`; a cell below or beside a spanning one is blank."""
    trs = [tr for tr in rows_of(table) if not holds_only_links(tr)]
    rows: list[tuple[Cell, ...]] = []
    count = 0
    below: dict[int, int] = {}  # column -> rows that a cell above still covers
    for left, tr in zip(range(len(trs) - 1, -1, -1), trs, strict=True):
        rows.append(tuple(_row(tr, below, left)))
        count += len(rows[-1])
        if count > MOST_CELLS:
            break  # the table is refused
    return Grid(rows=tuple(rows), headings=tuple(headings))


def rows_of(table: HtmlElement) -> list[HtmlElement]:
    """The rows of a table without those of tables in its cells."""
    return [tr for tr in table.iter("tr") if next(tr.iterancestors("table")) is table]


def holds_only_links(tr: HtmlElement) -> bool:
    """Whether each cell of a row is the same link: it leads elsewhere and expects nothing."""
    cells = [cell for cell in tr.iterchildren("td") if cell.text_content().strip()]
    texts = {" ".join(cell.text_content().split()) for cell in cells}
    linked = all(any(True for _ in cell.iter("a")) for cell in cells)
    return len(cells) > 1 and len(texts) == 1 and linked


def _row(tr: HtmlElement, below: dict[int, int], rows_left: int) -> Iterator[Cell]:
    line, column = tr.sourceline or 0, 0
    blank = Cell("", line)
    for element in tr.iterchildren("td", "th"):
        while below.get(column):
            below[column] -= 1
            column += 1
            yield blank
        cell = cell_of(element)
        yield cell
        yield from [blank] * (cell.span - 1)
        height = min(_number(element, "rowspan") or rows_left + 1, rows_left + 1) - 1
        if height and column < _RIGHTMOST:
            below.update({column + n: height for n in range(cell.span)})
        column += cell.span
    while any(n for at, n in below.items() if at >= column):
        below[column] = max(below.get(column, 0) - 1, 0)
        column += 1
        yield blank


def cell_of(element: HtmlElement) -> Cell:
    """The cell of a `<td>` or `<th>`; items where each line of it is an entry of a list."""
    lines = _with_their_dashes(lines_in(element))
    items: tuple[str, ...] = ()
    if lines and all(line.startswith("- ") for line in lines):
        items = tuple(line[2:].strip() for line in lines)
        lines = list(items)
    span = min(max(_number(element, "colspan"), 1), _WIDEST)
    bold = bool(lines) and _is_bold(element)
    return Cell("\n".join(lines), _line_of(element), items=items, bold=bold, span=span)


def _line_of(element: HtmlElement) -> int:
    """The line where a cell's text begins, which may be some below its tag."""
    inner = next((e for e in element.iter() if e is not element and e.sourceline), None)
    text = element.text or ""
    line = element.sourceline or 0
    if text.strip():
        return line + text[: len(text) - len(text.lstrip())].count("\n")
    return inner.sourceline or line if inner is not None else line


def _number(element: HtmlElement, key: str) -> int:
    value = (element.get(key) or "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def lines_in(element: HtmlElement) -> list[str]:
    """The lines of an element as a browser breaks them; an entry of a list begins with `- `."""
    text = "".join(_shown(element))
    lines = (" ".join(line.split()) for line in text.split("\v"))
    return [line for line in lines if line]


def _shown(element: HtmlElement) -> Iterator[str]:
    """The text, with \\v for a line break and a white space for one of the source."""
    yield (element.text or "").replace("\v", " ")
    for child in element:
        if isinstance(child.tag, str) and child.tag not in ("script", "style"):
            breaks = child.tag in _NEW_LINE
            yield ": " if child.tag in ("td", "th") and child.getprevious() is not None else ""
            yield "\v" if breaks or child.tag == "br" else ""
            yield "- " if child.tag == "li" and not _begins_with_list(child) else ""
            yield from _shown(child)
            yield "\v" if breaks else ""
        yield (child.tail or "").replace("\v", " ")


def _begins_with_list(item: HtmlElement) -> bool:
    return not (item.text or "").strip() and len(item) > 0 and item[0].tag in ("ul", "ol")


def _with_their_dashes(lines: Sequence[str]) -> list[str]:
    """A dash alone on a line belongs to the paragraph after it."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1] in ("-", "•"):
            joined[-1] = f"- {line.removeprefix('- ')}"
        else:
            joined.append(f"- {line[1:].strip()}" if line[:1] == "•" and len(line) > 1 else line)
    return [line for line in joined if line not in ("-", "•")]


def _is_bold(element: HtmlElement) -> bool:
    """Whether no word of the element stands outside bold type."""
    if element.tag in _BOLD:
        return True
    if (element.text or "").strip():
        return False
    return all(
        _is_bold(child) and not (child.tail or "").strip() if isinstance(child.tag, str) else True
        for child in element
    )
