"""What an allocation must keep: the total, floors, ceilings, locks, limits of groups, how many products may change.

Budgets are money over the planning horizon; arrays have one entry per product, in one order.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.trend import Array


class Unusable(ValueError):
    """Limits that mean nothing; the text says which, and what to do."""


@dataclass(frozen=True)
class Group:
    """What the products at the places `members` may have together."""

    name: str
    members: npt.NDArray[np.intp]
    floor: float = 0.0
    ceiling: float = np.inf


@dataclass(frozen=True)
class Limits:
    """What every allocation keeps; money that is not given to any product is saved.

    Raises
    ------
    Unusable
        A limit is no number, is negative, or is given for other products than there are.
    """

    products: tuple[str, ...]
    total: float
    floor: Array
    ceiling: Array
    groups: tuple[Group, ...] = ()
    most_changed: int | None = None

    def __post_init__(self) -> None:
        if not self.products:
            raise Unusable("There is no product to give money to. Load finance figures with an investment column.")
        locked = (self.floor == self.ceiling) & (self.floor < 0)  # what came back is more than what was spent
        amounts = [("The total", self.total - float(self.floor[locked].sum()), False)]
        for name, floor, ceiling in zip(self.products, self.floor.tolist(), self.ceiling.tolist(), strict=True):
            if floor == ceiling < 0:
                continue
            amounts += [(f"The minimum of {name}", floor, False), (f"The cap of {name}", ceiling, True)]
        for group in self.groups:
            amounts += [(f"The minimum of {group.name}", group.floor, False)]
            amounts += [(f"The cap of {group.name}", group.ceiling, True)]
        for name, amount, unlimited in amounts:
            _check(name, amount, unlimited)
        if self.most_changed is not None and self.most_changed < 0:
            raise Unusable(f"At most {self.most_changed} products may change: give 0 or more.")

    def rows(self) -> tuple[Array, Array, list[str]]:
        """The total and the groups as G·x ≤ h, with the name of each row; floors of groups are negated rows."""
        sides = [(np.ones(len(self.products)), self.total, "the total")]
        for group in self.groups:
            member = np.zeros(len(self.products))
            member[group.members] = 1.0
            if np.isfinite(group.ceiling):
                sides.append((member, group.ceiling, f"the cap of {group.name}"))
            if group.floor > 0:
                sides.append((-member, -group.floor, f"the minimum of {group.name}"))
        return (
            np.array([row for row, _, _ in sides]),
            np.array([bound for _, bound, _ in sides]),
            [n for *_, n in sides],
        )


def _check(name: str, amount: float, unlimited: bool) -> None:
    if np.isnan(amount) or (np.isinf(amount) and not (unlimited and amount > 0)):
        raise Unusable(f"{name} is {amount}: give an amount of money.")
    if amount < 0:
        raise Unusable(f"{name} is {amount:,.2f}: a budget cannot be negative. Give 0 or more.")
