"""The board shows what the proposal promised, to the cent: whatever is taken, ended, started late or moved before."""

from dataclasses import replace

import numpy as np
import pytest

from analytics import brief, chances, flips, horizon, proposal
from analytics.conflict import Conflict
from analytics.evidence import Evidence
from analytics.limits import Unusable
from analytics.proposal import Asked
from analytics.transfers import Impossible, Scenario, Transfer
from tests.brute import questions
from tests.brute.test_brute_force import known, written
from tests.seeds import seeds
from ui import moves, offers, whatif
from ui.whatif import WhatIf

SEEDS = seeds(20, 60, 200)


def scene(case: questions.Case, content: dict) -> WhatIf:
    """The board on a case's products, each of which has ten people."""
    return scene_of(known(case), content)


def scene_of(found: Evidence, content: dict) -> WhatIf:
    asked = brief.parsed(content.get("limits", {}))
    today = {name: round(budget * 100) for name, budget in zip(found.products, found.today, strict=True)}
    scenario, refused = whatif._replayed(Scenario(today, dict.fromkeys(today, 1000)), content)
    assert not refused
    return WhatIf(content, asked, found, scenario, ())


def drafted(seed: int, before: bool) -> tuple[questions.Case, WhatIf]:
    """A case's board; `before`: with transfers of money and people of other starts on it."""
    case, rng = questions.case(seed), np.random.default_rng(seed)
    limits = {key: each for key, each in written(case).items() if key != "start"}
    content = {"limits": limits, "start": case.start, "pay": float(case.today.mean() / 40)}
    board = scene(case, content)
    for _ in range(3 if before else 0):
        sides = rng.choice(list(board.evidence.products), 2)
        cents, people = int(rng.integers(0, case.today.min() * 10)), int(rng.integers(0, 200))
        try:
            moved = board.scenario.moved(
                (Transfer(*map(str, sides), cents, people, int(rng.integers(0, 12)), 0.5, 2.0),)
            )
        except Impossible:
            continue
        board = scene(case, whatif.written(moved, board.content))
    return case, board


def proposed(board: WhatIf):
    question = moves._around(board)
    found = proposal.answer(question, board.evidence, Asked(board.asked), 200)
    return found if isinstance(found, Conflict) else moves.as_on_board(found, board, _after(board, found))


def _after(board: WhatIf, found) -> WhatIf:
    return replaced(board, moves._all_taken(board, found, offers.chosen(board, found)))


def replaced(board: WhatIf, content: dict) -> WhatIf:
    scenario, refused = whatif._replayed(board.scenario.reset(), content)
    assert not refused
    return replace(board, content=content, scenario=scenario)


@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_promised_is_shown_once_it_is_taken(seed, before):
    _, board = drafted(seed, before)
    try:
        found = proposed(board)
    except Unusable:
        return
    if isinstance(found, Conflict):
        return
    after = _after(board, found)
    gained = after.gain - board.gain
    assert gained == pytest.approx(found.gain, abs=0.01 + 1e-9 * abs(board.contribution))
    if not found.question.broken(found.budgets, found.whole):
        assert after.put_in <= max(found.question.limits.total + board.ventures_cost, board.put_in) + 0.02


@pytest.mark.parametrize("seed", SEEDS)
def test_money_and_people_are_spent_once_in_every_month(seed):
    case, board = drafted(seed, True)
    money = board.course.money
    assert money.min() >= -1e-6
    assert money.sum(axis=1) == pytest.approx(case.today.sum(), rel=1e-9, abs=0.2)
    assert (board.course.working <= money + 1e-6).all()


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_at_the_flip_of_an_assumption_the_board_gains_nothing(seed):
    _, board = drafted(seed, True)
    beside = -float(board.gains.sum()) * 0.7
    rows = flips.assumptions(board.evidence, board.course, beside)
    for row in rows.dropna(subset=["flip"]).to_dict("records"):
        place = board.places[row["product"]]
        powers = board.evidence.curves.power[None, :].copy()
        powers[0, place] = row["flip"]
        gain = float(horizon.gains_with(board.evidence.curves, powers, board.course).sum()) + beside
        assert gain == pytest.approx(0.0, abs=1e-6 * board.contribution)


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_at_the_flip_of_a_move_it_brings_nothing_after_those_before_it(seed):
    case, board = drafted(seed, False)
    question = moves._around(board)
    try:
        found = proposal.answer(question, board.evidence, Asked(board.asked), 200)
    except Unusable:
        return
    if isinstance(found, Conflict):
        return
    draws = chances.of_question(question, board.evidence, board.start, 1)
    values, at = flips.of_moves(question, draws.known, found.moves, found.whole), question.today.copy()
    for move, value in zip(found.moves, values, strict=True):
        after = at.copy()
        for place, sign in ((move.giver, -1), (move.taker, 1)):
            after[[] if place is None else place] += sign * move.amount
        if np.isfinite(value) and move.giver is not None and not found.whole[move.giver]:
            powers = [None] * len(case.today)
            powers[move.taker] = value
            none = (False,) * (len(questions.sunsets(case)) + len(case.projects))
            both = [questions.brought(case, each[None, : len(case.today)], none, powers)[0] for each in (at, after)]
            assert both[0] == pytest.approx(both[1], abs=1e-6 * board.contribution)
        at = after
