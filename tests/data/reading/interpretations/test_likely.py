"""Tables whose headings name no known field: each ends in a proposal, with the questions that a person would ask."""

from decimal import Decimal

import pytest

from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of, open_workbook, read
from data.store import Store
from tests.conftest import write_workbook
from tests.data.factories import load

CASES = {
    "codes of products, where nothing else names them": (
        "id_cliente,id_producto,cantidad,monto,fecha\nc1,p47,2,10,2024-05-06\nc2,p3,1,7,2024-06-06\nc2,p47,1,5,2024-06-09\n",
        {"measure:monto": "revenue"},
        {"units": 4, "revenue": 22},
        {"p47", "p3"},
    ),
    "figures of unknown meaning by unknown names": (
        "Month,Customer,Plan,Settled\n2025-01,Acme,Basic,100\n2025-01,Bolt,Pro,300\n2025-02,Acme,Pro,300\n",
        {"holds:Settled": "revenue"},
        {"revenue": 700},
        {"Basic", "Pro"},
    ),
    "months by name without a year": (
        "Company,Scent,Month,Sales\nBright,Rose,March,5\nBright,Cedar,March,6\nSudworks,Rose,April,7\n",
        {"year:Month": None, "names:Scent": "Scent"},
        {"revenue": 18},
        {"Rose", "Cedar"},
    ),
    "actual, forecast and plan beside each other, of spending": (
        "Month,Business unit,Cost element,Actual,Forecast,Plan\nJanuary,Pumps,Licences,5,,\n"
        "January,Pumps,Licences,,6,\nFebruary,Valves,Licences,,,7\nFebruary,Valves,Contractors,8,,\n",
        {"year:Month": None, "names:Business unit": "Business unit", "measure:Actual": "investment"},
        {"investment": 26},
        {"Pumps", "Valves"},
    ),
    "numbered months across": (
        "Store,Month 1 2025,Month 2 2025\nElm Street,5,6\nHarbour,7,8\n",
        {"measure:Month 1 2025": "revenue"},
        {"revenue": 26},
        {"Elm Street", "Harbour"},
    ),
    "quarters across without a year": (
        "Location,Region,Q1,Q2\nElm Street,North,5,6\nHarbour,South,7,8\n",
        {"year:Q1": None, "measure:Q1": "revenue"},
        {"revenue": 26},
        {"Elm Street", "Harbour"},
    ),
    "labels without a heading, and amounts with k and m": (
        ',Sales,Profits\nQ1,"4,300.5K",1.1M\nQ2,4.61M,970K\n',
        {"year:(labels)": None, "product:product": "file"},
        {"revenue": 8_910_500},
        {"file"},
    ),
    "amounts since the year's beginning, as the title says": (
        "Statement year to date\n\nItem,31-Jan-25,28-Feb-25,31-Mar-25\nSoap,5,11,18\nBrushes,1,2,4\n",
        {"measure:31-Jan-25": "revenue"},
        {"revenue": 22},
        {"Soap", "Brushes"},
    ),
    "a statement of one product, of which one measure is known and the others are not": (
        "Year,Revenue,Interest,Tax,Total value\n2023,500,20,30,1\n2024,600,25,35,2\n",
        {"product:product": "file"},
        {"revenue": 1100},
        {"file"},
    ),
    "products across, one of them much like a word of amounts": (
        "Takings by month\nMonth,Soap,Mount,Brushes\n2025-01,5,6,10\n2025-02,7,8,20\n",
        {"measure:Soap": "revenue"},
        {"revenue": 56},
        {"Soap", "Mount", "Brushes"},
    ),
    "products across, beside months": (
        "Takings by day\nWhen,Soap,Brushes\n2025-01-03,5,6\n2025-02-04,7,8\n",
        {"measure:Soap": "revenue"},
        {"revenue": 26},
        {"Soap", "Brushes"},
    ),
    "nothing that says when": (
        "Department,Category,Amount\nParks,Trees,5\nRoads,Lamps,6\nRoads,Signs,7\n",
        {"year": None, "names:Department": "Department", "measure:Amount": "revenue"},
        {"revenue": 18},
        {"Parks", "Roads"},
    ),
    "budget and actual in words that a line joins, without a time": (
        "department,category,budgeted_amount,actual_amount\nParks,Trees,5,6\nParks,Lamps,7,8\nRoads,Trees,9,10\n",
        {"year": None, "measure:budgeted_amount": "investment"},
        {"investment": 45},
        {"Parks", "Roads"},
    ),
    "budget beside actual, and their difference": (
        "expense_date,category,budget,actual,variance_pct\n2025-01-31,Print,5,6,20\n2025-01-31,Online,7,7,0\n",
        {"measure:budget": "investment"},
        {"investment": 25},
        {"Print", "Online"},
    ),
    "one row a name of its own and no time, beside few kinds": (
        "Duty,budgeted_amount,Fund kind\n"
        + "".join(f"{name},{n},{'Old' if n % 2 else 'New'}\n" for n, name in enumerate("abcdefghijkl", 1)),
        {"year": None, "names:Duty": "Duty", "holds:budgeted_amount": "investment"},
        {"investment": 78},
        set("abcdefghijkl"),
    ),
    "a forecast without a word of what": (
        "year,month,forecast_value\n2025,January,99.5\n2025,February,81.5\n",
        {"holds:forecast_value": "investment", "product:product": "file"},
        {"investment": 181},
        {"file"},
    ),
    "servings, which are no money": (
        "Location,2024 servings\nNorth,40430\nSouth,13200\n",
        {"holds:2024 servings": "units"},
        {"units": 53_630},
        {"North", "South"},
    ),
    "words that only capitals tell apart, and keys of other tables": (
        "OrderDate,ProductKey,EmployeeKey,UnitPrice,SalesAmount\n2025-06-01,43,295,20.19,40.38\n"
        "2025-06-01,22,295,5.25,15.75\n2025-06-02,43,281,20.19,20.19\n",
        {},
        {"revenue": Decimal("76.32")},
        {"43", "22"},
    ),
}


