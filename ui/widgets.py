"""What pages are made of: messages, empty states, selections."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from ui import session
from ui.charts.marks import PICK

FORMAT = pd.DataFrame(
    {
        "Product": ["Widget", "Gadget"],
        "Month": ["2026-01", "2026-01"],
        "Region": ["Europe", "Europe"],
        "Revenue": ["300,000", "120,000"],
        "Variable cost": ["100,000", "60,000"],
        "Investment": ["100,000", "50,000"],
    }
)


ELSEWHERE = {"market": ("Market", "pages/market.py"), "kpi": ("KPIs", "pages/kpis.py")}  # by kind, where others stand


def amounts(*names: str) -> dict[str, Any]:
    """Columns of a table that hold amounts as they are to be read: right-aligned."""
    return {name: st.column_config.TextColumn(alignment="right") for name in names}


def message(sentence: str) -> None:
    """A page's first line: its answer, one sentence with a number in it."""
    st.html(f"<h3>{escape(sentence)}</h3>")


def first_run() -> None:
    """What a page shows while the store holds no finance figures: where others are, and how to bring some in."""
    offered = set(session.read("choices")["filter"])
    others = {title: page for kind, (title, page) in ELSEWHERE.items() if kind in offered}
    st.markdown("### No finance figures yet" if others else "### No data yet")
    if others:
        st.markdown(
            f"The figures that you loaded are on {' and '.join(others)}. This page needs revenue, cost and investment."
        )
    else:
        st.markdown("Upload your finance workbook, or explore a sample company first.")
    with st.container(horizontal=True):
        for title, page in others.items():
            if st.button(f"See {title}", icon=":material/arrow_forward:", key=f"see-{title}"):
                st.switch_page(page)
        import_workbook()
        if st.button("Try the sample portfolio", icon=":material/science:", key="try-sample"):
            with st.spinner("Loading the sample portfolio: six workbooks …"):
                session.load_sample()
            st.rerun()
        template()
    st.markdown("What Reallot reads, from an .xlsx, .xlsb, .xls, .ods or .csv file, one row per product and month:")
    st.table(FORMAT.set_index("Product"), width="content")


def import_workbook() -> None:
    """The way to the page that brings workbooks in."""
    if st.button("Import a workbook", type="primary", icon=":material/upload:"):
        st.switch_page("pages/data.py")


def formats_wanted(sentence: str, *wanted: tuple[str, pd.DataFrame]) -> None:
    """What a page shows while it has no figures: what to upload, each with its format side by side."""
    message(sentence)
    for (what, example), column in zip(wanted, st.columns(len(wanted)), strict=True):
        column.markdown(what)
        column.table(example.set_index(example.columns[0]), width="content")
    import_workbook()


def template() -> None:
    """The sample's workbooks, to copy their format."""
    st.download_button(
        "Download the format",
        session.sample_archive,
        "reallot-sample.zip",
        "application/zip",
        icon=":material/download:",
        help="The sample portfolio's workbooks: finance, budget, forecast, market, KPIs, portfolio",
    )


def nothing_to_show(what: str) -> None:
    """What a page shows where the filters leave nothing."""
    st.info(f"{what} Widen the window, or clear the filters.", icon=":material/filter_alt_off:")


def nothing_to_compare() -> None:
    """What a page shows where no month of the window has one a year before."""
    st.info("There are no figures of the same months a year earlier. Load them, or choose a shorter date range.")


def picked(event: Any, field: str = "product") -> str | None:
    """The product, or what else a chart's marks are told apart by, that was selected in it."""
    points = event.selection.get(PICK, []) if event else []
    return str(points[0][field]) if points else None


def picked_row(event: Any, rows: pd.DataFrame) -> str | None:
    """The product whose row was selected in a table."""
    chosen = event.selection.rows if event else []
    return str(rows.iloc[chosen[0]]["product"]) if chosen else None


def hoped_for() -> None:
    """The format of the files, to see and to copy."""
    with st.expander("Recommended spreadsheet format"):
        st.markdown(
            "One row per product and month (and segment, region, if you have them), headings in one row. Months, "
            "products or budget and actual across are read as well, and other names for these columns are understood. "
            "You confirm what each column means before anything is loaded."
        )
        st.table(FORMAT.set_index("Product"), width="content")
        template()
