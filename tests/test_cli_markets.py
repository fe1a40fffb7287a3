"""What `load` and `market --json` say of market sheets as people type them."""

import pytest

import cli

HEAD = "Market,Year,Vendor,Own,"


@pytest.fixture
def load(run, tmp_path):
    """Loads the lines of a csv file under some answers."""

    def loaded(*lines, answers=()):
        path = tmp_path / "market.csv"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return run("load", path, *(part for answer in answers for part in ("--answer", answer)))

    return loaded


@pytest.fixture
def markets(load, run):
    """The newest entry of each market of a csv file that loads under some answers."""

    def entries(*lines, answers=(), own=()):
        code, report = load(*lines, answers=answers)
        assert code == 0, report
        code, found = run("market", *own)
        assert code == 0
        return {entry["market"]: entry for entry in reversed(found["markets"])}

    return entries


def shares(entry):
    return {vendor["vendor"]: vendor["share"] for vendor in entry["vendors"]}


@pytest.mark.parametrize("written", [("22.0%", "31.0%", "47.0%"), ("0.22", "0.31", "0.47"), ("22", "31", "47")])
def test_shares_are_what_they_are_in_any_spelling_and_leave_no_others(markets, written):
    acme, bolt, crest = written
    found = markets(
        f"{HEAD}Market share",
        f"Pumps,2025,Acme,yes,{acme}",
        f"Pumps,2025,Bolt,no,{bolt}",
        f"Pumps,2025,Crest,no,{crest}",
    )["Pumps"]
    assert shares(found) == {"Acme": 0.22, "Bolt": 0.31, "Crest": 0.47}


def test_shares_that_may_be_fractions_or_per_cent_are_asked(load):
    code, report = load(f"{HEAD}Market share", "Pumps,2025,Acme,yes,0.22", "Pumps,2025,Bolt,no,0.31")
    assert code == 3
    (question,) = report["questions"]
    assert (question["id"], question["choices"]) == ("shares:Market share", ["fractions", "percent"])


@pytest.mark.parametrize(("choice", "acme"), [("fractions", 0.22), ("percent", 0.0022)])
def test_what_is_answered_of_shares_holds(markets, choice, acme):
    lines = (f"{HEAD}Market share", "Pumps,2025,Acme,yes,0.22", "Pumps,2025,Bolt,no,0.31")
    found = markets(*lines, answers=(f"shares:Market share={choice}",))["Pumps"]
    assert shares(found)["Acme"] == pytest.approx(acme)


def relative(entry):
    return {vendor["vendor"]: vendor["relative_share"] for vendor in entry["vendors"]}


def test_a_size_that_is_repeated_beside_each_vendor_is_one_size(markets):
    found = markets(f"{HEAD}Vendor sales,Market size", "Pumps,2025,Acme,yes,220,1000", "Pumps,2025,Bolt,no,310,1000")[
        "Pumps"
    ]
    assert (found["size"], shares(found)) == (1000, {"Acme": 0.22, "Bolt": 0.31, "Others": 0.47})


def test_sizes_of_two_regions_that_are_alike_are_two(markets):
    found = markets(
        "Market,Region,Year,Vendor,Own,Vendor sales,Market size",
        "Pumps,Europe,2025,Acme,yes,220,1000",
        "Pumps,Europe,2025,Bolt,no,310,1000",
        "Pumps,Asia,2025,Acme,yes,100,1000",
    )["Pumps"]
    assert found["size"] == 2000


@pytest.mark.parametrize("rest", ["Rest of market", "All other", "Others", "Remaining vendors"])
def test_the_rest_of_a_market_is_no_rival(markets, rest):
    found = markets(
        f"{HEAD}Vendor sales", "Pumps,2025,Acme,yes,200", f"Pumps,2025,{rest},no,300", "Pumps,2025,Bolt,no,50"
    )["Pumps"]
    assert relative(found) == {"Acme": 4.0, "Bolt": 0.25, rest: None}
    assert found["size"] == 550
    low = 10_000 * (200**2 + 50**2) / 550**2
    assert found["hhi"] == pytest.approx([low, low + 10_000 * 300**2 / 550**2])


def test_a_vendor_marked_as_own_in_one_market_is_so_in_all(markets):
    found = markets(
        f"{HEAD}Vendor sales",
        "Pumps,2025,Acme,yes,200",
        "Pumps,2025,Bolt,,300",
        "Valves,2025,Acme,,100",
        "Valves,2025,Bolt,,300",
    )
    own = {name: [(v["vendor"], v["share"]) for v in entry["vendors"] if v["own"]] for name, entry in found.items()}
    assert own == {"Pumps": [("Acme", 0.4)], "Valves": [("Acme", 0.25)]}


