"""Market, KPIs and Overview in a real browser: what a click on them does."""

import pytest

from console import kpis as kpi_report
from data.store import Store
from tests.browser.conftest import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_line_of_the_lagging_list_is_looked_at_closely_on_a_click(serve, page, sample_folder):
    page.goto(f"{serve(sample_folder / 'store')}/kpis")
    page.wait_for_selector("text=What lags, the most severe first")
    settle(page)
    listed = kpi_report.report(Store(sample_folder / "store"))["kpis"][:12]
    products = [row["product"] for row in listed]
    picked = next(row for row in listed[1:] if products.count(row["product"]) == 1)
    page.locator(".st-key-lagging").get_by_text(picked["product"]).first.click(force=True)
    page.wait_for_selector(f"text={picked['kpi']} of {picked['product']}: ")


def test_moving_a_cut_moves_it_in_the_chart(serve, page, sample_folder):
    page.goto(f"{serve(sample_folder / 'store')}/market")
    page.wait_for_selector("text=cuts at 1.00 × and 7.0 %")
    page.get_by_text("Adjust thresholds").click()
    slider = page.locator(".st-key-cut-share [role=slider], .st-key-cut-share input[type=range]").first
    slider.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector("text=cuts at 1.20 × and 7.0 %")


def test_a_sentence_of_the_overview_leads_to_its_page(serve, page, sample_folder):
    page.goto(f"{serve(sample_folder / 'store')}/overview")
    page.locator(".st-key-window").get_by_text("YTD").click()
    settle(page)
    page.get_by_text("of 8 markets").click()
    page.wait_for_selector("text=Who holds the markets")
    assert "/market" in page.url
    settle(page)
    assert page.locator(".st-key-window [aria-checked=true]").first.inner_text() == "YTD"


def test_the_market_page_fits_what_a_laptop_shows(serve, page, sample_folder):
    page.goto(f"{serve(sample_folder / 'store')}/market")
    page.wait_for_selector("text=Own share, then and now")
    settle(page)
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    assert wide <= 0
    charts = page.locator("[data-testid=stVegaLiteChart]")
    assert charts.nth(0).bounding_box()["y"] + charts.nth(0).bounding_box()["height"] < 640
