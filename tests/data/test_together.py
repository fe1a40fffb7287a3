"""Files given together on the command line: joined, kept, known again next month."""

import zipfile

import pytest

from data.store import Store

SALES = "SaleDate,ProductKey,Quantity\n2026-0{0}-05,P-1,2\n2026-0{0}-09,P-2,3\n"
PRODUCTS = "ProductKey,Product name,Unit price,Unit cost\nP-1,Kettle,10,6\nP-2,Lamp,20,15\n"
WHOLE = "Product,Month,Revenue\nA,2026-01,5\n"


@pytest.fixture
def files(tmp_path):
    """Writes text files by their names."""

    def written(**texts):
        paths = [tmp_path / f"{name}.csv" for name in texts]
        for path, text in zip(paths, texts.values(), strict=True):
            path.write_text(text, encoding="utf-8")
        return paths

    return written


def totals(upload):
    return {each["field"]: each["loaded_total"] for each in upload["sheets"][0]["control_totals"]}


def test_files_that_refer_to_each_other_are_one_upload_with_one_original(run, files, tmp_path):
    paths = files(products=PRODUCTS, sales=SALES.format(1))
    code, report = run("load", *paths, "--likely")
    (upload,) = report["uploads"]
    assert (code, upload["file"], upload["feed"]) == (0, "sales + products.zip", "sales")
    assert totals(upload) == {"units": "5.00", "revenue": "80.00", "variable_cost": "57.00"}
    store = Store(tmp_path / "store")
    with store.open() as con:
        ((sha256,),) = con.execute("select sha256 from upload").fetchall()
    with zipfile.ZipFile(store.original(sha256)) as kept:
        assert {name: kept.read(name) for name in kept.namelist()} == {path.name: path.read_bytes() for path in paths}
    assert run("check")[1]["faults"] == []


def test_the_same_files_again_in_another_order_change_nothing(run, files):
    paths = files(products=PRODUCTS, sales=SALES.format(1))
    run("load", *paths, "--likely")
    code, report = run("load", *reversed(paths))
    assert (code, report["uploads"][0]["unchanged"]) == (0, True)


def test_next_months_files_load_without_a_question(run, files):
    run("load", *files(sales_1=SALES.format(1), products=PRODUCTS), "--likely")
    code, report = run("load", *files(sales_2=SALES.format(2), products=PRODUCTS))
    assert (code, report["uploads"][0]["feed"]) == (0, "sales")
    assert totals(report["uploads"][0])["revenue"] == "80.00"


def test_a_file_that_refers_to_none_is_an_upload_of_its_own(run, files):
    paths = files(whole=WHOLE, products=PRODUCTS, sales=SALES.format(1))
    code, report = run("load", *paths, "--likely")
    assert (code, [upload["file"] for upload in report["uploads"]]) == (0, ["whole.csv", "sales + products.zip"])


def test_a_file_that_cannot_be_opened_ends_the_load_where_it_stands(run, files, tmp_path):
    (whole,) = files(whole=WHOLE)
    code, report = run("load", whole, tmp_path / "absent.csv", whole)
    assert (code, [upload["status"] for upload in report["uploads"]]) == (2, ["loaded", "refused"])


def test_a_file_alone_waits_for_its_partner_and_can_be_loaded_without(run, files):
    (sales,) = files(sales=SALES.format(1))
    code, report = run("load", sales)
    assert (code, [each["id"] for each in report["questions"]]) == (3, ["partner:ProductKey"])
    code, report = run("load", sales, "--answer", "partner:ProductKey=load it without")
    assert (code, totals(report)) == (0, {"units": "5.00"})
