"""The spend check: how much moved between products, and who earns most beside what is spent on it."""

from fractions import Fraction

from tests.aloud.finance_pages.view import View
from tests.aloud.grammar import Expected, Said
from tests.independent import returns


def spend(view: View, said: Said) -> dict[str, Expected]:
    expected: dict[str, Expected] = {}
    expected["moved"] = reallocated(view)
    short = underfunded(view)
    expected |= dict(zip(("product", "earned", "spent"), short or (None, None, None), strict=True))
    if short and "product" not in said and round(float(short[1]), 3) == round(float(short[2]), 3):
        expected |= dict.fromkeys(("product", "earned", "spent"))  # equal as shown, and so no finding
    return expected


def reallocated(view: View) -> Fraction | None:
    """Half the sum of the changes of each product's share of investment; what is below 0 is none."""
    if view.compared is None:
        return None
    pair = view.pair("investment")
    sides = []
    for side in (pair.before, pair.now):
        sums = {name: max(0, sum(each.invested or 0 for each in own)) for name, own in returns.by_product(side).items()}
        if not sum(sums.values()):
            return None
        sides.append({name: Fraction(each, sum(sums.values())) for name, each in sums.items()})
    before, now = sides
    return sum((abs(now.get(n, 0) - before.get(n, 0)) for n in before.keys() | now.keys()), Fraction(0)) / 2


def underfunded(view: View) -> tuple[str, Fraction, Fraction] | None:
    """The product whose share of contribution is furthest above its share of investment, where it returns more."""
    known = {}
    for name, own in returns.by_product(view.months).items():
        used = [each for each in own if each.returned]
        invested, earned = sum(each.invested or 0 for each in used), sum(each.contribution or 0 for each in used)
        if invested > 0:
            known[name] = earned, invested
    earned, invested = (sum(pair[n] for pair in known.values()) for n in (0, 1))
    if len(known) < 2 or earned <= 0 or invested <= 0:
        return None
    shares = {name: (Fraction(m, earned), Fraction(i, invested)) for name, (m, i) in known.items()}
    gaps = {name: m - i for name, (m, i) in shares.items() if Fraction(*known[name]) > Fraction(earned, invested)}
    if not gaps or max(gaps.values()) <= 0:
        return None
    name = max(gaps, key=gaps.__getitem__)
    return name, *shares[name]
