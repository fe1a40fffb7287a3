"""What stands above charts, and what those hear of them who cannot see them."""

from fractions import Fraction

from tests.aloud.finance_pages import findings, panels, tables
from tests.aloud.finance_pages.view import NAMES, View
from tests.aloud.grammar import Expected, Ranked, Said, Sentence, constant
from tests.independent.returns import ROI, total


def named(view: View, said: Said) -> dict[str, Expected]:
    return {"name": NAMES[view.measured]}


def moved(view: View, said: Said) -> dict[str, Expected]:
    """The largest changes, told: those of contribution, or of each product's effect on the return."""
    of_return = "name" in said
    rows = panels.return_movers(view) if of_return else panels.movers(view)
    expected: dict[str, Expected] = {"count": len(rows)}
    if of_return:
        expected["name"] = NAMES[view.measured]
    if "list" in said:
        changes = {name: Fraction(row["change"]) for name, row in rows.items()}
        expected["list"] = Ranked(changes, 3, lambda value: -abs(value))
    return expected


def words(view: View, said: Said) -> dict[str, Expected]:
    """The months that a chart compares, one of those that the page's comparisons are of."""
    told = [view.pair_text(need) for need in ("contribution", "return", "revenue")] if view.compared else []
    told += [view.bridged_text()] if view.against else []
    return {"words": said["words"] if said["words"] in told else " or ".join(told)}


def level(view: View, said: Said) -> dict[str, Expected]:
    rest = len(view.rois) - 12
    return {"roi": view.portfolio["roi"], "left": rest if rest > 0 else None}


def best(view: View, said: Said) -> dict[str, Expected]:
    again = {name: text for name, text in said.items() if name != "heading"}
    return {**findings.best(view, again), "heading": NAMES[view.measured]}


def bridge(view: View, said: Said) -> dict[str, Expected]:
    steps = view.return_steps()
    if "before" not in said:
        return {"name": NAMES[view.measured]} if steps else {"a": "bridge"}
    return {"name": NAMES[view.measured], "before": steps.get("before"), "now": steps.get("now")}


def no_bridge(view: View, said: Said) -> dict[str, Expected]:
    return {"name": view.measured} if not view.return_steps() else {"a": "bridge"}


def profit(view: View, said: Said) -> dict[str, Expected]:
    steps = view.money_steps(view.bridged_first)
    if not steps:
        return {"no": "bridge"}
    expected: dict[str, Expected] = {"of": view.bridged_first.capitalize(), "against": view.against}
    return expected | {"before": steps["before"], "now": steps["now"]} if "before" in said else expected


def no_profit(view: View, said: Said) -> dict[str, Expected]:
    """Which side has no product-month of which all is known on both sides."""
    pair = view.bridged("return")
    sides = [str(view.against)] if not pair.before else []
    sides += ["actual"] if not pair.now else []
    return {"sides": " and ".join(sides) if not view.money_steps(view.bridged_first) else "a bridge is known"}


def nothing_to_compare(view: View, said: Said) -> dict[str, Expected]:
    return {"a": "year before"} if view.compared else {}


def nothing_against(view: View, said: Said) -> dict[str, Expected]:
    return {"against": view.against} if view.against else {}


def below(view: View, said: Said) -> dict[str, Expected]:
    rows = panels.invested(view).values()
    return {"below": sum(row["contribution"] < row["investment"] for row in rows), "count": len(rows)}


def whale(view: View, said: Said) -> dict[str, Expected]:
    """How many products make 80 % of the contribution, or how much those lose that lose."""
    known = list(view.contributions.values())
    whole, losing = sum(known, Fraction(0)), [amount for amount in known if amount < 0]
    if not whole > 0:
        return {}
    if losing:
        have = "has" if len(losing) == 1 else "have"
        return {"losing": len(losing), "of": len(known), "have": have, "back": -sum(losing, Fraction(0))}
    added, makers = Fraction(0), 0
    while added < whole * Fraction(4, 5):
        added, makers = added + known[makers], makers + 1
    return {"makers": makers, "of": len(known)}


def ends(view: View, said: Said) -> dict[str, Expected]:
    known = [of["roi"] for of in view.by_month.values() if of["roi"] is not None]
    return {"name": NAMES[view.measured], "first": known[0], "last": known[-1]}


