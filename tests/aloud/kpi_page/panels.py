"""The charts and tables of the KPIs page: each cell and datum by the engine, raw and as it reads."""

from collections.abc import Iterator
from typing import Any

from tests.aloud.finance_pages.panels import Rows, apart
from tests.aloud.finance_pages.view import period_text
from tests.aloud.kpi_page import margin
from tests.aloud.kpi_page.finance_sentences import BY_GROUP, LEADS, kind, row_of
from tests.aloud.kpi_page.sentences import distances, gaps_of_sum
from tests.aloud.kpi_page.view import View, likely, mark, within
from tests.aloud.screen import Chart, Table
from tests.independent import kpis
from tests.independent.kpis import Series

MARKS = {"red": "▼", "amber": "◆", "green": "▲", "": "–"}
IN_UNIT = ("Actual", "Target", "Projected", "Momentum a month")
MOST, PERIODS, DRAWN = 12, 12, 36
# Where a mark is drawn, and how; the number that it stands for is another field of the same row.
LAYOUT = {
    "way",
    "x0",
    "x1",
    "x",
    "amber_at",
    "target_at",
    "left",
    "right",
    "end",
    "at",
    "line",
    "fill",
    "behind",
    "strength",
}
GROUPS = {"line": "Business line", "segment": "Segment", "region": "Region"}
HEADS = {"name"}  # of the list's columns


class InUnit:
    """The text of a value in its KPI's unit."""

    def __init__(self, view: View, one: Series, value: Any, moved: bool = False) -> None:
        self.right = lambda text: view.written(one, value, text, moved)

    def __eq__(self, found: object) -> bool:
        return self.right(str(found)) == found

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return str(self.right(""))


class Limits(InUnit):
    """The text of the limits of a range."""

    def __init__(self, view: View, one: Series) -> None:
        self.right = lambda text: within(view, one, text)


