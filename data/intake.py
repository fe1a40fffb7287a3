"""The way of a file into the store: checked, parsed, mapped as its feed was before, read, loaded, remembered."""

from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from data import decided, numbers, report
from data.acceptance import Acceptance
from data.decided import Candidate, Decision
from data.failures import watched
from data.load import Choices, Receipt, Source, load, refuse_unready
from data.problems import Place, Refused, Severity, refuse
from data.progress import Tell, untold
from data.reading.choices import apply
from data.reading.container import LARGEST_UPLOAD
from data.reading.grid import Workbook
from data.reading.proposal import propose
from data.reading.questions.settled import Answers, refuse_unused, settled
from data.reading.read import Reading, open_workbook
from data.sample.write import write
from data.store import Store
from data.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """What the caller asks of a load."""

    feed: str | None = None
    choices: dict[str, Any] | None = None  # a mapping file's content
    overlap: bool = False
    sample: bool = False
    accepted: Acceptance | None = None
    answers: Answers = field(default_factory=Answers)


def open_file(
    store: Store, path: Path, name: str = "", largest: int = LARGEST_UPLOAD, tell: Tell = untold
) -> Candidate:
    """A file with the mapping its layout had before, else the proposed one.

    Raises
    ------
    Refused
        The file is no spreadsheet that can be read.
    Failed
        An error of Reallot's own.
    """
    if not path.is_file():
        raise refuse("absent", Place(str(path)), "no such file", "a spreadsheet", "Check its path.")
    source_name = name or path.name
    with watched(store, source_name) as file:
        file.workbook = workbook = open_workbook(path, source_name, largest, tell)
        tell("Finding the tables", 0)
        return offered(store, Source.of(path, source_name), workbook)


def offered(store: Store, source: Source, workbook: Workbook) -> Candidate:
    """A file's workbook with the mapping, and in the encoding, that its layout had before, else as proposed."""
    for encoding in workbook.encodings:
        known = _candidate(store, source, workbook.read_in(encoding))
        if known.mapping.encoding == encoding:
            return known
    return _candidate(store, source, workbook)


def read_in(store: Store, candidate: Candidate, encoding: str) -> Candidate:
    """A candidate whose text is in an encoding that was said, as it is mapped then."""
    found = _candidate(store, candidate.source, candidate.workbook.read_in(encoding))
    return replace(found, mapping=replace(found.mapping, encoding=encoding))


def _candidate(store: Store, source: Source, workbook: Workbook) -> Candidate:
    proposal = propose(workbook)
    return decided.opened(store, Candidate(source, workbook, proposal, proposal, proposal))


def open_again(store: Store, candidate: Candidate) -> Candidate:
    """A candidate as it is offered after others were loaded."""
    return replace(decided.opened(store, candidate), opened=candidate.opened + 1)


def publish(
    store: Store,
    candidate: Candidate,
    reading: Reading,
    choices: Choices | None = None,
    seen: Decision | None = None,
) -> Receipt:
    """Load a candidate and remember its mapping for the next file of its layout.

    What was decided when it was opened is decided again, with all other loaders kept out. With `seen`, what it was
    shown to do, it replaces nothing else. Its mapping is remembered before it counts: a load that is killed in between
    is tried again into the same feed, and not refused as another feed's figures.

    The same file under the same mapping changes nothing while it still counts.

    Raises
    ------
    Refused
        As `load`; or another file was loaded meanwhile, and changes what this one replaces or how it is mapped.
    Failed
        An error of Reallot's own.
    """
    with watched(store, candidate.source.name, candidate.workbook):
        return _publish(store, candidate, reading, choices or Choices(), seen)


