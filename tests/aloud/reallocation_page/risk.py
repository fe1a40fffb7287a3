"""Gain against downside: the named allocations, the way to the sorted list, the frontier, and near-ties."""

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.aloud.grammar import Expected, Said, Sentence, agrees, constant
from tests.aloud.reallocation_page.board import NONE
from tests.aloud.reallocation_page.view import Drawn, View
from tests.aloud.screen import Chart, Screen, Table
from tests.independent import allocations
from tests.independent.allocations import Best, Move
from ui import risk as risk_panel

STEPS, FEW = 5, 150  # from today to the sorted list; draws under each of which the best is found
ENOUGH, DIFFERING, MOST = 0.98, 2, 5
CLOSE = 1e-4  # of what a product has on average: a change below it is none
Budgets = dict[str, float]


def sorted_list(view: View) -> Budgets:
    """What is left above the floors goes to the products that return most, as far as their ceilings allow."""
    found = {name: low for name, (low, _) in view.limits.items()}
    left = sum(curve.budget for curve in view.curves.values()) - sum(found.values())
    funded = [name for name, curve in view.curves.items() if curve.budget > 0]
    for name in sorted(funded, key=lambda name: -view.curves[name].earns / view.curves[name].budget):
        more = min(left, view.limits[name][1] - found[name])
        found[name] += more
        left -= more
    return found


def moves_to(view: View, budgets: Budgets) -> list[Move]:
    """Today to other budgets, all of it through savings."""
    changes = {name: round((budgets[name] - curve.budget) * 100) for name, curve in view.curves.items()}
    return [Move(None, name, cents) for name, cents in changes.items() if cents]


def ranged(view: View, budgets: Budgets) -> Drawn:
    return replace(view, moves=[], ventures=[]).drawn(moves_to(view, budgets))


def today(view: View) -> Budgets:
    return {name: curve.budget for name, curve in view.curves.items()}


def named(view: View) -> dict[str, Drawn]:
    """The allocations that have a mark of their own."""
    best = view.best.budgets if view.best else today(view)
    known = {"best": ranged(view, best), "ranking by ROI": ranged(view, sorted_list(view))}
    if not view.moves and not view.ventures:
        return {"you are here": ranged(view, today(view)), **known}
    return {"today": ranged(view, today(view)), "you are here": view.drawn(view.moves), **known}


def mistakes(view: View, found: Screen) -> Iterator[str]:
    (chart,), right = found.charts, named(view)
    rows = {row["what"]: row for row in chart.rows if row.get("what") in right}
    if rows.keys() != right.keys():
        yield f"marks {sorted(rows)}, not {sorted(right)}"
        return
    for what, row in rows.items():
        yield from _apart(what, right[what], row)
    for row in chart.rows:
        yield from _of_one_mark(row, rows)
    yield from _way(view, chart)
    yield from _line(view, chart, rows)
    yield from _tables(view, found, rows)


def _apart(what: str, right: Drawn, row: dict[str, Any]) -> Iterator[str]:
    """Where a mark is not at the median and the tail, or not said to be there."""
    for name, within in (("median", right.at(0.5)), ("tail", right.tail)):
        if not within.low - 0.01 <= row[name] <= within.high + 0.01:
            yield f"{what}: its {name} is {row[name]}, not {within}"
    median, _, tail = row["said"].removesuffix(" in the worst 5 %").partition(" at the median, ")
    if not agrees(Fraction(row["median"]), median) or not agrees(Fraction(row["tail"]), tail):
        yield f"{what}: {row}"


