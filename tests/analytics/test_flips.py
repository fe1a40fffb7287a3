import numpy as np
import pandas as pd
import pytest

from analytics import flips, horizon, moves, response
from analytics.evidence import Evidence
from analytics.horizon import Course
from analytics.judgement import Judgement
from analytics.limits import Limits
from analytics.moves import Move
from analytics.question import Question
from analytics.transfers import Transfer

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


def course(budgets: np.ndarray) -> Course:
    return horizon.unchanged(budgets).__class__(TODAY, *[np.tile(budgets, (12, 1))] * 2, np.zeros((12, 3), dtype=bool))


def test_at_its_flip_point_both_choices_are_equal():
    found = flips.assumptions(known(), course(BUDGETS)).set_index("product")
    flip = found.loc["B", "flip"]
    curves = known().curves
    others = curves.value(BUDGETS) - curves.value(TODAY)
    gained = 100 * ((68 / 50) ** flip - 1)
    assert others[0] + others[2] + gained == pytest.approx(0.0, abs=1e-6)


def test_the_nearest_assumption_comes_first_and_counts_its_own_errors():
    found = flips.assumptions(known(), course(BUDGETS))
    assert list(found["errors"].dropna()) == sorted(found["errors"].dropna())
    row = found.set_index("product").loc["B"]
    assert row["errors"] == pytest.approx(abs(row["flip"] - 0.5) / 0.2)


def test_the_tornado_swings_as_the_interval_does():
    row = flips.assumptions(known(), course(BUDGETS)).set_index("product").loc["B"]
    swing = 100 * ((68 / 50) ** row["high"] - (68 / 50) ** row["low"])
    assert row["gain_high"] - row["gain_low"] == pytest.approx(swing)


def test_no_change_leaves_nothing_to_flip():
    assert flips.assumptions(known(), course(TODAY)).empty


def asked() -> Question:
    return Question(known().curves, TODAY, Limits(("A", "B", "C"), 160.0, TODAY * 0, TODAY * 9))


def test_a_move_flips_where_the_taker_brings_no_more_than_the_giver_loses():
    way = tuple(moves.path(asked(), np.array([80.0, 70.0, 10.0]), np.zeros(3, dtype=bool), ("A", "B", "C")))
    (found,) = flips.of_moves(asked(), TODAY, way, np.zeros(3, dtype=bool))
    assert 100 * ((70 / 50) ** found - 1) == pytest.approx(200 * (1 - (80 / 100) ** 0.2))


def test_a_second_move_is_judged_where_the_first_one_left_its_taker():
    lost = 40.0 - float(known().curves.value(np.array([0.0, 0.0, 8.0]))[2])
    way = (Move(0, 1, 20.0, 0.0, ""), Move(2, 1, 2.0, 100 * ((72 / 50) ** 0.5 - (70 / 50) ** 0.5) - lost, ""))
    found = flips.of_moves(asked(), TODAY, way, np.zeros(3, dtype=bool))[1]
    assert 100 * ((72 / 50) ** found - (70 / 50) ** found) == pytest.approx(lost, abs=1e-6)


def test_what_no_assumption_can_bring_has_no_flip_point():
    assert np.isnan(flips.of_moves(asked(), TODAY, (Move(0, 1, 20.0, -1e6, ""),), np.zeros(3, dtype=bool))[0])


@pytest.mark.parametrize("start, people", [(6, 0), (0, 300), (5, 200)])
def test_at_a_flip_both_choices_are_equal_with_start_and_ramp_and_what_stands_beside(start, people):
    table = known().table.assign(contribution=[200.0, 100.0, 40.0])
    evidence = Evidence(table, known().curves)
    moved = Transfer("A", "B", 900, people, start, at_start=0.4, settles=3.0)
    found = horizon.course([moved], TODAY, {"A": 0, "B": 1, "C": 2}, pay=5.0)
    base = float(horizon.gains(evidence.curves, found).sum())
    rows = flips.assumptions(evidence, found, beside=-base - 0.5).set_index("product")
    assert not rows["flip"].dropna().empty
    for place, name in enumerate(table["product"][:2]):
        flip = rows.loc[name, "flip"]
        if np.isfinite(flip):
            powers = evidence.curves.power.copy()
            powers[place] = flip
            other = response.Curves(evidence.curves.shape, *(getattr(evidence.curves, each) for each in
                                    ("base", "span", "scale")), powers)  # fmt: skip
            assert horizon.gains(other, found).sum() - base - 0.5 == pytest.approx(0.0, abs=1e-6)
