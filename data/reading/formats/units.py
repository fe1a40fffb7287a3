"""What a number format writes beside its number: the unit, currency or percent sign that the cell does not hold."""

import re

PERCENT = "%"
_QUOTED = re.compile(r'"([^"]*)"')
_CURRENCY = re.compile(r"\[\$([^\]\-]+)(?:-[0-9A-Fa-f]+)?\]")
_PERCENT = re.compile(r"[0#?]\s?%")  # which shows a fraction in hundredths
_SCALING = re.compile(r"[0#?],+(?![0#?])")  # a comma behind the last digit only shows thousands: the cell is in full


def unit(code: str) -> str:
    """The unit of a number format, empty where it has none.

    >>> unit('#,##0.00 [$€-407]'), unit('0.0 "TEUR"'), unit('0.0,,"M"'), unit('"$"#,##0'), unit("0.00%")
    ('€', 'TEUR', '', '$', '%')
    """
    positive = code.split(";", maxsplit=1)[0]
    currencies = "".join(_CURRENCY.findall(positive))
    bare = _CURRENCY.sub("", positive)
    quoted = "" if _SCALING.search(bare) else " ".join(_QUOTED.findall(bare))
    signs = "".join(re.findall(r"[$€£¥]", re.sub(r"\[[^\]]*\]", "", _QUOTED.sub("", bare))))
    return PERCENT if _PERCENT.search(bare) else " ".join(f"{currencies} {signs} {quoted}".split())
