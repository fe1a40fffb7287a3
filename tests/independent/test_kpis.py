"""`kpis --json` against the independent engine, on random workbooks; the engine itself on values worked out by hand."""

from fractions import Fraction

import pytest

from tests.independent import forecasts, kpis
from tests.independent.door import Door
from tests.independent.kpi_sheets import HIGHER, LOWER, RANGE, Definition, KpiSheets, Result, kpi_sheets
from tests.independent.ledger import month
from tests.independent.wholes import wholes
from tests.seeds import seeds

SEEDS = seeds(40, 300, 300)
JANUARY = month("2025-01")


def agrees(expected, found):
    """Exactly, but for the digits that a float does not hold."""
    if isinstance(expected, Fraction):
        return found is not None and found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
    return found == expected


def same(expected, found):
    """The figures of some cells taken together, one by one, or any other."""
    if isinstance(expected, dict):
        return expected.keys() == found.keys() and all(agrees(value, found[name]) for name, value in expected.items())
    return expected == found


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_every_kpi(tmp_path, seed):
    door, sheets = Door(tmp_path), kpi_sheets(seed)
    assert door("load", sheets.write(tmp_path / "KPIs.xlsx")).code == 0
    printed = door("kpis").found
    found = {(row["kpi"], row["product"]): {**row, **row["projection"]} for row in printed["kpis"]}
    expected = kpis.figures(sheets)
    assert found.keys() == expected.keys()
    for key, figures in expected.items():
        assert {
            name: (value, found[key][name]) for name, value in figures.items() if not agrees(value, found[key][name])
        } == {}
    together = {row["kpi"]: row for row in printed["wholes"]}
    expected_together = wholes(sheets)
    assert together.keys() == expected_together.keys()
    for kpi, whole in expected_together.items():
        assert all(same(value, together[kpi][name]) for name, value in whole.items()), (whole, together[kpi])
    assert kpis.record(kpis.series(sheets)) == (printed["record"]["inside"], printed["record"]["bands"])


def one(pairs, direction=HIGHER, **said):
    results = [Result("K", "P", JANUARY + n, *pair) for n, pair in enumerate(pairs)]
    (found,) = kpis.series(KpiSheets((Definition("K", direction, "points", **said),), tuple(results)))
    return found


def test_incidents_against_a_target_of_0():
    of = one([(600, 0), (400, 0), (0, 0), (300, 0), (200, 0), (100, 0)], LOWER)
    assert [kpis.status(of, JANUARY + n) for n in range(6)] == ["red", "red", "green", "red", "red", "red"]
    assert (kpis.streak(of), kpis.attainment(of, of.last), kpis.severity(of)) == (
        3,
        None,
        Fraction(1, 6) * Fraction(15, 12),
    )


def test_severity_is_weight_times_shortfall_times_streak():
    of = one([(1000, 1000), (900, 1000), (800, 1000)], weight=50)
    assert (kpis.attainment(of, of.last), kpis.status(of, of.last), kpis.streak(of)) == (Fraction(4, 5), "red", 2)
    assert kpis.severity(of) == Fraction(1, 2) * Fraction(1, 5) * (1 + Fraction(2, 12))


def test_a_range_is_missed_by_a_part_of_the_nearer_limit():
    of = one([(6000, None), (10200, None)], RANGE, low=7500, high=8500)
    assert [kpis.attainment(of, JANUARY + n) for n in (0, 1)] == [Fraction(4, 5), Fraction(4, 5)]


def test_months_behind_lie_between_two_months_of_the_plan():
    of = one([(None, 10000), (None, 11000), (None, 12000), (None, 13000), (11700, 14000)])
    assert kpis.months_behind(of) == Fraction(23, 10)


def test_squares_have_the_momentum_of_their_median_slope():
    of = one([(100 * n * n, 4000) for n in range(1, 7)])
    assert kpis.momentum(of) == 7


def history(values, ahead=1, is_sum=False):
    return forecasts.History({n: Fraction(value) for n, value in enumerate(values)}, ahead, is_sum)


def test_four_forecasts_of_a_year_and_three_months():
    year, later = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120], [18, 28, 38]
    made = history([*year, *later], ahead=2)._made(14)
    assert made == [38, 38 + 2 * Fraction(38 - 30, 12), Fraction(sum(year[3:]) + sum(later), 12), 50 + 6]


def test_a_line_is_certain_and_a_jump_is_not():
    said = history(range(30), ahead=3).at(29)
    assert (said.value, said.half) == (32, 0)
    assert forecasts.chance(said, Fraction(32), None) == Fraction(99, 100)
    assert history([*range(29), 60], ahead=3).at(29).half > 0


def test_a_tenth_of_what_comes_lies_above_the_band():
    said = forecasts.Forecast(Fraction(10), Fraction(2))
    assert float(forecasts.chance(said, Fraction(12), None)) == pytest.approx(0.1)
    assert float(forecasts.chance(said, Fraction(8), Fraction(12))) == pytest.approx(0.8)
