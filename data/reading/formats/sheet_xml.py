"""What the XML of a sheet says that a reader of values does not show; read in pieces, for it may be large."""

import itertools
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from data.reading.formats.parsed import (
    CELL_LIMIT,
    MOST_COLUMNS,
    NEVER_CALCULATED,
    WIDEST,
    Cell,
    Marks,
    area,
    refuse_large,
    refuse_wide,
    row_and_column,
)

PIECE = 8 * 1024 * 1024
FORMULA = (b"f>", b"<f ", b"<f/", b":f ")
FAR_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{3})\d+"[^>]*(?<!/)>(?!</)')  # that is not empty
FAR_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?hidden="(?:1|true)"[^>]*>')
HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col [^>]*?hidden="(?:1|true)"[^>]*>')
MERGE = re.compile(rb'mergeCell [^>]*?ref="([A-Z0-9:$]+)"')


def marks(sheet: str, archive: zipfile.ZipFile, part: str, styles: dict[str, str], pending: bool = False) -> Marks:
    """What a sheet holds beside its values; `styles`: by the number of a cell style, the unit that it writes.

    `pending` says that the workbook is to be calculated when it is next opened: programs that calculate nothing write
    it so, with a zero for each formula.

    Raises
    ------
    Unreadable
        The box of its first to its last row and column has too many cells for a reader to hold.
    """
    found = Marks()
    valueless, rows, letters, filled = False, 0, {b"Z"}, {b"Z"}
    for piece in pieces(archive, part):
        last = re.match(rb"\d+", piece[piece.rfind(b'row r="') + 7 :][:9])
        rows = int(last[0]) if last else rows
        letters.update(match[1] for match in FAR_COLUMN.finditer(piece))
        if _widest(letters) > MOST_COLUMNS:
            filled.update(match[1] for match in FAR_CELL.finditer(piece))
        valueless = valueless or _may_be_valueless(piece)
        if b"mergeCell " in piece:
            found.merges += [area(match[1].decode()) for match in MERGE.finditer(piece)]
        if b"hidden=" in piece:
            _mark_hidden(piece, found)
        if styles:
            _mark_units(piece, styles, found.units)
    if rows * WIDEST > CELL_LIMIT:
        refuse_large(sheet, rows, _widest(letters))
    refuse_wide(sheet, _widest(filled))
    if valueless:
        found.valueless = _scan_cells(archive, part, pending)
    return found


def _widest(letters: set[bytes]) -> int:
    """The number of the last of some columns."""
    return max(row_and_column(f"{letter.decode()}1")[1] for letter in letters)


def _may_be_valueless(piece: bytes) -> bool:
    """Whether a formula or an error stands in a piece of a sheet."""
    formula = b"<f" in piece or b":f" in piece  # first what is found fast
    return b't="e"' in piece or (formula and any(tag in piece for tag in FORMULA))


def pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part's text in pieces that end with a whole tag."""
    rest = b""
    with archive.open(part) as stream:
        while read := stream.read(PIECE):
            end = read.rfind(b">") + 1
            if end:
                yield rest + read[:end]
                rest = read[end:]
            else:
                rest += read
    yield rest


def _mark_hidden(piece: bytes, found: Marks) -> None:
    for match in HIDDEN_ROW.finditer(piece):
        if number := re.search(rb' r="(\d+)"', match[0]):
            found.hidden_rows.append(int(number[1]))
    for match in HIDDEN_COLUMN.finditer(piece):
        bounds = [int(bound[1]) for end in (b"min", b"max") if (bound := re.search(end + rb'="(\d+)"', match[0]))]
        if len(bounds) == 2 and bounds[1] - bounds[0] < WIDEST / 4:  # else it is the empty rest of the sheet
            found.hidden_columns += range(bounds[0], bounds[1] + 1)


def _mark_units(piece: bytes, styles: dict[str, str], units: dict[int, list[str]]) -> None:
    """Add the units of the cells' formats, by column."""
    wanted = "|".join(styles).encode()
    for match in re.finditer(rb"<(?:\w+:)?c ([^>]*?\bs=\"(" + wanted + rb")\"[^>]*)>", piece):
        if match[1].endswith(b"/") or (address := re.search(rb'\br="([A-Z]+)\d+"', match[1])) is None:
            continue
        column = row_and_column(f"{address[1].decode()}1")[1]
        unit_found = styles[match[2].decode()]
        if unit_found not in units.setdefault(column, []):
            units[column].append(unit_found)


def _scan_cells(archive: zipfile.ZipFile, part: str, pending: bool) -> dict[Cell, str]:
    """Addresses of the cells without a value, with what they show."""
    found: dict[Cell, str] = {}
    zeros: dict[int, list[Cell]] = {}  # by column the formulas that show zero, none where one shows something else
    cell: dict[str, str] = {}
    text: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cell
        tag = tag.rsplit(":", maxsplit=1)[-1]
        if tag == "c":
            cell = {"r": attributes.get("r", ""), "t": attributes.get("t", "")}
        elif tag in {"f", "v", "is"}:
            cell[tag] = ""
            text.clear()

    def end(tag: str) -> None:
        tag = tag.rsplit(":", maxsplit=1)[-1]
        if tag == "v":
            cell["v"] = "".join(text)
        elif tag == "c" and (shown := _shown_instead(cell)):
            found[row_and_column(cell["r"])] = shown
        elif tag == "c" and pending and "f" in cell and cell["r"]:
            _note_zero(cell, zeros)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text.append
    with archive.open(part) as stream:
        parser.ParseFile(stream)
    return found | dict.fromkeys(itertools.chain.from_iterable(zeros.values()), NEVER_CALCULATED)


def _note_zero(cell: dict[str, str], zeros: dict[int, list[Cell]]) -> None:
    """Add a formula that shows zero to those of its column; nothing of a column in which one shows something else."""
    row, column = row_and_column(cell["r"])
    if cell["t"] not in {"", "n"} or cell.get("v") != "0":
        zeros[column] = []
    elif column not in zeros or zeros[column]:
        zeros.setdefault(column, []).append((row, column))


def _shown_instead(cell: dict[str, str]) -> str | None:
    if not cell.get("r"):
        return None
    if cell["t"] == "e":
        return cell.get("v") or "#ERROR"
    if "f" in cell and not cell.get("v") and "is" not in cell and cell["t"] != "str":
        return NEVER_CALCULATED  # one of type str that shows nothing was calculated: to an empty text
    return None
