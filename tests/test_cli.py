"""The door without a screen: exit codes, one JSON object on stdout, refusals on stderr."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

import cli
from data import tie_out
from data.reading.container import LARGEST_UPLOAD
from data.store import Store
from tests.conftest import HOME, real_input
from tests.data.factories import FEBRUARY, JANUARY, fingerprint, workbook
from tests.independent import schema

ACCEPTED = ("--accepted-by", "Ada", "--accepted-why", "the month is not closed")


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a store of its own; gives its exit code, its JSON and what it said on stderr."""

    def command(*arguments):
        code = cli.main([*map(str, arguments), "--store", str(tmp_path / "store"), "--json"])
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else None, said.err

    return command


@pytest.fixture
def said(tmp_path, capsys, monkeypatch):
    """Runs a command without --json; gives its exit code, its lines on stdout and what it said on stderr."""

    monkeypatch.chdir(tmp_path)

    def command(*arguments):
        code = cli.main([*map(str, arguments), "--store", str(tmp_path / "store")])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    return command


def test_the_keys_of_roi_stand_in_the_order_that_was_promised(run, finance_workbook):
    run("load", finance_workbook)
    _, report, _ = run("roi")
    keys = ["data_version", "window", "from", "to", "basis", "definition", "portfolio", "products", "left_out"]
    figures = ["revenue", "cost", "investment", "contribution", "roi", "margin", "roi_contribution", "roi_base"]
    assert (list(report), list(report["portfolio"])) == (keys, figures)
    assert list(report["products"][0]) == ["product", *figures]


def figures(*values):
    """The figures of a portfolio, a product or a group, in their order."""
    names = ("revenue", "cost", "investment", "contribution", "roi", "margin", "roi_contribution", "roi_base")
    return dict(zip(names, values, strict=True))


def test_roi_is_the_object_that_was_promised(run, finance_workbook):
    run("load", finance_workbook)
    code, report, _ = run("roi", "--window", "all")
    assert (code, report.pop("products"), report) == (
        0,
        [
            {"product": "Gadget", **figures(120, 60, 50, 60, 0.2, 0.5, 60, 50)},
            {"product": "Widget", **figures(300, 100, 100, 200, 1, pytest.approx(2 / 3), 200, 100)},
        ],
        {
            "data_version": 1,
            "window": "all",
            "from": "2026-01",
            "to": "2026-01",
            "basis": "actual",
            "definition": "ROI",
            "portfolio": figures(420, 160, 150, 260, pytest.approx(110 / 150), pytest.approx(260 / 420), 260, 150),
            "left_out": [],
        },
    )


def test_what_is_missing_is_null(run, tmp_path):
    run("load", workbook(tmp_path, "holes.xlsx", ["Widget", JANUARY, 300, None, None]))
    _, report, _ = run("roi")
    assert report["portfolio"] == figures(300, *[None] * 7)


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


def test_a_window_says_its_months(run, tmp_path):
    rows = [["Widget", JANUARY.replace(year=year), 100, 1, 1] for year in (2024, 2026)]
    run("load", workbook(tmp_path, "years.xlsx", *rows))
    found = {window: run("roi", "--window", window)[1] for window in ("12m", "ytd", "all", "2023-05..2024-02")}
    assert {window: (report["from"], report["to"]) for window, report in found.items()} == {
        "12m": ("2025-02", "2026-01"),
        "ytd": ("2026-01", "2026-01"),
        "all": ("2024-01", "2026-01"),
        "2023-05..2024-02": ("2023-05", "2024-02"),
    }


def test_a_window_without_figures_has_no_products_and_nothing_to_sum(run, finance_workbook):
    run("load", finance_workbook)
    code, report, _ = run("roi", "--window", "2020-01..2020-12")
    assert (code, report["products"], report["portfolio"]) == (0, [], figures(*[None] * 8))


