"""The sentences of the KPIs page, each with what the engine expects of it."""

from fractions import Fraction

from tests.aloud.finance_pages import plan
from tests.aloud.finance_pages.leaders import as_shown
from tests.aloud.finance_pages.sentences import KPIS_MISSED, MEANINGS, ONE_KPI, SLIDING
from tests.aloud.finance_pages.view import month_text, period_text
from tests.aloud.grammar import Expected, Said, Sentence, constant
from tests.aloud.kpi_page.view import OF_FINANCE, View, judged_by_side, likely, mark, within
from tests.independent import kpis
from tests.independent.kpi_sheets import KPIS
from tests.independent.kpis import Known, Series

STATUSES = {"red": "▼ off target", "amber": "◆ near target", "green": "▲ on target"}
NOBODY: dict[str, Expected] = {"of": "no KPI of the workbook"}


def opening(view: View, said: Said) -> dict[str, Expected]:
    return {"month": month_text(view.until), "version": view.version}


def headline(view: View, said: Said) -> dict[str, Expected]:
    """How many miss, the most severe, and how many of those on target will miss."""
    return plan.told(view.series, len(view.sliding) or None) if any(map(mark, view.series)) else NOBODY


def not_judged(view: View, said: Said) -> dict[str, Expected]:
    return {"count": len(view.series)} if not any(mark(one) for one in view.series) else NOBODY


def why(view: View, said: Said) -> dict[str, Expected]:
    """Where a KPI stands, since when, and where it goes."""
    one = view.of(said["kpi"], said["product"])
    if one is None:
        return NOBODY
    target, streak = one.target.get(one.last), kpis.streak(one)
    behind = kpis.months_behind(one)
    expected: dict[str, Expected] = {
        "kpi": one.definition.kpi,
        "product": one.product,
        "actual": view.written(one, one.actual[one.last], said["actual"]),
        "target": None if target is None else view.written(one, target, said.get("target")),
        "when": period_text(one.last, one.step),
        "reached": kpis.attainment(one, one.last),
        "streak": streak * one.step or None,
        "stopped": "no longer reported" if kpis.stopped(one, view.series) else None,
        "behind": behind if behind and as_shown(behind / 100) else None,
    }
    if one.sign is None:
        expected["target"] = within(view, one, said.get("target"))
        expected["attained"] = expected.pop("reached")
    return expected | _momentum(view, one, said) | _outlook(view, one, said)


def _momentum(view: View, one: Series, said: Said) -> dict[str, Expected]:
    momentum = kpis.momentum(one)
    by_points = one.definition.unit == "%"
    if not momentum or (by_points and not as_shown(momentum * view.share(one))):
        return {}
    return {
        "way": ("improving", "worsening", "rising", "falling")[(momentum < 0) + 2 * (one.sign is None)],
        "momentum": view.written(one, abs(momentum), said.get("momentum"), moved=True),
    }


def _outlook(view: View, one: Series, said: Said) -> dict[str, Expected]:
    ahead = view.outlook(one)
    if ahead.value is None:
        return {}

    def known(name: str, value: Known) -> Expected:
        return None if value is None else view.written(one, value, said.get(name))

    return {
        "what": "full-year projection" if kpis.is_sum(one) else "projection",
        "projected": known("projected", ahead.value),
        "ends": month_text(ahead.ends + one.step - 1),
        "low": known("low", ahead.low),
        "high": known("high", ahead.high),
        **_goal(view, one, said),
        "chance": likely(ahead.chance),
    }


def _goal(view: View, one: Series, said: Said) -> dict[str, Expected]:
    """What the year should hold: the limits of a range, which those of a month's sum are not."""
    if one.sign is None:
        return {"limits": None if kpis.is_sum(one) else within(view, one, said.get("limits"))}
    goal = view.goal(one)
    return {"goal": None if goal is None else view.written(one, goal, said.get("goal"))}


def against_target(view: View, said: Said) -> dict[str, Expected]:
    one = view.looked_at
    if not mark(one):
        return {} if not said else NOBODY
    return {"status": STATUSES[mark(one)], "reached": kpis.attainment(one, one.last)}


def against_peers(view: View, said: Said) -> dict[str, Expected]:
    part = view.peers(view.looked_at)
    ends = {Fraction(0): "none", Fraction(1): "all"}
    if part is None:
        return {} if not said else NOBODY
    return {"whom": ends[part]} if part in ends else {"part": part}


def against_trend(view: View, said: Said) -> dict[str, Expected]:
    one = view.looked_at
    gap, rare = view.own_trend(one)
    if gap is None:
        return {} if not said and judged_by_side(one) else NOBODY
    return {
        "gap": view.written(one, abs(gap), said.get("gap"), moved=True),
        "side": "better" if gap >= 0 else "worse",
        "rare": ", an unusual deviation" if rare else None,
    }


