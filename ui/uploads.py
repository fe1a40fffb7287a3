"""What was loaded: every upload with its receipt, its original, and the way back."""

from typing import Any

import pandas as pd
import streamlit as st

from ui import candidates, counts, formats, importing, notes, replaced, session, text, versions, widgets

MOST_DIFFERENCES = 3  # uploads of which the headline names them


def headline() -> str:
    """How much is loaded, and whether it reconciles with the sheets."""
    counting = [row for row in versions.history() if row["counts"]]
    if not counting:
        if waiting := candidates.waiting():
            them = "it" if len(waiting) == 1 else "them"
            return f"{counts.of(len(waiting), 'file')} to check. Nothing counts until you load {them}."
        return "No data yet. Upload your finance workbook."
    loaded, rejected = (sum(row[name] for row in counting) for name in ("loaded_rows", "rejected_rows"))
    uploads = f"{counts.of(len(counting), 'active upload')}, {counts.of(loaded, 'row')} loaded, {rejected:,} rejected."
    differences = session.read("differences")
    if differences.empty:
        return f"{uploads} Loaded totals reconcile with the sheets to the cent."
    by_upload = differences.groupby("upload_id", sort=True)
    named = [_difference(columns) for _, columns in by_upload][:MOST_DIFFERENCES]
    more = by_upload.ngroups - len(named)
    others = f"; and figures of {counts.of(more, 'more upload')}" if more else ""
    return f"{uploads} Not loaded: {'; '.join(named)}{others}."


def _difference(columns: pd.DataFrame) -> str:
    """What of an upload's sheets is not in the store, and why that is so."""
    upload = columns.iloc[0]
    if pd.isna(upload["heading"]):
        what = "cells that look like figures but cannot be read"
    else:
        amounts = zip(columns["missing"], columns["heading"], strict=True)
        what = ", ".join(f"{formats.exact(missing)} of “{heading}”" for missing, heading in amounts)
    why = (
        "cells of more than four decimals are rounded"
        if pd.isna(upload["accepted_by"])
        else f"accepted by {upload['accepted_by']}: {upload['accepted_why']}"
    )
    return f"{what} of {upload['file_name']} ({why})"


def history() -> None:
    """Every upload, newest first."""
    st.markdown("### History")
    rows = versions.history()
    if not rows:
        st.caption("No uploads yet.")
    for row in rows:
        _upload(row)


def _upload(row: dict[str, Any]) -> None:
    state = "withdrawn" if row["withdrawn_at"] else "active" if row["counts"] else "replaced by a later upload"
    rows = f"{counts.part(row['loaded_rows'], row['rows'], 'row')}"
    sample = " · SAMPLE" if row["sample"] else ""
    when = f"{row['loaded_at']:%d %b %Y %H:%M} UTC"
    label = f"{row['upload_id']} · {row['file_name']} → {row['feed']} · {rows} · {when} · {state}{sample}"
    with st.expander(text.plain(label)):
        _receipt(versions.receipt(row["upload_id"]))
        with st.container(horizontal=True):
            if row["withdrawn_at"]:
                if st.button("Restore", key=f"redo-{row['upload_id']}"):
                    importing.attempt(lambda: versions.restore(row["upload_id"]))
                    st.rerun()
            elif st.button("Undo", key=f"undo-{row['upload_id']}", help="Removes this upload from all figures"):
                importing.attempt(lambda: versions.withdraw(row["upload_id"]))
                st.rerun()
            st.download_button(
                "Download the original file",
                lambda: versions.original(row["sha256"]).read_bytes(),
                row["file_name"],
                key=f"original-{row['upload_id']}",
            )


def _receipt(receipt: dict[str, Any]) -> None:
    totals = pd.DataFrame(receipt["control_totals"])
    if not totals.empty:
        money = ["sheet_total", "rejected_total", "left_out_total", "store_total", "difference"]
        totals[money] = totals[money].map(formats.exact)
        totals["measure"] = totals["measure"].map(versions.measure)
        titles = {name: str(name).replace("_", " ").capitalize() for name in totals}
        shown = widgets.amounts(*(titles[name] for name in money))
        st.dataframe(totals.rename(columns=titles), hide_index=True, column_config=shown)
    for proof in receipt["proofs"]:
        amounts = f"{formats.exact(proof['sheet_total'])} = {formats.exact(proof['computed'])}"
        st.caption(text.plain(f"{proof['heading']}: {amounts} ({proof['statement'].lower()})"))
    if receipt["replaced"]:
        replaced.listed(receipt["replaced"])
    for change in receipt["restated"]:
        count = "one figure" if change["figures"] == 1 else f"{change['figures']:,} figures"
        figures = f"{count} of {versions.measure(change['measure']).lower()} ({change['basis']})"
        amounts = f"before {formats.exact(change['was'])}, now {formats.exact(change['now'])}"
        st.caption(text.plain(f"Restates {figures}: {amounts}"))
    _restated(receipt["restated_cells"])
    for sentence in (*receipt["rejected"], *receipt["left_out"], *receipt["warnings"]):
        st.caption(text.plain(sentence))
    notes.folded([text.plain(sentence) for sentence in receipt["notes"]])


def _restated(cells: list[dict[str, Any]]) -> None:
    """Every figure that the upload changed: its cell, what it was and what it is."""
    if not cells:
        return
    table = pd.DataFrame(
        {
            "Cell": [f"{row['sheet']}!{row['cell']}" if row["cell"] else "no longer provided" for row in cells],
            "Product": [row["product"] for row in cells],
            "Measure": [versions.measure(row["measure"]) for row in cells],
            "Basis": [row["basis"] for row in cells],
            "Period": [row["period"] for row in cells],
            "Before": [row["was"] or formats.MISSING for row in cells],
            "Now": [row["now"] or formats.MISSING for row in cells],
        }
    )
    st.dataframe(table, hide_index=True, column_config=widgets.amounts("Before", "Now"))
