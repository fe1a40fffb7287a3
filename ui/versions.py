"""What was loaded, as the screens see it: uploads and their receipts, versions, and products by several names."""

from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from data import aliases, diff, intake, numbers
from data import blanks as meanings
from data import load as loading
from data.aliases import Name
from data.reading.kinds import KINDS
from data.store import Store
from ui import session

MEASURES = {field.name: field.title for kind in KINDS.values() for field in kind.measures}


def history() -> list[dict[str, Any]]:
    """Every upload, newest first."""
    return numbers.history(session.store(), session.version())


def receipt(upload_id: int) -> dict[str, Any]:
    """What an upload loaded, rejected and restated."""
    return _receipt(str(session.store().folder), session.version(), upload_id)


@st.cache_data(max_entries=200, show_spinner=False)
def _receipt(folder: str, data_version: int, upload_id: int) -> dict[str, Any]:
    return intake.receipt_report(Store(Path(folder)), upload_id, data_version)


def original(sha256: str) -> Path:
    """An upload as it came."""
    return session.store().original(sha256)


def withdraw(upload_id: int) -> None:
    """Take an upload out of every figure, and see the version without it."""
    session.switch(loading.withdraw(session.store(), upload_id).data_version)


def restore(upload_id: int) -> None:
    """Let a withdrawn upload count again, and see the version with it."""
    session.switch(loading.restore(session.store(), upload_id).data_version)


def measure(name: str) -> str:
    """The title of a measure."""
    return MEASURES.get(name, name)


def kept() -> list[int]:
    """The versions that can be compared, that which is shown first; 0 is the empty store."""
    return [*(each for each in reversed(session.store().kept) if each <= session.version()), 0]


def changes(before: int, after: int) -> pd.DataFrame:
    """The figures that differ between two versions, one row each."""
    return pd.DataFrame(diff.changes(session.store(), before, after))


def names() -> dict[str, str]:
    """What each alias of a product means."""
    return aliases.all_of(session.store(), session.version())


def look_alikes() -> list[tuple[Name, ...]]:
    """The names that look as if they meant one product."""
    return _look_alikes(str(session.store().folder), session.version())


@st.cache_data(max_entries=20, show_spinner=False)
def _look_alikes(folder: str, data_version: int) -> list[tuple[Name, ...]]:
    return aliases.proposals(Store(Path(folder)), data_version)


def say_names(wanted: dict[str, str]) -> None:
    """Let these be all aliases in place of those that are shown, and see the version with them."""
    session.switch(aliases.replace_all(session.store(), wanted, seen=names()))


def merge(names: list[str], product: str) -> None:
    """Let names mean one product, and see the version in which they do."""
    session.switch(aliases.merge(session.store(), names, product))


def keep_apart(names: list[str]) -> None:
    """Let names that look alike be products of their own."""
    session.switch(aliases.keep_apart(session.store(), names))


def blanks() -> dict[str, bool]:
    """By product, whether a blank investment means that nothing was invested."""
    rows = session.read("blanks")
    return {str(row["product"]): bool(row["nothing"]) for row in rows.to_dict("records")}


def blank_products() -> pd.DataFrame:
    """The products whose blank investment has an answer or needs one: `product`, `nothing` (missing: no answer)."""
    return session.read("blank_products")


def answer_blank(product: str, nothing: bool | None) -> None:
    """Say what a product's blank investment means, and see the version with it."""
    session.switch(meanings.answer(session.store(), product, nothing))
