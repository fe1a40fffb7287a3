"""A large workbook read in shares by several processes: it says what it says when one process reads it."""

import itertools
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from data.problems import Refused
from data.reading import sandbox
from data.reading.container import Format
from data.reading.formats import shares
from tests.conftest import rows_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PART = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """A workbook of a sheet of 24,000 rows with all that is found in XML, a small one beside it, and an empty one."""
    path = tmp_path_factory.mktemp("shares") / "large.xlsx"
    with xlsxwriter.Workbook(path) as book:
        euros, sheet = book.add_format({"num_format": "#,##0 [$€]"}), book.add_worksheet("Data")
        for row in range(3, 24_003):  # two blank rows above
            sheet.write_row(
                row - 1, 1, [f"Product {row % 7} & <sons>", row / 8, "" if row % 3 else "n/a", row % 2 == 0]
            )
            sheet.write_number(row - 1, 5, row * 1000, euros if row > 18_000 else None)
            sheet.write_row(row - 1, 6, ["some words that make the sheet a large one"] * 2)
        sheet.write_formula("D8000", "=1/0", None, "#DIV/0!")
        sheet.write_formula("D19999", "=1/0", None, "#DIV/0!")
        sheet.merge_range("A12000:A12004", "Line")
        sheet.set_row(20_000, None, None, {"hidden": True})
        sheet.set_column("E:E", None, None, {"hidden": True})
        sheet.write_string("K23999", "far")
        book.add_worksheet("Small").write_row(0, 0, ["Product", 1])
        book.add_worksheet("Empty")
    return path


@pytest.fixture
def parsed(large, monkeypatch):
    def with_processors(number):
        monkeypatch.setattr(os, "cpu_count", lambda: number)
        return sandbox.parse(large, large.name, Format.XLSX)

    return with_processors


@pytest.mark.parametrize("processors", [2, 3, 4])
def test_a_large_workbook_is_the_same_however_many_processes_read_it(parsed, processors):
    whole, shared = parsed(1), parsed(processors)
    assert shared.sheets[0].columns[1].num_chunks > whole.sheets[0].columns[1].num_chunks  # so it was shared
    assert [sheet.name for sheet in shared.sheets] == ["Data", "Small", "Empty"]
    assert [rows_of(sheet) for sheet in shared.sheets] == [rows_of(sheet) for sheet in whole.sheets]
    assert [sheet.hints for sheet in shared.sheets] == [sheet.hints for sheet in whole.sheets]
    assert shared.notes == whole.notes


def test_what_a_large_workbook_shows_beside_its_values_stands_where_it_stood(parsed):
    sheet = parsed(2).sheets[0]
    assert (sheet.height, sheet.width) == (24_002, 11)
    assert [row for row in (8000, 19_999) if sheet.cell(row, 4).text == "#DIV/0!"] == [8000, 19_999]
    assert [sheet.cell(row, 1) for row in (11_999, 12_000, 12_004, 12_005)] == [None, "Line", "Line", None]
    assert (sheet.hints.hidden_rows, sheet.hints.hidden_columns, sheet.hints.units) == ((20_001,), (5,), {6: ("€",)})
    assert sheet.cell(23_999, 11) == "far"


