import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.cents import rounded

AMOUNTS = st.lists(st.floats(0, 1e9), min_size=1, max_size=30)


@given(AMOUNTS)
def test_cents_add_up_and_none_is_off_by_more_than_one(amounts):
    found = rounded(amounts)
    assert found.sum() == round(float(np.sum(np.asarray(amounts) * 100)))
    assert (np.abs(found - np.asarray(amounts) * 100) < 1.0 + 1e-6).all()


@given(AMOUNTS, st.integers(-50, 50))
def test_a_given_total_is_kept_to_the_cent(amounts, more):
    total = int(rounded(amounts).sum()) + more
    assert rounded(amounts, total).sum() == total


def test_whole_cents_stay_as_they_are():
    assert rounded([0.1, 0.2, 1e7 + 0.07]).tolist() == [10, 20, 1000000007]


def test_nothing_to_round_is_an_answer():
    assert rounded([]).tolist() == []
    assert rounded([0.005, 0.005]).sum() == pytest.approx(1)
