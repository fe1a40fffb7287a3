"""What a file is about, drawn at random: products, months, amounts among which are zeros and small whole numbers."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random
from typing import ClassVar

from tests.everyday.made import Fact

NAMES = (
    *("Alpha", "Bravo Pro", "Cable 2 m", "Desk", "Espresso", "Folder A4", "Gateway", "Harbour", "Ink black", "Jacket"),
    *("Kettle", "Lamp", "Mount", "Net Zero", "Orbit", "Pump X", "Quartz", "Router 5", "Summit", "Total Fitness"),
)
REGIONS = ("EMEA", "APAC", "Americas", "Nordics", "DACH")
LEAST_YEAR, MOST_YEAR = 2021, 2024  # over wherever this runs: what is to come is a question of its own


def products(random: Random, fewest: int = 2, most: int = 7) -> list[str]:
    return random.sample(NAMES, random.randint(fewest, most))


def year(random: Random) -> int:
    return random.randint(LEAST_YEAR, MOST_YEAR)


def months(random: Random, counts: tuple[int, ...] = (3, 6, 12)) -> list[date]:
    """Months one after the other, within one year."""
    count, first = random.choice(counts), year(random)
    begin = random.randint(1, 13 - count)
    return [date(first, begin + n, 1) for n in range(count)]


def days(random: Random, count: int) -> list[date]:
    """Days of some months, in their order."""
    first = date(year(random), 1, 1)
    return sorted(first + timedelta(random.randrange(random.choice((59, 150, 365)))) for _ in range(count))


class Amounts:
    """Amounts of one size: small whole numbers, hundreds, thousands or with cents; one in twenty is nothing."""

    SIZES: ClassVar = {
        "small": (0, 12, 0),
        "hundreds": (5, 900, 0),
        "thousands": (1000, 99999, 0),
        "cents": (100, 999999, 2),
    }

    def __init__(self, random: Random, *sizes: str) -> None:
        self._random = random
        self._least, self._most, self._places = self.SIZES[random.choice(sizes or tuple(self.SIZES))]

    def __call__(self) -> Decimal:
        if self._random.random() < 0.05:
            return Decimal(0)
        return Decimal(self._random.randint(self._least, self._most)).scaleb(-self._places)


def grid(random: Random, periods: list[date], measures: tuple[str, ...] = ("revenue",), **said: str) -> list[Fact]:
    """A figure of each measure for each product and period, by product; people are few."""
    amounts = {measure: Amounts(random, *["small"] * (measure == "fte")) for measure in measures}
    keys = product(products(random), periods, measures)
    return [Fact(name, period, measure, amounts[measure](), **said) for name, period, measure in keys]


def by_product(facts: list[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """The facts of each product, in their order."""
    for name in dict.fromkeys(fact.product for fact in facts):
        yield name, [fact for fact in facts if fact.product == name]


def periods(facts: list[Fact]) -> list[date]:
    return sorted({fact.period for fact in facts})


def by_key(facts: list[Fact]) -> Iterator[tuple[str, date, list[Decimal]]]:
    """A product's and a period's figures beside each other, in the order of their measures."""
    keys = dict.fromkeys((fact.product, fact.period) for fact in facts)
    for name, period in keys:
        yield name, period, [fact.amount for fact in facts if (fact.product, fact.period) == (name, period)]
