"""What products return: ranked bars, bubbles, the whale curve, the trend."""

from typing import Any

import altair as alt
import pandas as pd

from ui import formats
from ui.charts import marks, names
from ui.theme import Tokens, styled

MOST_BARS = 12
AMOUNTS = ("contribution", "investment", "revenue")


def ranked(returns: pd.DataFrame, portfolio: float | None, name: str, look: Tokens) -> Any:
    """One bar a product, largest return first, against the portfolio's line; a click selects a product."""
    shown, left_out = most_telling(returns.dropna(subset=["roi"]))
    shown = shown.assign(label=shown["roi"].map(formats.percent), level=portfolio, behind=shown["roi"].clip(lower=0))
    shown["earned"] = shown["contribution"].map(formats.exact)
    x = alt.X("roi:Q", title=None, axis=marks.percent())
    y = marks.products(list(shown["product"]))
    bars = _bars(shown, name, look).encode(y=y, x=x)
    line = alt.Chart(shown.head(1)).mark_rule(color=look.action, strokeDash=[4, 3], size=1.5).encode(x="level:Q")
    written = alt.Chart(shown).encode(y=y, x="behind:Q", text="label:N")
    rest = f" · {left_out} in the middle not shown" if left_out else ""
    return styled(
        alt.layer(bars, line, *marks.labels(written, look, align="left", dx=4)).properties(
            height=marks.height(len(shown))
        ),
        f"{name} by product",
        f"dashed: the portfolio, {formats.percent(portfolio)}{rest} · select a bar for its cells",
        look,
    )


def _bars(shown: pd.DataFrame, name: str, look: Tokens) -> Any:
    pick = marks.picking()
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("label:N", title=name),
        alt.Tooltip("earned:N", title="Contribution"),
    ]
    colour = alt.condition("datum.roi < 0", alt.value(look.worse), alt.value(look.actual))
    opacity = alt.condition(pick, alt.value(1.0), alt.value(0.4))
    bars = alt.Chart(shown).mark_bar(cursor="pointer")
    return bars.encode(color=colour, opacity=opacity, tooltip=tooltip).add_params(pick)


def most_telling(returns: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """The best and the worst where all would be too many to read, and how many lie between."""
    ordered = returns.sort_values("roi", ascending=False, kind="stable")
    if len(ordered) <= MOST_BARS:
        return ordered, 0
    half = MOST_BARS // 2
    return pd.concat([ordered.head(half), ordered.tail(half)]), len(ordered) - 2 * half


def bubbles(returns: pd.DataFrame, name: str, currency: str, look: Tokens) -> Any:
    """Contribution against investment, bubbles by revenue; above the line the money comes back."""
    shown = returns.dropna(subset=["contribution", "investment"]).copy()
    shown["label"] = shown["roi"].map(formats.percent)
    for amount in AMOUNTS:
        shown[f"{amount}_said"] = shown[amount].map(formats.exact)
    x = alt.X("investment:Q", title="Investment", axis=marks.money(), scale=alt.Scale(nice=True))
    y = alt.Y("contribution:Q", title="Contribution", axis=marks.money(), scale=alt.Scale(nice=True))
    points = _points(shown, name, look).encode(x=x, y=y)
    largest = float(shown["investment"].max() or 0)
    even = pd.DataFrame({"investment": [0.0, largest], "contribution": [0.0, largest]})
    line = alt.Chart(even).mark_line(color=look.muted, strokeDash=[4, 3], size=1).encode(x=x, y=y)
    named = names.readable(shown, "investment", "contribution")
    written = [
        layer
        for side, align, dx in (("right", "left", 10), ("left", "right", -10))
        for layer in marks.labels(
            alt.Chart(named[named["side"] == side]).encode(x=x, y=y, text="product:N"),
            look,
            align=align,
            dx=dx,
            dy=-12,
            limit=120,
        )
    ]
    return styled(
        alt.layer(line, points, *written).properties(height=320),
        "Contribution against investment",
        f"{currency} · size: revenue · below the dashed line: contribution is less than investment",
        look,
    )


def _points(shown: pd.DataFrame, name: str, look: Tokens) -> Any:
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("label:N", title=name),
        *marks.tooltip(**{f"{amount}_said": amount.capitalize() for amount in AMOUNTS}),
    ]
    colour = alt.condition("datum.contribution < datum.investment", alt.value(look.worse), alt.value(look.better))
    size = alt.Size("revenue:Q", legend=None, scale=alt.Scale(range=[40, 1600], zero=True))
    circles = alt.Chart(shown).mark_circle(opacity=0.75, stroke=look.background, strokeWidth=1)
    return circles.encode(size=size, color=colour, tooltip=tooltip)


def whale(curve: pd.DataFrame, subtitle: str, look: Tokens) -> Any:
    """Cumulative contribution by rank: where it peaks, and what the rest takes back."""
    origin = pd.DataFrame({"rank": [0], "cumulative": [0.0], "product": [""], "cumulative_share": [0.0]})
    shown = pd.concat([origin, curve])
    shown["label"] = shown["cumulative_share"].map(formats.percent)
    shown["sum"] = shown["cumulative"].map(formats.exact)
    whole = alt.Axis(tickMinStep=1, grid=False)
    x = alt.X("rank:Q", title="Products, largest contribution first", axis=whole, scale=alt.Scale(nice=False))
    y = alt.Y("cumulative:Q", title=None, axis=marks.money())
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("label:N", title="Cumulative share"),
        alt.Tooltip("sum:N", title="Cumulative contribution"),
    ]
    area = alt.Chart(shown).mark_area(color=look.last_year, opacity=0.35, line={"color": look.actual}).encode(x=x, y=y)
    dots = alt.Chart(shown).mark_circle(color=look.actual, size=40).encode(x=x, y=y, tooltip=tooltip)
    return styled(alt.layer(area, dots).properties(height=320), "Whale curve: cumulative contribution", subtitle, look)


def trend(monthly: pd.DataFrame, name: str, look: Tokens) -> Any:
    """The portfolio's return of each month; a month is its first day, in ordinal text lest time zones move it."""
    shown = monthly.dropna(subset=["roi"]).copy()
    shown["label"] = shown["roi"].map(formats.percent)
    shown["when"] = [formats.month(month.date()) for month in shown["month"]]
    every = max(1, -(-len(shown) // 5))
    ticks = list(shown["when"])[::-1][::every]
    x = alt.X(
        "when:O", sort=list(shown["when"]), title=None, axis=alt.Axis(values=ticks, labelAngle=0, labelFlush=True)
    )
    y = alt.Y("roi:Q", title=None, axis=marks.percent(), scale=alt.Scale(zero=True))
    tooltip = [alt.Tooltip("when:N", title="Month"), alt.Tooltip("label:N", title=name)]
    line = alt.Chart(shown).mark_line(color=look.actual, size=2).encode(x=x, y=y)
    dots = alt.Chart(shown).mark_circle(color=look.actual, size=40).encode(x=x, y=y, tooltip=tooltip)
    last = alt.Chart(shown.tail(1)).encode(x=x, y=y, text="label:N")
    return styled(
        alt.layer(line, dots, *marks.labels(last, look, dy=-12, align="right", fontWeight=600)).properties(height=320),
        f"{name} of the portfolio by month",
        "each point is one month's ratio of sums",
        look,
    )
