"""Weeks in KPI sheets, in whatever way they are written; elsewhere they count in the month of their Thursday."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.questions.question import asked
from tests.data.reading.test_kpi_sheets import opened

HEADINGS = ["KPI", "Product", "Actual", "Target", "Better"]
FIGURES = [("12", "10", "lower"), ("11", "10", "lower"), ("9", "10", "lower")]


def weeks(rows):
    """The first day and the grain of each actual that is read, in their order."""
    reading = opened(rows)
    assert not reading.refusals, [problem.sentence for problem in reading.refusals]
    (table,) = reading.tables
    records = table.records.to_pylist()
    return [(str(row["period"]), row["grain"]) for row in records if row["measure"] == "actual"]


LATE_MARCH = [("2026-03-16", "week"), ("2026-03-23", "week"), ("2026-03-30", "week")]


@pytest.mark.parametrize("spelling", ["2026-W{}", "2026W{}", "W{} 2026", "KW {} 2026", "Week {}, 2026", "{}. KW 2026"])
def test_a_week_with_its_year_is_that_of_iso(spelling):
    rows = [["Tickets", "A", *each, spelling.format(n)] for n, each in enumerate(FIGURES, 12)]
    assert weeks([[*HEADINGS, "Period"], *rows]) == LATE_MARCH


@pytest.mark.parametrize(("heading", "spelling"), [("Week", "{}"), ("KW", "{}"), ("Week", "W{}"), ("Week", "Week {}")])
def test_a_year_and_its_week_stand_in_two_columns(heading, spelling):
    rows = [["Tickets", "A", *each, "2026", spelling.format(n)] for n, each in enumerate(FIGURES, 12)]
    assert weeks([[*HEADINGS, "Year", heading], *rows]) == LATE_MARCH


@pytest.mark.parametrize("headings", [("W12 2026", "W13 2026", "W14 2026"), ("2026-03-17", "2026-03-24", "2026-03-31")])
def test_weeks_stand_across(headings):
    rows = [["KPI", "Product", "Target", "Better", *headings], ["Tickets", "A", 10, "lower", 12, 11, 9]]
    assert weeks(rows) == LATE_MARCH


def test_one_day_of_each_week_stands_for_it():
    fridays = ("2026-03-20", "2026-03-27", "2026-04-03")
    rows = [["Tickets", "A", *each, day] for each, day in zip(FIGURES, fridays, strict=True)]
    assert weeks([[*HEADINGS, "Date"], *rows]) == LATE_MARCH


def test_days_that_are_not_one_of_each_week_are_of_their_months():
    rows = [["Tickets", "A", *each, f"2026-0{month}-02"] for month, each in enumerate(FIGURES, 2)]
    assert weeks([[*HEADINGS, "Date"], *rows]) == [(f"2026-0{month}-01", "month") for month in (2, 3, 4)]


def test_weeks_stand_beside_months_quarters_and_years():
    periods = ("2026-W14", "2026-03", "2026-Q1", "2026")
    rows = [[f"K{n}", "A", 1, 2, "lower", period] for n, period in enumerate(periods)]
    assert [grain for _, grain in weeks([[*HEADINGS, "Period"], *rows])] == ["week", "month", "quarter", "year"]


def test_a_year_that_has_no_week_53_is_refused():
    rows = [["Tickets", "A", *FIGURES[0], "2026-W53"], ["Tickets", "A", *FIGURES[1], "2025-W53"]]
    (problem,) = (each for each in opened([[*HEADINGS, "Period"], *rows]).problems if "2025-W53" in each.found)
    assert "2025-W53" in problem.found


def test_weeks_without_a_year_are_asked_for_it():
    rows = [["Tickets", "A", *each, f"KW {n}"] for n, each in enumerate(FIGURES, 12)]
    assert [question.id.partition(":")[0] for question in asked(opened([[*HEADINGS, "Week"], *rows]).refusals)] == [
        "year"
    ]


def test_weeks_of_finance_count_in_the_months_of_their_thursdays_and_it_is_said():
    rows = [["Product", "Week", "Revenue"], *([name, f"2026-W{n}", Decimal(n)] for n in (13, 14) for name in "AB")]
    workbook = Workbook("sales.xlsx", [Sheet.of("Sales", rows)])
    reading = read.read(workbook, read.mapping_of(workbook))
    (table,) = reading.tables
    found = {(str(row["period"]), row["grain"], row["amount"]) for row in table.records.to_pylist()}
    assert found == {("2026-03-01", "month", Decimal(13)), ("2026-04-01", "month", Decimal(14))}
    assert [problem.remedy for problem in reading.problems if problem.code == "weeks"] == [
        "A week counts in the month of its Thursday."
    ]
