"""Amounts from text, exactly: never through a float, and with one decimal mark for a whole table.

`1.234` is one thousand or one and a bit: which of them is decided by the other amounts of the table, or asked.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from functools import cache

from data.reading.cells import CellError, CellValue, as_text

SPACES = " \u00a0\u2007\u202f"
APOSTROPHES = "'’"
MISSING = {"", "n/a", "na", "n.a.", "#n/a", "null", "none", "nil"}
_MARKS_OF_NOTHING = re.compile(r"[.…]{2,}|…|[-–—−]+")  # dots lead the eye across a printed table
CURRENCIES = {
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "$": "USD",
    "US$": "USD",
    "CHF": "CHF",
    "₹": "INR",
    "kr": "SEK",
}

_SYMBOL = re.compile(r"US\$|[€£¥$₹]|(?<![^\W\d_])kr(?![^\W\d_])|\b[A-Z]{3}\b")
_UNITS = {"k": 10**3, "tsd": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9, "mrd": 10**9, "b": 10**9}
_OWN_UNIT = re.compile(
    r"(?i)(?<=[\d\s)])(k|tsd|mn|mio|m|bn|mrd|(?<=\d)b)\.?(\s?(?:[€£¥$]|eur|usd|gbp|chf)?)(?=\)?\s*$)"
)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+[eE][+-]?|[eE][+-])\d{1,2}")
WORDS_OF_A_SENTENCE = 4
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}"


class DecimalMark(StrEnum):
    """What separates the whole from its fraction."""

    POINT = "."
    COMMA = ","


class Unreadable(ValueError):
    """A cell that should hold an amount and does not; the message says what it holds."""


def decimal_mark(values: Iterable[CellValue]) -> set[DecimalMark]:
    """The marks that the texts among `values` prove: one where they agree, two where they contradict.

    An empty set means that nothing is proved; `is_ambiguous` tells whether anything needs proof.

    >>> decimal_mark(["1.234,56", "7"]), decimal_mark(["1.234"])
    ({<DecimalMark.COMMA: ','>}, set())
    """
    texts = {value for value in values if isinstance(value, str)}
    return {mark for text in texts if (mark := _proved(_body(text))) is not None and _reads(text, mark)}


def _reads(text: str, mark: DecimalMark) -> bool:
    """Whether a text is an amount at all: what is none proves nothing."""
    try:
        number(text, mark)
    except Unreadable:
        return False
    return True


def is_ambiguous(value: CellValue) -> bool:
    """Whether the amount depends on the decimal mark chosen; what is none under any depends on nothing.

    >>> is_ambiguous("1.234"), is_ambiguous("1.23"), is_ambiguous("12"), is_ambiguous("1.234*")
    (True, False, False, False)
    """
    if not isinstance(value, str):
        return False
    body, (bare, _) = _body(value), own_unit(value)
    open_mark = _proved(body) is None and bool(re.search(r"[.,]", body))
    return open_mark and any(_reads(str(bare), mark) for mark in DecimalMark)


def _proved(body: str) -> DecimalMark | None:
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return DecimalMark(max(".,", key=body.rfind))
    if points + commas == 0:
        return None
    mark = DecimalMark.POINT if points else DecimalMark.COMMA
    if points + commas > 1:
        return DecimalMark.COMMA if points else DecimalMark.POINT
    whole, fraction = body.split(mark)
    return mark if len(fraction) != 3 or whole in {"", "0"} or len(whole) > 3 else None


def _body(text: str) -> str:
    """The digits and marks of an amount, without sign, currency and spaces."""
    return re.sub(rf"[^0-9.,{APOSTROPHES}]", "", text).strip(APOSTROPHES)


def own_unit(value: CellValue) -> tuple[CellValue, int]:
    """A cell without the unit that is written behind its own digits, and that unit.

    >>> own_unit("£1.90m"), own_unit("12 k€"), own_unit("7.5 mn"), own_unit("12"), own_unit("$44.07B")
    (('£1.90', 1000000), ('12 €', 1000), ('7.5', 1000000), ('12', 1), ('$44.07', 1000000000))
    """
    match = _OWN_UNIT.search(value) if isinstance(value, str) else None
    if match is None or not isinstance(value, str):
        return value, 1
    return (
        value[: match.start(1)].rstrip() + (f" {match[2].strip()}" if match[2].strip() else "") + value[match.end() :]
    ), _UNITS[match[1].casefold()]


def amount(value: CellValue, mark: DecimalMark = DecimalMark.POINT) -> Decimal | None:
    """The amount in a cell, None where it says that there is none.

    Raises
    ------
    Unreadable
        The cell holds a truth value, a date, an error, or text that is not one amount.

    >>> amount("$(4,533.75)"), amount(" $-   "), amount("1.234,56 €", DecimalMark.COMMA), amount("n/a")
    (Decimal('-4533.75'), Decimal('0'), Decimal('1234.56'), None)
    >>> amount(".........."), amount("--"), amount("—")
    (None, None, None)
    """
    if value is None:
        return None
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise Unreadable(str(value))
        return value
    if not isinstance(value, str) or isinstance(value, CellError):
        raise Unreadable(as_text(value))
    return _from_text(value, mark)


def number(value: CellValue, mark: DecimalMark = DecimalMark.POINT) -> Decimal | None:
    """The number in a cell that is not money: as `amount`, and a percentage is its fraction.

    >>> number("12.5 %")
    Decimal('0.125')
    """
    if isinstance(value, str) and value.rstrip().endswith("%"):
        share = _from_text(value.rstrip()[:-1], mark)
        return None if share is None else share / 100
    return amount(value, mark)


def looks_like_a_figure(text: str) -> bool:
    """Whether an unreadable cell may stand for a figure, and is not a sentence instead of one.

    >>> looks_like_a_figure("12O0"), looks_like_a_figure("exempt under Section 43"), looks_like_a_figure("open")
    (True, False, False)
    """
    if text.casefold().strip(" +-") in {"true", "false", "nan", "inf", "infinity"}:
        return True  # what programs write where a figure went wrong
    return any(char.isdigit() for char in text) and len(text.split()) < WORDS_OF_A_SENTENCE


def _from_text(text: str, mark: DecimalMark) -> Decimal | None:
    stripped = text.strip(SPACES + "\t\r\n")
    if stripped.casefold() in MISSING or _MARKS_OF_NOTHING.fullmatch(stripped):
        return None
    bare = _SYMBOL.sub("", stripped, count=1).strip(SPACES)
    if bare in {"-", "–", "—"}:
        return Decimal(0)  # the accounting format writes a zero as a dash behind its currency
    negative, digits = _sign(bare)
    digits = digits.strip(SPACES)
    if _SCIENTIFIC.fullmatch(digits):
        written = Decimal(digits.replace(",", "."))
        return -written if negative else written
    if not _is_number(digits, mark):
        raise Unreadable(stripped)
    grouping = "," if mark is DecimalMark.POINT else "."
    plain = re.sub(rf"[{SPACES}{APOSTROPHES}{grouping}]", "", digits).replace(mark, ".")
    return -Decimal(plain) if negative else Decimal(plain)


def _sign(text: str) -> tuple[bool, str]:
    """Whether an amount is negative, and the rest of its text."""
    if text.startswith("(") and text.endswith(")"):
        return True, text[1:-1]
    if text[:1] in {"-", "−", "–"}:
        return True, text[1:]
    if text.endswith(("-", "−")):
        return True, text[:-1]
    return False, text.removeprefix("+")


def _is_number(digits: str, mark: DecimalMark) -> bool:
    return _number_pattern(mark).fullmatch(digits) is not None


@cache
def _number_pattern(mark: DecimalMark) -> re.Pattern[str]:
    """One number, its thousands grouped by one sign, in threes (or as in India)."""
    grouping = "," if mark is DecimalMark.POINT else "."
    groups = "|".join(rf"\d{{1,3}}(?:{re.escape(g)}\d{{3}})+" for g in (grouping, *SPACES, *APOSTROPHES))
    indian = f"|{_INDIAN}" if mark is DecimalMark.POINT else ""
    fraction = rf"(?:{re.escape(mark)}\d*)?"
    return re.compile(rf"(?:\d+|{groups}{indian}){fraction}|{re.escape(mark)}\d+")


def currency(value: CellValue) -> str | None:
    """The ISO code of the currency that a text names, by sign or by code.

    >>> currency("Revenue (EUR)"), currency("$ 12"), currency("12")
    ('EUR', 'USD', None)
    """
    if not isinstance(value, str):
        return None
    for symbol in _SYMBOL.findall(value):
        if symbol in CURRENCIES:
            return CURRENCIES[symbol]
        if symbol in ISO_CODES:
            return str(symbol)
    return None


ISO_CODES = frozenset(
    [
        "AED",
        "ARS",
        "AUD",
        "BGN",
        "BRL",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CZK",
        "DKK",
        "EGP",
        "EUR",
        "GBP",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KRW",
        "KWD",
        "MAD",
        "MXN",
        "MYR",
        "NGN",
        "NOK",
        "NZD",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "QAR",
        "RON",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TRY",
        "TWD",
        "UAH",
        "USD",
        "VND",
        "ZAR",
    ]
)
