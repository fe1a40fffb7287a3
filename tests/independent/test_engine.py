"""The independent engine by itself, on small tables whose figures were worked out by hand."""

from fractions import Fraction

import pytest

from tests.independent import returns
from tests.independent.comparisons import year_before
from tests.independent.ledger import Ledger, Row, month
from tests.independent.returns import ON_COST, ROI, product_months

JANUARY, DECEMBER = month("2025-01"), month("2025-12")
YEAR = (JANUARY, DECEMBER)


def facts(*rows):
    ledger = Ledger()
    ledger.load("finance", rows)
    return ledger.facts()


def row(product, of, revenue=None, cost=None, investment=None, **keys):
    """A line in whole units of money."""
    cents = [None if amount is None else 100 * amount for amount in (revenue, cost, investment)]
    return Row(product, of, *cents, **keys)


def every(product, first, *amounts):
    return [row(product, first + n, *amounts) for n in range(12)]


def test_a_product_without_cost_takes_no_part_in_the_return():
    months = product_months(facts(row("A", JANUARY, 100, 40, 50), row("B", JANUARY, 1000)))
    found = returns.figures(months, ROI)
    assert (found["roi"], found["contribution"], found["revenue"]) == (Fraction(1, 5), 60, 1100)
    assert returns.left_out(months, ROI) == {"revenue without cost": {"B": (1000, 1)}}


def test_half_a_year_without_cost_is_no_profit():
    half = [row("A", JANUARY + n, 100, 80 if n < 6 else None, 10) for n in range(12)]
    months = product_months(facts(*half))
    found = returns.figures(months, returns.definition(months))
    assert (found["roi"], found["contribution"], found["investment"]) == (1, 120, 120)
    assert (found["roi_contribution"], found["roi_base"]) == (120, 60)
    assert returns.left_out(months, ROI) == {
        "revenue without cost": {"A": (600, 6)},
        "investment without contribution": {"A": (60, 6)},
    }


def test_the_year_before_the_first_investment_has_no_return():
    both = facts(*every("A", JANUARY - 12, 100, 40), *every("A", JANUARY, 150, 40, 50))
    months = returns.within(product_months(both), YEAR)
    assert returns.definition(months) == ROI
    assert returns.figures(months, ROI)["roi"] == Fraction(6, 5)
    before = year_before(both, YEAR, ROI)
    assert (before["roi"], before["roi_now"], before["revenue_growth"]) == (None, None, Fraction(1, 2))
    assert (before["contribution"], before["contribution_now"]) == (720, 1320)


def test_the_year_before_is_measured_as_the_year_is():
    both = facts(*every("A", JANUARY - 12, 100, 40, 50), *every("A", JANUARY, 100, 40))
    measured = returns.definition(returns.within(product_months(both), YEAR))
    before = year_before(both, YEAR, measured)
    assert (measured, before["roi"], before["roi_now"]) == (ON_COST, Fraction(3, 2), Fraction(3, 2))
    assert (before["before"], before["now"], before["months"]) == ("2024", "2025", 12)


def test_a_product_without_a_line_stands_under_not_given():
    rows = [
        row("Alpha", JANUARY, 100, 40, 50, line="L3"),
        row("beta", JANUARY, 700, 40, 50),
        row("Gamma", JANUARY, 300, 40, 50, line="L2"),
    ]
    found = returns.groups(facts(*rows), "line", YEAR, ROI)
    assert {name: each["revenue"] for name, each in found.items()} == {"L3": 100, "L2": 300, "not given": 700}


def test_investment_alone_brings_nothing_and_returns_nothing():
    months = product_months(facts(row("A", JANUARY, None, None, 100), row("B", JANUARY, None, None, 80)))
    found = returns.figures(months, returns.definition(months))
    assert (found["investment"], found["contribution"], found["margin"], found["roi"]) == (180, None, None, None)


