"""What a page shows when there is nothing, too little, or very much."""

from datetime import date

import pytest

from data.store import Store
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import JANUARY, workbook
from tests.pages.conftest import headline

PAGES = ("overview", "returns", "market", "kpis", "reallocation", "data")


@pytest.mark.parametrize("page", PAGES[:2])
def test_an_empty_store_says_so_and_offers_the_sample(visit, tmp_path, page):
    app = visit(tmp_path / "store", page)
    assert app.markdown[0].value == "### No data yet"
    assert [button.label for button in app.button] == ["Import a workbook", "Try the sample portfolio"]


def test_one_click_loads_the_sample(visit, tmp_path):
    app = visit(tmp_path / "store", "overview")
    app.button(key="try-sample").click().run(timeout=120)
    assert headline(app).startswith("24 products")


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_three_hundred_products_open(visit, store, tmp_path, page):
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(24)]
    rows = [[f"Product {n}", month, 100 + n, 90, 10 + n % 7] for n in range(300) for month in months]
    factories.load(store, workbook(tmp_path, "many.xlsx", *rows))
    app = visit(store.folder, page)
    assert "300 products" in headline(app) or page != "overview"


def test_a_product_without_cost_is_named_and_not_counted_as_zero(visit, store, tmp_path):
    rows = (["Widget", JANUARY, 300, 100, 100], ["Gadget", JANUARY, 120, None, 50])
    factories.load(store, workbook(tmp_path, "holes.xlsx", *rows))
    app = visit(store.folder, "returns")
    assert headline(app) == (
        "Widget has the highest ROI at 100.0 % (portfolio: 100.0 %); no product has a negative ROI. "
        "Not counted: 120 of revenue without cost (28.6 %: Gadget); "
        "50 of investment without contribution (33.3 %: Gadget)."
    )
    said = [caption.value.replace("\\", "") for caption in app.caption]
    assert "Not counted: 120.00 of revenue without cost, 28.6 % of all revenue: Gadget (Jan 2026)." in said


def test_return_on_cost_is_called_so_and_says_what_to_add(visit, store, tmp_path):
    headings = ["Product", "Month", "Revenue", "Variable cost"]
    factories.load(store, workbook(tmp_path, "cost.xlsx", ["Widget", JANUARY, 300, 100], headings=headings))
    app = visit(store.folder, "returns")
    assert any("To see ROI, add a column “Investment”" in caption.value for caption in app.caption)
    assert visit(store.folder, "overview").metric[0].label == "Return on cost"


def test_filters_that_leave_nothing_say_so(visit, store, tmp_path):
    headings = ["Product", "Month", "Revenue", "Variable cost", "Investment", "Region", "Segment"]
    rows = (["Widget", JANUARY, 3, 1, 1, "Asia", "Public"], ["Gadget", JANUARY, 3, 1, 1, "Europe", "Private"])
    factories.load(store, workbook(tmp_path, "regions.xlsx", *rows, headings=headings))
    app = visit(store.folder, "overview", region=["Asia"], segment=["Private"])
    assert app.info[0].value == "No finance figures here. Widen the window, or clear the filters."


def test_people_alone_are_no_finance_figures(visit, store, tmp_path):
    people = write_workbook(tmp_path / "people.xlsx", {"People": [["Product", "Month", "FTE"], ["Widget", JANUARY, 5]]})
    factories.load(store, people)
    assert visit(store.folder, "overview").markdown[0].value == "### No data yet"


def test_a_file_to_check_is_not_called_no_data(visit, store, finance_workbook):
    app = visit(store.folder, "data")
    files = [(finance_workbook.name, finance_workbook.read_bytes(), "application/octet-stream")]
    app = app.file_uploader[0].set_value(files).run()
    assert headline(app) == "1 file to check. Nothing counts until you load it."


