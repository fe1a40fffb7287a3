"""What became of a load, as `cli.py load --json` prints it: amounts are strings of their exact digits."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from data.load import Receipt
from data.problems import Failed, Problem, ReallotError, Refused, Severity, column_letters
from data.reading.questions.answers import Answer
from data.reading.questions.question import Question, asked
from data.reading.questions.settled import Settled
from data.reading.said import ControlTotal, TableReading
from data.replaced import Replaced

Report = dict[str, Any]
EXIT_CODES = {"loaded": 0, "refused": 2, "asked": 3, "failed": 4}


def loaded(
    file: str, found: Settled, receipt: Receipt, restated: Iterable[Report], cells: Iterable[Report] = ()
) -> Report:
    """The report of a file that is in the store, now or already."""
    reading = found.reading
    return {
        "status": "loaded",
        "file": file,
        "feed": receipt.feed,
        "upload": receipt.upload_id,
        "data_version": receipt.data_version,
        "unchanged": receipt.unchanged,
        "withdrawn_sample": receipt.withdrawn_sample,
        "instead_of": receipt.instead_of,
        "replaced": [replaced(row) for row in receipt.replaced],
        "sheets": [_sheet(table) for table in reading.tables],
        "problems": [_problem(p) for p in reading.problems if p.severity not in {Severity.LEFT_OUT, Severity.NOTE}],
        "notes": [_problem(p) for p in reading.problems if p.severity is Severity.NOTE],
        "questions": [_question(question) for question in asked(reading.questions)],
        "answers": [_answer(each) for each in found.answers],
        "restated": [change(row) for row in restated],
        "restated_cells": [restated_cell(row) for row in cells],
    }


def refused(file: str, refusal: ReallotError, data_version: int) -> Report:
    """The report of a file that was not loaded; `asked` where answers are all that is missing."""
    problems = refusal.problems if isinstance(refusal, Refused) else ()
    return {
        "status": _status(refusal),
        "file": file,
        "feed": None,
        "upload": None,
        "data_version": data_version,
        "unchanged": False,
        "withdrawn_sample": False,
        "instead_of": None,
        "replaced": [],
        "sheets": [],
        "problems": [_problem(problem) for problem in problems] or [_failure(refusal)],
        "notes": [],
        "questions": [_question(question) for question in asked(problems)],
        "answers": [],
        "restated": [],
        "restated_cells": [],
        **({"report": str(refusal.path)} if isinstance(refusal, Failed) and refusal.path else {}),
    }


def _status(refusal: ReallotError) -> str:
    """Why a file was not loaded: an error of Reallot's own, answers that are missing, or something else."""
    if isinstance(refusal, Failed):
        return "failed"
    problems = refusal.problems if isinstance(refusal, Refused) else ()
    return "asked" if problems and all(problem.choices for problem in problems) else "refused"


def exit_code(refusal: ReallotError) -> int:
    """The exit code of a command that was refused, or that failed."""
    return EXIT_CODES["failed" if isinstance(refusal, Failed) else "refused"]


def amount(value: Decimal) -> str:
    """An amount in its exact digits, to the cent at least and to the store's four decimals at most.

    >>> amount(Decimal("2297200.8603")), amount(Decimal("118726350.2600")), amount(Decimal("-0.00001"))
    ('2297200.8603', '118726350.26', '0.00')
    """
    digits = f"{value:.4f}".removesuffix("0").removesuffix("0")
    return digits.removeprefix("-") if not float(digits) else digits


def _sheet(table: TableReading) -> Report:
    left_out = [p for p in table.problems if p.severity is Severity.LEFT_OUT]
    return {
        "sheet": table.mapping.sheet,
        "kind": table.kind.name,
        "header_row": table.mapping.header_row,
        "shape": table.mapping.shape,
        "rows_read": table.rows,
        "rows_loaded": table.loaded_rows,
        "rows_skipped": table.rejected_rows,
        "left_out": [{"rows": str(p.place.row), "why": p.remedy.removesuffix(".")} for p in left_out],
        "control_totals": [_control_total(total) for total in table.totals],
    }


def _control_total(total: ControlTotal) -> Report:
    return {
        "column": total.heading,
        "field": total.field,
        "sheet_total": amount(total.sheet_total),
        "left_out_total": amount(total.left_out_total),
        "rejected_total": amount(total.rejected_total),
        "loaded_total": amount(total.loaded_total),
        "difference": amount(_difference(total)),
    }


def _difference(total: ControlTotal) -> Decimal:
    """What is missing beside what was left out; to the cent where the store's four decimals explain it."""
    found = total.sheet_total - total.left_out_total - total.loaded_total
    return round(found, 2) if abs(found) <= total.rounding else found


def _problem(problem: Problem) -> Report:
    return {
        "severity": str(problem.severity),
        "code": problem.code,
        "sheet": problem.place.sheet or None,
        "cell": problem.place.cell if problem.place.row else None,
        "found": problem.found,
        "expected": problem.expected,
        "remedy": problem.remedy,
        "sentence": problem.sentence,
    }


def replaced(row: Replaced) -> Report:
    """The figures of one measure whose place a load took; measure and sums are None for a register."""
    kept = {"kind": row.kind, "measure": row.measure, "basis": row.basis or None}
    periods = {"first_period": row.first_period.isoformat(), "last_period": row.last_period.isoformat()}
    counts = {"figures": row.figures, "figures_now": row.figures_now, "changed": row.changed}
    sums = {"was": row.was, "now": row.now}
    return {**kept, **(periods if row.measure else dict.fromkeys(periods)), **counts, **_was_and_is(sums)}


def restated_cell(row: Report) -> Report:
    """One figure that was changed: its cell, None where the upload no longer gives it."""
    cell = f"{column_letters(row['column_number'])}{row['row_number']}" if row["row_number"] else None
    kept = {name: row[name] for name in ("sheet", "product", "measure", "basis", "period")}
    return {**kept, "cell": cell, **_was_and_is(row)}


def _was_and_is(row: Report) -> Report:
    return {name: None if row[name] is None else amount(row[name]) for name in ("was", "now")}


def change(row: Report) -> Report:
    """One figure that differs between two versions; what has no basis, such as a market's size, has None there."""
    return {**row, "basis": row["basis"] or None, **_was_and_is(row)}


def _failure(error: ReallotError) -> Report:
    """A failure of the store, or of Reallot itself, which has no cell."""
    place = dict.fromkeys(("sheet", "cell", "expected", "remedy"))
    code = "failed" if isinstance(error, Failed) else "store"
    return {"severity": "refused", "code": code, **place, "found": str(error), "sentence": str(error)}


def _question(question: Question) -> Report:
    return {
        "id": question.id,
        "code": question.code,
        "sheet": question.places[0].sheet or None,
        "column": question.column or None,
        "places": [place.address for place in question.places],
        "choices": list(question.choices),
        "likely": question.likely,
        "may_wait": question.may_wait,
        "sentence": question.problems[0].sentence,
    }


def _answer(answer: Answer) -> Report:
    return {"id": answer.id, "choice": answer.choice, "likely": answer.likely}
