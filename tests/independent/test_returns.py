"""`roi --json` and `diff --json` against the independent engine: every figure, on random portfolios with holes."""

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from tests.independent import returns
from tests.independent.comparisons import year_before
from tests.independent.door import Door, played
from tests.independent.ledger import MONEY, Ledger, Row, month, named
from tests.independent.portfolios import Portfolio, Step, Upload, portfolio
from tests.seeds import seeds

SEEDS = seeds(40, 300, 300)
RATIOS = {"margin", "roi", "roi_now", "revenue_growth", "share"}


def apart(expected: Any, found: Any, where: str = "") -> Iterator[str]:
    """Where two answers differ: money to four decimals, ratios to the digits of a float."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in expected.keys() | found.keys():
            yield from apart(expected.get(key, "absent"), found.get(key, "absent"), f"{where}.{key}")
    elif isinstance(expected, Fraction) and isinstance(found, int | float):
        near = 1e-9 * max(1.0, abs(expected)) if where.rsplit(".", 1)[-1] in RATIOS else 5e-5
        if abs(Fraction(found) - expected) > near:
            yield f"{where}: {found}, not {float(expected)}"
    elif expected != found:
        yield f"{where}: {found!r}, not {expected!r}"


def expected_of(ledger: Ledger, window: str, basis: str, by: str, step: int = 1) -> dict[str, Any]:
    """What `roi` must print, of facts of `step` months each; what the window cuts in two is not in it."""
    everything = ledger.facts()
    facts = [fact for fact in everything if fact.basis == basis]
    own, actual = (
        {fact.month + n for fact in everything if fact.basis == each and fact.measure in MONEY for n in range(step)}
        for each in (basis, "actual")
    )
    span = returns.span(window, own, actual)
    whole_periods = span[0], span[1] - step + 1
    months = returns.within(returns.product_months(facts), whole_periods)
    measured = returns.definition(months)
    whole = returns.stated(months)
    left_out = {
        what: {
            "amount": (amount := sum((each for each, _ in products.values()), Fraction(0))),
            "share": returns.ratio_of(amount, whole[what]),
            "products": {name: {"amount": each, "months": count * step} for name, (each, count) in products.items()},
        }
        for what, products in returns.left_out(months, measured).items()
    }
    return {
        "data_version": ledger.version,
        "window": window,
        "from": named(span[0]),
        "to": named(span[1]),
        "basis": basis,
        "definition": measured,
        "portfolio": returns.figures(months, measured),
        "products": {name: returns.figures(own, measured) for name, own in returns.by_product(months).items()},
        "left_out": left_out,
        "by": by,
        "groups": returns.groups(facts, by, whole_periods, measured),
        "year_before": year_before(facts, span, measured, step),
    }


def keyed(found: dict[str, Any]) -> dict[str, Any]:
    """What was printed, its lists by the names of their rows."""
    left_out = {each["what"]: {**each, "products": _by(each["products"], "product")} for each in found["left_out"]}
    return {
        **found,
        "products": _by(found["products"], "product"),
        "groups": _by(found["groups"], found["by"]),
        "left_out": {what: {k: v for k, v in each.items() if k != "what"} for what, each in left_out.items()},
    }


def _by(rows: list[dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    assert len({row[name] for row in rows}) == len(rows), rows
    return {row[name]: {key: value for key, value in row.items() if key != name} for row in rows}


def asked(of: Portfolio) -> Iterator[tuple[str, str, str]]:
    """Windows, bases and groups that are looked at: each at least once in a few portfolios."""
    chance = random.Random(of.seed + 1)
    months = sorted({row.month for row in of.uploads[0].rows})
    first, last = sorted(chance.choices(months, k=2))
    yield chance.choice(("12m", "ytd", "all")), "actual", chance.choice(("line", "segment", "region"))
    if any(row.basis == "budget" for row in of.uploads[0].rows):
        yield "12m", "budget", chance.choice(("line", "segment", "region"))
    else:
        yield f"{named(first)}..{named(last)}", "actual", chance.choice(("line", "segment", "region"))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_the_return_and_of_what_changed(tmp_path, seed):
    of = portfolio(seed)
    door, ledger = played(of, tmp_path)
    for window, basis, by in asked(of):
        found = door("roi", "--window", window, "--basis", basis, "--by", by, "--compare").found
        assert list(apart(expected_of(ledger, window, basis, by), keyed(found))) == [], (window, basis, by)
    for before in {1, ledger.version - 1} - {0, ledger.version}:
        rows = door("diff", before).found["changes"]
        changes = {
            (r["subject"], r["measure"].removeprefix("variable_"), r["basis"], r["period"][:7], r["was"], r["now"])
            for r in rows
        }
        assert (changes, len(rows)) == (ledger.changes(before, ledger.version), len(changes))


def line(
    product: str, of: str, revenue: int | None, cost: int | None, investment: int | None, **keys: str | None
) -> Row:
    """A line in whole units of money."""
    cents = (None if amount is None else 100 * amount for amount in (revenue, cost, investment))
    return Row(product, month(of), *cents, **keys)


SMALL = {
    "nothing in the window": (
        "2025-06..2025-06",
        [line("A", of, 100, 40, 10) for of in ("2024-06", "2025-05", "2025-07")]
        + [line("B", of, 20, 5, 10) for of in ("2024-06", "2025-06", "2025-07")],
    ),
    "nothing in the window before": (
        "2025-06..2025-06",
        [line("A", of, 100, 40, 10) for of in ("2024-05", "2024-07", "2025-06")]
        + [line("B", of, 20, 5, 10) for of in ("2024-05", "2024-06", "2025-06")],
    ),
    "a region invested in later than the others": (
        "all",
        [
            line("A", "2025-01", 100, 40, 10, region="South"),
            line("A", "2025-01", 100, 40, None, region="North"),
            line("A", "2025-02", 100, 40, 10, region="South"),
            line("A", "2025-02", 100, 40, 20, region="North"),
        ],
    ),
    "investment without a region": (
        "all",
        [
            line("A", f"2025-0{n}", *amounts, region=region)
            for n in range(1, 5)
            for region, amounts in (("North", (100, 40, None)), ("South", (200, 80, None)), (None, (None, None, 30)))
        ],
    ),
}


@pytest.mark.parametrize("name", SMALL)
def test_small_portfolios_with_one_difficulty_each(tmp_path, name):
    window, rows = SMALL[name]
    of = Portfolio(0, (Upload("finance", "finance.csv", tuple(rows)),), (Step("load", 0),))
    door, ledger = played(of, tmp_path)
    found = door("roi", "--window", window, "--by", "region", "--compare").found
    assert list(apart(expected_of(ledger, window, "actual", "region"), keyed(found))) == []


def shown(door: Door) -> dict[str, Any]:
    """Every figure of a store, whatever its version."""
    answers = [door("roi", "--window", "all", "--by", by, "--compare").found for by in ("line", "segment", "region")]
    return {by["by"]: {key: value for key, value in by.items() if key != "data_version"} for by in answers}


@pytest.mark.parametrize("seed", [3, 8, 14])
def test_neither_order_nor_a_file_again_nor_undo_and_redo_change_a_figure(tmp_path, seed):
    rows = portfolio(seed).uploads[0].rows
    products = sorted({row.product for row in rows})
    files = [
        Upload(f"feed {place}", f"{place}.csv", tuple(row for row in rows if row.product in part))
        for place, part in enumerate((products[::2], products[1::2]))
    ]
    files = [file for file in files if file.rows]
    one, other = Door(tmp_path / "one"), Door(tmp_path / "other")
    for file in files:
        one.load(file)
    for file in reversed(files):
        other.load(file)
    first = shown(one)
    assert shown(other) == first
    assert all(other.load(file).found["unchanged"] for file in files)
    for step in (Step("undo"), Step("redo"), Step("undo", 1), Step("redo", 1)):
        other.step(portfolio(seed), step)
    assert shown(other) == first
    assert other("diff", len(files)).found["changes"] == []
