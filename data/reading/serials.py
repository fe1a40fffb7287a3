"""Dates as bare numbers: a workbook keeps a date as the days since its epoch, and may forget to say that it is one."""

from datetime import date, timedelta
from decimal import Decimal

from data.reading.cells import CellValue

EPOCH = date(1899, 12, 30)  # day 0 of a workbook, from March 1900 on
SERIALS = (36_526, 55_153)  # 1 January 2000 to 31 December 2050


def from_serial(value: CellValue) -> CellValue:
    """The date of a number that counts days since 1900, as a workbook keeps dates; any other cell as it is.

    >>> from decimal import Decimal
    >>> from_serial(Decimal(45292)), from_serial(Decimal(2024))
    (datetime.date(2024, 1, 1), Decimal('2024'))
    """
    return EPOCH + timedelta(int(value)) if is_serial(value) and isinstance(value, Decimal) else value


def is_serial(value: CellValue) -> bool:
    """Whether a number may count the days to a date from 2000 to 2050."""
    return isinstance(value, Decimal) and value == value.to_integral_value() and SERIALS[0] <= value <= SERIALS[1]
