"""Which column means what: plain data, remembered for its feed, shown on screen, and written as JSON.

    {"feed": "Monthly P&L",
     "tables": [{"sheet": "Data", "kind": "finance", "basis": "actual", "currency": "EUR",
                 "date_order": "day-first", "decimal_mark": ".",
                 "columns": {"Product": "product", "Net sales": "revenue", "Note": null}}]}

Where the headings go across ("Jan-24", "Feb-24"), "measure" says what all those columns hold; "labels" says the same of
rows by their label; "constants" gives what the sheet does not say itself ("product", "period", "market"). Where cells
refer to other sheets, "joined" says to which ({"OrderID": "Orders"}); where revenue is a product of columns, "times"
says of which ({"UnitPrice": ["Quantity", "1 - Discount"]}). Where a feed's layout changed, "gone" lists the columns
that its files give no longer. Of names that may be sums of others "counted" lists those that count, "summed" those that
are left out. Where a label is blank beside another product than the one above, "continued" says whether it is the one
above ({"Business line": true}) or not given. Where rows have figures and no product, vendor or market, "blanks" says
whether they count ({"product": "not given"}) or not ("leave out"). Where rows repeat a key with another amount,
"repeated" says which of them count: "both", "first" or "last". Where nothing proves what shares are in, "shares" says
it: 1 for per cent, 100 for fractions; "sized" lists vendors that are the total of their market. Where a field is what
another one is, "same" says so ({"product": "initiative"}: each initiative is a product). Of KPIs "directions" says
which way is good ({"churn": "lower is better"}), "words" what a word of such a column means ({"blue": "range"}), and
"adding" whether the parts of a KPI add up ({"orders": true}); of those given as numerator and denominator "quotients"
says what their ratio is multiplied by to be as their targets are ({"churn": 100}).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from data.reading import headings, joined
from data.reading.amounts import DecimalMark
from data.reading.doubt import Doubt
from data.reading.fields import NUMERIC, Form
from data.reading.grid import Area, Sheet, Workbook
from data.reading.kinds import KINDS
from data.reading.periods import DateOrder

BASES = ("actual", "budget", "forecast")
PARTS = frozenset({"product", "line", "segment", "region"})  # which columns of one measure may be told apart by


class Fill(StrEnum):
    """What a blank cell of a key column repeats."""

    NOTHING = ""
    ABOVE = "above"  # the one above it
    WITHIN = "within"  # the one above it, of the same product alone
    OPEN = "open"  # of the same product the one above it; of another product, nobody said


@dataclass(frozen=True)
class ColumnMapping:
    """One column: its 1-based number, its heading, and the field it holds (None: left out)."""

    column: int
    heading: str
    field: str | None
    confidence: float = 1.0
    reason: str = "chosen"
    scale: int = 1  # 1,000 where the heading says "in thousands"
    context: tuple[tuple[str, str], ...] = ()  # what the heading says of all its cells: (("period", "2024-01"),)
    covers: tuple[int, ...] = ()  # of one left out: the columns that give its months
    minus: int | None = None  # of amounts since the year's first day: the column that ends one period before
    credit: int | None = None  # of debits: the column of the credits beside it, which its amounts are less
    fill: Fill = Fill.NOTHING  # what a blank cell repeats of those above it
    times: tuple[str, ...] = ()  # headings of the columns that its cells are multiplied by; "1 - Discount" by the rest

    @property
    def is_open(self) -> bool:
        """Whether it holds figures of which nothing says what they are."""
        return self.field is None and self.reason.startswith(WHICH_MEASURE)

    def left_out(self, why: str) -> "ColumnMapping":
        """The same column holding nothing."""
        return replace(self, field=None, context=(), reason=why)


@dataclass(frozen=True)
class TableMapping:
    """One table: what it is (None: left out), its columns, and what holds for all its rows."""

    sheet: str
    header_row: int
    kind: str | None
    columns: tuple[ColumnMapping, ...]
    basis: str = "actual"
    currency: str = ""
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    reason: str = ""
    title: str = ""  # what stands above its headings
    title_scale: int = 1  # what the title says of all amounts that do not give their own unit
    area: Area | None = None  # of one of several tables on its sheet
    measure: str = ""  # what the columns hold whose headings only give a period, a basis or a product
    labels: dict[str, str | None] = field(default_factory=dict)  # what rows hold by their label (None: left out)
    grouped: dict[str, str] = field(default_factory=dict)  # by account its group, as another table says
    parts: tuple[str, ...] = ()  # labels of rows that are segments of the revenue below them, each a product
    constants: dict[str, str] = field(default_factory=dict)  # by field, what no column gives: chosen
    implied: dict[str, str] = field(default_factory=dict)  # the same, by what a title or a sheet's name says
    sections: str = ""  # the field that a row with only a label gives for the rows below it
    names: dict[str, str] = field(default_factory=dict)  # products by another name that means the same one
    only: tuple[str, ...] = ()  # the products that count, where the table cuts one total in several ways
    counted: tuple[str, ...] = ()  # names of rows that count although they may sum others
    summed: tuple[str, ...] = ()  # names of rows that are left out, as their owner says that they sum others
    one_by_one: bool = False  # whether names that may be sums are asked about one by one, as their owner wants
    sized: tuple[str, ...] = ()  # vendors that are the total of their market, as their owner says
    future: str = ""  # the basis of columns whose periods have not begun, where they are no actual figures
    shares: int | None = None  # what shares are multiplied by to be per cent points: 100 where they are fractions
    spans: bool | None = None  # whether "2010-11" is a year over two, and no month
    weekly: bool = False  # whether its days stand for the weeks that they lie in
    turned: bool = False  # its columns are what another table's rows are
    joined: dict[str, str] = field(default_factory=dict)  # by heading the sheet that spells out what its cells refer to
    priced: tuple[str, ...] = ()  # the columns whose product may be the revenue
    unpriced: bool = False  # and is not, as its owner says
    costed: tuple[str, ...] = ()  # the columns whose product may be the variable cost
    uncosted: bool = False  # and is not, as its owner says
    missed: dict[str, str] = field(default_factory=dict)  # by heading, the field of a column that the feed had before
    repeated: str = ""  # which rows of one key count: both, the first, the last
    sizes: str = ""  # which of a market's sizes counts that differ beside its vendors: the first, the last, their sum
    unordered: str = ""  # whether rows whose part of a market exceeds the whole count
    continued: dict[str, bool] = field(default_factory=dict)  # by heading whether a blank repeats another product's
    short: bool = False  # whether the last cells of short rows are blank, as their owner says
    blanks: dict[str, str] = field(default_factory=dict)  # by field whether rows without one count, as not given
    same: dict[str, str] = field(default_factory=dict)  # by field the one that gives it too
    words: dict[str, str] = field(default_factory=dict)  # which way is good by a word of a column that says it
    directions: dict[str, str] = field(default_factory=dict)  # which way is good of each KPI, as its owner says
    adding: dict[str, bool] = field(default_factory=dict)  # whether the parts of a KPI add up, as its owner says
    quotients: dict[str, int] = field(default_factory=dict)  # what the ratio of a KPI's two sides is multiplied by
    doubts: tuple[Doubt, ...] = ()  # what its owner is asked to confirm

    @property
    def key(self) -> str:
        """What names the table: its sheet, and its place on it where the sheet holds several."""
        return f"{self.sheet}!{self.area.reference}" if self.area else self.sheet

    def of(self, workbook: Workbook) -> Sheet:
        """The part of the workbook's sheet that the table is, turned where it is turned.

        Raises
        ------
        KeyError
            The workbook has no such sheet.
        """
        sheet = workbook.sheet(self.sheet)
        if sheet is None:
            raise KeyError(self.sheet)
        part = sheet.within(self.area)
        part = part.turned() if self.turned else part
        others = [(heading, other) for heading, name in self.joined.items() if (other := workbook.sheet(name))]
        return joined.extended(part, self.header_row, others) if others else part

    @property
    def fields(self) -> dict[str, ColumnMapping]:
        """The mapped columns by field; of several that hold one measure, the first."""
        return {c.field: c for c in reversed(self.columns) if c.field}

    @property
    def mapped(self) -> tuple[ColumnMapping, ...]:
        """Every column that holds something."""
        return tuple(c for c in self.columns if c.field)

    @property
    def given(self) -> set[str]:
        """The fields that are given somehow: by a column, by a heading, by a section or for the whole table."""
        across = {name for c in self.columns if c.field or c.is_open for name, _ in c.context}
        return across | self._given_of_all

    @property
    def partly(self) -> set[str]:
        """The fields that headings give of some columns of figures, and nothing gives of the others."""
        known = KINDS[self.kind].by_name if self.kind else {}
        figures = [c for c in self.columns if c.is_open or (c.field in known and known[c.field].measure)]
        across = [{name for name, _ in c.context} for c in figures]
        of_all = {name for name in across[0] if all(name in names for names in across)} if across else set[str]()
        return set[str]().union(*across) - of_all - self._given_of_all

    @property
    def _given_of_all(self) -> set[str]:
        of_rows = filter(None, (self.sections, "product" if self.parts else ""))
        return {*self.fields, *self.constants, *self.implied, *self.same, *of_rows}

    @property
    def shape(self) -> str:
        """`long`, or what stands across it: `periods across`, `products across`; `turned` where rows are columns."""
        across = {name for column in self.columns for name, _ in column.context}
        named = {"period": "periods", "year": "periods", "month": "periods", "product": "products", "vendor": "vendors"}
        kinds = list(dict.fromkeys(named[name] for name in named if name in across)) or (["bases"] if across else [])
        words = [f"{' and '.join(kinds)} across"] if kinds else []
        words += ["measures down"] if "measure" in self.fields else []
        words += ["turned"] if self.turned else []
        return ", ".join(words) or "long"

    def with_field(self, column: int, field: str | None) -> "TableMapping":
        """The same table with one column meaning `field`, in its heading's unit, and no other of its context or part.

        What was doubtful of the column is settled by it.
        """
        changed = next(c for c in self.columns if c.column == column)
        columns = tuple(
            replace(c, field=field, confidence=1.0, reason="chosen", scale=self._scale(c.heading, field))
            if c.column == column
            else replace(c, field=None)
            if field and c.field == field and (c.context == changed.context or _is_part(c, changed))
            else replace(c, credit=None)
            if field and c.credit == column  # which are no credits, as its owner says
            else c
            for c in self.columns
        )
        of_column = {("holds", changed.heading), ("names", changed.heading)}
        doubts = tuple(doubt for doubt in self.doubts if (doubt.about, doubt.heading) not in of_column)
        return replace(self, columns=columns, doubts=doubts)

    def with_measure(self, measure: str) -> "TableMapping":
        """The same table, all the columns whose headings only give a context holding one measure."""
        columns = tuple(
            replace(c, field=measure, reason="chosen", scale=self._scale(c.heading, measure))
            if c.is_open or (c.context and c.reason == "chosen")
            else c
            for c in self.columns
        )
        return replace(self, columns=columns, measure=measure)

    def with_times(self, heading: str, times: Iterable[str], field: str = "revenue") -> "TableMapping":
        """The same table whose revenue, or another field, is a column times others."""
        number = next(c.column for c in self.columns if c.heading == heading)
        changed = self.with_field(number, field)
        columns = (replace(c, times=tuple(times)) if c.column == number else c for c in changed.columns)
        return replace(changed, columns=tuple(columns))

    def with_continued(self, said: dict[str, bool]) -> "TableMapping":
        """The same table, blanks of some columns repeating what stands above them beside another product, or not."""
        columns = (
            replace(c, fill=Fill.ABOVE if said[c.heading] else Fill.WITHIN) if c.heading in said else c
            for c in self.columns
        )
        return replace(self, columns=tuple(columns), continued={**self.continued, **said})

    def with_scale(self, column: int, scale: int) -> "TableMapping":
        """The same table with one column's amounts multiplied by `scale`."""
        columns = (replace(c, scale=scale, reason="chosen") if c.column == column else c for c in self.columns)
        return replace(self, columns=tuple(columns))

    def _scale(self, heading: str, field: str | None) -> int:
        """What the amounts of a column are multiplied by: by its own heading, else by the title."""
        known = KINDS[self.kind].by_name.get(field or "") if self.kind else None
        if known is None or known.form not in NUMERIC:
            return 1
        return self.unit(heading) if known.form is Form.AMOUNT else headings.scale(heading)

    def unit(self, heading: str) -> int:
        """What amounts below a heading are multiplied by: by what it says itself, else by the title."""
        own = headings.scale(heading)
        return self.title_scale if own == 1 else own


HOLDS_NONE = "it is called"  # how the reason of a column begins that is called like a measure and holds no figures
WHICH_MEASURE = "nothing says which measure it holds"


@dataclass(frozen=True)
class Mapping:
    """What a whole file means, and the feed that it belongs to."""

    feed: str
    tables: tuple[TableMapping, ...]
    overlap: bool = False  # tables that give the same figures of the same months all count
    encoding: str = ""  # that the file's text is in, where that had to be said

    @property
    def kinds(self) -> tuple[str | None, ...]:
        """What kind each table is."""
        return tuple(table.kind for table in self.tables)

    def with_table(self, changed: TableMapping) -> "Mapping":
        """The same mapping with one table replaced."""
        tables = (changed if table.key == changed.key else table for table in self.tables)
        return replace(self, tables=tuple(tables))


def _is_part(column: ColumnMapping, whole: ColumnMapping) -> bool:
    """Whether a column may be a part of one that says less: a region's or a product's sales of all sales."""
    told_apart = {name for name, _ in column.context}
    return not whole.context and bool(told_apart) and told_apart <= PARTS
