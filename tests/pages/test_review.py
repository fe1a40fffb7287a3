"""Market, KPIs and the Overview's sentences: what they say on the sample, on little, on nothing."""

from datetime import date

import pytest

from console import kpis as kpi_report
from console import markets as market_report
from data.problems import ReallotError
from data.store import Store
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import JANUARY, workbook
from tests.pages.conftest import headline
from ui import formats

SIZES = ["Market", "Month", "Market size"]
VENDORS = ["Market", "Month", "Vendor", "Own", "Vendor sales"]


US_AND_RIVAL = [("Us", "yes", 20), ("Rival", "no", 80)]


def sentences(app):
    """The Overview's links, by the page they lead to."""
    links = app.get("page_link")
    return [(link.proto.page, link.proto.label.replace("\\", "")) for link in links]


@pytest.mark.parametrize(("page", "what"), [("market", "No market figures yet"), ("kpis", "No KPIs yet")])
def test_without_figures_a_page_says_what_to_upload_and_shows_the_format(visit, store, finance_workbook, page, what):
    factories.load(store, finance_workbook)
    app = visit(store.folder, page)
    assert headline(app).startswith(what)
    assert len(app.table) == 2
    assert app.button[0].label == "Import a workbook"


def test_the_share_in_the_headline_is_what_the_command_line_prints(visit, sample_folder):
    said = headline(visit(sample_folder / "store", "market"))
    shift = market_report.report(Store(sample_folder / "store"), None, None)["shift"][0]
    assert said.startswith(f"Your share of 8 markets is {formats.percent(shift['now'])}, ")


def test_the_counts_in_the_headline_are_what_the_command_line_prints(visit, sample_folder):
    said = headline(visit(sample_folder / "store", "kpis"))
    rows = kpi_report.report(Store(sample_folder / "store"))["kpis"]
    red, amber, green = (sum(row["status"] == status for row in rows) for status in ("red", "amber", "green"))
    assert said.startswith(f"{red} of {len(rows)} KPIs are off target, {amber} near target, {green} on target. ")
    assert f"Most severe: {rows[0]['kpi']} ({rows[0]['product']}) at " in said


def test_the_overview_says_five_things_each_with_its_page(visit, sample_folder):
    found = sentences(visit(sample_folder / "store", "overview"))
    assert [page for page, _ in found] == ["returns", "returns", "market", "kpis", "data"]
    words = [label for _, label in found]
    assert words[0].startswith(
        "ROI fell from 97.1 % to 89.6 %; largest effects: rate effect −6.6 pp, mix effect −0.9 pp."
    )
    assert words[2] == headline(visit(sample_folder / "store", "market"))
    assert words[3] == headline(visit(sample_folder / "store", "kpis"))


def test_the_x_ray_names_what_moved_and_who_is_short(visit, sample_folder):
    said = [caption.value.replace("\\", "") for caption in visit(sample_folder / "store", "overview").caption]
    (line,) = [text for text in said if text.startswith("Spend check")]
    assert "of spend was reallocated between products over the year" in line
    assert "Tremora looks underfunded" in line


def test_what_is_missing_is_offered_on_the_overview(visit, store, finance_workbook):
    factories.load(store, finance_workbook)
    words = [label for _, label in sentences(visit(store.folder, "overview"))]
    assert "No market figures yet: what to upload, and in which format." in words
    assert "No KPIs yet: what to upload, and in which format." in words


def market_book(folder, *rows, name="Market.xlsx"):
    return write_workbook(folder / name, {"Vendors": [VENDORS, *rows]})


def test_a_market_without_own_vendor_asks_which_it_is(visit, store, tmp_path):
    rows = [["Phones", JANUARY, "Apple", None, 60], ["Phones", JANUARY, "Orange", None, 40]]
    book = write_workbook(tmp_path / "M.xlsx", {"V": [VENDORS, *rows]})
    factories.load(store, book)
    app = visit(store.folder, "market")
    assert "no vendor is marked as your company" in headline(app)
    app.multiselect(key="own").select("Orange").run()
    assert headline(app) == "Your share of one market is 40.0 %; there is no prior year to compare."


