"""What a product's cash is worth and how it ranks, from the definitions; powers of rates in floats."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.aloud.finance_pages.view import View
from tests.independent.returns import ON_COST, ROI, ProductMonth, base_of, figures

RATE = 0.1
RATES = [-0.95 + 0.002 * n for n in range(1500)] + [2.05 * 1.01**n for n in range(390)]
NO_TURN = "none: cash flows never change sign"


class Rates:
    """The text of an IRR: each rate is where the worth is 0."""

    def __init__(self, flows: list[Fraction]) -> None:
        self.flows = flows

    def __eq__(self, found: object) -> bool:
        text = str(found)
        turns = any(flow > 0 for flow in self.flows) and any(flow < 0 for flow in self.flows)
        if not turns or text == NO_TURN:
            return text == NO_TURN and not (turns and self.roots)
        shown = text.partition(" IRRs: ")[2] or text
        rates = [
            float(each.removesuffix(" %").replace(",", "").replace("−", "-")) / 100 for each in shown.split(" or ")
        ]
        return len(rates) == self.roots and all(self._turns_at(rate) for rate in rates)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.roots} rates of {[float(flow) for flow in self.flows]}"

    @property
    def roots(self) -> int:
        signs = [npv(self.flows, rate) > 0 for rate in RATES]
        return sum(one != other for one, other in pairwise(signs))

    def _turns_at(self, rate: float) -> bool:
        return (npv(self.flows, rate - 0.00051) > 0) != (npv(self.flows, rate + 0.00051) > 0)


def npv(flows: list[Fraction], rate: float) -> float:
    return sum(float(flow) / (1 + rate) ** (month / 12) for month, flow in enumerate(flows))


def flows(view: View, product: str) -> list[Fraction] | None:
    """Contribution less investment by month from the product's first to the last of all; None where one is unknown."""
    own = {each.month: each for each in view.every if each.product == product}
    if not all(each.returned for each in own.values()):
        return None
    last = max(each.month for each in view.every)
    return [_flow(own.get(month)) for month in range(min(own), last + 1)]


def _flow(each: ProductMonth | None) -> Fraction:
    return Fraction((each.contribution or 0) - (each.invested or 0), 100) if each else Fraction(0)


def of_product(view: View, product: str) -> dict[str, Any]:
    """The cells of one product; what is not known of its flows says nothing of its payback."""
    of = flows(view, product)
    grown = {"CAGR": growth(view, product)}
    if of is None:
        return {**grown, "NPV": None, "IRR": "–", "Payback": "–", "Discounted payback": "–"}
    paid = {"Payback": payback(of, 0.0), "Discounted payback": payback(of, RATE)}
    return {**grown, "NPV": npv(of, RATE), "IRR": Rates(of), **paid}


def payback(of: list[Fraction], rate: float) -> str:
    """The first month from which the flows added up stay at 0 or above."""
    added, first = 0.0, 1
    for month, flow in enumerate(of, 1):
        added += float(flow) / (1 + rate) ** ((month - 1) / 12)
        first = month + 1 if added < -1e-9 else first
    return f"{first} mo" if first <= len(of) else "not yet paid back"


def growth(view: View, product: str) -> float | None:
    """The yearly growth from the first to the last twelve months of at least 24."""
    own = {each.month: each.revenue for each in view.every if each.product == product}
    last = max(each.month for each in view.every)
    months = range(min(own), last + 1)
    if len(months) < 24 or max(own) <= last - 12 or None in own.values():
        return None
    ends = [sum(own.get(month) or 0 for month in part) for part in (months[:12], months[-12:])]
    if ends[0] <= 0 or ends[1] < 0:
        return None
    return (ends[1] / ends[0]) ** (12 / (len(months) - 12)) - 1


def ways(view: View) -> dict[str, dict[str, Any]]:
    """Each product's figure by every way to rank them, those that have any."""
    by_name = {name: [each for each in view.months if each.product == name] for name in view.products}
    offered = [ROI, ON_COST] if any(base_of(own, ROI) for own in by_name.values()) else [ON_COST]
    found = {way: {name: figures(own, way)["roi"] for name, own in by_name.items()} for way in offered}
    for title, column in (("contribution", "contribution"), ("contribution margin", "margin")):
        found[title] = {name: of[column] for name, of in view.products.items()}
    worth = {name: flows(view, name) for name in view.products}
    found["NPV"] = {name: None if of is None else npv(of, RATE) for name, of in worth.items()}
    known = {way: {name: value for name, value in of.items() if value is not None} for way, of in found.items()}
    return {way: of for way, of in known.items() if of}


def depends(view: View) -> set[str]:
    """The products that one way puts in the upper half and another in the lower."""
    halves: dict[str, set[bool]] = {}
    for of in ways(view).values():
        for name, value in of.items():
            place = 1 + sum(other > value for other in of.values())
            halves.setdefault(name, set()).add(place <= len(of) / 2)
    return {name for name, sides in halves.items() if len(sides) == 2}