def no_contribution(view: View, said: Said) -> dict[str, Expected]:
    return {"names": ", ".join(view.contributions)} if view.contributions else {}


def no_movers(view: View, said: Said) -> dict[str, Expected]:
    rows = panels.movers(view) if "name" not in said else panels.return_movers(view)
    return {"rows": ", ".join(rows)} if rows else {"name": view.measured} if "name" in said else {}


def no_investment(view: View, said: Said) -> dict[str, Expected]:
    return {"rows": ", ".join(panels.invested(view))} if panels.invested(view) else {}


def no_month(view: View, said: Said) -> dict[str, Expected]:
    known = total(1 for of in view.by_month.values() if of["roi"] is not None)
    return {"months": known} if known else {"name": view.measured}


def no_return_by_group(view: View, said: Said) -> dict[str, Expected]:
    by, rows = tables.groups(view)
    known = view.measured != ROI or any(row["Return"] is not None for row in rows.values())
    return {"name": "known" if known else view.measured, "by": by.lower(), "again": by.lower()}


WHALES = (
    "total contribution is not positive",
    "{losing:n} of {of:n} product⟦s⟧ {have:text} negative contribution and reduce⟦s⟧ the total by {back:money}",
    "{makers:n} of {of:n} product⟦s⟧ generate⟦s⟧ 80 % of contribution",
)
COMPARED = [
    Sentence(f"{start}{{words:months}}{end}", words)
    for start, end in (
        ("", ""),
        ("currency not stated · ", ""),
        ("Contribution = revenue − variable cost, of the revenue whose cost is known. ", "."),
    )
]
SENTENCES = [
    constant("Contribution against investment"),
    constant("Whale curve: cumulative contribution"),
    constant("currency not stated · size: revenue · below the dashed line: contribution is less than investment"),
    constant("each point is one month's ratio of sums"),
    Sentence("{name:text} by product", named),
    Sentence("{name:text} of the portfolio by month", named),
    Sentence("Contribution: largest changes among {count:n} product⟦s⟧⟦. {list:list}⟧", moved),
    Sentence("{name:text}: largest product effects, {count:n} product⟦s⟧⟦. {list:list}⟧", moved),
    Sentence(
        "dashed: the portfolio, {roi:pct}⟦ · {left:n} in the middle not shown⟧ · select a bar for its cells", level
    ),
    *(Sentence(f"{{heading:text}} by product. {each}", best) for each in findings.BEST),
    Sentence("{name:return} bridge: prior year to actual⟦, from {before:pct} to {now:pct}⟧", bridge),
    Sentence("No {name:text} bridge: it is not known for these months or for the prior year.", no_bridge),
    Sentence("{of:amount} bridge: {against:text} to actual⟦, from {before:money} to {now:money}⟧", profit),
    Sentence(
        "No profit bridge: no product-month of {sides:text} has revenue, variable cost and investment on both "
        "sides. Choose another bridge, or load what is missing.",
        no_profit,
    ),
    Sentence(
        "There are no figures of the same months a year earlier. Load them, or choose a shorter date range.",
        nothing_to_compare,
    ),
    Sentence(
        "No bridge: neither the prior year nor a budget or forecast has figures for the same months.", nothing_against
    ),
    Sentence(
        "Contribution against investment: {below:n} of {count:n} product⟦s⟧ earn⟦s⟧ less than was invested", below
    ),
    Sentence(
        "No product has contribution and investment for the same month, so they cannot be compared.", no_investment
    ),
    *(Sentence(f"{start}{each}", whale) for each in WHALES for start in ("currency not stated · ", "Whale curve: ")),
    Sentence("{name:text} by month: from {first:pct} to {last:pct}", ends),
    Sentence("No month has all that {name:text} needs.", no_month),
    Sentence(
        "No contribution is known, because no product has revenue and variable cost for the same month.",
        no_contribution,
    ),
    Sentence(
        "No contribution to compare: no product has revenue and variable cost for the same month in both years.",
        no_movers,
    ),
    Sentence("No product has a {name:text} in both years.", no_movers),
    *COMPARED,
]
