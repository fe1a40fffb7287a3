"""Tables with names across: a product, a vendor or a project a column, beside a column of periods or of measures."""

import re
from decimal import Decimal
from itertools import islice
from pathlib import Path

from data.reading import amounts, headings, holding, market_vendors, periods, places, siblings, withheld
from data.reading.accounts import names_measures
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, as_text, is_blank
from data.reading.crossing import figures, with_measures
from data.reading.evidence import words
from data.reading.fields import Kind
from data.reading.grid import Sheet
from data.reading.heads import FEWEST_ACROSS, unique
from data.reading.kinds import ACROSS, FINANCE, MARKET
from data.reading.mapping import WHICH_MEASURE, ColumnMapping, TableMapping
from data.reading.meaning import Meaning, meaning
from data.reading.names import is_everywhere
from data.reading.periods import DateOrder
from data.reading.surroundings import Surroundings

LOOKED_AT = 200
ROUNDING = 0.03
MOST_KEYS = 3  # columns in which the periods or the measures may stand
MOST_TIMES = 5  # columns, one of which may give the times beside keys
REVENUES = {"finance": "revenue", "market": "sales"}
KEYS = frozenset({"product", "line", "segment", "region", "market", "vendor"})
PLACES = [field for field in MARKET.fields if field.name in {"market", "segment", "region"}]
WHOLES = (1, 100)  # what all shares of a market add up to
REVENUE = "revenues?|sales|turnover|net sales|net revenues?"
QUALIFIERS = frozenset(
    {
        *("gross", "net", "total", "average", "avg", "mean", "annual", "monthly", "quarterly", "daily", "recurring"),
        *("deferred", "operating", "cumulative", "target", "new", "old", "prior", "previous", "last", "expected"),
        *("unit", "price", "cost", "actual", "budget", "plan", "forecast"),
    }
)  # words that say which revenue, and not whose


def named_across(kind: Kind, sheet: Sheet, row: int, file: str) -> TableMapping | None:
    """The table below headings that are names, or None where they are not: every other column must be known.

    Beside a market's vendors its size may stand.
    """
    if kind.name not in ACROSS or kind.name == "kpi":
        return None
    texts = unique({n: as_text(v) for n, v in enumerate(sheet.row(row), 1) if isinstance(v, str) and v.strip()})
    keys = {n: field for n in texts if n <= MOST_KEYS and (field := _key(kind, sheet, row, n))}
    if not keys:
        return None
    names = [n for n in texts if n not in keys and _holds_figures(sheet, row, n) and not _known(kind, texts[n])]
    sizes = {n: "size" for n in texts if n not in keys and _is_size(kind, texts[n]) and _holds_figures(sheet, row, n)}
    known = {**keys, **sizes}
    if len(names) < FEWEST_ACROSS or len(names) + len(known) < len(texts) or not _are_names([texts[n] for n in names]):
        return None
    said = Surroundings.around(sheet, row, kind, file)
    columns = [
        ColumnMapping(n, text, known[n], 0.9, "what its cells hold") if n in known else _named(n, text, kind)
        for n, text in texts.items()
    ]
    sums = siblings.sums({n: figures(sheet, row, n) for n in names}, texts)
    shares = _are_shares(sheet, row, [n for n in names if n not in sums])
    if kind.name != "market" and (shares or _may_be_shares(sheet, row, names, file)):
        return None
    measure = "share" if shares else said.measure
    implied = {} if "period" in keys.values() else said.implied(keys.values())
    columns = [c.left_out(why) if (why := sums.get(c.column)) else c for c in columns]
    return TableMapping(sheet.name, row, kind.name, tuple(with_measures(columns, measure, kind)), implied=implied)


