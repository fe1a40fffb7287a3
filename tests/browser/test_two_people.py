"""Two people at once in real browsers: each in a session of their own, on one server and one store."""

from itertools import combinations

import pytest
from playwright.sync_api import expect

from data.store import KEPT_GENERATIONS, Store
from tests.browser.conftest import PATIENCE, settle
from tests.conftest import write_workbook
from tests.data.factories import JANUARY, load, revenue, workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1200)]

ANN, BOB = "Ann", "Bob"
STEPS = ("comes", "uploads", "loads")
ORDERS = [
    [ANN if place in (0, *places) else BOB for place in range(6)]
    for places in combinations(range(1, 6), 2)  # in which Ann begins; the others are the same with their names changed
]


class Person:
    """One who comes to the Data page, uploads a file, and loads it: once more where that is refused."""

    def __init__(self, browser, address, path):
        self.context = browser.new_context(viewport={"width": 1366, "height": 768})
        self.context.set_default_timeout(PATIENCE)
        self.page, self.address, self.path = self.context.new_page(), address, path
        self.steps = iter(STEPS)
        self.said = self.refused = ""

    def next_step(self):
        getattr(self, next(self.steps))()

    def comes(self):
        self.page.goto(f"{self.address}/data")
        self.page.wait_for_selector("h3")
        settle(self.page)

    def uploads(self):
        self.page.locator("input[type=file]").set_input_files(self.path)
        self.page.get_by_role("button", name="Load", exact=True).wait_for()
        settle(self.page)

    def loads(self):
        if not self._load():
            assert self.page.get_by_text("Replaces figures of the feed").is_visible()
            assert self._load()

    def _load(self):
        loaded = self.page.get_by_text("is loaded: version")
        refused = self.page.get_by_text("since you were shown what this file replaces")
        answers = loaded if refused.count() else loaded.or_(refused)  # a refusal stays there until the next run ends
        self.page.get_by_role("button", name="Load", exact=True).click()
        answers.first.wait_for()
        settle(self.page)
        self.said = loaded.first.inner_text() if loaded.count() else ""
        self.refused = self.refused or (refused.first.inner_text() if refused.count() else "")
        return bool(self.said)


@pytest.fixture
def upload_at_once(browser, serve, tmp_path):
    """Two people upload files of one name, in an order of their steps; the first and the second to load."""
    store = Store(tmp_path / "store")
    address = serve(store.folder)

    def act(number, order, ann, bob):
        people = {}
        for name, text in ((ANN, ann), (BOB, bob)):
            path = tmp_path / name / f"export of {'abcdefghij'[number]}.csv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
            people[name] = Person(browser, address, path)
        for name in order:
            people[name].next_step()
        for person in people.values():
            person.context.close()
        last = order[-1]
        return people[BOB if last == ANN else ANN], people[last]

    act.store = store
    return act


def looked_too_early(order):
    """Whether the last to load had uploaded before the other had loaded."""
    last, other = order[-1], BOB if order[-1] == ANN else ANN
    places = {name: [place for place, each in enumerate(order) if each == name] for name in (ANN, BOB)}
    return places[last][1] < places[other][2]


def test_files_of_one_name_and_two_layouts_are_both_there_in_every_order(upload_at_once):
    expected = {}
    for number, order in enumerate(ORDERS):
        ann = f"Product,Month,Revenue,Note {number}\nWidget {number},2026-01,300,x\n"  # layouts of their own each time
        bob = f"Item,Date,Net sales,Units,Note {number}\nGizmo {number},2026-01,5,1,x\n"
        first, second = upload_at_once(number, order, ann, bob)
        expected |= {f"Widget {number}": 300, f"Gizmo {number}": 5}
        feed = f"export of {'abcdefghij'[number]}"
        assert revenue(upload_at_once.store) == expected
        assert f"feed “{feed}”" in first.said
        assert f"feed “{feed} 2”" in second.said
        assert ("now belongs to a file of another layout" in second.said) == looked_too_early(order)
        assert (first.refused, second.refused) == ("", "")


