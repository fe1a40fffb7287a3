"""What the table of cash says of a product whose flows are not known."""

import numpy as np
import pandas as pd
import pytest

from analytics import cash
from ui import rankings


def periods(*investments):
    """Months of one product that earns 100 each."""
    months = pd.date_range("2025-01-01", periods=len(investments), freq="MS")
    flows = {"earned": 100.0, "invested": investments, "shared": np.nan}
    return pd.DataFrame({"product": "A", "first_month": months, "last_month": months, **flows})


@pytest.mark.parametrize(
    ("investments", "said"),
    [((150.0, 50.0), "2 mo"), ((300.0, 50.0), "not yet paid back"), ((150.0, np.nan), "–")],
    ids=["paid back", "not paid back", "a month not known"],
)
def test_a_payback_of_flows_that_are_not_known_is_missing(investments, said):
    (row,) = cash.by_product(periods(*investments)).to_dict("records")
    assert rankings._paid(row["payback"], row["irr"]) == said
