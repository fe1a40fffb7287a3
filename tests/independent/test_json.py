"""Every command with `--json` on random portfolios: an object that keeps the published schema, or a reason in words."""

import json
import random
from datetime import date
from itertools import cycle

import pytest

from tests.conftest import write_workbook
from tests.independent import schema
from tests.independent.door import Door, played
from tests.independent.kpi_sheets import kpi_sheets
from tests.independent.portfolios import GRAINS, NAMES, portfolio
from tests.seeds import seeds

SEEDS = seeds((3, 6), 40, 300)  # two of which the optimiser has something to say
BASES = ("actual", "actual", "budget", "forecast")
OBJECTIVES = ("contribution", "npv", "chance", "least")
FAR = ("0000-01..9999-12", "0001-01..0001-12", "9999-01..9999-12", "1900-01..2199-12", "2199-12..2199-12")
WINDOWS = ("12m", "ytd", "all", "2024-01..2024-02", "2024-05..2023-05", "soon", *FAR)
LIMITS = (
    {},
    {"reach": 1_000_000},
    {"reach": 1e300},
    {"reach": 0},
    {"reach": -1},
    {"most_changed": 0},
    {"most_changed": 1, "reach": 3},
    {"total": 0},
    {"total": 0, "reach": 1},
    {"total": 0.01},
    {"total": 1e13, "reach": 1_000_000},
    {"total": 1e300},
    {"total": float("nan")},
    {"total": float("inf")},
    {"projects": {"Small": {"cost": 0, "value": -5}, "Large": {"cost": 1e13, "value": 9e13}}},
    {"projects": {"Free": {"cost": 0, "value": 1e13}}, "reach": 0},
    {"products": {NAMES[0]: {"sunset": {"exit_cost": 1, "kept": 0.5}}}},
    {"products": {NAMES[0]: {"locked": True}}},
    {"products": {NAMES[0]: {"floor": 1e12}}},
    {"products": {NAMES[0]: {"answers": [0, 100, 120, 150]}}},
    {"products": {NAMES[0]: {"elasticity": 0.999999}}, "reach": 1000},
    {"products": {"Nobody": {"floor": 1}}},
    {"groups": {"Tools": {"ceiling": 1}}},
    {"groups": {"Two": {"floor": 1e9, "products": [NAMES[0]]}}},
    {"unheard": 1},
)


def market_workbook(folder, seed):
    """Two markets, one of them one's own, with a month that no vendor reports."""
    chance = random.Random(seed)
    months = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(chance.randint(1, 26))]
    sizes = [[name, month, chance.randint(90_000, 99_000)] for name in ("Pumps", "Valves") for month in months]
    sales = [
        [name, month, vendor, *(("yes", "Anvil") if vendor == "Us" else ("no", None)), chance.randint(1, 30_000)]
        for name, vendors in (("Pumps", ("Us", "Bolt")), ("Valves", ("Bolt", "Crest")))
        for vendor in vendors
        for month in months[chance.randrange(2) :]
    ]  # fmt: skip
    heads = ["Market", "Month"], ["Vendor", "Own", "Own product", "Vendor sales"]
    sheets = {"Sizes": [[*heads[0], "Market size"], *sizes], "Sales": [[*heads[0], *heads[1]], *sales]}
    return write_workbook(folder / "Market.xlsx", sheets)


def kept(door, name, *arguments):
    """The answer, which is an object that keeps the schema of a name, or a reason on stderr and nothing else."""
    answer = door(*arguments)
    assert answer.code in {0, 2}, (arguments, answer)
    assert answer.found is not None or (answer.code == 2 and answer.said.strip()), (arguments, answer)
    assert answer.found is None or schema.faults(name, answer.found) == [], arguments
    return answer


@pytest.fixture(params=SEEDS)
def door(request, tmp_path):
    """A store with a portfolio and, by the seed, KPIs, markets or both."""
    found, _ = played(portfolio(request.param), tmp_path)
    if request.param % 2:
        kept(found, "load", "load", kpi_sheets(request.param).write(tmp_path / "KPIs.xlsx"))
    if request.param % 3:
        kept(found, "load", "load", market_workbook(tmp_path, request.param))
    return found


def test_every_command_keeps_the_schema_or_refuses_in_words(door, tmp_path):
    for window, by, basis in zip(WINDOWS, cycle(GRAINS), cycle(BASES), strict=False):
        kept(door, "market", "market", "--window", window)
        kept(door, "roi", "roi", "--window", window, "--basis", basis)
        kept(door, "roi", "roi", "--window", window, "--by", by, "--compare")
    for own in ("Bolt", "Nobody"):
        kept(door, "market", "market", "--own", own)
    kept(door, "kpis", "kpis")
    for name in ("history", "check", "names", "undo", "redo"):
        assert kept(door, name if name != "redo" else "undo", name).code == 0
    assert kept(door, "diff", "diff", 0).code == 0
    kept(door, "diff", "diff", 99)
    for answer in ("nothing", "unknown", "ask"):
        assert kept(door, "blanks", "blanks", NAMES[0], answer).code == 0
    kept(door, "blanks", "blanks", "Nobody", "nothing")
    kept(door, "names", "names", NAMES[0], "Another name")
    kept(door, "loads", "load", tmp_path / "nowhere.csv", tmp_path / "nowhere.csv")


def test_reallocate_keeps_the_schema_whatever_is_asked(door, request, tmp_path):
    assert kept(door, "reallocate", "reallocate").found or request.node.get_closest_marker("slow")
    path = tmp_path / "limits.json"
    for limits, objective in zip(LIMITS, cycle(OBJECTIVES[:2]), strict=False):
        path.write_text(json.dumps(limits), encoding="utf-8")
        kept(door, "reallocate", "reallocate", "--limits", path, "--objective", objective)
    for objective in OBJECTIVES:
        for target in ("1000", "1e15", "nan"):
            kept(door, "reallocate", "reallocate", "--objective", objective, "--target", target)
    for rate in ("-1", "-0.99", "0", "1e300", "nan", "inf"):
        kept(door, "reallocate", "reallocate", "--objective", "npv", "--rate", rate)


def test_the_sample_keeps_the_schema(sample_folder):
    sample = Door(sample_folder)
    for name, *arguments in (("market", "--window", "all"), ("market",), ("kpis",), ("reallocate",), ("history",)):
        assert kept(sample, name, name, *arguments).code == 0
    assert kept(sample, "reallocate", "reallocate", "--total", 1000).found["conflict"]["sentence"]


def test_what_is_asked_or_refused_keeps_the_schema_of_a_load(tmp_path):
    door = Door(tmp_path)
    (tmp_path / "asks.csv").write_text("Product,Month,Revenue\nWidget,01/02/2026,5\n", encoding="utf-8")
    (tmp_path / "sums.csv").write_text("Product,Month,Revenue\nWidget,2026-02,5\nWidget,soon,6\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    for name, code in (("asks.csv", 3), ("sums.csv", 3), ("empty.csv", 2)):
        answer = door("load", tmp_path / name)
        assert (answer.code, schema.faults("load", answer.found)) == (code, []), name


@pytest.mark.slow
def test_the_sample_loads_as_the_schema_says(tmp_path):
    answer = Door(tmp_path)("sample")
    assert (answer.code, schema.faults("loads", answer.found)) == (0, [])
