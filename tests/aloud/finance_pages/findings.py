"""The sentences of Overview and Return."""

from fractions import Fraction

from tests.aloud.finance_pages import worth
from tests.aloud.finance_pages.view import NAMES, View, month_text, span_text
from tests.aloud.grammar import Expected, Ranked, Said, agrees, near
from tests.independent import returns
from tests.independent.returns import ROI

HIGHEST = (
    "{product:text} has the highest {name:text} at {roi:pct}",
    "{product:text} and {second:text} have the highest {name:text}, {roi:pct}",
    "{product:text} and {more:n} more products have the highest {name:text}, {roi:pct}",
    "All {all:n} products have the same {name:text}, {roi:pct}",
)
BEST = [
    f"{each} (portfolio: {{portfolio:pct}}); {{negative:n}} product⟦s⟧ {{has:text}} a negative {{again:text}}."
    for each in HIGHEST
]
WORTH_SAYING = Fraction(1, 100)
OF = {
    "revenue without cost": "revenue",
    "cost without revenue": "variable cost",
    "contribution without investment": "contribution",
    "investment without contribution": "investment",
}


def opening(view: View, said: Said) -> dict[str, Expected]:
    """The bar: as of the last month, in which version."""
    return {"month": month_text(view.span[1]), "version": view.ledger.version + len(view.answers)}


def gap(view: View, said: Said) -> dict[str, Expected]:
    """What a ratio leaves out: its sum, its part of the whole, and whose it is."""
    found = returns.left_out(view.months, view.measured)
    what = said["what"]
    if what not in found:
        return {"what": "nothing"}
    products = found[what]
    amount = sum((each for each, _ in products.values() if each is not None), Fraction(0))
    share = returns.ratio_of(amount, returns.stated(view.months)[what])
    expected: dict[str, Expected] = {"what": what, "amount": amount, "share": share}
    most = 3 if "of" in said else 2
    ordered = sorted(products, key=lambda name: -abs(products[name][0] or 0))
    ties = {name: abs(each[0] or 0) for name, each in products.items()}
    names = said["names"].split(", ")
    bare = [name.partition(" (")[0] for name in names]
    right = [ties[name] for name in ordered[:most]]
    expected["names"] = said["names"] if [ties.get(name) for name in bare] == right else ", ".join(ordered[:most])
    if "of" in said:
        expected["of"] = None if share is None else OF[what]
        spans = ", ".join(f"{name} ({_months(view, what, name)})" for name in bare if name in products)
        expected["names"] = spans if [ties.get(name) for name in bare] == right else expected["names"]
    expected["more"] = len(ordered) - most if len(ordered) > most else None
    return expected


def _months(view: View, what: str, product: str) -> str:
    """From when to when a product has a gap."""
    lost = {
        "revenue without cost": lambda each: each.lonely_revenue,
        "cost without revenue": lambda each: each.lonely_cost,
        "contribution without investment": lambda each: not each.returned and each.contribution,
        "investment without contribution": lambda each: not each.whole and each.investment,
    }[what]
    months = [each.month for each in view.months if each.product == product and lost(each)]
    return span_text(min(months), max(months))


def told(view: View) -> set[str]:
    """The gaps that belong in a headline."""
    whole = returns.stated(view.months)
    found = set()
    for what, products in returns.left_out(view.months, view.measured).items():
        amount = sum((each for each, _ in products.values() if each is not None), Fraction(0))
        share = returns.ratio_of(amount, whole[what])
        if share is None or abs(share) > WORTH_SAYING:
            found.add(what)
    return found


def pieces(headline: str) -> list[str]:
    """A headline, and each gap that it names as a text of its own."""
    start, _, gaps = headline.partition(" Not counted: ")
    return [start, *(f"Not counted: {each}" for each in gaps.removesuffix(".").split("; ") if each)]


def stands(view: View, said: Said) -> dict[str, Expected]:
    """Overview's headline where a return is known."""
    expected: dict[str, Expected] = {"count": len(view.products), "name": view.measured, "roi": view.portfolio["roi"]}
    change = _change(view)
    expected["change"] = change
    expected["months"] = view.apart(view.needed) if change is not None else None
    return expected


def _change(view: View) -> Fraction | None:
    if view.compared is None:
        return None
    before, now = view.both(view.needed, "roi")
    return now - before if before is not None and now is not None else None


def unknown(view: View, said: Said) -> dict[str, Expected]:
    """A headline without a return says what is known instead."""
    of = view.portfolio
    expected: dict[str, Expected] = {}
    if "count" in said:
        expected["count"] = len(view.products)
    if of["roi"] is not None:
        return {"a": "return"}
    for name in ("revenue", "contribution", "investment"):
        if name in said:
            expected[name] = of[name]
    return expected


def best(view: View, said: Said) -> dict[str, Expected]:
    """Return's headline: the highest return, and how many are negative."""
    if not view.rois:
        return {"no": "return"}
    top, negative = max(view.rois.values()), sum(value < 0 for value in view.rois.values())
    return {
        **_highest(view, said),
        "name": view.measured,
        "roi": top,
        "portfolio": view.portfolio["roi"],
        "negative": negative,
        "has": "has" if negative < 2 else "have",
        "again": view.measured,
    }


def _highest(view: View, said: Said) -> dict[str, Expected]:
    """Who has the highest return, or how many, of all that have it as shown."""
    names = {name for name, value in view.rois.items() if near(value, said["roi"])}
    if len(names) == len(view.rois) > 1:
        return {"all": len(names)}
    told = [said[each] for each in ("product", "second") if each in said]
    expected: dict[str, Expected] = {"product": said.get("product") if {*told} <= names else ", ".join(sorted(names))}
    if len(names) == 2:
        expected["second"] = said.get("second") if len({*told}) == 2 else "another product"
    return expected | ({"more": len(names) - 1} if len(names) > 2 else {})


