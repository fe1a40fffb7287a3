"""CAGR and the rule of 40, by hand."""

import pandas as pd
import pytest

from analytics import growth


def monthly(*revenue):
    months = pd.date_range("2022-01-01", periods=len(revenue), freq="MS")
    return pd.DataFrame({"product": "A", "first_month": months, "revenue": revenue})


def test_two_years_at_a_fifth_more_each():
    found = growth.by_product(monthly(*[10.0] * 12, *[12.0] * 12, *[14.4] * 12))
    assert found["cagr"].tolist() == pytest.approx([0.2])


def test_less_than_two_years_or_an_ended_product_have_no_cagr():
    ended = pd.concat([monthly(*[10.0] * 24), monthly(*[1.0] * 36).assign(product="B")])
    found = growth.by_product(ended).set_index("product")["cagr"]
    assert pd.isna(found["A"])
    assert found["B"] == pytest.approx(0)
    assert growth.by_product(monthly(*[10.0] * 23))["cagr"].isna().all()


def test_a_month_without_a_row_sold_nothing_and_one_that_is_not_known_leaves_no_cagr():
    whole = monthly(*[10.0] * 36)
    assert growth.by_product(whole.drop(index=[30, 31, 32]))["cagr"].tolist() == pytest.approx([0.75**0.5 - 1])
    unknown = whole.assign(revenue=whole["revenue"].mask(whole.index == 14))
    assert growth.by_product(unknown)["cagr"].isna().all()


@pytest.mark.parametrize(("first", "last", "months"), [(0, 5, 12), (-1, 5, 12), (5, -1, 12), (5, 5, 0)])
def test_what_has_no_rate_is_missing(first, last, months):
    assert pd.isna(growth.cagr(first, last, months))


def test_the_rule_of_40_adds_growth_and_margin():
    assert growth.rule_of_40(pd.Series([0.25]), pd.Series([0.2])).tolist() == pytest.approx([0.45])
