"""Who holds the markets, in words: columns, shares then and now, growth and relative share, one market closely."""

from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages.view import span_text
from tests.aloud.grammar import Expected, Ranked, Said, Sentence
from tests.aloud.market_page.shift import NONE, NOTHING
from tests.aloud.market_page.view import View, common, fewest, of_months
from tests.independent import market_places
from tests.independent.markets import complete
from ui.own_share import WITHOUT_OWN

Column = list[tuple[str, str, Fraction, Fraction]]


def columns(view: View) -> dict[str, tuple[Fraction, Column]]:
    """The markets that are drawn as columns: each one's size, and its vendors from the bottom."""
    found = {name: market_places.columns(view.book, view.of(name)) for name in view.names}
    return {name: column for name, column in found.items() if column[1]}


def tenths(share: Fraction) -> int:
    """A percentage as it is shown, in tenths."""
    return int(share * 1000 + Fraction(1, 2))


def held(view: View, said: Said) -> dict[str, Expected]:
    """How many columns there are, and where the own share is highest of several."""
    shown = columns(view)
    own = {name: share for name, (_, of) in shown.items() for _, kind, _, share in of if kind == "own"}
    most = max(map(tenths, own.values()), default=0)
    names = [name for name in own if tenths(own[name]) == most] if most and len(shown) > 1 else []
    right = sorted((said.get("highest") or "").split(" and ")) == sorted(names)
    return {"count": len(shown), "highest": said["highest"] if right else " and ".join(names) or None}


def of_columns(view: View, said: Said) -> dict[str, Expected]:
    whole = [place for name in view.names for place in complete(view.book, view.of(name))]
    words = span_text(*view.window)
    known = f"{words}: {common(whole, view.months)} in which every vendor is known"
    return {"words": words if fewest(whole) == view.months else known}


def nobody(view: View, said: Said) -> dict[str, Expected]:
    return NONE if columns(view) else {}


def owned(view: View) -> dict[str, dict[str, Any]]:
    """The own share then and now, of each market that has any."""
    shared = {name: [pair for pair in view.moved if pair[0].cell[0] == name] for name in view.names}
    found = {name: market_places.then_and_now(view.book, pairs) for name, pairs in shared.items() if pairs}
    return {name: row for name, row in found.items() if (row["now"] or 0) > 0 or (row["before"] or 0) > 0}


def fell(view: View, said: Said) -> dict[str, Expected]:
    rows = [row for row in owned(view).values() if row["now"] is not None and row["before"] is not None]
    return {"fell": sum(row["now"] - row["before"] <= -NOTHING for row in rows), "count": len(owned(view))}


def of_owned(view: View, said: Said) -> dict[str, Expected]:
    pairs = [pair for pair in view.moved if pair[0].cell[0] in owned(view)]
    return {"words": view.words(pairs)} if pairs else NONE


def no_shares(view: View, said: Said) -> dict[str, Expected]:
    known = any(view.book.own(place) is not None for place in view.places)
    return {} if known and not owned(view) else NONE


