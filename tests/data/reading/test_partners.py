"""Which files that are given together are one upload, and what they say as one."""

from decimal import Decimal

import pytest

from data.reading import partners
from data.reading.grid import Sheet, Workbook
from data.reading.proposal import propose
from data.reading.questions.settled import Answers, settled

SALES = [
    ["SaleDate", "ProductKey", "StoreKey", "Quantity"],
    *(["2026-01-05", "P-1", "S1", 2], ["2026-01-09", "P-2", "S2", 3], ["2026-02-02", "P-1", "S2", 4]),
]
PRODUCTS = [["ProductKey", "Product name", "GroupKey", "Unit price", "Unit cost"]]
PRODUCTS += [["P-1", "Kettle", "G1", 10, 6], ["P-2", "Lamp", "G2", 20, 15]]
GROUPS = [["GroupKey", "Business line"], ["G1", "Kitchen"], ["G2", "Light"]]
STORES = [["StoreKey", "Region", "Square metres"], ["S1", "North", 120], ["S2", "South", 80]]
VISITS = [["Month", "Visits"], ["2026-01-05", 900], ["2026-01-09", 800], ["2026-02-02", 700]]
BUDGETS = [["Region", "Some money"], ["North", 50], ["South", 60]]
BY_REGION = [["Product", "Month", "Region", "Revenue"], ["A", "2026-01", "North", 5], ["A", "2026-01", "South", 6]]


def book(file, rows):
    cells = ([Decimal(c) if isinstance(c, int) else c for c in row] for row in rows)
    return Workbook(file, [Sheet.of(file.removesuffix(".csv"), cells)])


def files(**tables):
    return [book(f"{name}.csv", rows) for name, rows in tables.items()]


def groups(workbooks):
    return partners.groups([partners.File(workbook, propose(workbook)) for workbook in workbooks])


def read(*workbooks):
    (group,) = groups(workbooks)
    whole = partners.combined([workbooks[number] for number in group])
    return settled(whole, propose(whole), Answers(likely=True))


def facts(found):
    (table,) = found.reading.tables
    return table.records.to_pylist()


def test_a_file_of_products_completes_the_one_that_refers_to_it_whichever_comes_first():
    for order in (files(sales=SALES, products=PRODUCTS), files(products=PRODUCTS, sales=SALES)):
        sums = {(row["product"], row["measure"]): 0 for row in facts(read(*order))}
        for row in facts(read(*order)):
            sums[row["product"], row["measure"]] += row["amount"]
        assert sums == {
            **{("Kettle", "units"): 6, ("Kettle", "revenue"): 60, ("Kettle", "variable_cost"): 36},
            **{("Lamp", "units"): 3, ("Lamp", "revenue"): 60, ("Lamp", "variable_cost"): 45},
        }


def test_revenue_and_cost_are_asked_with_the_product_that_gives_them():
    steps = read(*files(sales=SALES, products=PRODUCTS)).steps
    assert [(step.question.id, step.answer.choice) for step in steps] == [
        ("revenue:Unit price", "Unit price × Quantity"),
        ("cost:Unit cost", "Unit cost × Quantity"),
    ]


def test_what_a_partner_refers_to_itself_is_joined_too():
    found = facts(read(*files(groups=GROUPS, sales=SALES, stores=STORES, products=PRODUCTS)))
    names = {(row["product"], row["line"], row["region"]) for row in found}
    assert names == {("Kettle", "Kitchen", "North"), ("Kettle", "Kitchen", "South"), ("Lamp", "Light", "South")}


def test_two_files_of_facts_share_a_partner():
    both = files(sales_2025=SALES, sales_2026=SALES, products=PRODUCTS)
    assert groups(both) == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    "tables",
    [
        {"sales": BY_REGION, "budgets": BUDGETS},  # figures of their own
        {"sales": SALES, "visits": VISITS},  # a month is no key
        {"sales": BY_REGION, "more": BY_REGION},
        {
            "products": PRODUCTS,
            "colours": [["ProductKey", "Colour"], ["P-1", "red"], ["P-2", "blue"]],
        },  # nothing of when
        {"sales": SALES},
    ],
)
def test_files_that_stand_on_their_own_are_not_joined(tables):
    assert groups(files(**tables)) == []


def test_figures_that_stand_once_a_key_are_never_added_up_row_by_row():
    """A cost of a whole product, in its list, would count once for each sale."""
    products = [
        ["ProductKey", "Product name", "Unit price", "Cost"],
        ["P-1", "Kettle", 10, 99],
        ["P-2", "Lamp", 20, 99],
    ]
    assert {row["measure"] for row in facts(read(*files(sales=SALES, products=products)))} == {"units", "revenue"}


def test_rows_that_found_no_partner_are_counted_and_named():
    sales = [*SALES, *(["2026-02-03", "P-2", "S1", 1] for _ in range(30)), ["2026-02-04", "P-9", "S1", 5]]
    found = read(*files(sales=sales, products=PRODUCTS)).reading
    alone = [problem for problem in found.problems if problem.code == "no_partner"]
    assert [problem.found for problem in alone] == [
        "the sheet “products” lacks the “ProductKey” of 1 of 34 rows: “P-9”"
    ]
    (table,) = found.tables
    unnamed = [(r["product"], r["measure"], r["amount"]) for r in table.records.to_pylist() if r["row_number"] == 35]
    assert unnamed == [("not given", "units", 5)]


def test_next_months_files_have_sheets_of_the_same_names():
    names = [
        [sheet.name for sheet in partners.combined(files(**{month: SALES, "products": PRODUCTS})).sheets]
        for month in ("sales_2026-01", "sales_2026-02")
    ]
    assert names == [["sales", "products"]] * 2


def test_texts_of_two_encodings_are_not_joined():
    one, other = files(
        sales=[*SALES, ["2026-02-04", "P-1", "Köln", 5]], products=[*PRODUCTS, ["P-3", "Tür", "G1", 1, 1]]
    )
    unsure = Workbook(other.file, other.sheets, encodings=("cp1252", "cp1250"))
    assert groups([one, other]) == [(0, 1)]
    assert groups([one, unsure]) == []


def test_a_file_alone_says_which_table_would_complete_it():
    (alone,) = files(sales=SALES)
    asked = settled(alone, propose(alone), Answers()).reading.refusals
    (waits,) = [problem for problem in asked if problem.code == "ask_partner"]
    assert (waits.column, waits.choices[0]) == ("ProductKey", "load it without")
