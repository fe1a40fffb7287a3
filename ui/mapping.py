"""The mapping screen: what each sheet holds, what holds for all its rows, what each column means."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import session, text

LEFT_OUT = "left out"
SCALES = ["1", "1,000", "1,000,000", "1,000,000,000"]
BASES = {"actual": "Actual", "budget": "Budget", "forecast": "Forecast"}
ORDERS = {None: "not said by the file", "day-first": "1 February", "month-first": "January 2"}
TO_COME = {"": "choose", "forecast": "Forecast", "budget": "Budget"}
MARKS = {None: "not said by the file", ".": "point: 1,234.56", ",": "comma: 1.234,56"}


def table(proposed: Any, candidate: Any, expanded: bool) -> Any:
    """One sheet: what it is, and what each of its columns holds."""
    kinds: dict[str | None, str] = {None: LEFT_OUT}
    kinds.update(session.kinds().items())
    with st.expander(f"Sheet {text.plain(proposed.key)}: {kinds[proposed.kind]}", expanded=expanded):
        top = st.columns(5)
        key = f"{candidate.source.sha256[:8]}-{proposed.key}"
        kind = _choice(top[0], "Holds", kinds, proposed.kind, f"kind-{key}")
        chosen = proposed if kind == proposed.kind else session.as_kind(proposed, kind, candidate)
        if kind is None:
            return chosen
        said = _open_fields(_conventions(chosen, top, key), key)
        return _columns(said, candidate.workbook.sheet(proposed.sheet), key)


def _choice(place: Any, label: str, choices: dict[Any, str], chosen: Any, key: str) -> Any:
    """One of the choices, by the titles that they have on screen."""
    return place.selectbox(label, list(choices), list(choices).index(chosen), choices.__getitem__, key=key)


def _conventions(table: Any, top: Sequence[Any], key: str) -> Any:
    """What holds for the whole table."""
    basis = _choice(top[1], "Basis", BASES, table.basis, f"basis-{key}")
    currency = top[2].text_input("Currency", table.currency, key=f"currency-{key}", placeholder="not stated")
    order = _choice(top[3], "01/02 is", ORDERS, table.date_order, f"order-{key}")
    mark = _choice(top[4], "Decimal mark", MARKS, table.decimal_mark, f"mark-{key}")
    return session.with_conventions(table, basis, currency.strip().upper(), order, mark)


def _open_fields(table: Any, key: str) -> Any:
    """What a table with something across leaves open, and its owner can say in a word."""
    asked = session.unsaid(table)
    if not asked:
        return table
    measure, future = "", ""
    constants: dict[str, str] = {}
    with st.container(horizontal=True):
        if "measure" in asked:
            choices = {"": "choose", **session.measures(table.kind)}
            measure = _choice(st, "Figures are", choices, "", f"measure-{key}")
        for name in sorted(asked & {"product", "market"}):
            constants[name] = st.text_input(name.title(), key=f"{name}-{key}", placeholder="its name")
        if "future" in asked:
            future = _choice(st, "Periods to come", TO_COME, "", f"future-{key}")
    return session.with_said(table, measure, constants, future)


def _columns(table: Any, sheet: Any, key: str) -> Any:
    """The columns beside their first values, each with the field it holds."""
    titles = session.fields(table.kind)
    names = {title: name for name, title in titles.items()}
    rows = pd.DataFrame(
        {
            "Column": [c.heading for c in table.columns],
            "Holds": [titles.get(c.field or "", LEFT_OUT) for c in table.columns],
            "Times": [f"{c.scale if c.field else table.unit(c.heading):,}" for c in table.columns],
            "Why": [c.reason for c in table.columns],
            "First values": [session.first_values(sheet, table, c.column) for c in table.columns],
        }
    )
    options = [LEFT_OUT, *titles.values()]
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=["Column", "Why", "First values"],
        column_config={
            "Holds": st.column_config.SelectboxColumn(options=options, required=True),
            "Times": st.column_config.SelectboxColumn(options=SCALES, required=True, help="The unit of its amounts"),
        },
        key=f"columns-{key}-{table.kind}",
    )
    for column, before, after in zip(table.columns, rows.to_dict("records"), edited.to_dict("records"), strict=True):
        if before["Holds"] != after["Holds"]:
            table = table.with_field(column.column, names.get(after["Holds"]))
        if before["Times"] != after["Times"]:
            table = table.with_scale(column.column, int(after["Times"].replace(",", "")))
    return table
