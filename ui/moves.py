"""The optimiser's moves: each with its gain and what would have to be true, to take or to refuse."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import streamlit as st

from analytics import allocation, chances, flips, moves, proposal
from analytics.conflict import Conflict
from analytics.limits import Unusable
from analytics.moves import Answered, Few, Move
from analytics.prices import Binding
from analytics.proposal import AIMS, Aim, Asked, Proposal
from analytics.question import Question
from analytics.search import GoesOn
from analytics.transfers import Impossible, Scenario, Transfer
from ui import aims, counts, deeds, formats, offers, scenarios, session, text, whatif
from ui.offers import Choice
from ui.whatif import SCREEN_DRAWS, WhatIf

MOST = 8
APART = 0.005  # of a shadow price: from where on its two sides are told apart
LONGEST = 10.0  # seconds that a search may take
AIM, TARGET = "aim", "target"
REFUSED = "refused"  # what the room said no to, in the scenario's content


@dataclass(frozen=True)
class Rest:
    """The best that is left after what the scenario already moves and what the room refused."""

    proposal: Proposal
    few: list[Few]
    flips: list[float]  # of each move: see `flips.of_moves`


def best(scene: WhatIf) -> Rest | Conflict:
    """The rest of the way to the best allocation, kept while the scenario does not change."""
    key = str([scene.content.get(part) for part in ("edits", "limits", "ventures", REFUSED, AIM, TARGET)])
    return session.computed(lambda: _best(scene), "moves", content=key)


def _best(scene: WhatIf) -> Rest | Conflict:
    question = _around(scene)
    target = scene.content.get(TARGET)
    left = None if target is None else target - scene.ventures_bring
    asked = Asked(scene.asked, Aim(scene.content.get(AIM, Aim.CONTRIBUTION)), left)
    found = proposal.answer(question, scene.evidence, asked, SCREEN_DRAWS, _in_time())
    if isinstance(found, Conflict):
        return found
    known = chances.of_question(question, scene.evidence, scene.start, 1).known
    turns = flips.of_moves(found.question, known, found.moves, found.whole)
    few = session.computed(lambda: _fewest(scene), "fewest", content=str(scene.content.get("limits")))
    after = whatif.of(_all_taken(scene, found, offers.chosen(scene, found)))
    return Rest(as_on_board(found, scene, after), few, turns)


def _in_time(clock: Callable[[], float] = time.monotonic) -> GoesOn:
    """Ends a search that takes too long, with the best so far and its gap; `clock` gives seconds."""
    begun = clock()
    return lambda parts, gap: clock() - begun < LONGEST


def as_on_board(found: Proposal, scene: WhatIf, after: WhatIf) -> Proposal:
    """The proposal with the gain that the board shows once it is taken.

    What starts later on the board, or is not settled yet, is in its question as if it were spread evenly.
    """
    if scene.course.steady(scene.start):
        return found
    return replace(
        found, value=found.value_today + after.gain - scene.gain, upper_bound=None, gap=None, chance_bound=None
    )


def _fewest(scene: WhatIf) -> list[Few]:
    """How much of the gain from today the fewest changes take; kept while the limits stay."""
    question = scene.from_today
    whole = allocation.best(question)
    if whole is None or whole.value <= question.value(question.today):
        return []
    return moves.fewest(question, whole.value, [2, 3, 4, 6])


def _around(scene: WhatIf) -> Question:
    """The question that is left: what was moved holds, and nobody gives or gets whom the room refused.

    What ventures cost is taken from the total, as the board counts it.
    """
    places, refused = scene.places, scene.content.get(REFUSED, {})
    settled = tuple(
        (None if t.giver is None else places[t.giver], None if t.taker is None else places[t.taker], t.cents / 100)
        for t in scene.scenario.transfers
        if t.cents
    )
    givers, takers = (frozenset(places[n] for n in refused.get(side, []) if n in places) for side in ("from", "to"))
    taken = sum(each.kind == "project" for each in scene.ventures)
    return moves.around(scene.offered, Answered(settled, givers, takers, scene.ventures_cost, taken))


def shown(scene: WhatIf) -> None:
    """The list of moves, their proof, and how much the first few take."""
    _aim(scene)
    try:
        with st.spinner("Searching for the best plan", show_time=True):
            rest = best(scene)
    except Unusable as reason:
        st.info(text.plain(str(reason)))
        return
    if isinstance(rest, Conflict):
        st.error(text.plain(rest.sentence))
        return
    found = rest.proposal
    choices = offers.chosen(scene, found)
    if not found.moves and not choices:
        st.markdown(f"**{aims.nothing(found)}** Change a minimum or a cap, or undo a rejection.")
    else:
        many = len(found.moves) + len(choices)
        st.markdown(f"**{aims.sentence(found, many)}**")
        st.caption(aims.proof(found) + aims.left(found) + _few(rest))
        if st.button("Accept the move" if many == 1 else f"Accept all {many} moves", type="primary", key="take-all"):
            _take_all(scene, found, choices)
    for choice in choices:
        offers.shown_choice(scene, choice)
    _listed(scene, rest)
    _binding(found)
    _refusals(scene)


def _listed(scene: WhatIf, found: Rest) -> None:
    """The first moves one by one, and the rest together."""
    moved = found.proposal.moves
    for number, move in enumerate(moved[:MOST]):
        _move(scene, found, number, move)
    if rest := moved[MOST:]:
        smaller, add = counts.of(len(rest), "smaller move"), counts.verb(len(rest), "adds", "add")
        st.caption(f"{smaller} {add} {formats.short(sum(move.gain for move in rest))} in total.")


def _aim(scene: WhatIf) -> None:
    """What is to be best, kept in the scenario; a target where it needs one."""
    choices = list(Aim)
    known = Aim(scene.content.get(AIM, Aim.CONTRIBUTION))
    aim = st.selectbox("Optimise for", choices, choices.index(known), format_func=AIMS.__getitem__, key="aim")
    target = scene.content.get(TARGET)
    if aim in {Aim.CHANCE, Aim.LEAST}:
        target = st.number_input(
            "Target contribution", 0.0, None, float(target or round(scene.contribution)), 1e5, key="target"
        )
    if (str(aim), target) != (str(known), scene.content.get(TARGET)):
        scenarios.go_on({**scene.content, AIM: str(aim), TARGET: target})


def _few(rest: Rest) -> str:
    """How much of the gain the fewest changes take."""
    parts = [f"{few.products} products capture {formats.percent(few.share)}" for few in rest.few if few.share < 0.999]
    return f"With few changes from today: {', '.join(parts)} of the possible gain." if parts else ""


def _move(scene: WhatIf, rest: Rest, number: int, move: Move) -> None:
    """One transfer with its range, its flip point, what stops it, and the room's three answers."""
    found, products = rest.proposal, rest.proposal.question.limits.products
    giver, taker = (None if side is None else products[side] for side in (move.giver, move.taker))
    names = f"{text.plain(giver or 'unallocated budget')} → {text.plain(taker or 'unallocated budget')}"
    known = found.ranges[number]
    sure = f"80 % range {formats.signed(known.p10)} to {formats.signed(known.p90)}"
    better = f"a gain in {formats.percent(known.better)} of simulations"
    with st.container(border=True, key=f"move-{number}"):
        st.markdown(f"**{formats.short(move.amount)}** {names}: **{formats.signed(move.gain)}** ({sure}; {better})")
        ends = "Beyond this amount," if move.stopped_by == moves.ELSEWHERE else "Limited by"
        st.caption(f"{_flip(rest.flips[number])}{ends} {text.plain(move.stopped_by)}.")
        if any(side is not None and found.whole[side] for side in (move.giver, move.taker)):
            return  # it comes with a project or an ending
        with st.container(horizontal=True):
            if st.button("Accept", key=f"take-{number}"):
                _take(scene, [move])
            source = f"Exclude {text.plain(giver)} as a source"
            if giver and st.button(f"Don't cut {text.plain(giver)}", key=f"keep-{number}", help=source):
                _refuse(scene, "from", giver)
            recipient = f"Exclude {text.plain(taker)} as a recipient"
            if taker and st.button(f"Don't fund {text.plain(taker)}", key=f"not-{number}", help=recipient):
                _refuse(scene, "to", taker)


