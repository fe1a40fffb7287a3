"""What a table tells of each KPI beside its figures: which way is good and who says so, its unit, limits, and parts.

Which way is good is said by a column, by its owner's answer, by the signs of its targets (“<3%”), or else made likely
by its name, until somebody confirms it. What rows contradict each other in is not taken, and said.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from data.reading import limits
from data.reading.evidence import directions, parts
from data.reading.mapping import TableMapping
from data.reading.names import folded

DEFINITION, TARGET, ANSWER, NAME = "definition", "target", "answer", "name"


@dataclass
class Values:
    """What the rows of one KPI say: by field the different values in their order, and what its targets say."""

    kpi: str
    row_number: int
    said: dict[str, list[Any]] = field(default_factory=dict)
    targets: list[limits.Limit] = field(default_factory=list)
    parts: set[tuple[Any, ...]] = field(default_factory=set)  # its segments and regions
    percent: bool = False  # whether a figure is written with a percent sign
    points: bool = False  # and kept as per cent points, since others are
    quotient: bool = False  # whether it is given as numerator and denominator

    def add(self, name: str, value: Any) -> None:
        """Another value of a field, where it is another one."""
        known = self.said.setdefault(name, [])
        if value is not None and value not in known:
            known.append(value)


@dataclass(frozen=True)
class Told:
    """What is told of one KPI; numbers in its own unit, but `amber`, which is a part of the target."""

    kpi: str
    row_number: int
    direction: str | None = None
    direction_from: str | None = None
    unit: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    amber: Decimal | None = None
    tolerance: Decimal | None = None
    weight: Decimal | None = None
    adds_up: bool | None = None
    description: str | None = None
    fraction: bool | None = None  # whether its percentages are kept as fractions
    contradictions: tuple[str, ...] = ()  # what its rows say in different ways
    in_parts: bool = False  # whether it is given by segment or region
    quotient: bool = False  # whether it is given as numerator and denominator
    times: int | None = None  # what their ratio is multiplied by: 100 of one in per cent points

    @property
    def record(self) -> dict[str, Any]:
        """Its row in the store."""
        numbers = {name: None if (n := getattr(self, name)) is None else float(n) for name in _NUMBERS}
        return {**{name: getattr(self, name) for name in _STORED}, **numbers}


_NUMBERS = ("low", "high", "amber", "tolerance", "weight")
_STORED = ("kpi", "row_number", "direction", "direction_from", "unit", "adds_up", "description", "fraction", "times")


def of_values(values: Values, mapping: TableMapping) -> Told:
    """What the rows of one KPI come to."""
    single = {name: known[0] for name, known in values.said.items() if len(known) == 1}
    against = [f"{name} {_listed(known)}" for name, known in values.said.items() if len(known) > 1]
    unit = single.get("unit") or _unit_in_name(values.kpi) or _unit_of_figures(values)
    ranges = {_ends(t, values.points) for t in values.targets if t.direction == directions.RANGE}
    if len(ranges) > 1:
        against.append("other ranges in other rows")
    low, high = ranges.pop() if len(ranges) == 1 else (None, None)
    direction, source = _direction(values, mapping, single, against)
    adds_up = mapping.adding.get(folded(values.kpi))
    if adds_up is None:
        adds_up = single.get("adds_up")
    if adds_up is None:
        adds_up = not values.quotient and parts.of_unit(unit or "", values.kpi, single.get("description") or "")
    taken = {name: single.get(name) for name in ("amber", "tolerance", "weight", "description")}
    return Told(
        values.kpi,
        values.row_number,
        direction,
        source,
        unit,
        single.get("low", low),
        single.get("high", high),
        adds_up=adds_up,
        fraction=not values.points if values.percent else None,
        contradictions=tuple(against),
        in_parts=len(values.parts) > 1,
        quotient=values.quotient,
        **taken,
    )


def _ends(target: limits.Limit, points: bool) -> tuple[Decimal | None, Decimal | None]:
    """The ends of a range in the scale of its KPI's figures."""
    scale = 100 if target.percent and points else 1
    low, high = (None if end is None else end * scale for end in (target.low, target.high))
    return low, high


def _direction(
    values: Values, mapping: TableMapping, single: dict[str, Any], against: list[str]
) -> tuple[str | None, str | None]:
    """Which way is good, and who says so; of rows that contradict each other neither, until its owner answers."""
    signs = list(dict.fromkeys(target.direction for target in values.targets if target.direction))
    answered, named = mapping.directions.get(folded(values.kpi)), directions.of_name(values.kpi)
    if "direction" in single:
        return _known(single["direction"]), DEFINITION
    if answered:
        return _known(answered), ANSWER
    if len(values.said.get("direction", [])) > 1:
        return None, None
    if len(signs) > 1:
        against.append(f"targets of which {_listed(signs)}")
        return None, None
    if signs:
        return signs[0], TARGET
    return (named, NAME) if named else (None, None)


def _known(direction: str) -> str | None:
    return None if direction == directions.NEITHER else direction


def _listed(values: list[Any]) -> str:
    return " and ".join(f"“{value}”" for value in values)


def _unit_in_name(kpi: str) -> str | None:
    """The unit that a KPI's name gives in brackets: “Lead time (days)”, “Churn [%]”."""
    head, _, rest = kpi.rstrip(" )]").rpartition("(" if kpi.rstrip().endswith(")") else "[")
    return rest.strip() or None if head and kpi.rstrip()[-1:] in {")", "]"} else None


def _unit_of_figures(values: Values) -> str | None:
    """The unit that figures and targets are written with: per cent, or the word behind them."""
    words = {target.unit for target in values.targets if target.unit}
    if values.percent:
        return "%"
    return words.pop() if len(words) == 1 else None
