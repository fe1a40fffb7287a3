"""What a product's contribution answers to its budget: response curves f(x), and their slopes.

Budgets x and contributions are money over one planning horizon, in one currency; x ≥ 0. Every curve has four
parameters, so that a portfolio of them is a table: `base`, `span` ≥ 0, `scale` > 0 and `power`.

- power: base + span·(x/scale)^power, 0 < power < 1. With base 0, span today's contribution and scale today's budget,
  `power` is the elasticity β.
- Hill (ADBUDG of Little 1970): base + span·u/(1 + u) with u = (x/scale)^power; S-shaped where power > 1.
- logistic: base + span·(1 − e^(−x/scale))/(1 + e^(−x/scale)), concave on x ≥ 0.
- flat: base, whatever the budget.

`shift` is money that answers nothing any more, such as what is spent before a reallocation starts: each formula is of
the budget beyond it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.special import expit, log_expit

from analytics.trend import Array

NEWTON_STEPS = 60
SMALL_STEP = 1e-8  # after which the next one is below what floating point shows
RIGHT_OF_ANY_ROOT = 2.0


PARAMETERS = ("base", "span", "scale", "power", "shift")


class Shape(StrEnum):
    """What a curve looks like, by its name on screen."""

    POWER = "power"
    HILL = "Hill"
    LOGISTIC = "logistic"
    FLAT = "flat"


@dataclass(frozen=True)
class Curves:
    """The response curves of n products, in their order; every array has n entries.

    Raises
    ------
    ValueError
        A parameter is no number, or outside what its shape allows.
    """

    shape: npt.NDArray[np.str_]
    base: Array
    span: Array
    scale: Array
    power: Array
    shift: Array = field(default_factory=lambda: np.zeros(0))  # none given: 0 for each

    def __post_init__(self) -> None:
        if not self.shift.size:
            object.__setattr__(self, "shift", np.zeros(self.shape.shape))
        for name in PARAMETERS:
            values = getattr(self, name)
            if values.shape != self.shape.shape or not np.isfinite(values).all():
                raise ValueError(f"`{name}` holds {values}: a number is needed for each of {len(self.shape)} curves.")
        if (self.span < 0).any() or (self.scale <= 0).any() or (self.power <= 0).any():
            raise ValueError("A curve needs `span` ≥ 0, `scale` > 0 and `power` > 0.")
        if (self.power[self.shape == Shape.POWER] >= 1).any():
            raise ValueError("A power curve needs `power` < 1: a product's return on a further unit falls.")
        unknown = set(self.shape.tolist()) - set(Shape)
        if unknown:
            raise ValueError(f"`shape` holds {sorted(unknown)}; known are {[str(shape) for shape in Shape]}.")

    @cached_property
    def parts(self) -> dict[Shape, tuple["Place", "Curves"]]:
        """The curves of each shape, with their places among all."""
        shapes = sorted(set(self.shape.tolist()))
        if len(shapes) == 1:
            return {Shape(shapes[0]): (slice(None), self)}
        places = {shape: np.flatnonzero(self.shape == shape) for shape in shapes}
        return {Shape(shape): (place, self[place]) for shape, place in places.items()}

    def __len__(self) -> int:
        return len(self.shape)

    def __getitem__(self, which: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> "Curves":
        """Some of the curves, or all in another order."""
        found: Curves = object.__new__(Curves)  # what was checked stays so
        for name in ("shape", *PARAMETERS):
            object.__setattr__(found, name, getattr(self, name)[which])
        return found

    def value(self, budget: Array) -> Array:
        """f(x) of each product; the last axis of `budget` runs over the products.

        >>> one = power(np.array([200.0]), np.array([100.0]), np.array([0.5]))
        >>> one.value(np.array([[0.0], [25.0], [100.0]])).ravel().tolist()
        [0.0, 100.0, 200.0]
        """
        return self._each(VALUE, self.beyond(budget))

    def slope(self, budget: Array) -> Array:
        """f'(x): the contribution of one further unit of money; ∞ at 0 where a curve rises straight up there."""
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            return self._each(SLOPE, self.beyond(budget))

    def bend(self, budget: Array) -> Array:
        """f''(x), at x > 0."""
        with np.errstate(over="ignore"):
            return self._each(BEND, np.maximum(self.beyond(budget), 1e-300))

    def beyond(self, budget: Array) -> Array:
        """The part of each budget that answers: what lies beyond `shift`, 0 or more."""
        found: Array = np.maximum(budget - self.shift, 0.0)
        return found

    def started(self, share: float, paid: Array, earned: Array) -> "Curves":
        """The curves of the same products once a part of the horizon has passed.

        `share` of the horizon is left; `paid` is each product's money of the months before, `earned` what they
        contribute. The budgets of the new curves are still those of the whole horizon.
        """
        return Curves(self.shape, earned + share * self.base, share * self.span, share * self.scale, self.power,
                      paid + share * self.shift)  # fmt: skip

    def inflection(self) -> Array:
        """Where a curve turns from growing faster to growing slower; 0 where it is concave from the start."""
        found = np.zeros(len(self))
        curved = (self.shape == Shape.HILL) & (self.power > 1)
        c = self.power[curved]
        found[curved] = self.scale[curved] * ((c - 1) / (c + 1)) ** (1 / c) + self.shift[curved]
        return found

    def at_slope(self, slope: Array) -> Array:
        """The budget from the inflection on at which the next unit contributes `slope` > 0; there if none does."""
        return self._each(AT_SLOPE, slope) + self.shift

    def _each(self, which: int, values: Array) -> Array:
        """Each shape's formula on its own products."""
        parts = self.parts
        if len(parts) == 1:
            return _FORMULAS[next(iter(parts))][which](self, values)
        found = np.empty(values.shape)
        for shape, (place, some) in parts.items():
            found[..., place] = _FORMULAS[shape][which](some, values[..., place])
        return found

    @cached_property
    def steepest(self) -> tuple[Array, Array, Array, Array]:
        """Of Hill curves: 1 − 1/c, ln u and the logarithm of the slope at the inflection, and how sharply it bends."""
        c = self.power
        rise = 1 - 1 / c
        with np.errstate(divide="ignore", invalid="ignore"):
            top = np.log(np.maximum(c - 1, 0) / (c + 1))
            usual = rise * np.where(c > 1, top, 0) - 2 * np.log1p(np.exp(top))
        highest = np.where(c > 1, usual, np.where(c < 1, np.inf, 0.0))
        return rise, top, highest, np.where(c > 1, rise * (1 - rise / 2), np.inf)


