"""What `load` and `market --json` say of market sheets as people type them."""

import json

import pytest

import cli

HEAD = "Market,Year,Vendor,Own,"


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a store of its own; gives its exit code and its JSON."""

    def command(*arguments):
        code = cli.main([*map(str, arguments), "--store", str(tmp_path / "store"), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def load(run, tmp_path):
    """Loads the lines of a csv file under some answers."""

    def loaded(*lines, answers=()):
        path = tmp_path / "market.csv"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return run("load", path, *(part for answer in answers for part in ("--answer", answer)))

    return loaded


@pytest.fixture
def markets(load, run):
    """The newest entry of each market of a csv file that loads under some answers."""

    def entries(*lines, answers=(), own=()):
        code, report = load(*lines, answers=answers)
        assert code == 0, report
        code, found = run("market", *own)
        assert code == 0
        return {entry["market"]: entry for entry in reversed(found["markets"])}

    return entries


def shares(entry):
    return {vendor["vendor"]: vendor["share"] for vendor in entry["vendors"]}


@pytest.mark.parametrize("written", [("22.0%", "31.0%", "47.0%"), ("0.22", "0.31", "0.47"), ("22", "31", "47")])
def test_shares_are_what_they_are_in_any_spelling_and_leave_no_others(markets, written):
    acme, bolt, crest = written
    found = markets(
        f"{HEAD}Market share",
        f"Pumps,2025,Acme,yes,{acme}",
        f"Pumps,2025,Bolt,no,{bolt}",
        f"Pumps,2025,Crest,no,{crest}",
    )["Pumps"]
    assert shares(found) == {"Acme": 0.22, "Bolt": 0.31, "Crest": 0.47}


def test_shares_that_may_be_fractions_or_per_cent_are_asked(load):
    code, report = load(f"{HEAD}Market share", "Pumps,2025,Acme,yes,0.22", "Pumps,2025,Bolt,no,0.31")
    assert code == 3
    (question,) = report["questions"]
    assert (question["id"], question["choices"]) == ("shares:Market share", ["fractions", "percent"])


@pytest.mark.parametrize(("choice", "acme"), [("fractions", 0.22), ("percent", 0.0022)])
def test_what_is_answered_of_shares_holds(markets, choice, acme):
    lines = (f"{HEAD}Market share", "Pumps,2025,Acme,yes,0.22", "Pumps,2025,Bolt,no,0.31")
    found = markets(*lines, answers=(f"shares:Market share={choice}",))["Pumps"]
    assert shares(found)["Acme"] == pytest.approx(acme)
