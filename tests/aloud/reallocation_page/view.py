"""What the engine makes of a portfolio to reallocate: its budgets today, a scenario of moves, and the best."""

import random
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.aloud.finance_pages.view import View as Finance
from tests.aloud.grammar import Within
from tests.aloud.reallocation_page.form import Form
from tests.aloud.screen import Screen
from tests.independent import allocations, returns
from tests.independent.allocations import EIGHTY, HIGHEST, LOWEST, Best, Curve, Curves, Move

FIXED = "fixed"
DRAWS, SLACK = 1_500, 0.15  # of a range's width: two samples of draws differ by so much at most
REACH = Fraction(1, 2)


@dataclass(frozen=True)
class Venture:
    """A move that is no slider: what it costs, and what it brings with a chance."""

    kind: str
    name: str
    cost: Fraction
    brings: Fraction
    chance: Fraction
    products: tuple[str, ...] = ()

    @property
    def expected(self) -> Fraction:
        return self.chance * self.brings


@dataclass
class View:
    """The ledger's figures, the elasticities that the product answers with, and the moves on the board."""

    finance: Finance
    answer: dict[str, Any]  # of `reallocate --json`; only what it says of elasticities and the best budgets is taken
    moves: list[Move] = field(default_factory=list)
    ventures: list[Venture] = field(default_factory=list)
    projects: dict[str, tuple[int, int]] = field(default_factory=dict)  # offered: what each costs and brings
    form: Form = field(default_factory=lambda: Form("none"))  # beside the board
    shown: Screen | None = None  # the page that is read, for sentences on its charts
    kept: dict[Any, "Drawn"] = field(default_factory=dict)  # what was drawn before, of this and of views made from it

    @cached_property
    def today(self) -> dict[str, tuple[Fraction | None, Fraction | None]]:
        """Each product's budget and contribution of the months that give both; else what is stated, and None."""
        found = {}
        for name, own in returns.by_product(self.finance.months).items():
            used = [each for each in own if each.returned]
            if used:
                sums = [sum(each.invested or 0 for each in used), sum(each.contribution or 0 for each in used)]
                found[name] = returns.money(sums[0]), returns.money(sums[1])
            else:
                found[name] = returns.money(returns.total(each.investment for each in own)), None
        return found

    @property
    def missing(self) -> str | None:
        """Why nothing can be reallocated; None where something can."""
        months = self.finance.months
        if all(each.investment is None for each in months):
            return "no investment is reported"
        if not any(each.whole for each in months):
            return "no contribution is known, because revenue or variable cost is not reported"
        known = any(earned is not None for _, earned in self.today.values())
        return None if known else "no product has both for a month of the last 12"

    @property
    def unknown(self) -> list[str]:
        """The products whose return is not known."""
        return [name for name, (_, earned) in self.today.items() if earned is None]

    @property
    def spent(self) -> Fraction:
        """Today's money of the products whose return is known."""
        return sum((budget or 0 for budget, earned in self.today.values() if earned is not None), Fraction(0))

    @property
    def earned(self) -> Fraction:
        return sum((earned for _, earned in self.today.values() if earned is not None), Fraction(0))

    @cached_property
    def evidence(self) -> dict[str, dict[str, Any]]:
        return {row["product"]: row for row in self.answer["evidence"]}

    @cached_property
    def curves(self) -> Curves:
        return {name: self._curve(name, *both) for name, both in self.today.items()}

    def _curve(self, name: str, budget: Fraction | None, earned: Fraction | None) -> Curve:
        row = self.evidence[name]
        if (budget or 0) <= 0 or (earned or 0) <= 0:
            assert row["source"] == FIXED, row
            return Curve(float(budget or 0), float(earned or 0), None)
        beta, low, high = row["elasticity"], row["low"], row["high"]
        error = (beta - low if low > LOWEST else high - beta) / EIGHTY
        return Curve(float(budget or 0), float(earned or 0), beta, error)

    @property
    def certain(self) -> bool:
        """Whether every error is known: an interval that is cut at both ends does not say it."""
        rows = [self.evidence[name] for name, curve in self.curves.items() if curve.beta is not None]
        return all(row["low"] > LOWEST or row["high"] < HIGHEST for row in rows)

    @cached_property
    def gains(self) -> dict[str, float]:
        return allocations.gains(self.curves, self.moves)

    @property
    def gain(self) -> float:
        return sum(self.gains.values()) + float(sum(each.expected for each in self.ventures))

    @property
    def changes(self) -> dict[str, int]:
        """The cents by which budgets change."""
        found = dict.fromkeys(self.curves, 0)
        for move in self.moves:
            for name, sign in ((move.giver, -1), (move.taker, 1)):
                if name is not None:
                    found[name] += sign * move.cents
        return found

    @property
    def budgets(self) -> dict[str, int]:
        """What each product has after the moves, in cents."""
        return {name: round(curve.budget * 100) + self.changes[name] for name, curve in self.curves.items()}

    @property
    def saved(self) -> int:
        """The cents that no product has any more; new money where they are below 0."""
        return -sum(self.changes.values())

    @property
    def roi_points(self) -> Fraction | None:
        """The change of the return."""
        roi = self.roi
        return None if self.spent <= 0 or roi is None else roi - (self.earned / self.spent - 1)

    @property
    def roi(self) -> Fraction | None:
        """The return with the moves."""
        known = {name for name, (_, earned) in self.today.items() if earned is not None}
        after = self.spent + sum((Fraction(c, 100) for n, c in self.changes.items() if n in known), Fraction(0))
        after += sum(each.cost for each in self.ventures)
        return (self.earned + Fraction(self.gain)) / after - 1 if after > 0 else None

    def drawn(self, moves: list[Move]) -> "Drawn":
        """The gain of moves under draws of our own."""
        key = (tuple(moves), tuple(self.ventures))
        if key not in self.kept:
            self.kept[key] = self._drawn(moves)
        return self.kept[key]

    def _drawn(self, moves: list[Move]) -> "Drawn":
        chance = random.Random(20)
        names = list(self.curves)
        normals = [{name: chance.gauss(0, 1) for name in names} for _ in range(DRAWS)]
        gains = allocations.draws(self.curves, moves, normals)
        for each in self.ventures:
            gains = [g + (float(each.brings) if chance.random() < each.chance else 0.0) for g in gains]
        return Drawn(sorted(gains), self.certain)

    @property
    def limits(self) -> dict[str, tuple[float, float]]:
        """How far each product may move: by half where it has a curve."""
        return {
            name: (c.budget, c.budget) if c.beta is None else (c.budget * 0.5, c.budget * 1.5)
            for name, c in self.curves.items()
        }

    @cached_property
    def best(self) -> Best | None:
        total = sum(curve.budget for curve in self.curves.values())
        return allocations.best(self.curves, self.limits, total)

    def fewest(self, count: int) -> float:
        total = sum(curve.budget for curve in self.curves.values())
        return allocations.fewest(self.curves, self.limits, total, count)


@dataclass
class Drawn:
    """Gains by draws, the smallest first."""

    gains: list[float]
    certain: bool

    @property
    def width(self) -> float:
        return self.gains[-1] - self.gains[0]

    def at(self, part: float) -> Within:
        """A quantile, to what draws can say of it."""
        if not self.certain:
            return Within(-float("inf"), float("inf"))
        low, high = (
            self.gains[min(max(int(len(self.gains) * p), 0), len(self.gains) - 1)] for p in (part - 0.05, part + 0.05)
        )
        slack = SLACK / 10 * self.width
        return Within(low - slack, high + slack)

    @property
    def better(self) -> Within:
        part = sum(gain > 0 for gain in self.gains) / len(self.gains)
        return Within(part - 0.06, part + 0.06) if self.certain else Within(0, 1)

    @property
    def tail(self) -> Within:
        worst = self.gains[: max(1, len(self.gains) // 20)]
        mean = sum(worst) / len(worst)
        slack = SLACK * self.width
        return Within(mean - slack, mean + slack) if self.certain else Within(-float("inf"), float("inf"))
