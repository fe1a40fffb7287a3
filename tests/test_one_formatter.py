"""A figure has one form: no module writes one by a format of its own."""

import ast
import re
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_architecture import HOME, modules, relative
from ui import formats, written

OWN = ("ui/", "pages/", "console/")
FORMATTERS = {"ui/formats.py", "ui/charts/marks.py"}  # the latter is held to the former by a browser test
WITH_DECIMALS = re.compile(r"\.\d*[efg%]|[efg%]$|^[+]|,\.")
A_DATE = re.compile("%[bY]")
IN_A_SCRIPT = re.compile(r"toFixed|toPrecision|toLocaleString|toExponential|Intl\.|d3\.format")


def constant(node):
    return node.value if isinstance(node, ast.Constant) else None


def of_their_own(text):
    """Every place of a source that writes a figure without the formatter, with its line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(str(constant(part) or "0") for part in node.format_spec.values)
            if WITH_DECIMALS.search(spec) and not A_DATE.search(spec):
                yield node.lineno, f"{{:{spec}}}"
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, said) for said in _called(node))


def _called(node):
    if getattr(node.func, "id", "") == "format":
        yield ast.unparse(node)
    for each in node.keywords:
        said = constant(each.value)
        if isinstance(said, str) and (each.arg == "format" or (each.arg == "labelExpr" and "format(" in said)):
            yield f"{each.arg}={said!r}"


@pytest.mark.parametrize(
    "path", [each for each in modules() if relative(each).startswith(OWN) or each.name == "cli.py"], ids=relative
)
def test_no_module_has_a_format_of_its_own(path):
    if relative(path) not in FORMATTERS:
        assert list(of_their_own(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted((HOME / "ui").rglob("*.js")), ids=relative)
def test_no_script_has_a_format_of_its_own(path):
    if relative(path) != "ui/board/formats.js":
        assert IN_A_SCRIPT.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'st.column_config.NumberColumn(format="percent")',
        'alt.Axis(format=",.0f")',
        "alt.Axis(labelExpr=\"format(datum.value, '~r')\")",
        'f"{value:,.2f}"',
        'f"{share:.1%}"',
        'f"{value:.{digits}f}"',
        'f"{value:+,}"',
        'format(value, ",.1f")',
    ],
)
def test_a_format_of_its_own_is_found(source):
    assert list(of_their_own(source))


@pytest.mark.parametrize(
    "source", ['f"{count:,} rows"', 'f"{month:%b %Y}"', 'f"{name:>8}"', "alt.Axis(labelExpr=WRITTEN)"]
)
def test_what_is_no_figure_is_let_be(source):
    assert list(of_their_own(source)) == []


amounts = st.floats(-1e12, 1e12, allow_nan=False) | st.integers(-(10**6), 10**6).map(lambda eighths: eighths / 8)
KINDS = {
    "Amount": formats.exact,
    "Ratio": formats.percent,
    "Growth": formats.change,
    "Difference": formats.points,
    "Index": formats.count,
    "Short": formats.short,
}


@given(st.lists(amounts | st.none(), min_size=1, max_size=20))
def test_a_table_writes_as_sentences_do(values):
    table = pd.DataFrame({name: pd.Series(values, dtype="float") for name in KINDS}).assign(Count=range(len(values)))
    others = {name: writer for name, writer in KINDS.items() if name not in {"Amount", "Ratio"}}
    styled = written.figures(table, ("Ratio",), others)
    body = styled._translate(False, False)["body"]
    shown = [[cell["display_value"] for cell in row if cell["type"] == "td"] for row in body]
    wanted = [[writer(value) for writer in KINDS.values()] + [str(n)] for n, value in enumerate(values)]
    assert shown == wanted
    assert styled.data["Amount"].dtype == float  # it sorts as numbers


@given(amounts)
def test_what_is_shown_as_zero_has_no_sign(value):
    for writer in (*KINDS.values(), formats.signed, formats.plain, formats.decimal, formats.tenths):
        text = writer(value)
        assert "-" not in text
        assert not (formats.is_nothing(text) and text[0] in "+−")


def in_decimals(value, places):
    """Halves away from zero, by hand: whole steps of the last digit, from the exact value of the float."""
    steps = abs(Fraction(value)) * 10**places
    whole = steps.numerator // steps.denominator
    whole += 2 * (steps - whole) >= 1
    digits = f"{whole:0{places + 1}d}"
    front = digits[: len(digits) - places]
    groups = re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", front)
    return ("−" if value < 0 and whole else "") + groups + ("." + digits[len(front) :] if places else "")


@given(amounts)
def test_halves_are_rounded_away_from_zero(value):
    assert formats.exact(value) == in_decimals(value, 2)
    assert formats.count(value) == in_decimals(value, 0)
    assert formats.percent(value) == in_decimals(value * 100, 1) + " %"


@pytest.mark.parametrize(
    ("writer", "value", "text"),
    [
        (formats.percent, 5.0186, "501.9 %"),
        (formats.percent, 0.125, "12.5 %"),
        (formats.count, 2.5, "3"),
        (formats.count, -2.5, "−3"),
        (formats.exact, 0.125, "0.13"),
        (formats.short, 999_499.0, "999 k"),
        (formats.short, 999_500.0, "1.00 m"),
        (formats.short, -1_234.0, "−1.23 k"),
        (formats.short, 12_345e9, "12,345 b"),
        (formats.signed, 0.004, "0"),
        (formats.plain, 999.6, "1,000"),
        (formats.plain, 11.25, "11.3"),
        (formats.short, float("inf"), "–"),
        (formats.percent, float("nan"), "–"),
    ],
)
def test_edges(writer, value, text):
    assert writer(value) == text
