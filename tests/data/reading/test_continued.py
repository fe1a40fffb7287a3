"""Blank labels: which repeat the label above them, which are missing, and which are asked about."""

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.mapping_json import as_json

HEAD = ["Product", "Business line", "Month", "Revenue"]
PIVOT = ["Business line", "Product", "Month", "Revenue"]


def reading(rows, choices=None):
    workbook = Workbook("book.xlsx", [Sheet.of("Data", rows)])
    return read.read(workbook, read.mapping_of(workbook, choices))


def lines(found, *keys):
    """What each fact is of, in the order of its rows."""
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    records = sorted(found.tables[0].records.to_pylist(), key=lambda record: record["row_number"])
    return [tuple(record[key] for key in keys or ("product", "line")) for record in records]


def test_a_blank_line_never_takes_that_of_another_product():
    rows = [HEAD, ["Alpha", "L3", "2025-01", 100], ["beta", None, "2025-01", 700], ["Gamma", "L2", "2025-01", 300]]
    assert lines(reading(rows)) == [("Alpha", "L3"), ("beta", None), ("Gamma", "L2")]


def test_a_blank_line_repeats_the_one_above_for_the_same_product_alone():
    rows = [HEAD, ["Alpha", "L3", "2025-01", 1], ["Alpha", None, "2025-02", 2], ["beta", None, "2025-01", 3]]
    assert lines(reading([*rows, ["beta", None, "2025-02", 4]])) == [
        ("Alpha", "L3"), ("Alpha", "L3"), ("beta", None), ("beta", None),
    ]  # fmt: skip


def test_a_blank_line_beside_a_blank_product_is_continued_with_it():
    rows = [HEAD, ["Alpha", "L3", "2025-01", 1], [None, None, "2025-02", 2], ["beta", None, "2025-01", 3]]
    assert lines(reading([*rows, [None, None, "2025-02", 4]])) == [
        ("Alpha", "L3"), ("Alpha", "L3"), ("beta", None), ("beta", None),
    ]  # fmt: skip


def test_a_blank_region_and_a_blank_segment_are_bounded_by_the_product_too():
    head = ["Product", "Region", "Segment", "Month", "Revenue"]
    rows = [head, ["Alpha", "North", "Retail", "2025-01", 1], [None, None, None, "2025-02", 2]]
    found = reading([*rows, ["beta", None, None, "2025-01", 3], [None, "South", None, "2025-02", 4]])
    assert lines(found, "product", "region", "segment") == [
        ("Alpha", "North", "Retail"), ("Alpha", "North", "Retail"), ("beta", None, None), ("beta", "South", None),
    ]  # fmt: skip


def test_a_line_before_the_products_that_is_written_once_for_several_months_heads_the_products_below_it():
    rows = [PIVOT, ["L3", "Alpha", "2025-01", 1], [None, None, "2025-02", 2], [None, "beta", "2025-01", 3]]
    found = reading([*rows, [None, None, "2025-02", 4], ["L2", "Gamma", "2025-01", 5], [None, None, "2025-02", 6]])
    assert lines(found) == [("Alpha", "L3")] * 2 + [("beta", "L3")] * 2 + [("Gamma", "L2")] * 2


def test_a_line_before_the_products_that_is_written_in_each_row_has_holes():
    rows = [PIVOT, ["L3", "Alpha", "2025-01", 1], ["L3", "Alpha", "2025-02", 2], [None, "beta", "2025-01", 3]]
    found = reading([*rows, [None, "beta", "2025-02", 4]])
    assert lines(found) == [("Alpha", "L3")] * 2 + [("beta", None)] * 2


ONE_MONTH = [PIVOT, ["L3", "Alpha", "2025-01", 1], [None, "beta", "2025-01", 2], ["L2", "Gamma", "2025-01", 3]]


def test_a_blank_line_before_a_product_of_one_row_is_asked_about():
    assert [problem.sentence for problem in reading(ONE_MONTH).refusals] == [
        "Data!A3: the business line is blank for another product than that of “L3” above it. Choose whether a blank "
        "repeats the label above (true) or not (false)."
    ]


def test_the_answer_holds_and_is_remembered():
    for repeats, line in ((True, "L3"), (False, None)):
        found = reading(ONE_MONTH, {"tables": [{"sheet": "Data", "continued": {"Business line": repeats}}]})
        assert lines(found) == [("Alpha", "L3"), ("beta", line), ("Gamma", "L2")]
        assert lines(reading(ONE_MONTH, as_json(found.mapping))) == lines(found)


def test_a_figure_given_without_a_region_does_not_take_the_region_above():
    rows = [["Product", "Region", "Month", "Revenue", "Investment"]]
    for month in ("2025-01", "2025-02"):
        rows += [
            ["Alpha", "North", month, 1, None],
            ["Alpha", "South", month, 2, None],
            ["Alpha", None, month, None, 9],
        ]
    assert lines(reading(rows), "region", "measure") == [
        ("North", "revenue"), ("South", "revenue"), (None, "investment"),
    ] * 2  # fmt: skip