def moved(view: View, said: Said) -> dict[str, Expected]:
    """How a figure moved between two years, and its two largest steps."""
    if said["name"] == "Profit":
        steps, need = view.money_steps("profit"), "return"
    else:
        steps, need = view.return_steps(), view.needed
    if not steps:
        return {"no": "bridge"}
    ends = steps.pop("before"), steps.pop("now")
    expected: dict[str, Expected] = {"name": "Profit" if said["name"] == "Profit" else NAMES[view.measured]}
    expected |= {"now": ends[1], "months": view.apart(need)}
    if "old" in said:
        expected["old"] = ends[0]
        expected["way"] = "rose" if ends[1] > ends[0] else "fell"
        expected["effects"] = Ranked(steps, min(2, len(steps)), lambda value: -abs(value))
    return expected


def uploaded(view: View, said: Said) -> dict[str, Expected]:
    """The newest upload that counts, and how many figures of before it changed; its day is today's."""
    upload, count = view.ledger.newest()
    return {"file": view.files[upload - 1], "day": said["day"], "count": count}


def question(view: View, said: Said) -> dict[str, Expected]:
    """A product without investment: what its answer makes of the return."""
    asked = questions(view)
    product = said["product"]
    if product not in asked:
        return {"asked": "no"}
    months, now, if_nothing = asked[product]
    return {"product": product, "months": months, "roi": now, "nothing": if_nothing}


def questions(view: View) -> dict[str, tuple[int, Fraction, Fraction]]:
    """What is asked, by product: how many months, the return as it stands, and if nothing was invested."""
    used = [each for each in view.months if each.returned]
    spent, made = sum(each.invested or 0 for each in used), sum(each.contribution or 0 for each in used)
    found = {}
    if spent <= 0:
        return {}
    for name, own in returns.by_product([e for e in view.months if e.whole and e.invested is None]).items():
        now = Fraction(made - spent, spent)
        nothing = Fraction(made + sum(each.contribution or 0 for each in own) - spent, spent)
        if name not in view.answers and nothing != now and abs(nothing - now) >= abs(now) / 100:
            found[name] = len(own), now, nothing
    return dict(sorted(found.items(), key=lambda each: -abs(each[1][2] - each[1][1])))


def answered(view: View, said: Said) -> dict[str, Expected]:
    meaning = {"nothing was invested": True, "not in the files": False}[said["answer"]]
    names = {name for name, nothing in view.answers.items() if nothing is meaning and name in view.products}
    same = names == set(said["names"].split(", "))
    return {"answer": said["answer"], "names": said["names"] if same else ", ".join(sorted(names))}


def without_return(view: View, said: Said) -> dict[str, Expected]:
    return {"name": view.measured} if not view.rois else {"a": "return"}


def nothing(view: View, said: Said) -> dict[str, Expected]:
    return {"products": ", ".join(view.products)} if view.months else {}


def more(view: View, said: Said) -> dict[str, Expected]:
    return {"count": len(questions(view)) - 3}


def change_of(view: View, said: Said) -> dict[str, Expected]:
    """Under a card: of which months its change is, one of those that the page's changes are of."""
    spans = {view.apart(need) for need in (view.needed, "contribution", "revenue", "investment")}
    return {"months": said["months"] if said["months"] in spans else str(spans)}


def arithmetic(view: View, said: Said) -> dict[str, Expected]:
    """The numbers that a return is computed from, which give it as they are shown."""
    base = returns.money(returns.base_of(view.months, view.measured))
    expected: dict[str, Expected] = {"earned": view.portfolio["roi_contribution"], "base": base}
    if ("again" in said) != (view.measured == ROI):
        return {"of": "another definition"}
    return {**expected, "again": base} if "again" in said else expected


def exact(view: View, said: Said) -> dict[str, Expected]:
    """Under a card: its amount to the cent, one of those of the cards."""
    amounts = [view.portfolio[name] for name in ("revenue", "contribution", "investment", "cost")]
    return {"amount": next((each for each in amounts if agrees(each, said["amount"])), None)}


def why(view: View, said: Said) -> dict[str, Expected]:
    """Why a return is on cost: no month has both, investment is not given so, or nowhere."""
    if view.measured == ROI or view.portfolio["roi"] is None:
        return {"why": "a return on investment is known, or none at all"}
    if view.portfolio["investment"] is not None:
        return {"why": "no product has contribution and investment for the same month"}
    of_all = returns.within(returns.product_months(view.facts), view.span)
    if view.cuts and any(each.investment is not None for each in of_all):
        by = " and ".join({"line": "business line"}.get(cut.by, cut.by) for cut in view.cuts)
        return {"why": f"investment is not reported by {by}"}
    return {"why": "no investment is reported for these months"}


def depends(view: View, said: Said) -> dict[str, Expected]:
    names = worth.depends(view)
    if not said:
        return {"names": ", ".join(sorted(names))} if names else {}
    told = said["names"].removesuffix(" …").split(", ")
    right = set(told) <= names and len(told) == min(5, len(names))
    return {"count": len(names), "of": len(view.products), "names": said["names"] if right else ", ".join(names)}


def no_ranking(view: View, said: Said) -> dict[str, Expected]:
    return {"names": "some"} if worth.ways(view) else {}
