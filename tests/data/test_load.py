"""All of an upload or none of it; feeds, restatements, double counting, currencies, the sample, undo."""

import dataclasses
import re
from datetime import date
from decimal import Decimal

import pytest

from data import intake, load, queries
from data.problems import Refused, StoreError
from data.reading.read import read
from tests.conftest import HEADINGS, write_workbook
from tests.data import factories
from tests.data.factories import FEBRUARY, JANUARY, fingerprint, revenue, workbook


def by_month(store):
    """Revenue by month, of all that counts, in exact decimals."""
    window = {"first_month": date(1990, 1, 1), "last_month": date(2100, 1, 1)}
    with store.open() as con:
        rows = queries.exact(
            con, "product_periods", by=None, basis="actual", lines=None, segments=None, regions=None, **window
        )
    return {row["first_month"]: row["revenue"] for row in rows}


def test_the_same_file_again_changes_nothing(store, finance_workbook):
    first = factories.load(store, finance_workbook)
    before = fingerprint(store.folder)
    again = factories.load(store, finance_workbook)
    assert (first["unchanged"], again["unchanged"], again["upload"]) == (False, True, first["upload"])
    assert first["data_version"] == again["data_version"] == store.version == 1
    assert {**fingerprint(store.folder), "workspace.sqlite": ""} == {**before, "workspace.sqlite": ""}


def test_next_months_file_of_the_feed_wins_for_the_months_it_covers(store, tmp_path):
    january, february = ["Widget", JANUARY, 300, 100, 50], ["Widget", FEBRUARY, 400, 100, 50]
    factories.load(store, workbook(tmp_path, "PL 2026-01.xlsx", january))
    report = factories.load(store, workbook(tmp_path, "PL 2026-02.xlsx", ["Widget", JANUARY, 310, 100, 50], february))
    assert report["feed"] == "PL"
    assert revenue(store) == {"Widget": 710}
    (restated,) = report["restated"]
    assert (restated["measure"], restated["figures"], restated["was"], restated["now"]) == (
        "revenue",
        1,
        "300.00",
        "310.00",
    )


def test_a_file_of_one_month_leaves_the_months_around_it(store, tmp_path):
    months = [["Widget", date(2026, month, 1), 100 * month, 1, 1] for month in (1, 2, 3)]
    factories.load(store, workbook(tmp_path, "PL 2026-03.xlsx", *months))
    factories.load(store, workbook(tmp_path, "PL 2026-02 v2.xlsx", ["Widget", FEBRUARY, 250, 1, 1]))
    assert by_month(store) == {JANUARY: 100, FEBRUARY: 250, date(2026, 3, 1): 300}
    load.withdraw(store)
    assert by_month(store) == {JANUARY: 100, FEBRUARY: 200, date(2026, 3, 1): 300}


