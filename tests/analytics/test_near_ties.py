from dataclasses import replace

import pytest

from analytics import allocation, near_ties
from tests.analytics.test_moves import question


@pytest.mark.parametrize("seed", (0, 1, 5, 6, 7))
def test_near_ties_leave_a_product_alone_and_keep_most_of_the_gain(seed):
    asked = question(seed, 20)
    best = allocation.best(asked)
    gained = best.value - asked.value(asked.today)
    found = near_ties.near_ties(asked, best)
    assert 0 < len(found) <= 5
    for tie in found:
        assert tie.budgets[tie.untouched] == asked.today[tie.untouched]
        assert tie.gain == pytest.approx(asked.value(tie.budgets) - asked.value(asked.today))
        assert asked.broken(tie.budgets, tie.whole) == []
        assert 0.98 * gained <= tie.gain <= gained * (1 + 1e-9)
        assert tie.differing >= 2


def test_where_nothing_gains_nothing_ties():
    asked = question(1, 6)
    locked = replace(asked.limits, floor=asked.today, ceiling=asked.today)
    still = replace(asked, limits=locked)
    assert near_ties.near_ties(still, allocation.best(still)) == []
