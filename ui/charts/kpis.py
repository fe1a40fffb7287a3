"""The lagging list drawn as one picture, a KPI against its target and onward, products against KPIs."""

import textwrap
from typing import Any

import altair as alt
import pandas as pd

from ui import formats
from ui.charts import marks
from ui.theme import Tokens, styled

MOST = 12
ROW, HEAD = 24, 44  # of a line; of title and subtitle
FULL = 1.25  # attainment at the right end of a bullet
BULLET, STRIP = (51.5, 64.0), (86.0, 100.0)  # where they lie, in hundredths of the width
LEGEND = "▼ off target ◆ near target ▲ on target"
WHOLE_PAGE = 200  # letters of a subtitle across the page
MARKS = {"red": "▼", "amber": "◆", "green": "▲", "": "–"}
COLUMNS: tuple[tuple[str, str, float, str], ...] = (  # field, heading, place, alignment
    ("state", "", 0, "left"),
    ("kpi", "KPI", 2, "left"),
    ("of", "Product", 19, "left"),
    ("actual_text", "Actual", 41.5, "right"),
    ("target_text", "Target", 49.5, "right"),
    ("attained", "of target", 69.0, "right"),
    ("behind", "behind", 73.7, "right"),
    ("streak_text", "streak", 78.0, "right"),
    ("chance_text", "chance", 84.2, "right"),
)


def colour(status: str, look: Tokens) -> str:
    """A status in the house's colours."""
    return {"red": look.worse, "amber": look.warning, "green": look.better}.get(status, look.muted)


def lagging(rows: pd.DataFrame, strips: pd.DataFrame, title: str, look: Tokens) -> Any:
    """The list: status, KPI, product, actual, target, bullet, months behind, streak, chance and the last 12 periods.

    `rows` has one row per line in its order with the texts of `COLUMNS`, `series`, `status`, `attainment`, `amber`;
    `strips` one row per line and period with `line`, `place` (0 to 11), `status`, `when`.
    """
    shown = rows.reset_index(drop=True).assign(line=range(len(rows)))
    y = alt.Y("line:O", axis=None, scale=alt.Scale(domain=list(range(-1, len(shown))), paddingInner=0.25))
    layers = [_targets(shown, y, look), *_bullets(shown, y, look), _strip(strips, y, look)]
    layers += [_text(shown, column, y, look) for column in COLUMNS]
    layers += [_headings(y, look)]
    chart = alt.layer(*layers).properties(height=HEAD + ROW * (len(shown) + 1))
    subtitle = f"{LEGEND} – not rated · bar: attainment, tick: target · right: the last 12 periods"
    return styled(chart, title, f"{subtitle} · select a line to look closely", look, WHOLE_PAGE)


def _x(place: Any) -> alt.X:
    return alt.X(place, axis=None, scale=alt.Scale(domain=[0, 100], nice=False))


def _targets(shown: pd.DataFrame, y: alt.Y, look: Tokens) -> Any:
    """Each line as a whole, to be selected."""
    pick = alt.selection_point(name=marks.PICK, fields=["series"])
    whole = shown.assign(left=0.0, right=100.0)
    lit = alt.condition(pick, alt.value(0.5), alt.value(0.0), empty=False)
    tooltip = marks.tooltip(sentence=" ")
    rects = alt.Chart(whole).mark_rect(color=look.grid, cursor="pointer")
    return rects.encode(x=_x("left:Q"), x2="right:Q", y=y, opacity=lit, tooltip=tooltip).add_params(pick)


def _bullets(shown: pd.DataFrame, y: alt.Y, look: Tokens) -> list[Any]:
    left, right = BULLET
    scale = (right - left) / FULL
    known = shown.dropna(subset=["attainment"])
    ends = known["attainment"].clip(lower=0, upper=FULL)
    bars = known.assign(
        x0=left,
        x1=left + ends * scale,
        amber_at=left + known["amber"].fillna(0.9) * scale,
        target_at=left + scale,
        end=right,
        fill=[colour(status, look) for status in known["status"]],
    )
    base = alt.Chart(bars)
    fill = alt.Color("fill:N", scale=None)
    return [
        base.mark_rect(color=look.grid, height=16).encode(x=_x("x0:Q"), x2="end:Q", y=y),
        base.mark_rect(color=look.border, height=16).encode(x=_x("x0:Q"), x2="amber_at:Q", y=y),
        base.mark_rect(height=8).encode(x=_x("x0:Q"), x2="x1:Q", y=y, color=fill),
        base.mark_tick(color=look.text, thickness=3, size=18, orient="vertical").encode(x=_x("target_at:Q"), y=y),
    ]


def _strip(strips: pd.DataFrame, y: alt.Y, look: Tokens) -> Any:
    left, right = STRIP
    wide = (right - left) / 12
    cells = strips.assign(
        x=left + (strips["place"] + 0.5) * wide,
        mark=strips["status"].map(MARKS),
        fill=[colour(status, look) for status in strips["status"]],
    )
    tooltip = marks.tooltip(when="Period", reached="Of target")
    text = alt.Chart(cells).mark_text(fontSize=13)
    return text.encode(x=_x("x:Q"), y=y, text="mark:N", color=alt.Color("fill:N", scale=None), tooltip=tooltip)


