"""What each product's response curve rests on: its own history, its owner's answers, or the rest of the portfolio.

Budgets and contributions are sums over one planning horizon of 12 months, in one currency; today's are those of the
last 12 months with figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics import complete, elasticity, response, running_years
from analytics.cents import rounded
from analytics.elasticity import HALF_INTERVAL, HIGHEST, LOWEST, Fit
from analytics.judgement import Judgement
from analytics.response import Curves, Shape
from analytics.trend import Array

Mask = npt.NDArray[np.bool_]
HORIZON = 12  # months
JUDGED_ERROR = 0.25  # of the logarithm of a judged curve's steepness: assumed, and said so


class Source(StrEnum):
    """Where a curve comes from, by its name on screen."""

    MEASURED = "measured"
    JUDGED = "judged"
    BORROWED = "borrowed"
    TYPED = "typed"
    FIXED = "fixed"  # no curve: its contribution is taken to stay, whatever its budget


@dataclass(frozen=True)
class Evidence:
    """One row per product in `table`, and their curves in the same order.

    `table` has `product`, `line`, `today` (budget, in whole cents), `contribution` (NaN where no month is known: such a
    product is out of every sum of returns), `source`, `grade` (A to D where
    measured, else ""), `elasticity`, `error`, `low`, `high` (its 80 % interval), `lag`, `months`, `seen_from`,
    `seen_to` (the smallest and largest budget of any 12 months), and `reason` (why it is not measured).
    """

    table: pd.DataFrame
    curves: Curves

    @property
    def products(self) -> tuple[str, ...]:
        return tuple(self.table["product"])

    @property
    def returning(self) -> Mask:
        """The products that are part of the portfolio's return: those whose contribution is known."""
        found: Mask = self.table["contribution"].notna().to_numpy()
        return found

    @property
    def today(self) -> Array:
        """Today's budgets; 0 where none is known."""
        return self.table["today"].fillna(0.0).to_numpy(dtype=float)


def gathered(
    recent: pd.DataFrame,
    periods: pd.DataFrame,
    judged: Mapping[str, Judgement] | None = None,
    typed: Mapping[str, float] | None = None,
) -> Evidence:
    """The evidence for every product.

    `recent` are the periods of the last 12 months and `periods` those of all history, as `analytics.complete` describes
    them. `typed` gives elasticities that someone set by hand.
    """
    table = today(recent)
    histories = dict(iter(months(periods).groupby("product")))
    none = months(periods.iloc[:0])
    fits = [elasticity.measured(histories[name]) if name in histories else Fit(reason="no monthly figures") for name in
            table["product"]]  # fmt: skip
    table["elasticity"], table["error"] = elasticity.shrunk(fits)
    table["source"] = [str(Source.MEASURED if fit.carries else Source.BORROWED) for fit in fits]
    table["lag"], table["months"] = [fit.lag for fit in fits], [fit.months for fit in fits]
    table["reason"] = [fit.reason for fit in fits]
    seen = [_seen(histories.get(name, none)) for name in table["product"]]
    table["seen_from"], table["seen_to"] = zip(*seen, strict=True) if seen else ([], [])
    return _with_opinions(table, judged or {}, typed or {})


def today(recent: pd.DataFrame) -> pd.DataFrame:
    """One row per product: `product`, `line`, `today` (budget in whole cents) and `contribution`.

    Both are of the periods in which both are known. A product without any has no contribution, and its budget is what
    is stated, NaN where nothing is.
    """
    table = complete.totals(recent)
    earned = table["return_contribution"].to_numpy(dtype=float)
    budgets = np.where(np.isnan(earned), table["investment"], table["return_investment"]).astype(float)
    cents = np.where(np.isnan(budgets), np.nan, rounded(np.nan_to_num(budgets)) / 100)
    return pd.DataFrame({"product": table["product"], "line": table["line"], "today": cents, "contribution": earned})


def months(periods: pd.DataFrame) -> pd.DataFrame:
    """The periods with `month`, and their contribution and investment, NaN where they are not known."""
    known = complete.contribution(periods).where(periods["whole"])
    return periods.assign(month=periods["first_month"], contribution=known, investment=periods["invested"])


def _seen(history: pd.DataFrame) -> tuple[float, float]:
    """The smallest and the largest budget of any 12 months in a row; nan where there are none."""
    spent = running_years.sums(history)["investment"].dropna()
    return (float(spent.min()), float(spent.max())) if len(spent) else (np.nan, np.nan)


