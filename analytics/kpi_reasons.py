"""Why a figure of a KPI is missing, in a sentence; a row is one of `lagging.of`."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.kpis import RANGE
from analytics.projection import FEWEST_ERRORS
from analytics.trend import FEWEST, LONGEST

Row = Mapping[str, Any]


def missing(row: Row) -> dict[str, str]:
    """What of a row is missing, and why; nothing that is known is named."""
    reasons = {
        "status": _of_status(row),
        "attainment": _of_status(row) or _of_attainment(row),
        "months_behind": _of_months_behind(row),
        "momentum": f"fewer than {FEWEST} of the last {LONGEST} periods are known",
        "projected": _of_projection(row),
        "chance": _of_chance(row),
        "severity": _of_status(row),
        "peers": "needs the attainment of this and of another product in the same period",
    }
    return {name: reason for name, reason in reasons.items() if not _known(row[name])}


def _known(value: Any) -> bool:
    return bool(pd.notna(value)) and value != ""


def _limited(row: Row) -> bool:
    return bool(row["direction"] == RANGE and (_known(row["low"]) or _known(row["high"])))


def _of_status(row: Row) -> str:
    if row["direction"] == "":
        return "not known whether higher or lower is better"
    return "" if _known(row["target"]) or _limited(row) else "no target for this period"


def _of_attainment(row: Row) -> str:
    what = "the target is 0" if row["direction"] != RANGE or not _limited(row) else "the limit that is passed is 0"
    return f"{what}: no percentage says how far"


def _of_months_behind(row: Row) -> str:
    if row["direction"] == RANGE:
        return "a range has no plan to be behind"
    return _of_status(row) or "the target was never as low"


def _of_projection(row: Row) -> str:
    if row["stopped"]:
        return "no longer reported"
    if row["reported"] < FEWEST:
        return f"fewer than {FEWEST} periods are known"
    whole = ", and every period of the year so far" if row["is_sum"] else ""
    return f"needs {FEWEST} of the last {LONGEST} periods{whole}"


def _of_chance(row: Row) -> str:
    if not _known(row["projected"]):
        return "there is no projection"
    if row["direction"] == RANGE and row["is_sum"]:
        return "the limits are those of a period, and the projection is the year's total"
    if row["direction"] == "":
        return _of_status(row)
    if not _known(row["goal"]) and not _limited(row):
        return "no target for the end of the year"
    return f"needs {FEWEST_ERRORS} earlier projections to be held against what came"
