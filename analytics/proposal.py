"""What the optimiser proposes for a brief: an allocation in whole cents, its proof, its moves, how sure they are."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from analytics import allocation, brief, cash, chances, conflict, handed_out, likeliest, moves, prices
from analytics.allocation import Allocation
from analytics.brief import Brief
from analytics.chances import DRAWS, Draws, Range
from analytics.conflict import Conflict
from analytics.evidence import HORIZON, Evidence
from analytics.limits import Unusable
from analytics.moves import Move
from analytics.prices import Binding
from analytics.question import Question
from analytics.search import GoesOn
from analytics.trend import Array

DRAWS_OF_SEARCH = 1000
LEAST_GAIN = 1e-6  # of today's value: what no committee talks about stays as it is


class Aim(StrEnum):
    """What is to be best, by its name on screen."""

    CONTRIBUTION = "contribution"
    NPV = "npv"
    CHANCE = "chance"
    LEAST = "least"


AIMS = {
    Aim.CONTRIBUTION: "highest contribution from the total budget",
    Aim.NPV: "highest NPV: discounted contribution less budget (budget that does not earn itself back is saved)",
    Aim.CHANCE: "highest chance of reaching a target contribution",
    Aim.LEAST: "lowest budget that reaches a target contribution",
}


@dataclass(frozen=True)
class Asked:
    """The brief, what is to be best, the target contribution where one is needed, and the yearly discount rate."""

    brief: Brief
    aim: Aim = Aim.CONTRIBUTION
    target: float | None = None
    rate: float = cash.RATE


@dataclass(frozen=True)
class Proposal:
    """The allocation proposed, in money whose cents add up.

    The gap of the best chance is that to `chance_bound`, in draws; the gap of the least money is that to `least`.
    """

    question: Question
    budgets: Array
    whole: np.ndarray  # True where a project is taken
    value: float
    value_today: float
    upper_bound: float | None
    gap: float | None
    moves: tuple[Move, ...]
    ranges: tuple[Range, ...]  # of each move's gain
    range: Range  # of the whole gain
    binding: tuple[Binding, ...]
    chance: float | None = None  # of reaching the target
    chance_bound: float | None = None  # no allocation reaches the target in more of the draws
    least: float | None = None  # no smaller total reaches the target
    left: float = 0.0  # of the total, which the limits do not allow to be spent, or which is kept
    aim: Aim = Aim.CONTRIBUTION
    target: float | None = None

    @property
    def gain(self) -> float:
        return self.value - self.value_today

    @property
    def proven(self) -> bool:
        """Whether nothing can be better by more than the tolerance."""
        return self.gap is not None and self.gap <= allocation.TOLERANCE


def propose(
    evidence: Evidence, asked: Asked, draws: int = DRAWS, goes_on: GoesOn = allocation.ALWAYS
) -> Proposal | Conflict:
    """The proposal, or why the limits cannot hold together.

    Raises
    ------
    Unusable
        Something that was asked means nothing; the text says what.
    """
    return answer(brief.question(evidence, asked.brief), evidence, asked, draws, goes_on)


def answer(
    question: Question, evidence: Evidence, asked: Asked, draws: int = DRAWS, goes_on: GoesOn = allocation.ALWAYS
) -> Proposal | Conflict:
    """The proposal for a question as it stands, such as one that is left after the room's answers.

    Raises
    ------
    Unusable
        A target is needed and missing, or out of reach; the rate is none that money can be discounted by.
    """
    if not -1 < asked.rate < np.inf:
        raise Unusable(f"The rate is {asked.rate}: give a yearly rate above -1, such as {cash.RATE}.")
    if asked.aim in {Aim.CHANCE, Aim.LEAST} and (asked.target is None or not np.isfinite(asked.target)):
        raise Unusable(f"“{AIMS[asked.aim]}” needs a target contribution.")
    question = replace(question, cost=1.0 if asked.aim is Aim.NPV else 0.0)
    if asked.aim is Aim.LEAST and asked.brief.total is None:
        question = allocation.with_total(question, _all_of_it(question))
    drawn = chances.of_question(question, evidence, asked.brief.start, draws)
    found = _found(question, asked, drawn, goes_on)
    if isinstance(found, Conflict):
        return found
    best, least = found
    if asked.aim in {Aim.CONTRIBUTION, Aim.NPV}:
        best = _or_today(question, best)
    proposed = _proposed(question, best, drawn, asked)
    if asked.aim is Aim.CHANCE:
        likely, most = likeliest.chances(question, drawn, (proposed.budgets, best.whole), asked.target or 0.0)
        return replace(proposed, upper_bound=None, gap=most - likely, chance=likely, chance_bound=most)
    if least is not None:
        spent = float(proposed.budgets.sum())
        return replace(proposed, upper_bound=None, gap=(spent - least) / spent if spent else 0.0, least=least, left=0.0)
    return proposed


def _or_today(question: Question, found: Allocation) -> Allocation:
    """Today's allocation, where it is allowed and what is found brings next to nothing more."""
    none = np.zeros(len(question.today), dtype=bool)
    before = question.value(question.today)
    if found.value - before > LEAST_GAIN * abs(before) or question.broken(question.today, none):
        return found
    return replace(found, budgets=question.today, whole=none, value=before)


