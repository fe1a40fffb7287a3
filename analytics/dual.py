"""The Lagrangian dual of an allocation: prices on money under which each product chooses for itself.

With a price for the total, for each group's limit and for each product that changes, the products separate: each takes
the budget that leaves it most after the price. Whatever the prices, the sum of what is left plus the limits at their
prices is an upper bound that no allocation beats (weak duality; Boyd and Vandenberghe 2004, section 5.1), S-shaped
curves and all-or-nothing choices included. The best prices give the smallest bound.

Each product chooses among at most four options: the best budget on the concave part of its curve, its floor, a point
of its own (a project taken whole, a product ended), or no change. A soft choice among them makes the bound smooth in
the prices, so that Newton's method finds them; the bound itself is then taken with the hard choice.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from analytics.response import Curves
from analytics.trend import Array

Open = npt.NDArray[np.bool_]
CURVE, FLOOR, POINT, STAY = range(4)
NEAR, FAR = 1.01, 8.0  # the first step from a price that may be close, and any step from the usual slope
NARROWEST = 1e-18  # how far from the usual slope the price of the total is sought
SOFTNESS = (1e-2, 1e-3, 1e-4, 1e-5)  # of a product's usual contribution
NEWTON_STEPS, FEW_STEPS = 30, 10  # where nothing is known, and from prices of a wider question
SETTLED = (1e-3, 1e-4, 1e-6, 1e-10)  # how far a row may be from its limit, of that limit, for its price to stand
LEAST_DAMPING, MOST_DAMPING = 1e-10, 1e6
CENT = 0.01  # less money than that nobody hands out: a total of 0 has the price of a cent
STEEPEST = 1e3  # how fast a budget may answer a price, as Newton's method sees it: near an inflection it jumps


@dataclass(frozen=True)
class Choices:
    """What each of n products may be given, `floor` to `ceiling` along its curve or `point_at` as a whole."""

    curves: Curves
    floor: Array
    ceiling: Array
    today: Array
    cost: float  # what a unit of money counts against its contribution
    point_at: Array  # nan: no such choice
    point_value: Array
    along_curve: Open  # whether the curve's own range may be chosen
    stay: Open  # whether only today's budget is free of the price of a change; all False where changes are not counted
    move: Open  # whether anything but today's budget may be chosen
    counted: Open  # whether a change is counted: not that of a product which is changed already

    @property
    def concave_from(self) -> Array:
        """Where each product's range begins to lie on the concave part of its curve; its ceiling where none does."""
        return np.clip(self.curves.inflection(), self.floor, self.ceiling)


@dataclass(frozen=True)
class Answer:
    """What the products choose at some prices: one row per option, one column per product."""

    budgets: Array
    values: Array
    changed: Array
    left: Array  # after the price; -inf where an option is closed

    def hard(self, most_changed: int | None = None) -> npt.NDArray[np.intp]:
        """The options that leave most together, at most so many of them a change."""
        found: npt.NDArray[np.intp] = self.left.argmax(axis=0)
        if most_changed is None:
            return found
        same = np.where(self.changed == 0, self.left, -np.inf)
        unchanged = same.argmax(axis=0)
        with np.errstate(invalid="ignore"):
            more = np.nan_to_num(self.left.max(axis=0) - same.max(axis=0), nan=0.0, posinf=np.inf)
        kept = np.argsort(-more, kind="stable")[most_changed:]
        found[kept] = unchanged[kept]
        return found

    def most(self, most_changed: int | None = None) -> float:
        """What these options leave together; -inf where more products must change than may."""
        return float(np.take_along_axis(self.left, self.hard(most_changed)[None], axis=0).sum())

    def soft(self, softness: float) -> tuple[float, Array]:
        """The smooth bound on what is left, and the weight of each option."""
        best = self.left.max(axis=0)
        weights = np.exp((self.left - best) / softness)
        total = weights.sum(axis=0)
        return float((best + softness * np.log(total)).sum()), weights / total


@dataclass(frozen=True)
class Solved:
    """The best prices, the bound that they prove, and a mixture of options that shares out what there is."""

    prices: Array
    bound: float
    budgets: Array  # of each option; so `values` and `changed`
    values: Array
    changed: Array
    weights: Array
    ends: tuple[npt.NDArray[np.intp], ...] = ()  # options that are best at prices on either side, if they are known

    @property
    def mixed(self) -> Array:
        """The budgets of the mixture."""
        found: Array = (self.weights * self.budgets).sum(axis=0)
        return found


