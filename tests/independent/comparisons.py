"""A window beside the same months of the year before: product by product and month by month, by one definition."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.independent.ledger import MONEY, Fact
from tests.independent.returns import ROI, Money, ProductMonth, money, product_months, ratio, span_text, total

Known = Callable[[ProductMonth], bool]
Given = set[tuple[str, int]]
BOTH, ENTERED, LEFT = "both", "entered", "left"


@dataclass
class Pairing:
    """The product-months that stand on each side, and how many stand on neither."""

    before: list[ProductMonth] = field(default_factory=list)
    now: list[ProductMonth] = field(default_factory=list)
    dropped: set[tuple[str, int]] = field(default_factory=set)
    idle: int = 0  # pairs of which one side has no figure, though the product was there
    stages: dict[tuple[str, int], str] = field(default_factory=dict)  # by product and later month

    @property
    def months(self) -> set[int]:
        """The later months that are compared."""
        return {month for _, month in self.stages}


def year_before(facts: list[Fact], span: tuple[int, int], measured: str, step: int = 1) -> dict[str, object] | None:
    """The comparison as the command line gives it; None where no month is reported in both years.

    A fact is of `step` months, the first of which it names; what the span cuts in two is not in it.
    """
    reported = {fact.month for fact in facts if fact.measure in MONEY}
    back = -(-(span[1] - span[0] + 1) // 12) * 12
    now = run([t for t in range(span[0], span[1] - step + 2) if t in reported and t - back in reported], step)
    if now is None:
        return None
    months, given = product_months(facts), {(fact.product, fact.month) for fact in facts}
    revenue = paired(months, given, now, back, lambda each: each.revenue is not None)
    earned = paired(months, given, now, back, lambda each: each.whole)
    returned = paired(months, given, now, back, lambda each: each.returned) if measured == ROI else earned
    sums = _both("revenue", revenue, lambda each: each.revenue)
    return {
        "before": span_text((now[0] - back, now[1] + step - 1 - back)),
        "now": span_text((now[0], now[1] + step - 1)),
        "months": now[1] + step - now[0],
        "definition": measured,
        **sums,
        "revenue_growth": _growth(sums["revenue"], sums["revenue_now"]),
        **_both("contribution", earned, lambda each: each.contribution),
        "roi": _return(returned.before, measured),
        "roi_now": _return(returned.now, measured),
        "dropped": {
            "revenue": len(revenue.dropped),
            "contribution": len(earned.dropped),
            "roi": len(returned.dropped),
        },
    }


def run(months: list[int], step: int = 1) -> tuple[int, int] | None:
    """The months, or the first ones of periods, without a gap that end with the latest."""
    if not months:
        return None
    first = months[-1]
    while first - step in months:
        first -= step
    return first, months[-1]


def paired(months: list[ProductMonth], given: Given, now: tuple[int, int], back: int, known: Known) -> Pairing:
    """Each product's months of both years: a year without any figure of one had nothing; what is half known is dropped.

    `given` are the products and months with a figure of any kind.
    """
    return _paired((_Side(months, given), _Side(months, given)), now, back, known)


def beside_plan(
    plan: tuple[list[ProductMonth], Given],
    actual: tuple[list[ProductMonth], Given],
    span: tuple[int, int],
    known: Known,
) -> Pairing:
    """The same months as they were planned and as they came; each side with what is given of it."""
    return _paired((_Side(*plan), _Side(*actual)), span, 0, known)


class _Side:
    """What is known of the product-months of one side."""

    def __init__(self, months: list[ProductMonth], given: Given) -> None:
        self.months = {(each.product, each.month): each for each in months}
        self.given = given
        self._lives: dict[str, list[int]] = {}
        for product, month in given:
            self._lives.setdefault(product, []).append(month)

    def alive(self, product: str, month: int) -> bool:
        life = self._lives.get(product)
        return bool(life) and min(life or [0]) <= month <= max(life or [0])


def _paired(sides: tuple[_Side, _Side], now: tuple[int, int], back: int, known: Known) -> Pairing:
    found = Pairing()
    for product in {product for side in sides for product, _ in side.given}:
        for t in range(now[0], now[1] + 1):
            keys = (product, t - back), (product, t)
            there = [key in side.given for key, side in zip(keys, sides, strict=True)]
            fine = [key in side.months and known(side.months[key]) for key, side in zip(keys, sides, strict=True)]
            if fine != there:
                found.dropped.add((product, t))
            elif any(there):
                alive = [side.alive(*key) for key, side in zip(keys, sides, strict=True)]
                stage = (
                    BOTH if all(a or b for a, b in zip(there, alive, strict=True)) else LEFT if there[0] else ENTERED
                )
                found.stages[product, t] = stage
                found.idle += stage == BOTH and not all(there)
                found.before += [sides[0].months[keys[0]]] if there[0] else []
                found.now += [sides[1].months[keys[1]]] if there[1] else []
    return found


def _both(name: str, pairing: Pairing, of: Callable[[ProductMonth], int | None]) -> dict[str, Money]:
    sides = {name: pairing.before, f"{name}_now": pairing.now}
    return {key: money(total(of(each) for each in side)) for key, side in sides.items()}


def _growth(before: Money, now: Money) -> Money:
    return now / before - 1 if before is not None and now is not None and before > 0 else None


def _return(months: list[ProductMonth], measured: str) -> Money:
    contribution = total(each.contribution for each in months)
    if measured != ROI:
        return ratio(contribution, sum(each.matched_cost for each in months))
    invested = total(each.invested for each in months)
    return None if contribution is None or invested is None else ratio(contribution - invested, invested)
