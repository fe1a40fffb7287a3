"""What loading makes of a folder of files: `python -m tests.real_files FOLDER... [--truth FILE] [--seconds N]`.

Each file goes into a fresh store through the command line's own door, with a limit of time, and becomes one line of a
markdown table. A truth file says what a person reads in each: docs/reading.md describes both.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any

import cli
from data.store import Store
from tests.independent.door import Door

ENDINGS = frozenset({".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods"})
SECONDS = 60
FEW = 3  # the questions that a file may ask
LIKELY = "--likely"
TOLERANCE = Decimal("1e-6")  # of an amount, of which the store keeps four decimals
HELD = """
    select product as name, strftime(first_month, '%Y-%m') as month, basis from finance_current
    union select vendor, strftime(first_month, '%Y-%m'), null from market_current
    union select kpi, strftime(first_month, '%Y-%m'), null from kpi_current
    union select initiative, null, null from initiative
"""
BY_LABEL = "select measure, sum(amount) from finance_current group by measure"
HEADINGS = ("File", "Kind", "Rows", "Left out", "Questions", "Outcome", "Sums", "Verdict")


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its report, what was asked first, and what broke."""

    status: str  # loaded, asked, refused, traceback or too slow
    report: dict[str, Any] = field(default_factory=dict)
    questions: tuple[str, ...] = ()
    said: str = ""
    held: frozenset[tuple[str | None, str | None, str | None]] = frozenset()  # each name, first month and basis
    by_label: dict[str, Decimal] = field(default_factory=dict)  # sums of measures that the labels of rows name

    @property
    def sheets(self) -> list[dict[str, Any]]:
        return list(self.report.get("sheets", ()))

    @property
    def kinds(self) -> list[str]:
        return sorted({sheet["kind"] for sheet in self.sheets})

    @property
    def sums(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for sheet in self.sheets:
            for total in sheet["control_totals"]:
                found[total["field"]] = found.get(total["field"], Decimal(0)) + Decimal(total["loaded_total"])
        return self.by_label if self.by_label and found.keys() == {"amount"} else found


def attempt(path: str) -> Outcome:
    """Load one file into a fresh store; where it asks, with the likely answers if the command can take them."""
    asked = _load(path)
    if asked.status != "asked" or not _takes_likely():
        return asked
    answered = _load(path, LIKELY)
    return replace(answered, questions=asked.questions)


def _load(path: str, *options: str) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        answer = Door(Path(folder))("load", path, *options)
        report = answer.found or {}
        status = report.get("status", "refused")
        if status == "loaded" and answer.code:
            raise AssertionError(f"loaded with exit code {answer.code}")
        codes = tuple(question["code"] for question in report.get("questions", ()))
        if status != "loaded":
            return Outcome(status, report, codes, answer.said)
        with Store(Path(folder) / "store").open() as con:
            held, by_label = (con.execute(query).fetchall() for query in (HELD, BY_LABEL))
    return Outcome(status, report, codes, answer.said, frozenset(held), dict(by_label))


def _takes_likely() -> bool:
    """Whether `load` knows `--likely`."""
    try:
        cli.parser().parse_known_args(["load", "absent.csv", LIKELY])
    except SystemExit:
        return False
    return LIKELY not in cli.parser().parse_known_args(["load", "absent.csv", LIKELY])[1]


class Attempts:
    """Files loaded one after another in a process of their own, which is ended where a file takes too long."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.pool: Pool | None = None

    def __call__(self, path: Path) -> Outcome:
        if self.pool is None:
            self.pool = multiprocessing.get_context("spawn").Pool(1)
        raised: list[BaseException] = []
        result = self.pool.apply_async(attempt, (str(path),), error_callback=raised.append)
        result.wait(self.seconds)
        if not result.ready():
            self.close()
            return Outcome("too slow", said=f"not done after {self.seconds:g} seconds")
        return Outcome("traceback", said=repr(raised[0])) if raised else result.get()

    def close(self) -> None:
        if self.pool is not None:
            self.pool.terminate()
            self.pool.join()
            self.pool = None


def verdict(outcome: Outcome, truth: dict[str, Any] | None) -> str:
    """Whether what was loaded is what a person reads.

    >>> sheet = {"kind": "finance", "rows_loaded": 1, "control_totals": [{"field": "revenue", "loaded_total": "5.00"}]}
    >>> once = Outcome("loaded", {"sheets": [sheet]})
    >>> verdict(once, {"kind": "finance", "totals": {"revenue": "5"}})
    'right at once'
    >>> verdict(once, {"kind": "finance", "totals": {"revenue": "7"}})
    'wrong: revenue 5.00, not 7'
    >>> verdict(once, {"kind": ["market", "nothing"], "totals": {"size|sales": "5"}})
    'wrong: finance, which it is not'
    >>> verdict(Outcome("refused"), {"kind": ["kpi", "nothing"]})
    'right to refuse'
    """
    if outcome.status == "refused" and truth and "nothing" in truth["kind"]:
        return "right to refuse"
    if outcome.status != "loaded" or truth is None:
        return outcome.status
    if "totals" not in truth and truth["kind"] != "nothing":
        return "loaded, to be judged by eye"
    if faults := list(_faults(outcome, truth)):
        return "wrong: " + "; ".join(faults)
    asked = len(outcome.questions)
    return "right at once" if not asked else f"right after {asked}" if asked <= FEW else f"right after more ({asked})"


def _faults(outcome: Outcome, truth: dict[str, Any]) -> Iterator[str]:
    """Each way in which what was loaded is not what the truth says."""
    kinds = truth["kind"] if isinstance(truth["kind"], list) else [truth["kind"]]
    if strange := [kind for kind in outcome.kinds if kind not in kinds]:
        yield f"{', '.join(strange)}, which it is not"
        return
    rows = sum(sheet["rows_loaded"] for sheet in outcome.sheets)
    if truth.get("rows", rows) != rows:
        yield f"{rows} rows, not {truth['rows']}"
    left = dict(outcome.sums)
    for names, amounts in truth["totals"].items():
        name = next((name for name in names.split("|") if name in left), names)
        found = left.pop(name, None)
        if not _among(found, amounts):
            yield f"{name} {'not loaded' if found is None else found}, not {amounts}"
    yield from _misnamed(outcome, truth)
    may = truth.get("may", {})
    for name, found in sorted(left.items()):
        if not _among(found, may.get(name, may.get("*"))):
            yield f"{name} {found}, not {may.get(name, 'there')}"


def _misnamed(outcome: Outcome, truth: dict[str, Any]) -> Iterator[str]:
    """Each name, month or basis that should have been loaded and was not."""
    for place, key in enumerate(("names", "months", "bases")):
        found = {one[place] for one in outcome.held} - {None}
        if missing := [name for name in truth.get(key, ()) if name not in found]:
            yield f"{key} {', '.join(sorted(map(str, found))[:3])}, not {', '.join(missing)}"


def _among(found: Decimal | None, amounts: str | Sequence[str] | None) -> bool:
    """Whether an amount is one of those that a truth gives; `any` is each."""
    if found is None or amounts is None:
        return False
    given = [amounts] if isinstance(amounts, str) else amounts
    return "any" in given or any(abs(found - Decimal(g)) <= max(TOLERANCE, TOLERANCE * abs(found)) for g in given)


def line(name: str, outcome: Outcome, truth: dict[str, Any] | None) -> tuple[str, ...]:
    """The cells of a file's line."""
    counted = Counter(outcome.questions)
    codes = ", ".join(f"{code} ×{number}" if number > 1 else code for code, number in sorted(counted.items()))
    left_out = sum(sheet["rows_read"] - sheet["rows_loaded"] for sheet in outcome.sheets)
    sums = ", ".join(f"{name} {amount:,}" for name, amount in sorted(outcome.sums.items()))
    return (
        name,
        ", ".join(outcome.kinds),
        str(sum(sheet["rows_loaded"] for sheet in outcome.sheets)) if outcome.sheets else "",
        str(left_out) if outcome.sheets else "",
        f"{len(outcome.questions)}: {codes}" if codes else "",
        _said(outcome),
        sums,
        verdict(outcome, truth),
    )


def _said(outcome: Outcome) -> str:
    """The outcome in words, with the first sentence of a refusal."""
    if outcome.status == "asked":
        return f"asked {len(outcome.questions)}"
    if outcome.status == "loaded":
        return "loaded"
    problems = outcome.report.get("problems") or [{"sentence": outcome.said}]
    return f"{outcome.status}: {problems[0]['sentence']}"


def markdown(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table's lines."""
    yield f"| {' | '.join(HEADINGS)} |"
    yield "|---" * len(HEADINGS) + "|"
    for row in rows:
        yield "| " + " | ".join(" ".join(cell.replace("|", "¦").split()) for cell in row) + " |"


def counts(verdicts: Iterable[str]) -> str:
    """How many files came out which way, in one line."""
    groups = Counter(
        said.split(":")[0] if "right after" not in said or "more" not in said else "right after more"
        for said in verdicts
    )
    return " · ".join(f"{name} {number}" for name, number in groups.most_common())


def files_of(folders: Iterable[Path]) -> Iterator[Path]:
    """The spreadsheets of folders, and files as they are."""
    for folder in folders:
        inner = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
        yield from (path for path in inner if path.suffix.lower() in ENDINGS)


def truth_of(path: Path, truths: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """What a truth file says of a path, under its name or as much of its end as tells it from others of that name.

    >>> truths = {"budget.csv": {"kind": "finance"}, "town/budget.csv": {"kind": "nothing"}}
    >>> truth_of(Path("/files/town/budget.csv"), truths), truth_of(Path("/files/city/budget.csv"), truths)
    ({'kind': 'nothing'}, {'kind': 'finance'})
    """
    ends = (Path(*path.parts[start:]).as_posix() for start in range(len(path.parts)))
    return next((truths[end] for end in ends if end in truths), None)


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 where a file was read wrongly, broke the load, or took too long."""
    options = _options(arguments)
    truths = {one["file"]: one for one in json.loads(options.truth.read_text("utf-8"))} if options.truth else {}
    paths = [path for path in files_of(options.folders) if not options.known or truth_of(path, truths)]
    attempts, rows = Attempts(options.seconds), []
    for path in paths:
        truth = truth_of(path, truths)
        rows.append(line(truth["file"] if truth else path.name, attempts(path), truth))
        print(f"{len(rows)} of {len(paths)}: {path.name}: {rows[-1][-1]}", file=sys.stderr)
    attempts.close()
    print("\n".join(markdown(rows)))
    verdicts = [row[-1] for row in rows]
    print(f"\n{len(rows)} files: {counts(verdicts)}")
    return int(any(said.startswith(("wrong", "traceback", "too slow")) for said in verdicts))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.real_files", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="folders of spreadsheets, or files")
    parser.add_argument("--truth", type=Path, metavar="FILE", help="a JSON file of what a person reads in each")
    parser.add_argument("--known", action="store_true", help="only the files that the truth file names")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="the time that one file may take")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
