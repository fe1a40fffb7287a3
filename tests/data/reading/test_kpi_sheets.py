"""What a sheet of KPI results tells of each KPI: which way is good and who says so, its unit, limits, and parts."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers, settled

HIGHER, LOWER, RANGE = "higher is better", "lower is better", "range"
HEADINGS = ["KPI", "Month", "Actual", "Target"]


def opened(rows, **said):
    """The reading of a table of text, whose figures are numbers."""
    cells = [[_cell(value) for value in row] for row in rows]
    workbook = Workbook("kpis.xlsx", [Sheet.of("KPIs", cells)])
    return settled(workbook, read.mapping_of(workbook), Answers(**said)).reading


def _cell(value):
    return Decimal(str(value)) if isinstance(value, int | float) else value


def told(rows, **said):
    """What the only table of a reading tells of each KPI, by its name."""
    reading = opened(rows, **said)
    assert not reading.refusals, [problem.sentence for problem in reading.refusals]
    (table,) = reading.tables
    return {each.kpi: each for each in table.told}


def figures(rows, **said):
    (table,) = opened(rows, **said).tables
    return {(r["kpi"], r["measure"], str(r["period"])[:7], float(r["amount"])) for r in table.records.to_pylist()}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *(("higher", HIGHER), ("↑", HIGHER), ("1", HIGHER), ("at least", HIGHER), ("no less than", HIGHER)),
        *(("not below", HIGHER), ("Je höher desto besser", HIGHER), ("↓", LOWER), ("-1", LOWER), ("-", LOWER)),
        *(("not higher than", LOWER), ("up to", LOWER), ("Smaller is better", LOWER), ("fewer", LOWER)),
        *(("höchstens", LOWER), ("in between", RANGE), ("Goldilocks", RANGE)),
    ],
)
def test_a_column_says_which_way_is_good(word, meant):
    found = told([[*HEADINGS, "Good is"], ["Throughput", "2025-01", 8, 9, word]])["Throughput"]
    assert (found.direction, found.direction_from) == (meant, "definition")


def test_a_word_that_is_not_known_is_asked_and_its_meaning_stays():
    rows = [[*HEADINGS, "Better"], ["Haze", "2025-01", 8, 9, "blue"], ["Murk", "2025-01", 8, 9, "higher"]]
    (question,) = asked(opened(rows).refusals)
    assert (question.id, question.choices[0]) == ("direction:blue", "neither")
    found = told(rows, given={"direction:blue": LOWER})["Haze"]
    assert (found.direction, found.direction_from) == (LOWER, "definition")


def test_a_kpi_without_a_good_direction_is_none_that_nobody_spoke_of():
    found = told([[*HEADINGS, "Better"], ["Complaints", "2025-01", 8, 9, "for information"]])["Complaints"]
    assert (found.direction, found.direction_from) == (None, "definition")


@pytest.mark.parametrize(
    ("target", "direction", "value", "unit"),
    [
        *((">95%", HIGHER, 0.95, "%"), ("< 3", LOWER, 3, None), ("≤ 3 days", LOWER, 3, "days")),
        *(("max 24", LOWER, 24, None), ("at least 1,500.5", HIGHER, 1500.5, None), ("95 % or more", HIGHER, 0.95, "%")),
        *(("no more than 24", LOWER, 24, None), ("24 max.", LOWER, 24, None)),
    ],
)
def test_a_target_says_by_its_sign_which_side_is_good(target, direction, value, unit):
    rows = [HEADINGS, ["Haze", "2025-01", value, target]]
    found = told(rows)["Haze"]
    assert (found.direction, found.direction_from, found.unit) == (direction, "target", unit)
    assert figures(rows) == {("Haze", side, "2025-01", value) for side in ("actual", "target")}


@pytest.mark.parametrize(("target", "low", "high"), [("2-4", 2, 4), ("between 2 and 4", 2, 4), ("3 ± 1.5", 1.5, 4.5)])
def test_a_target_of_two_ends_is_a_range_and_no_figure(target, low, high):
    rows = [HEADINGS, ["Haze", "2025-01", 3, target]]
    found = told(rows)["Haze"]
    assert (found.direction, found.low, found.high) == (RANGE, Decimal(str(low)), Decimal(str(high)))
    assert figures(rows) == {("Haze", "actual", "2025-01", 3)}


def test_targets_of_opposite_signs_say_nothing_and_it_is_said():
    rows = [HEADINGS, ["Haze", "2025-01", 3, "<4"], ["Haze", "2025-02", 3, ">4"]]
    assert told(rows)["Haze"].direction is None
    assert "contradicts" in {problem.code for problem in opened(rows).problems}


def test_a_name_makes_a_direction_likely_until_somebody_confirms_it():
    rows = [HEADINGS, ["Customer churn", "2025-01", 3, 4], ["Order intake", "2025-01", 3, 4], ["Haze", "2025-01", 3, 4]]
    assumed = {kpi: (each.direction, each.direction_from) for kpi, each in told(rows).items()}
    silent = (None, None)
    assert assumed == {"Customer churn": (LOWER, "name"), "Order intake": (HIGHER, "name"), "Haze": silent}
    (question,) = asked(opened(rows).questions)
    assert (question.id, question.may_wait, question.choices[0]) == ("directions", True, "as their names say")
    assert told(rows, likely=True)["Customer churn"].direction_from == "name"  # nobody saw the question
    confirmed = told(rows, given={"directions": "as their names say"})
    assert (confirmed["Customer churn"].direction_from, confirmed["Haze"].direction_from) == ("answer", None)
    each = told(rows, given={"directions": "haze: lower; Customer churn: higher"})
    assert (each["Haze"].direction, each["Customer churn"].direction) == (LOWER, HIGHER)


def test_what_a_list_of_definitions_in_the_same_file_says_is_not_asked():
    sheets = [
        Sheet.of("Results", [HEADINGS, ["Haze", "2025-01", Decimal(3), Decimal(4)]]),
        Sheet.of("Definitions", [["KPI", "Direction"], ["HAZE", "up"]]),
    ]
    workbook = Workbook("kpis.xlsx", sheets)
    assert not read.read(workbook, read.mapping_of(workbook)).questions


def test_a_target_beside_months_holds_for_each_and_once_in_the_totals():
    rows = [
        ["KPI", "Target", "Better", "2025-01", "2025-02"],
        ["Uptime", 99.9, "higher", 99.5, 99.7],
        ["Outages", 3, "lower", 4, 2],
    ]
    assert {(kpi, at, amount) for kpi, measure, at, amount in figures(rows) if measure == "aim"} == {
        ("Uptime", "2025-01", 99.9),
        ("Outages", "2025-01", 3),
    }
    assert told(rows)["Outages"].direction == LOWER


def test_a_yearly_target_beside_months_is_the_years():
    rows = [["KPI", "Annual target", "2025-01", "2025-02"], ["Orders", 120, 9, 11]]
    (table,) = opened(rows).tables
    targets = [(r["measure"], r["grain"], float(r["amount"])) for r in table.records.to_pylist() if r["amount"] == 120]
    assert targets == [("target", "year", 120)]


def test_a_heading_says_whether_its_years_are_actual_or_targets():
    rows = [["KPI", "Actual 2024", "Actual 2025", "Target 2025", "Target 2026"], ["Orders", 4, 5, 6, 7]]
    expected = {("actual", "2024", 4), ("actual", "2025", 5), ("target", "2025", 6), ("target", "2026", 7)}
    assert {(measure, at[:4], amount) for _, measure, at, amount in figures(rows)} == expected


def test_a_forecast_is_neither_an_actual_nor_a_target():
    rows = [["KPI", "Actual 2024", "Actual 2025", "Forecast 2026"], ["Orders", 4, 5, 6]]
    assert {amount for *_, amount in figures(rows)} == {4, 5}


@pytest.mark.parametrize(
    ("actual", "target", "kept"),
    [(86, "90%", (86, 90)), (0.86, "90%", (0.86, 0.9)), ("86%", 90, (86, 90)), ("86%", "90%", (0.86, 0.9))],
)
def test_figures_with_and_without_a_percent_sign_are_in_one_scale(actual, target, kept):
    rows = [HEADINGS, ["Haze", "2025-01", actual, target]]
    assert figures(rows) == {("Haze", side, "2025-01", n) for side, n in zip(("actual", "target"), kept, strict=True)}
    assert told(rows)["Haze"].fraction is (kept[1] < 1)


def test_a_percentage_over_200_is_one_all_the_same():
    found = told([HEADINGS, ["Haze", "2025-01", "250%", "240%"]])["Haze"]
    assert (found.unit, found.fraction) == ("%", True)


def test_a_scale_that_nothing_proves_is_asked():
    rows = [HEADINGS, ["Haze", "2025-01", 0.1, "1%"]]
    (question,) = asked(opened(rows).refusals)
    assert question.code == "ask_shares"


def test_regions_and_segments_stay_apart_and_how_they_make_a_whole_is_asked():
    rows = [
        ["KPI", "Region", "Month", "Actual"],
        ["Orders", "North", "2025-01", 80],
        ["Orders", "South", "2025-01", 90],
    ]
    (table,) = opened(rows).tables
    assert set(table.records["region"].to_pylist()) == {"North", "South"}
    (_, question) = asked(opened(rows).questions)
    assert (question.id, question.may_wait) == ("adding", True)
    assert told(rows)["Orders"].adds_up is None
    assert told(rows, given={"adding": "they add up"})["Orders"].adds_up is True


@pytest.mark.parametrize(
    ("kpi", "unit", "adds"),
    [("Orders", "EUR", True), ("Orders", "pieces", True), ("Churn", "%", False), ("Lead time", "days", None)],
)
def test_a_unit_says_whether_regions_add_up(kpi, unit, adds):
    rows = [["KPI", "Region", "Month", "Actual", "Unit"], *([kpi, each, "2025-01", 8, unit] for each in ("N", "S"))]
    assert told(rows)[kpi].adds_up is adds
    assert ("ask_adding" in {problem.code for problem in opened(rows).problems}) is (adds is None)


def test_a_result_that_stands_twice_is_asked():
    rows = [HEADINGS, ["Haze", "2025-01", 3, 4], ["Haze", "2025-01", 5, 4], ["Haze", "2025-02", 5, 4]]
    (question,) = asked(opened(rows).refusals)
    assert question.choices == ("last", "first", "both")
    (table,) = opened(rows, given={"repeated": "last"}).tables
    assert sorted(r["amount"] for r in table.records.to_pylist() if r["measure"] == "actual") == [5, 5]


def test_a_negative_weight_and_an_amber_of_no_part_are_told_with_a_sentence():
    rows = [["KPI", "Direction", "Weight", "Amber from"], ["Haze", "up", -1, None], ["Murk", "up", 2, 950]]
    (table,) = opened([*rows, ["Smog", "down", 2, 90]]).tables
    sentences = [problem.sentence for problem in table.problems]
    assert [problem.place.row for problem in table.problems] == [2, 3]
    assert "a weight of 0 or more" in sentences[0] and "a part of the target" in sentences[1]
    assert [float(each) for each in table.records["amber"].to_pylist()] == [0.9]


def test_a_month_decades_from_all_others_is_warned_of():
    months = ["2025-01", "2025-02", "2025-03", "1971-04"]
    codes = {p.code: p for p in opened([HEADINGS, *(["Haze", month, 3, 4] for month in months)]).problems}
    assert codes["stray_period"].place.row == 5
    assert "stray_period" not in {p.code for p in opened([HEADINGS, *(["Haze", m, 3, 4] for m in months[:3])]).problems}


def test_a_column_of_names_that_tells_results_apart_is_their_segment():
    rows = [["KPI", "Month", "Team", "Actual"], ["Haze", "2025-01", "Red", 3], ["Haze", "2025-01", "Blue", 5]]
    rows += [["Haze", "2025-02", "Red", 3], ["Haze", "2025-02", "Blue", 5]]
    (table,) = opened(rows).tables
    assert set(table.records["segment"].to_pylist()) == {"Red", "Blue"}


def test_a_list_of_kpis_under_other_headings_is_known_by_the_words_below_them():
    rows = [["Title", "Ranking type", "Notes"], ["Cost per home", "Ascending", "a"], ["Recycling", "Descending", "a"]]
    (table,) = opened([*rows, ["Days lost", "Ascending", "b"]]).tables
    assert (table.kind.name, table.records["direction"].to_pylist()) == ("kpi_definition", [LOWER, HIGHER, LOWER])


def test_months_without_a_year_are_results_and_their_year_is_asked():
    rows = [
        ["KPI", "Month", "Actual", "Target", "Better"],
        *(["Haze", month, 8, 9, "higher"] for month in ("Jan", "Feb")),
    ]
    (question,) = asked(opened(rows).refusals)
    assert question.id == "year:Month"
    assert {each[2] for each in figures(rows, given={question.id: "2026"})} == {"2026-01", "2026-02"}
