"""The same figure in a sentence, a table, on an axis and on the board: one text, for any value."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import streamlit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ui import formats
from ui.charts import marks

HOME = Path(__file__).resolve().parents[2]
BOARD = (HOME / "ui/board/formats.js").read_text(encoding="utf-8")
STATIC = Path(streamlit.__file__).parent / "static"
ON_THE_BOARD = {
    "short": formats.short,
    "signed": formats.signed,
    "percent": formats.percent,
    "decimal": formats.decimal,
    "plain": formats.plain,
}
VEGA = """async ([address, expressions, values]) => {
  const { embed, expressionInterpreter } = await (await import(address)).t();
  const transform = Object.entries(expressions).map(([as, expr]) => ({ type: "formula", as, expr }));
  const spec = { data: [{ name: "figures", values: values.map((value) => ({ value })), transform }] };
  const options = { mode: "vega", ast: true, expr: expressionInterpreter };
  const rows = (await embed(document.createElement("div"), spec, options)).view.data("figures");
  return rows.map((row) => Object.fromEntries(Object.keys(expressions).map((name) => [name, row[name]])));
}"""
amounts = st.one_of(
    st.floats(-1e13, 1e13, allow_nan=False).filter(lambda value: value == 0 or abs(value) >= 1e-4),
    st.integers(-(10**6), 10**6).map(lambda eighths: eighths / 8),  # exact halves of every digit
    st.integers(-(10**9), 10**9).map(lambda cents: cents / 100),
    st.sampled_from([999.5, 999.4999, 999_500.0, 999_499.99, 0.9995e9, 9.995, 99.95, -0.0004, -0.0, 0.0]),
)
many = given(st.lists(amounts, min_size=20, max_size=200))
in_one_page = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def vega(browser):
    """A page that may load what Streamlit draws charts with, and its address there."""
    handler = functools.partial(_Silent, directory=STATIC)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (loader,) = (STATIC / "static/js").glob("loadVegaEmbed.*.js")
    home = f"http://127.0.0.1:{server.server_port}"
    page = browser.new_page()
    page.goto(f"{home}/favicon.png")
    yield page, f"{home}/static/js/{loader.name}"
    page.close()
    server.shutdown()
    server.server_close()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@many
@in_one_page
def test_the_board_writes_as_sentences_do(page, values):
    names = ", ".join(ON_THE_BOARD)
    found = page.evaluate(f"(values) => {{ {BOARD} return [{names}].map((write) => values.map(write)); }}", values)
    for (name, write), texts in zip(ON_THE_BOARD.items(), found, strict=True):
        assert texts == [write(value) for value in values], name


@many
@in_one_page
def test_an_axis_writes_as_sentences_do(vega, values):
    page, address = vega
    found = page.evaluate(VEGA, [address, marks.WRITTEN, values])
    for name in marks.WRITTEN:
        assert [row[name] for row in found] == [getattr(formats, name)(value) for value in values], name


def test_no_two_lines_of_an_axis_have_one_label(vega):
    """Ticks that three digits cannot tell apart have more; all others read as sentences do."""
    page, address = vega
    ticks = [0.0, 250_000.0, 20e6, 1.5e6, 110.2e6, 110.4e6, 1_002_000.0, -1_004_000.0, 12.5]
    found = page.evaluate(VEGA, [address, {"short": marks.FINER}, ticks])
    wanted = ["0", "250 k", "20.0 m", "1.50 m", "110.2 m", "110.4 m", "1.002 m", "−1.004 m", "12.50"]
    assert [row["short"] for row in found] == wanted
