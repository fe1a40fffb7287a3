"""The questions of a file on its way in: answered on the Data page as on the command line."""

import pytest

from data import intake
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers
from data.store import Store
from tests.data import factories
from tests.data.asked import CODES, TEXTS, file_asking
from tests.data.factories import revenue

CSV = "text/csv"


def upload(app, *paths):
    """Brings files in as an upload does."""
    return app.file_uploader[0].set_value([(path.name, path.read_bytes(), CSV) for path in paths]).run()


def questions(app):
    """The questions that are open, by their sentences."""
    return {each.label.replace("\\", "").strip("*"): each for each in app.radio if "files" not in each.label}


def only_question(app):
    (question,) = questions(app).values()
    return question


def button(app, label):
    return next(each for each in app.button if each.label == label)


def load(app):
    """Loads the file that is looked at."""
    assert not app.button(key="load").disabled
    app = app.button(key="load").click().run()
    assert not app.exception
    assert not app.error
    return app


def facts(store):
    """What is in a store: each fact with what it was read from, and the mapping that it was loaded under."""
    with store.open() as con:
        mapping = con.execute("select mapping from upload").fetchall()
        return mapping, *(
            con.execute(f"select * from {name} order by all").fetchall() for name in ("finance", "market")
        )


def loaded_without_a_screen(folder, path, **answers):
    folder.mkdir()
    store = Store(folder / "store")
    factories.load(store, path, answers=Answers(**answers))
    return facts(store)


def question_of(store, path):
    """What is asked of a file without a screen."""
    candidate = intake.open_file(store, path)
    return asked(intake.settled(candidate.workbook, candidate.mapping, Answers()).reading.refusals)[0]


@pytest.mark.parametrize("code", CODES)
def test_an_answer_on_screen_is_what_the_command_line_gives(visit, store, tmp_path, code):
    path = file_asking(tmp_path, code)
    asked_of = question_of(store, path)
    app = upload(visit(store.folder, "data"), path)
    assert app.button(key="load").disabled
    box, choice = only_question(app), asked_of.choices[min(1, len(asked_of.choices) - 1)]
    assert box.value is None
    app = box.set_value(choice).run()
    assert not app.exception
    said = {asked_of.id: choice}
    if code in {"revenue", "encoding"}:  # without revenue there are units; in another encoding other names
        assert not questions(app)
    load(app)
    assert facts(store) == loaded_without_a_screen(tmp_path / "other", path, given=said)


@pytest.mark.parametrize("code", CODES)
def test_the_likely_answers_on_screen_are_those_of_the_command_line(visit, store, tmp_path, code):
    path = file_asking(tmp_path, code)
    app = upload(visit(store.folder, "data"), path)
    app = button(app, "Use the likely answer").click().run()
    assert not questions(app)
    load(app)
    assert facts(store) == loaded_without_a_screen(tmp_path / "other", path, likely=True)


def test_each_choice_of_a_question_says_what_follows_and_the_first_that_it_is_likely(visit, store, tmp_path):
    app = upload(visit(store.folder, "data"), file_asking(tmp_path, "repeated"))
    box = only_question(app)
    assert box.options == ["All of them count", "The first one counts", "The last one counts"]
    assert [caption.replace("\\", "") for caption in box.proto.captions] == [
        "likely; then Revenue 13.00",
        "then Revenue 9.00",
        "then Revenue 12.00",
    ]


def test_an_answer_stays_on_screen_and_can_be_changed(visit, store, tmp_path):
    app = upload(visit(store.folder, "data"), file_asking(tmp_path, "repeated"))
    app = only_question(app).set_value("first").run()
    assert any("The first one counts" in each.value for each in app.caption)
    app = button(app, "Change").click().run()
    app = only_question(app).set_value("last").run()
    load(app)
    assert revenue(store)["P0"] == 4


