from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import allocation, response
from analytics.limits import Group, Limits, Unusable
from analytics.question import Question

STEPS = 60


def question(seed: int, count: int, spread: float = 2.5, **limits) -> Question:
    """Random products, half of them S-shaped."""
    rng = np.random.default_rng(seed)
    today = rng.lognormal(0, 0.6, count)
    earned = today * rng.uniform(0.3, 5, count)
    half = count // 2
    powers = response.power(earned[half:], today[half:], rng.uniform(0.1, 0.8, count - half))
    middle, steep = today[:half] * rng.uniform(0.5, 2.0, half), rng.uniform(1.5, 6, half)
    curves = response.joined(response.hill(np.zeros(half), earned[:half] * 2, middle, steep), powers)
    names = tuple(f"P{place}" for place in range(count))
    return Question(curves, today, Limits(names, float(today.sum()), today * 0, today * spread, **limits))


def grid_optimum(asked: Question) -> float:
    """The best allocation in steps of the total, by dynamic programming over the products."""
    step = asked.limits.total / 3000
    best = np.zeros(3001)
    for place in range(len(asked.today)):
        most = int(asked.limits.ceiling[place] / step)
        least = int(np.ceil(asked.limits.floor[place] / step))
        values = asked.curves[np.array([place])].value(np.arange(most + 1)[:, None] * step)[:, 0]
        reached = np.full(3001, -np.inf)
        for units in range(least, min(most, 3000) + 1):
            np.maximum(reached[units:], best[: 3001 - units] + values[units], out=reached[units:])
        best = reached
    return float(best.max())


@pytest.mark.parametrize("seed", range(8))
def test_the_best_allocation_agrees_with_a_fine_grid(seed):
    asked = question(seed, 6)
    found, grid = allocation.best(asked), grid_optimum(asked)
    assert grid <= found.upper_bound
    assert found.value >= grid * (1 - 1e-6)
    assert found.proven
    assert asked.value(found.budgets) == pytest.approx(found.value)


@pytest.mark.parametrize("seed", range(6))
def test_limits_of_groups_agree_with_a_fine_grid(seed):
    asked = question(seed, 3)
    together = float(asked.today[:2].sum())
    groups = (
        Group("two", np.array([0, 1]), 0.0, together * 0.8),
        Group("last", np.array([1, 2]), together * 0.4, np.inf),
    )
    asked = replace(asked, limits=replace(asked.limits, groups=groups))
    axes = [np.linspace(0, most, 161) for most in asked.limits.ceiling]
    points = np.array(np.meshgrid(*axes)).reshape(3, -1).T
    rows, bounds, _ = asked.limits.rows()
    kept = points[(points @ rows.T <= bounds + 1e-12).all(axis=1)]
    grid = float(asked.curves.value(kept).sum(axis=1).max())
    found = allocation.best(asked)
    assert (rows @ found.budgets <= bounds * (1 + 1e-9) + 1e-9).all()
    assert grid <= found.upper_bound * (1 + 1e-12)
    assert found.value >= grid * (1 - 1e-9)
    assert found.gap < 1e-3


@pytest.mark.parametrize("seed, most", list(product(range(4), (1, 2, 3))))
def test_few_changes_agree_with_every_choice_of_products(seed, most):
    asked = question(seed, 5)
    several = replace(asked, limits=replace(asked.limits, most_changed=most))
    each = []
    for chosen in combinations(range(5), most):
        locked = ~np.isin(np.arange(5), chosen)
        floor = np.where(locked, asked.today, asked.limits.floor)
        ceiling = np.where(locked, asked.today, asked.limits.ceiling)
        each.append(allocation.best(replace(asked, limits=replace(asked.limits, floor=floor, ceiling=ceiling))).value)
    found = allocation.best(several)
    assert found.value == pytest.approx(max(each), rel=1e-4)
    assert found.upper_bound >= max(each) * (1 - 1e-12)
    assert (found.budgets != asked.today).sum() <= most


