"""From one period of a KPI to the next: a week, a month, a quarter or a year, each counted in months.

A week is that of ISO 8601: it begins on a Monday, and belongs to the month and the year of its Thursday. It counts as
12/52 of a month. Every other period begins with a month, and is told by the first day of it.
"""

from datetime import date, timedelta

from analytics.windows import months_between, shift

WEEK = 12 / 52
STEPS: dict[str, float] = {"week": WEEK, "month": 1, "quarter": 3, "year": 12}
GRAINS = {step: grain for grain, step in STEPS.items()}
DAYS = 7  # of a week


def cycle(step: float) -> int:
    """How many periods a year has.

    >>> [cycle(step) for step in STEPS.values()]
    [52, 12, 4, 1]
    """
    return round(12 / step)


def later(period: date, step: float, count: int) -> date:
    """The period so many periods later, earlier where negative.

    >>> later(date(2026, 3, 30), WEEK, 2), later(date(2026, 1, 1), 3, -1)
    (datetime.date(2026, 4, 13), datetime.date(2025, 10, 1))
    """
    return period + timedelta(days=DAYS * count) if step == WEEK else shift(period, int(step) * count)


def between(earlier: date, period: date, step: float) -> int:
    """How many whole periods one day is after another.

    >>> between(date(2026, 3, 30), date(2026, 4, 13), WEEK), between(date(2026, 1, 1), date(2026, 6, 1), 3)
    (2, 1)
    """
    return (period - earlier).days // DAYS if step == WEEK else months_between(earlier, period) // int(step)


def month_of(period: date, step: float) -> date:
    """The month in which a period begins, of a week that of its Thursday.

    >>> month_of(date(2026, 3, 30), WEEK), month_of(date(2026, 1, 1), 12)
    (datetime.date(2026, 4, 1), datetime.date(2026, 1, 1))
    """
    day = period + timedelta(days=3) if step == WEEK else period
    return day.replace(day=1)


def end(period: date, step: float) -> date:
    """As what the end of a period is told: its last month, or the week itself.

    >>> end(date(2026, 3, 30), WEEK), end(date(2026, 4, 1), 3)
    (datetime.date(2026, 3, 30), datetime.date(2026, 6, 1))
    """
    return period if step == WEEK else shift(period, int(step) - 1)


def first_of_year(period: date, step: float) -> date:
    """The first period that begins in the year of a period; a week's year is that of its Thursday.

    >>> first_of_year(date(2026, 3, 30), WEEK), first_of_year(date(2026, 5, 1), 1)
    (datetime.date(2025, 12, 29), datetime.date(2026, 1, 1))
    """
    year = month_of(period, step).year
    return date.fromisocalendar(year, 1, 1) if step == WEEK else date(year, 1, 1)


def last_of_year(period: date, step: float) -> date:
    """The last period of the year of a period, in step with it.

    >>> last_of_year(date(2026, 3, 30), WEEK), last_of_year(date(2026, 2, 1), 3)
    (datetime.date(2026, 12, 28), datetime.date(2026, 11, 1))
    """
    year = month_of(period, step).year
    if step == WEEK:
        return date.fromisocalendar(year + 1, 1, 1) - timedelta(days=DAYS)
    return later(period, step, between(period, date(year, 12, 1), step))


def written(period: date, step: float) -> str:
    """A period by its month, or by its year and its week.

    >>> written(date(2026, 3, 30), WEEK), written(date(2026, 4, 1), 3)
    ('2026-W14', '2026-04')
    """
    year, week, _ = period.isocalendar()
    return f"{year}-W{week:02}" if step == WEEK else f"{period:%Y-%m}"