KPIS = {
    "prices of one piece over time": "name,date,price\nNorth,2025-01,9.5\nNorth,2025-02,9.75\nSouth,2025-01,4\n",
    "figures below zero below a word of budgets": "Budget balance\n\nDate,Value\n2023-12-31,-1.4\n2024-12-31,-1.3\n",
    "people in work, not money": "Employment by trade\n\nmonth,building,mining\n2025-01,7601,656\n2025-02,7664,662\n",
}


def opened(folder, text):
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return open_workbook(path, path.name)


@pytest.mark.parametrize("case", CASES)
def test_a_table_without_known_headings_is_proposed_and_asked_about(tmp_path, case):
    text, questions, sums, names = CASES[case]
    workbook = opened(tmp_path, text)
    mapping = mapping_of(workbook)
    said = asked(read(workbook, mapping).refusals)
    assert {question.id: question.likely if questions.get(question.id) else None for question in said} == questions
    found = settled(workbook, mapping, Answers(likely=True)).reading
    assert [problem.sentence for problem in found.refusals] == []
    (table,) = found.tables
    totals = {}
    for total in table.totals:
        totals[total.field] = totals.get(total.field, Decimal(0)) + total.loaded_total
    assert totals == sums
    assert set(table.records["product"].to_pylist()) == names


def test_what_money_of_an_account_is_spent_by_the_column_of_its_kind_is_asked(tmp_path):
    rows = (
        "month,department,account,account_type,budget,actual\n2024-01,Sales,Takings,revenue,100,90\n"
        "2024-01,Sales,Travel,expense,10,11\n2024-01,Works,Rent,expense,20,21\n"
    )
    workbook = opened(tmp_path, rows)
    mapping = mapping_of(workbook)
    assert [(q.id, q.likely) for q in asked(read(workbook, mapping).refusals)] == [("group:expense", "investment")]
    (table,) = settled(workbook, mapping, Answers(likely=True)).reading.tables
    facts = zip(*(table.records[name].to_pylist() for name in ("measure", "basis", "amount")), strict=True)
    assert sorted(facts) == [
        ("investment", "actual", 11),
        ("investment", "actual", 21),
        ("investment", "budget", 10),
        ("investment", "budget", 20),
        ("revenue", "actual", 90),
        ("revenue", "budget", 100),
    ]


@pytest.mark.parametrize("case", KPIS)
def test_figures_that_are_no_money_are_likely_kpis(tmp_path, case):
    workbook = opened(tmp_path, KPIS[case])
    found = settled(workbook, mapping_of(workbook), Answers(likely=True)).reading
    assert [table.kind.name for table in found.tables] == ["kpi"]


