"""The HHI, its range, its levels and the effect of a merger, by hand."""

import pandas as pd
import pytest

from analytics import concentration


def shares(**by_vendor):
    return pd.DataFrame({"vendor": list(by_vendor), "share": list(by_vendor.values())})


def test_others_are_anything_from_many_small_firms_to_one():
    assert concentration.hhi(shares(A=0.3, B=0.3, Others=0.4)) == (1800.0, 3400.0)


def test_without_others_the_index_is_one_number():
    assert concentration.hhi(shares(A=0.5, B=0.5)) == (5000.0, 5000.0)


@pytest.mark.parametrize(
    "parts", [{"A": float("nan")}, {"A": 1.2}, {"A": 0.6, "B": 0.5}, {"A": 1.2, "B": -0.2}, {"A": 0.5}]
)
def test_shares_that_are_not_all_of_a_market_have_no_index(parts):
    assert concentration.hhi(shares(**parts)) is None
    with pytest.raises(ValueError, match="not all of the market"):
        concentration.merger(shares(**{"A": 0.5, "B": 0.9}), "A", "B")


def test_rounding_leaves_no_index_above_that_of_one_firm():
    assert concentration.hhi(shares(A=1.004)) == (10_000, 10_000)


@pytest.mark.parametrize(
    ("value", "words"),
    [(1000, "not concentrated"), (1001, "moderately concentrated"), (1800, "moderately concentrated")],
)
def test_the_thresholds_of_2023(value, words):
    assert concentration.level(value, value) == words
    assert concentration.level(1801, 1801) == "highly concentrated"


def test_a_merger_adds_twice_the_product_of_the_shares():
    before = shares(A=0.2, B=0.15, C=0.65)
    effect = concentration.merger(before, "A", "B")
    after = concentration.hhi(shares(AB=0.35, C=0.65))
    assert effect.added == pytest.approx(600)
    assert effect.after == pytest.approx(after)
    assert effect.presumed_harmful


def test_a_merger_is_presumed_harmful_by_its_share_alone():
    many = {f"V{n}": 0.065 for n in range(10)}
    effect = concentration.merger(shares(A=0.25, B=0.1, **many), "A", "B")
    assert effect.after[1] == pytest.approx(625 + 100 + 500 + 10 * 42.25)
    assert effect.presumed_harmful


def test_a_merger_whose_effect_hangs_on_others_is_left_open():
    effect = concentration.merger(shares(A=0.2, B=0.05, C=0.2, Others=0.55), "A", "B")
    assert effect.presumed_harmful is None


def test_a_small_merger_is_not_presumed_harmful():
    assert concentration.merger(shares(A=0.02, B=0.02, C=0.96), "A", "B").presumed_harmful is False