def test_a_load_that_was_undone_may_be_loaded_again(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    load.withdraw(store)
    again = factories.load(store, finance_workbook)
    assert (again["unchanged"], again["upload"], revenue(store)) == (False, 2, {"Widget": 300, "Gadget": 120})


def test_what_is_restated_is_said_to_its_last_digit(store, tmp_path):
    for name, amount in (("PL 1.csv", "12345678901234.5678"), ("PL 2.csv", "12345678901234.5679")):
        (tmp_path / name).write_text(f"Product,Month,Revenue\nWidget,2026-01,{amount}\n")
        report = factories.load(store, tmp_path / name)
    (restated,) = report["restated"]
    assert (restated["was"], restated["now"]) == ("12345678901234.5678", "12345678901234.5679")


def test_a_product_that_a_month_no_longer_gives_is_restated_to_nothing(store, tmp_path):
    both = (["Widget", JANUARY, 300, 100, 50], ["Gadget", JANUARY, 120, 60, 50])
    factories.load(store, workbook(tmp_path, "PL 2026-01.xlsx", *both))
    report = factories.load(store, workbook(tmp_path, "PL 2026-01 new.xlsx", both[0]))
    assert revenue(store) == {"Widget": 300}
    assert {row["measure"]: (row["was"], row["now"]) for row in report["restated"]}["revenue"] == ("120.00", None)


def test_figures_that_another_feed_gives_are_refused_unless_said_to_come_on_top(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook, feed="Group")
    other = workbook(tmp_path, "local.xlsx", ["Widget", JANUARY, 5, 1, 1])
    before = fingerprint(store.folder)
    with pytest.raises(Refused) as refusal:
        factories.load(store, other, feed="Local")
    assert str(refusal.value) == (
        "local.xlsx: the feed “Group” already provides investment of 1 product for Jan 2026 to Jan 2026. "
        "Load this file into “Group” to replace those figures, or choose to add both."
    )
    assert fingerprint(store.folder) == before
    factories.load(store, other, feed="Local", overlap=True)
    assert revenue(store) == {"Widget": 305, "Gadget": 120}


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("Quarters", "the feed “finance” already provides investment of 1 product for Jan 2026 to Jan 2026"),
        ("finance", "investment of “Widget” by quarter (Jan 2026) beside the same by month (Jan 2026)"),
    ],
)
def test_a_quarter_beside_one_of_its_months_is_double_counting(store, tmp_path, finance_workbook, feed, reason):
    factories.load(store, finance_workbook)
    with pytest.raises(Refused, match=re.escape(reason)):
        factories.load(store, workbook(tmp_path, "quarters.xlsx", ["Widget", "Q1 2026", 900, 300, 150]), feed=feed)
    assert revenue(store)["Widget"] == 300


def test_a_file_with_a_year_beside_its_months_is_double_counting(store, tmp_path):
    rows = (["Widget", FEBRUARY, 300, 100, 50], ["Widget", "2026", 3600, 1200, 600])
    with pytest.raises(Refused, match=r"by year \(Jan 2026\) beside the same by month \(Feb 2026\)"):
        factories.load(store, workbook(tmp_path, "mixed.xlsx", *rows))


def test_two_currencies_are_refused(store, tmp_path):
    headings = [*HEADINGS, "Currency"]
    factories.load(store, workbook(tmp_path, "one.xlsx", ["Widget", JANUARY, 3, 1, 1, "EUR"], headings=headings))
    before = fingerprint(store.folder)
    with pytest.raises(Refused) as refusal:
        factories.load(store, workbook(tmp_path, "two.xlsx", ["Gadget", JANUARY, 3, 1, 1, "USD"], headings=headings))
    assert str(refusal.value) == (
        "two.xlsx: expected one currency in the store, found amounts in EUR and USD. "
        "Convert them to one currency first."
    )
    assert fingerprint(store.folder) == before


