"""The app without a browser, as tests of pages open it."""

from tests.pages.conftest import visit

__all__ = ["visit"]
