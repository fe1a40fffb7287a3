"""What the engine makes of a store's markets under a window, a filter and what is said to be the own company."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from tests.aloud.finance_pages.view import month_text, span_text
from tests.independent import market_places, markets
from tests.independent.markets import Book, Fact, Place

Pairs = list[tuple[Place, Place]]


def period_text(first: int, months: int) -> str:
    """A period as pages write it."""
    if months == 12:
        return str(first // 12)
    return f"Q{first % 12 // 3 + 1} {first // 12}" if months == 3 else month_text(first)


@dataclass
class View:
    """The figures under the filters; `every` are all of the store's."""

    every: list[Fact]
    window: tuple[int, int]
    segments: tuple[str, ...] = ()
    own: str | None = None

    @cached_property
    def facts(self) -> list[Fact]:
        kept = [fact for fact in self.every if not self.segments or fact.segment in self.segments]
        return [fact._replace(own=1) if self.own and fact.vendor == self.own else fact for fact in kept]

    @cached_property
    def book(self) -> Book:
        found = Book(self.facts, Book(self.every).listed)
        found.knows_own = self.knows_own  # of all figures, whatever is filtered
        return found

    @property
    def knows_own(self) -> bool:
        return self.own is not None or any(fact.own for fact in self.every)

    @property
    def last(self) -> int:
        return max(fact.first + fact.months - 1 for fact in self.every)

    @property
    def months(self) -> int:
        return self.window[1] - self.window[0] + 1

    @property
    def years(self) -> int:
        return -(-self.months // 12)

    @property
    def since(self) -> str:
        return "the prior year" if self.years == 1 else f"{self.years} years before"

    @cached_property
    def places(self) -> list[Place]:
        return self.book.within(*self.window)

    @cached_property
    def names(self) -> list[str]:
        return sorted({place.cell[0] for place in self.places})

    def of(self, market: str, back: int = 0) -> list[Place]:
        """The places of a market in the window, or so many months earlier."""
        first, last = (month - back for month in self.window)
        return [place for place in self.book.within(first, last) if place.cell[0] == market]

    @property
    def back(self) -> int:
        return 12 * self.years

    @cached_property
    def pairs(self) -> Pairs:
        return markets.paired(self.book, self.places, self.back)

    def pairs_of(self, market: str) -> Pairs:
        return [pair for pair in self.pairs if pair[0].cell[0] == market]

    @cached_property
    def moved(self) -> Pairs:
        """The pairs of which both sides have a share."""
        return market_places.shares_known(self.book, self.pairs)

    @cached_property
    def by_product(self) -> dict[str, Pairs]:
        """The pairs of each own product of which both sides have a share."""
        names = sorted({name for _, name in self.book.products})
        found = {name: market_places.product_pairs(self.book, self.pairs, name) for name in names}
        return {name: pairs for name, pairs in found.items() if pairs}

    def shift(self, product: str | None = None) -> dict[str, Any] | None:
        """Why the share changed, of all own sales or of one product's."""
        found: dict[str, Any] = markets.shifts(self.book, self.places, self.back)
        return found.get(product or "portfolio")

    @cached_property
    def shift_by_market(self) -> dict[str, dict[str, Any]]:
        """Each market's share on both sides, and its part in the shift of all."""
        found: dict[str, dict[str, Any]] = market_places.shift_by_market(self.book, self.pairs)
        return found

    @cached_property
    def with_share(self) -> list[Place]:
        """The places of the window that have an own share."""
        sized = [place for place in self.places if (self.book.size(place) or 0) > 0]
        return [place for place in sized if self.book.own(place) is not None]

    @cached_property
    def alone(self) -> Fraction | None:
        """The share of what is watched, without a year before."""
        size, own = (sum((of(p) for p in self.with_share), Fraction(0)) for of in (self.book.size, self.book.own))
        return own / size if size and own >= 0 else None

    @property
    def runs(self) -> str:
        """The months that have figures, in words."""
        return self.runs_of()

    @property
    def absent(self) -> list[str]:
        """The markets without figures in the window."""
        return sorted({place.cell[0] for place in self.book.places} - {*self.names})

    def runs_of(self, market: str | None = None) -> str:
        """The months that have figures, of one market where it is named, in words."""
        of = [place for place in self.book.places if market in {None, place.cell[0]}]
        months = {month for place in of for month in range(place.first, place.last + 1)}
        firsts = sorted(month for month in months if month - 1 not in months)
        lasts = sorted(month for month in months if month + 1 not in months)
        return ", ".join(span_text(first, last) for first, last in zip(firsts, lasts, strict=True))

    @cached_property
    def entries(self) -> dict[str, dict[str, Any]]:
        """What the command line says of each market."""
        return {name: markets.entry(self.book, self.of(name), self.back) for name in self.names}

    def growth(self, market: str, back: int = 0) -> Fraction | None:
        """The growth of a market's size, over the pairs of the window or of the one so many months earlier."""
        pairs = markets.paired(self.book, self.of(market, back), self.back)
        sizes = [sum((self.book.size(p) for p in side), Fraction(0)) for side in zip(*pairs, strict=True)]
        return sizes[1] / sizes[0] - 1 if pairs and sizes[0] > 0 else None

    @cached_property
    def rooms(self) -> dict[tuple[Any, ...], dict[str, Any]]:
        """The headroom of each cell, and as what it is shown: a year on where the growth is known."""
        found: dict[tuple[Any, ...], dict[str, Any]] = markets.headroom(self.book, self.places, self.back)
        for row in found.values():
            row["shown"] = row["headroom"] if row["weighted"] is None else row["weighted"]
        return found

    @property
    def has_room(self) -> bool:
        return any(self.book.size(p) is not None and self.book.own(p) is not None for p in self.places)

    @property
    def white(self) -> list[str]:
        return sorted({cell[0] for cell, row in self.rooms.items() if row["white_space"]})

    @cached_property
    def looked_at(self) -> str:
        """The largest market."""
        sizes = {name: sum((self.book.size(p) or 0 for p in self.of(name)), Fraction(0)) for name in self.names}
        return min(self.names, key=lambda name: (-sizes[name], name))

    @cached_property
    def concentrations(self) -> dict[str, market_places.Concentration]:
        found = {name: market_places.concentration(self.book, self.of(name)) for name in self.names}
        return {name: known for name, known in found.items() if known}

    def held(self, count: int) -> str:
        """How many of the watched markets a figure is of."""
        every = len(self.names)
        return counted(every) if count == every else f"{count} of {every} markets"

    def words(self, pairs: Pairs) -> str:
        """The two sides of pairs: from when to when, and of how many months where cells miss some."""
        now = min(b.first for _, b in pairs), max(b.last for _, b in pairs)
        text = f"{span_text(*now)} against {span_text(*(month - self.back for month in now))}"
        later = [b for _, b in pairs]
        return text if fewest(later) == self.months else f"{text}: {common(later, self.months)} that both have"


def counted(count: int) -> str:
    return "one market" if count == 1 else f"{count} markets"


def fewest(places: Sequence[Place]) -> int:
    """The fewest months that a cell has of places."""
    return min(_counts(places))


def common(places: Sequence[Place], of: int) -> str:
    """From the fewest months to the most that cells have, of so many."""
    counts = _counts(places)
    found = " to ".join(str(count) for count in sorted({min(counts), max(counts)}))
    return of_months(found, of)


def of_months(found: str | int, of: int) -> str:
    return f"{found} of {of} {'month' if of == 1 else 'months'}"


def _counts(places: Sequence[Place]) -> list[int]:
    return [markets.months_of(cell) for cell in markets.by_cell(places)]
