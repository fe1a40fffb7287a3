"""Markets: vendors down and across, sales and shares, sizes by region and segment."""

from collections import defaultdict
from decimal import Decimal
from random import Random

from tests.everyday.drawn import REGIONS, Amounts
from tests.everyday.made import Figures, Made, Row, delimited, without_zeros

VENDORS = ("Acme", "Bolt", "Crest", "Dyna", "Ever")
MARKETS = ("Pumps", "Valves", "Filters", "Sensors")
SEGMENTS = ("Industry", "Retail", "Public")


def _key(measure: str, year: int, *of: str) -> tuple[str, ...]:
    """The key of a yearly figure of a market, a segment, a region and a vendor."""
    return ("market", *of, *[""] * (4 - len(of)), f"{year}-01-01", "year", measure)


def _years(random: Random) -> list[int]:
    return list(range(2021, random.randint(2022, 2024) + 1))


def _made(rows: list[Row], figures: Figures) -> Made:
    return Made("market.csv", delimited(rows), without_zeros(figures))


def vendors_down(random: Random) -> Made:
    """Market, Vendor, Year, Sales."""
    amounts, figures = Amounts(random, "hundreds", "thousands", "small"), defaultdict(Decimal)
    rows: list[Row] = [("Market", "Vendor", "Year", random.choice(("Sales", "Vendor sales")))]
    for market in random.sample(MARKETS, random.randint(1, 3)):
        for vendor in VENDORS[: random.randint(3, 5)]:
            for year in _years(random):
                amount = amounts()
                rows.append((market, vendor, year, amount))
                figures[_key("sales", year, market, "", "", vendor)] += amount
    return _made(rows, figures)


def vendors_down_years_across(random: Random) -> Made:
    """Market, Vendor and years across under a title that says of what."""
    amounts, figures, years = Amounts(random, "hundreds", "thousands"), {}, _years(random)
    rows: list[Row] = [("Vendor revenue by market",), (), ("Market", "Vendor", *map(str, years))]
    for market in random.sample(MARKETS, random.randint(1, 3)):
        for vendor in VENDORS[: random.randint(3, 5)]:
            cells = [amounts() for _ in years]
            rows.append((market, vendor, *cells))
            figures |= {_key("sales", year, market, "", "", vendor): c for year, c in zip(years, cells, strict=True)}
    return _made(rows, figures)


def shares_across(random: Random) -> Made:
    """Market, Year and a column of shares in per cent for each vendor, 100 in all."""
    vendors, figures = (*VENDORS[: random.randint(2, 4)], "Others"), {}
    rows: list[Row] = [("Market shares in %",), (), ("Market", "Year", *vendors)]
    for market in random.sample(MARKETS, random.randint(1, 3)):
        for year in _years(random):
            cells = [random.randint(1, 100 // len(vendors)) for _ in vendors[1:]]
            cells.append(100 - sum(cells))
            rows.append((market, year, *cells))
            pairs = zip(vendors, cells, strict=True)
            figures |= {_key("share", year, market, "", "", vendor): Decimal(cell) for vendor, cell in pairs}
    return _made(rows, figures)


def shares_down(random: Random) -> Made:
    """Market, Year, Vendor, Market share (%)."""
    figures: Figures = {}
    rows: list[Row] = [("Market", "Year", "Vendor", "Market share (%)")]
    for market in random.sample(MARKETS, random.randint(1, 3)):
        for year in _years(random):
            for vendor in VENDORS[:4]:
                share = Decimal(random.randint(1, 240)).scaleb(-1)
                rows.append((market, year, vendor, share))
                figures[_key("share", year, market, "", "", vendor)] = share
    return _made(rows, figures)


def sizes(random: Random) -> Made:
    """Market, Region, Segment, Year, Market size."""
    amounts, figures = Amounts(random, "hundreds", "thousands"), {}
    rows: list[Row] = [("Market", "Region", "Segment", "Year", "Market size")]
    years = _years(random)
    for market in random.sample(MARKETS, random.randint(1, 3)):
        for region in REGIONS[: random.randint(1, 3)]:
            for segment in SEGMENTS[: random.randint(1, 3)]:
                for year in years:
                    figures[_key("size", year, market, segment, region)] = amount = amounts()
                    rows.append((market, region, segment, year, amount))
    return _made(rows, figures)


def sizes_across(random: Random) -> Made:
    """Market and years across under a title that says that they are sizes in millions."""
    amounts, figures, years = Amounts(random, "hundreds", "small"), {}, _years(random)
    rows: list[Row] = [("Market size in USD million",), (), ("Market", *map(str, years))]
    for market in random.sample(MARKETS, random.randint(2, 4)):
        cells = [amounts() for _ in years]
        rows.append((market, *cells))
        figures |= {_key("size", year, market): c * 1_000_000 for year, c in zip(years, cells, strict=True)}
    return _made(rows, figures)


KINDS = {
    "vendors down": vendors_down,
    "vendors down, years across": vendors_down_years_across,
    "shares across": shares_across,
    "shares down": shares_down,
    "market sizes": sizes,
    "market sizes, years across": sizes_across,
}
