"""How long the what-if takes for a thousand random questions of every kind, in processor time.

    python -m tests.benchmark_whatif [QUESTIONS]

Up to 50 products, a third of them S-shaped, under each objective, with other totals, reach, locks, groups, projects,
endings, late starts and few changes. What takes longest is listed with its kind.
"""

import sys
import time

import numpy as np

from analytics import proposal
from analytics.brief import parsed
from analytics.limits import Unusable
from analytics.proposal import Aim, Asked
from tests.brute.portfolios import portfolio

QUESTIONS, SLOWEST = 1000, 12


def main(questions: int) -> None:
    runs = []
    for seed in range(questions):
        evidence, written, target = portfolio(seed)
        aim = list(Aim)[seed % 4]
        begun = time.process_time()
        try:
            found = proposal.propose(evidence, Asked(parsed(written), aim, target))
            gap = getattr(found, "gap", None)
        except Unusable:
            gap = None
        kind = ", ".join(f"{key} {value}" for key, value in written.items() if isinstance(value, int | float))
        runs.append((time.process_time() - begun, seed, str(aim), len(evidence.products), kind, gap))
    times = np.array([run[0] for run in runs])
    said = ", ".join(f"{q:.0%} {np.quantile(times, q):.3f} s" for q in (0.5, 0.9, 0.99, 1.0))
    print(f"{len(runs)} questions: {said}")
    for aim in Aim:
        own = np.array([run[0] for run in runs if run[2] == aim])
        print(f"  {aim}: 50% {np.quantile(own, 0.5):.3f} s, 99% {np.quantile(own, 0.99):.3f} s")
    for run in sorted(runs, reverse=True)[:SLOWEST]:
        print(f"  {run[0]:.2f} s  seed {run[1]}, {run[2]}, {run[3]} products, {run[4]}, gap {run[5]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS)
