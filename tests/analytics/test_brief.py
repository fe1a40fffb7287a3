import numpy as np
import pytest

from analytics import brief, evidence
from analytics.limits import Unusable
from tests.analytics.test_evidence import portfolio


def asked(**written):
    return brief.question(evidence.gathered(*portfolio()), brief.parsed(written))


def test_without_a_word_each_product_may_move_by_half_and_the_total_stays():
    found = asked()
    place = found.limits.products.index("Pushed")
    assert found.limits.floor[place] == pytest.approx(found.today[place] / 2, abs=0.01)
    assert found.limits.ceiling[place] == pytest.approx(found.today[place] * 1.5, abs=0.01)
    assert found.limits.total == pytest.approx(found.today.sum())


def test_products_without_a_curve_keep_their_budget():
    found = asked()
    place = found.limits.products.index("Losing")
    assert found.limits.floor[place] == found.limits.ceiling[place] == found.today[place]


def test_limits_and_locks_stand_as_they_are_written():
    found = asked(
        products={"Pushed": {"floor": 1, "ceiling": 99}, "Steady": {"locked": True}}, total=50, most_changed=2
    )
    pushed, steady = (found.limits.products.index(name) for name in ("Pushed", "Steady"))
    assert (found.limits.floor[pushed], found.limits.ceiling[pushed]) == (1, 99)
    assert found.limits.floor[steady] == found.limits.ceiling[steady] == found.today[steady]
    assert (found.limits.total, found.limits.most_changed) == (50, 2)


def test_a_group_is_a_line_or_the_products_it_names():
    both = asked(groups={"One": {"ceiling": 5}, "Two of them": {"floor": 1, "products": ["Pushed", "Steady"]}})
    assert len(both.limits.groups[0].members) == 4
    assert {both.limits.products[at] for at in both.limits.groups[1].members} == {"Pushed", "Steady"}


def test_projects_stand_after_the_products_as_choices_of_all_or_nothing():
    found = asked(projects={"New screens": {"cost": 3, "value": 5}})
    assert found.limits.products[-1] == "New screens"
    assert (found.point_at[-1], found.point_value[-1], found.limits.ceiling[-1]) == (3, 5, 0)
    assert np.isnan(found.point_at[:-1]).all()


@pytest.mark.parametrize(
    "written, said",
    [
        ({"products": {"Pusht": {}}}, r"no product called Pusht\. Did you mean Pushed\?"),
        ({"groups": {"Two": {}}}, "no line called Two"),
        ({"totl": 3}, "unknown part 'totl'. Known are: total"),
        ({"total": "much"}, "The total is 'much': give an amount"),
        ({"total": True}, "The total is True"),
        ({"products": {"Pushed": {"ceiling": -1}}}, "The cap of Pushed is -1.00: a budget cannot be negative"),
        ({"products": ["Pushed"]}, "products must be an object"),
        ({"products": {"Pushed": {"elasticity": 1.2}}}, "give a number between 0 and 1"),
        ({"products": {"Pushed": {"answers": [1, 2]}}}, "must be four amounts"),
        ({"groups": {"One": {"products": "Pushed"}}}, "must be a list of names"),
        ({"projects": {"X": {"cost": -1, "value": 1}}}, "needs a cost of 0 or more"),
        ({"products": {"Pushed": {"sunset": {"kept": 2}}}}, "kept between 0 and 1"),
        ({"most_changed": 1.5}, "give a whole number"),
        ([], "must be an object"),
    ],
)
def test_what_means_nothing_is_refused_with_a_sentence(written, said):
    with pytest.raises(Unusable, match=said):
        brief.question(evidence.gathered(*portfolio()), brief.parsed(written))


def test_answers_that_fall_are_refused_by_the_name_of_the_product():
    known = brief.parsed({"products": {"Pushed": {"answers": [4, 3, 2, 1]}}})
    with pytest.raises(Unusable, match="Pushed: The answers must increase"):
        brief.judged(known, {"Pushed": 10.0})
