"""What figures of which no heading is known likely are: by the words around them, by how they look and lie."""

from data.reading.evidence import weights, words
from data.reading.evidence.clue import ranked
from data.reading.evidence.glance import MOSTLY, Glance
from data.reading.evidence.values import number
from data.reading.grid import unnamed
from data.reading.interpretations.seen import Seen
from data.reading.kinds import ACROSS, FINANCE
from data.reading.mapping import TableMapping
from data.reading.meaning import meaning
from data.reading.times import TIMED

MEASURES = {
    "finance": ("revenue", "variable_cost", "investment", "shared_cost", "units", "fte", "kpi"),
    "market": ("sales", "size", "share"),
}


def measures(table: TableMapping, column: int, seen: Seen) -> tuple[str, ...]:
    """The measures that figures may be, the likely one first."""
    known = MEASURES[table.kind or ""]
    likely = _likely(table, column, seen) if table.kind == "finance" else known[0]
    return (likely, *(name for name in known if name != likely))


def _likely(table: TableMapping, column: int, seen: Seen) -> str:
    """The likely measure: KPIs but for figures that are mostly below zero, prices at times, and what words tell."""
    own = seen.glances[column]
    spoken = words.measure_in((own.heading,), seen.titles)
    if _are_prices(table, own, seen) or (spoken == "investment" and _are_below_zero(own)):
        return "kpi"
    likely = spoken or _by_looks(column, seen)
    planned = "basis" in table.given or meaning(own.heading.replace("_", " "), FINANCE).basis in {"budget", "forecast"}
    if likely == "kpi" and planned:
        return "investment"  # of KPIs nobody says what is budget
    return likely


def _are_below_zero(glance: Glance) -> bool:
    """Whether most figures are below zero: a balance or a growth, no spending."""
    return glance.part(lambda value: number(value) < 0) > MOSTLY


def _are_prices(table: TableMapping, own: Glance, seen: Seen) -> bool:
    """Whether figures are what one of each costs: a word says so, and no thing has two at one time."""
    if not words.said_of(own.heading, "each") or any(words.said_of(own.heading, role) for role in ("flow", "count")):
        return False
    fields = {ACROSS["finance"], *TIMED}
    keys = [c.column for c in table.columns if c.field in fields and c.column in seen.glances]
    named = [c.column for c in table.columns if c.field == ACROSS["finance"] and c.column in seen.glances]
    if not named or len(keys) == len(named):
        return False
    rows = list(zip(*(seen.glances[each].cells for each in keys), strict=True))
    again = len(seen.glances[named[0]].different) < len(rows)
    return again and len(set(rows)) == len(rows)


def _by_looks(column: int, seen: Seen) -> str:
    """The measure of figures whose words tell none: by how they look, and by the headings beside them."""
    others = [glance.heading for glance in seen.glances.values()]
    own = seen.glances[column]
    if own.are_percentages:
        return "kpi"
    if any(words.said_of(text, "spend") for text in others):
        return "investment"
    is_unnamed = own.heading == unnamed(column)
    least = 0 if is_unnamed else weights.FIGURES
    counted = any(each.column == column and each.weight > least for each in ranked(seen.clues, "count"))
    if counted:
        return "units"
    return "revenue" if is_unnamed or words.speak_of_trade((*others, *seen.titles)) else "kpi"
