"""One product's curve, what it rests on, and how such curves would have foretold the last year."""

from collections.abc import Iterator
from fractions import Fraction
from statistics import median
from typing import Any

from tests.aloud.finance_pages.panels import same
from tests.aloud.grammar import Expected, Said, Sentence, Within, agrees, constant, near
from tests.aloud.reallocation_page.board import GRADES, NONE, about
from tests.aloud.reallocation_page.view import FIXED, View
from tests.aloud.screen import Chart, Screen
from tests.independent import returns
from tests.independent.allocations import EIGHTY, HIGHEST, LOWEST, MONTHS
from tests.independent.returns import ProductMonth
from ui import curves as curves_panel

POINTS, ROOM, BEYOND = 80, 1.6, 1.1  # of the drawn curve: its steps, and how far it reaches past today and past others
LAGS, FEWEST, LOSING = 6, 18, Fraction(1, 4)
WIDEST = {"A": (0.1, 30), "B": (0.2, 24), "C": (0.35, 18)}  # half of the interval, and months
UNSAID = {  # why a history carries no fit, which only a fit can tell
    "investment is set as a fixed share of revenue or contribution, so history does not show what extra budget would "
    "add",
    "investment hardly varied around its trend",
    "the data is too noisy for an estimate",
}


def history(view: View, name: str) -> dict[int, ProductMonth]:
    return {each.month: each for each in view.finance.every if each.product == name}


def years(view: View, name: str) -> dict[int, tuple[Fraction | None, Fraction | None]]:
    """By its last month, the budget and the contribution of every 12 months in a row; None where one is not known."""
    own = history(view, name)
    found = {}
    for last in own:
        months = [own[t] for t in range(last - MONTHS + 1, last + 1) if t in own]
        if len(months) == MONTHS:
            found[last] = _summed([each.invested for each in months]), _summed(list(map(_earned, months)))
    return found


def _earned(each: ProductMonth) -> int | None:
    return each.contribution if each.whole else None


def _summed(cents: list[int | None]) -> Fraction | None:
    return None if None in cents else returns.money(sum(each for each in cents if each is not None))


def seen(view: View, name: str) -> tuple[float, float] | None:
    """The smallest and the largest budget of any 12 months."""
    budgets = [float(budget) for budget, _ in years(view, name).values() if budget is not None]
    return (min(budgets), max(budgets)) if budgets else None


def now(view: View, name: str) -> float:
    return view.curves[name].budget + view.changes[name] / 100


def looked_at(view: View, said: Said) -> str:
    return said["product"] if said["product"] in view.curves else "a product"


def stays(view: View, said: Said) -> dict[str, Expected]:
    name = looked_at(view, said)
    fixed = view.evidence[name]["source"] == FIXED
    return {"product": name, "why": next(about(view, name))} if fixed else NONE


def borrowed(view: View, said: Said) -> dict[str, Expected]:
    name = looked_at(view, said)
    if view.evidence[name]["source"] != "borrowed":
        return NONE
    why = too_little(view, name)
    return {**_answers(view, name), "why": said["why"] if why is None and said["why"] in UNSAID else why}


def measured(view: View, said: Said) -> dict[str, Expected]:
    """What a fit rests on; its grade is told by the interval and the months."""
    name = looked_at(view, said)
    row, months = view.evidence[name], usable(view, name)
    if row["source"] != "measured" or too_little(view, name):
        return NONE
    half = view.curves[name].error * EIGHTY
    grade = next((g for g, (widest, fewest) in WIDEST.items() if half <= widest + 1e-9 and months >= fewest), "D")
    grade = grade if view.certain else row["grade"]
    told = {"how": GRADES[grade], "grade": grade, "months": months, "lag": row["lag"] or None}
    return {**_answers(view, name), **told}


def _answers(view: View, name: str) -> dict[str, Expected]:
    row = view.evidence[name]
    numbers = {"beta": row["elasticity"], "low": row["low"], "high": row["high"]}
    return {"product": name, **{key: Fraction(value) for key, value in numbers.items()}}


def usable(view: View, name: str) -> int:
    """The months whose contribution, and the investment of which in them and in the six before, are above 0."""
    own = history(view, name)
    spent = {t for t, each in own.items() if (each.invested or 0) > 0}
    earned = {t for t, each in own.items() if (_earned(each) or 0) > 0}
    return sum(all(t - lag in spent for lag in range(LAGS + 1)) for t in earned)


