"""Today plus its transfers: a scenario in whole cents and hundredths of a full-time equivalent.

Money and people are moved, never set: what one product gets, others or the pool give. So the total of products and
pool is today's, to the cent, whatever is done and undone. The pool (None) is money saved where it is above 0 and new
money where it is below.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

import numpy as np

from analytics.cents import rounded

MONTHS = 12  # of the horizon
LAST_START = MONTHS - 1  # months from now


class Impossible(ValueError):
    """A transfer that cannot be; the text says why."""


@dataclass(frozen=True)
class Transfer:
    """Money and people from one product to another; None is the pool.

    `cents` are those of the horizon, spread over its months from `start` on. People moved count for `at_start` of
    themselves at first and for the rest with the time constant `settles` (months): 1 − (1 − p₀)·e^(−t/τ).
    """

    giver: str | None
    taker: str | None
    cents: int = 0
    people: int = 0  # hundredths of a full-time equivalent
    start: int = 0
    at_start: float = 1.0
    settles: float = 0.0

    def __post_init__(self) -> None:
        if self.giver == self.taker:
            raise Impossible("A transfer needs two sides: from one product or the pool to another.")
        if self.cents < 0 or self.people < 0 or not (self.cents or self.people):
            raise Impossible("A transfer moves an amount above 0; turn its sides round to move it back.")
        if not 0 <= self.start <= LAST_START:
            raise Impossible(f"A transfer starts in month 0 to {LAST_START} of the horizon, not {self.start}.")
        if not 0 <= self.at_start <= 1 or self.settles < 0:
            raise Impossible("Moved people count for 0 to 1 of themselves at first, and settle in 0 months or more.")


Edit = tuple[Transfer, ...]


@dataclass(frozen=True)
class Scenario:
    """What each product has today, in cents and hundredths, and the edits in their order; each is undone as one."""

    today: Mapping[str, int]
    people_today: Mapping[str, int]
    edits: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()  # newest last, for redo

    @property
    def transfers(self) -> Edit:
        return tuple(transfer for edit in self.edits for transfer in edit)

    def budgets(self) -> dict[str, int]:
        """Each product's cents after all transfers."""
        net = self._net("cents")
        return {name: cents + net[name] for name, cents in self.today.items()}

    def people(self) -> dict[str, int]:
        """Each product's hundredths of a full-time equivalent after all transfers."""
        net = self._net("people")
        return {name: there + net[name] for name, there in self.people_today.items()}

    def pool(self) -> tuple[int, int]:
        """Cents and hundredths that no product has: saved where above 0, new where below."""
        return self._net("cents")[None], self._net("people")[None]

    def _net(self, what: str) -> Counter[str | None]:
        net: Counter[str | None] = Counter()
        for transfer in self.transfers:
            net[transfer.giver] -= getattr(transfer, what)
            net[transfer.taker] += getattr(transfer, what)
        return net

    def moved(self, edit: Edit) -> "Scenario":
        """The scenario with one more edit.

        Raises
        ------
        Impossible
            A product is unknown, or would give more than it has, in all or in one month.
        """
        for transfer in edit:
            for name in (transfer.giver, transfer.taker):
                if name is not None and name not in self.today:
                    raise Impossible(f"There is no product called {name} here.")
        after = replace(self, edits=(*self.edits, edit), undone=())
        after._check_money(self, edit)
        for name, there in after.people().items():
            if there < 0:
                raise Impossible(f"{name} does not have enough FTE.")
        return after

    def _check_money(self, before: "Scenario", edit: Edit) -> None:
        """Refuse an edit after which a product would give more than it has, in all or in one month."""
        givers = {transfer.giver for transfer in edit}
        for name, cents in self.budgets().items():
            if cents < min(0, self.today[name]):
                has = (cents + sum(t.cents for t in edit if t.giver == name)) / 100
                raise Impossible(f"{name} has {has:,.2f}: no more can be taken from it.")
            if name in givers and (short := self._overdrawn(name)) is not None:
                has = max(0, min(before.left(name, month) for month in range(short + 1))) / 100
                raise Impossible(f"{name} has {has:,.2f} from month {short} on: no more can be taken from it.")

    def by_month(self, name: str) -> list[Fraction]:
        """A product's cents in each month of the horizon."""
        months = [Fraction(self.today[name], MONTHS)] * MONTHS
        for transfer in self.transfers:
            sign = (transfer.taker == name) - (transfer.giver == name)
            for month in range(transfer.start, MONTHS) if sign else ():
                months[month] += sign * Fraction(transfer.cents, MONTHS - transfer.start)
        return months

    def left(self, name: str, start: int) -> int:
        """A product's whole cents from a month of the horizon on."""
        return floor(sum(self.by_month(name)[start:]))

    def _overdrawn(self, name: str) -> int | None:
        """The first month in which a product would give more than it has then, by more than a cent; None where none."""
        return next((month for month, cents in enumerate(self.by_month(name)) if cents < -1), None)

    def undo(self) -> "Scenario":
        """Without its last edit; itself where there is none."""
        if not self.edits:
            return self
        return replace(self, edits=self.edits[:-1], undone=(*self.undone, self.edits[-1]))

    def redo(self) -> "Scenario":
        """With the edit that was undone last; itself where there is none."""
        if not self.undone:
            return self
        return replace(self, edits=(*self.edits, self.undone[-1]), undone=self.undone[:-1])

    def reset(self) -> "Scenario":
        """Today again."""
        return replace(self, edits=(), undone=())


def shared(cents: int, weights: Sequence[float], rooms: Sequence[int]) -> list[int]:
    """Cents shared out by weights, nobody beyond their room; exact to the cent.

    Raises
    ------
    Impossible
        There is not as much room.

    >>> shared(100, [1, 1, 2], [10, 100, 100])
    [10, 30, 60]
    """
    if cents > sum(rooms):
        raise Impossible(f"Only {sum(rooms) / 100:,.2f} can be moved within the limits, not {cents / 100:,.2f}.")
    room, taken = np.array(rooms, dtype=np.int64), np.zeros(len(rooms), dtype=np.int64)
    weight = np.maximum(np.array(weights, dtype=np.float64), 0.0)
    while (left := cents - int(taken.sum())) > 0:
        opened = taken < room
        share = np.where(opened, weight, 0.0)
        share = share if share.sum() > 0 else opened.astype(float)
        taken = np.minimum(taken + rounded(share / share.sum() * left / 100, left), room)
    return [int(each) for each in taken]


def from_others(product: str, cents: int, shares: Mapping[str | None, int]) -> Edit:
    """The transfers that give a product so many cents (or take them, where below 0) from others by their shares."""
    if cents >= 0:
        return tuple(Transfer(name, product, share) for name, share in shares.items() if share)
    return tuple(Transfer(product, name, share) for name, share in shares.items() if share)
