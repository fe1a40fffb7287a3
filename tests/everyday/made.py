"""What is made: a file, the figures in it by what each is about, and what nothing in it says."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import openpyxl

Cell = str | int | Decimal | date | None
Row = Sequence[Cell]
Key = tuple[str, ...]
Figures = dict[Key, Decimal]


@dataclass(frozen=True)
class Made:
    """A file of one kind and its figures, in units of one.

    A figure's key begins with what it is: finance (basis, measure, product, first day, grain), market (market, segment,
    region, vendor, first day, grain, measure), kpi (KPI, product, first day, grain, measure), initiative or product.
    """

    name: str
    content: bytes
    figures: Figures
    asks: str = ""  # what nothing in the file says: to load it without a question is a guess


class Fact(NamedTuple):
    """One figure of money, units or people."""

    product: str
    period: date
    measure: str
    amount: Decimal
    basis: str = "actual"
    grain: str = "month"


def finance(facts: Iterable[Fact]) -> Figures:
    """The sums of facts by what they are about; days count for their month."""
    found: Figures = defaultdict(Decimal)
    for fact in facts:
        first = fact.period.replace(day=1).isoformat()
        found["finance", fact.basis, fact.measure, fact.product, first, fact.grain] += fact.amount
    return without_zeros(found)


def without_zeros(figures: Figures) -> Figures:
    """Figures of money without those that are nothing: to be 0 and not to be there are the same to a sum."""
    return {key: amount for key, amount in figures.items() if amount or key[0] not in {"finance", "market"}}


@dataclass(frozen=True)
class Style:
    """How a text file writes its rows."""

    delimiter: str = ","
    mark: str = "."
    thousands: str = ""
    padded: bool = True
    encoding: str = "utf-8"

    def text(self, cell: Cell) -> str:
        """A cell as it is written."""
        if not isinstance(cell, Decimal):
            return "" if cell is None else str(cell)
        return f"{cell:,f}".replace(",", "\0").replace(".", self.mark).replace("\0", self.thousands)


PLAIN, EUROPEAN = Style(), Style(";", ",")


def delimited(rows: Iterable[Row], style: Style = PLAIN) -> bytes:
    """Rows as text; each is as wide as the widest where the file is padded."""
    rows = list(rows)
    width = max(map(len, rows)) if style.padded else 0
    out = io.StringIO()
    writer = csv.writer(out, delimiter=style.delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([style.text(cell) for cell in row] + [""] * (width - len(row)))
    return out.getvalue().encode(style.encoding)


def workbook(sheets: dict[str, list[Row]], merged: Iterable[str] = ()) -> bytes:
    """Sheets as .xlsx, with ranges of the first one merged."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([float(cell) if isinstance(cell, Decimal) else cell for cell in row])
    for place in merged:
        book.worksheets[0].merge_cells(place)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
