import numpy as np
import pandas as pd
import pytest

from analytics import chances, evidence
from analytics.judgement import Judgement
from tests.analytics.figures import periods
from tests.analytics.test_elasticity import history


def portfolio() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Steady, Pushed, Losing and Unfunded: the last 12 months, and all months of each."""
    rng = np.random.default_rng(1)
    parts = {
        "Steady": history(rng, moved=0.0),
        "Pushed": history(rng, beta=0.5, noise=0.01),
        "Losing": history(rng).assign(contribution=-2.0),
        "Unfunded": history(rng).assign(investment=0.0),
    }
    months = pd.concat([part.assign(product=name, line="One") for name, part in parts.items()])
    months = months.assign(revenue=months["contribution"] + 10, variable_cost=10.0, first_month=months["month"])
    known = periods(months)
    return known[known["first_month"] >= known["first_month"].max() - pd.DateOffset(months=11)], known


def of(table: pd.DataFrame, product: str) -> pd.Series:
    return table.set_index("product").loc[product]


def test_each_curve_says_what_it_rests_on():
    table = evidence.gathered(*portfolio()).table
    assert dict(zip(table["product"], table["source"], strict=True)) == {
        "Steady": "borrowed", "Pushed": "measured", "Losing": "fixed", "Unfunded": "fixed",
    }  # fmt: skip
    assert of(table, "Pushed")["grade"] == "A"
    assert of(table, "Steady")["grade"] == ""
    assert "hardly varied" in of(table, "Steady")["reason"]


def test_curves_pass_through_today():
    found = evidence.gathered(*portfolio())
    assert found.curves.value(found.today) == pytest.approx(found.table["contribution"])


@pytest.mark.parametrize("hole", ["variable_cost", "investment", "revenue"])
def test_a_month_that_is_not_known_is_in_neither_the_budget_nor_the_contribution(hole):
    _, months = portfolio()
    at = (months["product"] == "Pushed") & (months["first_month"] == months["first_month"].max())
    holed = periods(months.assign(**{hole: months[hole].mask(at)}))
    recent = holed[holed["first_month"] >= holed["first_month"].max() - pd.DateOffset(months=11)]
    row = of(evidence.gathered(recent, months).table, "Pushed")
    known = recent[(recent["product"] == "Pushed") & recent[hole].notna()]
    assert len(known) == 11
    assert row["today"] == pytest.approx(known["investment"].sum(), abs=0.005)
    assert row["contribution"] == pytest.approx((known["revenue"] - known["variable_cost"]).sum())


def test_a_product_without_any_known_month_is_locked_and_in_no_sum():
    _, months = portfolio()
    holed = periods(months.assign(variable_cost=months["variable_cost"].mask(months["product"] == "Pushed")))
    recent = holed[holed["first_month"] >= holed["first_month"].max() - pd.DateOffset(months=11)]
    found = evidence.gathered(recent, holed)
    row = of(found.table, "Pushed")
    assert row["source"] == "fixed"
    assert row["reason"] == "no month of the last 12 has both contribution and investment"
    assert [name for name, known in zip(found.products, found.returning, strict=True) if not known] == ["Pushed"]


def test_a_product_that_earns_nothing_does_not_answer_money():
    found = evidence.gathered(*portfolio())
    place = found.products.index("Losing")
    assert found.curves.value(found.today * 2)[place] == pytest.approx(found.table["contribution"][place])


def test_answers_of_the_owner_stand_over_history():
    recent, months = portfolio()
    spent = float(recent.loc[recent["product"] == "Pushed", "investment"].sum().round(2))
    known = Judgement(1.0, 40.0, 46.0, 60.0, spent)
    found = evidence.gathered(recent, months, {"Pushed": known})
    place = found.products.index("Pushed")
    assert of(found.table, "Pushed")["source"] == "judged"
    assert found.curves.value(found.today * 1.5)[place] == pytest.approx(46.0)
    assert chances.of(found, 100).gains(found.today * 1.5)[:, place].std() > 0


def test_a_typed_elasticity_is_certain_and_marked():
    found = evidence.gathered(*portfolio(), typed={"Steady": 0.4})
    row = of(found.table, "Steady")
    assert (row["source"], row["elasticity"], row["low"], row["high"]) == ("typed", 0.4, 0.4, 0.4)


def test_budgets_ever_seen_are_sums_of_twelve_months():
    recent, months = portfolio()
    pushed = months[months["product"] == "Pushed"].sort_values("first_month")["investment"].to_numpy()
    years = [pushed[start : start + 12].sum() for start in range(len(pushed) - 11)]
    row = of(evidence.gathered(recent, months).table, "Pushed")
    assert (row["seen_from"], row["seen_to"]) == (pytest.approx(min(years)), pytest.approx(max(years)))


def test_the_held_out_year_is_foretold_without_seeing_it():
    months = portfolio()[1]
    later = months["first_month"] >= months["first_month"].max() - pd.DateOffset(months=11)
    changed = periods(months.assign(revenue=months["revenue"].where(~later, months["revenue"] * 3)))
    before, after = (evidence.foretold(each).set_index("product") for each in (months, changed))
    assert (before["foretold"] == after["foretold"]).all()
    assert (before["contribution"] < after["contribution"]).all()
    assert "Losing" not in before.index


def test_a_history_without_months_borrows():
    recent, months = portfolio()
    found = evidence.gathered(recent, months.iloc[:0])
    assert set(found.table["source"]) == {"borrowed", "fixed"}
    assert found.table["seen_from"].isna().all()
