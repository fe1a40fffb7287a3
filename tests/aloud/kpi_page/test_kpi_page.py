"""The KPIs page of random workbooks, read aloud: every figure is the engine's, every sentence is known."""

import re
from collections.abc import Iterator

import pytest

from tests.aloud import screen
from tests.aloud.grammar import wrong
from tests.aloud.kpi_page import panels
from tests.aloud.kpi_page.sentences import SENTENCES
from tests.aloud.kpi_page.view import View
from tests.aloud.screen import Screen
from tests.independent.door import Door
from tests.independent.kpi_sheets import kpi_sheets
from tests.seeds import seeds

SEEDS = seeds(3, 30, 30)


def mistakes(view: View, found: Screen) -> Iterator[str]:
    """Everything on the page that is not as the engine has it, or that nobody taught."""
    told = [text.words for text in found.texts]
    for chart in found.charts:
        told += [chart.title, chart.subtitle, *re.split(r"(?<=\.) ", chart.alt)]
    for words in told:
        yield from wrong(words, SENTENCES, view)
    yield from panels.charts(view, found.charts)
    yield from panels.tables(view, found.tables)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_kpis_page_reads_aloud(seed, visit, tmp_path):
    sheets = kpi_sheets(seed, by_sides=0)
    assert Door(tmp_path)("load", sheets.write(tmp_path / "KPIs.xlsx")).code == 0
    found = screen.read(visit(tmp_path / "store", "kpis"))
    assert list(mistakes(View(sheets), found)) == []