def test_vendors_beyond_their_market_are_said(visit, store, tmp_path):
    sizes = write_workbook(tmp_path / "Sizes.xlsx", {"Sizes": [SIZES, ["Phones", JANUARY, 90]]})
    factories.load(store, sizes)
    factories.load(
        store, market_book(tmp_path, ["Phones", JANUARY, "Us", "yes", 60], ["Phones", JANUARY, "Them", "no", 40])
    )
    said = [caption.value.replace("\\", "") for caption in visit(store.folder, "market").caption]
    assert any(text.startswith("Vendors add to more than the market: Phones by 11.1 %") for text in said)


def test_a_vendor_missing_from_a_month_is_said(visit, store, tmp_path):
    months = [date(2026, n, 1) for n in (1, 2)]
    rows = [["Phones", month, "Us", "yes", 60] for month in months] + [["Phones", months[0], "Them", "no", 40]]
    factories.load(store, market_book(tmp_path, *rows))
    said = [caption.value.replace("\\", "") for caption in visit(store.folder, "market").caption]
    why = "Without a stated size, neither the size nor shares are known there."
    assert f"Phones: Not reported: Them (1 of 2 months). {why}" in said


def vendors_by_year(*given):
    """A row a vendor and year of the market Pumps; an amount of None is left blank."""
    return [[year, "Pumps", vendor, "yes" if vendor == "Acme" else "no", amount] for year, vendor, amount in given]


def yearly(store, folder, *given, sizes=()):
    rows = [["Year", "Market", "Vendor", "Own", "Vendor sales"], *vendors_by_year(*given)]
    sheets = {"Vendors": rows}
    if sizes:
        sheets["Sizes"] = [["Year", "Market", "Market size"], *([year, "Pumps", size] for year, size in sizes)]
    factories.load(store, write_workbook(folder / "Pumps.xlsx", sheets))


def test_one_reported_vendor_is_not_the_whole_market(visit, store, tmp_path):
    yearly(store, tmp_path, (2024, "Acme", 50), (2024, "Bolt", 50), (2025, "Acme", 55), (2025, "Bolt", None))
    app = visit(store.folder, "market")
    assert (
        headline(app)
        == "Your share of one market is not known for Jan 2025 – Dec 2025: the notes on the Market page say why."
    )
    said = [caption.value.replace("\\", "") for caption in app.caption]
    assert any(text.startswith("Pumps: Not reported: Bolt (12 of 12 months)") for text in said)
    assert "0.0 %" not in " ".join(said)


def test_own_sales_that_are_not_reported_are_said_to_be_so(visit, store, tmp_path):
    sizes = [(2024, 200), (2025, 210)]
    yearly(store, tmp_path, (2024, "Acme", 50), (2024, "Bolt", 50), (2025, "Bolt", 60), sizes=sizes)
    assert headline(visit(store.folder, "market")) == (
        "Your own sales in one market are not reported for Jan 2025 – Dec 2025."
    )


def test_a_share_of_a_stated_size_of_nothing_is_missing_with_the_reason(visit, store, tmp_path):
    yearly(store, tmp_path, (2025, "Acme", 50), (2025, "Bolt", 50), sizes=[(2025, 0)])
    app = visit(store.folder, "market")
    assert headline(app).startswith("Your share of one market is not known")
    said = [caption.value.replace("\\", "") for caption in app.caption]
    assert any(text.startswith("Pumps: A stated size is 0 or less: no share can be taken of it.") for text in said)


def test_a_change_names_the_months_that_it_is_of(visit, store, tmp_path):
    months = [date(2024, n, 1) for n in (10, 11, 12)] + [date(2025, n, 1) for n in range(1, 13)]
    factories.load(store, market_book(tmp_path, *[["M", m, v, o, a] for m in months for v, o, a in US_AND_RIVAL]))
    app = visit(store.folder, "market")
    change = "unchanged on the prior year (over 3 of 12 months that both sides have)"
    assert headline(app) == f"Your share of one market is 20.0 %, {change}."