def too_little(view: View, name: str) -> str | None:
    """Why a history is not evidence, where it takes no fit to say so."""
    own = list(history(view, name).values())
    losses = sum(earned <= 0 for earned in map(_earned, own) if earned is not None)
    if losses > LOSING * len(own):
        return "contribution is not positive in more than a quarter of the months"
    count = usable(view, name)
    if count < FEWEST:  # unless what it invests follows what it earns, which takes more months than that
        return f"only {count} usable months, {FEWEST} are needed"
    return None


def marks(view: View, name: str) -> dict[str, tuple[float, float]]:
    """Today and, where it differs, the board: the budget and what it brings."""
    curve = view.curves[name]
    found = {"today": (curve.budget, curve.earns)}
    if view.changes[name]:
        found["proposal"] = now(view, name), curve.earns + curve.gain(now(view, name))
    return found


def titled(view: View, said: Said) -> dict[str, Expected]:
    return {"product": looked_at(view, said)}


def brings(view: View, said: Said) -> dict[str, Expected]:
    """The last of the marks in words."""
    name = looked_at(view, said)
    budget, brought = list(marks(view, name).values())[-1]
    return {"product": name, "budget": Fraction(budget), "brought": Fraction(brought)}


def told_of(view: View) -> list[tuple[Fraction, Fraction, Fraction, Fraction]]:
    """Of the products with two years of known months above 0: what both brought, and the budgets of both."""
    found = []
    for name in view.curves:
        last = max(history(view, name), default=0)
        both = [years(view, name).get(t) for t in (last - MONTHS, last)]
        if None not in both:
            (before, was), (spent, earned) = both  # type: ignore[misc]
            if None not in {before, was, spent, earned} and min(before, was, spent, earned) > 0:
                found.append((was, earned, before, spent))
    return found


def held_out(view: View, said: Said) -> dict[str, Expected]:
    """How far off the last year was; of a curve whose elasticity is not said, within all that are possible."""
    told = told_of(view)
    if not told:
        return NONE
    ends = []
    for was, earned, before, spent in told:
        betas = [LOWEST + (HIGHEST - LOWEST) * step / 100 for step in range(101)]
        off = [abs(float(was / earned) * float(spent / before) ** beta - 1) for beta in betas]
        ends.append((min(off), max(off)))
    return {
        "off": Within(median(low for low, _ in ends) - 0.01, median(high for _, high in ends) + 0.01),
        "same": median(abs(was / earned - 1) for was, earned, _, _ in told),
        "count": len(told),
    }


def never(view: View, said: Said) -> dict[str, Expected]:
    return NONE if told_of(view) else {}


def mistakes(view: View, found: Screen, name: str) -> Iterator[str]:
    """The chart and the table of a product that has a curve, and none of one that has not."""
    drawn = [chart for chart in found.charts if chart.key == "curve"]
    if len(drawn) != (view.curves[name].beta is not None) or len(found.charts) != len(drawn):
        yield f"{name}: charts {[chart.key for chart in found.charts]}"
        return
    for chart in drawn:
        yield from _drawn(view, name, chart)
    for table in found.tables:
        if table.key == "curve":
            yield from _everywhere(view, name, [row["Budget"] for row in table.rows])
            for row, written in zip(table.rows, table.written, strict=True):
                if not all(near(Fraction(row[key]), written[key]) for key in row):
                    yield f"{name}: {written}, not {row}"
            yield from _wrong_points(view, name, [{key.lower(): row[key] for key in row} for row in table.rows])


def grid(view: View, name: str) -> list[float]:
    """The budgets at which a curve is drawn."""
    ends = seen(view, name) or ()
    most = max(view.curves[name].budget * ROOM, now(view, name) * BEYOND, (max(ends) if ends else 0) * BEYOND)
    return sorted({*(most * step / POINTS for step in range(1, POINTS + 1)), *ends})


