"""What products return: ranked bars, bubbles, the whale curve, the trend, the bridge."""

from typing import Any

import altair as alt
import pandas as pd

from ui import formats
from ui.theme import Tokens, styled

PICK = "pick"
MOST_BARS = 12
LABEL_WIDTH = 190
SMALLEST_STEP = 0.00005  # shown as 0.0 pp


def ranked(returns: pd.DataFrame, portfolio: float | None, name: str, look: Tokens) -> Any:
    """One bar a product, largest return first, against the portfolio's line; a click selects a product."""
    shown, left_out = most_telling(returns.dropna(subset=["roi"]))
    shown = shown.assign(label=shown["roi"].map(formats.percent), level=portfolio, behind=shown["roi"].clip(lower=0))
    x = alt.X("roi:Q", title=None, axis=alt.Axis(format="%", tickCount=5))
    y = products_axis(list(shown["product"]))
    bars = _bars(shown, name, look).encode(y=y, x=x)
    labels = alt.Chart(shown).mark_text(align="left", dx=4).encode(y=y, x="behind:Q", text="label:N")
    line = alt.Chart(shown.head(1)).mark_rule(color=look.action, strokeDash=[4, 3], size=1.5).encode(x="level:Q")
    rest = f" · {left_out} in the middle not shown" if left_out else ""
    return styled(
        alt.layer(bars, line, labels).properties(height=max(120, 24 * len(shown))),
        f"{name} by product",
        f"dashed: the portfolio, {formats.percent(portfolio)}{rest} · select a bar for its cells",
        look,
    )


def products_axis(products: list[str]) -> alt.Y:
    """Products from top to bottom in the given order."""
    axis = alt.Axis(labelLimit=LABEL_WIDTH, ticks=False, domain=False, labelPadding=8)
    return alt.Y("product:N", sort=products, title=None, axis=axis)


def _bars(shown: pd.DataFrame, name: str, look: Tokens) -> Any:
    pick = alt.selection_point(name=PICK, fields=["product"])
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("label:N", title=name),
        alt.Tooltip("contribution:Q", title="Contribution", format=",.0f"),
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


def bridge(steps: pd.DataFrame, names: dict[str, str], titles: tuple[str, str], look: Tokens) -> Any:
    """A waterfall from the return before to the return now; a step without effect is left out."""
    kept = waterfall(steps).assign(name=lambda s: s["step"].map(names))
    colours = alt.Scale(
        domain=["before", "now", "up", "down"], range=[look.last_year, look.actual, look.better, look.worse]
    )
    x = alt.X("name:N", sort=list(kept["name"]), title=None, axis=alt.Axis(labelAngle=0, ticks=False))
    base = alt.Chart(kept).encode(x=x)
    bars = base.mark_bar(size=48).encode(
        y=alt.Y("start:Q", title=None, axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(nice=True, padding=12)),
        y2="end:Q",
        color=alt.Color("kind:N", scale=colours, legend=None),
        tooltip=[alt.Tooltip("name:N", title="Step"), alt.Tooltip("label:N", title="Effect")],
    )
    labels = base.mark_text(dy=-8, fontWeight=600).encode(y="top:Q", text="label:N")
    zero = alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(color=look.border).encode(y="y:Q")
    return styled(alt.layer(zero, bars, labels).properties(height=288), titles[0], titles[1], look)


def waterfall(steps: pd.DataFrame) -> pd.DataFrame:
    """Where each step's bar starts and ends; steps too small to be seen are left out, the ends never."""
    is_end = steps["step"].isin(["before", "now"])
    kept = steps[is_end | (steps["effect"].abs() >= SMALLEST_STEP)].reset_index(drop=True)
    is_end = kept["step"].isin(["before", "now"])
    change = kept["effect"].where(~is_end, 0.0)
    level = kept["effect"].iloc[0] + change.cumsum()
    up = kept["effect"].ge(0).map({True: "up", False: "down"})
    percents, moves = kept["effect"].map(formats.percent), kept["effect"].map(formats.points)
    kept = kept.assign(
        start=(level - change).where(~is_end, 0.0),
        end=level.where(~is_end, kept["effect"]),
        kind=up.where(~is_end, kept["step"]),
        label=moves.where(~is_end, percents),
    )
    return kept.assign(top=kept[["start", "end"]].max(axis="columns"))