def test_a_basis_is_summed_by_itself(run, tmp_path, finance_workbook):
    run("load", finance_workbook)
    run("load", workbook(tmp_path, "Budget 2026.xlsx", ["Widget", JANUARY, 250, 100, 50]))
    assert run("roi", "--basis", "budget")[1]["portfolio"]["revenue"] == 250
    assert run("roi")[1]["portfolio"]["revenue"] == 420
    assert run("roi", "--basis", "forecast") == (
        2, None, "No forecast finance data loaded. Load a finance workbook.\n",
    )  # fmt: skip


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
        "report.pdf: expected a spreadsheet (.xlsx, .xlsb, .xls, .ods or .csv), found a PDF document. "
        "Upload the spreadsheet itself.\n"
    )
    assert fingerprint(tmp_path / "store") == before


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        ("empty.csv", b"", 2, "empty.csv: expected a spreadsheet, found an empty file"),
        ("notes.docx", b"\xd0\xcf\x11\xe0 and no more", 2, "notes.docx: expected "),
        (
            "lacks.csv",
            b"Product,Colour\nWidget,red\n",
            2,
            "lacks.csv: expected at least a product, a period and one of ",
        ),
        ("asks.csv", b"Product,Month,Revenue\nW,01/02/2026,5\n", 3, "asks!B2: “01/02/2026” is ambiguous"),
    ],
)
def test_a_file_that_is_not_loaded_says_why_on_stderr(said, name, content, code, sentence):
    Path(name).write_bytes(content)
    exit_code, lines, reason = said("load", name)
    assert (exit_code, lines) == (code, [])
    assert reason.startswith(sentence)
    assert not Path("store").exists()


def test_a_file_over_the_size_limit_is_exit_code_2(said, tmp_path):
    with (tmp_path / "huge.csv").open("wb") as huge:
        huge.truncate(LARGEST_UPLOAD + 1)  # a sparse file
    code, lines, reason = said("load", tmp_path / "huge.csv")
    assert (code, lines, reason[:26]) == (2, [], "huge.csv: expected at most")
    assert not (tmp_path / "store").exists()


def test_an_error_of_its_own_is_exit_code_4_one_sentence_and_a_report(run, said, finance_workbook, monkeypatch):
    def broken(*_):
        raise RuntimeError("Widget 300")

    monkeypatch.setattr(tie_out, "insert", broken)
    code, report, sentence = run("load", finance_workbook)
    assert (code, report["status"], report["data_version"], report["questions"]) == (4, "failed", 0, [])
    assert schema.faults("load", report) == []
    (problem,) = report["problems"]
    assert (problem["code"], f"{problem['sentence']}\n") == ("failed", sentence)
    assert sentence.startswith(f"{finance_workbook.name} was not loaded because of an error of Reallot's own; ")
    assert "RuntimeError: … …" in Path(report["report"]).read_text(encoding="utf-8")
    assert run("check")[:2] == (0, {"data_version": 0, "faults": []})
    code, _, reason = said("load", finance_workbook)
    assert (code, len(reason.splitlines())) == (4, 1)


def test_of_several_files_those_before_a_refused_one_stay_loaded(run, tmp_path, finance_workbook):
    (tmp_path / "empty.csv").touch()
    more = workbook(tmp_path, "more.xlsx", ["Gizmo", FEBRUARY, 7, 1, 1])
    code, report, _ = run("load", finance_workbook, tmp_path / "empty.csv", more)
    assert (code, report["status"]) == (2, "refused")
    assert [upload["status"] for upload in report["uploads"]] == ["loaded", "refused"]
    assert len(run("history")[1]["uploads"]) == 1


def test_a_store_that_is_busy_is_exit_code_2(said, tmp_path, finance_workbook):
    folder = tmp_path / "store"
    folder.mkdir()
    with FileLock(folder / "loading.lock"):
        found = said("load", finance_workbook)
    sentence = f"Another process is loading into {folder}. Wait until it is done, then try again.\n"
    assert found == (2, [], sentence)


def test_a_store_that_is_damaged_is_exit_code_2(said, tmp_path):
    (tmp_path / "store").mkdir()
    pointer = tmp_path / "store" / "CURRENT"
    pointer.write_bytes(b"\xff")
    assert said("history") == (2, [], f"{pointer} holds “\ufffd”, not the name of a generation.\n")


