"""Bridges of revenue and profit: exact over any figures, and against a published way to do it by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import bridges

COLUMNS = ["product", "revenue", "variable_cost", "investment", "units"]


def totals(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


AMOUNT = some.floats(-1e6, 1e8).map(lambda value: round(value, 2))
UNITS = some.one_of(some.none(), some.integers(0, 10**6).map(float))
ROWS = some.lists(
    some.tuples(some.sampled_from("ABCDEF"), AMOUNT, AMOUNT, AMOUNT, UNITS), max_size=6, unique_by=lambda row: row[0]
).map(lambda rows: totals(*rows).astype(dict.fromkeys(COLUMNS[1:], float)))


def assert_sums(effects):
    """To the cent; to what a double can hold where single steps are beyond billions of billions of cents."""
    cent = max(0.005, 1e-12 * effects.abs().max())
    assert effects.drop("now").sum() == pytest.approx(effects["now"], rel=0, abs=cent)


@given(ROWS, ROWS)
def test_the_steps_of_revenue_sum_to_its_change(before, now):
    effects = bridges.revenue(before, now).set_index("step")["effect"]
    assert effects["before"] == pytest.approx(before["revenue"].sum(), abs=0.005)
    assert effects["now"] == pytest.approx(now["revenue"].sum(), abs=0.005)
    assert_sums(effects)


@given(ROWS, ROWS)
def test_the_steps_of_profit_sum_to_its_change(before, now):
    effects = bridges.profit(before, now).set_index("step")["effect"]
    profit = now["revenue"].sum() - now["variable_cost"].sum() - now["investment"].sum()
    assert effects["now"] == pytest.approx(profit, abs=0.005)
    assert_sums(effects)


@given(ROWS, ROWS)
def test_the_steps_of_contribution_sum_to_its_change(before, now):
    effects = bridges.contribution(before, now).set_index("step")["effect"]
    assert effects["now"] == pytest.approx(now["revenue"].sum() - now["variable_cost"].sum(), abs=0.005)
    assert_sums(effects)


BEFORE = totals(("A", 1000.0, 600.0, 100.0, 100.0), ("B", 2000.0, 1000.0, 100.0, 100.0))
NOW = totals(("A", 1650.0, 900.0, 150.0, 150.0), ("B", 1900.0, 1000.0, 100.0, 100.0))


def test_price_volume_and_mix_by_hand():
    effects = bridges.revenue(BEFORE, NOW).set_index("step")["effect"]
    # price (11 − 10)·150 + (19 − 20)·100 = 50; a₀ = 15; volume 50·15 = 750; mix 150·(10 − 15)… = 250·(0.1·−5 + −0.1·5)
    assert effects[["price", "volume", "mix"]].tolist() == pytest.approx([50, 750, -250])


def test_the_profit_of_the_same_by_hand():
    effects = bridges.profit(BEFORE, NOW).set_index("step")["effect"]
    # unit cost 6 → 6 and 10 → 10: none; unit margins 4 and 10, mean 7: volume 350, mix 250·(0.1·−3 + −0.1·3) = −150
    assert effects[["price", "unit cost", "volume", "mix"]].tolist() == pytest.approx([50, 0, 350, -150])
    assert effects["investment"] == -50


def test_without_units_profit_moves_by_revenue_and_margin():
    effects = bridges.profit(BEFORE.assign(units=None), NOW.assign(units=None)).set_index("step")["effect"]
    # A: 650·0.4 = 260; B: −100·0.5 = −50; margins: 750 − 400 − 260 = 90 and 900 − 1000 + 50 = −50
    assert effects[["revenue at last margin", "margin change"]].tolist() == pytest.approx([210, 40])


def test_new_and_discontinued_products_are_steps_of_their_own():
    effects = bridges.revenue(BEFORE.iloc[:1], NOW.iloc[1:]).set_index("step")["effect"].to_dict()
    assert effects == {"before": 1000, "new products": 1900, "discontinued": -1000, "now": 1900}


def test_what_is_sold_without_units_is_said():
    effects = bridges.revenue(BEFORE, NOW.assign(units=[150.0, None])).set_index("step")["effect"]
    assert effects["without units"] == -100
    assert effects[["price", "volume", "mix"]].tolist() == pytest.approx([150, 500, 0])
