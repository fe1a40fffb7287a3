"""Which way of a KPI is good, as a person said it, where no sheet does."""

import pandas as pd

from analytics.kpis import HIGHER, LOWER

WAYS = {"higher": HIGHER, "lower": LOWER}
NAME, ANSWER = "name", "answer"  # where a direction comes from: assumed from the KPI's name, or said by a person


def applied(definitions: pd.DataFrame, said: dict[str, str]) -> pd.DataFrame:
    """The definitions of KPIs with what was said, by KPI “higher” or “lower”, of those that no sheet tells of.

    What a sheet says holds. A KPI without a definition gets one of its direction alone.
    """
    missing = [kpi for kpi in said if kpi not in set(definitions["kpi"])]
    found = pd.concat([definitions, pd.DataFrame({"kpi": missing})], ignore_index=True) if missing else definitions
    sources = found.get("direction_from", pd.Series(None, index=found.index, dtype=object))
    open_ = found["kpi"].isin(list(said)) & (sources.isna() | (sources == NAME))
    ways = found["kpi"].map(said).map(WAYS)
    return found.assign(
        direction=found["direction"].astype(object).mask(open_, ways),
        direction_from=sources.astype(object).mask(open_, ANSWER),
    )
