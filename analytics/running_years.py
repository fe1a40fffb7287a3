"""What one product spent and brought in every 12 months in a row, by the calendar."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.trend import Array

MONTHS = 12
SUMMED = ("contribution", "investment")

Numbers = npt.NDArray[np.intp]


def sums(history: pd.DataFrame) -> pd.DataFrame:
    """The sums of every 12 months, by the number of their last month: `contribution` and `investment`.

    `history` has one row per period of one product, in any order: `first_month`, `last_month` and what is summed, NaN
    where it is not known; one measure may come by month and the other by quarter. A sum is NaN where a month is not
    known, and where the 12 months would begin or end inside a longer period.
    """
    if history.empty:
        return pd.DataFrame(columns=list(SUMMED))
    starts, ends = (number(history[name]).to_numpy() for name in ("first_month", "last_month"))
    months = np.arange(starts.min(), ends.max() + 1)
    spans = starts - months[0], ends - months[0]
    return pd.DataFrame(
        {name: _of(history[name].to_numpy(dtype=float), *spans, len(months)) for name in SUMMED}, months
    )


def number(months: "pd.Series[pd.Timestamp]") -> pd.Index:
    """The number of each month, counted from year 0."""
    days = pd.DatetimeIndex(months)
    return days.year * 12 + days.month - 1


def _of(values: Array, starts: Numbers, ends: Numbers, months: int) -> Array:
    """The sum of the 12 months that end in each of `months`, of values for the periods from `starts` to `ends`."""
    known = ~np.isnan(values)
    amount, opens, closes = np.full(months, np.nan), np.zeros(months, dtype=bool), np.zeros(months, dtype=bool)
    for value, start, end in zip(values[known], starts[known], ends[known], strict=True):
        amount[start:end], amount[end] = 0.0, value  # a longer period counts once, in its last month
        opens[start], closes[end] = True, True
    begun = np.concatenate([np.zeros(MONTHS - 1, dtype=bool), opens])[:months]
    found: Array = pd.Series(amount).rolling(MONTHS).sum().to_numpy(dtype=float)
    return np.where(begun & closes, found, np.nan)