def test_regions_and_the_globe_are_the_regions(markets):
    found = markets(
        "Market,Region,Year,Market size", "Pumps,Europe,2025,1100", "Pumps,Asia,2025,700", "Pumps,Global,2025,1800"
    )["Pumps"]
    assert found["size"] == 1800


def test_a_year_is_no_quarter_more(markets, run):
    markets("Market,Period,Market size", "Pumps,2024,1000", "Pumps,2024-Q1,240", "Pumps,2025-Q1,260")
    _, report = run("market")
    found = {entry["period"]: (entry["size"], entry["growth"]) for entry in report["markets"]}
    assert found == {"2025-Q1": (260, pytest.approx(260 / 240 - 1)), "2024": (1000, None), "2024-Q1": (240, None)}


def test_a_vendor_that_is_not_reported_leaves_the_year_unknown(markets):
    found = markets(
        f"{HEAD}Vendor sales",
        "Pumps,2024,Acme,yes,50",
        "Pumps,2024,Bolt,no,50",
        "Pumps,2025,Acme,yes,55",
        "Pumps,2025,Bolt,no,",
    )["Pumps"]
    assert (found["period"], found["size"], found["growth"], found["hhi"]) == ("2025", None, None, None)
    assert shares(found) == {"Acme": None}


TOTAL_AS_VENDOR = (
    f"{HEAD}Vendor sales",
    "Pumps,2025,Acme,yes,25",
    "Pumps,2025,Bolt,no,30",
    "Pumps,2025,Total market,,100",
)


def test_a_total_among_vendors_that_they_do_not_reach_is_likely_the_size(load):
    code, report = load(*TOTAL_AS_VENDOR)
    assert code == 3
    (question,) = report["questions"]
    assert (question["id"], question["choices"]) == (
        "sum:Total market",
        ["the market's size", "leave it out", "count it"],
    )


@pytest.mark.parametrize(
    ("choice", "size", "expected"),
    [
        ("the market's size", 100, {"Acme": 0.25, "Bolt": 0.3, "Others": 0.45}),
        ("leave it out", 55, {"Acme": 25 / 55, "Bolt": 30 / 55}),
    ],
)
def test_a_total_among_vendors_is_the_size_or_left_out_as_is_said(markets, choice, size, expected):
    found = markets(*TOTAL_AS_VENDOR, answers=(f"sum:Total market={choice}",))["Pumps"]
    assert (found["size"], shares(found)) == (size, pytest.approx(expected))


def test_a_total_below_its_vendors_is_likely_left_out(load):
    code, report = load(*TOTAL_AS_VENDOR[:3], "Pumps,2025,Total market,,40")
    assert (code, report["questions"][0]["choices"][0]) == (3, "leave it out")


def test_a_total_that_its_vendors_reach_is_left_out_without_a_question(markets):
    found = markets(*TOTAL_AS_VENDOR[:3], "Pumps,2025,Total,,55")["Pumps"]
    assert (found["size"], set(shares(found))) == (55, {"Acme", "Bolt"})


IN_THOUSANDS = (f"{HEAD}Vendor sales (EUR k),Market size", "Pumps,2025,Acme,yes,200,1000")


def test_a_size_without_a_unit_beside_sales_in_thousands_is_asked(load):
    code, report = load(*IN_THOUSANDS)
    (question,) = report["questions"]
    assert (code, question["id"], question["choices"]) == (3, "scale:Market size", ["1000", "1"])


def test_sales_in_the_unit_of_their_size_are_a_fifth_of_it(markets):
    found = markets(*IN_THOUSANDS, answers=("scale:Market size=1000",))["Pumps"]
    assert (found["size"], shares(found)["Acme"]) == (1_000_000, 0.2)


@pytest.mark.parametrize(
    ("heading", "sold", "size", "likely"),
    [
        ("Vendor sales (EUR k),Market size", 200, 1_000_000, "1"),
        ("Vendor sales,Market size (EUR k)", 200, 1000, "1000"),
        ("Vendor sales,Market size (EUR k)", 200_000, 1000, "1"),
    ],
)
def test_the_likely_unit_leaves_sales_within_their_size(load, heading, sold, size, likely):
    code, report = load(f"{HEAD}{heading}", f"Pumps,2025,Acme,yes,{sold},{size}")
    assert (code, [question["choices"][0] for question in report["questions"]]) == (3, [likely])


