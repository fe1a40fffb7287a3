"""What each touch of the board means: kept as it was meant, refused with a sentence where it cannot be."""

from dataclasses import replace

import numpy as np
import pytest

from analytics import brief, evidence
from analytics.transfers import Impossible, Scenario
from tests.analytics.test_evidence import portfolio
from ui import deeds, whatif
from ui.whatif import WhatIf


def scene(**content) -> WhatIf:
    """A scenario's content on four products."""
    found = evidence.gathered(*portfolio())
    asked = brief.parsed(content.get("limits", {}))
    today = {name: round(budget * 100) for name, budget in zip(found.products, found.today, strict=True)}
    people = dict.fromkeys(found.products, 1000)
    scenario, refused = whatif._replayed(Scenario(today, people), content)
    return WhatIf(content, asked, found, scenario, tuple(refused))


def after(deed: str, content: dict | None = None, **edit) -> WhatIf:
    """The scene after one touch, read again from what is kept."""
    return scene(**deeds.DEEDS[deed](scene(**(content or {})), {"kind": deed, **edit}))


def budget(found: WhatIf, name: str) -> int:
    return found.scenario.budgets()[name]


@pytest.mark.parametrize("source", ["where it costs least", "by share of budget"])
def test_a_dragged_budget_is_reached_and_the_total_holds(source):
    wanted = budget(scene(), "Pushed") + 50
    found = after("money", {"source": source}, product="Pushed", cents=wanted)
    assert budget(found, "Pushed") == wanted
    assert found.scenario.pool() == (0, 0)
    assert budget(found, "Losing") == budget(scene(), "Losing")  # it has no curve, so it stays


def test_without_holding_the_total_the_pool_gives():
    found = after("money", {"hold": False}, product="Pushed", cents=budget(scene(), "Pushed") + 50)
    assert found.scenario.pool() == (-50, 0)


def test_a_budget_beyond_its_ceiling_is_refused_and_says_what_it_may_have():
    with pytest.raises(Impossible, match=r"Pushed is limited to .* Change its minimum or cap first"):
        after("money", product="Pushed", cents=10 * budget(scene(), "Pushed"))


def test_undo_redo_and_reset_go_back_and_forth():
    moved = after("money", product="Pushed", cents=budget(scene(), "Pushed") + 50)
    undone = after("undo", moved.content)
    assert undone.scenario.budgets() == scene().scenario.budgets()
    assert after("redo", undone.content).scenario.budgets() == moved.scenario.budgets()
    assert after("reset", moved.content).scenario.edits == ()


def test_a_lock_holds_where_the_budget_stands_and_gives_its_limits_back():
    limits = {"products": {"Pushed": {"floor": 1.0}}}
    locked = after("lock", {"limits": limits}, product="Pushed", value=True)
    place = locked.places["Pushed"]
    assert locked.question.limits.floor[place] == locked.question.limits.ceiling[place] == locked.evidence.today[place]
    with pytest.raises(Impossible):
        after("money", locked.content, product="Pushed", cents=budget(locked, "Pushed") + 1)
    free = after("lock", locked.content, product="Pushed", value=False)
    assert free.question.limits.floor[place] == 1.0
    assert free.content["locked"] == {}


def test_a_limit_is_kept_and_not_beyond_the_other():
    found = after("ceiling", product="Pushed", cents=4000)
    assert found.question.limits.ceiling[found.places["Pushed"]] == 40.0
    with pytest.raises(Impossible, match="Change the cap first"):
        after("floor", found.content, product="Pushed", cents=5000)


def test_people_come_from_those_whose_money_brings_least_and_settle_in():
    found = after("people", product="Pushed", hundredths=1500)
    assert found.scenario.people()["Pushed"] == 1500
    assert sum(found.scenario.people().values()) == 4000
    (transfer,) = found.scenario.transfers
    assert (transfer.at_start, transfer.settles) == (0.5, 2.0)
    slopes = found.evidence.curves.slope(np.maximum(found.evidence.today, 0.01))
    assert slopes[found.places[transfer.giver]] == min(slopes)


def test_more_people_than_there_are_cannot_come():
    with pytest.raises(Impossible, match="do not have enough FTE"):
        after("people", product="Pushed", hundredths=999_999)


def test_what_newer_data_does_not_allow_is_left_out_and_said():
    moved = after("money", product="Pushed", cents=budget(scene(), "Pushed") + 50).content
    edits = [[{**each, "cents": each["cents"] * 10**6} for each in edit] for edit in moved["edits"]]
    found = scene(**{**moved, "edits": edits})
    assert found.scenario.budgets() == scene().scenario.budgets()
    assert "no more can be taken" in found.left_out[0]


def test_nothing_moved_gains_exactly_nothing_and_its_range_is_empty():
    found = scene()
    assert (found.gain, found.range.p10, found.range.p90) == (0.0, 0.0, 0.0)


def test_the_range_of_a_scenario_holds_its_gain():
    found = after("money", product="Pushed", cents=budget(scene(), "Pushed") + 300)
    assert found.range.p10 < found.gain < found.range.p90
    later = replace(found, content={**found.content})
    assert later.gain == found.gain
