"""The tables of Overview and Return, cell by cell."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages import panels, worth
from tests.aloud.finance_pages.panels import Rows, apart
from tests.aloud.finance_pages.view import View, month_text
from tests.aloud.screen import Table
from tests.independent import returns
from tests.independent.comparisons import BOTH
from tests.independent.returns import Money, ProductMonth, ratio

MONEY = {"Revenue": "revenue", "Variable cost": "cost", "Investment": "investment", "Contribution": "contribution"}
FIGURES = {**MONEY, "Contribution margin": "margin", "Return": "roi"}
RETURN_STEPS = {
    "Mix effect": "mix",
    "Rate effect": "rate",
    "New products": "entered",
    "Discontinued products": "left",
    "Change": "change",
}
GROUPS = {"line": "Business line", "segment": "Segment", "region": "Region"}


def renamed(rows: Rows, names: dict[str, str]) -> Rows:
    return {key: {new: row[old] for new, old in names.items()} for key, row in rows.items()}


def products(view: View) -> tuple[str, Rows]:
    whole = sum((of["revenue"] or 0 for of in view.products.values()), Fraction(0))
    lines = {fact.product: fact.line for fact in reversed(view.facts) if fact.line is not None}
    rows = renamed(view.products, FIGURES)
    for name, row in rows.items():
        share = row["Revenue"] / whole if row["Revenue"] is not None and whole else None
        row |= {"Line": lines.get(name), "Share of revenue": share}
    return "Product", rows


def group(view: View) -> str:
    """What tables are grouped by at first."""
    given = {by for by in GROUPS for fact in view.ledger.facts() if getattr(fact, by) is not None}
    return next(by for by in GROUPS if by in given)


def groups(view: View) -> tuple[str, Rows]:
    by = group(view)
    found = returns.groups(view.facts, by, view.span, view.measured, *view.cuts, answers=view.answers)
    return GROUPS[by], renamed(found, FIGURES)


def trend(view: View) -> tuple[str, Rows]:
    """Each month with a return, and the sums that it may use."""
    rows = {}
    for month, own in _by_month(view.months).items():
        if view.of(own)["roi"] is not None:
            used = [each for each in own if each.returned]
            rows[month_text(month)] = {
                "Revenue": returns.money(sum(each.matched_revenue for each in own if each.matched)),
                "Variable cost": returns.money(sum(each.matched_cost for each in own if each.matched)),
                "Investment": returns.money(returns.total(each.invested for each in used)),
                "Return": view.of(own)["roi"],
            }
    return "Month", rows


def _by_month(months: list[ProductMonth]) -> dict[int, list[ProductMonth]]:
    return {month: [each for each in months if each.month == month] for month in sorted({m.month for m in months})}


def _steps(steps: dict[str, Fraction], ends: dict[str, str]) -> tuple[str, Rows]:
    return "Step", {ends.get(name, name): {"Effect": effect} for name, effect in steps.items()}


def bridge(view: View) -> tuple[str, Rows]:
    assert view.compared
    ends = {"before": month_text(view.compared[1] - view.back), "now": month_text(view.compared[1])}
    return _steps(view.return_steps(), ends)


def ranks(view: View) -> tuple[str, Rows]:
    """Each product's place by every definition, 1 the best; whose half depends on it."""
    ways = worth.ways(view)
    places = {way: _places(values) for way, values in ways.items()}
    rows = {}
    for name in view.products:
        row: dict[str, Any] = {way[0].upper() + way[1:]: of.get(name) for way, of in places.items()}
        row["Place"] = "◆ depends" if name in worth.depends(view) else ""
        rows[name] = row
    return "Product", rows


def _places(values: dict[str, float]) -> dict[str, int]:
    return {name: 1 + sum(other > value for other in values.values()) for name, value in values.items()}


