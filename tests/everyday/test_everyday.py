"""No file of an everyday kind is read wrongly without a word; what is not read yet is named, and only that."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.everyday.kinds import KINDS, made
from tests.everyday.measure import differences, loaded, outcome

EVERY_RUN, ALL = range(2), range(2, 6)
KNOWN = {
    "refused": set(),
    "failed": set(),
    "wrong, said": set(),
    "wrong in silence": set(),
}


def test_a_kind_makes_files_that_differ_and_each_of_them_again():
    for kind in KINDS:
        first, again, other = made(kind, 0), made(kind, 0), made(kind, 1)
        assert first.figures == again.figures, kind
        assert first.content != other.content, kind
        assert any(first.figures.values()) or kind in {"exchange rates", "roadmap"}, kind


def test_figures_that_are_not_those_of_the_file_are_found_out(tmp_path):
    file = made("orders", 0)
    key, amount = next(iter(file.figures.items()))
    assert loaded(file, tmp_path / "as it is").verdict == "right"
    found = loaded(replace(file, figures={**file.figures, key: amount + 1}), tmp_path / "one more")
    assert found.verdict.startswith("wrong")
    assert found.why.startswith(f"1 of {len(file.figures)} figures differ")


def test_what_nothing_in_a_file_says_is_not_to_be_guessed(tmp_path):
    assert loaded(replace(made("orders", 0), asks="the year"), tmp_path).verdict == "wrong in silence"


def test_a_figure_too_many_differs_as_one_too_few_does():
    assert differences({("a",): 1}, {("a",): 1}) == []
    assert differences({("a",): 1}, {("a",): 1, ("b",): 2}) == ["1 of 1 figures differ", "b: 2 for None"]


def holds(kind: str, seeds: Iterable[int], known_only: bool) -> None:
    """No file is refused, or wrong, whose kind is not known to be; in the default run, each known kind still is."""
    found: dict[str, list[str]] = {}
    for seed in seeds:
        each = outcome(kind, seed)
        found.setdefault(each.verdict, []).append(f"seed {seed}: {each.why}")
    for verdict, kinds in KNOWN.items():
        assert kind in kinds or verdict not in found, (verdict, found[verdict])
        assert not known_only or kind not in kinds or verdict in found, f"{kind} is read at last: take it off the list"


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_of_a_kind_is_wrong_or_refused(kind):
    holds(kind, EVERY_RUN, known_only=True)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_no_file_of_many_of_a_kind_is_wrong_or_refused(kind):
    holds(kind, ALL, known_only=False)
