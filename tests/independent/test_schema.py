"""The checker of the schema by itself: it can fail, and every name in the document is explained."""

import pytest

from tests.independent import schema

WHOLE = {"data_version": 3, "faults": ["One."]}


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (WHOLE, []),
        ({**WHOLE, "data_version": True}, ["check.data_version is True, not integer"]),
        ({"faults": [7]}, ["check lacks data_version", "check.faults[0] is 7, not text"]),
        ({**WHOLE, "more": 1}, ["check has the unknown more"]),
        ([WHOLE], [f"check is no object: {[WHOLE]!r}"]),
    ],
)
def test_what_breaks_the_schema_is_said(found, said):
    assert schema.faults("check", found) == said


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("money", [1, -2.5, 0.0001], [0.00001, float("nan"), "1", True, None]),
        ("digits", ["1.00", "-0.1234"], ["1", "1.00000", 1.0]),
        ("months", ["2025", "2025-Q1", "2025-01", "2024-10..2025-09"], ["2025-13", "2025-Q5", "2025-01-01", ""]),
        ("time", ["2025-01-31T18:00:00+00:00"], ["2025-01-31T18:00:00", "soon"]),
        ("day", ["2025-01-31"], ["2025-02-30", 2025]),
    ],
)
def test_types_take_what_they_say(kind, good, bad):
    assert [value for value in good if not schema.PLAIN[kind](value)] == []
    assert [value for value in bad if schema.PLAIN[kind](value)] == []


def names(wanted):
    if isinstance(wanted, str):
        return {wanted.partition(":")[0].removesuffix(" or null")}
    parts = wanted if isinstance(wanted, list) else wanted.values()
    return {name for part in parts for name in names(part)}


def test_every_type_in_the_document_is_known():
    known = schema.blocks()
    used = {name for block in known.values() for name in names(block) if not name.startswith("one of ")}
    assert used <= known.keys() | schema.PLAIN.keys()
