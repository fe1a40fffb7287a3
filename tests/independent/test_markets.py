"""Every figure of `market --json` on random markets is what SQLite and fractions make of the same cells."""

import json

import pytest

import cli
from tests.independent import market_places, market_sheets, markets

AMOUNTS = {"size", "value", "own_sales", "headroom", "untapped", "weighted", "change", "market_growth", "share_won"}
QUICK, ALL = range(40), range(40, 300)


def agree(found, expected, what):
    """One figure by its name, the last of `what`; amounts are printed to four decimals."""
    if expected is None or isinstance(expected, bool | str):
        assert found == expected, what
    else:
        assert found is not None, what
        assert found == pytest.approx(float(expected), rel=1e-9, abs=1e-4 if what[-1] in AMOUNTS else 1e-9), what


def compare(found, expected, what):
    for name, value in expected.items():
        agree(found[name], value, (*what, name))


def compare_market(found, expected, what):
    vendors, index = expected.pop("vendors"), expected.pop("hhi")
    compare(found, expected, what)
    assert {v["vendor"] for v in found["vendors"]} == {v["vendor"] for v in vendors}, what
    shown = {v["vendor"]: v for v in found["vendors"]}
    for vendor in vendors:
        compare(shown[vendor["vendor"]], vendor, (*what, vendor["vendor"]))
    assert (found["hhi"] is None) == (index is None), (*what, "hhi")
    assert found["hhi"] == pytest.approx([float(end) for end in index], abs=1e-5) if index else True, (*what, "hhi")
    if any((v["share"] or 0) > 1.005 or (v["value"] or 0) < 0 for v in found["vendors"]):
        assert found["notes"], (*what, "is not said")


def compare_parts(book, shown, found, asked):
    """The quadrants of the markets of each period, and what is said of parts that are not given."""
    seed, name, months = asked
    last = max(p.last for p in book.places)
    first, last = months or (last - 11, last)
    inside = book.within(first, last)
    absent = {p.cell[0] for p in book.places} - {p.cell[0] for p in inside}
    assert {note.split(":")[0] for note in found["notes"]} == absent, seed
    back = 12 * -(-(last - first + 1) // 12)
    periods = [None] if name else sorted({p[1:] for p in book.places})
    for period in periods:
        of = inside if period is None else [p for p in book.places if p[1:] == period]
        groups = {m: [p for p in of if p.cell[0] == m] for m in {p.cell[0] for p in of}}
        expected = market_places.quadrants(book, groups, back if name else 12)
        partly = market_places.covered(book, of, last - first + 1) if name else {}
        for market, quadrant in expected.items():
            entry = shown[market, period and market_sheets.period(*period)]
            agree(entry["quadrant"], quadrant, (seed, market, period, "quadrant"))
            few = market in partly if name else market_places.parts_of_period(book, market, period)
            said = any(note.startswith(("Given for ", "Not given ")) for note in entry["notes"])
            assert said == bool(few), (seed, market, period, entry["notes"])


def printed(capsys, folder, window):
    """What the command line prints; None where it refuses a window without figures."""
    asked = ["--window", window] if window else []
    code = cli.main(["market", "--store", str(folder), "--json", *asked])
    out, refused = capsys.readouterr()
    assert code == (2 if "No market figures lie wholly in" in refused else 0)
    return json.loads(out) if code == 0 else None


def check(seed, tmp_path, store, capsys):
    rows = market_sheets.facts(seed)
    if seed % 5:
        rows = market_sheets.in_several_grains(seed, rows)
        market_sheets.into(store, rows)
    else:
        market_sheets.write(tmp_path / "Market.csv", market_sheets.with_totals(seed, rows))
        asked = ["--answer", "sum:Total=leave it out"]  # where the sheet does not prove it
        code = cli.main(["load", str(tmp_path / "Market.csv"), "--store", str(store.folder), *asked])
        assert code == 0, capsys.readouterr()
        capsys.readouterr()
    name, months = market_sheets.window(seed, rows)
    expected, found = markets.report(rows, months), printed(capsys, store.folder, name)
    if found is None:
        assert not expected["markets"]
        return
    shown = {(e["market"], None if name else e["period"]): e for e in found["markets"]}
    wanted = {(m, period and market_sheets.period(*period)): e for (m, period), e in expected["markets"].items()}
    assert shown.keys() == wanted.keys()
    for key, entry in wanted.items():
        compare_market(shown[key], entry, (seed, *key))
    compare_parts(markets.Book(rows), shown, found, (seed, name, months))
    shifts = {row["of"]: row for row in found["shift"]}
    assert shifts.keys() == expected["shift"].keys(), seed
    for of, row in expected["shift"].items():
        compare(shifts[of], row, (seed, "shift", of))
    cells = {(row["market"], row["segment"], row["region"]): row for row in found["headroom"]}
    assert cells.keys() == expected["headroom"].keys(), seed
    for cell, row in expected["headroom"].items():
        compare(cells[cell], row, (seed, "headroom", cell))


@pytest.mark.parametrize("seed", QUICK)
def test_forty_random_markets_agree(seed, tmp_path, store, capsys):
    check(seed, tmp_path, store, capsys)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ALL)
def test_the_rest_of_three_hundred_agree(seed, tmp_path, store, capsys):
    check(seed, tmp_path, store, capsys)