def workbook_of(path, xml):
    """A workbook around the XML of its one sheet."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Data")
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (members | {PART: xml.encode()}).items():
            archive.writestr(name, content)
    return path


def row_numbers(path):
    """The numbers of the rows of each share of a workbook, cut whatever its size."""
    found = []
    for number in (1, 2, 3):
        target = Path(path).with_name(f"share-{number}.xlsx")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(shares, "LARGE", 0)
            shares.write(str(path), target, number, 3)
        with zipfile.ZipFile(target) as archive:
            sheet = ET.fromstring(archive.read(PART))
        found.append([row.get("r") for row in sheet.iter(f"{MAIN}row")])
    return found


def sheet_xml(rows, prefix="", before="", below="", after=""):
    space = f'xmlns{f":{prefix[:-1]}" if prefix else ""}="{MAIN[1:-1]}"'
    cells = "".join(
        f"<{prefix}row {number}><{prefix}c><{prefix}v>1</{prefix}v></{prefix}c></{prefix}row>" for number in rows
    )
    data = f"<{prefix}sheetData>{before}{cells}{below}</{prefix}sheetData>{after}"
    return f'<?xml version="1.0"?><{prefix}worksheet {space}><{prefix}cols/>{data}</{prefix}worksheet>'


@given(st.integers(0, 40), st.sampled_from(["", "x:"]), st.sampled_from(["", "<!-- <row r='3'> -->"]))
def test_every_row_is_in_one_share_and_in_order(tmp_path_factory, count, prefix, comment):
    numbers = [str(3 * number + 1) for number in range(count)]
    rows = [f'spans="1:1" r="{number}"' for number in numbers]
    xml = sheet_xml(rows, prefix, comment)
    found = row_numbers(workbook_of(tmp_path_factory.mktemp("cut") / "book.xlsx", xml))
    assert list(itertools.chain(*found)) == numbers
    assert comment == "" or found == [numbers, [], []]


def test_rows_are_shared_evenly(tmp_path):
    found = row_numbers(workbook_of(tmp_path / "book.xlsx", sheet_xml([f'r="{n}"' for n in range(1, 3001)])))
    assert [abs(len(rows) - 1000) < 100 for rows in found] == [True, True, True]


def test_rows_without_numbers_stay_together(tmp_path):
    found = row_numbers(workbook_of(tmp_path / "book.xlsx", sheet_xml(['ht="12"'] * 300)))
    assert [len(rows) for rows in found] == [300, 0, 0]


def test_a_row_named_in_a_comment_below_the_first_cut_is_no_row(tmp_path):
    rows = [f'r="{n}"' for n in range(1, 31)]
    after = "<!-- " + '<row r="99">' * 300 + " -->"
    found = row_numbers(workbook_of(tmp_path / "book.xlsx", sheet_xml(rows, after=after)))
    assert list(itertools.chain(*found)) == [str(n) for n in range(1, 31)]


def test_a_sheet_that_is_too_large_is_refused_as_a_whole_and_not_by_its_shares(tmp_path, monkeypatch):
    rows = [f'r="{number}"' for number in [*range(1, 100_001), 1_000_000]]
    xml = sheet_xml(rows, before='<row r="1"><c r="XFD1"><v>1</v></c></row>')
    path = workbook_of(tmp_path / "far.xlsx", xml)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(Refused, match=r"a sheet of 1,000,000 rows by 16,384 columns"):
        sandbox.parse(path, path.name, Format.XLSX)


def test_shares_that_fit_alone_and_not_together_are_refused(tmp_path, monkeypatch):
    rows = [f'r="{number}"' for number in range(1, 100_001)]
    wide = '<row r="100001"><c r="OZ100001"><v>1</v></c></row>'
    path = workbook_of(tmp_path / "wide.xlsx", sheet_xml(rows, below=wide))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(Refused, match=r"a sheet of 100,001 rows by 416 columns"):
        sandbox.parse(path, path.name, Format.XLSX)


def test_rows_in_disorder_are_read_whole(tmp_path, monkeypatch):
    rows = [1, 90_000, *range(2, 90_000)]
    path = workbook_of(tmp_path / "mixed.xlsx", sheet_xml([f'r="{number}"' for number in rows]))
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    sheet = sandbox.parse(path, path.name, Format.XLSX).sheets[0]
    assert (sheet.height, sheet.columns[0].null_count) == (90_000, 0)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("written", ["share.xlsx", "sheet-1.arrow"])
def test_a_full_disk_is_said_and_not_called_a_damaged_workbook(large, tmp_path, written):
    (tmp_path / written).symlink_to("/dev/full")
    arguments = [str(large), "xlsx", str(tmp_path), "1", "2"]
    child = subprocess.run([sys.executable, "-m", "data.reading.formats.child", *arguments], check=False)
    assert child.returncode == 4
