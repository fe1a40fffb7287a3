"""Work on several columns at a time: Arrow computes without Python's lock."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def of_each(items: Iterable[Item], work: Callable[[Item], Result]) -> list[Result]:
    """What `work` gives of each item, in their order; as many at a time as there are processors, for each needs memory.

    Raises whatever `work` raises, of the first item for which it does.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(work, items))
