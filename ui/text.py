"""Text from spreadsheets on screen: shown as it was written, never obeyed."""

import re

_OBEYED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~:&^=])")


def plain(text: object) -> str:
    r"""A text in which no character means anything to Markdown.

    >>> print(plain("![x](http://evil) $5"))
    \!\[x\]\(http\://evil\) \$5
    """
    return _OBEYED.sub(r"\\\1", str(text))
