"""Files whose first row is data: each column is asked about by its number, none is refused."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from data.reading import mapping_json
from data.reading.grid import Sheet, Workbook
from data.reading.headless import is_headless
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of
from data.store import Store
from tests.data.factories import load, revenue

SALES = "2026-01-05,Kettle,North,1200.50,3\n2026-01-06,Lamp,South,800.25,2\n2026-02-06,Kettle,South,400.00,1\n"
CASES = {
    "days, names, places, money and pieces": (SALES, {"revenue": "2400.75", "units": "6"}, {"Kettle", "Lamp"}),
    "years": (
        "Kettle,2025,North,1200.50\nLamp,2025,South,800.25\nKettle,2024,South,400\n",
        {"revenue": "2400.75"},
        {"Kettle", "Lamp"},
    ),
    "numbers of orders, semicolons and decimal commas": (
        '10025;Kettle;15.01.2026;"1.200,50"\n10026;Lamp;16.01.2026;"800,25"\n10027;Lamp;17.02.2026;"310,25"\n',
        {"revenue": "2311.00"},
        {"Kettle", "Lamp"},
    ),
}


def workbook_of(text):
    delimiter = ";" if ";" in text else ","
    rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    return Workbook("export.csv", [Sheet.of("export", rows)])


def read_under(text, answers=None, known=None):
    workbook = workbook_of(text)
    return settled(workbook, mapping_of(workbook, known), answers or Answers()).reading


def totals(reading):
    found = {}
    for row in (row for table in reading.tables for row in table.records.to_pylist()):
        found[row["measure"]] = found.get(row["measure"], 0) + row["amount"]
    return found


@pytest.mark.parametrize(("text", "sums", "products"), CASES.values(), ids=CASES)
def test_every_row_counts_under_the_likely_answers(text, sums, products):
    reading = read_under(text, Answers(likely=True))
    assert totals(reading) == {measure: Decimal(total) for measure, total in sums.items()}
    assert {row["product"] for table in reading.tables for row in table.records.to_pylist()} == products
    assert min(row["row_number"] for table in reading.tables for row in table.records.to_pylist()) == 1


def test_columns_are_asked_about_by_their_numbers_with_the_likely_answer_first():
    questions = {question.id: question.choices for question in asked(read_under(SALES).questions)}
    assert questions["names:column 2"] == ("column 2", "column 3")
    assert [questions[f"holds:column {number}"][0] for number in (4, 5)] == ["revenue", "units"]


def test_another_answer_gives_another_reading():
    said = {"names:column 2": "column 3", "holds:column 4": "investment", "holds:column 5": "nothing of the review"}
    reading = read_under(SALES, Answers(said))
    assert totals(reading) == {"investment": Decimal("2400.75")}
    assert {row["product"] for row in reading.tables[0].records.to_pylist()} == {"North", "South"}


def test_what_was_answered_holds_for_the_next_file():
    once = read_under(SALES, Answers(likely=True))
    more = read_under(SALES + "2026-03-01,Kettle,North,99.25,1\n", known=mapping_json.as_json(once.mapping))
    assert not more.refusals
    assert totals(more)["revenue"] == Decimal("2500.00")


def test_such_a_file_is_stored_with_the_cells_it_came_from(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(SALES, encoding="utf-8")
    store = Store(tmp_path / "store")
    load(store, path, answers=Answers(likely=True))
    assert revenue(store) == {"Kettle": 1600.50, "Lamp": 800.25}


@pytest.mark.parametrize(
    "rows",
    [
        ["Product,2024,2025", "Kettle,100,110", "Lamp,50,60", "Oven,5,6"],
        ["Store,1,2,3", "Elm Street,100,110,120", "Harbour,50,60,70", "Mill,5,6,7"],
        ["Kettle and Lamp,Jan,Feb", "North,100,110", "South,50,60", "West,5,6"],
        ["Month,Sales", "2026-01,100", "2026-02,110", "2026-03,120"],
        ["Total,,450", "Product,Month,Sales", "Kettle,2026-01,200", "Lamp,2026-01,250"],
        ["jahr,01,02", "2024,100,110", "2025,50,60", "2026,5,6"],
        ["Kettle,1200.50", "Lamp,800.25"],
    ],
)
def test_a_row_of_headings_is_none_of_data(rows):
    assert not is_headless(Sheet.of("s", [_cells(row) for row in rows]))


def test_days_above_figures_are_headings():
    rows = [["Kettles", date(2026, 1, 31), date(2026, 2, 28)], *[["North", Decimal(n), Decimal(n + 1)] for n in (7, 8)]]
    assert not is_headless(Sheet.of("s", rows))


def _cells(row):
    return [Decimal(cell) if cell.replace(".", "").isdigit() else cell or None for cell in row.split(",")]
