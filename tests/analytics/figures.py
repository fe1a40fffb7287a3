"""Frames of product-periods as `analytics.complete` describes them, from a few figures."""

import pandas as pd

from analytics import complete

MONTH = pd.Timestamp(2026, 1, 1)
GIVEN = ["revenue", "variable_cost", "investment", "shared_cost", "units"]


def periods(rows):
    """Every row a month of a product: what is None is not known, and nothing is filled in."""
    known = rows.reindex(columns=["product", "line", "first_month", *GIVEN]).astype(dict.fromkeys(GIVEN, float))
    both = known["revenue"].notna() & known["variable_cost"].notna()
    spans = known.groupby("product")["first_month"]
    return known.assign(
        last_month=known["first_month"],
        unit_first=known["first_month"],
        unit_last=known["first_month"],
        begins=spans.transform("min"),
        finishes=spans.transform("max"),
        matched_revenue=known["revenue"].where(both),
        matched_cost=known["variable_cost"].where(both),
        whole=both,
        invested=known["investment"],
        shared=known["shared_cost"],
    )


def months(product, *figures, start=MONTH):
    """A product's months in a row, each `(revenue, variable cost, investment)`."""
    rows = [[product, start + pd.DateOffset(months=n), *each] for n, each in enumerate(figures)]
    return periods(pd.DataFrame(rows, columns=["product", "first_month", *GIVEN[:3]]))


def totals(**products):
    """One row a product of one month: revenue, variable cost, investment; None where not reported."""
    rows = [[name, MONTH, *figures] for name, figures in products.items()]
    return complete.totals(periods(pd.DataFrame(rows, columns=["product", "first_month", *GIVEN[:3]])))
