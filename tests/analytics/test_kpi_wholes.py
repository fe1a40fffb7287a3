"""A KPI of all its products: ratios of sums and sums of sums, and what is left out of them."""

import numpy as np
import pandas as pd
import pytest

from analytics import kpi_panels, kpi_wholes

LOWER = "lower is better"


def results(*rows):
    """Product, part, by what it is cut, month, above, below, target."""
    columns = ["product", "segment", "cut", "first_month", "above", "below", "target"]
    frame = pd.DataFrame(rows, columns=columns).astype({"above": float, "below": float, "target": float})
    frame["first_month"] = pd.to_datetime(frame["first_month"])
    return frame.assign(kpi="Defects", grain="month", actual=frame["above"] / frame["below"])


def wholes(frame, **said):
    definition = {"kpi": "Defects", "direction": LOWER, "unit": "", "description": "", "adds_up": False, **said}
    panels = kpi_panels.of(frame, pd.DataFrame([definition]))
    return kpi_wholes.of(panels, frame)


TWO = (
    ("A", None, "", "2025-01-01", 5, 100, 0.06),
    ("B", None, "", "2025-01-01", 30, 200, 0.06),
    ("A", None, "", "2025-02-01", 6, 100, 0.06),
    ("B", None, "", "2025-02-01", 9, 300, 0.03),
)


def test_a_ratio_is_that_of_the_sums_and_never_the_mean_of_ratios():
    (whole,) = wholes(results(*TWO))
    assert (whole.how, whole.now.actual, whole.to_date.actual) == ("ratio of sums", 15 / 400, 50 / 700)
    assert whole.now.target == pytest.approx((0.06 * 100 + 0.03 * 300) / 400)
    assert whole.now.attainment(LOWER) == pytest.approx(1 - (15 / 400 - 0.0375) / 0.0375)
    assert (whole.now.counted, whole.to_date.counted, whole.to_date.left_out) == (2, 4, 0)


def test_what_lacks_a_side_is_left_out_of_both_and_counted():
    (whole,) = wholes(results(*TWO[:3], ("B", None, "", "2025-02-01", 9, np.nan, 0.03)))
    assert (whole.now.actual, whole.now.target, whole.now.counted, whole.now.left_out) == (0.06, 0.06, 1, 1)


def test_targets_that_are_ratios_of_known_sums_are_summed_themselves():
    frame = results(*TWO).assign(planned_above=[1.0, 2.0, 3.0, 4.0], planned_below=100.0)
    (whole,) = wholes(frame)
    assert (whole.now.target, whole.to_date.target) == (7 / 200, 10 / 400)


def test_parts_of_a_product_count_where_it_is_not_given_as_a_whole():
    parts = [("A", each, "region", "2025-02-01", n, 100, None) for n, each in enumerate(("North", "South"), 1)]
    (whole,) = wholes(results(*parts, TWO[3]))
    assert whole.now.actual == 9 / 300  # of A no target is given, so that only B is compared
    (whole,) = wholes(results(*parts, ("A", None, "", "2025-02-01", 50, 100, None)))
    assert (whole.now.actual, whole.now.counted) == (0.5, 1)


def test_parts_that_are_cut_in_two_ways_make_no_whole():
    cut = [("A", "North", "region", "2025-02-01", 1, 100, None), ("A", "Big", "segment", "2025-02-01", 1, 100, None)]
    assert wholes(results(*cut)) == []


def test_the_company_is_its_own_whole_and_is_not_added_to_its_products():
    company = (None, None, "", "2025-02-01", 20, 1000, None)
    (whole,) = wholes(results(*TWO, company))
    assert (whole.now.actual, whole.now.counted) == (0.02, 1)


def test_what_neither_adds_up_nor_has_sums_has_no_whole():
    assert wholes(results(*TWO).drop(columns=["above", "below"])) == []
    (whole,) = wholes(results(*TWO).drop(columns=["above", "below"]), adds_up=True)
    assert (whole.how, whole.now.actual) == ("sum", pytest.approx(6 / 100 + 9 / 300))
