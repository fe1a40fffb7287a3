"""Numbers as people read them; the only percent signs."""

from datetime import date
from math import isnan

MISSING = "–"
MINUS = "−"
PERCENT_COLUMN = "percent"
MONEY_COLUMN = "%,.2f"
SIZES = ((1e9, " b"), (1e6, " m"), (1e3, " k"))
MOST_DECIMALS = 8
LEAST_ROUNDED = 1000  # amounts below it keep their cents


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def exact(value: float | None) -> str:
    """An amount to the cent.

    >>> exact(-4533.75), exact(None)
    ('−4,533.75', '–')
    """
    return MISSING if value is None or isnan(value) else _signed(f"{value:,.2f}")


def count(value: float | None) -> str:
    """A number without decimals.

    >>> count(1630.85), count(None)
    ('1,631', '–')
    """
    return MISSING if value is None or isnan(value) else _signed(f"{value:,.0f}")


def plain(value: float | None, digits: int = 3) -> str:
    """A number with so many digits that matter.

    >>> plain(11.834), plain(0.05), plain(210.0), plain(-3.5)
    ('11.8', '0.05', '210', '−3.5')
    """
    return MISSING if value is None or isnan(value) else _signed(f"{value:,.{digits}g}")


def short(value: float | None, digits: int = 3) -> str:
    """An amount in k, m or b with so many digits that matter.

    >>> short(118726350.26), short(-614545.6), short(950), short(0), short(None)
    ('119 m', '−615 k', '950', '0', '–')
    """
    if value is None or isnan(value):
        return MISSING
    for size, letter in SIZES:
        if abs(value) >= size * 0.9995:
            return _signed(f"{_rounded(value / size, digits)}{letter}")
    places = 2 if round(value, 2) != round(value) and abs(value) < LEAST_ROUNDED else 0
    return _signed(f"{value:,.{places}f}")


def signed(value: float | None) -> str:
    """An amount in k, m or b with its sign.

    >>> signed(3590000), signed(-946000), signed(0)
    ('+3.59 m', '−946 k', '0')
    """
    return ("+" if value and value > 0 else "") + short(value)


def _rounded(value: float, digits: int) -> str:
    places = max(0, digits - len(f"{abs(value):.0f}"))
    return f"{value:,.{places}f}"


def percent(value: float | None, digits: int = 1) -> str:
    """A fraction as a percentage.

    >>> percent(0.16589), percent(-0.5), percent(None)
    ('16.6 %', '−50.0 %', '–')
    """
    return MISSING if value is None or isnan(value) else _signed(f"{value * 100:,.{digits}f} %")


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
    size, letter = next((each for each in SIZES if abs(below) >= each[0] * 0.9995), (1.0, ""))
    over, under = above / size, below / size
    places = next((n for n in range(MOST_DECIMALS) if not below or _gives(over, under, n)), MOST_DECIMALS)
    return _signed(f"{over:,.{places}f}{letter}"), _signed(f"{under:,.{places}f}{letter}")


def _gives(above: float, below: float, places: int) -> bool:
    """Whether amounts of so many decimals give the percentage that the exact ones give."""
    over, under = round(above, places), round(below, places)
    return bool(under) and percent(over / under) == percent(above / below)


def change(value: float | None, digits: int = 1) -> str:
    """A relative change as a percentage, with its sign.

    >>> change(0.3688), change(-0.02), change(-0.0001)
    ('+36.9 %', '−2.0 %', '0.0 %')
    """
    return MISSING if value is None or isnan(value) else _plus(value * 100, digits) + " %"


def points(value: float | None, digits: int = 1) -> str:
    """A difference of two fractions in percentage points, with its sign.

    >>> points(0.0213)
    '+2.1 pp'
    """
    return MISSING if value is None or isnan(value) else _plus(value * 100, digits) + " pp"


def _plus(value: float, digits: int) -> str:
    """A number with its sign; what is shown as zero has none."""
    zero = round(value, digits) == 0
    return f"{0:.{digits}f}" if zero else _signed(f"{value:+,.{digits}f}")


def month(day: date) -> str:
    """A month as it is written on screen.

    >>> month(date(2026, 9, 1))
    'Sep 2026'
    """
    return f"{day:%b %Y}"


def period(day: date, months: int) -> str:
    """A period of one month, a quarter or a year, by its first day.

    >>> period(date(2026, 4, 1), 1), period(date(2026, 4, 1), 3), period(date(2026, 1, 1), 12)
    ('Apr 2026', 'Q2 2026', '2026')
    """
    if months == 12:
        return f"{day:%Y}"
    return f"Q{(day.month + 2) // 3} {day:%Y}" if months == 3 else month(day)


def span(first: date, last: date) -> str:
    """Months from first to last as they are written on screen.

    >>> span(date(2025, 10, 1), date(2026, 9, 1)), span(date(2026, 9, 1), date(2026, 9, 1))
    ('Oct 2025 – Sep 2026', 'Sep 2026')
    """
    return month(first) if first == last else f"{month(first)} – {month(last)}"
