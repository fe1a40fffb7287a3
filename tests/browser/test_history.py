"""Back and forward in a real browser lead to what was seen."""

import pytest

from tests.browser.conftest import settle
from tests.browser.test_main_job import chosen_window

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def seen(page):
    """What the page shows: its address, the window, and the headline."""

    def now():
        settle(page)
        where = page.url.rsplit("/", 1)[-1].split("?")[0]
        return where, chosen_window(page), page.locator("h3").first.inner_text()

    return now


def test_back_and_forward_restore_the_filters_that_were_seen(serve, page, sample_folder, seen):
    page.goto(f"{serve(sample_folder / 'store')}/overview")
    page.wait_for_selector("text=24 products")
    shown = [seen()]
    for act in ("YTD", "All", "Return", "YTD", "Market"):
        if act in ("YTD", "All"):
            page.locator(".st-key-window button", has_text=act).click()
        else:
            page.get_by_role("link", name=act, exact=True).click()
            page.wait_for_selector({"Return": "text=has the highest", "Market": "text=Who holds the markets"}[act])
        shown.append(seen())
    assert [(where, window) for where, window, _ in shown] == [
        ("overview", "12 months"),
        ("overview", "YTD"),
        ("overview", "All"),
        ("returns", "All"),
        ("returns", "YTD"),
        ("market", "YTD"),
    ]
    for before in reversed(shown[:-1]):
        page.go_back()
        page.wait_for_function("said => document.querySelector('h3')?.innerText === said", arg=before[2])
        assert seen() == before
    for after in shown[1:]:
        page.go_forward()
        page.wait_for_function("said => document.querySelector('h3')?.innerText === said", arg=after[2])
        assert seen() == after


def test_a_window_in_a_link_that_is_not_known_is_said(serve, page, sample_folder, seen):
    page.goto(f"{serve(sample_folder / 'store')}/overview?window=foo")
    page.get_by_text("The link asks for the window “foo”, which is not known here. You see 12 months.").wait_for()
    assert seen()[1] == "12 months"
