from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import brief, chances, evidence, moves, proposal
from analytics.conflict import Conflict
from analytics.limits import Unusable
from analytics.moves import Answered
from analytics.proposal import Aim, Asked
from tests.analytics.figures import periods
from tests.analytics.test_elasticity import history


@pytest.fixture(scope="module")
def known() -> evidence.Evidence:
    """Six products that answer money differently."""
    rng, parts = np.random.default_rng(4), []
    for place, answer in enumerate((0.1, 0.2, 0.3, 0.4, 0.5, 0.6)):
        months = history(rng, beta=answer, noise=0.01)
        parts.append(months.assign(product=f"P{place}", line="One" if place < 3 else "Two"))
    months = pd.concat(parts)
    months = months.assign(revenue=months["contribution"], variable_cost=0.0, first_month=months["month"])
    known = periods(months)
    recent = known[known["first_month"] >= known["first_month"].max() - pd.DateOffset(months=11)]
    return evidence.gathered(recent, known)


def proposed(known, aim=Aim.CONTRIBUTION, target=None, **written) -> proposal.Proposal:
    found = proposal.propose(known, Asked(brief.parsed(written), aim, target))
    assert not isinstance(found, Conflict)
    return found


def test_the_cents_of_the_proposal_add_up_to_the_total(known):
    found = proposed(known)
    cents = np.round(found.budgets * 100)
    assert found.budgets * 100 == pytest.approx(cents, abs=1e-6)
    assert cents.sum() == round(known.today.sum() * 100)


def test_the_gain_its_moves_and_its_range_agree(known):
    found = proposed(known)
    assert found.proven
    assert found.gain > 0
    assert sum(move.gain for move in found.moves) == pytest.approx(found.gain, rel=1e-6)
    assert found.range.p10 < found.gain < found.range.p90
    assert all(known.p10 <= known.p50 <= known.p90 for known in found.ranges)


def test_limits_without_room_propose_no_change(known):
    found = proposed(known, reach=0)
    assert (found.gain, found.moves, found.range.p50) == (0.0, (), 0.0)
    assert (found.budgets == known.today).all()


def test_shadow_prices_are_what_a_further_unit_brings(known):
    found = proposed(known, products={"P5": {"ceiling": 14}}, total=70)
    price = {each.limit: each.shadow_price for each in found.binding}
    more = proposed(known, products={"P5": {"ceiling": 14.1}}, total=70)
    richer = proposed(known, products={"P5": {"ceiling": 14}}, total=70.1)
    assert price["the cap of P5"] == pytest.approx((more.value - found.value) / 0.1, rel=0.05)
    assert price["the total"] == pytest.approx((richer.value - found.value) / 0.1, rel=0.05)


def test_present_value_keeps_money_that_returns_less_than_itself(known):
    found = proposed(known, Aim.NPV, total=1e6, reach=50)
    slopes = found.question.curves.slope(found.budgets)
    inside = (found.budgets < found.question.limits.ceiling) & (found.budgets > found.question.limits.floor)
    assert slopes[inside] == pytest.approx(1.0, rel=1e-2)
    months = np.arange(12)
    factor = (1.1 ** (-months / 12)).mean()
    assert found.value == pytest.approx(factor * (found.question.curves.value(found.budgets) - found.budgets).sum())


def test_the_least_money_for_a_target_reaches_it(known):
    target = proposed(known).value
    found = proposed(known, Aim.LEAST, target * 0.98)
    assert found.value >= target * 0.98 * (1 - 1e-9)
    assert found.least <= found.budgets.sum() <= found.least * 1.01
    assert found.budgets.sum() < known.today.sum()


def test_the_best_chance_is_no_smaller_than_the_best_contributions(known):
    usual = proposed(known)
    found = proposed(known, Aim.CHANCE, usual.value_today + usual.range.p10)
    assert found.chance >= 0.9 - 2e-4  # of 10,000 draws two may turn by what whole cents move
    assert found.upper_bound is None
    assert 0 <= found.gap < 0.01
    assert found.gap == found.chance_bound - found.chance


