"""In which row the headings stand, where some of them are numbers."""

from decimal import Decimal

import pytest

from data.reading.grid import Sheet, Workbook
from data.reading.interpretations import seen
from data.reading.interpretations.headed import likeliest
from data.reading.interpretations.seen import Seen
from data.reading.proposal import propose
from data.reading.questions.settled import Answers, settled

NUMBERED = [["Year", "01", "02", "23"], ["2023", "58.5", "7.9", "802.8"], ["2024", "59.7", "14.9", "784.9"]]


def sheet(rows):
    return Sheet.of("stacked", rows)


def test_numbers_of_names_beside_years_are_headings():
    workbook = Workbook("stacked.csv", [sheet(NUMBERED)])
    found = settled(workbook, propose(workbook), Answers({"measure:01": "investment"}, likely=True)).reading
    (table,) = found.tables
    amounts = {(row["product"], row["period"].year): row["amount"] for row in table.records.to_pylist()}
    assert amounts["23", 2024] == Decimal("784.9")
    assert {product for product, _ in amounts} == {"01", "02", "23"}


@pytest.mark.parametrize(
    "rows",
    [
        [["2022", "58", "79", "80"], *NUMBERED[1:]],  # figures without a heading
        [["Widget", "01", "02", "23"], ["Gadget", "5", "7", "8"], ["Gizmo", "5", "14", "7"]],  # no time below a word
        [["Year", *(f"{month:02}" for month in range(1, 13))], *([str(year), *["5"] * 12] for year in (2023, 2024))],
    ],
    ids=["no word", "no time", "months"],
)
def test_other_numbers_are_no_names(rows):
    assert likeliest(sheet(rows), [1]) is None


def test_a_sheet_is_looked_at_once_a_row(monkeypatch):
    looked = []
    glances = seen.glances
    monkeypatch.setattr(seen, "glances", lambda *of: looked.append(of) or glances(*of))
    one = sheet(NUMBERED)
    assert Seen.of(one, 1, "f") is Seen.of(one, 1, "f")
    assert Seen.of(one, 2, "f") is not Seen.of(one, 1, "f")
    assert len(looked) == 2


def test_years_across_beside_names_are_headings():
    assert likeliest(sheet([["Territory", "2020", "2021"], ["North", "10", "20"], ["South", "5", "6"]]), [1]) == 1


@pytest.mark.parametrize(
    "rows",
    [
        [["North", "2020", "2024"], ["South", "10", "20"]],  # no years in a row
        [["North", "2020", "2021"], ["South", "2015", "2018"]],  # like the figures below
    ],
    ids=["apart", "alike"],
)
def test_figures_that_could_be_years_are_no_headings(rows):
    assert likeliest(sheet(rows), [1]) is None
