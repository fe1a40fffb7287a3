"""What a heading says of the cells below it."""

from datetime import date
from decimal import Decimal

import pytest

from data.reading.grains import Grain
from data.reading.kinds import FINANCE, KPI
from data.reading.meaning import meaning


@pytest.mark.parametrize(
    ("heading", "first_day", "grain"),
    [
        ("Jan-24", date(2024, 1, 1), Grain.MONTH),
        ("FQ118", date(2018, 1, 1), Grain.QUARTER),
        ("Q4 '22", date(2022, 10, 1), Grain.QUARTER),
        ("2018-19", date(2018, 1, 1), Grain.YEAR),
        ("FY23", date(2023, 1, 1), Grain.YEAR),
        ("F1994", date(1994, 1, 1), Grain.YEAR),
        ("Q3 2021 (1)", date(2021, 7, 1), Grain.QUARTER),
        ("Dec. 31, 2022", date(2022, 12, 1), Grain.MONTH),
        ("12 Months Ended Dec. 31, 2022", date(2022, 1, 1), Grain.YEAR),
        ("3 Months Ended Sep. 30, 2022", date(2022, 7, 1), Grain.QUARTER),
        (Decimal(2023), date(2023, 1, 1), Grain.YEAR),
        (date(2024, 2, 29), date(2024, 2, 1), Grain.MONTH),
        ("janvier 2024", date(2024, 1, 1), Grain.MONTH),
    ],
)
def test_a_period_in_any_spelling(heading, first_day, grain):
    found = meaning(heading, FINANCE).resolved
    assert (found.start, found.grain) == (first_day, grain)


@pytest.mark.parametrize(
    ("heading", "field", "basis", "year"),
    [
        ("Revenue Budget 2024", "revenue", "budget", 2024),
        ("2023E", "", "forecast", 2023),
        ("2024A", "", "actual", 2024),
        ("COGS Plan", "variable_cost", "budget", None),
        ("Actual", "", "actual", None),
    ],
)
def test_basis_measure_and_year_in_one_heading(heading, field, basis, year):
    found = meaning(heading, FINANCE)
    assert (found.field, found.basis, found.year) == (field, basis, year)


def test_parts_in_two_rows_make_one_period():
    below, above = meaning("Mar Actual", FINANCE), meaning(Decimal(2024), FINANCE)
    assert below.under(above).resolved.start == date(2024, 3, 1)
    assert meaning("Mar", FINANCE).resolved is None


@pytest.mark.parametrize("heading", ["1-9 YTD 2024", "9M 2024", "Sep 2024 YTD"])
def test_amounts_since_the_first_of_january_are_told(heading):
    found = meaning(heading, FINANCE)
    assert (found.cumulative, found.resolved.start) == (True, date(2024, 9, 1))


@pytest.mark.parametrize("heading", ["YoY %", "Var", "Δ 2024", "Change", "Abweichung"])
def test_a_comparison_is_no_figure_of_its_own(heading):
    assert meaning(heading, FINANCE).comparison


@pytest.mark.parametrize("heading", ["Widget", "12 O'Clock", "Product owner", "x" * 80 + " 2024"])
def test_a_name_says_nothing_of_time(heading):
    assert not meaning(heading, FINANCE).is_context


def test_a_target_is_a_figure_of_a_kpi_and_a_basis_elsewhere():
    assert meaning("Target", KPI).field == "target"
    assert meaning("Target", FINANCE).basis == "budget"
