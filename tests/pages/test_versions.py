"""The version that a visitor is on: theirs until they switch, on every page and for every answer."""

import pytest

from data import aliases, load
from data.store import KEPT_GENERATIONS
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import JANUARY, workbook
from tests.pages.conftest import headline

ALL_KINDS = {
    "P&L": [
        ["Product", "Month", "Revenue", "Variable cost", "Investment"],
        ["Widget", JANUARY, 300, 100, 100],
        ["Gadget", JANUARY, 120, 60, 50],
    ],
    "Market": [
        ["Market", "Period", "Vendor", "Sales", "Own"],
        ["Pumps", JANUARY, "Acme", 22, "yes"],
        ["Pumps", JANUARY, "Bolt", 78, "no"],
    ],
    "KPIs": [["KPI", "Product", "Month", "Actual", "Target"], ["Orders", "Widget", JANUARY, 5, 6]],
}
PAGES = ("overview", "returns", "market", "kpis", "reallocation", "data")


@pytest.fixture
def first_version(store, tmp_path):
    """A store with one version, in which there are figures for every page."""
    factories.load(store, write_workbook(tmp_path / "All.xlsx", ALL_KINDS))
    return store


def publish(store, folder, versions=1):
    """Let somebody else publish as many versions, in each of which another product comes."""
    for number in range(store.version, store.version + versions):
        factories.load(store, workbook(folder, f"other {number}.xlsx", [f"Gizmo {number}", JANUARY, 9_000, 1, 1]))


def said(app):
    """Everything that a page writes."""
    elements = (*app.markdown, *app.caption, *app.error, *app.warning, *app.metric)
    return [headline(app), *(str(each.value) for each in elements), *(box.label for box in app.expander)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stays_on_its_version_until_its_visitor_switches(visit, first_version, tmp_path, page):
    app = visit(first_version.folder, page)
    before = said(app)
    publish(first_version, tmp_path)
    app.run()
    notice = ":blue-badge[New] Version 2 was published meanwhile; you see version 1."
    assert [line for line in said(app) if line != notice] == before
    assert notice in said(app)
    app.button(key="newest").click().run()
    assert notice not in said(app)
    assert any("version 2" in line or "2 active uploads" in line for line in said(app))


@pytest.mark.parametrize("page", PAGES)
def test_a_version_that_is_no_longer_kept_is_said_and_nothing_is_jumped_to(visit, first_version, tmp_path, page):
    app = visit(first_version.folder, page)
    publish(first_version, tmp_path, KEPT_GENERATIONS)
    app.run()
    assert [line.value for line in app.markdown] == [
        ":blue-badge[New] Version 1, which you were shown, is no longer kept. The newest is version 11."
    ]
    assert (len(app.error), len(app.metric), len(app.expander)) == (0, 0, 0)
    app.button(key="newest").click().run()
    assert len(said(app)) > 1


def test_a_visitor_of_the_empty_store_learns_that_something_was_loaded(visit, store, finance_workbook):
    app = visit(store.folder, "overview")
    factories.load(store, finance_workbook)
    app.run()
    assert [line.value for line in app.markdown][:2] == [
        ":blue-badge[New] Version 1 was published meanwhile; you see nothing yet.",
        "### No data yet",
    ]


def test_an_undo_shows_the_version_that_it_made_and_no_other(visit, first_version, tmp_path):
    app = visit(first_version.folder, "data")
    publish(first_version, tmp_path)
    app.button(key="undo-1").click().run()
    assert "1 active upload, 1 row" in headline(app)  # the other's, without what was undone
    publish(first_version, tmp_path)
    app.run()
    assert "1 active upload, 1 row" in headline(app)


def test_what_somebody_else_undid_meanwhile_is_said(visit, first_version):
    app = visit(first_version.folder, "data")
    load.withdraw(first_version, 1)
    app.button(key="undo-1").click().run()
    assert app.error[0].value.startswith("There is no active upload 1")


def test_the_names_on_screen_are_those_of_its_version(visit, store, tmp_path):
    factories.load(store, workbook(tmp_path, "a.xlsx", ["Widget", JANUARY, 3, 1, 1], ["WIDGET", JANUARY, 5, 1, 1]))
    app = visit(store.folder, "data")
    aliases.merge(store, ["WIDGET"], "Widget")
    app.run()
    assert any(line.startswith("Same product? ") for line in said(app))
