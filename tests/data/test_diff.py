"""What changed between two versions: every figure with what it was and what it is."""

from decimal import Decimal

import pytest

from data import diff
from data.problems import StoreError
from data.store import Store
from tests.data.factories import FEBRUARY, JANUARY, load, workbook

FIRST = [["Widget", JANUARY, 300, 100, 100], ["Gadget", JANUARY, 120, 60, 50]]


@pytest.fixture
def two_versions(store, tmp_path):
    load(store, workbook(tmp_path, "january.xlsx", *FIRST), feed="P&L")
    second = [["Widget", JANUARY, 310.5, 100, 100], ["Widget", FEBRUARY, 1, 2, 3]]
    load(store, workbook(tmp_path, "february.xlsx", *second), feed="P&L")
    return store


def changed(store, before, after):
    return {
        (row["subject"], row["measure"], row["period"]): (row["was"], row["now"])
        for row in diff.changes(store, before, after)
    }


def test_a_changed_a_new_and_a_gone_figure_are_each_said_with_what_they_were_and_are(two_versions):
    found = changed(two_versions, 1, 2)
    assert found[("Widget", "revenue", "2026-01-01")] == (Decimal("300"), Decimal("310.5"))
    assert found[("Widget", "investment", "2026-02-01")] == (None, Decimal("3"))
    assert found[("Gadget", "variable_cost", "2026-01-01")] == (Decimal("60"), None)
    assert ("Widget", "variable_cost", "2026-01-01") not in found
    assert len(found) == 1 + 3 + 3


def test_the_way_back_is_the_same_with_both_sides_swapped(two_versions):
    there, back = changed(two_versions, 1, 2), changed(two_versions, 2, 1)
    assert {key: (now, was) for key, (was, now) in back.items()} == there


def test_everything_is_new_beside_the_empty_store_and_nothing_beside_itself(two_versions):
    assert {was for was, _ in changed(two_versions, 0, 1).values()} == {None}
    assert changed(two_versions, 2, 2) == {}


def test_the_figures_of_markets_and_kpis_are_compared_too(store, sample_folder, tmp_path):
    sample = Store(sample_folder / "store")
    kinds = {row["kind"] for row in diff.changes(sample, 0, sample.version)}
    assert kinds == {"finance", "market", "kpi"}


def test_a_version_that_is_not_kept_is_refused_with_those_that_are(two_versions):
    with pytest.raises(StoreError, match=r"no version 9 .* Kept are 1, 2"):
        diff.changes(two_versions, 1, 9)
