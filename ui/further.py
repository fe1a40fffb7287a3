"""Moves that are no sliders: ending products, unifying platforms, a new product, an acquisition."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from analytics import ventures
from analytics.transfers import Impossible
from analytics.ventures import Ending, Venture
from ui import acquire, deeds, fields, filters, formats, moved, offers, scenarios, text, whatif
from ui.whatif import WhatIf

KINDS = ("Sunset", "Consolidate", "New product", "Acquire", "Project")
KIND = "further"
SPACE = "new-space"  # the market of a new product
VIEW = "Other actions"  # its name beside the board
NEW_PRODUCT = {deeds.BESIDE: VIEW, KIND: KINDS[2]}  # the state in which its form is open


def shown(scene: WhatIf) -> None:
    """The form of one kind of move, and the moves that the scenario has."""
    st.session_state.setdefault(KIND, KINDS[0])
    kind = st.segmented_control("Move", KINDS, required=True, key=KIND, label_visibility="collapsed")
    forms: dict[str, Callable[[WhatIf], None]] = dict(
        zip(KINDS, (_sunset, _unify, _new, _acquire, offers.projects), strict=True)
    )
    try:
        forms[str(kind)](scene)
    except Impossible as reason:
        st.info(text.plain(str(reason)))
    _listed(scene)


def _sunset(scene: WhatIf) -> None:
    names = list(scene.evidence.products)
    chosen = st.multiselect("Products to discontinue", names, key="sunset-products")
    left, right = st.columns(2)
    start = left.number_input("Start month (0 = now)", 0, 11, 0, key="sunset-start")
    cost = fields.money(right, "One-off exit cost", "sunset-cost")
    kept = fields.share(left, "Customers retained", 30, "sunset-kept")
    inheritor = right.selectbox("Receiving product", [None, *names], key="sunset-heir", format_func=_pool)
    offers.ending(scene, chosen, cost, kept)
    ending = Ending(tuple(chosen), int(start), cost, kept, inheritor)
    ended = ventures.sunset(scene.scenario, ending, scene.earned, scene.pay)
    lost = sum(scene.earned[name] for name in chosen) * (12 - ending.start) / 12 - ended.venture.brings
    hours = filters.priced(formats.short(ended.hours))
    st.markdown(f"**{text.plain(ended.sentence(hours))}**")
    people = f" and {moved.of_people(ended.people)}" if ended.people else ""
    st.caption(
        f"Frees {formats.short(ended.money)} of budget{people} over the next 12 months. Contribution lost with the "
        f"customers: {formats.short(lost)}. Exit cost: {formats.short(cost)}."
    )
    if _wanted("sunset-add"):
        content = whatif.written(scene.scenario.moved(ended.edit), scene.content)
        _add(ended.venture, content)


def _pool(name: str | None) -> str:
    return name or "none (unallocated)"


def _unify(scene: WhatIf) -> None:
    names = list(scene.evidence.products)
    chosen = st.multiselect("Platforms to consolidate", names, key="unify-products")
    budgets = {name: scene.scenario.budgets()[name] / 100 for name in chosen}
    costs = {
        name: st.number_input(f"Cost of {text.plain(name)} per year", 0.0, None, budget, 10_000.0, key=f"unify-{name}")
        for name, budget in budgets.items()
    }
    left, middle, right = st.columns(3)
    after = fields.money(left, "Cost of the new platform per year", "unify-after")
    migration = fields.money(middle, "One-off migration cost", "unify-migration")
    start = right.number_input("Savings start in month", 0, 11, 6, key="unify-start")
    unified = ventures.unify(costs, after, migration, int(start))
    st.markdown(f"**{text.plain(unified.sentence(formats.short(unified.saving)))}**")
    if _wanted("unify-add"):
        _add(unified.venture, scene.content)


def _new(scene: WhatIf) -> None:
    name = st.text_input("Name", key="new-name", max_chars=80)
    spaces = _white_spaces()
    if st.session_state.get(SPACE) not in {None, *spaces}:
        st.session_state[SPACE] = None
    space = st.selectbox(
        "Market", [None, *spaces], key=SPACE, format_func=lambda each: each or "none: your own business case"
    )
    left, middle, right = st.columns(3)
    cost = fields.money(left, "Cost over 12 months", "new-cost")
    chance = fields.share(right, "Chance of success", 50, "new-chance")
    if space is None:
        brings = fields.money(middle, "Contribution if successful", "new-brings")
    else:
        share = (
            middle.slider("Market share gained", 0.0, 30.0, 5.0, 0.5, format=formats.HALF_PERCENT, key="new-share")
            / 100
        )
        margin = fields.share(middle, "Contribution margin", 40, "new-margin")
        brings = ventures.white_space(spaces[space], share, margin)
        st.caption(
            f"{text.plain(space)}: others sell {formats.short(spaces[space])}. Contribution of the new product at this "
            f"share: {formats.short(brings)}."
        )
    venture = Venture("new", name.strip() or "New product", cost, brings, chance)
    st.markdown(f"**Expected contribution: {formats.short(venture.expected)} at a cost of {formats.short(cost)}**")
    if _wanted("new-add"):
        _add(venture, scene.content)


def _white_spaces() -> dict[str, float]:
    """What others sell in each market, over the last 12 months with market figures; none where that is not money."""
    known = acquire.vendors()
    if known is None or not known.in_money:
        return {}
    rest = known.table[~known.table["own"]].groupby("market")["sales"].sum()
    return {str(name): float(size) for name, size in rest.sort_values(ascending=False).items() if size > 0}


def _acquire(scene: WhatIf) -> None:
    venture = acquire.asked()
    if venture is not None and _wanted("acquire-add"):
        _add(venture, scene.content)


def _wanted(key: str) -> bool:
    """Whether the move is to be put on the board."""
    return st.button("Add to scenario", key=key, type="primary")


def _add(venture: Venture, content: dict[str, Any]) -> None:
    scenarios.go_on(whatif.with_venture(content, venture))


def _listed(scene: WhatIf) -> None:
    """The scenario's moves that are no sliders, to be taken out again."""
    known = scene.content.get("ventures", [])
    for place, written in enumerate(known):
        each = ventures.from_json(written)
        with st.container(horizontal=True, vertical_alignment="center", key=f"venture-{place}"):
            counts = "" if each in scene.ventures else " (not counted: its products have a budget again)"
            brings = f"costs {formats.short(each.cost)}, adds {formats.short(each.expected)} of contribution{counts}"
            st.markdown(f"**{text.plain(each.name)}** {brings}")
            if st.button("Remove", key=f"take-out-{place}"):
                rest = [other for at, other in enumerate(known) if at != place]
                scenarios.go_on({**scene.content, "ventures": rest})