def power(today: Array, budget: Array, elasticity: Array) -> Curves:
    """Power curves f = M₀·(x/x₀)^β through today's contributions M₀ ≥ 0 and budgets x₀ > 0."""
    return Curves(np.full(len(today), str(Shape.POWER)), np.zeros(len(today)), today, budget, elasticity)


def hill(least: Array, most: Array, half: Array, steepness: Array) -> Curves:
    """Hill curves f = least + (most − least)·x^c/(half^c + x^c): `half` is the budget that brings half of the way."""
    return Curves(np.full(len(least), str(Shape.HILL)), least, most - least, half, steepness)


def logistic(most: Array, rate: Array) -> Curves:
    """Logistic curves f = most·(1 − e^(−rate·x))/(1 + e^(−rate·x))."""
    return Curves(np.full(len(most), str(Shape.LOGISTIC)), np.zeros(len(most)), most, 1 / rate, np.ones(len(most)))


def flat(always: Array) -> Curves:
    """Flat curves f = always: money neither helps nor harms as far as is known."""
    ones = np.ones(len(always))
    return Curves(np.full(len(always), str(Shape.FLAT)), always, np.zeros(len(always)), ones, ones)


def joined(*parts: Curves) -> Curves:
    """The curves of several groups of products, one after another."""
    return Curves(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("shape", *PARAMETERS)))


Place = slice | npt.NDArray[np.intp]
Formula = Callable[[Curves, Array], Array]


def _power(curves: Curves, x: Array) -> Array:
    return curves.base + curves.span * (x / curves.scale) ** curves.power


def _power_slope(curves: Curves, x: Array) -> Array:
    beta, scale = curves.power, curves.scale
    return np.where(curves.span > 0, curves.span * beta / scale * (x / scale) ** (beta - 1), 0.0)


def _power_bend(curves: Curves, x: Array) -> Array:
    return (curves.power - 1) * _power_slope(curves, x) / x


def _power_at_slope(curves: Curves, slope: Array) -> Array:
    beta, scale = curves.power, curves.scale
    return scale * (curves.span * beta / (scale * slope)) ** (1 / (1 - beta))


