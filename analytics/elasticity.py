"""How a product's contribution answered its investment so far: the elasticity β of log–log least squares, its error.

Per product, log contribution in month t = a + b·t + season + β·log investment in month t − lag + chance. The lag of 0
to 6 months is not picked, which would flatter it: each lag's fit counts by its likelihood (Bayesian model averaging,
Hoeting et al. 1999). Errors hold when chance has a memory (Newey and West 1987) and history is short (Student's t).

Single products are then shrunk towards the portfolio by their own error (normal–normal empirical Bayes; Efron and
Morris 1973), averaged over how far products may differ. Where no history carries a fit, what stays is the prior:
elasticities of about 0.24, the long-run mean of 402 estimates for advertising (Sethuraman, Tellis and Briesch 2011).
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analytics.trend import Array

FOLLOWS = (
    "investment is set as a fixed share of revenue or contribution, so history does not show what extra budget would "
    "add"
)
LAGS = range(7)
FEWEST_MONTHS = 18  # after the longest lag
MONTHS_FOR_SEASONS = 30
MEMORY = 3  # months over which chance may have a memory
LEAST_MOVEMENT = 0.02  # standard deviation of log investment beside its trend and season
FIXED_PART = 0.01  # standard deviation of log (investment ÷ what came in) below which the one is set by the other
WIDEST = 0.5  # half the 80 % interval beyond which a fit says nothing between 0 and 1
HALF_INTERVAL = 1.2815515655446004  # of the normal distribution: 10 to 90 %
USUAL, USUAL_ERROR = 0.24, 0.15  # what is thought of a portfolio's mean elasticity before its history is seen
DIFFERENCES = np.linspace(0.0, 0.6, 61)  # by how much products may differ, as a standard deviation
USUAL_DIFFERENCE = 0.15
LOWEST, HIGHEST = 0.01, 0.95  # a power curve is concave and rises


class Line(NamedTuple):
    """A least-squares fit: one entry per column, and the share of the variance that it explains."""

    coefficients: Array
    errors: Array
    residuals: Array
    explained: float


@dataclass(frozen=True)
class Fit:
    """What one product's history says; `reason` says why it says nothing."""

    elasticity: float = np.nan
    error: float = np.nan
    lag: int = 0
    months: int = 0
    reason: str = ""

    @property
    def carries(self) -> bool:
        """Whether the history is evidence."""
        return not self.reason


def least_squares(outcome: Array, columns: Array, memory: int = 0) -> Line:
    """Ordinary least squares; errors that allow for a memory of so many rows where it makes them larger.

    `columns` has shape (rows, k), a column of ones among them where a constant is wanted.
    """
    coefficients = np.asarray(np.linalg.lstsq(columns, outcome, rcond=None)[0], dtype=np.float64)
    residuals = outcome - columns @ coefficients
    free = len(outcome) - columns.shape[1]
    inverse = np.linalg.pinv(columns.T @ columns)
    plain = np.diag(inverse) * float(residuals @ residuals) / free
    scores = columns * residuals[:, None]
    middle = scores.T @ scores
    for lag in range(1, memory + 1):
        both = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (memory + 1)) * (both + both.T)
    robust = np.diag(inverse @ middle @ inverse) * len(outcome) / free
    spread = float(((outcome - outcome.mean()) ** 2).sum())
    explained = 1 - float(residuals @ residuals) / spread if spread > 0 else np.nan
    return Line(coefficients, np.sqrt(np.maximum(plain, robust if memory else plain)), residuals, explained)


def measured(history: pd.DataFrame) -> Fit:
    """The elasticity that one product's months carry.

    `history` has one row per month with `month`, `contribution`, `investment` and, where it is known, `revenue` (money,
    NaN where not reported).
    """
    rows = history.sort_values("month")
    calendar = rows["month"].dt.year.to_numpy() * 12 + rows["month"].dt.month.to_numpy()
    first = int(calendar.min()) if len(rows) else 0
    names = [name for name in ("contribution", "investment", "revenue") if name in rows]
    grid = np.full((len(names), int(calendar.max()) - first + 1 if len(rows) else 0), np.nan)
    for place, name in enumerate(names):
        grid[place, calendar - first] = rows[name].to_numpy(dtype=float)
    positive = grid > 0
    if (grid[0][~np.isnan(grid[0])] <= 0).sum() > len(rows) / 4:
        return Fit(reason="contribution is not positive in more than a quarter of the months")
    logs = np.log(np.where(positive, grid, np.nan))
    if any(_follows(logs[1], logs[place]) for place in range(len(names)) if place != 1):
        return Fit(reason=FOLLOWS)
    return _over_lags(logs[:2], first)


