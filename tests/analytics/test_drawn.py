import numpy as np
import pytest

from analytics import drawn, evidence
from tests.analytics.test_evidence import portfolio


def curve(product: str, most: float = 30.0):
    found = evidence.gathered(*portfolio())
    return found, drawn.curve(found, found.products.index(product), most)


def test_the_curve_is_solid_where_a_budget_was_seen_and_joins_the_rest():
    found, points = curve("Pushed")
    row = found.table.set_index("product").loc["Pushed"]
    ends = points.groupby("part")["budget"].agg(["min", "max"])
    assert tuple(ends.loc["seen"]) == (pytest.approx(row["seen_from"]), pytest.approx(row["seen_to"]))
    assert (ends.loc["below", "max"], ends.loc["above", "min"]) == tuple(ends.loc["seen"])


def test_the_range_holds_the_curve_and_closes_at_today():
    found, points = curve("Pushed")
    assert (points["low"] <= points["contribution"] + 1e-9).all()
    assert (points["high"] >= points["contribution"] - 1e-9).all()
    today = found.today[found.products.index("Pushed")]
    width = (points["high"] - points["low"]) / points["contribution"]
    assert width[(points["budget"] - today).abs().idxmin()] < 0.01


def test_without_a_year_of_history_nothing_is_solid():
    recent, months = portfolio()
    found = evidence.gathered(recent, months.iloc[:0])
    assert set(drawn.curve(found, found.products.index("Pushed"), 30.0)["part"]) == {"above"}
    assert np.isfinite(drawn.curve(found, found.products.index("Pushed"), 30.0)["contribution"]).all()
