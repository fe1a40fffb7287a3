"""What `roi` prints beside products: by segment, and against the year before."""

import pytest

from console import returns
from console.returns import Asked
from data.problems import ReallotError
from tests.conftest import real_input
from tests.data import factories


@pytest.fixture
def financial_sample(store):
    factories.load(store, real_input("finance/Financial_Sample.xlsx"))
    return store


def test_the_published_profit_of_each_segment(financial_sample):
    groups = returns.report(financial_sample, Asked("all", by="segment"))["groups"]
    profit = {row["segment"]: row["contribution"] for row in groups}
    assert profit["Enterprise"] == -614_545.625
    assert sum(profit.values()) == pytest.approx(16_893_702.26, abs=0.005)


def test_growth_is_that_of_the_four_months_that_both_years_have(financial_sample):
    before = returns.report(financial_sample, Asked("12m", compare=True))["year_before"]
    assert (before["now"], before["before"], before["months"]) == ("2014-09..2014-12", "2013-09..2013-12", 4)
    assert round(100 * before["revenue_growth"], 2) == 36.88


def test_without_a_year_before_there_is_nothing_to_compare(store, finance_workbook):
    factories.load(store, finance_workbook)
    assert returns.report(store, Asked("all", compare=True))["year_before"] is None


def test_an_empty_store_says_what_to_load(store):
    with pytest.raises(ReallotError, match="No actual finance data loaded"):
        returns.report(store, Asked())
