"""What a contribution and a return may use of the figures, and what that leaves out: unknown is never zero.

`periods` has one row per product and period, as the query `product_periods` gives them: `product`, `first_month`,
`last_month` (timestamps), the sums as stated (`revenue`, `variable_cost`, `investment`, `shared_cost`, `units`), and
beside them what may be used: `matched_revenue` and `matched_cost` (revenue whose cost is known, and that cost),
`whole` (both are known for all of the period), and for a return `earned` (the contribution of all of the period, NaN
where not all of it is known), `invested` (investment, 0 where a blank means nothing) and `shared`. Where a product's
measures come by month and by quarter, what a return uses stands in the row of the longer period, which is the unit
(`unit_first`, `unit_last`) of the others. Amounts are in one currency; what is not known is NaN.
"""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analytics.definition import Definition

STATED = ["revenue", "variable_cost", "investment", "shared_cost", "units"]
MATCHED = ["matched_revenue", "matched_cost"]
RETURNED = ["return_contribution", "return_investment"]
LOADED = ["loaded_contribution", "loaded_investment", "loaded_shared"]
UNIT = ["product", "unit_first", "unit_last"]
NOT_GIVEN = "not given"
WORTH_SAYING = 0.01  # of a sum: what is left out of it and is more than this part of it stands in the headline


class Gap(StrEnum):
    """What is left out of a contribution or a return, by the name that people read."""

    COST = "revenue without cost"
    REVENUE = "cost without revenue"
    INVESTMENT = "contribution without investment"
    CONTRIBUTION = "investment without contribution"


@dataclass(frozen=True)
class LeftOut:
    """One gap: how much of which sum, and whose.

    `products` has one row per product with a gap: `product`, `amount`, `months`, `first_month`, `last_month`, the
    largest amount first. `share` is the part of the sum that is left out, None where that sum is 0.
    """

    gap: Gap
    amount: float
    share: float | None
    products: pd.DataFrame

    @property
    def worth_saying(self) -> bool:
        """Whether it is more than 1 % of its sum, or of a sum that is nothing."""
        return self.share is None or abs(self.share) > WORTH_SAYING


def returned(periods: pd.DataFrame) -> pd.Series:
    """Which rows a return on investment may use: contribution and investment are known for all of the period."""
    return periods["earned"].notna() & periods["invested"].notna()


def contribution(periods: pd.DataFrame) -> pd.Series:
    """M = R − C of each row, of the revenue whose cost is known; NaN where there is none."""
    return periods["matched_revenue"] - periods["matched_cost"]


def totals(periods: pd.DataFrame, by: str = "product") -> pd.DataFrame:
    """One row per value of a column: the sums as stated, and those that a contribution and a return are made of.

    `matched_revenue` and `matched_cost` make the contribution; `return_contribution` and `return_investment` the
    return on investment, sums over the same product-periods; `loaded_…` those for which shared cost is known too. A
    row without a name is `not given`. A sum of nothing known is NaN.
    """
    used, loaded = returned(periods), returned(periods) & periods["shared"].notna()
    known = periods.assign(
        return_contribution=periods["earned"].where(used),
        return_investment=periods["invested"].where(used),
        loaded_contribution=periods["earned"].where(loaded),
        loaded_investment=periods["invested"].where(loaded),
        loaded_shared=periods["shared"].where(loaded),
    )
    keys = [by, "stage"] if by == "product" and "stage" in periods else [by]
    known[by] = known[by].fillna(NOT_GIVEN)
    columns = [*STATED, *MATCHED, *RETURNED, *LOADED]
    sums = known.groupby(keys, sort=True)[columns].sum(min_count=1).reset_index()
    if by == "product":
        sums.insert(1, "line", sums["product"].map(known.groupby("product")["line"].first()))
    return sums


def by_month(periods: pd.DataFrame) -> pd.DataFrame:
    """The same sums of all products by `month`, the first month of each period."""
    return totals(periods.assign(month=periods["first_month"]), "month")


def left_out(periods: pd.DataFrame, measured: Definition) -> list[LeftOut]:
    """What the contribution and the return do not use, of each kind what there is."""
    part = periods.assign(
        revenue_left=periods["revenue"].fillna(0.0) - periods["matched_revenue"].fillna(0.0),
        cost_left=periods["variable_cost"].fillna(0.0) - periods["matched_cost"].fillna(0.0),
    )
    found = [
        _gap(Gap.COST, part, "revenue_left", part["revenue"]),
        _gap(Gap.REVENUE, part, "cost_left", part["variable_cost"]),
    ]
    if measured is not Definition.RETURN_ON_COST:
        used, made = in_returns(periods), contribution(periods)
        part = part.assign(earned_left=made.mask(used), spent_left=periods["investment"].mask(used))
        found += [
            _gap(Gap.INVESTMENT, part, "earned_left", made),
            _gap(Gap.CONTRIBUTION, part, "spent_left", periods["investment"]),
        ]
    return [each for each in found if each is not None]


def in_returns(periods: pd.DataFrame) -> pd.Series:
    """Which rows are part of a unit that a return uses."""
    used = periods.loc[returned(periods), UNIT].drop_duplicates()
    return periods[UNIT].merge(used, how="left", indicator=True)["_merge"].eq("both").set_axis(periods.index)


def _gap(gap: Gap, periods: pd.DataFrame, column: str, whole: pd.Series) -> LeftOut | None:
    """One kind of gap; None where nothing is left out."""
    amounts = periods.assign(amount=periods[column].fillna(0.0).round(4))
    units = amounts.groupby(UNIT, as_index=False)["amount"].sum()
    units = units[units["amount"].round(4) != 0]
    if units.empty:
        return None
    months = (units["unit_last"].dt.year - units["unit_first"].dt.year) * 12
    units["months"] = months + units["unit_last"].dt.month - units["unit_first"].dt.month + 1
    rows = units.groupby("product", as_index=False).agg(
        amount=("amount", "sum"),
        months=("months", "sum"),
        first_month=("unit_first", "min"),
        last_month=("unit_last", "max"),
    )
    rows = rows.sort_values("amount", key=abs, ascending=False, kind="stable", ignore_index=True)
    amount, of = float(rows["amount"].sum()), float(whole.sum())
    return LeftOut(gap, amount, amount / of if of else None, rows)


def lagged(periods: pd.DataFrame, earlier: pd.DataFrame, months: int) -> pd.DataFrame:
    """The periods with what was put into each product so many months earlier in place of its own investment."""
    put_in = earlier[["product", "first_month", "last_month", "invested", "shared", "investment", "shared_cost"]].copy()
    for name in ("first_month", "last_month"):
        put_in[name] = put_in[name] + pd.DateOffset(months=months)
    own = periods.drop(columns=["invested", "shared", "investment", "shared_cost"])
    return own.merge(put_in, how="left", on=["product", "first_month", "last_month"])
