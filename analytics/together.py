"""Whether limits can hold together, whole choices and the number of changes included, by mixed-integer programming.

Each product has its budget x, whether it takes its point (a project, an ending), and whether it changes. HiGHS (Huangfu
and Hall 2018) finds budgets that keep a set of limits, or the least that one of them must give way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from analytics.question import Mask, Question
from analytics.trend import Array

Row = tuple[dict[int, float], float]  # by column, and at most how much
UNIT = 1e6  # the largest amount as the solver sees it, so that its tolerance is far below a cent of it
TOTAL, FLOOR, CEILING, GROUP, CHANGES = "the total", "the floor", "the ceiling", "group", "changes"


@dataclass(frozen=True)
class Limit:
    """One limit: a row g·x ≤ h of several products, a product's floor or ceiling, or how many may change."""

    kind: str
    name: str
    bound: float  # as it was given
    place: int = -1
    row: Mapping[int, float] = field(default_factory=dict)
    upper: bool = True  # a floor of a group is the negated row

    @property
    def said(self) -> str:
        """The limit with its amount."""
        if self.kind == CHANGES:
            return self.name
        return f"{self.name} {'of' if self.kind == TOTAL else 'at'} {self.bound:,.2f}"


class Together:
    """The limits of a question, and whether some of them hold together."""

    def __init__(self, question: Question) -> None:
        self.question, limits = question, question.limits
        point = question.points
        self._offered = ~np.isnan(point)
        self._project = self._offered & (limits.ceiling == 0) & (question.today == 0)
        largest = [limits.total, *limits.floor, *np.nan_to_num(point), *question.today, 1.0]
        finite = [each for each in limits.ceiling if np.isfinite(each)]
        self._scale = UNIT / max(largest + finite)
        self._point = np.nan_to_num(point) * self._scale
        self._most = UNIT * (len(point) + 1)

    @cached_property
    def every(self) -> list[Limit]:
        """All limits that somebody gave."""
        limits, (rows, bounds, names) = self.question.limits, self.question.limits.rows()
        for_row = zip(names, rows, bounds.tolist(), strict=True)
        found = [
            Limit(TOTAL if name == TOTAL else GROUP, name, abs(bound),
                  row={int(at): float(row[at]) for at in np.flatnonzero(row)}, upper=bool(row.max() > 0))
            for name, row, bound in for_row
        ]  # fmt: skip
        if limits.most_changed is not None:
            found.append(Limit(CHANGES, f"at most {limits.most_changed} products change", limits.most_changed))
        for at, name in enumerate(limits.products):
            if limits.floor[at] > 0:
                found.append(Limit(FLOOR, f"the minimum of {name}", float(limits.floor[at]), at))
            if np.isfinite(limits.ceiling[at]) and not self._project[at]:
                found.append(Limit(CEILING, f"the cap of {name}", float(limits.ceiling[at]), at))
        return found

    def hold(self, some: list[Limit]) -> bool:
        """Whether these limits can hold together."""
        return self._solved(some, None) is not None

    def allocation(self) -> tuple[Array, Mask] | None:
        """Budgets and what is taken as a whole, that keep every limit; None where none do."""
        return self._allocated(self._solved(self.every, None))

    def thriftiest(self) -> tuple[Array, Mask] | None:
        """The budgets of the least sum that keep every limit but the total; None where none do."""
        none = [replace(each, bound=0.0) if each.kind == TOTAL else each for each in self.every]
        return self._allocated(self._solved(none, next(each for each in none if each.kind == TOTAL)))

    def _allocated(self, found: tuple[Array, Array, float] | None) -> tuple[Array, Mask] | None:
        if found is None:
            return None
        whole = self._offered & (found[1] > 0.5)
        return np.where(whole, self.question.points, found[0] / self._scale), whole

    def given(self, limit: Limit, others: list[Limit]) -> float | None:
        """How far one limit must give way for the others to hold; None where that does not suffice."""
        found = self._solved([limit, *others], limit)
        if found is None:
            return None
        return found[2] if limit.kind == CHANGES else found[2] / self._scale

    def _solved(self, some: list[Limit], elastic: Limit | None) -> tuple[Array, Array, float] | None:
        """Budgets, points taken, and how much the elastic limit gives, the least that it can."""
        count = len(self._point)
        counts = any(each.kind == CHANGES for each in some)
        rows = [self._row(limit, limit is elastic) for limit in some]
        rows += self._points() + (self._changes() if counts else [])
        ceiling = np.where(self._project, UNIT, self._most)
        top = np.concatenate([ceiling, self._offered.astype(float), np.ones(count), [self._most if elastic else 0.0]])
        bottom = np.concatenate([np.minimum(self.question.limits.floor, 0.0) * self._scale, np.zeros(2 * count + 1)])
        whole = np.concatenate([np.zeros(count), self._offered, np.full(count, float(counts)), [0.0]])
        entries = [(value, at, column) for at, (row, _) in enumerate(rows) for column, value in row.items()]
        values, places, columns = zip(*entries, strict=True)
        table = csr_array((values, (places, columns)), shape=(len(rows), 3 * count + 1))
        within = LinearConstraint(table, ub=np.array([bound for _, bound in rows]))
        worth = np.append(np.zeros(3 * count), 1.0)
        found = milp(worth, integrality=whole, bounds=Bounds(bottom, top), constraints=within,
                     options={"mip_rel_gap": 0.0})  # fmt: skip
        if found.status != 0:
            return None
        return found.x[:count], found.x[count : 2 * count], float(found.x[-1])

    def _row(self, limit: Limit, elastic: bool) -> Row:
        """One limit as a row over budgets, points, changes and what it gives way."""
        count, at, bound = len(self._point), limit.place, limit.bound * self._scale
        gives = {3 * count: -1.0} if elastic else {}
        if limit.kind == FLOOR:
            return {at: -1.0, count + at: self._point[at] - bound, **gives}, -bound
        if limit.kind == CEILING:
            return {at: 1.0, count + at: bound - self._point[at], **gives}, bound
        if limit.kind == CHANGES:
            places = np.flatnonzero(self.question.counted)
            return {**dict.fromkeys((2 * count + places).tolist(), 1.0), **gives}, float(self.question.may_change or 0)
        return {**limit.row, **gives}, bound if limit.upper else -bound

    def _points(self) -> list[Row]:
        """A product that takes its point has its amount; a project has none else."""
        count, found = len(self._point), []
        for place in np.flatnonzero(self._offered).tolist():
            at, most = float(self._point[place]), 0.0 if self._project[place] else self._most
            found += [({place: -1.0, count + place: at}, 0.0), ({place: 1.0, count + place: most - at}, most)]
        return found

    def _changes(self) -> list[Row]:
        """A product that does not change keeps today's budget and takes no point."""
        count, found = len(self._point), []
        for place, today in enumerate((self.question.today * self._scale).tolist()):
            change = 2 * count + place
            found += [
                ({place: -1.0, change: -today}, -today),
                ({place: 1.0, change: today - self._most}, today),
                ({count + place: 1.0, change: -1.0}, 0.0),
            ]
        return found
