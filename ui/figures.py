"""The figures at the head of a page: large, with their change and line, each opening the cells it is made of."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from ui import trace
from ui.filters import Filters


@dataclass(frozen=True)
class Figure:
    """One figure: how it reads, how it changed, what it is, and the measures it is summed from."""

    name: str
    shown: str
    change: str | None
    exact: str
    definition: str
    measures: tuple[str, ...]
    line: pd.Series


def row(figures: list[Figure], filters: Filters) -> None:
    """The figures side by side."""
    for figure, column in zip(figures, st.columns(len(figures)), strict=True):
        with column:
            _card(figure, filters)


def _card(figure: Figure, filters: Filters) -> None:
    with st.container(border=True, key=f"figure-{figure.name.replace(' ', '-')}"):
        line = [float(value) for value in figure.line.dropna()]
        st.metric(
            figure.name,
            figure.shown,
            figure.change or "no year before to compare with",
            delta_color="off",
            delta_arrow="auto" if figure.change else "off",
            help=figure.definition,
            chart_data=line if len(line) > 1 else None,
        )
        if st.button(figure.exact, key=f"cells-{figure.name}", type="tertiary", help="The cells behind this figure"):
            trace.show(figure.name, filters, figure.measures)


def changed(now: float | None, before: float | None) -> float | None:
    """The relative change, None where it is not defined."""
    if now is None or before is None or before == 0:
        return None
    return (now - before) / abs(before)
