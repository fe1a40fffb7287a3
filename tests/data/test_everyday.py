"""Not one row of an order list or of a portfolio table is left out that is no total, and not one total counts."""

from decimal import Decimal
from random import Random

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from tests.data import everyday

FIELDS = {"Units": "units", "Sales": "revenue", "Cost": "variable_cost"}
FIELDS |= {"Revenue": "revenue", "Variable cost": "variable_cost", "Investment": "investment"}
MAKERS = {"orders": everyday.orders, "portfolio": everyday.portfolio}
EVERY_RUN, ALL = range(60), range(60, 1000)


def reading(table):
    """What is read of a table's rows, as its cells come out of a file."""
    rows = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in table.rows]
    workbook = Workbook("export.csv", [Sheet.of("export", rows)])
    return read.read(workbook, read.mapping_of(workbook))


def holds(maker, seed):
    """Every sum that a random table has by construction, and no question."""
    table = MAKERS[maker](Random(seed))
    found = reading(table)
    assert not found.refusals, (maker, seed, [problem.sentence for problem in found.refusals])
    assert "total_differs" not in [problem.code for problem in found.problems], (maker, seed)
    (said,) = found.tables
    assert (said.loaded_rows, said.left_out_rows) == (table.own_rows, table.totals), (maker, seed)
    loaded = {total.field: total.loaded_total for total in said.totals}
    assert loaded == {FIELDS[heading]: amount for heading, amount in table.sums.items()}, (maker, seed)
    assert all(t.loaded_total + t.left_out_total + t.rejected_total == t.sheet_total for t in said.totals)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_random_table_keeps_all_its_rows_and_counts_no_total(maker):
    for seed in EVERY_RUN:
        holds(maker, seed)


@pytest.mark.slow
@pytest.mark.parametrize("maker", MAKERS)
def test_a_thousand_random_tables_keep_all_their_rows_and_count_no_total(maker):
    for seed in ALL:
        holds(maker, seed)