def _follows(spent: Array, earned: Array) -> bool:
    """Whether a budget is set as a part of what came in, in its own month or in one up to six months before."""
    parts = [spent[lag:] - earned[: len(earned) - lag] for lag in LAGS if lag < len(earned)]
    known = [part[np.isfinite(part)] for part in parts]
    return any(len(part) >= FEWEST_MONTHS and float(part.std()) < FIXED_PART for part in known)


def _over_lags(logs: Array, first: int) -> Fit:
    """Each lag's fit on the same months, weighted by its likelihood."""
    last = LAGS[-1]
    months = np.arange(last, logs.shape[1], dtype=np.float64)
    sides = [logs[0, last:], *(logs[1, last - lag : logs.shape[1] - lag] for lag in LAGS)]
    known = np.isfinite(np.array(sides)).all(axis=0) if len(months) else np.zeros(0, dtype=bool)
    count = int(known.sum())
    if count < FEWEST_MONTHS:
        return Fit(months=count, reason=f"only {count} usable months, {FEWEST_MONTHS} are needed")
    controls = _controls(months[known], first, count)
    fits = []
    for lag in LAGS:
        put_in = sides[1 + lag][known]
        if _movement(put_in, controls) < LEAST_MOVEMENT:
            return Fit(months=count, reason="investment hardly varied around its trend")
        fits.append(least_squares(sides[0][known], np.column_stack([controls, put_in]), MEMORY))
    return _averaged(fits, count, controls.shape[1] + 1)


def _controls(months: Array, first: int, count: int) -> Array:
    """A constant, a trend, and the months of the year where there are enough of them."""
    trend = (months - months.mean()) / 12
    if count < MONTHS_FOR_SEASONS:
        return np.column_stack([np.ones(count), trend])
    of_year = (months + first - 1) % 12
    seasons = (of_year[:, None] == np.unique(of_year)[None, :]).astype(float)
    return np.column_stack([seasons, trend])


def _movement(values: Array, controls: Array) -> float:
    """The standard deviation that trend and season leave."""
    return float(least_squares(values, controls).residuals.std())


def _averaged(fits: list[Line], count: int, used: int) -> Fit:
    left = np.array([max(float(fit.residuals @ fit.residuals), 1e-30) for fit in fits])
    likelihood = -count / 2 * np.log(left)
    weights = np.exp(likelihood - likelihood.max())
    weights /= weights.sum()
    slopes = np.array([fit.coefficients[-1] for fit in fits])
    errors = np.array([fit.errors[-1] for fit in fits])
    mean = float(weights @ slopes)
    short = float(stats.t.ppf(0.9, count - used)) / HALF_INTERVAL
    error = float(np.sqrt(weights @ ((errors * short) ** 2 + (slopes - mean) ** 2)))
    if HALF_INTERVAL * error > WIDEST:
        return Fit(mean, error, months=count, reason="the data is too noisy for an estimate")
    return Fit(mean, error, int(weights.argmax()), count)


def shrunk(fits: list[Fit]) -> tuple[Array, Array]:
    """The elasticity of each product and its error, in view of all products' fits.

    A product whose history carries nothing gets what the others say of a product like them.
    """
    found = np.array([fit.elasticity if fit.carries else 0.0 for fit in fits])
    errors = np.array([fit.error if fit.carries else np.inf for fit in fits])
    means, variances, weights = [], [], []
    for differ in DIFFERENCES:
        total = errors**2 + differ**2
        precision = float((1 / total).sum()) + 1 / USUAL_ERROR**2 if differ or (total > 0).all() else np.inf
        middle = (float((found / total).sum()) + USUAL / USUAL_ERROR**2) / precision
        keep = np.where(np.isinf(errors), 0.0, differ**2 / total)
        own = np.where(np.isinf(errors), differ**2, keep * np.where(np.isinf(errors), 0.0, errors) ** 2)
        means.append(middle + keep * (found - middle))
        variances.append(own + (1 - keep) ** 2 / precision)
        carried = np.isfinite(errors)
        surprise = (found[carried] - middle) ** 2 / total[carried]
        weights.append(
            -0.5 * float((np.log(total[carried]) + surprise).sum())
            - 0.5 * np.log(precision)
            - 0.5 * (middle - USUAL) ** 2 / USUAL_ERROR**2
            - 0.5 * (differ / USUAL_DIFFERENCE) ** 2
        )
    share = np.exp(np.array(weights) - max(weights))
    share /= share.sum()
    mean = share @ np.array(means)
    return mean, np.sqrt(share @ (np.array(variances) + (np.array(means) - mean) ** 2))
