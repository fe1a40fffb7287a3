"""What the store says of itself: uploads, sheets, control totals, problems; money as JSON numbers to four decimals."""

from decimal import Decimal
from typing import Any

from data import queries, replaced
from data.replaced import Replaced
from data.store import Store

Row = dict[str, Any]


def _rows(store: Store, query: str, version: int | None = None, **parameters: Any) -> list[Row]:
    with store.open(version) as con:
        return [{k: _plain(v) for k, v in row.items()} for row in queries.exact(con, query, **parameters)]


def _plain(value: Any) -> Any:
    return float(round(value, 4)) if isinstance(value, Decimal) else value


def history(store: Store, version: int | None = None) -> list[Row]:
    """Every upload, newest first; times in UTC. Of the newest version by default, as all that follows."""
    return _rows(store, "history", version)


def feeds(store: Store) -> list[Row]:
    """Every feed with the sheets' newest upload."""
    return _rows(store, "feeds")


def sheets(store: Store, upload_id: int) -> list[Row]:
    """The loaded sheets of an upload with their rows."""
    return _rows(store, "sheets", upload_id=upload_id)


def control_totals(store: Store, upload_id: int, version: int | None = None) -> list[Row]:
    """The sheet's total of each measure column against the store's, and their difference."""
    return _rows(store, "control_totals", version, upload_id=upload_id)


def proofs(store: Store, upload_id: int, version: int | None = None) -> list[Row]:
    """Columns that others determine: their own total and the computed one."""
    return _rows(store, "proofs", version, upload_id=upload_id)


def problems(store: Store, upload_id: int, version: int | None = None) -> list[Row]:
    """What was rejected or warned of, in the order of the sheet."""
    return _rows(store, "problems", version, upload_id=upload_id)


def restated(store: Store, upload_id: int, version: int | None = None) -> list[Row]:
    """What an upload changed of its feed's earlier figures, summed by measure and basis."""
    return _rows(store, "restated", version, upload_id=upload_id)


def restated_exactly(store: Store, upload_id: int) -> list[Row]:
    """The same with its sums as decimals: a JSON number would round what has more than 16 digits."""
    return _exactly(store, "restated", upload_id)


def restated_cells(store: Store, upload_id: int, version: int | None = None) -> list[Row]:
    """The first thousand figures that an upload changed, each with its cell, what it was and what it is."""
    return _exactly(store, "restated_cells", upload_id, version)


def replaced_by(store: Store, upload_id: int, version: int | None = None) -> tuple[Replaced, ...]:
    """The figures whose place an upload took, by measure, with their sums before and after."""
    with store.open(version) as con:
        return replaced.of_upload(con, upload_id)


def _exactly(store: Store, query: str, upload_id: int, version: int | None = None) -> list[Row]:
    """The answer of a query on one upload, its sums as decimals."""
    with store.open(version) as con:
        return queries.exact(con, query, upload_id=upload_id)
