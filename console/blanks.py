"""What blank investments mean, and which are still to be answered."""

from datetime import date
from typing import Any

import pandas as pd

from analytics import blanks as blank
from console.plain import money, number
from data import blanks, queries
from data.store import Store

WORDS = {"nothing": True, "unknown": False, "ask": None}
ANSWERS = {True: "nothing", False: "unknown"}
ACTUAL = {"basis": "actual", "by": None, **queries.UNFILTERED}


def answer(store: Store, product: str | None, word: str | None) -> None:
    """Keep an answer, where one is given: `nothing`, `unknown`, or `ask` to take it back."""
    if product is not None and word is not None:
        blanks.answer(store, product, WORDS[word])


def report(store: Store) -> dict[str, Any]:
    """The answers, and the products of the last 12 months whose answer changes the return by 1 % or more."""
    known = blanks.all_of(store)
    asked = [row for row in blank.questions(_recent(store)).to_dict("records") if row["product"] not in known]
    return {
        "data_version": store.version,
        "blanks": {product: ANSWERS[nothing] for product, nothing in known.items()},
        "asked": [
            {
                "product": row["product"],
                "contribution": money(row["contribution"]),
                "months": int(row["months"]),
                "roi": number(row["roi"]),
                "roi_if_nothing": number(row["roi_if_nothing"]),
            }
            for row in asked
        ],
    }


def _recent(store: Store) -> pd.DataFrame:
    """The product-periods of the last 12 months with actual figures."""
    with store.open() as con:
        periods = queries.read(con, "product_periods", first_month=date.min, last_month=date.max, **ACTUAL)
    last = periods["last_month"].max()
    recent: pd.DataFrame = periods[periods["first_month"] > last - pd.DateOffset(months=12)]
    return recent
