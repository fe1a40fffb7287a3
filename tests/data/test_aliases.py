"""Products by several names: what their owner said counts, and nothing is merged before."""

import pytest

from data import aliases
from data.problems import Refused
from tests.data.factories import FEBRUARY, JANUARY, load, revenue, workbook

ROWS = [["Widget", JANUARY, 300, 100, 100], ["WIDGET", FEBRUARY, 50, 10, 5], ["Gadget", JANUARY, 1, 1, 1]]


@pytest.fixture
def two_names(store, tmp_path):
    report = load(store, workbook(tmp_path, "names.xlsx", *ROWS))
    assert [p["found"] for p in report["problems"]] == [
        "“Widget” (3 figures) and “WIDGET” (3 figures) have similar names"
    ]
    return store


def proposed(store):
    return [[(name.product, name.cells) for name in group] for group in aliases.proposals(store)]


def test_names_that_look_alike_stay_two_products_and_are_proposed_with_both_counts(two_names):
    assert revenue(two_names) == {"Widget": 300, "WIDGET": 50, "Gadget": 1}
    assert proposed(two_names) == [[("WIDGET", 3), ("Widget", 3)]]


def test_a_merge_adds_up_their_figures_and_is_taken_back_whole(two_names):
    aliases.merge(two_names, ["WIDGET"], "Widget")
    assert revenue(two_names) == {"Widget": 350, "Gadget": 1}
    assert proposed(two_names) == []
    aliases.replace_all(two_names, {})
    assert revenue(two_names) == {"Widget": 300, "WIDGET": 50, "Gadget": 1}


def test_a_cell_of_a_merged_product_keeps_its_address(two_names):
    aliases.merge(two_names, ["WIDGET"], "Widget")
    with two_names.open() as con:
        rows = con.execute(
            "select row_number from finance_current where product = 'Widget' and measure = 'revenue'"
        ).fetchall()
    assert sorted(rows) == [(2,), (3,)]


def test_names_that_are_kept_apart_are_not_proposed_again(two_names):
    aliases.keep_apart(two_names, ["Widget", "WIDGET"])
    assert proposed(two_names) == []
    assert revenue(two_names) == {"Widget": 300, "WIDGET": 50, "Gadget": 1}


def test_the_next_upload_of_the_other_name_is_the_same_product(two_names, tmp_path):
    aliases.merge(two_names, ["WIDGET"], "Widget")
    rows = [["widget", FEBRUARY, 7, 1, 1], ["WIDGET", FEBRUARY, 60, 10, 5]]
    report = load(two_names, workbook(tmp_path, "february.xlsx", *rows), feed="names")
    assert revenue(two_names) == {"Widget": 360, "widget": 7, "Gadget": 1}
    assert [(each["product"], each["was"], each["now"]) for each in report["restated_cells"]] == [
        ("Widget", "50.00", "60.00"),
        ("widget", None, "1.00"),
        ("widget", None, "7.00"),
        ("widget", None, "1.00"),
    ]


def test_an_alias_of_an_alias_means_what_that_means(two_names):
    aliases.merge(two_names, ["Gadget"], "WIDGET")
    aliases.merge(two_names, ["WIDGET"], "Widget")
    assert aliases.all_of(two_names) == {"Gadget": "Widget", "WIDGET": "Widget"}


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"WIDGET": ""}, "expected a name and its product"),
        ({"": "Widget"}, "expected a name and its product"),
        ({"A": "B", "B": "C"}, "“A” merged into “B”, which is merged into “C”"),
        ({"A": "B", "B": "A"}, "expected one product"),
    ],
)
def test_an_impossible_table_is_refused_and_nothing_changes(two_names, wanted, sentence):
    before = two_names.version
    with pytest.raises(Refused, match=sentence):
        aliases.replace_all(two_names, wanted)
    assert two_names.version == before


def test_a_merge_that_would_count_two_feeds_figures_twice_is_refused(two_names, tmp_path):
    load(two_names, workbook(tmp_path, "other.xlsx", ["Widgett", JANUARY, 299, 1, 1]), feed="other")
    before = two_names.version
    with pytest.raises(Refused, match="already provides"):
        aliases.merge(two_names, ["Widgett"], "Widget")
    assert two_names.version == before


def test_white_space_and_invisible_letters_are_no_other_name(two_names):
    aliases.merge(two_names, ["WIDGET\u00a0"], " Widget\u200b")
    assert aliases.all_of(two_names) == {"WIDGET": "Widget"}
