"""What an upload takes the place of, in words and as a table: named before it is loaded, and listed after."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import counts, formats, tables, text, versions, widgets


def named(decision: Any) -> None:
    """What loading a file would do to what is loaded already."""
    if decision.same:
        st.caption("This file is loaded already. Loading it again changes nothing.")
    if decision.instead_of:
        st.info(text.plain(f"{taken(decision.instead_of)} This file goes into the feed “{decision.feed}”."))
    if decision.replaces.figures:
        st.warning(text.plain(f"Replaces figures of the feed “{decision.feed}”: {summary(decision.replaces.figures)}."))
        listed(decision.replaces.figures)


def taken(feed: str) -> str:
    """That the feed that was offered has become another's."""
    return f"The feed “{feed}” now belongs to a file of another layout."


def summary(rows: Sequence[Any]) -> str:
    """How many figures of what, with their sums before and after."""
    return "; ".join(map(_sentence, rows))


def listed(rows: Sequence[Any]) -> None:
    """The figures by measure: how many, and their sums before and after."""
    table = pd.DataFrame(
        {
            "Replaced": [_what(row) for row in rows],
            "Periods": [_periods(row) for row in rows],
            "Figures before": [formats.count(row.figures) for row in rows],
            "After": [formats.count(row.figures_now) for row in rows],
            "Changed": [formats.MISSING if row.changed is None else formats.count(row.changed) for row in rows],
            "Sum before": [_amount(row.was) for row in rows],
            "Sum after": [_amount(row.now) for row in rows],
        }
    )
    right = widgets.amounts("Figures before", "After", "Changed", "Sum before", "Sum after")
    st.dataframe(table, hide_index=True, column_config=right)


def _sentence(row: Any) -> str:
    if row.measure is None:
        return f"{_what(row)}, {counts.of(row.figures, 'row')} by {row.figures_now:,}"
    figures = "one figure" if row.figures == 1 else f"{row.figures:,} figures"
    of = f"{versions.measure(row.measure)} ({', '.join(filter(None, (row.basis, _periods(row))))})"
    return f"{figures} of {of}, total {_amount(row.was)} before and {_amount(row.now)} after"


def _what(row: Any) -> str:
    if row.measure is None:
        return tables.kinds()[row.kind]
    return versions.measure(row.measure) + (f" ({row.basis})" if row.basis else "")


def _periods(row: Any) -> str:
    if row.measure is None:
        return formats.MISSING
    first, last = formats.month(row.first_period), formats.month(row.last_period)
    return first if first == last else f"{first} to {last}"


def _amount(amount: Any) -> str:
    return formats.exact(None if amount is None else float(amount))
