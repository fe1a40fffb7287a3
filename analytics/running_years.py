"""What one product spent and brought in every 12 months in a row, by the calendar."""

import pandas as pd

MONTHS = 12
SUMMED = ["contribution", "investment"]


def sums(history: pd.DataFrame) -> pd.DataFrame:
    """The sums of the 12 months up to the end of each period, by that month's number: `contribution` and `investment`.

    `history` has one row per period of one product, in any order: `first_month`, `last_month` and what is summed, NaN
    where it is not known. A sum is NaN where one of its periods is, where a month has no row, and where a period
    begins before these 12 months.
    """
    starts, ends = number(history["first_month"]), number(history["last_month"])
    placed = history[SUMMED].astype(float).assign(length=ends - starts + 1, start=starts).set_axis(ends).sort_index()
    if placed.empty:
        return placed[SUMMED]
    by_month = placed.reindex(range(placed.index[0], placed.index[-1] + 1))
    years = by_month.fillna(dict.fromkeys((*SUMMED, "length"), 0.0)).rolling(MONTHS, min_periods=1)
    gaps = by_month[SUMMED].isna() & by_month["length"].notna().to_numpy()[:, None]
    within = years["start"].min() > by_month.index - MONTHS
    whole = within & years["length"].sum().eq(MONTHS)
    known = gaps.astype(float).rolling(MONTHS, min_periods=1).sum().eq(0) & whole.to_numpy()[:, None]
    return years[SUMMED].sum().where(known).loc[placed.index]


def number(months: "pd.Series[pd.Timestamp]") -> pd.Index:
    """The number of each month, counted from year 0."""
    days = pd.DatetimeIndex(months)
    return days.year * 12 + days.month - 1
