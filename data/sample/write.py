"""The sample portfolio as the workbooks that a finance team would send."""

from pathlib import Path

from data.sample import finance, market, sheets, workbook

WORKBOOKS = (
    "Portfolio.xlsx",
    "Finance actuals.xlsx",
    "Budget.xlsx",
    "Forecast.xlsx",
    "Market.xlsx",
    "KPIs.xlsx",
)


def write(folder: Path) -> list[Path]:
    """Write all workbooks into a folder that exists; return their paths in the order to load them."""
    actuals = finance.actuals()
    sizes, sales = market.estimates(actuals)
    contents = (
        sheets.portfolio(),
        [sheets.finance("Actuals", finance.ACTUAL.basis, actuals)],
        [sheets.finance("Budget", finance.BUDGET.basis, finance.budget())],
        [sheets.finance("Forecast", finance.FORECAST.basis, finance.forecast())],
        [sheets.market_sizes(sizes), sheets.vendor_sales(sales)],
        sheets.kpis(),
    )
    return [workbook.save(folder / name, tables) for name, tables in zip(WORKBOOKS, contents, strict=True)]
