"""A chart with what stands beside it: its takeaway in words, its numbers as a table, and what a click opens."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from ui import stories, trace, widgets, written
from ui.filters import Filters
from ui.stories import Of
from ui.years import Years


@dataclass(frozen=True)
class Panel:
    """One chart of one message."""

    key: str
    chart: Any
    takeaway: str  # for those who cannot see the chart
    meaning: str  # how its numbers are computed
    table: pd.DataFrame | Styler  # the numbers behind it, columns by their names on screen
    ratios: tuple[str, ...] = ()  # of its columns, those that are fractions, where the table does not say so itself


@dataclass(frozen=True)
class Opens:
    """What a click on a product opens: the cells of a figure of it, and of its change where both years are given."""

    shown: Filters
    figure: Of
    both: Years | None = None


def show(panel: Panel, opens: Opens | None = None, selects: bool = False) -> Any:
    """Draw a panel; a click on a product opens the cells that its figure was summed from, where there are any.

    The selection is returned where there is one to be made.
    """
    with st.container(key=f"panel-{panel.key}"):
        _table(panel)
        event = st.altair_chart(
            panel.chart,
            theme=None,
            width="stretch",
            key=panel.key,
            on_select="rerun" if selects or opens else "ignore",
            alt=panel.takeaway,
        )
    if opens:
        open_once(panel.key, widgets.picked(event), opens)
    return event


def open_once(key: str, product: str | None, opens: Opens) -> None:
    """Open a product's cells when it is newly selected, not again while it stays so."""
    opened = f"{key} opened"
    if product and st.session_state.get(opened) != product:
        trace.show(stories.of(opens.figure, opens.shown, opens.both, product), opens.shown)
    st.session_state[opened] = product


def _table(panel: Panel) -> None:
    """The chart's numbers for those who would rather read them."""
    with st.popover("", icon=":material/table:", help="Show as table, with the definition", key=f"table-{panel.key}"):
        st.caption(panel.meaning)
        table = panel.table
        written.show(table if isinstance(table, Styler) else written.figures(table, panel.ratios))
