"""What Overview and Return say on random portfolios, parsed, against the independent engine."""

import html
import re
from fractions import Fraction

import pytest

from tests.independent import returns
from tests.independent.door import played
from tests.independent.ledger import Ledger
from tests.independent.portfolios import portfolio
from tests.pages.conftest import headline

BY_DEFAULT, ALL = 3, 40
SEEDS = [pytest.param(seed, marks=pytest.mark.slow if seed >= BY_DEFAULT else ()) for seed in range(ALL)]
SIZES = {"k": 10**3, "m": 10**6, "b": 10**9}


def number(text: str) -> float | None:
    """A figure as it is shown, None where it is missing.

    >>> number("−1.25 m"), number("12.5 %"), number("–")
    (-1250000.0, 12.5, None)
    """
    found = re.match(r"([−+]?)([\d,.]+)(?: ([kmb%]))?", text)
    if not found:
        return None
    value = float(found[2].replace(",", "")) * SIZES.get(found[3] or "", 1)
    return -value if found[1] == "−" else value


def shown(value: Fraction | None, places: int) -> float | None:
    return None if value is None else round(float(value), places)


def expected(ledger: Ledger) -> tuple[dict[str, Fraction | None], str]:
    """The portfolio's figures over the last 12 months of actual figures, and how its return is measured."""
    facts = [fact for fact in ledger.facts() if fact.basis == "actual"]
    own = {fact.month for fact in facts if fact.measure in returns.MONEY}
    months = returns.within(returns.product_months(facts), returns.span("12m", own, own))
    measured = returns.definition(months)
    return returns.figures(months, measured), measured


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pages_show_what_the_engine_computes(seed, visit, tmp_path):
    _, ledger = played(portfolio(seed), tmp_path)
    figures, measured = expected(ledger)
    app = visit(tmp_path / "store", "overview")
    cards = {card.label: number(card.value) for card in app.metric}
    for label, name in (("Contribution", "contribution"), ("Revenue", "revenue")):
        if figures[name] is not None:
            assert cards[label] == pytest.approx(float(figures[name]), rel=6e-3, abs=1)
        else:
            assert label not in cards
    said = html.unescape(headline(app))
    if figures["roi"] is None:
        assert "No return is known" in said or "no return is known" in said
    else:
        (roi,) = re.findall(rf"portfolio {measured} is ([−\d,.]+ %)", said)
        assert number(roi) == shown(figures["roi"] * 100, 1)
        assert f"(portfolio: {roi})" in html.unescape(headline(visit(tmp_path / "store", "returns")))
