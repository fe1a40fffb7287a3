"""Small stores and workbooks for tests of the loader, and fingerprints of what a folder holds."""

from datetime import date
from hashlib import sha256

from data import intake, queries
from data.acceptance import Acceptance
from tests.conftest import HEADINGS, write_workbook

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def workbook(folder, name, *rows, headings=HEADINGS):
    return write_workbook(folder / name, {"P&L": [headings, *rows]})


def load(store, path, **wanted):
    """The report of a load: `wanted` as `intake.Wanted` names it; what rejected rows leave out is accepted."""
    wanted.setdefault("accepted", Acceptance("Ada", "a test"))
    return intake.load_file(store, path, intake.Wanted(**wanted))


def revenue(store):
    """Revenue by product, of all that counts, as the database adds it up."""
    everything = {"basis": "actual", "by": None, "lines": None, "segments": None, "regions": None}
    window = {"first_month": date(1990, 1, 1), "last_month": date(2100, 1, 1)}
    with store.open() as con:
        periods = queries.read(con, "product_periods", **everything, **window)
    return periods.groupby("product")["revenue"].sum(min_count=1).to_dict()


def fingerprint(folder):
    """Every file of a store by name and content; the lock, which is empty, apart."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "loading.lock")
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}
