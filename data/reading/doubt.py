"""What of a proposal its owner is asked to confirm, as nothing in the file proves it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """One open point of a table: what is asked about, the answers with the likely one first, and why that is likely."""

    about: str  # `holds`: what a column's figures are; `names`: which column has the products; `year`, `product`
    heading: str  # of the column that it is about
    choices: tuple[str, ...]
    found: str
    expected: str
    gives: str = ""  # the field that the answer gives
