"""KPIs by their definitions in fractions: attainment, status, streak, severity, months behind, momentum, outlook.

Values are in hundredths of the KPI's unit, exactly. Nothing of the product is used. A target of 0 has no attainment: it
is met or it is not.
"""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, median

from tests.independent import forecasts
from tests.independent.forecasts import Forecast, History
from tests.independent.kpi_sheets import HIGHER, LOWER, RANGE, Definition, KpiSheets, Result
from tests.independent.ledger import named

Known = Fraction | None
FEWEST, LONGEST, FEWEST_ERRORS = 6, 12, 6


@dataclass(frozen=True)
class Series:
    """One KPI of one product: what it means and its values by month."""

    definition: Definition
    product: str
    weight: Fraction
    actual: dict[int, Fraction]
    target: dict[int, Fraction]

    @property
    def last(self) -> int:
        return max(self.actual)

    @property
    def sign(self) -> int | None:
        return {HIGHER: 1, LOWER: -1}.get(self.definition.direction)


def series(sheets: KpiSheets) -> list[Series]:
    """Every KPI of every product that has an actual."""
    by_key: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in sheets.results:
        by_key[result.kpi, result.product].append(result)
    said = {definition.kpi: definition for definition in sheets.definitions}
    given = [Fraction(said[kpi].weight or 0, 100) for kpi in {kpi for kpi, _ in by_key} if said[kpi].weight is not None]
    usual = mean(given) if given else Fraction(1)
    found = []
    for (kpi, product), rows in by_key.items():
        weight = said[kpi].weight
        actual = {row.month: Fraction(row.actual, 100) for row in rows if row.actual is not None}
        target = {row.month: Fraction(row.target, 100) for row in rows if row.target is not None}
        if actual:
            of = usual if weight is None else Fraction(weight, 100)
            found.append(Series(said[kpi], product, of, actual, target))
    return found


def attainment(one: Series, month: int) -> Known:
    """How much of its target a month reaches; None where that cannot be said."""
    actual, target = one.actual.get(month), one.target.get(month)
    if actual is None:
        return None
    if one.definition.direction == RANGE:
        low, high = Fraction(one.definition.low or 0, 100), Fraction(one.definition.high or 0, 100)
        if low <= actual <= high:
            return Fraction(1)
        return 1 - (low - actual) / low if actual < low else 1 - (actual - high) / high
    if not target:
        return None
    better = actual - target if one.sign == 1 else target - actual
    return 1 + better / abs(target)


def status(one: Series, month: int) -> str | None:
    """Green, amber or red; of a target of 0 green where it is met, else red."""
    reached = attainment(one, month)
    if reached is None:
        actual, target = one.actual.get(month), one.target.get(month)
        if actual is None or target != 0:
            return None
        return "green" if (actual >= 0 if one.sign == 1 else actual <= 0) else "red"
    amber = Fraction(90 if one.definition.amber is None else one.definition.amber, 100)
    return "green" if reached >= 1 else "amber" if reached >= amber else "red"


def streak(one: Series) -> int:
    """Months in a row, up to the last, that are known to miss."""
    months = 0
    while status(one, one.last - months) in {"amber", "red"}:
        months += 1
    return months


def severity(one: Series) -> Known:
    reached = attainment(one, one.last)
    if reached is None:
        return None
    return one.weight * max(Fraction(0), 1 - reached) * (1 + Fraction(streak(one), 12))


def months_behind(one: Series, first: int) -> Known:
    """How long ago the plan was no better than the last actual; between two months in proportion."""
    if one.sign is None:
        return None
    reached = one.sign * one.actual[one.last]
    plans = [one.target.get(month) for month in range(one.last, first - 1, -1)]
    for lag, plan in enumerate(plans):
        if plan is None or one.sign * plan > reached:
            continue
        nearer = plans[lag - 1] if lag else None
        if lag and nearer is not None:
            return lag - 1 + (one.sign * nearer - reached) / (one.sign * (nearer - plan))
        return Fraction(lag)
    return None


def slope(values: dict[int, Fraction], now: int) -> Known:
    """Theil–Sen: the median slope between any two of the last 12 months, of 6 known ones at least."""
    recent = _recent(values, now)
    if len(recent) < FEWEST:
        return None
    months = sorted(recent)
    return median((recent[b] - recent[a]) / (b - a) for n, a in enumerate(months) for b in months[n + 1 :])


