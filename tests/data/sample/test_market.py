"""The market workbook: it agrees with finance and with itself."""

CELL = ["Market", "Segment", "Region", "Month"]


def test_eight_markets_have_three_to_six_rivals_each(rows):
    sales = rows("Market", "Vendor sales")
    rivals = sales[sales["Own"] == "no"].groupby("Market")["Vendor"].nunique()
    assert len(rivals) == 8
    assert rivals.between(3, 6).all()


def test_own_sales_in_a_market_are_the_products_revenue_there(rows):
    keys = ["Product", "Segment", "Region", "Month"]
    own = rows("Market", "Vendor sales").query("Own == 'yes'").rename(columns={"Own product": "Product"})
    revenue = rows("Finance actuals", "Actuals").set_index(keys)["Revenue"]
    difference = own.set_index(keys)["Vendor sales"].sub(revenue).dropna().abs()
    assert len(difference) == len(own)
    assert difference.max() <= 50  # market figures are rounded to EUR 100


def test_vendors_sell_less_than_the_market_is_worth(rows):
    size = rows("Market", "Market size").set_index(CELL)["Market size"]
    sold = rows("Market", "Vendor sales").groupby(CELL)["Vendor sales"].sum()
    assert (sold < size[sold.index]).all()


def test_every_market_is_measured_in_all_36_months(rows):
    months = rows("Market", "Market size").groupby(CELL[:3])["Month"].nunique()
    assert set(months) == {36}


def test_there_is_white_space(rows):
    cells = CELL[:3]
    sizes = rows("Market", "Market size")[cells].drop_duplicates()
    own = rows("Market", "Vendor sales").query("Own == 'yes'")[cells].drop_duplicates()
    white = sizes.merge(own, how="left", indicator=True).query("_merge == 'left_only'")
    assert set(white["Market"]) >= {"Plant cybersecurity"}
    assert white["Market"].nunique() < sizes["Market"].nunique()