def test_vendors_across_in_a_sheet_that_speaks_of_shipments_are_a_market(tmp_path):
    rows = "Shipments of meters by vendor\n\n,Norlicht,Avena,Others\nQ4 '22,21,17.5,61\nQ1'23,20,18,60\n"
    workbook = opened(tmp_path, rows)
    mapping = mapping_of(workbook)
    assert [q.id for q in asked(read(workbook, mapping).refusals)] == ["market:market", "measure:Norlicht"]
    (table,) = settled(workbook, mapping, Answers({"market:market": "file"}, likely=True)).reading.tables
    assert table.kind.name == "market"
    vendors = zip(table.records["vendor"].to_pylist(), table.records["amount"].to_pylist(), strict=True)
    assert sorted(vendors) == [
        ("Avena", Decimal("17.5")),
        ("Avena", 18),
        ("Norlicht", 20),
        ("Norlicht", 21),
        ("Others", 60),
        ("Others", 61),
    ]


def test_sales_by_region_across_are_those_of_the_products_in_their_column(tmp_path):
    rows = "Product,Month,NA Sales,EU Sales,Global Sales\nA,2024-01,41,29,70\nB,2024-01,29,3,32\nA,2024-02,9,3,12\n"
    workbook = opened(tmp_path, rows)
    found = read(workbook, mapping_of(workbook))
    (table,) = found.tables
    assert asked(found.refusals) == []
    records = table.records.select(["product", "region", "amount"]).to_pylist()
    assert sorted((r["product"], r["region"], r["amount"]) for r in records) == [
        ("A", "EU", 3), ("A", "EU", 29), ("A", "NA", 9), ("A", "NA", 41), ("B", "EU", 3), ("B", "NA", 29),
    ]  # fmt: skip


@pytest.mark.parametrize("markets", ["Market,", ""])
def test_sales_of_vendors_by_region_across_are_a_market_and_the_world_is_their_sum(tmp_path, markets):
    name = "Pumps," if markets else ""
    rows = [f"{name}{line}" for line in ("N/A,Acme,41,29,70", "2024,Acme,41,29,70", "2024,Bolt,29,3,32")]
    workbook = opened(tmp_path, "\n".join([f"{markets}Year,Publisher,NA_Sales,EU_Sales,Global_Sales", *rows]))
    mapping = mapping_of(workbook)
    said = asked(read(workbook, mapping).refusals)
    assert [question.id for question in said] == ([] if markets else ["market:market"])
    (table,) = settled(workbook, mapping, Answers(likely=True)).reading.tables
    assert table.kind.name == "market"
    records = table.records.select(["vendor", "region", "amount"]).to_pylist()
    assert sorted((r["vendor"], r["region"], r["amount"]) for r in records) == [
        ("Acme", "EU", 29), ("Acme", "NA", 41), ("Bolt", "EU", 3), ("Bolt", "NA", 29),
    ]  # fmt: skip


def test_another_column_may_have_the_products(tmp_path):
    text = CASES["months by name without a year"][0]
    workbook = opened(tmp_path, text)
    answers = Answers({"names:Scent": "Company", "year:Month": "2025"})
    (table,) = settled(workbook, mapping_of(workbook), answers).reading.tables
    assert set(table.records["product"].to_pylist()) == {"Bright", "Sudworks"}


def test_a_column_of_figures_may_be_nothing_of_the_review(tmp_path):
    workbook = opened(tmp_path, "Month,Plan,Settled,Paid\n2025-01,Basic,100,7\n2025-02,Pro,300,8\n")
    said = asked(read(workbook, mapping := mapping_of(workbook)).refusals)
    answers = Answers({"holds:Settled": said[0].choices[-1]}, likely=True)
    (table,) = settled(workbook, mapping, answers).reading.tables
    assert [total.heading for total in table.totals] == ["Paid"]


