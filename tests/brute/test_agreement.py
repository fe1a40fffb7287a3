"""The command line, the board and what is exported of it say the same of random portfolios and questions."""

import json
from datetime import date

import numpy as np
import pytest

import cli
from analytics import proposal
from analytics.brief import parsed
from analytics.chances import DRAWS
from console import reallocation
from data import intake
from data.store import Store
from tests.brute.test_board import replaced, scene_of
from tests.conftest import HEADINGS, write_workbook
from tests.seeds import seeds
from ui import effect, moves, offers

OBJECTIVES = ("contribution", "npv", "chance", "least")


def stored(rng, folder) -> tuple[Store, np.ndarray, np.ndarray]:
    """A store of some products over three years, whose months differ; what they earn and cost in the last twelve."""
    count = int(rng.integers(2, 6))
    spent = np.round(rng.lognormal(10, 0.8, count)[:, None] * rng.uniform(0.7, 1.3, (count, 36)), 2)
    earned = np.round(spent * rng.uniform(0.4, 3, count)[:, None] * rng.uniform(0.9, 1.1, (count, 36)), 2)
    rows = [
        ["ABCDE"[at], date(2022 + month // 12, month % 12 + 1, 1), 2 * earned[at, month], earned[at, month], each]
        for at in range(count)
        for month, each in enumerate(spent[at].tolist())
    ]
    store = Store(folder / "store")
    intake.load_file(store, write_workbook(folder / "f.xlsx", {"P&L": [HEADINGS, *rows]}), intake.Wanted())
    return store, spent[:, 24:].sum(axis=1), earned[:, 24:].sum(axis=1)


def question(rng, spent, earned) -> dict:
    """Limits of every kind that a board can hold."""
    written: dict = {"reach": float(rng.choice([0.2, 0.5, 1.0])), "products": {}}
    if rng.random() < 0.5:
        written["total"] = round(float(spent.sum() * rng.uniform(0.9, 1.2)), 2)
    if rng.random() < 0.3:
        written["most_changed"] = int(rng.integers(1, 4))
    if rng.random() < 0.4:
        written["start"] = int(rng.integers(1, 12))
    if rng.random() < 0.5:
        cost = round(float(spent.mean() * rng.uniform(0.05, 0.3)), 2)
        written["projects"] = {"J": {"cost": cost, "value": round(cost * rng.uniform(0.5, 3), 2)}}
    if rng.random() < 0.5:
        ends = {"exit_cost": round(float(spent[0] * 0.1), 2), "kept": 0.7}
        written["products"]["A"] = {"sunset": ends}
    if rng.random() < 0.5:
        four = [float(round(earned[1] * part, 2)) for part in (0.2, 1, 1.3, 2.2)]
        written["products"]["B"] = {"answers": four}
    return written


@pytest.mark.parametrize("seed", seeds(4, 30, 100))
def test_they_say_the_same(seed, tmp_path, capsys):
    rng, aim = np.random.default_rng(seed), OBJECTIVES[seed % 4]
    store, spent, earned = stored(rng, tmp_path)
    limits, target = question(rng, spent, earned), round(float(earned.sum() * rng.uniform(0.9, 1.02)), 2)
    (tmp_path / "l.json").write_text(json.dumps(limits))
    arguments = ["--limits", str(tmp_path / "l.json"), "--objective", aim, "--target", str(target), "--json"]
    code = cli.main(["reallocate", "--store", str(store.folder), *arguments])
    told = capsys.readouterr()
    on_board = {key: each for key, each in limits.items() if key != "start"}
    board = scene_of(
        reallocation.portfolio(store, parsed(limits)), {"limits": on_board, "start": limits.get("start", 0)}
    )
    asked = proposal.Asked(board.asked, proposal.Aim(aim), target)
    if code:
        assert (told.out and json.loads(told.out)["conflict"]) or "No total within the limits" in told.err
        return
    said = json.loads(told.out)["optimum"]
    found = proposal.answer(moves._around(board), board.evidence, asked, DRAWS)
    assert said["gain"] == pytest.approx(found.gain, abs=0.01)
    assert (said["gap"], said["chance"], said["chance_bound"]) == (found.gap, found.chance, found.chance_bound)
    after = replaced(board, moves._all_taken(board, found, offers.chosen(board, found)))
    if aim != "npv":
        assert after.gain == pytest.approx(said["gain"], abs=0.01)
        assert board.contribution + after.gain == pytest.approx(said["value"], abs=0.01)
    exported = effect.by_product(after)
    assert exported["change"].sum() == pytest.approx(after.gain, abs=0.01)
    assert after.put_in == pytest.approx(sum(said["allocation"].values()), abs=0.02)
    for name, place in after.places.items():
        if name not in said["ended"]:
            assert after.spent[place] == pytest.approx(said["allocation"][name], abs=0.011)
