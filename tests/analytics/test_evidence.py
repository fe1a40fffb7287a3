import numpy as np
import pandas as pd
import pytest

from analytics import chances, evidence
from analytics.judgement import Judgement
from tests.analytics.test_elasticity import history


def portfolio() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Steady, Pushed, Losing and Unfunded: sums of the last 12 months, and the months of each."""
    rng = np.random.default_rng(1)
    parts = {
        "Steady": history(rng, moved=0.0),
        "Pushed": history(rng, beta=0.5, noise=0.01),
        "Losing": history(rng).assign(contribution=-2.0),
        "Unfunded": history(rng).assign(investment=0.0),
    }
    months = pd.concat([part.assign(product=name, line="One") for name, part in parts.items()])
    months = months.assign(revenue=months["contribution"] + 10, variable_cost=10.0)
    last = months[months["month"] >= months["month"].max() - pd.DateOffset(months=11)]
    totals = last.groupby(["product", "line"], as_index=False)[["revenue", "variable_cost", "investment"]].sum()
    return totals.round(2), months


def of(table: pd.DataFrame, product: str) -> pd.Series:
    return table.set_index("product").loc[product]


def test_each_curve_says_what_it_rests_on():
    table = evidence.gathered(*portfolio()).table
    assert dict(zip(table["product"], table["source"], strict=True)) == {
        "Steady": "borrowed", "Pushed": "measured", "Losing": "fixed", "Unfunded": "fixed",
    }  # fmt: skip
    assert of(table, "Pushed")["grade"] == "A"
    assert of(table, "Steady")["grade"] == ""
    assert "hardly moved" in of(table, "Steady")["reason"]


def test_curves_pass_through_today():
    found = evidence.gathered(*portfolio())
    assert found.curves.value(found.today) == pytest.approx(found.table["contribution"])


def test_a_product_that_earns_nothing_does_not_answer_money():
    found = evidence.gathered(*portfolio())
    place = found.products.index("Losing")
    assert found.curves.value(found.today * 2)[place] == pytest.approx(found.table["contribution"][place])


def test_answers_of_the_owner_stand_over_history():
    totals, months = portfolio()
    spent = float(totals.set_index("product")["investment"]["Pushed"])
    known = Judgement(1.0, 40.0, 46.0, 60.0, spent)
    found = evidence.gathered(totals, months, {"Pushed": known})
    place = found.products.index("Pushed")
    assert of(found.table, "Pushed")["source"] == "judged"
    assert found.curves.value(found.today * 1.5)[place] == pytest.approx(46.0)
    assert chances.of(found, 100).gains(found.today * 1.5)[:, place].std() > 0


def test_a_typed_elasticity_is_certain_and_marked():
    found = evidence.gathered(*portfolio(), typed={"Steady": 0.4})
    row = of(found.table, "Steady")
    assert (row["source"], row["elasticity"], row["low"], row["high"]) == ("typed", 0.4, 0.4, 0.4)


def test_budgets_ever_seen_are_sums_of_twelve_months():
    totals, months = portfolio()
    pushed = months[months["product"] == "Pushed"].sort_values("month")["investment"].to_numpy()
    years = [pushed[start : start + 12].sum() for start in range(len(pushed) - 11)]
    row = of(evidence.gathered(totals, months).table, "Pushed")
    assert (row["seen_from"], row["seen_to"]) == (pytest.approx(min(years)), pytest.approx(max(years)))


def test_the_held_out_year_is_foretold_without_seeing_it():
    months = portfolio()[1]
    later = months["month"] >= months["month"].max() - pd.DateOffset(months=11)
    changed = months.assign(revenue=months["revenue"].where(~later, months["revenue"] * 3))
    before, after = (evidence.foretold(each).set_index("product") for each in (months, changed))
    assert (before["foretold"] == after["foretold"]).all()
    assert (before["contribution"] < after["contribution"]).all()
    assert "Losing" not in before.index


def test_a_history_without_months_borrows():
    totals, months = portfolio()
    found = evidence.gathered(totals, months.iloc[:0])
    assert set(found.table["source"]) == {"borrowed", "fixed"}
    assert found.table["seen_from"].isna().all()
