"""What a file on its way in is said to hold."""

from data.reading import read
from data.reading.grid import Sheet, Workbook
from ui import holding

HEAD = ["Product", "Month", "Revenue"]


def lines(rows):
    workbook = Workbook("book.xlsx", [Sheet.of("Data", rows)])
    return [holding.of(table) for table in read.read(workbook, read.mapping_of(workbook)).tables]


def test_products_stand_in_it_by_how_often_they_come_and_the_months_from_first_to_last():
    rows = [HEAD, ["Soap", "2025-01", 1], ["Brush", "2025-03", 2], ["Brush", "2025-02", 3]]
    assert lines(rows) == ["2 products (Brush, Soap); Jan 2025 – Mar 2025"]


def test_many_are_counted_after_the_first_six():
    rows = [HEAD, *([f"P{number}", "2025-01", 1] for number in range(9))]
    assert lines(rows) == ["9 products (P0, P1, P2, P3, P4, P5 and 3 more); Jan 2025"]


def test_vendors_of_a_market_are_named_too():
    rows = [["Market", "Month", "Vendor", "Sales"], ["Pumps", "2025-01", "Acme", 5]]
    assert lines(rows) == ["1 vendor (Acme); Jan 2025"]
