"""Rows that repeat a key with another amount: asked where keys stand once, never in a list of orders."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.mapping_json import as_json

HEAD = ["Product", "Region", "Month", "Revenue", "Variable cost"]
ONCE = [
    [name, region, "2025-01", 100 + 10 * number, 40]
    for number, (name, region) in enumerate((n, r) for n in ("Ash", "Birch", "Cedar") for r in ("North", "South"))
]
AGAIN = ["Birch", "South", "2025-01", 7, 40]  # with another revenue than the 130 above it
ROWS = [HEAD, *ONCE[:4], AGAIN, *ONCE[4:]]  # 100 + … + 150 = 750 and 7


def reading(rows, **said):
    workbook = Workbook("book.xlsx", [Sheet.of("Data", rows)])
    return read.read(workbook, read.mapping_of(workbook, {"tables": [{"sheet": "Data", **said}]} if said else None))


def asked(rows):
    return [problem.code for problem in reading(rows).refusals]


def loaded(found):
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return {total.field: total.loaded_total for total in found.tables[0].totals}


def test_a_row_with_the_key_of_another_is_asked_about_with_what_each_answer_makes_of_the_totals():
    (question,) = reading(ROWS).refusals
    assert question.sentence == (
        "Data, row 6: row 6 repeats the key of row 5, “Birch”, “South”, “2025-01”, with another amount; other keys of "
        "the table do not repeat. Choose which count. "
        "both: Revenue 757.00, Variable cost 280.00; first: Revenue 750.00, Variable "
        "cost 240.00; last: Revenue 627.00, Variable cost 240.00."
    )
    assert question.choices == ("both", "first", "last")


@pytest.mark.parametrize(("choice", "revenue"), [("both", 757), ("first", 750), ("last", 627)])
def test_the_answer_holds_is_said_and_is_remembered(choice, revenue):
    found = reading(ROWS, repeated=choice)
    assert loaded(found)["revenue"] == revenue
    left_out = {"first": [6], "last": [5]}.get(choice, [])
    assert [problem.place.row for problem in found.problems if problem.severity == "left out"] == left_out
    workbook = Workbook("next.xlsx", [Sheet.of("Data", ROWS)])
    assert loaded(read.read(workbook, read.mapping_of(workbook, as_json(found.mapping))))["revenue"] == revenue


def test_an_answer_leaves_nothing_out_of_a_file_in_which_keys_repeat_often():
    orders = [[name, "North", "2025-01", amount, 1] for name in ("Ash", "Birch") for amount in range(1, 9)]
    assert loaded(reading([HEAD, *orders], repeated="last"))["revenue"] == 72


def test_rows_of_the_same_amounts_are_not_asked_about():
    assert asked([HEAD, *ONCE, ONCE[0]]) == []


def test_rows_that_give_different_measures_of_one_key_belong_together():
    apart = [["Birch", "South", "2025-02", 7, None], ["Birch", "South", "2025-02", None, 3]]
    assert asked([HEAD, *ONCE, *apart]) == []


@pytest.mark.parametrize(("one", "other"), [("A-17", "A-18"), (Decimal(17), Decimal(18))])
def test_rows_that_a_number_of_their_own_tells_apart_are_two(one, other):
    numbered = [[*row, f"B-{n}" if isinstance(one, str) else Decimal(100 + n)] for n, row in enumerate(ONCE)]
    rows = [[*HEAD, "Order"], *numbered[:3], [*ONCE[3], one], [*AGAIN, other], *numbered[4:]]
    assert asked(rows) == []


def test_a_remark_beside_a_few_rows_does_not_tell_them_apart():
    rows = [[*HEAD, "Remark"], *([*row, None] for row in ONCE), [*AGAIN, "corrected"]]
    assert asked(rows) == ["ask_repeated"]


def test_two_days_of_one_month_are_two_rows():
    days = [[name, region, date(2025, 1, 5), *figures] for name, region, _, *figures in ONCE]
    assert asked([HEAD, *days, ["Birch", "South", date(2025, 1, 6), 7, 40]]) == []
    assert asked([HEAD, *days, ["Birch", "South", date(2025, 1, 5), 7, 40]]) == ["ask_repeated"]


def test_a_product_that_is_written_once_for_several_rows_has_its_key_in_each():
    rows = [HEAD, *([name if region == "North" else None, region, *rest] for name, region, *rest in ONCE)]
    assert asked([*rows, [None, "South", "2025-01", 7, 40]]) == ["ask_repeated"]


def test_a_row_of_a_table_with_months_across_is_asked_about_too():
    across = [[name, region, revenue, 5] for name, region, _, revenue, _ in ONCE]
    rows = [["Revenue"], ["Product", "Region", "Jan 2025", "Feb 2025"], *across, ["Birch", "South", 7, 5]]
    assert asked(rows) == ["ask_repeated"]


@pytest.mark.parametrize("seed", range(40))
def test_random_lists_of_orders_are_never_asked_about(seed):
    drawn = random.Random(seed)
    first, prices = date(2025, 1, 1), {f"P{n}": Decimal(drawn.randint(2, 90)) for n in range(6)}
    orders = []
    for _ in range(drawn.randint(20, 400)):
        name, units = drawn.choice(list(prices)), drawn.randint(1, 9)
        day = first + timedelta(drawn.randint(0, 180))
        orders.append([day, f"C{drawn.randint(1, 12)}", name, units, units * prices[name]])
    assert asked([["Date", "Customer", "Product", "Units", "Sales"], *orders]) == []