def no_side(view: View, said: Said) -> dict[str, Expected]:
    return {} if not judged_by_side(view.looked_at) else NOBODY


def none_sliding(words: str) -> Sentence:
    """Why nothing is said to be likely to miss."""

    def expected(view: View, said: Said) -> dict[str, Expected]:
        chances = [view.outlook(one).chance for one in view.series if mark(one) == "green"]
        unknown = chances.count(None)
        which = 0 if not chances else 1 if unknown == len(chances) else 2 if unknown else 3
        return {} if words == NONE_SLIDING[which] and not view.sliding else {"right": NONE_SLIDING[which]}

    return Sentence(words, expected)


def tested(view: View, said: Said) -> dict[str, Expected]:
    """How many of the bands that were drawn before held what came."""
    inside, bands = kpis.record(view.series)
    if not bands:
        return {} if not said else NOBODY
    return {"share": Fraction(inside, bands), "bands": bands}


def listed(view: View, said: Said) -> dict[str, Expected]:
    """What the list is called, and how many of how many it shows."""
    marks = [mark(one) for one in view.series]
    lags = any(each in {"red", "amber"} for each in marks)
    name = "KPIs on target" if any(marks) else "KPIs without a target or a direction"
    name = "What lags, the most severe first" if lags else name
    return {"name": name, "count": min(12, len(view.told)), "of": len(view.told)}


def looked_at(view: View, said: Said) -> dict[str, Expected]:
    return {"kpi": view.looked_at.definition.kpi, "product": view.looked_at.product}


def path(view: View, said: Said) -> dict[str, Expected]:
    """Over the path of a KPI: its unit, what the diamond is where there is one, and that only 36 periods are drawn."""
    one = view.looked_at
    leads = not kpis.is_sum(one) and view.outlook(one).value is not None
    band = " · diamond: the projection, with its 80 % range"
    periods = (one.last - one.first) // one.step + 1
    return {"unit": view.unit(one), "diamond": band if leads else None, "every": periods if periods > 36 else None}


def gap_by(view: View, said: Said) -> dict[str, Expected]:
    return {"kpi": view.looked_at.definition.kpi}


def gap_of_sum(view: View, said: Said) -> dict[str, Expected]:
    gaps = gaps_of_sum(view)
    if not kpis.is_sum(view.looked_at):
        return NOBODY
    expected: dict[str, Expected] = {
        "month": period_text(view.looked_at.last, view.looked_at.step),
        "gap": sum(gaps.values(), Fraction(0)),
    }
    if "product" in said:
        largest = {name for name, gap in gaps.items() if abs(gap) == max(map(abs, gaps.values()))}
        expected["product"] = said["product"] if said["product"] in largest else ", ".join(largest)
    return expected


def gap_in_unit(view: View, said: Said) -> dict[str, Expected]:
    one = view.looked_at
    if kpis.is_sum(one) or distances(view):
        return NOBODY
    return {"month": period_text(one.last, one.step), "unit": view.unit(one)}


def largest_gap(view: View, said: Said) -> dict[str, Expected]:
    gaps = gaps_of_sum(view)
    largest = {name for name, gap in gaps.items() if abs(gap) == max(map(abs, gaps.values()))}
    return {"product": said["product"] if said["product"] in largest else ", ".join(largest)}


def gaps_of_sum(view: View) -> dict[str, Fraction]:
    """Actual less target by product, of those that have both."""
    known = [one for one in view.same(view.looked_at) if one.target.get(one.last) is not None]
    return {one.product: one.actual[one.last] - one.target[one.last] for one in known}


def distances(view: View) -> dict[str, Fraction]:
    """How far each product of a level is from its target, as a part of it."""
    every = {one.product: kpis.attainment(one, one.last) for one in view.same(view.looked_at)}
    return {name: reached - 1 for name, reached in every.items() if reached is not None}


def missing(view: View, said: Said) -> dict[str, Expected]:
    known = distances(view).values()
    return {"below": sum(each < 0 for each in known), "of": len(known)}


def no_gap(view: View, said: Said) -> dict[str, Expected]:
    known = gaps_of_sum(view) if kpis.is_sum(view.looked_at) else {**distances(view), **gaps_of_sum(view)}
    return {"kpi": view.looked_at.definition.kpi} if not known else NOBODY


