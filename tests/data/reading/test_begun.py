"""A year or a quarter that has only begun, beside the shorter periods that it sums."""

import pytest

from data.problems import Refused
from data.store import Store
from tests.data.factories import load, revenue


@pytest.fixture
def loaded(tmp_path):
    def of(lines):
        path = tmp_path / "sales.csv"
        path.write_text(lines, encoding="utf-8")
        store = Store(tmp_path / "store")
        return load(store, path), store

    return of


def test_a_year_that_sums_the_quarters_that_there_are_is_left_out(loaded):
    _, store = loaded("Product,Revenue Q1 2026,Revenue Q2 2026,Revenue FY 2026\nA,10,20,30\nB,5,5,10\n")
    assert revenue(store) == {"A": 30, "B": 10}


@pytest.mark.parametrize("years", [(99, 10), (30, 11)], ids=["more than they are", "in one row alone"])
def test_a_year_that_holds_more_than_its_quarters_is_not_added_to_them(loaded, years):
    lines = f"Product,Revenue Q1 2026,Revenue Q2 2026,Revenue FY 2026\nA,10,20,{years[0]}\nB,5,5,{years[1]}\n"
    with pytest.raises(Refused, match="periods of one length"):
        loaded(lines)