def _of_one_mark(row: dict[str, Any], rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Several names at one mark are those of marks that lie close to it, and the first one's is where it is."""
    names = str(row.get("what", "")).split(", ")
    if len(names) > 1:
        reach = [max(each[of] for each in rows.values()) - min(each[of] for each in rows.values()) for of in AXES]
        far = [
            abs(rows[name][of] - row[of]) > 0.06 * (most or 1) + 1e-9
            for name in names
            for of, most in zip(AXES, reach, strict=True)
        ]
        if any(far) or any(row[of] != rows[names[0]][of] for of in AXES):
            yield f"{names} do not stand together: {row}"


AXES = ("tail", "median")


def _way(view: View, chart: Chart) -> Iterator[str]:
    """Equal steps from today to the sorted list."""
    steps = {row["step"]: row for row in chart.rows if "step" in row}
    if sorted(steps) != list(range(STEPS + 1)):
        yield f"steps {sorted(steps)}"
    at, to = today(view), sorted_list(view)
    for step, row in steps.items():
        yield from _apart(f"step {step}", ranged(view, {n: at[n] + (to[n] - at[n]) * step / STEPS for n in at}), row)


def _line(view: View, chart: Chart, rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    """No point of the line beats another or is beyond any allocation; today and the best are not above it."""
    line = sorted((row["tail"], row["median"]) for row in chart.rows if not {"what", "step"} & row.keys())
    close = 0.01 + 1e-6 * max((abs(each) for point in line for each in point), default=0.0)
    if not line or any(two[0] > one[0] + close and two[1] > one[1] - close for one, two in pairwise(line)):
        yield f"one point of the line beats another: {line}"
        return
    if view.certain:
        most = ceiling(view)
        high, worst = most.at(0.5).high, most.tail.high
        if line[-1][0] > worst + close or max(median for _, median in line) > high + close:
            yield f"{line} is beyond {high} and {worst}"
    start = rows.get("today", rows["you are here"])
    for what, mark in (("today", start), ("the best", rows["best"])):
        if not any(tail >= mark["tail"] - close and median >= mark["median"] - close for tail, median in line):
            yield f"{what}, {mark}, is not under the line {line}"


def ceiling(view: View) -> Drawn:
    """What the best allocation of each draw would bring: more than any one allocation brings in it."""
    if ceiling not in view.kept:
        view.kept[ceiling] = _ceiling(view)
    return view.kept[ceiling]


def _ceiling(view: View) -> Drawn:
    chance, found = random.Random(22), []
    total = sum(curve.budget for curve in view.curves.values())
    for _ in range(FEW):
        drawn = {n: c if c.beta is None else replace(c, beta=_clipped(c.beta + c.error * chance.gauss(0, 1)))
                 for n, c in view.curves.items()}  # fmt: skip
        best = allocations.best(drawn, view.limits, total)
        found.append(best.gain if best else 0.0)
    return Drawn(sorted(found), view.certain)


def _clipped(beta: float) -> float:
    return min(max(beta, allocations.LOWEST), allocations.HIGHEST)


def _tables(view: View, found: Screen, rows: dict[str, dict[str, Any]]) -> Iterator[str]:
    for table in found.tables:
        if table.key == "frontier":
            told = {row["Plan"]: (row["Median gain"], row["Average of the worst 5 %"]) for row in table.rows}
            right = {what: (row["median"], row["tail"]) for what, row in rows.items()}
            if told != right:
                yield f"table {told}, not {right}"
            for row, text in zip(table.rows, table.written, strict=True):
                if not all(
                    agrees(Fraction(row[name]), text[name]) for name in ("Median gain", "Average of the worst 5 %")
                ):
                    yield f"table {text}, not {row}"
    told = [table for table in found.tables if table.key != "frontier"]
    yield from _ties(view, told)


def ties(view: View) -> dict[str, tuple[float, float, int]]:
    """By what is left alone: the gain of the best without it, its part of the best's, and what goes another way."""
    best, total = view.best, sum(curve.budget for curve in view.curves.values())
    if best is None or best.gain <= 0:
        return {}
    found = {}
    for name, curve in view.curves.items():
        limits = {**view.limits, name: (curve.budget, curve.budget)}
        other = allocations.best(view.curves, limits, total)
        if best.budgets[name] != curve.budget and other is not None:
            differing = sum(_way_of(view, other, each) != _way_of(view, best, each) for each in view.curves)
            if other.gain >= ENOUGH * best.gain and differing >= DIFFERING:
                found[f"Leave {name} unchanged"] = other.gain, other.gain / best.gain, differing
    return dict(sorted(found.items(), key=lambda each: (-each[1][2], -each[1][0]))[:MOST])


def _way_of(view: View, found: Best, name: str) -> int:
    close = CLOSE * sum(curve.budget for curve in view.curves.values()) / len(view.curves)
    change = found.budgets[name] - view.curves[name].budget
    return (change > close) - (change < -close)


def _ties(view: View, tables: list[Table]) -> Iterator[str]:
    right = ties(view)
    rows = [row for table in tables for row in table.rows]
    told = {
        row["index"]: (row["Gain"], row["Share of the best plan's gain"], row["Products with another budget"])
        for row in rows
    }
    if list(told) != list(right) or len(tables) > 1:
        yield f"near-ties {told}, not {right}"
        return
    for name, texts in told.items():
        if not all(agrees(Fraction(value), text) for value, text in zip(right[name], texts, strict=True)):
            yield f"{name}: {texts}, not {right[name]}"


def alone(view: View, said: Said) -> dict[str, Expected]:
    return NONE if ties(view) else {}


def some(view: View, said: Said) -> dict[str, Expected]:
    return {} if ties(view) else NONE


def left(view: View, said: Said) -> dict[str, Expected]:
    """What the sorted list leaves of the best's median gain; the drawn marks say each to the cent."""
    assert view.shown
    marks = {row["what"]: row for chart in view.shown.charts for row in chart.rows if "what" in row}
    return {"lost": Fraction(marks["best"]["median"] - marks["ranking by ROI"]["median"])}


SENTENCES = [
    constant(risk_panel.MEANING),
    constant("Gain against downside"),
    constant("currency not stated, next 12 months"),
    Sentence("Ranking by ROI alone would forgo {lost:money} of the best plan's median gain⟦.⟧", left),
    Sentence("No clearly different plan comes within 2 % of the best plan's gain.", alone),
    Sentence("**Alternatives close to the best plan**", some),
]
