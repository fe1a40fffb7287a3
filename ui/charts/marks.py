"""What all charts share: axes in the house's numbers, texts that stay readable on lines and grids."""

from typing import Any

import altair as alt

from ui import formats
from ui.theme import Tokens

PICK = "pick"
LABEL_WIDTH = 190


def _fixed(value: str, places: int) -> str:
    """How Vega writes a number with so many decimals; like `formats`, with its minus and thousands."""
    return f"format({value}, ',.{places}f')"


def _short(finer: bool = False) -> str:
    """How Vega writes an amount as `formats.short` does; `finer`: with more digits where three do not say it all."""
    rest = f"replace({_fixed('datum.value', formats.CENTS)}, '.00', '')"
    for size, letter in reversed(formats.SIZES):
        part = f"(datum.value / {size:.0f})"
        digits = f"max(0, {formats.DIGITS} - length(format(abs({part}), '.0f'))) + 'f'"
        text = f"format({part}, ',.' + {digits})"
        if finer:
            lost = f"abs(toNumber(format(abs({part}), '.' + {digits})) - abs({part}))"
            text = f"({lost} < 1e-9 ? {text} : format({part}, ',~r'))"
        rest = f"abs(datum.value) >= {size * formats.ROUNDED_UP!r} ? {text} + '{letter}' : {rest}"
    return rest


_HUNDREDTHS = _fixed("datum.value * 100", formats.TENTHS)
_PLUS = f"(datum.value > 0 && {_HUNDREDTHS} !== '0.0' ? '+' : '')"

WRITTEN = {
    "short": _short(),
    "percent": f"{_HUNDREDTHS} + ' %'",
    "points": f"{_PLUS} + {_HUNDREDTHS} + ' pp'",
    "count": _fixed("datum.value", formats.WHOLE),
    "times": f"{_fixed('datum.value', formats.CENTS)} + ' ×'",
}  # what an axis writes at `datum.value`, by the function of `formats` that writes the same
FINER = _short(finer=True)  # no two lines of an axis may have the same label,
FINEST = 0.001  # and there is none between the tenths of a percentage


def money(**more: Any) -> alt.Axis:
    """An axis of amounts in k, m and b, as figures write them."""
    return alt.Axis(labelExpr=FINER, tickCount=5, **more)


def percent(**more: Any) -> alt.Axis:
    """An axis of fractions as percentages."""
    return alt.Axis(labelExpr=WRITTEN["percent"], tickCount=5, tickMinStep=FINEST, **more)


def points(**more: Any) -> alt.Axis:
    """An axis of differences of fractions in percentage points."""
    return alt.Axis(labelExpr=WRITTEN["points"], tickCount=5, tickMinStep=FINEST, **more)


def count(**more: Any) -> alt.Axis:
    """An axis of numbers without decimals."""
    return alt.Axis(labelExpr=WRITTEN["count"], tickCount=5, tickMinStep=1, **more)


def times(**more: Any) -> alt.Axis:
    """An axis of multiples."""
    return alt.Axis(labelExpr=WRITTEN["times"], **more)


def products(names: list[str]) -> alt.Y:
    """Products from top to bottom in the given order."""
    axis = alt.Axis(labelLimit=LABEL_WIDTH, ticks=False, domain=False, labelPadding=8)
    return alt.Y("product:N", sort=names, title=None, axis=axis)


def labels(encoded: Any, look: Tokens, **mark: Any) -> list[Any]:
    """Texts with a rim in the background's colour, so that no line runs through them."""
    rim = encoded.mark_text(stroke=look.background, strokeWidth=4, strokeJoin="round", **mark)
    return [rim, encoded.mark_text(**mark)]


def tooltip(**titles: str) -> list[alt.Tooltip]:
    """What a mark says when it is pointed at: fields that hold text, by their titles."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def picking() -> alt.Parameter:
    """The selection of one product by a click."""
    return alt.selection_point(name=PICK, fields=["product"])


def height(bars: int) -> int:
    """The lines on screen for so many bars with their title and axis."""
    return 84 + 22 * max(3, bars)
