"""The Reallocate page of random portfolios, read aloud: what budgets, moves and the best bring is computed anew."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from data import scenarios as kept
from data.store import Store
from data.workspace import Workspace
from tests.aloud import screen
from tests.aloud.finance_pages.view import View as Finance
from tests.aloud.grammar import wrong
from tests.aloud.reallocation_page import board, curve, further, moves, panels, risk, scenarios
from tests.aloud.reallocation_page.form import KINDS, Form
from tests.aloud.reallocation_page.scenarios import AUTHOR, WHY, Scenes
from tests.aloud.reallocation_page.view import Venture, View
from tests.aloud.screen import Screen
from tests.independent.allocations import Move
from tests.independent.door import played
from tests.independent.portfolios import portfolio
from tests.independent.returns import ROI
from tests.seeds import seeds

SEEDS = seeds((3, 8, 10, 13), 30, 300)  # two where many products have a curve, one of few, one without investment
SENTENCES = [each for part in (board, moves, curve, risk, scenarios, further) for each in part.SENTENCES]
CURVES = 2  # that are looked at
DRAFT = "scenario on the board"
BELIEFS = {"Sales": Fraction(3, 2), "Audit": Fraction(1, 4)}


class Page:
    """The page of one visitor, which is read as often as something beside the board changes."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def read(self, view: View, beside: str, **state: object) -> tuple[View, Screen]:
        """What stands there, and the view that knows it; every text, chart title and board row is held."""
        for key, value in {"beside": beside, **state}.items():
            self.app.session_state[key] = value
        if DRAFT in state:
            self.app.query_params["scenario"] = state[DRAFT]
        self.app.run()
        assert not self.app.exception
        found = screen.read(self.app)
        assert list(panels.transfers(view, found)) == []
        found.tables = [table for table in found.tables if panels.MONEY not in table.columns]
        view = replace(view, shown=found)
        assert list(mistakes(view, found)) == [], (beside, state, view.moves)
        return view, found


def mistakes(view: View, found: Screen) -> Iterator[str]:
    """Every text that is not as the engine has it, or that nobody taught, and what is wrong on the board."""
    told = [text.words for text in found.texts]
    for chart in found.charts:
        told += [chart.title, chart.subtitle, *re.split(r"(?<=\.) (?=[A-Z])", chart.alt)]
    for words in told:
        yield from wrong(words, SENTENCES, view)
    if not view.missing:
        yield from board.mistakes(view, found.boards)


def moved(seed: object, view: View) -> list[Move]:
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


def edits(of: list[Move]) -> list[list[dict[str, object]]]:
    return [[{"giver": m.giver, "taker": m.taker, "cents": m.cents, "start": m.start}] for m in of]


class Workroom:
    """Where scenarios of a store are written, as visitors keep them."""

    def __init__(self, folder: Path) -> None:
        self.version, self.workspace = Store(folder).version, Workspace(folder)

    def draft(self, view: View) -> dict[str, object]:
        """The state of a visit that goes on from what the view has on the board."""
        ventures = [
            {
                "kind": e.kind,
                "name": e.name,
                "cost": float(e.cost),
                "brings": float(e.brings),
                "chance": float(e.chance),
            }
            for e in view.ventures
        ]
        projects = {name: {"cost": cost, "value": brings} for name, (cost, brings) in view.projects.items()}
        sets = {name: float(times) for name, times in BELIEFS.items()}
        content = {"edits": edits(view.moves), "ventures": ventures, "limits": {"projects": projects}, "sets": sets}
        written = kept.write(self.workspace, kept.new(self.version, content))
        return {DRAFT: written.id}

    def keep(self, name: str, of: list[Move]) -> None:
        known = replace(
            kept.new(self.version, {"edits": edits(of)}), state=kept.KEPT, name=name, author=AUTHOR, why=WHY
        )
        kept.write(self.workspace, known)


def view_of(seed: int, folder: Path) -> View:
    of = portfolio(seed)
    door, ledger = played(of, folder)
    answer = door("reallocate")
    finance = Finance(ledger)
    finance.measured = ROI  # whatever months are known
    view = View(finance, answer.found or {})
    assert (answer.code == 0) == (view.missing is None), answer
    return view


def of_today(page: Page, view: View) -> None:
    """The best moves, how sure they are, and some curves, before anything is moved."""
    view, found = page.read(view, "Moves")
    assert list(moves.listed(view, found)) == []
    view, found = page.read(view, "Risk")
    assert list(risk.mistakes(view, found)) == []
    _curves(page, view, sorted(view.curves))


def _curves(page: Page, view: View, names: list[str]) -> None:
    for name in names[:CURVES]:
        found = page.read(view, "Curves", **{"curve-of": name})[1]
        assert list(curve.mistakes(view, found, name)) == []


def of_moves(page: Page, view: View, room: Workroom, seed: int) -> None:
    """A draft's effect, its risk, the curves of what it moves, and the scenarios that were kept."""
    view = replace(view, moves=moved(seed, view))
    if not view.moves:
        return
    known = {"Plan C": moved(f"{seed} C", view), "Plan *B*": view.moves, "Plan A": []}
    for name, of in reversed(known.items()):
        room.keep(name, of)
    view, found = page.read(view, "Impact", **room.draft(view))
    assert list(panels.mistakes(view, found)) == []
    view, found = page.read(view, "Risk")
    assert list(risk.mistakes(view, found)) == []
    _curves(page, view, [name for name, cents in view.changes.items() if cents])
    found = page.read(view, "Scenarios")[1]
    assert list(scenarios.mistakes(Scenes(view, known, BELIEFS), found)) == []


def of_ventures(page: Page, view: View, room: Workroom, seed: int) -> None:
    """What ends, unites or starts, on a board that has some of it."""
    chance = random.Random(f"ventures {seed}")
    size = 1 + int(view.spent)
    view = replace(view, moves=[], projects={"Bridge": (chance.randint(1, size), chance.randint(0, size))})
    for number in range(chance.randint(0, 2)):
        part = Fraction(chance.randint(0, 20), 20)
        cost, brings = Fraction(chance.randint(0, size)), Fraction(chance.randint(0, size))
        view.ventures.append(Venture(("new", "unify")[number], f"Venture {number}", cost, brings, part))
    state = room.draft(view)
    for kind in KINDS:
        few = chance.random() < 0.2
        names = sorted(name for name, curve in view.curves.items() if few or curve.beta is not None)
        products = chance.sample(names, min(len(names), chance.randint(0 if few else 2, 3)))
        costs, brings = chance.randint(0, size), chance.randint(0, size // 4)
        form = Form(kind, products, costs, brings, 5 * chance.randint(0, 20), chance.randint(0, 11))
        view = replace(view, form=form)
        found = page.read(view, "Other actions", **state, **form.state)[1]
        assert list(further.mistakes(view, found)) == [], form


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reallocate_page_reads_aloud(seed, visit, tmp_path):
    view, store = view_of(seed, tmp_path), tmp_path / "store"
    page = Page(visit(store, "reallocation"))
    if view.missing:
        page.read(view, "Moves")
        return
    room = Workroom(store)
    of_today(page, view)
    of_moves(page, view, room, seed)
    of_ventures(page, view, room, seed)
