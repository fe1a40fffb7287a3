"""Two people load at once, in every order of their steps: nothing is lost, nothing mixed, nothing replaced unseen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations
from threading import Thread

import pytest

from data import aliases, decided, intake, load
from data.problems import Refused, StoreBusy
from data.reading.read import read
from data.workspace import Workspace
from tests.conftest import write_workbook
from tests.data import factories
from tests.data.factories import fingerprint, revenue

STEPS = ("opens", "looks", "loads")
ANN, BOB = "Ann", "Bob"


def orders():
    """Every order of the steps of two people in which Ann begins; the others are the same with their names changed."""
    for places in combinations(range(1, 6), 2):
        names = [ANN if place in (0, *places) else BOB for place in range(6)]
        yield tuple((name, STEPS[names[:place].count(name)]) for place, name in enumerate(names))


ORDERS = [pytest.param(order, id="-".join(f"{name[0]}.{step}" for name, step in order)) for order in orders()]


class Person:
    """One who opens a file called `export.csv`, looks at what it would do, and loads it if that still holds."""

    def __init__(self, store, folder, text, feed=None):
        self.store, self.path, self.feed = store, folder / "export.csv", feed
        folder.mkdir()
        self.path.write_text(text)
        self.refused, self.receipt = "", None

    def opens(self):
        self.candidate = intake.open_file(self.store, self.path)

    def looks(self):
        said = read(self.candidate.workbook, self.candidate.mapping)
        self.reading = replace(said, mapping=replace(said.mapping, feed=self.feed or said.mapping.feed))
        self.seen = decided.now(self.store, self.candidate, self.reading)

    def loads(self):
        """Load; where that is refused because of what the other loaded, look again and load."""
        before = fingerprint(self.store.folder) if self.store.folder.exists() else {}
        try:
            self.receipt = intake.publish(self.store, self.candidate, self.reading, seen=self.seen)
        except Refused as refusal:
            assert decided.overtaken(refusal)
            assert fingerprint(self.store.folder) == before
            self.refused = str(refusal)
            self.candidate = intake.open_again(self.store, self.candidate)
            self.looks()
            self.receipt = intake.publish(self.store, self.candidate, self.reading, seen=self.seen)

    @property
    def replaced(self):
        return [(row.measure, row.figures, row.changed, row.was, row.now) for row in self.receipt.replaced]


@pytest.fixture
def people(store, tmp_path):
    """Two people with a file each, who do their steps in an order; the first and the second to load."""

    def act(order, ann, bob, feed=None):
        both = {
            ANN: Person(store, tmp_path / ANN, ann, feed),
            BOB: Person(store, tmp_path / BOB, bob, feed),
        }
        for name, step in order:
            getattr(both[name], step)()
        return sorted(both.values(), key=lambda person: (person.receipt.data_version, person.receipt.unchanged))

    return act


def before_the_first_load(order, step):
    """Whether the second to load had done a step before the first loaded."""
    first, second = (place for place, (_, done) in enumerate(order) if done == "loads")
    return order.index((order[second][0], step)) < first


WIDGET = "Product,Month,Revenue\nWidget,2026-01,300\n"
GADGET = "Product,Month,Revenue\nGadget,2026-01,120\nGadget,2026-02,7\n"
OTHER_LAYOUT = "Item,Date,Net sales,Units\nGizmo,2026-01,5,1\n"


@pytest.mark.parametrize("order", ORDERS)
def test_files_of_one_name_and_two_layouts_get_a_feed_each(people, store, order):
    first, second = people(order, WIDGET, OTHER_LAYOUT)
    assert revenue(store) == {"Widget": 300, "Gizmo": 5}
    assert (first.receipt.feed, second.receipt.feed) == ("export", "export 2")
    assert (first.refused, second.refused, first.replaced, second.replaced) == ("", "", [], [])
    assert second.receipt.instead_of == ("export" if before_the_first_load(order, "opens") else None)


@pytest.mark.parametrize("order", ORDERS)
def test_files_of_one_name_and_layout_replace_only_what_was_shown(people, store, order):
    first, second = people(order, WIDGET, GADGET)
    own = {"Widget": 300} if "Widget" in first.path.read_text() else {"Gadget": 127}
    was, now = (300, 120) if "Widget" in own else (120, 300)
    left = {"Gadget": 7} if "Gadget" in own else {}  # of February, of which the other file says nothing
    assert (first.receipt.feed, second.receipt.feed) == ("export", "export")
    assert (first.refused, first.replaced) == ("", [])
    assert second.replaced == [("revenue", 1, 2, was, now)]
    assert bool(second.refused) == before_the_first_load(order, "looks")
    assert revenue(store) == ({"Widget": 300, **left} if now == 300 else {"Gadget": 127})


@pytest.mark.parametrize("order", ORDERS)
def test_one_feed_that_both_choose_is_filled_with_what_was_shown(people, store, order):
    first, second = people(order, WIDGET, OTHER_LAYOUT, feed="Sales of the group")
    was = 300 if "Widget" in first.path.read_text() else 5
    assert (first.receipt.feed, second.receipt.feed) == ("Sales of the group", "Sales of the group")
    assert second.receipt.instead_of is None
    assert ("revenue", 1, 2, was, 305 - was) in second.replaced
    assert bool(second.refused) == before_the_first_load(order, "looks")
    assert set(revenue(store).values()) == {305 - was}


@pytest.mark.parametrize("order", ORDERS)
def test_the_same_file_loaded_by_both_is_loaded_once(people, store, order):
    first, second = people(order, WIDGET, WIDGET)
    assert (first.receipt.unchanged, second.receipt.unchanged) == (False, True)
    assert (second.refused, second.replaced, store.version) == ("", [], 1)
    assert revenue(store) == {"Widget": 300}


@pytest.mark.parametrize("order", ORDERS)
def test_files_of_one_layout_and_other_months_stand_beside_each_other(people, store, order):
    first, second = people(order, WIDGET, WIDGET.replace("2026-01", "2026-02"))
    assert {first.receipt.feed, second.receipt.feed} == {"export"}
    assert (first.refused, second.refused, second.replaced) == ("", "", [])
    assert revenue(store) == {"Widget": 600}


def test_files_of_two_names_and_one_layout_keep_the_feeds_that_were_offered(store, tmp_path):
    """Both were opened before either was loaded, and both names are still free."""
    ann, bob = Person(store, tmp_path / ANN, WIDGET), Person(store, tmp_path / BOB, GADGET)
    bob.path = bob.path.rename(bob.path.with_name("report.csv"))
    for step in STEPS:
        for person in (ann, bob):
            getattr(person, step)()
    assert (ann.receipt.feed, bob.receipt.feed, bob.refused) == ("export", "report", "")
    assert revenue(store) == {"Widget": 300, "Gadget": 127}


def test_the_refusal_says_what_happened_and_what_to_do(people):
    order = [(ANN, "opens"), (BOB, "opens"), (ANN, "looks"), (BOB, "looks"), (ANN, "loads"), (BOB, "loads")]
    _, second = people(order, WIDGET, GADGET)
    assert second.refused == (
        "export.csv: the figures of the feed “export” have changed since you were shown what this file replaces. "
        "Nothing was loaded. Check what it replaces now, then load it again."
    )


def test_what_goes_meanwhile_is_shown_again_too(store, tmp_path):
    factories.load(store, tmp_path_with(tmp_path / "first", WIDGET))
    bob = Person(store, tmp_path / BOB, GADGET)
    bob.opens()
    bob.looks()
    assert [row.was for row in bob.seen.replaces.figures] == [300]
    load.withdraw(store)
    bob.loads()
    assert (bool(bob.refused), bob.replaced, revenue(store)) == (True, [], {"Gadget": 127})


def tmp_path_with(folder, text):
    folder.mkdir()
    (folder / "export.csv").write_text(text)
    return folder / "export.csv"


def test_columns_that_another_mapped_meanwhile_are_shown_again(store, tmp_path):
    text = "Product,Month,Revenue,Cost\nWidget,2026-01,300,100\n"
    ann, bob = Person(store, tmp_path / ANN, text), Person(store, tmp_path / BOB, text.replace("Widget", "Gadget"))
    for person in (ann, bob):
        person.opens()
        person.looks()
    table = ann.reading.mapping.tables[0].with_field(4, "investment")
    ann.reading = read(ann.candidate.workbook, replace(ann.candidate.mapping, tables=(table,)))
    ann.loads()
    bob.loads()
    assert "a file of this layout was loaded meanwhile with another mapping" in bob.refused
    assert [each.field for each in bob.reading.mapping.tables[0].mapped][-1] == "investment"


def test_a_feed_that_a_killed_load_had_remembered_is_given_to_no_other_layout(store, tmp_path):
    killed, other = Person(store, tmp_path / ANN, WIDGET), Person(store, tmp_path / BOB, OTHER_LAYOUT)

    for person in (killed, other):
        person.opens()
        person.looks()
    Workspace(store.folder).remember(killed.candidate.proposal, killed.reading.mapping)  # as far as it came
    other.loads()
    killed.loads()
    assert (other.receipt.feed, killed.receipt.feed) == ("export 2", "export")
    assert revenue(store) == {"Widget": 300, "Gizmo": 5}


def test_loads_at_the_same_moment_lose_nothing(store, tmp_path):
    texts = {n: WIDGET.replace("Widget", f"P{n}").replace("2026-01", f"2026-0{n}") for n in (1, 2, 3)}
    paths = [tmp_path_with(tmp_path / str(n), text) for n, text in texts.items()]

    def insist(path):
        while True:
            try:
                return factories.load(store, path)
            except StoreBusy:
                continue

    threads = [Thread(target=insist, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revenue(store) == {"P1": 300, "P2": 300, "P3": 300}


def test_a_load_without_a_screen_says_what_it_replaced(store, tmp_path):
    headings = ["Product", "Month", "Revenue", "Variable cost"]
    rows = (["Widget", date(2026, 1, 1), 300, 100], ["Gadget", date(2026, 1, 1), 50, None])
    factories.load(store, factories.workbook(tmp_path, "PL 1.xlsx", *rows, headings=headings))
    changed = (["Widget", date(2026, 1, 1), 310, 100], ["Gizmo", date(2026, 2, 1), 5, 1])
    report = factories.load(store, factories.workbook(tmp_path, "PL 2.xlsx", *changed, headings=headings))
    january = {"kind": "finance", "basis": "actual", "first_period": "2026-01-01", "last_period": "2026-01-01"}
    assert report["replaced"] == [
        {
            **january,
            "measure": "revenue",
            "figures": 2,
            "figures_now": 1,
            "changed": 2,
            "was": "350.00",
            "now": "310.00",
        },
        {
            **january,
            "measure": "variable_cost",
            "figures": 1,
            "figures_now": 1,
            "changed": 0,
            "was": "100.00",
            "now": "100.00",
        },
    ]
    assert report["instead_of"] is None


def test_replaced_market_figures_kpis_and_registers_are_listed_too(store, tmp_path):
    def book(name, size, actual, *products):
        sheets = {
            "Market": [["Market", "Period", "Market size"], ["Pumps", date(2026, 1, 1), size]],
            "KPIs": [["KPI", "Month", "Actual"], ["Orders", date(2026, 1, 1), actual]],
            "Products": [["Product", "Product line"], *([product, "Line"] for product in products)],
        }
        return write_workbook(tmp_path / name, sheets)

    factories.load(store, book("All 1.xlsx", 1000, 40.5, "Widget"))
    report = factories.load(store, book("All 2.xlsx", 1200, 41.5, "Widget", "Gadget"))
    kept = ("kind", "measure", "figures", "figures_now", "changed", "was", "now")
    assert [tuple(row[name] for name in kept) for row in report["replaced"]] == [
        ("kpi", "actual", 1, 1, 1, "40.50", "41.50"),
        ("market", "size", 1, 1, 1, "1000.00", "1200.00"),
        ("product", None, 1, 2, None, None, None),
    ]
    listed = intake.receipt_report(store, report["upload"])["replaced"]
    assert [(row.kind, row.was) for row in listed] == [
        ("kpi", Decimal("40.5")),
        ("market", Decimal(1000)),
        ("product", None),
    ]


def test_what_an_upload_replaced_is_listed_after_others_came(store, tmp_path):
    for number, text in enumerate((WIDGET, GADGET, WIDGET.replace("300", "9"))):
        factories.load(store, tmp_path_with(tmp_path / str(number), text))
    listed = [intake.receipt_report(store, upload)["replaced"] for upload in (1, 2, 3)]
    assert [[(row.was, row.now) for row in rows] for rows in listed] == [[], [(300, 120)], [(120, 9)]]


def test_names_that_another_changed_meanwhile_are_not_written_over(store, tmp_path, finance_workbook):
    factories.load(store, finance_workbook)
    aliases.merge(store, ["Gadget"], "Widget")
    with pytest.raises(Refused, match="the names were changed meanwhile"):
        aliases.replace_all(store, {"Gizmo": "Widget"}, seen={})
    assert aliases.all_of(store) == {"Gadget": "Widget"}
