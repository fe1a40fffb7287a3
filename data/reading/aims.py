"""Targets of KPIs where periods stand across: each heading's own, or one column that holds for every period."""

from dataclasses import replace

from data.reading import headings, periods
from data.reading.fields import Kind
from data.reading.grains import Grain
from data.reading.mapping import ColumnMapping
from data.reading.meaning import Meaning

TARGETS = {"target", "aim"}  # the measures that targets are
OF_BASES = {"actual": "actual", "budget": "target"}  # what a KPI's figures are by the basis that a heading names
NEITHER = "neither actual figures nor targets"
YEARLY = {"annual", "annually", "year", "yearly", "fy", "jahr", "annuel", "annuelle", "anual", "annuale", "full year"}


def meant(said: Meaning, kind: Kind) -> Meaning:
    """What a heading says, of KPIs with what its basis makes of the figures: “Target 2026” heads targets."""
    if kind.name != "kpi" or not said.basis:
        return said
    field = OF_BASES.get(said.basis, "")
    if field and said.field in {"", "amount"} | {*OF_BASES.values()}:
        return replace(said, basis="", field=field)
    return replace(said, basis="", comparison=True) if not field else said


def beside(columns: list[ColumnMapping], kind: Kind) -> list[ColumnMapping]:
    """The columns, a target without a period of its own as the target of each period, or of the year if it says so."""
    spans = [text for c in columns if c.field == "actual" for name, text in c.context if name == "period"]
    if kind.name != "kpi" or not spans:
        return columns
    return [_aim(c, spans) if c.field == "target" and "period" not in dict(c.context) else c for c in columns]


def _aim(column: ColumnMapping, spans: list[str]) -> ColumnMapping:
    """A column of targets that hold for each of some periods, or for the only year in which these lie."""
    known = [found for text in spans if (found := periods.period(text, with_weeks=True))]
    if not known:
        return column
    context = tuple(pair for pair in column.context if pair[0] != "year")
    years, words = {found.months[0] // 12 for found in known}, headings.plain(column.heading)
    if known[0].grain is not Grain.YEAR and YEARLY & {words, *words.split()}:
        if len(years) > 1:
            return column
        return replace(column, context=(*context, ("period", str(years.pop()))))
    first = min(known, key=lambda found: found.start)
    reason = "it holds for every period"
    return replace(column, field="aim", reason=reason, context=(*context, ("period", first.written)))
