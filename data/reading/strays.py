"""A period far from all the others of its table, such as 1971-02 among the months of 2025: likely a slip, and said."""

from collections.abc import Iterator
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc

from data.problems import Place, Problem, Severity
from data.reading.said import TableReading

FAR = 5 * 365  # days from a period to the next one
FEWEST = 3  # other periods


def problems(table: TableReading, file: str) -> Iterator[Problem]:
    """A warning for the first or the last period of a table that stands alone, years from all the others."""
    records = table.records
    if "period" not in records.column_names or not len(records):
        return
    dates = records["period"].cast(pa.date32())
    known = sorted(day for day in pc.unique(dates).to_pylist() if day is not None)
    if len(known) <= FEWEST:
        return
    gaps = [(later - earlier).days for earlier, later in pairwise(known)]
    others = {known[0]: (gaps[0], gaps[1:]), known[-1]: (gaps[-1], gaps[:-1])}
    for day, (gap, rest) in others.items():
        if gap > FAR and gap > 3 * max(rest):
            row = records["row_number"][pc.index(dates, pa.scalar(day, pa.date32())).as_py()].as_py()
            column = table.mapping.fields.get("period")
            place = Place(file, table.mapping.sheet, row, column.column if column else None)
            found = f"the period {day:%Y-%m} is {gap // 365} years from all the others"
            remedy = "It was loaded. If it is a slip, correct the cell and upload the file again."
            yield Problem("stray_period", place, found, "", remedy, Severity.WARNING)
