"""`kpis --json` against the independent engine, on random workbooks; the engine itself on values worked out by hand."""

from fractions import Fraction

import pytest

from tests.independent import kpis
from tests.independent.door import Door
from tests.independent.kpi_sheets import HIGHER, LOWER, RANGE, Definition, KpiSheets, Result, kpi_sheets
from tests.independent.ledger import month
from tests.seeds import seeds

SEEDS = seeds(40, 300, 300)
JANUARY = month("2025-01")


def agrees(expected, found):
    """Exactly, but for the digits that a float does not hold."""
    if isinstance(expected, Fraction):
        return found is not None and found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
    return found == expected


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
    assert kpis.path(of, of.last, 1) == [39]  # n² − 7n is −6, −10, −12, −12, −10, −6, its median −10: 7 · 7 − 10