KNOWN = {
    "figures of two bases, one of measures that are not read": (
        "Date,Business Unit,Actual_Revenue,Budget_Revenue,Actual_EBITDA,Budget_EBITDA\n"
        "2025-01-31,Pumps,50,40,5,4\n2025-01-31,Valves,60,70,6,7\n",
        {},
        {"revenue": 220},
    ),
    "lines of a statement below another word, actual beside budget": (
        "Month,Category,Budget,Actual\nOct-25,Revenue,120,126\nOct-25,COGS,52,54\nOct-25,Marketing,9,11\n",
        {"product:product": "file"},
        {"amount": 352},
    ),
    "actual and budget down the rows": (
        "Agency,Fiscal Year,Metric,Value\nParks,2024,Actual,5\nParks,2024,Budget,4\nRoads,2024,Actual,7\n",
        {"measure:Value": "investment"},
        {"investment": 16},
    ),
    "revenue of a name each, and of all": (
        "Year,Room Revenue,F&B Revenue,Total Revenue\n2023,50,20,70\n2024,60,25,85\n2025 (to June),30,10,40\n",
        {},
        {"revenue": 195},
    ),
    "days across, day before month": (
        "Article,30.01.2025,31.01.2025,01.02.2025\nWater,5,6,7\nJuice,1,2,3\n",
        {"measure:30.01.2025": "revenue"},
        {"revenue": 24},
    ),
    "amounts and their shares by year": (
        "product,2024_amount,2024_pct,2025_amount,2025_pct\nRails,60,0.6,70,0.7\nBolts,40,0.4,30,0.3\n",
        {"measure:2024_amount": "revenue"},
        {"revenue": 200},
    ),
    "a French list of sales": (
        "id,produit,categorie,quantite,prix_unitaire,date_vente\n1,Clavier,Informatique,2,25.5,2025-01-10\n"
        "2,Souris,Informatique,3,15,2025-01-12\n3,Clavier,Informatique,1,25.5,2025-02-10\n",
        {"revenue:prix_unitaire": "prix_unitaire × quantite"},
        {"units": 6, "revenue": Decimal("121.5")},
    ),
    "a column of days by a word that is not known": (
        "Product,Sold when,Revenue\nSoap,2025-01-10,5\nBrush,2025-02-11,7\n",
        {},
        {"revenue": 12},
    ),
    "a total beside its price and quantity": (
        "Product,Invoice Date,Price per Unit,Units Sold,Total Sales\nShoes,2025-01-10,50,10,450\n",
        {},
        {"units": 10, "revenue": 450},
    ),
}


@pytest.mark.parametrize("case", KNOWN)
def test_what_a_person_reads_in_everyday_words_is_taken(tmp_path, case):
    text, questions, sums = KNOWN[case]
    workbook = opened(tmp_path, text)
    mapping = mapping_of(workbook)
    assert {question.id: question.likely for question in asked(read(workbook, mapping).refusals)} == questions
    (table,) = settled(workbook, mapping, Answers(likely=True)).reading.tables
    totals = {}
    for total in table.totals:
        totals[total.field] = totals.get(total.field, Decimal(0)) + total.loaded_total
    assert totals == sums


def test_departments_that_are_called_like_measures_are_no_lines_of_a_statement(tmp_path):
    rows = "Month,Product,Division,Revenue\n2025-01,A,Sales,5\n2025-01,B,Overhead,6\n2025-01,C,Labs,7\n"
    workbook = opened(tmp_path, rows)
    (table,) = mapping_of(workbook).tables
    assert (table.fields["line"].heading, "measure" in table.fields) == ("Division", False)


def test_days_on_which_rows_were_changed_are_no_periods(tmp_path):
    rows = "Product,Revenue,Last updated\nSoap,5,2025-03-01\nBrush,6,2025-04-02\n"
    (table,) = mapping_of(opened(tmp_path, rows)).tables
    assert "period" not in table.given


def test_a_file_sorted_by_product_keeps_its_products(tmp_path):
    days = [
        f"2024-{month:02d}-{day:02d},{('Monday', 'Tuesday')[day % 2]}" for month in range(1, 13) for day in range(1, 29)
    ]
    lines = [f"{day},{name},5" for name in ("Bread", "Rolls", "Cake") for day in days]
    workbook = opened(tmp_path, "\n".join(["Date,Weekday,Kind,Sales", *lines]) + "\n")
    (table,) = settled(workbook, mapping_of(workbook), Answers(likely=True)).reading.tables
    assert set(table.records["product"].to_pylist()) == {"Bread", "Rolls", "Cake"}


def test_a_row_of_figures_with_gaps_in_words_is_no_row_of_names(tmp_path):
    rows = (
        "Year,Fee in Rs. crore,Change in %,Fee in US$ million,Change\n1991,4318,NA,1861,NA\n2001,15083,-3.5,3198,-7.6\n"
    )
    assert [table.header_row for table in mapping_of(opened(tmp_path, rows)).tables] == [1]


def test_a_row_of_figures_is_no_row_of_headings(tmp_path):
    rows = "Year,Month,Make,Quantity,Pct\n2024,1,Alba,107,13.3\n2024,1,Corvo,143,17.8\n2024,1,,419,52.0\n"
    workbook = opened(tmp_path, rows)
    assert [table.header_row for table in mapping_of(workbook).tables] == [1]


