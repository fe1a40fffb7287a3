"""Random markets as a sheet gives them, with the holes that real ones have."""

import csv
import random
from datetime import date
from decimal import Decimal

import pandas as pd

from data import queries
from tests.independent.markets import Fact

STORED = [
    "row_number",
    "market",
    "segment",
    "region",
    "vendor",
    "own",
    "product",
    "period",
    "grain",
    "measure",
    "amount",
]
HEADINGS = ["Market", "Segment", "Region", "Month", "Vendor", "Own", "Own product", "Vendor sales", "Market size"]


def facts(seed):
    """The cells of some markets: late starters, vendors and sizes that miss, zeros, negative amounts, several cells."""
    rng = random.Random(seed)
    months = rng.choice([1, 1, 1, 3, 12])
    start, periods = (
        2023 * 12 + rng.choice([0, 0, 12]),
        rng.choice([2, 3, 14, 18, 24, 27] if months == 1 else [2, 4, 6, 8]),
    )
    blanks = rng.choice([0, 0.02, 0.02, 0.2])
    own_named = rng.random() < 0.9
    found = []
    for market in "ABC"[: rng.randint(1, 3)]:
        products = rng.sample(["P", "Q", "R"], rng.choice([0, 1, 1, 2]))
        rivals = rng.sample(["Bolt", "Crest", "Dyne", "Others"], rng.choice([0, 1, 2, 3]))
        stated = rng.choice([0, 0, 1, 1, 0.7])
        repeats = rng.choice([1] * 9 + [3])
        cells = [
            (s, r)
            for s in rng.sample(["S1", "S2", None], rng.choice([1, 1, 2]))
            for r in rng.choice([[None], ["EU", "US"]])
        ]
        series = [("Us", products, own_named)] + [(rival, [None], False) for rival in rivals]
        for segment, region in cells:
            begin = start + months * rng.choice([0, 0, 0, rng.randrange(periods)])
            firsts = range(begin, start + months * periods, months)
            found += _sizes(rng, (market, segment, region), firsts, (months, stated))
            for vendor, sold, own in series:
                for product in sold:
                    found += _sales(
                        rng, (market, segment, region), firsts, (months, vendor, own, product, blanks, repeats)
                    )
    return found or [Fact("A", None, None, start, months, None, 0, None, 10_000)]


def _amount(rng, odd=0.01):
    kind = rng.random()
    if kind < odd:
        return 0
    return rng.randint(100_000, 99_999_999) * 100 * (-1 if kind < 2 * odd else 1)


def _sizes(rng, cell, firsts, terms):
    months, stated = terms
    scale = rng.choice([1, 5, 5, 20])
    odd = rng.choice([0, 0.05])
    return [
        Fact(*cell, first, months, None, 0, None, abs(_amount(rng, odd)) * scale)
        for first in firsts
        if rng.random() < stated
    ]


def _sales(rng, cell, firsts, terms):
    months, vendor, own, product, blanks, repeats = terms
    if rng.random() < 0.2:
        return []  # sells elsewhere
    late, early = (rng.randrange(len(firsts)) if rng.random() < 0.1 else 0 for _ in range(2))
    kept = [first for first in firsts[late : len(firsts) - early] if rng.random() >= blanks]
    odd = rng.choice([0, 0, 0.03])
    times = rng.randint(1, repeats) if repeats > 1 else 1
    return [
        Fact(*cell, first, months, vendor, int(own), product, _amount(rng, odd))
        for first in kept
        for _ in range(max(times, repeats))
    ]


def in_several_grains(seed, rows):
    """The rows, in some cells with longer periods beside them or instead of them: their sums, or other figures."""
    rng = random.Random(f"grains {seed}")
    months = rows[0].months
    longer = [length for length in (3, 12) if length > months]
    if not longer or rng.random() < 0.4:
        return rows
    found = []
    for cell in sorted({row.cell for row in rows}, key=str):
        of = [row for row in rows if row.cell == cell]
        coarse = _coarser(rng, of, rng.choice(longer)) if rng.random() < 0.6 else []
        found += coarse if coarse and rng.random() < 0.3 else [*of, *coarse]
    return found


