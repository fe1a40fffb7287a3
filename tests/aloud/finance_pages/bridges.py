"""What moved a return and a profit, from the definitions, in fractions: the steps sum exactly to the difference."""

from collections import defaultdict
from fractions import Fraction

from tests.independent.comparisons import Pairing
from tests.independent.returns import ROI, ProductMonth

Parts = dict[tuple[str, str], list[ProductMonth]]
Steps = dict[str, Fraction]
NAMES = {  # of the steps on screen, where they are not those of the definitions
    "mix": "mix effect",
    "rate": "rate effect",
    "entered": "new products",
    "left": "discontinued products",
    "discontinued": "discontinued products",
    "no base": "products without investment",
    "revenue at last margin": "revenue effect",
    "margin change": "margin effect",
    "without units": "products without units",
}
SMALLEST_REVENUE = Fraction(1, 100)  # of its margin, below which no margin per revenue is told


def parts(pairing: Pairing, side: str, back: int) -> Parts:
    """The product-months of one side by product and stage."""
    found: Parts = defaultdict(list)
    for each in getattr(pairing, side):
        later = each.month + (back if side == "before" else 0)
        found[each.product, pairing.stages[each.product, later]].append(each)
    return dict(found)


def of_return(pairing: Pairing, back: int, measured: str) -> dict[str, Steps]:
    """Each product's mix, rate, entered and left, of those with a base: weights are of investment, else of cost."""
    sides = [_weighed(parts(pairing, side, back), measured) for side in ("before", "now")]
    level = sum((weight * ratio for weight, ratio in sides[0].values()), Fraction(0))
    found: dict[str, Steps] = {}
    for key in sorted(sides[0].keys() | sides[1].keys()):
        own = found.setdefault(key[0], dict.fromkeys(("mix", "rate", "entered", "left"), Fraction(0)))
        (w0, r0), (w1, r1) = (side.get(key, (None, Fraction(0))) for side in sides)
        if w0 is not None and w1 is not None:
            own["mix"] += (w1 - w0) * (r0 - level)
            own["rate"] += w1 * (r1 - r0)
        elif w1 is not None:
            own["entered"] += w1 * (r1 - level)
        elif w0 is not None:
            own["left"] -= w0 * (r0 - level)
    return found


def _weighed(of: Parts, measured: str) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """The weight and the return of each part that has a base."""
    bases = {key: sum(base(each, measured) for each in rows) for key, rows in of.items()}
    earned = {key: sum(each.contribution or 0 for each in rows) for key, rows in of.items()}
    whole = sum(bases.values())
    return {
        key: (Fraction(below, whole), Fraction(earned[key] - (below if measured == ROI else 0), below))
        for key, below in bases.items()
        if below and whole
    }


def base(each: ProductMonth, measured: str) -> int:
    return (each.invested or 0) if measured == ROI else each.matched_cost


def of_money(pairing: Pairing, back: int, whole: str, units: list[dict[tuple[str, int], int]]) -> Steps:
    """The steps of `profit`, `contribution` or `revenue`, with its ends; cents."""
    sides = [
        {key: _sums(rows, whole, sold) for key, rows in parts(pairing, side, back).items()}
        for side, sold in zip(("before", "now"), units, strict=True)
    ]
    keys = sides[0].keys() | sides[1].keys()
    pairs = {key: tuple(side.get(key, NOTHING) for side in sides) for key in keys}
    stays = {key: pair for key, pair in pairs.items() if all(each["any"] for each in pair)}
    counted = {k: pair for k, pair in stays.items() if all((each["units"] or 0) > 0 for each in pair)}
    steps: Steps = {}
    if counted:
        steps |= _price_volume_mix(counted, "revenue" if whole == "revenue" else "margin")
    if counted and whole != "revenue":
        dearer = -sum(
            ((b["cost"] / b["units"] - a["cost"] / a["units"]) * b["units"] for a, b in counted.values()), Fraction(0)
        )
        steps = {"price": steps.pop("price") - dearer, "unit cost": dearer, **steps}
    others = [pair for key, pair in stays.items() if key not in counted]
    steps |= _others(others, whole, bool(counted))
    if whole == "profit":
        steps["investment"] = -sum((b["investment"] - a["investment"] for a, b in stays.values()), Fraction(0))
    gone = [pair for key, pair in pairs.items() if key not in stays]
    steps |= {"new products": sum((b[whole] for _, b in gone), Fraction(0))}
    steps |= {"discontinued": -sum((a[whole] for a, _ in gone), Fraction(0))}
    steps = {name: effect for name, effect in steps.items() if effect or name not in {"new products", "discontinued"}}
    ends = [sum((pair[n][whole] for pair in pairs.values()), Fraction(0)) for n in (0, 1)]
    return {"before": ends[0], **steps, "now": ends[1]}


