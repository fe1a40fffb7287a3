"""Which rows are headings: a row of data is none, be its amounts like years and months."""

from datetime import date
from decimal import Decimal

import pytest

from data.reading.grid import Sheet
from data.reading.heads import head
from data.reading.kinds import FINANCE

LONG = [["Lamp", "Juli", "2422.30"], ["Lamp", "August", "2000.10"], ["Net Zero", "Juli", "1999.12"]]
DATED = [["Lamp", date(2024, 7, 1), Decimal(2000)], ["Lamp", date(2024, 8, 1), Decimal(2001)]]


@pytest.mark.parametrize("row", [2, 3, 4])
def test_an_amount_like_a_month_beside_a_column_of_months_is_no_heading(row):
    assert head(Sheet.of("s", [["Produkt", "Monat", "Umsatz"], *LONG]), row, FINANCE) is None


@pytest.mark.parametrize("row", [2, 3])
def test_an_amount_like_a_year_beside_a_column_of_dates_is_no_heading(row):
    assert head(Sheet.of("s", [["Product", "Month", "Revenue"], *DATED]), row, FINANCE) is None


@pytest.mark.parametrize(
    "rows",
    [
        [["Product", "2024.01", "2024.02"], ["Lamp", "5", "6"]],
        [["Product", "Jan", "Feb", "2024"], ["Lamp", "5", "6", "11"]],
        [["Product", "Jan-24", "Feb-24"], [None, date(2024, 1, 31), date(2024, 2, 29)], ["Lamp", "5", "6"]],
        [["Product", "Jan", "Feb"], ["Lamp", "5", "6"], [], ["Product", "Mar", "Apr"], ["Lamp", "7", "8"]],
        [[None, "Q1 2024", "Q2 2024"], ["Product", "Jan", "Apr"], ["Lamp", "5", "6"]],
    ],
)
def test_periods_across_above_figures_are_headings(rows):
    assert head(Sheet.of("s", rows), 1, FINANCE) is not None
