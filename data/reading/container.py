"""What a file's bytes really are, found before any parser sees them: the name's ending is never believed."""

import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from data.problems import Place, Refused, refuse

MEGABYTE = 1024 * 1024
LARGEST_UPLOAD = 200 * MEGABYTE  # .streamlit/config.toml tells the browser the same
LARGEST_INFLATED = 2048 * MEGABYTE
LARGEST_RATIO = 400  # sheets of repeated values reach 100; a bomb passes 1,000
MOST_MEMBERS = 2_000  # of an archive
CHUNK = MEGABYTE

SAVE_AS = "Open it in your spreadsheet program and save it as .xlsx or .csv, then upload that."


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "delimited"


WORKBOOKS = {"xl/workbook.bin": Format.XLSB, "xl/workbook.xml": Format.XLSX, "content.xml": Format.ODS}
ENDINGS = {
    Format.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm", ""},
    Format.XLSB: {".xlsb", ""},
    Format.XLS: {".xls", ".xlt", ""},
    Format.ODS: {".ods", ".ots", ""},
    Format.CSV: {".csv", ".txt", ".tsv", ".tab", ".psv", ""},
}
COMPOUND = b"\xd0\xcf\x11\xe0"
OLDEST = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00")  # Excel 2 to 4

SIGNATURES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"{\\rtf": "a rich-text document",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "an SQLite database",
}


def identify(path: Path, file: str, largest: int = LARGEST_UPLOAD) -> Format:
    """The format of the file at `path`, called `file` by its owner.

    Raises
    ------
    Refused
        The file is empty, larger than `largest` bytes, broken, dangerous, or not a spreadsheet that is read.
    """
    size = path.stat().st_size
    if size == 0:
        raise refuse("empty", Place(file), "an empty file", "a spreadsheet", "Export it again, then upload it.")
    if size > largest:
        found = f"a file of {size / MEGABYTE:,.1f} MB"
        remedy = "Split it by year, or leave out the sheets that hold no figures."
        raise refuse("size", Place(file), found, f"at most {largest / MEGABYTE:,.0f} MB", remedy)
    with path.open("rb") as stream:
        head = stream.read(8192)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path, file)
    if head.startswith(COMPOUND):
        return _compound(path, file)
    if head.startswith(OLDEST):
        return Format.XLS
    _refuse_foreign(head, file)
    return Format.CSV


def _refuse_foreign(head: bytes, file: str) -> None:
    """Refuse whatever is neither a zip archive nor plain text."""
    for signature, what in SIGNATURES.items():
        if head.startswith(signature):
            raise not_a_spreadsheet(file, what)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(rb"<(!doctype|html|\?xml|table|meta)", text):
        raise not_a_spreadsheet(file, "a web page or XML text")
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in head and not utf16:
        raise not_a_spreadsheet(file, "binary data of an unknown kind")


def _compound(path: Path, file: str) -> Format:
    """The format inside the container of Office before 2007, which also wraps encrypted workbooks."""
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise encrypted(file)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        raise not_a_spreadsheet(file, "an old Office file that is not a workbook")
    return Format.XLS


def _zipped(path: Path, file: str) -> Format:
    """The format inside a zip archive, once every member has been unpacked and its checksum compared."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            _refuse_many(len(names), file)
            found = _workbook_format(names, file)
            if found is Format.ODS and "mimetype" in names and b"spreadsheet" not in archive.read("mimetype"):
                raise not_a_spreadsheet(file, "an OpenDocument file that is not a spreadsheet")
            _refuse_unsafe_names(names, file)
            _inflate(archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as damage:
        raise damaged(file) from damage
    return found


def _refuse_many(members: int, file: str) -> None:
    if members > MOST_MEMBERS:
        found = f"a workbook of {members:,} parts"
        remedy = "Save only the sheets that hold figures, without pictures."
        raise refuse("members", Place(file), found, f"at most {MOST_MEMBERS:,} parts", remedy)


def _workbook_format(names: list[str], file: str) -> Format:
    folded = {name.lower().replace("\\", "/").lstrip("/") for name in names}
    for member, found in WORKBOOKS.items():
        if member in folded:
            return found
    if "[content_types].xml" in folded:
        raise not_a_spreadsheet(file, "an Office file that is not a workbook")
    raise not_a_spreadsheet(file, "a zip archive")


def _refuse_unsafe_names(names: list[str], file: str) -> None:
    folded = [name.replace("\\", "/") for name in names]
    outside = any(".." in name.split("/") or name.startswith("/") or name[1:2] == ":" for name in folded)
    if outside or len(set(folded)) < len(folded):
        raise damaged(file)


def _inflate(archive: zipfile.ZipFile, file: str) -> None:
    """Unpack everything once, in pieces: counts the bytes, compares checksums, looks for a DOCTYPE."""
    inflated = 0
    for member in archive.infolist():
        tail = b""
        with archive.open(member) as stream:
            while piece := stream.read(CHUNK):
                inflated += len(piece)
                _refuse_bomb(inflated, archive, file)
                declared = b"<!DOCTYPE" in piece or b"<!DOCTYPE" in tail + piece[:8]
                if declared and member.filename.endswith((".xml", ".rels")):
                    raise refuse("doctype", Place(file), "a DOCTYPE inside", "a plain workbook", SAVE_AS)
                tail = piece[-8:]


def _refuse_bomb(inflated: int, archive: zipfile.ZipFile, file: str) -> None:
    packed = sum(member.compress_size for member in archive.infolist()) + 1
    if inflated > LARGEST_INFLATED or (inflated > 100 * MEGABYTE and inflated / packed > LARGEST_RATIO):
        found = f"a workbook that unpacks to over {inflated / MEGABYTE:,.0f} MB"
        raise refuse(
            "bomb", Place(file), found, "a workbook of ordinary size", "Save only the sheets that hold figures."
        )


def not_a_spreadsheet(file: str, what: str) -> Refused:
    """The refusal of a file that is something else."""
    return refuse(
        "format",
        Place(file),
        what,
        "a spreadsheet (.xlsx, .xlsb, .xls, .ods or .csv)",
        "Upload the spreadsheet itself.",
    )


def encrypted(file: str) -> Refused:
    """The refusal of a workbook that opens only with a password."""
    remedy = "Remove the password (File, Info, Protect Workbook), save it, then upload it."
    return refuse("encrypted", Place(file), "a workbook with a password", "a workbook without a password", remedy)


def damaged(file: str) -> Refused:
    """The refusal of a workbook whose parts do not fit together."""
    remedy = "Open it in your spreadsheet program, save it again, then upload that."
    return refuse("damaged", Place(file), "a damaged workbook", "a workbook that opens", remedy)
