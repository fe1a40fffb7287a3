"""Tables with names across: a product, a vendor or a project a column, beside a column of periods or of measures."""

from decimal import Decimal
from itertools import islice

from data.reading import amounts, headings, holding, periods, siblings
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text, is_blank
from data.reading.crossing import figures, names_measures, with_measures
from data.reading.evidence import words
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.heads import FEWEST_ACROSS, unique
from data.reading.kinds import ACROSS
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.meaning import meaning
from data.reading.periods import DateOrder
from data.reading.surroundings import Surroundings

LOOKED_AT = 200
MOST_KEYS = 3  # columns in which the periods or the measures may stand
PERCENT = 100


def named_across(kind: Kind, sheet: Sheet, row: int, file: str) -> TableMapping | None:
    """The table below headings that are names, or None where they are not: every other column must be known."""
    if kind.name not in ACROSS or kind.name == "kpi":
        return None
    texts = unique({n: as_text(v) for n, v in enumerate(sheet.row(row), 1) if isinstance(v, str) and v.strip()})
    keys = {n: field for n in texts if n <= MOST_KEYS and (field := _key(kind, sheet, row, n))}
    if not keys:
        return None
    names = [n for n in texts if n not in keys and _holds_figures(sheet, row, n) and not _known(kind, texts[n])]
    if len(names) < FEWEST_ACROSS or len(names) + len(keys) < len(texts) or not _are_names([texts[n] for n in names]):
        return None
    said = Surroundings.around(sheet, row, kind, file)
    columns = [
        ColumnMapping(n, text, keys[n], 0.9, "what its cells hold") if n in keys else _named(n, text, kind)
        for n, text in texts.items()
    ]
    sums = siblings.sums({n: figures(sheet, row, n) for n in names}, texts)
    shares = _are_shares(sheet, row, names)
    if shares and kind.name != "market":
        return None
    measure = "share" if shares else said.measure
    implied = {} if "period" in keys.values() else said.implied(keys.values())
    columns = [c.left_out(why) if (why := sums.get(c.column)) else c for c in columns]
    return TableMapping(sheet.name, row, kind.name, tuple(with_measures(columns, measure, kind)), implied=implied)


def _are_names(texts: list[str]) -> bool:
    """Whether any text has a letter, and hardly any has a word for amounts or for numbers of things."""
    lettered = any(character.isalpha() for text in texts for character in text)
    return lettered and sum(bool(words.said_of(text, "amount")) for text in texts) <= len(texts) / 2


def _named(number: int, text: str, kind: Kind) -> ColumnMapping:
    return ColumnMapping(number, text, None, 0.5, WHICH_MEASURE, context=((ACROSS[kind.name], text),))


def _key(kind: Kind, sheet: Sheet, row: int, column: int) -> str:
    """The field of a column that names its rows: periods, or measures."""
    if names_measures(kind, sheet, column, row):
        return "measure"
    cells = [v for _, v in islice(sheet.column(column, row + 1), LOOKED_AT) if not is_blank(v)]
    return "period" if cells and all(holding.reads(periods.period, v, DateOrder.DAY_FIRST) for v in cells) else ""


def _known(kind: Kind, text: str) -> bool:
    """Whether a heading says something else than a name."""
    said = meaning(text, kind)
    return said.is_context or said.comparison or headings.likeliest(text, kind.fields) is not None


def _holds_figures(sheet: Sheet, row: int, column: int) -> bool:
    cells = [v for _, v in islice(sheet.column(column, row + 1), LOOKED_AT) if not is_blank(v)]
    return bool(cells) and sum(_is_figure(v) for v in cells) >= len(cells) * 0.8


def _is_figure(value: CellValue) -> bool:
    return isinstance(value, Decimal | str) and any(holding.reads(amounts.number, value, mark) for mark in DecimalMark)


def _are_shares(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Whether the figures of most rows add up to a hundred."""
    sums = map(sum, zip(*(figures(sheet, row, column) for column in columns), strict=True))
    filled = [total for total in sums if total]
    return bool(filled) and sum(abs(total - PERCENT) <= 3 for total in filled) >= len(filled) * 0.6
