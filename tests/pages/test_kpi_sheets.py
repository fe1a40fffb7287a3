"""The KPIs page of KPI sheets as people type them: what it says first, and of the KPI that lags most."""

import contextlib
import io

import pytest

import cli
from tests.pages.conftest import headline

MONTHS = [f"2025-{month:02}" for month in range(1, 7)]
ORDERS = "The one KPI is near target. Orders (A) is at 96.7 % of target."
CASES = {
    "a target of 0": (
        ["KPI,Product,Period,Actual,Target,Better"]
        + [f"Incidents,A,{month},{n},0,lower" for month, n in zip(MONTHS, (6, 4, 0, 3, 2, 1), strict=True)],
        "The one KPI is off target. Incidents (A) misses its target.",
        "Incidents of A: 1 against 0 in Jun 2025, not on target for 3 months in a row, improving by 1 a month",
    ),
    "a quarter and the targets of its months": (
        ["KPI,Product,Period,Actual,Target,Unit", "Orders,A,2025-Q3,290,,EUR"]
        + [f"Orders,A,2025-0{month},,100,EUR" for month in (7, 8, 9)],
        ORDERS,
        "Orders of A: 290 against 300 in Q3 2025, 96.7 % of target, not on target for 3 months.",
    ),
    "actual and target as rows": (
        ["KPI,Product,Type,Period,Value,Better"]
        + [
            f"Score,A,{kind},{month},{value},higher"
            for month in MONTHS
            for kind, value in (("Actual", 5), ("Target", 6))
        ],
        "The one KPI is off target. Score (A) is at 83.3 % of target.",
        "Score of A: 5 against 6 in Jun 2025, 83.3 % of target, not on target for 6 months in a row",
    ),
    "regions": (
        ["KPI,Product,Region,Period,Actual,Target,Better"]
        + [
            f"Orders,A,{region},{MONTHS[0]},{values},higher"
            for region, values in (("North", "80,90"), ("South", "90,80"))
        ],
        "1 of 2 KPIs is off target, 0 near target, 1 on target. Most severe: Orders (A · North) at 88.9 % of target.",
        "Orders of A · North: 80 against 90 in Jan 2025, 88.9 % of target, not on target for one month.",
    ),
    "months beside a target": (
        [f"Product,KPI,Target,Better,{','.join(MONTHS)}", "Aster,Complaints,10,lower,12,9,14,8,7,11"],
        "The one KPI is near target. Complaints (Aster) is at 90.0 % of target.",
        "Complaints of Aster: 11 against 10 in Jun 2025, 90.0 % of target, not on target for one month",
    ),
    "weeks": (
        ["KPI,Product,Period,Actual,Target,Better"]
        + [f"Tickets,A,2026-W{week},{n},10,lower" for week, n in enumerate((9, 8, 9, 10, 9, 8, 11, 12), 7)],
        "The one KPI is off target. Tickets (A) is at 80.0 % of target.",
        "Tickets of A: 12 against 10 in Week 14 2026, 80.0 % of target, not on target for 2 weeks in a row",
    ),
    "numerators and denominators": (
        [
            "KPI,Product,Period,Numerator,Denominator,Target",
            f"Defect rate,A,{MONTHS[0]},5,100,0.06",
            f"Defect rate,B,{MONTHS[0]},18,200,0.06",
        ],
        "1 of 2 KPIs is off target, 0 near target, 1 on target. Most severe: Defect rate (B) at 50.0 % of target.",
        "Defect rate of B: 0.09 against 0.06 in Jan 2025, 50.0 % of target, not on target for one month.",
    ),
    "a direction in words": (
        ["KPI,Product,Period,Actual,Target,Direction", f"Three,A,{MONTHS[0]},86,90,not lower than"],
        "The one KPI is near target. Three (A) is at 95.6 % of target.",
        "Three of A: 86 against 90 in Jan 2025, 95.6 % of target, not on target for one month.",
    ),
    "a KPI beside one that is reported for longer": (
        ["KPI,Product,Period,Actual,Target,Better"]
        + [f"Squares,A,{month},{(n + 1) ** 2},40,higher" for n, month in enumerate(MONTHS)]
        + [f"Later,B,2025-{month:02},12,12,higher" for month in range(1, 13)],
        "0 of 2 KPIs are off target, 1 near target, 1 on target. Most severe: Squares (A) at 90.0 % of target.",
        "Squares of A: 36 against 40 in Jun 2025, 90.0 % of target, not on target for 6 months in a row, improving by",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_page_says_of_a_sheet(tmp_path, visit, case):
    lines, first, why = CASES[case]
    path = tmp_path / "kpis.csv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert cli.main(["load", str(path), "--store", str(tmp_path / "store")]) == 0
    page = visit(tmp_path / "store", "kpis")
    assert headline(page) == first
    assert [line.value for line in page.markdown if line.value.replace("\\", "").startswith(why)]


def test_the_gap_of_a_ratio_is_split_by_mix_and_rate_of_its_products(tmp_path, visit):
    rows = ["KPI,Product,Period,Numerator,Denominator,Target,Better", "Defects,A,2025-01,5,100,0.06,lower"]
    path = tmp_path / "kpis.csv"
    path.write_text("\n".join([*rows, "Defects,B,2025-01,18,200,0.03,lower"]), encoding="utf-8")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert cli.main(["load", str(path), "--store", str(tmp_path / "store")]) == 0
    page = visit(tmp_path / "store", "kpis")
    tables = [each.value for each in page.dataframe if {"Mix", "Rate"} <= {*each.value.columns}]
    (table,) = tables
    assert table["Gap"].sum() == pytest.approx(23 / 300 - (0.06 * 100 + 0.03 * 200) / 300)
