"""What `reallocate` prints: its parts add up, and what cannot be is said."""

import json

import pandas as pd
import pytest

import cli
from console import reallocation
from console.reallocation import Asked
from data.problems import ReallotError
from data.sample.economics import ANSWERS
from tests.conftest import real_input
from tests.data import factories


def test_the_printed_parts_add_up(sample):
    found = reallocation.report(sample, Asked({}))
    today, best = found["today"], found["optimum"]
    assert sum(best["allocation"].values()) == pytest.approx(today["total"], abs=0.005)
    assert sum(move["gain"] for move in found["moves"]) == pytest.approx(best["gain"], rel=1e-6)
    assert best["value"] == pytest.approx(today["contribution"] + best["gain"])
    assert best["value"] <= best["upper_bound"] <= best["value"] * 1.001
    assert found["conflict"] is None


def test_today_is_the_return_of_the_last_twelve_months(sample, book):
    actuals = book("Finance actuals", "Actuals")
    last = actuals[actuals["Month"] > actuals["Month"].max() - pd.DateOffset(months=12)]
    today = reallocation.report(sample, Asked({}))["today"]
    assert today["total"] == pytest.approx(last["Investment"].sum())
    assert today["contribution"] == pytest.approx((last["Revenue"] - last["Variable cost"]).sum())


def test_the_samples_pushes_are_measured_and_their_answers_found(sample):
    rows = {row["product"]: row for row in reallocation.report(sample, Asked({}))["evidence"]}
    assert all(rows[name]["source"] == "measured" for name in ANSWERS)
    inside = [rows[name]["low"] <= answer <= rows[name]["high"] for name, answer in ANSWERS.items()]
    assert sum(inside) >= 6  # of ten 80 % intervals


def test_the_command_prints_a_conflict_and_ends_with_two(sample_folder, capsys):
    store = str(sample_folder / "store")
    assert cli.main(["reallocate", "--store", store, "--total", "1000", "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert found["optimum"] is None
    assert found["conflict"]["limits"][0] == "the total of 1,000.00"


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--total", "nan"], "The total is nan"),
        (["--total", "-5"], "cannot be negative"),
        (["--objective", "chance"], "needs a target contribution"),
        (["--limits", "absent.json"], "cannot be read as limits"),
    ],
)
def test_bad_input_gets_a_sentence(sample_folder, capsys, arguments, said):
    assert cli.main(["reallocate", "--store", str(sample_folder / "store"), *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_command_says_it_in_words(sample_folder, capsys, tmp_path):
    limits = tmp_path / "limits.json"
    limits.write_text('{"products": {"Tremora": {"locked": true}}, "most_changed": 2}')
    assert cli.main(["reallocate", "--store", str(sample_folder / "store"), "--limits", str(limits)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Highest contribution: the best plan found adds ")
    assert lines[2].startswith("Proven: no plan within the limits can earn more than ")
    assert "Tremora" not in "".join(lines[3:])


def test_the_command_names_projects_and_endings(sample_folder, capsys, tmp_path):
    limits = tmp_path / "limits.json"
    sunset = '{"Auditry": {"sunset": {"exit_cost": 1e5, "kept": 0.9}}}'
    limits.write_text(f'{{"projects": {{"New screens": {{"cost": 2e6, "value": 5e6}}}}, "products": {sunset}}}')
    assert cli.main(["reallocate", "--store", str(sample_folder / "store"), "--limits", str(limits)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  Project New screens: costs 2,000,000.00, adds 5,000,000.00 of contribution" in lines
    assert any(line.startswith("  Discontinue Auditry: costs 100,000.00, keeps ") for line in lines)


def test_figures_without_investment_are_asked_for(store):
    factories.load(store, real_input("finance/Financial_Sample.xlsx"))
    with pytest.raises(ReallotError, match="No investment data loaded"):
        reallocation.report(store, Asked({}))
