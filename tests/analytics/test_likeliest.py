"""The likeliest allocation keeps every limit."""

import numpy as np

from analytics import likeliest, response
from analytics.allocation import Question
from analytics.chances import Draws
from analytics.limits import Limits

TODAY = np.array([10.0, 10.0, 10.0])


def test_a_product_below_its_floor_is_one_of_the_few_that_change():
    curves = response.power(np.array([20.0, 20.0, 5.0]), TODAY, np.array([0.4, 0.4, 0.05]))
    limits = Limits(("A", "B", "C"), 31.0, np.array([3, 3, 11.0]), np.full(3, 20.0), most_changed=2)
    question = Question(curves, TODAY, limits)
    found = likeliest.best(question, Draws(curves, np.full(3, 0.1), TODAY, 200), question.value(TODAY) + 0.1)
    assert found.budgets[2] >= 11.0
    assert question.broken(found.budgets, found.whole) == []
