"""KPIs that finance gives by itself where it has a budget: revenue and contribution margin of products against plan."""

import pandas as pd

REVENUE, MARGIN = "Revenue", "Contribution margin"


def results(plans: pd.DataFrame) -> pd.DataFrame:
    """The results as `kpi_panels.of` takes them, from actual and planned sums by product and month.

    `plans` has one row per `product`, `first_month` and `grain` with `revenue`, `planned_revenue`, `contribution`,
    `planned_contribution`. A month without an actual keeps its target. Months of revenue add up whatever its currency,
    and a margin is a fraction however large.
    """
    keys = plans[["product", "first_month", "grain"]].assign(segment=None)
    revenue = keys.assign(
        kpi=REVENUE, actual=plans["revenue"], target=plans["planned_revenue"], is_sum=True, fraction=False
    )
    ratio = {
        name: plans[above] / plans[below].mask(plans[below] == 0)
        for name, above, below in (
            ("actual", "contribution", "revenue"),
            ("target", "planned_contribution", "planned_revenue"),
        )
    }
    return pd.concat([revenue, keys.assign(kpi=MARGIN, **ratio, is_sum=False, fraction=True)], ignore_index=True)


def definitions(currency: str) -> pd.DataFrame:
    """What they are: higher is better, in money, whose months add up in any currency, and as a fraction of revenue."""
    said = {
        "direction": "higher is better",
        "direction_from": "definition",
        "low": None,
        "high": None,
        "amber": None,
        "weight": None,
    }
    rows = [
        {
            "kpi": REVENUE,
            "unit": currency,
            "description": "Against the budget of the finance sheets",
            "adds_up": True,
            **said,
        },
        {
            "kpi": MARGIN,
            "unit": "%",
            "description": "(Revenue − variable cost) ÷ revenue, against budget",
            "adds_up": False,
            **said,
        },
    ]
    return pd.DataFrame(rows).astype({"low": float, "high": float, "amber": float, "weight": float})


def beside(own: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The rows of KPIs that the figures give, and those of finance that they do not name themselves."""
    missing = own[~own["kpi"].isin(given["kpi"])]
    frames = [frame for frame in (given, missing) if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else given