def test_two_units_that_are_said_are_converted(markets):
    found = markets(f"{HEAD}Vendor sales (EUR k),Market size (EUR m)", "Pumps,2025,Acme,yes,200,1")["Pumps"]
    assert (found["size"], shares(found)["Acme"]) == (1_000_000, 0.2)


ACROSS = ("Year,Acme (us),Bolt,Crest,Market size", "2024,20,30,25,100", "2025,24,29,27,110")


def test_vendors_across_beside_a_size_ask_what_their_figures_are_and_of_which_market(load):
    code, report = load(*ACROSS)
    asked = {question["id"]: question["choices"][0] for question in report["questions"]}
    assert (code, asked) == (3, {"measure:Acme (us)": "sales", "market:market": "market"})


def test_vendors_across_beside_a_size_have_their_shares_of_it(markets, run):
    markets(*ACROSS, answers=("measure:Acme (us)=sales", "market:market=Pumps"))
    _, report = run("market")
    found = {entry["period"]: (entry["size"], shares(entry)) for entry in report["markets"]}
    assert found["2024"] == (100, pytest.approx({"Acme": 0.2, "Bolt": 0.3, "Crest": 0.25, "Others": 0.25}))
    now = {"Acme": 24 / 110, "Bolt": 29 / 110, "Crest": 27 / 110, "Others": 30 / 110}
    assert found["2025"] == (110, pytest.approx(now))
    assert {v["vendor"] for entry in report["markets"] for v in entry["vendors"] if v["own"]} == {"Acme"}


def test_sizes_that_are_alike_or_of_two_years_are_no_contradiction(load):
    head = f"{HEAD}Vendor sales,Market size"
    _, report = load(head, "Pumps,2024,Acme,yes,220,1000", "Pumps,2025,Acme,yes,310,1050", "Pumps,2025,Bolt,no,1,1050")
    assert report["problems"] == []


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        (TOTAL_AS_VENDOR, "sum:Total market=the market's size"),
        (IN_THOUSANDS, "scale:Market size=1000"),
        ((f"{HEAD}Market share", "Pumps,2025,Acme,yes,0.22"), "shares:Market share=fractions"),
    ],
)
def test_the_next_file_of_the_layout_is_not_asked_again(markets, lines, answer):
    (before,) = markets(*lines, answers=(answer,)).values()
    (now,) = markets(*(line.replace("2025", "2026") for line in lines)).values()
    assert (before["period"], now["period"]) == ("2025", "2026")
    assert (now["size"], shares(now)) == (before["size"], shares(before))


def test_a_globe_that_is_not_the_sum_of_its_regions_is_asked(load):
    lines = ("Market,Region,Year,Market size", "Pumps,Europe,2025,1100", "Pumps,Asia,2025,700")
    code, report = load(*lines, "Pumps,Global,2025,2000")
    assert (code, [question["id"] for question in report["questions"]]) == (3, ["sum:Global"])


def test_a_market_of_the_globe_alone_counts(markets):
    head = "Market,Region,Year,Market size"
    found = markets(head, "Pumps,Global,2025,2000", "Valves,Europe,2025,1100", "Valves,Asia,2025,700")
    assert {name: entry["size"] for name, entry in found.items()} == {"Pumps": 2000, "Valves": 1800}


@pytest.mark.parametrize(
    ("quarters", "size"), [((240,), 1000), ((240, 250, 250), 1000), ((240, 250, 250, 265), 1005), ((), 1000)]
)
def test_a_window_has_each_month_of_a_market_once(markets, run, quarters, size):
    lines = [f"Pumps,2024-Q{number},{amount}" for number, amount in enumerate(quarters, 1)]
    markets("Market,Period,Market size", "Pumps,2024,1000", *lines)
    _, report = run("market", "--window", "2024-01..2024-12")
    (found,) = report["markets"]
    assert (found["size"], found["months"]) == (size, 12)


MIXED_GRAINS = (
    f"{HEAD}Vendor sales".replace("Year", "Period"),
    *(f"Alpha,{year},{vendor},{own},{sold}" for year in (2024, 2025) for vendor, own, sold in (("Us", "yes", 100),)),
    *(f"Beta,2025-Q{quarter},Us,yes,10" for quarter in (2, 3, 4)),
    "Beta,2026-Q1,Us,yes,12",
)


