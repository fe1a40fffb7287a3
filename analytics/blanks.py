"""Products without any investment figure: nothing invested, or not reported? What each answer makes of the return."""

import numpy as np
import pandas as pd

from analytics import complete

WORTH_ASKING = 0.01  # of the return: an answer that changes it by less is not asked for


def questions(periods: pd.DataFrame) -> pd.DataFrame:
    """One row per product whose contribution is known and whose investment is not, where the answer matters.

    `product`, `contribution` and `months` without investment, `roi` (the portfolio's, as it stands without them) and
    `roi_if_nothing` (where nothing was invested in that product), the largest difference first. Asked only where the
    answer changes the return by 1 % of itself or more. `periods` as `analytics.complete` describes them.
    """
    used = complete.returned(periods)
    earned = complete.contribution(periods)
    spent, made = periods.loc[used, "invested"].sum(), earned[used].sum()
    columns = ["product", "contribution", "months", "roi", "roi_if_nothing"]
    if not spent > 0:
        return pd.DataFrame(columns=columns)
    open_rows = periods.assign(earned=earned)[periods["whole"] & periods["invested"].isna()]
    found = open_rows.groupby("product", as_index=False).agg(contribution=("earned", "sum"), months=("earned", "size"))
    now = (made - spent) / spent
    found = found.assign(roi=now, roi_if_nothing=(made + found["contribution"] - spent) / spent)
    difference = (found["roi_if_nothing"] - found["roi"]).abs()
    kept = found[difference.ge(WORTH_ASKING * abs(now)) & difference.gt(0)]
    order = np.argsort(-difference[kept.index].to_numpy(), kind="stable")
    return kept.iloc[order].reset_index(drop=True)[columns]
