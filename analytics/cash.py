"""What a product's cash flows are worth: NPV, IRR, payback. A flow is contribution less investment of a month, M − I.

Flows are arrays with one row per product and one column per month without a hole; rates are yearly fractions.
"""

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from analytics import complete
from analytics.trend import Array

TOUCHING = 1e-13  # of the flows: an NPV that is no other than 0
RATE = 0.1  # a year, where nobody says another
_RATES = np.concatenate([np.linspace(-0.95, 1.0, 400), np.geomspace(1.0, 100.0, 200)[1:]])


def flows(periods: pd.DataFrame) -> pd.DataFrame:
    """M − I of each product by month, from its first month with figures to the last month of all.

    `periods` are months as `analytics.complete` describes them. One row per product, one column per month; NaN before a
    product's first month and where its contribution or investment is not known, 0 where it has no figure at all.
    """
    net = (periods["earned"] - periods["invested"]).where(complete.returned(periods), np.inf)
    cells = periods.assign(net=net).set_index(["product", "first_month"])["net"]
    months = pd.date_range(periods["first_month"].min(), periods["first_month"].max(), freq="MS")
    wide = cells.unstack("first_month").reindex(columns=months)
    begun_by = wide.notna().cummax(axis="columns")
    return wide.fillna(0.0).where(begun_by).replace(np.inf, np.nan)


def begun(worth: pd.Series, begins: pd.Timestamp) -> Array | None:
    """A product's flows from its first month on; None where one of them is not known."""
    values = worth[worth.index >= begins].to_numpy(dtype=float)
    return None if np.isnan(values).any() or not len(values) else values


def npv(values: Array, rate: float, months: Array | None = None) -> float:
    """Σ flow ÷ (1 + r)^(t ÷ 12), t in months; the first flow is not discounted.

    >>> round(npv(np.array([-100.0, 30, 40, 50, 20]), 0.1, 12.0 * np.arange(5)), 2)
    11.56
    """
    times = np.arange(len(values), dtype=float) if months is None else months
    return float((values / (1 + rate) ** (times / 12)).sum())


def irr(values: Array, months: Array | None = None) -> list[float]:
    """Every yearly rate from −95 % to 10,000 % at which the NPV is 0, the lowest first; none without a change of sign.

    A rate at which the NPV only touches 0 is one too.

    >>> [round(rate, 4) for rate in irr(np.array([-100.0, 230, -132]), 12.0 * np.arange(3))]
    [0.1, 0.2]
    >>> [round(rate, 4) for rate in irr(np.array([-100.0, 220, -121]), 12.0 * np.arange(3))]
    [0.1]
    """
    if not (values > 0).any() or not (values < 0).any():
        return []
    times = (np.arange(len(values), dtype=float) if months is None else months) / 12
    worth = (values[None, :] / (1 + _RATES[:, None]) ** times).sum(axis=1)
    ends = np.unique(np.concatenate([_RATES, _turning(values, times, worth)]))
    touched = [float(rate) for rate in ends if _touches(values, times, rate)]
    signs = np.sign([npv(values, rate, 12 * times) for rate in ends])
    crossed = [n for n in range(len(ends) - 1) if signs[n] * signs[n + 1] < 0]
    crossed = [n for n in crossed if not {ends[n], ends[n + 1]} & set(touched)]
    found = [float(brentq(lambda rate: npv(values, rate, 12 * times), ends[n], ends[n + 1])) for n in crossed]
    return sorted([*found, *touched])


def _turning(values: Array, times: Array, worth: Array) -> list[float]:
    """The rates at which the NPV comes nearest to 0 without crossing it between neighbours of the grid."""
    near, sign = np.abs(worth), np.sign(worth)
    places = np.flatnonzero((near[1:-1] <= near[:-2]) & (near[1:-1] <= near[2:]) & (sign[:-2] == sign[2:])) + 1

    def slope(rate: float) -> float:
        return float((times * values / (1 + rate) ** times).sum())

    ends = [(float(_RATES[place - 1]), float(_RATES[place + 1])) for place in places]
    return [float(brentq(slope, low, high, xtol=1e-14)) for low, high in ends if slope(low) * slope(high) < 0]


def _touches(values: Array, times: Array, rate: float) -> bool:
    """Whether the NPV at a rate is 0 as far as floating point shows."""
    parts = values / (1 + rate) ** times
    return bool(abs(parts.sum()) <= TOUCHING * np.abs(parts).sum())


def payback(values: Array, rate: float = 0.0) -> int | None:
    """How many months until the cumulative flow is 0 or more for good, the first month being 1; None where not yet.

    >>> payback(np.array([-10.0, 6, 6, -3, 2])), payback(np.array([-10.0, 5]))
    (5, None)
    """
    discounted = values / (1 + rate) ** (np.arange(len(values)) / 12)
    short = np.flatnonzero(np.cumsum(discounted) < -1e-9)
    first = int(short[-1]) + 2 if len(short) else 1
    return first if first <= len(values) else None


def by_product(periods: pd.DataFrame, rate: float = RATE) -> pd.DataFrame:
    """One row per product: `npv` at its first month, `irr` (a list of all), `payback`, `discounted_payback`.

    All are missing for a product of which a month's contribution or investment is not known.
    """
    begins = dict(periods.groupby("product")["first_month"].min())
    rows: list[tuple[object, ...]] = []
    for product, row in flows(periods).iterrows():
        values = begun(row, begins[product])
        if values is None:
            rows.append((product, np.nan, None, None, None))
        else:
            paid = (payback(values), payback(values, rate))
            rows.append((product, npv(values, rate), irr(values), *paid))
    columns = ["product", "npv", "irr", "payback", "discounted_payback"]
    return pd.DataFrame(rows, columns=columns).astype({"payback": "Int64", "discounted_payback": "Int64"})
