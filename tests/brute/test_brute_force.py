"""No allocation that trying finds beats the what-if's by more than its gap, and none of its own breaks a limit."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from analytics import brief, evidence, proposal
from analytics.conflict import Conflict
from analytics.evidence import Evidence
from analytics.limits import Unusable
from analytics.proposal import Aim, Asked
from tests.brute import questions
from tests.brute.questions import NAMES, Case
from tests.seeds import seeds

SEEDS = seeds(15, 60, 250)  # of each objective


def known(case: Case) -> Evidence:
    """The evidence that the case describes, as a table of history would give it."""
    asked = brief.parsed(written(case))
    table = pd.DataFrame(
        {
            "product": list(NAMES[: len(case.today)]), "line": case.lines, "today": case.today,
            "contribution": case.earned, "elasticity": np.nan_to_num(case.elasticity, nan=0.3), "error": case.error,
            "source": "measured", "lag": 0, "months": 36, "reason": "", "seen_from": case.today, "seen_to": case.today,
        }
    )  # fmt: skip
    budgets = dict(zip(table["product"], case.today, strict=True))
    return evidence._with_opinions(table, brief.judged(asked, budgets), {})


def written(case: Case) -> dict:
    products = {name: dict(own) for name, own in case.written["products"].items()}
    for place, four in case.answers.items():
        products.setdefault(NAMES[place], {})["answers"] = four
    return {**case.written, "products": products}


def answered(case: Case, aim: Aim, draws: int = 2000):
    asked = Asked(brief.parsed(written(case)), aim, case.target, case.rate)
    try:
        return proposal.propose(known(case), asked, draws)
    except Unusable as refusal:
        return str(refusal)


def chosen(case: Case, found) -> tuple[np.ndarray, tuple[bool, ...]]:
    """The proposal's budgets and what it takes, as the trial writes them."""
    count = len(case.today)
    ends = [bool(found.whole[place]) for place in questions.sunsets(case)]
    return found.budgets[:count], (*ends, *map(bool, found.whole[count:]))


def factor(case: Case) -> float:
    months = np.arange(case.start, 12)
    return float(((1 + case.rate) ** (-months / 12)).mean())


def checked(case: Case, aim: Aim):
    """The proposal, none of whose limits are broken, and whose figures are those of the trial."""
    found = answered(case, aim)
    if isinstance(found, Conflict | str):
        return found
    budgets, taken = chosen(case, found)
    total = case.total if aim is not Aim.LEAST or "total" in case.written else None
    assert questions.broken(case, budgets, taken, total) == []
    contribution = questions.brought(case, budgets[None], taken)[0]
    if aim is not Aim.NPV:
        assert found.value == pytest.approx(contribution, rel=1e-9, abs=1e-6)
    return found


def worth(case: Case, budgets, taken):
    return questions.brought(case, budgets, taken)


def money_of_a_cent(case: Case, budgets) -> float:
    """What a few cents more may bring where curves are steep."""
    return 0.05 * max(1.0, 5 * float((case.earned / case.today).max()))


def _contribution(seed: int) -> bool:
    case = questions.case(seed)
    found = checked(case, Aim.CONTRIBUTION)
    best, point = questions.tried(case, case.total, lambda b, t: questions.brought(case, b, t))
    if isinstance(found, Conflict):
        assert point is None, point
        return False
    assert found.upper_bound >= best - money_of_a_cent(case, found.budgets)
    assert found.value >= best - found.gap * abs(found.upper_bound) - money_of_a_cent(case, found.budgets) - 1e-5 * abs(
        best
    )
    assert found.gap <= 1e-3
    return True


def _npv(seed: int) -> bool:
    case = questions.case(seed)
    found = checked(case, Aim.NPV)

    def net(budgets, taken):
        return questions.brought(case, budgets, taken) - questions.spent(case, budgets, taken)

    best, point = questions.tried(case, case.total, net)
    if isinstance(found, Conflict):
        assert point is None, point
        return False
    budgets, taken = chosen(case, found)
    value = float(net(budgets[None], taken)[0])
    assert value >= best - 1e-3 * abs(best) - money_of_a_cent(case, budgets)
    gain = value - float(net(case.today[None], (False,) * len(taken))[0])
    assert found.gain == pytest.approx(gain * factor(case), rel=1e-6, abs=1e-2)
    return True


def _least(seed: int) -> bool:
    case = questions.case(seed)
    found = checked(case, Aim.LEAST)
    cap = case.written.get("total")

    def reach(budgets, taken):  # the less money the better, once the target is reached
        brought = questions.brought(case, budgets, taken)
        return np.where(brought >= case.target, -questions.spent(case, budgets, taken), brought - 1e12)

    best, point = questions.tried(case, cap, reach)
    if isinstance(found, Conflict):
        assert point is None, point
        return False
    if isinstance(found, str):
        assert best < -1e11, (found, best, point)
        return False
    budgets, taken = chosen(case, found)
    spent = float(questions.spent(case, budgets[None], taken)[0])
    assert found.value >= case.target - 1e-6 * abs(case.target)
    assert found.least <= spent + 0.05
    if best > -1e11:
        assert found.least <= -best + money_of_a_cent(case, budgets)
        assert spent <= -best + (spent - found.least) + 0.05
        assert spent - found.least <= 2e-3 * spent + 0.1
    return True


def _chance(seed: int) -> bool:
    case = questions.case(seed)
    found = checked(case, Aim.CHANCE)
    rng = np.random.default_rng(seed)
    normal = rng.standard_normal((1500, len(case.today)))
    powers = []
    for place in range(len(case.today)):
        if place in case.answers:
            powers.append((questions.steepness(case, place) * np.exp(0.25 * normal[:, place]))[:, None])
        else:
            powers.append(np.clip(case.elasticity[place] + case.error[place] * normal[:, place], 0.01, 0.95)[:, None])

    def drawn(budgets, taken):
        return np.broadcast_to(questions.brought(case, budgets, taken, powers), (1500, len(budgets)))

    def likely(budgets, taken):
        return (drawn(budgets, taken) >= case.target).mean(axis=0)

    def smooth(budgets, taken):  # a slope to climb where the chance itself is flat
        brought = drawn(budgets, taken)
        return (brought >= case.target).mean(axis=0) + 1e-6 * brought.mean(axis=0) / case.target

    _, point = questions.tried(case, case.total, smooth)
    if isinstance(found, Conflict):
        assert point is None, point
        return False
    budgets, taken = chosen(case, found)
    ours, theirs = (float(likely(np.asarray(b)[None], t)[0]) for b, t in ((budgets, taken), point))
    assert ours >= theirs - 0.03, (ours, theirs, budgets, taken, point)
    assert found.chance == pytest.approx(ours, abs=0.06)
    assert found.chance <= found.chance_bound
    assert theirs <= found.chance_bound + 0.05  # other draws, of which there are 1,500
    return True


CHECKS: dict[Aim, Callable[[int], bool]] = {
    Aim.CONTRIBUTION: _contribution, Aim.NPV: _npv, Aim.LEAST: _least, Aim.CHANCE: _chance,
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("aim", list(CHECKS))
def test_trying_finds_nothing_better_and_no_limit_is_broken(aim, seed):
    CHECKS[aim](seed)
