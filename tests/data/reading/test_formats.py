"""Workbooks of every format give the same cells, and say what a reader alone would hide."""

import re
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
import xlwt

from data.reading import container, sandbox
from data.reading.cells import CellError
from data.reading.formats.units import unit
from data.reading.grid import Area
from tests.conftest import real_input, rows_of

DAY = datetime(2026, 3, 31)
ROWS = [["Product", "Month", "Revenue", "Ours"], ["Widget", DAY, 0.1, True], ["007", DAY, -4533.75, False]]
AS_READ = [
    ["Product", "Month", "Revenue", "Ours"],
    ["Widget", date(2026, 3, 31), Decimal("0.1"), True],
    ["007", date(2026, 3, 31), Decimal("-4533.75"), False],
]


def parsed(path):
    return sandbox.parse(path, path.name, container.identify(path, path.name))


@pytest.fixture
def old_book(tmp_path):
    """Writes an .xls workbook with the given sheet-drawing function; gives its first sheet as it is read."""

    def write(draw, **settings):
        book = xlwt.Workbook()
        for name, value in settings.items():
            setattr(book, name, value)
        draw(book.add_sheet("Data"))
        book.save(str(tmp_path / "book.xls"))
        return parsed(tmp_path / "book.xls").sheets[0]

    return write


@pytest.fixture
def new_book(tmp_path):
    """Writes an .xlsx workbook with the given function of book and sheet; gives its first sheet as it is read."""

    def write(draw, **options):
        with xlsxwriter.Workbook(tmp_path / "book.xlsx", options) as book:
            draw(book, book.add_worksheet("Data"))
        return parsed(tmp_path / "book.xlsx").sheets[0]

    return write


def fill_old(sheet):
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row, cells in enumerate(ROWS):
        for column, value in enumerate(cells):
            sheet.write(row, column, value, day if isinstance(value, datetime) else xlwt.Style.default_style)


def fill_new(book, sheet):
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for row, cells in enumerate(ROWS):
        for column, value in enumerate(cells):
            sheet.write(row, column, value, *([day] if isinstance(value, datetime) else []))


def test_an_old_workbook_gives_the_cells_of_a_new_one(old_book, new_book):
    assert rows_of(old_book(fill_old)) == rows_of(new_book(fill_new)) == AS_READ


def test_the_days_of_a_workbook_that_counts_from_1904_are_the_same_days(old_book, new_book):
    assert rows_of(new_book(fill_new, date_1904=True)) == AS_READ
    assert rows_of(old_book(fill_old, dates_1904=True)) == AS_READ


def test_an_old_formula_without_a_result_is_no_empty_cell(old_book):
    def draw(sheet):
        sheet.write(0, 0, "Revenue")
        sheet.write(1, 0, xlwt.Formula("1+1"))

    assert rows_of(old_book(draw)) == [["Revenue"], [CellError("a formula without a result")]]


def test_what_is_hidden_or_merged_is_told(old_book, new_book):
    def draw_old(sheet):
        fill_old(sheet)
        sheet.row(1).hidden = True
        sheet.col(2).hidden = True
        sheet.merge(4, 5, 0, 1)

    def draw_new(book, sheet):
        fill_new(book, sheet)
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})
        sheet.merge_range(4, 0, 5, 1, "both")

    for sheet in (old_book(draw_old), new_book(draw_new)):
        assert (sheet.hints.hidden_rows, sheet.hints.hidden_columns) == ((2,), (3,))
        assert sheet.hints.merges == (Area(5, 1, 6, 2),)


def test_a_number_format_with_a_unit_is_told_for_its_column(old_book, new_book):
    def draw_old(sheet):
        sheet.write(0, 1, 5, xlwt.easyxf(num_format_str='#,##0 "TEUR"'))

    def draw_new(book, sheet):
        sheet.write(0, 1, 5, book.add_format({"num_format": '#,##0 "TEUR"'}))

    assert old_book(draw_old).hints.units == new_book(draw_new).hints.units == {2: ("TEUR",)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("#,##0.00 [$€-407]", "€"),
        ("[$CHF] #,##0", "CHF"),
        ('"$"#,##0_);("$"#,##0)', "$"),
        ('#,##0,"k"', ""),  # the cell is in full, only shown in thousands
        ('0.0 "Mio. €"', "Mio. €"),
        ("0.00%", "%"),
        ("[Red]-#,##0", ""),
    ],
)
def test_the_unit_of_a_number_format(code, expected):
    assert unit(code) == expected


def test_hidden_sheets_macros_and_links_are_told(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet("Seen").write(0, 0, "x")
        book.add_worksheet("Unseen").hide()
    workbook = parsed(tmp_path / "book.xlsx")
    assert [sheet.hints.hidden for sheet in workbook.sheets] == [False, True]
    assert workbook.notes == ()


@pytest.mark.parametrize("name", ["date.xlsb", "date.ods"])
def test_the_other_formats_are_read(name):
    sheet = parsed(real_input(f"odd/calamine/{name}")).sheets[0]
    assert rows_of(sheet)[:1][0][0] == date(2021, 1, 1)


def test_an_error_in_a_binary_workbook_is_no_empty_cell():
    sheet = parsed(real_input("odd/poi/testVarious.xlsb")).sheets[0]
    assert sheet.cell(14, 2) == CellError("#NAME?")


CALCULATED = 'table:formula="of:=[.A1]" office:value-type="float" office:value="7"'
FAILED = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def test_an_open_workbook_tells_its_errors_its_merges_and_its_hidden_rows(tmp_path):
    rows = f"""
        <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"
            table:number-rows-spanned="2"><text:p>Widget</text:p></table:table-cell></table:table-row>
        <table:table-row table:visibility="filter"><table:table-cell table:number-columns-repeated="2"/>
            <table:table-cell {FAILED}><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
        <table:table-row><table:table-cell {CALCULATED}><text:p>7</text:p></table:table-cell>
            <table:table-cell table:formula="of:=[.A4]"/></table:table-row>"""
    content = (
        f'<office:document-content {NAMES} xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:'
        f'xmlns:calcext:1.0"><office:body><office:spreadsheet><table:table table:name="Data">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "book.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", re.sub(r">\s+<", "><", content))
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    (sheet,) = parsed(tmp_path / "book.ods").sheets
    assert rows_of(sheet)[2:] == [
        [None, None, CellError("#DIV/0!")],
        [Decimal(7), CellError("a formula never calculated")],
    ]
    assert (sheet.hints.hidden_rows, sheet.hints.merges) == ((3,), (Area(1, 1, 2, 1),))


def test_a_percentage_of_an_ods_sheet_has_its_sign(tmp_path):
    cells = (
        '<table:table-cell office:value-type="string"><text:p>Acme</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.22"><text:p>22 %</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="22"><text:p>22</text:p></table:table-cell>'
    )
    content = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S"><table:table-row>{cells}</table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(tmp_path / "book.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    (sheet,) = parsed(tmp_path / "book.ods").sheets
    assert sheet.hints.units == {2: ("%",)}
