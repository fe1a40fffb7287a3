"""Where the cells of a Marimekko lie."""

import pandas as pd
import pytest

from analytics.marimekko import cells
from tests.analytics.market_factories import SOLD, WHOLE, figures, sales, sizes


def laid(whole, sold):
    return cells(figures(whole, sold))


def test_columns_are_as_wide_as_markets_and_cells_as_high_as_shares():
    whole = pd.concat([WHOLE, sizes(("N", None, None, 300.0))])
    sold = pd.concat([SOLD, sales(("N", None, None, "Rival", False, None, 150.0))])
    found = laid(whole, sold)
    assert found.drop_duplicates("market")[["market", "x0", "x1"]].values.tolist() == [["N", 0, 0.75], ["M", 0.75, 1]]
    assert (found["y1"] - found["y0"]).tolist() == pytest.approx(found["share"].tolist())
    assert found.groupby("market")["y1"].max().tolist() == pytest.approx([1, 1])


def test_own_sales_lie_at_the_bottom_and_others_on_top():
    found = laid(WHOLE, SOLD)
    assert found["vendor"].tolist() == ["Us", "Rival", "Small", "Others"]
    assert found["kind"].tolist() == ["own", "rival", "rival", "others"]


def test_rivals_beyond_the_fourth_are_others():
    many = sales(*((("M", "A", "EU", f"R{n}", False, None, 5.0 + n)) for n in range(6)))
    found = laid(WHOLE, many)
    assert found["vendor"].tolist() == ["R5", "R4", "R3", "R2", "Others"]
    assert found["share"].sum() == pytest.approx(1)


def test_a_market_without_vendors_has_no_cells():
    assert laid(WHOLE, SOLD.iloc[:0]).empty


def test_a_market_whose_vendors_exceed_it_has_no_cells():
    over = SOLD.assign(sales=SOLD["sales"] * 2)
    assert laid(WHOLE, over).empty
    assert laid(WHOLE, SOLD.assign(sales=SOLD["sales"] * -1)).empty