def cash(view: View) -> tuple[str, Rows]:
    """NPV, IRR, payback, growth and margin of each product."""
    rows: Rows = {}
    grown = _grown(view) if view.compared else None
    for name, of in view.products.items():
        row: dict[str, Any] = {"Contribution margin": of["margin"]}
        if grown is not None:
            row |= grown[name]
        rows[name] = row | worth.of_product(view, name)
    return "Product", rows


def _grown(view: View) -> dict[str, dict[str, Money]]:
    """By product how margin and revenue changed where it was there in both years."""
    margins = _margins(view)
    pair, found = view.pair("revenue"), {}
    for name in view.products:
        sides = [
            returns.total(each.revenue for each in side if each.product == name and _stays(pair.stages, each, back))
            for side, back in ((pair.before, view.back), (pair.now, 0))
        ]
        growth = Fraction(sides[1], sides[0]) - 1 if None not in sides and sides[0] > 0 else None
        then, now = margins.get(name, (None, None))
        found[name] = {
            "Change on prior year": now - then if now is not None and then is not None else None,
            "Growth on prior year": growth,
            "Rule of 40": growth + now if growth is not None and now is not None else None,
        }
    return found


def _margins(view: View) -> dict[str, tuple[Money, Money]]:
    pair = view.pair("contribution")
    found = {}
    for name in view.products:
        sides = []
        for side, back in ((pair.before, view.back), (pair.now, 0)):
            own = [each for each in side if each.product == name and _stays(pair.stages, each, back)]
            sides.append(ratio(returns.total(e.contribution for e in own), sum(e.matched_revenue for e in own)))
        found[name] = sides[0], sides[1]
    return found


def _stays(stages: dict[tuple[str, int], str], each: ProductMonth, back: int) -> bool:
    return stages[each.product, each.month + back] == BOTH


def _capital(names: tuple[str, ...]) -> dict[str, str]:
    return {name.capitalize(): name for name in names}


EXPECTED: dict[str, Callable[[View], tuple[str, Rows]]] = {
    "movers": lambda v: (
        "Product",
        renamed(panels.movers(v), {"Prior year": "before", "Now": "now", "Change": "change"}),
    ),
    "return-movers": lambda v: (
        "Product",
        renamed(panels.return_movers(v), RETURN_STEPS),
    ),
    "ranked": lambda v: ("Product", renamed(v.products, {"Return": "roi", "Contribution": "contribution"})),
    "bridge": bridge,
    "profit-bridge": lambda v: _steps(v.money_steps(v.bridged_first), panels.ends_of(v)),
    "bubbles": lambda v: ("Product", renamed(panels.invested(v), _capital(("investment", "contribution", "revenue")))),
    "whale": lambda v: (
        "Product",
        renamed(
            panels.whale(v),
            {
                "Contribution": "contribution",
                "Rank": "rank",
                "Cumulative contribution": "cumulative",
                "Cumulative share": "cumulative_share",
            },
        ),
    ),
    "trend": trend,
    "products": products,
    "groups": groups,
    "ranks": ranks,
    "worth": cash,
}


def wrong(view: View, found: list[Table]) -> Iterator[str]:
    """What is wrong in tables; one that nobody taught, and one with a column that nobody knows, is."""
    for table in found:
        name = table.key or _by_columns(table.columns)
        if name not in EXPECTED:
            yield f"nobody taught the table {name!r}: {table.columns}"
            continue
        key, rows = EXPECTED[name](view)
        columns = {column for row in rows.values() for column in row} | {key}
        if {*table.columns} - columns:
            yield f"table {name}: nobody knows what {sorted({*table.columns} - columns)} are"
        yield from apart(f"table {name}", key, rows, table.rows)
        yield from apart(f"table {name} as it reads", key, rows, table.written)


def _by_columns(columns: list[str]) -> str:
    """Which table it is, of one whose key the test cannot see."""
    if columns[0] in GROUPS.values():
        return "groups"
    return "ranks" if "Place" in columns else "worth" if "IRR" in columns else ""
