"""What a scenario brings over the planning horizon, month by month: starts, and people who first find their feet.

A transfer's money is spread over the months from its start on. In each month, contribution is that of the budget's
yearly rate in the product's response curve, one twelfth of it: a scenario whose transfers all start now and whose
people count in full at once brings exactly what the curves say of its budgets.
"""

from collections.abc import Iterable

import numpy as np

from analytics.evidence import HORIZON
from analytics.response import Curves
from analytics.transfers import Transfer
from analytics.trend import Array


def effective(transfers: Iterable[Transfer], today: Array, places: dict[str, int], pay: float) -> Array:
    """The yearly rate of effective budget by month and product, shape (months, n).

    `pay` is the money that a full-time equivalent takes along in a year.
    """
    rates = np.tile(today, (HORIZON, 1))
    for transfer in transfers:
        months = np.arange(transfer.start, HORIZON)
        passed = (months - transfer.start).astype(np.float64)
        money = transfer.cents / 100 * HORIZON / len(months)
        people = transfer.people / 100 * pay
        if transfer.giver is not None:
            rates[months, places[transfer.giver]] -= money + people
        if transfer.taker is not None:
            rates[months, places[transfer.taker]] += money + people * settled(transfer, passed)
    return np.maximum(rates, np.minimum(today, 0.0))  # nobody gives more than it has


def settled(transfer: Transfer, months: Array) -> Array:
    """How much of themselves moved people count after so many months: 1 − (1 − p₀)·e^(−t/τ); all of it where τ is 0."""
    if transfer.settles == 0:
        return np.ones(len(months))
    found: Array = 1 - (1 - transfer.at_start) * np.exp(-months / transfer.settles)
    return found


def spent(transfers: Iterable[Transfer], today: Array, places: dict[str, int], pay: float) -> Array:
    """Each product's money over the horizon, people's pay included from their start on."""
    budgets = today.copy()
    for transfer in transfers:
        money = transfer.cents / 100 + transfer.people / 100 * pay * (HORIZON - transfer.start) / HORIZON
        for name, sign in ((transfer.giver, -1.0), (transfer.taker, 1.0)):
            if name is not None:
                budgets[places[name]] += sign * money
    return budgets


def gains(curves: Curves, rates: Array, today: Array) -> Array:
    """What each product contributes more over the horizon than at today's budget; exactly 0 where nothing changes."""
    found: Array = (curves.value(rates) - curves.value(today)).mean(axis=0)
    return found
