"""The stories that a review should find, each computed anew from the written workbooks."""

from itertools import combinations
from statistics import median

import pandas as pd
import pytest

NOW, BEFORE, FIRST = 0, 1, 2  # years ago


@pytest.fixture(scope="module")
def yearly(rows):
    """One row a product; revenue, contribution, investment and return, each by year."""
    actuals = rows("Finance actuals", "Actuals")
    actuals = actuals.assign(Contribution=actuals["Revenue"] - actuals["Variable cost"])
    sums = actuals.groupby(["Product", "Year ago"])[["Revenue", "Contribution", "Investment"]].sum().unstack()
    returns = sums["Contribution"] / sums["Investment"] - 1
    return sums.join(pd.concat({"ROI": returns}, axis=1))


@pytest.fixture(scope="module")
def shares(rows):
    """Own sales and market size by market, segment and year."""
    keys = ["Market", "Segment", "Year ago"]
    sales = rows("Market", "Vendor sales")
    own = sales[sales["Own"] == "yes"].groupby(keys)["Vendor sales"].sum()
    size = rows("Market", "Market size").groupby(keys)["Market size"].sum()
    return pd.DataFrame({"own": own, "size": size}).fillna(0.0)


def growth(yearly: pd.DataFrame, measure: str) -> pd.Series:
    return yearly[measure][NOW] / yearly[measure][BEFORE] - 1


def part(yearly: pd.DataFrame, measure: str) -> pd.Series:
    return yearly[measure][NOW] / yearly[measure][NOW].sum()


def likeness(one: str, other: str, separator: str) -> float:
    """The Jaccard likeness of two lists of words."""
    a, b = (set(text.lower().replace(".", "").split(separator)) for text in (one, other))
    return len(a & b) / len(a | b)


def test_returns_spread_from_losses_to_more_than_three_times_the_money(yearly):
    now = yearly["ROI"][NOW]
    assert 2 <= (now < 0).sum() <= 4
    assert 2 <= (now > 3).sum() <= 4


def test_tremora_grows_and_returns_most_while_its_investment_stands_still(yearly):
    growing = yearly[growth(yearly, "Revenue") > 0.10]
    assert growth(yearly, "Revenue")["Tremora"] > 0.30
    assert yearly["ROI"][NOW].idxmax() == "Tremora"
    assert growth(growing, "Investment").idxmin() == "Tremora"
    assert growth(yearly, "Investment")["Tremora"] < 0.03
    assert part(yearly, "Investment")["Tremora"] < part(yearly, "Contribution")["Tremora"] / 3


def test_tremora_leads_its_market(rows):
    sales = rows("Market", "Vendor sales").query("Market == 'Vibration diagnostics' and `Year ago` == 0")
    by_vendor = sales.groupby("Vendor")["Vendor sales"].sum().sort_values()
    assert set(sales[sales["Vendor"] == by_vendor.index[-1]]["Own product"]) == {"Tremora"}
    assert by_vendor.iloc[-1] > 1.3 * by_vendor.iloc[-2]


def test_ostra_control_takes_more_money_every_year_for_no_growth(yearly):
    product = yearly.loc["Ostra Control"]
    assert yearly["Revenue"][NOW].idxmax() == "Ostra Control"
    assert abs(growth(yearly, "Revenue")["Ostra Control"]) < 0.02
    assert growth(yearly, "Investment").idxmax() == "Ostra Control"
    assert growth(yearly, "Investment")["Ostra Control"] > 0.25
    assert product["ROI"][FIRST] > product["ROI"][BEFORE] + 0.5 > product["ROI"][NOW] + 1.0


def test_loadlark_wins_share_in_each_segment_and_loses_it_in_total(shares):
    market = shares.loc["Energy flexibility"]
    share = (market["own"] / market["size"]).unstack()
    total = market.groupby("Year ago").sum()
    assert (share[NOW] > share[BEFORE]).all()
    assert share.loc["Utilities", NOW] - share.loc["Utilities", BEFORE] > 0.01
    total_share = total["own"] / total["size"]
    assert total_share[NOW] < total_share[BEFORE] - 0.01


def test_the_segment_that_loadlark_is_weak_in_is_the_one_that_grows(shares):
    market = shares.loc["Energy flexibility"]
    size, share = market["size"].unstack(), (market["own"] / market["size"]).unstack()
    change = size[NOW] / size[BEFORE] - 1
    assert change["Utilities"] > 0.40
    assert change["Process industry"] < 0.05
    assert share.loc["Utilities", NOW] < share.loc["Process industry", NOW] / 2


