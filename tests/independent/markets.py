"""The figures of markets by other means: SQLite on whole ten-thousandths, and fractions; none of our formulas or SQL.

Written from the definitions alone. Rows are `Fact`s as a sheet gives them; what `report` returns has the names that
`cli.py market --json` prints, with fractions and None.
"""

import sqlite3
from fractions import Fraction
from itertools import groupby
from statistics import median
from typing import NamedTuple

HALF_PERCENT, ROUNDING = Fraction(5, 1000), Fraction(5, 10_000)
HIDDEN = ("Others", "Unknown")


class Fact(NamedTuple):
    """One filled cell: a size where there is no vendor, else what the vendor sold. Months count from year 0."""

    market: str
    segment: str | None
    region: str | None
    first: int
    months: int
    vendor: str | None
    own: int
    product: str | None
    amount: int  # ten-thousandths

    @property
    def cell(self):
        return self.market, self.segment, self.region


class Place(NamedTuple):
    """A cell in a period."""

    cell: tuple
    first: int
    months: int

    @property
    def last(self):
        return self.first + self.months - 1

    def earlier(self, months):
        return self._replace(first=self.first - months)


class Book:
    """What is reported where, and what that leaves unknown."""

    def __init__(self, facts, listed=None):
        """`listed` are the markets that list single sales, where the facts are not all."""
        self.con = sqlite3.connect(":memory:")
        self.con.execute("create table fact (market, segment, region, first, months, vendor, own, product, amount)")
        self.con.executemany("insert into fact values (?, ?, ?, ?, ?, ?, ?, ?, ?)", facts)
        ask = "select distinct market, segment, region, first, months from fact"
        self.places = {Place((m, s, r), first, months) for m, s, r, first, months in self.con.execute(ask)}
        self.stated = self._sums("vendor is null", "null")
        self.sold = self._sums("vendor is not null", "vendor")
        self.lines = self._sums("vendor is not null", "vendor || char(31) || coalesce(product, '')")
        self.products = self._sums("own and product is not null", "product")
        self.listed = self._listed() if listed is None else listed
        self.knows_own = bool(self.con.execute("select max(own) from fact").fetchone()[0])
        self.vendors = {}  # by market, each vendor and whether it is own
        for market, vendor, own in self.con.execute("select market, vendor, max(own) from fact group by 1, 2"):
            if vendor is not None:
                self.vendors.setdefault(market, {})[vendor] = bool(own)

    def _sums(self, where, of):
        """Amounts by place and name."""
        ask = (
            f"select market, segment, region, first, months, {of}, sum(amount) from fact where {where} "
            "group by 1, 2, 3, 4, 5, 6"
        )
        return {(Place((m, s, r), f, n), name): Fraction(a, 10_000) for m, s, r, f, n, name, a in self.con.execute(ask)}

    def _listed(self):
        keys = (
            "select distinct market, segment, region, first, months, vendor, product from fact where vendor is not null"
        )
        counts = dict(self.con.execute(f"select market, count(*) from ({keys}) group by 1"))
        rows = self.con.execute("select market, count(*) from fact where vendor is not null group by 1")
        return {market for market, count in rows if count >= 2 * counts[market]}

    def present(self, place):
        return any(at == place for at, _ in self.sold)

    def ever(self, amounts, cell, name):
        return any(at.cell == cell and each == name for at, each in amounts)

    def known(self, place, name, amounts=None):
        """What a vendor (or a product) sold, None where that is not known."""
        amounts = self.sold if amounts is None else amounts
        if not self.ever(amounts, place.cell, name):
            return Fraction(0) if self.present(place) else None
        if place.cell[0] in self.listed:
            return amounts.get((place, name), Fraction(0))
        if (place, name) not in amounts or (amounts is self.sold and self._hole(place, name)):
            return None
        return amounts[place, name]

    def _hole(self, place, vendor):
        """Whether a product of the vendor is missing between two periods that have it."""
        here = [
            (at.first, line) for at, line in self.lines if at.cell == place.cell and line.split("\x1f")[0] == vendor
        ]
        for line in {line for _, line in here}:
            firsts = {first for first, each in here if each == line}
            if (place, line) not in self.lines and min(firsts) < place.first < max(firsts):
                return True
        return False

    def size(self, place):
        if (place, None) in self.stated:
            return self.stated[place, None]
        if any(at[1:] == place[1:] and held(at.cell, place.cell) for at, _ in self.stated):
            return None
        due = [v for v in self.vendors.get(place.cell[0], {}) if self.ever(self.sold, place.cell, v)]
        amounts = [self.known(place, vendor) for vendor in due]
        return None if any(a is None or a < 0 for a in amounts) else sum(amounts, Fraction(0))

    def own(self, place):
        """The own sales, None where they are not known."""
        if not self.knows_own:
            return None
        own = [vendor for vendor, is_own in self.vendors.get(place.cell[0], {}).items() if is_own]
        amounts = [self.known(place, vendor) for vendor in own]
        if not own:
            return Fraction(0) if self.present(place) else None
        return None if None in amounts else sum(amounts, Fraction(0))

    def within(self, first, last):
        """The places inside, each month of a cell in one: a period or, where they are all there, the shorter ones."""
        inside = [p for p in self.places if p.first >= first and p.last <= last]
        return sorted((p for p in inside if not said_twice(p, inside)), key=lambda p: (p.cell[0], str(p)))


