"""The figures of a date range beside those of the same months of the prior year."""

from dataclasses import dataclass, field

import pandas as pd

from analytics import paired
from analytics.paired import Need, Pair
from analytics.windows import Comparison
from ui import formats
from ui.filters import Filters


@dataclass(frozen=True)
class Years:
    """One row per product and period in each frame, as `analytics.complete` describes them."""

    comparison: Comparison
    before: pd.DataFrame
    now: pd.DataFrame
    _pairs: dict[Need, Pair] = field(default_factory=dict)

    def pair(self, need: Need) -> Pair:
        """What of both years can be compared, where so much must be known."""
        if need not in self._pairs:
            self._pairs[need] = paired.pair(self.before, self.now, self.comparison.back, need)
        return self._pairs[need]

    @property
    def ranges(self) -> str:
        """Both date ranges in words."""
        now, before = self.comparison.now, self.comparison.before
        cut = ", the months with both" if self.comparison.cut else ""
        return f"{formats.span(now.first, now.last)} against {formats.span(before.first, before.last)}{cut}"

    def words(self, need: Need) -> str:
        """Both date ranges in words, and what of them is left out."""
        return self.ranges + dropped(self.pair(need)) + idle(self.pair(need))

    def apart(self, need: Need) -> str:
        """Of which months a change is, where it is not of all that the figure beside it covers; else empty."""
        pair, now = self.pair(need), self.comparison.now
        if not pair.months:
            return ""
        span = formats.span(now.first, now.last) if self.comparison.cut else ""
        return f"{span}{dropped(pair)}".removeprefix(", ")


def dropped(pair: Pair) -> str:
    """How many product-months a comparison leaves out.

    >>> dropped(Pair(pd.DataFrame(), pd.DataFrame(), 1, 0, 3))
    ', one product-month left out'
    """
    if not pair.dropped:
        return ""
    return f", {'one product-month' if pair.dropped == 1 else f'{pair.dropped:,} product-months'} left out"


def idle(pair: Pair) -> str:
    """How many product-months have no figure on one side, and count as nothing there.

    >>> idle(Pair(pd.DataFrame(), pd.DataFrame(), 0, 2, 3))
    '; 2 product-months without any figure count as nothing'
    """
    if not pair.idle:
        return ""
    many = "one product-month" if pair.idle == 1 else f"{pair.idle:,} product-months"
    return f"; {many} without any figure count{'s' if pair.idle == 1 else ''} as nothing"


def of(shown: Filters) -> Years | None:
    """Both years of what is shown; None where no month has one before it."""
    pair = shown.comparison
    return None if pair is None else Years(pair, shown.periods(pair.before), shown.periods(pair.now))
