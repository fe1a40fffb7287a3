"""Records in the shape in which the store keeps them."""

import pyarrow as pa

from data.reading import measures

ROW_GROUP = 122_880  # rows that DuckDB compresses together


def in_row_groups(records: pa.Table) -> pa.Table:
    """Records in batches of the database's row groups, each of which one thread then compresses."""
    small = len(records) < 4 * ROW_GROUP * max(1, records.column(0).num_chunks)  # larger ones are not worth a copy
    whole = records.combine_chunks() if small else records
    return pa.Table.from_batches(whole.to_batches(max_chunksize=ROW_GROUP), records.schema)


def amounts(records: pa.Table) -> pa.Table:
    """Amounts as the store keeps them: money as it is, what initiatives spend too, all other numbers as doubles."""
    for index, field in enumerate(records.schema):
        if pa.types.is_decimal256(field.type):
            values = records.column(index)
            stored = measures.stored(values) if field.name == "spend" else values.cast(pa.float64())
            records = records.set_column(index, field.name, stored)
    return records
