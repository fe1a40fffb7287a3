"""Small files of which one thing is asked, one for each code, written as people write them."""

from tests.conftest import write_workbook

TEXTS = {
    "date_order": "Product,Month,Revenue\nA,03/02/2026,5\nA,03/05/2026,6\n",
    "decimal_mark": "Product;Month;Revenue\nA;2026-01;1,234\n",
    "spans": "Product,Period,Revenue\nA,2010-11,5\nA,2011-12,6\n",
    "measure": "Product,2026-01,2026-02\nA,5,6\nB,1,2\n",
    "future": "Product,Revenue 2025,Revenue 2090\nA,5,6\nB,1,2\n",
    "continued": "Business line,Product,Month,Revenue\nTools,A,2026-01,5\n,B,2026-01,6\n,C,2026-01,7\n",
    "repeated": "Product,Month,Revenue\n" + "".join(f"P{n},2026-01,1\n" for n in range(9)) + "P0,2026-01,4\n",
    "revenue": "Product,Month,Unit price,Quantity\nA,2026-01,5,2\nB,2026-01,1,3\n",
    "product": "Account,2026-01,2026-02\nRevenue,5,6\nVariable cost,1,2\n",
    "market": "Vendor,Vendor sales 2024,Vendor sales 2025\nAcme,5,6\nBolt,1,2\n",
    "scale": "Product,Month,Unit,Revenue\nA,2026-01,thousand,1\nB,2026-01,thousand,2\n",
    "column": "Product,Month,Sales,Turnover\nA,2026-01,5,6\nB,2026-01,7,9\n",
    "sum": "Product,Month,Revenue\n"
    + "".join(
        f"{name},{month},{amount}\n"
        for month, w, g in (("2026-01", 312, 127), ("2026-02", 298, 151))
        for name, amount in (("Hardware", w + g), ("Widget", w), ("Gadget", g), ("App", 55))
    ),
    "blanks": "Product,Month,Revenue\nA,2026-01,5\nB,2026-01,6\n,2026-01,7\nA,2026-02,8\nB,2026-02,9\n",
    "shares": "Market,Year,Vendor,Own,Market share\nPumps,2025,Acme,yes,0.22\nPumps,2025,Bolt,no,0.31\n",
    "partner": "ProductKey,Month,Quantity\nP-1,2026-01,5\nP-2,2026-01,6\nP-1,2026-02,7\nP-2,2026-02,8\n",
    "encoding": "Product,Month,Revenue\nМолоко,2026-01,5\nХлеб,2026-01,6\n",
}
HEAD = ["Product", "Month", "Revenue"]
QUARTERS = {
    "Q1": [HEAD, ["A", "2024-01", 5], ["A", "2024-02", 6]],
    "H1": [HEAD, ["A", "2024-02", 6], ["A", "2024-05", 9]],
}
CODES = (*TEXTS, "sheets")


def file_asking(folder, code):
    """A file of which one thing is asked."""
    if code == "sheets":
        return write_workbook(folder / "file.xlsx", QUARTERS)
    path = folder / "file.csv"
    path.write_bytes(TEXTS[code].encode("cp1251" if code == "encoding" else "utf-8"))
    return path
