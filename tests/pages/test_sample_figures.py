"""Every figure on Overview and Return is what pandas makes of the sample's workbooks, without our reader or SQL."""

from collections import namedtuple

import pandas as pd
import pytest

from tests.aloud.finance_pages.bridges import NAMES as STEPS
from tests.pages.conftest import headline
from ui import formats

pytestmark = pytest.mark.slow
MEASURES = ["Revenue", "Variable cost", "Investment"]
Case = namedtuple("Case", "window basis line segment region", defaults=("Actual", [], [], []))
MONTHS = {  # as it was asked, and the same months of the year before
    "12m": (("2025-10", "2026-09"), ("2024-10", "2025-09")),
    "ytd": (("2026-01", "2026-09"), ("2025-01", "2025-09")),
    "all": (("2023-10", "2026-09"), None),
}
CASES = [
    Case("12m"),
    Case("ytd"),
    Case("all"),
    Case("12m", "Budget"),
    Case("ytd", line=["Asset Care"]),
    Case("12m", segment=["Utilities"]),
    Case("12m", region=["Europe", "Americas"]),
    Case("ytd", line=["Plant Control", "Asset Care"], segment=["Process industry"], region=["Europe"]),
]


@pytest.fixture(scope="module")
def lines(sample_folder):
    """All rows of the finance workbooks, as pandas reads them."""
    books = ("Finance actuals", "Budget", "Forecast")
    read = (pd.read_excel(sample_folder / "workbooks" / f"{name}.xlsx", engine="openpyxl") for name in books)
    return pd.concat(read, ignore_index=True)


def by_product(lines, case, months):
    """Sums by product; NaN where nothing is given."""
    kept = lines[(lines["Basis"] == case.basis) & lines["Month"].between(*(pd.Timestamp(m) for m in months))]
    for column, wanted in zip(("Business line", "Segment", "Region"), case[2:], strict=True):
        kept = kept[kept[column].isin(wanted)] if wanted else kept
    return kept, kept.groupby("Product")[MEASURES].sum(min_count=1)


def ratio_of_sums(sums):
    known = sums.dropna(subset=MEASURES)  # a product without investment in what is shown has no return there
    revenue, cost, investment = (known[measure].sum() for measure in MEASURES)
    return (revenue - cost - investment) / investment


def opened(visit, sample_folder, page, case):
    chosen = {"window": case.window, "basis": case.basis.lower()}
    return visit(sample_folder / "store", page, **chosen, line=case.line, segment=case.segment, region=case.region)


@pytest.mark.parametrize("case", CASES)
def test_the_figures_of_the_overview(visit, sample_folder, lines, case):
    months, earlier = MONTHS[case.window]
    _, sums = by_product(lines, case, months)
    shown = {m.label: (m.value, m.delta) for m in opened(visit, sample_folder, "overview", case).metric}
    contribution = sums["Revenue"].sum() - sums["Variable cost"].sum()
    values = {"Revenue": sums["Revenue"].sum(), "Investment": sums["Investment"].sum(), "Contribution": contribution}
    assert shown["ROI"][0] == formats.percent(ratio_of_sums(sums))
    assert {name: shown[name][0] for name in values} == {name: formats.short(value) for name, value in values.items()}
    assert [delta for _, delta in shown.values()] == changes(lines, case, sums, earlier)


def changes(lines, case, sums, earlier):
    """The changes on the year before, as ROI, contribution, revenue and investment show them."""
    if earlier is None:
        return ["no prior year"] * 4
    _, before = by_product(lines, case, earlier)
    pairs = [
        (s["Revenue"].sum() - s["Variable cost"].sum(), s["Revenue"].sum(), s["Investment"].sum())
        for s in (before, sums)
    ]
    relative = [(now - old) / old for old, now in zip(*pairs, strict=True)]
    points = ratio_of_sums(sums) - ratio_of_sums(before)
    return [formats.points(points), *(formats.change(change) for change in relative)]


