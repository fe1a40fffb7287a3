"""What `market` prints is what pandas makes of the sample's workbooks, and of real markets what is published."""

import json
from datetime import date
from statistics import median

import pytest

from console import markets
from data import aliases
from data.problems import ReallotError
from tests.conftest import HOME, real_input, write_workbook
from tests.data import factories

OWN = "Brennmoor Systems"
NOW, BEFORE = ("2025-10", "2026-09"), ("2024-10", "2025-09")


def within(frame, months):
    return frame[frame["Month"].between(*months)]


def test_each_market_of_a_window(sample, book):
    sizes = within(book("Market", "Market size"), NOW).groupby("Market")["Market size"].sum()
    sold = within(book("Market", "Vendor sales"), NOW).groupby(["Market", "Vendor"])["Vendor sales"].sum()
    earlier = within(book("Market", "Market size"), BEFORE).groupby("Market")["Market size"].sum()
    for entry in markets.report(sample, "12m", None)["markets"]:
        name, vendors = entry["market"], sold[entry["market"]]
        others = sizes[name] - vendors.sum()
        assert (entry["size"], entry["growth"]) == (sizes[name], pytest.approx(sizes[name] / earlier[name] - 1))
        low = 10_000 * ((vendors / sizes[name]) ** 2).sum()
        assert entry["hhi"] == pytest.approx([low, low + 10_000 * (others / sizes[name]) ** 2], abs=1e-6)
        shown = {v["vendor"]: v["value"] for v in entry["vendors"]}
        assert shown == {**vendors.to_dict(), "Others": others}


def test_the_relative_share_is_against_the_largest_rival(sample, book):
    sold = within(book("Market", "Vendor sales"), NOW).groupby(["Market", "Vendor"])["Vendor sales"].sum()
    for entry in markets.report(sample, "12m", None)["markets"]:
        vendors = sold[entry["market"]]
        for vendor in entry["vendors"]:
            if vendor["own"]:
                assert vendor["relative_share"] == pytest.approx(vendors[OWN] / vendors.drop(OWN).max())


def test_without_a_window_every_period_is_listed(sample, book):
    entries = markets.report(sample, None, None)["markets"]
    assert len(entries) == 8 * 36
    sizes = book("Market", "Market size").groupby(["Market", "Month"])["Market size"].sum()
    newest = {entry["market"]: entry["size"] for entry in entries if entry["period"] == "2026-09"}
    assert newest == sizes.xs("2026-09-01", level="Month").to_dict()


def test_the_shift_of_the_portfolio_and_of_each_product(sample, book):
    shift = {row["of"]: row for row in markets.report(sample, None, None)["shift"]}
    own = book("Market", "Vendor sales")
    own = own[own["Own"] == "yes"]
    for name, row in shift.items():
        part = own if name == "portfolio" else own[own["Own product"] == name]
        before, now = (within(part, months)["Vendor sales"].sum() for months in (BEFORE, NOW))
        assert row["change"] == pytest.approx(now - before)
        assert row["market_growth"] + row["share_won"] == pytest.approx(now - before)
        assert row["mix"] + row["competitive"] == pytest.approx(row["now"] - row["before"])


def test_headroom_to_the_median_own_share(sample, book):
    keys = ["Market", "Segment", "Region"]
    sizes = within(book("Market", "Market size"), NOW).groupby(keys)["Market size"].sum()
    sold = within(book("Market", "Vendor sales"), NOW)
    own = sold[sold["Own"] == "yes"].groupby(keys)["Vendor sales"].sum().reindex(sizes.index).fillna(0)
    target = median((own / sizes)[own > 0])
    cells = markets.report(sample, None, None)["headroom"]
    assert len(cells) == len(sizes)
    for cell in cells:
        key = (cell["market"], cell["segment"], cell["region"])
        assert cell["headroom"] == pytest.approx(max(0, target * sizes[key] - own[key]), abs=1e-3)
        assert cell["white_space"] == (cell["market"] == "Plant cybersecurity")


def test_an_empty_store_says_what_to_load(store):
    with pytest.raises(ReallotError, match="No market data loaded"):
        markets.report(store, None, None)


@pytest.fixture
def real(store):
    def loaded(name):
        mapping = HOME / "tests" / "data" / "mappings" / f"{name.rsplit('.')[0]}.json"
        factories.load(store, real_input(f"market/{name}"), choices=json.loads(mapping.read_text(encoding="utf-8")))
        return store

    return loaded


def test_the_published_index_of_smartphones(real):
    store = real("statcounter_vendor-ww-monthly-201003-202405.csv")
    (may,) = (entry for entry in markets.report(store, None, None)["markets"] if entry["period"] == "2024-05")
    assert may["hhi"][1] == pytest.approx(1630.85, abs=0.005)  # “Unknown” and “Other” as a firm each
    assert may["hhi"][0] == pytest.approx(1630.8482 - 7.8**2 - 0.25**2)
    assert (may["size"], may["growth"]) == (None, None)  # shares alone have no size
    assert [(v["vendor"], v["share"]) for v in may["vendors"][:2]] == [
        ("Apple", pytest.approx(0.2742)),
        ("Samsung", pytest.approx(0.2418)),
    ]


def test_nobodys_own_share_is_not_zero(real):
    store = real("statcounter_vendor-ww-monthly-201003-202405.csv")
    assert markets.report(store, None, None)["shift"] == []
    (shift,) = markets.report(store, None, ["Samsung"])["shift"]
    assert (shift["change"], shift["competitive"]) == (None, pytest.approx(0.2417416667 - 0.2748))


