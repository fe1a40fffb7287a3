"""The products' sums in a window beside those of the same months of the year before."""

from dataclasses import dataclass

import pandas as pd

from analytics.windows import Comparison
from ui import formats
from ui.filters import Filters


@dataclass(frozen=True)
class Years:
    """One row per product in each frame, as `product_totals` gives them."""

    comparison: Comparison
    before: pd.DataFrame
    now: pd.DataFrame

    @property
    def words(self) -> str:
        """The two windows in words, and that they were cut where they were."""
        now, before = self.comparison.now, self.comparison.before
        words = f"{formats.span(now.first, now.last)} against {formats.span(before.first, before.last)}"
        return f"{words}: the months that both have" if self.comparison.cut else words


def of(shown: Filters) -> Years | None:
    """Both years of what is shown; None where no month has one before it."""
    pair = shown.comparison
    if pair is None:
        return None
    return Years(pair, shown.read("product_totals", pair.before), shown.read("product_totals", pair.now))
