"""How long the queries of every page take: `python -m tests.benchmark_pages [FACTS …]` prints a table.

A store of so many finance facts, with 100,000 facts of markets and 200,000 of KPIs beside them, is written straight
into a generation. Every query that a page asks is timed, all of a page together, nine times over; the same sums are
taken by pandas from frames that are in memory already, which is what a notebook would do.
"""

import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pandas as pd

from analytics import windows
from analytics.windows import Window
from data import queries
from data.store import Store

NOW, BEFORE = Window(date(2025, 1, 1), date(2025, 12, 1)), Window(date(2024, 1, 1), date(2024, 12, 1))
ROUNDS = 9
MONTHS = "select (date '2023-01-01' + n * interval 1 month)::date as period from range(36) as months(n)"
FINANCE = f"""
insert into finance
select
    1, 1, row_number() over (), 1,
    'Product ' || p, 'Line ' || p % 6, 'Segment ' || s, 'Region ' || r, b.basis, 'EUR', m.period, 'month', f.measure,
    ((hash(p, s, r, m.period, f.measure, b.basis) % 1000000)::decimal(18, 4) / 100)::decimal(18, 4), ''
from range(300) as products(p), range($segments) as segments(s), range($regions) as regions(r), ({MONTHS}) as m,
    (values ('revenue'), ('variable_cost'), ('investment'), ('units')) as f(measure),
    (values ('actual'), ('budget')) as b(basis)
"""
MARKET = f"""
insert into market
select
    1, 2, row_number() over (), 1,
    'Market ' || k, 'Segment ' || s, 'Region ' || r, 'Vendor ' || v, v = 0, if(v = 0, 'Product ' || k, null), 'EUR',
    m.period, 'month', 'sales', ((hash(k, s, r, v, m.period) % 1000000)::decimal(18, 4) / 100)::decimal(18, 4), ''
from range(40) as markets(k), range(4) as segments(s), range(3) as regions(r), range(6) as vendors(v), ({MONTHS}) as m
"""
KPI = f"""
insert into kpi
select
    1, 3, row_number() over (), 1, 'KPI ' || k, 'Product ' || p, null, m.period, 'month', f.measure,
    100 + hash(k, p, m.period, f.measure) % 100, ''
from range(9) as kpis(k), range(300) as products(p), ({MONTHS}) as m, (values ('actual'), ('target')) as f(measure)
"""
SPAN = {"lines": None, "segments": None, "regions": None}


