"""What the KPIs page says of finance: a margin's gap by mix and rate, groups, what leads revenue."""

from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages.view import period_text, span_text
from tests.aloud.grammar import Expected, Said, Sentence, Within, constant
from tests.aloud.kpi_page.sentences import NOBODY
from tests.aloud.kpi_page.view import View
from tests.aloud.screen import Table
from tests.independent.leads import Lead

RARE, MOST = 0.05, 3
LEADS, BY_GROUP = "leads", "by-group"
UNNAMED = {"Pairs": LEADS, "Of budget": BY_GROUP}  # a column that only such a table has


def kind(table: Table) -> str:
    """What a table is of; those beside no chart have no key of their own."""
    return table.key or next((what for column, what in UNNAMED.items() if column in table.columns), "")


def of_margin(view: View, said: Said) -> dict[str, Expected]:
    """The gap of the whole margin, and who makes most of it."""
    if not view.of_margin:
        return NOBODY
    gaps = {name: parts["gap"] for name, parts in view.effects.items()}
    one, apart = view.looked_at, len(view.half_known)
    expected: dict[str, Expected] = {
        "month": period_text(one.last, one.step),
        "gap": sum(gaps.values(), Fraction(0)),
        "apart": apart or None,
    }
    if "product" in said:
        largest = {name for name, gap in gaps.items() if abs(gap) == max(map(abs, gaps.values()))}
        expected["product"] = said["product"] if said["product"] in largest else ", ".join(largest)
    return expected


def against_budget(view: View, said: Said) -> dict[str, Expected]:
    """Of which months groups are, and how much of these is left out."""
    to_date = getattr(view, "to_date", None)
    if not view.grouped or to_date is None:
        return NOBODY
    return {"months": span_text(*to_date), **getattr(view, "left_out", {})}


def told(view: View) -> dict[str, dict[str, Any]]:
    """The rows of the table of leads, which is held against the engine."""
    assert view.shown
    return {row["KPI"]: row for table in view.shown.tables if kind(table) == LEADS for row in table.rows}


def leads(view: View, said: Said) -> dict[str, Expected]:
    """A KPI that moves before revenue more clearly than chance would explain, of so many that were tried."""
    row, lead = told(view).get(said["kpi"]), view.leads.get(said["kpi"])
    if row is None or lead is None or said["kpi"] not in clear(view):
        return NOBODY
    return {
        "kpi": said["kpi"],
        "months": lead.lag,
        "r": Fraction(lead.correlation),
        "n": lead.pairs,
        "p": Fraction(row["p-value"]),
    }


def clear(view: View) -> list[str]:
    """The KPIs that lead clearly, the surest first."""
    rows = told(view)
    known = [kpi for kpi, row in rows.items() if row["p-value"] <= RARE / len(rows) and row["Months before"] > 0]
    return sorted(known, key=lambda kpi: rows[kpi]["p-value"])[:MOST]


def none_clear(view: View, said: Said) -> dict[str, Expected]:
    return {} if view.leads and not clear(view) else NOBODY


def none_known(view: View, said: Said) -> dict[str, Expected]:
    return NOBODY if view.leads else {}


def row_of(lead: Lead) -> dict[str, Any]:
    return {
        "Months before": lead.lag,
        "Correlation": Fraction(lead.correlation),
        "Pairs": lead.pairs,
        "p-value": Within(lead.low, lead.high),
    }


WHOLE = "against budget in {month:text} · total gap {gap:pp}⟦ · without {apart:n} product⟦s⟧ whose cost is not known⟧"
SENTENCES = [
    constant("Contribution margin: gap to target by product"),
    Sentence(f"{WHOLE}⟦; largest part: {{product:text}}⟧", of_margin),
    Sentence("{months:span} against budget⟦; revenue, {revenue:text}⟧⟦; margin, {margin:text}⟧", against_budget),
    Sentence(
        "{kpi:text} leads revenue by {months:n} month⟦s⟧ (r = {r:real}, n = {n:n}, p = {p:real}): correlation, not "
        "causation.",
        leads,
    ),
    Sentence("No KPI leads revenue more clearly than chance would explain.", none_clear),
    Sentence("No KPI has two years of months beside its product's revenue.", none_known),
]
