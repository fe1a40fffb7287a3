"""A question without the limits of groups that hold nothing back, or that only hold one product.

A limit of one product is its floor and its ceiling; one that the products' own limits and the total imply is none. With
no group left the price of the total is the only one, which is found much faster than several are.
"""

from dataclasses import replace

import numpy as np

from analytics.limits import Group
from analytics.question import Question


def fewer(question: Question) -> Question:
    """The same question with as few groups as say the same."""
    if not question.limits.groups:
        return question
    return _of_several(_of_one(question))


def _of_one(question: Question) -> Question:
    """Groups of one product become its floor and ceiling; its point goes where they do not allow it."""
    limits, points = question.limits, question.points.copy()
    floor, ceiling, kept = limits.floor.copy(), limits.ceiling.copy(), []
    for group in limits.groups:
        if len(group.members) != 1:
            kept.append(group)
            continue
        at = group.members[0]
        floor[at], ceiling[at] = max(floor[at], group.floor), min(ceiling[at], group.ceiling)
        if not np.isnan(points[at]) and not group.floor <= points[at] <= group.ceiling:
            points[at] = np.nan
    limits = replace(limits, floor=floor, ceiling=ceiling, groups=tuple(kept))
    return replace(question, limits=limits, point_at=None if question.point_at is None else points)


def _of_several(question: Question) -> Question:
    """Sides of groups go which the ranges of the products and the total keep by themselves."""
    limits = question.limits
    if (limits.floor > limits.ceiling).any():  # nothing can be said of a range that is none
        return question
    least, most = np.fmin(limits.floor, question.points), np.fmax(limits.ceiling, question.points)
    kept = []
    for group in limits.groups:
        inside = np.isin(np.arange(len(least)), group.members)
        highest = min(float(most[inside].sum()), limits.total - float(least[~inside].sum()))
        floor = 0.0 if float(least[inside].sum()) >= group.floor else group.floor
        ceiling = np.inf if highest <= group.ceiling else group.ceiling
        if floor > 0 or np.isfinite(ceiling):
            kept.append(Group(group.name, group.members, floor, ceiling))
    return replace(question, limits=replace(limits, groups=tuple(kept)))