def test_a_market_that_the_window_cuts_is_said_with_the_months_that_have_figures(markets, run):
    markets(*MIXED_GRAINS)
    _, report = run("market", "--window", "12m")
    assert [entry["market"] for entry in report["markets"]] == ["Beta"]
    assert report["notes"] == ["Alpha: no figures lie wholly in 2025-04..2026-03; there are some for 2024-01..2025-12."]


def test_the_quadrant_is_said_where_relative_share_and_growth_are_known(markets):
    years = ((2024, 60, 40, 10, 40), (2025, 66, 44, 15, 60))
    lines = [
        f"{name},{year},{vendor},{own},{sold}"
        for year, *amounts in years
        for (name, vendor, own), sold in zip(
            (("Old", "Us", "yes"), ("Old", "Them", ""), ("New", "Us", "yes"), ("New", "Them", "")), amounts, strict=True
        )
    ]
    found = markets(f"{HEAD}Vendor sales", *lines)
    assert {name: entry["quadrant"] for name, entry in found.items()} == {"Old": "cash cow", "New": "question mark"}


REACH = (
    "Market,Segment,TAM,SAM,SOM,As of",
    "Pumps,Small,5000,2000,300,2025-12-31",
    "Pumps,Large,9000,4000,5000,2025-12-31",
)


def test_what_can_be_won_of_a_market_beyond_what_can_be_served_is_asked(load):
    code, report = load(*REACH)
    (question,) = report["questions"]
    assert (code, question["id"], question["choices"]) == (3, "order", ["count them", "leave them out"])
    (problem,) = (each for each in report["problems"] if each["code"] == "ask_order")
    assert "Pumps: 5,000.00 under “SOM” (E3) is more than 4,000.00 under “SAM” (D3)" in problem["found"]


def test_what_can_be_served_and_won_are_figures_of_their_own_in_their_order(load, run):
    load(*REACH[:2], "Pumps,Large,9000,4000,500,2025-12-31")
    _, report = run("market")
    found = {row["segment"]: (row["size"], row["served"], row["winnable"], row["as_of"]) for row in report["reach"]}
    assert found == {"Small": (5000, 2000, 300, "2025-12"), "Large": (9000, 4000, 500, "2025-12")}
    assert [(entry["market"], entry["size"]) for entry in report["markets"]] == [("Pumps", 14_000)]


@pytest.mark.parametrize(
    ("choice", "sizes", "notes"),
    [
        ("count them", [9000, 5000], [["What can be won (5,000) is more than what can be served (4,000)."], []]),
        ("leave them out", [5000], [[]]),
    ],
)
def test_what_is_answered_of_rows_out_of_order_holds_and_stays_noted(load, run, choice, sizes, notes):
    load(*REACH, answers=(f"order={choice}",))
    _, report = run("market")
    assert [row["size"] for row in report["reach"]] == sizes
    assert [row["notes"] for row in report["reach"]] == notes


def test_segments_with_a_total_a_served_and_a_winnable_market_are_no_vendors_and_ask_whose_market_it_is(load, run):
    lines = [line.removeprefix("Pumps,").removeprefix("Market,") for line in REACH]
    code, report = load(*lines)
    assert (code, [question["id"] for question in report["questions"]]) == (3, ["market:market"])
    load(*lines, answers=("market:market=Pumps", "order=count them"))
    _, report = run("market")
    assert [row["segment"] for row in report["reach"]] == ["Large", "Small"]
    assert [entry["vendors"] for entry in report["markets"]] == [[]]


UNMARKED = ("Market,Year,Vendor,Vendor sales", "Pumps,2025,Acme,20", "Pumps,2025,Acme GmbH,5", "Pumps,2025,Bolt,75")


def own(entry):
    return [(vendor["vendor"], vendor["share"]) for vendor in entry["vendors"] if vendor["own"]]


def test_all_names_of_the_own_company_are_one_vendor_and_are_kept(markets, run):
    found = markets(*UNMARKED, own=("--own", "Acme", "--own", "Acme GmbH"))["Pumps"]
    assert own(found) == [("Acme", 0.25)]
    _, report = run("market")
    assert own(report["markets"][0]) == [("Acme", 0.25)]


def test_an_empty_name_forgets_the_own_company(markets, run):
    markets(*UNMARKED, own=("--own", "Acme"))
    _, report = run("market", "--own", "")
    assert own(report["markets"][0]) == []


