"""Sums are found among many names as they are among few, and quickly."""

import random
from decimal import Decimal
from time import perf_counter

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook

MONTHS = [f"2025-{month:02}" for month in range(1, 5)]
SECONDS = 15  # of a busy machine; in squares of the names it takes minutes


def groups(count, size, largest):
    """Rows of groups, each with the sum of its items above them; each name is one of a kind."""
    drawn, rows, sums = random.Random(count), [["Item", *MONTHS]], []
    for group in range(count):
        parts = [[Decimal(drawn.randrange(1, largest)) for _ in MONTHS] for _ in range(size)]
        sums.append(f"Group {group} of them")
        rows.append([sums[-1], *map(sum, zip(*parts, strict=True))])
        rows += [[f"Article {group}-{number}", *part] for number, part in enumerate(parts)]
    return rows, sums


def summed(rows):
    workbook = Workbook("Sales.xlsx", [Sheet.of("Sales", rows)])
    found = read.read(workbook, read.mapping_of(workbook))
    return [name for problem in found.questions for name in problem.names or (problem.subject,)]


@pytest.mark.parametrize(("count", "size"), [(3, 4), (29, 9), (31, 9), (60, 9)])
def test_the_sum_of_each_group_is_asked_about_however_many_names_there_are(count, size):
    rows, sums = groups(count, size, 90_000)
    assert sorted(summed(rows)) == sorted(sums)


def test_two_thousand_names_are_looked_through_quickly():
    rows, sums = groups(199, 9, 90_000)
    begun = perf_counter()
    assert sorted(summed(rows)) == sorted(sums)
    assert perf_counter() - begun < SECONDS


def test_many_names_with_small_figures_are_no_sums_of_each_other():
    drawn = random.Random(1)
    rows = [
        ["Item", *MONTHS],
        *[[f"Article {n}", *(Decimal(drawn.randrange(9)) for _ in MONTHS)] for n in range(1_900)],
    ]
    begun = perf_counter()
    assert summed(rows) == []
    assert perf_counter() - begun < SECONDS


def test_sums_of_sums_are_found_too():
    rows, sums = groups(40, 9, 90_000)
    parts = [row for row in rows[1:] if row[0] in sums]
    rows.insert(1, ["Everything of ours", *map(sum, zip(*(row[1:] for row in parts), strict=True))])
    assert sorted(summed(rows)) == sorted([*sums, "Everything of ours"])
