"""Fiscal quarters by the days that they end on: “FQ3 25” below 28 June 2025 is the second quarter of the calendar."""

from dataclasses import replace
from datetime import date, timedelta

from data.reading.grains import Grain, Period
from data.reading.meaning import Meaning

FEWEST = 2  # quarters whose last days are given
SLACK = timedelta(days=8)  # by which a quarter of whole weeks may end before or after a month does


def of_calendar(meanings: dict[int, Meaning], days: dict[int, date]) -> dict[int, Meaning]:
    """The headings by column, quarters moved as the days beside some of them say; `days` are by column too.

    They stay where the days disagree, or end in the middle of a calendar quarter, or years stand beside them.
    """
    if any(m.year and not m.part for m in meanings.values()):
        return meanings
    quarters = {n: m.period for n, m in meanings.items() if m.period and m.period.grain is Grain.QUARTER}
    moves = {_moved(quarters[n], day) for n, day in days.items() if n in quarters}
    dated = len(days.keys() & quarters.keys())
    if dated < FEWEST or len(moves) != 1 or (move := moves.pop()) is None or not move:
        return meanings
    return meanings | {n: replace(meanings[n], period=_later(period, move)) for n, period in quarters.items()}


def _moved(quarter: Period, last: date) -> int | None:
    """How many quarters after the one that it is called a quarter ends; None where it ends within one."""
    month = (last - SLACK).replace(day=1)
    behind = month.year * 12 + month.month - 1 - quarter.months[-1]
    return behind // 3 if behind % 3 == 0 else None


def _later(quarter: Period, quarters: int) -> Period:
    first = quarter.months[0] + 3 * quarters
    return replace(quarter, start=date(first // 12, first % 12 + 1, 1))
