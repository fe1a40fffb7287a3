"""The KPIs of every product, the most severe first."""

from typing import Any

import pandas as pd

from analytics import kpi_panels, kpi_reasons, kpi_ways, kpi_wholes, lagging, plan_kpis, steps
from analytics.kpi_wholes import Together, Whole
from console.plain import number, text
from data import kpi_ways as ways
from data import queries
from data.problems import ReallotError
from data.store import Store

ASSUMED = "assumed"


def report(store: Store, good: list[str] | None = None) -> dict[str, Any]:
    """Each KPI of each product and segment where it stands, and how projections like these did before.

    `good` says which way of KPIs is good, each as `KPI=higher` or `KPI=lower`, and is kept; `assumed` confirms every
    direction that is assumed from a name.

    Raises
    ------
    ReallotError
        The store holds neither KPI results nor a budget to hold actual figures against, or no KPI by a name of `good`.
    """
    _keep(store, good or [])
    with store.open() as con:
        given, said = queries.read(con, "kpi_results", lines=None, segments=None), queries.read(con, "kpi_definitions")
        plans = queries.read(con, "finance_plans", **queries.UNFILTERED)
        currency = queries.read(con, "badge")["currency"].iloc[0]
    results = plan_kpis.beside(plan_kpis.results(plans), given)
    if results.empty:
        raise ReallotError("No KPI data loaded. Load a workbook with KPI, period, actual and target.")
    definitions = plan_kpis.beside(plan_kpis.definitions(text(currency) or "money"), said)
    definitions = kpi_ways.applied(definitions, ways.all_of(store))
    panels = kpi_panels.of(results, definitions)
    found = lagging.of(panels)
    return {
        "data_version": store.version,
        "record": {"inside": found.record.inside, "bands": found.record.bands, "share": number(found.record.share)},
        "kpis": [_line(row) for row in found.rows.to_dict("records")],
        "wholes": [_whole(each) for each in kpi_wholes.of(panels, results)],
    }


def _keep(store: Store, good: list[str]) -> None:
    answers: dict[str, str] = {}
    for said in good:
        kpi, _, way = said.rpartition("=")
        answers |= _assumed(store) if said == ASSUMED else {kpi.strip(): way.strip()}
    if answers:
        ways.keep(store, answers)


def _assumed(store: Store) -> dict[str, str]:
    """Every direction that is assumed from a KPI's name, and of which nothing was said."""
    with store.open() as con:
        said = queries.read(con, "kpi_definitions")
    open_ = said[(said["direction_from"] == kpi_ways.NAME) & ~said["kpi"].isin(list(ways.all_of(store)))]
    words = {direction: way for way, direction in kpi_ways.WAYS.items()}
    return {kpi: words[direction] for kpi, direction in zip(open_["kpi"], open_["direction"], strict=True)}


def _line(row: dict[Any, Any]) -> dict[str, Any]:
    outlook = {"value": row["projected"], "low": row["projected_low"], "high": row["projected_high"]}
    return {
        **{name: text(row[name]) for name in ("kpi", "product", "segment", "unit")},
        "grain": steps.GRAINS[row["step"]],
        "period": steps.written(row["period"], row["step"]),
        "window": {
            "first": steps.written(row["first"], row["step"]),
            "last": steps.written(row["period"], row["step"]),
            "n": int(row["reported"]),
        },
        "actual": number(row["actual"]),
        "target": number(row["target"]),
        "direction": text(row["direction"]),
        "direction_from": text(row["direction_from"]),
        "range": {"low": number(row["low"]), "high": number(row["high"])},
        "attainment": number(row["attainment"]),
        "status": text(row["status"]),
        "months_behind": number(row["months_behind"]),
        "streak": int(row["streak"]),
        "momentum": number(row["momentum"]),
        "projection": {**{name: number(value) for name, value in outlook.items()}, "chance": number(row["chance"])},
        "projected_to": steps.written(row["ends"], row["step"]) if pd.notna(row["projected"]) else None,
        "severity": number(row["severity"]),
        "peers": number(row["peers"]),
        "missing": kpi_reasons.missing(row),
    }


def _whole(one: Whole) -> dict[str, Any]:
    return {
        "kpi": one.kpi,
        "how": one.how,
        "grain": steps.GRAINS[one.step],
        "period": steps.written(one.period, one.step),
        "now": _together(one.now, one.direction),
        "year_to_date": _together(one.to_date, one.direction),
    }


def _together(found: Together, direction: str) -> dict[str, Any]:
    known = {"actual": found.actual, "target": found.target, "attainment": found.attainment(direction)}
    counted = {"counted": found.counted, "left_out": found.left_out}
    return {**{name: number(value) for name, value in known.items()}, **counted}
