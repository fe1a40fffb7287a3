"""The command line, run in this process on a store of its own, and a portfolio played through it."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

import cli
from tests.independent.ledger import Ledger
from tests.independent.portfolios import Portfolio, Step, Upload


class Answer(NamedTuple):
    """What a command gave: its exit code, its object or None, and what it said on stderr."""

    code: int
    found: Any
    said: str


class Door:
    """Commands on one store, each with `--json`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, *arguments: object) -> Answer:
        out, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(said):
            code = cli.main([*map(str, arguments), "--store", str(self.folder / "store"), "--json"])
        return Answer(code, strictly(out.getvalue()), said.getvalue())

    def load(self, upload: Upload) -> Answer:
        """The answer to loading one file of a portfolio, all of whose lines must count."""
        path = upload.write(self.folder)
        answer = self("load", path, "--feed", upload.feed)
        assert answer.code == 0, (path, answer)
        (sheet,) = answer.found["sheets"]
        assert (sheet["rows_loaded"], sheet["left_out"]) == (len(upload.rows), []), (path, sheet)
        return answer

    def step(self, portfolio: Portfolio, step: Step) -> Answer:
        if step.deed == "load":
            return self.load(portfolio.uploads[step.which or 0])
        answer = self(step.deed, *([] if step.which is None else [step.which]))
        assert answer.code == 0, answer
        return answer


def strictly(text: str) -> Any:
    """The one JSON object of a text, in which NaN and infinities are no numbers; None of no text."""
    if not text:
        return None

    def refuse(literal: str) -> None:
        raise AssertionError(f"{literal} is no JSON")

    return json.loads(text, parse_constant=refuse)


def played(portfolio: Portfolio, folder: Path) -> tuple[Door, Ledger]:
    """The store and the ledger after all that a portfolio says."""
    door, ledger = Door(folder), Ledger()
    for step in portfolio.steps:
        door.step(portfolio, step)
        if step.deed == "load":
            upload = portfolio.uploads[step.which or 0]
            ledger.load(upload.feed, upload.rows)
        else:
            getattr(ledger, step.deed)(step.which)
    return door, ledger
