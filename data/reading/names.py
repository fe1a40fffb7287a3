"""Names as they are kept: what cannot be seen does not make two products of one."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
TOTALS = re.compile(
    r"(grand |sub ?|sub-)?totals?|sum|(all|total) products|overall|gesamt|summe|total g[ée]n[ée]ral",
    re.IGNORECASE,
)


def name(text: str) -> str:
    """A name without invisible characters, with single spaces, in composed form.

    >>> name("Widget\u00a0 Pro\u200b ")
    'Widget Pro'
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def is_total(text: str) -> bool:
    """Whether a name says that its row sums others.

    >>> is_total("Grand Total"), is_total("Total Care")
    (True, False)
    """
    return bool(TOTALS.fullmatch(text.strip(" :")))
