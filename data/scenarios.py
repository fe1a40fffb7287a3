"""Scenarios that people keep: in the workspace, where no rebuild of the facts can lose them.

What a scenario holds is its writer's: here it is JSON, kept whole as it was given.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sql

from data.workspace import METADATA, Workspace

SCENARIO = sql.Table(
    "scenario",
    METADATA,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("state", sql.String, nullable=False),  # draft, kept or archived
    sql.Column("name", sql.String, nullable=False),  # "" while it is a draft
    sql.Column("author", sql.String, nullable=False),
    sql.Column("why", sql.Text, nullable=False),
    sql.Column("data_version", sql.Integer, nullable=False),  # that it was made on
    sql.Column("content", sql.Text, nullable=False),  # JSON
    sql.Column("changed_at", sql.DateTime, nullable=False),  # UTC
)
DRAFT, KEPT, ARCHIVED = "draft", "kept", "archived"


@dataclass(frozen=True)
class Scenario:
    """One scenario as it is kept; a draft has no name yet."""

    id: str
    data_version: int
    content: dict[str, Any]
    state: str = DRAFT
    name: str = ""
    author: str = ""
    why: str = ""
    changed_at: datetime | None = None


def new(data_version: int, content: dict[str, Any]) -> Scenario:
    """A draft that is not written yet."""
    return Scenario(uuid4().hex[:12], data_version, content)


def duplicate(scenario: Scenario) -> Scenario:
    """A draft with the same content."""
    return replace(new(scenario.data_version, scenario.content), why=scenario.why)


def write(workspace: Workspace, scenario: Scenario) -> Scenario:
    """Keep a scenario in place of what was kept under its id."""
    now = datetime.now(UTC).replace(tzinfo=None)
    written = replace(scenario, changed_at=now)
    row = {**vars(written), "content": json.dumps(scenario.content, ensure_ascii=False)}
    workspace.put(SCENARIO, row)
    return written


def find(workspace: Workspace, scenario_id: str) -> Scenario | None:
    """The scenario of an id; None where there is none."""
    found = _rows(workspace, SCENARIO.c.id == scenario_id)
    return found[0] if found else None


def kept(workspace: Workspace, state: str = KEPT) -> list[Scenario]:
    """The scenarios of a state, the one that was changed last first."""
    return _rows(workspace, SCENARIO.c.state == state)


def _rows(workspace: Workspace, which: sql.ColumnElement[bool]) -> list[Scenario]:
    wanted = sql.select(SCENARIO).where(which).order_by(SCENARIO.c.changed_at.desc(), SCENARIO.c.id)
    rows = workspace.rows(wanted, SCENARIO)
    return [Scenario(**{**row, "content": json.loads(row["content"])}) for row in rows]
