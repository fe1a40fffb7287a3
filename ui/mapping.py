"""The mapping screen: what each sheet holds, what holds for all its rows, what each column and each label means."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import tables, text

LEFT_OUT = "left out"
SCALES = ["1", "1,000", "1,000,000", "1,000,000,000"]
BASES = {"actual": "Actual", "budget": "Budget", "forecast": "Forecast"}
ORDERS = {None: "not stated in the file", "day-first": "1 February", "month-first": "January 2"}
MARKS = {None: "not stated in the file", ".": "point: 1,234.56", ",": "comma: 1.234,56"}
FEW = 5  # tables that are shown one below another without a list
DEEPEST = 1_000  # the last row in which headings can be looked for on screen


def sheets(candidate: Any) -> list[Any]:
    """The tables of a candidate, each as the kind that is chosen for it; of more than a few, from a list of all."""
    of_file = list(candidate.mapping.tables)
    if len(of_file) <= FEW:
        return of_file
    titles: dict[str | None, str] = {None: LEFT_OUT}
    titles.update(tables.kinds().items())
    by_title: dict[str, str | None] = {title: name for name, title in titles.items()}
    sums = tables.sums(candidate)
    rows = pd.DataFrame(
        {
            "Sheet": [each.key for each in of_file],
            "Contains": [titles[each.kind] for each in of_file],
            "Rows": [tables.rows_below(each, candidate) for each in of_file],
            "Total": [sums.get(each.key, "") for each in of_file],
            "Why": [each.reason for each in of_file],
        }
    )
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=["Sheet", "Rows", "Total", "Why"],
        column_config={"Contains": st.column_config.SelectboxColumn(options=list(by_title), required=True)},
        key=f"sheets-{candidate.key}-{hash(tuple(each.kind for each in of_file))}",
    )
    return [
        each
        if by_title[holds] == each.kind
        else tables.looked_at(each, by_title[holds], each.header_row, each.turned, candidate)
        for each, holds in zip(of_file, edited["Contains"], strict=True)
    ]


def table(proposed: Any, candidate: Any, expanded: bool) -> Any:
    """One sheet: what it is, and what each of its columns holds."""
    kinds: dict[str | None, str] = {None: LEFT_OUT}
    kinds.update(tables.kinds().items())
    with st.expander(f"Sheet {text.plain(proposed.key)}: {kinds[proposed.kind]}", expanded=expanded):
        top = st.columns([3, 2, 1.4, 2, 2, 2], vertical_alignment="bottom")
        key = f"{candidate.key}-{proposed.key}-{proposed.kind}"
        kind = _choice(top[0], "Contains", kinds, proposed.kind, f"kind-{key}")
        chosen = _where(proposed, kind, candidate, top[5], key)
        if kind is None:
            return chosen
        key = f"{key}-{chosen.header_row}-{chosen.turned}"
        said = _missing(_conventions(chosen, top, key), key)
        sheet = tables.sheet_of(said, candidate)
        return _columns(_rows(said, candidate, sheet, key), sheet, key)


def _choice(place: Any, label: str, choices: dict[Any, str], chosen: Any, key: str) -> Any:
    """One of the choices, by the titles that they have on screen."""
    return place.selectbox(label, list(choices), list(choices).index(chosen), choices.__getitem__, key=key)


def _where(proposed: Any, kind: str | None, candidate: Any, place: Any, key: str) -> Any:
    """The table with its headings where its owner sees them."""
    with place.popover("Headings", help="The row of the headings, or whether they are in a column", width="stretch"):
        row = st.number_input(
            "Headings in row", min(1, proposed.header_row), DEEPEST, proposed.header_row, key=f"row-{key}"
        )
        turned = st.checkbox(
            "Headings are in a column",
            proposed.turned,
            key=f"turned-{key}",
            help="Rows are then read as columns",
        )
    return tables.looked_at(proposed, kind, int(row), turned, candidate)


def _conventions(table: Any, top: Sequence[Any], key: str) -> Any:
    """What holds for the whole table."""
    basis = _choice(top[1], "Basis", BASES, table.basis, f"basis-{key}")
    currency = top[2].text_input("Currency", table.currency, key=f"currency-{key}", placeholder="not stated")
    order = _choice(top[3], "Read 01/02 as", ORDERS, table.date_order, f"order-{key}")
    mark = _choice(top[4], "Decimal mark", MARKS, table.decimal_mark, f"mark-{key}")
    return tables.with_conventions(table, basis, currency.strip().upper(), order, mark)


def _missing(table: Any, key: str) -> Any:
    """The table, required fields that no column gives being one value for all its rows, as its owner says."""
    constants = {}
    if missing := tables.missing(table):
        with st.container(horizontal=True):
            for name, title in missing.items():
                constants[name] = st.text_input(
                    f"{title} of all rows", key=f"{name}-{key}", placeholder="not stated in the file"
                )
    return tables.with_constants(table, constants)


def _rows(table: Any, candidate: Any, sheet: Any, key: str) -> Any:
    """What the table's rows are: which head others, which sum others and count all the same, what their labels mean."""
    labels = tables.labels(table, sheet)
    sections = table.sections
    if labels or table.sections:
        names = {"": "nothing (left out)", **tables.names(table.kind)}
        sections = _choice(st, "Rows with only a label set the", names, table.sections, f"sections-{key}")
    table = _sums(table, candidate, key)
    products = tables.products(candidate, table)
    only = list(table.only)
    if len(products) > 1 and (table.only or table.sections):
        help_text = "Where a table splits one total in several ways: the names of the split that counts"
        only = st.multiselect("Count only", products, only, help=help_text, key=f"only-{key}")
    return tables.with_rows(table, sections, only, _labels(table, labels, key))