def test_a_table_without_figures_is_refused(tmp_path):
    workbook = opened(tmp_path, "Product,Colour\nWidget,red\nGadget,blue\n")
    (problem,) = read(workbook, mapping_of(workbook)).refusals
    assert (problem.code, problem.choices) == ("lacks", ())


MEASURED = "Month,Visits,Conversion rate,Conversion rate target\n2025-01,100,2.5,3\n2025-02,120,2.7,3\n"


def test_figures_by_month_may_be_results_of_kpis_and_their_targets(tmp_path):
    workbook = opened(tmp_path, MEASURED)
    mapping = mapping_of(workbook)
    (question,) = asked(read(workbook, mapping).refusals)
    assert (question.code, question.likely) == ("ask_holds", "kpi")
    (table,) = settled(workbook, mapping, Answers(likely=True)).reading.tables
    columns = (table.records[name].to_pylist() for name in ("kpi", "measure", "amount"))
    assert sorted(zip(*columns, strict=True)) == [
        ("Conversion rate", "actual", Decimal("2.5")),
        ("Conversion rate", "actual", Decimal("2.7")),
        ("Conversion rate", "target", 3),
        ("Conversion rate", "target", 3),
        ("Visits", "actual", 100),
        ("Visits", "actual", 120),
    ]


def test_the_next_file_of_kpis_is_known_again(tmp_path):
    path, store = tmp_path / "report.csv", Store(tmp_path / "store")
    path.write_text(MEASURED, encoding="utf-8")
    load(store, path, answers=Answers(likely=True))
    path.write_text(MEASURED + "2025-03,130,2.9,3\n", encoding="utf-8")
    report = load(store, path)
    assert (report["answers"], [each["id"] for each in report["questions"]]) == ([], ["directions"])  # which may wait
    assert [(sheet["kind"], sheet["rows_loaded"]) for sheet in report["sheets"]] == [("kpi", 3)]


def test_a_name_of_a_file_says_the_year_of_figures_without_any(tmp_path):
    path = tmp_path / "budget-2014.csv"
    path.write_text("Department,Spending\nParks,5\nRoads,6\n", encoding="utf-8")
    workbook = open_workbook(path, path.name)
    reading = settled(workbook, mapping_of(workbook), Answers(likely=True))
    assert [answer.id for answer in reading.answers] == ["holds:Spending"]
    assert {period.year for period in reading.reading.tables[0].records["period"].to_pylist()} == {2014}


def test_shares_by_name_and_year_are_those_of_a_market(tmp_path):
    path = tmp_path / "market_share.csv"
    path.write_text("year,app,share_pct\n2024,Norlicht,60\n2024,Avena,40\n2025,Norlicht,55\n2025,Avena,45\n")
    workbook = open_workbook(path, path.name)
    mapping = mapping_of(workbook)
    assert [question.id for question in asked(read(workbook, mapping).refusals)] == ["market:market"]
    (table,) = settled(workbook, mapping, Answers(likely=True)).reading.tables
    assert set(table.records["vendor"].to_pylist()) == {"Norlicht", "Avena"}
    assert set(table.records["measure"].to_pylist()) == {"share"}


def test_a_sheet_without_a_time_is_left_out_beside_one_that_has_it(tmp_path):
    notes = [["Office", "Headcount"], ["Bern", 5], ["Graz", 6]]
    sales = [["Plan", "Settled", "When"], ["Basic", 100, "2025-01"], ["Pro", 300, "2025-02"], ["Pro", 7, "2025-03"]]
    path = write_workbook(tmp_path / "book.xlsx", {"Offices": notes, "Sales": sales})
    workbook = open_workbook(path, path.name)
    assert [(table.sheet, table.kind) for table in mapping_of(workbook).tables] == [
        ("Offices", None),
        ("Sales", "finance"),
    ]


def test_further_figures_are_left_out_where_no_word_says_what_they_are(tmp_path):
    workbook = opened(tmp_path, "Month,Plan,Settled,Ceded\n2025-01,Basic,100,7\n2025-02,Pro,300,8\n")
    (table,) = settled(workbook, mapping_of(workbook), Answers(likely=True)).reading.tables
    assert [(total.heading, total.field, total.loaded_total) for total in table.totals] == [("Settled", "revenue", 400)]