def _recent(values: dict[int, Fraction], now: int) -> dict[int, Fraction]:
    return {month: value for month, value in values.items() if now - LONGEST < month <= now}


def momentum(one: Series) -> Known:
    found = slope(one.actual, one.last)
    return None if found is None or one.sign is None else one.sign * found


@dataclass(frozen=True)
class Outlook:
    """Where a series will stand at the end of the year, and the chance that it meets its goal."""

    ends: int
    value: Known = None
    low: Known = None
    high: Known = None
    chance: Known = None


def is_sum(one: Series) -> bool:
    """Whether months add up to the year: of these sheets' KPIs those in money."""
    return one.definition.unit == "EUR"


def outlook(one: Series, first: int) -> Outlook:
    """What is projected to December, with the band of 80 % around it."""
    ends = (one.last + 1) // 12 * 12 + 11
    ahead = ends - one.last
    said = History(one.actual, ahead, is_sum(one)).at(one.last)
    of_year = range(max(first, (one.last + 1) // 12 * 12), one.last + 1)
    so_far = _all([one.actual.get(month) for month in of_year]) if is_sum(one) else Fraction(0)
    if said is None or so_far is None:
        return Outlook(ends)
    value, half = so_far + said.value, said.half
    low, high = _plus(value, None if half is None else -half), _plus(value, half)
    return Outlook(ends, value, low, high, _chance(one, Forecast(value, half), goal_of(one, list(of_year), ahead)))


def quantile(values: list[Fraction], tenth: int) -> Known:
    """The quantile in tenths, between two values in proportion; None of fewer than 6."""
    if len(values) < FEWEST_ERRORS:
        return None
    place = Fraction(tenth * (len(values) - 1), 10)
    ordered, below = sorted(values), int(place)
    return ordered[below] + (place - below) * (ordered[min(below + 1, len(values) - 1)] - ordered[below])


def goal_of(one: Series, of_year: list[int], ahead: int) -> Known:
    """What the year should hold in the end: of months to come their own target, else the last one goes on."""
    last = one.target.get(one.last)
    to_come = [one.target.get(one.last + n, last) for n in range(1, ahead + 1)]
    if not is_sum(one):
        return to_come[-1] if to_come else last
    return _all([*(one.target.get(month) for month in of_year), *to_come])


def _chance(one: Series, said: Forecast, goal: Known) -> Known:
    if one.sign is None:
        if is_sum(one):
            return None  # the limits are those of a month
        return forecasts.chance(
            said, *(Fraction(limit or 0, 100) for limit in (one.definition.low, one.definition.high))
        )
    if goal is None:
        return None
    return forecasts.chance(said, goal, None) if one.sign == 1 else forecasts.chance(said, None, goal)


def record(all_series: list[Series], first: int) -> tuple[int, int]:
    """How many of the bands that were drawn within 12 months held what came since, and how many there were."""
    inside = bands = 0
    for one in all_series:
        ahead = (one.last + 1) // 12 * 12 + 11 - one.last
        for now, error, half in History(one.actual, ahead, is_sum(one)).errors(one.last):
            if now >= max(first, one.last - ahead - 11) and half is not None:
                bands += 1
                inside += abs(error) <= half
    return inside, bands


def _all(values: list[Known]) -> Known:
    return None if None in values else sum((value for value in values if value is not None), Fraction(0))


def _plus(one: Known, other: Known) -> Known:
    return None if one is None or other is None else one + other


def figures(sheets: KpiSheets) -> dict[tuple[str, str], dict[str, object]]:
    """What the command line prints of each KPI and product."""
    found = {}
    first = min(result.month for result in sheets.results)
    for one in series(sheets):
        ahead = outlook(one, first)
        found[one.definition.kpi, one.product] = {
            "period": named(one.last),
            "actual": one.actual[one.last],
            "target": one.target.get(one.last),
            "attainment": attainment(one, one.last),
            "status": status(one, one.last),
            "months_behind": months_behind(one, first),
            "streak": streak(one),
            "momentum": momentum(one),
            "value": ahead.value,
            "low": ahead.low,
            "high": ahead.high,
            "chance": ahead.chance,
            "projected_to": None if ahead.value is None else named(ahead.ends),
            "severity": severity(one),
        }
    return found
