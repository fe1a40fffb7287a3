"""The Reallocate page of random portfolios, read aloud: what budgets, moves and the best bring is computed anew."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from data import scenarios
from data.store import Store
from data.workspace import Workspace
from tests.aloud import screen
from tests.aloud.finance_pages.view import View as Finance
from tests.aloud.grammar import wrong
from tests.aloud.reallocation_page import board, moves, panels
from tests.aloud.reallocation_page.view import View
from tests.aloud.screen import Screen
from tests.independent.allocations import Move
from tests.independent.door import played
from tests.independent.portfolios import portfolio
from tests.independent.returns import ROI
from tests.seeds import seeds

SEEDS = seeds(3, 20, 300)
SENTENCES = [*board.SENTENCES, *moves.SENTENCES]


def mistakes(view: View, found: Screen, beside: str) -> Iterator[str]:
    """Everything on the page that is not as the engine has it, or that nobody taught."""
    told = [text.words for text in found.texts]
    for chart in found.charts:
        told += [chart.title, chart.subtitle, *re.split(r"(?<=\.) ", chart.alt)]
    for words in told:
        yield from wrong(words, SENTENCES, view)
    if view.missing:
        return
    yield from board.mistakes(view, found.boards)
    if beside == "Best moves":
        yield from moves.listed(view, found)
    if beside == "Effect":
        yield from panels.mistakes(view, found)


def moved(seed: int, view: View) -> list[Move]:
    """Some moves within the limits, between products that have a curve, savings and new money."""
    chance = random.Random(f"moved {seed}")
    able = [name for name, curve in view.curves.items() if curve.beta is not None]
    found = []
    for name in chance.sample(able, min(len(able), chance.randint(1, 3))):
        cents = int(view.curves[name].budget * 100 * chance.uniform(0.05, 0.4))
        other = chance.choice([None, *(each for each in able if each != name)])
        sides = (name, other) if chance.random() < 0.6 else (other, name)
        if sides[0] not in {None, name}:  # nobody gives more than half of what it has
            cents = min(cents, int(view.curves[str(sides[0])].budget * 10))
        start = chance.choice((0, 0, 0, chance.randint(1, 11)))
        found += [Move(*sides, cents, start)] if cents else []
    return found


def draft(store: object, view: View) -> dict[str, object]:
    """The state of a visit that opens the moves as a draft."""
    edits = [[{"giver": m.giver, "taker": m.taker, "cents": m.cents, "start": m.start}] for m in view.moves]
    known = scenarios.new(Store(store).version, {"edits": edits})
    return {"scenario on the board": scenarios.write(Workspace(store), known).id}


def view_of(seed: int, folder: object) -> View:
    of = portfolio(seed)
    door, ledger = played(of, folder)
    answer = door("reallocate")
    finance = Finance(ledger)
    finance.measured = ROI  # whatever months are known
    view = View(finance, answer.found or {})
    assert (answer.code == 0) == (view.missing is None), answer
    return view


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reallocate_page_reads_aloud(seed, visit, tmp_path):
    view = view_of(seed, tmp_path)
    store = tmp_path / "store"
    found = screen.read(visit(store, "reallocation", beside="Best moves"))
    assert list(mistakes(view, found, "Best moves")) == []
    view = replace(view, moves=moved(seed, view)) if view.missing is None else view
    if view.moves:
        found = screen.read(visit(store, "reallocation", beside="Effect", **draft(store, view)))
        assert list(mistakes(view, found, "Effect")) == [], view.moves
