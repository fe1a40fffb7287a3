"""The cards, tables and charts of Overview and Return: each cell and datum by the engine."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages.bridges import within_sight
from tests.aloud.finance_pages.view import NAMES, View, month_text
from tests.aloud.grammar import Within, agrees, near
from tests.aloud.screen import Card, Chart, Screen
from tests.independent import returns
from tests.independent.returns import ON_COST, ROI, Money

Rows = dict[Any, dict[str, Any]]
# Where a mark or its text is drawn; the number that it stands for is another field of the same row.
LAYOUT = {"behind", "level", "start", "end", "top", "y", "at", "side", "x", "fill"}
AMOUNTS = ("contribution", "investment", "revenue")
BASES = {ROI: ("Investment", "investment"), ON_COST: ("Variable cost", "cost")}


def same(expected: Any, found: Any) -> bool:
    """Whether a cell or datum is what is expected: text as it is, numbers to the digits of a float."""
    if isinstance(expected, Within) and isinstance(found, float):
        return expected.low <= found <= expected.high
    if isinstance(expected, Fraction | int | float) and not isinstance(expected, bool):
        if isinstance(found, str):
            return near(Fraction(expected), found)
        near_enough = abs(Fraction(found) - Fraction(expected)) <= Fraction(1, 10**4) if found is not None else False
        small = abs(expected) < 100
        return near_enough and (
            not small or abs(float(found) - float(expected)) <= 1e-9 * max(1.0, abs(float(expected)))
        )
    told = isinstance(found, str) and (expected is None or isinstance(expected, str | Within))
    return agrees(expected, found) if told else expected == found


def apart(what: str, key: str, expected: Rows, rows: list[dict[str, Any]]) -> Iterator[str]:
    """Where rows differ from what is expected of them, by the column that names them."""
    found = {row[key]: row for row in rows if row.get(key) is not None}
    if found.keys() != expected.keys():
        yield f"{what}: rows {sorted(map(str, found))}, not {sorted(map(str, expected))}"
    for name in found.keys() & expected.keys():
        for column, value in expected[name].items():
            if not same(value, found[name].get(column)):
                shown = float(value) if isinstance(value, Fraction) else value
                yield f"{what}, {name}: {column} is {found[name].get(column)!r}, not {shown!r}"


def drawn(chart: Chart, key: str, expected: Rows) -> Iterator[str]:
    """Where a chart differs; every field that it draws must be expected."""
    known = {key, *LAYOUT, *(name for row in expected.values() for name in row)}
    if chart.fields - known:
        yield f"chart {chart.key} draws {sorted(chart.fields - known)}, of which nobody knows what they are"
    yield from apart(f"chart {chart.key}", key, expected, chart.rows)


def cards(view: View, found: list[Card]) -> Iterator[str]:
    """Return, contribution, revenue and the base, with their changes and their lines by month."""
    expected = _cards(view)
    if [card.label for card in found] != list(expected):
        yield f"cards {[card.label for card in found]}, not {list(expected)}"
        return
    for card in found:
        value, change, line = expected[card.label]
        if not agrees(value, card.value):
            yield f"card {card.label}: {card.value}, not {value}"
        told = None if card.delta == "no prior year" else card.delta
        if not agrees(change, told):
            yield f"card {card.label}: {card.delta}, not {change and float(change)}"
        line = line if len(line) > 1 else []
        if len(line) != len(card.line) or not all(map(same, line, card.line)):
            yield f"card {card.label}: its line {card.line}, not {[float(each) for each in line]}"


def _cards(view: View) -> dict[str, tuple[Money, Money, list[Fraction]]]:
    names = {NAMES[view.measured]: "roi", "Contribution": "contribution", "Revenue": "revenue"}
    base = BASES[view.measured] if view.portfolio["roi"] is not None else ("Investment", "investment")
    found = {}
    for label, name in {**names, base[0]: base[1]}.items():
        line = [of[name] for of in view.by_month.values() if of[name] is not None]
        if view.portfolio[name] is not None:
            found[label] = view.portfolio[name], _change(view, name), line
    return found


def _change(view: View, name: str) -> Money:
    if view.compared is None:
        return None
    need = {"roi": view.needed, "revenue": "revenue", "investment": "investment"}.get(name, "contribution")
    before, now = view.both(need, name)
    if before is None or now is None:
        return None
    if name == "roi":
        return now - before
    return (now - before) / abs(before) if before else None


def movers(view: View) -> Rows:
    """Whose contribution changed, by product."""
    pair = view.pair("contribution")
    sides = [
        {n: view.of(own)["contribution"] for n, own in returns.by_product(s).items()} for s in (pair.before, pair.now)
    ]
    found = {}
    for name in sides[0].keys() | sides[1].keys():
        before, now = sides[0].get(name), sides[1].get(name)
        change = (now or 0) - (before or 0)
        found[name] = {"before": before, "now": now, "change": change, "label": change}
    return found


def return_movers(view: View) -> Rows:
    found = {}
    for name, steps in view.return_effects().items():
        change = sum(steps.values(), Fraction(0))
        found[name] = {**steps, "change": change, "label": change}
    return found


def largest(rows: Rows, count: int, of: str = "change") -> Rows:
    """The rows of the largest figures by size."""
    ordered = sorted(rows, key=lambda name: -abs(rows[name][of]))
    return {name: rows[name] for name in ordered[:count]}


def waterfall(steps: dict[str, Fraction], ends: dict[str, str]) -> Rows:
    named = {ends.get(name, name): effect for name, effect in steps.items()}
    return {name: {"label": effect, "effect": effect, "heading": name} for name, effect in named.items()}


def ranked(view: View) -> Rows:
    ordered = sorted(view.rois, key=lambda name: -view.rois[name])
    kept = ordered if len(ordered) <= 12 else ordered[:6] + ordered[-6:]
    names = {"roi": "roi", "label": "roi", "contribution": "contribution", "earned": "contribution"}
    return {product: {name: view.products[product][of] for name, of in names.items()} for product in kept}


def invested(view: View) -> Rows:
    """Contribution against investment, of the months in which both are known."""
    found = {}
    for name, own in returns.by_product(view.months).items():
        used = [each for each in own if each.returned]
        if used:
            found[name] = {
                "contribution": returns.money(sum(each.contribution or 0 for each in used)),
                "investment": returns.money(sum(each.invested or 0 for each in used)),
                "revenue": view.products[name]["revenue"],
                "label": view.products[name]["roi"],
            }
            found[name] |= {f"{amount}_said": found[name][amount] for amount in AMOUNTS}
    return found


def whale(view: View) -> Rows:
    """Contribution added up, the largest first."""
    whole, added, found = sum(view.contributions.values(), Fraction(0)), Fraction(0), {}
    for rank, (name, amount) in enumerate(view.contributions.items(), 1):
        added += amount
        share = added / whole if whole else None
        found[name] = {
            "contribution": amount,
            "rank": rank,
            "cumulative": added,
            "sum": added,
            "cumulative_share": share,
            "label": share,
        }
    return found


def charts(view: View, found: list[Chart]) -> Iterator[str]:
    """Every chart that must be there, and what it draws."""
    expected = _charts(view)
    for chart in found:
        if chart.key not in expected:
            yield f"chart {chart.key} is drawn, though nothing is known for it"
        else:
            yield from drawn(chart, *expected[chart.key])


def _charts(view: View) -> dict[str, tuple[str, Rows]]:
    whales = whale(view) | {"": {"cumulative": 0, "sum": 0, "rank": 0, "cumulative_share": 0, "label": 0}}
    months = {month_text(m): {"roi": of["roi"], "label": of["roi"]} for m, of in view.by_month.items()}
    found = {
        "whale": ("product", whales if view.contributions else {}),
        "ranked": ("product", ranked(view)),
        "bubbles": ("product", invested(view)),
        "trend": ("when", {when: row for when, row in months.items() if row["roi"] is not None}),
    }
    if view.compared:
        ends = {"before": month_text(view.compared[1] - view.back), "now": month_text(view.compared[1])}
        found["movers"] = ("product", largest(movers(view), 10))
        found["return-movers"] = ("product", largest(return_movers(view), 10))
        steps = view.return_steps()
        found["bridge"] = ("name", waterfall(within_sight(steps), ends) if steps else {})
    if view.against:
        steps = view.money_steps(view.bridged_first)
        found["profit-bridge"] = ("name", waterfall(within_sight(steps), ends_of(view)) if steps else {})
    return {key: rows for key, rows in found.items() if rows[1]}


def ends_of(view: View) -> dict[str, str]:
    if view.against == "prior year" and view.compared:
        return {"before": month_text(view.compared[1] - view.back), "now": month_text(view.compared[1])}
    return {"before": "Budget", "now": "Actual"}


PAGES = {
    "overview": {"movers", "return-movers", "whale", "ranked"},
    "returns": {"ranked", "bridge", "profit-bridge", "bubbles", "whale", "trend"},
}


def absent(view: View, page: str, found: Screen) -> Iterator[str]:
    """The charts that a page does not draw though their figures are known."""
    wanted = PAGES[page] & _charts(view).keys()
    if page == "overview":
        wanted -= {"whale", "ranked"} if view.compared else set()
    missing = wanted - {chart.key for chart in found.charts}
    if missing:
        yield f"no chart {sorted(missing)}, though the figures are known"
