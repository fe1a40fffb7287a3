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
    with pytest.raises(ReallotError, match="no market figures"):
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
    (shift,) = markets.report(store, None, "Samsung")["shift"]
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
