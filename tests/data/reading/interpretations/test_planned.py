"""Lists of projects under headings that are no known ones: what is proposed, asked and read; sums added up by hand."""

from datetime import date
from decimal import Decimal

import pytest

from data.reading.mapping_json import as_json
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled
from data.reading.read import mapping_of, open_workbook, read

REGISTER = (
    "project_name,department,colour_rating,start_date,end_date,yearly_budget,yearly_forecast,whole_life_cost,year\n"
    "New depot,Transport,Amber/Green,30.06.21,31.03.26,12.40,11.90,48.2,2025\n"
    "Green boiler,Energy,Red,15.09.20,30.06.25,3.05,4.75,9.6,2025\n"
    "Harbour gate,Transport,Exempt under the rules on commercial interests,01.01.23,,Exempt,Exempt,Exempt,2025\n"
)
ACROSS = (
    "Project name,New depot,Green boiler,ERP step 2\n"
    "Delivery confidence,Amber/Green,Red,Amber\n"
    "Start date,01/04/2023,15/09/2022,01/01/2024\n"
    "Planned end date,31/03/2026,30/06/2025,Exempt: commercial interests\n"
    "Budget this year (£m),12.40,3.05,7.9\n"
    "Forecast this year (£m),11.90,4.75,Not reported\n"
    "Whole life cost (£m),48.2,9.6,31.0\n"
    "Note,Figures are nominal,,\n"
)
SPENT = (
    "Code,Bureau,Investment Title,Total FY2021 Spending($M),CIO Rating\n"
    "005-000018,Parks,Tree register,$31.642,3\n"
    "005-000039,Roads,Bridge sensors,$0.500,5\n005-000042,Parks,Trail maps,$5.949,3\n"
)
TASKS = "Task,Start,Duration,Resource\nDig,1/1/2016,50,Ann\nPour,2/20/2016,25,Bo\nPaint,1/3/2016,100,Ann\n"
BUDGETS = "Scheme,Owner,Budget\nDepot,Ann,100\nBoiler,Bo,20.5\n"
TITLED = "Name,Start,End\nHack,2015,2015\nBus,2015-05-01,2017-08\nWater,2015-07-10,2015-07-11\n"


