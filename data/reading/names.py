"""Names as they are kept, and what they say of sums: what cannot be seen does not make two products of one."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_TOTAL_WORDS = (
    *("total", "totals", "grand total", "grand-total", "subtotal", "sub total", "sub-total", "sum", "sum total"),
    *("overall", "all products", "total products", "gesamt", "gesamtsumme", "gesamtergebnis", "insgesamt", "summe"),
    *("zwischensumme", "teilsumme", "endsumme", "total général", "total general", "sous-total", "somme"),
    *("totale", "totale generale", "totale complessivo", "totali", "subtotale", "somma", "total geral", "suma", "soma"),
    *("suma total", "totaal", "eindtotaal", "subtotaal", "totalt", "summa", "delsumma", "i alt", "sum i alt"),
    *("razem", "suma końcowa", "łącznie", "celkem", "spolu", "összesen", "yhteensä", "toplam", "genel toplam"),
    *("σύνολο", "итого", "всего", "合計", "小計", "総計", "总计", "合计", "小计", "합계", "총계", "σ", "∑"),
)
TOTALS = re.compile("|".join(map(re.escape, sorted(_TOTAL_WORDS, key=len, reverse=True))), re.IGNORECASE)
_HINTS = re.compile(
    r"\b(?:(?:sub|gesamt|zwischen)?(?:totale?s?|totali|totaal|totalt|summen?|summa|suma|soma)|all|overall|gesamt\w*|"
    r"insgesamt|ensemble|zusammen|sum|razem|celkem|összesen|yhteensä|toplam|итого|всего)\b|合計|小計|総計|总计|合计|小计|합계",
    re.IGNORECASE,
)


_IN_NAMES = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted((*_TOTAL_WORDS, 'all'), key=len, reverse=True)))})(?!\w)|"
    "合計|小計|総計|总计|合计|小计|합계|총계",
    re.IGNORECASE,
)
_OF_ALL = frozenset(
    (
        *("all", "both", "of", "the", "for", "and", "our", "per", "over", "portfolio", "portfolios", "group"),
        *("company", "business", "product", "products", "item", "items", "region", "regions", "country", "countries"),
        *("segment", "segments", "line", "lines", "vendor", "vendors", "market", "markets", "customer", "customers"),
        *("report", "month", "quarter", "year", "period", "der", "die", "des", "alle", "und", "produkte", "tous", "et"),
        *("produits", "portefeuille", "todos", "y", "productos", "tutti", "e", "prodotti", "produtos"),
    )
)
_WORLD = re.compile(
    r"(?:the )?(?:world|world ?wide|global|all regions|all countries|total world|welt|weltweit|monde|mondial|mundo|"
    r"mundial|mondo|mondiale|wereld|wereldwijd|всего мира|世界|全球|全世界)",
    re.IGNORECASE,
)


def name(text: str) -> str:
    """A name without invisible characters, with single spaces, in composed form.

    >>> name("Widget\u00a0 Pro\u200b ")
    'Widget Pro'
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def folded(text: str) -> str:
    """A name by which it is the same whatever its case and its spaces."""
    return name(text).casefold()


def is_total(text: str) -> bool:
    """Whether a name says that its row sums others.

    >>> is_total("Grand Total"), is_total("Total Care")
    (True, False)
    """
    return bool(TOTALS.fullmatch(text.strip(" :")))


def rest_of_total(text: str) -> str | None:
    """What a name says beside its words of sums and of everything, None where it has no word of sums.

    >>> rest_of_total("Total Fitness"), rest_of_total("Portfolio total"), rest_of_total("Widget")
    ('Fitness', '', None)
    """
    bare = text.strip(" :()")
    if not _IN_NAMES.search(bare):
        return None
    words = re.split(r"[\s:,;()]+", _IN_NAMES.sub(" ", bare))
    return "" if all(word.casefold() in _OF_ALL for word in words if word) else " ".join(filter(None, words))


def beside_totals(text: str) -> list[str]:
    """What a name may say of what: the name without one of its words of sums.

    >>> beside_totals("Total Fitness total")
    ['Fitness total', 'Total Fitness']
    """
    bare = text.strip(" :()")
    words = (bare[: match.start()] + bare[match.end() :] for match in _IN_NAMES.finditer(bare))
    return [name(each).strip(" :()-–,") for each in words]


def is_everywhere(text: str) -> bool:
    """Whether a region's name says that it is all of them.

    >>> is_everywhere("Worldwide"), is_everywhere("Rest of world")
    (True, False)
    """
    return bool(_WORLD.fullmatch(text.strip(" :()")))


def is_ratio(text: str) -> bool:
    """Whether a name sounds like percentages of others; a product may be called so.

    >>> is_ratio("growth %"), is_ratio("% of sales"), is_ratio("100% Juice")
    (True, True, False)
    """
    return bool(re.search(r"(?<!\d)%$|^%", text.strip(" :()")))


def hints_total(text: str) -> bool:
    """Whether a name has a word of sums in it: its row may sum others, or be a product of that name.

    >>> hints_total("Portfolio total"), hints_total("Total Care"), hints_total("Totality")
    (True, True, False)
    """
    return bool(_HINTS.search(text))
