"""The sentence on the own share of all watched markets: how large it is, how it changed, and why."""

import pandas as pd

from analytics import share_shift
from ui import counts, formats
from ui.markets import Markets, common_months

WITHOUT_OWN = (
    "Which vendor is yours? Once it is said, this page shows your share and what moved it, growth against relative "
    "share, and headroom."
)


def headline(markets: Markets) -> str:
    """The share of all watched markets, how it changed, and why; without a share, the reason."""
    every = watched(markets)
    if not markets.knows_own:
        return f"{every.capitalize()}, and no vendor is marked as your company: shares and rivals, not your place."
    if not markets.adds_up and markets.unit == "percent":
        return f"{every.capitalize()}, of which only shares are given: without sizes they cannot be averaged."
    if not markets.adds_up:
        return f"{every.capitalize()}, given in {markets.unit}: shares of each, and no sum across units."
    rows = markets.moved
    if rows.empty:
        return _alone(markets)
    parts = share_shift.summary(share_shift.cells(rows))
    start = f"Your share of {held(markets, rows)} is {formats.percent(parts['now'])}"
    return f"{start}, {in_points(parts, markets.since)}{_when(markets)}."


def watched(markets: Markets) -> str:
    """How many markets the window has, in words."""
    return counts.named(markets.whole.sizes["market"].nunique(), "market")


def held(markets: Markets, rows: pd.DataFrame) -> str:
    """Of how many of the watched markets rows are, in words."""
    every, count = markets.whole.sizes["market"].nunique(), rows["market"].nunique()
    return watched(markets) if count == every else counts.part(count, every, "market")


def _when(markets: Markets) -> str:
    """Of how many months the figures are, where that is not the whole window."""
    least, words = common_months(markets.moved, markets.shown.window.months)
    return "" if least == markets.shown.window.months else f" (over {words} that both sides have)"


def _alone(markets: Markets) -> str:
    """The share without a year before, or why there is none."""
    window = markets.shown.window
    span = formats.span(window.first, window.last)
    sizes = markets.whole.sizes
    if sizes["own_sales"].isna().all():
        return f"Your own sales in {watched(markets)} are not reported for {span}."
    rows = sizes[(sizes["size"] > 0) & sizes["own_sales"].notna()]
    share = rows["own_held"].sum() / rows["size"].sum() if len(rows) else -1.0
    if share < 0:
        return f"Your share of {watched(markets)} is not known for {span}: the notes on the Market page say why."
    when = "" if len(rows) == len(sizes) else f" over {common_months(rows, window.months)[1]} in which it is known"
    return f"Your share of {held(markets, rows)} is {formats.percent(share)}{when}; there is no prior year to compare."


def in_points(parts: dict[str, float], since: str = "the prior year") -> str:
    """What a share changed by and why, in words; what is shown as zero is not told.

    >>> in_points({"before": 0.30, "now": 0.279, "mix": -0.0272, "competitive": 0.0062})
    'down 2.1 pp on the prior year: −2.7 pp from segment mix, +0.6 pp from share gained within segments'
    >>> in_points({"before": 0.30, "now": 0.306, "mix": 0.0, "competitive": 0.006})
    'up 0.6 pp on the prior year'
    """
    sizes = parts["now"] - parts["before"], parts["mix"], parts["competitive"]
    change, mix, within = map(formats.points, sizes)
    way = {"+": "up", "−": "down"}.get(change[0])
    moved = f"{way} {change[1:]} on {since}" if way else f"unchanged on {since}"
    if formats.is_nothing(mix):
        return moved
    gained = "gained" if parts["competitive"] > 0 else "lost"
    there = "" if formats.is_nothing(within) else f", {within} from share {gained} within segments"
    return f"{moved}: {mix} from segment mix{there}"
