"""Kept scenarios side by side: what each brings, what each would regret, and where their budgets differ."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from tests.aloud.grammar import Expected, Said, Sentence, agrees, constant
from tests.aloud.reallocation_page.board import NONE
from tests.aloud.reallocation_page.view import View
from tests.aloud.screen import Screen, Table
from tests.independent import allocations
from tests.independent.allocations import HIGHEST, LOWEST, Move

BELIEFS = {"Finance (low end)": "low", "As measured": "elasticity", "Product (high end)": "high"}
TIMES = "Elasticity, % of measured"
Kept = dict[str, list[Move]]  # by name, the newest first
SHOWN = 2  # of the kept ones, side by side


class Scenes:
    """What is kept, and what somebody believes of how strongly products answer, as parts of what was measured."""

    def __init__(self, view: View, kept: Kept, beliefs: dict[str, Fraction]) -> None:
        self.view, self.kept, self.beliefs = view, kept, beliefs
        self.picked = {name: replace(view, moves=moves) for name, moves in list(kept.items())[:SHOWN]}

    @property
    def outcomes(self) -> dict[str, dict[str, tuple[Expected, ...]]]:
        """By scenario what the rows of its column say, a range as two numbers."""
        return {name: self._outcome(each) for name, each in self.picked.items()}

    def _outcome(self, of: View) -> dict[str, tuple[Expected, ...]]:
        drawn = of.drawn(of.moves)
        money = sum(Fraction(str(c.budget)) for c in of.curves.values()) - Fraction(of.saved, 100)
        return {
            "Impact": (Fraction(of.gain),),
            "80 % range": (drawn.at(0.1), drawn.at(0.9)),
            "Beats today in": (drawn.better if of.moves else None,),
            "Average of the worst 5 %": (drawn.tail,),
            "Investment": (money,),
            "ROI": (of.roi,),
        }

    @property
    def regrets(self) -> dict[str, dict[str, Fraction]]:
        """What each loses against the best of all and today, under each set of assumptions."""
        found: dict[str, dict[str, Fraction]] = {name: {} for name in (*self.picked, "Today")}
        for belief in (*BELIEFS, *self.beliefs):
            gains = {name: self._gain(each, belief) for name, each in self.picked.items()} | {"Today": 0.0}
            for name, gain in gains.items():
                found[name][belief] = Fraction(max(gains.values()) - gain)
        return found

    def _gain(self, of: View, belief: str) -> float:
        known = {name for name, curve in of.curves.items() if curve.beta is not None}
        betas = {name: self._beta(of.evidence[name], belief) for name in known}
        return sum(allocations.gains(of.curves, of.moves, betas).values())

    def _beta(self, row: dict[str, Any], belief: str) -> float:
        if belief in BELIEFS:
            return float(row[BELIEFS[belief]])
        return min(max(row["elasticity"] * float(self.beliefs[belief]), LOWEST), HIGHEST)

    @property
    def differing(self) -> dict[str, dict[str, Fraction]]:
        """The budgets of the products that are not the same everywhere."""
        found = {}
        for name, curve in self.view.curves.items():
            cents = {"Today": 0} | {each: of.changes[name] for each, of in self.picked.items()}
            if len(set(cents.values())) > 1:
                found[name] = {each: Fraction(str(curve.budget)) + Fraction(more, 100) for each, more in cents.items()}
        return found


def mistakes(scenes: Scenes, found: Screen) -> Iterator[str]:
    tables = {_kind(table): table for table in found.tables}
    wanted = {"outcomes", "regrets", "beliefs", *(["budgets"] if scenes.differing else [])}
    if tables.keys() != wanted:
        yield f"tables {sorted(tables)}, not {sorted(wanted)}"
        return
    yield from _outcomes(scenes, tables["outcomes"])
    yield from _cells("regret", scenes.regrets, tables["regrets"], "index", tables["regrets"].written)
    beliefs = {row["Set of assumptions"]: row[TIMES] for row in tables["beliefs"].rows}
    if beliefs != {name: float(100 * times) for name, times in scenes.beliefs.items()}:
        yield f"beliefs {beliefs}"
    if scenes.differing:
        for rows in (tables["budgets"].rows, tables["budgets"].written):
            yield from _cells("budget", scenes.differing, tables["budgets"], "Product", rows)
    yield from _titles(scenes, found)


def _kind(table: Table) -> str:
    kinds = {"As measured": "regrets", TIMES: "beliefs", "Today": "budgets"}
    return next((kind for column, kind in kinds.items() if column in table.columns), "outcomes")


def _outcomes(scenes: Scenes, table: Table) -> Iterator[str]:
    right = scenes.outcomes
    told = {row["index"]: row for row in table.rows}
    if table.columns != ["index", *right] or list(told) != list(next(iter(right.values()))):
        yield f"outcomes of {table.columns}: {list(told)}"
        return
    for name, column in right.items():
        for what, values in column.items():
            texts = told[what][name].split(" to ")
            if len(texts) != len(values) or not all(map(agrees, values, texts)):
                yield f"{name}: {what} is {texts}, not {values}"


def _cells(what: str, right: dict[str, dict[str, Fraction]], table: Table, key: str, rows: list[Any]) -> Iterator[str]:
    told = {row[key]: row for row in rows}
    columns = [key, *next(iter(right.values()))]
    if told.keys() != right.keys() or table.columns != columns:
        yield f"{what}: {sorted(told)} in {table.columns}, not {sorted(right)} in {columns}"
        return
    for name, column in right.items():
        for of, value in column.items():
            found = told[name][of]
            close = agrees(value, found) if isinstance(found, str) else abs(Fraction(found) - value) < Fraction(1, 100)
            if not close:
                yield f"{what} of {name}, {of}: {found}, not {float(value)}"


def _titles(scenes: Scenes, found: Screen) -> Iterator[str]:
    """Every kept scenario, the newest first."""
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    version = scenes.view.finance.ledger.version
    right = [f"**{name}** · {AUTHOR} · {today} · version {version}" for name in scenes.kept]
    told = [text.words for text in found.texts if f"** · {AUTHOR} · " in text.words]
    if told != right:
        yield f"kept {told}, not {right}"


def nothing_kept(view: View, said: Said) -> dict[str, Expected]:
    assert view.shown
    kept = any(f"** · {AUTHOR} · " in text.words for text in view.shown.texts)
    return NONE if kept else {}


def title(view: View, said: Said) -> dict[str, Expected]:
    """Of a kept scenario, which `_titles` reads."""
    return {"name": said["name"], "date": said["date"], "version": view.finance.ledger.version}


AUTHOR, WHY = "Mira Sand", "Because it was asked for."
SENTENCES = [
    *map(constant, ("Open", "Copy", "Archive", "Rename", "Use these assumptions", WHY)),
    constant("**Regret**: shortfall against the best scenario, by set of assumptions"),
    constant(
        "Finance and Product take the ends of each elasticity's 80 % range. Add the assumptions of others:",
    ),
    Sentence(
        "No saved scenarios yet. Change a budget on the board, then **Save** the scenario with a name.", nothing_kept
    ),
    Sentence(f"**{{name:text}}** · {AUTHOR} · {{date:text}} · version {{version:n}}", title),
]
