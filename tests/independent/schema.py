"""The schema of what `--json` prints, as `docs/json.md` writes it down, and whether an object keeps it."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from math import isfinite
from typing import Any

from tests.conftest import HOME

BLOCK = re.compile(r"^```json (\w+)\n(.*?)^```", re.M | re.S)
MONTH = r"\d{4}-(0[1-9]|1[0-2])"


def blocks() -> dict[str, Any]:
    """Every block of the document by its name."""
    text = (HOME / "docs" / "json.md").read_text(encoding="utf-8")
    return {name: json.loads(block) for name, block in BLOCK.findall(text)}


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _matches(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _parsed(parse: Callable[[str], Any]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            return isinstance(value, str) and parse(value) is not None
        except ValueError:
            return False

    return fits


PLAIN: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and value != "",
    "flag": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": _number,
    "fraction": _number,
    "money": lambda value: _number(value) and round(value, 4) == value,
    "digits": _matches(r"-?\d+\.\d{2,4}"),
    "month": _matches(MONTH),
    "span": _matches(rf"{MONTH}|\d{{4}}-W\d\d"),
    "months": _matches(rf"{MONTH}(\.\.{MONTH})?|\d{{4}}(-Q[1-4])?"),
    "day": _parsed(date.fromisoformat),
    "time": _parsed(lambda text: datetime.fromisoformat(text).tzinfo),
}


def faults(name: str, found: Any) -> list[str]:
    """Where an object breaks the block of a name, a sentence each."""
    known = blocks()
    return list(_faults(known[name], found, name, known))


def _faults(wanted: Any, found: Any, where: str, known: dict[str, Any]) -> Iterator[str]:
    if isinstance(wanted, str):
        yield from _of_type(wanted.partition(":")[0], found, where, known)
    elif isinstance(wanted, list):
        if not isinstance(found, list):
            yield f"{where} is no list: {found!r}"
            return
        for place, value in enumerate(found):
            yield from _faults(wanted[0], value, f"{where}[{place}]", known)
    else:
        yield from _of_object(wanted, found, where, known)


def _of_type(text: str, found: Any, where: str, known: dict[str, Any]) -> Iterator[str]:
    name = text.removesuffix(" or null")
    if found is None and name != text:
        return
    if name.startswith("one of "):
        if found not in name.removeprefix("one of ").split(", "):
            yield f"{where} is {found!r}, not {name}"
    elif name in PLAIN:
        if not PLAIN[name](found):
            yield f"{where} is {found!r}, not {name}"
    else:
        yield from _faults(known[name], found, where, known)


def _of_object(wanted: dict[str, Any], found: Any, where: str, known: dict[str, Any]) -> Iterator[str]:
    if not isinstance(found, dict):
        yield f"{where} is no object: {found!r}"
        return
    fields = {key: value for key, value in wanted.items() if key != "+"}
    fields |= known[wanted["+"]] if "+" in wanted else {}
    if "*" in fields:
        fields = dict.fromkeys(found, fields["*"])
    needed = {key for key in fields if not key.endswith("?")}
    fields = {key.removesuffix("?"): value for key, value in fields.items()}
    yield from (f"{where} lacks {key}" for key in sorted(needed - found.keys()))
    for key, value in found.items():
        if key in fields:
            yield from _faults(fields[key], value, f"{where}.{key}", known)
        else:
            yield f"{where} has the unknown {key}"