def _flip(value: float) -> str:
    """Under which elasticity of the taker the move adds nothing."""
    if np.isnan(value):
        return ""
    return f"Worthwhile while 1 % more budget adds over {formats.decimal(value)} %. "


def _take(scene: WhatIf, taken: list[Move]) -> None:
    """Put moves on the board, each as an edit of its own."""
    scenarios.go_on(whatif.written(_moved(scene, scene.scenario, taken), scene.content))


def _take_all(scene: WhatIf, found: Proposal, choices: list[Choice]) -> None:
    """Put the whole proposal on the board."""
    scenarios.go_on(_all_taken(scene, found, choices))


def _all_taken(scene: WhatIf, found: Proposal, choices: list[Choice]) -> dict[str, Any]:
    """The content with the whole proposal; the pool gets what an ending frees, and pays for projects."""
    scenario, content = scene.scenario, scene.content
    for choice in choices:
        scenario, content = offers.taken(scene, scenario, content, choice)
    sides = [
        [None if side is not None and found.whole[side] else side for side in (m.giver, m.taker)] for m in found.moves
    ]
    pooled = [replace(m, giver=g, taker=t) for m, (g, t) in zip(found.moves, sides, strict=True) if g is not t]
    return whatif.written(_moved(scene, scenario, pooled), content)


