"""All patterns of the Market page."""

from tests.aloud.grammar import Expected, Said, Sentence, constant
from tests.aloud.market_page import holders, notes, rooms, shift
from tests.aloud.market_page.shift import NONE
from tests.aloud.market_page.view import View
from ui import definitions

CONSTANTS = [
    *(each for each in vars(definitions).values() if isinstance(each, str) and " " in each),
    "No vendor is marked as your own company. Which one is it, by all its names?",
    "Cells",
    "became one:",
    "Who holds the markets",
    "Own share, then and now",
    "What moved the share",
    "Sales: the market grew, or share was won",
    "Growth and relative share",
    "Headroom: what a share reached elsewhere would bring",
    "Concentration",
    "blue: own · the largest rivals beside",
    "from many small “Others” to one · dashed: moderately from 1,000, highly from 1,800",
]


def outside(view: View, said: Said) -> dict[str, Expected]:
    """In which months there are figures, where the window holds none."""
    return {"runs": view.runs} if not view.places and view.runs else NONE


def nowhere(view: View, said: Said) -> dict[str, Expected]:
    return NONE if view.runs else {}


SENTENCES = [
    *map(constant, CONSTANTS),
    Sentence(
        "No market figures lie wholly in this window; there are some for {runs:list}. Widen the window, or clear the "
        "filters.",
        outside,
    ),
    Sentence("No market figures here. Widen the window, or clear the filters.", nowhere),
    *shift.SENTENCES,
    *notes.SENTENCES,
    *rooms.SENTENCES,
    *holders.SENTENCES,
]