@pytest.fixture
def refusal(load, tmp_path, capsys):
    """What `market` is refused with on a csv file that loads."""

    def said(*lines, own):
        assert load(*lines)[0] == 0
        code = cli.main(["market", "--store", str(tmp_path / "store"), *own])
        assert code == 2
        return capsys.readouterr().err

    return said


def test_a_name_that_no_vendor_has_is_said_with_the_nearest(refusal):
    said = refusal(*UNMARKED, own=("--own", "Akme"))
    assert said == "No vendor in the figures is called “Akme”. The nearest is “Acme”.\n"


def test_a_second_company_beside_the_marked_one_is_refused_unless_both_are_named(refusal, run):
    lines = (f"{HEAD}Vendor sales", "Pumps,2025,Acme,yes,20", "Pumps,2025,Acme GmbH,,5", "Pumps,2025,Bolt,,75")
    said = refusal(*lines, own=("--own", "Acme GmbH"))
    assert said.startswith("The figures mark “Acme” as your company; a second one at once is not possible.")
    _, report = run("market", "--own", "Acme", "--own", "Acme GmbH")
    assert own(report["markets"][0]) == [("Acme", 0.25)]


@pytest.fixture
def with_finance(load, run, tmp_path):
    """A store of market sizes and of finance beside them."""

    def loaded(*lines):
        assert load(*lines)[0] == 0
        months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
        rows = [f"Pump X200,{month},20\n" for month in months] + [f"Valve Pro,{month},10\n" for month in months[18:]]
        (tmp_path / "Finance.csv").write_text(f"Product,Month,Revenue\n{''.join(rows)}", encoding="utf-8")
        assert run("load", tmp_path / "Finance.csv")[0] == 0

    return loaded


SIZES = ("Market,Year,Market size", "Pumps,2024,1000", "Pumps,2025,1200", "Valves,2025,500")


def test_it_is_asked_which_market_products_of_finance_sell_in_with_what_their_names_propose(with_finance, run):
    with_finance(*SIZES)
    _, report = run("market")
    proposed = {row["product"]: row["proposed"] for row in report["finance"]["asked"]}
    assert proposed == {"Pump X200": "Pumps", "Valve Pro": "Valves"}
    assert all(entry["vendors"] == [] for entry in report["markets"])


def test_own_revenue_of_finance_is_the_own_share_of_a_market_that_is_only_sized(with_finance, run):
    with_finance(*SIZES)
    run("market", "--sells", "Pump X200=Pumps", "--sells", "Valve Pro=Valves")
    _, report = run("market")
    shares_ = {(entry["market"], entry["period"]): own(entry) for entry in report["markets"]}
    assert shares_ == {
        ("Pumps", "2025"): [("Your company", 0.2)],
        ("Pumps", "2024"): [("Your company", 0.24)],
        ("Valves", "2025"): [("Your company", 0.12)],
    }
    assert report["finance"]["asked"] == []
    assert "Pumps: own sales are the revenue of Pump X200 in finance." in report["notes"]


def test_own_sales_that_finance_gives_otherwise_are_shown_beside_it(with_finance, run):
    head = "Market,Year,Vendor,Own,Own product,Vendor sales"
    with_finance(head, "Pumps,2025,Us,yes,Pump X200,200", "Pumps,2025,Them,no,,800")
    _, report = run("market")
    (row,) = report["finance"]["differences"]
    assert row == {"of": "Pump X200", "markets": ["Pumps"], "sheet": 200, "finance": 240, "months": 12}


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ("Pump X20=Pumps", "Finance has no product “Pump X20”. The nearest is “Pump X200”."),
        ("Pump X200=Pump", "No market is called “Pump”. The nearest is “Pumps”."),
        ("Pump X200", "“Pump X200” says no market: write PRODUCT=MARKET, or PRODUCT= for none."),
    ],
)
def test_a_product_or_a_market_that_is_not_there_is_refused(with_finance, tmp_path, capsys, said, refused):
    with_finance(*SIZES)
    assert cli.main(["market", "--store", str(tmp_path / "store"), "--sells", said]) == 2
    assert capsys.readouterr().err == f"{refused}\n"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            (f"{HEAD}Market share", "Pumps,2025,Acme,yes,122%"),
            "Pumps: 122.00 % under “Market share” (E2), more than all",
        ),
        (
            (f"{HEAD}Vendor sales,Market size", "Pumps,2025,Acme,yes,2000,1000"),
            "Pumps: 2,000.00 under “Vendor sales” (E2) is more than 1,000.00 under “Market size” (F2)",
        ),
        (
            ("Market,Year,Acme (us),Bolt,Market size", "Pumps,2025,20,300,100", "Valves,2025,20,30,100"),
            "Pumps: 300.00 under “Bolt” (D2) is more than 100.00 under “Market size” (E2)",
        ),
    ],
)
def test_a_share_of_more_than_all_is_stopped(load, lines, found):
    code, report = load(*lines, answers=("measure:Acme (us)=sales",) if "Bolt" in lines[0] else ())
    asked = {question["id"]: question["choices"][0] for question in report["questions"]}
    assert (code, asked.get("order")) == (3, "leave them out"), report
    assert found in [each["found"] for each in report["problems"]]


