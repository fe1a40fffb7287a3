"""KPIs: a list with actual and target, months across beside a target."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.everyday.drawn import months
from tests.everyday.made import Figures, Made, Row, delimited

NAMES = ("Tickets closed", "Net promoter score", "Uptime", "Lead time", "Defects", "Trials started", "Complaints")


def _value(random: Random) -> Decimal:
    """A KPI's value, of which 0 is one."""
    return Decimal(random.choice((0, 1, *range(2, 100))))


def _key(kpi: str, measure: str, period: date) -> tuple[str, ...]:
    return ("kpi", kpi, "", period.isoformat(), "month", measure)


def listed(random: Random) -> Made:
    """KPI, Month, Actual, Target."""
    figures: Figures = {}
    rows: list[Row] = [("KPI", "Month", "Actual", "Target")]
    spans = months(random)
    for kpi in random.sample(NAMES, random.randint(2, 5)):
        for month in spans:
            pair = {"actual": _value(random), "target": _value(random)}
            rows.append((kpi, f"{month:%Y-%m}", *pair.values()))
            figures |= {_key(kpi, measure, month): value for measure, value in pair.items()}
    return Made("kpis.csv", delimited(rows), figures)


def beside_target(random: Random) -> Made:
    """KPI, Target and months across: the target is that of each month, and stands in the store once."""
    figures: Figures = {}
    spans = months(random, (3, 6, 12))
    rows: list[Row] = [("KPI", "Unit", "Target", *(f"{month:%Y-%m}" for month in spans))]
    for kpi in random.sample(NAMES, random.randint(2, 5)):
        target, values = _value(random), [_value(random) for _ in spans]
        rows.append((kpi, "#", target, *values))
        figures |= {_key(kpi, "actual", month): value for month, value in zip(spans, values, strict=True)}
        figures[_key(kpi, "aim", spans[0])] = target
    return Made("kpis.csv", delimited(rows), figures)


def measured_in_rows(random: Random) -> Made:
    """KPI, Type (actual or target) and months across."""
    figures: Figures = {}
    spans = months(random)
    rows: list[Row] = [("KPI", "Type", *(f"{month:%Y-%m}" for month in spans))]
    for kpi in random.sample(NAMES, random.randint(2, 5)):
        for measure in ("actual", "target"):
            values = [_value(random) for _ in spans]
            rows.append((kpi, measure.capitalize(), *values))
            figures |= {_key(kpi, measure, month): value for month, value in zip(spans, values, strict=True)}
    return Made("kpis.csv", delimited(rows), figures)


KINDS = {
    "KPIs in a list": listed,
    "KPIs beside a target": beside_target,
    "KPIs, actual and target in rows": measured_in_rows,
}
