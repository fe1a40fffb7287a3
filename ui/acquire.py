"""An acquisition: the target's products from its own sheet, and where it meets you in the markets."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics import complete, market, roi, ventures
from analytics.definition import Definition
from analytics.ventures import Venture
from ui import counts, fields, filters, formats, markets, session, text, written
from ui.filters import standing

SHARES = ("You", "Target", "Combined", "Overlap")


def asked() -> Venture | None:
    """The form; the move that it describes, None while it describes none."""
    sold = _met()
    ghosts = _ghosts()
    if sold is None and ghosts is None:
        st.info("Load market figures that say which vendor is your company, or upload a target's finance workbook.")
        return None
    left, middle, right = st.columns(3)
    price = fields.money(left, "Price and integration cost", "acquire-price")
    chance = fields.share(right, "Probability of success", 70, "acquire-chance")
    target, sales = sold or (st.text_input("Name", key="acquire-name", max_chars=80).strip() or "the target", None)
    spent, products = 0.0, ()
    if ghosts is not None:
        spent, products = float(ghosts["investment"].sum()), tuple(ghosts["product"])
        brings = float(ghosts["contribution"].sum())
        middle.metric("Contribution of its products per year", formats.short(brings))
    elif sales is not None:
        brings = sales * fields.share(middle, "Target's contribution margin", 35, "acquire-margin")
    else:
        brings = fields.money(middle, "Target's contribution per year", "acquire-brings")
    return Venture("acquire", f"Acquire {target}", price + spent, brings, chance, products)


@dataclass(frozen=True)
class Vendors:
    """Every vendor's share, and whether sales are money in the currency of the finance figures."""

    table: pd.DataFrame
    in_money: bool


def vendors() -> Vendors | None:
    """The vendors of all markets, None where there are no market figures."""
    shown = standing("market")
    if shown is None:
        return None
    found = markets.read(shown, markets.own_vendor())
    table = market.all_known(found.whole)
    return Vendors(table, found.adds_up and found.unit == filters.currency())


def _met() -> tuple[str, float | None] | None:
    """A vendor of the market figures and what it sells, None where that is not money, with the shares together."""
    known = vendors()
    if known is None or not known.table["own"].any():
        return None
    found = known.table
    others = found[~found["own"] & (found["vendor"] != market.OTHERS)]
    names = others.groupby("vendor")["sales"].sum().sort_values(ascending=False).index
    if names.empty:
        return None
    target = str(st.selectbox("Target company", list(names), key="acquire-target"))
    effect = ventures.acquire(found, target)
    sold = float(others.loc[others["vendor"] == target, "sales"].sum())
    overlap = int((effect["overlap"] > 0).sum())
    sells = f"sells {formats.short(sold)} and " if known.in_money else ""
    st.markdown(f"**{text.plain(target)} {sells}overlaps with you in {counts.part(overlap, len(effect), 'market')}**")
    table = effect.rename(
        columns={"market": "Market", "own": "You", "target": "Target", "combined": "Combined", "hhi_before": "HHI",
                 "hhi_after": "HHI after", "overlap": "Overlap"}
    )  # fmt: skip
    written.show(written.figures(table, SHARES, dict.fromkeys(("HHI", "HHI after"), formats.count)), key="acquired")
    return target, sold if known.in_money else None


def _ghosts() -> pd.DataFrame | None:
    """The target's products (`product`, `investment`, `contribution`) of its own sheet, which is not taken in."""
    file = st.file_uploader("Target's finance workbook (used in this scenario only, never loaded)", key="acquire-sheet")
    if file is None:
        return None
    try:
        said = session.aside(file.getvalue(), file.name)
    except session.RefusedAction as refusal:
        st.error(text.plain(str(refusal)))
        st.caption("A workbook in the recommended format on the **Data** page raises no questions.")
        return None
    if said.currency not in {None, filters.currency()}:
        st.error(
            f"The workbook is in {text.plain(str(said.currency))}, your figures are in {filters.currency()}. "
            "Convert the workbook first."
        )
        return None
    found = roi.by_product(complete.totals(said.periods), Definition.ROI)
    known = found.assign(investment=found["base"], contribution=found["earned"]).dropna(subset=["contribution"])
    table = found[["product", "revenue", "investment", "contribution", "roi"]].set_axis(
        ["Product", "Revenue", "Investment", "Contribution", "ROI"], axis="columns"
    )
    written.show(written.figures(table, ("ROI",)), key="ghosts")
    months = f"{said.first_month:%b %Y} to {said.last_month:%b %Y}"
    yours = "" if said.currency else "; the currency is assumed to be yours"
    st.caption(
        f"Contribution and investment of {counts.part(len(known), len(found), 'product')} are known, {months}{yours}."
    )
    return known
