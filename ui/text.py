"""Text from spreadsheets on screen: shown as it was written, never obeyed."""

import re

_OBEYED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~:&^=])")
_LINKED = re.compile(r"(:(?=[/a-z])|@|\bwww)", re.IGNORECASE)
JOINER = "\u2060"  # has no width; addresses and icons are recognised after backslashes are gone, so it stands between


def plain(text: object) -> str:
    r"""A text in which no character means anything to Markdown, and no address or icon name is recognised.

    >>> print(plain("![x] $5"))
    \!\[x\] \$5
    >>> plain("http://evil") == "http\\:" + JOINER + "//evil"
    True
    """
    return _OBEYED.sub(r"\\\1", _LINKED.sub(rf"\1{JOINER}", str(text)))
