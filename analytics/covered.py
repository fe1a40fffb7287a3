"""Which markets and parts of them a window has figures of, and of how many of its months: what it cuts off is said."""

from typing import Any

import pandas as pd

from analytics import pairs
from analytics.cells import CELL, PERIOD, Figures
from analytics.windows import Period, Window, runs

MOST = 6  # parts or vendors that are named


def nowhere(every: Figures, shown: Figures) -> dict[str, list[Window]]:
    """The markets of which a window has no figures, and the months that have some, in runs; by market."""
    rows = every.sizes[~every.sizes["market"].isin(shown.sizes["market"])]
    return {str(name): runs(periods(each)) for name, each in rows.groupby("market")}


def periods(sizes: pd.DataFrame) -> list[Period]:
    """The first and the last month of each different period of sizes."""
    ends = sizes[PERIOD].drop_duplicates()
    return [(first.date(), last.date()) for first, last in zip(ends[PERIOD[0]], ends[PERIOD[1]], strict=True)]


def partly(every: Figures, shown: Figures, months: int) -> dict[str, str]:
    """The markets some part of which a window of so many months has fewer months of, and of how many; by market."""
    given = pairs.months(shown.sizes, CELL).rename("given").reset_index()
    parts = every.sizes.drop_duplicates(CELL)[CELL].merge(given, on=CELL, how="left").fillna({"given": 0})
    parts = parts[parts["market"].isin(shown.sizes["market"])]
    return {str(name): _said(rows, months) for name, rows in parts.groupby("market") if (rows["given"] < months).any()}


def _said(parts: pd.DataFrame, months: int) -> str:
    """Of how many months the parts of a market are given."""
    of = f"of {months} {'month' if months == 1 else 'months'}"
    if parts["given"].nunique() == 1:
        return f"Given for {parts['given'].iloc[0]:.0f} {of}."
    fewer = parts[parts["given"] < months].sort_values([*CELL[1:]]).to_dict("records")
    names = [f"{_name(row)} ({row['given']:.0f} {of})" for row in fewer]
    return f"Not given for the whole time: {listed(names)}."


def listed(names: list[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"


def _name(row: dict[Any, Any]) -> str:
    """A part by its segment and region."""
    return " · ".join(str(row[name]) for name in CELL[1:] if isinstance(row[name], str)) or "the rest"


def each_period(every: Figures, keyed: Figures) -> dict[str, str]:
    """The parts of a market that a period has no figures of and others of its length have; by market and period.

    `keyed` are all the figures with each market of each period as one of its own (`Figures.by_period`).
    """
    keys = keyed.sizes.drop_duplicates("market")[["market", "of", "months"]]
    parts = every.sizes.drop_duplicates([*CELL, "months"])[[*CELL, "months"]].rename(columns={"market": "of"})
    there = keyed.sizes[["market", *CELL[1:]]].assign(given=True)
    rows = keys.merge(parts, on=["of", "months"]).merge(there, on=["market", *CELL[1:]], how="left")
    missing = rows[rows["given"].isna()].sort_values(CELL)
    named = {str(key): [_name(row) for row in each.to_dict("records")] for key, each in missing.groupby("market")}
    return {key: f"Not given then: {listed(names)}." for key, names in named.items()}
