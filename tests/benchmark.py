"""How long a load takes beside pandas with openpyxl: `python -m tests.benchmark [ROWS …]` prints a table.

Both start in a fresh process and end with the rows in a DuckDB file. Reallot's time includes the check of the
container, parsing in child processes, every proof and the address of every cell; pandas' has none of these. Memory is
that of the process and its children together, looked at twenty times a second.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb
import pandas as pd
import psutil
import xlsxwriter

from data import intake
from data.store import Store

HEADINGS = ["Product", "Business line", "Segment", "Region", "Month", "Basis", "Currency"]
HEADINGS += ["Revenue", "Variable cost", "Investment", "Units", "FTE"]


def rows(count):
    """Rows of 12 columns, the same at every run."""
    chance = random.Random(1)
    for number in range(count):
        month = number % 36
        revenue = round(chance.lognormvariate(9, 1), 2)
        names = [f"Product {number // 36 % 300:03}", f"Line {number % 5}", f"Segment {number // 10_800 % 8}"]
        period = f"{2023 + month // 12}-{month % 12 + 1:02}"
        amounts = [revenue, round(revenue * 0.6, 2), round(revenue * 0.2, 2), chance.randrange(1000)]
        yield [*names, f"Region {number // 86_400 % 12}", period, "actual", "EUR", *amounts, round(chance.random(), 1)]


def write(folder, count):
    """The same rows as .xlsx and as .csv."""
    paths = [folder / f"{count}.xlsx", folder / f"{count}.csv"]
    with xlsxwriter.Workbook(paths[0], {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        for number, cells in enumerate([HEADINGS, *rows(count)]):
            sheet.write_row(number, 0, cells)
    with paths[1].open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([HEADINGS, *rows(count)])
    return paths


def with_reallot(path, folder):
    report = intake.load_file(Store(folder / "store"), path, intake.Wanted())
    assert report["status"] == "loaded"


def with_pandas(path, folder):
    frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_excel(path, engine="openpyxl")
    con = duckdb.connect(str(folder / "pandas.duckdb"))
    con.register("frame", frame)
    con.execute("create table finance as select * from frame")
    con.close()


WAYS = {"reallot": with_reallot, "pandas": with_pandas}


def measure(way, path):
    """Seconds and peak megabytes of one way, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmark", "--one", way, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])


def one(way, path):
    peak, done = [0], threading.Event()
    watching = threading.Thread(target=watch, args=(peak, done))
    watching.start()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        WAYS[way](Path(path), Path(folder))
        seconds = time.perf_counter() - start
    done.set()
    watching.join()
    print(json.dumps([seconds, peak[0] / 1024**2]))


def watch(peak, done):
    """Keep the most memory that this process and its children held at a time."""
    process = psutil.Process()
    while not done.wait(0.05):
        held = 0
        for each in [process, *process.children(recursive=True)]:
            try:
                held += each.memory_info().rss
            except psutil.Error:  # it has ended meanwhile
                continue
        peak[0] = max(peak[0], held)


def main(counts):
    print("| file | Reallot | peak | pandas | peak | ratio |\n|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            for path in write(Path(folder), count):
                (ours, our_peak), (theirs, their_peak) = measure("reallot", path), measure("pandas", path)
                ratio = f"{theirs / ours:.1f}"
                cells = [f"{ours:.1f} s", f"{our_peak:,.0f} MB", f"{theirs:.1f} s", f"{their_peak:,.0f} MB", ratio]
                print(f"| {count:,} rows {path.suffix} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        main([int(count) for count in sys.argv[1:]] or [100_000, 1_000_000])
