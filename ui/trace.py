"""From any number to the spreadsheet cells that it was summed from, with the sum shown to be equal."""

from decimal import Decimal

import pandas as pd
import streamlit as st

from analytics.windows import Window
from ui import counts, formats, session, text, written
from ui.filters import Filters
from ui.stories import Story

MEASURES = {
    "revenue": "Revenue",
    "variable_cost": "Variable cost",
    "investment": "Investment",
    "shared_cost": "Shared cost",
}
MOST_ROWS = 5_000


@st.dialog("Where this number comes from", width="large")
def show(story: Story, filters: Filters) -> None:
    """A figure with its arithmetic, and the cells of each date range that it used, with file, sheet and address."""
    of = f" of {', '.join(story.products)}" if story.products else ""
    st.markdown(f"**{text.plain(story.title)}**{text.plain(of)}, {filters.basis}")
    if story.ends:
        st.markdown(f"**{text.plain(story.ends)}**")
    if story.definition:
        st.caption(text.plain(story.definition))
    for sentence in story.left_out:
        st.caption(text.plain(sentence))
    spans = [formats.span(part.window.first, part.window.last) for part in story.parts]
    for number, (tab, part) in enumerate(zip(st.tabs(spans), story.parts, strict=True)):
        with tab:
            st.markdown(f"**{text.plain(part.result)}**")
            _cells_of(part.window, story, filters, f"trace-{number}")


def _cells_of(window: Window, story: Story, filters: Filters, key: str) -> None:
    """Every cell of a figure's measures in one date range, with the sum of each measure."""
    chosen = list(story.products) or None
    cells = filters.read("cells", window, measures=list(story.measures), products=chosen)
    for measure in story.measures:
        _sum(measure, cells[cells["measure"] == measure], filters.periods(window), chosen)
    _table(cells, key)


def _sum(measure: str, cells: pd.DataFrame, periods: pd.DataFrame, products: list[str] | None) -> None:
    """One measure's sum twice: added up from the cells below, and as the pages ask the database for it."""
    if cells.empty:
        st.markdown(f"{MEASURES[measure]}: no cell in this date range.")
        return
    added = sum((Decimal(repr(amount)) for amount in cells["amount"]), Decimal(0))
    if products:
        periods = periods[periods["product"].isin(products)]
    page = float(periods[measure].sum())
    equal = abs(added - Decimal(repr(page))) < Decimal("0.005")
    sign = "= the figure on the page ✔" if equal else f"≠ {formats.exact(page)} on the page ✘ — report this"
    amount = text.plain(formats.exact(float(added)))
    st.markdown(f"{MEASURES[measure]}: **{amount}** = sum of {counts.of(len(cells), 'cell')} {sign}")


@st.dialog("Where these numbers come from", width="large")
def of_market(filters: Filters, market: str) -> None:
    """Every cell of one market in the window, with the sums of its sizes and of each vendor."""
    cells = filters.read("market_cells", market=market)
    when = f"{formats.month(filters.window.first)} to {formats.month(filters.window.last)}"
    st.markdown(f"**{text.plain(market)}**, {when}: {counts.of(len(cells), 'cell')}")
    for (measure, vendor), rows in cells.fillna({"vendor": ""}).groupby(["measure", "vendor"]):
        of = f" of {vendor}" if vendor else ""
        added = sum((Decimal(repr(amount)) for amount in rows["amount"]), Decimal(0))
        total = f"{formats.exact(float(added))} = sum of {counts.of(len(rows), 'cell')}"
        st.markdown(text.plain(f"{MARKET_MEASURES[str(measure)]}{of}: {total}"))
    names = {"segment": "Segment", "region": "Region", "vendor": "Vendor", "product": "Product"}
    _cells(cells, {"measure": "Measure", **names})


@st.dialog("Where these numbers come from", width="large")
def of_kpi(kpi: str, product: str, segment: str) -> None:
    """Every cell of one KPI, the newest first; of one that finance gives, where to look instead."""
    cells = session.read("kpi_cells", kpi=kpi, product=product, segment=segment)
    of = " · ".join(part for part in (product, segment) if part)
    st.markdown(f"**{text.plain(kpi)}** {text.plain(of)}: {counts.of(len(cells), 'cell')}")
    if cells.empty:
        st.info("It is computed from the finance sheets: its cells open on the Return page, from the product's bar.")
        return
    _cells(cells, {"measure": "Measure"})


MARKET_MEASURES = {
    "size": "Market size",
    "served": "Served market",
    "winnable": "Winnable market",
    "sales": "Sales",
    "share": "Share in percent, added up over the periods",
    "installed": "Installed base in units, added up over the periods",
}


def _cells(cells: pd.DataFrame, names: dict[str, str]) -> None:
    """Cells with their addresses, as they are written in their sheets."""
    shown = cells.head(MOST_ROWS)
    table = (
        shown[list(names)]
        .rename(columns=names)
        .assign(
            Month=[formats.month(month.date()) for month in shown["month"]],
            Amount=shown["amount"],
            File=shown["file"],
            Sheet=shown["sheet"],
            Cell=[session.address(c, r) for c, r in zip(shown["column_number"], shown["row_number"], strict=True)],
            Written=shown["raw"],
        )
    )
    if len(cells) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(cells):,} cells; choose a shorter window for fewer.")
    written.show(written.figures(table.rename(columns={"Written": "As written"})), height=360, key="trace-cells")


def _table(cells: pd.DataFrame, key: str) -> None:
    shown = cells.head(MOST_ROWS)
    table = pd.DataFrame(
        {
            "Measure": shown["measure"].map(MEASURES),
            "Product": shown["product"],
            "Month": [formats.month(month.date()) for month in shown["month"]],
            "Segment": shown["segment"],
            "Region": shown["region"],
            "Amount": shown["amount"],
            "File": shown["file"],
            "Sheet": shown["sheet"],
            "Cell": [session.address(c, r) for c, r in zip(shown["column_number"], shown["row_number"], strict=True)],
            "As written": shown["raw"],
        }
    )
    if len(cells) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(cells):,} cells; choose a shorter window or a product for fewer.")
    written.show(written.figures(table), height=360, key=key)