def test_a_project_that_pays_is_taken_whole(known):
    found = proposed(known, projects={"Good": {"cost": 10, "value": 500}, "Bad": {"cost": 10, "value": 0.1}})
    assert found.whole.tolist()[-2:] == [True, False]
    assert found.proven


@pytest.mark.parametrize("aim", [Aim.CHANCE, Aim.LEAST])
def test_a_missing_target_is_asked_for(known, aim):
    with pytest.raises(Unusable, match="needs a target contribution"):
        proposed(known, aim)


def test_a_target_out_of_reach_says_what_is_within(known):
    with pytest.raises(Unusable, match="the highest contribution that they allow is"):
        proposed(known, Aim.LEAST, 1e9)


def test_limits_that_conflict_are_told_by_name(known):
    found = proposal.propose(known, Asked(brief.parsed({"total": 1})))
    assert isinstance(found, Conflict)
    assert found.sentence.startswith("These limits conflict: the total of 1.00")
    few = proposal.propose(known, Asked(brief.parsed({"most_changed": 0, "products": {"P0": {"ceiling": 1}}})))
    assert "at most 0 products change" in few.sentence


def test_a_product_that_is_better_ended_is_ended_with_what_others_keep(known):
    """Ending P0 keeps nine tenths of its contribution and frees its money."""
    found = proposed(known, products={"P0": {"sunset": {"exit_cost": 0.01, "kept": 0.9}}})
    assert found.whole[0]
    assert found.budgets[0] == 0.01  # the exit cost is of the total
    assert found.budgets.sum() <= found.question.limits.total
    assert found.value > proposed(known).value
    assert found.proven
    kept = proposed(known, products={"P0": {"sunset": {"exit_cost": 1e6}}})
    assert not kept.whole[0]
    assert kept.value == pytest.approx(proposed(known).value, rel=1e-6)


@pytest.mark.parametrize("aim", [Aim.CONTRIBUTION, Aim.NPV])
def test_each_moves_range_holds_its_gain(known, aim):
    found = proposed(known, aim)
    for move, sure in zip(found.moves, found.ranges, strict=True):
        assert sure.p10 <= move.gain <= sure.p90


def test_the_chance_counts_what_was_moved_before_once(known):
    """After the best moves are taken, the chance is that of the same budgets asked for from today."""
    asked = Asked(brief.parsed({}), Aim.CHANCE, proposed(known).value * 0.999)
    best = proposed(known)
    fresh = replace(brief.question(known, asked.brief), today=best.budgets)
    left = moves.around(fresh, Answered(tuple((move.giver, move.taker, move.amount) for move in best.moves)))
    found = proposal.answer(left, known, asked)
    drawn = chances.of(known).gains(found.budgets).sum(axis=1) + known.curves.value(known.today).sum()
    assert found.chance == pytest.approx((drawn >= asked.target).mean())


def test_a_set_of_assumptions_multiplies_every_answer_within_what_a_curve_can_have(known):
    powers = chances.powers_times(known, 2.0)
    assert powers == pytest.approx(np.clip(known.curves.power * 2, 0.01, 0.95))
    assert chances.powers_times(known, 1.0) == pytest.approx(known.curves.power)


@given(st.lists(st.floats(0.3, 1.0), min_size=6, max_size=6), st.lists(st.floats(1.0, 1.9), min_size=6, max_size=6))
@settings(max_examples=30, deadline=None)
def test_the_best_hands_out_the_total_to_the_cent(known, floors, ceilings):
    """Floors and ceilings of any fraction of a cent: what rounding cuts off goes to a product that has room."""
    bounds = zip(known.products, known.today, floors, ceilings, strict=True)
    limits = {name: {"floor": float(low * today), "ceiling": float(high * today)} for name, today, low, high in bounds}
    found = proposed(known, products=limits)
    assert round(found.budgets.sum() * 100) == round(known.today.sum() * 100)
    assert (found.budgets >= found.question.limits.floor - 0.01).all()
    assert (found.budgets <= found.question.limits.ceiling + 0.01).all()
