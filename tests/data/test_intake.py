"""What is remembered of a layout, what is not, and refusals that leave the store as it was."""

import pytest

from data import intake
from data.problems import Refused, StoreError
from data.reading.read import read
from tests.conftest import HEADINGS, write_workbook
from tests.data import factories
from tests.data.factories import FEBRUARY, JANUARY, fingerprint, revenue, workbook

ODD_HEADINGS = ["Thing", "When", "Money in", "Money out"]
CHOICES = {
    "tables": [
        {
            "sheet": "P&L",
            "kind": "finance",
            "columns": {"Thing": "product", "When": "period", "Money in": "revenue", "Money out": "variable_cost"},
        }
    ]
}


def test_a_mapping_is_remembered_for_the_next_file_of_its_layout(store, tmp_path):
    january = workbook(tmp_path, "a.xlsx", ["Widget", JANUARY, 300, 100], headings=ODD_HEADINGS)
    february = workbook(tmp_path, "quite another name.xlsx", ["Widget", FEBRUARY, 400, 100], headings=ODD_HEADINGS)
    factories.load(store, january, choices=CHOICES, feed="Odd")
    assert factories.load(store, february)["feed"] == "Odd"
    assert revenue(store) == {"Widget": 700}


def test_another_layout_is_not_taken_for_it(store, tmp_path):
    headings = [*ODD_HEADINGS, "Remark"]
    factories.load(store, workbook(tmp_path, "a.xlsx", ["W", JANUARY, 3, 1], headings=ODD_HEADINGS), choices=CHOICES)
    other = workbook(tmp_path, "b.xlsx", ["W", FEBRUARY, 3, 1, "x"], headings=headings)
    assert not intake.open_file(store, other).remembered


def test_a_budget_in_the_layout_of_the_actuals_is_not_taken_for_them(store, tmp_path):
    factories.load(store, workbook(tmp_path, "Actuals 2026.xlsx", ["Widget", JANUARY, 300, 100, 50]))
    report = factories.load(store, workbook(tmp_path, "Budget 2026.xlsx", ["Widget", JANUARY, 999, 100, 50]))
    assert report["feed"] == "Budget"
    assert revenue(store) == {"Widget": 300}


@pytest.mark.parametrize("remark", ["", ",x"])
def test_what_a_file_proves_of_its_dates_stands_over_last_months_choice(store, tmp_path, remark):
    """Where its layout is last month's, and where it has a column more."""

    def csv(name, *days, more=""):
        path = tmp_path / name
        heading = "Product,Month,Revenue" + (",Remark" if more else "")
        path.write_text(f"{heading}\n" + "".join(f"Widget,{day},1{more}\n" for day in days))
        return path

    order = {"tables": [{"sheet": "PL 1", "date_order": "month-first"}]}
    factories.load(store, csv("PL 1.csv", "01/02/2026"), choices=order)
    proposed = intake.open_file(store, csv("PL 2.csv", "01/03/2026", "31/03/2026", more=remark))
    assert (proposed.remembered, proposed.changed) == (not remark, bool(remark))
    assert proposed.mapping.tables[0].date_order == "day-first"


def test_a_strangers_file_of_the_same_name_replaces_nothing(store, tmp_path):
    factories.load(store, workbook(tmp_path, "export.xlsx", ["Widget", JANUARY, 300, 100, 50]))
    other = write_workbook(tmp_path / "export 2.xlsx", {"P&L": [HEADINGS[:3], ["Gadget", JANUARY, 5]]})
    assert factories.load(store, other)["feed"] == "export 2"
    assert revenue(store) == {"Widget": 300, "Gadget": 5}


def wrong_files(folder):
    """A file of each kind that cannot be loaded, by the beginning of what is said of it."""
    contents = {
        "report.pdf": (
            b"%PDF-1.7",
            "report.pdf: expected a spreadsheet (.xlsx, .xlsb, .xls, .ods or .csv), found a PDF document.",
        ),
        "empty.xlsx": (b"", "empty.xlsx: expected a spreadsheet, found an empty file."),
        "broken.xlsx": (
            b"PK\x03\x04 and no more",
            "broken.xlsx: expected a workbook that opens, found a damaged workbook.",
        ),
        "lacks.csv": (
            b"Product,Colour\nWidget,red\n",
            "lacks.csv: expected at least a product",
        ),
        "asks.csv": (b"Product,Month,Revenue\nW,01/02/2026,5\n", "asks!B2: “01/02/2026” is ambiguous"),
        "noise.csv": (b"Product,Month,Revenue\nW,2026-01,many\n", "noise.csv: expected at least"),
    }
    for name, (content, sentence) in contents.items():
        (folder / name).write_bytes(content)
        yield folder / name, sentence


def test_a_file_that_cannot_be_loaded_gets_its_sentence_and_leaves_the_store_as_it_was(
    store, tmp_path, finance_workbook
):
    factories.load(store, finance_workbook)
    before = fingerprint(store.folder)
    for path, sentence in wrong_files(tmp_path):
        with pytest.raises(Refused) as refusal:
            factories.load(store, path)
        assert str(refusal.value).startswith(sentence)
        assert fingerprint(store.folder) == before


def test_a_load_whose_mapping_cannot_be_remembered_does_not_count(store, finance_workbook):
    candidate = intake.open_file(store, finance_workbook)
    store.folder.mkdir()
    (store.folder / "workspace.sqlite").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreError, match=r"workspace\.sqlite cannot be used: file is not a database\."):
        intake.publish(store, candidate, read(candidate.workbook, candidate.mapping))
    assert (store.version, revenue(store)) == (0, {})


