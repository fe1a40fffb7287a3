"""What people keep of scenarios: whole, in the order of their last change, and never beside the facts."""

from dataclasses import replace

import pytest

from data import scenarios
from data.workspace import Workspace

CONTENT = {"edits": [[{"giver": "Übersee", "taker": None, "cents": 12_345}]], "hold": True}


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "store")


def test_nothing_is_kept_and_nothing_written_before_the_first(workspace, tmp_path):
    assert scenarios.kept(workspace) == []
    assert scenarios.find(workspace, "absent") is None
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_found_again_exactly(workspace):
    draft = scenarios.write(workspace, scenarios.new(7, CONTENT))
    assert scenarios.find(workspace, draft.id) == draft
    assert draft.content == CONTENT
    assert scenarios.kept(workspace) == []


def test_the_last_writing_stands(workspace):
    draft = scenarios.write(workspace, scenarios.new(7, CONTENT))
    named = scenarios.write(workspace, replace(draft, state=scenarios.KEPT, name="Bold", author="A", why="Because"))
    assert scenarios.kept(workspace) == [named]
    scenarios.write(workspace, replace(named, state=scenarios.ARCHIVED))
    assert scenarios.kept(workspace) == []
    assert [each.name for each in scenarios.kept(workspace, scenarios.ARCHIVED)] == ["Bold"]


def test_a_duplicate_is_a_draft_of_its_own(workspace):
    first = scenarios.write(workspace, replace(scenarios.new(7, CONTENT), state=scenarios.KEPT, name="Bold"))
    second = scenarios.write(workspace, scenarios.duplicate(first))
    assert second.id != first.id
    assert (second.content, second.state, second.name) == (CONTENT, scenarios.DRAFT, "")


def test_the_scenario_changed_last_comes_first(workspace):
    for name in ("One", "Two"):
        scenarios.write(workspace, replace(scenarios.new(1, {}), state=scenarios.KEPT, name=name))
    assert [each.name for each in scenarios.kept(workspace)] == ["Two", "One"]
