"""Every command and page on all its random portfolios, as a table: `python -m tests.all_seeds [--part NAME …]`.

The default run tries a few of them, the slow one more; this tries them all, a part after the other.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

HOME = Path(__file__).resolve().parents[1]
PARTS = {
    "roi and diff": "tests/independent/test_returns.py",
    "roi of quarters and years": "tests/independent/test_periods.py",
    "market": "tests/independent/test_markets.py",
    "market with own revenue": "tests/independent/test_market_finance.py",
    "kpis": "tests/independent/test_kpis.py",
    "every command as JSON": "tests/independent/test_json.py",
    "pages Overview and Return": "tests/aloud/finance_pages/test_finance.py",
    "page Market": "tests/aloud/market_page/test_market_page.py",
    "page KPIs": "tests/aloud/kpi_page/test_kpi_page.py",
    "page Reallocate": "tests/aloud/reallocation_page/test_reallocation_page.py",
}
SEED = re.compile(r"\[(\d+)\]$")


def main() -> int:
    """Print a row a part, then what failed; 1 where anything did."""
    parser = argparse.ArgumentParser(prog="python -m tests.all_seeds", description=__doc__)
    parser.add_argument("--part", action="append", choices=PARTS, help="only this part; may be given again")
    parser.add_argument("--jobs", default="2", help="processes")
    options = parser.parse_args()
    _say("| Part | Seeds | Tests | Failed | Minutes |\n|---|---:|---:|---:|---:|")
    failed = [name for part in options.part or PARTS for name in _run(part, options.jobs)]
    for name in failed:
        _say(name)
    return int(bool(failed))


def _run(part: str, jobs: str) -> list[str]:
    """Run the tests of a part, print its row; the tests that failed."""
    with tempfile.TemporaryDirectory() as folder:
        report, began = Path(folder) / "report.xml", time.monotonic()
        command = [sys.executable, "-m", "pytest", "-n", jobs, "-m", "slow or not slow", f"--junitxml={report}"]
        every = {**os.environ, "REALLOT_SEEDS": "all"}
        ran = subprocess.run([*command, PARTS[part]], cwd=HOME, env=every, capture_output=True, text=True, check=False)
        if not report.exists():
            raise SystemExit(f"{part}: the tests did not run.\n{ran.stdout}{ran.stderr}")
        cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    seeds = {found[1] for case in cases if (found := SEED.search(case.get("name", "")))}
    minutes = (time.monotonic() - began) / 60
    _say(f"| {part} | {len(seeds)} | {len(cases)} | {len(failed)} | {minutes:.0f} |")
    return [f"{part}: {case.get('name')}" for case in failed]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