def test_a_receipt_says_what_was_loaded_rejected_left_out_and_restated(store, tmp_path):
    rows = (["Widget", JANUARY, 300, 100, 50], ["Gadget", "soon", 9, 1, 1], ["Total", None, 309, 101, 51])
    factories.load(store, workbook(tmp_path, "PL 1.xlsx", ["Widget", JANUARY, 290, 100, 50]))
    receipt = intake.receipt_report(store, factories.load(store, workbook(tmp_path, "PL 2.xlsx", *rows))["upload"])
    revenues = receipt["control_totals"][0]
    keys = ("sheet_total", "rejected_total", "left_out_total", "store_total", "difference")
    assert [revenues[key] for key in keys] == [618, 9, 309, 300, 0]
    assert [len(receipt[key]) for key in ("rejected", "left_out", "warnings", "proofs")] == [1, 1, 0, 0]
    assert [(row["measure"], row["was"], row["now"]) for row in receipt["restated"]] == [("revenue", 290, 300)]


def test_a_file_over_the_size_limit_is_refused_before_it_is_read(store, finance_workbook):
    with pytest.raises(Refused, match=r"finance.xlsx: expected at most 0 MB, found a file of 0\.0 MB\."):
        intake.open_file(store, finance_workbook, largest=100)
    assert not store.folder.exists()


def test_next_months_file_with_one_more_month_across_needs_no_question(store, tmp_path):
    march = {"Data": [["Product", "Jan 2026", "Feb 2026"], ["Widget", 1, 2], ["Gadget", 3, 4]]}
    april = {"Data": [["Product", "Jan 2026", "Feb 2026", "Mar 2026"], ["Widget", 1, 2, 9], ["Gadget", 3, 5, 4]]}
    first = write_workbook(tmp_path / "Figures 2026-03.xlsx", march)
    with pytest.raises(Refused) as asked:
        factories.load(store, first)
    assert [problem.code for problem in asked.value.problems] == ["ask_measure"]
    factories.load(store, first, choices={"tables": [{"sheet": "Data", "measure": "revenue"}]})
    report = factories.load(store, write_workbook(tmp_path / "Figures 2026-04.xlsx", april))
    assert report["feed"] == "Figures"
    assert [row["cell"] for row in report["restated_cells"]] == ["C3"]
    assert revenue(store) == {"Widget": 12, "Gadget": 12}


def test_the_product_of_a_statement_is_remembered(store, tmp_path):
    quarters = ["", "Q1 2025", "Q2 2025", "Q3 2025"]
    rows = [["Revenue", 1, 2, 9], ["COGS", 3, 5, 4]]
    choices = {"tables": [{"sheet": "Data", "constants": {"product": "Solo"}}]}
    first = {"Data": [quarters[:3], *(row[:3] for row in rows)]}
    factories.load(store, write_workbook(tmp_path / "Statement Q2.xlsx", first), choices=choices)
    factories.load(store, write_workbook(tmp_path / "Statement Q3.xlsx", {"Data": [quarters, *rows]}))
    assert revenue(store) == {"Solo": 12}


def changed(folder, headings, *cells, name="Odd 2.xlsx"):
    """A file of the feed “Odd” in another layout."""
    return workbook(folder, name, list(cells), headings=headings)


@pytest.fixture
def odd(store, tmp_path):
    factories.load(store, workbook(tmp_path, "Odd 1.xlsx", ["Widget", JANUARY, 3, 1], headings=ODD_HEADINGS), **ODD)
    return store


ODD = {"choices": CHOICES, "feed": "Odd"}


def test_columns_in_another_order_with_one_more_are_mapped_as_they_were(odd, tmp_path):
    headings = ["When", "Remark", *(name for name in ODD_HEADINGS if name != "When")]
    report = factories.load(odd, changed(tmp_path, headings, FEBRUARY, "x", "Widget", 4, 1))
    assert (report["feed"], revenue(odd)) == ("Odd", {"Widget": 7})


def test_only_the_column_that_is_gone_is_asked_for(odd, tmp_path):
    path = changed(tmp_path, ["Thing", "When", "Money received", "Money out"], "Widget", FEBRUARY, 4, 1)
    with pytest.raises(Refused) as asked:
        factories.load(odd, path)
    assert [(p.code, p.column, p.choices) for p in asked.value.problems] == [
        ("ask_gone", "Money in", ("Money received", "given no longer"))
    ]
    answer = {"tables": [{"sheet": "P&L", "columns": {"Money received": "revenue"}}]}
    assert factories.load(odd, path, choices=answer)["feed"] == "Odd"
    assert revenue(odd) == {"Widget": 7}


def test_a_column_that_is_given_no_longer_is_said_once(odd, tmp_path):
    headings = [name for name in ODD_HEADINGS if name != "Money out"]
    answer = {"tables": [{"sheet": "P&L", "gone": ["Money out"]}]}
    factories.load(odd, changed(tmp_path, headings, "Widget", FEBRUARY, 4), choices=answer)
    factories.load(odd, changed(tmp_path, headings, "Widget", FEBRUARY, 5, name="Odd 3.xlsx"))
    assert revenue(odd) == {"Widget": 8}


def test_a_named_feed_lends_its_mapping_to_a_file_of_another_name(odd, tmp_path):
    path = changed(tmp_path, [*ODD_HEADINGS, "Remark"], "Widget", FEBRUARY, 4, 1, "x", name="other.xlsx")
    assert factories.load(odd, path, feed="Odd")["feed"] == "Odd"
    assert revenue(odd) == {"Widget": 7}


def test_a_file_that_shares_few_columns_is_not_taken_for_the_feeds(odd, tmp_path):
    path = changed(tmp_path, ["Thing", "When", "Net sales", "Cost", "Spend"], "Widget", FEBRUARY, 4, 1, 1)
    assert not intake.open_file(odd, path).changed