def _hill_ratio(curves: Curves, x: Array) -> Array:
    """u/(1 + u); 0 where u is too small to write."""
    with np.errstate(divide="ignore", over="ignore"):
        return 1 / (1 + (curves.scale / x) ** curves.power)


def _hill(curves: Curves, x: Array) -> Array:
    return curves.base + curves.span * _hill_ratio(curves, x)


def _hill_slope(curves: Curves, x: Array) -> Array:
    """c·span·u/(x·(1 + u)²); at 0 what its limit is."""
    c, ratio = curves.power, _hill_ratio(curves, x)
    at_zero = np.where(c < 1, np.inf, np.where(c == 1, curves.span / curves.scale, 0.0))
    found = c * curves.span * ratio * (1 - ratio) / np.where(x > 0, x, 1.0)
    return np.where(x > 0, found, np.where(curves.span > 0, at_zero, 0.0))


def _hill_bend(curves: Curves, x: Array) -> Array:
    c = curves.power
    return _hill_slope(curves, x) / x * (c - 1 - 2 * c * _hill_ratio(curves, x))


def _hill_at_slope(curves: Curves, slope: Array) -> Array:
    """The root z = ln u of (1 − 1/c)·z − 2·ln(1 + e^z) = ln(slope·scale/(span·c)) right of the inflection.

    The left side is concave and falls there, so that Newton's steps from the right of the root never pass it. They
    start where its asymptote meets the right side, or a parabola above it near its top, whichever is nearer.
    """
    c, (rise, top, highest, curved) = curves.power, curves.steepest
    with np.errstate(divide="ignore"):
        wanted = np.log(slope * curves.scale / (curves.span * c))
    reached = wanted < highest
    wanted = np.where(reached, wanted, highest - 1)
    wanted = np.where(np.isfinite(wanted), wanted, 0.0)
    z = np.maximum(-wanted * c / (c + 1), RIGHT_OF_ANY_ROOT)
    below = np.where(c > 1, highest - wanted, 0.0)
    parabola = np.where(c > 1, top, np.inf) + np.sqrt(2 * below / curved)
    z = np.where(parabola < -top, np.minimum(z, parabola + SMALL_STEP), z)
    for _ in range(NEWTON_STEPS):
        step = (rise * z + 2 * log_expit(-z) - wanted) / (rise - 2 * expit(z))
        z = z - step
        if np.abs(step).max(initial=0.0) < SMALL_STEP:
            break
    return curves.scale * np.exp(np.where(reached, z, top) / c)


def _logistic(curves: Curves, x: Array) -> Array:
    return curves.base + curves.span * np.tanh(x / (2 * curves.scale))


def _logistic_slope(curves: Curves, x: Array) -> Array:
    found: Array = curves.span / (2 * curves.scale) * (1 - np.tanh(x / (2 * curves.scale)) ** 2)
    return found


def _logistic_bend(curves: Curves, x: Array) -> Array:
    falling: Array = _logistic_slope(curves, x) * np.tanh(x / (2 * curves.scale)) / curves.scale
    return -falling


def _logistic_at_slope(curves: Curves, slope: Array) -> Array:
    steepest = curves.span / (2 * curves.scale * slope)
    return 2 * curves.scale * np.arccosh(np.sqrt(np.maximum(steepest, 1.0)))


def _flat(curves: Curves, x: Array) -> Array:
    return curves.base + np.zeros_like(x)


def _nothing(curves: Curves, x: Array) -> Array:
    return np.zeros_like(x)


VALUE, SLOPE, BEND, AT_SLOPE = range(4)
_FORMULAS: dict[Shape, tuple[Formula, Formula, Formula, Formula]] = {
    Shape.POWER: (_power, _power_slope, _power_bend, _power_at_slope),
    Shape.HILL: (_hill, _hill_slope, _hill_bend, _hill_at_slope),
    Shape.LOGISTIC: (_logistic, _logistic_slope, _logistic_bend, _logistic_at_slope),
    Shape.FLAT: (_flat, _nothing, _nothing, _nothing),
}


def brought(
    curves: Curves, budgets: Array, cost: float, whole: npt.NDArray[np.bool_] | None, worth: Array | None
) -> float:
    """What budgets bring less `cost` a unit of money; where `whole` holds, `worth` instead of the curve's value."""
    values = curves.value(budgets)
    if whole is not None and worth is not None:
        values = np.where(whole, worth, values)
    return float((values - cost * budgets).sum())
