"""The figures at the head of a page: large, with their change and line, each opening the cells it is made of."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import streamlit as st

from ui import formats, stories, trace
from ui.filters import Filters
from ui.stories import Of
from ui.years import Years

NO_PRIOR_YEAR = "no prior year"
FEWEST_COLUMNS = 4  # one figure alone is no wider than one of four
_ARROWS: dict[bool | None, Literal["up", "down", "off"]] = {True: "up", False: "down", None: "off"}
_COLOURS: dict[bool | None, str] = {True: "blue", False: "orange", None: "off"}


@dataclass(frozen=True)
class Change:
    """How a figure changed on the year before: in words, upwards and for better or not (None: neither)."""

    words: str
    up: bool | None
    better: bool | None
    months: str = ""  # of which months it is, where those are not all that the figure beside it covers

    @classmethod
    def of_ratios(cls, before: float | None, now: float | None, months: str = "") -> "Change | None":
        """The difference of two ratios, None where it is not defined."""
        if before is None or now is None:
            return None
        return cls._of(formats.points(now - before), True, months)

    @classmethod
    def of_amounts(
        cls, before: float | None, now: float | None, more_is_better: bool, months: str = ""
    ) -> "Change | None":
        """The relative change of an amount, None where it is not defined."""
        if before is None or now is None or before == 0:
            return None
        return cls._of(formats.change((now - before) / abs(before)), more_is_better, months)

    @classmethod
    def _of(cls, words: str, more_is_better: bool, months: str) -> "Change":
        up = words[0] == "+" if words[0] in "+−" else None
        return cls(words, up, up if more_is_better else None, months)


@dataclass(frozen=True)
class Figure:
    """One figure: which it is, how it reads, how it changed, and what it is."""

    of: Of
    shown: str
    change: Change | None
    exact: str
    definition: str
    line: pd.Series

    @property
    def name(self) -> str:
        """Its name on screen."""
        return self.of.name


def row(figures: list[Figure], filters: Filters, both: Years | None) -> None:
    """The figures side by side; each opens its cells, and those of the prior year where it has a change."""
    for figure, column in zip(figures, st.columns(max(FEWEST_COLUMNS, len(figures))), strict=False):
        with column:
            _card(figure, filters, both)


def _card(figure: Figure, filters: Filters, both: Years | None) -> None:
    with st.container(border=True, key=f"figure-{figure.name.replace(' ', '-')}"):
        line = [float(value) for value in figure.line.dropna()]
        change = figure.change
        arrow = _ARROWS[change.up if change else None]
        st.metric(
            figure.name,
            figure.shown,
            change.words if change else NO_PRIOR_YEAR,
            delta_color=_COLOURS[change.better if change else None],  # type: ignore[arg-type]
            delta_arrow=arrow,
            help=figure.definition,
            chart_data=line if len(line) > 1 else None,
        )
        if change and change.months:
            st.caption(f"change: {change.months}")
        opens = st.button(
            figure.exact,
            key=f"cells-{figure.name}",
            type="tertiary",
            icon=":material/table_view:",
            help="The cells behind this figure",
        )
        if opens:
            trace.show(stories.of(figure.of, filters, both), filters)
