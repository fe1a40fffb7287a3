"""The door without a screen: load, undo and check; the pages' numbers as JSON.

Exit code 0: done; 2: refused, with the reason on stderr; 3: asked, and nothing is loaded until it is answered; 4: an
error of Reallot's own, with a report to send.
`--json` prints one object on stdout and nothing else there.
"""

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analytics import windows
from analytics.cash import RATE
from analytics.proposal import Aim
from console import blanks, kpis, markets, reallocation, returns
from data import aliases, check, diff, intake, load, numbers, report, together
from data.acceptance import Acceptance
from data.problems import ReallotError
from data.reading.questions.settled import Answers
from data.store import Store, default_folder
from data.upgrade import upgrade
from ui import words

WINDOW = "12m, ytd, all, or months such as 2025-01..2025-06"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its exit code."""
    logging.getLogger("reallot").addHandler(logging.NullHandler())  # stderr says it in words; a report has the rest
    options = parser().parse_args(arguments)
    store = Store(options.store)
    try:
        upgrade(store)
        found = options.run(store, options)
    except windows.UnknownWindow as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except ReallotError as refusal:
        print(refusal, file=sys.stderr)
        return report.exit_code(refusal)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False))
    elif lines := words.of(found):
        print("\n".join(lines))
    return 2 if found.get("faults") or found.get("conflict") else report.EXIT_CODES[found.get("status", "loaded")]


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    root = argparse.ArgumentParser(prog="cli.py", description="Reallot without a screen.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--store", type=Path, default=default_folder(), help="the store's folder")
    common.add_argument("--json", action="store_true", help="print one JSON object")
    commands = root.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Any, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=text, description=text)
        added.set_defaults(run=run)
        return added

    _loading_options(command("load", run_load, "load spreadsheets"))
    command("sample", run_sample, "load the sample portfolio")
    _history_commands(command)
    names = command("names", run_names, "list merged product names, or merge NAME into PRODUCT")
    names.add_argument("name", nargs="?", metavar="NAME", help="a name as it stands in the files")
    names.add_argument(
        "product", nargs="?", metavar="PRODUCT", help="the product to merge it into; its own name keeps it separate"
    )
    names.add_argument("--forget", action="store_true", help="undo the merge of NAME")
    blank = command("blanks", run_blanks, "list products without investment, or set what their blanks mean")
    blank.add_argument("product", nargs="?", metavar="PRODUCT")
    blank.add_argument(
        "answer", nargs="?", choices=list(blanks.WORDS), help="nothing was invested, unknown, or ask again"
    )
    _review_commands(command)
    return root


def _review_commands(command: Callable[[str, Any, str], argparse.ArgumentParser]) -> None:
    returned = command("roi", run_roi, "the portfolio's return and each product's")
    returned.add_argument("--window", default="12m", help=WINDOW)
    returned.add_argument("--basis", default="actual", choices=["actual", "budget", "forecast"])
    returned.add_argument("--by", choices=["line", "segment", "region"], help="the return of each of these as well")
    returned.add_argument("--compare", action="store_true", help="with the same months of the prior year")
    market = command("market", run_market, "market shares, share bridge, and headroom")
    market.add_argument("--window", help=f"{WINDOW}; without it, every period of the figures")
    own = "a vendor that is your company, once for each of its names; kept for next time; an empty name forgets them"
    market.add_argument("--own", metavar="VENDOR", action="append", help=own)
    sells = "which market a product of finance sells in, kept; PRODUCT= for none, “proposed” for all that is proposed"
    market.add_argument("--sells", metavar="PRODUCT=MARKET", action="append", help=sells)
    judged = command("kpis", run_kpis, "the KPIs off target, the most severe first")
    good = "which way of a KPI is good where no sheet says it, higher or lower, kept; “assumed” takes every assumed one"
    judged.add_argument("--good", metavar="KPI=WAY", action="append", default=[], help=good)
    moved = command("reallocate", run_reallocate, "best budget allocation, with proof and moves")
    moved.add_argument("--total", type=float, help="total budget (default: today's spend)")
    moved.add_argument("--objective", default="contribution", choices=list(Aim), help="optimisation objective")
    moved.add_argument("--target", type=float, help="the contribution to reach, for --objective chance or least")
    moved.add_argument("--rate", type=float, default=RATE, help="the yearly discount rate, for --objective npv")
    moved.add_argument("--limits", type=Path, help="a JSON file of minimums, caps, locks, groups and projects")


def _loading_options(loading: argparse.ArgumentParser) -> None:
    loading.add_argument("files", type=Path, nargs="+", metavar="FILE")
    loading.add_argument("--feed", help="the feed that the files belong to")
    loading.add_argument("--mapping", type=Path, help="a JSON file that says what each column means")
    loading.add_argument("--answer", action="append", default=[], metavar="ID=CHOICE", help="the answer to a question")
    loading.add_argument("--answers", type=Path, metavar="FILE", help="a JSON file of answers by their questions' ids")
    loading.add_argument("--likely", action="store_true", help="use the likely answer to all other questions")
    loading.add_argument("--overlap", action="store_true", help="add figures that another feed also provides")
    loading.add_argument(
        "--accepted-by", default="", metavar="NAME", help="who accepts the figures lost in rejected rows"
    )
    loading.add_argument("--accepted-why", default="", metavar="REASON", help="reason for accepting")


def _history_commands(command: Callable[[str, Any, str], argparse.ArgumentParser]) -> None:
    command("history", run_history, "list the uploads")
    undo = command("undo", run_undo, "withdraw an upload (default: the newest)")
    undo.add_argument("upload", type=int, nargs="?", metavar="UPLOAD")
    redo = command("redo", run_redo, "restore a withdrawn upload (default: the last one)")
    redo.add_argument("upload", type=int, nargs="?", metavar="UPLOAD")
    difference = command("diff", run_diff, "what changed between two versions")
    difference.add_argument("before", type=int, metavar="VERSION")
    difference.add_argument("after", type=int, nargs="?", metavar="VERSION", help="default: the newest")
    command("check", run_check, "check the integrity of the store")


def run_load(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    """Load each file, those that refer to each other as one; the first refusal ends it, what was loaded stays."""
    wanted = intake.Wanted(
        feed=options.feed,
        choices=_json_file(options.mapping, "a mapping"),
        overlap=options.overlap,
        accepted=Acceptance(options.accepted_by, options.accepted_why),
        answers=Answers(_answers(options), options.likely),
    )
    reports = []
    with tempfile.TemporaryDirectory() as folder:
        for name, opened in together.opened(store, options.files, Path(folder)):
            reports.append(_loaded(store, name, opened, wanted))
            if reports[-1]["status"] != "loaded":
                break
    last = reports[-1]
    return last if len(options.files) == 1 else {"status": last["status"], "uploads": reports}


def _answers(options: argparse.Namespace) -> dict[str, str]:
    """The answers by their questions' ids; those on the line win over those of the file."""
    said = {name: str(choice) for name, choice in (_json_file(options.answers, "answers") or {}).items()}
    for text in options.answer:
        name, equals, choice = text.partition("=")
        if not equals:
            raise ReallotError(f"“{text}” is not an answer. Write ID=CHOICE, with an id that “questions” gave.")
        said[name] = choice
    return said


