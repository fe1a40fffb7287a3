"""Random portfolios as finance sends them: holes, late starters, products that end, restatements, things taken back.

All of it follows from a seed. Amounts have two decimals; a portfolio is what was uploaded and in which order.
"""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tests.conftest import write_workbook
from tests.independent.ledger import MEASURES, Row, month, named

NAMES = ("Anvil", "Bracken", "Cobalt", "Dorado", "Elm", "Falcon", "Garnet", "Heron")
LINES, SEGMENTS, REGIONS = ("Tools", "Parts"), ("Retail", "Trade"), ("North", "South")
HEADINGS = {
    "product": "Product",
    "line": "Business line",
    "segment": "Segment",
    "region": "Region",
    "month": "Month",
    "basis": "Basis",
    "revenue": "Revenue",
    "cost": "Variable cost",
    "investment": "Investment",
    "units": "Units",
}
GRAINS = ("line", "segment", "region")
FIRST_MONTH = month("2023-01")


@dataclass(frozen=True)
class Upload:
    """One file of a feed."""

    feed: str
    file: str
    rows: tuple[Row, ...]
    like: tuple[Row, ...] = ()  # rows of an earlier file, whose columns this one has

    def write(self, folder: Path) -> Path:
        """The file, as .csv or .xlsx by its name, without columns that hold nothing."""
        known = (*self.rows, *self.like)
        columns = [name for name in HEADINGS if any(getattr(row, name) is not None for row in known)]
        table = [[HEADINGS[name] for name in columns]]
        table += [[_cell(name, getattr(row, name)) for name in columns] for row in self.rows]
        path = folder / self.file
        if path.suffix == ".xlsx":
            return write_workbook(path, {"P&L": [[_spreadsheet(value) for value in row] for row in table]})
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(table)
        return path


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    if name == "month":
        return named(int(str(value)))
    return f"{int(str(value)) / 100:.2f}" if name in MEASURES else str(value)


def _spreadsheet(text: str) -> object:
    """A cell as a spreadsheet program types it."""
    digits = text.replace(".", "", 1).replace("-", "", 1)
    if not text or not digits.isdecimal():
        return text or None
    return date(int(text[:4]), int(text[5:]), 1) if text[4:5] == "-" else float(text)


@dataclass(frozen=True)
class Step:
    """What is done next: `load` an upload by its place, `undo` or `redo` one by its number or the usual one."""

    deed: str
    which: int | None = None


