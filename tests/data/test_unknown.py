"""What a contribution and a return may use: files with holes, through the reader and the store, worked out by hand."""

from datetime import date

import pytest

from console import returns
from console.returns import Asked
from data import queries
from tests.data import factories

EVERYTHING = {"basis": "actual", "by": None, "lines": None, "segments": None, "regions": None}
WINDOW = {"first_month": date(1990, 1, 1), "last_month": date(2100, 1, 1)}


@pytest.fixture
def report(store, tmp_path):
    """What `roi` prints of a csv file."""

    def printed(text, window="all", **asked):
        path = tmp_path / "finance.csv"
        path.write_text(text, encoding="utf-8")
        factories.load(store, path)
        return returns.report(store, Asked(window, **asked))

    return printed


def year(number, *figures, product="A", months=12):
    """The same figures in each month of a year, as lines of a csv file."""
    written = ",".join("" if each is None else str(each) for each in figures)
    return "".join(f"{product},{number}-{month:02},{written}\n" for month in range(1, months + 1))


HEAD = "Product,Month,Revenue,Variable cost,Investment\n"


def test_revenue_without_a_cost_is_in_no_contribution_and_no_return(report):
    found = report(HEAD + "A,2025-01,100,40,50\nB,2025-01,1000,,\n")
    assert (found["portfolio"]["roi"], found["portfolio"]["contribution"]) == (pytest.approx(0.2), 60)
    (left_out,) = found["left_out"]
    assert left_out["what"] == "revenue without cost"
    assert left_out["products"] == [{"product": "B", "amount": 1000, "months": 1}]


def test_six_months_without_a_cost_leave_their_investment_out_too(report):
    found = report(HEAD + year(2025, 100, 80, 10, months=6) + "".join(f"A,2025-{m:02},100,,10\n" for m in range(7, 13)))
    assert (found["portfolio"]["roi"], found["portfolio"]["contribution"]) == (pytest.approx(1.0), 120)
    assert [(each["what"], each["amount"]) for each in found["left_out"]] == [
        ("revenue without cost", 600),
        ("investment without contribution", 60),
    ]


def test_a_year_without_investment_has_no_return_to_compare_with(report):
    found = report(HEAD + year(2024, 100, 40, None) + year(2025, 150, 40, 50), "12m", compare=True)
    assert (found["definition"], found["portfolio"]["roi"]) == ("ROI", pytest.approx(1.2))
    assert (found["year_before"]["definition"], found["year_before"]["roi"]) == ("ROI", None)
    assert found["year_before"]["revenue_growth"] == pytest.approx(0.5)


def test_the_year_before_is_measured_as_this_one(report):
    found = report(HEAD + year(2024, 100, 40, 50) + year(2025, 100, 40, None), "2025-01..2025-12", compare=True)
    assert (found["definition"], found["portfolio"]["roi"]) == ("return on cost", 1.5)
    assert (found["year_before"]["definition"], found["year_before"]["roi"]) == ("return on cost", 1.5)
    assert found["portfolio"]["investment"] is None


def test_groups_add_up_to_their_total_with_what_names_none(report):
    found = report(
        "Product,Business line,Month,Revenue,Variable cost,Investment\n"
        "Alpha,L3,2025-01,100,40,50\nbeta,,2025-01,700,40,50\nGamma,L2,2025-01,300,40,50\n",
        by="line",
    )
    groups = {row["line"]: row["revenue"] for row in found["groups"]}
    assert groups == {"L2": 300, "L3": 100, "not given": 700}
    assert sum(groups.values()) == found["portfolio"]["revenue"]


def test_revenue_alone_makes_no_contribution_margin_or_return(report):
    found = report("Product,Month,Revenue\nKestrel,2025-01,140.30\nMerlin,2025-01,75.40\n")["portfolio"]
    assert found["revenue"] == 215.70
    assert {found[name] for name in ("contribution", "margin", "roi", "cost", "investment")} == {None}


def test_investment_alone_makes_no_return(report):
    found = report("Product,Month,Investment\nKestrel,2025-01,100.10\nMerlin,2025-01,80.20\n")["portfolio"]
    assert (found["investment"], found["roi"], found["contribution"]) == (180.30, None, None)


