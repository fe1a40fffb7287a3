"""Market sheets as analysts type them: each loads with three questions at the most, and its shares are right."""

import json
from typing import NamedTuple

import pytest

import cli

MOST_QUESTIONS = 3


class Sheet(NamedTuple):
    """The lines of a file, the answers that its owner gives, and what each market must then come to."""

    lines: tuple[str, ...]
    answers: dict[str, str]
    sizes: dict[tuple[str, str], float | None]
    shares: dict[tuple[str, str, str], float]


SHEETS = {
    "revenue of vendors": Sheet(
        (
            "Market,Region,Quarter,Vendor,Revenue (EUR)",
            "Pumps,Europe,2025-Q1,Acme,60",
            "Pumps,Europe,2025-Q1,Others,40",
            "Pumps,Asia,2025-Q1,Acme,20",
            "Pumps,Asia,2025-Q1,Others,80",
        ),
        {},
        {("Pumps", "2025-Q1"): 200},
        {("Pumps", "2025-Q1", "Acme"): 0.4},
    ),
    "analyst's league table": Sheet(
        (
            "Rank,Market,Vendor,Year,Vendor revenue (USD m),Market share,Growth",
            "1,CRM,Alpha,2025,500,50%,8%",
            "2,CRM,Beta,2025,300,30%,2%",
            "3,CRM,Others,2025,200,20%,1%",
        ),
        {},
        {("CRM", "2025"): 1_000e6},
        {("CRM", "2025", "Alpha"): 0.5, ("CRM", "2025", "Others"): 0.2},
    ),
    "years across": Sheet(
        (
            "Vendor revenue by market,,,",
            ",,,",
            "Market,Vendor,2024,2025",
            "Pumps,Acme,40,50",
            "Pumps,Bolt,60,50",
        ),
        {"measure:2024": "sales"},
        {("Pumps", "2024"): 100, ("Pumps", "2025"): 100},
        {("Pumps", "2024", "Acme"): 0.4, ("Pumps", "2025", "Acme"): 0.5},
    ),
    "shares by quarter, vendors across": Sheet(
        ("Market,Quarter,Acme,Bolt,Others", "Phones,2025-Q1,40,35,25", "Phones,2025-Q2,42,34,24"),
        {},
        {("Phones", "2025-Q1"): None, ("Phones", "2025-Q2"): None},
        {("Phones", "2025-Q1", "Acme"): 0.40, ("Phones", "2025-Q2", "Bolt"): 0.34},
    ),
    "a size on a line of its own": Sheet(
        (
            "Market,Year,Vendor,Own,Vendor sales,Market size",
            "Pumps,2025,,,,1000",
            "Pumps,2025,Acme,yes,220,",
            "Pumps,2025,Bolt,no,310,",
        ),
        {},
        {("Pumps", "2025"): 1000},
        {("Pumps", "2025", "Acme"): 0.22, ("Pumps", "2025", "Others"): 0.47},
    ),
    "regions and their total": Sheet(
        (
            "Market,Region,Year,Market size",
            *("Pumps,Europe,2025,1100", "Pumps,Asia,2025,700", "Pumps,World,2025,1800"),
        ),
        {},
        {("Pumps", "2025"): 1800},
        {},
    ),
    "regions behind the measure, and the world beside them": Sheet(
        (
            "Market,Vendor,Year,Sales Europe (EUR k),Sales North America (EUR k),Sales World (EUR k)",
            *("Pumps,Acme,2024,40,20,60", "Pumps,Bolt,2024,60,80,140"),
        ),
        {},
        {("Pumps", "2024"): 200_000},
        {("Pumps", "2024", "Acme"): 0.3},
    ),
    "shares across, one column the sum of others": Sheet(
        (
            "Market,Month,Chrome,Firefox,Mozilla,Netscape,Moz-All,Explorer",
            "Browsers,2025-01,10,12,8.5,3,23.5,65",
            "Browsers,2025-02,14,15.5,5,2,22.5,62",
            "Browsers,2025-03,17,16,4,1.5,21.5,60.5",
            "Browsers,2025-04,18,17,3.5,1,21.5,59.5",
        ),
        {},
        dict.fromkeys([("Browsers", f"2025-0{month}") for month in (1, 2, 3, 4)]),
        {("Browsers", "2025-01", "Chrome"): 0.1, ("Browsers", "2025-03", "Others"): 0.01},
    ),
    "a total below the vendors": Sheet(
        ("Market,Year,Vendor,Own,Vendor sales", "P,2025,Acme,yes,25", "P,2025,Bolt,no,30", "P,2025,Total,,55"),
        {},
        {("P", "2025"): 55},
        {("P", "2025", "Acme"): 25 / 55},
    ),
    "units in headings": Sheet(
        ("Market,Year,Vendor,Vendor sales (EUR k),Market size (EUR m)", "P,2025,Acme,200,1", "P,2025,Bolt,300,1"),
        {},
        {("P", "2025"): 1_000_000},
        {("P", "2025", "Acme"): 0.2, ("P", "2025", "Bolt"): 0.3},
    ),
    "German headings": Sheet(
        ("Markt;Jahr;Anbieter;Marktanteil", "Pumpen;2025;Acme;22,5 %", "Pumpen;2025;Bolt;77,5 %"),
        {},
        {("Pumpen", "2025"): None},
        {("Pumpen", "2025", "Acme"): 0.225},
    ),
    "forecast beside actual": Sheet(
        (
            "Market size in USD million,,,",
            ",,,",
            "Market,2024,2025,2030F",
            "Pumps,1000,1100,1500",
            "Valves,500,520,560",
        ),
        {},
        {("Pumps", "2024"): 1e9, ("Pumps", "2025"): 1.1e9, ("Valves", "2024"): 5e8, ("Valves", "2025"): 5.2e8},
        {},
    ),
    "an installed base": Sheet(
        (
            "Market,Year,Vendor,Own,Vendor sales,Installed base (units)",
            *("P,2025,Acme,yes,2500,40", "P,2025,Bolt,no,7500,50"),
        ),
        {},
        {("P", "2025"): 10_000},
        {("P", "2025", "Acme"): 0.25},
    ),
}