def revenue_across(kind: Kind, sheet: Sheet, row: int, file: str) -> TableMapping | None:
    """The table below headings that are revenue and a name each ("Room revenue"), or None where they are not.

    The names are products, beside products and in a market regions. A column of all revenue has to be their sum.
    """
    texts = unique({n: as_text(v) for n, v in enumerate(sheet.row(row), 1) if isinstance(v, str) and v.strip()})
    named = {n: name for n, text in texts.items() if (name := revenue_of(text)) and _holds_figures(sheet, row, n)}
    times = {n: field for n in texts if n not in named and n <= MOST_TIMES and (field := _time(sheet, row, n))}
    if kind.name not in REVENUES or len(named) < FEWEST_ACROSS or len(times) != 1:
        return None
    keys = _known_keys(kind, {n: text for n, text in texts.items() if n not in named and n not in times}) | times
    field = _told_apart_by(kind, set(keys.values()))
    if not field or (field == "product" and _are_of_others(sheet, row, set(texts) - named.keys(), *times)):
        return None
    wholes = {n: "Total" for n, text in texts.items() if meaning(text, FINANCE).field == "revenue"}
    wholes |= {n: "Total" for n, name in named.items() if field == "region" and is_everywhere(name)}
    named = {n: name for n, name in named.items() if n not in wholes}
    sums = siblings.sums({n: figures(sheet, row, n) for n in (*named, *wholes)}, {**named, **wholes})
    if sums.keys() < wholes.keys() or len(named.keys() - sums.keys()) < FEWEST_ACROSS:
        return None
    columns = []
    for n, text in texts.items():
        column = ColumnMapping(n, text, keys.get(n), 0.9, "what its cells hold")
        if n in sums:
            column = column.left_out(sums[n])
        elif n in named:
            context = ((field, named[n]),)
            column = ColumnMapping(n, text, REVENUES[kind.name], 0.9, "its heading", headings.scale(text), context)
        elif n not in keys:
            column = column.left_out("not known")
        columns.append(column)
    return TableMapping(sheet.name, row, kind.name, tuple(columns))


def _known_keys(kind: Kind, texts: dict[int, str]) -> dict[int, str]:
    """The columns whose headings are words of a kind's keys, each key once."""
    fields = [field for field in kind.fields if field.name in KEYS]
    found: dict[int, str] = {}
    for n, text in texts.items():
        field = headings.likeliest(text, fields, headings.KNOWN)
        if field and field.name not in found.values():
            found[n] = field.name
    return found


def _told_apart_by(kind: Kind, keys: set[str]) -> str:
    """What the names of revenue are, as far as no column says it; empty where nothing is left, or no vendor known."""
    if kind is MARKET and not keys & {"market", "vendor"}:
        return ""
    fields = ("region", "segment") if kind is MARKET or "product" in keys else ("product",)
    return next((field for field in fields if field not in keys), "")


def _are_of_others(sheet: Sheet, row: int, columns: set[int], time: int) -> bool:
    """Whether rows are told apart by more than their times: some come again, and a column beside them has words."""
    times = _filled(sheet, row, time)
    if len(set(times)) == len(times):
        return False
    cells = (_filled(sheet, row, n) for n in columns if n != time)
    return any(values and all(isinstance(value, str) for value in values) for values in cells)


def revenue_of(heading: str) -> str:
    """The name in a heading of its revenue; empty where it has none, or only says which kind of revenue it is.

    >>> revenue_of("Room Revenue"), revenue_of("Revenue from Cloud Services"), revenue_of("Total sales")
    ('Room', 'Cloud Services', '')
    >>> revenue_of("Sales Europe"), revenue_of("Revenue EMEA (EUR)")
    ('Europe', 'EMEA')
    >>> revenue_of("Gross revenue"), revenue_of("Sales rep"), revenue_of("Revenue 2024")
    ('', '', '')
    """
    spaced = " ".join(heading.replace("_", " ").split())
    place = re.fullmatch(rf"(?i)(?:{REVENUE})\s+([^(\[]+)(?:[(\[].*)?", spaced)
    if place and places.is_place(place[1]):
        return place[1].strip()  # a bare word behind it may be a rep or a target
    if meaning(heading, FINANCE) != Meaning(rest=spaced):
        return ""  # all of it is known, or part of it says of when
    found = re.fullmatch(rf"(?i)(?:{REVENUE})\s+(?:from|of|by|for|[-–:])\s+(.+)|(.+?)\s+(?:{REVENUE})", spaced)
    name = (found[1] or found[2]).strip() if found else ""
    return "" if not name or QUALIFIERS.issuperset(headings.plain(name).split()) else name