def test_a_window_without_market_figures_says_which_have_some(visit, store, tmp_path):
    rows = [["M", date(year, 1, 1), v, o, a] for year in (2023, 2025) for v, o, a in US_AND_RIVAL]
    factories.load(store, market_book(tmp_path, *rows))
    app = visit(store.folder, "market", window="custom", **{"from": "2024-01", "to": "2024-12"})
    said = "No market figures lie wholly in this window; there are some for Jan 2023, Jan 2025."
    assert app.info[0].value.startswith(said)


def test_markets_of_shares_alone_are_not_averaged(visit, store, tmp_path):
    rows = [["Market", "Month", "Vendor", "Own", "Market share (%)"]]
    rows += [[name, JANUARY, v, o, a] for name in ("Phones", "Pads") for v, o, a in US_AND_RIVAL]
    factories.load(store, write_workbook(tmp_path / "M.xlsx", {"V": rows}))
    assert headline(visit(store.folder, "market")) == (
        "2 markets, of which only shares are given: without sizes they cannot be averaged."
    )


def test_a_kpi_without_a_target_is_not_judged(visit, store, tmp_path):
    rows = [["KPI", "Product", "Month", "Actual"], ["Churn", "Widget", JANUARY, 5]]
    factories.load(store, write_workbook(tmp_path / "KPI.xlsx", {"Results": rows}))
    assert headline(visit(store.folder, "kpis")) == "One KPI, and no target with a direction to hold against."


def test_the_bridge_of_profit_goes_from_budget_to_actual_too(visit, store, tmp_path):
    factories.load(store, workbook(tmp_path, "Actuals.xlsx", ["Widget", JANUARY, 300, 100, 50]))
    factories.load(store, workbook(tmp_path, "Budget.xlsx", ["Widget", JANUARY, 280, 90, 40]))
    app = visit(store.folder, "returns")
    table = next(f.value for f in app.dataframe if list(f.value.columns) == ["Step", "Effect"] and len(f.value) == 5)
    assert table.values.tolist() == [
        ["Budget", 150],
        ["revenue effect", pytest.approx(20 * 190 / 280)],
        ["margin effect", pytest.approx(200 - 190 - 20 * 190 / 280)],
        ["investment", -10],
        ["Actual", 150],
    ]


def test_the_bridge_opens_on_the_first_figure_that_both_years_know(visit, store, tmp_path):
    rows = [["Widget", date(year, 1, 1), 300, 100] for year in (2024, 2025)]
    headings = ["Product", "Month", "Revenue", "Variable cost"]
    factories.load(store, workbook(tmp_path, "Actuals.xlsx", *rows, headings=headings))
    app = visit(store.folder, "returns")
    assert app.segmented_control(key="bridge-of").value == "Contribution"
    assert not [info.value for info in app.info if info.value.startswith("No bridge")]


def test_one_kpi_off_target_is_told_in_the_singular(visit, store, tmp_path):
    rows = [["KPI", "Product", "Month", "Actual", "Target"], ["Orders", "Widget", JANUARY, 5, 10]]
    said = [["KPI", "Direction"], ["Orders", "higher is better"]]
    factories.load(store, write_workbook(tmp_path / "KPI.xlsx", {"Results": rows, "Definitions": said}))
    assert headline(visit(store.folder, "kpis")) == (
        "The one KPI is off target. Orders (Widget) is at 50.0 % of target."
    )


def test_shared_cost_offers_a_fully_loaded_return(visit, store, tmp_path):
    headings = ["Product", "Month", "Revenue", "Variable cost", "Investment", "Shared cost"]
    factories.load(store, workbook(tmp_path, "loaded.xlsx", ["Widget", JANUARY, 300, 100, 50, 50], headings=headings))
    app = visit(store.folder, "returns", **{"return-as": "Fully loaded ROI"})
    assert headline(app).startswith("Widget has the highest fully loaded ROI at 100.0 %")  # (200 − 50 − 50) ÷ 100


