"""What `load --json` says of files that are odd: asked, refused or noted, and what the figures are then."""

import json

import pytest

import cli
from tests.conftest import write_workbook


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a store of its own; gives its exit code and its JSON."""

    def command(*arguments):
        code = cli.main([*map(str, arguments), "--store", str(tmp_path / "store"), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


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
