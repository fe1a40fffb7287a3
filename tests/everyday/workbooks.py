"""Workbooks: title rows and merged headings, a sheet for each year, measures above months."""

from random import Random

from tests.everyday.drawn import by_key, by_product, grid, months, periods
from tests.everyday.made import Made, Row, finance, workbook


def merged_title(random: Random) -> Made:
    """Two title rows, merged over the table."""
    facts = grid(random, months(random), ("revenue", "variable_cost"))
    rows: list[Row] = [(name, month, *amounts) for name, month, amounts in by_key(facts)]
    above: list[Row] = [("Product report",), ("All amounts in EUR",), ()]
    sheets = {"Report": [*above, ("Product", "Month", "Revenue", "Variable cost"), *rows]}
    return Made("report.xlsx", workbook(sheets, ("A1:D1", "A2:D2")), finance(facts))


def merged_measures(random: Random) -> Made:
    """Measures in merged cells above the months."""
    facts = grid(random, months(random, (2, 3)), ("revenue", "variable_cost"))
    spans = periods(facts)
    wide = len(spans)
    above: Row = (None, "Revenue", *[None] * (wide - 1), "Variable cost", *[None] * (wide - 1))
    rows: list[Row] = [above, ("Product", *spans, *spans)]
    for name, part in by_product(facts):
        amounts = [[f.amount for f in part if f.measure == measure] for measure in ("revenue", "variable_cost")]
        rows.append((name, *amounts[0], *amounts[1]))
    ends = [chr(ord("A") + at) for at in (1, wide, wide + 1, 2 * wide)]
    merged = (f"{ends[0]}1:{ends[1]}1", f"{ends[2]}1:{ends[3]}1")
    return Made("report.xlsx", workbook({"Report": rows}, merged), finance(facts))


def sheets_by_year(random: Random) -> Made:
    """Product and months by name across, a sheet for each year."""
    facts = grid(random, months(random, (12,)))
    later = [
        fact._replace(period=fact.period.replace(year=fact.period.year + 1), amount=fact.amount + random.randint(0, 5))
        for fact in facts
    ]
    sheets = {}
    for year in (facts, later):
        rows: list[Row] = [("Revenue",), ("Product", *(f"{month:%B}" for month in periods(year)))]
        rows += [(name, *(fact.amount for fact in part)) for name, part in by_product(year)]
        sheets[str(year[0].period.year)] = rows
    return Made("revenue.xlsx", workbook(sheets), finance(facts + later))


def cover_sheet(random: Random) -> Made:
    """A sheet of words before the one of figures."""
    facts = grid(random, months(random))
    rows: list[Row] = [("Product", "Month", "Revenue")]
    rows += [(name, month, *amounts) for name, month, amounts in by_key(facts)]
    cover: list[Row] = [("Product review",), ("Prepared by", "Controlling"), ("Status", "final")]
    return Made("review.xlsx", workbook({"Cover": cover, "Data": rows}), finance(facts))


KINDS = {
    "workbook with merged titles": merged_title,
    "workbook with measures above months": merged_measures,
    "workbook with a sheet for each year": sheets_by_year,
    "workbook with a cover": cover_sheet,
}
