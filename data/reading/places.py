"""Which words are places in which something is sold: continents, regions of business, and the larger countries."""

import re

from data.reading import headings
from data.reading.names import is_everywhere

_SIDES = ("north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "middle", "latin")
_REGIONS = (
    *("europe", "asia", "africa", "america", "americas", "oceania", "pacific", "asia pacific", "middle east"),
    *("emea", "apac", "apj", "amer", "amers", "latam", "mena", "cee", "dach", "benelux", "nordics", "iberia", "asean"),
    *("anz", "gcc", "cis", "uki", "row", "rest of world", "rest of the world", "scandinavia", "baltics", "balkans"),
)
_COUNTRIES = (
    *("usa", "united states", "canada", "mexico", "brazil", "argentina", "chile", "colombia", "peru"),
    *("uk", "united kingdom", "great britain", "ireland", "germany", "france", "italy", "spain", "portugal"),
    *("netherlands", "belgium", "switzerland", "austria", "sweden", "norway", "denmark", "finland", "poland"),
    *("czech republic", "czechia", "hungary", "romania", "greece", "turkey", "russia", "ukraine", "israel"),
    *("china", "japan", "india", "korea", "taiwan", "hong kong", "singapore", "indonesia", "malaysia", "thailand"),
    *("vietnam", "philippines", "pakistan", "bangladesh", "australia", "new zealand", "saudi arabia", "egypt"),
    *("nigeria", "kenya", "morocco", "united arab emirates", "uae", "deutschland", "frankreich", "europa", "asien"),
)
_CODES = re.compile(r"US|U\.S\.|EU|NA|ME|LA|JP|CN|DE|FR")  # words too short to be taken in small letters
_PLACES = frozenset((*_REGIONS, *_COUNTRIES))


def is_place(text: str) -> bool:
    """Whether a text is the name of a place, or of one side of it; the whole world is one.

    >>> [is_place(text) for text in ("Europe", "North America", "EMEA", "US", "World")]
    [True, True, True, True, True]
    >>> [is_place(text) for text in ("rep", "target", "me", "North", "2024")]
    [False, False, False, False, False]
    """
    words = headings.plain(text)
    outside = re.sub(r"[(\[][^)\]]*[)\]]", "", text).strip()
    if words in _PLACES or is_everywhere(words) or _CODES.fullmatch(outside):
        return True
    side, _, rest = words.partition(" ")
    return side in _SIDES and rest in _PLACES
