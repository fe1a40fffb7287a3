"""Files that refer to each other, dropped on the Data page: one upload, whichever comes first."""

import tempfile

from tests.pages.test_questions import button, load, only_question, questions, upload

SALES = "SaleDate,ProductKey,Quantity\n2026-01-05,P-1,2\n2026-01-09,P-2,3\n"
PRODUCTS = "ProductKey,Product name,Unit price\nP-1,Kettle,10\nP-2,Lamp,20\n"


def written(folder):
    paths = folder / "sales.csv", folder / "products.csv"
    for path, text in zip(paths, (SALES, PRODUCTS), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def revenue(store):
    with store.open() as con:
        return con.execute("select product, amount from finance where measure = 'revenue' order by 1").fetchall()


def test_two_files_dropped_together_are_one_upload(visit, store, tmp_path, monkeypatch):
    (tmp_path / "uploads").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "uploads"))
    app = upload(visit(store.folder, "data"), *written(tmp_path))
    assert [each.value.replace("\\", "") for each in app.success] == [
        "sales.csv refers to products.csv. These files are one upload."
    ]
    (asked,) = questions(app)
    assert "Is it Unit price × Quantity" in asked
    load(button(app, "Use the likely answer").click().run())
    assert [(name, float(amount)) for name, amount in revenue(store)] == [("Kettle", 20), ("Lamp", 60)]
    assert not list((tmp_path / "uploads").iterdir())


def test_a_file_waits_for_its_partner(visit, store, tmp_path):
    sales, products = written(tmp_path)
    app = upload(visit(store.folder, "data"), sales)
    (asked,) = questions(app)
    assert "Upload its file together with this one" in asked
    app = upload(app, products)
    (asked,) = questions(app)
    assert "Is it Unit price × Quantity" in asked


def test_what_was_answered_before_the_partner_came_stays_answered(visit, store, tmp_path):
    sales, products = written(tmp_path)
    sales.write_text(SALES.replace("2026-01-05", "03/02/2026").replace("2026-01-09", "05/02/2026"), encoding="utf-8")
    app = upload(visit(store.folder, "data"), sales)
    app = only_question(app).set_value("load it without").run()
    (order,) = [each for label, each in questions(app).items() if "date" in label]
    app = upload(order.set_value("day-first").run(), products)
    assert not [label for label in questions(app) if "date" in label]
    load(button(app, "Use the likely answer").click().run())
    with store.open() as con:
        assert con.execute("select distinct month(period) from finance").fetchall() == [(2,)]
