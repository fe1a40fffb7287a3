import csv
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from analytics import projects
from analytics.limits import Unusable

REAL = Path(__file__).parents[3] / "shared" / "data" / "selection"


@pytest.mark.skipif(not REAL.exists(), reason="the real inputs are not here")
@pytest.mark.parametrize("number, optimum", [(1, 3800.0), (2, 8706.1), (3, 4015.0)])
def test_published_selections_are_solved_to_their_optimum(number, optimum):
    with (REAL / f"mknap1_{number}_projects.csv").open() as file:
        rows = [[float(value) for value in row[1:]] for row in list(csv.reader(file))[1:]]
    with (REAL / f"mknap1_{number}_budgets.csv").open() as file:
        budgets = np.array([float(row[1]) for row in list(csv.reader(file))[1:]])
    table = np.array(rows)
    found = projects.best(table[:, 0], table[:, 1:].T, budgets)
    assert found.value == pytest.approx(optimum)
    assert found.upper_bound == pytest.approx(optimum)
    assert (table[found.taken, 1:].sum(axis=0) <= budgets + 1e-9).all()


@pytest.mark.parametrize("seed", range(10))
def test_the_selection_is_the_best_of_all(seed):
    rng = np.random.default_rng(seed)
    values, costs, budgets = rng.uniform(1, 9, 8), rng.uniform(1, 9, (2, 8)), rng.uniform(8, 25, 2)
    each = [np.array(taken) for taken in product((False, True), repeat=8)]
    best = max(values[taken].sum() for taken in each if (costs[:, taken].sum(axis=1) <= budgets).all())
    assert projects.best(values, costs, budgets).value == pytest.approx(best)
    assert projects.ranked(values, costs[0], budgets[0]).value <= projects.best(values, costs[:1], budgets[:1]).value


def test_nothing_to_choose_from_is_an_answer():
    assert projects.best(np.zeros(0), np.zeros((1, 0)), np.array([5.0])).value == 0.0


def test_a_missing_number_is_refused_with_a_sentence():
    with pytest.raises(Unusable, match="A project's cost is no number"):
        projects.best(np.ones(2), np.array([[1.0, np.nan]]), np.array([5.0]))
