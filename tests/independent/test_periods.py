"""`roi --json` of quarters and years against the independent engine, with windows that begin and end anywhere."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.independent.door import played
from tests.independent.ledger import month, named
from tests.independent.market_sheets import period
from tests.independent.portfolios import Portfolio, Upload, portfolio
from tests.independent.test_returns import apart, expected_of, keyed
from tests.seeds import seeds

SEEDS = seeds(6, 60, 300)
FIRST = {3: month("2015-01"), 12: month("1990-01")}  # by the months of a period


@dataclass(frozen=True)
class Periodic(Upload):
    """A file whose rows are each of some months."""

    months: int = 3

    def write(self, folder: Path) -> Path:
        path = super().write(folder)
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        place = heading.index("Month")
        heading[place] = {3: "Quarter", 12: "Year"}[self.months]
        for row in rows:
            row[place] = period(month(row[place]), self.months)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *rows])
        return path


def stretched(of: Portfolio, months: int) -> Portfolio:
    """The portfolio with each of its months as a period of so many."""
    first = min(row.month for upload in of.uploads for row in upload.rows)

    def longer(rows):
        return tuple(replace(row, month=FIRST[months] + months * (row.month - first)) for row in rows)

    uploads = [
        Periodic(each.feed, f"{n}.csv", longer(each.rows), longer(each.like), months)
        for n, each in enumerate(of.uploads)
    ]
    return replace(of, uploads=tuple(uploads))


def windows(of: Portfolio, months: int) -> Iterator[str]:
    """A window by its name, one that begins and ends anywhere, and one within a period or little more."""
    chance = random.Random(of.seed)
    firsts = [row.month for row in of.uploads[0].rows]
    yield chance.choice(("12m", "ytd", "all"))
    every = range(min(firsts), max(firsts) + months)
    start, end = sorted(chance.choices(every, k=2))
    yield f"{named(start)}..{named(end)}"
    start = chance.choice(every)
    yield f"{named(start)}..{named(start + chance.randrange(2 * months))}"


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_the_return_of_quarters_and_years(tmp_path, seed):
    months = 12 if seed % 3 == 0 else 3
    of = stretched(portfolio(seed), months)
    door, ledger = played(of, tmp_path)
    for window in windows(of, months):
        answer = door("roi", "--window", window, "--by", "line", "--compare")
        expected = expected_of(ledger, window, "actual", "line", months)
        if not expected["products"]:
            assert answer.code in {0, 2}
            assert answer.code == 2 or answer.found["products"] == []
            continue
        assert list(apart(expected, keyed(answer.found))) == [], window
