"""The filters in the link: it says what is seen, so that it opens that again, and back and forward lead to it.

A link that says something else than this session wrote into it last was opened, or gone back to: then it is followed.
One that says nothing leads to a page, and leaves the filters as they are. Not by Streamlit's own binding of widgets to
the link, which forgets on the way back what two pages both bind, and drops what it does not know without a word.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from ui import door, text

NAMES = ("window", "from", "to", "basis", "line", "segment", "region")
_WRITTEN = "filters in the link"
_KEPT = "filters last seen"
WORDS = {"from": "first month", "to": "last month"}  # of what a link may ask for, where its name is none
Said = dict[str, list[str]]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Link:
    """What the link of this run says of the filters."""

    said: Said
    leads: bool  # whether the filters are to follow it
    unknown: list[str] = field(default_factory=list)  # a sentence for each thing that it asks for and that is not there

    @classmethod
    def now(cls) -> "Link":
        said = {name: st.query_params.get_all(name) for name in NAMES if name in st.query_params}
        return cls(said, bool(said) and said != st.session_state.get(_WRITTEN))

    def one(self, name: str, titles: Mapping[str, str], default: str) -> str:
        """The choice that a filter of one choice begins with, by its title on screen or by its name."""
        chosen = standing(name)
        if self.leads:
            chosen = default
            for asked in self.said.get(name, [])[-1:]:
                chosen = _meant(asked, titles)
                if chosen is None:
                    self._not_known(name, asked, f"You see {titles[default]}.")
        return _begin_with(name, str(chosen) if chosen in titles else default)

    def several(self, name: str, offered: Collection[str]) -> list[str]:
        """The choices that a filter of several begins with."""
        chosen = list(standing(name) or [])
        if self.leads:
            chosen = self.said.get(name, [])
            for asked in chosen:
                if asked not in offered:
                    self._not_known(name, asked, "It was left out.")
        return _begin_with(name, [each for each in chosen if each in offered])

    def write(self, chosen: Said) -> None:
        """Let the link say what is seen, and say what it asked for in vain."""
        written = {name: values for name, values in chosen.items() if values}
        st.session_state[_WRITTEN] = written
        for name in self.said.keys() - written.keys():
            del st.query_params[name]
        if any(self.said.get(name) != values for name, values in written.items()):
            st.query_params.update(written)
        for sentence in self.unknown:
            st.warning(text.plain(sentence))

    def _not_known(self, name: str, asked: str, instead: str) -> None:
        what = WORDS.get(name, name)
        self.unknown.append(f"The link asks for the {what} “{asked}”, which is not known here. {instead}")


def _meant(asked: str, titles: Mapping[str, str]) -> str | None:
    """The choice that a word in a link means."""
    wanted = asked.casefold()
    return next((name for name, title in titles.items() if wanted in (name.casefold(), title.casefold())), None)


def _begin_with(name: str, value: _T) -> _T:
    """Let a filter have a value; told to the browser only where that does not know it, since a hand may be faster."""
    if door.arrived() or st.session_state.get(name) != value:
        st.session_state[name] = value
    st.session_state.setdefault(_KEPT, {})[name] = value
    return value


def standing(name: str) -> Any:
    """The value that a filter has, or had when it was last on screen."""
    return st.session_state.get(name, st.session_state.get(_KEPT, {}).get(name))
