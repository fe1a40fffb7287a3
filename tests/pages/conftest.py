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
        app.run()
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return opened


def headline(app):
    """The first line of a page."""
    return app.get("html")[-1].proto.body.removeprefix("<h3>").removesuffix("</h3>")
