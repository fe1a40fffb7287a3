"""The board, and the sentences on today and on what the scenario moves."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tests.aloud.finance_pages import findings
from tests.aloud.finance_pages.view import month_text
from tests.aloud.grammar import Expected, Said, Sentence, constant
from tests.aloud.reallocation_page.view import FIXED, View

NONE: dict[str, Expected] = {"nothing": "to say"}
MOST_NAMED = 5
GRADES = {"A": "strong", "B": "good", "C": "weak", "D": "very weak"}


def cancelling(view: View, said: Said) -> dict[str, Expected]:
    """What is moved to and fro, and brings what its months make of it."""
    if not view.moves or any(view.changes.values()):
        return NONE
    drawn = view.drawn(view.moves)
    told = {"way": "adds" if view.gain >= 0 else "costs", "gain": Fraction(abs(view.gain)), "roi": view.roi_points}
    return {**told, "low": drawn.at(0.1), "high": drawn.at(0.9)}


def opening(view: View, said: Said) -> dict[str, Expected]:
    last = max(fact.month for fact in view.finance.facts_of("actual"))
    return {"month": month_text(last), "version": view.finance.ledger.version}


def today(view: View, said: Said) -> dict[str, Expected]:
    if view.moves or view.ventures:
        return NONE
    roi = (view.earned - view.spent) / view.spent if view.spent > 0 else None
    return {"budget": view.spent, "earned": view.earned, "roi": roi}


def moved(view: View, said: Said) -> dict[str, Expected]:
    """What is moved, from whom to whom, and what it brings."""
    if not any(view.changes.values()):
        return NONE
    drawn, points = view.drawn(view.moves), view.roi_points
    return {
        "money": Fraction(sum(c for c in (*view.changes.values(), view.saved) if c > 0), 100),
        "givers": sides(view, -1, said["givers"]),
        "takers": sides(view, 1, said["takers"]),
        "way": "adds" if view.gain >= 0 else "costs",
        "gain": Fraction(abs(view.gain)),
        "low": drawn.at(0.1),
        "high": drawn.at(0.9),
        "roi": points,
    }


def venture_alone(view: View, said: Said) -> dict[str, Expected]:
    """What the first of the moves that are no sliders is called, and what all of them bring."""
    if view.moves or not view.ventures:
        return NONE
    drawn = view.drawn([])
    told = {"way": "adds" if view.gain >= 0 else "costs", "gain": Fraction(abs(view.gain)), "roi": view.roi_points}
    return {**told, "name": view.ventures[0].name, "low": drawn.at(0.1), "high": drawn.at(0.9)}


def sides(view: View, sign: int, said: str) -> str:
    """Who gives or who takes, the largest first, new money and savings among them; places that tie may change."""
    pool = {"unallocated": view.saved} if view.saved > 0 else {"new funding": view.saved}
    amounts = {name: cents * sign for name, cents in {**view.changes, **pool}.items() if cents * sign > 0}
    ordered = sorted(amounts, key=lambda name: -amounts[name])
    firsts = [name for name in ordered if amounts[name] == amounts[ordered[0]]]
    right = {f"{name} and {len(ordered) - 1} more" for name in firsts}
    if len(ordered) < 3:
        right = {" and ".join(ordered), " and ".join(ordered[::-1] if len(firsts) > 1 else ordered)}
    return said if said in right else " or ".join(sorted(right))


def missing(view: View, said: Said) -> dict[str, Expected]:
    return {"why": view.missing} if view.missing else NONE


def unknown(view: View, said: Said) -> dict[str, Expected]:
    """The products that are out of every return, and their money."""
    names = view.unknown
    if not names:
        return NONE
    budget = sum((view.today[name][0] or 0 for name in names), Fraction(0))
    listed = {*said["names"].removesuffix(" …").split(", ")}
    right = listed <= {*names} and len(listed) == min(len(names), MOST_NAMED)
    right = right and said["names"].endswith(" …") == (len(names) > MOST_NAMED)
    return {
        "many": f"These {len(names)} products are" if len(names) > 1 else "This product is",
        "names": said["names"] if right else ", ".join(names),
        "budget": budget or None,
        "their": ("their" if len(names) > 1 else "its") if budget else None,
    }


def gap(view: View, said: Said) -> dict[str, Expected]:
    return findings.gap(view.finance, said) if said["what"] == "investment without contribution" else NONE


def line(view: View, said: Said) -> dict[str, Expected]:
    lines = lines_of(view)
    sums = [view.today[name][0] or 0 for name in view.today if lines.get(name) == said["line"]]
    return {"line": said["line"], "amount": sum(sums, Fraction(0))} if sums else NONE


def lines_of(view: View) -> dict[str, str]:
    return {fact.product: fact.line for fact in view.finance.facts_of("actual") if fact.line is not None}


def transfers(view: View, said: Said) -> dict[str, Expected]:
    return {"count": len(view.moves)} if view.moves else NONE


def about(view: View, name: str) -> Iterator[str]:
    """What the curve of a product rests on, as far as it is not given."""
    row, (budget, earned) = view.evidence[name], view.today[name]
    if earned is None:
        yield "no month of the last 12 has both contribution and investment"
    elif (budget or 0) <= 0:
        yield "no budget today; ask the product owner"
    elif earned <= 0:
        yield "no positive contribution today; ask the product owner"
    else:
        assert row["source"] != FIXED, row


SENTENCES = [
    constant(
        "Load a finance sheet with the columns “Revenue”, “Variable cost” and “Investment” for each product and month."
    ),
    *map(
        constant,
        ("Import a workbook", "Save scenario", "Use these limits", "Apply to new moves", "Apply changes"),
    ),
    Sentence("As of {month:text} · currency not stated · version {version:n} · ✔ Reconciled", opening),
    Sentence(
        "Today's budgets of {budget:money} earn {earned:money} of contribution, ROI {roi:pct}. Drag a budget or accept "
        "a recommended move.",
        today,
    ),
    Sentence(
        "Moving {money:money} from {givers:list} to {takers:list} {way:does} {gain:money} of contribution (80 % range "
        "{low:money} to {high:money}); ROI {roi:pp}.",
        moved,
    ),
    Sentence(
        "Moving budget back and forth {way:does} {gain:money} of contribution (80 % range {low:money} to "
        "{high:money}); ROI {roi:pp}.",
        cancelling,
    ),
    Sentence(
        "{name:text} {way:does} {gain:money} of contribution (80 % range {low:money} to {high:money}); ROI {roi:pp}.",
        venture_alone,
    ),
    Sentence("Reallocate needs each product's contribution and investment: {why:text}", missing),
    Sentence(
        "ROI unknown for {names:list}. {many:text} locked and not included⟦ with {their:text} budget of "
        "{budget:money}⟧ in the portfolio's contribution and ROI.",
        unknown,
    ),
    Sentence("{line:text}, today {amount:money}", line),
    Sentence(
        "Not counted: {amount:money} of {what:text}⟦, {share:pct} of all {of:text}⟧: {names:list}⟦ and {more:n} more⟧. "
        "The budgets below cover only the months that are counted.",
        gap,
    ),
]


def mistakes(view: View, boards: list[dict[str, Any]]) -> Iterator[str]:
    """What on the board is not as the engine has it; amounts in cents."""
    if len(boards) != 1:
        yield f"{len(boards)} boards"
        return
    rows = {row["name"]: row for row in boards[0]["products"]}
    if rows.keys() != view.curves.keys():
        yield f"the board has {sorted(rows)}, not {sorted(view.curves)}"
        return
    if abs(boards[0]["contribution"] - float(view.earned) * 100) > 0.01:
        yield f"the board's contribution is {boards[0]['contribution']}, not {float(view.earned) * 100}"
    sums = {"cost": sum(e.cost for e in view.ventures), "brings": sum(e.expected for e in view.ventures)}
    if any(abs(boards[0]["ventures"][name] - float(value) * 100) > 0.01 for name, value in sums.items()):
        yield f"the board has {boards[0]['ventures']}, not {sums}"
    for name, row in rows.items():
        yield from _wrong_row(view, name, row)


def _wrong_row(view: View, name: str, row: dict[str, Any]) -> Iterator[str]:
    curve, cents = view.curves[name], round(float(view.today[name][0] or 0) * 100)
    low, high = view.limits[name]
    gain = view.gains[name]
    expected = {
        "today": (cents, 0), "now": (cents + view.changes[name], 0), "floor": (low * 100, 1),
        "ceiling": (high * 100, 1), "gain": (gain * 100, 0.5 + abs(gain) * 1e-7), "people": (0, 0),
        "peopleNow": (0, 0), "pay": (0, 0.5), "fixed": (curve.beta is None, 0), "locked": (0, 0),
        "returning": (name not in view.unknown, 0),
    }  # fmt: skip
    for field, (value, slack) in expected.items():
        if abs(row[field] - value) > slack:
            yield f"the board, {name}: {field} is {row[field]}, not {value}"
    for x, y in zip(row["curve"]["x"], row["curve"]["y"], strict=True):
        if abs(curve.gain(x / 100) * 100 - y) > 1 + abs(y) * 1e-6 + _slope_slack(view, name, x):
            yield f"the board, {name}: at {x} it gains {y}, not {curve.gain(x / 100) * 100}"
    for why in about(view, name):
        if row["about"] != f"Budget fixed: {why}.":
            yield f"the board, {name}: {row['about']}"


def _slope_slack(view: View, name: str, cents: float) -> float:
    """What half a cent of the budget, to which points are rounded, makes of the gain."""
    curve = view.curves[name]
    return 0.0 if curve.beta is None else curve.slope(max(cents / 100, 0.01))
