"""Where a series will stand some periods on, with the band that its own past errors draw around it.

At every period in the past the same forecast is made from what was known then; what it missed by is an error. The band
runs from the 10 % to the 90 % quantile of those errors around the projection, and holds the projection itself: where
it always erred to one side, the band reaches from it to the other. A seasonal forecast takes the place of
the plain trend where at least 24 periods are known and it would have erred less.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics import trend
from analytics.trend import Array

FEWEST_ERRORS = 6
SEASONAL_FROM = 24
LOW, HIGH = 0.1, 0.9
CHECKED = 12  # of the last periods, those whose bands are held against what came


@dataclass(frozen=True)
class Projection:
    """One value a series, NaN where it is not known; `errors` has one column per past forecast."""

    value: Array
    low: Array
    high: Array
    errors: Array

    def chance(self, met: NDArray[np.bool_]) -> Array:
        """The chance that a target is met, (k + 1) ÷ (n + 2) of n past errors of which k would meet it (Laplace).

        `met` has the shape of `errors`: whether the projection with that error would meet it.
        """
        known = np.isfinite(self.errors)
        count = known.sum(axis=1)
        found = ((met & known).sum(axis=1) + 1) / (count + 2)
        return np.where((count >= FEWEST_ERRORS) & np.isfinite(self.value), found, np.nan)


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

    `values` has one row per series, one column per period; `cycle` is the number of periods in a year.
    """
    made = _forecasts(values, ahead, cumulative, cycle)
    came = _outcomes(values, ahead, cumulative)
    errors = came - made
    value = made[:, -1] if made.shape[1] else np.full(len(made), np.nan)
    low, high = _band(errors)
    return Projection(value, value + low, value + high, errors), _record(made, came, ahead)


def _band(errors: Array) -> tuple[Array, Array]:
    """The quantiles of each row's known errors, with the projection between them; NaN where too few are known."""
    enough = np.isfinite(errors).sum(axis=1) >= FEWEST_ERRORS
    low, high = np.full(len(errors), np.nan), np.full(len(errors), np.nan)
    if enough.any():
        low[enough], high[enough] = np.nanquantile(errors[enough], [LOW, HIGH], axis=1)
    return np.minimum(low, 0.0), np.maximum(high, 0.0)


def _forecasts(values: Array, ahead: int, cumulative: bool, cycle: int) -> Array:
    """The forecast made at each period for `ahead` periods later: the better of trend and season, series by series."""
    plain = _made_at_each(values, ahead, cumulative)
    if values.shape[1] < SEASONAL_FROM or cycle < 2:
        return plain
    seasonal = _made_at_each(values, ahead, cumulative, cycle)
    came = _outcomes(values, ahead, cumulative)
    both = np.isfinite(came - plain) & np.isfinite(came - seasonal)
    missed = [np.where(both, np.abs(came - made), 0.0).sum(axis=1) for made in (plain, seasonal)]
    better = (both.sum(axis=1) >= FEWEST_ERRORS) & (missed[1] < missed[0])
    return np.where(better[:, None], np.where(np.isfinite(seasonal), seasonal, plain), plain)


def _made_at_each(values: Array, ahead: int, cumulative: bool, cycle: int = 0) -> Array:
    """One column per period: what was forecast then; with a `cycle`, on values without their season."""
    made = np.full(values.shape, np.nan)
    for now in range(trend.FEWEST - 1, values.shape[1]):
        if cycle and now + 1 < SEASONAL_FROM:
            continue
        known = values[:, : now + 1]
        season = trend.seasonal_effects(known, cycle) if cycle else np.zeros_like(known)
        path = trend.ahead(known - season, ahead)
        if cycle:
            path = path + season[:, [(now + 1 + n) % cycle for n in range(ahead)]]
        made[:, now] = path.sum(axis=1) if cumulative else path[:, -1]
    return made


def _outcomes(values: Array, ahead: int, cumulative: bool) -> Array:
    """One column per period: what came `ahead` periods later; NaN where it has not come yet."""
    came = np.full(values.shape, np.nan)
    periods = values.shape[1] - ahead
    if periods > 0:
        later = [values[:, n : n + periods] for n in range(1, ahead + 1)]
        came[:, :periods] = np.sum(later, axis=0) if cumulative else later[-1]
    return came


def _record(made: Array, came: Array, ahead: int) -> Record:
    """The bands drawn in the last periods from errors known by then, against what came."""
    inside, bands = 0, 0
    last = made.shape[1] - ahead
    for now in range(max(0, last - CHECKED), last):
        known = (came - made)[:, : max(0, now - ahead + 1)]
        low, high = _band(known)
        error = came[:, now] - made[:, now]
        drawn = np.isfinite(error) & np.isfinite(low)
        bands += int(drawn.sum())
        inside += int((drawn & (error >= low) & (error <= high)).sum())
    return Record(inside, bands)