def test_the_published_share_of_video_games(real):
    (year,) = (e for e in markets.report(real("vgsales.csv"), None, None)["markets"] if e["period"] == "2008")
    nintendo = next(vendor for vendor in year["vendors"] if vendor["vendor"] == "Nintendo")
    assert (year["size"], round(100 * nintendo["share"], 3)) == (678.9, 13.436)


def test_a_product_by_two_names_is_one_in_its_market(store, tmp_path):
    rows = [["Market", "Month", "Vendor", "Own", "Own product", "Vendor sales"]]
    for product in ("Widget", "WIDGET"):
        rows.append(["M", date(2026, 1, 1), "Us", "yes", product, 10])
    factories.load(store, write_workbook(tmp_path / "Market.xlsx", {"Sales": rows}))
    aliases.merge(store, ["WIDGET"], "Widget")
    (entry,) = markets.report(store, None, None)["markets"]
    assert entry["vendors"][0]["value"] == 20
    with store.open() as con:
        assert con.execute("select distinct product from market_sales").fetchall() == [("Widget",)]


def rows_of(*given, headings=("Market", "Year", "Vendor", "Own", "Vendor sales", "Market size")):
    return [list(headings), *map(list, given)]


def report_of(store, folder, rows, window=None):
    factories.load(store, write_workbook(folder / "Market.xlsx", {"Market": rows}))
    return markets.report(store, window, None)


@pytest.mark.parametrize("window", ["12m", None])
def test_a_vendor_that_is_not_reported_leaves_the_period_unknown(store, tmp_path, window):
    rows = rows_of(
        ("Pumps", 2024, "Acme", "yes", 50),
        ("Pumps", 2024, "Bolt", "no", 50),
        ("Pumps", 2025, "Acme", "yes", 55),
        ("Pumps", 2025, "Bolt", "no"),
    )
    now, *before = report_of(store, tmp_path, rows, window)["markets"]
    (acme,) = now["vendors"]
    assert (now["period"], now["size"], now["growth"], now["hhi"]) == ("2025", None, None, None)
    assert (acme["value"], acme["share"], acme["relative_share"]) == (55, None, None)
    assert now["notes"][0].startswith("Not reported: Bolt (12 of 12 months).")
    assert [(e["size"], [v["share"] for v in e["vendors"]]) for e in before] == (
        [(100, [0.5, 0.5])] if not window else []
    )


MONTHS = [(2024, n) for n in range(1, 13)] + [(2025, n) for n in range(1, 13)]


def monthly(*names, late=()):
    """100 a month in each market, 20 of it own; late ones begin in October 2024."""
    rows = [["Market", "Month", "Vendor", "Own", "Own product", "Vendor sales"]]
    for name in names:
        for month in (each for each in MONTHS if name not in late or each >= (2024, 10)):
            rows.append([name, date(*month, 1), "Us", "yes", f"W{name}", 20])
            rows.append([name, date(*month, 1), "Rival", "no", None, 80])
    return rows


def test_growth_is_of_the_three_months_that_both_years_have(store, tmp_path):
    found = report_of(store, tmp_path, monthly("M", late="M"), "12m")
    (entry,) = found["markets"]
    assert (entry["size"], entry["growth"], entry["growth_months"]) == (1200, 0, 3)
    assert [(s["change"], s["months"], s["windows"]["now"]) for s in found["shift"]] == [(0, 3, "2025-Q4")] * 2
    assert [(c["months"], c["growth"], c["growth_months"]) for c in found["headroom"]] == [(12, 0, 3)]


def test_a_market_that_starts_late_neither_grows_nor_shifts_by_that(store, tmp_path):
    found = report_of(store, tmp_path, monthly("A", "B", late="B"), "12m")
    assert [(e["growth"], e["growth_months"]) for e in found["markets"]] == [(0, 12), (0, 3)]
    assert [(s["of"], s["change"], s["market_growth"], s["months"]) for s in found["shift"]] == [
        ("portfolio", 0, 0, 12),
        ("WA", 0, 0, 12),
        ("WB", 0, 0, 3),
    ]


def test_growth_of_sizes_alone_is_of_the_nine_months_that_both_years_have(store, tmp_path):
    months = [date(2023 + n // 12, n % 12 + 1, 1) for n in range(21)]
    rows = [["Market", "Month", "Market size"], *[["Pumps", month, 100] for month in months]]
    (entry,) = report_of(store, tmp_path, rows, "12m")["markets"]
    assert (entry["size"], entry["months"], entry["growth"], entry["growth_months"]) == (1200, 12, 0, 9)


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ((60, 40, 0), "A stated size is 0 or less: no share can be taken of it."),
        ((-20, 60, 100), "Sales below 0: Us −20."),
        ((120, 40, 100), "Vendors add to 160 of a size of 100."),
    ],
)
def test_figures_that_contradict_each_other_make_no_others_and_no_index(store, tmp_path, given, note):
    us, them, size = given
    rows = rows_of(("M", 2025, "Us", "yes", us), ("M", 2025, "Them", "no", them), ("M", 2025, None, None, None, size))
    (entry,) = report_of(store, tmp_path, rows)["markets"]
    assert {v["vendor"] for v in entry["vendors"]} == {"Us", "Them"}
    assert entry["hhi"] is None
    assert any(each.startswith(note) for each in entry["notes"])


def test_a_window_without_figures_says_which_have_some(store, tmp_path):
    with pytest.raises(ReallotError, match=r"lie wholly in 2020\. Choose a window within 2024-10\.\.2025-12\."):
        report_of(store, tmp_path, monthly("M", late="M"), "2020-01..2020-12")
