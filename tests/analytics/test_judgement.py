import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.judgement import Judgement, Unanswerable


def test_the_published_example():
    known = Judgement(20, 40, 46, 60, budget=1.0)  # d = 1, c = 1.527
    assert known.halfway == pytest.approx(1.0)
    assert known.steepness == pytest.approx(1.527, abs=5e-4)


@given(st.floats(-50, 50), *[st.floats(0.1, 100)] * 3, st.floats(0.01, 1e7))
def test_the_curve_passes_through_all_answers(least, first, second, third, budget):
    known = Judgement(least, least + first, least + first + second, least + first + second + third, budget)
    curve = known.curve()
    found = [curve.value(np.array([budget * at]))[0] for at in (0.0, 1.0, 1.5)]
    assert found == pytest.approx([known.at_zero, known.at_today, known.at_half_more], rel=1e-6, abs=1e-6)
    assert curve.base[0] + curve.span[0] == pytest.approx(known.at_most)


@pytest.mark.parametrize(
    "answers, budget, said",
    [
        ((40, 40, 46, 60), 1.0, "The answers must increase"),
        ((20, 40, 39, 60), 1.0, "The answers must increase"),
        ((20, 40, float("nan"), 60), 1.0, "Four amounts are needed"),
        ((20, 40, 46, 60), 0.0, "The questions need a budget above 0 today"),
    ],
)
def test_answers_that_no_curve_can_follow_are_refused_with_a_sentence(answers, budget, said):
    with pytest.raises(Unanswerable, match=said):
        Judgement(*answers, budget=budget)