def _text(shown: pd.DataFrame, column: tuple[str, str, float, str], y: alt.Y, look: Tokens) -> Any:
    field, _, place, align = column
    coloured = shown.assign(
        at=place, fill=[colour(s, look) if field == "state" else look.text for s in shown["status"]]
    )
    limits = {"kpi": 190, "of": 170}
    mark: dict[str, Any] = {"align": align, "limit": limits.get(field, 120), "fontSize": 13}
    text = alt.Chart(coloured).mark_text(**mark)
    return text.encode(x=_x("at:Q"), y=y, text=f"{field}:N", color=alt.Color("fill:N", scale=None))


def _headings(y: alt.Y, look: Tokens) -> Any:
    heads = [{"at": place, "name": name, "align": align} for _, name, place, align in COLUMNS]
    heads += [{"at": at, "name": name, "align": "left"} for at, name in ((BULLET[0], "0 %"), (STRIP[0], "12 periods"))]
    layers = []
    for align in ("left", "right"):
        of_side = pd.DataFrame([{**head, "line": -1} for head in heads if head["align"] == align])
        mark: dict[str, Any] = {"align": align, "color": look.muted, "fontSize": 12}
        layers.append(alt.Chart(of_side).mark_text(**mark).encode(x=_x("at:Q"), y=y, text="name:N"))
    return alt.layer(*layers)


def onward(path: pd.DataFrame, end: pd.DataFrame, titles: tuple[str, str], percents: bool, look: Tokens) -> Any:
    """A KPI against its target by period, and where it is heading with its band.

    `path` has one row per period with `when`, `actual`, `target`; `end` is one row: `when`, `projected`, `low`, `high`.
    """
    order = [*path["when"], *(when for when in end["when"] if when not in set(path["when"]))]
    every = max(1, -(-len(order) // 7))
    axis = alt.Axis(values=order[::-1][::every], labelAngle=0, labelFlush=True)
    x = alt.X("when:O", sort=order, title=None, axis=axis, scale=alt.Scale(domain=order))
    y = alt.Y(
        "actual:Q",
        title=None,
        axis=marks.percent() if percents else marks.money(),
        scale=alt.Scale(zero=False, padding=12),
    )
    tooltip = marks.tooltip(when="Period", label="Actual")
    tooltip += [alt.Tooltip("target_label:N", title="Target")]
    plan = alt.Chart(path.dropna(subset=["target"]))
    came = alt.Chart(path.dropna(subset=["actual"]))
    layers = [
        plan.mark_line(color=look.muted, strokeDash=[5, 3], size=2).encode(x=x, y="target:Q"),
        came.mark_line(color=look.actual, size=2.5).encode(x=x, y=y),
        came.mark_circle(color=look.actual, size=40).encode(x=x, y=y, tooltip=tooltip),
    ]
    if end["low"].notna().any():
        band = alt.Chart(end).mark_rule(color=look.action, strokeWidth=10, opacity=0.3)
        layers.append(band.encode(x=x, y="low:Q", y2="high:Q"))
    if end["projected"].notna().any():
        point = alt.Chart(end).encode(x=x, y="projected:Q")
        layers.append(point.mark_point(color=look.action, shape="diamond", size=110, filled=True))
        layers += marks.labels(point.encode(text="label:N"), look, dy=-16, align="right", fontWeight=600)
    return styled(alt.layer(*layers).properties(height=300), *titles, look)


def heat(cells: pd.DataFrame, subtitle: str, look: Tokens) -> Any:
    """A row a product, a column a KPI: attainment, with its status by mark and colour.

    `cells` has one row per product and KPI with `product`, `kpi`, `attainment`, `status`.
    """
    shown = cells.assign(
        label=[f"{MARKS[s]} {formats.percent(a)}" for s, a in cells[["status", "attainment"]].itertuples(index=False)],
        heading=["\n".join(textwrap.wrap(str(name), 15)) for name in cells["kpi"]],
        fill=[colour(status, look) for status in cells["status"]],
        strength=[{"red": 0.30, "amber": 0.22, "green": 0.12}.get(status, 0.0) for status in cells["status"]],
    )
    products = list(dict.fromkeys(shown["product"]))
    lines = shown["heading"].str.count("\n").max()
    axis = alt.Axis(
        orient="top",
        labelExpr="split(datum.label, '\\n')",
        labelAngle=0,
        labelLimit=120,
        labelPadding=6 + 14 * int(lines),
        ticks=False,
        domain=False,
    )
    x = alt.X("heading:N", sort=list(dict.fromkeys(shown["heading"])), title=None, axis=axis)
    y = alt.Y("product:N", sort=products, title=None, axis=alt.Axis(labelLimit=180, ticks=False, domain=False))
    tooltip = marks.tooltip(product="Product", kpi="KPI", label="Of target")
    fill = alt.Color("fill:N", scale=None)
    rects = alt.Chart(shown).mark_rect(stroke=look.background, strokeWidth=2)
    cells_drawn = rects.encode(x=x, y=y, color=fill, opacity=alt.Opacity("strength:Q", scale=None), tooltip=tooltip)
    text = alt.Chart(shown).mark_text().encode(x=x, y=y, text="label:N")
    chart = alt.layer(cells_drawn, text).properties(height=72 + 16 * int(lines) + 24 * len(products))
    return styled(chart, "Attainment by product and KPI", subtitle, look)
