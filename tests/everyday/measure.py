"""How files are read: each is loaded into a store of its own, and its figures are summed by plain SQL."""

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from tests.everyday.kinds import made
from tests.everyday.made import Figures, Made, without_zeros
from tests.independent.door import Answer, Door

VERDICTS = ("right", "likely right", "asked", "refused", "failed", "wrong, said", "wrong in silence")
FAILED = 4
IN_STORE = {
    "finance": "select basis, measure, product, period, grain, sum(amount) from finance group by all",
    "market": "select market, segment, region, vendor, period, grain, measure, sum(amount) from market group by all",
    "kpi": "select kpi, product, period, grain, measure, sum(amount) from kpi group by all",
    "initiative": "select initiative, product, coalesce(sum(spend), 0) from initiative group by all",
    "product": "select product, line, count(*) from product group by all",
}


class Outcome(NamedTuple):
    """What became of one file: `why` says what differs or why it was not loaded.

    A file that is asked about is likely right where the likely answers give its figures.
    """

    verdict: str
    questions: int = 0
    why: str = ""


def outcome(kind: str, seed: int) -> Outcome:
    """What becomes of one file of a kind."""
    file = made(kind, seed)
    with tempfile.TemporaryDirectory() as folder:
        return loaded(file, Path(folder))


def loaded(file: Made, folder: Path) -> Outcome:
    """What becomes of a file that is loaded in an empty folder."""
    door = Door(folder)
    path = folder / file.name
    path.write_bytes(file.content)
    answer = door("load", path)
    if answer.code == 0:
        return _compared(file, door, answer)
    if answer.code == 2:
        return Outcome("right" if not file.figures else "refused", 0, _first_problem(answer))
    if answer.code == FAILED:
        return Outcome("failed", 0, answer.said)
    asked = Outcome("asked", len(answer.found["questions"]), _first_problem(answer))
    likely = door("load", path, "--likely")
    if likely.code == FAILED:
        return asked._replace(verdict="failed", why=likely.said)
    right = likely.code == 0 and not differences(file.figures, in_store(door))
    return asked._replace(verdict="likely right") if right else asked


def _first_problem(answer: Answer) -> str:
    return answer.found["problems"][0]["sentence"]


def _compared(file: Made, door: Door, answer: Answer) -> Outcome:
    """The verdict on what was loaded without a question."""
    if file.asks:
        return Outcome("wrong in silence", 0, f"{file.asks} is guessed")
    wrong = differences(file.figures, in_store(door))
    if not wrong:
        return Outcome("right")
    told = [problem["sentence"] for problem in answer.found["problems"]]
    why = "; ".join((*wrong[:3], *told[:1]))
    return Outcome("wrong, said" if told else "wrong in silence", 0, why)


def in_store(door: Door) -> Figures:
    """Every figure of the store by what it is about."""
    store = door.folder / "store"
    newest = max(store.glob("generation-*.duckdb"))
    found: Figures = {}
    with duckdb.connect(str(newest), read_only=True) as con:
        for what, query in IN_STORE.items():
            for *about, amount in con.execute(query).fetchall():
                found[(what, *map(_text, about))] = Decimal(str(amount))
    return without_zeros(found)


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def differences(expected: Figures, found: Figures) -> list[str]:
    """What is in one of both only, or has another amount there."""
    keys = [key for key in {**expected, **found} if expected.get(key) != found.get(key)]
    said = [f"{' '.join(filter(None, key))}: {found.get(key)} for {expected.get(key)}" for key in keys]
    return [f"{len(keys)} of {len(expected)} figures differ", *said] if keys else []
