"""Tables whose numbers read as they do in sentences, and sort as the numbers that they are."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from ui import formats

Writer = Callable[[Any], str]


def figures(table: pd.DataFrame, ratios: tuple[str, ...] = (), others: Mapping[str, Writer] | None = None) -> Styler:
    """A table with its fractions as percentages, its amounts to the cent, its whole numbers without decimals.

    `others` are the columns that hold another kind of figure, and how it is written; text stays as it is.
    """
    writers: dict[Any, str | Writer | None] = {
        name: formats.exact if pd.api.types.is_float_dtype(kind) else formats.count
        for name, kind in table.dtypes.items()
        if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
    }
    writers |= {name: formats.percent for name in ratios if name in writers}
    writers |= {name: writer for name, writer in (others or {}).items() if name in writers}
    return table.reset_index(drop=True).style.format(writers, na_rep=formats.MISSING)


def show(styled: Styler, **more: Any) -> Any:
    """Show such a table; what is not known is a dash there too."""
    return st.dataframe(styled, hide_index=True, placeholder=formats.MISSING, **more)
