"""Each piece of evidence alone: words of headings and looks of cells, with the role that they speak for."""

from decimal import Decimal

import pytest

from data.reading.evidence import values, words
from data.reading.evidence.clue import Clue, ranked
from data.reading.evidence.glance import Glance, labelled
from data.reading.grid import Sheet


def roles(found):
    return {clue.role: clue.weight > 0 for clue in found}


@pytest.mark.parametrize(
    "heading, said",
    [
        ("Plan name", {"product": True}),
        ("Kundennummer Kunde", {"product": False}),
        ("Betrag", {"amount": True}),
        ("Growth %", {"amount": False, "kpi": True, "share": True}),
        ("Menge", {"count": True}),
        ("Expenses", {"amount": True, "spend": True}),
        ("Zorp", {}),
    ],
)
def test_words_of_a_heading_speak_for_or_against_a_role(heading, said):
    assert roles(words.clues(Glance(1, heading, ()))) == said


@pytest.mark.parametrize(
    "cells, said",
    [
        (("2025-01", "2025-02", "Q1 2025"), {"period": True}),
        (("January", "März", "July"), {"month": True}),
        (("Q1", "Q2", "Q2"), {"quarter": True}),
        (("Soap", "Brush", "Soap"), {"product": True}),
        (("Soap", "Soap", "Soap"), {"product": False}),
        ((Decimal("10.5"), Decimal(7)), {"amount": True}),
        ((Decimal(1), Decimal(2), Decimal(3)), {"amount": False}),
        ((Decimal(3), Decimal(12), Decimal(4)), {"amount": True, "count": True}),
        ((), {}),
    ],
)
def test_cells_speak_for_or_against_a_role(cells, said):
    found = list(values.clues(Glance(1, "Zorp", cells)))
    weights = {role: sum(clue.weight for clue in found if clue.role == role) for role in {c.role for c in found}}
    assert {role: weight > 0 for role, weight in weights.items()} == said


def test_what_more_speaks_against_than_for_is_not_ranked():
    clues = [Clue(1, "product", 0.5, "a"), Clue(1, "product", -2, "b"), Clue(2, "product", 0.2, "c")]
    assert [(each.column, each.why) for each in ranked(clues, "product")] == [(2, "c")]


def test_words_left_of_the_headings_need_no_heading_of_their_own():
    sheet = Sheet.of("s", [[None, "Sales"], ["Soap", Decimal(5)], ["Brush", Decimal(6)]])
    assert labelled(sheet, 1) == {1: "(labels)", 2: "Sales"}
    assert labelled(Sheet.of("s", [[None, "Sales"], [Decimal(1), Decimal(5)]]), 1) == {2: "Sales"}
