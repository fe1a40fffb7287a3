"""The KPIs page's figures: the list of what lags, in words, and what is looked at closely."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from analytics import kpi_panels, kpi_reasons, kpi_ways, lagging, plan_kpis
from analytics.kpis import RANGE, SERIES, Panel
from analytics.projection import HIGH, LOW, Record
from analytics.steps import WEEK
from ui import counts, formats, session, trace, widgets
from ui.filters import Filters

_PICKED, _LOOKED_AT = "kpi picked", "kpi looked at"
LONGEST_UNIT = 6  # letters, of one that is written behind every value
STATUSES = {"red": "▼ off target", "amber": "◆ near target", "green": "▲ on target", "": "– not rated"}


@dataclass(frozen=True)
class Kpis:
    """Every KPI where it stands, the most severe first, and the series behind them."""

    shown: Filters
    rows: pd.DataFrame
    record: Record
    panels: list[Panel]
    repeated: int  # figures given more than once, of which the mean is shown
    names: frozenset[str]  # of the KPIs that sheets give; others are those of finance

    def given(self, kpi: str) -> bool:
        """Whether a sheet gives the KPI itself."""
        return kpi in self.names

    def series(self, row: dict[Any, Any]) -> tuple[Panel, int]:
        """The panel of a row of the list, and its place in it."""
        for panel in self.panels:
            found = (panel.keys[SERIES] == [row[name] for name in SERIES]).all(axis=1).to_numpy()
            if panel.step == row["step"] and found.any():
                return panel, int(found.argmax())
        raise KeyError(row["kpi"])


def read(shown: Filters) -> Kpis:
    """The figures of the filters; what they are computed to is kept for the version."""
    said = session.kpi_ways()
    return session.computed(lambda: _compute(shown, said), "kpis", **shown.cut, said=[*map("=".join, said.items())])


def _compute(shown: Filters, good: dict[str, str]) -> Kpis:
    cut = shown.cut
    given = session.read("kpi_results", lines=cut["lines"], segments=cut["segments"])
    plans = session.read("finance_plans", **cut)
    results = plan_kpis.beside(plan_kpis.results(plans), given)
    said = plan_kpis.beside(plan_kpis.definitions(shown.currency), session.read("kpi_definitions"))
    said = kpi_ways.applied(said, good)
    panels = kpi_panels.of(results, said) if len(results) else []
    found = lagging.of(panels)
    repeated = int((given["repeated"] > 0).sum())
    return Kpis(shown, found.rows, found.record, panels, repeated, frozenset(given["kpi"]))


def of_what(row: dict[Any, Any]) -> str:
    """What a row of the list is of: its product and segment, or the company."""
    return " · ".join(part for part in (row["product"], row["segment"]) if part) or "company"


def written(row: dict[Any, Any], value: float) -> str:
    """A value of the KPI of a row, in its unit.

    >>> written({"unit": "%", "fraction": True}, 0.9263), written({"unit": "%", "fraction": False}, 4.5)
    ('92.6 %', '4.5 %')
    >>> written({"unit": "EUR", "fraction": False}, 1162336.4), written({"unit": "h", "fraction": False}, 11.83)
    ('1.16 m', '11.8 h')
    """
    unit = row["unit"].strip()
    if np.isnan(value):
        return formats.MISSING
    if unit == "%":
        return formats.percent(value if row["fraction"] else value / 100)
    number = formats.short(value) if abs(value) >= 1000 else formats.plain(value)
    is_currency = len(unit) == 3 and unit.isupper()
    return number if is_currency or not unit or len(unit) > LONGEST_UNIT else f"{number} {_of_one(unit, number)}"


def _of_one(unit: str, number: str) -> str:
    """The unit for a number as it is written: that of one thing where it is a word for several.

    >>> _of_one("days", "1"), _of_one("days", "0"), _of_one("pts", "1"), _of_one("gross", "1")
    ('day', 'days', 'pts', 'gross')
    """
    several = unit.isalpha() and unit.islower() and len(unit) > 3 and unit.endswith("s") and not unit.endswith("ss")
    return unit[:-1] if several and number.removeprefix(formats.MINUS) == "1" else unit


def target_of(row: dict[Any, Any], target: float) -> str:
    """What a KPI is held against, in its unit: the limits of a range where it has any, else its target.

    >>> level = {"unit": "", "fraction": False, "low": 2.0, "high": 3.0, "direction": "range"}
    >>> target_of(level, 2.5), target_of({**level, "direction": "higher is better"}, 2.5)
    ('2 – 3', '2.5')
    >>> target_of({**level, "high": float("nan")}, float("nan"))
    'from 2'
    """
    if row["direction"] != RANGE or np.isnan([row["low"], row["high"]]).all():
        return written(row, target)
    low, high = (target if np.isnan(row[side]) else row[side] for side in ("low", "high"))
    if np.isnan(low) or np.isnan(high):
        return f"to {written(row, high)}" if np.isnan(low) else f"from {written(row, low)}"
    return f"{written(row, low)} – {written(row, high)}"


def moved(row: dict[Any, Any], value: float) -> str:
    """A difference of two values of the KPI of a row, in its unit; of percentages in points.

    >>> moved({"unit": "%", "fraction": True}, -0.0126), moved({"unit": "h", "fraction": False}, 1.5)
    ('−1.3 pp', '1.5 h')
    """
    if row["unit"].strip() == "%":
        return formats.points(value if row["fraction"] else value / 100)
    return written(row, value)


def notes(figures: Kpis) -> None:
    """What is shown otherwise than it was given."""
    if figures.repeated:
        st.caption(
            f"{figures.repeated:,} KPI values are given more than once for the same product and period: their mean is "
            "shown. A column that tells them apart (segment, kind) may not have been mapped."
        )


def why(row: dict[Any, Any]) -> str:
    """One sentence of a KPI in numbers: where it stands, since when, where it goes."""
    against = "" if (aim := target_of(row, row["target"])) == formats.MISSING else f" against {aim}"
    when = formats.period(row["period"], row["step"])
    parts = [f"{row['kpi']} of {of_what(row)}: {written(row, row['actual'])}{against} in {when}"]
    if row["attainment"] == row["attainment"]:
        what = "attainment {}" if row["direction"] == RANGE else "{} of target"
        parts.append(what.format(formats.percent(row["attainment"])))
    if row["streak"]:
        parts.append(f"not on target for {_lasting(row)}" + (" in a row" if row["streak"] > 1 else ""))
    parts += ["no longer reported"] if row["stopped"] else []
    parts += [_behind(row), _momentum(row), _outlook(row)]
    return ", ".join(part for part in parts if part) + "."


def _lasting(row: dict[Any, Any]) -> str:
    """How long a KPI is not on target."""
    if row["step"] == WEEK:
        return counts.named(row["streak"], "week")
    return counts.named(row["streak"] * row["step"], "month")


def _behind(row: dict[Any, Any]) -> str:
    behind = formats.tenths(row["months_behind"])
    return "" if behind == formats.MISSING or formats.is_nothing(behind) else f"{behind} months behind plan"


def _momentum(row: dict[Any, Any]) -> str:
    if np.isnan(row["momentum"]) or row["momentum"] == 0:
        return ""
    judged = row["direction"] not in {"", RANGE}
    way = ("improving", "worsening") if judged else ("rising", "falling")
    by = moved(row, abs(row["momentum"])).removeprefix("+")
    return "" if formats.is_nothing(by) else f"{way[row['momentum'] < 0]} by {by} a month"


def end_of(row: dict[Any, Any]) -> str:
    """The last month, or week, of a projection."""
    return formats.period(row["ends"], min(row["step"], 1))


def _outlook(row: dict[Any, Any]) -> str:
    if np.isnan(row["projected"]):
        return ""
    ends = f"{written(row, row['projected'])} by {end_of(row)}"
    whole = "full-year projection" if row["is_sum"] else "projection"
    goal = f" against a target of {written(row, row['goal'])}" if not np.isnan(row["goal"]) else ""
    if row["direction"] == RANGE:  # its limits are those of a period
        aim = formats.MISSING if row["is_sum"] else target_of(row, row["goal"])
        goal = "" if aim == formats.MISSING else f" against {aim}"
    band = f"{written(row, row['projected_low'])} to {written(row, row['projected_high'])}"
    known = "" if np.isnan(row["projected_low"]) else f" ({formats.stated(HIGH - LOW)} range {band})"
    chance = "" if np.isnan(row["chance"]) else f"; chance of meeting it: {formats.chance(row['chance'])}"
    return f"{whole} {ends}{known}{goal}{chance}"


def lags(row: dict[Any, Any]) -> list[str]:
    """The three lags of a KPI, each in a sentence: against target, against its peers, against its own trend."""
    missing = kpi_reasons.missing(row)
    target = f"Against target: not rated ({missing.get('status')})"
    if row["status"]:
        reached = missing.get("attainment") or formats.percent(row["attainment"])
        target = f"Against target: {STATUSES[row['status']]}, {reached}"
    return [target, _against_peers(row, missing), _against_trend(row)]


def _against_peers(row: dict[Any, Any], missing: dict[str, str]) -> str:
    """Where a KPI stands among the products that have an attainment of it; those that tie are not behind one another.

    >>> _against_peers({"peers": 0.0}, {}), _against_peers({"peers": 0.5}, {})
    ('Against peers: ahead of none of them', 'Against peers: ahead of 50.0 % of them')
    """
    if "peers" in missing:
        return f"Against peers: not compared ({missing['peers']})"
    part = row["peers"]
    return f"Against peers: ahead of { {0.0: 'none', 1.0: 'all'}.get(part, formats.percent(part)) } of them"


def _against_trend(row: dict[Any, Any]) -> str:
    if row["direction"] in {"", RANGE}:
        return "Against its own trend: not rated (neither higher nor lower is better)"
    if np.isnan(row["trend_gap"]):
        return "Against its own trend: too short a history"
    side = "better" if row["trend_gap"] >= 0 else "worse"
    rare = ", an unusual deviation" if row["below_trend"] else ""
    return f"Against its own trend: {moved(row, abs(row['trend_gap'])).removeprefix('+')} {side} than projected{rare}"


def record(figures: Kpis) -> str:
    """How the projections did on these figures themselves."""
    done = figures.record
    if done.share is None:
        return "Projections could not be tested yet: the history is too short."
    share, count = formats.percent(done.share), formats.count(done.bands)
    return (
        f"Back-test on your data: over the last 12 periods, {share} of {count} values fell within the projected range; "
        f"{formats.stated(HIGH - LOW)} is expected."
    )


def looked_at(figures: Kpis, picked: str | None) -> dict[Any, Any]:
    """The row that is looked at closely: the one picked in the list, else chosen, else the most severe."""
    titles = {series_of(row): f"{row['kpi']} · {of_what(row)}" for row in figures.rows.to_dict("records")}
    if picked in titles and st.session_state.get(_PICKED) != picked:
        st.session_state[_LOOKED_AT] = picked
    st.session_state[_PICKED] = picked
    found = {series_of(row): row for row in figures.rows.to_dict("records")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Look closely at", list(titles), format_func=titles.__getitem__, key=_LOOKED_AT, width=420
        )
        row = found[str(chosen)]
        if st.button("Cells", key="kpi-cells", icon=":material/table_view:", help="The cells behind this KPI"):
            trace.of_kpi(row["kpi"], row["product"], row["segment"])
    return row


def series_of(row: dict[Any, Any]) -> str:
    """What names a row of the list."""
    return "\x1f".join(str(row[name]) for name in SERIES)


def nothing() -> None:
    """What the page shows while the store holds nothing to hold against a target: what to upload, and its format."""
    widgets.formats_wanted(
        "No KPIs yet: upload their results with targets, or a budget to hold revenue and margin against",
        ("**Results**, one row per KPI and month (and product, segment, if you have them)", RESULTS),
        ("**Definitions**: which way is good; limits, thresholds and weights, if you have them", DEFINITIONS),
    )


RESULTS = pd.DataFrame(
    {
        "KPI": ["Net revenue retention", "Time to resolve"],
        "Product": ["Widget", "Widget"],
        "Month": ["2026-01", "2026-01"],
        "Actual": ["1.02", "21"],
        "Target": ["1.04", "18"],
    }
)
DEFINITIONS = pd.DataFrame(
    {
        "KPI": ["Net revenue retention", "Time to resolve", "Utilisation"],
        "Direction": ["higher is better", "lower is better", "range"],
        "Unit": ["%", "h", "%"],
        "Low": ["", "", "0.75"],
        "High": ["", "", "0.85"],
    }
)
