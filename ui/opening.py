"""How a page opens: the door, the bar of filters, and the figures that they leave, or what to do without."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from analytics import windows
from ui import door, filters, formats, newest, scenarios, whatif, widgets
from ui import kpis as figures_of_kpis
from ui import markets as figures_of_markets
from ui.filters import Filters


def enter(page: str) -> None:
    """The door, and the notice of a newer version; a page whose own version is no longer kept ends here."""
    door.enter(page)
    newest.shown()


def finance(page: str) -> tuple[Filters, pd.DataFrame]:
    """The filters and each product's periods that they leave; a page without any ends here and says what to do."""
    shown = _bar(page, "finance", widgets.first_run)
    periods = shown.periods()
    _end_if(periods.empty, "No finance figures here.")
    return shown, periods


def markets(page: str) -> Filters:
    """The filters of the market figures; a page without any ends here, and so does one whose filters leave none."""
    shown = _bar(page, "market", figures_of_markets.nothing)
    there = figures_of_markets.reported(shown)
    _end_if(
        not any(shown.window.first <= first and last <= shown.window.last for first, last in there), _elsewhere(there)
    )
    return shown


def kpis(page: str) -> Filters:
    """The filters of the KPIs; a page without any ends here, and so does one whose filters leave none."""
    shown = _bar(page, "kpi", figures_of_kpis.nothing)
    _end_if(figures_of_kpis.read(shown).rows.empty, "No KPI results here.")
    return shown


def reallocation(page: str) -> None:
    """The door and how far the figures can be trusted; a page without any return ends here and says what is missing."""
    enter(page)
    if not filters.whole():
        widgets.first_run()
        st.stop()
    missing = whatif.missing()
    if missing:
        widgets.message(f"Reallocate needs each product's contribution and investment: {missing}")
        st.markdown(
            "Load a finance sheet with the columns “Revenue”, “Variable cost” and “Investment” for each product and "
            "month."
        )
        widgets.import_workbook()
        st.stop()


def scene() -> whatif.WhatIf:
    """The scenario at hand on the data at hand."""
    return whatif.of(scenarios.current().content)


def _elsewhere(there: list[tuple[date, date]]) -> str:
    """That a window has no market figures, and which have."""
    if not there:
        return "No market figures here."
    runs = ", ".join(formats.span(run.first, run.last) for run in windows.runs(there))
    return f"No market figures lie wholly in this window; there are some for {runs}."


def _bar(page: str, source: str, first_run: Callable[[], None]) -> Filters:
    """The door and the bar of filters; while there are no figures of that kind, what to do instead, and the end."""
    enter(page)
    shown = filters.bar(source)
    if shown is None:
        first_run()
        st.stop()
    return shown


def _end_if(nothing: bool, what: str) -> None:
    """End a page whose filters leave nothing."""
    if nothing:
        widgets.nothing_to_show(what)
        st.stop()
