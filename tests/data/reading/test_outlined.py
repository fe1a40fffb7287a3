"""Names with outline numbers: heads that sum what stands below them do not count again."""

from decimal import Decimal

from data.reading import read
from data.reading.grid import Sheet, Workbook

HEAD = ["Account", "2024", "2025"]
NESTED = [
    ["06 Foreign affairs", 141, 160],
    ["061 Service", 141, 160],
    ["0611 Interest", 16, 10],
    ["0612 Fees", 125, 150],
    ["07 Finance", 760, 9_206],
    ["071 Companies", 730, 9_012],
    ["0711 Dividends", 700, 1_012],
    ["0712 Sales", 30, 8_000],
    ["072 Other", 30, 194],
]
NUMBERED = [[f"{n} {name}", 7 + n * n, 11 * n + 3] for n, name in enumerate("ABCDEFGHIJKLM", 1)]


def reading(rows):
    cells = [[Decimal(cell) if isinstance(cell, int) else cell for cell in row] for row in [HEAD, *rows]]
    workbook = Workbook("Revenue by account.csv", [Sheet.of("Revenue", cells)])
    return read.read(workbook, read.mapping_of(workbook, {"tables": [{"sheet": "Revenue", "measure": "revenue"}]}))


def loaded(found):
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return sum(total.loaded_total for total in found.tables[0].totals)


def test_heads_whose_sums_agree_are_left_out():
    found = reading(NESTED)
    assert loaded(found) == 141 + 160 + 760 + 9_206
    assert {record["product"] for record in found.tables[0].records.to_pylist()} == {
        *("0611 Interest", "0612 Fees", "0711 Dividends", "0712 Sales", "072 Other")
    }


def test_sums_of_rounded_figures_agree():
    rows = [[name, *(Decimal(amount) / 10 for amount in amounts)] for name, *amounts in NESTED]
    rows[4][1] += Decimal("0.1")
    assert loaded(reading(rows)) == Decimal(141 + 160 + 760 + 9_206) / 10


def test_rows_that_are_only_numbered_all_count():
    assert loaded(reading(NUMBERED)) == sum(sum(amounts) for _, *amounts in NUMBERED)


def test_where_some_sums_do_not_agree_the_others_are_asked():
    rows = [row if row[0] != "07 Finance" else ["07 Finance", 5_000, 5_000] for row in NESTED]
    found = reading(rows)
    asked = {name for problem in found.refusals for name in (problem.names or (problem.subject,))}
    assert asked == {"06 Foreign affairs", "061 Service", "071 Companies"}