DIFFERENT = (f"{HEAD}Vendor sales,Market size", "Pumps,2025,Acme,yes,220,1000", "Pumps,2025,Bolt,no,310,1050")


def test_sizes_that_differ_beside_the_vendors_of_one_market_are_asked(load):
    code, report = load(*DIFFERENT)
    (question,) = report["questions"]
    assert (code, question["id"]) == (3, "sizes")
    assert question["choices"] == ["the first", "the last", "their sum"]
    assert problem_of(report, "ask_sizes") == [
        "the size is 1,050.00 here and 1,000.00 in F2, for one market and period"
    ]


@pytest.mark.parametrize(("choice", "size"), [("the first", 1000), ("the last", 1050), ("their sum", 2050)])
def test_the_size_that_is_chosen_of_several_counts(markets, choice, size):
    assert markets(*DIFFERENT, answers=(f"sizes={choice}",))["Pumps"]["size"] == size


def test_a_mark_of_the_own_company_behind_its_name_is_no_part_of_the_name(markets):
    found = markets("Market,Year,Vendor,Vendor sales", "Pumps,2025,Acme (us),25", "Pumps,2025,Bolt,75")["Pumps"]
    assert [(vendor["vendor"], vendor["own"]) for vendor in found["vendors"]] == [("Bolt", False), ("Acme", True)]


def problem_of(report, code):
    return [each["found"] for each in report["problems"] if each["code"] == code]


def test_a_share_that_is_not_that_of_its_sales_by_over_half_a_point_is_said(load):
    head = f"{HEAD}Vendor sales,Market size,Market share"
    _, report = load(head, "Pumps,2025,Acme,yes,25,100,22%", "Pumps,2025,Bolt,no,30,100,30.4%")
    assert problem_of(report, "shares_differ") == [
        "the share is 22.0 %, but its sales (E2) are 25.0 % of the size (F2)"
    ]


@pytest.mark.parametrize(
    ("last", "said"), [(280, []), (240, ["the year is 1,000.00, but its quarters (C3, C4, C5, C6) add up to 960.00"])]
)
def test_a_year_that_is_not_the_sum_of_its_quarters_is_said(load, last, said):
    quarters = [f"Pumps,2024-Q{number},{amount}" for number, amount in enumerate((240, 240, 240, last), 1)]
    _, report = load("Market,Period,Market size", "Pumps,2024,1000", *quarters)
    assert problem_of(report, "periods_differ") == said


@pytest.mark.parametrize(
    ("lines", "answers"),
    [
        (("Market,2024,2025,2030F,CAGR", "Pumps,1000,1100,1200,9%", "Valves,500,520,560,4%"), ("measure:2024=size",)),
        (
            (
                *("Market,Year,Basis,Market size", "Pumps,2024,Actual,1000", "Pumps,2025,,1100"),
                *("Pumps,2030,Forecast,1200", "Valves,2024,Actual,500", "Valves,2025,Actual,520"),
                "Valves,2030,Forecast,560",
            ),
            (),
        ),
    ],
)
def test_a_size_that_is_forecast_is_kept_apart(load, run, lines, answers):
    code, report = load(*lines, answers=answers)
    assert code == 0, report
    _, report = run("market")
    sizes = {(entry["market"], entry["period"]): entry["size"] for entry in report["markets"]}
    assert sizes == {
        ("Pumps", "2025"): 1100, ("Valves", "2025"): 520, ("Pumps", "2024"): 1000, ("Valves", "2024"): 500,
    }  # fmt: skip
    forecast = [(row["market"], row["period"], row["basis"], row["size"]) for row in report["forecast"]]
    assert forecast == [("Pumps", "2030", "forecast", 1200), ("Valves", "2030", "forecast", 560)]
    assert run("check")[1]["faults"] == []


