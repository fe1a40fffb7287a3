"""What is not known of markets, or contradicts itself, in sentences: it is said, never counted as nothing."""

from collections.abc import Callable

import pandas as pd

from analytics import covered, market, pairs
from analytics.cells import PERIOD, SUMMED, Figures, apart
from analytics.windows import Window, runs

Doubt = Callable[[Figures], dict[str, str]]


def by_market(figures: Figures, kinds: tuple[Doubt, ...] | None = None) -> dict[str, list[str]]:
    """The sentences on each market that has any, of some kinds where they are given."""
    found: dict[str, list[str]] = {}
    for each in kinds or (_mixed, _over, *UNKNOWN):
        for name, sentence in each(figures).items():
            found.setdefault(name, []).append(sentence)
    return found


def _mixed(figures: Figures) -> dict[str, str]:
    sentence = "Its parts are given in different units, so that nothing is added up. Convert them to one unit."
    return dict.fromkeys(market.mixed(figures), sentence)


def _without_size(figures: Figures) -> dict[str, str]:
    sentence = "A stated size is 0 or less: no share can be taken of it. Correct it in its sheet."
    return dict.fromkeys(market.without_size(figures), sentence)


def _over(figures: Figures) -> dict[str, str]:
    rows = market.over_full(figures).to_dict("records")
    return {
        row["market"]: f"Vendors add to {amount(row['sold'])} of a size of {amount(row['size'])}. Shares are of that "
        "size; what others sold and the concentration are not known."
        for row in rows
    }


def _below_zero(figures: Figures) -> dict[str, str]:
    why = "They have no share there; what others sold and the concentration are not known."
    found = {}
    for name, rows in market.below_zero(figures).groupby("market"):
        sold = [f"{row['vendor']} {amount(row['sales'])}" for row in rows.to_dict("records")]
        found[str(name)] = f"Sales below 0: {covered.listed(sold)}. {why}"
    return found


def _scattered(figures: Figures) -> dict[str, str]:
    sentence = (
        "Only shares of several segments or regions are given: without sizes they cannot be averaged. Filter to one."
    )
    return dict.fromkeys(market.scattered(figures), sentence)


def _apart(figures: Figures) -> dict[str, str]:
    names = sorted(set(figures.sizes.loc[figures.sizes["at"].isin(apart(figures.sizes)), "market"]))
    sentence = (
        "Sizes and vendors are given for different segments or regions, so that no share is known there. Give both for "
        "the same ones."
    )
    return dict.fromkeys(names, sentence)


def _without_vendors(figures: Figures) -> dict[str, str]:
    named = set(figures.named["market"]) | set(figures.missing["market"])
    names = sorted(set(figures.sizes["market"]) - named)
    return dict.fromkeys(names, "A size and no vendor is given: shares are not known.")


def _missing(figures: Figures) -> dict[str, str]:
    """The vendors that a market reports in other periods, and not in these."""
    at = figures.sizes[["at", *PERIOD, "months", "basis"]]
    rows = figures.missing.merge(at, on="at")
    named = figures.named.drop_duplicates(market.VENDOR)[market.VENDOR].assign(named=True)
    rows = rows.merge(named, on=market.VENDOR, how="left")
    rows = rows[rows["named"].notna() | (rows["basis"] == SUMMED) | rows["own"]]
    counts = pairs.months(rows, market.VENDOR)
    of = pairs.months(figures.sizes, ["market"])
    summed = set(rows.loc[rows["basis"] == SUMMED, "market"])
    return {str(name): _not_reported(counts[name], int(of[name]), name in summed) for name in rows["market"].unique()}


def _not_reported(counts: pd.Series, of: int, summed: bool) -> str:
    names = covered.listed(
        [f"{vendor} ({months} of {of} {'month' if of == 1 else 'months'})" for vendor, months in counts.items()]
    )
    why = "Without a stated size, neither the size nor shares are known there."
    if not summed:
        why = "Shares are of the months that are reported; “Others” and the concentration of those that report all."
    return f"Not reported: {names}. {why}"


UNKNOWN: tuple[Doubt, ...] = (_without_size, _below_zero, _scattered, _apart, _without_vendors, _missing)


def amount(value: float) -> str:
    """An amount with the decimals that it has, two at the most.

    >>> amount(1200.0), amount(-0.5)
    ('1,200', '−0.5')
    """
    written = f"{value:,.2f}"
    return written.rstrip("0").rstrip(".").replace("-", "−")


def outside(figures: Figures, window: str) -> str:
    """That a window has no figures, and which have."""
    there = runs(covered.periods(figures.sizes))
    return f"No market figures lie wholly in {window}. Choose a window within {_written(there)}."


def left_out(every: Figures, shown: Figures, window: str) -> list[str]:
    """That a window has no figures of some markets that others have, and which windows have."""
    return [
        f"{name}: no figures lie wholly in {window}; there are some for {_written(there)}."
        for name, there in covered.nowhere(every, shown).items()
    ]


def _written(there: list[Window]) -> str:
    return ", ".join(f"{run.first:%Y-%m}..{run.last:%Y-%m}" for run in there)