def unsaid(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.knows_own else {}


def no_own(view: View, said: Said) -> dict[str, Expected]:
    return NONE if any(view.book.own(place) is not None for place in view.places) else {}


def placed(view: View) -> dict[str, dict[str, Any]]:
    """The markets with a growth and a relative share, each with its quadrant and the growth that cuts them."""
    positions = {name: market_places.position(view.book, view.of(name)) for name in view.names}
    growths = {name: view.growth(name) for name in positions}
    cut = market_places.growth_cut(positions, growths)
    found = {}
    for name, at in positions.items():
        growth = growths[name]
        if (at["relative_share"] or 0) > 0 and growth is not None:
            names = ("dog", "question mark") if at["relative_share"] < 1 else ("cash cow", "star")
            found[name] = {**at, "growth": growth, "quadrant": names[growth >= cut], "cut": cut}
    return found


def quadrants(view: View, said: Said) -> dict[str, Expected]:
    right = {f"{name}: {row['quadrant']}" for name, row in placed(view).items()}
    return {"list": said["list"] if {*said["list"].split(", ")} == right else ", ".join(sorted(right))}


def cuts(view: View, said: Said) -> dict[str, Expected]:
    return {"share": 1, "growth": next((row["cut"] for row in placed(view).values()), None)}


def grown_over_fewer(view: View, said: Said) -> dict[str, Expected]:
    months = {name: view.entries[name]["growth_months"] for name in placed(view)}
    fewer = [
        f"{name} ({of_months(count, view.months)})" for name, count in sorted(months.items()) if count < view.months
    ]
    return {"names": ", ".join(fewer)} if fewer else NONE


def not_placed(view: View, said: Said) -> dict[str, Expected]:
    return {"names": ", ".join(name for name in view.names if name not in placed(view))}


def none_placed(view: View, said: Said) -> dict[str, Expected]:
    return NONE if placed(view) else {}


def periods(view: View) -> dict[Any, Fraction]:
    """The shares of the market that is looked at, by period and vendor."""
    found: dict[Any, Fraction] = market_places.by_period(view.book, view.of(view.looked_at))
    return found


def looked_at(view: View, said: Said) -> dict[str, Expected]:
    return {"market": view.looked_at}


def at_the_end(view: View, said: Said) -> dict[str, Expected]:
    shares = periods(view)
    last = max((period for period, _ in shares), default=None)
    values = {vendor: share for (period, vendor), share in shares.items() if period == last}
    return {"market": view.looked_at, "list": Ranked(values, len(values))}


def no_share(view: View, said: Said) -> dict[str, Expected]:
    return NONE if periods(view) else {"market": view.looked_at}


def gained(view: View) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = market_places.gains(view.book, view.pairs_of(view.looked_at))
    return found


def who_gained(view: View, said: Said) -> dict[str, Expected]:
    """The vendor that gained most, and the one that lost most."""
    changes = {name: row["change"] for name, row in gained(view).items() if row["change"] is not None}
    found: dict[str, Expected] = {}
    for name, size, of, sign in (("best", "up", max, 1), ("worst", "down", min, -1)):
        most = of(changes.values(), default=Fraction(0)) * sign
        if most >= NOTHING:
            right = [each for each, value in changes.items() if value * sign == most]
            found |= {name: said[name] if said.get(name) in right else " or ".join(right), size: most * 100}
    return found or NONE


def nobody_gained(view: View, said: Said) -> dict[str, Expected]:
    changes = [row["change"] for row in gained(view).values() if row["change"] is not None]
    return {} if changes and all(abs(change) < NOTHING for change in changes) else NONE


def of_gains(view: View, said: Said) -> dict[str, Expected]:
    pairs = view.pairs_of(view.looked_at)
    return {"words": view.words(pairs)} if pairs else NONE


def no_change(view: View, said: Said) -> dict[str, Expected]:
    known = any(row["change"] is not None for row in gained(view).values())
    return NONE if known or not view.pairs_of(view.looked_at) else {"market": view.looked_at}


def no_pairs(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.pairs_of(view.looked_at) else {}


SENTENCES = [
    Sentence("width: size of the market, as given · {words:text} · blue: own", of_columns),
    Sentence("Marimekko of {count:n} market⟦s⟧ by size and vendor⟦; own share is highest in {highest:list}⟧", held),
    Sentence("There is no month whose size and vendors are all known: who holds the markets is not known.", nobody),
    Sentence("Own share fell in {fell:n} of {count:n} market⟦s⟧", fell),
    Sentence("{words:months}", of_owned),
    Sentence("No month has own shares in both years.", no_shares),
    Sentence("Own sales are not reported.", no_own),
    Sentence(WITHOUT_OWN, unsaid),
    Sentence("{list:list}", quadrants),
    Sentence("size: own sales · line: from a year before · cuts at {share:real} × and {growth:pct}", cuts),
    Sentence("Not shown, without own sales, a named rival or a known growth: {names:list}", not_placed),
    Sentence("Growth is of the months that both years have: {names:list}", grown_over_fewer),
    Sentence("Growth and relative share need known own sales, a named rival and a year before.", none_placed),
    Sentence("{market:text}: share over time", looked_at),
    Sentence("{market:text} at the end: {list:list}", at_the_end),
    Sentence("No share in {market:text} is known.", no_share),
    Sentence("{market:text}: who gained, who lost", looked_at),
    Sentence("points of share · {words:months}", of_gains),
    Sentence("⟦{best:text} gained {up:real} pp⟧⟦, ⟧⟦{worst:text} lost {down:real} pp⟧", who_gained),
    Sentence("No vendor gained or lost share", nobody_gained),
    Sentence("No vendor of {market:text} is known in both years.", no_change),
    Sentence("No month has a size in both years: there is nothing to compare shares with.", no_pairs),
]
