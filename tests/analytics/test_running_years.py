import pandas as pd
import pytest

from analytics import evidence, running_years
from tests.analytics.figures import months


def history(*spans):
    """Periods of `(first month, months)`, each with a contribution of 2 and an investment of 1 a month."""
    rows = []
    for first, length in spans:
        start = pd.Timestamp(first)
        rows.append((start, start + pd.DateOffset(months=length - 1), 2.0 * length, 1.0 * length))
    return pd.DataFrame(rows, columns=["first_month", "last_month", "contribution", "investment"])


def by_month(first, count):
    return [(start, 1) for start in pd.date_range(first, periods=count, freq="MS")]


def test_twelve_months_in_a_row_are_those_of_the_calendar():
    found = running_years.sums(history(*by_month("2024-01-01", 14))).dropna()
    assert found["investment"].tolist() == [12, 12, 12]
    assert found["contribution"].tolist() == [24, 24, 24]


def test_no_sum_reaches_over_a_month_without_a_row():
    rows = by_month("2024-01-01", 25)
    del rows[12]
    found = running_years.sums(history(*rows)).dropna()
    assert found.index.tolist() == [2024 * 12 + 11, 2026 * 12]  # up to December 2024, and from February 2025 on


@pytest.mark.parametrize(
    ("spans", "known"),
    [
        ([("2024-01-01", 3), ("2024-04-01", 3), ("2024-07-01", 3), ("2024-10-01", 3), ("2025-01-01", 3)], 2),
        ([("2023-01-01", 12), ("2024-01-01", 12)], 2),
        ([("2023-01-01", 12), *by_month("2024-01-01", 12)], 2),  # never half of a year and half of the next
        ([("2024-01-01", 3), ("2024-07-01", 3), ("2024-10-01", 3), ("2025-01-01", 3)], 0),
    ],
)
def test_quarters_and_years_count_as_the_months_that_they_are(spans, known):
    found = running_years.sums(history(*spans)).dropna()
    assert found["investment"].tolist() == [12.0] * known


def test_what_is_not_known_of_one_month_is_not_known_of_its_years():
    rows = history(*by_month("2024-01-01", 25))
    rows.loc[12, "contribution"] = None
    found = running_years.sums(rows)
    assert found["investment"].notna().sum() == 14
    assert found["contribution"].dropna().index.tolist() == [2024 * 12 + 11, 2026 * 12]


def test_a_contribution_by_month_and_an_investment_by_quarter_make_the_same_years():
    monthly, quarters = by_month("2024-01-01", 15), [("2024-01-01", 3), ("2024-04-01", 3), ("2024-07-01", 3)]
    quarters += [("2024-10-01", 3), ("2025-01-01", 3)]
    rows = pd.concat([history(*monthly).assign(investment=None), history(*quarters).assign(contribution=None)])
    found = running_years.sums(rows)
    assert found.dropna().index.tolist() == [2024 * 12 + 11, 2025 * 12 + 2]
    assert found["contribution"].dropna().tolist() == [24.0] * 4


def test_a_year_with_a_month_missing_is_not_foretold():
    full = months("Widget", *[(3.0, 1.0, 1.0)] * 24)
    assert len(evidence.foretold(full)) == 1
    assert evidence.foretold(full.drop(index=5)).empty