def _time(sheet: Sheet, row: int, column: int) -> str:
    """The field of a column of times, years or periods, some of which may say that they are not known."""
    cells = [value for value in _filled(sheet, row, column) if not withheld.is_not_known(value)]
    if cells and all(periods.year(v) is not None for v in cells):
        return "year"
    return "period" if _are_periods(cells) else ""


def _are_names(texts: list[str]) -> bool:
    """Whether most texts are no numbers, hardly any a word for amounts, and all the same unit or word for numbers."""
    if len({(headings.scale(text), bool(words.said_of(text, "count"))) for text in texts}) > 1:
        return False
    lettered = sum(map(_is_label, texts))  # a row of data has figures, and NA among them
    return lettered > len(texts) / 2 and sum(bool(words.said_of(text, "amount")) for text in texts) <= len(texts) / 2


def _is_label(text: str) -> bool:
    """Whether a text is none that a number is written as.

    >>> [_is_label(text) for text in ("Widget", "007", "700", "0")]
    [True, True, False, False]
    """
    return any(map(str.isalpha, text)) or (text.isdigit() and text.startswith("0") and len(text) > 1)


def _named(number: int, text: str, kind: Kind) -> ColumnMapping:
    return ColumnMapping(
        number, text, None, 0.5, WHICH_MEASURE, context=market_vendors.context(ACROSS[kind.name], text)
    )


def _key(kind: Kind, sheet: Sheet, row: int, column: int) -> str:
    """The field of a column that names its rows: periods, or measures."""
    if names_measures(kind, sheet, column, row):
        return "measure"
    if kind.name == "market" and (named := headings.likeliest(as_text(sheet.cell(row, column)), PLACES)):
        return named.name
    return "period" if _are_periods(_filled(sheet, row, column)) else ""


def _filled(sheet: Sheet, row: int, column: int) -> list[CellValue]:
    """The first cells below a heading that hold something."""
    return [v for _, v in islice(sheet.column(column, row + 1), LOOKED_AT) if not is_blank(v)]


def _are_periods(cells: list[CellValue]) -> bool:
    return bool(cells) and all(holding.reads(periods.period, v, DateOrder.DAY_FIRST) for v in cells)


def _is_size(kind: Kind, text: str) -> bool:
    """Whether a heading beside vendors is that of the market's size."""
    named = headings.likeliest(text, kind.measures, headings.KNOWN) if kind.name == "market" else None
    return named is not None and named.name == "size"


def _known(kind: Kind, text: str) -> bool:
    """Whether a heading says something else than a name."""
    said = meaning(text, kind)
    return said.is_context or said.comparison or headings.likeliest(text, kind.fields) is not None


def _holds_figures(sheet: Sheet, row: int, column: int) -> bool:
    cells = _filled(sheet, row, column)
    return bool(cells) and sum(_is_figure(v) for v in cells) >= len(cells) * 0.8


def _is_figure(value: CellValue) -> bool:
    return isinstance(value, Decimal | str) and any(holding.reads(amounts.number, value, mark) for mark in DecimalMark)


def _may_be_shares(sheet: Sheet, row: int, columns: list[int], file: str) -> bool:
    """Whether a sheet that is named after a market has no figure that could not be a share in per cent."""
    if not any(words.said_of(text, "market") for text in (sheet.name, Path(file).stem)):
        return False
    return all(0 <= figure <= WHOLES[-1] for column in columns for figure in figures(sheet, row, column))


def _are_shares(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Whether the figures of most rows add up to a hundred, or to one."""
    sums = map(sum, zip(*(figures(sheet, row, column) for column in columns), strict=True))
    filled = [total for total in sums if total]
    most = max(sum(abs(total / whole - 1) <= ROUNDING for total in filled) for whole in WHOLES)
    return bool(filled) and most >= len(filled) * 0.6
