"""XLSX to grids, one a sheet, through openpyxl. The line of a cell is its row."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from zipfile import BadZipFile, ZipFile

from promo.findings import Location, stopped
from promo.importing.draft import Fate, Note
from promo.importing.grid import Cell, Grid

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as XlsxCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.worksheet.merge import MergedCellRange
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 100_000_000  # bytes
MOST_CELLS = 200_000


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
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            fact = f"the sheet {sheet.title} has more than {MOST_CELLS:,} cells"
            raise stopped("IM004", Location(name), fact, "import one sheet of it, as CSV")
        notes += _remarks(sheet)
        rows = tuple(_rows(sheet, formulas[sheet.title], notes))
        if rows:
            grids.append(Grid(rows=rows, sheet=sheet.title))
    return Sheets(tuple(grids), tuple(notes))


def _refuse_bombs(data: bytes, name: str) -> None:
    try:
        with ZipFile(BytesIO(data)) as members:
            unpacked = sum(member.file_size for member in members.infolist())
    except (BadZipFile, NotImplementedError, ValueError) as error:
        help = "save it anew as .xlsx, or as CSV"
        raise stopped("IM006", Location(name), "this is no .xlsx workbook", help) from error
    if unpacked > MOST_UNPACKED:
        fact = f"the workbook has more than {MOST_UNPACKED:,} bytes when unpacked"
        raise stopped("IM004", Location(name), fact, "import one sheet of it, as CSV")


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


def _remarks(sheet: Worksheet) -> Iterator[Note]:
    if sheet.sheet_state != "visible":
        yield Note(Fate.GUESSED, 0, sheet.title, "a hidden sheet, read like the others")
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                place = f"the comment on {sheet.title}!{cell.coordinate} is not imported"
                yield Note(Fate.SKIPPED, cell.row or 0, cell.comment.text.strip(), place)


def _rows(sheet: Worksheet, formulas: Worksheet, notes: list[Note]) -> Iterator[tuple[Cell, ...]]:
    merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            text = _text(cell.value)
            if cell.value is None and (formula := formulas[cell.coordinate].value) is not None:
                text = _text(formula)
                message = f"{sheet.title}!{cell.coordinate} holds a formula without its result"
                notes.append(Note(Fate.GUESSED, cell.row or 0, text, message))
            area = merged.get((cell.row or 0, cell.column or 0))
            cells.append(_cell(cell, text, area))
        if any(not cell.is_blank for cell in cells):
            yield tuple(cells)


def _cell(cell: XlsxCell | MergedCell, text: str, area: MergedCellRange | None) -> Cell:
    bold = bool(text and cell.font is not None and cell.font.b)
    span, rows = (area.size["columns"], area.size["rows"]) if area else (1, 1)
    return Cell(text, cell.row or 0, cell.column or 0, bold=bold, span=span, rows=rows)


def _text(value: object) -> str:
    """A value as a person reads it in the sheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