def keyed(rows: list[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
    """The rows that have such columns, named by them."""
    held = [row for row in rows if all(row.get(column) is not None for column in columns)]
    return [{**row, "key": tuple(row[column] for column in columns)} for row in held]


def listed(view: View) -> Rows:
    """Every KPI of every product where it stands."""
    return {(one.definition.kpi, one.product): _cells(view, one) for one in view.series}


def _cells(view: View, one: Series) -> dict[str, Any]:
    ahead = view.outlook(one)
    return {
        "Segment": "",
        "Status": mark(one),
        "Actual": one.actual[one.last],
        "Target": one.target.get(one.last),
        "Of target": kpis.attainment(one, one.last),
        "Months behind": kpis.months_behind(one),
        "Streak": kpis.streak(one),
        "Momentum a month": kpis.momentum(one),
        "Projected": ahead.value,
        "Chance": ahead.chance,
        "Better than peers": view.peers(one),
        "Severity": kpis.severity(one),
    }


def as_read(view: View, rows: Rows) -> Rows:
    """The same rows with the values of KPIs as texts in their units."""
    found = {}
    for (kpi, product), row in rows.items():
        one = view.of(kpi, product)
        assert one
        texts = {name: InUnit(view, one, row[name], "Momentum" in name) for name in IN_UNIT if name in row}
        found[kpi, product] = {**row, **texts} | ({"Target": Limits(view, one)} if one.sign is None else {})
    return found


def lines(view: View) -> Rows:
    """The texts of the list's picture."""
    found: Rows = {}
    for one in view.told[:MOST]:
        behind, streak = kpis.months_behind(one), f"{kpis.streak(one) * one.step} mo"
        found[one.definition.kpi, one.product] = {
            "state": MARKS[mark(one)],
            "actual_text": InUnit(view, one, one.actual[one.last]),
            "target_text": Limits(view, one) if one.sign is None else InUnit(view, one, one.target.get(one.last)),
            "attained": kpis.attainment(one, one.last),
            "behind": None if behind is None else Tenths(behind),
            "streak_text": streak if mark(one) else "–",
            "chance_text": likely(view.outlook(one).chance),
        }
    return found


class Tenths:
    """Months in tenths."""

    def __init__(self, months: Any) -> None:
        self.months = months

    def __eq__(self, found: object) -> bool:
        number = str(found).removesuffix(" mo")
        return number != found and abs(float(number) - float(self.months)) <= 0.05 + 1e-9

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{float(self.months)} mo"


def strips(view: View) -> Rows:
    """The status of the last 12 periods of each line."""
    found: Rows = {}
    for line, one in enumerate(view.told[:MOST]):
        for back in range(min(PERIODS, (one.last - one.first) // one.step + 1)):
            period = one.last - back * one.step
            status = kpis.status(one, period) or ""
            reached = kpis.attainment(one, period)
            found[line, PERIODS - 1 - back] = {
                "status": status, "mark": MARKS[status], "when": period_text(period, one.step), "reached": reached,
            }  # fmt: skip
    return found


def path(view: View) -> Rows:
    """The KPI that is looked at, by period, with the targets to come."""
    one = view.looked_at
    periods = range(
        max(one.first, one.last - (DRAWN - 1) * one.step), max(one.last, *one.target, one.last) + 1, one.step
    )
    return {
        (period_text(period, one.step),): {"actual": one.actual.get(period), "target": one.target.get(period)}
        for period in periods
    }


def end(view: View) -> Rows:
    """Where a level leads."""
    one, ahead = view.looked_at, view.outlook(view.looked_at)
    if kpis.is_sum(one) or ahead.value is None:
        return {}
    row = {"projected": ahead.value, "low": ahead.low, "high": ahead.high, "label": InUnit(view, one, ahead.value)}
    return {(period_text(ahead.ends, one.step),): row}


def gaps(view: View) -> Rows:
    """The gap of each product of the KPI that is looked at."""
    found = gaps_of_sum(view) if in_units(view) else distances(view)
    return {(name,): {"change": gap, "label": gap} for name, gap in found.items()}


def in_units(view: View) -> bool:
    """Whether gaps are in the KPI's unit: of a sum, and of a target of 0, of which there is no part."""
    return kpis.is_sum(view.looked_at) or not distances(view)


def gap_cells(view: View) -> Rows:
    found: Rows = {}
    for (product,), row in gaps(view).items():
        one = view.of(view.looked_at.definition.kpi, product)
        assert one
        found[product,] = {"Actual": one.actual[one.last], "Target": one.target.get(one.last)}
        found[product,] |= {"Gap": row["change"]} if in_units(view) else {"Of target": row["change"] + 1}
    return found


def heat(view: View) -> Rows:
    """Each product's attainment of each KPI, where it has any."""
    every = {(one.product, one.definition.kpi): one for one in view.series}
    reached = {key: kpis.attainment(one, one.last) for key, one in every.items()}
    return {
        key: {"heading": key[1], "label": Marked(mark(every[key]), part)}
        for key, part in reached.items()
        if part is not None
    }


class Marked:
    """A percentage behind the mark of its status."""

    def __init__(self, status: str, part: Any) -> None:
        self.status, self.part = status, part

    def __eq__(self, found: object) -> bool:
        sign, _, number = str(found).partition(" ")
        value = float(number.removesuffix(" %").replace(",", "").replace("−", "-")) / 100
        return sign == MARKS[self.status] and abs(value - float(self.part)) <= 0.0005 + 1e-9

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{MARKS[self.status]} {float(self.part)}"


def charts(view: View, found: list[Chart]) -> Iterator[str]:
    """Every chart that must be there and no other, and what each of them draws."""
    there = {"lagging": True, "onward": True, "gap": view.of_margin or gaps(view), "kpi-heat": heat(view)}
    wanted = {key for key, is_there in there.items() if is_there}
    if {chart.key for chart in found} != wanted:
        yield f"charts {sorted(chart.key for chart in found)}, not {sorted(wanted)}"
    for chart in found:
        parts = _drawn(view, chart.key)
        known = {*LAYOUT, *HEADS, "sentence", *(column for columns, _ in parts for column in columns)}
        known |= {name for _, rows in parts for row in rows.values() for name in row}
        if chart.fields - known:
            yield f"chart {chart.key} draws {sorted(chart.fields - known)}, of which nobody knows what they are"
        for columns, rows in parts:
            ends = "projected" in next(iter(rows.values()), {})
            own = [row for row in chart.rows if chart.key != "onward" or ("projected" in row) == ends]
            yield from apart(f"chart {chart.key}", "key", rows, keyed(own, *columns))


def _drawn(view: View, chart: str) -> list[tuple[tuple[str, ...], Rows]]:
    if chart == "lagging":
        return [(("kpi", "of"), lines(view)), (("line", "place"), strips(view))]
    if chart == "onward":
        one = view.looked_at
        months = path(view)
        for row in months.values():
            row |= {"label": InUnit(view, one, row["actual"]), "target_label": InUnit(view, one, row["target"])}
        months = {when: row for when, row in months.items() if row["actual"] is not None or row["target"] is not None}
        return [(("when",), months), *([(("when",), end(view))] if end(view) else [])]
    if chart == "gap" and view.of_margin:
        return [(("product", "part"), margin.parts(view)), (("product",), margin.whole(view))]
    return [(("product",), gaps(view))] if chart == "gap" else [(("product", "kpi"), heat(view))]


def tables(view: View, found: list[Table]) -> Iterator[str]:
    """Every table, by its numbers and as it reads."""
    keys = {kind(table) for table in found}
    for key, there in ((BY_GROUP, view.grouped), (LEADS, view.leads)):
        if bool(there) != (key in keys):
            yield f"tables {sorted(keys)}, though {key} is {there}"
    for table in found:
        columns, rows = _cells_of(view, kind(table))
        held = {*columns, *(name for row in rows.values() for name in row)}
        if {*table.columns} - held:
            yield f"table {table.key}: nobody knows what {sorted({*table.columns} - held)} are"
        yield from apart(f"table {table.key}", "key", rows, keyed(table.rows, *columns))
        texts = as_read(view, rows) if table.key == "lagging" else _in_unit(view, rows)
        yield from apart(f"table {table.key} as it reads", "key", texts, keyed(table.written, *columns))


def _in_unit(view: View, rows: Rows) -> Rows:
    """The rows with the values of the KPI that is looked at as texts in its unit."""
    names = {"Actual", "Target", "Gap"} if not view.of_margin or "Mix" not in next(iter(rows.values()), {}) else set()
    return {
        key: {name: InUnit(view, view.looked_at, value) if name in names else value for name, value in row.items()}
        for key, row in rows.items()
    }


def _cells_of(view: View, table: str) -> tuple[tuple[str, ...], Rows]:
    if table == "lagging":
        return ("KPI", "Product"), listed(view)
    if table == "onward":
        return ("Period",), {
            key: {name.capitalize(): value for name, value in row.items()} for key, row in path(view).items()
        }
    if table == "gap":
        return ("Product",), margin.table(view) if view.of_margin else gap_cells(view)
    if table in {BY_GROUP, LEADS}:
        leads = {(kpi,): row_of(lead) for kpi, lead in view.leads.items()}
        return (("KPI",), leads) if table == LEADS else ((GROUPS[view.by],), view.grouped)
    reached = {(one.definition.kpi, one.product): kpis.attainment(one, one.last) for one in view.series}
    known = {key: part for key, part in reached.items() if part is not None}
    names, columns = {product for _, product in known}, {kpi for kpi, _ in known}
    return ("Product",), {(name,): {kpi: known.get((kpi, name)) for kpi in columns} for name in names}
