"""A workbook on its way in: upload, what each column means, what is wrong, what it adds up to, publish."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from ui import formats, mapping, session, text, widgets

_CANDIDATE = "candidate"
_OVERLAPS = "figures that another feed gives"
_ROUND = "upload round"
MOST_PROBLEMS = 200


def upload() -> Any:
    """The file being brought in: just uploaded, or still under review; None where there is none."""
    number = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader("Bring in a workbook: an .xlsx, .xlsb, .xls, .ods or .csv file", key=f"upload-{number}")
    if file is not None:
        content, name = file.getvalue(), file.name
        st.session_state[_ROUND] += 1  # a new widget, so that the bytes do not stay in memory
        st.session_state.pop(_CANDIDATE, None)
        st.session_state.pop(_OVERLAPS, None)
        with st.spinner("Reading the workbook …"):
            attempt(lambda: st.session_state.update({_CANDIDATE: session.open_upload(content, name)}))
        st.rerun()
    _say()
    return st.session_state.get(_CANDIDATE)


def attempt(act: Callable[[], object]) -> bool:
    """Do something that may be refused; the refusal is shown, in its own words, after the next run."""
    try:
        act()
    except session.RefusedAction as refusal:
        st.session_state["said"] = ("error", str(refusal))
        st.session_state[_OVERLAPS] = session.overlaps(refusal)
        return False
    return True


def _say() -> None:
    """What the last action came to."""
    kind, sentences = st.session_state.pop("said", (None, ""))
    for sentence in sentences.splitlines():
        (st.error if kind == "error" else st.success)(text.plain(sentence))


def hoped_for() -> None:
    """The format of the files, to see and to copy."""
    with st.expander("The spreadsheet Reallot hopes for"):
        st.markdown(
            "One row per product and month (and segment, region, if you have them), headings in one row. Other "
            "names for these columns are understood, and you confirm what each column means before anything is loaded."
        )
        st.table(widgets.FORMAT.set_index("Product"), width="content")
        widgets.template()


def review(candidate: Any) -> None:
    """The mapping to confirm or change, with the problems and control totals that it leads to."""
    st.markdown(f"#### {text.plain(candidate.source.name)}")
    known = "A file of this layout was loaded before: its mapping is remembered." if candidate.remembered else ""
    st.caption(known or "Check what each column was taken to mean; change what is wrong.")
    feed = st.text_input("Feed: the source that this file is one month of", candidate.mapping.feed, key="feed")
    nothing_known = all(table.kind is None for table in candidate.mapping.tables)
    tables = [
        mapping.table(table, candidate, expanded=nothing_known or table.kind is not None)
        for table in candidate.mapping.tables
    ]
    said = session.reading(candidate, tables, feed.strip() or candidate.mapping.feed)
    _problems(candidate, said)
    _totals(said)
    _publish(candidate, said)


def _problems(candidate: Any, said: Any) -> None:
    """Everything wrong, each with its cell; what refuses the file first."""
    refusals = said.refusals
    for problem in refusals:
        st.error(text.plain(problem.sentence))
    others = [problem for problem in said.problems if problem not in refusals]
    if not others:
        return
    counts = Counter(str(problem.severity) for problem in others)
    title = f"{counts['rejected']:,} rows rejected, {counts['left out']:,} left out, {counts['warning']:,} warnings"
    with st.expander(title, expanded=True):
        table = pd.DataFrame(
            {
                "What": [str(p.severity) for p in others[:MOST_PROBLEMS]],
                "Where": [p.place.address for p in others[:MOST_PROBLEMS]],
                "Sentence": [p.sentence for p in others[:MOST_PROBLEMS]],
            }
        )
        st.dataframe(table, hide_index=True)
        name = f"{candidate.source.name.rsplit('.', 1)[0]} - problems.xlsx"
        st.download_button("Problems as a workbook", lambda: session.marked(candidate, said), name, key="marked")


def _totals(said: Any) -> None:
    """What each measure column adds up to: in the sheet, rejected, to be loaded, and the difference."""
    totals = [(table.mapping.sheet, total) for table in said.tables for total in table.totals]
    if not totals:
        return
    st.markdown("#### Control totals")
    table = pd.DataFrame(
        {
            "Sheet": [sheet for sheet, _ in totals],
            "Column": [total.heading for _, total in totals],
            "Holds": [total.field for _, total in totals],
            "Cells": [total.cells for _, total in totals],
            "Sheet total": [formats.exact(float(total.sheet_total)) for _, total in totals],
            "Rejected": [formats.exact(float(total.rejected_total)) for _, total in totals],
            "To be loaded": [formats.exact(float(total.sheet_total - total.rejected_total)) for _, total in totals],
        }
    )
    st.dataframe(table, hide_index=True)
    for proof in said.proofs:
        sign = "✔" if proof.holds else "✘"
        amounts = f"{formats.exact(float(proof.sheet_total))} = {formats.exact(float(proof.computed))}"
        st.caption(text.plain(f"{sign} {proof.heading}: {amounts} ({proof.statement.lower()})"))


def _publish(candidate: Any, said: Any) -> None:
    rejected = sum(table.rejected_rows for table in said.tables)
    label = f"Load without the {rejected:,} rejected rows" if rejected else "Load"
    by, why = _acceptance(candidate, said)
    open_difference = by is not None and not session.accepts(by, why)
    with st.container(horizontal=True, vertical_alignment="center"):
        overlap = bool(st.session_state.get(_OVERLAPS)) and st.checkbox(
            "Count them on top of the other feed's", key="overlap"
        )
        if st.button(label, type="primary", disabled=bool(said.refusals) or open_difference, key="load"):
            with st.spinner("Loading …"):
                attempt(lambda: _done(candidate, session.publish(candidate, said, overlap, (by or "", why))))
            st.rerun()
        if st.button("Cancel", key="cancel"):
            session.discard(candidate)
            st.session_state.pop(_CANDIDATE)
            st.rerun()


def _acceptance(candidate: Any, said: Any) -> tuple[str | None, str]:
    """Who accepts that figures of rejected rows are not loaded, and why; None where nothing is to be accepted."""
    found = session.differences(candidate, said)
    for problem in found:
        st.warning(text.plain(problem.sentence))
    if not found:
        return None, ""
    with st.container(horizontal=True):
        by = st.text_input("Accepted by", key="accepted-by", placeholder="Your name")
        why = st.text_input("Because", key="accepted-why", placeholder="Shown on every page while this upload counts")
    return by, why


def _done(candidate: Any, receipt: Any) -> None:
    st.session_state.pop(_CANDIDATE)
    if receipt.unchanged:
        sentence = f"{candidate.source.name} is loaded already; nothing changed."
    else:
        sentence = f"{candidate.source.name} is loaded: version {receipt.data_version}."
    if receipt.withdrawn_sample:
        sentence += " The sample portfolio was taken out: made-up and real figures are never added up."
    st.session_state["said"] = ("success", sentence)