def test_a_rank_a_growth_and_a_compound_growth_beside_sales_are_said_and_left_out(load, run):
    head = f"Rank,{HEAD}Vendor sales,Growth,CAGR 2020-2025"
    code, report = load(head, "1,Pumps,2025,Bolt,no,75,5%,4%", "2,Pumps,2025,Acme,yes,25,3%,2%")
    assert (code, problem_of(report, "columns_left_out")) == (
        0,
        ["figures under “Growth”, “CAGR 2020-2025” were left out"],
    )
    _, report = run("market")
    assert shares(report["markets"][0]) == {"Bolt": 0.75, "Acme": 0.25}


BESIDE = f"{HEAD}Vendor sales,Market size,Market share"


def test_a_share_that_is_given_counts_before_the_one_of_its_sales(markets):
    found = markets(BESIDE, "Pumps,2025,Acme,yes,25,100,22%", "Pumps,2025,Bolt,no,30,100,33.3%")["Pumps"]
    assert shares(found) == pytest.approx({"Acme": 0.22, "Bolt": 0.333, "Others": 0.447})
    assert {vendor["vendor"]: vendor["value"] for vendor in found["vendors"]} == {
        "Acme": 25, "Bolt": 30, "Others": pytest.approx(44.7),
    }  # fmt: skip
    assert relative(found) == {"Acme": pytest.approx(22 / 33.3), "Bolt": pytest.approx(33.3 / 22), "Others": None}


def test_given_shares_are_what_a_change_of_share_is_of(load, run):
    lines = [f"Pumps,{year},Acme,yes,{sold},100,{share}%" for year, sold, share in ((2024, 25, 20), (2025, 25, 22))]
    load(BESIDE, *lines)
    _, report = run("market")
    (shift,) = report["shift"]
    assert (shift["before"], shift["now"], shift["share_won"]) == (0.2, 0.22, pytest.approx(2))
    (cell,) = report["headroom"]
    assert (cell["share"], cell["own_sales"]) == (0.22, 25)


def test_a_share_by_more_than_half_a_point_beside_its_sales_is_said_with_the_cells_of_both(load, run):
    load(BESIDE, "Pumps,2025,Acme,yes,25,100,22%", "Pumps,2025,Bolt,no,30,100,30.4%")
    _, report = run("market")
    (row,) = report["differences"]
    cells = row.pop("cells")
    named = {"market": "Pumps", "segment": None, "region": None, "vendor": "Acme", "period": "2025"}
    assert row == {**named, "given": 0.22, "computed": 0.25}
    assert [(each["of"], each["file"], each["cell"]) for each in cells] == [
        ("share", "market.csv", "G2"), ("sales", "market.csv", "E2"), ("size", "market.csv", "F2"),
    ]  # fmt: skip


def test_a_share_of_one_file_is_compared_with_sales_of_another(load, run, tmp_path):
    load(f"{HEAD}Market share", "Pumps,2025,Acme,yes,30%")
    (tmp_path / "sales.csv").write_text(f"{HEAD}Vendor sales,Market size\nPumps,2025,Acme,yes,25,100\n")
    code, report = run("load", tmp_path / "sales.csv", "--feed", "sales")
    assert code == 0, report
    _, report = run("market")
    (row,) = report["differences"]
    assert (row["given"], row["computed"]) == (0.3, 0.25)
    assert {(each["of"], each["file"], each["cell"]) for each in row["cells"]} == {
        ("share", "market.csv", "E2"), ("sales", "sales.csv", "E2"), ("size", "sales.csv", "F2"),
    }  # fmt: skip
    assert shares(report["markets"][0])["Acme"] == 0.3


def test_vendors_with_sales_and_shares_say_the_size_of_their_market(markets):
    head = f"{HEAD}Vendor sales,Market share"
    found = markets(head, "Pumps,2025,Acme,yes,200,20%", "Pumps,2025,Bolt,no,150,15%")["Pumps"]
    assert (found["size"], shares(found)) == (1000, pytest.approx({"Acme": 0.2, "Bolt": 0.15, "Others": 0.65}))


def test_vendors_whose_shares_are_the_whole_market_add_up_to_its_size(markets):
    head = f"{HEAD}Vendor sales,Market share"
    found = markets(head, "Pumps,2025,Acme,yes,201,20%", "Pumps,2025,Bolt,no,805,80%")["Pumps"]
    assert (found["size"], shares(found)) == (1006, pytest.approx({"Acme": 0.2, "Bolt": 0.8}))