def held(one, other):
    """Whether one cell holds the other: of one market, with the same segment and region wherever both have one."""
    return one[0] == other[0] and all(a is None or b is None or a == b for a, b in zip(one[1:], other[1:], strict=True))


def whole_in_parts(place, places):
    """Whether shorter periods of one length give every month of a place."""
    for months in {p.months for p in places if p.months < place.months}:
        firsts = {p.first for p in places if (p.cell, p.months) == (place.cell, months)}
        if all(first in firsts for first in range(place.first, place.last + 1, months)):
            return True
    return False


def said_twice(place, places):
    """Whether the months of a place are taken from other periods of its cell."""
    longer = [p for p in places if p.cell == place.cell and p.months > place.months]
    holding = [p for p in longer if p.first <= place.first and place.last <= p.last]
    return whole_in_parts(place, places) or any(not whole_in_parts(p, places) for p in holding)


def months_of(places):
    return len({month for p in places for month in range(p.first, p.last + 1)})


def total(amounts):
    """Their sum, None without any."""
    amounts = list(amounts)
    return sum(amounts, Fraction(0)) if amounts else None


def ratio(one, other):
    return one / other if one is not None and other else None


def by_cell(places):
    ordered = sorted(places, key=lambda p: str(p.cell))
    return [list(group) for _, group in groupby(ordered, key=lambda p: p.cell)]


def named(book, places):
    """The vendors that a market reports in any of its places."""
    return sorted({vendor for at, vendor in book.sold if at in set(places)})


def complete(book, places):
    vendors = named(book, places)
    if not vendors:
        return []
    sized = [p for p in places if (book.size(p) or 0) > 0]
    return [p for p in sized if all(book.known(p, vendor) is not None for vendor in vendors)]


def unsound(book, places, vendors):
    """Whether vendors exceed a cell, or one sold less than nothing in it."""
    for cell in by_cell(places):
        sums = [sum(book.known(p, v) for p in cell) for v in vendors]
        if min(sums, default=0) < 0 or sum(sums) > sum(book.size(p) for p in cell) * (1 + HALF_PERCENT):
            return True
    return False


def entry(book, places, back):
    """One market over some places."""
    sized = [p for p in places if book.size(p) is not None]
    pairs = paired(book, places, back)
    before, now = (total(book.size(p) for p in side) for side in zip(*pairs, strict=True)) if pairs else (None, None)
    whole = complete(book, places)
    vendors = [vendor_row(book, places, vendor) for vendor in named(book, places)]
    sums = {v: sum(book.known(p, v) for p in whole) for v in named(book, whole)}
    shown = {v: s for v, s in sums.items() if v not in HIDDEN and s >= 0}
    for row in vendors:
        rivals = [s for v, s in shown.items() if v != row["vendor"] and s > 0]
        row["relative_share"] = ratio(shown.get(row["vendor"]), max(rivals, default=None))
    size = sum(book.size(p) for p in whole)
    rest = size - sum(sums.values())
    if whole and not unsound(book, whole, list(sums)) and rest > ROUNDING * size:
        name = "Others" if "Others" not in book.vendors[places[0].cell[0]] else "Others (unnamed)"
        vendors.append(
            {"vendor": name, "own": False, "value": rest, "share": rest / size, "months": months_of(whole)}
            | {"relative_share": None}
        )
        sums[name] = rest
    return {
        "size": total(book.size(p) for p in sized),
        "months": months_of(sized),
        "growth": now / before - 1 if before is not None and before > 0 else None,
        "growth_months": months_of([p for p, _ in pairs]),
        "hhi": index(sums, size),
        "complete_months": months_of(whole),
        "vendors": vendors,
    }


def vendor_row(book, places, vendor):
    shared = [p for p in places if (book.size(p) or 0) > 0 and book.known(p, vendor) is not None]
    taken = shared or [p for p in places if (p, vendor) in book.sold and book.known(p, vendor) is not None]
    value = total(book.known(p, vendor) for p in taken)
    sound = shared and value >= 0
    return {
        "vendor": vendor,
        "own": book.vendors[places[0].cell[0]][vendor],
        "value": value,
        "share": value / sum(book.size(p) for p in shared) if sound else None,
        "months": months_of(taken),
    }


def index(sums, size):
    """The range of the Herfindahl–Hirschman index."""
    shares = {vendor: ratio(amount, size) for vendor, amount in sums.items()}
    if not shares or min(shares.values()) < 0 or abs(sum(shares.values()) - 1) > HALF_PERCENT:
        return None
    low = sum(s**2 for v, s in shares.items() if not v.startswith(HIDDEN))
    return [min(10_000 * low, 10_000), min(10_000 * sum(s**2 for s in shares.values()), 10_000)]


