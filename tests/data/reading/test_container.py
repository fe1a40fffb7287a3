"""What a file really is: every stranger is refused with a sentence, before any reader opens it."""

import gzip
import zipfile

import pytest

from data.problems import Refused
from data.reading import container
from data.reading.container import MEGABYTE, Format
from tests.conftest import write_workbook

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SAVE_AS = "Open it in your spreadsheet program and save it as .xlsx or .csv, then upload that."
SPREADSHEET = "expected a spreadsheet (.xlsx, .xlsb, .xls, .ods or .csv)"
ITSELF = "Upload the spreadsheet itself."
DAMAGED = (
    "upload: expected a workbook that opens, found a damaged workbook. "
    "Open it in your spreadsheet program, save it again, then upload that."
)


def written(folder, content):
    path = folder / "upload"
    path.write_bytes(content)
    return path


def archive(folder, members, compression=zipfile.ZIP_DEFLATED):
    path = folder / "upload"
    with zipfile.ZipFile(path, "w", compression) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return path


def refusal(path, **limits):
    with pytest.raises(Refused) as refused:
        container.identify(path, "upload", **limits)
    return str(refused.value)


def test_a_workbook_is_known_by_its_bytes_whatever_its_name(tmp_path):
    path = write_workbook(tmp_path / "book.xlsx", {"Data": [["Product"]]}).rename(tmp_path / "book.csv")
    assert container.identify(path, "book.csv") is Format.XLSX


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xef\xbb\xbfa,b\n", "a;b\n1;2\n".encode("utf-16"), b"x"])
def test_text_is_a_csv_whatever_its_encoding(tmp_path, content):
    assert container.identify(written(tmp_path, content), "book.xlsx") is Format.CSV