@pytest.fixture
def found(tmp_path, capsys):
    """What a sheet asks, and what `market` says once it is answered."""

    def loaded(sheet):
        path, store = tmp_path / "markets.csv", str(tmp_path / "store")
        path.write_text("".join(f"{line}\n" for line in sheet.lines), encoding="utf-8")
        cli.main(["load", str(path), "--store", store, "--json"])
        asked = json.loads(capsys.readouterr().out).get("questions", [])
        given = [part for id_, choice in sheet.answers.items() for part in ("--answer", f"{id_}={choice}")]
        if asked:
            code = cli.main(["load", str(path), "--store", store, "--json", *given])
            assert code == 0, capsys.readouterr()
            capsys.readouterr()
        assert cli.main(["market", "--store", store, "--json"]) == 0
        return [question["id"] for question in asked], json.loads(capsys.readouterr().out)

    return loaded


@pytest.mark.parametrize("name", SHEETS)
def test_an_everyday_market_sheet_gives_its_sizes_and_shares(found, name):
    sheet = SHEETS[name]
    asked, report = found(sheet)
    assert set(asked) == sheet.answers.keys()
    assert len(asked) <= MOST_QUESTIONS
    entries = {(entry["market"], entry["period"]): entry for entry in report["markets"]}
    assert {key: entry["size"] for key, entry in entries.items()} == sheet.sizes
    for (market, period, vendor), share in sheet.shares.items():
        shares = {each["vendor"]: each["share"] for each in entries[market, period]["vendors"]}
        assert shares[vendor] == pytest.approx(share), (market, period, vendor)
