"""Tables for spreadsheets: no word of anybody's runs as a formula, dates are dates, and size costs no memory."""

import csv
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core import spreadsheets
from core.errors import TookTooLong
from core.spreadsheets import Cell, Row, attachment, csv_rows, safe, xlsx_file

MOMENT = datetime(2026, 11, 22, 19, 30, 15, 999_999, tzinfo=UTC)
FORMULAS = [
    "=1+1",
    "+998901234567",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＠SUM(A1)",
    '=HYPERLINK("http://x.uz";"bosing")',
]
WORDS = ["Salom", "oʻzbek soʻzi", "Где мой заказ?", "1+1=2", "a, b; c", 'u "hozir" dedi', "bir\nikki\r\nuch", "😀", ""]


def read_csv(header: list[str], rows: Iterable[Row]) -> list[list[str]]:
    text = b"".join(csv_rows(header, rows)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


def read_xlsx(header: list[str], rows: Iterable[Row], sheet: int = 0) -> list[list[Any]]:
    with xlsx_file(header, rows) as file:
        return [list(row) for row in load_workbook(file).worksheets[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert read_csv(["word"], [[text]])[1] == [f"'{text}"]


@pytest.mark.parametrize("text", WORDS)
def test_other_words_stay_as_they_were_written(text: str) -> None:
    assert safe(text) == text
    assert read_csv(["one", "two"], [[text, "x"]])[1] == [text, "x"]


@pytest.mark.parametrize("text", [*FORMULAS, "http://example.uz", "mailto:a@example.uz", "007", "_x0041_"])
def test_every_word_is_a_plain_string_in_xlsx(text: str) -> None:
    with xlsx_file(["word"], [[text]]) as file:
        cell = load_workbook(file).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    if text != "_x0041_":  # openpyxl reads this one as the escape that it is not.
        assert str(cell.value).replace("_x000D_", "\r") == text


def test_letters_that_no_file_can_hold_are_replaced() -> None:
    assert read_xlsx(["word"], [["a\x01b\x0bc\ufffed\uffff"]])[1] == ["a\ufffdb\ufffdc\ufffdd\ufffd"]
    assert read_csv(["word"], [["a\ud800b"]])[1] == ["a?b"]


def test_a_cell_longer_than_a_spreadsheet_holds_is_cut() -> None:
    assert len(read_xlsx(["word"], [["x" * 40_000]])[1][0]) == 32_767


def test_numbers_and_empty_cells_stay_what_they_are() -> None:
    row: list[Cell] = [-5, 2.5, None, "x"]
    assert read_xlsx(["a", "b", "c", "d"], [row])[1] == row
    assert read_csv(["a", "b", "c", "d"], [row])[1] == ["-5", "2.5", "", "x"]


def test_moments_are_told_by_the_desks_clock_and_are_real_dates_in_xlsx() -> None:
    assert read_csv(["at", "on"], [[MOMENT, date(2026, 11, 22)]])[1] == ["2026-11-23 00:30:15", "2026-11-22"]
    at, on = read_xlsx(["at", "on"], [[MOMENT, date(2026, 11, 22)]])[1]
    assert at == datetime(2026, 11, 23, 0, 30, 15)  # noqa: DTZ001 - a cell knows no zone
    assert (on.year, on.month, on.day) == (2026, 11, 22)
    with timezone.override("Europe/Berlin"):
        assert read_csv(["at"], [[MOMENT]])[1] == ["2026-11-22 20:30:15"]


def test_an_empty_table_is_its_headings() -> None:
    assert read_csv(["a", "b"], []) == [["a", "b"]]
    assert read_xlsx(["a", "b"], []) == [["a", "b"]]


def test_excel_sees_by_a_mark_that_it_is_utf_8_once() -> None:
    text = b"".join(csv_rows(["a"], [["x"]] * 1000)).decode()
    assert text.startswith("\ufeffa\r\n")
    assert text.count("\ufeff") == 1


@pytest.mark.parametrize("count", [3, 4, 7])
def test_what_a_sheet_cannot_hold_goes_on_in_the_next(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "SHEET_ROWS", 4)
    rows = [[number] for number in range(count)]
    sheets = -(-count // 3)
    read = [read_xlsx(["n"], rows, sheet) for sheet in range(sheets)]
    assert [sheet[0] for sheet in read] == [["n"]] * sheets
    assert [row for sheet in read for row in sheet[1:]] == rows
    with xlsx_file(["n"], rows) as file:
        assert len(load_workbook(file).worksheets) == sheets


def _many(count: int) -> Iterator[Row]:
    for number in range(count):
        yield [number, f"Savol {number}, javobi uzun boʻlgan gap " * 3, MOMENT, None, "Где мой заказ?"]


def _peak(count: int, kind: str) -> int:
    """Return how many bytes of Python's memory the table needed at once."""
    header = ["a", "b", "c", "d", "e"]
    tracemalloc.start()
    try:
        if kind == "csv":
            assert sum(len(piece) for piece in csv_rows(header, _many(count)))
        else:
            xlsx_file(header, _many(count)).close()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_twenty_times_the_rows_need_no_more_memory(kind: str) -> None:
    assert _peak(20_000, kind) < 1.5 * _peak(1_000, kind)


# Closing an answer ends a request, and with it looks after the database's connection.
@pytest.mark.django_db
def test_a_download_has_a_name_and_a_type_and_comes_in_pieces() -> None:
    answer = attachment(kind="csv", name="tickets-2026", header=["a"], rows=[["x"]])
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tickets-2026.csv"'
    assert b"".join(bytes(piece) for piece in answer) == b"\xef\xbb\xbfa\r\nx\r\n"
    answer = attachment(kind="xlsx", name="tickets-2026", header=["a"], rows=[["x"]])
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert b"".join(bytes(piece) for piece in answer).startswith(b"PK")
    answer.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_refusal_of_the_first_rows_comes_before_the_answer_begins(kind: spreadsheets.FileKind) -> None:
    def rows() -> Iterator[Row]:
        yield from ()
        raise TookTooLong

    with pytest.raises(TookTooLong):
        attachment(kind=kind, name="tickets", header=["a"], rows=rows())
