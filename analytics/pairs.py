"""Cells of markets beside themselves a year before: the one pair of sides from which a change is computed.

A cell is paired period by period: what only one side reports takes no part, and the months that do are counted. Both
sizes are of one kind, stated or added up, and in one unit: a change of the definition is no growth.
"""

import numpy as np
import pandas as pd

from analytics.cells import CELL, PERCENT, PERIOD, Figures
from analytics.windows import Window, months_between, year_before

_SIDES = {"at": "at0", "size": "size0", "own_held": "sales0", "basis": "basis0", "unit": "unit0"}


def within(figures: Figures, window: Window) -> pd.DataFrame:
    """The pairs of a window and the same months of the year (or years) before, as `of` gives them."""
    now = figures.within(window)
    return of(figures, now, months_between(year_before(window).first, window.first))


def of(figures: Figures, now: Figures, back: int) -> pd.DataFrame:
    """One row per cell and period of `now` whose size is known there and `back` months earlier.

    With what names it, `at0`, `at1`, `size0`, `size1`, `sales0`, `sales1` (what the own company holds of the size, as
    `own_held`; missing where not known), `own_sales` of now, `unit`, `months` of the period and `back`.
    """
    later = {name: figures.sizes[name] + pd.DateOffset(months=back) for name in PERIOD}
    before = figures.sizes.assign(**later)[[*CELL, *PERIOD, *_SIDES]].rename(columns=_SIDES)
    if "of" in now.sizes:  # each period of a market is one of its own
        before = before.rename(columns={"market": "of"})
    keys = [name for name in ("of", *CELL, *PERIOD) if name in before and name in now.sizes]
    after = {"at": "at1", "size": "size1", "own_held": "sales1"}
    rows = now.sizes.rename(columns=after).merge(before, on=keys).assign(back=back)
    one_unit = (rows["unit"] == rows["unit0"]) | (rows["unit"] == "") | (rows["unit0"] == "")
    percent = (rows["unit"] == PERCENT) == (rows["unit0"] == PERCENT)
    return rows[(rows["basis"] == rows["basis0"]) & one_unit & percent].dropna(subset=["size0", "size1"])


def of_product(pairs: pd.DataFrame, sold: pd.Series) -> pd.DataFrame:
    """The pairs in the markets of one own product with what it alone holds (`cells.of_products`) as own sales."""
    rows = pairs[pairs["at1"].isin(sold.index)]
    return rows.assign(sales0=rows["at0"].map(sold), sales1=rows["at1"].map(sold))


def shared(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs of which both sides have a share: a size of more than 0, and own sales that are known."""
    both = pairs[["sales0", "sales1"]].notna().all(axis="columns")
    return pairs[(pairs["size0"] > 0) & (pairs["size1"] > 0) & both]


def growth(pairs: pd.DataFrame) -> pd.DataFrame:
    """Each market's growth S₁ ÷ S₀ − 1 over the cells and months that both sides report.

    One row per market, which is the index: `before`, `now`, `growth` (missing where S₀ is 0 or less) and `months`.
    Markets of which only shares are published have no size that could grow.
    """
    rows = pairs[pairs["unit"] != PERCENT]
    sums = rows.groupby("market")[["size0", "size1"]].sum().set_axis(["before", "now"], axis="columns")
    sums["growth"] = sums["now"] / sums["before"].where(sums["before"] > 0) - 1
    return sums.join(months(rows, ["market"]))


def months(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    """How many different months the periods of each group have in all, as `months`."""
    periods = rows.drop_duplicates([*by, *PERIOD])
    if periods["months"].nunique() > 1:  # a year of one cell beside months of another
        periods = _months_apart(periods).drop_duplicates([*by, "month"])
    return periods.groupby(by, dropna=False)["months"].sum()


def _months_apart(periods: pd.DataFrame) -> pd.DataFrame:
    """The periods month by month, each with its number as `month`."""
    counts = periods["months"].astype(int).to_numpy()
    found = periods.iloc[np.repeat(np.arange(len(periods)), counts)]
    later = np.concatenate([np.arange(count) for count in counts])
    first = found["first_month"].dt
    return found.assign(month=first.year * 12 + first.month + later, months=1)


def sides(rows: pd.DataFrame) -> tuple[Window, Window]:
    """The months from the first to the last of the pairs, before and now. There must be a pair."""
    now = Window(rows["first_month"].min().date(), rows["last_month"].max().date())
    return now.shifted(-int(rows["back"].iloc[0])), now
