"""What a scenario pays and brings over the planning horizon, month by month: the board's whole arithmetic.

A transfer's money is spread over the months from its start on. In each month, contribution is that of the budget's
yearly rate in the product's response curve, one twelfth of it: a scenario whose transfers all start now and whose
people count in full at once brings exactly what the curves say of its budgets. In no month does a product give more
than it has then: money and people are spent once. A product that is ended contributes nothing from then on; what its
end keeps is counted where the end is counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analytics import chances
from analytics.evidence import HORIZON
from analytics.response import Curves
from analytics.transfers import Transfer
from analytics.trend import Array

Mask = npt.NDArray[np.bool_]
NOTHING_LEFT = 0.01 * HORIZON  # a yearly rate: of one cent in one month


@dataclass(frozen=True)
class Course:
    """Yearly rates by month and product, shape (months, n).

    `money` is what each product is paid, moved people's pay included; `working` is what of it counts already, since
    moved people settle in; `ended` is True from the month on in which a product is ended.
    """

    today: Array
    money: Array
    working: Array
    ended: Mask

    def paid(self, start: int) -> Array:
        """Each product's money of the months before `start`."""
        found: Array = self.money[:start].sum(axis=0) / HORIZON
        return found

    @property
    def spent(self) -> Array:
        """Each product's money over the horizon; exactly today's where nothing changes."""
        found: Array = self.today + (self.money - self.today).mean(axis=0)
        return found

    def steady(self, start: int) -> bool:
        """Whether nothing changes any more from `start` on."""
        return all(bool((rates[start:] == rates[start]).all()) for rates in (self.money, self.working))

    def ending(self, places: Iterable[int]) -> "Course":
        """The course with some products ended: since they have no money any more."""
        ended = self.ended.copy()
        for place in places:
            funded = np.flatnonzero(self.money[:, place] >= NOTHING_LEFT)
            ended[(int(funded[-1]) + 1 if len(funded) else 0) :, place] = True
        return replace(self, ended=ended)


def unchanged(today: Array) -> Course:
    """Today's budgets in every month."""
    rates = np.tile(today, (HORIZON, 1))
    return Course(today, rates, rates, np.zeros(rates.shape, dtype=bool))


def course(transfers: Iterable[Transfer], today: Array, places: dict[str, int], pay: float) -> Course:
    """Today after transfers; `pay` is the money that a full-time equivalent takes along in a year.

    People take along no more than their product still has.
    """
    money, working = np.tile(today, (HORIZON, 1)), np.tile(today, (HORIZON, 1))
    for transfer in transfers:
        months = np.arange(transfer.start, HORIZON)
        settles = settled(transfer, (months - transfer.start).astype(np.float64))
        amount = np.full(len(months), transfer.cents / 100 * HORIZON / len(months))
        people = np.full(len(months), transfer.people / 100 * pay)
        if transfer.giver is not None:
            giver = places[transfer.giver]
            amount = np.minimum(amount, money[months, giver])
            people = np.minimum(people, money[months, giver] - amount)
            money[months, giver] -= amount + people
            working[months, giver] = np.maximum(working[months, giver] - amount - people, 0.0)
        if transfer.taker is not None:
            money[months, places[transfer.taker]] += amount + people
            working[months, places[transfer.taker]] += amount + people * settles
    return Course(today, money, working, np.zeros(money.shape, dtype=bool))


def settled(transfer: Transfer, months: Array) -> Array:
    """How much of themselves moved people count after so many months: 1 − (1 − p₀)·e^(−t/τ); all of it where τ is 0."""
    if transfer.settles == 0:
        return np.ones(len(months))
    found: Array = 1 - (1 - transfer.at_start) * np.exp(-months / transfer.settles)
    return found


def contributed(curves: Curves, course: Course, months: int = HORIZON) -> Array:
    """What each product contributes in the first so many months."""
    values = np.where(course.ended, 0.0, curves.value(course.working))
    found: Array = values[:months].sum(axis=0) / HORIZON
    return found


def gains(curves: Curves, course: Course) -> Array:
    """What each product contributes more over the horizon than at today's budget; exactly 0 where nothing changes."""
    values = np.where(course.ended, 0.0, curves.value(course.working))
    found: Array = (values - curves.value(course.today)).mean(axis=0)
    return found


def gains_with(curves: Curves, powers: Array, course: Course) -> Array:
    """The same under other powers of the curves, through today's point; `powers` and the gains: shape (draws, n)."""
    months = np.concatenate([course.working, course.ended], axis=1)
    kinds, counts = np.unique(months, axis=0, return_counts=True)
    total = np.zeros(powers.shape)
    for kind, count in zip(kinds, counts, strict=True):
        rates, ended = kind[: len(curves)], kind[len(curves) :].astype(bool)
        changed = np.flatnonzero((rates != course.today) | ended)
        some = chances.gains_with(curves[changed], powers[:, changed], course.today[changed], rates[changed])
        total[:, changed] += count * np.where(ended[changed], -curves.value(course.today)[changed], some)
    return total / HORIZON


def kept(earned: float, share: float, start: int) -> float:
    """What an end in month `start` keeps of a product's contribution of a year; of a loss, nothing is kept."""
    return max(0.0, earned) * share * (HORIZON - start) / HORIZON


def onward(curves: Curves, course: Course, start: int) -> Curves:
    """What each product contributes over the horizon as a function of its money, if that changes from `start` on.

    Exact where the course is steady from then on; else later changes count as if they were spread over these months.
    """
    share = (HORIZON - start) / HORIZON
    lag = (course.money - course.working)[start:].mean(axis=0)
    earned = contributed(curves, course, start)
    found = curves.started(share, course.paid(start) + share * lag, earned)
    ended = course.ended[-1]
    return replace(found, base=np.where(ended, contributed(curves, course), found.base),
                   span=np.where(ended, 0.0, found.span))  # fmt: skip