def test_returns_that_follow_later_are_read_on_earlier_money(visit, store, tmp_path):
    rows = [["Widget", date(2026, n, 1), 100 * n, 0, 100] for n in (1, 2, 3)]
    factories.load(store, workbook(tmp_path, "lag.xlsx", *rows))
    app = visit(store.folder, "returns", lag=1)
    # 200 + 300 on the 200 of January and February; nothing is known of what January's 100 was put in for
    assert headline(app).startswith("Widget has the highest ROI at 150.0 %")
    assert headline(app).endswith("Not counted: 100 of contribution without investment (16.7 %: Widget).")


def test_the_return_by_segment_is_a_table_of_its_own(visit, sample_folder):
    app = visit(sample_folder / "store", "returns", **{"return-by": "segment"})
    table = next(f.value for f in app.dataframe if "Segment" in f.value)
    assert sorted(table["Segment"]) == ["Discrete manufacturing", "Process industry", "Utilities"]


def test_the_cells_of_a_kpi_open_from_the_list(visit, sample_folder):
    app = visit(sample_folder / "store", "kpis")
    app.button(key="kpi-cells").click().run()
    cells = next(f.value for f in app.dataframe if "As written" in f.value)
    assert set(cells["File"]) == {"KPIs.xlsx"}
    assert set(cells["Measure"]) == {"actual", "target"}


def test_the_cells_of_a_market_open_and_add_up(visit, store, tmp_path):
    factories.load(
        store, market_book(tmp_path, ["Phones", JANUARY, "Us", "yes", 60], ["Phones", JANUARY, "Them", "no", 40])
    )
    app = visit(store.folder, "market")
    app.button(key="market-cells").click().run()
    cells = next(f.value for f in app.dataframe if "As written" in f.value)
    assert cells[["Vendor", "Amount", "Cell"]].values.tolist() == [["Them", 40, "E3"], ["Us", 60, "E2"]]


def test_markets_in_two_currencies_are_never_added_up(visit, store, tmp_path):
    rows = [[*VENDORS, "Currency"]]
    rows += [[name, JANUARY, "Us", "yes", 60, money] for name, money in (("Phones", "EUR"), ("Pads", "USD"))]
    factories.load(store, write_workbook(tmp_path / "M.xlsx", {"V": rows}))
    app = visit(store.folder, "market")
    assert headline(app) == "2 markets, given in EUR and USD: shares of each, and no sum across units."
    assert market_report.report(store, None, None)["shift"] == []


def test_kpi_values_given_twice_are_said(visit, store, tmp_path):
    rows = [["KPI", "Product", "Month", "Actual", "Target"], *[["Churn", "Widget", JANUARY, n, 5] for n in (4, 6)]]
    path = write_workbook(tmp_path / "KPI.xlsx", {"Results": rows})
    with pytest.raises(ReallotError, match="the mean of both"):
        factories.load(store, path)
    factories.load(store, path, choices={"tables": [{"repeated": "both"}]})
    said = [caption.value for caption in visit(store.folder, "kpis").caption]
    assert any(text.startswith("1 KPI values are given more than once") for text in said)


@pytest.mark.parametrize("page", ["overview", "returns", "market", "kpis"])
@pytest.mark.parametrize(
    "chosen", [{"window": "all"}, {"window": "ytd"}, {"line": ["Asset Care"]}, {"segment": ["Utilities"]}]
)
def test_every_page_opens_under_every_kind_of_filter(visit, sample_folder, page, chosen):
    assert headline(visit(sample_folder / "store", page, **chosen))


def test_the_overview_never_asks_which_vendor_is_own(visit, store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    factories.load(store, market_book(tmp_path, ["Phones", JANUARY, "Apple", None, 60]))
    app = visit(store.folder, "overview")
    assert not app.error
    assert [box.key for box in app.selectbox] == ["basis"]
