"""The Market page of market sheets as people type them: what it says first, and what it notes."""

import contextlib
import io

import pytest

import cli
from tests.aloud import screen
from tests.pages.conftest import headline

HEAD = "Market,Year,Vendor,Own,"
MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]


@pytest.fixture
def page(tmp_path, visit):
    """The page of the lines of a csv file that loads with its likely answers."""

    def opened(*lines, **filters):
        path = tmp_path / "market.csv"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            assert cli.main(["load", str(path), "--likely", "--store", str(tmp_path / "store")]) == 0
        return visit(tmp_path / "store", "market", **filters)

    return opened


ONE = "Your share of one market is"
CASES = {
    "shares in percent": (
        (f"{HEAD}Market share", "Pumps,2025,Acme,yes,22.0%", "Pumps,2025,Bolt,no,31.0%", "Pumps,2025,Crest,no,47.0%"),
        f"{ONE} 22.0 %; there is no prior year to compare.",
    ),
    "a size beside each vendor": (
        (f"{HEAD}Vendor sales,Market size", "Pumps,2025,Acme,yes,220,1000", "Pumps,2025,Bolt,no,310,1000"),
        f"{ONE} 22.0 %; there is no prior year to compare.",
    ),
    "a total among vendors": (
        (f"{HEAD}Vendor sales", "Pumps,2025,Acme,yes,25", "Pumps,2025,Bolt,no,30", "Pumps,2025,Total market,,100"),
        f"{ONE} 25.0 %; there is no prior year to compare.",
    ),
    "regions and their total": (
        ("Market,Region,Year,Market size", "P,Europe,2025,1100", "P,Asia,2025,700", "P,Global,2025,1800"),
        "One market, and no vendor is marked as your company: shares and rivals, not your place.",
    ),
    "units in headings": (
        (f"{HEAD}Vendor sales (EUR k),Market size", "Pumps,2025,Acme,yes,200,1000"),
        f"{ONE} 20.0 %; there is no prior year to compare.",
    ),
    "a rival that is not reported": (
        (
            f"{HEAD}Vendor sales",
            *("Pumps,2024,Acme,yes,50", "Pumps,2024,Bolt,no,50", "Pumps,2025,Acme,yes,55", "Pumps,2025,Bolt,no,"),
        ),
        "Your share of one market is not known for Jan 2025 – Dec 2025: the notes on the Market page say why.",
    ),
    "own sales that are not reported": (
        (
            f"{HEAD}Vendor sales",
            *("Pumps,2024,Acme,yes,50", "Pumps,2024,Bolt,no,50", "Pumps,2025,Acme,yes,", "Pumps,2025,Bolt,no,60"),
        ),
        "Your own sales in one market are not reported for Jan 2025 – Dec 2025.",
    ),
    "own in two markets": (
        (
            f"{HEAD}Vendor sales",
            *("Pumps,2025,Acme,yes,200", "Pumps,2025,Bolt,,300", "Valves,2025,Acme,,100", "Valves,2025,Bolt,,300"),
        ),
        "Your share of 2 markets is 33.3 %; there is no prior year to compare.",
    ),
    "shares of two markets without sizes": (
        (f"{HEAD}Market share", "Pumps,2025,Acme,yes,20%", "Valves,2025,Acme,yes,30%"),
        "2 markets, of which only shares are given: without sizes they cannot be averaged.",
    ),
    "vendors across beside a size": (
        ("Year,Acme (us),Bolt,Crest,Market size", "2024,20,30,25,100", "2025,24,29,27,110"),
        f"{ONE} 21.8 %, up 1.8 pp on the prior year.",
    ),
    "a late start": (
        (
            "Market,Month,Vendor,Own,Vendor sales",
            *(f"M,{month},Us,yes,20" for month in MONTHS[9:]),
            *(f"M,{month},Them,no,80" for month in MONTHS[9:]),
        ),
        f"{ONE} 20.0 %, unchanged on the prior year (over 3 of 12 months that both sides have).",
    ),
    "segments that grow unevenly": (
        (
            f"Segment,{HEAD}Vendor sales",
            *("A,P,2024,Us,yes,50", "A,P,2024,Them,no,50", "B,P,2024,Us,yes,5", "B,P,2024,Them,no,95"),
            *("A,P,2025,Us,yes,51", "A,P,2025,Them,no,51", "B,P,2025,Us,yes,7", "B,P,2025,Them,no,133"),
        ),
        f"{ONE} 24.0 %, down 3.5 pp on the prior year: −3.5 pp from segment mix.",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_market_page_begins_with_what_the_sheet_says(page, name):
    lines, first = CASES[name]
    assert headline(page(*lines)) == first


def notes(app):
    return [text.words for text in screen.read(app).texts if text.kind == "caption"]


def test_a_market_that_the_window_cuts_is_noted(page):
    yearly = [f"Alpha,{year},Us,yes,100" for year in (2024, 2025)]
    quarterly = [f"Beta,{quarter},Us,yes,10" for quarter in ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")]
    told = notes(page("Market,Period,Vendor,Own,Vendor sales", *yearly, *quarterly))
    assert "No figures lie wholly in this window: Alpha (Jan 2024 – Dec 2025)." in told


def test_a_region_that_misses_months_is_noted(page):
    given = [f"P,{region},{month},100" for month in MONTHS for region in ("EU", "US")]
    told = notes(page("Market,Region,Month,Market size", *given[:-4]))
    assert "P: Given for 10 of 12 months." not in told  # the window ends with the figures
    told = notes(page("Market,Region,Month,Market size", *(each for each in given if each[:12] != "P,US,2025-11")))
    assert "P: Not given for the whole time: US (11 of 12 months)." in told


def test_a_window_without_figures_says_which_have_some(page):
    told = page(
        f"{HEAD}Vendor sales",
        "P,2024,Us,yes,1",
        "P,2026,Us,yes,1",
        window="custom",
        **{"from": "2025-01", "to": "2025-12"},
    )
    words = "No market figures lie wholly in this window; there are some for Jan 2024 – Dec 2024, Jan 2026 – Dec 2026."
    assert any(text.words.startswith(words) for text in screen.read(told).texts)


def test_what_can_be_served_and_won_is_shown_with_what_contradicts_itself(page):
    head = "Market,Segment,TAM,SAM,SOM,As of"
    found = screen.read(page(head, "P,Small,5000,2000,300,2025-12-31", "P,Large,9000,4000,5000,2025-12-31"))
    (table,) = (each for each in found.tables if "Can be won" in each.columns)
    assert [(row["Segment"], row["As of"], row["Can be served"], row["Can be won"]) for row in table.rows] == [
        ("Large", "Dec 2025", 4000, 5000),
        ("Small", "Dec 2025", 2000, 300),
    ]
    said = "P, Large: what can be won (5,000.00) is more than what can be served (4,000.00)."
    assert said in [text.words for text in found.texts]


def test_the_own_company_is_kept_by_all_its_names(page, tmp_path, visit):
    app = page("Market,Year,Vendor,Vendor sales", "P,2025,Acme,20", "P,2025,Acme GmbH,5", "P,2025,Bolt,75")
    app.multiselect(key="own").select("Acme").select("Acme GmbH").run()
    assert headline(app).startswith(f"{ONE} 25.0 %")
    assert headline(visit(tmp_path / "store", "market")).startswith(f"{ONE} 25.0 %")


@pytest.fixture
def beside_finance(page, tmp_path):
    """The page of a market sheet with finance beside it: 20 a month of Pump X200 in 2025."""

    def opened(*lines):
        rows = "".join(f"Pump X200,{month},20\n" for month in MONTHS[12:])
        (tmp_path / "Finance.csv").write_text(f"Product,Month,Revenue\n{rows}", encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            assert cli.main(["load", str(tmp_path / "Finance.csv"), "--store", str(tmp_path / "store")]) == 0
        return page(*lines)

    return opened


def test_own_revenue_counts_as_own_sales_once_its_market_is_said(beside_finance):
    app = beside_finance("Market,Year,Market size", "Pumps,2025,1200")
    app.button(key="keep-sold-in").click().run()
    assert headline(app).startswith(f"{ONE} 20.0 %")
    assert "Own sales are the revenue in finance of Pump X200." in notes(app)


def test_own_sales_that_finance_gives_otherwise_are_shown(beside_finance):
    head = "Market,Year,Vendor,Own,Own product,Vendor sales"
    app = beside_finance(head, "Pumps,2025,Us,yes,Pump X200,200", "Pumps,2025,Them,no,,800")
    said = "The largest is Pump X200: 200.00 in the sheet, 240.00 in finance. Shares are of the sheet's own sales."
    assert said in notes(app)


def test_a_share_that_is_given_counts_and_what_its_sales_make_is_noted_with_the_cells(page):
    app = page(f"{HEAD}Vendor sales,Market size,Market share", "P,2025,Us,yes,25,100,22%", "P,2025,Them,no,30,100,30%")
    assert headline(app).startswith(f"{ONE} 22.0 %")
    said = (
        "P, 2025, Us: a share of 22.0 % is given (market.csv, G2); its sales (market.csv, E2) are 25.0 % of the size "
        "(market.csv, F2). The given share counts."
    )
    assert said in notes(app)


def test_an_installed_base_stands_in_a_table_of_its_own(page):
    found = screen.read(page(f"{HEAD}Vendor sales,Installed base", "P,2025,Us,yes,25,1100", "P,2025,Them,no,75,2100"))
    (table,) = (each for each in found.tables if "Installed base" in each.columns)
    assert [(row["Vendor"], row["Period"], row["Installed base"], row["Counted in"]) for row in table.rows] == [
        ("Them", "2025", 2100, "units"),
        ("Us", "2025", 1100, "units"),
    ]


def test_installed_bases_alone_are_shown_beside_what_is_lacking(page):
    found = screen.read(page("Market,Year,Vendor,Installed base", "P,2025,Us,1100", "P,2025,Them,2100"))
    shares = "Share of the installed base, in units"
    told = [(row["Installed base"], row[shares]) for row in found.tables[0].rows]
    assert told == [(2100, pytest.approx(2100 / 3200)), (1100, pytest.approx(1100 / 3200))]


def test_a_vendor_whose_installed_base_is_not_reported_in_the_window_leaves_its_shares_unknown(page):
    rows = ("P,2024,Us,yes,20,900", "P,2024,Them,no,70,2100", "P,2025,Us,yes,25,1100", "P,2025,Them,no,75,")
    found = screen.read(page(f"{HEAD}Vendor sales,Installed base", *rows))
    (table,) = (each for each in found.tables if "Installed base" in each.columns)
    assert [(row["Vendor"], row["Installed base"]) for row in table.rows] == [("Us", 1100)]
    assert "Share of the installed base, in units" not in table.columns


def test_growth_over_fewer_months_than_the_window_says_of_how_many(page):
    sold = [f"M,{month},{vendor},{own},{amount}" for month in MONTHS[9:] for vendor, own, amount in US_AND_THEM]
    told = notes(page("Market,Month,Vendor,Own,Vendor sales", *sold))
    assert "Growth is of the months that both years have: M (3 of 12 months)" in told


US_AND_THEM = (("Us", "yes", 20), ("Them", "no", 80))
