"""Indicators as councils publish them: months behind a year, fiscal quarters, spans of years, types of their own."""

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from tests.data.reading.test_kpi_sheets import HEADINGS, figures, opened


@pytest.mark.parametrize(
    ("period", "first"),
    [("2010;April", "2010-04"), ("2023;December", "2023-12"), ("2013-14;Q2", "2013-04"), ("2013-14 Q4", "2013-10")],
)
def test_a_month_or_a_quarter_stands_behind_its_year(period, first):
    assert ("Haze", "actual", first, 5) in figures([HEADINGS, ["Haze", period, 5, 6]])


def test_a_span_of_several_years_is_left_out_and_named_and_its_neighbours_count():
    rows = [HEADINGS, *(["Haze", f"{year}-{year + 1 - 2000:02}", 5, 6] for year in range(2012, 2018))]
    (table,) = opened([*rows, ["Haze", "2010-14", 7, 8]]).tables
    assert (table.loaded_rows, table.left_out_rows, table.rejected_rows) == (6, 1, 0)
    assert any("several years" in problem.sentence for problem in table.problems)


def test_data_types_that_are_no_bases_tell_figures_apart():
    heads = ["Code", "Period", "DataType", "Value_Mean", "Numerator_Mean"]
    rows = [[f"C{n}", "2019-20", kind, 3 + n, 50 + n] for n in range(8) for kind in ("Cash_Annual", "Real_Annual")]
    rows += [[code, "2020-21", *rest] for code, _, *rest in rows]
    sheet = Sheet.of("Averages", [heads, *rows])
    workbook = Workbook("averages.csv", [sheet])
    found = settled(workbook, read.mapping_of(workbook), Answers(likely=True)).reading
    assert not asked(found.refusals)
    assert found.tables[0].kind.name == "kpi"


def test_data_types_that_are_bases_still_are():
    heads = ["Product", "Month", "Data type", "Revenue"]
    rows = [["A", "2025-01", kind, 5] for kind in ("Actual", "Budget")]
    workbook = Workbook("plan.csv", [Sheet.of("Plan", [heads, *rows])])
    (table,) = read.read(workbook, read.mapping_of(workbook)).tables
    assert table.mapping.fields["basis"].heading == "Data type"