def _coarser(rng, rows, months):
    """What the rows of a cell give for longer periods."""
    sums = {}
    for row in rows:
        key = row._replace(first=row.first - row.first % months, months=months, amount=0)
        sums[key] = sums.get(key, 0) + row.amount
    apart = rng.random() < 0.3
    return [
        row._replace(amount=_amount(rng) if apart else amount) for row, amount in sums.items() if rng.random() < 0.8
    ]


def with_totals(seed, rows):
    """The rows, in half of the files with a vendor that is the total of its cell's others wherever there are two."""
    if random.Random(f"totals {seed}").random() < 0.5:
        return rows
    cells = {}
    for row in rows:
        if row.vendor is not None:
            cells.setdefault(row._replace(vendor="Total", own=0, product=None, amount=0), []).append(row)
    totals = [
        whole._replace(amount=sum(row.amount for row in of))
        for whole, of in cells.items()
        if len({row.vendor for row in of}) > 1
    ]
    return [*rows, *totals]


def write(path, rows):
    """A csv of the rows, in the plain form."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADINGS)
        for row in rows:
            amount = f"{row.amount // 10_000 if row.amount >= 0 else -(-row.amount // 10_000)}"
            cents = f"{amount if row.amount >= 0 or amount != '0' else '-0'}.{abs(row.amount) % 10_000 // 100:02}"
            sold = ("", cents) if row.vendor is None else (cents, "")
            own = "" if row.vendor is None else "yes" if row.own else "no"
            cells = (row.market, row.segment, row.region, period(row.first, row.months), row.vendor, own, row.product)
            out.writerow([*("" if each is None else each for each in cells), *sold])


def into(store, rows):
    """Put the rows into a store as a load would, without a sheet to be read."""
    with store.next_generation() as draft:
        draft.con.execute("insert into feed values (1, 'Market')")
        columns = "upload_id, feed_id, file_name, sha256, bytes, mapping, sample, loaded_at, data_version"
        draft.con.execute(f"insert into upload ({columns}) values (1, 1, 'Market.csv', '', 0, '', false, now(), 1)")
        stored = pd.DataFrame([_stored(number, row) for number, row in enumerate(rows, 2)], columns=STORED)
        draft.con.register("stored", stored)
        draft.con.execute(
            "insert into market by name "
            "select 1 as upload_id, 1 as sheet_id, 1 as column_number, '' as raw, * from stored"
        )
        draft.con.unregister("stored")
        draft.con.execute(queries.text("insert_coverage"), {"upload_id": 1})


def _stored(number, row):
    day = date(row.first // 12, row.first % 12 + 1, 1)
    grain = {1: "month", 3: "quarter", 12: "year"}[row.months]
    own, measure = (None, "size") if row.vendor is None else (bool(row.own), "sales")
    named = (row.market, row.segment, row.region, row.vendor, own, row.product)
    return number, *named, day, grain, measure, Decimal(row.amount) / 10_000


def period(first, months):
    """A month, a quarter or a year, as the command line writes it too."""
    year, month = divmod(first, 12)
    return {1: f"{year}-{month + 1:02}", 3: f"{year}-Q{month // 3 + 1}", 12: f"{year}"}[months]


def window(seed, rows):
    """What is asked for: nothing, a name, or months; and the months that it means."""
    rng = random.Random(f"window {seed}")
    first, last = min(r.first for r in rows), max(r.first + r.months - 1 for r in rows)
    start = rng.randint(first, last)
    end = rng.randint(start, last)
    span = f"{start // 12}-{start % 12 + 1:02}..{end // 12}-{end % 12 + 1:02}"
    choices = {
        None: None,
        "12m": (last - 11, last),
        "ytd": (last - last % 12, last),
        "all": (first, last),
        span: (start, end),
    }
    name = rng.choice([None, None, "12m", "12m", "12m", "ytd", "all", span])
    return name, choices[name]
