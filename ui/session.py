"""What one visitor sees and does: the store, the version they stay on, cached answers.

The place for state and caches.

Answers are cached by data version and filter values, never by a DataFrame. A session stays on the version that it
began with until its user switches, so that no figure moves in the middle of a meeting; where that version is no longer
kept, nothing is answered until the user has chosen another.
"""

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import streamlit as st

from data import intake, queries
from data import kpi_ways as ways_of_kpis
from data import own_names as kept_names
from data import sold_in as products_in
from data.aside import Aside, figures
from data.problems import Failed, ReallotError, column_letters
from data.sample.write import write as write_sample
from data.store import Store, default_folder
from data.upgrade import upgrade

RefusedAction = ReallotError
FailedAction = Failed  # by an error of Reallot's own
UNFILTERED, ALWAYS = queries.UNFILTERED, queries.ALWAYS
_VERSION = "data version"
T = TypeVar("T")
Parameters = tuple[tuple[str, Any], ...]


class VersionGone(RefusedAction):
    """The version that a session sees is no longer kept."""


def store() -> Store:
    """The store of this server."""
    return Store(default_folder())


def start() -> None:
    """Give a new session the newest version."""
    if _VERSION not in st.session_state:
        upgrade(store())
        st.session_state[_VERSION] = store().version


def seen() -> int:
    """The data version that this session was shown, whether it is still kept or not."""
    return int(st.session_state[_VERSION])


def gone() -> bool:
    """Whether that version is no longer kept: ten newer ones were published, or the store was changed from outside."""
    return seen() > 0 and not store().path(seen()).exists()


def version() -> int:
    """The data version that this session sees; 0 where nothing was ever loaded.

    Raises
    ------
    VersionGone
        It is no longer kept.
    """
    if gone():
        raise VersionGone(f"Version {seen()}, which you were shown, is no longer kept. Choose “Show the newest”.")
    return seen()


def newer() -> int | None:
    """The newest version, where it is not the one that this session was shown."""
    newest = store().version
    return newest if newest != seen() else None


def switch(to: int | None = None) -> None:
    """See a version from now on, the newest by default."""
    st.session_state[_VERSION] = store().version if to is None else to


def read(query: str, **parameters: Any) -> pd.DataFrame:
    """The answer of a named query on this session's version; lists may be given for parameters."""
    frozen = tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in parameters.items()))
    return _read(str(store().folder), version(), query, frozen).copy()


@st.cache_data(max_entries=500, show_spinner=False)
def _read(folder: str, data_version: int, query: str, parameters: Parameters) -> pd.DataFrame:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in parameters}
    return queries.read(_connection(folder, data_version), query, **values)


def computed(compute: Callable[[], T], name: str, **parameters: Any) -> T:
    """What is computed from answers of this session's version, kept by the name of it and the filters' values."""
    frozen = tuple(sorted((k, tuple(v) if isinstance(v, list) else v) for k, v in parameters.items()))
    found: T = _computed(str(store().folder), version(), name, frozen, compute)
    return found


@st.cache_data(max_entries=50, show_spinner=False)
def _computed(folder: str, data_version: int, name: str, parameters: Parameters, _compute: Callable[[], Any]) -> Any:
    return _compute()


@st.cache_resource(max_entries=4, show_spinner=False)
def _connection(folder: str, data_version: int) -> duckdb.DuckDBPyConnection:
    return Store(Path(folder)).open(data_version)


@st.cache_data(max_entries=10, show_spinner="Reading the sheet")
def aside(content: bytes, name: str) -> Aside:
    """What a finance file says, without taking it in.

    Raises
    ------
    ReallotError
        It cannot be read as it is.
    """
    return figures(content, name)


def address(column: int, row: int) -> str:
    """A cell's address as its spreadsheet shows it."""
    return f"{column_letters(int(column))}{int(row)}"


def own_names() -> list[str]:
    """The names of the visitor's own company that were kept."""
    vendors = read("vendors")
    return kept_names.kept(store(), dict(zip(vendors["vendor"], vendors["own"].astype(bool), strict=True)))


def keep_own_names(names: list[str]) -> None:
    """Keep the names of the visitor's own company."""
    kept_names.keep(store(), names)


def sold_in() -> dict[str, str]:
    """By product of finance the market that it sells in, as was said."""
    return products_in.all_of(store())


def keep_sold_in(said: dict[str, str]) -> None:
    """Keep in which markets products sell."""
    products_in.keep(store(), said)


def kpi_ways() -> dict[str, str]:
    """By KPI which way is good, as was said."""
    return ways_of_kpis.all_of(store())


def keep_kpi_ways(said: dict[str, str]) -> None:
    """Keep which way of some KPIs is good."""
    ways_of_kpis.keep(store(), said)


def proposed_market(product: str, markets: list[str]) -> str | None:
    """The market whose name a product's is like."""
    return products_in.proposed(product, markets)


def load_sample() -> None:
    """Load the sample portfolio and see it."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = intake.load_sample(store(), Path(folder))
    switch(loaded[-1]["data_version"])


def sample_archive() -> bytes:
    """The sample's workbooks in one zip archive."""
    with tempfile.TemporaryDirectory() as folder, io.BytesIO() as archive:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in write_sample(Path(folder)):
                packed.write(path, path.name)
        return archive.getvalue()