def test_sales_of_one_vendor_and_the_share_of_another_are_not_added_up(markets):
    head = f"{HEAD}Vendor sales,Market share"
    found = markets(head, "Pumps,2025,Acme,yes,200,", "Pumps,2025,Bolt,no,,80%")["Pumps"]
    assert (found["size"], found["vendors"]) == (None, [])
    assert found["notes"]


INSTALLED = ("Market,Year,Vendor,Own,Vendor sales,Installed base (thousand pumps)", "Pumps,2025,Acme,yes,25,1.1")


def test_an_installed_base_is_kept_in_its_unit_and_is_no_part_of_an_amount(load, run):
    load(*INSTALLED, "Pumps,2025,Bolt,no,75,2.1")
    _, report = run("market")
    names = ("vendor", "own", "period", "installed", "unit")
    assert [tuple(row[name] for name in names) for row in report["installed"]] == [
        ("Bolt", False, "2025", 2100, "pumps"), ("Acme", True, "2025", 1100, "pumps"),
    ]  # fmt: skip
    (entry,) = report["markets"]
    assert (entry["size"], shares(entry)) == (100, {"Bolt": 0.75, "Acme": 0.25})
    assert run("check")[1]["faults"] == []


def test_an_installed_base_beside_sizes_in_money_has_no_currency_and_a_year_is_no_sum_of_quarters(load, run):
    lines = [f"Pumps,2024-Q{quarter},{25 * quarter},{1000 + quarter}" for quarter in (1, 2, 3, 4)]
    _, report = load("Market,Period,Market size (EUR m),Installed base", "Pumps,2024,250,1004", *lines)
    assert report["problems"] == []
    _, report = run("market", "--window", "2024-01..2024-12")
    assert [(entry["market"], entry["size"]) for entry in report["markets"]] == [("Pumps", 250_000_000)]
    found = {row["period"]: (row["installed"], row["unit"]) for row in report["installed"]}
    assert (found["2024"], found["2024-Q2"]) == ((1004, "units"), (1002, "units"))


def test_installed_bases_alone_give_shares_of_the_units_and_say_what_a_market_lacks(load, run, tmp_path, capsys):
    code, _ = load("Market,Year,Vendor,Units installed", "Pumps,2025,Acme,450", "Pumps,2025,Bolt,550")
    assert code == 0
    _, report = run("market")
    assert {row["vendor"]: row["share"] for row in report["installed"]} == {"Acme": 0.45, "Bolt": 0.55}
    assert (report["markets"], report["headroom"], report["shift"]) == ([], [], [])
    cli.main(["market", "--store", str(tmp_path / "store")])
    told = capsys.readouterr().out
    assert "installed bases alone" in told
    assert "Pumps, 2025, Acme: installed base 450 units, 45.0 % of the installed base in units" in told


def test_an_installed_base_of_a_market_without_a_name_is_asked_for_that_alone(load):
    code, report = load("Vendor,Year,Units installed", "Acme,2025,450", "Bolt,2025,550")
    assert (code, [question["id"] for question in report["questions"]]) == (3, ["market:market"])


def test_the_share_of_an_installed_base_is_not_known_where_a_vendor_is_not_reported(load, run):
    rows = ("Pumps,2024,Acme,400", "Pumps,2024,Bolt,600", "Pumps,2025,Acme,450")
    load("Market,Year,Vendor,Installed base", *rows)
    _, report = run("market")
    found = {(row["period"], row["vendor"]): row["share"] for row in report["installed"]}
    assert found == {("2024", "Acme"): 0.4, ("2024", "Bolt"): 0.6, ("2025", "Acme"): None}


def test_a_change_says_of_how_many_months_of_its_period_it_is(load, run, tmp_path, capsys):
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    load("Market,Month,Vendor,Own,Vendor sales", *(f"M,{month},Us,yes,20" for month in months[9:]))
    _, report = run("market", "--window", "12m")
    ((entry,), (shift,)) = (report[name] for name in ("markets", "shift"))
    assert (entry["growth_months"], entry["period_months"], shift["months"], shift["period_months"]) == (3, 12, 3, 12)
    cli.main(["market", "--store", str(tmp_path / "store"), "--window", "12m"])
    assert "growth 0.0 % (3 of 12 months)" in capsys.readouterr().out
