"""The main job in a real browser: a workbook in, the portfolio's return on screen."""

import pytest

from data import intake
from data.store import Store
from tests.browser.conftest import settle
from tests.conftest import real_input

ADDRESSES = ("overview", "returns", "market", "kpis", "reallocation", "data")
pytestmark = [pytest.mark.browser, pytest.mark.slow]


def chosen_window(page):
    """The window that the bar of filters shows."""
    return page.locator(".st-key-window [aria-checked=true]").first.inner_text()


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_deep_link_on_a_fresh_server_comes_through_the_door(serve, page, sample_folder, name):
    page.goto(f"{serve(sample_folder / 'store')}/{name}")
    page.wait_for_selector("h3")
    settle(page)
    assert not page.get_by_text("Page not found").is_visible()
    assert page.locator("[data-testid=stTopNavLink]").count() == 6  # the navigation is app.py's work


def test_every_page_has_its_address_on_a_warm_server_too(serve, page, sample_folder):
    address = serve(sample_folder / "store")
    for name in ("", *ADDRESSES, "overview"):
        page.goto(f"{address}/{name}")
        page.wait_for_selector("h3")
        settle(page)
        assert page.url.startswith(f"{address}/{name or 'overview'}")
        assert not page.get_by_text("Page not found").is_visible()


def test_a_link_reopens_the_filters_its_sender_saw_on_a_fresh_server(serve, page, sample_folder):
    address = serve(sample_folder / "store")
    page.goto(f"{address}/returns?window=All&line=Asset+Care")
    page.wait_for_selector("text=has the highest")
    settle(page)
    assert chosen_window(page) == "All"
    assert page.locator(".st-key-line").get_by_text("Asset Care").is_visible()


def test_filters_stay_across_pages_and_a_reload(serve, page, sample_folder):
    address = serve(sample_folder / "store")
    page.goto(f"{address}/overview")
    page.locator(".st-key-window button", has_text="YTD").click()
    settle(page)
    page.get_by_role("link", name="Return").click()
    page.wait_for_selector("text=has the highest")
    settle(page)
    assert chosen_window(page) == "YTD"
    page.reload()
    page.wait_for_selector("text=has the highest")
    settle(page)
    assert chosen_window(page) == "YTD"


def test_two_tabs_keep_their_own_filters(serve, page, sample_folder):
    address = serve(sample_folder / "store")
    other = page.context.new_page()
    for tab, window in ((page, "All"), (other, "YTD")):
        tab.goto(f"{address}/overview?window={window}")
        tab.wait_for_selector("text=24 products")
        settle(tab)
    assert [chosen_window(tab) for tab in (page, other)] == ["All", "YTD"]


def test_a_figure_opens_the_cells_it_is_made_of(serve, page, tmp_path, finance_workbook):
    store = Store(tmp_path / "store")
    intake.load_file(store, finance_workbook, intake.Wanted())
    page.goto(f"{serve(store.folder)}/overview")
    page.locator(".st-key-cells-Revenue button").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("420.00 = sum of 2 cells = the figure on the page").wait_for()


def test_selecting_a_bar_opens_the_cells_of_its_product(serve, page, tmp_path, finance_workbook):
    store = Store(tmp_path / "store")
    intake.load_file(store, finance_workbook, intake.Wanted())
    page.goto(f"{serve(store.folder)}/returns")
    page.locator(".st-key-ranked [aria-roledescription=bar]").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("of Widget").wait_for()  # 100 % against Gadget's 20 %
    dialog.get_by_text("300.00 = sum of 1 cell = the figure on the page").wait_for()


def test_an_uploaded_workbook_becomes_a_return_on_the_page(serve, page, tmp_path, finance_workbook):
    address = serve(tmp_path / "store")
    page.goto(f"{address}/data")
    page.set_input_files("input[type=file]", finance_workbook)
    page.get_by_role("button", name="Load", exact=True).click()
    page.wait_for_selector("text=is loaded: version 1")
    page.get_by_role("link", name="Overview", exact=True).click()
    page.wait_for_selector("text=73.3 %")  # (420 − 160 − 150) ÷ 150


def test_columns_mapped_by_hand_are_loaded_as_they_were_mapped(serve, page, tmp_path):
    odd = tmp_path / "odd.csv"
    odd.write_text("$ in thousands,,,\nThing,When,Money out,Money in\nWidget,2026-01,100,300\n")
    page.goto(f"{serve(tmp_path / 'store')}/data")
    page.set_input_files("input[type=file]", odd)
    page.get_by_text("Sheet odd: Finance").click()
    for row, meaning in ((3, "Variable cost"), (4, "Revenue")):
        choose(page, row, meaning)
    page.get_by_role("button", name="Load", exact=True).click()
    page.wait_for_selector("text=is loaded: version 1")
    page.get_by_role("link", name="Overview", exact=True).click()
    page.wait_for_selector("text=300,000.00")


def choose(page, row, meaning):
    """Say in the mapping's table what the column of a row holds; its cells are painted, so by place and keyboard."""
    settle(page)
    table = page.locator("[class*=st-key-columns-] .dvn-scroller").first
    table.dblclick(position={"x": table.bounding_box()["width"] * 0.25, "y": 35 * row + 17})
    page.wait_for_timeout(800)
    page.keyboard.type(meaning)
    page.wait_for_timeout(500)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    settle(page)


def test_a_real_workbook_without_investment_shows_return_on_cost(serve, page, tmp_path):
    address = serve(tmp_path / "store")
    page.goto(f"{address}/data")
    page.set_input_files("input[type=file]", real_input("finance/Financial_Sample.xlsx"))
    page.get_by_role("button", name="Load", exact=True).click()
    page.wait_for_selector("text=is loaded: version 1")
    page.get_by_role("link", name="Overview", exact=True).click()
    page.locator(".st-key-window button", has_text="All").click()
    page.wait_for_selector("text=118,726,350.26")
    settle(page)
    for figure in ("101,832,648.00", "16,893,702.26", "Return on cost", "16.6 %"):
        assert page.get_by_text(figure).first.is_visible()


def test_a_file_that_is_no_spreadsheet_gets_a_sentence(serve, page, tmp_path):
    address = serve(tmp_path / "store")
    wrong = tmp_path / "report.pdf"
    wrong.write_bytes(b"%PDF-1.7 nothing to see")
    page.goto(f"{address}/data")
    page.set_input_files("input[type=file]", wrong)
    page.wait_for_selector("text=found a PDF document")
    assert "Traceback" not in page.inner_text("body")
    assert not (tmp_path / "store").exists()
