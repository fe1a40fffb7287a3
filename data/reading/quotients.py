"""KPIs given as numerator and denominator: in two columns, in rows of either type, or as two KPIs whose names say so.

What two KPIs give is kept as both sides of the one that they make up; a name of one side alone is a KPI like others.
"""

from collections import defaultdict
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.evidence.halves import DENOMINATOR, NUMERATOR, Half, half
from data.reading.keys import Keys, constant
from data.reading.names import folded

SIDES = (NUMERATOR, DENOMINATOR)
PLANNED = {side: f"planned_{side}" for side in SIDES}
MEASURES = frozenset((*SIDES, *PLANNED.values()))
_OF_FIELDS = {**{("actual", side): side for side in SIDES}, **{("target", side): PLANNED[side] for side in SIDES}}


def halves(names: Iterable[str | None]) -> dict[str, Half]:
    """By name the sides of KPIs of which some names give both, each with one spelling of the KPI: its own, if any.

    >>> halves(["Churn (numerator)", "Churn (denominator)", "Yield, numerator", "CHURN"])["Churn (numerator)"]
    Half(side='numerator', kpi='CHURN')
    """
    known = [name for name in names if name]
    spelled = {folded(name): name for name in reversed(known)}
    found = {name: said for name in known if (said := half(name))}
    sides: dict[str, set[str]] = defaultdict(set)
    for said in found.values():
        sides[folded(said.kpi)].add(said.side)
        spelled.setdefault(folded(said.kpi), said.kpi)
    return {
        name: Half(said.side, spelled[folded(said.kpi)])
        for name, said in found.items()
        if len(sides[folded(said.kpi)]) == len(SIDES)
    }


def applied(keys: dict[str, Keys], field: str, known: dict[str, Half]) -> dict[str, Keys]:
    """The keys of a column of figures, rows of a side of a KPI as that KPI's, with the measure that they then hold."""
    kpis = keys.get("kpi")
    sides = [known.get(value or "") for value in kpis.values] if kpis else []
    if kpis is None or not any(sides) or field not in {"actual", "target", "amount"}:
        return keys
    names = [said.kpi if said else value for said, value in zip(sides, kpis.values, strict=True)]
    return {**keys, "kpi": Keys(names, kpis.rows), "measure": _measures(kpis, sides, keys, field)}


def _measures(kpis: Keys, sides: list[Half | None], keys: dict[str, Keys], field: str) -> Keys:
    """What each row holds by its own label, or its column, and the side that it is of."""
    held = keys.get("measure") or constant(field, len(kpis.rows))
    count = len(held.values)
    pairs = pc.add(pc.multiply(kpis.rows.cast(pa.int64()), count), held.rows.cast(pa.int64())).dictionary_encode()
    values = []
    for pair in pairs.dictionary.to_pylist():
        said, measure = sides[pair // count], held.values[pair % count]
        values.append(_OF_FIELDS.get((measure, said.side), measure) if said else measure)
    return Keys(values, pairs.indices)


def of_sides(keys: dict[str, Keys], field: str, rows: int) -> pa.Array:
    """For each row of a column of figures whether it holds a side of a KPI, and no value of it."""
    return holding(keys, field, rows, MEASURES)


def holding(keys: dict[str, Keys], field: str, rows: int, measures: Iterable[str]) -> pa.Array:
    """For each row of a column of figures whether it holds one of some measures, by its own label or its column."""
    held = keys.get("measure") or constant(field, rows)
    return pc.fill_null(pc.is_in(held.by_row, pa.array(sorted(measures))), False)
