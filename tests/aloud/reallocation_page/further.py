"""Moves that are no sliders: products that end, platforms made one, new products, acquisitions, projects."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from tests.aloud.grammar import Expected, Said, Sentence, constant
from tests.aloud.reallocation_page.board import NONE
from tests.aloud.reallocation_page.view import View
from tests.aloud.screen import Screen

MONTHS = 12
COUNTED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


def chosen(view: View, kind: str) -> list[str]:
    form = view.form
    return form.products if form.kind == kind else []


def ended(view: View, said: Said) -> dict[str, Expected]:
    """How many products end; nobody is freed, because the sheets give no people."""
    names = chosen(view, "Sunset")
    return {"count": COUNTED[len(names)].lower()} if names and able(view) else NONE


def able(view: View) -> bool:
    """Whether each product to be ended has money to give."""
    return all(view.curves[name].budget + view.changes[name] / 100 >= 0.01 for name in view.form.products)


def freed(view: View, said: Said) -> dict[str, Expected]:
    """The money from the month on, the contribution that goes, and the cost."""
    names, form = chosen(view, "Sunset"), view.form
    if not names or not able(view):
        return NONE
    rest = Fraction(MONTHS - form.start, MONTHS)
    earned = [view.today[name][1] or Fraction(0) for name in names]
    kept = sum(max(each, Fraction(0)) * Fraction(form.percent, 100) for each in earned) * rest
    return {
        "money": sum(Fraction(view.budgets[name], 100) for name in names) * rest,
        "lost": sum(earned) * rest - kept,
        "cost": Fraction(form.costs),
    }


def choose(view: View, said: Said) -> dict[str, Expected]:
    return {} if view.form.kind == "Sunset" and not view.form.products else NONE


def nothing_to_end(view: View, said: Said) -> dict[str, Expected]:
    names = chosen(view, "Sunset")
    poor = [name for name in names if view.budgets[name] < 1]
    return {"product": poor[0]} if poor else NONE


def too_few(view: View, said: Said) -> dict[str, Expected]:
    return {} if view.form.kind == "Consolidate" and len(view.form.products) < 2 else NONE


def unified(view: View, said: Said) -> dict[str, Expected]:
    """What is saved a year, and after how many months that has paid for the migration."""
    names, form = chosen(view, "Consolidate"), view.form
    if len(names) < 2:
        return NONE
    saving = sum(Fraction(view.budgets[name], 100) for name in names) - form.brings
    months = form.start + ceil(form.costs / (saving / MONTHS)) if saving > 0 else None
    when = {"never": "never paid back"} if months is None else {"months": months}
    return {"count": COUNTED[len(names)], "saving": saving, **when}


def expected(view: View, said: Said) -> dict[str, Expected]:
    form = view.form
    if form.kind != "New product":
        return NONE
    return {"brings": Fraction(form.brings * form.percent, 100), "cost": Fraction(form.costs)}


def of_kind(kind: str, words: str) -> Sentence:
    return Sentence(words, lambda view, said: {} if view.form.kind == kind else NONE)


def listed(view: View, said: Said) -> dict[str, Expected]:
    """A move of the scenario, or a project that is offered."""
    for each in view.ventures:
        if each.name == said["name"]:
            return {"name": each.name, "cost": each.cost, "brings": each.expected}
    for name, (cost, brings) in view.projects.items():
        if name == said["name"] and view.form.kind == "Project":
            return {"name": name, "cost": Fraction(cost), "brings": Fraction(brings)}
    return NONE


def mistakes(view: View, found: Screen) -> Iterator[str]:
    """Every move and every offer stands there once, with a button to take it out."""
    offers = list(view.projects) if view.form.kind == "Project" else []
    wanted = [*offers, *(each.name for each in view.ventures)]
    told = [text.words.split("**")[1] for text in found.texts if "** costs " in text.words]
    if told != wanted:
        yield f"moves {told}, not {wanted}"
    buttons = [text.words for text in found.texts if text.kind == "button"]
    if (buttons.count("Remove"), buttons.count("Withdraw")) != (len(view.ventures), len(offers)):
        yield f"buttons {buttons}"
    if found.charts or found.tables:
        yield f"{[*found.charts, *found.tables]}"


SENTENCES = [
    *map(constant, ("Add to scenario", "Remove", "Withdraw", "Offer project", "Let the optimiser choose")),
    Sentence("Choose the products to discontinue.", choose),
    Sentence("{product:text} has neither budget nor FTE left.", nothing_to_end),
    Sentence("**Sunset {count:text}**", ended),
    Sentence(
        "Frees {money:money} of budget over the next 12 months. Contribution lost with the customers: {lost:money}. "
        "Exit cost: {cost:money}.",
        freed,
    ),
    Sentence("Choose two or more platforms to consolidate.", too_few),
    Sentence(
        "**{count:text} platforms into one, saving {saving:money} a year; the migration is "
        "⟦paid back in {months:n} month⟦s⟧⟧⟦{never:text}⟧**",
        unified,
    ),
    Sentence("**Expected contribution: {brings:money} at a cost of {cost:money}**", expected),
    of_kind(
        "Acquire",
        "Load market figures that say which vendor is your company, or upload a target's finance workbook.",
    ),
    of_kind(
        "Project",
        "A project is funded in full or not at all. **Moves** includes those that are worth their cost.",
    ),
    Sentence("**{name:text}** costs {cost:money}, adds {brings:money} of contribution", listed),
]