def test_a_changed_answer_keeps_what_was_answered_and_changed_after_it(visit, store, tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("Product,2025-01,2090-01\nA,5,6\nB,1,2\n", encoding="utf-8")
    app = upload(visit(store.folder, "data"), path)
    while questions(app):
        box = next(iter(questions(app).values()))
        app = box.set_value("revenue" if "revenue" in box.proto.options or len(box.options) > 2 else "budget").run()
    app = next(each for each in app.text_input if each.label == "Currency").set_value("CHF").run()
    app = button(app, "Change").click().run()
    app = only_question(app).set_value("investment").run()
    load(app)
    with store.open() as con:
        found = con.execute("select distinct measure, basis, currency from finance order by all").fetchall()
    assert found == [("investment", "actual", "CHF"), ("investment", "budget", "CHF")]


def test_a_name_that_is_not_offered_is_given_as_well(visit, store, tmp_path):
    app = upload(visit(store.folder, "data"), file_asking(tmp_path, "product"))
    app = only_question(app).set_value("\0another").run()
    assert app.button(key="load").disabled
    app = next(each for each in app.text_input if each.label == "Name").set_value("Rockets").run()
    load(app)
    assert revenue(store) == {"Rockets": 11}


def test_several_files_are_answered_as_is_likely_on_a_click(visit, store, tmp_path):
    paths = []
    for code in ("product", "revenue", "encoding"):
        folder = tmp_path / code
        folder.mkdir()
        paths.append(file_asking(folder, code).rename(folder / f"{code}.csv"))
    app = upload(visit(store.folder, "data"), *paths)
    app = button(app, "Use the likely answers for all 3 files").click().run()
    app = button(app, "Load 3 ready files").click().run()
    assert not app.exception
    assert revenue(store) == {"product": 11, "A": 10, "B": 3, "Молоко": 5, "Хлеб": 6}


def test_an_answer_stays_while_another_file_is_looked_at(visit, store, tmp_path):
    paths = [file_asking(tmp_path, code).rename(tmp_path / f"{code}.csv") for code in ("repeated", "measure")]
    app = upload(visit(store.folder, "data"), *paths)
    app = only_question(app).set_value("first").run()
    for title in ("measure.csv", "repeated.csv"):
        files = next(each for each in app.radio if "files" in each.label)
        key = next(option for option in files.options if title.replace(".", "\\.") in option)
        app = files.set_value(key).run()
    assert any("The first one counts" in each.value for each in app.caption)
    assert not questions(app)


def test_an_answer_is_remembered_and_asked_again_on_a_click(visit, store, tmp_path):
    load_once = upload(visit(store.folder, "data"), file_asking(tmp_path, "repeated"))
    load(only_question(load_once).set_value("first").run())
    path = tmp_path / "file.csv"
    path.write_text(TEXTS["repeated"].replace("P0,2026-01,4", "P0,2026-01,7"), encoding="utf-8")
    app = upload(visit(store.folder, "data"), path)
    assert not questions(app)
    app = button(app, "Ask again").click().run()
    load(only_question(app).set_value("last").run())
    assert revenue(store)["P0"] == 7


def test_after_a_load_a_link_leads_to_the_page_of_what_was_loaded(visit, store, tmp_path):
    kpis, sizes = tmp_path / "kpis.csv", tmp_path / "sizes.csv"
    kpis.write_text("KPI,Product,Month,Actual,Target\nUptime,Widget,2026-01,99,98\nUptime,Widget,2026-02,97,98\n")
    sizes.write_text("Market,Month,Market size\nWidgets,2026-01,100\nWidgets,2026-02,110\n")
    for path, page in ((sizes, "pages/market.py"), (kpis, "pages/kpis.py")):
        app = upload(visit(store.folder, "data"), path)
        while questions(app):
            app = next(each for each in app.button if each.label.startswith("Use the likely")).click().run()
        links = [each.proto.page for each in load(app).get("page_link")]
        assert links == [page.removeprefix("pages/").removesuffix(".py")]
