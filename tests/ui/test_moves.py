"""The board's search for the rest of the way ends in time."""

from itertools import count

import pytest

from analytics import brief, proposal
from analytics.proposal import Asked
from tests.brute.portfolios import portfolio
from ui import moves

HARD = 20  # 48 products of which two may change, beside groups


def test_a_search_goes_on_until_its_time_is_over():
    looks = iter([100.0, 100.0, 100.0 + moves.LONGEST - 0.01, 100.0 + moves.LONGEST, 100.0 + 2 * moves.LONGEST])
    goes_on = moves._in_time(lambda: next(looks))
    assert [goes_on(parts, 0.1) for parts in range(4)] == [True, True, False, False]


def test_what_was_found_in_time_is_kept_with_the_gap_that_is_left():
    evidence, written, _ = portfolio(HARD)
    asked = Asked(brief.parsed({**written, "total": round(float(evidence.today.sum()) * 0.97, 2)}))
    looks, ended = count(0.0, moves.LONGEST / 4), []
    goes_on = moves._in_time(lambda: next(looks))
    found = proposal.propose(evidence, asked, 200, lambda *told: ended.append(goes_on(*told)) or ended[-1])
    assert ended == [True, True, True, False]
    assert not found.question.broken(found.budgets, found.whole)
    assert not found.proven
    assert found.gap == pytest.approx((found.upper_bound - found.value) / found.upper_bound)
    assert found.upper_bound >= proposal.propose(evidence, asked, 200).value >= found.value