def lags_most(view: View, said: Said) -> dict[str, Expected]:
    """The product with the most severity over all its KPIs."""
    sums: dict[str, Fraction] = {}
    for one in view.series:
        if kpis.attainment(one, one.last) is not None:
            sums[one.product] = sums.get(one.product, Fraction(0)) + (kpis.severity(one) or 0)
    most = {name for name, value in sums.items() if value == max(sums.values())}
    return {"product": said["product"] if said["product"] in most else ", ".join(most)}


def described(words: str) -> Sentence:
    """What the KPI that is looked at means, in the words of its sheet or of finance."""
    return Sentence(words, lambda view, said: {} if view.meaning(view.looked_at.definition.kpi) == words else NOBODY)


WHY = (
    "{kpi:text} of {product:text}: {actual:text}⟦ against {target:text}⟧ in {when:text}⟦, {reached:pct} of target⟧"
    "⟦, attainment {attained:pct}⟧"
    "⟦, not on target for {streak:n} month⟦s⟧⟦ in a row⟧⟧⟦, {stopped:ended}⟧⟦, {behind:real} months behind plan⟧"
    "⟦, {way:text} by {momentum:text} a month⟧⟦, {what:forecast} {projected:text} by {ends:span}"
    "⟦ (80 % range {low:text} to {high:text})⟧⟦ against a target of {goal:text}⟧⟦ against {limits:limits}⟧"
    "⟦; chance of meeting it: {chance:likely}⟧⟧."
)
NONE_SLIDING = (
    "No KPI is on target.",
    "Not known: the history is too short to tell a chance of any KPI on target.",
    "None of the KPIs on target whose chance is known: each has at least an even chance of meeting its target.",
    "None: every KPI on target has at least an even chance of meeting its target.",
)
LEGEND = "▼ off target ◆ near target ▲ on target"
CONSTANTS = [
    *MEANINGS,
    "Cells",
    "On target today, likely to miss",
    "Leading indicators of revenue",
    "Attainment by product and KPI",
    LEGEND,
    f"{LEGEND} – not rated · bar: attainment, tick: target · right: the last 12 periods · select a line to look "
    "closely",
    "deviation from target in % · no mix and rate effects: numerator and denominator are not available",
]
SENTENCES = [
    *map(constant, CONSTANTS),
    Sentence("As of {month:text} · currency not stated · version {version:n} · ✔ Reconciled", opening),
    Sentence(f"{KPIS_MISSED}{SLIDING}", headline),
    Sentence(f"All {{count:n}} KPIs are on target.{SLIDING}", headline),
    Sentence(f"{ONE_KPI}{SLIDING}", headline),
    Sentence("{count:n} KPI⟦s⟧, and no target with a direction to hold against.", not_judged),
    Sentence(WHY, why),
    Sentence("Against target: not rated (no target for this period)", against_target),
    Sentence(
        "Against target: {status:text}, ⟦{reached:pct}⟧⟦the target is 0: no percentage says how far⟧", against_target
    ),
    Sentence(
        "Against peers: not compared (needs the attainment of this and of another product in the same period)",
        against_peers,
    ),
    Sentence("Against peers: ahead of ⟦{part:pct}⟧⟦{whom:text}⟧ of them", against_peers),
    Sentence("Against its own trend: too short a history", against_trend),
    Sentence("Against its own trend: not rated (neither higher nor lower is better)", no_side),
    Sentence("Against its own trend: {gap:text} {side:side} than projected⟦{rare:text}⟧", against_trend),
    *map(none_sliding, NONE_SLIDING),
    Sentence("Projections could not be tested yet: the history is too short.", tested),
    Sentence(
        "Back-test on your data: over the last 12 periods, {share:pct} of {bands:n} values fell within the projected "
        "range; 80 % is expected.",
        tested,
    ),
    Sentence("{name:text}: {count:n} of {of:n}", listed),
    Sentence("{kpi:text} of {product:text}", looked_at),
    *(
        Sentence(f"{{unit:text}} · dashed: target{diamond} · the last 36 of {{every:n}} periods", path)
        for diamond in ("", "{diamond:text}")
    ),
    Sentence("{unit:text} · dashed: target⟦{diamond:text}⟧", path),
    Sentence("{kpi:text}: gap to target by product", gap_by),
    Sentence("actual − target in {month:text} · total gap {gap:money}⟦; largest part: {product:text}⟧", gap_of_sum),
    Sentence("{below:n} of {of:n} product⟦s⟧ miss⟦es⟧ it", missing),
    Sentence("{kpi:text} has no target in this period: there is no gap to explain.", no_gap),
    Sentence("actual − target in {month:text} · {unit:text}", gap_in_unit),
    Sentence("largest gap: {product:text}", largest_gap),
    Sentence("{product:text} lags most over all its KPIs", lags_most),
    *map(described, (*(f"What {kpi} means" for kpi in KPIS), *OF_FINANCE)),
]
