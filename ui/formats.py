"""Numbers as people read them: one number of decimals for each kind of figure, wherever it stands.

Texts and tables call these functions; axes (`ui/charts/marks.py`) and the board (`ui/board/formats.js`) cannot,
and write the same by the same rules: halves are rounded away from zero, and what is shown as zero has no sign.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

MISSING = "–"
MINUS = "−"
SIZES = ((1e9, " b"), (1e6, " m"), (1e3, " k"))
ROUNDED_UP = 0.9995  # of a size: from there three digits are those of the size itself
DIGITS = 3  # of a short amount
CENTS, TENTHS, WHOLE, RARE = 2, 1, 0, 3  # decimals
MOST_DECIMALS = 8
WHOLE_PERCENT, HALF_PERCENT, WHOLE_NUMBER = "%d %%", "%.1f %%", "%.0f"  # of fields to set, which Streamlit writes
SURE = 0.05  # a chance below it, or as near to 1, is no surer than that
_EXACTLY = Context(prec=400)


def _written(value: float | None, places: int, unit: str = "") -> str:
    """A number with so many decimals and its unit; a dash where it is not known."""
    return MISSING if value is None or not isfinite(value) else _fixed(value, places) + unit


def _fixed(value: float, places: int) -> str:
    """A number with so many decimals and its thousands separated."""
    rounded = _rounded(value, places)
    return f"{rounded or abs(rounded):,f}".replace("-", MINUS)


def _rounded(value: float, places: int) -> Decimal:
    return Decimal(float(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACTLY)


def exact(value: float | None) -> str:
    """An amount to the cent.

    >>> exact(-4533.75), exact(-0.001), exact(None)
    ('−4,533.75', '0.00', '–')
    """
    return _written(value, CENTS)


def decimal(value: float | None) -> str:
    """A factor, a slope or a coefficient, with two decimals.

    >>> decimal(1.234), decimal(-0.5)
    ('1.23', '−0.50')
    """
    return exact(value)


def times(value: float | None) -> str:
    """A multiple of something.

    >>> times(0.85)
    '0.85 ×'
    """
    return _written(value, CENTS, " ×")


def tenths(value: float | None) -> str:
    """A number with one decimal, such as of months.

    >>> tenths(3.44)
    '3.4'
    """
    return _written(value, TENTHS)


def probability(value: float | None) -> str:
    """The p-value of a test.

    >>> probability(0.0441)
    '0.044'
    """
    return _written(value, RARE)


def count(value: float | None) -> str:
    """A number without decimals.

    >>> count(1630.85), count(None)
    ('1,631', '–')
    """
    return _written(value, WHOLE)


def stored(digits: str | None) -> str:
    """An amount with all the decimals that it is kept with.

    >>> stored("-1234.5675"), stored(None)
    ('−1,234.5675', '–')
    """
    return MISSING if digits is None else f"{Decimal(digits):,}".replace("-", MINUS)


def plain(value: float | None) -> str:
    """A number with the three digits that matter, or without decimals.

    >>> plain(11.834), plain(0.05), plain(210.0), plain(-3.5), plain(0.0), plain(12345.6)
    ('11.8', '0.05', '210', '−3.5', '0', '12,346')
    """
    if value is None or not isfinite(value):
        return MISSING
    if value == 0 or abs(value) >= 10**DIGITS:
        return count(value)
    text = _fixed(value, DIGITS - 1 - Decimal(float(value)).adjusted())
    return text.rstrip("0").rstrip(".") if "." in text else text


def short(value: float | None) -> str:
    """An amount in k, m or b with the three digits that matter; below those, cents where it has any.

    >>> short(118726350.26), short(-614545.6), short(950), short(12.5), short(0), short(None)
    ('119 m', '−615 k', '950', '12.50', '0', '–')
    """
    if value is None or not isfinite(value):
        return MISSING
    for size, letter in SIZES:
        if abs(value) >= size * ROUNDED_UP:
            return f"{_of_three_digits(value / size)}{letter}"
    return _fixed(value, CENTS).removesuffix(".00")


def signed(value: float | None) -> str:
    """An amount in k, m or b with its sign.

    >>> signed(3590000), signed(-946000), signed(0), signed(0.001)
    ('+3.59 m', '−946 k', '0', '0')
    """
    return _plus(short(value))


def _of_three_digits(value: float) -> str:
    return _fixed(value, max(0, DIGITS - len(_fixed(abs(value), WHOLE))))


def percent(value: float | None) -> str:
    """A fraction as a percentage.

    >>> percent(0.16589), percent(-0.5), percent(-0.0001), percent(None)
    ('16.6 %', '−50.0 %', '0.0 %', '–')
    """
    return _written(None if value is None else value * 100, TENTHS, " %")


def chance(value: float | None) -> str:
    """A chance in whole percent, and no surer than what was held against real series.

    >>> chance(0.372), chance(0.04), chance(0.97), chance(None)
    ('37 %', 'under 5 %', 'over 95 %', '–')
    """
    if value is not None and value < SURE:
        return f"under {stated(SURE)}"
    if value is not None and value > 1 - SURE:
        return f"over {stated(1 - SURE)}"
    return _written(None if value is None else value * 100, WHOLE, " %")


def stated(value: float) -> str:
    """A percentage that was set or agreed, not measured: no more digits than it was set with.

    >>> stated(0.8), stated(0.125)
    ('80 %', '12.5 %')
    """
    return f"{plain(value * 100)} %"


def arithmetic(above: float | None, below: float | None, less_base: bool) -> str:
    """The arithmetic of a return, with as many decimals as it takes for the shown amounts to give the shown percentage.

    >>> arithmetic(165_704_211.0, 87_399_803.0, True), arithmetic(720.0, 480.0, False), arithmetic(None, 1.0, True)
    ('(165.7 m − 87.4 m) ÷ 87.4 m', '720 ÷ 480', '–')
    """
    if above is None or below is None or not below:
        return MISSING
    earned, base = consistent(above, below)
    return f"({earned} − {base}) ÷ {base}" if less_base else f"{earned} ÷ {base}"


def consistent(above: float, below: float) -> tuple[str, str]:
    """Two amounts in one unit, with as many decimals as it takes for the shown ones to give the ratio of the exact.

    >>> consistent(165_704_211.0, 87_399_803.0), consistent(1_540_701.0, 448_782.1), consistent(2.0, 0.0)
    (('165.7 m', '87.4 m'), ('1,540.7 k', '448.8 k'), ('2', '0'))
    """
    size, letter = next((each for each in SIZES if abs(below) >= each[0] * ROUNDED_UP), (1.0, ""))
    over, under = above / size, below / size
    places = next((n for n in range(MOST_DECIMALS) if not below or _gives(over, under, n)), MOST_DECIMALS)
    return f"{_fixed(over, places)}{letter}", f"{_fixed(under, places)}{letter}"


def _gives(above: float, below: float, places: int) -> bool:
    """Whether amounts of so many decimals give the percentage that the exact ones give."""
    over, under = float(_rounded(above, places)), float(_rounded(below, places))
    return bool(under) and percent(over / under) == percent(above / below)


def change(value: float | None) -> str:
    """A relative change as a percentage, with its sign.

    >>> change(0.3688), change(-0.02), change(-0.0001)
    ('+36.9 %', '−2.0 %', '0.0 %')
    """
    return _plus(percent(value))


def points(value: float | None) -> str:
    """A difference of two fractions in percentage points, with its sign.

    >>> points(0.0213), points(-0.0001)
    ('+2.1 pp', '0.0 pp')
    """
    return _plus(_written(None if value is None else value * 100, TENTHS, " pp"))


def _plus(text: str) -> str:
    """A figure with its sign; what is shown as zero has none."""
    return text if text[0] in {MINUS, MISSING} or is_nothing(text) else f"+{text}"


def is_nothing(text: str) -> bool:
    """Whether a written figure shows zero.

    >>> is_nothing("0.0 %"), is_nothing("−0.1 pp"), is_nothing("0")
    (True, False, True)
    """
    return not any(digit in "123456789" for digit in text)


def month(day: date) -> str:
    """A month as it is written on screen.

    >>> month(date(2026, 9, 1))
    'Sep 2026'
    """
    return f"{day:%b %Y}"


def period(day: date, months: float) -> str:
    """A period of less than a month, which is a week, of one, a quarter or a year, by its first day.

    >>> period(date(2026, 4, 1), 1), period(date(2026, 4, 1), 3), period(date(2026, 1, 1), 12)
    ('Apr 2026', 'Q2 2026', '2026')
    >>> period(date(2025, 12, 29), 12 / 52)
    'Week 1 2026'
    """
    if months < 1:
        year, week, _ = day.isocalendar()
        return f"Week {week} {year}"
    if months == 12:
        return f"{day:%Y}"
    return f"Q{(day.month + 2) // 3} {day:%Y}" if months == 3 else month(day)


def span(first: date, last: date) -> str:
    """Months from first to last as they are written on screen.

    >>> span(date(2025, 10, 1), date(2026, 9, 1)), span(date(2026, 9, 1), date(2026, 9, 1))
    ('Oct 2025 – Sep 2026', 'Sep 2026')
    """
    return month(first) if first == last else f"{month(first)} – {month(last)}"
