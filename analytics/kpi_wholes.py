"""A KPI of all its products together, in its last period and in the year to date: a sum of sums, or a ratio of sums.

A ratio of sums is never the mean of ratios. What adds up neither way has no whole.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.kpis import SERIES, SIGNS, Panel
from analytics.steps import STEPS, between, first_of_year

SUM, RATIO = "sum", "ratio of sums"
SIDES = ["above", "below", "planned_above", "planned_below"]


@dataclass(frozen=True)
class Together:
    """Some cells taken together: figures that are known on both sides, and how many others there are."""

    actual: float = np.nan
    target: float = np.nan
    counted: int = 0  # cells: a product in a period
    left_out: int = 0  # cells of which a needed side is not known

    def attainment(self, direction: str) -> float:
        """1 + d · (actual − target) ÷ |target|; NaN where that is not defined.

        >>> round(Together(90.0, 100.0).attainment("higher is better"), 4)
        0.9
        """
        sign = SIGNS.get(direction, np.nan)
        return 1 + sign * (self.actual - self.target) / abs(self.target) if self.target else np.nan


@dataclass(frozen=True)
class Whole:
    """A KPI of all its products in its last period, and in the year of this up to it."""

    kpi: str
    direction: str
    step: float  # months of a period
    period: pd.Timestamp  # the first month of the last one
    how: str
    now: Together
    to_date: Together


def of(panels: list[Panel], results: pd.DataFrame) -> list[Whole]:
    """The wholes of the KPIs that have one, by name; one whose series have periods of several lengths has none.

    `results` has one row per `kpi`, `product`, `segment`, `first_month` and `grain`; `above` and `below` are the sums
    of which its actual is the ratio, `planned_above` and `planned_below` those of its target, `cut` says by what its
    parts are cut, each NaN or missing where it is not given. A KPI adds up where its panel says that it is a sum, or is
    the ratio of its sums where these are given. Where one row is of the company, it is the whole; else the parts of a
    product count where they are cut in one way, or the product as a whole if it is given.
    """
    found = _beside(panels, results)
    wholes = (_whole(str(kpi), own) for kpi, own in found.groupby("kpi") if own["step"].nunique() == 1)
    return [whole for whole in wholes if whole]


def ratio(panels: list[Panel], results: pd.DataFrame, kpi: str) -> tuple[Whole, pd.DataFrame] | None:
    """The whole of a KPI that is a ratio of sums, and the cells that make up its last, one row each; None for others.

    Columns `product`, `segment`, `actual`, `target`, `above`, `below`, `planned_above` and `planned_below`; where the
    target is the ratio of no known sums, these are the target times the actual denominator and that denominator.
    """
    own = _beside([panel for panel in panels if (panel.keys["kpi"] == kpi).any()], results)
    own = own[own["kpi"] == kpi]
    whole = _whole(kpi, own) if own["step"].nunique() == 1 else None
    if whole is None or whole.how != RATIO:
        return None
    cells = _parts(own)
    return whole, _planned(_compared(cells[cells["first_month"] == whole.period], cells["below"].notna()))


def _beside(panels: list[Panel], results: pd.DataFrame) -> pd.DataFrame:
    """The cells of panels with the sums of which they are ratios, and by what they are parts."""
    sides = results.reindex(columns=[*SERIES, "first_month", "grain", "cut", *SIDES])
    sides = sides.astype({"product": object, "segment": object, "cut": object, **dict.fromkeys(SIDES, float)})
    sides = sides.fillna({"product": "", "segment": "", "cut": ""})
    sides = sides.assign(step=sides["grain"].map(STEPS)).drop(columns="grain")
    if not panels:
        return sides.assign(actual=np.nan, target=np.nan)[:0]
    cells = pd.concat([_cells(panel) for panel in panels], ignore_index=True)
    found = cells.merge(sides, on=[*SERIES, "first_month", "step"], how="left")
    return found.assign(cut=found["cut"].fillna(found["segment"].ne("").map({True: "segment", False: ""})))


def _cells(panel: Panel) -> pd.DataFrame:
    """The actuals and targets of a panel up to its last period, one row a series and period."""
    keys, last = panel.keys[[*SERIES, "direction", "is_sum"]].reset_index(drop=True), panel.last
    parts = [
        keys.assign(first_month=pd.Timestamp(period), actual=panel.actual[:, n], target=panel.target[:, n])
        for n, period in enumerate(panel.periods[: last + 1])
    ]
    return pd.concat(parts).assign(step=panel.step)


def _whole(kpi: str, own: pd.DataFrame) -> Whole | None:
    """The whole of one KPI, None where its parts make none."""
    parts = _begun(_parts(own))
    is_ratio, adds_up = bool(own["below"].notna().any()), bool(own["is_sum"].iloc[0])
    known = parts[parts["actual"].notna()]
    if known.empty or not (is_ratio or adds_up):
        return None
    step, last = float(own["step"].iloc[0]), known["first_month"].max()
    new_year = pd.Timestamp(first_of_year(last.date(), step))
    together = _of_ratios if is_ratio else _of_sums
    now, to_date = (together(parts, _Span(first, last, step)) for first in (last, new_year))
    return Whole(kpi, own["direction"].iloc[0], step, last, RATIO if is_ratio else SUM, now, to_date)


@dataclass(frozen=True)
class _Span:
    """Periods of so many months, from the first that begins on or after a day to the last."""

    first: pd.Timestamp
    last: pd.Timestamp
    step: float

    def of(self, parts: pd.DataFrame) -> pd.DataFrame:
        """The cells in it."""
        return parts[parts["first_month"].between(self.first, self.last)]

    def expected(self, parts: pd.DataFrame) -> int:
        """How many cells its series should have in it, each from its own first period on."""
        begins = parts.groupby(SERIES)["first_month"].min()
        firsts = [max(first, self.first) for first in begins if first <= self.last]
        return sum(between(first, self.last, self.step) + 1 for first in firsts)


def _begun(parts: pd.DataFrame) -> pd.DataFrame:
    """The cells from the first actual or target of their series on."""
    known = parts[["actual", "target"]].notna().any(axis=1)
    first = parts["first_month"].where(known).groupby([parts[name] for name in SERIES]).transform("min")
    return parts[parts["first_month"] >= first]


def _parts(own: pd.DataFrame) -> pd.DataFrame:
    """The series that make up the whole without counting anything twice; none where that is not known."""
    company = own[own["product"] == ""]
    if (company["cut"] == "").any():
        return company[company["cut"] == ""]
    ways = own.groupby("product")["cut"].agg(lambda cuts: [""] if "" in set(cuts) else sorted(set(cuts)))
    if 0 < len(company) < len(own) or ways.map(len).max() > 1:
        return own[:0]  # parts beside others: nobody says what holds what
    return own[own["cut"] == own["product"].map(ways.str[0])]


def _of_sums(parts: pd.DataFrame, span: _Span) -> Together:
    cells = span.of(parts)
    known = _compared(cells, cells["actual"].notna())
    return Together(_sum(known["actual"]), _sum(known["target"]), len(known), span.expected(parts) - len(known))


def _of_ratios(parts: pd.DataFrame, span: _Span) -> Together:
    """Σ above ÷ Σ below; of targets that are ratios of no known sums the mean, weighed by the actual denominators."""
    cells = span.of(parts)
    known = _planned(_compared(cells, cells["below"].notna()))
    target = _divided(known["planned_above"], known["planned_below"])
    actual = _divided(known["above"], known["below"])
    return Together(actual, target, len(known), span.expected(parts) - len(known))


def _planned(known: pd.DataFrame) -> pd.DataFrame:
    """The cells with the sums of which their targets are ratios, else with what these make of the denominators."""
    if known["planned_below"].notna().all():
        return known
    return known.assign(planned_above=known["target"] * known["below"], planned_below=known["below"])


def _compared(cells: pd.DataFrame, actual: "pd.Series[bool]") -> pd.DataFrame:
    """The cells of which both sides are known; where no target is given at all, those of which the actual is."""
    target = cells["target"].notna()
    return cells[actual & target] if target.any() else cells[actual]


def _sum(values: pd.Series) -> float:
    return float(values.sum(skipna=False)) if len(values) else np.nan


def _divided(above: pd.Series, below: pd.Series) -> float:
    whole = below.sum()
    return _sum(above) / whole if whole else np.nan
