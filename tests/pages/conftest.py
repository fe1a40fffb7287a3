"""The app on a store of the test's choice, without a browser; tests/browser has one."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import HOME


@pytest.fixture
def visit(monkeypatch):
    """Opens a page on a store's folder, with the filters of a link."""

    def opened(folder, page, **filters):
        monkeypatch.setenv("REALLOT_STORE", str(folder))
        app = AppTest.from_file(str(HOME / "app.py"), default_timeout=60)
        for name, value in filters.items():
            app.session_state[name] = value
        app.switch_page(f"pages/{page}.py").run()  # its first run: the start page costs more than most others
        assert not app.exception
        return app

    return opened


def headline(app):
    """The first line of a page."""
    lines = [html.proto.body for html in app.get("html") if html.proto.body.startswith("<h3>")]
    return lines[-1].removeprefix("<h3>").removesuffix("</h3>")
