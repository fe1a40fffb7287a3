"""Any table in any shape gives the same facts to the cent, from the same cells."""

import csv
import os
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reading import container, read, sandbox
from data.reading.grid import Sheet, Workbook

PRODUCTS = ["Widget", "Gadget", "Größe 7", "007", "NA", "Total Care", "Ångström"]
MEASURES = {"revenue": "Net sales", "variable_cost": "COGS", "units": "Units sold"}
EXAMPLES = int(os.environ.get("REALLOT_EXAMPLES", "1"))  # of each shape in each format and style
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def facts_of(workbook):
    """What a workbook says, by what it is of and the cell that says it, or a failure with its refusals."""
    found = read.read(workbook, read.mapping_of(workbook))
    assert not found.refusals, [problem.sentence for problem in found.refusals]
    return {
        (f["product"], f["measure"], f["basis"], f["period"], f["grain"], f["row_number"], f["column_number"]): f[
            "amount"
        ]
        for table in found.tables
        for f in table.records.to_pylist()
    }


@st.composite
def figures(draw):
    """Products and months of a year, and an amount for each measure of each; no product sums others by chance."""
    products = draw(st.lists(st.sampled_from(PRODUCTS), min_size=1, max_size=4, unique=True))
    measures = draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=3, unique=True))
    year, count = draw(st.integers(2015, 2024)), draw(st.integers(2, 6))
    weights = iter(draw(st.permutations(range(1, 200))))
    amounts = {
        (product, measure, month): Decimal(2) ** next(weights).bit_length() + Decimal(next(weights)) / 128 * 100
        for product in products
        for measure in measures
        for month in range(1, count + 1)
    }
    return products, measures, year, count, {key: round(amount, 2) for key, amount in amounts.items()}


def put(rows, truth, key, written, figure):
    """Write a cell at the end of the last row, and note what figure it gives at its address."""
    rows[-1].append(written)
    truth[(*key, len(rows), len(rows[-1]))] = figure


def long(products, measures, year, count, amounts):
    rows = [["Product", "Month", *(MEASURES[m] for m in measures)]]
    truth = {}
    for product in products:
        for month in range(1, count + 1):
            rows.append([product, f"{year}-{month:02}", *(amounts[product, m, month] for m in measures)])
            for column, measure in enumerate(measures, 3):
                truth[product, measure, "actual", date(year, month, 1), "month", len(rows), column] = amounts[
                    product, measure, month
                ]
    return rows, truth


def months_across(products, measures, year, count, amounts):
    rows = [["Sales report"], [], ["Product"], ["", *[]]]
    rows[2] += [title for m in measures for title in (MEASURES[m], *[None] * (count - 1))]
    rows[3] += [f"{MONTHS[month - 1]} {year}" for _ in measures for month in range(1, count + 1)]
    truth = {}
    for product in products:
        rows.append([product])
        for measure in measures:
            for month in range(1, count + 1):
                figure = amounts[product, measure, month]
                put(rows, truth, (product, measure, "actual", date(year, month, 1), "month"), figure, figure)
    return rows, truth


def statements(products, measures, year, count, amounts):
    """A block of measures down and quarters across for each product, below a row with its name."""
    count = min(count, 4)
    rows = [["", *(f"Q{quarter} {year}" for quarter in range(1, count + 1))]]
    truth = {}
    for product in products:
        rows.append([product])
        for measure in measures:
            rows.append([MEASURES[measure]])
            for quarter in range(1, count + 1):
                rows[-1].append(amounts.get((product, measure, quarter)))
                key = (product, measure, "actual", date(year, 3 * quarter - 2, 1), "quarter", len(rows), quarter + 1)
                truth[key] = amounts[product, measure, quarter]
    return rows, truth


def bases_across(products, measures, year, count, amounts):
    bases = {"actual": "Actual", "budget": "Budget"}
    rows = [["Product", "Month", *(f"{MEASURES[m]} {title}" for m in measures for title in bases.values())]]
    truth = {}
    for product in products:
        for month in range(1, count + 1):
            rows.append([product, date(year, month, 28)])
            for measure in measures:
                for basis in bases:
                    amount = amounts[product, measure, month] + (basis == "budget")
                    put(rows, truth, (product, measure, basis, date(year, month, 1), "month"), amount, amount)
    return rows, truth


def accounts(products, measures, year, count, amounts):
    rows = [["Product", "Period", "Account", "Amount"]]
    truth = {}
    for (product, measure, month), amount in amounts.items():
        rows.append([product, f"{month:02}/{year}", MEASURES[measure], amount])
        truth[product, measure, "actual", date(year, month, 1), "month", len(rows), 4] = amount
    return rows, truth


def products_across(products, measures, year, count, amounts):
    """Measures and months down, one column a product."""
    rows = [["Account", "Month", *products]]
    truth = {}
    for measure in measures:
        for month in range(1, count + 1):
            rows.append([MEASURES[measure], date(year, month, 1)])
            for product in products:
                figure = amounts[product, measure, month]
                put(rows, truth, (product, measure, "actual", date(year, month, 1), "month"), figure, figure)
    return rows, truth


