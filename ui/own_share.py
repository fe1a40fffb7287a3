"""The sentence on the own share of all watched markets: how large it is, how it changed, and why."""

from analytics import share_shift
from ui import formats
from ui.markets import Markets, common_months


def headline(markets: Markets) -> str:
    """The share of all watched markets, how it changed, and why; without a share, the reason."""
    watched = _counted(markets.whole.sizes["market"].nunique())
    if not markets.knows_own:
        return f"{watched.capitalize()}, and no vendor is said to be your company: shares and rivals, not your place"
    if not markets.adds_up and markets.unit == "percent":
        return f"{watched.capitalize()}, of which only shares are given: without sizes they cannot be averaged"
    if not markets.adds_up:
        return f"{watched.capitalize()}, given in {markets.unit}: shares of each, and no sum across units"
    rows = markets.moved
    if rows.empty:
        return _alone(markets, watched)
    parts = share_shift.summary(share_shift.cells(rows))
    held = _of(rows["market"].nunique(), markets)
    return f"You hold {formats.percent(parts['now'])} of {held} and {in_points(parts, markets.since)}{_when(markets)}"


def _counted(count: int) -> str:
    return "one market" if count == 1 else f"{count} markets"


def _of(count: int, markets: Markets) -> str:
    """How many of the watched markets a figure is of."""
    every = markets.whole.sizes["market"].nunique()
    return _counted(every) if count == every else f"{count} of {every} markets"


def _when(markets: Markets) -> str:
    """Of how many months the figures are, where that is not the whole window."""
    least, words = common_months(markets.moved)
    return "" if least == markets.shown.window.months else f" (over {words} that both sides have)"


def _alone(markets: Markets, watched: str) -> str:
    """The share without a year before, or why there is none."""
    window = markets.shown.window
    span = formats.span(window.first, window.last)
    sizes = markets.whole.sizes
    if sizes["own_sales"].isna().all():
        return f"Your own sales in {watched} are not reported for {span}"
    rows = sizes[(sizes["size"] > 0) & sizes["own_sales"].notna()]
    share = rows["own_sales"].sum() / rows["size"].sum() if len(rows) else -1.0
    if share < 0:
        return f"Your share of {watched} is not known for {span}: the notes on the Market page say why"
    when = "" if len(rows) == len(sizes) else f" over {common_months(rows)[1]} in which it is known"
    held = _of(rows["market"].nunique(), markets)
    return f"You hold {formats.percent(share)} of {held}{when}; there is no year before to compare"


def in_points(parts: dict[str, float], since: str = "the year before") -> str:
    """What a share changed by and why, in words; what is shown as zero is not told.

    >>> in_points({"before": 0.30, "now": 0.279, "mix": -0.0272, "competitive": 0.0062})
    'lost 2.1 points on the year before: 2.7 lost as segments where you are strong weigh less, 0.6 won within segments'
    >>> in_points({"before": 0.30, "now": 0.306, "mix": 0.0, "competitive": 0.006})
    'won 0.6 points on the year before'
    """
    change, mix, won = parts["now"] - parts["before"], parts["mix"], parts["competitive"]
    held = f"kept it on {since}" if _points(change) == "0.0" else f"{_won(change)} {_points(change)} points on {since}"
    if _points(mix) == "0.0":
        return "neither won nor lost on " + since if _points(change) == "0.0" else held
    why = f"{_points(mix)} {_won(mix)} as segments where you are strong weigh {'more' if mix > 0 else 'less'}"
    there = "" if _points(won) == "0.0" else f", {_points(won)} {_won(won)} within segments"
    return f"{held}: {why}{there}"


def _won(change: float) -> str:
    return "won" if change > 0 else "lost"


def _points(change: float) -> str:
    return formats.points(abs(change)).removeprefix("+").removesuffix(" pp")
