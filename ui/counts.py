"""Counts in words that agree with their nouns and verbs: one month, 12 months; 1 of 3 products makes, 2 of 3 make."""

from ui import formats


def of(count: float, noun: str) -> str:
    """So many of something, in digits; `noun` is one of them.

    >>> of(1, "row"), of(1200, "row"), of(0, "row")
    ('1 row', '1,200 rows', '0 rows')
    """
    return f"{formats.count(count)} {several(count, noun)}"


def named(count: float, noun: str) -> str:
    """So many of something, a single one in a word.

    >>> named(1, "market"), named(3, "market")
    ('one market', '3 markets')
    """
    return f"one {noun}" if count == 1 else of(count, noun)


def part(count: float, every: float, noun: str) -> str:
    """So many of all.

    >>> part(1, 1, "product"), part(2, 3, "product")
    ('1 of 1 product', '2 of 3 products')
    """
    return f"{formats.count(count)} of {of(every, noun)}"


def of_months(months: float | str, every: int) -> str:
    """So many months of all, where they differ from the fewest to the most.

    >>> of_months(3, 12), of_months("3 to 11", 12), of_months(1, 1)
    ('3 of 12 months', '3 to 11 of 12 months', '1 of 1 month')
    """
    return f"{months} of {every} {several(every, 'month')}"


def several(count: float, noun: str) -> str:
    """The noun for so many.

    >>> several(1, "cell"), several(2, "cell")
    ('cell', 'cells')
    """
    return noun if count == 1 else f"{noun}s"


def verb(count: float, one: str, many: str, every: float = 0) -> str:
    """The verb for so many, of so many in all where that is said.

    >>> verb(1, "makes", "make"), verb(0, "is", "are"), verb(0, "is", "are", 1)
    ('makes', 'are', 'is')
    """
    return one if 1 in {count, every} else many