def _sums(table: Any, candidate: Any, key: str) -> Any:
    """Which of the rows that sum others count all the same."""
    summed = tables.summed_names(candidate, table)
    if not summed:
        return table
    counted = st.pills(
        "Left out as subtotals",
        summed,
        selection_mode="multi",
        default=[name for name in table.counted if name in summed],
        help="Left out because they sum others. Click a name to count it as a product.",
        key=f"counted-{key}",
    )
    return tables.with_counted(table, summed, counted)


def _labels(table: Any, labels: dict[str, str | None], key: str) -> dict[str, str | None]:
    """What its owner says of labels, where it is not what they were taken for."""
    if not labels:
        return {}
    titles = tables.measures(table.kind)
    by_title = {title: name for name, title in titles.items()}
    rows = pd.DataFrame(
        {"Label": list(labels), "Means": [titles.get(field or "", LEFT_OUT) for field in labels.values()]}
    )
    choices = st.column_config.SelectboxColumn(options=[LEFT_OUT, *by_title], required=True)
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=["Label"],
        column_config={"Means": choices},
        key=f"labels-{key}",
        width="content",
    )
    said = zip(rows["Label"], rows["Means"], edited["Means"], strict=True)
    return {label: by_title.get(after) for label, before, after in said if before != after}


def _columns(table: Any, sheet: Any, key: str) -> Any:
    """The columns beside their first values, each with the field it holds."""
    titles = tables.fields(table.kind)
    names = {title: name for name, title in titles.items()}
    rows = pd.DataFrame(
        {
            "Column": [c.heading for c in table.columns],
            "Contains": [titles.get(c.field or "", LEFT_OUT) for c in table.columns],
            "Unit (×)": [f"{c.scale if c.field else table.unit(c.heading):,}" for c in table.columns],
            "Why": [c.reason for c in table.columns],
            "First values": [tables.first_values(sheet, table, c.column) for c in table.columns],
        }
    )
    options = [LEFT_OUT, *titles.values()]
    edited = st.data_editor(
        rows,
        hide_index=True,
        disabled=["Column", "Why", "First values"],
        column_config={
            "Contains": st.column_config.SelectboxColumn(options=options, required=True),
            "Unit (×)": st.column_config.SelectboxColumn(
                options=SCALES, required=True, help="What the column's amounts are multiplied by"
            ),
        },
        key=f"columns-{key}-{table.kind}",
    )
    for column, before, after in zip(table.columns, rows.to_dict("records"), edited.to_dict("records"), strict=True):
        if before["Contains"] != after["Contains"]:
            table = table.with_field(column.column, names.get(after["Contains"]))
        if before["Unit (×)"] != after["Unit (×)"]:
            table = table.with_scale(column.column, int(after["Unit (×)"].replace(",", "")))
    return table
