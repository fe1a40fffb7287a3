"""What a figure is made of, told with the numbers in it."""

from datetime import date

import pandas as pd
import pytest

from analytics.definition import Definition
from analytics.windows import Comparison, Window
from tests.analytics.figures import months
from ui import stories
from ui.stories import Of
from ui.years import Years

NOW, BEFORE = Window(date(2026, 1, 1), date(2026, 2, 1)), Window(date(2025, 1, 1), date(2025, 2, 1))


class Shown:
    """The filters of a page, with the periods of each window."""

    window = NOW

    def __init__(self, now):
        self.now = now

    def periods(self):
        return self.now


@pytest.fixture
def years():
    before = months("A", (80, 40, 20), (None, 40, 20), start=pd.Timestamp(2025, 1, 1))
    now = months("A", (100, 40, 30), (100, 40, 30))
    frame = pd.concat([before, now])
    life = {"begins": frame["first_month"].min(), "finishes": frame["first_month"].max()}
    return Years(Comparison(BEFORE, NOW, False), before.assign(**life), now.assign(**life))


def test_a_return_shows_its_ratio_both_years_and_the_change_of_the_months_that_both_know(years):
    story = stories.of(Of("ROI", Definition.ROI), Shown(years.now), years)
    assert [part.result for part in story.parts] == [
        "ROI = (120 − 60) ÷ 60 = 100.0 %",
        "Compared months: ROI = (60 − 30) ÷ 30 = 100.0 %",
        "Prior year: ROI = (40 − 20) ÷ 20 = 100.0 %",
    ]
    assert story.ends == "Change = 100.0 % − 100.0 % = 0.0 pp"
    assert [part.window for part in story.parts] == [NOW, NOW, BEFORE]


def test_a_contribution_is_revenue_less_cost_and_its_change_is_the_difference(years):
    story = stories.of(Of("Contribution", column="contribution"), Shown(years.now), years)
    assert story.parts[0].result == "Contribution = 200.00 − 80.00 = 120.00"
    assert story.ends == "Change = 60.00 − 40.00 = 20.00 (+50.0 %)"


def test_without_a_prior_year_there_is_one_part_and_no_change(years):
    story = stories.of(Of("Revenue", column="revenue"), Shown(years.now))
    assert ([part.result for part in story.parts], story.ends) == (["Revenue = 200.00"], "")
