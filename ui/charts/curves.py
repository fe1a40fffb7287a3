"""A product's response curve: its months, the curve where it was ever seen and where not, today and the proposal."""

from typing import Any

import altair as alt
import pandas as pd

from ui.charts import marks
from ui.theme import Tokens, styled


def response(
    curve: pd.DataFrame, marked: pd.DataFrame, years: pd.DataFrame, titles: tuple[str, str], look: Tokens
) -> Any:
    """Contribution against budget.

    `curve` has `budget`, `contribution`, `low`, `high` (80 %) and `part` ("seen", or "below" and "above" it);
    `marked` `budget`, `contribution` and `what` ("today" or "proposal"); `years` the sums of any 12 months.
    """
    x = alt.X("budget:Q", title=None, axis=marks.money(), scale=alt.Scale(zero=True))
    y = alt.Y("contribution:Q", title=None, axis=marks.money(), scale=alt.Scale(zero=True))
    band = alt.Chart(curve).mark_area(opacity=0.18, color=look.action).encode(x=x, y="low:Q", y2="high:Q")
    dash = alt.condition("datum.part === 'seen'", alt.value([1, 0]), alt.value([5, 4]))
    line = (
        alt.Chart(curve).mark_line(color=look.action, strokeWidth=2).encode(x=x, y=y, detail="part:N", strokeDash=dash)
    )
    points = alt.Chart(years).mark_point(color=look.last_year, filled=True, size=24, opacity=0.7).encode(x=x, y=y)
    shape = alt.Shape("what:N", scale=alt.Scale(domain=["today", "proposal"], range=["circle", "square"]), legend=None)
    tooltip = [alt.Tooltip("what:N", title="Point"), alt.Tooltip("said:N", title="Budget and contribution")]
    ends = alt.Chart(marked).mark_point(size=130, strokeWidth=2, color=look.text, fill=look.background)
    named = alt.Chart(marked).encode(x=x, y=y, text="what:N")
    layers = [band, line, points, ends.encode(x=x, y=y, shape=shape, tooltip=tooltip)]
    layers += marks.labels(named, look, align="left", dx=10, dy=12)
    return styled(alt.layer(*layers).properties(height=280), *titles, look)