@pytest.mark.parametrize("case", CASES)
def test_the_table_of_returns(visit, sample_folder, lines, case):
    _, sums = by_product(lines, case, MONTHS[case.window][0])
    table = opened(visit, sample_folder, "returns", case).dataframe[-1].value.set_index("Product")
    contribution = sums["Revenue"] - sums["Variable cost"]
    expected = sums.assign(
        **{
            "Contribution": contribution,
            "Contribution margin": contribution / sums["Revenue"],
            "Return": (contribution - sums["Investment"]) / sums["Investment"],
            "Share of revenue": sums["Revenue"] / sums["Revenue"].sum(),
        }
    )
    assert list(table["Return"].dropna()) == sorted(table["Return"].dropna(), reverse=True)
    shown = table[list(expected)].sort_index()
    pd.testing.assert_frame_equal(shown, expected.sort_index(), check_names=False, check_index_type=False, rtol=1e-12)


def twin(app, *columns):
    """The table beside a chart, by its columns."""
    return next(f.value for f in app.dataframe if list(f.value.columns) == list(columns))


def expected_bridge(before, now):
    """Mix, rate, entered and left from investment weights and returns, product by product."""
    steps = dict.fromkeys(("mix", "rate", "entered", "left"), 0.0)
    w = [frame["Investment"] / frame["Investment"].sum() for frame in (before, now)]
    r = [(f["Revenue"].fillna(0) - f["Variable cost"] - f["Investment"]) / f["Investment"] for f in (before, now)]
    level = (w[0] * r[0]).sum()
    for product in set(w[0].dropna().index) | set(w[1].dropna().index):
        (w0, w1), (r0, r1) = ([s.get(product) for s in pair] for pair in (w, r))
        if w0 is not None and w1 is not None:
            steps["mix"] += (w1 - w0) * (r0 - level)
            steps["rate"] += w1 * (r1 - r0)
        else:
            steps["entered" if w0 is None else "left"] += w1 * (r1 - level) if w0 is None else -w0 * (r0 - level)
    return steps


@pytest.mark.parametrize("case", [case for case in CASES if MONTHS[case.window][1] and not case.segment])
def test_the_bridge_of_the_return(visit, sample_folder, lines, case):
    now, before = (by_product(lines, case, months)[1] for months in MONTHS[case.window])
    shown = twin(opened(visit, sample_folder, "returns", case), "Step", "Effect")
    steps = dict(shown.itertuples(index=False))
    first, last = shown["Effect"].iloc[[0, -1]]
    assert (first, last) == (pytest.approx(ratio_of_sums(before)), pytest.approx(ratio_of_sums(now)))
    for step, effect in expected_bridge(before, now).items():
        assert steps[STEPS[step]] == pytest.approx(effect, abs=1e-9)
    assert shown["Effect"].iloc[1:-1].sum() == pytest.approx(last - first, abs=1e-12)


@pytest.mark.parametrize("case", CASES[:5])
def test_the_movers_the_whale_and_the_trend(visit, sample_folder, lines, case):
    rows, now = by_product(lines, case, MONTHS[case.window][0])
    contribution = (now["Revenue"] - now["Variable cost"]).sort_values(ascending=False)
    app = opened(visit, sample_folder, "returns", case)
    whale = twin(app, "Product", "Contribution", "Rank", "Cumulative contribution", "Cumulative share")
    assert list(whale["Cumulative contribution"]) == pytest.approx(list(contribution.cumsum()))
    trend = twin(app, "Month", "Revenue", "Variable cost", "Investment", "Return")
    monthly = rows.groupby("Month")[MEASURES].sum(min_count=1)
    assert list(trend["Return"]) == pytest.approx([ratio_of_sums(monthly.loc[[month]]) for month in monthly.index])
    if MONTHS[case.window][1]:
        _, before = by_product(lines, case, MONTHS[case.window][1])
        change = (contribution - (before["Revenue"] - before["Variable cost"])).sort_values(key=abs, ascending=False)
        movers = twin(opened(visit, sample_folder, "overview", case), "Product", "Prior year", "Now", "Change")
        assert dict(zip(movers["Product"], movers["Change"], strict=True)) == pytest.approx(change.to_dict())
        assert list(movers["Change"].abs()) == sorted(movers["Change"].abs(), reverse=True)


def test_the_headline_says_what_the_figures_say(visit, sample_folder, lines):
    _, sums = by_product(lines, Case("12m"), MONTHS["12m"][0])
    said = headline(opened(visit, sample_folder, "overview", Case("12m")))
    assert said.startswith(f"24 products: portfolio ROI is {ratio_of_sums(sums):.1%}, ".replace("%", " %"))
