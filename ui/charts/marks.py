"""What all charts share: axes in the house's numbers, texts that stay readable on lines and grids."""

from typing import Any

import altair as alt

from ui.theme import Tokens

PICK = "pick"
LABEL_WIDTH = 190
_SIZES = {"b": 1e9, "m": 1e6, "k": 1e3}
_MONEY = "".join(
    f"abs(datum.value) >= {size:.0f} ? format(datum.value / {size:.0f}, ',~r') + ' {letter}' : "
    for letter, size in _SIZES.items()
)


def money(**more: Any) -> alt.Axis:
    """An axis of amounts in k, m and b, as figures write them."""
    return alt.Axis(labelExpr=f"{_MONEY}format(datum.value, ',~r')", tickCount=5, **more)


def percent(**more: Any) -> alt.Axis:
    """An axis of fractions as percentages."""
    return alt.Axis(labelExpr="format(datum.value * 100, ',~r') + ' %'", tickCount=5, **more)


def points(**more: Any) -> alt.Axis:
    """An axis of differences of fractions in percentage points."""
    return alt.Axis(labelExpr="format(datum.value * 100, ',~r') + ' pp'", tickCount=5, **more)


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
