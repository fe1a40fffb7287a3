"""The figures at the head of a page: large, with their change and line, each opening the cells it is made of."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from ui import formats, trace
from ui.filters import Filters

NO_YEAR_BEFORE = "no year before"
_COLOURS: dict[bool | None, str] = {True: "blue", False: "orange", None: "off"}


@dataclass(frozen=True)
class Change:
    """How a figure changed on the year before: in words, upwards or not, for better or not (None: neither)."""

    words: str
    up: bool
    better: bool | None

    @classmethod
    def of_ratios(cls, before: float | None, now: float | None) -> "Change | None":
        """The difference of two ratios, None where it is not defined."""
        if before is None or now is None:
            return None
        return cls(formats.points(now - before), now >= before, now >= before)

    @classmethod
    def of_amounts(cls, before: float | None, now: float | None, more_is_better: bool | None) -> "Change | None":
        """The relative change of an amount, None where it is not defined."""
        if before is None or now is None or before == 0:
            return None
        up = now >= before
        return cls(formats.change((now - before) / abs(before)), up, None if more_is_better is None else up)


@dataclass(frozen=True)
class Figure:
    """One figure: how it reads, how it changed, what it is, and the measures it is summed from."""

    name: str
    shown: str
    change: Change | None
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
        change = figure.change
        arrow: Literal["up", "down", "off"] = "off" if change is None else "up" if change.up else "down"
        st.metric(
            figure.name,
            figure.shown,
            change.words if change else NO_YEAR_BEFORE,
            delta_color=_COLOURS[change.better if change else None],  # type: ignore[arg-type]
            delta_arrow=arrow,
            help=figure.definition,
            chart_data=line if len(line) > 1 else None,
        )
        opens = st.button(
            figure.exact,
            key=f"cells-{figure.name}",
            type="tertiary",
            icon=":material/table_view:",
            help="The cells behind this figure",
        )
        if opens:
            trace.show(figure.name, filters, figure.measures, definition=figure.definition)
