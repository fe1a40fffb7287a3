"""What `load --json` says of files that are odd: asked, refused or noted, and what the figures are then."""

import json
from datetime import date

import pytest

from data.store import Store
from tests.conftest import write_workbook


@pytest.fixture
def text(tmp_path):
    """Writes a text file of a name, as bytes of an encoding."""

    def written(name, *lines, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
        return path

    return written


@pytest.fixture
def answers(tmp_path):
    """Writes a mapping file that says something of a file's one table."""

    def written(**said):
        path = tmp_path / "answers.json"
        path.write_text(json.dumps({"tables": [said]}), encoding="utf-8")
        return "--mapping", path

    return written


def codes(report, key="problems"):
    return [problem["code"] for problem in report[key]]


def by_line(run):
    """Revenue by business line, None where none is given."""
    _, report = run("roi", "--window", "all", "--by", "line")
    return {row["line"]: row["revenue"] for row in report["groups"]}


def test_a_line_that_is_not_given_takes_none_from_another_product(run, text):
    head = "Product,Business line,Month,Revenue,Variable cost,Investment"
    path = text("lines.csv", head, "Ash,L3,2025-01,100,40,50", "birch,,2025-01,700,40,50", "Cedar,L2,2025-01,300,40,50")
    assert run("load", path)[1]["status"] == "loaded"
    found = by_line(run)
    assert (found["L3"], found["L2"]) == (100, 300)


def test_a_note_blocks_nothing_and_stands_apart(run, tmp_path):
    head = ["Product", "Month", "Revenue", "Variable cost", "Investment"]
    path = write_workbook(tmp_path / "costs.xlsx", {"P&L": [head, ["Ash", "2025-01", 100, -40, -50]]})
    code, report = run("load", path)
    assert (code, report["problems"]) == (0, [])
    assert codes(report, "notes") == ["sign", "sign"]
    assert {note["severity"] for note in report["notes"]} == {"note"}


HEAD = "Product,Month,Revenue,Variable cost,Investment"


def test_lines_above_the_headings_are_titles_that_may_give_the_currency(run, text):
    said = ("# exported by ledger 9, 2026-10-01", "# company 12; amounts in EUR")
    path = text("ledger.csv", *said, HEAD, "Ash,2025-01,100.10,40.20,20.30", "Birch,2025-01,80.20,35.10,15.40")
    code, report = run("load", path)
    assert (code, report["problems"]) == (0, [])
    (sheet,) = report["sheets"]
    assert (sheet["header_row"], sheet["control_totals"][0]["loaded_total"]) == (3, "180.30")
    assert currencies(run) == {"EUR"}


def currencies(run):
    """The currencies that finance figures are stored in."""
    with Store(run.folder).open() as con:
        return {row[0] for row in con.execute("select distinct currency from finance").fetchall()}


def test_months_beside_a_business_line_are_asked_and_load_as_what_they_are(run, tmp_path, answers):
    head = ["Product", "Product Line", "Region", *(date(2025, month, 1) for month in (1, 2, 3, 4))]
    rows = [["Ash", "Tools", "North", 10, 20, 30, 40], ["Birch", "Parts", "South", 1, 2, 3, 4]]
    path = write_workbook(tmp_path / "months.xlsx", {"Sheet": [head, *rows]})
    code, report = run("load", path)
    assert (code, report["status"], codes(report)) == (3, "asked", ["ask_measure"])
    code, report = run("load", path, *answers(sheet="Sheet", measure="revenue"))
    assert (code, report["sheets"][0]["kind"]) == (0, "finance")
    assert run("roi", "--window", "all")[1]["portfolio"]["revenue"] == 110


def test_a_key_that_stands_twice_is_asked_about_once_for_its_feed(run, text, answers):
    head = "Product,Region,Month,Revenue"
    once = [f"{name},{region},2025-0{{month}},10.10" for name in ("Ash", "Birch", "Cedar") for region in "NS"]

    def month(number):
        rows = [row.format(month=number) for row in once]
        return text(f"sales 2025-0{number}.csv", head, *rows, f"Cedar,S,2025-0{number},11.10")

    code, report = run("load", month(1))
    assert (code, report["questions"][0]["choices"]) == (3, ["both", "first", "last"])
    assert run("load", month(1), *answers(repeated="last"))[0] == 0
    code, report = run("load", month(2))
    assert (code, report["sheets"][0]["left_out"]) == (0, [{"rows": "7", "why": "Row 8 counts, as the mapping says"}])
    assert run("roi", "--window", "all")[1]["portfolio"]["revenue"] == pytest.approx(2 * (5 * 10.10 + 11.10))


def test_the_encoding_is_asked_once_for_its_feed(run, text, tmp_path):
    def month(number):
        rows = [f"{name},2025-0{number},5" for name in ("Молоко", "Хлеб")]
        return text(f"sales 2025-0{number}.csv", "Product,Month,Revenue", *rows, encoding="cp1251")

    code, report = run("load", month(1))
    assert (code, codes(report), report["questions"][0]["choices"][0]) == (3, ["ask_encoding"], "cp1251")
    (tmp_path / "answers.json").write_text(json.dumps({"encoding": "cp1251"}), encoding="utf-8")
    assert run("load", month(1), "--mapping", tmp_path / "answers.json")[0] == 0
    assert run("load", month(2))[0] == 0
    products = {row["product"]: row["revenue"] for row in run("roi", "--window", "all")[1]["products"]}
    assert products == {"Молоко": 10, "Хлеб": 10}