@pytest.mark.parametrize(("column", "separator"), [("Capabilities", ", "), ("Description", " ")])
def test_lotpath_and_tracewell_are_the_pair_most_alike(rows, column, separator):
    texts = rows("Portfolio", "Products").set_index("Product")[column]
    alike = {pair: likeness(texts[pair[0]], texts[pair[1]], separator) for pair in combinations(texts.index, 2)}
    (first, most), (_, next_most) = sorted(alike.items(), key=lambda item: -item[1])[:2]
    assert (first, most > 0.6, next_most < 0.35) == (("Lotpath", "Tracewell"), True, True)


def test_lotpath_and_tracewell_sell_mostly_in_one_segment_from_two_lines(rows):
    actuals = rows("Finance actuals", "Actuals").query("Product in ['Lotpath', 'Tracewell']")
    revenue = actuals.groupby(["Product", "Segment"])["Revenue"].sum().unstack()
    assert set(revenue.idxmax(axis=1)) == {"Discrete manufacturing"}
    assert (revenue["Discrete manufacturing"] > 0.7 * revenue.sum(axis=1)).all()
    assert actuals["Business line"].nunique() == 2


def test_switchyard_twin_has_lost_money_three_years_running_on_growing_investment(yearly):
    product = yearly.loc["Switchyard Twin"]
    assert (product["ROI"] < -0.5).all()
    assert yearly["ROI"][NOW].idxmin() == "Switchyard Twin"
    assert product["Investment"][NOW] > 1.08 * product["Investment"][BEFORE]


def test_switchyard_twin_is_loved_and_has_a_senior_sponsor(rows):
    ratings = rows("Portfolio", "Ratings").query("Criterion in ['Enthusiasm', 'Strategic fit']")
    best = ratings.groupby("Product")["Rating"].mean().sort_values()
    assert (best.index[-1], best.iloc[-1]) == ("Switchyard Twin", 5.0)
    assert best.iloc[-2] < 5.0
    owner = rows("Portfolio", "Products").set_index("Product").loc["Switchyard Twin", "Owner"]
    assert "Chief Technology Officer" in owner
    loved_by = ratings[ratings["Product"] == "Switchyard Twin"]["Rated by"]
    assert all(rater in owner for rater in loved_by)


def test_on_time_delivery_of_vantry_vision_is_on_target_today_and_misses_it_within_three_months(rows):
    results = rows("KPIs", "Results").query("KPI == 'On-time delivery' and Product == 'Vantry Vision'")
    actual = results.sort_values("Month")["Actual"].to_list()[-12:]
    target = results.sort_values("Month")["Target"].to_list()[-12:]
    slope = median((actual[b] - actual[a]) / (b - a) for a, b in combinations(range(12), 2))
    assert all(a >= t for a, t in zip(actual, target, strict=True))
    assert slope < 0
    assert actual[-1] + 3 * slope < target[-1]


@pytest.fixture(scope="module")
def missed(rows):
    """Whether each KPI of each product misses its target, month after month."""
    results = rows("KPIs", "Results").merge(rows("KPIs", "Definitions"), on="KPI").sort_values("Month")
    lower = results["Direction"].str.startswith("lower")
    one_way = (results["Actual"] < results["Target"]).where(~lower, results["Actual"] > results["Target"])
    outside = (results["Actual"] < results["Low"]) | (results["Actual"] > results["High"])
    results["Missed"] = outside.where(results["Direction"] == "range", one_way)
    return results.groupby(["KPI", "Product"])["Missed"].apply(list)


def streak(months: list[bool]) -> int:
    return months[::-1].index(False) if False in months else len(months)


def test_no_kpi_misses_its_target_for_ever_and_streaks_are_of_every_length(missed):
    streaks = missed.map(streak)
    assert missed.map(any).sum() > len(missed) / 2
    assert streaks.max() <= 24
    for shortest, longest in ((1, 2), (3, 6), (7, 12), (13, 24)):
        assert streaks.between(shortest, longest).sum() >= 5
    assert 0.2 <= (streaks > 0).mean() <= 0.45


def test_every_kpi_is_met_by_some_products_and_missed_by_others(missed):
    now = missed.map(lambda months: months[-1]).groupby("KPI").mean()
    assert now.between(0.05, 0.6).all()
