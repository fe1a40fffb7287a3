"""The calibration on made-up series of which what comes is known: nothing is scored that was known before."""

import csv

import numpy as np
import pytest

from tests import calibration


@pytest.fixture
def folder(tmp_path):
    """120 random walks and 120 series that are noise around a level, of ten years."""
    rng = np.random.default_rng(4)
    with (tmp_path / "made_up.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["series", "kind", "month", "value"])
        for number in range(240):
            steps = rng.normal(0, 1, 120)
            values = steps.cumsum() if number % 2 else 100 + steps
            for n, value in enumerate(values):
                writer.writerow(
                    [f"S{number}", "level" if number % 2 else "count", f"{2010 + n // 12}-{n % 12 + 1:02}", value]
                )
    return tmp_path


def test_what_is_known_ends_where_what_came_begins(folder):
    ((name, _, values),) = [each for each in calibration.read(folder / "made_up.csv") if each[0] == "S3"]
    assert (name, len(values)) == ("S3", 120)
    for known, came in calibration.cut(values, 12, np.random.default_rng(0)):
        place = int(np.flatnonzero(values == known[-1])[0])
        assert np.array_equal(came, values[place + 1 : place + 13])


def test_quarters_sum_counts_and_take_the_last_month_of_others():
    assert calibration.together(np.arange(7.0), "count", 3).tolist() == [1 + 2 + 3, 4 + 5 + 6]
    assert calibration.together(np.arange(7.0), "level", 3).tolist() == [3, 6]


def test_both_halves_share_no_series(folder):
    halves = [calibration.cuts(folder, half) for half in (0, 1)]
    assert halves[0].series + halves[1].series == calibration.MOST
    assert not {*halves[0].known[:, -1]} & {*halves[1].known[:, -1]}


@pytest.mark.parametrize(("ahead", "is_sum"), [(1, False), (6, False), (12, False), (6, True), (12, True)])
def test_bands_and_chances_hold_where_the_future_is_drawn(folder, ahead, is_sum):
    ours, rival = calibration.scored(calibration.cuts(folder, 1), ahead, is_sum)
    assert 0.74 <= ours.inside.mean() <= 0.88
    assert ours.brier() < rival.brier()
    assert ours.interval.mean() < rival.interval.mean()
    for low, high in ((0, 0.3), (0.3, 0.7), (0.7, 1)):
        within = (ours.chance >= low) & (ours.chance <= high)
        assert ours.met[within].mean() == pytest.approx(ours.chance[within].mean(), abs=0.08)


def test_every_table_is_printed(folder, capsys):
    calibration.main(folder, half=1, year=4)
    printed = capsys.readouterr().out
    for title in ("Values of one period", "Sums of the periods", "Brier score", "Chances by tenths", "by source"):
        assert title in printed
