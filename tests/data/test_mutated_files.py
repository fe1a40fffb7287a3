"""Files with wrong bytes anywhere are read, or refused with a sentence: nothing crashes, hangs or leaves a trace."""

import csv
import os
import random
import time
import zipfile

import openpyxl
import pytest
import xlwt

from data import intake
from data.problems import Refused
from data.store import Store
from tests.conftest import real_input
from tests.data.factories import fingerprint

LONGEST = 15  # seconds
MUTATIONS = int(os.environ.get("REALLOT_MUTATIONS", "40"))  # of each of six files
ROWS = [["Product", "Month", "Revenue"], *([f"Widget {n}", f"2026-{n % 12 + 1:02}", n * 1.25] for n in range(40))]


def write_xlsx(path):
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(path)


def write_xls(path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for row, cells in enumerate(ROWS):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(str(path))


def write_csv(path):
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(ROWS)


def copy_of(name):
    return lambda path: path.write_bytes(real_input(name).read_bytes())


FORMATS = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "csv": write_csv,
    "xlsb": copy_of("odd/calamine/date.xlsb"),
    "ods": copy_of("odd/calamine/date.ods"),
    "various.xlsb": copy_of("odd/poi/testVarious.xlsb"),
}


def mutated(content, chance):
    """The content with some bytes changed, left out, repeated, or cut off."""
    content = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(len(content) or 1)
        match chance.randrange(4):
            case 0:
                content[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del content[at : at + chance.randrange(1, 40)]
            case 2:
                content[at:at] = content[at : at + chance.randrange(1, 200)]
            case 3:
                content = content[: max(1, at)] if chance.random() < 0.1 else content
    return bytes(content)


@pytest.mark.slow
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_mutated_file_is_read_or_refused(tmp_path, ending):
    whole = tmp_path / f"whole.{ending}"
    FORMATS[ending](whole)
    chance = random.Random(ending)
    store = Store(tmp_path / "store")
    for number in range(MUTATIONS):
        path = tmp_path / f"{number}.{ending}"
        path.write_bytes(mutated(whole.read_bytes(), chance))
        before, start = fingerprint(store.folder), time.monotonic()
        try:
            intake.open_file(store, path)
        except Refused as refused:
            assert all(problem.sentence for problem in refused.problems)
        assert time.monotonic() - start < LONGEST
        assert fingerprint(store.folder) == before
        path.unlink()


@pytest.mark.slow
def test_every_single_wrong_byte_in_the_content_of_a_zip_is_noticed(tmp_path):
    whole = tmp_path / "whole.xlsx"
    write_xlsx(whole)
    content = whole.read_bytes()
    with zipfile.ZipFile(whole) as archive:
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    first = sheet.header_offset + 30 + len(sheet.filename) + len(sheet.extra)
    path = tmp_path / "mutated.xlsx"
    for at in random.Random(1).sample(range(first, first + sheet.compress_size), 150):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << at % 8]) + content[at + 1 :])
        with pytest.raises(Refused, match="damaged"):
            intake.open_file(Store(tmp_path / "store"), path)