def test_revenue_alone_is_no_contribution():
    months = product_months(facts(row("A", JANUARY, 100), row("B", JANUARY, 40)))
    found = returns.figures(months, returns.definition(months))
    assert (found["revenue"], found["contribution"], found["margin"], found["roi"]) == (140, None, None, None)
    assert returns.left_out(months, ON_COST) == {"revenue without cost": {"A": (100, 1), "B": (40, 1)}}


def test_a_written_zero_is_a_figure_and_a_blank_between_investments_is_nothing():
    rows = [row("A", JANUARY + n, 100, 0, amount) for n, amount in enumerate((10, None, 20, None))]
    months = product_months(facts(*rows))
    assert [each.invested for each in months] == [1000, 0, 2000, None]
    assert returns.figures(months, ROI)["roi"] == Fraction(300 - 30, 30)


def test_investment_by_product_makes_the_return_of_a_region_missing():
    rows = [
        row("A", JANUARY, 100, 40, region="North"),
        row("A", JANUARY, 200, 50, region="South"),
        row("A", JANUARY, investment=70),
    ]
    found = returns.groups(facts(*rows), "region", YEAR, ROI)
    assert {name: each["roi"] for name, each in found.items()} == {"North": None, "South": None, "not given": None}
    assert {name: each["contribution"] for name, each in found.items()} == {
        "North": 60,
        "South": 150,
        "not given": None,
    }
    assert returns.figures(product_months(facts(*rows)), ROI)["roi"] == 2


def test_cost_without_a_region_makes_a_contribution_of_the_whole_alone():
    rows = [row("A", JANUARY, 100, region="North"), row("A", JANUARY, 200, region="South"), row("A", JANUARY, None, 90)]
    assert returns.figures(product_months(facts(*rows)), ON_COST)["contribution"] == 210
    found = returns.groups(facts(*rows), "region", YEAR, ON_COST)
    assert {each["contribution"] for each in found.values()} == {None}


def test_a_line_without_cost_beside_one_with_cost_makes_its_cell_unknown():
    torn = product_months(facts(row("A", JANUARY, 100, 40), row("A", JANUARY, 50)))
    assert returns.figures(torn, ON_COST)["contribution"] is None
    down = product_months(facts(row("A", JANUARY, 100), row("A", JANUARY, None, 40)))
    assert returns.figures(down, ON_COST)["contribution"] == 60


def test_a_year_without_any_figure_had_nothing_and_what_is_half_known_is_dropped():
    first = [
        row("A", JANUARY - 12, 100),
        row("A", JANUARY - 11, 100),
        row("Z", JANUARY - 12, 5),
        row("C", JANUARY - 12, 7),
    ]
    later = [row("A", JANUARY + 1, 130), row("B", JANUARY, 40), row("B", JANUARY + 1, 50), row("C", JANUARY, None, 3)]
    found = year_before(facts(*first, *later), (JANUARY, JANUARY + 11), ON_COST)
    assert (found["revenue"], found["revenue_now"], found["dropped"]["revenue"]) == (205, 220, 1)


def test_the_newest_upload_wins_the_months_that_it_covers_until_it_is_undone():
    ledger = Ledger()
    ledger.load("finance", [row("A", JANUARY, 100), row("B", JANUARY, 5), row("A", JANUARY + 1, 200)])
    ledger.load("finance", [row("A", JANUARY, 110)])
    ledger.undo()
    ledger.redo()
    assert [sum(f.cents for f in ledger.facts(version)) for version in (1, 2, 3, 4)] == [30500, 31000, 30500, 31000]
    assert ledger.changes(1, 2) == {
        ("A", "revenue", "actual", "2025-01", "100.00", "110.00"),
        ("B", "revenue", "actual", "2025-01", "5.00", None),
    }
    assert ledger.changes(2, 4) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12m", ("2024-07", "2025-06")), ("ytd", ("2025-01", "2025-06")), ("all", ("2024-01", "2025-06"))],
)
def test_a_plan_is_looked_at_as_far_as_the_actual_figures_reach(text, expected):
    plan, actual = set(range(JANUARY - 12, DECEMBER + 1)), set(range(JANUARY - 12, JANUARY + 6))
    assert returns.span(text, plan, actual) == tuple(map(month, expected))