def bubbles(returns: pd.DataFrame, name: str, look: Tokens) -> Any:
    """Contribution against investment, bubbles by revenue; above the line the money comes back."""
    shown = returns.dropna(subset=["contribution", "investment"]).copy()
    shown["label"] = shown["roi"].map(formats.percent)
    money = alt.Axis(format="~s", tickCount=5)
    x = alt.X("investment:Q", title="Investment", axis=money, scale=alt.Scale(nice=True))
    y = alt.Y("contribution:Q", title="Contribution", axis=money, scale=alt.Scale(nice=True))
    points = _points(shown, name, look).encode(x=x, y=y)
    largest = float(shown["investment"].max() or 0)
    even = pd.DataFrame({"investment": [0.0, largest], "contribution": [0.0, largest]})
    line = alt.Chart(even).mark_line(color=look.muted, strokeDash=[4, 3], size=1).encode(x=x, y=y)
    top = shown.nlargest(6, "contribution")
    names = alt.Chart(top).mark_text(align="left", dx=10, dy=-6).encode(x=x, y=y, text="product:N")
    return styled(
        alt.layer(line, points, names).properties(height=320),
        "Contribution against investment",
        "size: revenue · below the line: loses money",
        look,
    )


def _points(shown: pd.DataFrame, name: str, look: Tokens) -> Any:
    amounts = ("contribution", "investment", "revenue")
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("label:N", title=name),
        *(alt.Tooltip(f"{amount}:Q", title=amount.capitalize(), format=",.0f") for amount in amounts),
    ]
    colour = alt.condition("datum.contribution < datum.investment", alt.value(look.worse), alt.value(look.better))
    size = alt.Size("revenue:Q", legend=None, scale=alt.Scale(range=[40, 1600], zero=True))
    circles = alt.Chart(shown).mark_circle(opacity=0.75, stroke=look.background, strokeWidth=1)
    return circles.encode(size=size, color=colour, tooltip=tooltip)


def whale(curve: pd.DataFrame, look: Tokens) -> Any:
    """Cumulative contribution by rank: where it peaks, and what the rest takes back."""
    origin = pd.DataFrame({"rank": [0], "cumulative": [0.0], "product": [""], "cumulative_share": [0.0]})
    shown = pd.concat([origin, curve])
    shown["label"] = shown["cumulative_share"].map(formats.percent)
    x = alt.X("rank:Q", title="Products, largest contribution first", axis=alt.Axis(tickMinStep=1, grid=False))
    y = alt.Y("cumulative:Q", title=None, axis=alt.Axis(format="~s", tickCount=5))
    tooltip = [
        alt.Tooltip("product:N", title="Product"),
        alt.Tooltip("label:N", title="Cumulative share"),
        alt.Tooltip("cumulative:Q", title="Cumulative contribution", format=",.0f"),
    ]
    area = alt.Chart(shown).mark_area(color=look.last_year, opacity=0.35, line={"color": look.actual}).encode(x=x, y=y)
    dots = alt.Chart(shown).mark_circle(color=look.actual, size=40).encode(x=x, y=y, tooltip=tooltip)
    return styled(
        alt.layer(area, dots).properties(height=320),
        "Whale curve: cumulative contribution",
        "rising: products that earn · falling: take back",
        look,
    )


def trend(monthly: pd.DataFrame, name: str, look: Tokens) -> Any:
    """The portfolio's return over twelve months, month by month; one point is a whole year."""
    shown = monthly.dropna(subset=["roi"]).copy()
    shown["label"] = shown["roi"].map(formats.percent)
    shown["when"] = [formats.month(month.date()) for month in shown["month"]]
    x = alt.X("month:T", title=None, axis=alt.Axis(format="%b %y", tickCount=6, grid=False))
    y = alt.Y("roi:Q", title=None, axis=alt.Axis(format="%", tickCount=5), scale=alt.Scale(zero=True))
    tooltip = [alt.Tooltip("when:N", title="Month"), alt.Tooltip("label:N", title=name)]
    line = alt.Chart(shown).mark_line(color=look.actual, size=2).encode(x=x, y=y)
    dots = alt.Chart(shown).mark_circle(color=look.actual, size=40).encode(x=x, y=y, tooltip=tooltip)
    last = alt.Chart(shown.tail(1)).mark_text(dy=-12, fontWeight=600).encode(x=x, y=y, text="label:N")
    return styled(
        alt.layer(line, dots, last).properties(height=320),
        f"{name} of the portfolio by month",
        "each point is one month's ratio of sums",
        look,
    )
