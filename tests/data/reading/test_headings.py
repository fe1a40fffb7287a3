"""What a heading says: words, unit, and which field it names."""

import pytest

from data.reading.headings import SUGGESTED, SURE, likeness, plain, scale
from data.reading.kinds import FINANCE

REVENUE, UNITS = FINANCE.by_name["revenue"], FINANCE.by_name["units"]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("  Sales ", "sales"),
        ("Net_Sales [EUR m]", "net sales"),
        ("R&D and Marketing", "r d and marketing"),
        ("Ｒｅｖｅｎｕｅ", "revenue"),
        ("Umsatzerlöse", "umsatzerlose"),
        ("—", ""),
    ],
)
def test_a_heading_is_compared_by_its_words(heading, words):
    assert plain(heading) == words


@pytest.mark.parametrize(
    "heading", ["Revenue", "Revenue (EUR)", "Revenue (net)", "Market", "Revenue in Germany", "CKD"]
)
def test_a_heading_without_a_unit_scales_nothing(heading):
    assert scale(heading) == 1


@pytest.mark.parametrize(
    "heading",
    [
        "Revenue (k€)",
        "Revenue (€ '000)",
        "Revenue ($000s)",
        "Revenue (kEUR)",
        "Revenue (TEUR)",
        "Revenue [EUR k]",
        "Revenue in thousands",
        "Revenue in EUR thousand",
        "Net sales k€",
        "Revenue TEUR",
        "Revenue (Tsd. EUR)",
    ],
)
def test_thousands_are_read_however_they_are_written(heading):
    assert scale(heading) == 1_000


@pytest.mark.parametrize(
    "heading",
    [
        "Revenue (m€)",
        "Revenue (€m)",
        "Revenue (USDm)",
        "Revenue (MEUR)",
        "Revenue (EUR mn)",
        "Revenue in Mio. EUR",
        "Umsatz Mio. €",
        "Revenue [$ millions]",
        "Revenue EUR m",
        "Net sales €m",
    ],
)
def test_millions_are_read_however_they_are_written(heading):
    assert scale(heading) == 1_000_000


def test_billions_are_read():
    assert scale("Revenue (€bn)") == scale("Revenue in billions") == 1_000_000_000


@pytest.mark.parametrize(
    ("heading", "sure"),
    [("Revenue", 1.0), (" REVENUE (k€) ", 1.0), ("Net sales", 0.97), ("sales", 0.97), ("COGS", 0.0), ("", 0.0)],
)
def test_a_fields_own_name_is_surest_then_its_synonyms(heading, sure):
    assert likeness(heading, REVENUE) == pytest.approx(sure, abs=0.0 if sure else SUGGESTED)


def test_a_slip_of_the_keyboard_is_less_sure_than_a_synonym_and_a_distant_word_no_suggestion():
    assert SURE <= likeness("Revenuee", REVENUE) < 0.97
    assert SUGGESTED <= likeness("Revnu", REVENUE) < SURE
    assert likeness("Reverse", UNITS) < SUGGESTED