def _loaded(store: Store, name: str, opened: together.Opened, wanted: intake.Wanted) -> dict[str, Any]:
    """The report of one file; why it was not loaded is said on stderr too."""
    try:
        found = intake.load_opened(store, opened(), wanted)
        for answer in (each for each in found["answers"] if each["likely"]):
            print(f"{name}: {answer['id']} = {answer['choice']} (likely)", file=sys.stderr)
        return found
    except ReallotError as refusal:
        found = report.refused(name, refusal, store.version)
        print("\n".join([str(refusal), *words.ways_to_answer(found)]), file=sys.stderr)
        return found


def _json_file(path: Path | None, what: str) -> dict[str, Any] | None:
    if path is None:
        return None
    try:
        choices = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReallotError(f"{path} cannot be read as {what}: {error}") from error
    if not isinstance(choices, dict):
        raise ReallotError(f"{path} cannot be read as {what}: it is not a JSON object.")
    return choices


def run_sample(store: Store, _: argparse.Namespace) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return {"status": "loaded", "uploads": intake.load_sample(store, Path(folder))}


def run_history(store: Store, _: argparse.Namespace) -> dict[str, Any]:
    return {"data_version": store.version, "uploads": [_jsonable(row) for row in numbers.history(store)]}


def _jsonable(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.replace(tzinfo=UTC).isoformat() if isinstance(v, datetime) else v for k, v in row.items()}


def run_undo(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    receipt = load.withdraw(store, options.upload)
    return {"upload": receipt.upload_id, "feed": receipt.feed, "data_version": receipt.data_version}


def run_redo(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    receipt = load.restore(store, options.upload)
    return {"upload": receipt.upload_id, "feed": receipt.feed, "data_version": receipt.data_version}


def run_check(store: Store, _: argparse.Namespace) -> dict[str, Any]:
    faults = check.faults(store)
    return {"data_version": store.version, "faults": faults}


def run_names(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    """The aliases after what the options ask, and the names that may mean one product."""
    known = aliases.all_of(store)
    if options.forget:
        aliases.replace_all(store, {name: product for name, product in known.items() if name != options.name})
    elif options.product == options.name is not None:
        aliases.keep_apart(store, [options.name])
    elif options.product:
        aliases.merge(store, [options.name], options.product)
    known = aliases.all_of(store)
    proposed = [[asdict(name) for name in group] for group in aliases.proposals(store)]
    return {"data_version": store.version, "aliases": known, "proposed": proposed}


def run_blanks(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    """The answers after the one that the options give, and what is still asked."""
    blanks.answer(store, options.product, options.answer)
    return blanks.report(store)


def run_diff(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    after = store.version if options.after is None else options.after
    changed = diff.changes(store, options.before, after)
    return {"before": options.before, "after": after, "changes": [report.change(row) for row in changed]}


def run_roi(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    return returns.report(store, returns.Asked(options.window, options.basis, options.by, options.compare))


def run_market(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    return markets.report(store, options.window, options.own, options.sells)


def run_kpis(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    return kpis.report(store, options.good)


def run_reallocate(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    limits = _json_file(options.limits, "limits") or {}
    asked = reallocation.Asked(limits, options.total, options.objective, options.target, options.rate)
    return reallocation.report(store, asked)


if __name__ == "__main__":
    sys.exit(main())
