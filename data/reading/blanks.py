"""Rows that have figures and their period, but no product, vendor or market: they count as not given, or are left out.

Their owner says which; until then nothing of their table is loaded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from data.problems import Place, Problem, Severity

ASKED = ("product", "vendor", "market")  # the keys without which a figure can count
NOT_GIVEN, LEAVE_OUT = "not given", "leave out"
CHOICES = (NOT_GIVEN, LEAVE_OUT)


def defaults(said: dict[str, str]) -> dict[str, str]:
    """By field the name under which its blank cells count."""
    return {field: NOT_GIVEN for field, choice in said.items() if choice == NOT_GIVEN}


@dataclass(frozen=True)
class Without:
    """Rows without a key: the title of its field, how many they are, and whether they are sums of others."""

    title: str
    rows: int
    are_sums: bool


def question(place: Place, heading: str, of: Without, sums: Iterable[tuple[str, Decimal]]) -> Problem:
    """Whether rows without a key count, which likely do not where they sum others; `sums` are theirs by measure."""
    amounts = ", ".join(f"{name} {amount:,.2f}" for name, amount in sums)
    rows = "1 row with figures has" if of.rows == 1 else f"{of.rows:,} rows with figures have"
    found = f"{rows} no {of.title}: {amounts}"
    found += ", the sum of other rows" if of.are_sums else ""
    follows = {NOT_GIVEN: f"{amounts} count as “{NOT_GIVEN}”", LEAVE_OUT: f"{amounts} do not count"}
    choices = CHOICES[::-1] if of.are_sums else CHOICES
    return Problem(
        "ask_blanks",
        place,
        found,
        f"a {of.title} in each row",
        "Choose whether they count.",
        Severity.REFUSED,
        choices,
        heading,
        of.title,
        tuple(follows[choice] for choice in choices),
    )
