"""The scenario that a visitor works on, and those that are kept: by the link, so that a reload loses nothing."""

from dataclasses import replace
from typing import Any, NoReturn

import streamlit as st

from data import scenarios
from data.scenarios import Scenario
from data.workspace import Workspace
from ui import session

LINK = "scenario"
_CURRENT = "scenario on the board"


def current() -> Scenario:
    """The scenario that the link names, else the one at hand, else a draft that nothing was done to."""
    wanted = st.query_params.get(LINK) or st.session_state.get(_CURRENT)
    found = scenarios.find(_workspace(), str(wanted)) if wanted else None
    if found is None:
        if LINK in st.query_params:
            st.warning("The scenario of this link is not in this store. You see today instead.")
            del st.query_params[LINK]
        return scenarios.new(session.version(), {})
    _look_at(found)
    return found


def change(scenario: Scenario, content: dict[str, Any]) -> Scenario:
    """Keep what was done to a scenario; one that has a name stays as it is, and a draft goes on from it."""
    if scenario.state != scenarios.DRAFT:
        scenario = scenarios.duplicate(scenario)
    written = scenarios.write(_workspace(), replace(scenario, content=content, data_version=session.version()))
    _look_at(written)
    return written


def go_on(content: dict[str, Any]) -> NoReturn:
    """Keep what was done to the scenario at hand, and show it."""
    change(current(), content)
    st.rerun()


def keep(scenario: Scenario, name: str, author: str, why: str) -> Scenario:
    """Give a scenario a name; a kept one under another name becomes a second one."""
    if scenario.state != scenarios.DRAFT and name != scenario.name:
        scenario = scenarios.duplicate(scenario)
    named = replace(scenario, state=scenarios.KEPT, name=name, author=author, why=why)
    written = scenarios.write(_workspace(), named)
    _look_at(written)
    return written


def rename(scenario: Scenario, name: str) -> None:
    """Give a kept scenario another name."""
    scenarios.write(_workspace(), replace(scenario, name=name))


def copy(scenario: Scenario) -> None:
    """Go on with a draft that holds the same."""
    _look_at(scenarios.write(_workspace(), scenarios.duplicate(scenario)))


def archive(scenario: Scenario, away: bool = True) -> None:
    """Put a scenario out of the list, or back into it."""
    scenarios.write(_workspace(), replace(scenario, state=scenarios.ARCHIVED if away else scenarios.KEPT))


def look_at(scenario_id: str) -> None:
    """Put a kept scenario on the board."""
    st.session_state[_CURRENT] = st.query_params[LINK] = scenario_id


def kept(archived: bool = False) -> list[Scenario]:
    """The kept scenarios, the newest first."""
    return scenarios.kept(_workspace(), scenarios.ARCHIVED if archived else scenarios.KEPT)


def is_draft(scenario: Scenario) -> bool:
    """Whether nobody gave it a name yet."""
    return scenario.state == scenarios.DRAFT


def _look_at(scenario: Scenario) -> None:
    st.session_state[_CURRENT] = scenario.id
    if st.query_params.get(LINK) != scenario.id:
        st.query_params[LINK] = scenario.id


def _workspace() -> Workspace:
    return Workspace(session.store().folder)
