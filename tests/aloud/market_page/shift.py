"""The own share of all watched markets, and why it and sales changed, in words."""

from fractions import Fraction

from tests.aloud.finance_pages.view import month_text, span_text
from tests.aloud.grammar import Expected, Said, Sentence
from tests.aloud.market_page.view import View, common, counted, fewest

NOTHING = Fraction(5, 10_000)  # of a share: below it 0.0 pp is shown
NO_AMOUNT = Fraction(5, 1_000)
POINTS = {"mix": "segment mix effect", "competitive": "share gained or lost within segments"}
MONEY = {"market_growth": "market growth effect", "share_won": "share effect"}
NONE: dict[str, Expected] = {"nothing": "to say"}  # what no sentence can say
MOVED = (
    "{way:moved}⟦ {size:real} pp⟧ on {since:since}⟦: {mix:pp} from segment mix⟧⟦, {within:pp} from share "
    "{gained:won} within segments⟧"
)


def opening(view: View, said: Said) -> dict[str, Expected]:
    return {"month": month_text(view.last), "version": 1}


def in_points(view: View) -> dict[str, Expected]:
    """What the share changed by and why; nothing of what is shown as zero."""
    parts = view.shift()
    if parts is None:
        return NONE
    change = parts["now"] - parts["before"]
    found: dict[str, Expected] = {"since": view.since, "way": "unchanged", "size": None}
    if abs(change) >= NOTHING:
        found |= {"way": "up" if change > 0 else "down", "size": abs(change) * 100}
    if abs(parts["mix"]) < NOTHING:
        return found
    found["mix"] = parts["mix"]
    if abs(parts["competitive"]) < NOTHING:
        return found
    return {**found, "within": parts["competitive"], "gained": "gained" if parts["competitive"] > 0 else "lost"}


def of_moved(view: View) -> str:
    return view.held(len({now.cell[0] for _, now in view.moved}))


def of_all(view: View) -> str:
    """The name of all that are compared."""
    return "All markets" if of_moved(view) == counted(len(view.names)) else of_moved(view)


def headline(view: View, said: Said) -> dict[str, Expected]:
    parts = view.shift()
    if parts is None:
        return NONE
    later = [now for _, now in view.moved]
    months = common(later, view.months) if fewest(later) != view.months else None
    return {"held": of_moved(view), "share": parts["now"], "months": months, **in_points(view)}


def strange(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.knows_own else {"watched": counted(len(view.names)).capitalize()}


def alone(view: View, said: Said) -> dict[str, Expected]:
    """The share, where no month has one a year before."""
    if view.moved or view.alone is None:
        return NONE
    known = view.with_share
    months = common(known, view.months) if len(known) < len(view.places) else None
    return {"held": view.held(len({p.cell[0] for p in known})), "share": view.alone, "months": months}


def not_reported(view: View, said: Said) -> dict[str, Expected]:
    known = any(view.book.own(p) is not None for p in view.places)
    return NONE if known else {"watched": counted(len(view.names)), "span": span_text(*view.window)}


def not_known(view: View, said: Said) -> dict[str, Expected]:
    known = view.moved or view.alone is not None or all(view.book.own(p) is None for p in view.places)
    return NONE if known else {"watched": counted(len(view.names)), "span": span_text(*view.window)}


def points(view: View, said: Said) -> dict[str, Expected]:
    return {"held": of_moved(view), "words": view.words(view.moved)} if view.moved else NONE


def why(view: View, said: Said) -> dict[str, Expected]:
    return {"held": of_moved(view), **in_points(view)} if view.moved else NONE


def no_shift(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.moved else {}


def money(view: View, said: Said) -> dict[str, Expected]:
    pairs = [pair for each in view.by_product.values() for pair in each]
    return {"words": view.words(pairs)} if pairs else NONE


def no_money(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.by_product else {}


def told(view: View) -> list[str]:
    """The products whose sales changed most, of three those that changed at all."""
    changes = {name: parts["change"] for name in view.by_product if (parts := view.shift(name))}
    ordered = sorted(changes, key=lambda name: -abs(changes[name]))[:3]
    return [name for name in ordered if abs(changes[name]) >= NO_AMOUNT]


def product(view: View, said: Said) -> dict[str, Expected]:
    parts = view.shift(said["product"]) if said["product"] in told(view) else None
    if parts is None:
        return NONE
    won = parts["share_won"] if abs(parts["share_won"]) >= NO_AMOUNT else None
    return {"product": said["product"], "change": parts["change"], "won": won}


def no_product(view: View, said: Said) -> dict[str, Expected]:
    return NONE if told(view) else {}


SENTENCES = [
    Sentence("As of {month:text} · currency not stated · version {version:n} · ✔ Reconciled", opening),
    Sentence("{watched:text}, and no vendor is marked as your company: shares and rivals, not your place.", strange),
    Sentence(
        f"Your share of {{held:text}} is {{share:pct}}, {MOVED}⟦ (over {{months:text}} that both sides have)⟧.",
        headline,
    ),
    Sentence(
        "Your share of {held:text} is {share:pct}⟦ over {months:text} in which it is known⟧; there is no prior year to "
        "compare.",
        alone,
    ),
    Sentence("Your own sales in {watched:text} are not reported for {span:span}.", not_reported),
    Sentence(
        "Your share of {watched:text} is not known for {span:span}: the notes on the Market page say why.", not_known
    ),
    Sentence("points of the share of {held:text} · {words:months}", points),
    Sentence(f"Your share of {{held:text}} is {MOVED}", why),
    Sentence("The shift of the share needs own sales and sizes in one unit that are known in both years.", no_shift),
    Sentence("as given · {words:months}", money),
    Sentence("{product:text} {change:money}⟦, of it {won:money} by share⟧", product),
    Sentence("No own product's sales changed", no_product),
    Sentence(
        "The shift by product needs own products and sizes in one currency that are known in both years.", no_money
    ),
]
