"""What a cell of a target says: a figure, and with a sign or a word which side of it is good; or a range of figures.

“>95%”, “≤ 3 days”, “max 24”, “95 or more”, “2–4”, “between 2 and 4”, “90 ± 5”.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import pyarrow as pa

from data.reading import amounts, headings, measures
from data.reading.amounts import DecimalMark
from data.reading.cells import CellValue, untagged
from data.reading.evidence.directions import HIGHER, LOWER, RANGE, table

_RANGES = (
    re.compile(r"(?i)(?:between|zwischen|entre|tra)\s+(?P<low>.*\d.*?)\s+(?:and|und|et|y|e)\s+(?P<high>.*\d.*)"),
    re.compile(r"(?i)(?P<low>.*\d[\d.,%\s€$£]*?)\s*(?:-|–|—|−|\bto\b|\bbis\b|\bà\b|\.\.+|…)\s*(?P<high>[€$£]?\s?\d.*)"),
)
_AROUND = re.compile(r"(?P<middle>.*\d.*?)\s*(?:±|\+/-|\+-)\s*(?P<width>.*\d.*)")
_BEHIND = re.compile(
    r"(?i)\s*(?:(?P<higher>(?:or|and) (?:more|above|higher|over|better)|min\.?|minimum|und mehr|oder mehr|ou plus|\+)"
    r"|(?P<lower>(?:or|and) (?:less|below|lower|under|fewer)|max\.?|maximum|oder weniger|ou moins))\s*$"
)
_UNIT = re.compile(r"(?<=[\d\s%])\s*(?P<unit>[^\W\d_][^\d<>≤≥=%]{0,20})$")


@dataclass(frozen=True)
class Limit:
    """What a cell of a target says; what it does not say is None or empty. A percentage is a fraction."""

    value: Decimal | None = None
    direction: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    percent: bool = False
    unit: str = ""


def figure(value: CellValue, mark: DecimalMark = DecimalMark.POINT) -> Decimal | None:
    """The figure of a target, None where the cell gives none or a range.

    Raises
    ------
    Unreadable
        The cell holds neither.

    >>> figure("> 95%"), figure("max 24"), figure("2-4"), figure("≤ 3 days"), figure("-")
    (Decimal('0.95'), Decimal('24'), None, Decimal('3'), None)
    """
    return read(value, mark).value


def read(value: CellValue, mark: DecimalMark = DecimalMark.POINT) -> Limit:
    """All that a target says.

    Raises
    ------
    Unreadable
        The cell holds no figure and no range.

    >>> read("at least 95").direction, read("2 to 4").low, read("90 ± 5").high, read("95 % or more").direction
    ('higher is better', Decimal('2'), Decimal('95'), 'higher is better')
    """
    if not isinstance(value, str) or _is_plain(value, mark):
        return Limit(amounts.number(value, mark), percent=isinstance(value, str) and value.rstrip().endswith("%"))
    if ranged := _range(value, mark):
        return ranged
    direction, rest = signed(value)
    rest, unit = _without_unit(rest)
    found = amounts.number(rest, mark)
    return Limit(found, direction if found is not None else "", percent=rest.endswith("%"), unit=unit)


def _is_plain(text: str, mark: DecimalMark) -> bool:
    try:
        amounts.number(text, mark)
    except amounts.Unreadable:
        return False
    return True


def signed(text: str) -> tuple[str, str]:
    """The direction that a target's sign or word says, and the rest of it.

    >>> signed("< 3"), signed("no more than 24"), signed("24 max."), signed("24")
    (('lower is better', '3'), ('lower is better', '24'), ('lower is better', '24'), ('', '24'))
    """
    bare = text.strip()
    for direction, sign in _signs():
        if bare.startswith(sign):
            return direction, bare.removeprefix(sign).strip(" =")
    for direction, word in _words():
        if match := re.match(rf"{re.escape(word)}\b\.?:?\s*(?=\S*\d)", headings.unaccented(bare), re.IGNORECASE):
            return direction, bare[match.end() :].strip()
    if behind := _BEHIND.search(bare):
        return (HIGHER if behind["higher"] else LOWER), bare[: behind.start()].strip()
    return "", bare


@cache
def _signs() -> tuple[tuple[str, str], ...]:
    """Signs with their direction, longer ones first."""
    known = ((side, sign) for name, side in (("lower", LOWER), ("higher", HIGHER)) for sign in table("limits")[name])
    return tuple(sorted(known, key=lambda pair: -len(pair[1])))


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """Words with their direction, longer ones first."""
    sides = (("lower_words", LOWER), ("higher_words", HIGHER))
    known = ((side, word) for name, side in sides for word in table("limits")[name])
    return tuple(sorted(known, key=lambda pair: -len(pair[1])))


def _range(text: str, mark: DecimalMark) -> Limit | None:
    """The range that a target gives, None where it gives none."""
    bare, unit = _without_unit(text.strip())
    if around := _AROUND.fullmatch(bare):
        middle, width = (_number(around[part], mark) for part in ("middle", "width"))
        if middle is not None and width is not None and width > 0:
            return Limit(None, RANGE, middle - width, middle + width, "%" in bare, unit)
    for pattern in _RANGES:
        if match := pattern.fullmatch(bare):
            low, high = match["low"].strip(), match["high"].strip()
            low = f"{low}%" if high.endswith("%") and not low.endswith("%") else low
            ends = _number(low, mark), _number(high, mark)
            if ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
                return Limit(None, RANGE, ends[0], ends[1], "%" in bare, unit)
    return None


def _number(text: str, mark: DecimalMark) -> Decimal | None:
    return amounts.number(text.strip(), mark) if _is_plain(text.strip(), mark) else None


def _without_unit(text: str) -> tuple[str, str]:
    """A target without the words behind its figure, and these; a currency stays, and so does a thousand."""
    match = _UNIT.search(text)
    if match is None or amounts.currency(match["unit"]) or amounts.own_unit(text)[1] != 1:
        return text, ""
    return text[: match.start()].strip(), match["unit"].strip()


def bare(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    """Tagged cells of targets without signs, words and units, of a range its lower end: what their figures prove."""
    encoded = cells.combine_chunks().dictionary_encode()
    texts = pa.array(list(map(_bare, encoded.dictionary.to_pylist())), pa.string())
    return pa.chunked_array([texts.take(encoded.indices)])


def _bare(cell: str) -> str:
    text = untagged(cell)
    if not isinstance(text, str) or not cell.startswith("t"):
        return cell
    rest, _ = _without_unit(signed(text)[1])
    match = next((match for pattern in _RANGES if (match := pattern.fullmatch(rest))), None)
    return f"t{match['low'].strip() if match else rest}"


def proved_marks(cells: pa.ChunkedArray) -> set[DecimalMark]:
    """The decimal marks that the targets of a column prove."""
    return measures.proved_marks(bare(cells))


def ambiguous(cells: pa.ChunkedArray, first_row: int) -> list[tuple[int, CellValue]]:
    """The first target that depends on the decimal mark chosen, with its row; none where none does."""
    return measures.ambiguous(bare(cells), first_row)


def of_cells(cells: Iterable[CellValue], mark: DecimalMark) -> list[Limit | None]:
    """What some cells say, None of those that cannot be read."""
    return [_or_none(value, mark) for value in cells]


def _or_none(value: CellValue, mark: DecimalMark) -> Limit | None:
    try:
        bare_value, unit = amounts.own_unit(value)
        found = read(bare_value, mark)
    except amounts.Unreadable:
        return None
    value, low, high = (None if each is None else each * unit for each in (found.value, found.low, found.high))
    return replace(found, value=value, low=low, high=high)
