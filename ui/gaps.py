"""What a contribution and a return leave out, in words: how much, whose, and which months."""

from collections.abc import Hashable, Mapping

import pandas as pd

from analytics.complete import Gap, LeftOut
from ui import formats

OF = {
    Gap.COST: "revenue",
    Gap.REVENUE: "variable cost",
    Gap.INVESTMENT: "contribution",
    Gap.CONTRIBUTION: "investment",
}
MOST_NAMED = 3
MOST_IN_HEADLINE = 2


def headline(gaps: list[LeftOut]) -> str:
    """What stands in a page's first line: the gaps of more than 1 % of their sum; empty where there are none."""
    told = [_short(each) for each in gaps if each.worth_saying]
    return f" Not counted: {'; '.join(told)}." if told else ""


def _short(each: LeftOut) -> str:
    share = "" if each.share is None else f"{formats.percent(each.share)}: "
    return f"{formats.short(each.amount)} of {each.gap} ({share}{_names(each.products)})"


def notes(gaps: list[LeftOut]) -> list[str]:
    """Each gap in a sentence of its own, with products and months."""
    return [note(each) for each in gaps]


def note(each: LeftOut) -> str:
    """One gap: its amount to the cent, its part of the sum, its products and their months."""
    share = "" if each.share is None else f", {formats.percent(each.share)} of all {OF[each.gap]}"
    rows = each.products.head(MOST_NAMED).to_dict("records")
    named = ", ".join(f"{row['product']} ({_months(row)})" for row in rows)
    more = len(each.products) - len(rows)
    rest = f" and {more:,} more" if more > 0 else ""
    return f"Not counted: {formats.exact(each.amount)} of {each.gap}{share}: {named}{rest}."


def _months(row: Mapping[Hashable, object]) -> str:
    first, last = (pd.Timestamp(str(row[name])).date() for name in ("first_month", "last_month"))
    return formats.span(first, last)


def _names(products: pd.DataFrame) -> str:
    names = [str(name) for name in products["product"].head(MOST_IN_HEADLINE)]
    more = len(products) - len(names)
    return ", ".join(names) + (f" and {more:,} more" if more else "")
