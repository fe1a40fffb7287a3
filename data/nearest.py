"""The name that one which is not known is nearest to, so that a refusal can say what was likely meant."""

from rapidfuzz import fuzz, process, utils

NEAR = 60  # of 100, from which a name may be meant by another


def nearest(name: str, names: list[str]) -> str:
    """Which of some names is nearest to one that is none of them, as a sentence; empty where none is near.

    >>> nearest("Akme", ["Acme", "Bolt"]), nearest("Zzz", ["Acme", "Bolt"])
    (' The nearest is “Acme”.', '')
    """
    found = process.extractOne(name, names, scorer=fuzz.WRatio, processor=utils.default_process)
    return f" The nearest is “{found[0]}”." if found and found[1] >= NEAR else ""
