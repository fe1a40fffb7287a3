"""Rows with figures and a period, and without a product, vendor or market."""

import pytest

from data.reading.grid import Sheet, Workbook
from data.reading.mapping_json import as_json
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of

ROWS = [
    ["Product", "Month", "Revenue"],
    ["Widget", "2026-01", 100],
    ["Gadget", "2026-01", 50],
    [None, "2026-01", 7],
    ["Widget", "2026-02", 110],
    ["Gadget", "2026-02", 60],
    [None, "2026-02", 8],
]


def found(rows=ROWS, answers=None, **said):
    workbook = Workbook("book.xlsx", [Sheet.of("Sheet", rows)])
    return settled(workbook, mapping_of(workbook, said or None), Answers(answers or {}))


def revenue(settled_reading):
    (total,) = settled_reading.reading.tables[0].totals
    return float(total.sheet_total), float(total.left_out_total), float(total.loaded_total)


def products(settled_reading):
    return set(settled_reading.reading.tables[0].records.column("product").to_pylist())


def test_they_are_asked_about_with_what_each_answer_makes_of_the_sum():
    (question,) = found().reading.refusals
    assert (question.code, question.choices, question.place.address) == (
        "ask_blanks",
        ("not given", "leave out"),
        "Sheet!A4",
    )
    assert question.found == "2 rows with figures have no product: Revenue 15.00"


@pytest.mark.parametrize(
    ("choice", "totals", "names"),
    [
        ("not given", (335, 0, 335), {"Widget", "Gadget", "not given"}),
        ("leave out", (335, 15, 320), {"Widget", "Gadget"}),
    ],
)
def test_they_count_or_are_left_out_as_their_owner_says(choice, totals, names):
    answered = found(answers={"blanks:product": choice})
    assert not answered.reading.refusals
    assert (revenue(answered), products(answered)) == (totals, names)
    again = found(**as_json(answered.reading.mapping))
    assert (revenue(again), again.reading.refusals) == (totals, ())


SUMS = [*ROWS[:3], [None, "2026-01", 150], *ROWS[4:6], [None, "2026-02", 170]]


def test_those_that_sum_others_are_likely_left_out():
    (question,) = found(SUMS).reading.refusals
    assert (question.code, question.choices) == ("ask_blanks", ("leave out", "not given"))
    assert revenue(found(SUMS, {"blanks:product": "leave out"})) == (640, 320, 320)


def test_sums_that_are_no_chance_are_left_out_whatever_was_said_of_blanks():
    rows = [ROWS[0]]
    for month in range(1, 10):
        amounts = [1_000_000 + 77_777 * month**2 + 13 * name for name in range(5)]
        rows += [[f"P{name}", f"2026-{month:02d}", amount] for name, amount in enumerate(amounts)]
        rows.append([None, f"2026-{month:02d}", sum(amounts)])
    said = {"tables": [{"sheet": "Sheet", "columns": {"Product": "product"}, "blanks": {"product": "not given"}}]}
    for answered in (found(rows), found(rows, **said)):
        whole, left_out, loaded = revenue(answered)
        assert (left_out, loaded, answered.reading.refusals) == (whole / 2, whole / 2, ())


def test_rows_without_a_figure_or_a_period_are_not_asked_about():
    nothing, untimed = [None, "2026-03", None], [None, None, 5]
    assert not found([*ROWS[:3], nothing]).reading.refusals
    assert all(problem.code != "ask_blanks" for problem in found([*ROWS[:3], untimed]).reading.problems)


def test_an_unreadable_figure_without_a_product_is_rejected_even_where_blanks_count():
    answered = found([*ROWS, [None, "2026-03", "12x"]], {"blanks:product": "not given"})
    assert [p.place.row for p in answered.reading.problems if str(p.severity) == "rejected"] == [8]
