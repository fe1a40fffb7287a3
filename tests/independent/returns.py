"""Contribution and return by their rule, computed from whole cents with fractions; nothing of the product is used.

A blank is not known, a written zero is a figure. A cell is one product, month, segment and region. What a ratio needs
is known on both of its sides for the same cells, and what that leaves out is counted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.independent.ledger import MONEY, Fact, named

Money = Fraction | None
ROI, ON_COST = "ROI", "return on cost"
NOT_GIVEN = "not given"


@dataclass(frozen=True)
class Cut:
    """A filter by one value of a line, segment or region; None: where it is blank."""

    by: str
    value: str | None

    def holds(self, fact: Fact) -> bool:
        return getattr(fact, self.by) == self.value

    def may_hold(self, fact: Fact) -> bool:
        """Whether the fact does not say that it is outside."""
        return self.holds(fact) or getattr(fact, self.by) is None


Cuts = tuple[Cut, ...]
Answers = dict[str, bool]  # by product, whether a blank investment is said to mean that nothing was invested


@dataclass
class Side:
    """What one cell holds: its sums, and the measures that each of its lines gives."""

    revenue: int | None = None
    cost: int | None = None
    lines: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, fact: Fact) -> None:
        setattr(self, fact.measure, (getattr(self, fact.measure) or 0) + fact.cents)
        self.lines[fact.upload, fact.line_number].add(fact.measure)

    @property
    def torn(self) -> bool:
        """Whether a line gives revenue without cost though another one gives both."""
        given = list(self.lines.values())
        return {"revenue", "cost"} in given and {"revenue"} in given


@dataclass
class ProductMonth:
    """One product in one month, in cents; None is not known."""

    product: str
    month: int
    revenue: int | None = None
    cost: int | None = None
    investment: int | None = None  # as stated
    matched: int = 0  # cells
    matched_revenue: int = 0
    matched_cost: int = 0
    lonely_revenue: int | None = None
    lonely_cost: int | None = None
    invested: int | None = None  # what is known of it

    @property
    def contribution(self) -> int | None:
        return self.matched_revenue - self.matched_cost if self.matched else None

    @property
    def whole(self) -> bool:
        return bool(self.matched) and self.lonely_revenue is None and self.lonely_cost is None

    @property
    def returned(self) -> bool:
        """Whether all that a return on investment needs is known."""
        return self.whole and self.invested is not None


def product_months(facts: Iterable[Fact], *cuts: Cut, answers: Answers | None = None) -> list[ProductMonth]:
    """Every product-month of the facts of one basis, within filters; of a product without money none."""
    facts = list(facts)
    money = [fact for fact in facts if fact.measure in MONEY]
    inside = [fact for fact in facts if held(fact, cuts)]
    priced = [fact for fact in inside if fact.measure in MONEY]
    elsewhere = _without_the_grain(money, cuts)
    traded = {fact.product for fact in priced}
    by_month: dict[tuple[str, int], list[Fact]] = {
        (fact.product, fact.month): [] for fact in inside if fact.product in traded
    }
    for fact in priced:
        by_month[fact.product, fact.month].append(fact)
    known = _Investment(priced, answers or {})
    return [_one(key, own, elsewhere.get(key, set()), known) for key, own in sorted(by_month.items())]


def held(fact: Fact, cuts: Cuts) -> bool:
    return all(cut.holds(fact) for cut in cuts)


def _without_the_grain(money: list[Fact], cuts: Cuts) -> dict[tuple[str, int], set[str]]:
    """The measures of a product-month that some cell gives without a dimension of the filters."""
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for fact in money:
        if not held(fact, cuts) and all(cut.may_hold(fact) for cut in cuts):
            found[fact.product, fact.month].add(fact.measure)
    return found


class _Investment:
    """Whether a blank investment means that nothing was spent."""

    def __init__(self, inside: list[Fact], answers: Answers) -> None:
        stated = [fact for fact in inside if fact.measure == "investment"]
        self._products = {fact.product for fact in stated}
        self._months = [fact.month for fact in stated]
        self._answers = answers

    def of_a_blank(self, product: str, month: int) -> int | None:
        if product in self._answers:
            return 0 if self._answers[product] else None
        between = bool(self._months) and min(self._months) <= month <= max(self._months)
        return 0 if product in self._products and between else None


def _one(key: tuple[str, int], own: list[Fact], elsewhere: set[str], known: _Investment) -> ProductMonth:
    found = ProductMonth(*key)
    cells: dict[tuple[str | None, str | None], Side] = defaultdict(Side)
    for fact in own:
        setattr(found, fact.measure, (getattr(found, fact.measure) or 0) + fact.cents)
        if fact.measure != "investment":
            cells[fact.segment, fact.region].add(fact)
    for place, cell in cells.items():
        if "cost" not in elsewhere and _is_matched(place, cell, cells):
            found.matched += 1
            found.matched_revenue += cell.revenue or 0
            found.matched_cost += cell.cost or 0
        else:
            found.lonely_revenue = total([found.lonely_revenue, cell.revenue])
            found.lonely_cost = total([found.lonely_cost, cell.cost])
    if "investment" not in elsewhere:
        stated = found.investment
        found.invested = known.of_a_blank(*key) if stated is None else stated
    return found


Place = tuple[str | None, str | None]


def _is_matched(place: Place, cell: Side, cells: dict[Place, Side]) -> bool:
    if cell.revenue is not None and cell.cost is not None:
        return not cell.torn
    needed = "cost" if cell.cost is None else "revenue"
    return any(
        other != place and getattr(beside, needed) is not None and _compatible(place, other)
        for other, beside in cells.items()
    )


def _compatible(one: Place, other: Place) -> bool:
    return all(a == b or a is None or b is None for a, b in zip(one, other, strict=True))


def total(amounts: Iterable[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known else None


def money(cents: int | None) -> Money:
    return None if cents is None else Fraction(cents, 100)


def ratio(above: int | None, below: int | None) -> Money:
    return Fraction(above, below) if above is not None and below else None


def ratio_of(amount: Fraction, cents: int | None) -> Money:
    """The part that an amount is of a sum; None of nothing."""
    return amount / Fraction(cents, 100) if cents else None


def definition(months: list[ProductMonth]) -> str:
    """Return on investment where the window has one, else on cost."""
    return ROI if sum(each.invested or 0 for each in months if each.returned) else ON_COST


def figures(months: list[ProductMonth], measured: str) -> dict[str, Money]:
    """The sums and ratios of some product-months."""
    contribution = total(each.contribution for each in months)
    if measured == ROI:
        counted = [each for each in months if each.returned]
        earned, base = total(each.contribution for each in counted), total(each.invested for each in counted)
    else:
        earned, base = contribution, total(each.matched_cost for each in months if each.matched)
    gained = earned if earned is None or base is None or measured != ROI else earned - base
    sums = {name: money(total(getattr(each, name) for each in months)) for name in MONEY}
    return {
        **sums,
        "contribution": money(contribution),
        "margin": ratio(contribution, sum(each.matched_revenue for each in months)),
        "roi": ratio(gained, base),
        "roi_contribution": money(earned),
        "roi_base": money(base),
    }


def base_of(months: list[ProductMonth], measured: str) -> int | None:
    """What a return is measured on, in cents."""
    if measured == ROI:
        return total(each.invested for each in months if each.returned)
    return total(each.matched_cost for each in months if each.matched)


def left_out(months: list[ProductMonth], measured: str) -> dict[str, dict[str, tuple[Money, int]]]:
    """What the ratios do not take in: by what it is, each product's amount and number of months."""
    parts = {
        "revenue without cost": [(each, each.lonely_revenue) for each in months],
        "cost without revenue": [(each, each.lonely_cost) for each in months],
    }
    if measured == ROI:
        parts |= {
            "contribution without investment": [(each, each.contribution) for each in months if not each.returned],
            "investment without contribution": [(each, each.investment) for each in months if not each.whole],
        }
    found: dict[str, dict[str, tuple[Money, int]]] = {}
    for what, rows in parts.items():
        by_product: dict[str, list[int]] = defaultdict(list)
        for each, cents in rows:
            if cents:
                by_product[each.product].append(cents)
        if by_product:
            found[what] = {name: (money(sum(amounts)), len(amounts)) for name, amounts in by_product.items()}
    return found