def test_a_load_reports_every_sheet_total_and_problem_in_exact_strings(run, tmp_path):
    rows = (["Widget", JANUARY, 300.25, 100, 50], ["Gadget", "soon", 9, 1, 1], ["Total", None, 309.25, 101, 51])
    code, report, _ = run("load", workbook(tmp_path, "three.xlsx", *rows), *ACCEPTED)
    (sheet,) = report["sheets"]
    assert (code, report["status"], report["questions"]) == (0, "loaded", [])
    assert [sheet[key] for key in ("rows_read", "rows_loaded", "rows_skipped")] == [3, 1, 1]
    assert sheet["left_out"] == [{"rows": "4", "why": "A total row is left out: row 4 = rows 2–3"}]
    totals = {"sheet_total": "618.50", "left_out_total": "309.25", "rejected_total": "9.00", "loaded_total": "300.25"}
    assert sheet["control_totals"][0] == {"column": "Revenue", "field": "revenue", **totals, "difference": "9.00"}
    assert [(p["severity"], p["sheet"], p["cell"]) for p in report["problems"]] == [("rejected", "P&L", "B3")]


def test_each_restated_figure_is_named_with_its_cell(run, tmp_path):
    run("load", workbook(tmp_path, "PL 1.xlsx", ["Widget", JANUARY, 1300, 100, 50], ["Gadget", JANUARY, 7, 1, 1]))
    rows = (["Gadget", JANUARY, 7, 1, 1], ["Widget", JANUARY, 1310.5, 100, None])
    cells = run("load", workbook(tmp_path, "PL 2.xlsx", *rows))[1]["restated_cells"]
    assert [(c["sheet"], c["cell"], c["product"], c["measure"], c["was"], c["now"]) for c in cells] == [
        (None, None, "Widget", "investment", "50.00", None),
        ("P&L", "C3", "Widget", "revenue", "1300.00", "1310.50"),
    ]


def test_a_difference_bars_the_load_until_somebody_accepts_it(run, tmp_path):
    rows = (["Widget", JANUARY, 300.25, 100, 50], ["Gadget", "soon", 9, 1, 0])
    path = workbook(tmp_path, "three.xlsx", *rows)
    code, report, said = run("load", path)
    assert (code, report["status"], report["upload"]) == (3, "asked", None)
    assert said.splitlines() == [
        f"P&L, column {letter}: {amount} of “{heading}” is in rejected rows and would not be loaded. "
        "Correct the rejected cells, or accept the difference with your name and a reason."
        for letter, amount, heading in (("C", "9.00", "Revenue"), ("D", "1.00", "Variable cost"))
    ]
    assert run("load", path, "--accepted-by", "Ada")[0] == 3  # without a reason
    code, report, _ = run("load", path, *ACCEPTED)
    assert (code, report["sheets"][0]["control_totals"][0]["difference"]) == (0, "9.00")


def test_what_only_needs_an_answer_is_asked_with_its_choices(run, tmp_path):
    asks = tmp_path / "asks.csv"
    asks.write_text("Product,Month,Revenue\nWidget,01/02/2026,5\n")
    code, report, said = run("load", asks)
    sentence, way = said.splitlines()
    assert (code, report["status"], report["upload"]) == (3, "asked", None)
    assert report["questions"] == [
        {
            "id": "date_order:Month",
            "code": "ask_date_order",
            "sheet": "asks",
            "column": "Month",
            "places": ["asks!B2"],
            "choices": ["day-first", "month-first"],
            "likely": "day-first",
            "may_wait": False,
            "sentence": sentence,
        }
    ]
    assert sentence.startswith("asks!B2: “01/02/2026” is ambiguous")
    assert way == 'Answer with --answer "date_order:Month=CHOICE": day-first (likely) or month-first.'
    answer = tmp_path / "answer.json"
    answer.write_text('{"tables": [{"date_order": "month-first"}]}')
    assert run("load", asks, "--mapping", answer)[0] == 0


def test_questions_are_answered_by_their_ids_on_the_line_in_a_file_or_as_is_likely(run, tmp_path):
    asks, answers = tmp_path / "asks.csv", tmp_path / "answers.json"
    asks.write_text("Product,2026-01,2026-02\nWidget,5,6\n")
    answers.write_text('{"measure:2026-01": "units"}')
    assert run("load", asks, "--answer", "measure")[0] == 2
    assert run("load", asks, "--answer", "measure:2026-01=profit")[0] == 2
    _, report, _ = run("load", asks, "--answers", answers)
    assert report["answers"] == [{"id": "measure:2026-01", "choice": "units", "likely": False}]
    other = tmp_path / "others.csv"
    other.write_text("Article,2026-01,2026-02\nGadget,5,6\n")
    _, report, _ = run("load", other, "--answer", "measure:2026-01=investment")
    assert [total["field"] for total in report["sheets"][0]["control_totals"]] == ["investment", "investment"]