def _publish(store: Store, candidate: Candidate, reading: Reading, choices: Choices, seen: Decision | None) -> Receipt:
    refuse_unready(candidate.source, reading, choices)
    with store.alone():
        decided.refuse_other_mapping(store, candidate, reading)
        decision = decided.now(store, candidate, reading)
        if seen is not None:
            decided.refuse_unseen(decision, seen, candidate.source.name, choices.overlap)
        reading = replace(reading, mapping=replace(reading.mapping, feed=decision.feed))
        remember = partial(Workspace(store.folder).remember, candidate.proposal, reading.mapping)
        if decision.same:
            remember()
            return decision.same
        receipt = load(store, candidate.source, reading, choices, remember)
    return replace(receipt, instead_of=decision.instead_of, replaced=decision.replaces.figures)


def load_file(store: Store, path: Path, wanted: Wanted) -> dict[str, Any]:
    """Load one file without a screen; the report of what became of it.

    Raises
    ------
    Refused
        The file cannot be loaded; the store is as it was.
    Failed
        An error of Reallot's own.
    """
    return load_opened(store, open_file(store, path), wanted)


def load_opened(store: Store, candidate: Candidate, wanted: Wanted) -> dict[str, Any]:
    """Load one opened file without a screen, mapped by what the store holds by now; as `load_file`."""
    while True:
        try:
            with watched(store, candidate.source.name, candidate.workbook):
                return _loaded(store, candidate, wanted)
        except Refused as refusal:
            if not decided.overtaken(refusal):
                raise  # else another load came between opening and loading: nobody looked at it, so it is opened again
            candidate = offered(store, candidate.source, candidate.workbook)


def _loaded(store: Store, candidate: Candidate, wanted: Wanted) -> dict[str, Any]:
    """The report of an opened file that is loaded as its owner wants it."""
    file = candidate.source.name
    if encoding := _encoding(candidate, wanted):
        candidate = read_in(store, candidate, encoding)
    if wanted.feed:
        candidate = decided.named(decided.as_feed(store, candidate, wanted.feed), wanted.feed)
    mapping = apply(wanted.choices, candidate.mapping, candidate.workbook) if wanted.choices else candidate.mapping
    if wanted.feed:
        mapping = replace(mapping, feed=wanted.feed)
    found = settled(candidate.workbook, mapping, wanted.answers)
    refuse_unused(wanted.answers, found.answers, found.reading, file)
    receipt = publish(store, candidate, found.reading, Choices(wanted.sample, wanted.overlap, wanted.accepted))
    changed = [read_of(store, receipt.upload_id) for read_of in (numbers.restated_exactly, numbers.restated_cells)]
    return report.loaded(file, found, receipt, *changed)


def _encoding(candidate: Candidate, wanted: Wanted) -> str:
    """The encoding of a text that does not say it, as the mapping or an answer has it; empty where nobody said."""
    said = str((wanted.choices or {}).get("encoding") or wanted.answers.given.get("encoding") or "")
    unknown = candidate.workbook.encodings and candidate.mapping.encoding != candidate.workbook.encodings[0]
    return candidate.workbook.encodings[0] if unknown and not said and wanted.answers.likely else said


def load_sample(store: Store, folder: Path) -> list[dict[str, Any]]:
    """Write the sample portfolio's workbooks into `folder` and load them as any file."""
    return [load_file(store, path, Wanted(sample=True)) for path in write(folder)]


def receipt_report(store: Store, upload_id: int, version: int | None = None) -> dict[str, Any]:
    """What an upload loaded, rejected, left out, replaced and restated, as a version has it: the newest by default."""
    problems = numbers.problems(store, upload_id, version)
    by_severity = {kind: [p["sentence"] for p in problems if p["severity"] == kind] for kind in Severity}
    return {
        "control_totals": numbers.control_totals(store, upload_id, version),
        "proofs": numbers.proofs(store, upload_id, version),
        "rejected": by_severity[Severity.REJECTED],
        "left_out": by_severity[Severity.LEFT_OUT],
        "warnings": by_severity[Severity.WARNING],
        "notes": by_severity[Severity.NOTE],
        "replaced": numbers.replaced_by(store, upload_id, version),
        "restated": numbers.restated(store, upload_id, version),
        "restated_cells": [report.restated_cell(row) for row in numbers.restated_cells(store, upload_id, version)],
    }
