"""Text that is nearly a table: a row with fewer cells, a blank behind a quote, a time that is not known."""

import pytest

from data.problems import Refused
from data.reading.choices import apply
from data.reading.mapping_json import as_json
from data.reading.proposal import propose
from data.reading.questions.settled import Answers, settled
from data.reading.read import open_workbook

SHORT = "Product,Month,Revenue,Variable cost\nA,2026-01,5,1\nB,2026-01,6\nA,2026-02,7,2\n"


@pytest.fixture
def opened(tmp_path):
    """A workbook of a text."""

    def written(text):
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode())
        return open_workbook(path, path.name)

    return written


def answered(workbook, **answers):
    return settled(workbook, propose(workbook), Answers(**answers)).reading


def sums(reading):
    assert not reading.refusals, [problem.sentence for problem in reading.refusals]
    return {total.field: total.loaded_total for total in reading.tables[0].totals}


def test_a_shorter_row_is_asked_about_with_its_cells(opened):
    (asked,) = answered(opened(SHORT)).refusals
    assert (asked.code, asked.place.row, asked.choices) == ("ask_short", 3, ("its last cells are blank",))
    assert "row 3: B | 2026-01 | 6" in asked.found


def test_its_last_cells_are_blank_if_its_owner_says_so(opened):
    assert sums(answered(opened(SHORT), likely=True)) == {"revenue": 18, "variable_cost": 3}


def test_it_is_asked_of_the_next_file_again(opened):
    workbook = opened(SHORT)
    found = settled(workbook, propose(workbook), Answers(likely=True)).reading
    again = apply(as_json(found.mapping), propose(workbook), workbook)
    assert [p.code for p in settled(workbook, again, Answers()).reading.refusals] == ["ask_short"]


def test_a_longer_row_stays_refused(opened):
    with pytest.raises(Refused, match="row 3: expected 4 columns as in the rows above, found 5 columns"):
        opened(SHORT.replace("B,2026-01,6", "B,2026-01,6,1,1"))


def test_a_line_below_the_table_is_no_short_row(opened):
    assert sums(answered(opened(SHORT.replace("B,2026-01,6\n", "") + "as of today\n"))) == {
        "revenue": 12,
        "variable_cost": 3,
    }


def test_blanks_behind_quotes_are_no_part_of_a_cell(opened):
    text = '"Product" ,"Month","Revenue" \n"Tea, green" ,"2026-01", 5\n"He said ""no""" ,"2026-01",6\n'
    workbook = opened(text)
    assert [workbook.sheets[0].cell(row, 1) for row in (1, 2, 3)] == ["Product", "Tea, green", 'He said "no"']
    assert sums(answered(workbook)) == {"revenue": 11}


def test_a_quote_that_does_not_close_stays_refused(opened):
    with pytest.raises(Refused, match="a quote that does not close"):
        opened('"Product" ,Month,Revenue\n"Tea ,2026-01,5\nB,2026-01,6\n')


def test_a_row_whose_time_is_said_not_to_be_known_is_left_out_with_its_sum(opened):
    rows = [f"{name},{year},{amount}" for name, year, amount in (("A", 2024, 5), ("B", 2024, 6), ("A", 2025, 7))] * 5
    reading = answered(opened("\n".join(["Product,Year,Revenue", *rows, "B,N/A,40"]) + "\n"), likely=True)
    (total,) = reading.tables[0].totals
    left_out = [problem.sentence for problem in reading.problems if problem.severity == "left out"]
    assert total.left_out_total == 40
    assert left_out == ["file!B17: expected a year, found “N/A”. The row gives no known time and counts in no period."]


def test_a_time_that_cannot_be_read_stays_a_difference(opened):
    rows = [f"{name},{year},{amount}" for name, year, amount in (("A", 2024, 5), ("B", 2024, 6), ("A", 2025, 7))] * 5
    reading = answered(opened("\n".join(["Product,Year,Revenue", *rows, "B,soon,40"]) + "\n"), likely=True)
    assert reading.tables[0].totals[0].rejected_total == 40
