"""The sample portfolio as pandas and openpyxl read its workbooks, without our reader or SQL."""

import pandas as pd
import pytest

from data.store import Store


@pytest.fixture(scope="session")
def book(sample_folder):
    """One sheet of one of the sample's workbooks."""

    def sheet(name, title):
        return pd.read_excel(sample_folder / "workbooks" / f"{name}.xlsx", sheet_name=title, engine="openpyxl")

    return sheet


@pytest.fixture
def sample(sample_folder):
    return Store(sample_folder / "store")
