"""How each kind of file is read, as a table: `python -m tests.everyday --files 2000`."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.everyday.kinds import KINDS
from tests.everyday.measure import VERDICTS, Outcome, outcome

Job = tuple[str, int]


def main() -> int:
    """Print a row a kind; 1 where a file is wrong in silence, or ends in an error of Reallot's own."""
    options = _options()
    kinds = [name for name in KINDS if options.kind in name]
    jobs = [(kinds[n % len(kinds)], options.seed + n // len(kinds)) for n in range(options.files)]
    with ProcessPoolExecutor(options.jobs) as pool:
        found = dict(zip(jobs, pool.map(_outcome, jobs, chunksize=4), strict=True))
    sys.stdout.write("\n".join((*_table(kinds, found), "")))
    return int(any(each.verdict in {"failed", "wrong in silence"} for each in found.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.everyday", description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed of each kind")
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    return parser.parse_args()


def _outcome(job: Job) -> Outcome:
    return outcome(*job)


def _table(kinds: list[str], found: dict[Job, Outcome]) -> Iterator[str]:
    """The verdicts of each kind and of all, then the first file of each that is not right, with why."""
    yield f"{'':40}{'questions':>10}" + "".join(f"{verdict:>17}" for verdict in VERDICTS)
    for kind in kinds:
        yield _row(kind, [each for (of, _), each in found.items() if of == kind])
    yield _row("all", list(found.values()))
    yield ""
    for kind in kinds:
        for verdict in VERDICTS[1:]:
            of_it = [(seed, each) for (of, seed), each in found.items() if (of, each.verdict) == (kind, verdict)]
            for seed, each in of_it[:1]:
                yield f"{kind}, seed {seed}, {verdict}: {each.why}"


def _row(name: str, outcomes: list[Outcome]) -> str:
    counts = Counter(each.verdict for each in outcomes)
    asked = sum(each.questions for each in outcomes)
    return f"{name:40}{asked or '':>10}" + "".join(f"{counts[verdict] or '':>17}" for verdict in VERDICTS)


if __name__ == "__main__":
    sys.exit(main())
