"""The way of a file into the store: checked, parsed, mapped as its feed was before, read, loaded, remembered."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from data import changed_layout, numbers, report
from data.acceptance import Acceptance
from data.load import Choices, Receipt, Source, load
from data.problems import Place, Severity, refuse
from data.progress import Tell, untold
from data.reading.choices import apply
from data.reading.container import LARGEST_UPLOAD
from data.reading.grid import Workbook
from data.reading.mapping import Mapping
from data.reading.proposal import propose
from data.reading.read import Reading, open_workbook, read
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


@dataclass(frozen=True)
class Candidate:
    """A file that was opened and mapped, and is not loaded yet."""

    source: Source
    workbook: Workbook
    proposal: Mapping
    mapping: Mapping
    remembered: bool  # whether a file of this layout was loaded before
    changed: bool = False  # whether a file of its feed was, in a layout that is not quite this one


def open_file(
    store: Store, path: Path, name: str = "", largest: int = LARGEST_UPLOAD, tell: Tell = untold
) -> Candidate:
    """A file with the mapping its layout had before, else the proposed one.

    Raises
    ------
    Refused
        The file is no spreadsheet that can be read.
    """
    if not path.is_file():
        raise refuse("absent", Place(str(path)), "no such file", "a spreadsheet", "Check its path.")
    source_name = name or path.name
    workbook = open_workbook(path, source_name, largest, tell)
    tell("Finding the tables", 0)
    source = Source.of(path, source_name)
    for encoding in workbook.encodings:  # the one that a file of this layout was in before
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
    named = proposal.feed
    proposal = replace(proposal, feed=_free_feed_name(store, proposal))
    choices = Workspace(store.folder).remembered(proposal)
    mapping = proposal
    if choices:
        mapping = changed_layout.as_before(_of_this_file(choices, proposal), proposal, workbook)
    return as_feed(store, Candidate(source, workbook, proposal, mapping, bool(choices)), named)


def as_feed(store: Store, candidate: Candidate, feed: str) -> Candidate:
    """A candidate of an unknown layout mapped as the last file of a feed, where it is much like that one."""
    choices = None if candidate.remembered else Workspace(store.folder).chosen_for(feed)
    mapping = changed_layout.carried(choices, candidate.proposal, candidate.workbook) if choices else None
    if mapping is None:
        return candidate
    return replace(candidate, mapping=replace(mapping, encoding=candidate.mapping.encoding), changed=True)


def _of_this_file(choices: dict[str, Any], proposal: Mapping) -> dict[str, Any]:
    """The choices for the same tables of another file."""
    pairs = zip(choices["tables"], proposal.tables, strict=True)
    return {**choices, "tables": [changed_layout.of_this_file(before, table) for before, table in pairs]}


def _free_feed_name(store: Store, proposal: Mapping) -> str:
    """A name that no feed of another layout has, so that a stranger's “export.csv” replaces nothing."""
    taken = {row["feed"] for row in numbers.feeds(store)}
    name, number = proposal.feed, 2
    while name in taken:
        name, number = f"{proposal.feed} {number}", number + 1
    return name


def publish(store: Store, candidate: Candidate, reading: Reading, choices: Choices | None = None) -> Receipt:
    """Load a candidate and remember its mapping for the next file of its layout.

    Remembered before it counts: a load that is killed in between is tried again into the same feed, and not refused as
    another feed's figures.
    """
    workspace = Workspace(store.folder)
    remember = partial(workspace.remember, candidate.proposal, reading.mapping)
    return load(store, candidate.source, reading, choices, remember)


def load_file(store: Store, path: Path, wanted: Wanted) -> dict[str, Any]:
    """Load one file without a screen; the report of what became of it.

    Raises
    ------
    Refused
        The file cannot be loaded; the store is as it was.
    """
    candidate = open_file(store, path)
    if wanted.choices and wanted.choices.get("encoding"):
        candidate = read_in(store, candidate, str(wanted.choices["encoding"]))
    if wanted.feed:
        candidate = as_feed(store, candidate, wanted.feed)
    mapping = apply(wanted.choices, candidate.mapping, candidate.workbook) if wanted.choices else candidate.mapping
    if wanted.feed:
        mapping = replace(mapping, feed=wanted.feed)
    reading = read(candidate.workbook, mapping)
    receipt = publish(store, candidate, reading, Choices(wanted.sample, wanted.overlap, wanted.accepted))
    changed = [read_of(store, receipt.upload_id) for read_of in (numbers.restated_exactly, numbers.restated_cells)]
    return report.loaded(path.name, reading, receipt, *changed)


def load_sample(store: Store, folder: Path) -> list[dict[str, Any]]:
    """Write the sample portfolio's workbooks into `folder` and load them as any file."""
    return [load_file(store, path, Wanted(sample=True)) for path in write(folder)]


def receipt_report(store: Store, upload_id: int) -> dict[str, Any]:
    """What an upload loaded, rejected, left out and restated, as it stands in the store."""
    problems = numbers.problems(store, upload_id)
    by_severity = {kind: [p["sentence"] for p in problems if p["severity"] == kind] for kind in Severity}
    return {
        "control_totals": numbers.control_totals(store, upload_id),
        "proofs": numbers.proofs(store, upload_id),
        "rejected": by_severity[Severity.REJECTED],
        "left_out": by_severity[Severity.LEFT_OUT],
        "warnings": by_severity[Severity.WARNING],
        "notes": by_severity[Severity.NOTE],
        "restated": numbers.restated(store, upload_id),
        "restated_cells": [report.restated_cell(row) for row in numbers.restated_cells(store, upload_id)],
    }
