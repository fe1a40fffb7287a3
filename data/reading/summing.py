"""The rows of a table that sum others: left out with their proof, or asked about with what they change."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import numpy as np
import pyarrow as pa

from data.problems import Place, Problem
from data.reading import beside, blanks, leaving_out, market_sizes, verdicts
from data.reading.beside import Column
from data.reading.cells import as_text, is_blank
from data.reading.keyed import SoFar
from data.reading.leaving_out import Asked, Owner
from data.reading.ledger import BLANK, Figures, Rows
from data.reading.mapping import ColumnMapping
from data.reading.names import name
from data.reading.readers import BadCell
from data.reading.verdicts import Bad

MOST_ASKED = 2  # names of a table that are asked about one by one


class Summing:
    """What is found of a table's rows; `bad` are those that cannot be loaded as they are."""

    def __init__(self, table: SoFar, amounts: list[pa.Array], bad: Bad) -> None:
        self.table, self.bad = table, bad
        self.measures = [c for c in table.mapping.mapped if table.kind.by_name[c.field or ""].measure]
        heads = [row for row, (_, cell) in bad.items() if cell.code == "section"]
        self.ledger = table.ledger(amounts, heads)
        owner = Owner((*table.mapping.counted, *table.mapping.sized), table.mapping.summed)
        incomplete = self.ledger.among(self._incomplete())
        self.found = leaving_out.found(self.ledger, table.labelled, owner, incomplete)
        if table.kind.name in {"finance", "market"}:
            leaving_out.found_by_sums(self.ledger, owner, self._loaded, self.found)
        self.left_out: Bad = dict(self._left_out())
        self.across = [
            each
            for each in beside.found(self.measures, self.ledger.figures, self._loaded & ~self._summed)
            if each.name not in owner.counted
        ]

    @property
    def _loaded(self) -> Rows:
        """The rows that are loaded as far as their cells can be read."""
        return self.ledger.filled & ~self.ledger.among(self.bad)

    @property
    def _summed(self) -> Rows:
        """The rows that are left out."""
        return self.ledger.among(self.found.left_out)

    def _incomplete(self) -> list[int]:
        """The rows that lack a key: they cannot be loaded, or count under no name."""
        measures = {column.column for column in self.measures}
        unnamed = [self.ledger.dimensions[field].rows == BLANK for field in blanks.defaults(self.table.mapping.blanks)]
        return [
            row
            for row, (column, cell) in self.bad.items()
            if cell.code == "gap" or (column.column not in measures and is_blank(self.table.cell(column.column, row)))
        ] + [row for rows in unnamed for row in np.flatnonzero(rows & self.ledger.filled).tolist()]

    def _left_out(self) -> Iterator[tuple[int, tuple[ColumnMapping, BadCell]]]:
        """The cell of each row that says why it is left out; a row with a figure that cannot be read stays rejected."""
        incomplete = set(self._incomplete())
        for row, why in self.found.left_out.items():
            column = self._column(why.dimension)
            text = name(as_text(self.table.cell(column.column, row)))
            if row not in self.bad or (text and why.dimension == column.field):
                wanted = f"a {self.table.kind.by_name[column.field or ''].title.lower()}" if why.code == "total" else ""
                found = (column, BadCell(f"“{text}”" if text else "nothing", wanted, why.remedy, why.code))
            else:
                before, cell = self.bad[row]
                found = (before, BadCell(cell.found, cell.expected, why.remedy, why.code))
            if row not in self.bad or row in incomplete or self.bad[row][0].column == column.column:
                yield row, found

    def _column(self, dimension: str) -> ColumnMapping:
        """The column in which the names of a dimension stand, or the labels of rows where rows above give them."""
        fields = self.table.mapping.fields
        return fields[next(each for each in (dimension, "measure", "product", "vendor", *fields) if each in fields)]

    def problems(self, place: Callable[[int, int], Place]) -> list[Problem]:
        """What is said of totals that are not what they should be, and what is asked, each at its `place`."""
        found = []
        for row, (column, said, added) in self.found.differing:
            figures, at = self.ledger.figures[column], self.measures[column].column
            amounts = (_amount(figures, number) for number in (said, added))
            found.append(verdicts.mismatch(place(row + self.ledger.first_row, at), *amounts))
        found += self._questions_of_blanks(place)
        of_vendors = [asked for asked in self.found.asked if asked.dimension == "vendor"]
        others = [asked for asked in self.found.asked if asked.dimension != "vendor"]
        found += [self._question(asked, place) for asked in of_vendors]
        if len(self.across) + len(others) > MOST_ASKED and not self.table.mapping.one_by_one:
            return [*found, self._question_of_all(others, place)]
        found += [self._question_of_columns(each, place) for each in self.across]
        return found + [self._question(asked, place) for asked in others]

    def _question_of_all(self, asked: list[Asked], place: Callable[[int, int], Place]) -> Problem:
        """Whether all names count that may sum others, of rows and of columns, with what that changes together."""
        whys = {each.name: each.words for each in self.across} | {each.name: each.words for each in asked}
        columns = {number for each in self.across for number in each.columns}
        rows, none = self._loaded & ~self._summed, self.ledger.among(())
        rest = rows & ~self.ledger.among(row for each in asked for row in each.rows)
        changes = [
            (figures, rows, none if number in columns else rest) for number, figures in enumerate(self.ledger.figures)
        ]
        at = place(self.ledger.first_row - 1, self.measures[0].column)
        return verdicts.question_of_several(at, whys, self._effects(changes))

    def _question(self, asked: Asked, place: Callable[[int, int], Place]) -> Problem:
        """Whether some rows count, with what that changes of each measure."""
        column, some = self._column(asked.dimension), self.ledger.among(asked.rows)
        rest = self._loaded & ~self._summed & ~some
        changes = [(figures, rest | some, rest) for figures in self.ledger.figures]
        at = place(asked.rows[0] + self.ledger.first_row, column.column)
        effects = self._effects(changes)
        found = verdicts.question(at, column.heading, asked.name, asked.words, effects)
        return market_sizes.asked(found, effects) if asked.dimension == "vendor" else found

    def _question_of_columns(self, asked: Column, place: Callable[[int, int], Place]) -> Problem:
        """Whether the columns of a name count."""
        rows, none = self._loaded & ~self._summed, self.ledger.among(())
        changes = [
            (figures, rows, none if number in asked.columns else rows)
            for number, figures in enumerate(self.ledger.figures)
        ]
        first = self.measures[min(asked.columns)]
        at = place(self.ledger.first_row - 1, first.column)
        return verdicts.question(at, first.heading, asked.name, asked.words, self._effects(changes))

    def _questions_of_blanks(self, place: Callable[[int, int], Place]) -> Iterator[Problem]:
        """Whether the rows count that have figures and a period, and no product, vendor or market."""
        kind, timed = self.table.kind, self.ledger.dimensions.get("value of period")
        for field in blanks.ASKED:
            column = self.table.mapping.fields.get(field)
            without = [row for row, (of, cell) in self.bad.items() if cell.code == "gap" and of == column]
            rows = self.ledger.among(without) & ~self._summed & self.ledger.holding
            rows &= ~timed.lacking if timed else True
            if column and rows.any() and self._loaded.any():
                changes = [(figures, rows, self.ledger.among(())) for figures in self.ledger.figures]
                sums = [(title, whole) for title, whole, _ in self._effects(changes)]
                at = place(int(np.flatnonzero(rows)[0]) + self.ledger.first_row, column.column)
                are_sums = not (rows & ~self.ledger.among(self.found.perhaps)).any()
                without_key = blanks.Without(kind.by_name[field].title.lower(), int(rows.sum()), are_sums)
                yield blanks.question(at, column.heading, without_key, sums)

    def _effects(self, changes: list[tuple[Figures, Rows, Rows]]) -> list[tuple[str, Decimal, Decimal]]:
        """By measure the sum with what is asked about and without, where they differ."""
        found: dict[str, tuple[Decimal, Decimal]] = {}
        for measure, (figures, *both) in zip(self.measures, changes, strict=True):
            title = self.table.kind.by_name[measure.field or ""].title
            whole, rest = (_amount(figures, int(figures.whole[rows].sum())) for rows in both)
            before = found.get(title, (Decimal(0), Decimal(0)))
            found[title] = (before[0] + whole, before[1] + rest)
        return [(title, *sums) for title, sums in found.items() if sums[0] != sums[1]]


def _amount(figures: Figures, whole: int) -> Decimal:
    """A whole number of a column's units as an amount."""
    return Decimal(whole).scaleb(-figures.places)
