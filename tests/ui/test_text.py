"""Text from spreadsheets stays text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from ui import text


@given(st.text())
def test_every_sign_that_markdown_obeys_is_escaped(name):
    without_escaped = re.sub(r"\\[^\n]", "", text.plain(name))
    assert not re.search(r"[`*_{}\[\]()<>#+!|$~&^=]", without_escaped)


@given(st.text())
def test_nothing_of_a_name_is_lost(name):
    shown = text.plain(name).replace(text.JOINER, "")
    assert re.sub(r"\\([\\`*_{}\[\]()<>#+\-.!|$~:&^=])", r"\1", shown) == name.replace(text.JOINER, "")


def test_addresses_and_icons_are_broken_by_what_has_no_width():
    for name in ("http://evil.example", ":material/home:", "www.evil.example", "a@evil.example"):
        assert text.JOINER in text.plain(name)
