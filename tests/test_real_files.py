"""The measurement on files of others, on files of our own."""

import json
from pathlib import Path

import pytest

from tests import real_files

CLEAN = "Product,Month,Revenue\nWidget,2026-01,300\nGadget,2026-01,120.5\n"


def measured(tmp_path, capsys, truth, *options):
    (tmp_path / "files" / "folder.csv").mkdir(parents=True)
    (tmp_path / "files" / "sales.csv").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "files" / "names.csv").write_text("Name,Town\nAnn,Ulm\nBob,Bonn\n", encoding="utf-8")
    (tmp_path / "files" / "readme.md").write_text("no spreadsheet", encoding="utf-8")
    (tmp_path / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    code = real_files.main([str(tmp_path / "files"), "--truth", str(tmp_path / "truth.json"), *options])
    return code, capsys.readouterr().out.splitlines()


def test_each_file_is_a_line_with_what_was_loaded_of_it(tmp_path, capsys):
    truth = [
        {"file": "sales.csv", "kind": "finance", "rows": 2, "totals": {"sales|revenue": "420.5"}},
        {"file": "names.csv", "kind": "nothing"},
    ]
    code, lines = measured(tmp_path, capsys, truth)
    assert code == 0
    assert lines[2].startswith("| names.csv |  |  |  |  | refused: names.csv: expected at least a product")
    assert lines[2].endswith("| right to refuse |")
    assert lines[3] == "| sales.csv | finance | 2 | 0 |  | loaded | revenue 420.50 | right at once |"
    assert lines[-1] == "2 files: right to refuse 1 · right at once 1"


def test_another_total_is_wrong_and_fails(tmp_path, capsys):
    truth = [{"file": "sales.csv", "kind": "finance", "totals": {"revenue": "420.6"}}]
    code, lines = measured(tmp_path, capsys, truth, "--known")
    assert (code, lines[-1]) == (1, "1 files: wrong 1")
    assert "wrong: revenue 420.50, not 420.6" in lines[2]


@pytest.mark.parametrize(
    ("key", "wanted", "said"),
    [
        ("names", ["Widget", "Gizmo"], "names Gadget, Widget, not Gizmo"),
        ("months", ["2026-02"], "months 2026-01, not 2026-02"),
        ("bases", ["budget"], "bases actual, not budget"),
    ],
)
def test_the_right_sum_under_other_names_is_wrong(tmp_path, capsys, key, wanted, said):
    truth = [{"file": "sales.csv", "kind": "finance", "totals": {"revenue": "420.5"}, key: wanted}]
    code, lines = measured(tmp_path, capsys, truth, "--known")
    assert (code, lines[-1]) == (1, "1 files: wrong 1")
    assert lines[2].endswith(f"| wrong: {said} |")


def test_two_files_of_one_name_are_told_apart_by_their_folder(tmp_path, capsys):
    right = {"kind": "finance", "totals": {"revenue": "420.5"}, "names": ["Widget"], "months": ["2026-01"]}
    truth = [{"file": "files/sales.csv", **right, "bases": ["actual"]}, {"file": "sales.csv", "kind": "nothing"}]
    code, lines = measured(tmp_path, capsys, truth, "--known")
    assert (code, lines[-1]) == (0, "1 files: right at once 1")
    assert lines[2].startswith("| files/sales.csv | finance |")


def test_a_file_that_takes_too_long_is_ended(tmp_path, capsys):
    truth = [{"file": "sales.csv", "kind": "finance", "totals": {"revenue": "420.5"}}]
    code, lines = measured(tmp_path, capsys, truth, "--known", "--seconds", "0.01")
    assert (code, lines[-1]) == (1, "1 files: too slow 1")


def test_what_breaks_is_a_traceback(monkeypatch):
    monkeypatch.setattr(real_files, "attempt", int)  # which raises of a path
    attempts = real_files.Attempts(60)
    outcome = attempts(Path("sales.csv"))
    attempts.close()
    assert outcome.status == "traceback"
    assert outcome.said.startswith("ValueError(")


def test_likely_answers_are_judged_and_the_questions_counted():
    sheet = {"kind": "kpi", "rows_loaded": 3, "control_totals": [{"field": "actual", "loaded_total": "6.00"}]}
    truth = {"kind": ["market", "kpi"], "totals": {"share|actual": ["6", "6000"]}, "may": {"*": "any"}}
    for count, said in ((0, "right at once"), (3, "right after 3"), (4, "right after more (4)")):
        outcome = real_files.Outcome("loaded", {"sheets": [sheet]}, ("ask_measure",) * count)
        assert real_files.verdict(outcome, truth) == said