@pytest.mark.parametrize("seed", range(4))
def test_whole_projects_among_curves_agree_with_every_choice_of_them(seed):
    asked = question(seed, 4)
    rng = np.random.default_rng(seed)
    cost, worth = asked.limits.total * rng.uniform(0.2, 0.5, 3), asked.limits.total * rng.uniform(0.1, 1.5, 3)
    curves = response.joined(asked.curves, response.flat(np.zeros(3)))
    none = np.zeros(3)
    names = (*asked.limits.products, "X", "Y", "Z")
    limits = Limits(names, asked.limits.total, np.r_[asked.limits.floor, none], np.r_[asked.limits.ceiling, none])
    at, value = np.r_[np.full(4, np.nan), cost], np.r_[np.full(4, np.nan), worth]
    found = allocation.best(Question(curves, np.r_[asked.today, none], limits, at, value))
    each = []
    for taken in product((False, True), repeat=3):
        left = asked.limits.total - cost[list(taken)].sum()
        if left >= 0:
            rest = allocation.best(replace(asked, limits=replace(asked.limits, total=left)))
            each.append(rest.value + worth[list(taken)].sum())
    assert found.value == pytest.approx(max(each), rel=1e-4)
    assert found.upper_bound >= max(each) * (1 - 1e-9)


def test_whole_projects_alone_beat_the_ranking():
    cost, worth = np.array([60.0, 50.0, 50.0]), np.array([60.0, 49.0, 48.0])
    limits = Limits(("A", "B", "C"), 100.0, np.zeros(3), np.zeros(3))
    found = allocation.best(Question(response.flat(np.zeros(3)), np.zeros(3), limits, cost, worth))
    assert (found.value, found.whole.tolist(), found.proven) == (97.0, [False, True, True], True)


def test_projects_in_several_groups_are_chosen_exactly():
    rng = np.random.default_rng(8)
    cost, worth = rng.uniform(5, 30, 9), rng.uniform(1, 40, 9)
    group = Group("few", np.arange(4), 0.0, 35.0)
    limits = Limits(tuple("ABCDEFGHI"), 80.0, np.zeros(9), np.zeros(9), (group,))
    found = allocation.best(Question(response.flat(np.zeros(9)), np.zeros(9), limits, cost, worth))
    each = [np.array(taken) for taken in product((False, True), repeat=9)]
    kept = [taken for taken in each if cost[taken].sum() <= 80 and cost[:4][taken[:4]].sum() <= 35]
    assert found.value == pytest.approx(max(worth[taken].sum() for taken in kept))
    assert found.gap < 1e-9


@pytest.mark.parametrize("shape", ["logistic", "hill"])
def test_two_saturating_products_share_as_a_fine_grid_says(shape):
    if shape == "logistic":
        curves = response.logistic(np.array([10.0, 14.0]), np.array([0.08, 0.03]))
    else:
        curves = response.hill(np.zeros(2), np.array([10.0, 14.0]), np.array([20.0, 60.0]), np.array([2.5, 4.0]))
    asked = Question(curves, np.array([50.0, 50.0]), Limits(("A", "B"), 100.0, np.zeros(2), np.full(2, 100.0)))
    first = np.linspace(0, 100, 200_001)
    grid = curves.value(np.column_stack([first, 100 - first])).sum(axis=1)
    found = allocation.best(asked)
    assert found.value == pytest.approx(grid.max(), rel=1e-9)
    assert found.budgets[0] == pytest.approx(first[grid.argmax()], abs=0.01)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.floats(1.0, 1.8))
def test_more_budget_never_lowers_the_optimum(seed, count, factor):
    asked = question(seed, count)
    more = replace(asked, limits=replace(asked.limits, total=asked.limits.total * factor))
    less, greater = allocation.best(asked), allocation.best(more)
    assert greater.value >= less.value * (1 - 1e-5)
    assert greater.upper_bound >= less.value * (1 - 1e-12)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 9), st.randoms(use_true_random=False))
def test_the_order_of_products_does_not_matter(seed, count, random):
    asked = question(seed, count)
    order = np.array(random.sample(range(count), count))
    names = tuple(asked.limits.products[place] for place in order)
    limits = replace(asked.limits, products=names, floor=asked.limits.floor[order], ceiling=asked.limits.ceiling[order])
    turned = allocation.best(Question(asked.curves[order], asked.today[order], limits))
    assert turned.value == pytest.approx(allocation.best(asked).value, rel=2e-5)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 12))
def test_no_allocation_beats_the_bound_and_none_worse_than_today_is_called_best(seed, count):
    asked = question(seed, count)
    found = allocation.best(asked)
    shares = np.random.default_rng(seed).dirichlet(np.ones(count), 500) * asked.limits.total
    kept = shares[(shares <= asked.limits.ceiling).all(axis=1)]
    assert (asked.curves.value(kept).sum(axis=1) <= found.upper_bound).all()
    assert asked.value(asked.today) <= found.value
    assert found.budgets.sum() <= asked.limits.total * (1 + 1e-9)
    assert ((found.budgets >= asked.limits.floor) & (found.budgets <= asked.limits.ceiling)).all()


