"""What the Market page says is not known of its markets, or contradicts itself."""

from collections.abc import Iterator
from fractions import Fraction

from tests.aloud.grammar import Expected, Ranked, Said, Sentence
from tests.aloud.market_page.view import View
from tests.aloud.screen import Screen
from tests.independent import market_places, markets

MOST_NAMED, MOST, MOST_PARTS = 4, 8, 6
OVER = "Vendors add to more than the market: "
BELOW = "Sales below 0: "
NO_SIZE = "A stated size is 0 or less: no share can be taken of it. Correct it in its sheet."
APART = (
    "Sizes and vendors are given for different segments or regions, so that no share is known there. Give both for "
    "the same ones."
)
NO_VENDORS = "A size and no vendor is given: shares are not known."
MISSING = "Not reported: "
PARTS, GIVEN = "Not given for the whole time: ", "Given for "
NOWHERE = "No figures lie wholly in this window: "


def in_order(values: dict[str, Fraction]) -> Ranked:
    """A list of all of them, in whatever order."""
    return Ranked(values, len(values), lambda value: Fraction(0))


def over(view: View, said: Said) -> dict[str, Expected]:
    found = market_places.over_full(view.book, view.places)
    return {"list": in_order({f"{market} by": part for market, part in found.items()})}


def below(view: View, said: Said) -> dict[str, Expected]:
    found = market_places.below_zero(view.book, view.places)
    return {"market": said["market"], "list": in_order(found.get(said["market"], {}))}


def no_size(view: View) -> set[str]:
    return {p.cell[0] for p in view.places if (p, None) in view.book.stated and view.book.stated[p, None] <= 0}


def missing(view: View, said: Said) -> dict[str, Expected]:
    found = market_places.not_reported(view.book, view.places)
    counts, summed = found.get(said["market"], ({}, False))
    of = markets.months_of(view.of(said["market"]))
    many = "month" if of == 1 else "months"
    names = ", ".join(f"{vendor} ({months} of {of} {many})" for vendor, months in counts.items())
    return {"market": said["market"], "names": names, "summed": said.get("summed") if summed else None}


def part(view: View, said: Said) -> dict[str, Expected]:
    """The parts of a market with fewer months than the window, where not all have as many."""
    parts = _covered(view).get(said["market"], {})
    fewer = sorted((str(cell), name_of(cell), n) for cell, n in parts.items() if n < view.months)
    names = ", ".join(f"{name} ({months} of {_months(view)})" for _, name, months in fewer)
    several = len(set(parts.values())) > 1
    return {"market": said["market"], "names": names if several and len(fewer) <= MOST_PARTS else said.get("names")}


def given(view: View, said: Said) -> dict[str, Expected]:
    """Of how many months all parts of a market are given."""
    counts = set(_covered(view).get(said["market"], {}).values())
    only = counts.pop() if len(counts) == 1 else None
    return {"market": said["market"], "given": only, "months": view.months}


def _covered(view: View) -> dict[str, dict[tuple[str | None, ...], int]]:
    found: dict[str, dict[tuple[str | None, ...], int]] = market_places.covered(view.book, view.places, view.months)
    return found


def name_of(cell: tuple[str | None, ...]) -> str:
    return " · ".join(filter(None, cell[1:])) or "the rest"


def _months(view: View) -> str:
    return f"{view.months} {'month' if view.months == 1 else 'months'}"


def nowhere(view: View, said: Said) -> dict[str, Expected]:
    """The markets without figures in the window, with the months that have some."""
    names = ", ".join(f"{name} ({view.runs_of(name)})" for name in view.absent)
    return {"names": names}


def expected(view: View) -> set[str]:
    """How each note begins that must be there."""
    found = {OVER} if market_places.over_full(view.book, view.places) else set()
    found |= {f"{market}: {BELOW}" for market in market_places.below_zero(view.book, view.places)}
    found |= {f"{market}: {NO_SIZE}" for market in no_size(view)}
    found |= {f"{p.cell[0]}: {APART}" for p in view.places if market_places.apart(view.book, p)}
    found |= {f"{market}: {NO_VENDORS}" for market in market_places.without_vendors(view.book, view.places)}
    for market, parts in _covered(view).items():
        found.add(f"{market}: {GIVEN if len(set(parts.values())) == 1 else PARTS}")
    return found | {f"{market}: {MISSING}" for market in market_places.not_reported(view.book, view.places)}


def absent(view: View, found: Screen) -> Iterator[str]:
    """What nobody is told though it is so, and what is said though it is not."""
    beginnings = expected(view)
    told = {each for text in found.texts for each in (*beginnings, *_beginnings(view)) if text.words.startswith(each)}
    if len(beginnings) <= MOST and told != beginnings:
        yield f"notes: {sorted(told)}, not {sorted(beginnings)}"
    if any(text.words.startswith(NOWHERE) for text in found.texts) != bool(view.absent):
        yield f"notes: it is not told, or wrongly, that {view.absent} have no figures"


def _beginnings(view: View) -> set[str]:
    return {
        f"{market}: {each}"
        for market in view.names
        for each in (BELOW, NO_SIZE, APART, NO_VENDORS, MISSING, PARTS, GIVEN)
    }


def more(view: View, said: Said) -> dict[str, Expected]:
    return {"count": len(expected(view)) - MOST}


SENTENCES = [
    Sentence(
        f"{OVER}{{list:list}}. Shares are of the stated size; what others sold and the concentration are not known.",
        over,
    ),
    Sentence(
        f"{{market:text}}: {BELOW}{{list:list}}. They have no share there; what others sold and the concentration are "
        "not known.",
        below,
    ),
    *(
        Sentence(f"{{market:text}}: {each}", lambda view, said: {"market": said["market"]})
        for each in (NO_SIZE, APART, NO_VENDORS)
    ),
    Sentence(
        f"{{market:text}}: {MISSING}{{names:list}}. Shares are of the months that are reported; “Others” and the "
        "concentration of those that report all.",
        missing,
    ),
    Sentence(
        f"{{market:text}}: {MISSING}{{names:list}}. ⟦{{summed:text}} a stated size, neither the size nor shares are "
        "known there.⟧",
        missing,
    ),
    Sentence(f"{{market:text}}: {PARTS}{{names:list}}.", part),
    Sentence(f"{{market:text}}: {GIVEN}{{given:n}} of {{months:n}} ⟦months⟧⟦month⟧.", given),
    Sentence(f"{NOWHERE}{{names:list}}.", nowhere),
    Sentence("{count:n} more such notes are on the command line.", more),
]
