"""What an upload must not do to the figures that count already: count them twice, mix currencies, mix in a sample."""

import duckdb

from data import queries
from data.problems import Place, refuse


def refuse_all(con: duckdb.DuckDBPyConnection, upload_id: int, again: bool = False) -> None:
    """Refuse the draft in which this upload counts, or counts `again`, where it cannot stand beside the others.

    Raises
    ------
    Refused
        Another feed gives the same figures, and the upload was not said to come on top; a quarter would be added to
        its months, or one currency to another; or made-up figures would stand beside real ones.
    """
    statement = "select feed_id, file_name, overlap from upload where upload_id = $upload_id"
    feed_id, file, overlap = con.execute(statement, {"upload_id": upload_id}).fetchall()[0]
    _refuse_sample_beside_real(con)
    _refuse_two_lengths(con, upload_id, feed_id, file)
    if not overlap:
        _refuse_double_counting(con, upload_id, feed_id, file, again)
    _refuse_mixed_currencies(con, upload_id, file)


def _refuse_sample_beside_real(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute("select distinct sample from upload where withdrawn_at is null").fetchall()
    if len(rows) > 1:
        remedy = "Undo the uploads of real data first, or try the sample in another folder: --store DIR."
        raise refuse("sample", Place(), "the store has real data, which is never combined with the sample", "", remedy)


def _refuse_double_counting(
    con: duckdb.DuckDBPyConnection, upload_id: int, feed_id: int, file: str, again: bool
) -> None:
    if not con.execute(queries.text("other_feeds"), {"feed_id": feed_id}).fetchall():
        return  # found at once, where the search below reads every figure
    row = con.execute(queries.text("overlapping_feed"), {"upload_id": upload_id, "feed_id": feed_id}).fetchone()
    if row is None:
        return
    feed, measure, products, first, last = row
    figures = f"{measure} of {products:,} product{'' if products == 1 else 's'} for {first:%b %Y} to {last:%b %Y}"
    found = f"the feed “{feed}” already provides {figures}"
    remedy = f"Load this file into “{feed}” to replace those figures, or choose to add both."
    if again:
        remedy = f"Undo the uploads of “{feed}” that provide those figures first."
    raise refuse("overlap", Place(file), found, "", remedy)


def _refuse_two_lengths(con: duckdb.DuckDBPyConnection, upload_id: int, feed_id: int, file: str) -> None:
    """Refuse a quarter or year beside its own months in one feed: both would be added up."""
    if len(con.execute(queries.text("grains"), {"upload_id": upload_id, "feed_id": feed_id}).fetchall()) < 2:
        return
    row = con.execute(queries.text("overlapping_grain"), {"upload_id": upload_id, "feed_id": feed_id}).fetchone()
    if row is None:
        return
    measure, product, grain, period, other_grain, other_period = row
    found = (
        f"{measure} of “{product}” by {grain} ({period:%b %Y}) beside the same by {other_grain} ({other_period:%b %Y})"
    )
    raise refuse(
        "grain", Place(file), found, "periods of one length", "Leave one of the two out: both would be added up."
    )


def _refuse_mixed_currencies(con: duckdb.DuckDBPyConnection, upload_id: int, file: str) -> None:
    currencies = [row[0] for row in con.execute(queries.text("currencies"), {"upload_id": upload_id}).fetchall()]
    if len(currencies) > 1:
        found = f"amounts in {' and '.join(currencies)}"
        raise refuse("currency", Place(file), found, "one currency in the store", "Convert them to one currency first.")
