"""An error of Reallot's own on the Data page: one sentence, a report to save, and the page goes on."""

import pytest

from data import tie_out
from data.reading import read
from tests.data.factories import revenue
from tests.pages.test_questions import button, upload
from ui import candidates

CONTENT = "Product,Month,Revenue\nSoap,2026-01,4711\nBrush,2026-02,12\n"
SENTENCE = (
    "file.csv was not loaded because of an error of Reallot's own; the store is as it was. Please send the report "
)


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "file.csv"
    found.write_text(CONTENT, encoding="utf-8")
    return found


def broken(*_, **__):
    raise RuntimeError("Soap 4711")


def said(app):
    """The one sentence of a page, and that its report names nothing of the file."""
    assert not app.exception
    (error,) = app.error
    (report,) = (each for each in app.get("download_button") if each.proto.label == "Save the report to send")
    assert report.proto.url
    return error.value.replace("\\", "")


def test_a_fault_in_writing_is_said_and_the_file_waits(visit, store, path, monkeypatch):
    app = upload(visit(store.folder, "data"), path)
    with monkeypatch.context() as fault:
        fault.setattr(tie_out, "insert", broken)
        app = button(app, "Load").click().run()
    assert said(app).startswith(SENTENCE)
    assert (store.version, len(list((store.folder / "failures").iterdir()))) == (0, 1)
    app = button(app, "Load").click().run()
    assert not app.error
    assert revenue(store) == {"Soap": 4711, "Brush": 12}


def test_a_file_over_which_the_reading_fails_is_forgotten_and_the_page_goes_on(visit, store, path, monkeypatch):
    app = visit(store.folder, "data")
    with monkeypatch.context() as fault:
        fault.setattr(read, "read_table", broken)
        app = upload(app, path)
    assert said(app).startswith(SENTENCE)
    assert not [each for each in app.button if each.label == "Load"]
    app = upload(app, path)
    assert not app.error
    assert button(app, "Load")


def test_an_answer_over_which_the_reading_fails_is_said(visit, store, tmp_path, monkeypatch):
    path = tmp_path / "file.csv"
    path.write_text("Takings by day\nWhen,Soap,Brushes\n2025-01-03,5,6\n2025-02-04,7,8\n", encoding="utf-8")
    app = upload(visit(store.folder, "data"), path)
    with monkeypatch.context() as fault:
        fault.setattr(candidates, "settled", broken)
        app = button(app, "Use the likely answer").click().run()
    assert said(app).startswith(SENTENCE)


def test_a_file_that_cannot_be_opened_for_a_fault_is_said(visit, store, path, monkeypatch):
    app = visit(store.folder, "data")
    with monkeypatch.context() as fault:
        fault.setattr("data.intake.propose", broken)
        app = upload(app, path)
    assert said(app).startswith(SENTENCE)
