"""Further figures of markets by the same book: rivals, who gained, columns of a picture, mergers, what is not known.

Written from the definitions alone, with fractions and None, like `markets`.
"""

from fractions import Fraction
from typing import NamedTuple

from tests.independent.markets import (
    HALF_PERCENT,
    HIDDEN,
    ROUNDING,
    by_cell,
    complete,
    entry,
    held,
    index,
    months_of,
    named,
    ratio,
    total,
    unsound,
)

ABOVE_MODERATE, ABOVE_HIGH, ADDED, LARGE = 1_000, 1_800, 100, Fraction(3, 10)
OTHERS, UNNAMED = "Others", "Others (unnamed)"


def shares_known(book, pairs):
    """The pairs of which both sides have a share."""
    sized = [(a, b) for a, b in pairs if book.size(a) > 0 and book.size(b) > 0]
    return [(a, b) for a, b in sized if book.own(a) is not None and book.own(b) is not None]


def product_pairs(book, pairs, product):
    """The pairs of which both sides have a share of one own product."""
    sells = {at.cell[0] for at, name in book.products if name == product}
    sized = [(a, b) for a, b in pairs if a.cell[0] in sells and book.size(a) > 0 and book.size(b) > 0]
    return [p for p in sized if all(book.known(side, product, book.products) is not None for side in p)]


def then_and_now(book, pairs):
    """The own share on both sides, and the later months' sales and size; sales below nothing are no share."""
    known = shares_known(book, pairs)
    own = [sum(book.own(each) for each in side) for side in zip(*known, strict=True)]
    size = [sum(book.size(each) for each in side) for side in zip(*known, strict=True)]
    shares = [o / s if o >= 0 else None for o, s in zip(own, size, strict=True)]
    return {
        "before": shares[0],
        "now": shares[1],
        "own": own[1],
        "size": size[1],
        "months": months_of(b for _, b in known),
    }


def shift_by_market(book, pairs):
    """Each market's share on both sides, and its part in the shift of the share of all, in mix and within its cells."""
    known = shares_known(book, pairs)
    sums, found = {}, {}
    for a, b in known:
        row = sums.setdefault(a.cell, [Fraction(0)] * 4)
        sums[a.cell] = [x + y for x, y in zip(row, (book.size(a), book.size(b), book.own(a), book.own(b)), strict=True)]
    whole = [sum(each) for each in zip(*sums.values(), strict=True)]
    for cell, (size0, size1, own0, own1) in sums.items():
        weight0, weight1, level = size0 / whole[0], size1 / whole[1], (whole[2] / whole[0] + whole[3] / whole[1]) / 2
        share0, share1 = own0 / size0, own1 / size1
        row = found.setdefault(cell[0], {"mix": Fraction(0), "competitive": Fraction(0), "sides": [Fraction(0)] * 4})
        row["mix"] += (weight1 - weight0) * ((share0 + share1) / 2 - level)
        row["competitive"] += (weight0 + weight1) / 2 * (share1 - share0)
        row["sides"] = [x + y for x, y in zip(row["sides"], (size0, size1, own0, own1), strict=True)]
    for market, row in found.items():
        size0, size1, own0, own1 = row.pop("sides")
        row |= {
            "share0": own0 / size0,
            "share1": own1 / size1,
            "before": Fraction(0),
            "now": row["mix"] + row["competitive"],
        }
        row["months"] = months_of(b for _, b in known if b.cell[0] == market)
    return found


def position(book, places):
    """The own place in one market, and its largest named rival."""
    shared = [p for p in places if (book.size(p) or 0) > 0 and book.own(p) is not None]
    size = total(s for p in shared or places if (s := book.size(p)) is not None)
    own = total(o for p in shared or places if (o := book.own(p)) is not None)
    whole = complete(book, places)
    owns = book.vendors.get(places[0].cell[0], {})
    sums = {v: sum(book.known(p, v) for p in whole) for v in named(book, whole) if not owns[v] and v not in HIDDEN}
    rival = min((v for v, s in sums.items() if s > 0), key=lambda v: (-sums[v], v), default=None)
    told = [book.own(p) for p in whole]
    own_whole = None if None in told else total(told)
    known = rival is not None and own_whole is not None and own_whole >= 0
    return {
        "size": size,
        "own_sales": own,
        "share": own / size if shared and own >= 0 else None,
        "months": months_of(shared),
        "rival": rival,
        "relative_share": own_whole / sums[rival] if known else None,
    }


