"""The sample workbooks, written once and read back as anyone would who has only the files."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data.sample.write import write

Reader = Callable[[str, str], pd.DataFrame]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write(folder)
    return folder


@pytest.fixture(scope="session")
def rows(folder: Path) -> Reader:
    """The rows of a workbook's sheet; actual months also as how many years ago: 0, 1 or 2."""

    @cache
    def read(workbook: str, sheet: str) -> pd.DataFrame:
        table = pd.read_excel(folder / f"{workbook}.xlsx", sheet_name=sheet, engine="calamine")
        if "Month" in table:
            past = (2026 - table["Month"].dt.year) * 12 + 9 - table["Month"].dt.month
            table["Year ago"] = past // 12
        return table

    return read
