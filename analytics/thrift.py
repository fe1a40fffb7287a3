"""The least money that a question's limits allow, and whether its total suffices.

Without groups by sorting: of the products that may stay, those change that save most by it, as many as may.
"""

import numpy as np

from analytics.feasible import EXACT
from analytics.question import Mask, Question
from analytics.together import Together
from analytics.trend import Array


def least(question: Question) -> tuple[Array, Mask] | None:
    """The budgets of the least sum, whatever the total, and which are points; None where none keep the other limits."""
    if question.limits.groups:
        return Together(question).thriftiest()
    limits, today = question.limits, question.today
    along = np.where(limits.floor <= limits.ceiling, limits.floor, np.inf)
    lowest = np.fmin(along, question.points)
    changing = ~question.counted | (today < limits.floor) | (today > limits.ceiling)
    if question.may_change is None:
        changing = np.ones(len(today), dtype=bool)
    else:
        left = question.may_change - int((changing & question.counted).sum())
        if left < 0:
            return None
        saves = np.where(changing, 0.0, today - lowest)
        most = np.argsort(-saves, kind="stable")[:left]
        changing[most[saves[most] > 0]] = True
    if not np.isfinite(lowest[changing]).all():
        return None
    return np.where(changing, lowest, today), changing & (question.points < along)


def start(question: Question) -> tuple[Array, Mask] | None:
    """An allocation that keeps every limit; None where there is none."""
    found = least(question)
    total = question.limits.total
    return found if found is not None and found[0].sum() <= total + EXACT * (1 + abs(total)) else None
