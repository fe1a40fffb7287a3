"""What the optimiser proposes for a portfolio, as JSON."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from analytics import brief, cash, contradictions, evidence, proposal, windows
from analytics.brief import Brief
from analytics.conflict import Conflict
from analytics.evidence import Evidence
from analytics.limits import Unusable
from analytics.proposal import Aim, Proposal
from console.patience import patience
from console.plain import money, number, text
from data import queries
from data.problems import ReallotError
from data.store import Store


@dataclass(frozen=True)
class Asked:
    """What the command line asks: parts of the brief's JSON, and what stands beside it."""

    limits: dict[str, Any]
    total: float | None = None
    aim: str = "contribution"
    target: float | None = None
    rate: float = cash.RATE


def report(store: Store, asked: Asked) -> dict[str, Any]:
    """Today, the optimum with its proof, the moves to it, what binds, and a conflict where limits cannot hold.

    Raises
    ------
    ReallotError
        The store holds no investment, or something that was asked means nothing.
    """
    wanted = {**asked.limits, **({} if asked.total is None else {"total": asked.total})}
    try:
        known = brief.parsed(wanted)
        found = portfolio(store, known)
        wanted_now = proposal.Asked(known, Aim(asked.aim), asked.target, asked.rate)
        answer = proposal.propose(found, wanted_now, goes_on=patience())
    except Unusable as error:
        raise ReallotError(str(error)) from error
    head = {
        "data_version": store.version,
        "objective": asked.aim,
        "target": number(asked.target),
        "today": _today(found),
        "asked": [{**asdict(each), "sentence": each.sentence} for each in contradictions.found_in(found, known)],
    }
    if isinstance(answer, Conflict):
        relaxed = None if answer.relaxation is None else asdict(answer.relaxation)
        told = {"limits": list(answer.limits), "relaxation": relaxed, "sentence": answer.sentence}
        proposed: dict[str, Any] = {"optimum": None, "moves": [], "binding": [], "conflict": told}
    else:
        proposed = {**_proposed(answer, len(found.products)), "conflict": None}
    return {**head, **proposed, "evidence": _evidence(found)}


def portfolio(store: Store, asked: Brief) -> Evidence:
    """The evidence of the last 12 months with actual figures, and of all before them."""
    cut = {"basis": "actual", **queries.UNFILTERED}
    with store.open() as con:
        periods = queries.read(con, "product_periods", first_month=date.min, last_month=date.max, by=None, **cut)
    if not periods["investment"].notna().any():
        raise ReallotError("No investment data loaded. Load a finance workbook with a column “Investment”.")
    last = periods["last_month"].max()
    first = windows.shift(last.date(), 1 - evidence.HORIZON)
    recent = periods[(periods["first_month"] >= pd.Timestamp(first)) & (periods["last_month"] <= last)]
    if not evidence.today(recent)["contribution"].notna().any():
        raise ReallotError(
            "No product's contribution and investment are known for a month of the last 12. Load a finance workbook "
            "with the columns “Revenue”, “Variable cost” and “Investment” for each product and month."
        )
    return brief.gathered(asked, recent, periods)


def _today(found: Evidence) -> dict[str, Any]:
    spent, earned = float(found.today[found.returning].sum()), float(found.table["contribution"].sum())
    unknown = [name for name, known in zip(found.products, found.returning, strict=True) if not known]
    return {
        "total": money(float(found.today.sum())),
        "known_total": money(spent),
        "contribution": money(earned),
        "roi": (earned - spent) / spent if spent > 0 else None,
        "return_unknown": unknown,
        "allocation": _by_name(found.products, found.today),
    }


def _by_name(names: tuple[str, ...], amounts: Any) -> dict[str, float | None]:
    return {name: money(float(amount)) for name, amount in zip(names, amounts, strict=True)}


def _proposed(found: Proposal, products: int) -> dict[str, Any]:
    """The optimum, its moves and its limits; projects stand after the products."""
    names = found.question.limits.products
    at = found.question.point_at
    spent = np.where(found.whole, 0.0 if at is None else np.nan_to_num(at), found.budgets)
    return {
        "optimum": {
            "allocation": _by_name(names, spent),
            "value": money(found.value),
            "upper_bound": number(found.upper_bound),
            "gap": number(found.gap),
            "proven": bool(found.proven),
            "gain": money(found.gain),
            "range": asdict(found.range),
            "chance": found.chance,
            "chance_bound": found.chance_bound,
            "least_total": number(found.least),
            "left": money(found.left),
            "projects": _whole(found, slice(products, None)),
            "ended": _whole(found, slice(products)),
        },
        "moves": _moves(found),
        "binding": [asdict(each) for each in found.binding],
    }


def _moves(found: Proposal) -> list[dict[str, Any]]:
    """The way from today to the optimum, one transfer after another."""
    names = found.question.limits.products
    return [
        {
            "from": None if move.giver is None else names[move.giver],
            "to": None if move.taker is None else names[move.taker],
            "amount": money(move.amount),
            "gain": money(move.gain),
            "p10": money(known.p10),
            "p90": money(known.p90),
            "stopped_by": move.stopped_by,
        }
        for move, known in zip(found.moves, found.ranges, strict=True)
    ]


def _whole(found: Proposal, places: slice) -> dict[str, float | None]:
    """What is taken as a whole among some places, with what each brings."""
    worth = found.question.point_value
    if worth is None:
        return {}
    taken = zip(found.question.limits.products[places], found.whole[places], worth[places], strict=True)
    return {name: money(float(brings)) for name, whole, brings in taken if whole}


def _evidence(found: Evidence) -> list[dict[str, Any]]:
    """What each product's curve rests on."""
    columns = ["product", "source", "grade", "elasticity", "low", "high", "lag", "months", "reason"]
    rows = found.table[columns].to_dict("records")
    return [{str(k): _known(v) for k, v in row.items()} for row in rows]


def _known(value: Any) -> Any:
    """A number or a text, None where there is none."""
    if isinstance(value, str):
        return text(value)
    return number(value) if isinstance(value, float) else value
