"""What a scenario moves, in words: how much money and how many people, from whom to whom."""

from collections import Counter

from analytics.transfers import Scenario
from ui import formats

NEW, SAVED = "new funding", "unallocated"


def words(scenario: Scenario) -> str:
    """What is moved after all, the largest sides first; what is moved to and fro counts once, or not at all.

    >>> from analytics.transfers import Transfer
    >>> start = Scenario({"A": 900_000, "B": 100_000}, {"A": 200, "B": 0})
    >>> words(start.moved((Transfer("A", "B", 120_000), Transfer(None, "B", 500_000))))
    'Moving 6.20 k from new funding and A to B'
    >>> words(start.moved((Transfer("A", "B", 0, 100),)))
    'Moving 1 FTE from A to B'
    >>> words(start.moved((Transfer("A", "B", 7_000),)).moved((Transfer("B", "A", 7_000),)))
    'Moving budget back and forth'
    """
    money, people = _changes(scenario)
    parts = [formats.short(_sum(money) / 100)] if _sum(money) else []
    parts += [of_people(_sum(people) / 100)] if _sum(people) else []
    if not parts:
        return "Moving budget back and forth"
    return f"Moving {' and '.join(parts)} from {_sides(money, people, -1, NEW)} to {_sides(money, people, 1, SAVED)}"


def _changes(scenario: Scenario) -> tuple[Counter[str], Counter[str]]:
    """By how much each product's cents and hundredths of people change; None is what the pool gets or gives."""
    sides = ((scenario.today, scenario.budgets()), (scenario.people_today, scenario.people()))
    money, people = (Counter({name: now[name] - before[name] for name in now}) for before, now in sides)
    for change, pool in zip((money, people), scenario.pool(), strict=True):
        change[SAVED if pool > 0 else NEW] += pool
    return money, people


def _sum(change: Counter[str]) -> int:
    return sum(each for each in change.values() if each > 0)


def of_people(count: float) -> str:
    """So many full-time equivalents.

    >>> of_people(1), of_people(2.5)
    ('1 FTE', '2.5 FTE')
    """
    return f"{formats.plain(count)} FTE"


def _sides(money: Counter[str], people: Counter[str], sign: int, pool: str) -> str:
    """Who gives (−1) or takes (1), the most money first, then the most people."""
    both = {name: (money[name] * sign, people[name] * sign) for name in {**money, **people}}
    names = sorted((name for name in both if max(both[name]) > 0), key=lambda name: both[name], reverse=True)
    return _list(["unallocated staff" if name == pool and not both[name][0] > 0 else name for name in names])


def _list(names: list[str]) -> str:
    """A few names in words.

    >>> _list(["A", "B"]), _list(["A", "B", "C"])
    ('A and B', 'A and 2 more')
    """
    return " and ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"
