"""Vendors that stand across: whose figures a heading says, and whether that is one's own company."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from data.reading.fields import Kind
from data.reading.keys import without_dictionary
from data.reading.kinds import MARKET

_OWN = re.compile(r"\s*[(\[](?:us|we|own|ours|our company|this is us|wir|eigene|nous|nosotros|noi|wij)[)\]]\s*$", re.I)


def marked(facts: pa.Table, kind: Kind) -> pa.Table:
    """The facts of a market, those of a vendor with a mark of one's own company behind its name as one's own."""
    if kind is not MARKET or "vendor" not in facts.column_names:
        return facts
    vendors = without_dictionary(facts["vendor"]).cast(pa.string())
    plain = {name: _OWN.sub("", name) for name in pc.unique(vendors).to_pylist() if name and _OWN.sub("", name)}
    ours = [name for name, bare in plain.items() if bare != name]
    if not ours:
        return facts
    own = pc.fill_null(pc.is_in(vendors, pa.array(ours, pa.string())), False)
    names = pa.chunked_array([pa.array([plain.get(name, name) for name in vendors.to_pylist()], pa.string())])
    given = without_dictionary(facts["own"]) if "own" in facts.column_names else pa.nulls(len(facts), pa.bool_())
    facts = facts.set_column(facts.column_names.index("vendor"), "vendor", names)
    owned = pc.if_else(own, True, given)
    if "own" in facts.column_names:
        return facts.set_column(facts.column_names.index("own"), "own", owned)
    return facts.append_column("own", owned)


def context(field: str, heading: str) -> tuple[tuple[str, str], ...]:
    """What a heading that is a name says of all figures below it.

    >>> context("vendor", "Acme (us)"), context("vendor", "Bolt"), context("product", "Acme (us)")
    ((('vendor', 'Acme'), ('own', 'yes')), (('vendor', 'Bolt'),), (('product', 'Acme (us)'),))
    """
    name = _OWN.sub("", heading) if field == "vendor" else heading
    return ((field, name), ("own", "yes")) if name and name != heading else ((field, heading),)
