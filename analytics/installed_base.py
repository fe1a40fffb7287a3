"""Shares of an installed base in units: what part of the units in use are a vendor's."""

import pandas as pd

CELL = ["market", "segment", "region", "unit"]
PERIOD = ["first_month", "last_month"]
ROUNDING = 0.005  # by which vendors may be more than the whole


def shares(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with `share`, each vendor's units / all units of its market, segment, region, period and unit.

    All units are those of the row without a vendor where it is given, else the sum of the vendors. They are not known,
    and the shares NaN, where a vendor of the cell is not reported in a period, and where vendors hold more than all or
    less than none. A row without a vendor has no share.
    """
    if rows.empty:
        return rows.assign(share=pd.Series(dtype=float))
    named = rows["vendor"].notna()
    place = [rows[name].astype(object).fillna("") for name in (*CELL, *PERIOD)]
    held = rows["installed"].astype(float)
    vendors, sold = rows["vendor"].groupby(place), held.where(named).groupby(place)
    due = rows["vendor"].groupby(place[: len(CELL)]).transform("nunique")
    summed = sold.transform("sum").where(vendors.transform("nunique") == due)
    stated = held.where(~named).groupby(place).transform("max")
    whole = stated.fillna(summed)
    sound = (whole > 0) & (sold.transform("min") >= 0) & (sold.transform("sum") <= whole * (1 + ROUNDING))
    return rows.assign(share=(held / whole).where(named & sound))
