"""What finance adds to the KPIs page: its own KPIs, why a margin misses its budget, groups, and what leads revenue."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.aloud.finance_pages import plan
from tests.aloud.finance_pages.view import View as Finance
from tests.aloud.finance_pages.view import dropped_text
from tests.aloud.kpi_page.view import OF_FINANCE, View
from tests.independent import comparisons, kpis, leads, returns
from tests.independent.comparisons import Pairing
from tests.independent.kpis import Series
from tests.independent.leads import Lead, Values
from tests.independent.ledger import MONEY, Ledger
from tests.independent.returns import NOT_GIVEN, Cut, Money, ProductMonth, ratio

Effects = dict[str, dict[str, Fraction]]  # by product


@dataclass
class FinanceView(View):
    """KPIs of sheets beside those of a ledger of finance, under the filters of the page."""

    finance: Finance = field(default_factory=lambda: Finance(Ledger()))
    by: str = "line"  # what the groups are

    @cached_property
    def series(self) -> list[Series]:
        given = [one for one in kpis.series(self.sheets) if self._held(one)]
        own = plan.series(self.finance)
        weights = {one.definition.kpi: one.weight for one in given if one.definition.weight is not None}
        usual = sum(weights.values(), Fraction(0)) / len(weights) if weights else Fraction(1)
        return plan.ordered([*given, *(replace(one, weight=usual) for one in own)])

    def _held(self, one: Series) -> bool:
        """Whether the filters leave a KPI of a sheet: those of a product's line do, and none of segments."""
        lines = {fact.product: fact.line for fact in self.finance.ledger.facts() if fact.line is not None}
        return all(cut.by == "line" and lines.get(one.product) == cut.value for cut in self.finance.cuts)

    def own(self, one: Series) -> bool:
        return one.definition.kpi in {plan.REVENUE, plan.MARGIN}

    def share(self, one: Series) -> Fraction:
        return Fraction(1) if self.own(one) else super().share(one)

    def unit(self, one: Series) -> str:
        return "currency not stated" if one.definition.kpi == plan.REVENUE else super().unit(one)

    def meaning(self, kpi: str) -> str:
        said = dict(zip((plan.REVENUE, plan.MARGIN), OF_FINANCE, strict=True))
        return said.get(kpi) or super().meaning(kpi)

    @property
    def until(self) -> int:
        """The last month of what is reported: of sheets, and of finance in months that have a budget."""
        sides = [self._reported(basis, *(() if basis == "budget" else MONEY)) for basis in ("actual", "budget")]
        ends = [one.last + one.step - 1 for one in kpis.series(self.sheets)]
        return max([*ends, *(sides[0] & sides[1])])

    def _reported(self, basis: str, *measures: str) -> set[int]:
        return {f.month for f in self.finance.facts_of(basis) if f.measure in measures or not measures}

    def months(self, basis: str, *cuts: Cut) -> list[ProductMonth]:
        facts = self.finance.facts_of(basis)
        return returns.product_months(facts, *self.finance.cuts, *cuts, answers=self.finance.answers)

    # why a margin misses its budget

    @property
    def of_margin(self) -> bool:
        return self.looked_at.definition.kpi == plan.MARGIN

    def _sides(self) -> list[dict[str, ProductMonth]]:
        """What was planned and what came in the month that is looked at, of the products that have a budget of it."""
        at = self.looked_at.last
        planned, came = ({m.product: m for m in self.months(b) if m.month == at} for b in ("budget", "actual"))
        return [planned, {name: month for name, month in came.items() if name in planned}]

    @property
    def half_known(self) -> set[str]:
        """The products with revenue and without a contribution that is known."""
        return {n for side in self._sides() for n, m in side.items() if m.revenue is not None and not m.whole}

    @cached_property
    def effects(self) -> Effects:
        """Mix and rate of each product: what its weight, and what its own margin, makes of the whole's."""
        apart = self.half_known
        planned, came = (_weighed({n: m for n, m in side.items() if n not in apart}) for side in self._sides())
        level = sum((weight * margin for weight, margin in planned.values()), Fraction(0))
        found = {}
        for name in planned.keys() | came.keys():
            parts = dict.fromkeys(("mix", "rate", "entered", "left"), Fraction(0))
            (w0, r0), (w1, r1) = planned.get(name, (None, None)), came.get(name, (None, None))
            if w0 is None or r0 is None:
                parts["entered"] = (w1 or 0) * ((r1 or 0) - level)
            elif w1 is None or r1 is None:
                parts["left"] = -w0 * (r0 - level)
            else:
                parts |= {"mix": (w1 - w0) * (r0 - level), "rate": w1 * (r1 - r0)}
            found[name] = {**parts, "gap": sum(parts.values())}
        return found

    # groups against budget

    @cached_property
    def to_date(self) -> tuple[int, int] | None:
        """The months of the last year with actual figures that have a budget too."""
        actual, budget = (self.finance.reported(basis) for basis in ("actual", "budget"))
        last = max(actual, default=None)
        months = sorted(actual & budget & set(range(last // 12 * 12, last + 1))) if last is not None else []
        return comparisons.run(months)

    def _pair(self, value: str | None, known: str) -> Pairing:
        cut = Cut(self.by, value)
        given = [
            {(f.product, f.month) for f in self.finance.facts_of(basis) if returns.held(f, (*self.finance.cuts, cut))}
            for basis in ("budget", "actual")
        ]
        sides = [self.months(basis, cut) for basis in ("budget", "actual")]
        needs = {"revenue": lambda each: each.revenue is not None, "contribution": lambda each: each.whole}
        assert self.to_date
        return comparisons.beside_plan((sides[0], given[0]), (sides[1], given[1]), self.to_date, needs[known])

    @cached_property
    def pairs(self) -> dict[str, tuple[Pairing, Pairing]]:
        """By the name of each group, both sides where revenue is needed, and where a margin is."""
        if self.to_date is None or not self.by:
            return {}
        facts = [f for f in self.finance.ledger.facts() if returns.held(f, self.finance.cuts)]
        values = {getattr(fact, self.by) for fact in facts}
        return {v or NOT_GIVEN: (self._pair(v, "revenue"), self._pair(v, "contribution")) for v in values}

    @property
    def grouped(self) -> dict[Any, dict[str, Any]]:
        """Each group's row of the table."""
        known = {name: both for name, both in self.pairs.items() if any(side.before or side.now for side in both)}
        return {(name,): _against(*both) for name, both in known.items()}

    @property
    def left_out(self) -> dict[str, str | None]:
        """How many product-months of groups are left out."""
        counts = [sum(len(both[n].dropped) for both in self.pairs.values()) for n in (0, 1)]
        names = ("revenue", "margin")
        return {n: dropped_text(c).removeprefix(", ") or None for n, c in zip(names, counts, strict=True)}

    # what leads revenue

    @cached_property
    def leads(self) -> dict[str, Lead]:
        revenue: Values = {}
        for each in self.months("actual"):
            known = revenue.setdefault(each.product, {})
            if each.revenue is not None:
                known[each.month] = Fraction(each.revenue, 100)
        by_kpi: dict[str, Values] = {}
        for one in self.series:
            if one.step == 1 and one.definition.kpi != plan.REVENUE:
                by_kpi.setdefault(one.definition.kpi, {})[one.product] = one.actual
        found = {kpi: leads.strongest(values, revenue) for kpi, values in by_kpi.items()}
        return {kpi: lead for kpi, lead in found.items() if lead}


def _weighed(side: dict[str, ProductMonth]) -> dict[str, tuple[Fraction, Fraction]]:
    """Each product's part of revenue, and its margin, of those that have both."""
    known = {n: (m.contribution or 0, m.revenue) for n, m in side.items() if m.whole and m.revenue}
    whole = sum(revenue for _, revenue in known.values())
    return {n: (Fraction(revenue, whole), Fraction(earned, revenue)) for n, (earned, revenue) in known.items()}


def _against(revenue: Pairing, margin: Pairing) -> dict[str, Money]:
    sums = [returns.total(each.revenue for each in side) for side in (revenue.now, revenue.before)]
    margins = [
        ratio(returns.total(each.contribution for each in side), sum(each.matched_revenue for each in side))
        for side in (margin.now, margin.before)
    ]
    return {
        "Revenue": returns.money(sums[0]),
        "Budget": returns.money(sums[1]),
        "Of budget": ratio(sums[0], sums[1]),
        "Margin": margins[0],
        "Margin in budget": margins[1],
    }
