"""The Return page's tables beside return: does the ranking depend on the definition, cash value and growth."""

from datetime import date

import pandas as pd
import streamlit as st

from analytics import cash, complete, growth, ranks, roi
from analytics.definition import Definition
from analytics.paired import Need, Stage
from analytics.windows import Window
from ui import counts, definitions, filters, formats, session, text, written
from ui.filters import Filters
from ui.years import Years

RATE = cash.RATE * 100
LONGEST_LIST = 5
MARGIN_CHANGE, GROWTH = "Change on prior year", "Growth on prior year"


def worth(shown: Filters) -> pd.DataFrame:
    """One row per product: NPV, IRR, payback over all its months, and its growth by year."""
    rate = st.session_state.get("rate", RATE) / 100
    periods = shown.periods(Window(date.min, date.max))
    single = periods[periods["first_month"] == periods["last_month"]]
    if single.empty:
        return pd.DataFrame(columns=["product", "npv", "irr", "payback", "discounted_payback", "cagr"])
    cut = {**shown.cut, "rate": rate}
    return session.computed(lambda: _worth(single, rate), "worth", **cut)


def _worth(periods: pd.DataFrame, rate: float) -> pd.DataFrame:
    grown = growth.by_product(periods)[["product", "cagr"]]
    return cash.by_product(periods, rate).merge(grown, on="product", how="outer")


def definitions_beside(totals: pd.DataFrame, worth_of: pd.DataFrame) -> None:
    """Each product's rank under every definition, and which ones move between the halves."""
    st.markdown("#### Does the ranking depend on the definition?")
    values = {str(each): roi.by_product(totals, each).set_index("product")["roi"] for each in roi.available(totals)}
    plain = roi.by_product(totals).set_index("product")
    values |= {"contribution": plain["contribution"], "contribution margin": plain["margin"]}
    npv = worth_of.set_index("product")["npv"].reindex(plain.index)
    found = ranks.by_definition(pd.DataFrame({**values, "NPV": npv}))
    if found["best"].isna().all():
        st.markdown("No ranking: no product's return, contribution or contribution margin is known.")
        return
    count = int(found["depends"].sum())
    names = [text.plain(name) for name in found.index[found["depends"]]]
    if count:
        more = " …" if count > LONGEST_LIST else ""
        listed = f"{', '.join(names[:LONGEST_LIST])}{more}"
        move = f"{counts.part(count, len(found), 'product')} {counts.verb(count, 'moves', 'move', len(found))}"
        st.markdown(f"Yes: {move} between the top and bottom half: {listed}")
    else:
        st.markdown("No: the same products are in the top half under every definition.")
    first = str(found.columns[0])
    table = found.sort_values([first, "worst"], kind="stable").drop(columns=["best", "worst"]).reset_index()
    table["depends"] = table["depends"].map({True: "◆ depends", False: ""})
    table = table.rename(columns={"product": "Product", "depends": "Place"})
    table = table.rename(columns=lambda name: name[0].upper() + name[1:])
    written.show(written.figures(table), key="ranks")


def cash_and_growth(totals: pd.DataFrame, both: Years | None, worth_of: pd.DataFrame) -> None:
    """NPV, IRR, payback, growth, margin and the rule of 40 of each product."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown("#### Cash value and growth")
        st.number_input("Discount rate, % a year", -50.0, 100.0, RATE, 0.5, key="rate", width=220)
    now = roi.by_product(totals).set_index("product")
    table = pd.DataFrame({"Product": now.index, "Contribution margin": now["margin"].to_numpy()})
    if both is not None:
        table = table.assign(**_grown(both).reindex(now.index).reset_index(drop=True))
    own = worth_of.set_index("product").reindex(now.index)
    table["CAGR"] = own["cagr"].to_numpy(dtype=float)
    table["NPV"] = own["npv"].to_numpy(dtype=float)
    table["IRR"] = [_rates(rates) for rates in own["irr"]]
    for name, column in (("Payback", "payback"), ("Discounted payback", "discounted_payback")):
        table[name] = [_paid(months, rates) for months, rates in own[[column, "irr"]].itertuples(index=False)]
    table = table.sort_values("NPV", ascending=False, na_position="last")
    grown = {MARGIN_CHANGE: formats.points, GROWTH: formats.change, "CAGR": formats.change}
    written.show(written.figures(table, ("Contribution margin", "Rule of 40"), grown), key="worth")
    st.caption(definitions.CASH)


def _grown(both: Years) -> pd.DataFrame:
    """By product, how margin and revenue changed over the months that both years know, and the rule of 40."""
    then, later = (
        roi.by_product(side[side["stage"] == Stage.BOTH], Definition.RETURN_ON_COST).set_index("product")["margin"]
        for side in both.pair(Need.CONTRIBUTION).totals()
    )
    before, now = (
        side[side["stage"] == Stage.BOTH].set_index("product")["revenue"] for side in both.pair(Need.REVENUE).totals()
    )
    grown = now / before.mask(before <= 0) - 1
    return pd.DataFrame({MARGIN_CHANGE: later - then, GROWTH: grown, "Rule of 40": growth.rule_of_40(grown, later)})


def _rates(rates: object) -> str:
    """An IRR; all of them where there are several, and why there is none."""
    if not isinstance(rates, list):
        return formats.MISSING
    if not rates:
        return "none: cash flows never change sign"
    shown = " or ".join(formats.percent(rate) for rate in rates)
    return f"{len(rates)} IRRs: {shown}" if len(rates) > 1 else shown


def _paid(months: object, rates: object) -> str:
    """A payback; missing where, as for the IRR, a month's flow is not known."""
    if not isinstance(rates, list):
        return formats.MISSING
    return "not yet paid back" if pd.isna(months) else f"{months} mo"  # type: ignore[call-overload]


def by_group(shown: Filters, measured: Definition) -> None:
    """The same return by business line, segment or region."""
    by = filters.group("return-by", "By line, segment and region")
    if by is None:
        return
    totals = complete.totals(shown.periods(by=by), "part")
    found = roi.by_product(totals, measured).sort_values("contribution", ascending=False, kind="stable")
    names = {
        "part": filters.GROUPS[by],
        "revenue": "Revenue",
        "variable_cost": "Variable cost",
        "contribution": "Contribution",
        "margin": "Contribution margin",
        "investment": "Investment",
        "roi": "Return",
    }
    table = found[list(names)].rename(columns=names)
    written.show(written.figures(table, ("Contribution margin", "Return")), key="groups")
    known = measured is not Definition.RETURN_ON_COST and found["contribution"].notna().any()
    if known and found["roi"].isna().all():
        group = filters.GROUPS[by].lower()
        st.caption(f"No {measured} by {group}, because investment is not reported by {group}.")
