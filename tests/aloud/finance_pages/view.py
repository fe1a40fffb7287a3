"""What the engine makes of a portfolio under a window, a basis, a filter and answers to blanks."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from tests.aloud.finance_pages import bridges
from tests.independent import comparisons, returns
from tests.independent.comparisons import Pairing
from tests.independent.ledger import MONEY, Fact, Ledger
from tests.independent.returns import ON_COST, ROI, Answers, Cut, Money, ProductMonth

NAMES = {ROI: "ROI", ON_COST: "Return on cost"}
NEEDED = {"profit": "return", "contribution": "contribution", "revenue": "revenue"}
KNOWN: dict[str, Callable[[ProductMonth], bool]] = {
    "revenue": lambda each: each.revenue is not None,
    "investment": lambda each: each.invested is not None,
    "contribution": lambda each: each.whole,
    "return": lambda each: each.returned,
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_text(of: int) -> str:
    return f"{MONTHS[of % 12]} {of // 12}"


def period_text(first: int, step: int) -> str:
    """A month, a quarter or a year as pages write it."""
    year, at = divmod(first, 12)
    return {1: month_text(first), 3: f"Q{at // 3 + 1} {year}", 12: str(year)}[step]


def span_text(first: int, last: int) -> str:
    """Months as pages write them."""
    return month_text(first) if first == last else f"{month_text(first)} – {month_text(last)}"


def dropped_text(count: int) -> str:
    return f", {'one product-month' if count == 1 else f'{count:,} product-months'} left out" if count else ""


def idle_text(count: int) -> str:
    many = "one product-month" if count == 1 else f"{count:,} product-months"
    return f"; {many} without any figure count{'s' if count == 1 else ''} as nothing" if count else ""


@dataclass
class View:
    """The filters, and from them every sum that pages show."""

    ledger: Ledger
    window: str = "12m"
    basis: str = "actual"
    cuts: tuple[Cut, ...] = ()
    answers: Answers = field(default_factory=dict)
    files: tuple[str, ...] = ()  # of the uploads, in their order

    def facts_of(self, basis: str) -> list[Fact]:
        return [fact for fact in self.ledger.facts() if fact.basis == basis]

    def months_of(self, basis: str) -> list[ProductMonth]:
        """Every product-month of a basis under the filter."""
        return returns.product_months(self.facts_of(basis), *self.cuts, answers=self.answers)

    @cached_property
    def facts(self) -> list[Fact]:
        return self.facts_of(self.basis)

    @cached_property
    def every(self) -> list[ProductMonth]:
        return self.months_of(self.basis)

    @cached_property
    def span(self) -> tuple[int, int]:
        own, actual = (
            {fact.month for fact in self.facts_of(basis) if fact.measure in MONEY} for basis in (self.basis, "actual")
        )
        return returns.span(self.window, own, actual)

    @cached_property
    def months(self) -> list[ProductMonth]:
        return returns.within(self.every, self.span)

    @cached_property
    def measured(self) -> str:
        return returns.definition(self.months)

    @cached_property
    def portfolio(self) -> dict[str, Money]:
        return returns.figures(self.months, self.measured)

    @cached_property
    def products(self) -> dict[str, dict[str, Money]]:
        return {name: self.of(own) for name, own in returns.by_product(self.months).items()}

    def of(self, months: list[ProductMonth]) -> dict[str, Money]:
        return returns.figures(months, self.measured)

    @cached_property
    def by_month(self) -> dict[int, dict[str, Money]]:
        found: dict[int, list[ProductMonth]] = defaultdict(list)
        for each in self.months:
            found[each.month].append(each)
        return {month: self.of(own) for month, own in sorted(found.items())}

    @cached_property
    def rois(self) -> dict[str, Fraction]:
        """The returns that are known, by product."""
        return {name: of["roi"] for name, of in self.products.items() if of["roi"] is not None}

    @cached_property
    def contributions(self) -> dict[str, Fraction]:
        known = {name: of["contribution"] for name, of in self.products.items() if of["contribution"] is not None}
        return dict(sorted(known.items(), key=lambda each: (-each[1], each[0])))

    def reported(self, basis: str) -> set[int]:
        inside = [fact for fact in self.facts_of(basis) if returns.held(fact, self.cuts)]
        return {fact.month for fact in inside if fact.measure in MONEY}

    @cached_property
    def back(self) -> int:
        return -(-(self.span[1] - self.span[0] + 1) // 12) * 12

    @cached_property
    def compared(self) -> tuple[int, int] | None:
        """The months that are compared with those of the year before."""
        reported = self.reported(self.basis)
        both = [t for t in range(self.span[0], self.span[1] + 1) if t in reported and t - self.back in reported]
        return comparisons.run(both)

    @property
    def cut_short(self) -> bool:
        return self.compared is not None and self.compared != self.span

    def given(self, basis: str) -> set[tuple[str, int]]:
        return {(fact.product, fact.month) for fact in self.facts_of(basis) if returns.held(fact, self.cuts)}

    def pair(self, need: str) -> Pairing:
        """The year before and now, of what both know."""
        assert self.compared
        return comparisons.paired(self.every, self.given(self.basis), self.compared, self.back, KNOWN[need])

    @property
    def needed(self) -> str:
        return "return" if self.measured == ROI else "contribution"

    def ranges(self) -> str:
        assert self.compared
        first, last = self.compared
        cut = ", the months with both" if self.cut_short else ""
        return f"{span_text(first, last)} against {span_text(first - self.back, last - self.back)}{cut}"

    def pair_text(self, need: str) -> str:
        pair = self.pair(need)
        return self.ranges() + dropped_text(len(pair.dropped)) + idle_text(pair.idle)

    def apart(self, need: str) -> str | None:
        """Of which months a change is, where these are not all that the figure beside it covers."""
        pair = self.pair(need)
        if not pair.months:
            return None
        span = span_text(*self.compared) if self.compared and self.cut_short else ""
        return f"{span}{dropped_text(len(pair.dropped))}".removeprefix(", ") or None

    def both(self, need: str, name: str) -> tuple[Money, Money]:
        """A figure of both years."""
        pair = self.pair(need)
        if name == "investment":
            sums = [returns.total(each.invested for each in side) for side in (pair.before, pair.now)]
            return returns.money(sums[0]), returns.money(sums[1])
        return self.of(pair.before)[name], self.of(pair.now)[name]

    def return_effects(self) -> dict[str, dict[str, Fraction]]:
        return bridges.of_return(self.pair(self.needed), self.back, self.measured)

    def return_steps(self) -> dict[str, Fraction]:
        """The bridge of the return; empty where a year has none."""
        before, now = self.both(self.needed, "roi")
        if before is None or now is None:
            return {}
        effects = self.return_effects().values()
        sums = {n: sum((each[n] for each in effects), Fraction(0)) for n in ("mix", "rate", "entered", "left")}
        steps = {"before": before, **sums, "no base": now - before - sum(sums.values()), "now": now}
        return bridges.on_screen(steps)

    def units(self, basis: str) -> dict[tuple[str, int], int]:
        found: dict[tuple[str, int], int] = defaultdict(int)
        for fact in self.facts_of(basis):
            if fact.measure == "units" and returns.held(fact, self.cuts):
                found[fact.product, fact.month] += fact.cents
        return dict(found)

    @cached_property
    def planned(self) -> tuple[int, int] | None:
        """The months of the window that have both actual figures and a budget."""
        both = self.reported("actual") & self.reported("budget") & set(range(self.span[0], self.span[1] + 1))
        return comparisons.run(sorted(both)) if self.basis == "actual" else None

    @property
    def against(self) -> str | None:
        """What the bridge of profit begins with: the prior year where there is one, else the budget."""
        return "prior year" if self.compared else "budget" if self.planned else None

    def bridged(self, need: str) -> Pairing:
        """Both sides of the bridge of profit."""
        if self.against == "prior year":
            return self.pair(need)
        assert self.planned
        plan, actual = ((self.months_of(basis), self.given(basis)) for basis in ("budget", "actual"))
        return comparisons.beside_plan(plan, actual, self.planned, KNOWN[need])

    @cached_property
    def bridged_first(self) -> str:
        """What the bridge is of at first: the first of these that both sides know; profit where they know none."""
        return next((whole for whole in NEEDED if self.money_steps(whole)), "profit")

    def bridged_text(self) -> str:
        need = NEEDED[self.bridged_first]
        pair = self.bridged(need)
        if self.against == "prior year":
            return self.pair_text(need)
        assert self.planned
        cut = ", the months with both" if self.planned != self.span else ""
        return span_text(*self.planned) + cut + dropped_text(len(pair.dropped)) + idle_text(pair.idle)

    def money_steps(self, whole: str) -> dict[str, Fraction]:
        """The bridge of profit, contribution or revenue; empty where a side is missing."""
        pair = self.bridged(NEEDED[whole])
        if not pair.before or not pair.now:
            return {}
        units = [self.units("budget" if self.against == "budget" else self.basis), self.units(self.basis)]
        steps = bridges.of_money(pair, 0 if self.against == "budget" else self.back, whole, units)
        return bridges.on_screen({name: effect / 100 for name, effect in steps.items()})
