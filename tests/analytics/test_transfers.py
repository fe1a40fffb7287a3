import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import horizon, response, sources, transfers
from analytics.limits import Limits
from analytics.question import Question
from analytics.sources import Source, Wanted
from analytics.transfers import Impossible, Scenario, Transfer

NAMES = ("A", "B", "C", "D")
TODAY = {"A": 100_000_07, "B": 50_000_00, "C": 3_33, "D": 75_000_50}
PEOPLE = {"A": 1_000, "B": 250, "C": 0, "D": 75}

SIDES = st.sampled_from([*NAMES, None])
ACTIONS = st.lists(
    st.one_of(
        st.sampled_from(["undo", "redo", "reset"]),
        st.tuples(SIDES, SIDES, st.integers(0, 9_000_000), st.integers(0, 400)),
        st.tuples(st.sampled_from(NAMES), st.integers(0, 20_000_000), st.sampled_from(list(Source))),
    ),
    max_size=25,
)  # fmt: skip


def question() -> Question:
    today = np.array(list(TODAY.values())) / 100
    curves = response.power(today * 2, today, np.array([0.2, 0.4, 0.3, 0.5]))
    return Question(curves, today, Limits(NAMES, float(today.sum()), today * 0.25, today * 3))


def done(scenario: Scenario, action) -> Scenario:
    if isinstance(action, str):
        return getattr(scenario, action)()
    try:
        if len(action) == 3:
            product, cents, source = action
            wanted = Wanted(product, cents, source, "A" if product != "A" else "B")
            edit = sources.edit(question(), scenario, wanted)
            return scenario.moved(edit) if edit else scenario
        return scenario.moved((Transfer(*action),))
    except Impossible:
        return scenario


@settings(max_examples=150, deadline=None)
@given(ACTIONS)
def test_totals_hold_to_the_cent_and_to_a_hundredth_under_any_sequence_of_edits(actions):
    scenario = Scenario(TODAY, PEOPLE)
    for action in actions:
        scenario = done(scenario, action)
        cents, people = scenario.pool()
        assert sum(scenario.budgets().values()) + cents == sum(TODAY.values())
        assert sum(scenario.people().values()) + people == sum(PEOPLE.values())
        assert min(scenario.budgets().values()) >= 0
        assert min(scenario.people().values()) >= 0


@settings(max_examples=50, deadline=None)
@given(ACTIONS)
def test_undoing_and_redoing_everything_leads_back(actions):
    scenario = Scenario(TODAY, PEOPLE)
    for action in actions:
        scenario = done(scenario, action)
    edits, back = len(scenario.edits), scenario
    for _ in range(edits):
        back = back.undo()
    assert back.budgets() == TODAY
    for _ in range(edits):
        back = back.redo()
    assert (back.budgets(), back.people()) == (scenario.budgets(), scenario.people())


@given(st.integers(0, 10_000), st.lists(st.tuples(st.floats(0, 50), st.integers(0, 5_000)), min_size=1, max_size=8))
def test_shares_are_exact_and_within_their_room(cents, sides):
    weights, rooms = zip(*sides, strict=True)
    if cents > sum(rooms):
        with pytest.raises(Impossible, match="can be moved within the limits"):
            transfers.shared(cents, weights, rooms)
        return
    found = transfers.shared(cents, weights, rooms)
    assert sum(found) == cents
    assert all(0 <= share <= room for share, room in zip(found, rooms, strict=True))


@pytest.mark.parametrize("source", list(Source))
def test_each_source_brings_the_product_to_its_budget(source):
    scenario = Scenario(TODAY, PEOPLE)
    for wanted in (60_000_00, 45_000_01):
        after = scenario.moved(sources.edit(question(), scenario, Wanted("B", wanted, source, "A")))
        assert after.budgets()["B"] == wanted
        assert (after.pool()[0] != 0) is (source is Source.POOL)


def test_the_cheapest_source_costs_least_of_all():
    scenario, curves = Scenario(TODAY, PEOPLE), question().curves
    values = {}
    for source in (Source.CHEAPEST, Source.SHARE, Source.ONE):
        after = scenario.moved(sources.edit(question(), scenario, Wanted("B", 80_000_00, source, "D")))
        values[source] = curves.value(np.array([after.budgets()[name] for name in NAMES]) / 100).sum()
    assert values[Source.CHEAPEST] >= max(values.values()) - 1e-6


def test_a_second_change_is_taken_where_it_costs_least_of_the_budgets_as_they_stand():
    curves, ended = question().curves, Scenario(TODAY, PEOPLE)
    ended = ended.moved(sources.edit(question(), ended, Wanted("B", 0, Source.SHARE)))
    values = {}
    for source in (Source.CHEAPEST, Source.SHARE):
        after = ended.moved(sources.edit(question(), ended, Wanted("B", 175_003_91, source)))
        assert after.budgets()["B"] == 175_003_91
        values[source] = curves.value(np.array([after.budgets()[name] for name in NAMES]) / 100).sum()
    assert values[Source.CHEAPEST] >= values[Source.SHARE] - 1e-6


@pytest.mark.parametrize(
    "parts, said",
    [
        ({"giver": "A", "taker": "A", "cents": 1}, "needs two sides"),
        ({"giver": "A", "taker": "B", "cents": 0}, "above 0"),
        ({"giver": "A", "taker": "B", "cents": -5}, "above 0"),
        ({"giver": "A", "taker": "B", "cents": 5, "start": 12}, "month 0 to 11"),
        ({"giver": "A", "taker": "B", "people": 5, "at_start": 2.0}, "count for 0 to 1"),
    ],
)
def test_transfers_that_mean_nothing_are_refused_with_a_sentence(parts, said):
    with pytest.raises(Impossible, match=said):
        Transfer(**parts)