def test_real_figures_send_the_sample_away_and_keep_it_away(store, tmp_path, finance_workbook):
    factories.load(store, workbook(tmp_path, "sample.xlsx", ["Made-up", JANUARY, 9, 1, 1]), sample=True)
    assert factories.load(store, finance_workbook)["withdrawn_sample"]
    assert revenue(store) == {"Widget": 300, "Gadget": 120}
    for attempt in (
        lambda: load.restore(store, 1),
        lambda: factories.load(store, tmp_path / "sample.xlsx", sample=True),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert str(refusal.value) == (
            "The store has real data, which is never combined with the sample. "
            "Undo the uploads of real data first, or try the sample in another folder: --store DIR."
        )


def test_undo_and_redo_give_back_exactly_what_was(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    alone = revenue(store)
    factories.load(store, workbook(tmp_path, "more.xlsx", ["Gizmo", FEBRUARY, 0.1, 0.2, 0.3]))
    together = revenue(store)
    load.withdraw(store)
    assert revenue(store) == alone
    load.restore(store)
    assert revenue(store) == together == {**alone, "Gizmo": 0.1}


def test_undo_of_what_is_not_there_is_refused(store):
    with pytest.raises(Refused) as refusal:
        load.withdraw(store, 7)
    assert str(refusal.value) == ("There is no active upload 7. `history` lists the uploads.")


def test_redo_is_refused_where_its_figures_meanwhile_come_from_another_feed(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    load.withdraw(store)
    factories.load(store, workbook(tmp_path, "other.xlsx", ["Widget", JANUARY, 310, 100, 50]), feed="Other")
    with pytest.raises(Refused) as refusal:
        load.restore(store)
    assert str(refusal.value) == (
        "finance.xlsx: the feed “Other” already provides investment of 1 product for Jan 2026 to Jan 2026. "
        "Undo the uploads of “Other” that provide those figures first."
    )
    assert revenue(store) == {"Widget": 310}


def test_undo_is_refused_where_what_was_replaced_meanwhile_comes_from_another_feed(store, tmp_path):
    widget, gadget = ["Widget", JANUARY, 300, 100, 50], ["Gadget", JANUARY, 120, 60, 50]
    factories.load(store, workbook(tmp_path, "both.xlsx", widget, gadget), feed="A")
    factories.load(store, workbook(tmp_path, "one.xlsx", gadget), feed="A")
    factories.load(store, workbook(tmp_path, "other.xlsx", widget), feed="B")
    with pytest.raises(Refused, match="Undo the uploads of “B” that provide those figures first"):
        load.withdraw(store, 2)
    assert revenue(store) == {"Widget": 300, "Gadget": 120}
    load.withdraw(store, 3)
    load.withdraw(store, 2)
    assert revenue(store) == {"Widget": 300, "Gadget": 120}


def test_undo_looks_only_at_what_would_count_again(store, tmp_path):
    """February of the first upload stays replaced by the third, so that the other feed's February bars nothing."""
    one, two = ["Widget", JANUARY, 300, 100, 50], ["Widget", FEBRUARY, 300, 100, 50]
    factories.load(store, workbook(tmp_path, "both.xlsx", one, two), feed="A")
    factories.load(store, workbook(tmp_path, "january.xlsx", ["Widget", JANUARY, 310, 100, 50]), feed="A")
    factories.load(store, workbook(tmp_path, "february.xlsx", ["Gadget", FEBRUARY, 5, 1, 1]), feed="A")
    factories.load(store, workbook(tmp_path, "other.xlsx", two), feed="B")
    load.withdraw(store, 2)
    assert revenue(store) == {"Widget": 600, "Gadget": 5}


def test_an_upload_that_was_said_to_come_on_top_may_be_redone(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    factories.load(store, workbook(tmp_path, "top.xlsx", ["Widget", JANUARY, 5, 1, 1]), feed="Top", overlap=True)
    for upload in (2, 1):
        load.withdraw(store, upload)
        load.restore(store, upload)
        assert revenue(store)["Widget"] == 305


def test_what_comes_on_top_does_not_bar_the_next_file_of_what_it_comes_on(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    factories.load(store, workbook(tmp_path, "top.xlsx", ["Widget", JANUARY, 5, 1, 1]), feed="Top", overlap=True)
    factories.load(store, workbook(tmp_path, "finance 2.xlsx", ["Widget", JANUARY, 310, 100, 100]), feed="finance")
    assert revenue(store) == {"Widget": 315}


def test_a_sheet_that_does_not_tie_out_is_not_loaded(store, finance_workbook):
    candidate = intake.open_file(store, finance_workbook)
    reading = read(candidate.workbook, candidate.mapping)
    reading.tables[0].totals[0].sheet_total += Decimal("0.01")
    with pytest.raises(StoreError) as refusal:
        load.load(store, candidate.source, reading)
    assert str(refusal.value) == (
        "P&L, “Revenue” does not tie out: the store would hold 420.0000, the sheet 420.0100. Nothing was loaded."
    )
    assert store.version == 0


def test_kpis_that_do_not_tie_out_are_not_loaded(store, tmp_path):
    rows = [["KPI", "Month", "Actual"], ["Satisfaction", JANUARY, 40.5]]
    candidate = intake.open_file(store, write_workbook(tmp_path / "kpis.xlsx", {"KPIs": rows}))
    reading = read(candidate.workbook, candidate.mapping)
    reading.tables[0].totals[0].sheet_total += Decimal("0.01")
    with pytest.raises(StoreError, match=r"^KPIs, “Actual” does not tie out: the store would hold 40\.5000, "):
        load.load(store, candidate.source, reading)


def test_a_fact_that_got_lost_on_the_way_is_noticed(store, finance_workbook):
    candidate = intake.open_file(store, finance_workbook)
    reading = read(candidate.workbook, candidate.mapping)
    reading.tables[0].records = reading.tables[0].records.slice(0, 5)
    with pytest.raises(StoreError, match=r"“Investment” does not tie out: the store would hold 1 cells, the sheet 2"):
        load.load(store, candidate.source, reading)


def test_every_cell_becomes_one_fact_with_its_address(store, finance_workbook):
    factories.load(store, finance_workbook)
    statement = "select row_number, column_number, measure, amount, raw from finance order by all"
    with store.open() as con:
        facts = con.execute(statement).fetchall()
    assert facts[0] == (2, 3, "revenue", Decimal("300.0000"), "300")
    assert [fact[:2] for fact in facts] == [(2, 3), (2, 4), (2, 5), (3, 3), (3, 4), (3, 5)]


def test_missing_is_not_zero(store, tmp_path):
    factories.load(store, workbook(tmp_path, "holes.xlsx", ["Widget", JANUARY, 300, None, "n/a"]))
    with store.open() as con:
        cut = {"by": None, "lines": None, "segments": None, "regions": None}
        window = {"first_month": JANUARY, "last_month": date(2026, 1, 31)}
        (row,) = queries.exact(con, "product_periods", basis="actual", **cut, **window)
    assert (row["revenue"], row["variable_cost"], row["investment"]) == (300, None, None)


def test_amounts_of_more_than_four_decimals_tie_out_within_their_rounding(store, tmp_path):
    rows = [["Widget", date(2026, month, 1), 0.00004, 1, 1] for month in range(1, 13)]
    (total, *_) = factories.load(store, workbook(tmp_path, "fine.xlsx", *rows))["sheets"][0]["control_totals"]
    assert (total["sheet_total"], total["loaded_total"]) == ("0.0005", "0.00")  # 0.00048, shown to four decimals


def test_choices_are_kept_with_the_upload(store, finance_workbook):
    candidate = intake.open_file(store, finance_workbook)
    reading = read(candidate.workbook, dataclasses.replace(candidate.mapping, feed="Mine"))
    intake.publish(store, candidate, reading, load.Choices(overlap=True))
    with store.open() as con:
        assert con.execute("select overlap, sample from upload").fetchall() == [(True, False)]


def test_two_sheets_of_one_workbook_load_together_or_not_at_all(store, tmp_path):
    good = [HEADINGS, ["Widget", JANUARY, 300, 100, 50]]
    asks = [["Market", "Period", "Market size"], ["Pumps", "01/02/2026", 5]]
    path = write_workbook(tmp_path / "two.xlsx", {"P&L": good, "Market": asks})
    with pytest.raises(Refused, match=r"Market!B2: “01/02/2026” is ambiguous"):
        factories.load(store, path)
    assert (store.version, store.folder.exists()) == (0, False)


def test_more_columns_across_than_a_byte_counts_are_loaded(store, tmp_path):
    days = [f"{day:02d}.{month:02d}.2025" for month in range(1, 8) for day in range(1, 21)]
    sales = write_workbook(tmp_path / "sales.xlsx", {"Days": [["Product", *days], ["Widget", *([1] * len(days))]]})
    factories.load(store, sales)
    with store.open() as con:
        assert con.execute("select count(*), sum(amount) from finance").fetchone() == (140, 140)
