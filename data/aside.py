"""A file's figures beside the store: read, checked and summed as any load's, and never taken in."""

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from data import intake, queries
from data.problems import ReallotError
from data.store import Store

ALL = {"basis": "actual", **queries.UNFILTERED}


@dataclass(frozen=True)
class Aside:
    """Each product's periods in the last twelve months of actual figures, as the query `product_periods` gives them."""

    periods: pd.DataFrame
    first_month: date
    last_month: date
    currency: str | None  # None where the file does not state one


def figures(content: bytes, name: str) -> Aside:
    """What a finance file called `name` says of its products.

    Raises
    ------
    ReallotError
        It cannot be read without being asked something, or holds no actual finance figures.
    """
    with tempfile.TemporaryDirectory(prefix="reallot-aside-") as folder:
        path = Path(folder) / (Path(name).name or "upload")
        path.write_bytes(content)
        store = Store(Path(folder) / "store")
        intake.load_file(store, path, intake.Wanted())
        with store.open() as con:
            months = queries.read(con, "months", **ALL)
            if months.empty:
                raise ReallotError(f"{name} holds no actual finance figures.")
            last = max(month.date() for month in months["last_month"])
            first = date(last.year - (last.month < 12), last.month % 12 + 1, 1)
            periods = queries.read(con, "product_periods", first_month=first, last_month=last, by=None, **ALL)
            stated = queries.read(con, "badge")["currency"].dropna()
    return Aside(periods, first, last, None if stated.empty else str(stated.iloc[0]))
