"""Vendors that stand across: whose figures a heading says, and whether that is one's own company."""

import re

_OWN = re.compile(r"\s*[(\[](?:us|we|own|ours|our company|this is us|wir|eigene|nous|nosotros|noi|wij)[)\]]\s*$", re.I)


def context(field: str, heading: str) -> tuple[tuple[str, str], ...]:
    """What a heading that is a name says of all figures below it.

    >>> context("vendor", "Acme (us)"), context("vendor", "Bolt"), context("product", "Acme (us)")
    ((('vendor', 'Acme'), ('own', 'yes')), (('vendor', 'Bolt'),), (('product', 'Acme (us)'),))
    """
    name = _OWN.sub("", heading) if field == "vendor" else heading
    return ((field, name), ("own", "yes")) if name and name != heading else ((field, heading),)
