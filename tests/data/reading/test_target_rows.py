"""Targets with a sign or of a range in rows that a label calls targets, beside actual figures in the same column."""

from tests.data.reading.test_kpi_sheets import figures, opened, told

ROWS = [["KPI", "Type", "Month", "Value"], ["Haze", "Actual", "2025-01", 4], ["Haze", "Target", "2025-01", "<5"]]


def test_a_target_with_a_sign_says_which_way_is_good():
    assert figures(ROWS) == {("Haze", "actual", "2025-01", 4), ("Haze", "target", "2025-01", 5)}
    found = told(ROWS)["Haze"]
    assert (found.direction, found.direction_from) == ("lower is better", "target")


def test_a_target_of_two_ends_is_a_range_and_no_figure():
    rows = [*ROWS[:2], ["Haze", "Target", "2025-01", "3-6"]]
    found = told(rows)["Haze"]
    assert (found.direction, float(found.low), float(found.high)) == ("range", 3, 6)
    assert figures(rows) == {("Haze", "actual", "2025-01", 4)}


def test_an_actual_with_a_sign_is_no_figure():
    (table,) = opened([*ROWS, ["Haze", "Actual", "2025-02", "<5"]]).tables
    assert (table.loaded_rows, table.rejected_rows) == (2, 1)
