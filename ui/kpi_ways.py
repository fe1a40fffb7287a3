"""Which way of a KPI is good, asked on the KPIs page where no sheet says it."""

import pandas as pd
import streamlit as st

from analytics.kpi_ways import NAME, WAYS
from ui import counts, session
from ui.kpis import Kpis

NOT_SAID, NEITHER = "not said", ""


def ask(figures: Kpis) -> None:
    """The KPIs whose direction is assumed from their names or not known, to say or to confirm."""
    rows = figures.rows.drop_duplicates("kpi").sort_values("kpi")
    open_ = rows[rows["direction_from"].isin([NAME, NEITHER]) & (rows["direction"].isin([*WAYS.values(), ""]))]
    if open_.empty:
        return
    assumed, unknown = int((open_["direction"] != "").sum()), int((open_["direction"] == "").sum())
    parts = [f"assumed from the name of {counts.of(assumed, 'KPI')}"] * bool(assumed)
    parts += [f"not known of {counts.of(unknown, 'KPI')}"] * bool(unknown)
    with st.expander(f"Which way is good is {' and '.join(parts)}. Say or confirm it here."):
        _form(open_)


def _form(rows: pd.DataFrame) -> None:
    """Each KPI with the way that its name suggests, to change and to keep."""
    words = {direction: f"{way} is better" for way, direction in WAYS.items()}
    ways = [words.get(direction, NOT_SAID) for direction in rows["direction"]]
    edited = st.data_editor(
        pd.DataFrame({"KPI": rows["kpi"].to_numpy(), "Good": ways}),
        hide_index=True,
        disabled=["KPI"],
        column_config={"Good": st.column_config.SelectboxColumn(options=[NOT_SAID, *words.values()], required=True)},
        key=f"kpi-ways-{session.version()}",
    )
    if st.button("Confirm", key="keep-kpi-ways"):
        said = {word: way for way, word in zip(WAYS, words.values(), strict=True)}
        session.keep_kpi_ways({str(kpi): said[way] for kpi, way in edited.itertuples(index=False) if way in said})
        st.rerun()