NOTHING = {"units": None, "any": False} | dict.fromkeys(
    ("revenue", "cost", "investment", "margin", "contribution", "profit"), Fraction(0)
)


def _sums(rows: list[ProductMonth], whole: str, units: dict[tuple[str, int], int]) -> dict:
    matched = whole != "revenue"
    revenue = sum((each.matched_revenue if matched else each.revenue) or 0 for each in rows)
    cost, investment = sum(each.matched_cost for each in rows), sum(each.invested or 0 for each in rows)
    sold = [units.get((each.product, each.month)) for each in rows]
    found = {
        "revenue": Fraction(revenue),
        "cost": Fraction(cost),
        "investment": Fraction(investment),
        "margin": Fraction(revenue - cost),
        "contribution": Fraction(revenue - cost),
        "profit": Fraction(revenue - cost - investment),
        "units": None if None in sold else Fraction(sum(each or 0 for each in sold)),
    }
    has = {"revenue": ("revenue", "cost"), "contribution": ("revenue", "cost", "margin")}
    return found | {"any": any(found[name] for name in has.get(whole, ("revenue", "cost", "profit")))}


def _price_volume_mix(counted: dict, of: str) -> Steps:
    before, now = (sum(pair[n]["units"] for pair in counted.values()) for n in (0, 1))
    average = sum(a[of] for a, _ in counted.values()) / before
    price = sum(((b[of] / b["units"] - a[of] / a["units"]) * b["units"] for a, b in counted.values()), Fraction(0))
    mix = sum(
        ((b["units"] / now - a["units"] / before) * (a[of] / a["units"] - average) for a, b in counted.values()),
        Fraction(0),
    )
    return {"price": price, "volume": (now - before) * average, "mix": now * mix}


def _others(pairs: list, whole: str, beside: bool) -> Steps:
    """The steps of products that sell no units."""
    if not pairs:
        return {}
    grown = Fraction(0)
    for a, b in pairs:
        telling = a["revenue"] and abs(a["revenue"]) >= SMALLEST_REVENUE * abs(a["margin"])
        grown += a["margin"] / a["revenue"] * (b["revenue"] - a["revenue"]) if telling else 0
    if whole == "revenue":
        name = "without units" if beside else "products in both"
        return {name: sum((b["revenue"] - a["revenue"] for a, b in pairs), Fraction(0))}
    change = sum((b["margin"] - a["margin"] for a, b in pairs), Fraction(0))
    return {"revenue at last margin": grown, "margin change": change - grown}


def on_screen(steps: Steps) -> Steps:
    """The steps by their names on screen."""
    return {NAMES.get(name, name): effect for name, effect in steps.items()}


def within_sight(steps: Steps) -> Steps:
    """The steps of a waterfall that are drawn: the ends, and what is more than a two-thousandth of the larger one."""
    least = max(abs(steps["before"]), abs(steps["now"])) / 2000
    return {name: effect for name, effect in steps.items() if name in {"before", "now"} or abs(effect) > least}