def test_files_of_one_name_and_layout_replace_only_what_was_shown_in_every_order(upload_at_once):
    expected = {}
    for number, order in enumerate(ORDERS):
        columns = f"Product,Month,Revenue,Note {number}\n"
        ann, bob = f"{columns}Widget {number},2026-01,300,x\n", f"{columns}Gadget {number},2026-01,120,x\n"
        first, second = upload_at_once(number, order, ann, bob)
        was, now = ("300.00", "120.00") if "Widget" in first.path.read_text() else ("120.00", "300.00")
        expected |= {f"Gadget {number}": 120} if now == "120.00" else {f"Widget {number}": 300}
        assert revenue(upload_at_once.store) == expected
        assert "replaced" not in first.said
        assert f"total {was} before and {now} after" in second.said
        assert bool(second.refused) == looked_too_early(order)


def test_files_that_are_ready_together_say_what_they_replace(serve, page, store, tmp_path):
    load(store, workbook(tmp_path, "PL 1.xlsx", ["Widget", JANUARY, 300, 100, 100]))
    people = write_workbook(tmp_path / "people.xlsx", {"People": [["Product", "Month", "FTE"], ["Widget", JANUARY, 5]]})
    page.goto(f"{serve(store.folder)}/data")
    page.wait_for_selector("h3")
    settle(page)
    again = workbook(tmp_path, "PL 2.xlsx", ["Widget", JANUARY, 310, 100, 100])
    page.locator("input[type=file]").set_input_files([people, again])
    named = "PL 2.xlsx replaces one figure of Investment (actual, Jan 2026), total 100.00 before and 100.00 after"
    page.get_by_text(named).wait_for()
    page.get_by_role("button", name="Load 2 ready files").click()
    page.get_by_text("It replaced one figure of Investment (actual, Jan 2026)").wait_for()
    assert revenue(store) == {"Widget": 310}


def test_an_idle_page_learns_of_a_newer_version_and_stays_on_its_own(serve, page, store, tmp_path):
    load(store, workbook(tmp_path, "a.xlsx", ["Widget", JANUARY, 300, 100, 100]))
    page.goto(f"{serve(store.folder)}/overview")
    page.wait_for_selector("h3")
    settle(page)
    headline = page.locator("h3").first.inner_text()
    load(store, workbook(tmp_path, "b.xlsx", ["Gadget", JANUARY, 900, 100, 100]))
    notice = page.get_by_text("Version 2 was published meanwhile; you see version 1.")
    expect(notice).to_be_visible(timeout=10_000)
    assert page.locator("h3").first.inner_text() == headline
    page.get_by_role("button", name="Show the newest").click()
    expect(page.locator("h3").first).not_to_have_text(headline)
    expect(notice).to_be_hidden()


def test_a_version_that_is_no_longer_kept_is_said_on_an_idle_page(serve, page, store, tmp_path):
    load(store, workbook(tmp_path, "a.xlsx", ["Widget", JANUARY, 300, 100, 100]))
    page.goto(f"{serve(store.folder)}/overview")
    page.wait_for_selector("h3")
    settle(page)
    for number in range(KEPT_GENERATIONS):
        load(store, workbook(tmp_path, f"{number}.xlsx", [f"Gadget {number}", JANUARY, 900, 100, 100]))
    said = page.get_by_text("Version 1, which you were shown, is no longer kept. The newest is version 11.")
    expect(said).to_be_visible(timeout=10_000)
    page.locator(".st-key-window button", has_text="All").click()
    expect(page.locator("h3")).to_have_count(0)
    page.get_by_role("button", name="Show the newest").click()
    page.locator(".st-key-filters").get_by_text("version 11").wait_for()
    expect(page.locator("h3")).not_to_have_count(0)
    expect(said).to_be_hidden()
