"""The question to the optimiser: curves, today's budgets, limits, and what is taken as a whole or not at all."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analytics import response
from analytics.feasible import EXACT
from analytics.limits import Limits
from analytics.response import Curves
from analytics.trend import Array

Mask = npt.NDArray[np.bool_]
CENT = 0.01


@dataclass(frozen=True)
class Question:
    """What is asked: curves, today's budgets, limits, and choices that are taken as a whole or not at all.

    `point_at` and `point_value` (nan: none) give each product one further choice: a project's cost and worth, or the
    cost of ending the product and what is kept of it. `cost` is what a unit of money counts against its contribution:
    0 where all of the total is there to be spent, 1 where what is not spent is kept. `changed` is True for products
    that are changed already: changing them further is no further change.
    """

    curves: Curves
    today: Array
    limits: Limits
    point_at: Array | None = None
    point_value: Array | None = None
    cost: float = 0.0
    changed: Mask | None = None

    def value(self, budgets: Array, whole: Mask | None = None) -> float:
        """What an allocation brings; `whole` is True where a product takes its point."""
        return response.brought(self.curves, budgets, self.cost, whole, self.point_value)

    @property
    def points(self) -> Array:
        """What each product's point takes of the total; nan where it has none."""
        return np.full(len(self.today), np.nan) if self.point_at is None else self.point_at

    @property
    def counted(self) -> Mask:
        """The products whose change is counted."""
        return np.ones(len(self.today), dtype=bool) if self.changed is None else ~self.changed

    @property
    def may_change(self) -> int | None:
        """How many products may still change; None: any."""
        most = self.limits.most_changed
        return most if most is None else most - int((~self.counted).sum())

    @property
    def one_at_most(self) -> bool:
        """Whether no more than one product may change, all being as they are today."""
        return self.may_change is not None and self.may_change < 2 and bool(self.counted.all())

    def narrowed(self, whole: Mask, changing: Mask) -> "Question":
        """The question once it is settled what is taken as a whole and which of the other products may change."""
        limits, still = self.limits, ~whole & ~changing
        worth = 0.0 if self.point_value is None else np.nan_to_num(self.point_value)
        budgets = np.where(whole, np.nan_to_num(self.points), self.today)
        floor, ceiling = (np.where(whole | still, budgets, end) for end in (limits.floor, limits.ceiling))
        curves = replace(self.curves, base=np.where(whole, worth, self.curves.base),
                         span=np.where(whole, 0.0, self.curves.span))  # fmt: skip
        kept = replace(limits, floor=floor, ceiling=ceiling, most_changed=None)
        return Question(curves, budgets, kept, cost=self.cost)

    def broken(self, budgets: Array, whole: Mask) -> list[str]:
        """The limits that an allocation breaks, by their names; a cent more or less breaks none."""
        limits, cent = self.limits, CENT + EXACT * max(1.0, self.limits.total)
        over = [("ceiling", budgets > limits.ceiling + cent), ("floor", budgets < limits.floor - cent)]
        found = [
            f"the {side} of {limits.products[at]}" for side, which in over for at in np.flatnonzero(which & ~whole)
        ]
        found += [f"what {limits.products[at]} costs" for at in np.flatnonzero(whole & ~(budgets == self.points))]
        rows, bounds, names = limits.rows()
        found += [name for name, over in zip(names, rows @ budgets > bounds + cent, strict=True) if over]
        changes = (whole | (np.abs(budgets - self.today) > CENT / 2)) & self.counted
        if self.may_change is not None and changes.sum() > self.may_change:
            found.append(f"at most {limits.most_changed} products change")
        return found
