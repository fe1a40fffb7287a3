"""The child process that parses: its limits, and that what it hands back is what the file holds."""

import errno
import os
import time
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter

from data.problems import Refused
from data.reading import sandbox
from data.reading.cells import CellError
from data.reading.container import MEGABYTE, Format
from data.reading.sandbox import Limits
from tests.conftest import rows_of, write_workbook


def csv_file(folder, content):
    path = folder / "sales.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def csv_book(folder, content):
    return sandbox.parse(csv_file(folder, content), "sales.csv", Format.CSV)


def csv_rows(folder, content):
    return rows_of(csv_book(folder, content).sheets[0])


def csv_refusal(folder, content, limits=None):
    with pytest.raises(Refused) as refused:
        sandbox.parse(csv_file(folder, content), "sales.csv", Format.CSV, limits)
    return str(refused.value)


def xlsx_sheet(folder, cells, epoch=None):
    """The one sheet of a workbook with the given cells by address."""
    book = openpyxl.Workbook()
    book.epoch = epoch or book.epoch
    for address, value in cells.items():
        book.active[address] = value
    book.save(folder / "book.xlsx")
    return sandbox.parse(folder / "book.xlsx", "book.xlsx", Format.XLSX).sheets[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_child_that_takes_too_long_is_killed(tmp_path):
    os.mkfifo(tmp_path / "pipe")  # nobody ever writes to it, so a reader waits for ever
    started = time.monotonic()
    with pytest.raises(Refused) as refused:
        sandbox.parse(tmp_path / "pipe", "sales.csv", Format.CSV, Limits(seconds=1))
    assert time.monotonic() - started < 10
    assert str(refused.value) == (
        "sales.csv: expected a smaller file, found a file that takes over 1 s to read. "
        "Save only the sheets that hold figures, without formulas."
    )
    with pytest.raises(OSError) as nobody_reads:
        os.open(tmp_path / "pipe", os.O_WRONLY | os.O_NONBLOCK)
    assert nobody_reads.value.errno == errno.ENXIO


@pytest.mark.skipif(os.name == "nt", reason="memory is not limited on Windows")
def test_a_file_that_needs_more_memory_than_allowed_is_refused(tmp_path):
    limits = Limits(memory=128 * MEGABYTE)
    assert sandbox.parse(csv_file(tmp_path, "a,b\n1,2\n"), "sales.csv", Format.CSV, limits).sheets
    assert csv_refusal(tmp_path, b"Widget,1\n" * 7_500_000, limits) == (
        "sales.csv: expected a smaller file, found a file that takes too much memory to read. "
        "Save only the sheets that hold figures."
    )


def test_a_workbook_that_its_reader_cannot_open_is_refused_as_damaged(tmp_path):
    path = csv_file(tmp_path, b"PK\x03\x04 and nothing else")
    with pytest.raises(Refused, match=r"^sales\.csv: expected a workbook that opens, found a damaged workbook\."):
        sandbox.parse(path, "sales.csv", Format.XLSX)


def test_a_value_in_the_far_corner_is_refused_with_the_sheets_extent(tmp_path):
    with pytest.raises(Refused) as refused:
        xlsx_sheet(tmp_path, {"A1": "Product", "XFD1048576": 1})
    assert str(refused.value) == (
        "Sheet: expected a smaller table, found a sheet of 1,048,576 rows by 16,384 columns. "
        "Delete the stray value in its far corner."
    )


def test_a_ragged_csv_is_refused_with_its_row(tmp_path):
    assert csv_refusal(tmp_path, "Product,Revenue\nWidget,100\nGadget,1,200\n") == (
        "sales.csv, row 3: expected 2 columns as in the rows above, found 3 columns. "
        "A value with the delimiter in it needs quotes."
    )


def test_a_row_is_counted_as_a_spreadsheet_counts_it_after_a_cell_of_two_lines(tmp_path):
    text = 'Product,Note\nWidget,"one\ntwo"\nGadget,x,y\n'
    assert csv_refusal(tmp_path, text).startswith("sales.csv, row 3: expected 2 columns")


def test_an_unclosed_quote_is_refused_with_the_row_that_opens_it(tmp_path):
    assert csv_refusal(tmp_path, 'Product,Revenue\n"Widget,100\nGadget,200\nGizmo,300\n') == (
        "sales.csv, row 2: expected text in whole quotes, found a quote that does not close. Correct it."
    )


@pytest.mark.parametrize("content", [b"\xff\xfea\x00,", b"a\xb0\xb1b\xb2c,b\n1,2\n"])
def test_bytes_that_are_no_text_are_refused(tmp_path, content):
    sentence = "sales.csv: expected UTF-8 text, found bytes that are not text. Save it as UTF-8."
    assert csv_refusal(tmp_path, content) == sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_note(tmp_path, encoding):
    book = csv_book(tmp_path, "Product,Größe\nÅland €,1\n".encode(encoding))
    assert rows_of(book.sheets[0]) == [["Product", "Größe"], ["Åland €", "1"]]
    assert book.notes == ()


def test_windows_1252_is_read_and_said(tmp_path):
    book = csv_book(tmp_path, "Product,Größe\nÅland €,1\n".encode("cp1252"))
    assert rows_of(book.sheets[0])[1] == ["Åland €", "1"]
    assert book.notes == ("encoding",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_each_delimiter_is_found_though_others_stand_in_the_text(tmp_path, delimiter):
    others = "".join(sorted({*",;|"} - {delimiter}))
    lines = [["Product", "Revenue"], [f"A{others}B", "1"], ["C", "2"]]
    text = "".join(delimiter.join(cells) + "\n" for cells in lines)
    assert csv_rows(tmp_path, text) == lines


@pytest.mark.parametrize(
    "titles",
    [
        ["# exported by ledger 9, 2026-10-01", "# company 12; amounts in EUR"],
        ["# a comment, with, more, commas, than, columns", "", "#"],
        ["Monthly report"],
        ["Monthly report", "", "Company 12, Berlin"],
        ["#"],
        ['# 12" pipes'],
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_lines_above_the_headings_are_titles(tmp_path, titles, delimiter):
    table = [["Product", "Month", "Revenue"], ["Kestrel", "2025-01", "100.10"], ["Merlin", "2025-01", "80.20"]]
    text = "".join(f"{line}\n" for line in [*titles, *map(delimiter.join, table)])
    assert csv_rows(tmp_path, text)[len(titles) :] == table


def test_a_comment_is_one_cell_whatever_stands_in_it(tmp_path):
    assert csv_rows(tmp_path, "# a, b, c, d\nProduct,Revenue\nWidget,1\n")[0] == ["# a, b, c, d"]


def test_headings_behind_the_mark_of_a_comment_are_headings(tmp_path):
    assert csv_rows(tmp_path, "#,Product,Revenue\n1,Widget,5\n2,Gadget,6\n")[0] == ["#", "Product", "Revenue"]


def test_rows_that_are_wider_than_their_headings_make_no_title_of_them(tmp_path):
    assert csv_refusal(tmp_path, "Product,Revenue\n1,Widget,100\n2,Gadget,200\n") == (
        "sales.csv, row 2: expected 2 columns as in the rows above, found 3 columns. "
        "A value with the delimiter in it needs quotes."
    )


def test_a_decimal_comma_is_no_delimiter(tmp_path):
    rows = csv_rows(tmp_path, "Product;Revenue;Cost\nWidget;1,5;2,5\nGadget;3,5;4,5\n")
    assert rows[1:] == [["Widget", "1,5", "2,5"], ["Gadget", "3,5", "4,5"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read_and_blank_lines_keep_the_addresses(tmp_path, end):
    rows = csv_rows(tmp_path, end.join(["a,b", "", "1,2", ""]))
    assert rows == [["a", "b"], [], ["1", "2"]]


def test_a_line_separator_inside_a_name_does_not_cut_the_row(tmp_path):
    assert csv_rows(tmp_path, "a,b\nWid\u2028get,1\n")[1] == ["Wid\u2028get", "1"]


def test_a_csv_sheet_is_named_after_its_file_and_all_its_cells_are_text(tmp_path):
    book = csv_book(tmp_path, "a,b\n007,\n")
    assert [sheet.name for sheet in book.sheets] == ["sales"]
    assert rows_of(book.sheets[0])[1] == ["007"]


def test_every_cent_keeps_its_exact_digits(tmp_path):
    cents = range(0, 100_000, 37)
    path = write_workbook(tmp_path / "book.xlsx", {"Data": [[cent / 100] for cent in cents]})
    sheet = sandbox.parse(path, "book.xlsx", Format.XLSX).sheets[0]
    assert [row[0] for row in rows_of(sheet)] == [Decimal(cent) / 100 for cent in cents]


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        (0.1, "0.1"),
        (4533.75, "4533.75"),
        (-999999999.99, "-999999999.99"),
        (2**53, "9007199254740992"),
        (2**53 - 1, "9007199254740991"),
        (2014, "2014"),
        (1e-7, "0.0000001"),
        (1e15, "1000000000000000"),
    ],
)
def test_a_number_keeps_its_exact_digits(tmp_path, written, digits):
    value = xlsx_sheet(tmp_path, {"A1": written}).cell(1, 1)
    assert isinstance(value, Decimal)
    assert value == Decimal(digits)


def test_each_cell_keeps_its_kind(tmp_path):
    cells = {"A1": "007", "B1": True, "C1": False, "D1": date(2026, 2, 28), "E1": datetime(2026, 2, 28, 23, 59)}
    assert rows_of(xlsx_sheet(tmp_path, cells)) == [["007", True, False, date(2026, 2, 28), date(2026, 2, 28)]]


def test_dates_of_the_1904_epoch_are_the_days_that_were_typed(tmp_path):
    sheet = xlsx_sheet(tmp_path, {"A1": date(2026, 2, 28)}, openpyxl.utils.datetime.CALENDAR_MAC_1904)
    assert sheet.cell(1, 1) == date(2026, 2, 28)


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"])
def test_an_error_cell_is_named_and_not_read_as_empty(tmp_path, error):
    sheet = xlsx_sheet(tmp_path, {"A1": "Revenue", "C3": error, "A4": 5})
    assert sheet.cell(3, 3) == CellError(error)
    assert sheet.cell(4, 1) == Decimal(5)


def test_a_formula_that_was_never_calculated_is_named_and_not_read_as_empty(tmp_path):
    sheet = xlsx_sheet(tmp_path, {"A1": 1, "A2": "=A1+1", "C2": "=A1+2"})  # openpyxl calculates nothing
    never = CellError("a formula never calculated")
    assert rows_of(sheet) == [[Decimal(1)], [never, None, never]]


def test_a_formula_that_was_calculated_shows_its_value(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 2)
    sheet = sandbox.parse(tmp_path / "book.xlsx", "book.xlsx", Format.XLSX).sheets[0]
    assert rows_of(sheet) == [[Decimal(2)]]


def test_a_formula_that_was_calculated_to_an_empty_text_is_empty(tmp_path):
    xlsx_sheet(tmp_path, {"A1": '=IF(TRUE,"","x")', "B1": "end"})
    with zipfile.ZipFile(tmp_path / "book.xlsx") as written, zipfile.ZipFile(tmp_path / "new.xlsx", "w") as packed:
        for name in written.namelist():
            packed.writestr(name, written.read(name).replace(b'<c r="A1">', b'<c r="A1" t="str">'))
    assert rows_of(sandbox.parse(tmp_path / "new.xlsx", "new.xlsx", Format.XLSX).sheets[0]) == [[None, "end"]]


def test_addresses_do_not_shift_where_the_first_rows_and_columns_are_empty(tmp_path):
    sheet = xlsx_sheet(tmp_path, {"C4": "Revenue", "C6": 5, "D6": "#N/A"})
    assert sheet.header_row == 4
    assert sheet.cell(4, 3) == "Revenue"
    assert (sheet.cell(6, 3), sheet.cell(6, 4)) == (Decimal(5), CellError("#N/A"))


def test_errors_are_named_on_the_sheet_that_holds_them(tmp_path):
    path = write_workbook(tmp_path / "book.xlsx", {"A & B": [[1]], "<Costs>": [["#DIV/0!"]], "Empty": []})
    sheets = sandbox.parse(path, "book.xlsx", Format.XLSX).sheets
    assert [sheet.name for sheet in sheets] == ["A & B", "<Costs>", "Empty"]
    assert [rows_of(sheet) for sheet in sheets] == [[[Decimal(1)]], [[CellError("#DIV/0!")]], []]


WIDE = (
    "expected at most 2,000 columns, found 2,001 columns. "
    "Write periods or names as rows, or delete what stands far to the right."
)


def test_a_csv_of_too_many_columns_is_refused(tmp_path):
    lines = "".join(",".join(["x"] * 2_001) + "\n" for _ in range(2))
    assert csv_refusal(tmp_path, lines) == f"sales.csv: {WIDE}"
    assert len(csv_rows(tmp_path, lines.replace("x,", "", 1).replace("\nx,", "\n"))[0]) == 2_000


def test_a_sheet_of_too_many_columns_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        xlsx_sheet(tmp_path, {"A1": "Product", "BXY3": 1})
    assert str(refused.value) == f"Sheet: {WIDE}"
    assert xlsx_sheet(tmp_path, {"A1": "Product", "BXX3": 1}).cell(3, 2_000) == 1


def test_a_column_that_is_only_coloured_is_none(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet, colour = book.add_worksheet(), book.add_format({"bg_color": "red"})
        sheet.write_number(0, 0, 1)
        sheet.write_blank(0, 16_383, None, colour)
    assert sandbox.parse(tmp_path / "book.xlsx", "book.xlsx", Format.XLSX).sheets[0].cell(1, 1) == 1
