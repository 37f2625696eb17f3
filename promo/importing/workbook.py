"""XLSX to grids, one a sheet, through openpyxl. The line of a cell is its row."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from promo.findings import Location, quote, stopped
from promo.importing.draft import Fate, Note
from promo.importing.grid import MOST_CELLS, Cell, Grid, refuse_large

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.merge import MergedCellRange
    from openpyxl.worksheet.worksheet import Worksheet

# Told of before openpyxl reads the sheet.
_MERGED = re.compile(
    rb"<mergeCell\b[^>]*\bref=[\"']([A-Z]{1,4})([0-9]{1,9}):([A-Z]{1,4})([0-9]{1,9})"
)
MOST_UNPACKED = 100_000_000  # bytes


class Sheets(NamedTuple):
    """The grids of a workbook in its order, and notes on what is no value of a cell."""

    grids: tuple[Grid, ...]
    notes: tuple[Note, ...]


def read(data: bytes, name: str) -> Sheets:
    """Every sheet with something in it. Raises InputError where the file cannot be read."""
    _refuse_bombs(data, name)
    values, formulas = _opened(data, name, data_only=True), _opened(data, name, data_only=False)
    grids: list[Grid] = []
    notes: list[Note] = []
    for sheet in values.worksheets:
        size = _size_of(sheet)
        refuse_large(*size, name, f"the sheet {quote(sheet.title)}")
        if sheet.sheet_state != "visible":
            notes += _hidden(sheet, size)
            continue
        notes += _remarks(sheet, size)
        rows = tuple(_rows(sheet, formulas[sheet.title], size, notes))
        if rows:
            grids.append(Grid(rows=rows, sheet=sheet.title))
    return Sheets(tuple(grids), tuple(notes))


def _size_of(sheet: Worksheet) -> tuple[int, int]:
    """The last row and column with something in them; colours may reach far beyond."""
    filled = [at for at, cell in sheet._cells.items() if cell.value is not None or cell.comment]
    return max((row for row, _ in filled), default=0), max((n for _, n in filled), default=0)


def _cells_of(
    sheet: Worksheet, size: tuple[int, int]
) -> Iterator[tuple[XlsxCell | MergedCell, ...]]:
    rows, columns = size
    return sheet.iter_rows(max_row=rows, max_col=columns) if rows else iter(())


def _refuse_bombs(data: bytes, name: str) -> None:
    help = "import one sheet of it, as CSV"
    try:
        with ZipFile(BytesIO(data)) as members:
            if sum(member.file_size for member in members.infolist()) > MOST_UNPACKED:
                fact = f"the workbook has more than {MOST_UNPACKED:,} bytes when unpacked"
                raise stopped("IM004", Location(name), fact, help)
            sheets = [m for m in members.namelist() if m.startswith("xl/worksheets/")]
            merged = sum(_merged_in(members.read(sheet)) for sheet in sheets)
    except (BadZipFile, NotImplementedError, ValueError, OSError, RuntimeError, ZlibError) as error:
        fact, help = "this is no .xlsx workbook", "save it anew as .xlsx, or as CSV"
        raise stopped("IM006", Location(name), fact, help) from error
    if merged > MOST_CELLS:
        raise stopped("IM004", Location(name), f"{merged:,} cells are merged into others", help)


def _merged_in(sheet: bytes) -> int:
    """How many cells are merged: openpyxl makes an object of each, which could be billions."""
    count = 0
    for ends in _MERGED.findall(sheet):
        left, top, right, bottom = (_place_number(end.decode()) for end in ends)
        count += max(right - left + 1, 0) * max(bottom - top + 1, 0)
    return count


def _place_number(end: str) -> int:
    """The number of a column, `C`, or of a row, `12`."""
    if end.isdigit():
        return int(end)
    number = 0
    for letter in end:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _opened(data: bytes, name: str, *, data_only: bool) -> Workbook:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        fact = "openpyxl, which reads .xlsx files, is not installed"
        help = 'run: pip install "promo-packet[xlsx]"'
        raise stopped("IM007", Location(name), fact, help) from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and validations that no import asks for
        try:
            return load_workbook(BytesIO(data), data_only=data_only)
        except Exception as error:  # openpyxl lets any error of a broken part through
            fact = "the workbook cannot be read: " + str(error).strip("\"'")
            help = "save it anew as .xlsx, or as CSV"
            raise stopped("IM006", Location(name), fact, help) from error


def _hidden(sheet: Worksheet, size: tuple[int, int]) -> Iterator[Note]:
    """What stands in a hidden sheet: old states and lists of choices, mostly."""
    for row in _cells_of(sheet, size):
        for cell in row:
            if text := _text(cell):
                where = f"stands in the hidden sheet {quote(sheet.title)}"
                message = f"{where}; show the sheet to have it read"
                yield Note(Fate.SKIPPED, cell.row or 0, text, message)


def _remarks(sheet: Worksheet, size: tuple[int, int]) -> Iterator[Note]:
    for row in _cells_of(sheet, size):
        for cell in row:
            if cell.comment is not None:
                place = f"the comment on {sheet.title}!{cell.coordinate} is not read"
                yield Note(Fate.SKIPPED, cell.row or 0, cell.comment.text.strip(), place)


def _rows(
    sheet: Worksheet, formulas: Worksheet, size: tuple[int, int], notes: list[Note]
) -> Iterator[tuple[Cell, ...]]:
    merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    for row in _cells_of(sheet, size):
        cells = []
        for cell in row:
            text = _text(cell)
            formula = formulas[cell.coordinate]
            if cell.value is None and formula.value is not None:
                text = _text(formula)
                message = f"{sheet.title}!{cell.coordinate} holds a formula without its result"
                notes.append(Note(Fate.GUESSED, cell.row or 0, text, message))
            area = merged.get((cell.row or 0, cell.column or 0))
            cells.append(_cell(cell, text, area))
        if any(not cell.is_blank for cell in cells):
            yield tuple(cells)


def _cell(cell: XlsxCell | MergedCell, text: str, area: MergedCellRange | None) -> Cell:
    bold = bool(text and cell.font is not None and cell.font.b)
    link = str(cell.hyperlink.target or "") if text and cell.hyperlink else ""
    span, rows = (area.size["columns"], area.size["rows"]) if area else (1, 1)
    return Cell(text, cell.row or 0, cell.column or 0, bold=bold, span=span, rows=rows, link=link)


def _text(cell: XlsxCell | MergedCell) -> str:
    """The value of a cell as a person reads it in the sheet."""
    value: object = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float) and str(cell.number_format).endswith("%"):
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