REGIONS = "Product,Region,Month,Revenue,Variable cost\n"


@pytest.fixture
def in_two_files(store, tmp_path):
    """What `roi` prints of revenue by region beside what is given for the whole product in another file."""

    def printed(by_region, of_product, **asked):
        for name, text in (("regions", by_region), ("product", of_product)):
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
            factories.load(store, tmp_path / f"{name}.csv", feed=name)
        return returns.report(store, Asked("all", **asked))

    return printed


def test_investment_that_is_not_given_by_region_makes_no_return_of_a_region(in_two_files, store):
    spend = "Product,Month,Investment\nA,2025-01,50\n"
    found = in_two_files(REGIONS + "A,North,2025-01,100,40\nA,South,2025-01,60,20\n", spend, by="region")
    assert found["portfolio"]["roi"] == pytest.approx((60 + 40 - 50) / 50)
    assert {row["region"]: (row["contribution"], row["roi"]) for row in found["groups"]} == {
        "North": (60, None), "South": (40, None), "not given": (None, None),
    }  # fmt: skip
    with store.open() as con:
        rows = queries.read(con, "product_periods", **{**EVERYTHING, "regions": ["North"]}, **WINDOW)
    assert rows["invested"].isna().all()
    assert rows["matched_revenue"].tolist() == [100]


def test_a_cost_of_the_whole_product_is_the_cost_of_its_regions_together(in_two_files):
    costs = "Product,Month,Variable cost,Investment\nA,2025-01,70,50\n"
    sales = "Product,Region,Month,Revenue\nA,North,2025-01,100\nA,South,2025-01,60\n"
    found = in_two_files(sales, costs, by="region")
    assert (found["portfolio"]["contribution"], found["portfolio"]["roi"]) == (90, pytest.approx(0.8))
    assert {row["region"]: row["contribution"] for row in found["groups"]} == {
        "North": None, "South": None, "not given": None,
    }  # fmt: skip


def test_a_region_without_a_cost_beside_one_that_has_it_is_left_out_alone(in_two_files):
    spend = "Product,Month,Investment\nA,2025-01,50\n"
    found = in_two_files(REGIONS + "A,North,2025-01,100,40\nA,South,2025-01,60,\n", spend)
    assert (found["definition"], found["portfolio"]["contribution"]) == ("return on cost", 60)
    assert found["portfolio"]["roi"] == pytest.approx(60 / 40)
    assert (found["left_out"][0]["what"], found["left_out"][0]["amount"]) == ("revenue without cost", 60)


def test_orders_of_which_one_gives_no_cost_have_no_contribution_that_month(report):
    rows = "A,2025-01-03,100,40,\nA,2025-01-09,50,,\nA,2025-02-01,80,30,10\n"
    found = report("Product,Date,Revenue,Variable cost,Investment\n" + rows)
    assert (found["portfolio"]["revenue"], found["portfolio"]["contribution"]) == (230, 50)


def test_a_written_zero_is_a_figure(report):
    found = report(HEAD + "A,2025-01,100,0,50\nB,2025-01,0,10,0\n")
    assert found["portfolio"]["contribution"] == 90
    assert found["left_out"] == []


def test_investment_by_quarter_meets_the_months_of_revenue_and_cost(store, tmp_path):
    months = "Product,Month,Revenue,Variable cost\n" + "".join(f"A,2025-0{n},100,40\n" for n in (1, 2, 3, 4))
    (tmp_path / "sales.csv").write_text(months, encoding="utf-8")
    (tmp_path / "spend.csv").write_text("Product,Quarter,Investment\nA,Q1 2025,90\n", encoding="utf-8")
    factories.load(store, tmp_path / "sales.csv", feed="Sales")
    factories.load(store, tmp_path / "spend.csv", feed="Spend")
    found = returns.report(store, Asked("all"))
    assert (found["portfolio"]["contribution"], found["portfolio"]["roi"]) == (240, pytest.approx((180 - 90) / 90))
    part = returns.report(store, Asked("2025-02..2025-04"))
    assert (part["portfolio"]["revenue"], part["portfolio"]["contribution"]) == (300, 180)
    assert (part["definition"], part["portfolio"]["roi"]) == ("return on cost", pytest.approx(1.5))
