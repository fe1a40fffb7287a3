"""A row's basis in its time: “2027 estimate”, “Q1 2027 (plan)”, “2026E”: its figures are no actual ones."""

import re

import pyarrow as pa

from data.reading import continued
from data.reading.cells import CellValue, as_text, untagged
from data.reading.keys import Keys
from data.reading.kinds import KINDS
from data.reading.mapping import TableMapping
from data.reading.meaning import BASES

SHORT = {"a": "actual", "b": "budget", "e": "forecast", "f": "forecast"}
_WORDS = {basis: re.compile(rf"(?i)[\s(\[]*(?<!\w)(?:{words})\.?(?!\w)[)\]]*") for basis, words in BASES.items()}
_WORDS["forecast"] = re.compile(
    rf"(?i)[\s(\[]*(?<!\w)(?:{BASES['forecast']}|est|estimated|projected|projection|expected)\.?(?!\w)[)\]]*"
)
_SHORT = re.compile(r"(?i)((?:19|20)\d\d)\s?([abef])$")


def split(value: CellValue) -> tuple[str, CellValue]:
    """The basis that a cell of a time names, empty where it names none, and the time without it.

    >>> split("2027 estimate"), split("Q1 2027 (plan)"), split("2026E"), split("2026")
    (('forecast', '2027'), ('budget', 'Q1 2027'), ('forecast', '2026'), ('', '2026'))
    """
    if not isinstance(value, str) or not any(char.isdigit() for char in value):
        return "", value
    text = as_text(value)
    if match := _SHORT.fullmatch(text):
        return SHORT[match[2].casefold()], match[1]
    for basis, pattern in _WORDS.items():
        if pattern.search(text):
            return basis, " ".join(pattern.sub(" ", text).split())
    return "", value


def without(value: CellValue, table: TableMapping) -> CellValue:
    """The time in a cell of a table whose figures have a basis, without the word for it."""
    return split(value)[1] if "basis" in KINDS[table.kind or ""].by_name else value


def keys(table: TableMapping, cells: dict[int, pa.Array]) -> dict[str, Keys]:
    """The basis of each row by the cells of its time; nothing where none names one, or something else gives it."""
    known = KINDS[table.kind or ""].by_name
    for column in (table.fields[part] for part in ("period", "year") if part in table.fields):
        held = continued.held(cells[column.column], column, None).dictionary_encode(null_encoding="encode")
        found = [split(untagged(cell))[0] for cell in held.dictionary.to_pylist()]
        if any(found) and "basis" in known and "basis" not in table.given:
            return {"basis": Keys([each or table.basis for each in found], held.indices)}
    return {}
