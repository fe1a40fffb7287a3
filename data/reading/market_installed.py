"""An installed base is counted in units and is no money: its figures have no currency, and a unit of their own."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.fields import Kind
from data.reading.keys import without_dictionary
from data.reading.kinds import MARKET
from data.reading.mapping import TableMapping

MEASURE, UNITS = "installed", "units"
_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]")
_SCALES = re.compile(r"\b(?:in|k|m|mn|mio|bn|hundreds?|thousands?|millions?|billions?|'?000s?|of)\b|[#.,']", re.I)


def counted(facts: pa.Table, mapping: TableMapping, kind: Kind) -> pa.Table:
    """The facts of a market, those of an installed base without a currency and with the unit that its heading says."""
    column = mapping.fields.get(MEASURE)
    if kind is not MARKET or column is None:
        return facts
    installed = pc.equal(facts["measure"].cast(pa.string()), MEASURE)
    if "currency" in facts.column_names:
        plain = without_dictionary(facts["currency"])
        kept = pc.if_else(installed, pa.scalar(None, plain.type), plain)
        facts = facts.set_column(facts.column_names.index("currency"), "currency", kept)
    units = pc.if_else(installed, pa.scalar(unit(column.heading)), pa.scalar(None, pa.string()))
    return facts.append_column("unit", units)


def unit(heading: str) -> str:
    """What a heading says that is counted.

    >>> unit("Installed base"), unit("Installed base (thousand units)"), unit("Installed base (k vehicles)")
    ('units', 'units', 'vehicles')
    """
    said = _BRACKETS.search(heading)
    return " ".join(_SCALES.sub(" ", said[1]).split()) or UNITS if said else UNITS
