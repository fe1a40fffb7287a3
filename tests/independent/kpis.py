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
    """One KPI of one product: what it means, the months of its period, its values by the first month of each."""

    definition: Definition
    product: str
    weight: Fraction
    step: int
    actual: dict[int, Fraction]
    target: dict[int, Fraction]
    below: dict[int, int]  # the denominators of its actuals, where these are ratios

    @property
    def last(self) -> int:
        return max(self.actual)

    @property
    def first(self) -> int:
        """Its first period with an actual or a target."""
        return min((*self.actual, *self.target))

    def history(self, ahead: int, is_sum: bool) -> History:
        """Its actuals by the number of their period, for projections so many periods ahead."""
        values = {period // self.step: value for period, value in self.actual.items()}
        return History(values, ahead, is_sum, 12 // self.step)

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
        steps = [row.step for row in rows if row.actual is not None]
        if steps:
            step = min(steps)
            actual = {
                row.month: Fraction(row.actual, 100) for row in rows if row.actual is not None and row.step == step
            }
            of = usual if weight is None else Fraction(weight, 100)
            below = {row.month: row.denominator for row in rows if row.denominator and row.month in actual}
            goals = targets(rows, actual, step, adds_up(said[kpi]))
            found.append(Series(said[kpi], product, of, step, actual, goals, below))
    return found


def adds_up(definition: Definition) -> bool:
    """Whether months add up to the year: of these sheets' KPIs those in money, unless they are ratios."""
    return definition.unit == "EUR" and not definition.by_sides


def targets(rows: list[Result], actual: dict[int, Fraction], step: int, is_sum: bool) -> dict[int, Fraction]:
    """The target of every period: its own, else that of the months in it, else its part of a longer period's."""
    given = {(row.step, row.month): Fraction(row.target, 100) for row in rows if row.target is not None}
    phase = max(actual) % step
    found = {}
    months = [month for _, month in given]
    for period in range(min(months, default=0) // 12 * 12, max(months, default=-1) + 12):
        if period % step != phase:
            continue
        inside = [given.get((1, period + n)) for n in range(step)]
        around = [(longer, period // longer * longer) for longer in (3, 12) if longer > step]
        longer = next((key for key in around if key in given), None)
        if (step, period) in given:
            found[period] = given[step, period]
        elif step > 1 and None not in inside:
            found[period] = sum((value for value in inside if value is not None), Fraction(0)) / (1 if is_sum else step)
        elif longer:
            found[period] = given[longer] * step / longer[0] if is_sum else given[longer]
    return found


def attainment(one: Series, month: int) -> Known:
    """How much of its target a month reaches; None where that cannot be said."""
    actual, target = one.actual.get(month), one.target.get(month)
    if actual is None:
        return None
    if one.definition.direction == RANGE:
        low, high = limits(one)
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


def limits(one: Series) -> tuple[Fraction, Fraction]:
    """The ends of a range."""
    return Fraction(one.definition.low or 0, 100), Fraction(one.definition.high or 0, 100)


def streak(one: Series) -> int:
    """Periods in a row, up to the last, that are known to miss."""
    periods = 0
    while status(one, one.last - periods * one.step) in {"amber", "red"}:
        periods += 1
    return periods


def severity(one: Series) -> Known:
    reached = attainment(one, one.last)
    shortfall = None if reached is None else max(Fraction(0), 1 - reached)
    if reached is None and one.target.get(one.last) == 0:
        shortfall = _of_worst(one)
    return None if shortfall is None else one.weight * shortfall * (1 + Fraction(streak(one) * one.step, 12))


def _of_worst(one: Series) -> Fraction:
    """The miss of a target of 0 as a part of the worst miss in twelve periods."""
    recent = range(one.last - 11 * one.step, one.last + 1, one.step)
    both = [
        (one.target[period], one.actual[period])
        for period in recent
        if {period} <= one.target.keys() & one.actual.keys()
    ]
    missed = [max(Fraction(0), (one.sign or 0) * (target - actual)) for target, actual in both]
    return missed[-1] / max(missed) if missed[-1] else Fraction(0)


def months_behind(one: Series) -> Known:
    """How long ago the plan was no better than the last actual; between two periods in proportion."""
    if one.sign is None:
        return None
    reached = one.sign * one.actual[one.last]
    plans = [one.target.get(period) for period in range(one.last, one.first - 1, -one.step)]
    for lag, plan in enumerate(plans):
        if plan is None or one.sign * plan > reached:
            continue
        nearer = plans[lag - 1] if lag else None
        if lag and nearer is not None:
            part = (one.sign * nearer - reached) / (one.sign * (nearer - plan))
            return (lag - 1 + part) * one.step
        return Fraction(lag * one.step)
    return None


def slope(one: Series, now: int) -> Known:
    """Theil–Sen: the median slope by period between any two of the last 12, of 6 known ones at least."""
    recent = _recent(one, now)
    if len(recent) < FEWEST:
        return None
    known = sorted(recent)
    return median((recent[b] - recent[a]) * one.step / (b - a) for n, a in enumerate(known) for b in known[n + 1 :])


def _recent(one: Series, now: int) -> dict[int, Fraction]:
    return {period: value for period, value in one.actual.items() if now - LONGEST * one.step < period <= now}


def momentum(one: Series) -> Known:
    """The slope by month, good upwards; of a range as it is."""
    found = slope(one, one.last)
    return None if found is None else (one.sign or 1) * found / one.step


def stopped(one: Series, everything: list[Series]) -> bool:
    """Whether it is reported no more: three periods behind others of its KPI, or a year behind any."""
    ends = [(each.definition.kpi, each.last + each.step) for each in everything]
    behind_kpi = max(end for kpi, end in ends if kpi == one.definition.kpi) - one.last - one.step
    behind_any = max(end for _, end in ends) - one.last - one.step
    return behind_kpi >= 3 * one.step or behind_any >= max(12, 2 * one.step)


@dataclass(frozen=True)
class Outlook:
    """Where a series will stand at the end of the year, and the chance that it meets its goal."""

    ends: int
    value: Known = None
    low: Known = None
    high: Known = None
    chance: Known = None


def is_sum(one: Series) -> bool:
    """Whether its months add up to the year."""
    return adds_up(one.definition)


def outlook(one: Series, everything: list[Series]) -> Outlook:
    """What is projected to the end of the year, with the band of 80 % around it."""
    ends = ending(one)
    ahead = (ends - one.last) // one.step
    said = one.history(ahead, is_sum(one)).at(one.last // one.step)
    so_far = _all([one.actual.get(period) for period in this_year(one)]) if is_sum(one) else Fraction(0)
    if said is None or so_far is None or stopped(one, everything):
        return Outlook(ends)
    value, half = so_far + said.value, said.half
    chance = _chance(one, Forecast(value, half), goal_of(one, ahead))
    low, high = _plus(value, None if half is None else -half), _plus(value, half)
    if min(one.actual.values()) < 0:
        return Outlook(ends, value, low, high, chance)
    shown = [None if each is None else max(each, Fraction(0)) for each in (value, low, high)]
    return Outlook(ends, shown[0], shown[1], shown[2], chance)


def ending(one: Series) -> int:
    """The last period of the next period's year."""
    return (one.last + one.step) // 12 * 12 + 12 - one.step


def this_year(one: Series) -> list[int]:
    """Its periods of the next period's year up to now."""
    january = (one.last + one.step) // 12 * 12
    return [period for period in range(one.last, one.first - 1, -one.step) if period >= january]


def quantile(values: list[Fraction], tenth: int) -> Known:
    """The quantile in tenths, between two values in proportion; None of fewer than 6."""
    if len(values) < FEWEST_ERRORS:
        return None
    place = Fraction(tenth * (len(values) - 1), 10)
    ordered, below = sorted(values), int(place)
    return ordered[below] + (place - below) * (ordered[min(below + 1, len(values) - 1)] - ordered[below])


def goal_of(one: Series, ahead: int) -> Known:
    """What the year should hold in the end: of periods to come their own target, else last year's at today's level.

    Where two years of targets do not tell the level, the last target goes on.
    """
    to_come = [_target_to_come(one, one.last + n * one.step) for n in range(1, ahead + 1)]
    if not is_sum(one):
        return to_come[-1] if to_come else one.target.get(one.last)
    return _all([*(one.target.get(period) for period in this_year(one)), *to_come])


def _target_to_come(one: Series, period: int) -> Known:
    cycle = 12 // one.step
    years = [_all([one.target.get(one.last - n * one.step) for n in range(back, back + cycle)]) for back in (0, cycle)]
    before = one.target.get(period - 12)
    usual = one.target.get(one.last)
    if cycle > 1 and before is not None and years[0] is not None and years[1]:
        usual = before * years[0] / years[1]
    return one.target.get(period, usual)


def _chance(one: Series, said: Forecast, goal: Known) -> Known:
    if one.sign is None:
        if is_sum(one):
            return None  # the limits are those of a period
        return forecasts.chance(
            said, *(Fraction(limit or 0, 100) for limit in (one.definition.low, one.definition.high))
        )
    if goal is None:
        return None
    return forecasts.chance(said, goal, None) if one.sign == 1 else forecasts.chance(said, None, goal)


def record(all_series: list[Series]) -> tuple[int, int]:
    """How many of the bands that were drawn within 12 periods held what came since, and how many there were."""
    inside = bands = 0
    for one in all_series:
        ahead = (ending(one) - one.last) // one.step
        last = one.last // one.step
        for now, error, half in one.history(ahead, is_sum(one)).errors(last):
            if now >= last - ahead - 11 and half is not None:
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
    everything = series(sheets)
    for one in everything:
        ahead = outlook(one, everything)
        found[one.definition.kpi, one.product] = {
            "grain": {1: "month", 3: "quarter", 12: "year"}[one.step],
            "period": named(one.last),
            "window": {"first": named(min(one.actual)), "last": named(one.last), "n": len(one.actual)},
            "actual": one.actual[one.last],
            "target": one.target.get(one.last),
            "attainment": attainment(one, one.last),
            "status": status(one, one.last),
            "months_behind": months_behind(one),
            "streak": streak(one),
            "momentum": momentum(one),
            "value": ahead.value,
            "low": ahead.low,
            "high": ahead.high,
            "chance": ahead.chance,
            "projected_to": None if ahead.value is None else named(ahead.ends + one.step - 1),
            "severity": severity(one),
        }
    return found
