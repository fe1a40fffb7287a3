"""Colours by what they mean, in light and dark, and how every chart looks."""

import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import streamlit as st


@dataclass(frozen=True)
class Tokens:
    """One theme's colours."""

    background: str
    text: str
    muted: str
    border: str
    grid: str
    action: str
    actual: str
    last_year: str
    better: str
    worse: str
    warning: str
    categories: tuple[str, ...]


LIGHT = Tokens(
    background="#FFFFFF",
    text="#1B2733",
    muted="#52606D",
    border="#CBD3DB",
    grid="#E3E8ED",
    action="#0F5FA8",
    actual="#2F3B47",
    last_year="#9AA6B2",
    better="#0B6FB3",
    worse="#C2410C",
    warning="#8A6100",
    categories=("#0F5FA8", "#B87A6B", "#78114F", "#569CAE", "#546803", "#113B1A"),
)
DARK = Tokens(
    background="#11171E",
    text="#E9EEF3",
    muted="#A3B1BF",
    border="#3A4754",
    grid="#2A3540",
    action="#6CB2F0",
    actual="#D5DCE3",
    last_year="#74818E",
    better="#5AB0EE",
    worse="#F58A4B",
    warning="#E0B040",
    categories=("#6CB2F0", "#DCEF8F", "#AE5668", "#A4A404", "#6B6BB8", "#E9B4BF"),
)
LONGEST_LINE = 96  # letters of a subtitle in half a page of 1366 pixels
FONT = "IBM Plex Sans, sans-serif"
FRAME = Path(__file__).with_name("frame.css")
HISTORY = Path(__file__).with_name("history.js")


def tokens() -> Tokens:
    """The colours of the theme that the visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def frame() -> None:
    """The measures of every page, and what back and forward in the browser lead to."""
    st.html(FRAME)
    script = HISTORY.read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def styled(chart: Any, title: str, subtitle: str, look: Tokens, longest: int = LONGEST_LINE) -> Any:
    """A chart in the house's type and colours, with a title that says what, in which unit and when.

    A subtitle of more letters than fit beside another chart goes on in a second line.
    """
    heading = alt.TitleParams(
        title,
        subtitle=textwrap.wrap(subtitle, longest),
        anchor="start",
        fontSize=16,
        fontWeight=600,
        subtitleFontSize=12,
        color=look.text,
        subtitleColor=look.muted,
        offset=8,
    )
    axis = {
        "labelColor": look.muted,
        "titleColor": look.muted,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "gridColor": look.grid,
        "domainColor": look.border,
        "tickColor": look.border,
    }
    return (
        chart.properties(title=heading, background=look.background)
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(**axis)
        .configure_text(color=look.text, fontSize=12, font=FONT)
        .configure_legend(labelColor=look.muted, titleColor=look.muted, labelFontSize=12, titleFontSize=12)
    )
