"""Which names may mean one product, and which only look so to a machine."""

import pytest

from data.reading.lookalikes import groups


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Widget", "WIDGET"),
        ("Widget Pro", "Widget-Pro"),
        ("Widget Pro", "WidgetPro"),
        ("Widget", "W\u0456dget"),  # a Cyrillic letter
        ("Atlas", "\uff21tlas"),  # a full-width letter
        ("Crème", "Creme"),
        ("Sprocket", "Sproket"),
        ("Enterprise", "Enterprises"),
        ("Gadget", "Gadgte"),
        ("O’Brien", "O'Brien"),
    ],
)
def test_names_that_may_be_one_are_found(one, other):
    assert groups([one, "Another", other]) == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Plan A", "Plan B"),
        ("Product 1", "Product 2"),
        ("Version 1.0", "Version 10"),
        ("Cloud 2024", "Cloud 2025"),
        ("Series I", "Series II"),
        ("Widget", "Widget X"),
        ("Phone", "Phones Case"),
        ("C", "C++"),
        ("Gold", "Bold"),
    ],
)
def test_names_that_tell_products_apart_are_left_alone(one, other):
    assert groups([one, other]) == []


def test_three_spellings_are_one_group_in_the_order_given():
    assert groups(["Widget", "widget", "Gadget", "WIDGET"]) == [("Widget", "widget", "WIDGET")]
