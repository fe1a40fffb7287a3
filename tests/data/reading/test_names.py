"""Names as they are kept, and the names that totals have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.names import is_total, name


@pytest.mark.parametrize(
    "spelling",
    ["Café Größe", "  Café\tGröße ", "Cafe\u0301 Gro\u0308ße", "Café\u00a0\u00a0Größe", "\ufeffCa\u00adfé\u200b Größe"],
)
def test_spellings_that_look_alike_are_one_name(spelling):
    assert name(spelling) == "Café Größe"


@pytest.mark.parametrize("other", ["WIDGET", "Widget 2", "Wïdget"])
def test_names_that_look_different_stay_different(other):
    assert name(other) != name("Widget")


@given(st.text())
def test_a_kept_name_is_kept_as_it_is(text):
    assert name(name(text)) == name(text)


@pytest.mark.parametrize(
    "label",
    [
        "Total",
        "TOTALS",
        " Total: ",
        "Grand total",
        "Subtotal",
        "Sub-total",
        "Sum",
        "All products",
        "Gesamt",
        "Summe",
        "Total général",
        "Overall",
    ],
)
def test_a_label_of_a_total_is_known(label):
    assert is_total(label)


@pytest.mark.parametrize("label", ["Total Care", "Summer", "Overalls", "Totalizer", "Widget", ""])
def test_a_product_that_sounds_like_a_total_is_none(label):
    assert not is_total(label)
