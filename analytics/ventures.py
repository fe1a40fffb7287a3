"""Moves that are no sliders: ending products, unifying platforms, a new product, an acquisition.

Amounts are money over the planning horizon of 12 months, unless a year is named. What a move costs is money put in;
what it brings is contribution, counted with its chance of success.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import ceil, floor, isfinite
from typing import Any

import pandas as pd

from analytics import concentration, horizon
from analytics.evidence import HORIZON
from analytics.transfers import LAST_START, Edit, Impossible, Scenario, Transfer

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Venture:
    """What a move that is no slider puts in and brings, beside the transfers of the scenario."""

    kind: str  # sunset, unify, new or acquire
    name: str
    cost: float
    brings: float
    chance: float = 1.0
    products: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not all(map(isfinite, (self.cost, self.brings, self.chance))):
            raise Impossible(f"{self.name or 'The move'} needs amounts for its cost and its contribution.")
        if self.cost < 0 or not 0 <= self.chance <= 1:
            raise Impossible(f"{self.name or 'The move'} needs a cost of 0 or more and a chance between 0 and 1.")

    @property
    def expected(self) -> float:
        """Contribution, counted with its chance."""
        return self.chance * self.brings

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "products": list(self.products)}


def from_json(written: Mapping[str, Any]) -> Venture:
    """A venture as it was kept."""
    return Venture(**{**written, "products": tuple(written.get("products", ()))})


@dataclass(frozen=True)
class Ending:
    """How products are ended: when, what leaving costs, how much of their customers' contribution another one keeps."""

    products: tuple[str, ...]
    start: int = 0  # months from now
    exit_cost: float = 0.0
    kept: float = 0.0  # the share of contribution that transfers
    inheritor: str | None = None  # gets people and kept customers; None: the pool

    def __post_init__(self) -> None:
        if not self.products:
            raise Impossible("Choose the products to discontinue.")
        if self.inheritor in self.products:
            raise Impossible(f"{self.inheritor} is discontinued itself. Choose another receiving product.")
        if not 0 <= self.kept <= 1 or not 0 <= self.start <= LAST_START:
            raise Impossible("Customers retained must be 0 to 100 %, and the start month 0 to 11.")


@dataclass(frozen=True)
class Ended:
    """The transfers and the venture that end products, and what they free for others."""

    edit: Edit
    venture: Venture
    money: float
    people: float  # full-time equivalents
    hours: float  # what these people take along over the rest of the horizon

    def sentence(self, amount: str) -> str:
        """Such as "Sunset three, reallocate $1.8M in engineering hours"; `amount` is `hours` as it is written.

        Where nobody is freed, it says no more than how many end.
        """
        hours = f", reallocate {amount} in engineering hours" if self.people else ""
        return f"Sunset {_count(len(self.venture.products))}{hours}"


def sunset(scenario: Scenario, ending: Ending, contribution: Mapping[str, float], pay: float) -> Ended:
    """End products: their money from then on goes to the pool, their people to the inheritor.

    `contribution` is each product's today, `pay` what a full-time equivalent takes along in a year.

    Raises
    ------
    Impossible
        A product has nothing left to give.
    """
    left, people = (HORIZON - ending.start) / HORIZON, scenario.people()
    edit = []
    for name in ending.products:
        money, there = _all_of(scenario, name, ending.start), people[name]
        if not money and not there:
            raise Impossible(f"{name} has neither budget nor FTE left.")
        edit += money
        if there:
            edit.append(Transfer(name, ending.inheritor, 0, there, ending.start))
    kept = sum(horizon.kept(contribution[name], ending.kept, ending.start) for name in ending.products)
    title = f"Sunset {', '.join(ending.products)}"
    venture = Venture("sunset", title, ending.exit_cost, kept, 1.0, ending.products)
    freed = sum(each.people for each in edit) / 100
    return Ended(tuple(edit), venture, sum(each.cents for each in edit) / 100, freed, freed * pay * left)