def test_an_amount_for_each_name_in_rows_without_headings_is_no_list_of_projects(tmp_path):
    rows = "organization,id,amount\nDepartment of Parks,1,500\nDepartment of Roads,2,700\nBoard of Elections,3,90\n"
    path = tmp_path / "city_budget_2013.csv"
    path.write_text(rows, encoding="utf-8")
    workbook = open_workbook(path, path.name)
    (table,) = settled(workbook, mapping_of(workbook), Answers(likely=True)).reading.tables
    assert (table.kind.name, table.totals[0].loaded_total) == ("finance", 1290)


def test_a_mapping_that_names_the_kpis_column_leaves_all_others_alone(tmp_path):
    path, store = tmp_path / "averages.csv", Store(tmp_path / "store")
    path.write_text("Code,Span,Mean,Median\nC1,2010-01,3.5,3\nC2,2010-01,4.5,4\nC1,2011-01,5.5,5\n", encoding="utf-8")
    columns = {"Code": "kpi", "Span": "period", "Mean": "actual"}
    said = {"tables": [{"sheet": "averages", "kind": "kpi", "columns": columns}]}
    (sheet,) = load(store, path, choices=said)["sheets"]
    assert [total["column"] for total in sheet["control_totals"]] == ["Mean"]


def test_a_mapping_to_a_kind_without_periods_is_not_asked_for_a_year(tmp_path):
    path, store = tmp_path / "indicators.csv", Store(tmp_path / "store")
    path.write_text("Title,Best,Maximum\nUptime,higher,40\nChurn,lower,7\n", encoding="utf-8")
    said = {
        "tables": [{"sheet": "indicators", "kind": "kpi_definition", "columns": {"Title": "kpi", "Best": "direction"}}]
    }
    report = load(store, path, choices=said)
    assert [(sheet["kind"], sheet["rows_loaded"]) for sheet in report["sheets"]] == [("kpi_definition", 2)]


def test_marks_before_the_labels_of_a_statement_name_no_products(tmp_path):
    rows = (
        ",Plan,2024,2025\n*,,,\n,Cakes,70,80\n,Drinks,30,40\n,Total Revenue,100,120\n"
        "*,,,\n,COGS of cakes,20,25\n,Gross Profit,80,95\n*,,,\n"
    )
    workbook = opened(tmp_path, rows)
    found = settled(workbook, mapping_of(workbook), Answers(likely=True)).reading
    assert [problem.sentence for problem in found.refusals] == []
    (table,) = found.tables
    facts = zip(table.records["measure"].to_pylist(), table.records["amount"].to_pylist(), strict=True)
    assert sorted(facts) == [("revenue", 30), ("revenue", 40), ("revenue", 70), ("revenue", 80)]  # the total sums them


def test_an_actual_beside_its_target_alone_is_a_kpi_named_by_its_sheet(tmp_path):
    workbook = opened(tmp_path, "Actual,Previous,Target,Min,Max\n378,450,630,0,1000\n")
    mapping = mapping_of(workbook)
    (question,) = read(workbook, mapping).refusals
    assert question.code == "ask_year"
    found = settled(workbook, mapping, Answers({"year": "2025"})).reading
    (table,) = found.tables
    facts = [(row["kpi"], row["period"].year, row["measure"], row["amount"]) for row in table.records.to_pylist()]
    assert sorted(facts) == [
        (workbook.sheets[0].name, 2025, "actual", 378),
        (workbook.sheets[0].name, 2025, "target", 630),
    ]


@pytest.mark.parametrize(
    ("lines", "likely"),
    [
        (
            "Date,Product,Qty,Unit price,Discount %,Net amount\n2026-01-05,A,2,10,0,20\n2026-02-06,B,1,100,10,90\n",
            "revenue",
        ),
        ("Kostenstelle,Monat,Plan,Ist\nVertrieb,2026-01,100,90\nEinkauf,2026-01,50,60\n", "investment"),
        ("Cost center,Month,Plan,Actual\nSales,2026-01,100,90\nBuying,2026-01,50,60\n", "investment"),
    ],
    ids=["net amounts beside a discount", "Kostenstellen", "cost centers"],
)
def test_what_an_amount_likely_is_follows_from_its_own_heading_and_from_its_names(tmp_path, lines, likely):
    workbook = opened(tmp_path, lines)
    (question,) = asked(read(workbook, mapping_of(workbook)).refusals)
    assert question.choices[0] == likely
