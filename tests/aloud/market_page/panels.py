"""The charts and tables of the Market page: each cell and datum by the engine, raw and as it reads."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages.panels import Rows, apart
from tests.aloud.kpi_page.panels import keyed
from tests.aloud.market_page import holders, rooms, shift
from tests.aloud.market_page.view import View, period_text
from tests.aloud.screen import Chart, Table
from tests.independent import market_places

# Where a mark or its text is drawn; the number that it stands for is another field of the same row.
LAYOUT = {"middle", "centre", "y", "end", "at", "behind", "name", "x", "fill"}
AMOUNT = "amount to the cent"
Part = tuple[tuple[str, ...], Rows]


class Written:
    """A text made of parts, each of which is a figure to its digits or the same text."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def __eq__(self, found: object) -> bool:
        pieces = str(found).split("  ")
        return len(pieces) == len(self.parts) and not list(
            apart("", "key", {0: dict(enumerate(self.parts))}, [{"key": 0, **dict(enumerate(pieces))}])
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "  ".join(str(float(p) if isinstance(p, Fraction) else p) for p in self.parts)


def held_columns(view: View) -> Rows:
    """A column a market as wide as its part of all, a cell a vendor as high as its share."""
    shown = holders.columns(view)
    ordered = sorted(shown, key=lambda name: -shown[name][0])
    whole, x, found = sum((shown[name][0] for name in ordered), Fraction(0)), Fraction(0), {}
    for name in ordered:
        size, column = shown[name]
        y = Fraction(0)
        for vendor, kind, amount, share in column:
            found[name, vendor] = {"kind": kind, "x0": x, "x1": x + size / whole, "y0": y, "y1": y + share}
            found[name, vendor] |= {"label": share, "amount": amount, "share": share, "sales": amount}
            y += share
        x += size / whole
    return found


def vendors(view: View) -> Rows:
    names = {"Sales": "value", "Share": "share", "Relative share": "relative_share", "Months": "months"}
    return {
        (market, row["vendor"]): {title: row[name] for title, name in names.items()}
        for market, entry in view.entries.items()
        for row in entry["vendors"]
    }


def then_now(view: View) -> Rows:
    found = {}
    for name, row in holders.owned(view).items():
        known = row["now"] is not None and row["before"] is not None
        change = row["now"] - row["before"] if known else None
        label = Written(row["now"], change if row["before"] is not None else "not known then")
        found[name,] = {"share": row["now"], "share_before": row["before"], "label": label}
    return found


def then_now_cells(view: View) -> Rows:
    names = {"Share then": "before", "Share now": "now", "Own sales": "own", "Market size": "size", "Months": "months"}
    return {(n,): {title: row[of] for title, of in names.items()} for n, row in holders.owned(view).items()}


def bubbles(view: View) -> Rows:
    found = {}
    for name, row in holders.placed(view).items():
        before = market_places.position(view.book, of) if (of := view.of(name, view.back)) else None
        told = {key: row[key] for key in ("relative_share", "growth", "own_sales", "quadrant")}
        told |= {"times": row["relative_share"], "grown": row["growth"], "amount": row["own_sales"]}
        told["relative_before"] = before["relative_share"] if before else None
        found[name,] = {**told, "growth_before": view.growth(name, view.back)}
    return found


def bubble_cells(view: View) -> Rows:
    names = ("quadrant", "relative_share", "growth", "share", "months", "rival", "own_sales")
    found = {(n,): {k.replace("_", " ").capitalize(): row[k] for k in names} for n, row in holders.placed(view).items()}
    for (name,), row in found.items():
        row["Growth months"] = view.entries[name]["growth_months"]
    return found


def _parts(of: dict[str, dict[str, Any]], words: dict[str, str]) -> Rows:
    found: Rows = {}
    for name, parts in of.items():
        for key, text in words.items():
            found[name, text] = {"effect": parts[key], "label": parts[key]}
    return found


def point_bars(view: View) -> dict[str, dict[str, Any]]:
    """The shift of all markets together, and each market's part in it."""
    whole = view.shift()
    return {} if whole is None else {shift.of_all(view): whole, **view.shift_by_market}


def point_cells(view: View) -> Rows:
    names = {
        "Share then": "share0",
        "Share now": "share1",
        "Segments": "mix",
        "Won in them": "competitive",
        "Months": "months",
    }
    return {(n,): {title: parts[of] for title, of in names.items()} for n, parts in view.shift_by_market.items()}


def products(view: View) -> dict[str, dict[str, Any]]:
    return {name: parts for name in view.by_product if (parts := view.shift(name))}


def product_cells(view: View) -> Rows:
    names = {
        "Change of sales": "change", "The market grew": "market_growth", "Share won": "share_won",
        "Share then": "before", "Share now": "now", "Segments": "mix", "Won in them": "competitive", "Months": "months",
    }  # fmt: skip
    return {(n,): {title: parts[of] for title, of in names.items()} for n, parts in products(view).items()}


def heat(view: View) -> Rows:
    found: Rows = {}
    for cell, row in view.rooms.items():
        space = "white space" if row["white_space"] else "own sales"
        told = {"shown": row["shown"], "label": row["shown"], "known": row["share"], "space": space}
        found[cell[0], rooms.cell_text(cell)] = told
    return found


def heat_cells(view: View) -> Rows:
    names = {
        "Size": "size", "Own sales": "own_sales", "Own share": "share", "Target share": "target",
        "Headroom": "headroom", "Months": "months", "Growth": "growth", "A year on": "weighted", "Untapped": "untapped",
    }  # fmt: skip
    found = {cell: {title: row[of] for title, of in names.items()} for cell, row in view.rooms.items()}
    for cell, row in found.items():
        row["Months of growth"] = view.rooms[cell]["growth_months"] or None
    return found


def over_time(view: View) -> Rows:
    shares = holders.periods(view)
    return {(period_text(*p), v): {"share": share, "label": share} for (p, v), share in shares.items()}


def over_time_cells(view: View) -> Rows:
    shares = holders.periods(view)
    names = {vendor for _, vendor in shares}
    return {(period_text(*p),): {v: shares.get((p, v)) for v in names} for p in {period for period, _ in shares}}


def gains(view: View) -> Rows:
    known = {n: row["change"] for n, row in holders.gained(view).items() if row["change"] is not None}
    return {(name,): {"change": change, "label": change} for name, change in known.items()}


def gain_cells(view: View) -> Rows:
    return {(n,): {k.capitalize(): row[k] for k in row} for n, row in holders.gained(view).items()}


def indices(view: View) -> Rows:
    found = {}
    for name, known in view.concentrations.items():
        found[name,] = {
            "low": round(known.low, 6),
            "high": round(known.high, 6),
            "level": known.level,
            "label": Span(known.low, known.high),
        }
    return found


class Span:
    """Two whole numbers, or one where both read the same."""

    def __init__(self, low: Fraction, high: Fraction) -> None:
        self.ends = low, high

    def __eq__(self, found: object) -> bool:
        shown = [int(part.replace(",", "")) for part in str(found).split(" – ")]
        ends = shown if len(shown) == 2 else shown * 2
        return all(abs(end - right) <= Fraction(1, 2) for end, right in zip(ends, self.ends, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return " – ".join(str(float(end)) for end in self.ends)


def index_cells(view: View) -> Rows:
    names = {"HHI from": "low", "HHI to": "high", "The market is": "level"}
    return {key: {title: row[of] for title, of in names.items()} for key, row in indices(view).items()}


def drawn(view: View) -> dict[str, list[Part]]:
    """What each chart draws; what has nothing to draw is not there."""
    bars, sums = point_bars(view), products(view)
    totals = [{(name,): {"label": one["now"] - one["before"]} for name, one in bars.items()}]
    totals += [{(name,): {"label": one["change"]} for name, one in sums.items()}]
    found: dict[str, list[Part]] = {
        "held": [(("market", "vendor"), held_columns(view))],
        "then-now": [(("market",), then_now(view))],
        "bubbles-market": [(("market",), bubbles(view))],
        "shift-points": [(("product", "part"), _parts(bars, shift.POINTS)), (("product",), totals[0])],
        "shift-money": [(("product", "part"), _parts(sums, shift.MONEY)), (("product",), totals[1])],
        "headroom": [(("market", "where"), heat(view) if view.has_room else {})],
        "over-time": [(("when", "vendor"), over_time(view))],
        "gains": [(("product",), gains(view))],
        "concentration": [(("market",), indices(view))],
    }
    return {key: parts for key, parts in found.items() if parts[0][1]}


def charts(view: View, found: list[Chart]) -> Iterator[str]:
    """Every chart that must be there and no other, and what each of them draws."""
    wanted = drawn(view)
    if sorted(chart.key for chart in found) != sorted(wanted):
        yield f"charts {sorted(chart.key for chart in found)}, not {sorted(wanted)}"
    for chart in found:
        parts = wanted.get(chart.key, [])
        known = {*LAYOUT, *(column for columns, _ in parts for column in (*columns, "product"))}
        known |= {name for _, rows in parts for row in rows.values() for name in row}
        if chart.fields - known:
            yield f"chart {chart.key} draws {sorted(chart.fields - known)}, of which nobody knows what they are"
        for columns, rows in parts:
            own = [row for row in chart.rows if len(parts) == 1 or ("part" in row) == ("part" in columns)]
            yield from apart(f"chart {chart.key}", "key", rows, keyed(own, *columns))


TABLES = {
    "held": (("Market", "Vendor"), vendors),
    "then-now": (("Market",), then_now_cells),
    "bubbles-market": (("Market",), bubble_cells),
    "shift-points": (("Market",), point_cells),
    "shift-money": (("Product",), product_cells),
    "headroom": (("Market", "Segment", "Region"), heat_cells),
    "over-time": (("Period",), over_time_cells),
    "gains": (("Vendor",), gain_cells),
    "concentration": (("Market",), index_cells),
}


def tables(view: View, found: list[Table]) -> Iterator[str]:
    """Every table, by its numbers and as it reads; whole numbers without decimals."""
    for table in found:
        columns, make = TABLES[table.key]
        rows = make(view)
        held = {*columns, *(name for row in rows.values() for name in row)}
        if {*table.columns} != held:
            yield f"table {table.key}: columns {table.columns}, not {sorted(held)}"
        for what, cells in (("", table.rows), (" as it reads", table.written)):
            named = [{**row, "key": tuple(_name(row[column]) for column in columns)} for row in cells]
            if len({row["key"] for row in named}) != len(named):
                yield f"table {table.key}{what}: two rows have one name"
            yield from apart(f"table {table.key}{what}", "key", rows, named)
        for row in table.written:
            for column in [name for name in row if "onths" in name]:
                if "." in str(row[column]):
                    yield f"table {table.key}: {column} reads {row[column]}"


def _name(value: Any) -> Any:
    return None if value == "–" else value