def paired(book, places, back):
    """Each place a year before and now, where both sizes are known and of one kind."""
    sides = [(p.earlier(back), p) for p in places if p.earlier(back) in book.places]
    return [
        (then, now)
        for then, now in sides
        if ((then, None) in book.stated) == ((now, None) in book.stated)
        and book.size(then) is not None
        and book.size(now) is not None
    ]


def shift(book, pairs, own):
    """Why sales and share changed, over pairs of which both sides have a share."""
    pairs = [(a, b) for a, b in pairs if book.size(a) > 0 and book.size(b) > 0]
    pairs = [(a, b) for a, b in pairs if own(a) is not None and own(b) is not None]
    if not pairs:
        return None
    cells = {}
    for a, b in pairs:
        sums = cells.setdefault(a.cell, [Fraction(0)] * 4)
        cells[a.cell] = [x + y for x, y in zip(sums, (book.size(a), book.size(b), own(a), own(b)), strict=True)]
    whole0, whole1, own0, own1 = (sum(each) for each in zip(*cells.values(), strict=True))
    level = (own0 / whole0 + own1 / whole1) / 2
    parts = dict.fromkeys(("market_growth", "share_won", "mix", "competitive"), Fraction(0))
    for size0, size1, sales0, sales1 in cells.values():
        share0, share1, weight0, weight1 = sales0 / size0, sales1 / size1, size0 / whole0, size1 / whole1
        parts["market_growth"] += (share0 + share1) / 2 * (size1 - size0)
        parts["share_won"] += (size0 + size1) / 2 * (share1 - share0)
        parts["mix"] += (weight1 - weight0) * ((share0 + share1) / 2 - level)
        parts["competitive"] += (weight0 + weight1) / 2 * (share1 - share0)
    shares = {"before": own0 / whole0, "now": own1 / whole1, "change": own1 - own0}
    return {**shares, **parts, "months": months_of([now for _, now in pairs])}


def shifts(book, places, back):
    pairs = paired(book, places, back)
    found = {"portfolio": shift(book, pairs, book.own)}
    for product in sorted({name for _, name in book.products}):
        sells = {at.cell[0] for at, name in book.products if name == product}
        of = [(a, b) for a, b in pairs if a.cell[0] in sells]
        found[product] = shift(book, of, lambda p, product=product: book.known(p, product, book.products))
    return {name: each for name, each in found.items() if each is not None}


def headroom(book, places, back):
    """Each cell by its name: what it would bring at the median own share."""
    rows = {}
    for cell in by_cell(places):
        shared = [p for p in cell if (book.size(p) or 0) > 0 and book.own(p) is not None]
        taken = shared or [p for p in cell if book.size(p) is not None]
        own = total(book.own(p) for p in shared)
        size = total(book.size(p) for p in taken)
        share = own / size if own is not None and own >= 0 else None
        rows[cell[0].cell] = {"size": size, "own_sales": own, "share": share, "months": months_of(taken)}
    within = [r["share"] for r in rows.values() if r["share"] is not None and 0 < r["share"] <= 1 + HALF_PERCENT]
    target = median(within) if within else None
    for cell, row in rows.items():
        of = [p for p in places if p.cell[0] == cell[0]]
        grown = entry(book, of, back)
        known = target is not None and row["share"] is not None
        room = max(Fraction(0), target - row["share"]) * row["size"] if known else None
        fits = row["share"] is not None and row["share"] <= 1 + HALF_PERCENT
        row |= {
            "target": target,
            "headroom": room,
            "untapped": max(Fraction(0), row["size"] - row["own_sales"]) if fits else None,
            "growth": grown["growth"],
            "weighted": room * (1 + grown["growth"]) if room is not None and grown["growth"] is not None else None,
            "growth_months": grown["growth_months"] if grown["growth"] is not None else 0,
            "white_space": white(book, of, [r["own_sales"] for c, r in rows.items() if c[0] == cell[0]]),
        }
    return rows


def white(book, places, own_sales):
    known = [amount for amount in own_sales if amount is not None]
    own = [vendor for vendor, is_own in book.vendors.get(places[0].cell[0], {}).items() if is_own]
    open_ = any(book.known(p, v) is None and book.ever(book.sold, p.cell, v) for p in places for v in own)
    return bool(known) and sum(known) == 0 and not open_


def report(facts, window=None):
    """Every figure of a window (its first and last month), or of each period and of the last twelve months."""
    book = Book(facts)
    last = max(p.last for p in book.places)
    first, last = window or (last - 11, last)
    places = book.within(first, last)
    back = 12 * -(-(last - first + 1) // 12)
    if window:
        groups = {(m, None): [p for p in places if p.cell[0] == m] for m in {p.cell[0] for p in places}}
    else:
        keys = {(p.cell[0], (p.first, p.months)) for p in book.places}
        groups = {key: [p for p in book.places if (p.cell[0], p[1:]) == key] for key in keys}
    return {
        "markets": {key: entry(book, of, back if window else 12) for key, of in groups.items()},
        "shift": shifts(book, places, back),
        "headroom": headroom(book, places, back),
    }
