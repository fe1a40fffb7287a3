"""The Market page on finance: which market each product sells in, and where finance and the sheet differ."""

import pandas as pd
import streamlit as st

from analytics import own_revenue
from ui import counts, formats, session, text, written
from ui.markets import Markets

NOT_SAID, NOWHERE = "not said", "none of these"
MOST_NAMED = 6
NAMES = {"of": "Own product or market", "sheet": "In the market sheet", "finance": "In finance", "months": "Months"}


def ask_first(markets: Markets) -> None:
    """Which market each product sells in, above all else where no sheet gives own sales in any market."""
    if not markets.sales["own"].astype(bool).any():
        _ask(markets)


def of_finance(markets: Markets) -> None:
    """What else finance says of own sales: in further markets, and where it differs from the sheet."""
    if markets.sales["own"].astype(bool).any():
        _ask(markets)
    differences(markets)


def _ask(markets: Markets) -> None:
    """Which market each product sells in, where a sheet gives sizes and finance may give own sales."""
    products = own_revenue.unplaced(markets.revenue, markets.sales, session.sold_in())
    names = own_revenue.asked(markets.sizes, markets.sales)
    if names and products:
        with st.expander(f"Own sales may come from finance: where do {counts.named(len(products), 'product')} sell?"):
            _form(products, names)
    given = sorted({*markets.given["product"].dropna()}) if len(markets.given) else []
    if given:
        listed = ", ".join(given[:MOST_NAMED]) + (f" and {len(given) - MOST_NAMED} more" if given[MOST_NAMED:] else "")
        st.caption(text.plain(f"Own sales are the revenue in finance of {listed}."))


def _form(products: list[str], names: list[str]) -> None:
    """Each product with the market that its name proposes, to change and to keep."""
    proposed = [session.proposed_market(product, names) or NOT_SAID for product in products]
    edited = st.data_editor(
        pd.DataFrame({"Product": products, "Sells in": proposed}),
        hide_index=True,
        disabled=["Product"],
        column_config={
            "Sells in": st.column_config.SelectboxColumn(options=[NOT_SAID, NOWHERE, *names], required=True)
        },
        key=f"sold-in-{session.version()}",
    )
    if st.button("Count their revenue as own sales", key="keep-sold-in"):
        answers = {p: m for p, m in edited.itertuples(index=False) if m != NOT_SAID}
        session.keep_sold_in({str(p): "" if m == NOWHERE else str(m) for p, m in answers.items()})
        st.rerun()


def differences(markets: Markets) -> None:
    """Where own sales in the sheet are not what finance says, over the window."""
    window, sales, said = markets.shown.window, markets.sales, session.sold_in()
    within = sales["first_month"].ge(pd.Timestamp(window.first)) & sales["last_month"].le(pd.Timestamp(window.last))
    own = sorted({*sales.loc[sales["own"].astype(bool), "vendor"].dropna()})
    rows = session.computed(
        lambda: own_revenue.differences(sales[within], markets.revenue, said),
        "own sales apart",
        own=own, said=sorted(said.items()), window=[window.first, window.last], **markets.shown.cut,
    )  # fmt: skip
    if rows.empty:
        return
    first = rows.iloc[0]
    with st.expander(f"Own sales differ between the market sheet and finance: {counts.of(len(rows), 'case')}"):
        amounts = f"{formats.exact(first['sheet'])} in the sheet, {formats.exact(first['finance'])} in finance"
        st.caption(text.plain(f"The largest is {first['of']}: {amounts}. Shares are of the sheet's own sales."))
        written.show(written.figures(rows[list(NAMES)].rename(columns=NAMES)), key="own-differences")