def columns(book, places):
    """One market as a column, from the bottom: own vendors, four rivals, all others, with kind, sales and share."""
    whole = complete(book, places)
    vendors = named(book, whole)
    if not whole or unsound(book, whole, vendors):
        return None, []
    size = sum(book.size(p) for p in whole)
    sums = {v: sum(book.known(p, v) for p in whole) for v in vendors}
    owns = book.vendors[places[0].cell[0]]
    rivals = sorted((v for v in vendors if not owns[v] and v not in HIDDEN), key=lambda v: -sums[v])
    left = size - sum(sums.values())
    rest = [sums[v] for v in rivals[4:]] + [sums[v] for v in vendors if v in HIDDEN and not owns[v]]
    rest += [left] if left > ROUNDING * size else []
    found = [(v, "own", sums[v]) for v in vendors if owns[v]] + [(v, "rival", sums[v]) for v in rivals[:4]]
    found += [(OTHERS, "others", sum(rest))] if rest else []
    return size, [(vendor, kind, amount, amount / size) for vendor, kind, amount in found]


def by_period(book, places):
    """The shares of each period of one market, of the own company and the largest rivals."""
    found, sums = {}, {}
    owns = book.vendors.get(places[0].cell[0], {}) if places else {}
    for period in sorted({p[1:] for p in places}):
        of = [p for p in places if p[1:] == period and (book.size(p) or 0) > 0]
        for vendor in named(book, [p for p in places if p[1:] == period]):
            known = [p for p in of if book.known(p, vendor) is not None]
            sold = total(book.known(p, vendor) for p in known)
            if sold is not None and sold >= 0:
                found[period, vendor] = sold / sum(book.size(p) for p in known)
                sums[vendor] = sums.get(vendor, 0) + sold
    shown = sorted((v for v in sums if v not in HIDDEN), key=lambda v: (not owns[v], -sums[v]))
    kept = shown[: 4 + max(1, sum(owns[v] for v in sums))]
    return {key: share for key, share in found.items() if key[1] in kept}


def gains(book, pairs):
    """Each vendor's share on both sides of one market's pairs; what nobody sold where every vendor is known on both."""
    pairs = [(a, b) for a, b in pairs if book.size(a) > 0 and book.size(b) > 0]
    if not pairs:
        return {}
    vendors = named(book, [side for pair in pairs for side in pair])
    found = {vendor: _gained(book, pairs, vendor) for vendor in vendors}
    whole = [pair for pair in pairs if all(book.known(side, v) is not None for side in pair for v in vendors)]
    sides = list(zip(*whole, strict=True))
    if whole and vendors and not any(unsound(book, side, vendors) for side in sides):
        sizes = [sum(book.size(p) for p in side) for side in sides]
        left = [s - sum(book.known(p, v) for p in side for v in vendors) for s, side in zip(sizes, sides, strict=True)]
        if any(amount > ROUNDING * size for amount, size in zip(left, sizes, strict=True)):
            before, now = (max(Fraction(0), a) / s for a, s in zip(left, sizes, strict=True))
            name = UNNAMED if OTHERS in vendors else OTHERS
            found[name] = {
                "before": before,
                "now": now,
                "change": now - before,
                "months": months_of(b for _, b in whole),
            }
    return found


def _gained(book, pairs, vendor):
    known = [(a, b) for a, b in pairs if book.known(a, vendor) is not None and book.known(b, vendor) is not None]
    if not known:
        return {"before": None, "now": None, "change": None, "months": 0}
    sides = list(zip(*known, strict=True))
    sold = [sum(book.known(p, vendor) for p in side) for side in sides]
    shares = [
        amount / sum(book.size(p) for p in side) if amount >= 0 else None
        for amount, side in zip(sold, sides, strict=True)
    ]
    change = None if None in shares else shares[1] - shares[0]
    return {"before": shares[0], "now": shares[1], "change": change, "months": months_of(sides[1])}


class Concentration(NamedTuple):
    """The range of the index of one market, and the shares that it is of."""

    low: Fraction
    high: Fraction
    shares: dict

    @property
    def level(self):
        ends = dict.fromkeys(
            "highly" if e > ABOVE_HIGH else "moderately" if e > ABOVE_MODERATE else "not" for e in (self.low, self.high)
        )
        return f"{'between ' if len(ends) > 1 else ''}{' and '.join(ends)} concentrated"


def concentration(book, places):
    """The index of one market, None where it is not known."""
    whole = complete(book, places)
    vendors = named(book, whole)
    if not whole:
        return None
    size = sum(book.size(p) for p in whole)
    sums = {v: sum(book.known(p, v) for p in whole) for v in vendors}
    left = size - sum(sums.values())
    if not unsound(book, whole, vendors) and left > ROUNDING * size:
        sums[UNNAMED if OTHERS in book.vendors[places[0].cell[0]] else OTHERS] = left
    found = index(sums, size)
    return found and Concentration(*found, {v: amount / size for v, amount in sums.items()})