@dataclass(frozen=True)
class Portfolio:
    seed: int
    uploads: tuple[Upload, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class _Shape:
    """How full and how regular the sheet of one portfolio is."""

    months: int
    holes: float  # the part of cells that are blank
    gaps: float  # the part of product-months without a line
    grains: tuple[str, ...]  # the keys that the sheet has
    blanks: tuple[str, ...]  # those of them that some products do not give
    budget: bool
    apart: bool  # investment stands in lines without segment and region
    units: bool


def portfolio(seed: int) -> Portfolio:
    """The portfolio of a seed."""
    chance = random.Random(seed)
    shape = _shape(chance)
    first = FIRST_MONTH + chance.randrange(12)
    rows = [row for place in range(chance.randint(1, 8)) for row in _product(chance, shape, place, first)]
    rows = rows or [Row(NAMES[0], first, revenue=12_345)]
    if shape.budget:
        rows += [_planned(chance, row) for row in rows if chance.random() < 0.8]
    uploads = [Upload("finance", f"finance{chance.choice(('.csv', '.xlsx'))}", _in_order(rows, shape))]
    if chance.random() < 0.4:
        uploads.append(Upload("finance", "restated.csv", _in_order(_restated(chance, rows), shape), tuple(rows)))
    return Portfolio(seed, tuple(uploads), tuple(_steps(chance, len(uploads))))


def _shape(chance: random.Random) -> _Shape:
    grains = tuple(grain for grain in GRAINS if chance.random() < 0.7)
    return _Shape(
        months=chance.randint(13, 30),
        holes=chance.choice((0.0, 0.03, 0.1, 0.3)),
        gaps=chance.choice((0.0, 0.05, 0.2)),
        grains=grains,
        blanks=tuple(grain for grain in grains if chance.random() < 0.5),
        budget=chance.random() < 0.4,
        apart=chance.random() < 0.3,
        units=chance.random() < 0.3,
    )


def _product(chance: random.Random, shape: _Shape, place: int, first: int) -> Iterator[Row]:
    """The lines of one product, over its life."""
    starts = first + (chance.randrange(shape.months) if chance.random() < 0.3 else 0)
    ends = first + shape.months - 1 - (chance.randrange(shape.months) if chance.random() < 0.2 else 0)
    keys = list(_keys(chance, shape, place))
    size, costly = chance.randint(1_000, 5_000_000), chance.uniform(0.2, 1.1)
    invests = chance.choice(("always", "always", "lumpy", "never"))
    without_cost = chance.random() < 0.1
    for t in range(starts, ends + 1):
        if chance.random() < shape.gaps:
            continue
        for number, key in enumerate(keys):
            row = _amounts(chance, Row(NAMES[place], t, **key), size, costly)
            spent = _invested(chance, invests, size)
            spent = None if shape.apart and number else spent  # one line of it a month
            row = replace(row, cost=None if without_cost else row.cost, investment=spent)
            yield from _as_written(_with_holes(chance, shape, row), shape)


def _keys(chance: random.Random, shape: _Shape, place: int) -> Iterator[dict[str, str | None]]:
    """The segments and regions that a product sells in; the first product gives no key that may be blank."""
    line = chance.choice(LINES)
    choices = {"line": [line], "segment": chance.sample(SEGMENTS, chance.randint(1, 2)), "region": list(REGIONS)}
    blank = {grain for grain in shape.blanks if place == 0 or chance.random() < 0.2}
    given = {
        grain: [None] if grain in blank or grain not in shape.grains else choices[grain] for grain in GRAINS
    }  # a product's line is one
    for segment in given["segment"]:
        for region in given["region"]:
            yield {"line": given["line"][0], "segment": segment, "region": region}


def _amounts(chance: random.Random, row: Row, size: int, costly: float) -> Row:
    revenue = chance.randint(size // 2, 2 * size)
    cost = int(revenue * costly * chance.uniform(0.8, 1.2))
    if chance.random() < 0.04:
        revenue = -chance.randint(1, size)  # a credit note
    return replace(row, revenue=revenue, cost=cost, units=chance.randint(1, 90_000))


def _invested(chance: random.Random, invests: str, size: int) -> int | None:
    if invests == "never" or (invests == "lumpy" and chance.random() < 0.7):
        return None
    return chance.choice((0, -size // 7)) if chance.random() < 0.05 else chance.randint(1, size)


def _with_holes(chance: random.Random, shape: _Shape, row: Row) -> Row:
    blank = {name: None for name in ("revenue", "cost", "investment") if chance.random() < shape.holes}
    zero = {name: 0 for name in ("revenue", "cost") if chance.random() < 0.02}
    return replace(row, **{**zero, **blank}, units=row.units if shape.units else None)


def _as_written(row: Row, shape: _Shape) -> Iterator[Row]:
    """The line, or two of it where investment is not given by segment and region; none without a figure."""
    lines = [row]
    if shape.apart and row.investment is not None:
        whole = Row(row.product, row.month, investment=row.investment, line=row.line, basis=row.basis)
        lines = [replace(row, investment=None), whole]
    return (line for line in lines if any(getattr(line, name) is not None for name in MEASURES))


def _planned(chance: random.Random, row: Row) -> Row:
    """The budget beside an actual line."""
    amounts = {name: getattr(row, name) for name in MEASURES}
    planned = {
        name: None if cents is None else int(cents * chance.uniform(0.7, 1.4)) for name, cents in amounts.items()
    }
    return replace(row, **planned, basis="budget")


def _restated(chance: random.Random, rows: list[Row]) -> list[Row]:
    """The last months again, some figures changed, some gone."""
    months = sorted({row.month for row in rows})
    again = set(months[-chance.randint(1, len(months)) :])
    kept = [row for row in rows if row.month in again and chance.random() < 0.9]
    changed = [replace(row, revenue=row.revenue and row.revenue + chance.randint(1, 999)) for row in kept]
    return changed or rows


def _in_order(rows: list[Row], shape: _Shape) -> tuple[Row, ...]:
    """First a line that lacks every key that may be blank, so that no blank means "as above"."""
    lacking = [row for row in rows if all(getattr(row, grain) is None for grain in shape.blanks)]
    first = lacking[:1]
    return (*first, *(row for row in rows if row not in first))


def _steps(chance: random.Random, uploads: int) -> Iterator[Step]:
    yield from (Step("load", place) for place in range(uploads))
    if uploads > 1 and chance.random() < 0.7:
        yield Step("undo", chance.choice((None, 1)))
        if chance.random() < 0.5:
            yield Step("redo")