def _drawn(view: View, name: str, chart: Chart) -> Iterator[str]:
    unknown = chart.fields - {"budget", "contribution", "low", "high", "part", "what", "said"}
    if unknown:
        yield f"nobody knows what {sorted(unknown)} are"
    points = [row for row in chart.rows if "part" in row]
    yield from _wrong_points(view, name, points)
    yield from _everywhere(view, name, [row["budget"] for row in points])
    yield from _wrong_marks(view, name, [row for row in chart.rows if "what" in row])
    dots = sorted((row["budget"], row["contribution"]) for row in chart.rows if not {"part", "what"} & row.keys())
    known = sorted({(float(b), float(c)) for b, c in years(view, name).values() if b is not None and c is not None})
    if len(dots) != len(known) or not all(map(_at, known, dots)):
        yield f"{name}: the years {dots}, not {known}"


def _everywhere(view: View, name: str, budgets: list[float]) -> Iterator[str]:
    """Whether a curve is drawn at each budget of its grid."""
    missing = [each for each in grid(view, name) if min(abs(each - one) for one in budgets) > 1e-6 * each]
    if missing:
        yield f"{name}: no point at {missing}"


def _at(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(map(same, one, other))


def _wrong_points(view: View, name: str, points: list[dict[str, Any]]) -> Iterator[str]:
    """Where a point is not on the curve, its range not that of the elasticity's ends, its part not where it is seen."""
    curve, row, ends = view.curves[name], view.evidence[name], seen(view, name)
    right = grid(view, name)
    for point in points:
        budget = point["budget"]
        both = sorted(curve.earns + curve.gain(budget, row[end]) for end in ("low", "high"))
        expected = {"contribution": curve.earns + curve.gain(budget), "low": both[0], "high": both[1]}
        wrong = {key: value for key, value in expected.items() if abs(point[key] - value) > 1e-6 * abs(value) + 1e-6}
        if wrong or min(abs(budget - each) for each in right) > 1e-6 * budget:
            yield f"{name}: at {budget} {point}, not {wrong}"
        if "part" in point and point["part"] not in _parts(budget, ends):
            yield f"{name}: {budget} is {point['part']}, not {_parts(budget, ends)}"


def _parts(budget: float, ends: tuple[float, float] | None) -> set[str]:
    if ends is None:
        return {"above"}
    close = 1e-9 * budget
    where = {"below": budget <= ends[0] + close, "seen": ends[0] - close <= budget <= ends[1] + close}
    return {part for part, holds in {**where, "above": budget >= ends[1] - close}.items() if holds}


def _wrong_marks(view: View, name: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    right = marks(view, name)
    if {row["what"] for row in rows} != right.keys():
        yield f"{name}: marks {rows}, not {right}"
        return
    for row in rows:
        budget, brought = right[row["what"]]
        said = row["said"].removeprefix("contribution ").split(" at a budget of ")[::-1]
        fits = same(Fraction(budget), row["budget"]) and same(Fraction(brought), row["contribution"])
        if not fits or not all(map(agrees, (Fraction(budget), Fraction(brought)), said)):
            yield f"{name}: {row}, not {budget} and {brought}"


ANSWER = (
    "**{product:text}** · 1 % more budget adds {beta:real} % contribution (80 % range {low:real} to {high:real} %). "
)
SENTENCES = [
    constant("Use these answers"),
    constant("Use this elasticity"),
    constant(curves_panel.MEANING),
    constant("currency not stated · contribution by budget, 12 months"),
    Sentence("**{product:text}** · Budget fixed: {why:text}.", stays),
    Sentence(f"{ANSWER}Estimated from the whole portfolio: {{why:text}}.", borrowed),
    Sentence(
        f"{ANSWER}Evidence: {{how:text}} ({{grade:text}}), {{months:n}} month⟦s⟧; ⟦no lag⟧⟦lag {{lag:n}} month⟦s⟧⟧.",
        measured,
    ),
    Sentence("What would {product:text} contribute over the next 12 months …", titled),
    Sentence("{product:text}: response to budget", titled),
    Sentence("{product:text}: response to budget, contribution {brought:money} at a budget of {budget:money}", brings),
    Sentence("No held-out test of the curves: no product has two full years of data.", never),
    Sentence(
        "Held-out test: curves fitted without the last year missed its contribution by {off:pct} (median of {count:n} "
        "product⟦s⟧); assuming no change missed it by {same:pct}.",
        held_out,
    ),
]
