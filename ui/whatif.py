"""What a scenario means on the data at hand: its budgets and people, its curves, and what it brings."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analytics import brief, chances, complete, evidence, horizon, ventures, windows
from analytics.brief import Brief
from analytics.cents import rounded
from analytics.chances import Range
from analytics.complete import Gap, LeftOut
from analytics.definition import Definition
from analytics.evidence import Evidence
from analytics.horizon import Course
from analytics.question import Question
from analytics.sources import Source
from analytics.transfers import Impossible, Scenario, Transfer
from analytics.trend import Array
from analytics.ventures import Venture
from ui import session

RAMP = {"start": 0, "at_start": 0.5, "settles": 2.0}  # assumed, where nobody said otherwise
PAY = 100_000.0  # a year, where nobody said what a full-time equivalent takes along
SCREEN_DRAWS = 4_000


@dataclass(frozen=True)
class WhatIf:
    """One scenario on the data at hand; `content` is what is kept of it."""

    content: dict[str, Any]
    brief: Brief
    evidence: Evidence
    scenario: Scenario
    left_out: tuple[str, ...]  # why some of its edits cannot be on this data
    not_counted: tuple[LeftOut, ...] = ()  # investment of months whose contribution is not known

    @cached_property
    def places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.evidence.products)}

    @property
    def asked(self) -> Brief:
        """The brief, with the month from which on the board moves money."""
        return replace(self.brief, start=self.start)

    @cached_property
    def question(self) -> Question:
        """The question of budgets alone, from the board as it stands; see `offered`."""
        return brief.question(self.evidence, replace(self.asked, projects={}, sunsets={}), self.course)

    @cached_property
    def offered(self) -> Question:
        """The question with the choices beside budgets: projects not taken yet, and products that may be ended."""
        taken = {each.name for each in self.ventures if each.kind == "project"}
        left = {name: each for name, each in self.brief.projects.items() if name not in taken}
        return brief.question(self.evidence, replace(self.asked, projects=left), self.course)

    @cached_property
    def from_today(self) -> Question:
        """The question with all choices, as if nothing were moved yet."""
        return brief.question(self.evidence, self.asked)

    @property
    def pay(self) -> float:
        """What a full-time equivalent takes along in a year."""
        return float(self.content.get("pay", PAY))

    @property
    def hold(self) -> bool:
        """Whether the total is held."""
        return bool(self.content.get("hold", True))

    @property
    def source(self) -> Source:
        """Who gives while the total is held."""
        return Source(self.content.get("source", Source.CHEAPEST))

    @property
    def one(self) -> str:
        """The product that gives, where one does."""
        return str(self.content.get("one", self.evidence.products[0]))

    def ramp(self, name: str) -> float:
        """When what is moved next starts, and how moved people settle in: see `RAMP`."""
        return float(self.content.get(name, RAMP[name]))

    @property
    def start(self) -> int:
        """The month in which what is moved next starts."""
        return int(self.ramp("start"))

    @cached_property
    def _moved(self) -> Course:
        """Today after the transfers."""
        return horizon.course(self.scenario.transfers, self.evidence.today, self.places, self.pay)

    @cached_property
    def course(self) -> Course:
        """What the board pays and has month by month, with what it ends."""
        names = (name for each in self.ventures if each.kind == "sunset" for name in each.products)
        return self._moved.ending(self.places[name] for name in names if name in self.places)

    @cached_property
    def ventures(self) -> tuple[Venture, ...]:
        """The moves that are no sliders; a sunset counts while its products have no money."""
        known = [ventures.from_json(each) for each in self.content.get("ventures", [])]
        last = dict(zip(self.evidence.products, self._moved.money[-1], strict=True))
        return tuple(each for each in known if each.kind != "sunset" or ventures.still_ended(each, last))

    @property
    def ventures_cost(self) -> float:
        """What ventures put in."""
        return ventures.total(self.ventures)[0]

    @property
    def ventures_bring(self) -> float:
        """The contribution of ventures, counted with their chances."""
        return ventures.total(self.ventures)[1]

    @property
    def put_in(self) -> float:
        """All money over the horizon: the products' and what ventures cost."""
        return float(self.spent.sum()) + self.ventures_cost

    @property
    def unknown(self) -> tuple[str, ...]:
        """The products whose return is not known: locked, and out of every return."""
        return tuple(
            name for name, known in zip(self.evidence.products, self.evidence.returning, strict=True) if not known
        )

    @property
    def spent(self) -> Array:
        """Each product's money over the horizon, moved people's pay included."""
        return self.course.spent

    @cached_property
    def gains(self) -> Array:
        """What each product contributes more than today."""
        return horizon.gains(self.evidence.curves, self.course)

    @property
    def gain(self) -> float:
        return float(self.gains.sum()) + self.ventures_bring

    @property
    def roi(self) -> float | None:
        """The portfolio's return over the horizon; None where nothing is put in."""
        return _roi(
            self.contribution + self.gain, float(self.spent[self.evidence.returning].sum()) + self.ventures_cost
        )

    @property
    def roi_today(self) -> float | None:
        """The portfolio's return at today's budgets."""
        return _roi(self.contribution, float(self.evidence.today[self.evidence.returning].sum()))

    @property
    def earned(self) -> dict[str, float]:
        """Today's contribution of each product; 0 where none is known."""
        return dict(zip(self.evidence.products, self.evidence.table["contribution"].fillna(0.0), strict=True))

    @property
    def contribution(self) -> float:
        """Today's contribution of all products."""
        return float(self.evidence.table["contribution"].sum())

    @cached_property
    def range(self) -> Range:
        """How sure the gain is: the board's own arithmetic under each draw."""
        powers = chances.of(self.evidence, SCREEN_DRAWS).powers
        gains = horizon.gains_with(self.evidence.curves, powers, self.course).sum(axis=1)
        return chances.summary(gains + self._of_ventures())

    def _of_ventures(self) -> Array:
        """What ventures bring under each draw: all of it, or nothing, as their chances say."""
        luck = np.random.default_rng(chances.SEED).random((SCREEN_DRAWS, len(self.ventures)))
        brought = [np.where(luck[:, at] < each.chance, each.brings, 0.0) for at, each in enumerate(self.ventures)]
        return np.sum(brought, axis=0) if brought else np.zeros(SCREEN_DRAWS)


