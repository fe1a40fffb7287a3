"""The charts and tables of a scenario's effect."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages.panels import Rows, apart
from tests.aloud.grammar import near
from tests.aloud.reallocation_page.moves import swings, touched
from tests.aloud.reallocation_page.view import View
from tests.aloud.screen import Screen
from tests.independent import allocations
from ui import effect

MONEY = "Amount"
TURNS, BRINGS = "Break-even at", "1 % more budget adds"


def gains(view: View) -> Rows:
    known = {name: Fraction(gain) for name, gain in view.gains.items() if gain}
    return {name: {"change": gain, "label": gain} for name, gain in known.items()}


def mistakes(view: View, found: Screen) -> Iterator[str]:
    wanted = {"effect": gains(view), "tornado": tornado(view)}
    drawn = {chart.key: chart for chart in found.charts}
    if {key for key, rows in wanted.items() if rows} != drawn.keys():
        yield f"charts {sorted(drawn)}"
    for key, chart in drawn.items():
        rows = [row for row in chart.rows if "product" in row]
        yield from apart(f"chart {key}", "product", wanted[key], rows)
    for table in found.tables:
        yield from _of_table(view, table)


def tornado(view: View) -> Rows:
    ends = {name: [Fraction(end) for end in both] for name, both in swings(view).items()}
    return {name: {"least": low, "most": high} for name, (low, high) in ends.items()}


def _of_table(view: View, table: Any) -> Iterator[str]:
    if table.key == "effect":
        rows = {name: {"Impact": row["change"]} for name, row in gains(view).items()}
        yield from apart("table effect", "Product", rows, table.rows)
        yield from apart("table effect as it reads", "Product", rows, table.written)
    elif table.key == "tornado":
        rows = {n: {"Lowest impact": row["least"], "Highest impact": row["most"]} for n, row in tornado(view).items()}
        yield from apart("table tornado", "Assumption", rows, table.rows)
    elif TURNS in table.columns:
        yield from _turns(view, table)
    else:
        yield f"nobody taught the table {table.key}, {table.columns}"


def transfers(view: View, found: Screen) -> Iterator[str]:
    """The list of the moves under the board, the last one first."""
    for table in found.tables:
        if MONEY in table.columns:
            told = [(row["From"], row["To"], row["Start month"]) for row in table.rows]
            right = [(m.giver or "new funding", m.taker or "unallocated", m.start) for m in reversed(view.moves)]
            sums = zip(reversed(view.moves), table.rows, strict=True)
            if told != right or not all(near(Fraction(m.cents, 100), row[MONEY]) for m, row in sums):
                yield f"transfers {table.rows}"
    if view.moves and not any(MONEY in table.columns for table in found.tables):
        yield "no list of the transfers"


def _turns(view: View, table: Any) -> Iterator[str]:
    """What would have to be true of each moved product."""
    able = {name for name in view.changes if touched(view, name) and view.curves[name].beta is not None}
    told = {row["Product"] for row in table.rows}
    if not told <= able or len(told) != min(len(able), effect.NEAREST):
        yield f"assumptions of {sorted(told)}, not of {sorted(able)}"
        return
    for row in table.rows:
        beta, at = view.curves[row["Product"]].beta, allocations.flip(view.curves, view.moves, row["Product"])
        right = near(Fraction(beta or 0), row[BRINGS].removesuffix(" %"))
        said = row[TURNS].removesuffix(" %")
        turns = said == "no value" if at is None else said != "no value" and near(Fraction(at), said)
        if not right or not turns:
            yield f"{row}: the decision turns at {at}"
