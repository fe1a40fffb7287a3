"""What each touch of the board means for the scenario: a budget, people, a limit, a lock, or one step back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st

from analytics import sources
from analytics.limits import Unusable
from analytics.sources import Source, Wanted
from analytics.transfers import Impossible, Transfer
from ui import formats, scenarios, whatif
from ui.whatif import WhatIf

_OTHER = {"floor": "cap", "ceiling": "minimum"}
SAID = "what the board says"
TURN = "turns of the board"
LOOKED_AT = "curve"  # the product whose curve is shown
BESIDE, BEST = "beside", "Moves"  # what stands beside the board


def edited(edit: dict[str, Any]) -> None:
    """What a hand did to the board, kept in the scenario; what cannot be is said, and nothing changes."""
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    kind = edit.get("kind")
    if kind == "curve":
        st.session_state[LOOKED_AT] = str(edit["product"])
        return
    if kind == "best":
        st.session_state[BESIDE] = BEST
        return
    current = scenarios.current()
    try:
        scene = whatif.of(current.content)
        scenarios.change(current, DEEDS[str(kind)](scene, edit))
    except (Impossible, Unusable) as reason:
        st.session_state[SAID] = str(reason)
    except (KeyError, TypeError, ValueError):
        st.session_state[SAID] = "The last change was not understood and not saved. Reload the page."


def _money(scene: WhatIf, edit: dict[str, Any]) -> dict[str, Any]:
    """One product's new budget, and who gives or takes the difference."""
    content, product, cents = scene.content, str(edit["product"]), int(edit["cents"])
    source = scene.source if scene.hold else Source.POOL
    limits, place = scene.question.limits, scene.places[product]
    low, high = round(limits.floor[place] * 100), round(limits.ceiling[place] * 100)
    now = scene.scenario.budgets()[product]
    if not min(low, now) <= cents <= max(high, now):
        span = f"{formats.exact(low / 100)} to {formats.exact(high / 100)}"
        raise Impossible(f"{product} is limited to {span}. Change its minimum or cap first.")
    moved = sources.edit(scene.question, scene.scenario, Wanted(product, cents, source, scene.one))
    moved = tuple(replace(each, start=scene.start) for each in moved)
    return whatif.written(scene.scenario.moved(moved), content) if moved else content


def _people(scene: WhatIf, edit: dict[str, Any]) -> dict[str, Any]:
    """One product's new people, and who gives or takes them: those whose next unit of money brings least."""
    content, product = scene.content, str(edit["product"])
    there = scene.scenario.people()
    change = int(edit["hundredths"]) - there[product]
    if not change:
        return content
    others = [name for name in there if name != product and name not in content.get("locked", {})]
    slopes = scene.evidence.curves.slope(np.maximum(scene.spent, 0.01))
    others.sort(key=lambda name: slopes[scene.places[name]], reverse=change < 0)
    if scene.source is Source.ONE:
        others = [scene.one]
    shares = _in_turn(abs(change), others, there, change > 0) if scene.hold else {None: abs(change)}
    sides = [(name, product) if change > 0 else (product, name) for name in shares]
    at_start, settles = scene.ramp("at_start"), scene.ramp("settles")
    moved = tuple(
        Transfer(giver, taker, 0, n, scene.start, at_start, settles)
        for (giver, taker), n in zip(sides, shares.values(), strict=True)
        if n
    )
    return whatif.written(scene.scenario.moved(moved), content)


def _in_turn(many: int, others: list[str], there: dict[str, int], giving: bool) -> dict[str | None, int]:
    """Whole people of the first that have any, then of the next."""
    shares: dict[str | None, int] = {}
    for name in others:
        shares[name] = min(many, there[name]) if giving else many
        many -= shares[name]
    if many:
        raise Impossible("The other products do not have enough FTE.")
    return shares


def _limit(scene: WhatIf, edit: dict[str, Any]) -> dict[str, Any]:
    """A floor or a ceiling, kept on the far side of the other."""
    product, side, amount = str(edit["product"]), str(edit["kind"]), int(edit["cents"]) / 100
    place, limits = scene.places[product], scene.question.limits
    both = {"floor": float(limits.floor[place]), "ceiling": float(limits.ceiling[place]), side: amount}
    if both["floor"] > both["ceiling"]:
        raise Impossible(f"The minimum of {product} would be above its cap. Change the {_OTHER[side]} first.")
    return with_bounds(scene.content, product, both)


def with_bounds(content: dict[str, Any], product: str, bounds: dict[str, Any]) -> dict[str, Any]:
    """The content with other limits of one product; what else is known of it stays."""
    limits = content.get("limits", {})
    products = limits.get("products", {})
    return {**content, "limits": {**limits, "products": {**products, product: {**products.get(product, {}), **bounds}}}}


def _lock(scene: WhatIf, edit: dict[str, Any]) -> dict[str, Any]:
    """A budget locked where it stands, or free again as it was before."""
    product, content = str(edit["product"]), scene.content
    before = content.get("locked", {})
    if not edit["value"]:
        was = before.get(product, {})
        freed = with_bounds(content, product, {"floor": None, "ceiling": None, **was})
        return {**freed, "locked": {name: each for name, each in before.items() if name != product}}
    now = scene.scenario.budgets()[product] / 100
    known = content.get("limits", {}).get("products", {}).get(product, {})
    was = {side: known.get(side) for side in ("floor", "ceiling")}
    return {**with_bounds(content, product, {"floor": now, "ceiling": now}), "locked": {**before, product: was}}


DEEDS: dict[str, Callable[[WhatIf, dict[str, Any]], dict[str, Any]]] = {
    "money": _money,
    "people": _people,
    "floor": _limit,
    "ceiling": _limit,
    "lock": _lock,
    "hold": lambda scene, edit: {**scene.content, "hold": bool(edit["value"])},
    "source": lambda scene, edit: {**scene.content, "source": str(Source(edit["source"])), "one": str(edit["one"])},
    "undo": lambda scene, _: whatif.written(scene.scenario.undo(), scene.content),
    "redo": lambda scene, _: whatif.written(scene.scenario.redo(), scene.content),
    "reset": lambda scene, _: whatif.written(scene.scenario.reset(), scene.content),
}