def opened(folder, text, name="plans.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return open_workbook(path, path.name)


def questions(workbook):
    return {q.id: q.choices for q in asked(read(workbook, mapping_of(workbook)).refusals)}


def loaded(workbook, answers=None):
    """The only table under some answers, the likely ones else, and what is said of it."""
    reading = settled(workbook, mapping_of(workbook), Answers(answers or {}, likely=True)).reading
    assert [problem.sentence for problem in reading.refusals] == []
    (table,) = reading.tables
    return table, reading.problems


def columns(table, *names):
    return list(zip(*(table.records[name].to_pylist() for name in names), strict=True))


def test_a_register_is_proposed_with_two_questions(tmp_path):
    workbook = opened(tmp_path, REGISTER)
    assert questions(workbook) == {
        "spend:yearly_budget": ("yearly_budget", "whole_life_cost", "yearly_forecast"),
        "belongs:project_name": ("department", "each its own", "plans"),
    }
    table, _ = loaded(workbook)
    assert table.kind.name == "initiative"
    assert columns(table, "initiative", "product", "spend", "started", "planned") == [
        ("New depot", "Transport", Decimal("12.40"), date(2021, 6, 30), date(2026, 3, 31)),
        ("Green boiler", "Energy", Decimal("3.05"), date(2020, 9, 15), date(2025, 6, 30)),
        ("Harbour gate", "Transport", None, date(2023, 1, 1), None),
    ]


def test_words_in_place_of_money_are_not_given_and_counted(tmp_path):
    table, problems = loaded(opened(tmp_path, REGISTER))
    (said,) = [problem for problem in problems if problem.code == "withheld"]
    assert said.place.cell == "F1"
    assert said.found == "2 of 3 cells under “yearly_budget” are figures, others are words such as “Exempt”"
    assert table.loaded_rows == table.rows == 3


def test_words_in_place_of_a_name_are_still_missed(tmp_path):
    _, problems = loaded(opened(tmp_path, REGISTER.replace("Green boiler", "")))
    assert [(p.code, p.place.cell) for p in problems if p.code == "cell"] == [("cell", "A3")]


def test_a_garbled_amount_is_no_sentence(tmp_path):
    rows = "Quay,Transport,Red,01.01.23,31.12.24,1.2.3,7,8,2025\nBerth,Energy,Red,01.01.23,31.12.24,6,7,8,2025\n"
    _, problems = loaded(opened(tmp_path, REGISTER + rows))
    assert [(p.code, p.place.cell) for p in problems if p.code == "cell"] == [("cell", "F5")]


@pytest.mark.parametrize(
    "choice, products",
    [
        ("department", ["Transport", "Energy", "Transport"]),
        ("each its own", ["New depot", "Green boiler", "Harbour gate"]),
        ("Works", ["Works", "Works", "Works"]),
    ],
)
def test_projects_belong_to_what_is_answered(tmp_path, choice, products):
    workbook = opened(tmp_path, REGISTER)
    answers = {"belongs:project_name": choice}
    table, _ = loaded(workbook, answers)
    assert table.records["product"].to_pylist() == products
    remembered = as_json(settled(workbook, mapping_of(workbook), Answers(answers, likely=True)).reading.mapping)
    again = read(workbook, mapping_of(workbook, remembered))
    assert [problem.sentence for problem in again.refusals] == []
    assert again.tables[0].records["product"].to_pylist() == products


def test_another_column_may_have_the_spend(tmp_path):
    table, _ = loaded(opened(tmp_path, REGISTER), {"spend:yearly_budget": "whole_life_cost"})
    assert table.records["spend"].to_pylist() == [Decimal("48.2"), Decimal("9.6"), None]


def test_projects_across_are_turned(tmp_path):
    workbook = opened(tmp_path, ACROSS)
    assert [table.turned for table in mapping_of(workbook).tables] == [True]
    table, problems = loaded(workbook)
    assert columns(table, "initiative", "product", "spend", "started", "planned") == [
        ("New depot", "New depot", 12_400_000, date(2023, 4, 1), date(2026, 3, 31)),
        ("Green boiler", "Green boiler", 3_050_000, date(2022, 9, 15), date(2025, 6, 30)),
        ("ERP step 2", "ERP step 2", 7_900_000, date(2024, 1, 1), None),
    ]
    assert [problem.place.cell for problem in problems if problem.code == "withheld"] == ["A4"]


def test_a_turned_list_is_read_so_again_from_what_is_remembered(tmp_path):
    workbook = opened(tmp_path, ACROSS)
    answers = Answers({"spend:Budget this year (£m)": "Forecast this year (£m)"}, likely=True)
    reading = settled(workbook, mapping_of(workbook), answers).reading
    again = read(workbook, mapping_of(workbook, as_json(reading.mapping)))
    assert again.refusals == ()
    assert again.tables[0].records["spend"].to_pylist() == [11_900_000, 4_750_000, None]


def test_one_amount_each_of_one_year_is_spending_or_a_list_and_asked(tmp_path):
    workbook = opened(tmp_path, SPENT)
    assert questions(workbook) == {"projects:Investment Title": ("finance", "initiative")}
    table, _ = loaded(workbook)
    assert table.kind.name == "finance"
    assert columns(table, "product", "line", "measure", "amount", "period") == [
        ("Tree register", "Parks", "investment", 31_642_000, date(2021, 1, 1)),
        ("Bridge sensors", "Roads", "investment", 500_000, date(2021, 1, 1)),
        ("Trail maps", "Parks", "investment", 5_949_000, date(2021, 1, 1)),
    ]
    table, _ = loaded(workbook, {"projects:Investment Title": "initiative"})
    assert table.kind.name == "initiative"
    assert columns(table, "initiative", "product", "spend") == [
        ("Tree register", "Parks", 31_642_000),
        ("Bridge sensors", "Roads", 500_000),
        ("Trail maps", "Parks", 5_949_000),
    ]


def test_tasks_with_a_start_and_a_duration_are_of_one_product(tmp_path):
    table, _ = loaded(opened(tmp_path, TASKS))
    assert columns(table, "initiative", "product", "owner", "started") == [
        ("Dig", "plans", "Ann", date(2016, 1, 1)),
        ("Pour", "plans", "Bo", date(2016, 2, 20)),
        ("Paint", "plans", "Ann", date(2016, 1, 3)),
    ]


def test_projects_with_a_budget_and_no_time_at_all_are_a_list(tmp_path):
    workbook = opened(tmp_path, BUDGETS)
    assert questions(workbook) == {"belongs:Scheme": ("each its own", "plans")}
    table, _ = loaded(workbook)
    assert columns(table, "initiative", "owner", "spend") == [
        ("Depot", "Ann", Decimal(100)),
        ("Boiler", "Bo", Decimal("20.5")),
    ]


def test_a_title_may_say_that_names_are_of_projects_and_a_year_stands_for_its_first_or_last_day(tmp_path):
    table, _ = loaded(opened(tmp_path, TITLED, "our projects.csv"))
    assert columns(table, "initiative", "started", "planned") == [
        ("Hack", date(2015, 1, 1), date(2015, 12, 31)),
        ("Bus", date(2015, 5, 1), date(2017, 8, 31)),
        ("Water", date(2015, 7, 10), date(2015, 7, 11)),
    ]


def test_names_with_first_and_last_days_are_asked_about_though_nothing_calls_them_projects(tmp_path):
    (problem,) = read(workbook := opened(tmp_path, TITLED), mapping_of(workbook)).refusals
    assert (problem.code, problem.choices[0]) == ("ask_belongs", "each its own")


def test_projects_that_come_again_month_by_month_are_figures_over_time(tmp_path):
    rows = "Project,Month booked,Hours paid\nDepot,2025-01,5\nBoiler,2025-01,6\nDepot,2025-02,7\n"
    assert [table.kind for table in mapping_of(opened(tmp_path, rows)).tables] == ["finance"]


def test_what_names_each_row_of_a_plan_without_a_known_word_is_its_projects(tmp_path):
    rows = (
        "Field,Aspect,Step start date,Step end date\nStock,Goods in,2025-01-02,2025-03-31\n"
        "Stock,Counting,2025-02-01,2025-05-31\nTill,Refunds,2025-03-01,2025-06-30\n"
    )
    (table, _) = loaded(opened(tmp_path, rows))
    assert sorted(table.records["initiative"].to_pylist()) == ["Counting", "Goods in", "Refunds"]