class Dual:
    """The bound as a function of prices y ≥ 0, for rows G·x ≤ h and at most K changed products."""

    def __init__(self, choices: Choices, rows: Array, bounds: Array, most_changed: int | None = None) -> None:
        self.choices, self.rows, self.most_changed = choices, rows, most_changed
        self.bounds = bounds if most_changed is None else np.append(bounds, most_changed)
        start = choices.concave_from
        fixed = np.vstack([start, choices.floor, np.nan_to_num(choices.point_at), choices.today])
        values = choices.curves.value(fixed)
        values[POINT] = np.nan_to_num(choices.point_value)
        self._start, self._fixed, self._values = start, fixed, values - choices.cost * fixed
        self._changed = np.ones_like(fixed) * (most_changed is not None)
        self._changed[(fixed == choices.today) & (np.arange(len(fixed)) != CURVE)[:, None]] = 0.0
        self._changed[:, ~choices.counted] = 0.0
        along = choices.along_curve & choices.move & (choices.floor <= choices.ceiling)
        point = ~np.isnan(choices.point_at) & choices.move
        self._open = np.vstack([along, along & (start > choices.floor), point, choices.stay])
        most = choices.curves.value(np.minimum(choices.ceiling, self.bounds[0])) - values[FLOOR]
        worth = np.concatenate([np.abs(most[along]), np.abs(self._values[self._open])])
        self.usual = float(worth.max(initial=0.0)) or 1.0

    @property
    def answerable(self) -> bool:
        """Whether every product has an option left."""
        return bool(self._open.any(axis=0).all())

    @property
    def _total(self) -> float:
        """The total as a unit of its own price: a cent at least."""
        return max(float(self.bounds[0]), CENT)

    def solved(self, start: Array | None = None) -> Solved:
        """The smallest bound that was found; `start` is prices to begin with."""
        if len(self.rows) == 1:
            return self._solved_by_bisection(None if start is None else float(start[0]))
        prices = self._prices(start)
        answer = self.answer(prices)
        weights = answer.soft(SOFTNESS[-1] * self.usual)[1]
        ends = () if self.most_changed is None else (self._free(prices).hard(self.most_changed),)
        return Solved(prices, self.bound(prices), answer.budgets, answer.values, answer.changed, weights, ends)

    def _solved_by_bisection(self, near: float | None) -> Solved:
        """The price of the total, from just too low and just too high; the mixture of both uses it up."""
        ends = self._ends_of_total(near=near)
        answers = [self.answer(np.array([end])) for end in ends]
        hard = [answer.hard(self.most_changed) for answer in answers]
        taken = [np.eye(4)[options].T for options in hard]
        used = [float((taken[i] * answers[i].budgets).sum()) for i in (0, 1)]
        share = (self.bounds[0] - used[1]) / (used[0] - used[1]) if used[0] > used[1] else 1.0
        share = min(1.0, max(0.0, share))
        weights = share * taken[0] + (1 - share) * taken[1]
        mixed = share * taken[0] * answers[0].budgets + (1 - share) * taken[1] * answers[1].budgets
        budgets = np.where(weights > 0, mixed / np.where(weights > 0, weights, 1.0), answers[0].budgets)
        budgets[FLOOR:] = self._fixed[FLOOR:]
        bounds = [answers[i].most(self.most_changed) + ends[i] * self.bounds[0] for i in (0, 1)]
        prices = np.array([ends[int(np.argmin(bounds))]])
        return Solved(prices, min(bounds), budgets, answers[0].values, answers[0].changed, weights, tuple(hard))

    def answer(self, prices: Array) -> Answer:
        """What each product would choose at the prices."""
        price = prices[: len(self.rows)] @ self.rows
        fee = prices[-1] if len(prices) > len(self.rows) else 0.0
        budgets, values = self._fixed.copy(), self._values.copy()
        counted = price + self.choices.cost
        with np.errstate(divide="ignore", over="ignore"):
            wanted = self.choices.curves.at_slope(np.maximum(counted, 1e-300))
        wanted = np.where(counted > 0, wanted, self.choices.ceiling)
        budgets[CURVE] = np.clip(wanted, self._start, self.choices.ceiling)
        values[CURVE] = self.choices.curves.value(budgets[CURVE]) - self.choices.cost * budgets[CURVE]
        left = np.where(self._open, values - price * budgets - fee * self._changed, -np.inf)
        return Answer(budgets, values, self._changed, left)

    def bound(self, prices: Array) -> float:
        """The upper bound that these prices prove; the number of changes is kept by choosing, whatever its price."""
        money = prices[: len(self.rows)]
        return self._free(prices).most(self.most_changed) + float(money @ self.bounds[: len(self.rows)])

    def _free(self, prices: Array) -> Answer:
        """What each product would choose if a change had no price."""
        return self.answer(prices[: len(self.rows)])

    def _used(self, answer: Answer, weights: Array) -> Array:
        """Σ G·x, and the number of changed products, with options taken by their weights."""
        money = self.rows @ (weights * answer.budgets).sum(axis=0)
        return money if self.most_changed is None else np.append(money, (weights * answer.changed).sum())

    def _ends_of_total(self, exact: float = 1e-13, near: float | None = None) -> tuple[float, float]:
        """Prices of the total, just too low and just too high, no other row having one; 0 where that suffices.

        `near` is one that may be close, such as that of a wider question.
        """

        def over(price: float) -> float:
            answer = self._free(self._only_total(price))
            hard = answer.hard(self.most_changed)
            return float(np.take_along_axis(answer.budgets, hard[None], axis=0).sum() - self.bounds[0])

        if over(0.0) <= 0:
            return 0.0, 0.0
        low, high = self._bracket(over, near)
        if over(low) <= 0 or over(high) >= 0:  # the price is next to nothing, or none is high enough
            return (0.0, low) if over(low) <= 0 else (high, high)
        root = brentq(lambda z: over(np.exp(z)), np.log(low), np.log(high), xtol=exact, rtol=1e-14, maxiter=200)
        width = 4 * exact + 1e-13 * abs(root)
        return float(np.exp(root - width)), float(np.exp(root + width))

    def _bracket(self, over: Callable[[float], float], near: float | None) -> tuple[float, float]:
        """Prices on both sides of the total's; or as far as they are looked for."""
        usual = self.usual / self._total
        start, step = (usual, FAR) if near is None or not usual * NARROWEST < near < usual / NARROWEST else (near, NEAR)
        low, high = start, start
        while over(low) < 0 and low > usual * NARROWEST:
            low, high, step = low / step, low, min(step**2, FAR)
        if low < high:
            return low, high
        while over(high) > 0 and high < usual / NARROWEST:
            low, high, step = high, high * step, min(step**2, FAR)
        return low, high

    def _only_total(self, price: float) -> Array:
        prices = np.zeros(len(self.bounds))
        prices[0] = price
        return prices

    def _prices(self, start: Array | None) -> Array:
        """The prices of the smallest bound on several rows."""
        y = self._only_total(sum(self._ends_of_total(1e-3)) / 2) if start is None else start
        best, least = y, self.bound(y)
        several = bool((self._open.sum(axis=0) > 1).any())
        steps = list(zip(SOFTNESS, SETTLED, strict=True))[0 if start is None else 2 :]
        for softness, settled in steps if several else steps[-1:]:
            y = self._newton(y, (softness * self.usual, settled), NEWTON_STEPS if start is None else FEW_STEPS)
            reached = self.bound(y)
            if reached < least:
                best, least = y, reached
        return best

    def _newton(self, y: Array, asked: tuple[float, float], most: int) -> Array:
        """Newton's method on the smooth bound, damped where it bends (Levenberg 1944) and kept at prices ≥ 0."""
        size = np.full(len(y), self._total)
        if self.most_changed is not None:
            size[-1] = 1.0 + self.most_changed
        natural = size**2 / self.usual
        damping, (softness, settled), answer = LEAST_DAMPING, asked, self.answer(y)
        for _ in range(most):
            value, gradient, curvature = self._smooth(answer, y, softness)
            free = (y > 0) | (gradient < 0)
            if np.abs(np.where(free, gradient, 0.0) / (1e-300 + np.abs(self.bounds))).max() < settled:
                break
            unit = np.sqrt(np.diag(curvature) + natural)[free]  # prices in units of their own: no row drowns another
            bend = curvature[np.ix_(free, free)] / np.outer(unit, unit)
            while damping < MOST_DAMPING:
                step = np.zeros_like(y)
                step[free] = np.linalg.solve(bend + damping * np.eye(len(unit)), gradient[free] / unit) / unit
                moved = np.maximum(y - step, 0.0)
                tried = self.answer(moved)
                reached = tried.soft(softness)[0] + moved @ self.bounds
                if reached < value - 1e-4 * gradient @ (y - moved):
                    break
                damping *= 10
            else:
                break
            y, answer, damping = moved, tried, max(damping / 30, LEAST_DAMPING)
        return y

    def _smooth(self, answer: Answer, y: Array, softness: float) -> tuple[float, Array, Array]:
        """The smooth bound, its gradient and its curvature in the prices y, from what the products choose there."""
        value, weights = answer.soft(softness)
        gradient = self.bounds - self._used(answer, weights)
        budgets, changed = answer.budgets, answer.changed
        mean, mean_changed = (weights * budgets).sum(axis=0), (weights * changed).sum(axis=0)
        top = budgets[CURVE]
        inside = (top > self._start) & (top < self.choices.ceiling)
        bend = -self.choices.curves.bend(np.maximum(top, 1e-300))
        widest = STEEPEST * (self.choices.ceiling - self._start) * self.bounds[0] / self.usual
        give = np.where(inside, np.minimum(1 / np.maximum(bend, 1e-300), widest), 0.0)
        money = weights[CURVE] * give + (weights * (budgets - mean) ** 2).sum(axis=0) / softness
        curvature = (self.rows * money) @ self.rows.T
        if self.most_changed is not None:
            both = (weights * (budgets - mean) * (changed - mean_changed)).sum(axis=0) / softness
            count = (weights * (changed - mean_changed) ** 2).sum() / softness
            side = (self.rows @ both)[:, None]
            curvature = np.block([[curvature, side], [side.T, np.array([[count]])]])
        return value + float(y @ self.bounds), gradient, curvature