def bases_down(products, measures, year, count, amounts):
    rows = [["Scenario", "Product", "Year", "Month", *(MEASURES[m] for m in measures)]]
    truth = {}
    for basis in ("Actual", "Budget"):
        for product in products:
            for month in range(1, count + 1):
                rows.append([basis, product, Decimal(year), MONTHS[month - 1]])
                for column, measure in enumerate(measures, 5):
                    amount = amounts[product, measure, month] * (1 + (basis == "Budget"))
                    rows[-1].append(amount)
                    key = (product, measure, basis.lower(), date(year, month, 1), "month", len(rows), column)
                    truth[key] = amount
    return rows, truth


def year_to_date(products, measures, year, count, amounts):
    """Amounts since January, from which each month is what it adds."""
    rows = [["Product", *(f"{MEASURES[m]} YTD {MONTHS[n - 1]} {year}" for m in measures for n in range(1, count + 1))]]
    truth = {}
    for product in products:
        rows.append([product])
        for measure in measures:
            so_far = Decimal(0)
            for month in range(1, count + 1):
                so_far += amounts[product, measure, month]
                key = (product, measure, "actual", date(year, month, 1), "month")
                put(rows, truth, key, so_far, amounts[product, measure, month])
    return rows, truth


def labels_once(products, measures, year, count, amounts):
    """A title, a note on the unit, names written once, totals in between and a note below."""
    rows = [["Monthly report"], ["in thousands"], ["Product", "Month", *(MEASURES[m] for m in measures)]]
    truth = {}
    for product in products:
        for month in range(1, count + 1):
            rows.append([product if month == 1 else None, f"{MONTHS[month - 1]}-{year % 100:02}"])
            for column, measure in enumerate(measures, 3):
                rows[-1].append(amounts[product, measure, month])
                scale = 1 if measure == "units" else 1000
                key = (product, measure, "actual", date(year, month, 1), "month", len(rows), column)
                truth[key] = amounts[product, measure, month] * scale
        if len(products) > 1:
            sums = [sum(amounts[product, m, month] for month in range(1, count + 1)) for m in measures]
            rows.append([f"Total {product}", None, *sums])
    rows.append(["* preliminary figures, not audited"])
    return rows, truth


def _says_too_little(shape, products, measures, *_):
    """One label alone does not make a statement, and one name alone does not say that it is a product."""
    return shape in {statements, products_across} and min(len(products), len(measures)) < 2


SHAPES = [long, months_across, bases_across, accounts, statements]
SHAPES += [products_across, bases_down, year_to_date, labels_once]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@given(figures())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_shape_gives_its_facts(shape, drawn):
    if _says_too_little(shape, *drawn):
        return
    rows, truth = shape(*drawn)
    assert facts_of(Workbook("book.xlsx", [Sheet.of("Data", rows)])) == truth


def write_xlsx(path, rows):
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("Data")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, Decimal):
                    sheet.write_number(row, column, float(value))
                elif value:
                    sheet.write_string(row, column, value)


def write_xls(path, rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value not in (None, ""):
                sheet.write(row, column, value, day if isinstance(value, date) else xlwt.Style.default_style)
    book.save(str(path))


@dataclass(frozen=True)
class Style:
    """How people of one place write csv: delimiter, encoding, thousands and decimal mark, dates."""

    delimiter: str
    encoding: str
    marks: str
    days: str
    money: str = "{}"


STYLES = {
    "german": Style(";", "utf-8-sig", ".,", "%d.%m.%Y"),
    "english": Style(",", "utf-8", ",.", "%d %B %Y", "${}"),
    "french": Style(";", "cp1252", "\u00a0,", "%d/%m/%Y", "{} €"),
    "swiss": Style(";", "utf-8", "’.", "%d.%m.%Y", "CHF {}"),
    "tabs": Style("\t", "utf-16", ",.", "%Y-%m-%d"),
}


def csv_in(style):
    """A writer of csv in one style."""

    def write(path, rows):
        width = max(map(len, rows))
        with path.open("w", encoding=style.encoding, newline="") as stream:
            for cells in rows:
                texts = [_in(style, value) for value in cells] + [""] * (width - len(cells))
                csv.writer(stream, delimiter=style.delimiter).writerow(texts)

    return write


def _in(style, value):
    if isinstance(value, Decimal):
        if value == value.to_integral() and value in range(2015, 2025):
            return f"{value:f}"  # a year
        text = f"{value:,.2f}".translate(str.maketrans(",.", style.marks))
        return style.money.format(text)
    if isinstance(value, date):
        return value.strftime(
            style.days if value.day > 12 else "%Y-%m-%d"
        )  # the first days of two months prove no order
    return value or ""


WRITERS = {"xlsx": write_xlsx, "xls": write_xls, **{f"{name}.csv": csv_in(style) for name, style in STYLES.items()}}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@given(drawn=figures())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[*HealthCheck])
def test_every_format_and_style_gives_its_facts(tmp_path_factory, writer, shape, drawn):
    if _says_too_little(shape, *drawn):
        return
    rows, truth = shape(*drawn)
    path = tmp_path_factory.mktemp("shapes") / f"book.{writer.split('.')[-1]}"
    WRITERS[writer](path, rows)
    assert facts_of(sandbox.parse(path, path.name, container.identify(path, path.name))) == truth


def test_products_across_are_told_by_a_number_with_a_zero_before_it():
    rows = [["Account", "Month", "007", "Widget"]]
    rows += [
        [label, date(2024, month, 1), Decimal(8), Decimal(3)] for label in ("Revenue", "Investment") for month in (1, 2)
    ]
    facts = facts_of(Workbook("book.xlsx", [Sheet.of("Data", rows)]))
    assert {product for product, *_ in facts} == {"007", "Widget"}
