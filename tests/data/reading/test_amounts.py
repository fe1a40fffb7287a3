"""Amounts as finance types them, read to the last digit."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.amounts import DecimalMark, Unreadable, amount, currency, decimal_mark, is_ambiguous, number
from data.reading.cells import CellError

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA
MONEY = st.decimals(min_value=Decimal(-(10**12)), max_value=Decimal(10**12), places=2)
MARKS = st.sampled_from([POINT, COMMA])
STYLES = [
    "{sign}{digits}",
    "{sign}${digits}",
    "{sign}{digits} €",
    "{digits}{sign}",
    "EUR {sign}{digits}",
    "(in brackets)",
]


def grouped(money, mark, grouping=None):
    """The digits of an amount with its thousands grouped: 1,234.50 or 1.234,50."""
    whole, fraction = f"{abs(money):,.2f}".split(".")
    return whole.replace(",", grouping or (",." if mark is POINT else ".,")[0]) + mark + fraction


def styled(money, digits, style):
    if style == "(in brackets)":
        return f"$({digits})" if money < 0 else f" ${digits} "
    return style.format(sign="-" if money < 0 else "", digits=digits)


@given(MONEY, MARKS, st.sampled_from(STYLES))
def test_an_amount_is_read_back_as_it_was_typed(money, mark, style):
    assert amount(styled(money, grouped(money, mark), style), mark) == money


@given(MONEY, MARKS, st.sampled_from([" ", "\u00a0", "\u202f", "'", "’"]))
def test_thousands_may_be_grouped_by_spaces_and_apostrophes(money, mark, grouping):
    assert amount(grouped(money, mark, grouping), mark) == abs(money)


@given(MONEY.filter(lambda money: abs(money) >= 1000), MARKS)
def test_an_amount_with_both_marks_proves_which_is_which(money, mark):
    text = grouped(money, mark)
    assert decimal_mark([text]) == {mark}
    assert not is_ambiguous(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_number_of_the_workbook_stays_the_number_it_is(exact):
    assert amount(exact) is exact


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("$(4,533.75)", POINT, "-4533.75"),
        ("(1.234,56 €)", COMMA, "-1234.56"),
        ("1.234,56 €", COMMA, "1234.56"),
        ("$32,370.00", POINT, "32370"),
        ("1.234,56-", COMMA, "-1234.56"),
        ("−12", POINT, "-12"),
        ("+12", POINT, "12"),
        (".5", POINT, "0.5"),
        ("1,23,45,678.90", POINT, "12345678.90"),
        ("CHF 1'234.50", POINT, "1234.50"),
        ("12 kr", POINT, "12"),
        ("0.1", POINT, "0.1"),
        ("12345678901234567890.1234", POINT, "12345678901234567890.1234"),
    ],
)
def test_an_amount_is_read_as_finance_means_it(text, mark, expected):
    assert amount(text, mark) == Decimal(expected)


@pytest.mark.parametrize("text", ["$-", " $-   ", "- €", "EUR –", "$ —"])
def test_a_dash_beside_a_currency_is_the_zero_of_the_accounting_format(text):
    assert amount(text) == Decimal(0)


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", "-", "–", "—", "n/a", "N/A", "na", "#N/A", "null", "None", "..", "..........", "…", "--", "———"],
)
def test_what_says_that_there_is_none_is_missing_and_not_zero(value):
    assert amount(value) is None


@pytest.mark.parametrize(
    "value",
    [
        "inf",
        "Infinity",
        "NaN",
        "TRUE",
        "1e5",
        "12 %",
        "1,2,3",
        "12.34.56",
        "1,23",
        "1 2",
        "12-13",
        "(12",
        "--5",
        "$",
        "five",
        "12 apples",
        "1,234 567",
        "$5 €5",
        "2026-01-31",
        True,
        False,
        date(2026, 1, 1),
        CellError("#DIV/0!"),
        Decimal("inf"),
        Decimal("nan"),
    ],
)
def test_what_is_not_one_amount_is_refused(value):
    with pytest.raises(Unreadable):
        amount(value)


def test_the_refusal_says_what_the_cell_holds():
    with pytest.raises(Unreadable, match=r"^five €$"):
        amount(" five € ")
    with pytest.raises(Unreadable, match=r"^TRUE$"):
        amount(True)


@pytest.mark.parametrize(("mark", "expected"), [(POINT, "1.234"), (COMMA, "1234")])
def test_one_point_with_three_digits_is_read_by_the_mark_of_its_table(mark, expected):
    assert amount("1.234", mark) == Decimal(expected)


@pytest.mark.parametrize("text", ["1.234", "1,234", "$(999.999)", "-12,345", "12.345 €"])
def test_one_mark_before_three_digits_is_ambiguous(text):
    assert is_ambiguous(text)
    assert decimal_mark([text]) == set()


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.23", POINT),
        ("1,5", COMMA),
        ("0.125", POINT),
        (",125", COMMA),
        ("1234.567", POINT),
        ("1 234,567", COMMA),
        ("1.234.567", COMMA),
        ("1,234,567", POINT),
        ("1'234.567", POINT),
        ("(1.234,00 €)", COMMA),
    ],
)
def test_a_text_that_can_be_read_in_one_way_proves_its_mark(text, mark):
    assert decimal_mark([text]) == {mark}
    assert not is_ambiguous(text)


@pytest.mark.parametrize("value", ["12", "1 234", "n/a", "", None, Decimal("1.234"), date(2026, 1, 1), True])
def test_what_has_no_mark_proves_nothing_and_is_not_ambiguous(value):
    assert decimal_mark([value]) == set()
    assert not is_ambiguous(value)


def test_texts_that_contradict_each_other_prove_both_marks():
    assert decimal_mark(["1.5", "1,5"]) == {POINT, COMMA}


@pytest.mark.parametrize(("text", "share"), [("12.5 %", "0.125"), ("(5)%", "-0.05"), ("100%", "1"), ("0,5 %", "0.005")])
def test_a_percentage_is_its_fraction(text, share):
    assert number(text, COMMA if "," in text else POINT) == Decimal(share)


@pytest.mark.parametrize("text", ["—%", "- %"])
def test_a_percentage_of_a_dash_is_missing(text):
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Revenue (€)", "EUR"),
        ("US$ 12", "USD"),
        ("GBP 1,000", "GBP"),
        ("COGS (CHF)", "CHF"),
        ("100 kr", "SEK"),
        ("12kr", "SEK"),
        ("Ukraine revenue", None),
        ("FTE", None),
        ("12", None),
        (Decimal(12), None),
    ],
)
def test_a_currency_is_known_by_its_sign_or_code(text, code):
    assert currency(text) == code
