"""A search that takes long says so past two seconds, and ends past ten with its best and the gap that is left."""

import pytest

from analytics import brief, proposal
from analytics.proposal import Aim, Asked
from console.patience import ENDED, patience
from tests.brute.portfolios import portfolio
from ui import aims

HARD = 20  # 48 products of which two may change, beside groups


class Clock:
    """So many seconds more at each look."""

    def __init__(self, each: float) -> None:
        self.now, self._each = 0.0, each

    def __call__(self) -> float:
        self.now += self._each
        return self.now


def proposed(goes_on):
    evidence, written, _ = portfolio(HARD)
    asked = brief.parsed({**written, "total": round(float(evidence.today.sum()) * 0.97, 2)})
    return proposal.propose(evidence, Asked(asked), 200, goes_on)


def test_a_long_search_ends_in_time_with_its_best_and_its_gap():
    said: list[str] = []
    clock = Clock(2.5)
    found = proposed(patience(said.append, clock))
    assert ENDED <= clock.now <= ENDED + 3 * 2.5
    assert [each.split(":")[0] for each in said] == [f"Searching for {s} s" for s in (2, 5, 8, 10)]
    assert all("the best so far is within" in each for each in said)
    assert not found.question.broken(found.budgets, found.whole)
    assert not found.proven
    assert found.gap == pytest.approx((found.upper_bound - found.value) / found.upper_bound)
    assert aims.proof(found).startswith("Not proven optimal: another plan could add up to ")
    assert found.upper_bound >= proposed(lambda parts, gap: True).value >= found.value


def test_a_search_that_ends_soon_says_nothing():
    said: list[str] = []
    evidence, _, _ = portfolio(HARD)
    found = proposal.propose(evidence, Asked(brief.parsed({})), 200, patience(said.append, Clock(0.01)))
    assert (said, found.proven) == ([], True)


@pytest.mark.parametrize("aim", [Aim.CHANCE, Aim.LEAST])
def test_every_aim_ends_in_time_and_keeps_the_limits(aim):
    evidence, written, target = portfolio(HARD)
    clock = Clock(ENDED)
    found = proposal.propose(evidence, Asked(brief.parsed(written), aim, target * 0.9), 1000, patience(print, clock))
    assert not found.question.broken(found.budgets, found.whole)
    assert 0 <= found.gap <= 1
