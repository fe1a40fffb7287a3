"""Projections by their definitions in fractions, period by period; nothing of the product is used.

Four forecasts are joined by the inverse fourth power of what each missed by before. Half the band is their usual miss,
times 1.27 and 0.7 more of how much the last 12 periods went one way, times the tenth root of the periods ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import atan, pi, sqrt
from statistics import mean

Known = Fraction | None
FEWEST, FEWEST_ERRORS, LONGEST = 6, 6, 12
TENTH = 1.6377443536962102  # what one in ten lies above, of Student's t with 3 degrees of freedom


@dataclass(frozen=True)
class Forecast:
    """What is projected at a period, and half of the band of 80 % around it."""

    value: Fraction
    half: Known


class History:
    """One series by period, with what was forecast for so many periods ahead of each; of a sum, for all of them."""

    def __init__(self, values: dict[int, Fraction], ahead: int, is_sum: bool, cycle: int = 12) -> None:
        self.values, self.steps, self.cycle = values, range(1 if is_sum else ahead, ahead + 1), cycle
        self.ahead, self.first = ahead, min(values)
        self.made = cache(self._made)

    def _made(self, now: int) -> list[Known]:
        """What the four methods forecast at a period."""
        return [_all([method(now, step) for step in self.steps]) for method in self.methods]

    @property
    def methods(self) -> list[Callable[[int, int], Known]]:
        return [
            lambda now, _: self.values.get(now),
            self._line,
            lambda now, _: self._mean(now, LONGEST, 6),
            self._season,
        ]

    def _line(self, now: int, step: int) -> Known:
        last = self.values.get(now)
        back = next((months for months in range(LONGEST, 4, -1) if now - months in self.values), None)
        return None if last is None or back is None else last + step * (last - self.values[now - back]) / back

    def _mean(self, now: int, months: int, fewest: int) -> Known:
        known = [self.values[month] for month in range(now - months + 1, now + 1) if month in self.values]
        return mean(known) if len(known) >= fewest else None

    def _season(self, now: int, step: int) -> Known:
        years = -(-step // self.cycle) * self.cycle
        before, level, earlier = (
            self.values.get(now + step - years),
            self._mean(now, 3, 2),
            self._mean(now - years, 3, 2),
        )
        if self.cycle == 1 or before is None or level is None or earlier is None:
            return None
        return before + Fraction(3, 4) * (level - earlier)

    def came(self, now: int) -> Known:
        return _all([self.values.get(now + step) for step in self.steps])

    def _missed(self, now: int) -> list[list[Fraction]]:
        """What each method had missed by until then."""
        found: list[list[Fraction]] = [[], [], [], []]
        for month in range(self.first, now - self.ahead + 1):
            came = self.came(month)
            for place, made in enumerate(self.made(month)):
                found[place] += [abs(came - made)] if came is not None and made is not None else []
        return found

    def at(self, now: int) -> Forecast | None:
        """The joint forecast of a period; None where it or six of the last 12 are not known."""
        if now not in self.values or self._mean(now, LONGEST, FEWEST) is None:
            return None
        missed = self._missed(now)
        still = missed[0]
        usual = [_usual(own, still) for own in missed]
        known = [(made, miss) for made, miss in zip(self.made(now), usual, strict=True) if made is not None]
        least = min(miss for _, miss in known)
        weights = [Fraction(miss == least) if least == 0 else (least / miss) ** 4 for _, miss in known]
        value, miss = (sum(w * each[n] for w, each in zip(weights, known, strict=True)) / sum(weights) for n in (0, 1))
        if len(still) < FEWEST_ERRORS:
            return Forecast(value, None)
        width = (1.27 + 0.7 * float(self.one_way(now))) * self.ahead**0.1
        return Forecast(value, miss * Fraction(width))

    def one_way(self, now: int) -> Fraction:
        """The sum of the last 12 changes as a part of the sum of their sizes."""
        known = sorted(month for month in self.values if month <= now)
        changes = [self.values[b] - self.values[a] for a, b in pairwise(known) if b > now - LONGEST]
        path = sum(map(abs, changes))
        return abs(sum(changes, Fraction(0))) / path if path else Fraction(0)

    def errors(self, last: int) -> list[tuple[int, Fraction, Known]]:
        """By period what the joint forecast missed by, where that is known by `last`, and half of its band."""
        found = []
        for now in range(self.first, last - self.ahead + 1):
            came, said = self.came(now), self.at(now)
            if came is not None and said is not None:
                found.append((now, came - said.value, said.half))
        return found


def _usual(own: list[Fraction], still: list[Fraction]) -> Fraction:
    """The mean miss, and two parts more by how few there are; of none three times that of the last value."""
    if own:
        return mean(own) * (1 + Fraction(2, len(own)))
    return 3 * mean(still) if still else Fraction(1)


def chance(said: Forecast, low: Known, high: Known) -> Known:
    """The chance that what comes lies from `low` to `high`, from 1 % to 99 %."""
    if said.half is None:
        return None
    if said.half == 0:
        met = (low is None or said.value >= low) and (high is None or said.value <= high)
        return Fraction(99 if met else 1, 100)
    above = 1.0 if high is None else _below(float((high - said.value) / said.half) * TENTH)
    below = 0.0 if low is None else _below(float((low - said.value) / said.half) * TENTH)
    return Fraction(min(max(above - below, 0.01), 0.99))


def _below(x: float) -> float:
    """Student's t with 3 degrees of freedom, in closed form."""
    return 0.5 + (x / sqrt(3) / (1 + x * x / 3) + atan(x / sqrt(3))) / pi


def _all(values: list[Known]) -> Known:
    return None if None in values else sum((value for value in values if value is not None), Fraction(0))
