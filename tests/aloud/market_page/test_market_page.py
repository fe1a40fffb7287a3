"""The Market page of random markets, read aloud: every figure is the engine's, every sentence is known."""

import random
from collections.abc import Iterator

import pytest

from tests.aloud import screen
from tests.aloud.grammar import wrong
from tests.aloud.market_page import notes, panels, shift
from tests.aloud.market_page.sentences import SENTENCES
from tests.aloud.market_page.view import View
from tests.aloud.screen import Screen
from tests.independent import market_sheets
from tests.seeds import seeds

SEEDS = seeds(4, 40, 300)


def mistakes(view: View, found: Screen) -> Iterator[str]:
    """Everything on the page that is not as the engine has it, or that nobody taught."""
    told = [text.words for text in found.texts]
    for chart in found.charts:
        alts = chart.alt.split("; ") if chart.key == "shift-money" else [chart.alt]
        told += [chart.title, chart.subtitle, *alts]
        if chart.key == "shift-money" and len(alts) < len(shift.told(view)):
            yield f"{chart.alt} leaves out one of {shift.told(view)}"
    for words in told:
        yield from wrong(words, SENTENCES, view)
    if view.places:
        yield from notes.absent(view, found)
        yield from panels.charts(view, found.charts)
        yield from panels.tables(view, found.tables)


def asked(seed: int, view: View) -> dict[str, object]:
    """The window, the segments and the own company that the page is looked at with, as filters."""
    chance = random.Random(f"asked {seed}")
    name, months = market_sheets.window(seed, view.every)
    view.window = months or view.window
    filters: dict[str, object] = {"window": name or "12m"}
    if name and ".." in name:
        start, end = name.split("..")
        filters = {"window": "custom", "from": start, "to": end}
    segments = sorted({fact.segment for fact in view.every if fact.segment})
    if segments and chance.random() < 0.3:
        view.segments = (chance.choice(segments),)
        filters["segment"] = [*view.segments]
    vendors = sorted({fact.vendor for fact in view.every if fact.vendor not in {None, "Others"}})
    if vendors and not any(fact.own for fact in view.every) and chance.random() < 0.7:
        view.own = chance.choice(vendors)
        filters["own"] = [view.own]
    return filters


@pytest.mark.parametrize("seed", SEEDS)
def test_the_market_page_reads_aloud(seed, visit, store):
    every = market_sheets.facts(seed)
    market_sheets.into(store, every)
    last = max(fact.first + fact.months - 1 for fact in every)
    view = View(every, (last - 11, last))
    filters = asked(seed, view)
    found = screen.read(visit(store.folder, "market", **filters))
    assert list(mistakes(view, found)) == [], filters
