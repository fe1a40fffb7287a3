"""What people chose is kept apart from the facts: by layout, the last choice, and never half."""

from dataclasses import replace

import pytest

from data.problems import StoreError
from data.reading.grid import Sheet, Workbook
from data.reading.mapping_json import as_json
from data.reading.proposal import propose
from data.workspace import Workspace, layout
from tests.conftest import HEADINGS
from tests.data.factories import JANUARY

ROW = ["Widget", JANUARY, 300, 100, 50]


def proposal(*sheets, file="PL.xlsx", headings=HEADINGS):
    """What is proposed for a workbook of such sheets."""
    return propose(Workbook(file, tuple(Sheet.of(name, [headings, ROW]) for name in sheets or ("P&L",))))


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "store")


def test_nothing_is_remembered_and_nothing_is_written_before_the_first_choice(workspace, tmp_path):
    assert workspace.remembered(proposal()) is None
    assert list(tmp_path.iterdir()) == []


def test_a_choice_is_remembered_as_it_was_made(workspace):
    chosen = replace(proposal(), feed="Group P&L — Übersicht")
    workspace.remember(proposal(), chosen)
    assert workspace.remembered(proposal()) == as_json(chosen)


def test_the_last_choice_for_a_layout_is_the_one_that_is_remembered(workspace):
    for feed in ("First", "Second"):
        workspace.remember(proposal(), replace(proposal(), feed=feed))
    assert workspace.remembered(proposal())["feed"] == "Second"


def test_each_layout_has_a_memory_of_its_own(workspace):
    other = proposal(headings=[*HEADINGS[:4], "Remark"])
    workspace.remember(proposal(), replace(proposal(), feed="P&L"))
    assert workspace.remembered(other) is None
    workspace.remember(other, replace(other, feed="Other"))
    assert [workspace.remembered(seen)["feed"] for seen in (proposal(), other)] == ["P&L", "Other"]


def test_neither_the_files_name_nor_an_only_sheets_name_is_part_of_a_layout():
    assert layout(proposal("2026-01")) == layout(proposal("2026-02", file="quite another name.csv"))


@pytest.mark.parametrize("changed", [{"basis": "budget"}, {"currency": "EUR"}, {"title_scale": 1000}])
def test_what_a_sheet_states_of_its_amounts_is_part_of_its_layout(changed):
    stated = proposal().with_table(replace(proposal().tables[0], **changed))
    assert layout(stated) != layout(proposal())


def test_the_names_of_several_sheets_are_part_of_their_layout():
    assert layout(proposal("North", "South")) != layout(proposal("East", "West"))


def test_a_file_without_tables_which_a_killed_process_left_remembers_nothing(workspace, tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "workspace.sqlite").touch()
    assert workspace.remembered(proposal()) is None
    workspace.remember(proposal(), proposal())
    assert workspace.remembered(proposal()) == as_json(proposal())


def test_a_file_that_is_no_database_is_named(workspace, tmp_path):
    path = tmp_path / "store" / "workspace.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError) as refusal:
        workspace.remembered(proposal())
    assert str(refusal.value) == f"{path} cannot be used: file is not a database."
