"""A KPI's actual and target in rows of their own, told apart by a column that says which."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook

LONG = [
    ["KPI", "Month", "Type", "Value"],
    *(["Orders", "2024-01", "Actual", Decimal(5)], ["Orders", "2024-01", "Target", Decimal(6)]),
    *(["Orders", "2024-02", "Actual", Decimal(7)], ["Orders", "2024-02", "Target", Decimal(6)]),
]
ACROSS = [
    ["KPI", "Type", "2024-01", "2024-02"],
    ["Orders", "Actual", Decimal(5), Decimal(7)],
    ["Orders", "Target", Decimal(6), Decimal(6)],
]


def figures(rows):
    """What is read of a table of KPIs: measure, month and amount."""
    workbook = Workbook("kpis.xlsx", [Sheet.of("KPIs", rows)])
    found = read.read(workbook, read.mapping_of(workbook))
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    (table,) = found.tables
    assert table.kind.name == "kpi"
    return {(r["measure"], r["period"].month, int(r["amount"])) for r in table.records.to_pylist()}


@pytest.mark.parametrize("rows", [LONG, ACROSS], ids=["long", "across"])
def test_rows_say_whether_their_figures_are_actual_or_target(rows):
    assert figures(rows) == {("actual", 1, 5), ("actual", 2, 7), ("target", 1, 6), ("target", 2, 6)}


@pytest.mark.parametrize("heading", ["Value", "Actual"])
def test_a_column_of_other_types_says_nothing_of_its_rows(heading):
    rows = [["KPI", "Month", "Type", heading], ["Orders", "2024-01", "Count", Decimal(5)]]
    assert figures(rows) == {("actual", 1, 5)}


@pytest.mark.parametrize("target", ["Target", "Plan"])
def test_a_column_for_each_is_read_whatever_else_stands_beside(target):
    rows = [["Measure", "Month", "Actual", target], ["Orders", "2024-01", Decimal(5), Decimal(6)]]
    assert figures(rows) == {("actual", 1, 5), ("target", 1, 6)}