def test_nobody_gives_more_than_they_have():
    scenario = Scenario(TODAY, PEOPLE)
    with pytest.raises(Impossible, match=r"C has 3\.33: no more can be taken"):
        scenario.moved((Transfer("C", "A", 4_00),))
    with pytest.raises(Impossible, match="does not have enough FTE"):
        scenario.moved((Transfer("C", "A", people=1),))
    with pytest.raises(Impossible, match="no product called Z"):
        scenario.moved((Transfer("Z", "A", 1),))


PLACES = {name: place for place, name in enumerate(NAMES)}


def test_a_scenario_that_starts_now_brings_what_its_budgets_say():
    asked = question()
    moved = Scenario(TODAY, PEOPLE).moved((Transfer("A", "B", 10_000_00),))
    rates = horizon.course(moved.transfers, asked.today, PLACES, pay=0)
    budgets = np.array(list(moved.budgets().values())) / 100
    expected = asked.curves.value(budgets) - asked.curves.value(asked.today)
    assert horizon.gains(asked.curves, rates) == pytest.approx(expected)


def test_nothing_moved_changes_nothing():
    asked = question()
    rates = horizon.course((), asked.today, PLACES, pay=5)
    assert (rates.money == asked.today).all()
    assert (horizon.gains(asked.curves, rates) == 0).all()


def test_a_later_start_moves_the_same_money_in_fewer_months():
    asked, transfer = question(), Transfer("A", "B", 12_000_00, start=6)
    rates = horizon.course([transfer], asked.today, PLACES, pay=0).money
    assert (rates[:6] == asked.today).all()
    assert rates[6:, 1] == pytest.approx(asked.today[1] + 24_000)
    assert rates.mean(axis=0).sum() == pytest.approx(asked.today.sum())


def test_people_take_their_pay_along_and_settle_in():
    asked = question()
    transfer = Transfer("A", "B", people=200, at_start=0.5, settles=3.0)
    found = horizon.course([transfer], asked.today, PLACES, pay=10_000)
    rates = found.working
    expected = 20_000 * (1 - 0.5 * np.exp(-np.arange(12) / 3))
    assert rates[:, 1] - asked.today[1] == pytest.approx(expected)
    assert asked.today[0] - rates[:, 0] == pytest.approx(20_000)
    assert found.spent.sum() == pytest.approx(asked.today.sum())


def test_without_a_ramp_people_count_at_once():
    now = Transfer("A", "B", people=200)
    assert (horizon.settled(now, np.arange(12.0)) == 1).all()


def test_a_product_that_got_back_more_than_it_spent_bars_no_one_elses_move():
    scenario = Scenario({"A": 1_000, "B": -500}, {"A": 0, "B": 0}).moved((Transfer("A", None, 400),))
    assert scenario.budgets() == {"A": 600, "B": -500}
    with pytest.raises(Impossible, match=r"B has -5\.00"):
        scenario.moved((Transfer("B", "A", 100),))


def test_money_that_starts_late_is_spent_once_in_every_month():
    """All of C's year cannot be moved from month 6 on: half of it is spent by then."""
    today = np.array([1e6, 1e6, 0.5e6])
    places = {"A": 0, "B": 1, "C": 2}
    found = horizon.course([Transfer("C", "B", 500_000_00, start=6)], today, places, pay=0)
    assert found.money.sum(axis=1) == pytest.approx(2.5e6)
    assert found.spent.tolist() == pytest.approx([1e6, 1.25e6, 0.25e6])
    scenario = Scenario({"A": 1_000_000_00, "B": 1_000_000_00, "C": 500_000_00}, dict.fromkeys("ABC", 0))
    with pytest.raises(Impossible, match=r"C has 250,000.00 from month 6 on: no more can be taken from it"):
        scenario.moved((Transfer("C", "B", 500_000_00, start=6),))


def test_people_take_along_no_more_than_their_product_has():
    today = np.array([1e6, 1e6, 0.1e6])
    ended = [Transfer("C", "B", 100_000_00), Transfer("C", "B", people=1000)]
    found = horizon.course(ended, today, {"A": 0, "B": 1, "C": 2}, pay=100_000.0)
    assert found.spent.tolist() == pytest.approx([1e6, 1.1e6, 0.0])
    assert found.money.min() >= 0


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(SIDES, SIDES, st.integers(0, 9_000_000), st.integers(0, 400), st.integers(0, 11)), max_size=8),
    st.floats(0, 200_000),
)
def test_money_is_spent_once_in_every_month_whatever_is_moved(actions, pay):
    scenario = Scenario(TODAY, PEOPLE)
    for action in actions:
        scenario = done(scenario, action)
    today = np.array(list(TODAY.values())) / 100
    found = horizon.course(scenario.transfers, today, PLACES, pay)
    pooled = [t for t in scenario.transfers if None in (t.giver, t.taker)]
    assert found.money.min() >= -1e-6
    assert (found.working <= found.money + 1e-6).all()
    if not pooled:
        assert found.money.sum(axis=1) == pytest.approx(today.sum())
    if pay == 0:
        budgets = np.array(list(scenario.budgets().values())) / 100
        assert found.spent == pytest.approx(budgets, abs=0.01)
