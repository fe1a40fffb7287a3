"""What `check` finds: originals lost or changed, facts that no longer add up."""

import duckdb
import pytest

from data import check, load
from data.problems import StoreDamaged
from data.store import Store
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import FEBRUARY, JANUARY

BY_MONTH = "The sums by month are not those of the cells. Load any file to make them anew."
BY_CELL = "The sums by cell are not those of the sheets. Load any file to make them anew."
OF_MARKETS = "The sums of markets are not those of the cells. Load any file to make them anew."


def damage(store, statement):
    with duckdb.connect(str(store.path(store.version))) as con:
        con.execute(statement)


def original(store):
    (path,) = store.originals.iterdir()
    return path


def test_a_store_after_a_load_is_whole(store, finance_workbook):
    factories.load(store, finance_workbook)
    assert check.faults(store) == []


def test_a_store_without_a_load_and_one_whose_load_was_undone_are_whole(store, finance_workbook):
    assert check.faults(store) == []
    factories.load(store, finance_workbook)
    load.withdraw(store)
    assert check.faults(store) == []


def test_the_sample_with_its_facts_of_every_kind_is_whole(sample_folder):
    store = Store(sample_folder / "store")
    kinds = ("finance", "market", "kpi", "product", "objective", "initiative", "rating", "kpi_definition")
    with store.open() as con:
        assert all(con.execute(f"select count(*) from {kind}").fetchall()[0][0] for kind in kinds)
    assert check.faults(store) == []


def test_a_month_has_the_currency_that_a_sheet_states_whichever_states_none_beside_it(store, tmp_path):
    money = [["Product", "Month", "Currency", "Revenue"], ["Widget", JANUARY, "EUR", 300]]
    people = [["Product", "Month", "FTE"], ["Widget", JANUARY, 4]]
    for name, rows in (("1 people", people), ("2 money", money), ("3 more people", people)):
        path = write_workbook(tmp_path / f"{name}.xlsx", {"P&L": rows})
        factories.load(store, path, feed=name, overlap=True)
    with store.open() as con:
        assert con.execute("select currency, fte from finance_monthly").fetchall() == [("EUR", 8)]
    assert check.faults(store) == []


def test_a_missing_original_is_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    original(store).unlink()
    assert check.faults(store) == ["The original of upload 1 (finance.xlsx) is missing."]


def test_a_changed_original_is_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    original(store).write_bytes(b"changed")
    assert check.faults(store) == ["The original of upload 1 (finance.xlsx) was changed."]


def test_a_changed_amount_is_named_with_its_column(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "update finance set amount = amount + 1 where measure = 'revenue' and product = 'Widget'")
    assert check.faults(store) == ["Upload 1, column “Revenue” held 420.0000 and holds 421.0000.", BY_MONTH, BY_CELL]


def test_two_facts_of_one_cell_are_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "insert into finance select * from finance where measure = 'units' or row_number = 3")
    assert "Upload 1 has two facts of one cell, in row 3." in check.faults(store)


def test_facts_without_an_upload_and_of_an_unknown_basis_are_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "update finance set upload_id = 9, basis = 'guess' where product = 'Widget'")
    found = check.faults(store)
    assert "Upload 9 has facts and is not in the history." in found
    assert "A finance fact has the unknown basis “guess”." in found


def test_a_lost_fact_of_a_market_is_named(store, tmp_path):
    rows = [["Market", "Month", "Market size"], ["Pumps", JANUARY, 500], ["Valves", JANUARY, 70]]
    factories.load(store, write_workbook(tmp_path / "market.xlsx", {"Market": rows}))
    damage(store, "delete from market where market = 'Valves'")
    assert check.faults(store) == ["Upload 1, column “Market size” held 570.0000 and holds 500.0000.", OF_MARKETS]


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("update kpi set amount = 41 where amount = 40", "held 81.2500 and holds 82.2500."),
        ("delete from kpi", "held 81.2500 and holds nothing."),
        ("update kpi set amount = 1e300", "held 81.2500 and holds nothing."),
    ],
)
def test_a_changed_kpi_is_named(store, tmp_path, statement, fault):
    rows = [["KPI", "Month", "Actual"], ["Satisfaction", JANUARY, 40], ["Satisfaction", FEBRUARY, 41.25]]
    factories.load(store, write_workbook(tmp_path / "kpis.xlsx", {"KPIs": rows}))
    damage(store, statement)
    assert check.faults(store) == [f"Upload 1, column “Actual” {fault}"]


def test_figures_that_no_page_would_count_are_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "delete from coverage")
    assert check.faults(store) == ["Upload 1 has finance figures of 2026-01 that can never count.", BY_MONTH, BY_CELL]


def test_sums_that_are_not_those_of_the_cells_are_named(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "update finance_monthly set revenue = revenue + 1 where product = 'Widget'")
    assert check.faults(store) == [BY_MONTH]


def test_what_may_be_used_of_a_period_is_compared_with_the_cells(store, finance_workbook):
    factories.load(store, finance_workbook)
    damage(store, "update finance_period set whole = false where product = 'Widget'")
    (fault,) = check.faults(store)
    assert fault.startswith("What may be used of each period is not what the cells say.")


def test_a_damaged_byte_anywhere_in_the_facts_is_noticed(store, tmp_path):
    rows = [[f"Product {n}", JANUARY, n + 0.5, 1, 1] for n in range(300)]
    factories.load(store, factories.workbook(tmp_path, "many.xlsx", *rows))
    path, whole = store.path(1), store.path(1).read_bytes()
    for position in range(whole.index(b"Product 1"), len(whole), len(whole) // 7):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 255]) + whole[position + 1 :])
        with pytest.raises(StoreDamaged, match=r"cannot be (read to its end|opened)"):
            check.faults(store)
