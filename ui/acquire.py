"""An acquisition: the target's products from its own sheet, and where it meets you in the markets."""

import pandas as pd
import streamlit as st

from analytics import market, roi, ventures
from analytics.roi import Definition
from analytics.ventures import Venture
from ui import candidates, fields, filters, formats, markets, panels, session, text
from ui.filters import standing

SHARES = ("You", "Target", "Together", "Overlap")


def asked() -> Venture | None:
    """The form; the move that it describes, None while it describes none."""
    sold = _met()
    ghosts = _ghosts()
    if sold is None and ghosts is None:
        st.info("Load market figures that say which vendor is your own, or bring in the finance sheet of a target.")
        return None
    left, middle, right = st.columns(3)
    price = fields.money(left, "Price and integration", "acquire-price")
    chance = fields.share(right, "Chance that it holds", 70, "acquire-chance")
    target, sales = sold or (st.text_input("Name", key="acquire-name", max_chars=80).strip() or "the target", 0.0)
    if ghosts is None:
        margin = fields.share(middle, "Its contribution margin", 35, "acquire-margin")
        return Venture("acquire", f"Acquire {target}", price, sales * margin, chance)
    spent, earned = float(ghosts["investment"].sum()), float(ghosts["contribution"].sum())
    middle.metric("Its products bring a year", formats.short(earned))
    return Venture("acquire", f"Acquire {target}", price + spent, earned, chance, tuple(ghosts["product"]))


def vendors() -> pd.DataFrame | None:
    """Every vendor's share, where there are market figures."""
    shown = standing("market")
    if shown is None:
        return None
    whole = markets.read(shown, markets.own_vendor()).whole
    return market.by_vendor(whole.sizes, whole.sales)


def _met() -> tuple[str, float] | None:
    """A vendor of the market figures and what it sells, with the shares together and the concentration after it."""
    found = vendors()
    if found is None or not found["own"].any():
        return None
    others = found[~found["own"] & (found["vendor"] != market.OTHERS)]
    names = others.groupby("vendor")["sales"].sum().sort_values(ascending=False).index
    if names.empty:
        return None
    target = str(st.selectbox("Whom", list(names), key="acquire-target"))
    effect = ventures.acquire(found, target)
    sold = float(others.loc[others["vendor"] == target, "sales"].sum())
    overlap = int((effect["overlap"] > 0).sum())
    st.markdown(
        f"**{text.plain(target)} sells {formats.short(sold)} and meets you in {overlap} of {len(effect)} markets**"
    )
    table = effect.rename(
        columns={"market": "Market", "own": "You", "target": "Target", "combined": "Together", "hhi_before": "HHI",
                 "hhi_after": "HHI after", "overlap": "Overlap"}
    )  # fmt: skip
    st.dataframe(table, hide_index=True, column_config=panels.columns(table, SHARES), key="acquired")
    return target, sold


def _ghosts() -> pd.DataFrame | None:
    """The target's products (`product`, `investment`, `contribution`) of its own sheet, which is not taken in."""
    file = st.file_uploader("Its finance sheet, read and not taken in", key="acquire-sheet")
    if file is None:
        return None
    try:
        said = candidates.aside(file.getvalue(), file.name)
    except session.RefusedAction as refusal:
        st.error(text.plain(str(refusal)))
        st.caption("A sheet like the template on the **Data** page leaves nothing open.")
        return None
    if said.currency not in {None, filters.currency()}:
        st.error(
            f"It is in {text.plain(str(said.currency))} and your figures in {filters.currency()}: convert it first."
        )
        return None
    found = roi.by_product(said.totals, Definition.ROI)
    known = found.dropna(subset=["contribution"])
    table = found[["product", "revenue", "investment", "contribution", "roi"]].set_axis(
        ["Product", "Revenue", "Investment", "Contribution", "ROI"], axis="columns"
    )
    st.dataframe(table, hide_index=True, column_config=panels.columns(table, ("ROI",)), key="ghosts")
    months = f"{said.first_month:%b %Y} to {said.last_month:%b %Y}"
    yours = "" if said.currency else "; the currency is taken to be yours"
    st.caption(f"Contribution of {len(known)} of {len(found)} products, {months}{yours}.")
    return known
