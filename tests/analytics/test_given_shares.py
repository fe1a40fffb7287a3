"""Shares that are given beside sales and a size."""

import pandas as pd

from analytics import given_shares

MONTH = pd.Timestamp(2025, 1, 1)
OF = {"market": "M", "segment": None, "region": None, "vendor": "Us", "first_month": MONTH, "last_month": MONTH}
AMOUNTS = {"share": 0.22, "sales": 25.0, "size": 100.0}


def cells(*given):
    columns = ["measure", "file", "sheet", "column_number", "row_number"]
    return pd.DataFrame(given, columns=columns).assign(**OF, **AMOUNTS)


def named(found):
    return [(cell.of, cell.column, cell.row) for cell in found.cells]


def test_a_size_that_is_repeated_is_named_by_the_row_of_the_share():
    sizes = [("size", "a.csv", "a", 5, row) for row in (2, 3, 4)]
    (found,) = given_shares.differences(cells(("sales", "a.csv", "a", 4, 3), *sizes, ("share", "a.csv", "a", 6, 3)))
    assert (found.given, found.computed) == (0.22, 0.25)
    assert named(found) == [("share", 6, 3), ("sales", 4, 3), ("size", 5, 3)]


def test_a_size_of_another_file_is_named_by_its_own_cells():
    (found,) = given_shares.differences(
        cells(("sales", "a.csv", "a", 4, 3), ("share", "a.csv", "a", 6, 3), ("size", "b.csv", "b", 2, 9))
    )
    assert named(found)[-1] == ("size", 2, 9)
