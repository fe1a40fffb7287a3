"""Asks the what-if small random questions and tries to beat each answer: the one command for all of them.

    python -m tests.brute [--count 1000] [--first 0]

Says which failed, and how many were asked by objective and by what the limits hold; exit code 1 where one failed.
"""

import argparse
import sys
import time
from collections import Counter

from tests.brute import questions
from tests.brute.questions import Case
from tests.brute.test_brute_force import CHECKS

EVERY = 1000


def main(first: int, count: int) -> int:
    asked, answered, failed, kinds = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    begun, aims = time.process_time(), list(CHECKS)
    for number in range(first, first + count):
        aim, seed = aims[number % len(aims)], number // len(aims)
        asked[aim] += 1
        kinds.update(held(questions.case(seed)))
        try:
            answered[aim] += CHECKS[aim](seed)
        except AssertionError as failure:
            failed[aim] += 1
            print(f"seed {seed}, {aim}: {failure or 'an assertion fails'}", flush=True)
    for aim in aims:
        others = asked[aim] - answered[aim] - failed[aim]
        print(f"{aim}: {asked[aim]} asked, {answered[aim]} answered, {others} that nothing meets, {failed[aim]} failed")
    print("; ".join(f"{kind} {many}" for kind, many in sorted(kinds.items())))
    print(f"questions {first} to {first + count - 1}: {failed.total()} failed, {time.process_time() - begun:.0f} s")
    return 1 if failed else 0


def held(case: Case) -> list[str]:
    """The kinds of limits and choices of a question."""
    own = [key for product in case.written["products"].values() for key in product]
    kinds = {*own, *(key for key in ("total", "most_changed", "projects", "groups") if key in case.written)}
    kinds |= {name for name, yes in (("late start", case.start), ("S-shaped", case.answers)) if yes}
    return sorted(kinds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=EVERY)
    given = parser.parse_args()
    sys.exit(main(given.first, given.count))
