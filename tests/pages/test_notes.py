"""What is asked and noted of a file on its way in, as the Data page shows it."""

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


def upload(app, content, name):
    """Brings a file in as an upload does."""
    return app.file_uploader[0].set_value((name, content, "text/csv")).run()


def test_rows_of_one_key_are_answered_on_screen(visit, store):
    once = [f"{name},{region},2025-01,10" for name in ("Ash", "Birch", "Cedar") for region in "NS"]
    text = "\n".join(["Product,Region,Month,Revenue", *once, "Cedar,S,2025-01,11", ""])
    app = upload(visit(store.folder, "data"), text.encode(), "sales.csv")
    assert any("with the key of row 7" in each.value for each in app.error)
    box = next(each for each in app.selectbox if each.label == "Rows of one key")
    app = box.set_value("last").run()
    assert not app.error
    assert not app.exception
    assert not next(each for each in app.button if each.label == "Load").disabled


def test_an_encoding_is_answered_on_screen(visit, store):
    text = "Product,Month,Revenue\nМолоко,2025-01,5\nХлеб,2025-01,6\n"
    app = upload(visit(store.folder, "data"), text.encode("cp1251"), "sales.csv")
    assert any("unknown encoding" in each.value for each in app.error)
    box = next(each for each in app.selectbox if each.label == "Encoding")
    app = box.set_value("cp1251").run()
    assert not app.error
    assert not app.exception
    assert not next(each for each in app.button if each.label == "Load").disabled


def test_blanks_beside_another_product_are_answered_on_screen(visit, store):
    text = "Business line,Product,Month,Revenue\nL3,Ash,2025-01,1\n,Birch,2025-01,2\nL2,Cedar,2025-01,3\n"
    app = upload(visit(store.folder, "data"), text.encode(), "sales.csv")
    box = next(each for each in app.selectbox if each.label.startswith("Blanks repeat"))
    app = box.set_value(False).run()
    assert not app.error
    assert not next(each for each in app.button if each.label == "Load").disabled