def _roi(contribution: float, investment: float) -> float | None:
    return (contribution - investment) / investment if investment > 0 else None


def horizon_months() -> tuple[date, date]:
    """The last twelve months with actual figures, which stand for the next twelve."""
    months = session.read("months", basis="actual", **session.UNFILTERED)
    last = max(month.date() for month in months["last_month"])
    return windows.shift(last, 1 - evidence.HORIZON), last


def periods() -> pd.DataFrame:
    """Every product's periods of actual figures."""
    return _periods(date.min, date.max)


def recent() -> pd.DataFrame:
    """Every product's periods in the last twelve months."""
    return _periods(*horizon_months())


def _periods(first: date, last: date) -> pd.DataFrame:
    return session.read(
        "product_periods", first_month=first, last_month=last, basis="actual", by=None, **session.UNFILTERED
    )


def missing() -> str:
    """Why nothing can be reallocated, in a few words; empty where a product's contribution and investment are known."""
    now = recent()
    if not now["investment"].notna().any():
        return "no investment is reported"
    if not now["whole"].any():
        return "no contribution is known, because revenue or variable cost is not reported"
    return "" if evidence.today(now)["contribution"].notna().any() else "no product has both for a month of the last 12"


def of(content: dict[str, Any]) -> WhatIf:
    """A scenario's content on the data at hand; what names a product that is gone is left out, and said."""
    now = recent()
    limits, gone = _known(content.get("limits", {}), set(now["product"]))
    asked = brief.parsed(limits)
    opinions = str([sorted(asked.answers.items()), sorted(asked.typed.items())])
    found = session.computed(lambda: brief.gathered(asked, now, periods()), "evidence", opinions=opinions)
    people = session.read("product_people").set_index("product")["people"]
    today = {name: int(cents) for name, cents in zip(found.products, rounded(found.today), strict=True)}
    there = {name: round(float(people.get(name, 0.0)) * 100) for name in found.products}
    scenario, refused = _replayed(Scenario(today, there), content)
    gaps = [each for each in complete.left_out(now, Definition.ROI) if each.gap is Gap.CONTRIBUTION]
    return WhatIf(content, asked, found, scenario, (*gone, *refused), tuple(gaps))


def _known(limits: dict[str, Any], products: set[str]) -> tuple[dict[str, Any], list[str]]:
    gone = [name for name in limits.get("products", {}) if name not in products]
    kept = {name: each for name, each in limits.get("products", {}).items() if name in products}
    return {**limits, "products": kept}, [
        f"{name} is not in the data any more: its limits are left out." for name in gone
    ]


def _replayed(start: Scenario, content: dict[str, Any]) -> tuple[Scenario, list[str]]:
    """The scenario after its edits; those that this data does not allow are left out, each with its reason."""
    scenario, refused = start, []
    for edit in content.get("edits", []):
        try:
            scenario = scenario.moved(tuple(Transfer(**each) for each in edit))
        except Impossible as reason:
            refused.append(str(reason))
    undone = tuple(tuple(Transfer(**each) for each in edit) for edit in content.get("undone", []))
    return replace(scenario, undone=undone), refused


def written(scenario: Scenario, content: dict[str, Any]) -> dict[str, Any]:
    """The content with a scenario's edits."""
    return {
        **content,
        "edits": [[vars(each) for each in edit] for edit in scenario.edits],
        "undone": [[vars(each) for each in edit] for edit in scenario.undone],
    }


def with_venture(content: dict[str, Any], venture: Venture) -> dict[str, Any]:
    """The content with one more move that is no slider."""
    return {**content, "ventures": [*content.get("ventures", []), venture.as_json()]}