def test_a_store_of_market_figures_alone_leads_to_them(visit, store, tmp_path):
    headings = ["Market", "Month", "Vendor", "Sales"]
    sales = write_workbook(tmp_path / "market.xlsx", {"Shares": [headings, ["Pumps", JANUARY, "Acme", 5]]})
    factories.load(store, sales)
    app = visit(store.folder, "overview")
    assert app.markdown[0].value == "### No finance figures yet"
    assert (
        app.markdown[1].value
        == "The figures that you loaded are on Market. This page needs revenue, cost and investment."
    )
    assert "See Market" in [button.label for button in app.button]


def test_names_that_look_like_code_are_shown_as_they_are(visit, store, tmp_path):
    name = "![x](http://evil.example/x.png) $5 <b>bold</b>"
    factories.load(store, workbook(tmp_path, "odd.xlsx", [name, JANUARY, 300, 100, 100]))
    app = visit(store.folder, "returns")
    assert "&lt;b&gt;bold&lt;/b&gt;" in headline(app)
    assert app.dataframe[-1].value["Product"].tolist() == [name]


def test_a_damaged_store_is_a_sentence_and_no_traceback(visit, store, finance_workbook):
    factories.load(store, finance_workbook)
    (store.folder / "CURRENT").write_text("rubbish")
    app = visit(store.folder, "overview")
    assert "not the name of a generation" in app.error[0].value.replace("\\", "")
    assert Store(store.folder).path(1).exists()


def test_the_data_page_says_what_counts_and_undoes_it(visit, store, finance_workbook):
    factories.load(store, finance_workbook)
    app = visit(store.folder, "data")
    assert headline(app) == (
        "1 active upload, 2 rows loaded, 0 rejected. Loaded totals reconcile with the sheets to the cent."
    )
    app.button(key="undo-1").click().run()
    assert headline(app) == "No data yet. Upload your finance workbook."


def test_an_upload_that_a_later_one_replaced_is_not_counted_again(visit, store, tmp_path):
    for name in ("january.xlsx", "january again.xlsx"):
        rows = (["Widget", JANUARY, 300 + len(name), 100, 100], ["Gadget", JANUARY, 120, 60, 50])
        factories.load(store, workbook(tmp_path, name, *rows), feed="P&L")
    app = visit(store.folder, "data")
    assert headline(app).startswith("1 active upload, 2 rows")
    assert [label.split(" · ")[-1] for label in (box.label for box in app.expander) if "january" in label] == [
        "active",
        "replaced by a later upload",
    ]


def test_what_is_not_loaded_is_named_in_place_of_equal_sheets(visit, store, tmp_path):
    rows = (["Widget", JANUARY, 300, 100, 100], ["Gadget", "soon", 9, 1, 1])
    factories.load(store, workbook(tmp_path, "PL.xlsx", *rows))
    assert headline(visit(store.folder, "data")) == (
        "1 active upload, 1 row loaded, 1 rejected. Not loaded: 9.00 of “Revenue”, 1.00 of “Variable cost”, "
        "1.00 of “Investment” of PL.xlsx (accepted by Ada: a test)."
    )
    bar = [line.value for line in visit(store.folder, "overview").markdown if "As of" in line.value]
    assert "Reconciled" not in bar[0]


def test_what_rounding_moves_by_a_cent_is_named(visit, store, tmp_path):
    rows = [["Widget", date(2000 + n // 12, n % 12 + 1, 1), 0.00004, 1, 1] for n in range(130)]  # 0.0052 in all
    factories.load(store, workbook(tmp_path, "fine.xlsx", *rows))
    assert headline(visit(store.folder, "data")) == (
        "1 active upload, 130 rows loaded, 0 rejected. Not loaded: 0.01 of “Revenue” of fine.xlsx (cells of more "
        "than four decimals are rounded)."
    )


def test_a_missing_return_of_groups_is_laid_to_investment_only_where_contribution_is_known(visit, store, tmp_path):
    headings = ["Product", "Business line", "Month", "Investment"]
    factories.load(store, workbook(tmp_path, "spend.xlsx", ["Widget", "Tools", JANUARY, 50], headings=headings))
    said = [caption.value for caption in visit(store.folder, "returns").caption]
    assert not any("because investment is not given by it" in each for each in said)
