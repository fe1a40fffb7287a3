"""Where a series will stand some periods on, with a band and with the chance that it meets a target.

Four simple forecasts are joined, each with a share by how little it missed by before. Their past misses give the width
of the band: it is wider the further ahead and the more the series has gone one way of late, because the misses of a
trend that has held say nothing of its end. What came is taken to lie around the projection as Student's t with 3
degrees of freedom. The three numbers of the width and the two of the shares were chosen on real series and are held
against others: docs/projections.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from analytics import forecasts
from analytics.trend import FEWEST, LONGEST, Array

FEWEST_ERRORS = 6
LOW, HIGH = 0.1, 0.9
SUREST = 0.01  # a chance is never surer than this; under 5 % it says no more than that
CHECKED = 12  # of the last periods, those whose bands are held against what came
UNTRIED, SHARPNESS = 2.0, 4  # misses added to those of a method, and the power by which the better one is preferred
WIDTH, TURN, GROWTH = 1.27, 0.7, 0.1  # half the band of one period ahead in misses, what a trend adds, its growth
TAILS = 3  # degrees of freedom
EXACT = 1e-9  # a miss smaller than this part of the values is rounding


@dataclass(frozen=True)
class Projection:
    """One value a series, NaN where it is not known; `errors` has one column per past projection.

    `size` is the largest absolute value of the series.
    """

    value: Array
    low: Array
    high: Array
    errors: Array
    size: Array

    def chance(self, low: Array, high: Array) -> Array:
        """The chance that what comes lies from `low` to `high`, between 1 % and 99 %; a limit that is NaN is none.

        Smooth in the limits; where no projection ever missed, it is met or it is not.
        """
        least = np.where(np.isnan(low), -np.inf, low)
        most = np.where(np.isnan(high), np.inf, high)
        half = self.high - self.value
        exact = half <= EXACT * self.size
        steps = stdtrit(TAILS, HIGH) / np.where(exact, np.nan, half)
        found = stdtr(TAILS, (most - self.value) * steps) - stdtr(TAILS, (least - self.value) * steps)
        rounding = EXACT * np.maximum(self.size, np.abs(self.value))
        met = (self.value >= least - rounding) & (self.value <= most + rounding)
        return np.clip(np.where(exact, met, found), SUREST, 1 - SUREST)


@dataclass(frozen=True)
class Record:
    """How projections did: in how many of the last periods what came lay inside the band drawn beforehand."""

    inside: int
    bands: int

    @property
    def share(self) -> float | None:
        """The part inside, None where no band could be drawn."""
        return self.inside / self.bands if self.bands else None


def project(values: Array, ahead: int, cumulative: bool, cycle: int = 12) -> tuple[Projection, Record]:
    """Each series so many periods ahead; where `cumulative`, the sum of those periods.

    `values` has one row per series, one column per period; `cycle` is the number of periods in a year. A series whose
    last period is not known, or fewer than 6 of its last 12, is not projected; one with fewer than 6 forecasts that
    can be held against what came has no band.
    """
    made = forecasts.made(values, ahead, cumulative, cycle)
    came = forecasts.came(values, ahead, cumulative)
    missed, count = _missed(came[:, :, None] - made, ahead)
    shares = _shares(made, missed)
    joint = np.where(_goes_on(values), np.where(shares > 0, shares * made, 0.0).sum(axis=2), np.nan)
    usual = np.where(shares > 0, shares * missed, 0.0).sum(axis=2)
    half = np.where(count >= FEWEST_ERRORS, usual * width(ahead, one_way(values)), np.nan)
    value, side = (each[:, -1] if each.shape[1] else np.full(len(values), np.nan) for each in (joint, half))
    projected = Projection(value, value - side, value + side, came - joint, _size(values))
    return projected, _record(came - joint, half + EXACT * projected.size[:, None], ahead)


def width(ahead: int, steady: Array) -> Array:
    """Half of the 80 % band in usual misses, by how far ahead and how much the series went one way."""
    return np.asarray((WIDTH + TURN * steady) * ahead**GROWTH, dtype=float)


def one_way(values: Array) -> Array:
    """At each period how much the last 12 changes went one way: their sum by the sum of their sizes, from 0 to 1.

    The efficiency ratio. Source: P. J. Kaufman, Smarter Trading, 1995.

    >>> one_way(np.array([[1.0, 2, 4, 3]])).round(2).tolist()
    [[0.0, 1.0, 1.0, 0.5]]
    """
    latest = np.where(np.isfinite(values), np.arange(values.shape[1]), -1)
    latest = np.maximum.accumulate(latest, axis=1)
    filled = np.where(latest >= 0, np.take_along_axis(values, np.maximum(latest, 0), axis=1), np.nan)
    changes = np.nan_to_num(filled - forecasts.before(filled, 1))
    moved, path = (forecasts.of_last(each, LONGEST) for each in (changes, np.abs(changes)))
    rounding = EXACT * np.cumsum(np.abs(changes), axis=1)
    return np.where(path > rounding, np.minimum(np.abs(moved) / np.where(path > rounding, path, 1.0), 1.0), 0.0)


def _goes_on(values: Array) -> NDArray[np.bool_]:
    """At which periods a series can be projected: the last is known, and 6 of the last 12 are."""
    known = np.isfinite(values)
    return known & (forecasts.of_last(known.astype(float), LONGEST) >= FEWEST)


def _missed(errors: Array, ahead: int) -> tuple[Array, Array]:
    """At each period what each method missed by on average before, and how often the last value could be held against.

    With n misses known the mean counts (1 + 2 ÷ n) times; a method with none counts three times that of the last
    value, and NaN where that has none either.
    """
    known = np.isfinite(errors)
    sums, counts = (
        np.nan_to_num(np.stack([forecasts.before(np.cumsum(each, axis=1), ahead) for each in np.moveaxis(of, 2, 0)], 2))
        for of in (np.where(known, np.abs(errors), 0.0), known.astype(float))
    )
    mean = np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
    untried = (1 + UNTRIED) * mean[:, :, [forecasts.STILL]]
    return np.where(counts > 0, mean * (1 + UNTRIED / np.maximum(counts, 1)), untried), counts[:, :, forecasts.STILL]


def _shares(made: Array, missed: Array) -> Array:
    """The share of each method in the joint forecast, by the inverse fourth power of its misses; equal without any."""
    known = np.isfinite(made)
    missed = np.where(known, np.where(np.isfinite(missed), missed, 1.0), np.inf)
    least = missed.min(axis=2, keepdims=True)
    beside = np.where(missed > least, least / np.where(missed > least, missed, 1.0), 1.0)
    power = np.where(known, beside**SHARPNESS, 0.0)
    return np.asarray(power / np.maximum(power.sum(axis=2, keepdims=True), 1.0), dtype=float)


def _size(values: Array) -> Array:
    return np.asarray(np.max(np.nan_to_num(np.abs(values)), axis=1, initial=0.0), dtype=float)


def _record(errors: Array, half: Array, ahead: int) -> Record:
    """The bands drawn in the last periods from errors known by then, against what came."""
    last = errors.shape[1] - ahead
    recent = slice(max(0, last - CHECKED), max(0, last))
    error, side = np.abs(errors[:, recent]), half[:, recent]
    drawn = np.isfinite(error) & np.isfinite(side)
    return Record(int((drawn & (error <= side)).sum()), int(drawn.sum()))