def _all_of_it(question: Question) -> float:
    """All the money that the limits of products and projects allow."""
    return float(np.fmax(question.limits.ceiling, question.points).sum())


def _found(
    question: Question, asked: Asked, drawn: Draws, goes_on: GoesOn
) -> tuple[Allocation, float | None] | Conflict:
    """The allocation that is best by what was asked, with a total that is proven to be needed under `least`."""
    target = asked.target or 0.0
    if asked.aim is Aim.LEAST:
        least = allocation.least_total(question, target, goes_on=goes_on)
        return least if least is not None else _out_of_reach(question, target)
    if asked.aim is Aim.CHANCE:
        found = likeliest.best(question, drawn.first(DRAWS_OF_SEARCH), target, goes_on)
    else:
        found = allocation.best(question, goes_on=goes_on)
    return _conflict(question) if found is None else (found, None)


def _conflict(question: Question) -> Conflict:
    """Why nothing keeps the limits."""
    found = conflict.conflict(question)
    if found is None:
        raise Unusable("No plan within the limits was found. Relax one of the limits.")
    return found


def _out_of_reach(question: Question, target: float) -> Conflict:
    """The limits conflict, or the most that they allow is less than the target."""
    high = allocation.best(question)
    if high is None:
        return _conflict(question)
    most = f"the highest contribution that they allow is {high.value:,.2f}"
    raise Unusable(f"No budget within the limits reaches {target:,.2f} of contribution; {most}.")


def _proposed(question: Question, found: Allocation, drawn: Draws, asked: Asked) -> Proposal:
    limits = question.limits
    exact, budgets = _in_cents(question, found, asked)
    value, before = question.value(budgets, found.whole), question.value(question.today)
    way = moves.path(question, budgets, found.whole, limits.products)
    own = drawn.on(question.narrowed(found.whole, ~found.whole).curves)
    money = question.cost * float((budgets - question.today).sum())
    gains = own.contribution(budgets) - drawn.contribution(question.today) - money
    upper = max(found.upper_bound, value)
    proposed = Proposal(
        question, budgets, found.whole, value, before, upper, replace(found, value=value, upper_bound=upper).gap,
        tuple(way), tuple(moves.ranges(question, drawn, (budgets, found.whole), way)), chances.summary(gains),
        _binding(exact, budgets, found.whole, asked.aim), left=max(0.0, limits.total - float(budgets.sum())),
        aim=asked.aim, target=asked.target,
    )  # fmt: skip
    return _discounted(proposed, asked) if asked.aim is Aim.NPV else proposed


def _binding(question: Question, budgets: Array, whole: np.ndarray, aim: Aim) -> tuple[Binding, ...]:
    """The prices of the limits; of a chance none is known."""
    return () if aim is Aim.CHANCE else tuple(prices.binding(question, budgets, whole))


def _in_cents(question: Question, found: Allocation, asked: Asked) -> tuple[Question, Array]:
    """The budgets in whole cents; with the question whose total they use up under `least`."""
    if asked.aim is not Aim.LEAST:
        return question, handed_out.in_cents(question, found)
    exact = allocation.with_total(question, float(found.budgets.sum()))
    near = handed_out.in_cents(exact, found)
    budgets = handed_out.up_to(question, near, found.whole, asked.target or 0.0)
    return allocation.with_total(question, float(budgets.sum())), budgets


def _discounted(proposal: Proposal, asked: Asked) -> Proposal:
    """Values of equal months over the horizon at a yearly rate: NPV = Σ (M_t − I_t)/(1 + r)^(t/12).

    What changes, changes in the months from the start on.
    """
    of_all, factor = (_factor(asked.rate, start) for start in (0, asked.brief.start))
    before = proposal.value_today * of_all
    upper = None if proposal.upper_bound is None else before + (proposal.upper_bound - proposal.value_today) * factor

    def of(known: Range) -> Range:
        return Range(known.p10 * factor, known.p50 * factor, known.p90 * factor, known.better, known.tail * factor)

    return replace(
        proposal, value=before + proposal.gain * factor, value_today=before, upper_bound=upper,
        moves=tuple(replace(move, gain=move.gain * factor) for move in proposal.moves),
        ranges=tuple(of(each) for each in proposal.ranges), range=of(proposal.range),
        binding=tuple(each.times(factor) for each in proposal.binding),
    )  # fmt: skip


def _factor(rate: float, start: int) -> float:
    """What one unit is worth today, if it comes in equal parts in the months from `start` on."""
    left = HORIZON - start
    return cash.npv(np.full(left, 1 / left), rate, np.arange(start, HORIZON, dtype=float))
