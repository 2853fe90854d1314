"""Tables to open in a spreadsheet: CSV row by row, XLSX by way of a temporary file. Neither holds the table in memory.

What people wrote stays text: nothing that a cell begins with makes a spreadsheet compute it.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import StringIO
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Literal, get_args

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# A moment with a time zone is written by the desk's clock; None is an empty cell.
Cell = str | int | float | datetime | date | None
Row = Sequence[Cell]
FileKind = Literal["csv", "xlsx"]
FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)
CONTENT_TYPES: dict[FileKind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# A web server that sends each row by itself spends more on sending than on reading.
ROWS_AT_ONCE = 200
# What a spreadsheet takes for the beginning of a formula, perhaps after blanks, also in the wide forms of Asian fonts.
FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
# Characters that no XML file may hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The limits of the format; what is longer goes on in a further sheet, or is cut.
SHEET_ROWS, CELL_LETTERS = 1_048_576, 32_767


def safe(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_rows(header: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield the table in pieces of many rows: UTF-8 with a mark at its beginning, by which Excel knows it."""
    lines: Iterator[Row] = chain([header], rows)
    mark = "\ufeff"
    while piece := list(islice(lines, ROWS_AT_ONCE)):
        buffer = StringIO(newline="")
        csv.writer(buffer).writerows([_plain(cell) for cell in row] for row in piece)
        yield f"{mark}{buffer.getvalue()}".encode(errors="replace")
        mark = ""


def _plain(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, datetime):
        return _by_the_desks_clock(cell).isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else cell


def _by_the_desks_clock(moment: datetime) -> datetime:
    """Return the moment without zone and parts of a second: the finest that every spreadsheet shows."""
    local = timezone.make_naive(moment) if timezone.is_aware(moment) else moment
    return local.replace(microsecond=0)


def xlsx_file(header: Sequence[str], rows: Iterable[Row]) -> IO[bytes]:
    """Return the table as an open temporary file, which is gone when it is closed. Dates in it are real dates."""
    file = TemporaryFile()  # noqa: SIM115 - Whoever reads it closes it.
    try:
        with Workbook(file, {"constant_memory": True}) as book:
            _write_sheets(book, header, iter(rows))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _write_sheets(book: Workbook, header: Sequence[str], rows: Iterator[Row]) -> None:
    bold = book.add_format({"bold": True})
    # By the types of cells: a date and a moment look different.
    forms = {date: book.add_format({"num_format": "yyyy-mm-dd"})}
    forms[datetime] = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    first = next(rows, None)
    while True:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 18)
        for column, word in enumerate(header):
            sheet.write_string(0, column, word, bold)
        piece = islice(rows, SHEET_ROWS - 2)
        for number, row in enumerate(chain([first] if first else [], piece), start=1):
            for column, cell in enumerate(row):
                _write_cell(sheet, number, column, cell, forms)
        first = next(rows, None)
        if first is None:
            return


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, forms: dict[type[date], Format]) -> None:
    """Write by the cell's type. The library's own guessing would make formulas and links out of words."""
    if isinstance(cell, str):
        sheet.write_string(row, column, UNWRITABLE.sub("\ufffd", cell)[:CELL_LETTERS])
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, _by_the_desks_clock(cell), forms[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, forms[date])
    elif cell is not None:
        sheet.write_number(row, column, cell)


def attachment(
    *, kind: FileKind, name: str, header: Sequence[str], rows: Iterable[Row]
) -> StreamingHttpResponse | FileResponse:
    """Return the table as a download, `name` without its ending. A refusal of the first rows is raised here and now."""
    filename, content_type = f"{name}.{kind}", CONTENT_TYPES[kind]
    if kind == "xlsx":
        return FileResponse(xlsx_file(header, rows), as_attachment=True, filename=filename, content_type=content_type)
    pieces = csv_rows(header, rows)
    headers = {"Content-Disposition": content_disposition_header(True, filename) or "attachment"}
    return StreamingHttpResponse(chain([next(pieces)], pieces), content_type=content_type, headers=headers)
