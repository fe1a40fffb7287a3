"""Overview and Return of random portfolios, read aloud: every figure is the engine's, every sentence is known."""

import random
from collections.abc import Iterator

import pytest

from tests.aloud import screen
from tests.aloud.finance_pages import findings, panels, sentences, tables
from tests.aloud.finance_pages.view import View
from tests.aloud.grammar import wrong
from tests.aloud.screen import Screen
from tests.independent.door import Door, played
from tests.independent.portfolios import Portfolio, portfolio
from tests.independent.returns import Cut
from tests.seeds import seeds

SEEDS = seeds(3, 24, 300)


def mistakes(page: str, view: View, found: Screen) -> Iterator[str]:
    """Everything on a page that is not as the engine has it, or that nobody taught."""
    known = sentences.SENTENCES[page]
    for text in found.texts:
        for piece in findings.pieces(text.words) if text.kind == "html" else [text.words]:
            yield from wrong(piece, known, view)
    for chart in found.charts:
        for words in (chart.title, chart.subtitle, chart.alt):
            yield from wrong(words, known, view)
    yield from panels.charts(view, found.charts)
    yield from panels.absent(view, page, found)
    yield from tables.wrong(view, found.tables)
    if page == "overview":
        yield from panels.cards(view, found.cards)


def asked(of: Portfolio, door: Door, view: View) -> View:
    """The window, the basis, the filter and the answers that a portfolio is looked at with."""
    chance = random.Random(f"asked {of.seed}")
    view.window = chance.choice(("12m", "12m", "ytd", "all"))
    bases = {fact.basis for fact in view.ledger.facts()}
    view.basis = chance.choice(sorted(bases)) if chance.random() < 0.3 else "actual"
    by = chance.choice(("line", "segment", "region"))
    values = sorted({getattr(fact, by) for fact in view.facts_of(view.basis)} - {None})
    if values and chance.random() < 0.4:
        view.cuts = (Cut(by, chance.choice(values)),)
    for product in sorted({fact.product for fact in view.facts_of("actual")}):
        if chance.random() < 0.15:
            view.answers[product] = chance.random() < 0.5
            assert door("blanks", product, "nothing" if view.answers[product] else "unknown").code == 0
    return view


def filters(view: View) -> dict[str, object]:
    """The filters as a visitor sets them."""
    chosen = {cut.by: [cut.value] for cut in view.cuts}
    return {"window": view.window, "basis": view.basis, **chosen}


@pytest.mark.parametrize("seed", SEEDS)
def test_overview_and_return_read_aloud(seed, visit, tmp_path):
    of = portfolio(seed)
    door, ledger = played(of, tmp_path)
    files = tuple(of.uploads[step.which or 0].file for step in of.steps if step.deed == "load")
    view = asked(of, door, View(ledger, files=files))
    for page in ("overview", "returns"):
        found = screen.read(visit(tmp_path / "store", page, **filters(view)))
        assert list(mistakes(page, view, found)) == [], (page, filters(view), view.answers)