@pytest.mark.parametrize("unit", [1e-3, 1e7])
def test_the_unit_of_money_does_not_matter(unit):
    asked = question(9, 8, most_changed=3)
    curves = response.Curves(
        asked.curves.shape, asked.curves.base * unit, asked.curves.span * unit, asked.curves.scale * unit,
        asked.curves.power,
    )  # fmt: skip
    limits = replace(asked.limits, total=asked.limits.total * unit, ceiling=asked.limits.ceiling * unit)
    found, scaled = allocation.best(asked), allocation.best(Question(curves, asked.today * unit, limits))
    assert scaled.value == pytest.approx(found.value * unit, rel=1e-5)
    assert scaled.proven


def test_a_thousand_products_with_ten_groups_come_with_a_proof():
    asked = question(5, 1000)
    lines = np.random.default_rng(5).integers(0, 10, 1000)
    groups = []
    for line in range(10):
        members = np.flatnonzero(lines == line)
        spent = float(asked.today[members].sum())
        groups.append(Group(f"line {line}", members, spent * 0.9, spent * 1.08))
    found = allocation.best(replace(asked, limits=replace(asked.limits, groups=tuple(groups))), wanted=1e-3)
    assert found.gap <= 1e-3


def test_money_that_returns_less_than_itself_is_kept():
    curves = response.power(np.array([10.0]), np.array([100.0]), np.array([0.5]))
    limits = Limits(("A",), 100.0, np.zeros(1), np.full(1, 100.0))
    found = allocation.best(Question(curves, np.array([100.0]), limits, cost=1.0))
    assert found.budgets[0] == pytest.approx(0.25)  # where 10·0.5/100·(x/100)^−0.5 = 1
    assert found.value == pytest.approx(0.5 - 0.25)


def test_the_least_total_for_a_target_has_a_proof():
    asked = question(4, 8)
    target = allocation.best(asked).value * 0.9
    found, least = allocation.least_total(asked, target)
    spent = found.budgets.sum()
    assert found.value >= target
    assert least <= spent <= least * 1.01
    assert allocation.best(replace(asked, limits=replace(asked.limits, total=least * 0.99))).upper_bound < target


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("share", [0.3, 0.999, 1.001, 1.5])
def test_a_search_for_a_value_finds_it_or_proves_that_there_is_none(seed, share):
    """`share` of the best's gain is asked for; the search opens no more parts than that for the best itself."""
    asked = question(seed, 8)
    whole, before = allocation.best(asked), asked.value(asked.today)
    wanted = before + share * (whole.value - before)
    found = allocation.best(asked, asked=wanted)
    assert (found.value >= wanted) == (share < 1)
    assert found.value >= wanted or found.upper_bound < wanted
    assert found.upper_bound >= whole.value * (1 - 1e-12)
    assert found.nodes <= whole.nodes


def test_a_target_out_of_reach_has_no_least_total():
    assert allocation.least_total(question(4, 8), 1e9) is None


def test_one_product_keeps_what_there_is():
    found = allocation.best(
        Question(question(0, 1).curves, np.ones(1), Limits(("A",), 1.0, np.zeros(1), np.full(1, 5.0)))
    )
    assert found.budgets.tolist() == [1.0]


def test_limits_that_cannot_hold_have_no_allocation():
    asked = question(1, 4)
    floors = asked.today * 1.2
    assert allocation.best(replace(asked, limits=replace(asked.limits, floor=floors))) is None


@pytest.mark.parametrize("total", [0.0, 1e-3])
def test_a_group_that_wants_billions_of_next_to_nothing_has_no_allocation(total):
    asked = question(1, 4)
    limits = replace(asked.limits, total=total, groups=(Group("two", np.array([0, 1]), 1e9, np.inf),))
    assert allocation.best(replace(asked, limits=limits)) is None


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"total": float("nan")}, "The total is nan: give an amount"),
        ({"total": -1.0}, "cannot be negative"),
        ({"ceiling": np.array([1.0, -2.0])}, "The cap of B is -2.00: a budget cannot be negative"),
        ({"floor": np.array([np.nan, 0.0])}, "The minimum of A is nan"),
        ({"products": (), "floor": np.zeros(0), "ceiling": np.zeros(0)}, "There is no product"),
        ({"most_changed": -1}, "At most -1 products may change"),
    ],
)
def test_limits_that_mean_nothing_are_refused_with_a_sentence(wrong, said):
    parts = {"products": ("A", "B"), "total": 10.0, "floor": np.zeros(2), "ceiling": np.full(2, 9.0)}
    with pytest.raises(Unusable, match=said):
        Limits(**{**parts, **wrong})