def test_likely_answers_are_taken_and_named(run, tmp_path):
    asks = tmp_path / "asks.csv"
    asks.write_text("Product,2026-01,2026-02\nWidget,5,6\n")
    code, report, said = run("load", asks, "--likely")
    assert (code, said) == (0, "asks.csv: measure:2026-01 = revenue (likely)\n")
    assert report["answers"] == [{"id": "measure:2026-01", "choice": "revenue", "likely": True}]


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    code, _, refusal = run("load", tmp_path / "nowhere.xlsx")
    assert code == 2
    assert "nowhere.xlsx: expected a spreadsheet, found no such file. Check its path." in refusal


def test_history_undo_redo_and_check_print_one_object_each(run, tmp_path, finance_workbook):
    run("load", finance_workbook, workbook(tmp_path, "more.xlsx", ["Gizmo", FEBRUARY, 7, 1, 1]))
    assert run("undo")[:2] == (0, {"upload": 2, "feed": "finance", "data_version": 3})
    uploads = run("history")[1]["uploads"]
    assert [(row["upload_id"], bool(row["withdrawn_at"])) for row in uploads] == [(2, True), (1, False)]
    assert run("redo", 2)[:2] == (0, {"upload": 2, "feed": "finance", "data_version": 4})
    assert run("check")[:2] == (0, {"data_version": 4, "faults": []})


def test_an_upload_that_is_not_there_is_exit_code_2(run):
    reason = "There is no active upload 3. `history` lists the uploads.\n"
    assert run("undo", 3) == (2, None, reason)
    assert run("redo", 3) == (2, None, reason.replace("active", "withdrawn"))


def test_every_command_speaks_words_without_json(said, finance_workbook):
    assert said("history") == (0, ["No uploads yet."], "")
    said("load", finance_workbook)
    assert said("load", finance_workbook)[1] == ["finance.xlsx is loaded already (upload 1); nothing changed."]
    assert said("undo") == (0, ["Upload 1 (finance): done. Version 2."], "")
    (line,) = said("history")[1]
    assert line.startswith("   1  ")
    assert line.endswith("  finance.xlsx → finance: 2 of 2 rows, withdrawn")
    assert said("redo") == (0, ["Upload 1 (finance): done. Version 3."], "")
    assert said("check") == (0, ["Version 3: no problems found."], "")


def test_the_return_in_words_is_a_table(said, tmp_path):
    said("load", workbook(tmp_path, "PL.xlsx", ["Widget", JANUARY, 1300, 100, 100], ["Idle", JANUARY, 5, None, None]))
    heading, *rows = said("roi")[1]
    assert heading == "ROI, actual, 2025-02 to 2026-01"
    assert [row.split() for row in rows] == [
        ["revenue", "cost", "investment", "contribution", "return"],
        ["Portfolio", "1,305.00", "100.00", "100.00", "1,200.00", "1,100.0", "%"],
        ["Idle", "5.00", "–", "–", "–", "–"],
        ["Widget", "1,300.00", "100.00", "100.00", "1,200.00", "1,100.0", "%"],
        ["Not", "counted:", "5.00", "of", "revenue", "without", "cost:", "Idle", "(1", "mo)"],
    ]


def test_what_a_load_restates_is_said_in_words(said, tmp_path):
    said("load", workbook(tmp_path, "PL 1.xlsx", ["Widget", JANUARY, 1300, 100, 50]))
    _, lines, _ = said("load", workbook(tmp_path, "PL 2.xlsx", ["Widget", JANUARY, 1310.5, 100, None]))
    assert lines[-2:] == [
        "  restated: investment (actual), 1 figure, was 50.00, is –",
        "  restated: revenue (actual), 1 figure, was 1,300.00, is 1,310.50",
    ]


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
    again = subprocess.run([*command, "--json"], cwd=HOME, capture_output=True, text=True, timeout=60, check=True)
    assert (json.loads(again.stdout)["unchanged"], done.stderr, again.stderr) == (True, "", "")
    assert done.stdout.splitlines() == [
        "finance.xlsx → feed “finance”, upload 1, version 1",
        "  P&L (finance): 2 of 2 rows",
        "  Revenue: sheet 420.00, loaded 420.00, difference 0.00",
        "  Variable cost: sheet 160.00, loaded 160.00, difference 0.00",
        "  Investment: sheet 150.00, loaded 150.00, difference 0.00",
    ]
