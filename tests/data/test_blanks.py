"""What a blank investment means, by its owner's answer: part of a version, and asked where it changes the return."""

import pytest

from console import blanks as printed
from console import returns
from console.returns import Asked
from data import blanks, check
from data.problems import Refused
from tests.data import factories
from tests.data.factories import FEBRUARY, JANUARY, workbook


@pytest.fixture
def without_investment(store, tmp_path):
    """A earns 60 on 50 in January; B earns 40, and its investment is nowhere."""
    rows = (["A", JANUARY, 100, 40, 50], ["B", JANUARY, 60, 20, None])
    factories.load(store, workbook(tmp_path, "finance.xlsx", *rows))
    return store


def roi(store):
    return returns.report(store, Asked("all"))["portfolio"]["roi"]


def test_what_nobody_answered_is_out_of_the_return_and_asked_with_what_each_answer_makes(without_investment):
    assert roi(without_investment) == pytest.approx(0.2)
    (asked,) = printed.report(without_investment)["asked"]
    assert (asked["product"], asked["contribution"], asked["roi"]) == ("B", 40, pytest.approx(0.2))
    assert asked["roi_if_nothing"] == pytest.approx((60 + 40 - 50) / 50)


@pytest.mark.parametrize(("nothing", "expected"), [(True, 1.0), (False, 0.2)])
def test_an_answer_counts_at_once_and_is_not_asked_again(without_investment, nothing, expected):
    blanks.answer(without_investment, "B", nothing)
    assert roi(without_investment) == pytest.approx(expected)
    assert printed.report(without_investment)["asked"] == []
    assert check.faults(without_investment) == []


def test_an_answer_taken_back_is_asked_again(without_investment):
    blanks.answer(without_investment, "B", True)
    blanks.answer(without_investment, "B", None)
    assert roi(without_investment) == pytest.approx(0.2)
    assert [row["product"] for row in printed.report(without_investment)["asked"]] == ["B"]


def test_the_same_answer_again_is_no_new_version(without_investment):
    assert blanks.answer(without_investment, "B", True) == blanks.answer(without_investment, "B", True) == 2


def test_a_product_that_is_not_there_is_refused(without_investment):
    with pytest.raises(Refused, match="no finance figures of “C”"):
        blanks.answer(without_investment, "C", True)


def test_an_answer_that_changes_less_than_one_percent_is_not_asked(store, tmp_path):
    rows = (["A", JANUARY, 100, 40, 50], ["B", JANUARY, 60, 59.95, None])
    factories.load(store, workbook(tmp_path, "finance.xlsx", *rows))
    assert printed.report(store)["asked"] == []


def test_a_blank_between_the_months_of_any_investment_is_nothing(store, tmp_path):
    rows = (
        ["A", JANUARY, 100, 40, 50],
        ["A", FEBRUARY, 100, 40, None],
        ["B", JANUARY, 60, 20, None],
        ["B", FEBRUARY, 60, 20, 30],
    )
    factories.load(store, workbook(tmp_path, "finance.xlsx", *rows))
    assert roi(store) == pytest.approx((120 + 80 - 80) / 80)
