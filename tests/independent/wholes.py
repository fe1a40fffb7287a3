"""KPIs of all their products together, in fractions: a sum of sums or a ratio of sums, now and in the year to date."""

from collections import defaultdict
from fractions import Fraction

from tests.independent.kpi_sheets import HIGHER, LOWER, KpiSheets
from tests.independent.kpis import Known, Series, adds_up, series
from tests.independent.ledger import named


def wholes(sheets: KpiSheets) -> dict[str, dict[str, object]]:
    """By KPI what the command line prints of all its products; none of KPIs that neither add up nor have sums."""
    by_kpi: dict[str, list[Series]] = defaultdict(list)
    for one in series(sheets):
        by_kpi[one.definition.kpi].append(one)
    return {kpi: found for kpi, of in by_kpi.items() if (found := _whole(of))}


def _whole(of: list[Series]) -> dict[str, object] | None:
    definition = of[0].definition
    is_ratio = any(one.below for one in of)
    if len({one.step for one in of}) > 1 or not (is_ratio or adds_up(definition)):
        return None
    last = max(one.last for one in of)
    year = range(last // 12 * 12, last + 1)
    return {
        "how": "ratio of sums" if is_ratio else "sum",
        "period": named(last),
        "now": _together(of, range(last, last + 1)),
        "year_to_date": _together(of, year),
    }


def _together(of: list[Series], months: range) -> dict[str, object]:
    """The figures of some months, those that count on both sides alone."""
    cells = [
        (one, month) for one in of for month in months if month >= one.first and (month - one.first) % one.step == 0
    ]
    planned = any(month in one.target for one, month in cells)
    known = [(one, month) for one, month in cells if month in one.actual and (not planned or month in one.target)]
    above = sum((one.actual[month] * one.below.get(month, 1) for one, month in known), Fraction(0))
    below = sum(one.below.get(month, 0) for one, month in known)
    aims = sum((one.target[month] * one.below.get(month, 1) for one, month in known), Fraction(0)) if planned else None
    by = below if of[0].definition.by_sides else 1
    actual = above / by if known and by else None
    target = aims / by if known and by and aims is not None else None
    sign = {HIGHER: 1, LOWER: -1}.get(of[0].definition.direction)
    return {
        "actual": actual,
        "target": target,
        "attainment": _attained(actual, target, sign),
        "counted": len(known),
        "left_out": len(cells) - len(known),
    }


def _attained(actual: Known, target: Known, sign: int | None) -> Known:
    return None if actual is None or not target or sign is None else 1 + sign * (actual - target) / abs(target)
