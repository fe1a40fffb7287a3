import numpy as np
import pandas as pd
import pytest

from analytics import flips, response
from analytics.evidence import Evidence
from analytics.judgement import Judgement

TODAY = np.array([100.0, 50.0, 10.0])


def known() -> Evidence:
    table = pd.DataFrame(
        {
            "product": ["A", "B", "C"],
            "today": TODAY,
            "source": ["measured", "borrowed", "judged"],
            "error": [0.05, 0.2, 0.0],
        }
    )
    powers = response.power(np.array([200.0, 100.0]), TODAY[:2], np.array([0.2, 0.5]))
    return Evidence(table, response.joined(powers, Judgement(20, 40, 46, 60, budget=10.0).curve()))


BUDGETS = np.array([80.0, 68.0, 12.0])


def test_at_its_flip_point_both_choices_are_equal():
    found = flips.assumptions(known(), BUDGETS).set_index("product")
    flip = found.loc["B", "flip"]
    curves = known().curves
    others = curves.value(BUDGETS) - curves.value(TODAY)
    gained = 100 * ((68 / 50) ** flip - 1)
    assert others[0] + others[2] + gained == pytest.approx(0.0, abs=1e-6)


def test_the_nearest_assumption_comes_first_and_counts_its_own_errors():
    found = flips.assumptions(known(), BUDGETS)
    assert list(found["errors"].dropna()) == sorted(found["errors"].dropna())
    row = found.set_index("product").loc["B"]
    assert row["errors"] == pytest.approx(abs(row["flip"] - 0.5) / 0.2)


def test_the_tornado_swings_as_the_interval_does():
    row = flips.assumptions(known(), BUDGETS).set_index("product").loc["B"]
    swing = 100 * ((68 / 50) ** row["high"] - (68 / 50) ** row["low"])
    assert row["gain_high"] - row["gain_low"] == pytest.approx(swing)


def test_no_change_leaves_nothing_to_flip():
    assert flips.assumptions(known(), TODAY).empty


def test_a_move_flips_where_the_taker_brings_no_more_than_the_giver_loses():
    needed = 200 * (1 - (80 / 100) ** 0.2)
    found = flips.flip(known(), 1, (50.0, 70.0), needed)
    assert 100 * ((70 / 50) ** found - 1) == pytest.approx(needed)


def test_what_no_assumption_can_bring_has_no_flip_point():
    assert np.isnan(flips.flip(known(), 1, (50.0, 70.0), 1e6))


def test_what_starts_in_half_a_year_turns_where_its_own_months_bring_nothing():
    later = TODAY + 2 * (BUDGETS - TODAY)
    rates = np.vstack([np.tile(TODAY, (6, 1)), np.tile(later, (6, 1))])
    row = flips.assumptions(known(), rates).set_index("product").loc["B"]
    others = (known().curves.value(later) - known().curves.value(TODAY))[[0, 2]].sum() / 2
    gained = 100 * ((later[1] / TODAY[1]) ** row["flip"] - 1) / 2
    assert others + gained == pytest.approx(0.0, abs=1e-6)
