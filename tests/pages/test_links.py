"""The filters in a link: what it says is seen, and what it asks for in vain is said."""

import pytest

from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import JANUARY
from tests.pages.conftest import headline

HEADINGS = ["Product", "Product line", "Month", "Revenue", "Variable cost", "Investment"]


@pytest.fixture
def two_years(store, tmp_path):
    months = [f"{year}-{month:02}-01" for year in (2024, 2025) for month in range(1, 13)]
    rows = [[f"P{line}", line, month, 300, 100, 100] for line in ("Care", "Tools") for month in months]
    budget = [["P1", "Care", JANUARY, 5, 1, 1]]
    sheets = {"Actual 2025": [HEADINGS, *rows], "Budget 2026": [HEADINGS, *budget]}
    factories.load(store, write_workbook(tmp_path / "P&L.xlsx", sheets))
    return store


@pytest.fixture
def follow(visit, two_years):
    """Opens the overview by a link."""

    def opened(**asked):
        app = visit(two_years.folder, "overview")
        for name, value in asked.items():
            app.query_params[name] = value
        return app.run()

    return opened


def window(app):
    return app.session_state["window"]


def warned(app):
    return [warning.value.replace("\\", "") for warning in app.warning]


@pytest.mark.parametrize("asked", ["YTD", "ytd"])
def test_a_window_is_known_by_its_title_and_by_its_name(follow, asked):
    app = follow(window=asked)
    assert (window(app), warned(app)) == ("ytd", [])


def test_a_window_that_is_not_known_is_said_and_the_default_is_used(follow):
    app = follow(window="foo")
    assert window(app) == "12m"
    assert warned(app) == ["The link asks for the window “foo”, which is not known here. You see 12 months."]
    assert app.query_params["window"] == "12 months"
    assert not app.run().warning  # said once


def test_other_filters_that_are_not_known_are_said_too(follow):
    app = follow(window="All", line=["Care", "Nope"], basis="Wish")
    assert (window(app), app.session_state["line"], app.session_state["basis"]) == ("all", ["Care"], "actual")
    assert warned(app) == [
        "The link asks for the basis “Wish”, which is not known here. You see Actual.",
        "The link asks for the line “Nope”, which is not known here. It was left out.",
    ]
    assert headline(app).startswith("1 products") or headline(app).startswith("One product")


def test_what_is_chosen_stands_in_the_link(follow):
    app = follow(window="All")
    app.session_state["line"] = ["Tools"]
    app.run()
    assert dict(app.query_params) == {"window": "All", "line": "Tools"}


def test_a_link_without_filters_leaves_them_as_they_are(follow):
    app = follow(window="All")
    app.query_params.clear()
    assert window(app.run()) == "all"


def test_a_link_that_says_another_window_than_the_last_is_followed(follow):
    app = follow(window="All", line="Care")
    app.query_params.clear()
    app.query_params["window"] = "YTD"
    app.run()
    assert (window(app), app.session_state["line"]) == ("ytd", [])


def test_a_budget_to_which_no_actual_figures_have_come_leaves_the_overview_open(follow):
    """Its months are those of no KPI either."""
    assert headline(follow()).startswith("2 products")
