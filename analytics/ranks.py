"""Does the ranking survive another definition of return?"""

import pandas as pd


def by_definition(values: pd.DataFrame) -> pd.DataFrame:
    """Each product's rank, 1 the best, under every column of `values`; one row per product of its index.

    Adds `best`, `worst` and `depends`: whether a product is in the upper half by one definition and in the lower half
    by another. A product without a value has no rank there; a definition without any value is left out.

    >>> by_definition(pd.DataFrame({"a": [3.0, 2, 1, 0], "b": [0.0, 2, 3, 1]}, index=list("WXYZ")))["depends"].tolist()
    [True, False, True, False]
    """
    known = values.dropna(axis="columns", how="all")
    ranks = known.rank(ascending=False, method="min")
    middle = known.count() / 2
    upper = ranks.le(middle).where(ranks.notna())
    depends = upper.eq(True).any(axis=1) & upper.eq(False).any(axis=1)
    ordered = ranks.assign(best=ranks.min(axis=1), worst=ranks.max(axis=1), depends=depends)
    return ordered.astype(dict.fromkeys([*known, "best", "worst"], "Int64"))
