"""The KPIs page of random workbooks and portfolios, read aloud: the engine knows every figure and every sentence."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.aloud import screen
from tests.aloud.finance_pages import plan
from tests.aloud.finance_pages.view import View as Finance
from tests.aloud.grammar import wrong
from tests.aloud.kpi_page import finance_sentences, panels, sentences
from tests.aloud.kpi_page.finance import FinanceView
from tests.aloud.kpi_page.view import View
from tests.aloud.screen import Screen
from tests.independent.door import Door, played
from tests.independent.kpi_sheets import KpiSheets, beside, kpi_sheets, seasonal
from tests.independent.portfolios import Portfolio, portfolio
from tests.independent.returns import Cut
from tests.seeds import seeds

SENTENCES = [*sentences.SENTENCES, *finance_sentences.SENTENCES]
NO_SHEETS = KpiSheets((), ())


def mistakes(view: View, found: Screen) -> Iterator[str]:
    """Everything on the page that is not as the engine has it, or that nobody taught."""
    told = [text.words for text in found.texts]
    for chart in found.charts:
        told += [chart.title, chart.subtitle, *re.split(r"(?<=\.) ", chart.alt)]
    for words in told:
        yield from wrong(words, SENTENCES, view)
    yield from panels.charts(view, found.charts)
    yield from panels.tables(view, found.tables)


@pytest.mark.parametrize("seed", seeds(3, 30, 300))
def test_the_kpis_page_reads_aloud(seed, visit, tmp_path):
    sheets = kpi_sheets(seed, by_sides=0)
    assert Door(tmp_path)("load", sheets.write(tmp_path / "KPIs.xlsx")).code == 0
    found = screen.read(visit(tmp_path / "store", "kpis"))
    assert list(mistakes(View(sheets, shown=found), found)) == []


@pytest.mark.parametrize("seed", seeds(2, 30, 300))
def test_kpis_that_rise_and_fall_with_the_year_read_aloud(seed, visit, tmp_path):
    sheets = seasonal(seed)
    assert Door(tmp_path)("load", sheets.write(tmp_path / "KPIs.xlsx")).code == 0
    found = screen.read(visit(tmp_path / "store", "kpis"))
    assert list(mistakes(View(sheets, shown=found), found)) == []


def planned(seed: int) -> Portfolio:
    """A portfolio with a budget; where it has none, one of about what came."""
    of, chance = portfolio(seed), random.Random(f"planned {seed}")
    if any(row.basis == "budget" for upload in of.uploads for row in upload.rows):
        return of
    rows = [row for row in of.uploads[0].rows if chance.random() < 0.9]
    amounts = [{"revenue": _about(chance, row.revenue), "cost": _about(chance, row.cost)} for row in rows]
    budget = [replace(row, basis="budget", **about) for row, about in zip(rows, amounts, strict=True)]
    upload = replace(of.uploads[0], rows=(*of.uploads[0].rows, *budget))
    return replace(of, uploads=(upload, *of.uploads[1:]))


def _about(chance: random.Random, cents: int | None) -> int | None:
    return None if cents is None else int(cents * chance.uniform(0.7, 1.4))


def view_of(seed: int, folder: Path) -> FinanceView:
    """A portfolio with a budget, with and without KPIs of its products beside it, under a filter."""
    door, ledger = played(planned(seed), folder)
    chance, finance, sheets = random.Random(f"KPIs {seed}"), Finance(ledger), NO_SHEETS
    revenue: dict[str, dict[int, int]] = {}
    for each in finance.every:
        if each.revenue is not None:
            revenue.setdefault(each.product, {})[each.month] = each.revenue
    if revenue and chance.random() < 0.6:
        sheets = beside(seed, revenue)
        assert door("load", sheets.write(folder / "KPIs.xlsx")).code == 0
    view = FinanceView(sheets, version=ledger.version + (sheets is not NO_SHEETS), finance=finance)
    by = chance.choice(("line", "segment"))
    values = sorted({getattr(fact, by) for fact in ledger.facts()} - {None})
    if values and chance.random() < 0.3:
        cut = replace(view, finance=replace(finance, cuts=(Cut(by, chance.choice(values)),)))
        view = cut if cut.series else view
    offered = [by for by in panels.GROUPS if {getattr(fact, by) for fact in ledger.facts()} - {None}]
    return replace(view, by=chance.choice(offered)) if offered else replace(view, by="")


def state(view: FinanceView) -> dict[str, object]:
    """The filters, the groups, and the KPI that is looked at, as a visitor sets them."""
    chosen: dict[str, Any] = {cut.by: [cut.value] for cut in view.finance.cuts}
    looked = {"kpi looked at": "\x1f".join((*view.picked, ""))} if view.picked else {}
    return {**chosen, **looked, **({"by": view.by} if view.by else {})}


@pytest.mark.parametrize("seed", seeds((3, 24), 30, 300))
def test_kpis_of_finance_read_aloud(seed, visit, tmp_path):
    view = view_of(seed, tmp_path)
    if not view.series:
        return
    app = visit(tmp_path / "store", "kpis", **state(view))
    margins = [(one.definition.kpi, one.product) for one in view.series if one.definition.kpi == plan.MARGIN]
    for picked in (None, *margins[:1]):
        view = replace(view, picked=picked)
        for key, value in state(view).items():
            app.session_state[key] = value
        app.run()
        assert not app.exception
        found = screen.read(app)
        view = replace(view, shown=found)
        assert list(mistakes(view, found)) == [], state(view)
