"""The gap of a margin to its budget: what mix and rate of each product make of it."""

from tests.aloud.finance_pages.panels import Rows
from tests.aloud.kpi_page.view import View

PARTS = {"mix": "weight moved between products", "rate": "their own ratio changed"}


def parts(view: View) -> Rows:
    """What mix and rate of each product make of a margin's gap; one that came or went is mix."""
    found: Rows = {}
    for name, effects in view.effects.items():
        rate = effects["rate"]
        for part, effect in (("mix", effects["gap"] - rate), ("rate", rate)):
            found[name, PARTS[part]] = {"effect": effect, "label": effect}
    return found


def whole(view: View) -> Rows:
    return {(name,): {"change": effects["gap"]} for name, effects in view.effects.items()}


def table(view: View) -> Rows:
    """The parts of a margin's gap by product."""
    effects = view.effects.items()
    return {(name,): {part.capitalize(): effect for part, effect in of.items()} for name, of in effects}