def _moved(scene: WhatIf, scenario: Scenario, taken: list[Move]) -> Scenario:
    names = scene.evidence.products
    for move in taken:
        giver, taker = (None if side is None else names[side] for side in (move.giver, move.taker))
        cents = round(move.amount * 100)
        try:
            scenario = scenario.moved((Transfer(giver, taker, cents, start=scene.start),)) if cents else scenario
        except Impossible as reason:
            st.session_state[deeds.SAID] = str(reason)
    return scenario


def _refuse(scene: WhatIf, side: str, product: str) -> None:
    refused = scene.content.get(REFUSED, {})
    names = sorted({*refused.get(side, []), product})
    scenarios.go_on({**scene.content, REFUSED: {**refused, side: names}})


def _refusals(scene: WhatIf) -> None:
    """What the room rejected, to be undone."""
    refused = scene.content.get(REFUSED, {})
    parts = [f"{name} as a source" for name in refused.get("from", [])]
    parts += [f"{name} as a recipient" for name in refused.get("to", [])]
    if parts:
        st.caption(f"Rejected: {text.plain('; '.join(parts))}.")
        if st.button("Undo all rejections", key="take-back"):
            scenarios.go_on({k: v for k, v in scene.content.items() if k != REFUSED})


def _binding(found: Proposal) -> None:
    """The limits that hold the optimum back most, by what relaxing each by one unit would add."""
    priced = [each for each in found.binding if each.shadow_price is not None]
    if priced:
        parts = [_price(each) for each in priced[:4]]
        st.caption(f"Gain from relaxing each limit by one unit (shadow price): {text.plain('; '.join(parts))}.")


def _price(each: Binding) -> str:
    """A limit's shadow price; what one unit less would cost beside it where that is another amount."""
    price = each.shadow_price or 0.0
    if each.left is None or abs(each.left - price) <= APART * max(each.left, price):
        return f"{each.limit} {formats.decimal(price)}"
    return f"{each.limit} {formats.decimal(price)} (one unit less costs {formats.decimal(each.left)})"
