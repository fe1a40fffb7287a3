"""How good and how fast the optimiser is, beside scipy's SLSQP from the same start, in one run.

    python -m tests.benchmark_allocation

Random instances, half of the products S-shaped (Hill, c from 1.2 to 5) and half power curves; each product may have
30 % to 250 % of today's budget, and the total stays. SLSQP gets exact gradients and today's budgets to start from.
Where one of its runs takes minutes, it runs on fewer instances, as the table says.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from analytics import allocation, response
from analytics.limits import Group, Limits
from analytics.question import Question

INSTANCES = 100
SLSQP_INSTANCES = {5: 100, 50: 100, 500: 5, 1000: 1}
WANTED = 5e-4


@dataclass
class Run:
    """One solver on one instance."""

    seconds: float
    gain: float  # over today, as a fraction of today's contribution
    gap: float = float("nan")


def question(count: int, seed: int, s_shaped: float, groups: int = 0) -> Question:
    rng = np.random.default_rng(seed)
    today = rng.lognormal(0, 1, count)
    earned = today * rng.uniform(0.3, 5, count)
    hills = int(count * s_shaped)
    curves = response.joined(
        response.hill(np.zeros(hills), earned[:hills] * 2, today[:hills] * rng.uniform(0.5, 1.8, hills),
                      rng.uniform(1.2, 5, hills)),
        response.power(earned[hills:], today[hills:], rng.uniform(0.1, 0.8, count - hills)),
    )  # fmt: skip
    lines = rng.integers(0, max(groups, 1), count)
    limits = []
    for line in range(groups):
        members = np.flatnonzero(lines == line)
        spent = float(today[members].sum())
        limits.append(Group(f"line {line}", members, spent * 0.9, spent * 1.08))
    names = tuple(f"P{place}" for place in range(count))
    return Question(curves, today, Limits(names, float(today.sum()), today * 0.3, today * 2.5, tuple(limits)))


def ours(asked: Question) -> Run:
    start = time.perf_counter()
    found = allocation.best(asked, wanted=WANTED)
    taken = time.perf_counter() - start
    before = asked.value(asked.today)
    return Run(taken, found.value / before - 1, found.gap)


def slsqp(asked: Question) -> Run:
    curves, limits, before = asked.curves, asked.limits, asked.value(asked.today)
    start = time.perf_counter()
    found = minimize(
        lambda x: -float(curves.value(x).sum()) / before, asked.today, jac=lambda x: -curves.slope(x) / before,
        bounds=list(zip(limits.floor, limits.ceiling, strict=True)), method="SLSQP",
        constraints=[{"type": "ineq", "fun": lambda x: limits.total - x.sum(), "jac": lambda x: -np.ones(len(x))}],
        options={"maxiter": 1000, "ftol": 1e-9},
    )  # fmt: skip
    taken = time.perf_counter() - start
    kept = found.x.sum() <= limits.total * (1 + 1e-6)
    return Run(taken, asked.value(found.x) / before - 1 if kept else 0.0)


def row(title: str, runs: list[Run]) -> str:
    times = np.array([run.seconds for run in runs]) * 1e3
    gaps = np.array([run.gap for run in runs])
    proof = "no proof" if np.isnan(gaps).all() else f"gap {np.median(gaps):.1e}, at most {gaps.max():.1e}"
    gain = np.mean([run.gain for run in runs])
    spread = f"{np.median(times):9.1f} ms  (95 %: {np.quantile(times, 0.95):.1f})"
    return f"{title:<46} {len(runs):>4} × {spread:<32} gain {gain:8.3%}  {proof}"


def main() -> None:
    for count in (5, 50, 500, 1000, 5000):
        print(row(f"{count} mixed", [ours(question(count, seed, 0.5)) for seed in range(INSTANCES)]), flush=True)
    print(row("1000 concave", [ours(question(1000, seed, 0.0)) for seed in range(INSTANCES)]))
    print(row("1000 mixed, 10 groups", [ours(question(1000, seed, 0.5, 10)) for seed in range(INSTANCES)]), flush=True)
    for count, instances in SLSQP_INSTANCES.items():
        asked = [question(count, seed, 0.5) for seed in range(instances)]
        pairs = [(ours(each), slsqp(each)) for each in asked]
        ahead = sum(one.gain > other.gain + 1e-6 for one, other in pairs)
        behind = sum(one.gain < other.gain - 1e-6 for one, other in pairs)
        print(row(f"{count} mixed, the same instances", [one for one, _ in pairs]))
        print(row(f"{count} mixed, SLSQP", [other for _, other in pairs]))
        print(f"    ahead on {ahead}, behind on {behind} of {len(pairs)}", flush=True)


if __name__ == "__main__":
    main()
