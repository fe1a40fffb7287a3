"""OpenDocument spreadsheets: calamine reads their values, their XML says what it does not show."""

import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from data.reading.formats.parsed import NEVER_CALCULATED, Marks, Parsed, Unreadable, refuse_large, refuse_wide
from data.reading.formats.units import PERCENT
from data.reading.formats.xlsx import calamine_sheets

HIDDEN = {"collapse", "filter"}


def sheets(path: str) -> Iterator[Parsed]:
    """The sheets of an .ods workbook."""
    with zipfile.ZipFile(path) as archive:
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise Unreadable("encrypted")
        content = archive.read(next(name for name in archive.namelist() if name.lower() == "content.xml"))
    marks = _Scan().marks(content)
    return calamine_sheets(path, ".ods", lambda name: marks.get(name, Marks()))


class _Scan:
    """Walks over content.xml and counts rows and columns, repeated ones too."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self.sheet, self.row, self.column, self.repeated_rows, self.repeated = "", 0, 0, 1, 1
        self.cell: dict[str, str] = {}
        self.text: list[str] | None = None

    def marks(self, content: bytes) -> dict[str, Marks]:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.Parse(content, True)
        return self.found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self.sheet, self.row, self.column = attributes.get("table:name", ""), 0, 0
                self.found[self.sheet] = Marks()
            case "table:table-column":
                self._start_column(attributes)
            case "table:table-row":
                self._start_row(attributes)
            case "table:table-cell" | "table:covered-table-cell":
                self.repeated = int(attributes.get("table:number-columns-repeated", "1"))
                self.column += 1
                refuse_wide(self.sheet, self.column + self.repeated - 1 if "office:value-type" in attributes else 0)
                self.cell, self.text = attributes, []
                self._note_merge(attributes)
                self._note_percentage(attributes)

    def _start_column(self, attributes: dict[str, str]) -> None:
        count = int(attributes.get("table:number-columns-repeated", "1"))
        if attributes.get("table:visibility") in HIDDEN and count < 1000:
            self.found[self.sheet].hidden_columns += range(self.column + 1, self.column + count + 1)
        self.column += count

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.repeated_rows = int(attributes.get("table:number-rows-repeated", "1"))
        self.row, self.column = self.row + 1, 0
        if attributes.get("table:visibility") in HIDDEN and self.repeated_rows < 10_000:
            self.found[self.sheet].hidden_rows += range(self.row, self.row + self.repeated_rows)

    def _note_merge(self, attributes: dict[str, str]) -> None:
        rows = int(attributes.get("table:number-rows-spanned", "1"))
        columns = int(attributes.get("table:number-columns-spanned", "1"))
        if rows > 1 or columns > 1:
            area = (self.row, self.column, self.row + rows - 1, self.column + columns - 1)
            self.found[self.sheet].merges.append(area)

    def _note_percentage(self, attributes: dict[str, str]) -> None:
        """A fraction that is shown in hundredths, as a number format with a percent sign shows it."""
        if attributes.get("office:value-type") == "percentage":
            for column in range(self.column, self.column + self.repeated):
                self.found[self.sheet].units.setdefault(column, [PERCENT])

    def _characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)

    def _end(self, tag: str) -> None:
        if tag in {"table:table-cell", "table:covered-table-cell"}:
            shown = _shown_instead(self.cell, "".join(self.text or []))
            if shown:
                last_row, last_column = self.row + self.repeated_rows, self.column + self.repeated
                refuse_large(self.sheet, last_row, last_column)
                places = ((row, c) for row in range(self.row, last_row) for c in range(self.column, last_column))
                self.found[self.sheet].valueless |= dict.fromkeys(places, shown)
            self.column += self.repeated - 1
            self.text = None
        elif tag == "table:table-row":
            self.row += self.repeated_rows - 1


def _shown_instead(cell: dict[str, str], text: str) -> str | None:
    if "table:formula" not in cell:
        return None
    if cell.get("calcext:value-type") == "error" or text.startswith(("Err:", "#")):
        return text or "#ERROR"
    return None if "office:value-type" in cell else NEVER_CALCULATED