def merged(known):
    """What the two largest named vendors would be as one: share, points, the index after, harmful; None of fewer."""
    ranked = sorted((v for v in known.shares if not v.startswith(HIDDEN)), key=lambda v: (-known.shares[v], v))
    if len(ranked) < 2:
        return None
    one, other = (known.shares[v] for v in ranked[:2])
    added = 20_000 * one * other
    after = [known.low + added, known.high + added]
    harmful = {added > ADDED and (end > ABOVE_HIGH or one + other > LARGE) for end in after}
    return {"share": one + other, "added": added, "after": after, "harmful": harmful}


def over_full(book, places):
    """By market, the part by which vendors exceed the cells that they exceed by over half a percent."""
    found = {}
    for cell in by_cell([p for p in places if (book.size(p) or 0) > 0]):
        vendors = book.vendors.get(cell[0].cell[0], {})
        sold = sum(known for p in cell for v in vendors if (known := book.known(p, v)) is not None)
        size = sum(book.size(p) for p in cell)
        if sold > size * (1 + HALF_PERCENT):
            sums = found.setdefault(cell[0].cell[0], [0, 0])
            found[cell[0].cell[0]] = [sums[0] + sold, sums[1] + size]
    return {market: sold / size - 1 for market, (sold, size) in found.items()}


def below_zero(book, places):
    """By market, the vendors that sold less than nothing in a cell, and how much in such cells."""
    found = {}
    for cell in by_cell(places):
        for vendor in book.vendors.get(cell[0].cell[0], {}):
            sold = total(known for p in cell if (known := book.known(p, vendor)) is not None)
            if sold is not None and sold < 0:
                of = found.setdefault(cell[0].cell[0], {})
                of[vendor] = of.get(vendor, 0) + sold
    return found


def apart(book, place):
    """Whether vendors are given at another level than a size of the same period."""
    stated = any(at == place for at, _ in book.stated)
    return not stated and any(at[1:] == place[1:] and held(at.cell, place.cell) for at, _ in book.stated)


def not_reported(book, places):
    """By market, the months in which a vendor misses that its cell has in others; whether a size is summed there."""
    found = {}
    within = {(vendor, at.cell[0]) for at, vendor in book.sold if at in set(places)}
    for place in places:
        for vendor, own in book.vendors.get(place.cell[0], {}).items():
            summed = (place, None) not in book.stated
            due = book.ever(book.sold, place.cell, vendor)
            if due and book.known(place, vendor) is None and (own or summed or (vendor, place.cell[0]) in within):
                of, any_summed = found.setdefault(place.cell[0], ({}, []))
                of.setdefault(vendor, []).append(place)
                any_summed.append(summed)
    return {
        market: ({v: months_of(of) for v, of in sorted(vendors.items())}, any(summed))
        for market, (vendors, summed) in found.items()
    }


def without_vendors(book, places):
    """The markets of which no vendor is reported, nor missing."""
    told = {at.cell[0] for at, _ in book.sold if at in set(places)} | {p.cell[0] for p in places if _misses(book, p)}
    return {p.cell[0] for p in places} - told


def _misses(book, place):
    vendors = book.vendors.get(place.cell[0], {})
    return any(book.ever(book.sold, place.cell, v) and book.known(place, v) is None for v in vendors)


def growth_cut(positions, growths):
    """The size-weighted growth of the markets in which something of one's own is sold."""
    of = [m for m, at in positions.items() if (at["own_sales"] or 0) > 0 and growths[m] is not None]
    weights = sum(positions[m]["size"] for m in of)
    return ratio(sum(positions[m]["size"] * growths[m] for m in of), weights) or Fraction(0)


def covered(book, places, months):
    """By market of these places, of how many months each part of it is given, where one is of fewer than all."""
    found = {}
    for cell in {p.cell for p in book.places if p.cell[0] in {place.cell[0] for place in places}}:
        found.setdefault(cell[0], {})[cell] = months_of(p for p in places if p.cell == cell)
    return {market: parts for market, parts in found.items() if min(parts.values()) < months}


def quadrant(position, growth, cut):
    """Where a market stands, None where a side is not known."""
    if position["relative_share"] is None or growth is None:
        return None
    leads, grows = position["relative_share"] >= 1, growth >= cut
    return {3: "star", 2: "cash cow", 1: "question mark", 0: "dog"}[2 * leads + grows]


def parts_of_period(book, market, period):
    """The parts of a market that a period misses and others of its length have."""
    every = {p.cell for p in book.places if p.cell[0] == market and p.months == period[1]}
    return every - {p.cell for p in book.places if p.cell[0] == market and p[1:] == period}


def quadrants(book, groups, back):
    """The quadrants of the markets of one period by their names, with the growth that cuts them."""
    positions = {market: position(book, places) for market, places in groups.items()}
    growths = {market: entry(book, places, back)["growth"] for market, places in groups.items()}
    cut = growth_cut(positions, growths)
    return {market: quadrant(at, growths[market], cut) for market, at in positions.items()}
