"""Files on their way in, in a real browser: several at once, long ones, names that look alike, rows put back."""

import csv

import pytest

from data import aliases
from data.store import Store
from tests.browser.conftest import settle
from tests.conftest import HEADINGS
from tests.data.factories import FEBRUARY, JANUARY, load, revenue, workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def bring(serve, page, tmp_path):
    """Opens the Data page of a fresh store and uploads files there."""

    def upload(*paths):
        page.goto(f"{serve(tmp_path / 'store')}/data")
        page.wait_for_selector("h3")
        settle(page)
        page.locator("input[type=file]").set_input_files(list(paths))
        return page

    return upload


def test_several_files_wait_together_and_those_that_are_ready_load_on_a_click(bring, tmp_path):
    junk = tmp_path / "notes.pdf"
    junk.write_bytes(b"%PDF-1.7 not a spreadsheet")
    files = [workbook(tmp_path, f"{name}.xlsx", [name, JANUARY, 3, 1, 1]) for name in ("Widget", "Gadget")]
    page = bring(*files, junk)
    page.get_by_text("2 files", exact=True).wait_for()
    assert page.get_by_text("notes.pdf: expected").is_visible()
    page.get_by_role("button", name="Load 2 ready files").click()
    page.get_by_text("2 active uploads").wait_for()
    assert revenue(Store(tmp_path / "store")) == {"Widget": 3, "Gadget": 3}


def test_what_was_changed_of_one_file_is_kept_while_another_is_looked_at(bring, tmp_path):
    files = [workbook(tmp_path, f"{name}.xlsx", [name, JANUARY, 3, 1, 1]) for name in ("Widget", "Gadget")]
    page = bring(*files)
    page.get_by_text("2 files", exact=True).wait_for()
    page.get_by_text("Sheet P&L: Finance").click()
    page.get_by_label("Currency").fill("CHF")
    page.keyboard.press("Enter")
    settle(page)
    for name in ("Gadget.xlsx", "Widget.xlsx"):
        page.locator("[data-testid=stRadio] label", has_text=name).click()
        page.get_by_role("heading", name=name).wait_for()
        settle(page)
    assert page.get_by_label("Currency").input_value() == "CHF"


def test_a_long_upload_is_ended_by_a_click_and_leaves_nothing(bring, tmp_path):
    path = tmp_path / "long.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([HEADINGS, *([f"P{n}", "2026-01", n, 1, 1] for n in range(400_000))])
    page = bring(path)
    page.get_by_role("button", name="Cancel").click()
    page.locator("[data-testid=stProgress]").wait_for(state="detached")
    settle(page)
    assert not page.get_by_text("Feed: the recurring report").is_visible()
    assert Store(tmp_path / "store").version == 0


def test_a_sum_that_was_left_out_counts_again_on_a_click(bring, tmp_path):
    rows = (["Widget", JANUARY, 300, 100, 100], ["Gadget", JANUARY, 120, 60, 50], ["Total", JANUARY, 420, 160, 150])
    page = bring(workbook(tmp_path, "totals.xlsx", *rows))
    page.get_by_text("Sheet P&L: Finance").click()
    page.get_by_role("button", name="Total", exact=True).click()
    settle(page)
    page.get_by_role("button", name="Load", exact=True).click()
    page.get_by_text("1 active upload, 3 rows").wait_for()
    assert revenue(Store(tmp_path / "store")) == {"Widget": 300, "Gadget": 120, "Total": 420}


def test_a_product_that_may_be_a_sum_is_asked_about_and_answered_on_screen(bring, tmp_path):
    months = ((JANUARY, 312, 127), (FEBRUARY, 298, 151))
    rows = [
        [name, month, amount, 1, 1]
        for month, widgets, gadgets in months
        for name, amount in (("Hardware", widgets + gadgets), ("Widget", widgets), ("Gadget", gadgets), ("App", 55))
    ]
    page = bring(workbook(tmp_path, "groups.xlsx", *([*row[:3], None, None] for row in rows)))
    page.get_by_text("it is “Widget” + “Gadget” throughout").wait_for()
    page.locator("[data-testid=stRadio] label", has_text="Subtotal of others: leave it out").click()
    settle(page)
    page.get_by_role("button", name="Load", exact=True).click()
    page.get_by_text("1 active upload, 6 rows").wait_for()
    assert revenue(Store(tmp_path / "store")) == {"Widget": 610, "Gadget": 278, "App": 110}


def test_a_file_that_asks_is_a_page_after_four_clicks(bring, tmp_path):
    path = tmp_path / "Figures.csv"
    path.write_text("Product,2026-01,2090-01\nWidget,300,310\nGadget,120,130\n", encoding="utf-8")
    page, clicks = bring(path), 0
    page.get_by_role("heading", name="2 questions").wait_for()
    for target in (
        page.locator("[data-testid=stRadio] label", has_text="Revenue"),
        page.get_by_role("button", name="Use the likely answer", exact=True),
        page.get_by_role("button", name="Load", exact=True),
        page.get_by_role("link", name="Overview", exact=True),
    ):
        target.click()
        clicks += 1
        settle(page)
    page.get_by_text("420.00").first.wait_for()
    assert clicks == 4
    assert revenue(Store(tmp_path / "store")) == {"Widget": 300, "Gadget": 120}


def test_two_names_become_one_product_on_a_click(serve, page, store, tmp_path):
    load(store, workbook(tmp_path, "names.xlsx", ["Widget", JANUARY, 300, 1, 1], ["WIDGET", FEBRUARY, 50, 1, 1]))
    page.goto(f"{serve(store.folder)}/data")
    page.get_by_role("button", name="Merge as “Widget”", exact=True).click()
    page.get_by_text("No similar product names found").wait_for()
    assert aliases.all_of(store) == {"WIDGET": "Widget"}
    assert revenue(store) == {"Widget": 350}


def test_two_versions_are_compared_on_screen(serve, page, store, tmp_path):
    load(store, workbook(tmp_path, "a.xlsx", ["Widget", JANUARY, 300, 1, 1]), feed="P&L")
    load(store, workbook(tmp_path, "b.xlsx", ["Widget", JANUARY, 310, 1, 1]), feed="P&L")
    page.goto(f"{serve(store.folder)}/data")
    page.get_by_text("Compare two versions").click()
    page.get_by_text("Figures: 1 changed.").wait_for()
