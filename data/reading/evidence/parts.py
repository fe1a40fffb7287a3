"""Whether the parts of a KPI, its regions, segments and months, add up: as a column says, or by unit and words."""

import tomllib
from functools import cache
from pathlib import Path

from data.reading import amounts, headings
from data.reading.evidence.directions import longest


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """By name the phrases of the table of words."""
    known = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {name: tuple(" ".join(phrase.split()) for phrase in text.split("|")) for name, text in known.items()}


def said(text: str) -> bool | None:
    """Whether parts add up, by a word of a column that says how they make a whole; None where it is not known.

    >>> said("Sum"), said("Weighted average"), said("yes"), said("as usual")
    (True, False, True, None)
    """
    known = _table()
    found = {name for name, _, _ in longest(headings.plain(text), {n: known[n] for n in ("sum", "mean")})}
    return found == {"sum"} if len(found) == 1 else None


def of_unit(unit: str, kpi: str, description: str = "") -> bool | None:
    """Whether parts add up, by the unit: money and counts do, means and rates of them do not; None where unknown.

    >>> of_unit("EUR", "Order intake"), of_unit("EUR", "Average order value"), of_unit("%", "Churn"), of_unit("", "X")
    (True, False, False, None)
    >>> of_unit("EUR/unit", "Price"), of_unit("days", "Lead time"), of_unit("k€", "Order intake")
    (False, None, True)
    """
    known, words = _table(), f"{kpi} {description}"
    texts = {headings.plain(text) for text in (words, unit) if text.strip()}
    if "%" in unit or "/" in unit or any(longest(text, {"level": known["level"]}) for text in texts):
        return False
    if _is_money(unit) or headings.plain(unit) in known["counted"] or unit.strip() == "#":
        return True
    return None


def _is_money(unit: str) -> bool:
    """Whether a unit is a currency, be it in thousands."""
    words = unit.replace("(", " ").replace(")", " ").split()
    bare = [word.strip("0123456789kKmMbnT'.,") for word in words]
    return bool(words) and any(amounts.currency(each) for each in (unit, *bare) if each)