def _with_opinions(table: pd.DataFrame, judged: Mapping[str, Judgement], typed: Mapping[str, float]) -> Evidence:
    """Owners' answers and typed elasticities in place of what history says; what cannot have a curve stays fixed."""
    for name, value in typed.items():
        at = table["product"] == name
        table["elasticity"] = table["elasticity"].mask(at, value)
        table["error"] = table["error"].mask(at, 0.0)
        table["source"] = table["source"].mask(at, str(Source.TYPED))
    table.loc[table["product"].isin(list(judged)), "source"] = str(Source.JUDGED)
    said = table["product"].map({name: answers.at_today for name, answers in judged.items()}).astype(float)
    table["contribution"] = table["contribution"].fillna(said)
    unfit = ~(table["contribution"] > 0) | ~(table["today"] > 0)
    fixed = unfit & (table["source"] != Source.JUDGED)
    table.loc[fixed, "source"] = str(Source.FIXED)
    unknown = fixed & table["contribution"].isna()
    table.loc[fixed & ~(table["contribution"] > 0), "reason"] = "no positive contribution today; ask the product owner"
    table.loc[fixed & ~(table["today"] > 0), "reason"] = "no budget today; ask the product owner"
    table.loc[unknown, "reason"] = f"no month of the last {HORIZON} has both contribution and investment"
    table["elasticity"] = table["elasticity"].clip(LOWEST, HIGHEST).mask(fixed | table["product"].isin(list(judged)))
    reach = HALF_INTERVAL * table["error"]
    table["low"] = (table["elasticity"] - reach).clip(LOWEST, HIGHEST)
    table["high"] = (table["elasticity"] + reach).clip(LOWEST, HIGHEST)
    table["grade"] = [_grade(*row) for row in table[["source", "error", "months"]].itertuples(index=False)]
    return Evidence(table, _curves(table, judged))


def _grade(source: str, error: float, months: int) -> str:
    """A to D, from the months and from half the 80 % interval."""
    if source != Source.MEASURED:
        return ""
    half = HALF_INTERVAL * error
    for grade, widest, fewest in (("A", 0.1, 30), ("B", 0.2, 24), ("C", 0.35, 18)):
        if half <= widest and months >= fewest:
            return grade
    return "D"


def _curves(table: pd.DataFrame, judged: Mapping[str, Judgement]) -> Curves:
    budget, earned = table["today"].to_numpy(dtype=float), table["contribution"].to_numpy(dtype=float)
    power = table["elasticity"].notna().to_numpy()
    curves = Curves(
        np.where(power, str(Shape.POWER), str(Shape.FLAT)),
        np.where(power, 0.0, np.nan_to_num(earned)),
        np.where(power, earned, 0.0),
        np.where(power, budget, 1.0),
        np.where(power, table["elasticity"].fillna(0.5), 1.0),
    )
    for name, answers in judged.items():
        for place in np.flatnonzero(table["product"] == name):
            curves = response.joined(
                curves[np.arange(place)], answers.curve(), curves[np.arange(place + 1, len(curves))]
            )
    return curves


def foretold(periods: pd.DataFrame) -> pd.DataFrame:
    """How well such curves would have foretold the last 12 months from what was known before them.

    One row per product whose last 24 months are all known and above 0: `product`, `contribution` (of the last 12
    months), `foretold` by M₀·(x/x₀)^β from the 12 months before, and `unchanged`, M₀ itself. β is fitted and shrunk
    without the last year.
    """
    found = []
    for name, history in months(periods).groupby("product"):
        sums = running_years.sums(history)
        last = sums.index[-1]
        years = sums.reindex([last - HORIZON, last])
        if (years > 0).all(axis=None):
            before = history[running_years.number(history["last_month"]) <= last - HORIZON]
            found.append((str(name), elasticity.measured(before), *years.to_numpy().ravel()))
    columns = ["product", "contribution", "foretold", "unchanged"]
    if not found:
        return pd.DataFrame(columns=columns)
    betas = elasticity.shrunk([fit for _, fit, *_ in found])[0].clip(LOWEST, HIGHEST)
    rows = [
        (name, earned, was * (spent / before) ** beta, was)
        for (name, _, was, before, earned, spent), beta in zip(found, betas, strict=True)
    ]
    return pd.DataFrame(rows, columns=columns)