def write(store, facts):
    """A store of about so many finance facts; their number."""
    cells = max(1, round(facts / (300 * 36 * 8)))
    segments = max(1, round(cells**0.5))
    with store.next_generation() as draft:
        con = draft.con
        con.execute("insert into feed values (1, 'Benchmark')")
        columns = "upload_id, feed_id, file_name, sha256, bytes, mapping, sample, loaded_at, data_version"
        con.execute(f"insert into upload ({columns}) values (1, 1, 'benchmark', '', 0, '', false, now(), 1)")
        con.execute(FINANCE, {"segments": segments, "regions": -(-cells // segments)})
        con.execute(MARKET)
        con.execute(KPI)
        con.execute(queries.text("insert_coverage"), {"upload_id": 1})
        return con.execute("select count(*) from finance").fetchone()[0]


def window(months):
    return {"first_month": months.first, "last_month": months.last}


BAR = [("choices", {}), ("badge", {})]
PERIODS = [("market_sizes_by_period", SPAN), ("market_vendors_by_period", {**SPAN, "own": None})]
MARKET_FIGURES = [("market_months", {}), ("vendors", {}), *PERIODS]
KPI_FIGURES = [
    ("kpi_months", {}),
    ("kpi_results", {"lines": None, "segments": None}),
    ("kpi_definitions", {}),
    ("finance_plans", SPAN),
]


def returns(cut):
    """What the Return page asks under filters: sums now, before and as planned, by month, by group."""
    actual, budget = ({**SPAN, **cut, "basis": basis} for basis in ("actual", "budget"))
    months = [("months", {**SPAN, **cut, "basis": basis}) for basis in ("actual", "budget", "forecast")]
    sides = ((actual, NOW), (actual, BEFORE), (budget, NOW))
    periods = [("product_periods", {"by": None, **of, **window(each)}) for of, each in sides]
    ever = ("product_periods", {"by": None, **actual, "first_month": date.min, "last_month": date.max})
    return [*BAR, *months, *periods, ever, ("product_periods", {"by": "line", **actual, **window(NOW)})]


PAGES = {
    "Overview": [*returns({})[:-2], ("initiatives", {}), ("history", {}), *MARKET_FIGURES, *KPI_FIGURES],
    "Return": returns({}),
    "Return, one segment": returns({"segments": ["Segment 1"]}),
    "Market": [*BAR, *MARKET_FIGURES],
    "KPIs": [*BAR, *KPI_FIGURES],
}


def in_memory(con, table):
    """A table as pandas works with it fastest: names as categories, amounts as doubles."""
    changed = "amount::double as amount, period::timestamp as period"
    rows = con.execute(
        f"select * exclude (raw, upload_id, sheet_id, row_number, column_number) replace ({changed}) from {table}"
    )
    return rows.to_arrow_table().to_pandas(strings_to_categorical=True)


def in_pandas(con):
    """The frames in memory that pandas is given, and what it is asked of them for each page."""
    finance, market, kpi = (in_memory(con, table) for table in ("finance", "market", "kpi"))

    def within(frame, months):
        return frame[frame["period"].between(pd.Timestamp(months.first), pd.Timestamp(months.last))]

    def totals(frame, keys, months, basis="actual"):
        kept = within(frame[frame["basis"] == basis], months)
        return kept.groupby([*keys, "measure"], observed=True)["amount"].sum().unstack()

    def sums(frame):
        now, before = (totals(frame, ["product"], months) for months in (NOW, BEFORE))
        return [now, before, totals(frame, ["product"], NOW, "budget"), totals(frame, ["period"], NOW)]

    def return_page(frame):
        by_month = totals(frame, ["product", "period"], windows.Window(date(2023, 1, 1), NOW.last))
        return [sums(frame), by_month, totals(frame, ["line"], NOW)]

    def markets():
        keys = ["market", "segment", "region"]
        each = [within(market, months) for months in (NOW, BEFORE, BEFORE.shifted(-12))]
        return [frame.groupby(by, observed=True)["amount"].sum() for frame in each for by in (keys, [*keys, "vendor"])]

    def kpis():
        return [
            kpi.groupby(["kpi", "product", "period", "measure"], observed=True)["amount"].mean().unstack(),
            finance.groupby(["product", "period", "basis", "measure"], observed=True)["amount"].sum().unstack(),
        ]

    return {
        "Overview": lambda: [sums(finance), markets(), kpis()],
        "Return": lambda: return_page(finance),
        "Return, one segment": lambda: return_page(finance[finance["segment"] == "Segment 1"]),
        "Market": markets,
        "KPIs": kpis,
    }


def median(run):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(sizes):
    print("| finance facts | page | queries | median | pandas, in memory | ratio |\n|---:|---|---:|---:|---:|---:|")
    for facts in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = Store(Path(folder))
            count = write(store, facts)
            with store.open() as con:
                by_pandas = in_pandas(con)
                for page, asked in PAGES.items():
                    ours = median(lambda asked=asked: [queries.read(con, name, **values) for name, values in asked])
                    theirs = median(by_pandas[page])
                    told = f"{ours * 1000:,.0f} ms | {theirs * 1000:,.0f} ms | {theirs / ours:.1f}"
                    print(f"| {count:,} | {page} | {len(asked)} | {told} |", flush=True)


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [1_000_000, 20_000_000])
