"""Small markets for tests: a row a cell, of one month where none is named."""

import pandas as pd

from analytics import cells

MONTH = pd.Timestamp(2026, 1, 1)
NONE = float("nan")


def sizes(*rows, month=MONTH, unit="", stated=True):
    found = pd.DataFrame(rows, columns=["market", "segment", "region", "size"])
    given = found["size"] if stated else NONE
    return found.assign(first_month=month, last_month=month, stated=given, implied=False, unit=unit, listed=False)


def sales(*rows, month=MONTH):
    found = pd.DataFrame(rows, columns=["market", "segment", "region", "vendor", "own", "product", "sales"])
    return found.assign(first_month=month, last_month=month)


def figures(whole, sold, knows_own=None):
    """The figures of sizes and sales; of a market whose shares are given, `sold` has what each vendor holds, `held`."""
    return cells.figures(whole, sold if "held" in sold else sold.assign(held=sold["sales"]), knows_own)


WHOLE = sizes(("M", "A", "EU", 60.0), ("M", "B", "EU", 40.0))
SOLD = sales(
    ("M", "A", "EU", "Us", True, "P", 12.0),
    ("M", "B", "EU", "Us", True, "Q", 8.0),
    ("M", "A", "EU", "Rival", False, None, 40.0),
    ("M", "B", "EU", "Small", False, None, 10.0),
)


def years(by_year):
    """The figures of several Januaries: by year, what each vendor sold in market M (Us is own), or its stated size."""
    whole, sold = [], []
    for year, given in by_year.items():
        month, named = pd.Timestamp(year, 1, 1), dict(given)
        size = named.pop("size", None)
        sold += [
            sales(("M", None, None, name, name == "Us", None, amount), month=month) for name, amount in named.items()
        ]
        whole.append(
            sizes(
                ("M", None, None, sum(named.values()) if size is None else size), month=month, stated=size is not None
            )
        )
    return figures(pd.concat(whole), pd.concat([sales(), *sold]), True)
