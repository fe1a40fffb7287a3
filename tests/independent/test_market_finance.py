"""Own shares from finance, of random sizes beside random revenue, are what fractions make of the same cells."""

import csv
import random
from fractions import Fraction

import pytest

from tests.independent.door import Door
from tests.independent.market_sheets import period
from tests.seeds import seeds

FIRST, MARKETS, PRODUCTS, REGIONS = 2024 * 12, ("Pumps", "Valves"), ("Alpha", "Beta", "Gamma"), ("EU", "US")


class Company:
    """The sizes of markets, the revenue of products by month and region, and where they sell."""

    def __init__(self, seed):
        rng = random.Random(f"finance {seed}")
        self.grain, self.by_region = rng.choice((1, 3, 12)), rng.random() < 0.5
        regions = REGIONS if self.by_region and rng.random() < 0.7 else ("",)
        self.sizes = {
            (market, region, first): rng.randint(50_000, 90_000)
            for market in MARKETS[: rng.randint(1, 2)]
            for region in regions
            for first in range(FIRST, FIRST + 24, self.grain)
            if rng.random() < 0.95
        }
        self.sold_in = {product: rng.choice(MARKETS) for product in PRODUCTS if rng.random() < 0.8}
        self.revenue = {}
        for product in PRODUCTS:
            start, end = rng.choice((0, 0, 7)), rng.choice((24, 24, 20))
            says = self.by_region and rng.random() < 0.9
            holes = set(rng.sample(range(start, end), rng.choice((0, 0, 1))))
            for month in range(start, end):
                for region in REGIONS if says else ("",):
                    if month not in holes:
                        self.revenue[product, region, FIRST + month] = rng.randint(100, 999)

    def own(self, market, region, first):
        """The own sales of a cell and period; None where they are not known."""
        selling = [product for product, where in self.sold_in.items() if where == market]
        amounts = [self.sold(product, region, first) for product in selling]
        return None if not selling or None in amounts else sum(amounts)

    def sold(self, product, region, first):
        months = range(first, first + self.grain)
        every = {month for _, _, month in self.revenue}
        mine = {month for name, _, month in self.revenue if name == product}
        silent = region and any(name == product and not where for name, where, _ in self.revenue)
        due = [month for month in months if min(mine) <= month <= max(mine)]
        if silent or not every.issuperset(months) or not mine.issuperset(due):
            return None
        wanted = [key for key in self.revenue if key[0] == product and region in {"", key[1]} and key[2] in months]
        return sum(self.revenue[key] for key in wanted)

    def write(self, folder):
        files = {
            "Sizes.csv": (("Market", "Region", "Period", "Market size"), self.sizes, self.grain),
            "Finance.csv": (("Product", "Region", "Month", "Revenue"), self.revenue, 1),
        }
        for name, (headings, rows, months) in files.items():
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                out = csv.writer(file)
                out.writerow(headings)
                for (what, region, first), amount in rows.items():
                    out.writerow((what, region, period(first, months), amount))
        return [folder / name for name in files]


@pytest.mark.parametrize("seed", seeds(6, 40, 300))
def test_the_own_share_is_of_revenue_that_is_known_in_every_part(seed, tmp_path):
    company, door = Company(seed), Door(tmp_path)
    for path in company.write(tmp_path):
        answer = door("load", path)
        assert answer.code == 0, answer
    markets = {market for market, _, _ in company.sizes}
    sells = [part for p, m in company.sold_in.items() if m in markets for part in ("--sells", f"{p}={m}")]
    answer = door("market", *sells)
    assert answer.code == 0, answer.said
    found = {(entry["market"], entry["period"]): entry for entry in answer.found["markets"]}
    for market, first in {(market, first) for market, _, first in company.sizes}:
        cells = [key for key in company.sizes if (key[0], key[2]) == (market, first)]
        known = [(company.sizes[key], own) for key in cells if (own := company.own(*key)) is not None]
        shown = [v for v in found[market, period(first, company.grain)]["vendors"] if v["own"]]
        what = (seed, market, first)
        if not known:
            assert all(vendor["share"] is None for vendor in shown), what
            continue
        size, own = (sum(each) for each in zip(*known, strict=True))
        assert [vendor["share"] for vendor in shown] == [pytest.approx(float(Fraction(own, size)))], what