def test_an_empty_file_is_refused(tmp_path):
    sentence = "upload: expected a spreadsheet, found an empty file. Export it again, then upload it."
    assert refusal(written(tmp_path, b"")) == sentence


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path):
    path = written(tmp_path, b"x" * (MEGABYTE * 3 // 2))
    assert refusal(path, largest=MEGABYTE) == (
        "upload: expected at most 1 MB, found a file of 1.5 MB. "
        "Split it by year, or leave out the sheets that hold no figures."
    )


def test_a_file_of_exactly_the_limit_is_accepted(tmp_path):
    path = written(tmp_path, b"x" * 100)
    assert container.identify(path, "upload", largest=100) is Format.CSV
    assert "found a file of" in refusal(path, largest=99)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
        (gzip.compress(b"a,b\n1,2\n", mtime=0), "a gzip archive"),
        (b"{\\rtf1 a,b}", "a rich-text document"),
        (b"PAR1....", "a Parquet file"),
        (b"\n <!DOCTYPE html><table>", "a web page or XML text"),
        (b"\xef\xbb\xbf<HTML><table>", "a web page or XML text"),
        (b'<?xml version="1.0"?><Workbook/>', "a web page or XML text"),
        (b"\x00\x01\x02", "binary data of an unknown kind"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_what_it_is(tmp_path, content, what):
    assert refusal(written(tmp_path, content)) == f"upload: {SPREADSHEET}, found {what}. {ITSELF}"


@pytest.mark.parametrize("stream", ["Workbook", "Book"])
def test_a_workbook_from_before_2007_is_known_by_its_stream(tmp_path, stream):
    path = written(tmp_path, OLD_OFFICE + stream.encode("utf-16-le"))
    assert container.identify(path, "upload") is Format.XLS


def test_another_old_office_file_is_refused(tmp_path):
    found = f"an old Office file that is not a workbook. {ITSELF}"
    assert (
        refusal(written(tmp_path, OLD_OFFICE + "WordDocument".encode("utf-16-le")))
        == f"upload: {SPREADSHEET}, found {found}"
    )


def test_a_workbook_with_a_password_is_refused_as_one(tmp_path):
    path = written(tmp_path, OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path) == (
        "upload: expected a workbook without a password, found a workbook with a password. "
        "Remove the password (File, Info, Protect Workbook), save it, then upload it."
    )


@pytest.mark.parametrize(
    ("member", "found"),
    [
        ("readme.txt", f"a zip archive. {ITSELF}"),
        ("[Content_Types].xml", f"an Office file that is not a workbook. {ITSELF}"),
    ],
)
def test_an_archive_that_is_no_workbook_is_refused_by_what_it_holds(tmp_path, member, found):
    assert refusal(archive(tmp_path, [(member, "x")])) == f"upload: {SPREADSHEET}, found {found}"


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"xl/workbook.bin": ""}, Format.XLSB),
        ({"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, Format.ODS),
    ],
)
def test_a_workbook_is_known_by_its_members(tmp_path, members, found):
    assert container.identify(archive(tmp_path, list(members.items())), "upload") is found


def test_a_text_document_is_no_spreadsheet(tmp_path):
    members = [("content.xml", "<a/>"), ("mimetype", "application/vnd.oasis.opendocument.text")]
    found = f"an OpenDocument file that is not a spreadsheet. {ITSELF}"
    assert refusal(archive(tmp_path, members)) == f"upload: {SPREADSHEET}, found {found}"


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_truncated_workbook_is_refused_as_damaged(tmp_path, kept):
    content = write_workbook(tmp_path / "book.xlsx", {"Data": [["Product"]]}).read_bytes()
    assert refusal(written(tmp_path, content[: int(len(content) * kept)])) == DAMAGED


def test_a_single_wrong_digit_is_found_by_the_checksum(tmp_path):
    path = archive(tmp_path, [(BOOK, "<workbook/>"), (SHEET, "<v>4533.75</v>")], zipfile.ZIP_STORED)
    assert container.identify(path, "upload") is Format.XLSX
    path.write_bytes(path.read_bytes().replace(b"4533.75", b"4533.85"))
    assert refusal(path) == DAMAGED


def test_two_members_of_one_name_are_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive(tmp_path, [(BOOK, "<workbook/>"), (SHEET, "<a/>"), (SHEET, "<b/>")])
    assert refusal(path) == DAMAGED


@pytest.mark.parametrize("name", ["xl/../../evil.xml", "/etc/evil.xml", "..\\evil.xml", "C:/evil.xml"])
def test_a_member_outside_of_the_archive_is_refused(tmp_path, name):
    assert refusal(archive(tmp_path, [(BOOK, "<workbook/>"), (name, "x")])) == DAMAGED


def test_a_member_whose_name_is_no_text_is_refused(tmp_path):
    path = archive(tmp_path, [(BOOK, "<workbook/>"), ("xl/größe.xml", "x")])
    path.write_bytes(path.read_bytes().replace("größe".encode(), b"gr\xa3\xb6\xc3\x9fe"))
    assert refusal(path) == DAMAGED


@pytest.mark.parametrize("before", [0, MEGABYTE - 4])
def test_a_doctype_inside_is_refused_even_where_pieces_meet(tmp_path, before):
    path = archive(tmp_path, [(BOOK, "<workbook/>"), (SHEET, " " * before + "<!DOCTYPE a [<!ENTITY b 'c'>]>")])
    assert refusal(path) == f"upload: expected a plain workbook, found a DOCTYPE inside. {SAVE_AS}"


def test_a_zip_bomb_is_refused_before_it_is_unpacked_whole(tmp_path):
    path = archive(tmp_path, [(BOOK, "<workbook/>"), (SHEET, bytes(150 * MEGABYTE))])
    assert path.stat().st_size < MEGABYTE
    assert refusal(path) == (
        "upload: expected a workbook of ordinary size, found a workbook that unpacks to over 100 MB. "
        "Save only the sheets that hold figures."
    )


def test_a_large_workbook_of_ordinary_density_is_no_bomb(tmp_path):
    path = archive(tmp_path, [(BOOK, "<workbook/>"), (SHEET, bytes(20 * MEGABYTE))])
    assert container.identify(path, "upload") is Format.XLSX


def test_an_archive_of_too_many_members_is_refused_before_any_is_unpacked(tmp_path):
    members = [(BOOK, "<workbook/>"), *((f"xl/media/{n}.png", "") for n in range(2_000))]
    assert refusal(archive(tmp_path, members)) == (
        "upload: expected at most 2,000 parts, found a workbook of 2,001 parts. "
        "Save only the sheets that hold figures, without pictures."
    )
    assert container.identify(archive(tmp_path, members[:2_000]), "upload") is Format.XLSX
