"""The grammar itself: what it does not know fails, and so does every number that is another."""

from fractions import Fraction

import pytest

from tests.aloud.grammar import Ranked, Sentence, agrees, constant, ungrammatical, wrong

GREW = Sentence(
    "Revenue grew by {growth:pct} ({now:money} against {before:money}⟦, {months:n} months⟧)",
    lambda view, said: {"growth": Fraction(1, 4), "now": 1250, "before": 1000, "months": view},
)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("Revenue grew by 25.0 % (1.25 k against 1,000, 3 months)", True),
        ("Revenue grew by 25 % (1.3 k against 1.00 k, 3 months)", True),
        ("Revenue grew by 25.1 % (1.25 k against 1,000, 3 months)", False),
        ("Revenue grew by 25.0 % (1.25 m against 1,000, 3 months)", False),
        ("Revenue grew by −25.0 % (1.25 k against 1,000, 3 months)", False),
        ("Revenue grew by – (1.25 k against 1,000, 3 months)", False),
        ("Revenue grew by 25.0 % (1.25 k against 1,000)", False),
        ("Revenue fell by 25.0 % (1.25 k against 1,000, 3 months)", False),
    ],
)
def test_a_sentence_is_right_in_each_of_its_numbers_or_wrong(words, right):
    assert (not wrong(words, [GREW], 3)) == right


def test_a_part_that_is_missing_is_wrong_only_where_it_is_expected():
    assert wrong("Revenue grew by 25.0 % (1,250 against 1,000)", [GREW], None) == []


def test_a_number_that_no_expectation_names_is_wrong():
    sentence = Sentence("{count:n} products", lambda view, said: {})
    assert wrong("3 products", [sentence], None) == ["'3 products': nobody knows what count, '3', is"]


def test_a_new_sentence_has_to_be_taught():
    (said,) = wrong("Profit is 3.", [constant("Revenue is 3."), GREW], 3)
    assert said == "nobody taught this sentence: 'Profit is 3.'"


def test_a_list_has_the_first_in_order_each_with_its_number():
    of = Ranked({"A": Fraction(3), "B": Fraction(1), "C": Fraction(3), "D": Fraction(-9)}, 2)
    assert agrees(of, "A 3, C 3")
    assert agrees(of, "C 3.0, A 3.0")
    assert not agrees(of, "A 3, B 1")
    assert not agrees(of, "A 3")
    assert not agrees(of, "A 3, A 3")
    assert not agrees(of, "A 3, C 1")


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ("for 1 months", ["“1 months” is no English"]),
        ("1 of 1 products make 80 %", ["“1 products” is no English", "“1 of 1 products make” is no English"]),
        ("1 of 3 products make 80 %", ["“1 of 3 products make” is no English"]),
        ("2 of 3 products makes 80 %", ["“2 of 3 products makes” is no English"]),
        ("Your share of 2 of 3 markets is 52.6 %", []),
        ("1 of 3 products makes 80 %, 21 months, 0.1 days, one month", []),
    ],
)
def test_nouns_and_verbs_agree_with_their_numbers(words, faults):
    assert ungrammatical(words) == faults
