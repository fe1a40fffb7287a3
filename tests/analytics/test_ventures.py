import numpy as np
import pandas as pd
import pytest

from analytics import ventures
from analytics.transfers import Impossible, Scenario
from analytics.ventures import Ending, Venture

SCENARIO = Scenario({"A": 120_000_00, "B": 60_000_00, "C": 30_000_00}, {"A": 500, "B": 250, "C": 0})
EARNED = {"A": 90_000.0, "B": 20_000.0, "C": -5_000.0}


def test_what_an_ending_frees_by_hand():
    ending = Ending(("A", "C"), start=6, exit_cost=7_000, kept=0.4, inheritor="B")
    found = ventures.sunset(SCENARIO, ending, EARNED, pay=80_000)
    assert found.money == (120_000 + 30_000) / 2  # half of the year is left
    assert (found.people, found.hours) == (5.0, 5 * 80_000 / 2)
    assert found.venture.brings == 90_000 / 2 * 0.4  # a product that earns nothing has nothing to keep
    after = SCENARIO.moved(found.edit)
    assert after.people() == {"A": 0, "B": 750, "C": 0}
    assert after.pool() == (75_000_00, 0)


def test_the_published_stories_are_told():
    ended = ventures.sunset(SCENARIO, Ending(("A", "B", "C")), EARNED, pay=240_000)
    assert ended.sentence("$1.8M") == "Sunset three, reallocate $1.8M in engineering hours"
    assert ended.hours == 1_800_000
    nobody = ventures.sunset(Scenario({"A": 100}, {"A": 0}), Ending(("A",)), {"A": 1.0}, pay=0)
    assert nobody.sentence("0") == "Sunset one"
    unified = ventures.unify({"A": 2e6, "B": 1.5e6, "C": 1.1e6}, after=1.6e6, migration=2e6)
    assert unified.sentence("$3M").startswith("Three platforms into one, saving $3M a year")
    assert (unified.saving, unified.payback) == (3e6, 8)  # 2 m at 250 k a month


def test_a_migration_that_saves_nothing_is_never_paid_back():
    found = ventures.unify({"A": 1.0, "B": 1.0}, after=3.0, migration=5.0)
    assert found.payback is None
    assert "never paid back" in found.sentence("−1")


def test_a_sunset_counts_only_while_its_products_have_no_money():
    venture = Venture("sunset", "Sunset A", 5.0, 1.0, 1.0, ("A",))
    assert ventures.still_ended(venture, {"A": 0.0, "B": 9.0})
    assert not ventures.still_ended(venture, {"A": 1.0})


def test_a_venture_counts_with_its_chance_and_is_kept_as_it_was():
    venture = Venture("new", "Bold", 100.0, 300.0, 0.4)
    assert venture.expected == 120.0
    assert ventures.from_json(venture.as_json()) == venture
    assert ventures.total([venture, venture]) == (200.0, 240.0)


def test_an_acquisition_adds_shares_and_concentration_by_hand():
    vendors = pd.DataFrame(
        {
            "market": ["M", "M", "M", "N", "N", "O"],
            "vendor": ["Us", "Them", "Else", "Them", "Else", "Else"],
            "own": [True, False, False, False, False, False],
            "share": [0.2, 0.3, 0.5, 0.6, 0.4, 1.0],
        }
    )
    found = ventures.acquire(vendors, "Them").set_index("market")
    assert list(found.index) == ["M", "N"]
    assert found.loc["M", ["combined", "overlap"]].tolist() == [0.5, 0.2]
    assert (found.loc["M", "hhi_before"], found.loc["M", "hhi_after"]) == (3800.0, pytest.approx(3800 + 1200))
    assert found.loc["N", "hhi_after"] == found.loc["N", "hhi_before"]


@pytest.mark.parametrize(
    "wrong, said",
    [
        (lambda: Ending(()), "Choose the products to discontinue"),
        (lambda: Ending(("A",), inheritor="A"), "A is discontinued itself"),
        (lambda: Ending(("A",), kept=1.5), "Customers retained must be 0 to 100 %"),
        (lambda: ventures.unify({"A": 1.0}, 1.0, 1.0), "two or more platforms"),
        (lambda: Venture("new", "X", -1.0, 1.0), "a cost of 0 or more"),
        (lambda: Venture("new", "X", 1.0, np.nan), "needs amounts"),
        (lambda: Venture("new", "X", 1.0, 1.0, 1.5), "a chance between 0 and 1"),
    ],
)
def test_moves_that_mean_nothing_are_refused_with_a_sentence(wrong, said):
    with pytest.raises(Impossible, match=said):
        wrong()
