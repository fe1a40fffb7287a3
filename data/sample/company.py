"""Who the made-up company is, where it sells, and the months that its workbooks cover."""

from datetime import date

NAME = "Brennmoor Systems"
CURRENCY = "EUR"

PLANT, ASSETS, ENERGY, QUALITY = "Plant Control", "Asset Care", "Energy & Grid", "Quality & Safety"
LINES = (PLANT, ASSETS, ENERGY, QUALITY)

PROCESS, DISCRETE, UTILITIES = "Process industry", "Discrete manufacturing", "Utilities"
SEGMENTS = (PROCESS, DISCRETE, UTILITIES)

EUROPE, AMERICAS, ASIA = "Europe", "Americas", "Asia-Pacific"
REGIONS = (EUROPE, AMERICAS, ASIA)

AS_OF = date(2026, 9, 30)


def month(ago: int) -> date:
    """The first day of the month so many months before the last one with actuals.

    >>> month(0), month(9), month(-1)
    (datetime.date(2026, 9, 1), datetime.date(2025, 12, 1), datetime.date(2026, 10, 1))
    """
    months = AS_OF.year * 12 + AS_OF.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def months_ago(day: date) -> int:
    """How many months before the last one with actuals a day lies; negative after it.

    >>> months_ago(date(2025, 12, 24))
    9
    """
    return (AS_OF.year - day.year) * 12 + AS_OF.month - day.month


ACTUAL_MONTHS = tuple(month(ago) for ago in range(35, -1, -1))
FORECAST_MONTHS = tuple(month(ago) for ago in range(-1, -4, -1))
BUDGET_MONTHS = ACTUAL_MONTHS + FORECAST_MONTHS