def stated(months: list[ProductMonth]) -> dict[str, int | None]:
    """What each part of `left_out` is a part of, in cents."""
    return {
        "revenue without cost": total(each.revenue for each in months),
        "cost without revenue": total(each.cost for each in months),
        "contribution without investment": total(each.contribution for each in months),
        "investment without contribution": total(each.investment for each in months),
    }


def groups(
    facts: list[Fact], by: str, span: tuple[int, int], measured: str, *cuts: Cut, answers: Answers | None = None
) -> dict[str, dict[str, Money]]:
    """The figures of each value of a line, segment or region, of what does not say it under "not given"."""
    found = {}
    for value in {getattr(fact, by) for fact in facts}:
        months = within(product_months(facts, *cuts, Cut(by, value), answers=answers), span)
        if months:
            found[NOT_GIVEN if value is None else value] = figures(months, measured)
    return found


def within(months: list[ProductMonth], span: tuple[int, int]) -> list[ProductMonth]:
    return [each for each in months if span[0] <= each.month <= span[1]]


def by_product(months: list[ProductMonth]) -> dict[str, list[ProductMonth]]:
    found: dict[str, list[ProductMonth]] = defaultdict(list)
    for each in months:
        found[each.product].append(each)
    return dict(found)


def span(text: str, own: set[int], actual: set[int]) -> tuple[int, int]:
    """The months of a window: a plan reaches as far as the actual figures do, where it begins before their end."""
    first, last = min(own), max(own)
    if actual and first <= max(actual):
        last = min(last, max(actual))
    named_spans = {"12m": last - 11, "ytd": last - last % 12, "all": first}
    if text in named_spans:
        return named_spans[text], last
    start, end = (int(part[:4]) * 12 + int(part[5:]) - 1 for part in text.split(".."))
    return start, end


def span_text(months: tuple[int, int]) -> str:
    """Months as they are printed: one, a quarter or year of its own, or from one to another.

    >>> span_text((24300, 24300)), span_text((24300, 24311)), span_text((24303, 24305)), span_text((24299, 24310))
    ('2025-01', '2025', '2025-Q2', '2024-12..2025-11')
    """
    first, count = months[0], months[1] - months[0] + 1
    if count == 1:
        return named(first)
    if count == 12 and first % 12 == 0:
        return str(first // 12)
    if count == 3 and first % 3 == 0:
        return f"{first // 12}-Q{first % 12 // 3 + 1}"
    return f"{named(first)}..{named(months[1])}"
