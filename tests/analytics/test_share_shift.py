"""Share shift in money and in points: exact over any figures, and a case that can be done by hand."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics import share_shift

SIZE = some.floats(0, 1e9).map(lambda size: round(size, 2))
PART = some.floats(0, 1)


@some.composite
def cells(draw):
    rows = draw(some.lists(some.tuples(SIZE, SIZE, PART, PART), min_size=1, max_size=8))
    whole = [(a, b, a * s, b * t) for a, b, s, t in rows]
    return pd.DataFrame(whole, columns=["size0", "size1", "sales0", "sales1"])


@given(cells())
def test_market_growth_and_share_won_sum_to_the_change_of_every_cell(frame):
    found = share_shift.in_money(frame)
    parts = found["market_growth"] + found["share_won"]
    assert parts.tolist() == pytest.approx((frame["sales1"] - frame["sales0"]).tolist(), rel=1e-9, abs=0.005)


@given(cells())
def test_mix_and_competitive_sum_to_the_change_of_the_share(frame):
    whole0, whole1 = frame["size0"].sum(), frame["size1"].sum()
    if not (whole0 > 0 and whole1 > 0):
        return
    found = share_shift.in_points(frame)[["mix", "competitive"]].sum().sum()
    assert found == pytest.approx(frame["sales1"].sum() / whole1 - frame["sales0"].sum() / whole0, abs=1e-9)


def test_share_can_fall_while_every_segment_is_won():
    frame = pd.DataFrame({"size0": [50.0, 50.0], "size1": [80.0, 20.0], "sales0": [5.0, 25.0], "sales1": [8.8, 11.0]})
    found = share_shift.summary(frame)
    assert (found["before"], found["now"]) == pytest.approx((0.30, 0.198))
    assert (found["mix"], found["competitive"]) == pytest.approx((-0.126, 0.024))


def test_by_hand_in_money():
    frame = pd.DataFrame({"size0": [100.0], "size1": [200.0], "sales0": [50.0], "sales1": [80.0]})
    found = share_shift.summary(frame)
    assert (found["market_growth"], found["share_won"]) == pytest.approx((0.45 * 100, 150 * -0.1))


def test_turning_time_round_turns_every_sign():
    frame = pd.DataFrame({"size0": [50.0, 50.0], "size1": [80.0, 20.0], "sales0": [5.0, 25.0], "sales1": [8.8, 11.0]})
    back = frame.rename(columns=lambda name: name[:-1] + ("1" if name.endswith("0") else "0"))
    there, again = share_shift.summary(frame), share_shift.summary(back)
    for name in ("market_growth", "share_won", "mix", "competitive"):
        assert again[name] == pytest.approx(-there[name])


def months(*given):
    """Pairs of one market: a segment, then the sizes and own sales before and now."""
    names = ["segment", "size0", "size1", "sales0", "sales1"]
    month = pd.Timestamp(2026, 1, 1)
    of = {"market": "M", "region": None, "unit": "", "months": 1, "first_month": month, "last_month": month}
    return pd.DataFrame(given, columns=names).assign(**of)


def test_a_cell_whose_own_sales_one_side_does_not_report_takes_no_part():
    rows = share_shift.rows(
        months(("A", 10.0, 12.0, 1.0, 2.0), ("B", 10.0, 20.0, None, 2.0), ("C", 0.0, 9.0, 0.0, 1.0))
    )
    found = share_shift.cells(rows)
    assert found[["segment", "size0", "size1", "sales0", "sales1", "months"]].values.tolist() == [
        ["A", 10, 12, 1, 2, 1]
    ]


def test_shares_alone_are_not_averaged_over_segments_and_count_for_nothing_beside_sizes():
    two = months(("A", 100.0, 100.0, 20.0, 30.0), ("B", 100.0, 100.0, 40.0, 10.0))
    assert share_shift.rows(two.assign(unit="%")).empty
    assert len(share_shift.rows(two.assign(unit="%")[:1])) == 1
    assert share_shift.rows(two.assign(unit=["%", "EUR"]))["segment"].tolist() == ["B"]
    assert share_shift.rows(two.assign(unit=["USD", "EUR"])).empty


def test_the_share_of_a_market_is_of_the_same_months_on_both_sides():
    given = months(("A", 50.0, 80.0, 5.0, 8.0), ("B", 50.0, 20.0, 25.0, 12.0)).assign(own_sales=[9.0, 13.0])
    (row,) = share_shift.by_market(given).to_dict("records")
    assert (row["share_before"], row["share"], row["own_sales"], row["size"]) == (0.3, 0.2, 22, 100)
