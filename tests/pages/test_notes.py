"""What is noted of a file, as the Data page shows it."""

from tests.conftest import write_workbook
from tests.data import factories

HEAD = ["Product", "Month", "Revenue", "Variable cost", "Investment"]
COSTS = [HEAD, ["Ash", "2025-01", 100, -40, -50]]


def folded(app):
    """The notes that are shown, by the title that they are folded under."""
    return {each.label: [line.value for line in each.caption] for each in app.expander if "note" in each.label}


def test_notes_of_an_upload_are_counted_and_folded_away(visit, store, tmp_path):
    factories.load(store, write_workbook(tmp_path / "costs.xlsx", {"P&L": COSTS}))
    notes = folded(visit(store.folder, "data"))
    assert [(title, len(lines)) for title, lines in notes.items()] == [("2 notes on how values were read", 2)]
