"""The door without a screen: exit codes, one JSON object on stdout, refusals on stderr."""

import json
import subprocess
import sys

import pytest

import cli
from data.store import Store
from tests.conftest import HOME, real_input
from tests.data.factories import FEBRUARY, JANUARY, fingerprint, workbook


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a store of its own; gives its exit code, its JSON and what it said on stderr."""

    def command(*arguments):
        code = cli.main([*map(str, arguments), "--store", str(tmp_path / "store"), "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return command


FIGURES = {"revenue", "cost", "investment", "contribution", "roi"}


def test_roi_is_the_object_that_was_promised(run, finance_workbook):
    run("load", finance_workbook)
    code, report, _ = run("roi", "--window", "all")
    assert (code, report.pop("products"), report) == (
        0,
        [
            {"product": "Gadget", "revenue": 120, "cost": 60, "investment": 50, "contribution": 60, "roi": 0.2},
            {"product": "Widget", "revenue": 300, "cost": 100, "investment": 100, "contribution": 200, "roi": 1},
        ],
        {
            "data_version": 1,
            "window": "all",
            "from": "2026-01",
            "to": "2026-01",
            "basis": "actual",
            "definition": "ROI",
            "portfolio": {
                "revenue": 420, "cost": 160, "investment": 150, "contribution": 260, "roi": pytest.approx(110 / 150),
            },
        },
    )  # fmt: skip


def test_what_is_missing_is_null(run, tmp_path):
    run("load", workbook(tmp_path, "holes.xlsx", ["Widget", JANUARY, 300, None, None]))
    _, report, _ = run("roi")
    assert report["portfolio"] == {
        "revenue": 300, "cost": None, "investment": None, "contribution": None, "roi": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("window", "revenue"), [("12m", 1106), ("ytd", 6), ("all", 1306), ("2025-02..2025-03", 200), ("2026-02", None)]
)
def test_windows_cut_what_they_say(run, tmp_path, window, revenue):
    rows = [["Widget", JANUARY.replace(year=2025, month=month), 100, 1, 1] for month in range(1, 13)]
    rows += [["Widget", JANUARY, 6, 1, 1], ["Widget", JANUARY.replace(year=2025), 100, 1, 1]]
    run("load", workbook(tmp_path, "year.xlsx", *rows))
    code, report, refusal = run("roi", "--window", window)
    assert (report["portfolio"]["revenue"] if report else None) == revenue
    assert (code, bool(refusal)) == ((0, False) if revenue else (2, True))


def test_a_window_that_is_none_says_what_would_be(run, finance_workbook):
    run("load", finance_workbook)
    code, report, refusal = run("roi", "--window", "lately")
    assert (code, report) == (2, None)
    assert refusal == "“lately” is no window. Use 12m, ytd, all, or months such as 2025-01..2025-06.\n"


def test_a_refused_load_is_exit_code_2_and_leaves_the_store_as_it_was(run, tmp_path, finance_workbook):
    run("load", finance_workbook)
    before = fingerprint(tmp_path / "store")
    wrong = tmp_path / "report.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    code, report, refusal = run("load", wrong)
    assert (code, report["status"], report["problems"][0]["code"]) == (2, "refused", "format")
    assert refusal == (
        "report.pdf — found a PDF document, expected a spreadsheet (.xlsx or .csv). Upload the spreadsheet itself.\n"
    )
    assert fingerprint(tmp_path / "store") == before


def test_a_load_reports_every_sheet_total_and_problem_in_exact_strings(run, tmp_path):
    rows = (["Widget", JANUARY, 300.25, 100, 50], ["Gadget", "soon", 9, 1, 1], ["Total", None, 309.25, 101, 51])
    code, report, _ = run("load", workbook(tmp_path, "three.xlsx", *rows))
    (sheet,) = report["sheets"]
    assert (code, report["status"], report["questions"]) == (0, "loaded", [])
    assert [sheet[key] for key in ("rows_read", "rows_loaded", "rows_skipped")] == [3, 1, 1]
    assert sheet["left_out"] == [{"rows": "4", "why": "A total row is left out: row 4 = rows 2–3"}]
    totals = {"sheet_total": "309.25", "loaded_total": "300.25", "difference": "9.00"}
    assert sheet["control_totals"][0] == {"column": "Revenue", "field": "revenue", **totals}
    assert [(p["severity"], p["sheet"], p["cell"]) for p in report["problems"]] == [("rejected", "P&L", "B3")]


def test_what_only_needs_an_answer_is_asked_with_its_choices(run, tmp_path):
    asks = tmp_path / "asks.csv"
    asks.write_text("Product,Month,Revenue\nWidget,01/02/2026,5\n")
    code, report, said = run("load", asks)
    assert (code, report["status"], report["upload"]) == (3, "asked", None)
    assert report["questions"] == [
        {"code": "ask_date_order", "sheet": "asks", "column": "Month", "choices": ["day-first", "month-first"]}
    ]
    assert said.startswith("asks!B2 — found “01/02/2026”, which can be read in two ways")
    answer = tmp_path / "answer.json"
    answer.write_text('{"tables": [{"date_order": "month-first"}]}')
    assert run("load", asks, "--mapping", answer)[0] == 0


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    code, _, refusal = run("load", tmp_path / "nowhere.xlsx")
    assert code == 2
    assert "found no such file, expected a spreadsheet. Check its path." in refusal


def test_history_undo_redo_and_check_print_one_object_each(run, tmp_path, finance_workbook):
    run("load", finance_workbook, workbook(tmp_path, "more.xlsx", ["Gizmo", FEBRUARY, 7, 1, 1]))
    assert run("undo")[:2] == (0, {"upload": 2, "feed": "finance", "data_version": 3})
    uploads = run("history")[1]["uploads"]
    assert [(row["upload_id"], bool(row["withdrawn_at"])) for row in uploads] == [(2, True), (1, False)]
    assert run("redo", 2)[:2] == (0, {"upload": 2, "feed": "finance", "data_version": 4})
    assert run("check")[:2] == (0, {"data_version": 4, "faults": []})


def test_a_fault_is_exit_code_2(run, tmp_path, finance_workbook):
    run("load", finance_workbook)
    next(Store(tmp_path / "store").originals.iterdir()).unlink()
    code, report, _ = run("check")
    assert (code, report["faults"]) == (2, ["The original of upload 1 (finance.xlsx) is missing."])


def test_a_mapping_file_says_what_each_column_means(run, tmp_path):
    odd = workbook(tmp_path, "odd.xlsx", ["Widget", JANUARY, 300], headings=["Thing", "When", "Money in"])
    choices = tmp_path / "mapping.json"
    columns = {"Thing": "product", "When": "period", "Money in": "revenue"}
    choices.write_text(json.dumps({"tables": [{"sheet": "P&L", "kind": "finance", "columns": columns}]}))
    assert run("load", odd, "--mapping", choices)[0] == 0
    assert run("roi")[1]["portfolio"]["revenue"] == 300


@pytest.mark.parametrize("content", ["not json", "[1, 2]", '{"tables": [{"columns": {"Elsewhere": "revenue"}}]}'])
def test_a_mapping_that_cannot_be_one_is_refused(run, tmp_path, finance_workbook, content):
    choices = tmp_path / "mapping.json"
    choices.write_text(content)
    code, report, refusal = run("load", finance_workbook, "--mapping", choices)
    assert (code, (report or {}).get("status", "refused")) == (2, "refused")
    assert "mapping" in refusal


@pytest.mark.parametrize(("ending", "revenue", "profit"), [("xlsx", "350.26", "702.26"), ("csv", "350.29", "702.29")])
def test_the_financial_sample_gives_its_own_sums(run, ending, revenue, profit):
    run("load", real_input(f"finance/Financial_Sample.{ending}"))
    _, report, _ = run("roi", "--window", "all")
    portfolio = report["portfolio"]
    assert report["definition"] == "return on cost"
    assert (portfolio["revenue"], portfolio["cost"]) == (float(f"118726{revenue}"), 101832648.00)
    assert (portfolio["contribution"], portfolio["investment"]) == (float(f"16893{profit}"), None)
    assert portfolio["roi"] == pytest.approx(float(f"16893{profit}") / 101832648)


def test_the_script_itself_runs_and_speaks_words_without_json(tmp_path, finance_workbook):
    command = [sys.executable, "cli.py", "load", str(finance_workbook), "--store", str(tmp_path / "store")]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == [
        "finance.xlsx → feed “finance”, upload 1, version 1",
        "  P&L (finance): 2 of 2 rows",
        "  Revenue: sheet 420.00, loaded 420.00, difference 0.00",
        "  Variable cost: sheet 160.00, loaded 160.00, difference 0.00",
        "  Investment: sheet 150.00, loaded 150.00, difference 0.00",
    ]
