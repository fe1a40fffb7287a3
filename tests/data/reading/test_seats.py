"""Tickets of events are the units sold; tickets of a help desk are not."""

from decimal import Decimal

import pytest

from data.reading import read
from data.reading.grid import Sheet, Workbook


def measures(heads):
    rows = [heads, ["2026-01-05", "Carmen", Decimal(12), Decimal("340.50")]]
    workbook = Workbook("box office.csv", [Sheet.of("box office", rows)])
    (table,) = read.read(workbook, read.mapping_of(workbook)).tables
    return {row["measure"]: row["amount"] for row in table.records.to_pylist()}


@pytest.mark.parametrize(("event", "seats"), [("Event", "Tickets"), ("Show", "Tickets sold"), ("Product", "Seats")])
def test_tickets_of_events_are_units(event, seats):
    heads = ["Date", event, seats, "Takings"]
    expected = {"revenue": Decimal("340.50")} | ({"units": 12} if event != "Product" else {})
    assert measures(heads) == expected


@pytest.mark.parametrize(
    "heads", [("Date", "Product", "Tickets", "Revenue"), ("Date", "Product", "Tickets closed", "Sales")]
)
def test_other_tickets_beside_revenue_are_none(heads):
    assert measures(list(heads)) == {"revenue": Decimal("340.50")}
