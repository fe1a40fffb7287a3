"""What the ratio of a KPI's numerator and denominator is multiplied by to be as its actuals and its targets are.

5 of 100 beside a target of 0.06 is a fraction, beside one of 6 in a unit of % it is 5 per cent, and 4 of 20,000 beside
one of 0.3 may be 0.2 in a thousand: what neither an actual nor a unit proves is asked. What lacks its other side has no
ratio, and is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import log10
from statistics import median

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.evidence.halves import DENOMINATOR, NUMERATOR
from data.reading.keys import without_dictionary
from data.reading.mapping import TableMapping
from data.reading.names import folded
from data.reading.percents import ALIKE, APART, OTHER
from data.reading.quotients import MEASURES, PLANNED
from data.reading.said import TableReading
from data.reading.told import Told

PERCENT = 100
TIMES = (1, PERCENT, 1_000, 10_000, 100_000, 1_000_000)
NEAR = 0.01  # by which an actual may differ from the ratio of its sides, by rounding
KEYS = ("kpi", "product", "segment", "region", "period", "grain")
VALUES = ("actual", "target", "aim")
PAIRS = ((NUMERATOR, DENOMINATOR), (PLANNED[NUMERATOR], PLANNED[DENOMINATOR]))
Cell = tuple[float, int]  # the sum of some figures, and how many they are


@dataclass
class _Given:
    """What is given of a KPI: the figures of each of its keys by measure, and the row of its first."""

    row: int
    by_key: list[dict[str, Cell]] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """The ratios of its actual sides that are known, their signs apart."""
        return [abs(found) for figures in self.by_key if (found := ratio(figures, PAIRS[0]))]

    @property
    def beside(self) -> list[float]:
        """Its actuals as so many times the ratio beside them."""
        pairs = ((figures.get("actual"), ratio(figures, PAIRS[0])) for figures in self.by_key)
        return [sum_ / count / found for actual, found in pairs if actual and found for sum_, count in [actual] if sum_]

    @property
    def aims_beside(self) -> list[float]:
        """Its targets as so many times the ratio beside them, their signs apart."""
        pairs = ((figures.get("target"), ratio(figures, PAIRS[0])) for figures in self.by_key)
        return [abs(aim[0] / aim[1] / found) for aim, found in pairs if aim and aim[0] and found]

    @property
    def planned(self) -> list[float]:
        """Its targets that are no ratios, their signs apart."""
        known = (figures[name] for figures in self.by_key for name in VALUES[1:] if name in figures)
        return [abs(total / count) for total, count in known if total]


def ratio(figures: dict[str, Cell], pair: tuple[str, str]) -> float | None:
    """The ratio of two sums of as many figures; None where one side is not known, or nothing to divide by.

    >>> ratio({"a": (5.0, 1), "b": (100.0, 1)}, ("a", "b")), ratio({"a": (5.0, 2), "b": (100.0, 1)}, ("a", "b"))
    (0.05, None)
    """
    above, below = (figures.get(side) for side in pair)
    if above is None or below is None or above[1] != below[1] or not below[0]:
        return None
    return above[0] / below[0]


def told(table: TableReading) -> TableReading:
    """The table, of its KPIs of two sides each with what their ratio is multiplied by where that is known."""
    if any(each.quotient for each in table.told):
        given = _given(table)
        table.told = [_scaled(each, given, table.mapping) if each.quotient else each for each in table.told]
    return table


def _given(table: TableReading) -> dict[str, _Given]:
    """By folded name what is given of each KPI of two sides; of many rows only sums by key."""
    records, names = table.records, [each.kpi for each in table.told if each.quotient]
    held = [name for name in KEYS if name in records.column_names]
    columns = {name: without_dictionary(records[name]) for name in (*held, "measure")}
    columns |= {"amount": records["amount"].cast(pa.float64()), "row_number": records["row_number"]}
    own = pa.table(columns).filter(pc.is_in(columns["kpi"], pa.array(names)))
    sums = own.group_by([*held, "measure"]).aggregate([("amount", "sum"), ("amount", "count"), ("row_number", "min")])
    by_key: dict[tuple[object, ...], dict[str, Cell]] = defaultdict(dict)
    found: dict[str, _Given] = {}
    for row in sums.sort_by("row_number_min").to_pylist():
        by_key[tuple(row[name] for name in held)][row["measure"]] = (row["amount_sum"], row["amount_count"])
        found.setdefault(folded(row["kpi"]), _Given(row["row_number_min"]))
    for key, figures in by_key.items():
        found[folded(str(key[0]))].by_key.append(figures)
    return found


def _scaled(one: Told, given: dict[str, _Given], mapping: TableMapping) -> Told:
    """What is told of a KPI with what its ratio is multiplied by; per cent points are no fractions."""
    known = given.get(folded(one.kpi))
    times = mapping.quotients.get(folded(one.kpi)) or (_times(known, one) if known else 1)
    points = (one.unit or "").strip() == "%" and times is not None and times > 1
    return replace(one, times=times, fraction=False if points else one.fraction)


def _times(given: _Given, one: Told) -> int | None:
    """What the actuals prove, else what targets of about the same size or of a hundred times it in per cent do."""
    if beside := given.beside:
        return next((times for times in TIMES if abs(median(beside) / times - 1) <= NEAR), 1)
    compared = _compared(given, one)
    if compared is None or 1 / ALIKE <= compared <= ALIKE:
        return 1
    return PERCENT if (one.unit or "").strip() == "%" and APART <= compared <= OTHER else None


def _compared(given: _Given, one: Told) -> float | None:
    """How many times as large as its ratios a KPI's targets or limits are; None where either is not known.

    Where some periods have both, by these alone.
    """
    if given.aims_beside:
        return median(given.aims_beside)
    limits = [abs(float(end)) for end in (one.low, one.high) if end]
    planned = given.planned or limits
    ratios = [each for each in given.ratios if each]
    return median(planned) / median(ratios) if planned and ratios else None


def questions(table: TableReading, file: str) -> Iterator[Problem]:
    """What the ratios of some KPIs are multiplied by, the nearest to their targets first."""
    unknown = [each for each in table.told if each.quotient and each.times is None]
    if not unknown:
        return
    given = _given(table)
    first = given[folded(unknown[0].kpi)]
    compared = _compared(first, unknown[0]) or 1.0
    choices = tuple(str(times) for times in sorted(TIMES, key=lambda times: abs(log10(compared / times))))
    named = ", ".join(f"“{each.kpi}”" for each in unknown[:4])
    typical = f"{median(first.ratios):.3g} beside targets of {median(first.planned or first.ratios):.3g}"
    found = f"the ratio of numerator and denominator of {named} is {typical}"
    expected, remedy = "one scale", "Choose what the ratio is multiplied by: 100 makes per cent of it."
    place, about = Place(file, table.mapping.sheet, first.row), tuple(each.kpi for each in unknown)
    yield Problem("ask_quotients", place, found, expected, remedy, Severity.REFUSED, choices, about=about)


def answered(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    """The table with what the ratios that were asked about are multiplied by."""
    return replace(table, quotients={**table.quotients, **{folded(kpi): int(choice) for kpi in problem.about}})


def faults(table: TableReading, file: str) -> Iterator[Problem]:
    """Sides without the other one, nothing to divide by, and actuals that are not the ratio beside them."""
    named = {folded(each.kpi): each for each in table.told if each.quotient}
    for key, given in _given(table).items() if named else ():
        place = Place(file, table.mapping.sheet, given.row)
        half = sum(_is_half(figures, pair) for figures in given.by_key for pair in PAIRS)
        if half:
            found = f"“{named[key].kpi}” has a numerator or a denominator, but no ratio, {half:,} times"
            expected, remedy = "", "The ratio is missing there. Give both sides, and a denominator other than 0."
            yield Problem("half", place, found, expected, remedy, Severity.WARNING)
        times = named[key].times or 1
        others = sum(abs(each / times - 1) > NEAR for each in given.beside)
        if others:
            found = f"the actual of “{named[key].kpi}” differs from numerator ÷ denominator {others:,} times"
            remedy = "The actual counts, and such periods take no part in sums of several products."
            yield Problem("other_ratio", place, found, "", remedy, Severity.WARNING)


def _is_half(figures: dict[str, Cell], pair: Iterable[str]) -> bool:
    above, below = pair
    given = {above, below} & figures.keys()
    return bool(given & MEASURES) and ratio(figures, (above, below)) is None
