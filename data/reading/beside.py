"""Names that stand across, product beside product: those whose column may be the sum of others are asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.reading import wholes
from data.reading.ledger import Dimension, Figures, Ledger, Rows
from data.reading.mapping import ColumnMapping, TableMapping
from data.reading.names import is_total

ACROSS = ("product", "vendor")
MOST_CELLS = 2_000_000


@dataclass(frozen=True)
class Column:
    """A name across whose columns may sum others, and why."""

    name: str
    columns: frozenset[int]  # by their place among the measures
    words: str


def found(measures: Sequence[ColumnMapping], figures: Sequence[Figures], live: Rows) -> Iterator[Column]:
    """The names of columns that are called totals, or whose figures are those of others added up in every row."""
    for dimension in ACROSS:
        contexts = [{name: said for name, said in column.context if name != "own"} for column in measures]
        places = [place for place, context in enumerate(contexts) if dimension in context]
        if len(places) < wholes.FEWEST_PARTS or len(places) * len(live) > MOST_CELLS:
            continue
        names = [contexts[place].pop(dimension) for place in places]
        called = {name for name in names if is_total(name)}
        words = dict.fromkeys(called, "its name is that of a total, and it is not the sum of the columns beside it")
        beside: list[tuple[object, ...]] = [
            (measures[place].field, *sorted(contexts[place].items())) for place in places
        ]
        ledger = _ledger(dimension, names, beside, [figures[place] for place in places])
        for whole in wholes.parents(ledger, ledger.filled & np.tile(live, len(places))):
            words.setdefault(whole.name, whole.words)
        for name, why in words.items():
            yield Column(name, frozenset(p for p, each in zip(places, names, strict=True) if each == name), why)


def without_sums(table: TableMapping) -> TableMapping:
    """A table without the columns of names of which its owner says that they sum others."""
    summed = {(dimension, name) for dimension in ACROSS for name in table.summed if name not in table.counted}
    columns = (
        column.left_out("it sums others, as the mapping says") if summed.intersection(column.context) else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns)) if summed else table


def _ledger(dimension: str, names: list[str], beside: list[tuple[object, ...]], figures: list[Figures]) -> Ledger:
    """The cells of columns one below another, told apart by name, by row and by what else their headings say."""
    height, places = len(figures[0].given), max(each.places for each in figures)
    known, others = list(dict.fromkeys(names)), list(dict.fromkeys(beside))
    dimensions = {
        dimension: Dimension(dimension, known, np.repeat([known.index(name) for name in names], height)),
        "row": Dimension("row", list(range(height)), np.tile(np.arange(height), len(names))),
        "beside": Dimension("heading", others, np.repeat([others.index(each) for each in beside], height)),
    }
    whole = np.concatenate([each.whole.astype(object) * 10 ** (places - each.places) for each in figures])
    given = np.concatenate([each.given for each in figures])
    return Ledger(dimensions, [Figures(whole, given, places)], given, 1)