def _all_of(scenario: Scenario, name: str, start: int) -> list[Transfer]:
    """The transfers that take all of a product's money from a month on; what it gets later is taken from then on."""
    months, level, found = scenario.by_month(name), Fraction(0), []
    for month in range(start, HORIZON):
        if months[month] < level - 1:
            raise Impossible(f"{name} gives budget away from month {month} on. Set the start month to {month}.")
        cents = floor((months[month] - level) * (HORIZON - month))
        if cents >= 1:
            found.append(Transfer(name, None, cents, 0, month))
            level += Fraction(cents, HORIZON - month)
    return found


@dataclass(frozen=True)
class Unified:
    """Several platforms made one: what it saves, and when that has paid for the migration."""

    venture: Venture
    saving: float  # a year
    payback: int | None  # months; None: never

    def sentence(self, saving: str) -> str:
        """Such as "Three platforms into one, saving $3M a year"; `saving` is the amount as it is written."""
        many = _count(len(self.venture.products)).capitalize()
        months = "one month" if self.payback == 1 else f"{self.payback} months"
        when = "never paid back" if self.payback is None else f"paid back in {months}"
        return f"{many} platforms into one, saving {saving} a year; the migration is {when}"


def unify(costs: Mapping[str, float], after: float, migration: float, start: int = 0) -> Unified:
    """Make several platforms one; `costs` a year of each, `after` a year of the one, `migration` once.

    Raises
    ------
    Impossible
        There are fewer than two platforms, or an amount means nothing.
    """
    if len(costs) < 2:
        raise Impossible("Choose two or more platforms to consolidate.")
    if not 0 <= start <= LAST_START or after < 0:
        raise Impossible("The new platform must cost 0 or more per year, and the savings start in month 0 to 11.")
    saving = sum(costs.values()) - after
    within = saving * (HORIZON - start) / HORIZON
    venture = Venture("unify", f"Consolidate {', '.join(costs)}", migration, within, 1.0, tuple(costs))
    payback = None if saving <= 0 else start + ceil(migration / (saving / 12) - 1e-9)
    return Unified(venture, saving, payback)


def white_space(size: float, share: float, margin: float) -> float:
    """The contribution of a new product that wins a share of a market: size · share · contribution margin.

    >>> white_space(1000.0, 0.05, 0.4)
    20.0
    """
    return size * share * margin


def acquire(vendors: pd.DataFrame, target: str) -> pd.DataFrame:
    """What buying a vendor does to each market that it or the own company sells in.

    `vendors` as `market.all_known` gives them. One row per market: `market`, `own`, `target`, `combined` (shares),
    `hhi_before` and `hhi_after` (their lower ends), and `overlap`: the smaller of the two shares.
    """
    rows = []
    for market, sold in vendors.groupby("market", sort=True):
        own, other = (
            float(sold.loc[which, "share"].sum(skipna=False)) for which in (sold["own"], sold["vendor"] == target)
        )
        before = (concentration.hhi(sold) or (float("nan"), 0.0))[0]
        rows.append((market, own, other, own + other, before, before + 20_000 * own * other, min(own, other)))
    columns = ["market", "own", "target", "combined", "hhi_before", "hhi_after", "overlap"]
    found = pd.DataFrame(rows, columns=columns)
    return found[(found["own"] > 0) | (found["target"] > 0)].reset_index(drop=True)


def still_ended(venture: Venture, budgets: Mapping[str, float]) -> bool:
    """Whether a sunset's products have no money any more, so that what it costs and keeps counts.

    `budgets` is the yearly rate of each product at the horizon's end.
    """
    return all(budgets.get(name, 0.0) < horizon.NOTHING_LEFT for name in venture.products)


def _count(many: int) -> str:
    return NUMBERS[many] if many < len(NUMBERS) else str(many)


def total(ventures: Sequence[Venture]) -> tuple[float, float]:
    """What ventures put in, and what they bring with their chances."""
    return sum(each.cost for each in ventures), sum(each.expected for each in ventures)
