"""Weekly KPIs of random workbooks: `kpis --json` against what the figures say day by day, without any calendar."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from tests.independent import kpis
from tests.independent.door import Door
from tests.independent.forecasts import History
from tests.independent.kpis import Series
from tests.independent.test_kpis import agrees
from tests.independent.weekly_sheets import EPOCH, Planned, Weekly, monday, weekly_sheets, written
from tests.seeds import seeds

SEEDS = seeds(20, 300, 100)
MONTHS = Fraction(12, 52)  # of a week


def week_of(day: date) -> int:
    return (day - EPOCH).days // 7


def year_of(week: int) -> int:
    return (monday(week) + timedelta(days=3)).year


def target(one: Weekly, week: int) -> Fraction | None:
    """Of a week its own, else that of its Thursday; of money seven times the mean of its days that have one."""
    if week in one.target:
        return Fraction(one.target[week], 100)
    days = [(monday(week) + timedelta(days=n)) for n in range(7)]
    found = [next((plan for plan in one.planned if plan.first <= day < plan.end), None) for day in days]
    thursday = found[3]
    if thursday is None:
        return None
    if one.definition.unit != "EUR":
        return Fraction(thursday.target, 100)
    rates = [Fraction(plan.target, 100) / (plan.end - plan.first).days for plan in found if plan]
    return sum(rates, Fraction(0)) / len(rates) * 7


def series_of(one: Weekly) -> Series:
    """The series by the number of its weeks, as if these were months."""
    weeks = range(min((*one.actual, *one.target, *(week_of(p.first) for p in one.planned))), max(one.actual) + 60)
    goals = {week: found for week in weeks if (found := target(one, week)) is not None}
    actual = {week: Fraction(value, 100) for week, value in one.actual.items()}
    return Series(one.definition, one.product, Fraction(1), 1, actual, goals, {})


def is_stopped(one: Series, everything: list[Series]) -> bool:
    """Whether it is three weeks behind others of its KPI."""
    return max(each.last for each in everything if each.definition.kpi == one.definition.kpi) - one.last >= 3


def projected(one: Series, everything: list[Series]) -> Fraction | None:
    """To the last week of the next week's year: of money with what the year has so far."""
    year = year_of(one.last + 1)
    ends = next(n for n in range(one.last + 1, one.last + 55) if year_of(n + 1) > year)
    adds_up = one.definition.unit == "EUR"
    said = History(one.actual, ends - one.last, adds_up, 52).at(one.last)
    this_year = [n for n in range(one.first, one.last + 1) if year_of(n) == year] if adds_up else []
    if said is None or is_stopped(one, everything) or not {*this_year} <= one.actual.keys():
        return None
    return max(Fraction(0), said.value + sum((one.actual[n] for n in this_year), Fraction(0)))


def figures(one: Series, everything: list[Series]) -> dict[str, object]:
    slope, behind, severity = kpis.momentum(one), kpis.months_behind(one), kpis.attainment(one, one.last)
    streak = kpis.streak(one)
    return {
        "grain": "week",
        "period": written(one.last),
        "window": {"first": written(min(one.actual)), "last": written(one.last), "n": len(one.actual)},
        "actual": one.actual[one.last],
        "target": one.target.get(one.last),
        "attainment": kpis.attainment(one, one.last),
        "status": kpis.status(one, one.last),
        "streak": streak,
        "months_behind": None if behind is None else behind * MONTHS,
        "momentum": None if slope is None else slope / MONTHS,
        "severity": None if severity is None else max(Fraction(0), 1 - severity) * (1 + Fraction(streak, 52)),
        "value": projected(one, everything),
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_every_weekly_kpi(tmp_path, seed):
    door, sheets = Door(tmp_path), weekly_sheets(seed)
    assert door("load", sheets.write(tmp_path / "KPIs.xlsx")).code == 0
    found = {(row["kpi"], row["product"]): {**row, **row["projection"]} for row in door("kpis").found["kpis"]}
    everything = [series_of(one) for one in sheets.series]
    assert found.keys() == {(one.definition.kpi, one.product) for one in everything}
    for one in everything:
        printed = found[one.definition.kpi, one.product]
        expected = figures(one, everything)
        assert {
            name: (value, printed[name]) for name, value in expected.items() if not agrees(value, printed[name])
        } == {}


def test_a_week_in_two_months_takes_each_day_of_its_own():
    plans = (Planned(date(2026, 3, 1), 1, 6_200), Planned(date(2026, 4, 1), 1, 6_000))
    of = Weekly(kpis.Definition("Order intake", kpis.HIGHER, "EUR"), "P", {}, {}, plans)
    assert target(of, week_of(date(2026, 3, 30))) == 2 * 2 + 5 * 2
    assert target(of, week_of(date(2026, 2, 23))) is None
