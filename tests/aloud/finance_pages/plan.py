"""KPIs that finance gives where it has a budget: revenue and margin of each product against plan, by the engine."""

from collections.abc import Iterable
from fractions import Fraction

from tests.aloud.finance_pages.leaders import as_shown, sides
from tests.aloud.finance_pages.view import View
from tests.aloud.grammar import Expected, Said
from tests.independent import kpis, returns
from tests.independent.kpi_sheets import HIGHER, Definition
from tests.independent.kpis import Series
from tests.independent.returns import ProductMonth, ratio

REVENUE, MARGIN = "Revenue", "Contribution margin"
IN_MONEY = "EUR"  # what the engine calls a KPI whose months add up to the year
Part = tuple[Fraction, int]  # of a product's KPIs that is on target, and how many it has
FEWEST = 2  # KPIs by which a product is judged
BELOW = ("red", "amber")
STATUSES = {"red": "off target", "amber": "near target", "green": "on target"}


def series(view: View) -> list[Series]:
    """Each product's revenue and margin with their targets, under the filters by line and segment."""
    cuts = tuple(cut for cut in view.cuts if cut.by != "region")
    sides = {}
    for basis in ("actual", "budget"):
        months = returns.product_months(view.facts_of(basis), *cuts, answers=view.answers)
        sides[basis] = {(each.product, each.month): each for each in months}
    planned: dict[str, list[int]] = {}
    for product, month in sorted(sides["budget"]):
        planned.setdefault(product, []).append(month)
    found = []
    for product, months in planned.items():
        for kpi, unit, of in ((REVENUE, IN_MONEY, _revenue), (MARGIN, "%", _margin)):
            values = [_values(side, product, months, of) for side in (sides["actual"], sides["budget"])]
            if values[0]:
                found.append(Series(Definition(kpi, HIGHER, unit), product, Fraction(1), 1, *values, {}))
    return found


def _values(side: dict[tuple[str, int], ProductMonth], product: str, months: list[int], of) -> dict[int, Fraction]:  # type: ignore[no-untyped-def]
    known = {month: of(side[product, month]) for month in months if (product, month) in side}
    return {month: value for month, value in known.items() if value is not None}


def _revenue(each: ProductMonth) -> Fraction | None:
    return returns.money(each.revenue)


def _margin(each: ProductMonth) -> Fraction | None:
    return ratio(each.contribution, each.revenue) if each.whole else None


def ordered(of: Iterable[Series]) -> list[Series]:
    """The most severe first: what is missed, then by severity and by what is missed of the target."""

    def place(one: Series) -> tuple[bool, bool, Fraction, Fraction, str, str]:
        severe, reached = kpis.severity(one), kpis.attainment(one, one.last)
        least = Fraction(-(10**9))
        miss = least if reached is None else 1 - reached
        status = kpis.status(one, one.last)
        severe = least if severe is None else severe
        return (status not in BELOW, not status, -severe, -miss, one.definition.kpi, one.product)

    return sorted(of, key=place)


def headline(view: View, said: Said) -> dict[str, Expected]:
    """How many KPIs miss their target, which one worst, and how many will."""
    every = ordered(series(view))
    return told(every, sliding(view, said)) if any(kpis.status(one, one.last) for one in every) else {"judged": 0}


def told(every: list[Series], late: Expected) -> dict[str, Expected]:
    """What is said first of KPIs, the most severe first, of which so many will miss."""
    judged = [one for one in every if kpis.status(one, one.last)]
    marks = [str(kpis.status(one, one.last)) for one in judged]
    expected = {"sliding": late, "these": be(late), **unrated(len(every) - len(judged))}
    expected |= {"count": len(marks)} if len(marks) > 1 else {"mark": STATUSES[marks[0]]}
    if marks.count("green") == len(judged):
        return expected
    red, worst = marks.count("red"), judged[0]
    if len(marks) > 1:
        expected |= {"red": red, "are": be(red), "amber": marks.count("amber"), "green": marks.count("green")}
    reached = kpis.attainment(worst, worst.last)
    return expected | {"kpi": worst.definition.kpi, "product": worst.product, "reached": reached}


def unrated(count: int) -> dict[str, Expected]:
    """How many more nobody can rate."""
    return {"more": None if not count else "One more has" if count == 1 else f"{count} more have"}


def be(count: Expected) -> str | None:
    return None if count is None else "is" if str(count) == "1" else "are"


def sliding(view: View, said: Said) -> Expected:
    """How many on target will likely miss."""
    every = series(view)
    current = [one for one in every if kpis.status(one, one.last) == "green"]
    chances = [kpis.outlook(one, every).chance for one in current]
    return sum(chance < Fraction(1, 2) for chance in chances if chance is not None) or None


def not_judged(view: View, said: Said) -> dict[str, Expected]:
    every = series(view)
    judged = any(kpis.status(one, one.last) for one in every)
    return {"count": len(every) if not judged else "judged"}


def on_target(view: View, said: Said) -> dict[str, Expected]:
    """Which products have most of their KPIs on target, and which fewest; who ties at the ends is neither."""
    met: dict[str, list[bool]] = {}
    for one in series(view):
        if kpis.status(one, one.last):
            met.setdefault(one.product, []).append(kpis.status(one, one.last) == "green")
    parts = {name: (Fraction(sum(own), len(own)), len(own)) for name, own in met.items() if len(own) >= FEWEST}
    if not parts:
        return {"leads": "nobody"}
    best = sorted(parts.values(), reverse=True)
    above, below = sides(best, lambda part: as_shown(part[0]))
    texts = {f"{name} {sum(met[name])} of {len(met[name])}": part for name, part in parts.items()}
    return {
        "leads": _listed(said.get("leads"), texts, best[: above.count]),
        "ahead": above.more,
        "lags": _listed(said.get("lags"), texts, best[::-1][: below.count]),
        "behind": below.more,
    }


def alike(view: View, said: Said) -> dict[str, Expected]:
    """Neither side is named."""
    return {side: names for side, names in on_target(view, {}).items() if names is not None}


def _listed(said: str | None, texts: dict[str, Part], right: list[Part]) -> str | None:
    """What is said where it names products of the right parts in their order, else what would be right."""
    items = said.split(", ") if said else []
    if len(set(items)) == len(items) and [texts.get(item) for item in items] == right:
        return said
    return ", ".join(f"{met * count} of {count}" for met, count in right) or None
