"""Each question is answered by its id, and what is loaded then is what the answer says."""

from math import isnan

import pytest

from data.problems import Refused
from data.reading.questions.question import asked
from data.reading.questions.settled import Answers
from data.store import Store
from tests.conftest import write_workbook
from tests.data.factories import load, revenue

ASKED = {
    "date_order": (
        "Product,Month,Revenue\nA,03/02/2026,5\nA,03/05/2026,6\n",
        {"day-first": {"A": 11}, "month-first": {"A": 11}},
    ),
    "decimal_mark": ("Product;Month;Revenue\nA;2026-01;1,234\n", {".": {"A": 1234}, ",": {"A": 1.234}}),
    "measure": (
        "Product,2026-01,2026-02\nA,5,6\nB,1,2\n",
        {"revenue": {"A": 11, "B": 3}, "investment": {}},
    ),
    "continued": (
        "Business line,Product,Month,Revenue\nTools,A,2026-01,5\n,B,2026-01,6\n,C,2026-01,7\n",
        {"true": {"A": 5, "B": 6, "C": 7}, "false": {"A": 5, "B": 6, "C": 7}},
    ),
    "repeated": (
        "Product,Month,Revenue\n" + "".join(f"P{n},2026-01,1\n" for n in range(9)) + "P0,2026-01,4\n",
        {"both": {"P0": 5}, "first": {"P0": 1}, "last": {"P0": 4}},
    ),
    "revenue": (
        "Product,Month,Unit price,Quantity\nA,2026-01,5,2\nB,2026-01,1,3\n",
        {"Unit price × Quantity": {"A": 10, "B": 3}, "no revenue": {}},
    ),
    "product": ("Account,2026-01,2026-02\nRevenue,5,6\nVariable cost,1,2\n", {"file": {"file": 11}}),
}
CASES = [(code, choice) for code, (_, choices) in ASKED.items() for choice in choices]


def only_question(store, path):
    with pytest.raises(Refused) as refusal:
        load(store, path)
    (question,) = asked(refusal.value.problems)
    return question


@pytest.mark.parametrize("code, choice", CASES)
def test_an_answer_by_its_id_is_what_is_loaded(tmp_path, code, choice):
    text, choices = ASKED[code]
    path, store = tmp_path / "file.csv", Store(tmp_path / "store")
    path.write_text(text, encoding="utf-8")
    question = only_question(store, path)
    assert question.code == f"ask_{code}"
    assert set(choices) <= set(question.choices)
    report = load(store, path, answers=Answers({question.id: choice}))
    assert report["answers"] == [{"id": question.id, "choice": choice, "likely": False}]
    known = {name: amount for name, amount in revenue(store).items() if not isnan(amount)}
    assert {**known, **choices[choice]} == pytest.approx(known)
    assert known.keys() >= choices[choice].keys()
    assert bool(known) == bool(choices[choice])


@pytest.mark.parametrize("code", ASKED)
def test_the_likely_answer_is_the_first_choice(tmp_path, code):
    path, store = tmp_path / "file.csv", Store(tmp_path / "store")
    path.write_text(ASKED[code][0], encoding="utf-8")
    question = only_question(store, path)
    report = load(store, path, answers=Answers(likely=True))
    assert report["answers"] == [{"id": question.id, "choice": question.choices[0], "likely": True}]


def test_an_answer_is_remembered_for_the_next_file_of_the_layout(tmp_path):
    store = Store(tmp_path / "store")
    for year, amount in ((2024, 5), (2025, 6)):
        path = tmp_path / f"figures {year}.csv"
        path.write_text(f"Product,Jan {year},Feb {year}\nA,{amount},1\nB,1,1\n", encoding="utf-8")
    first, second = sorted(tmp_path.glob("*.csv"))
    load(store, first, answers=Answers({only_question(store, first).id: "revenue"}))
    assert load(store, second)["answers"] == []
    assert revenue(store) == {"A": 13, "B": 4}


@pytest.mark.parametrize("answers", [{"measure:2026-01": "profit"}, {"colour": "red"}])
def test_an_answer_that_is_no_choice_or_to_nothing_asked_is_refused(tmp_path, answers):
    path, store = tmp_path / "file.csv", Store(tmp_path / "store")
    path.write_text("Product,2026-01,2026-02\nA,5,6\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"profit|colour"):
        load(store, path, answers=Answers(answers))
    assert store.version == 0


def test_sheets_that_are_alike_are_asked_about_once(tmp_path):
    rows = [["Product", "2026-01", "2026-02"], ["A", 5, 6], ["B", 7, 8]]
    more = [["Product", "2026-01", "2026-02"], ["C", 1, 2], ["D", 3, 4]]
    path, store = write_workbook(tmp_path / "two.xlsx", {"North": rows, "South": more}), Store(tmp_path / "store")
    question = only_question(store, path)
    assert [place.sheet for place in question.places] == ["North", "South"]
    load(store, path, answers=Answers({question.id: "revenue"}))
    assert revenue(store) == {"A": 11, "B": 15, "C": 3, "D": 7}
