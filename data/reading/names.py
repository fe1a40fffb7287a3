"""Names as they are kept: what cannot be seen does not make two products of one."""

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


def name(text: str) -> str:
    """A name without invisible characters, with single spaces, in composed form.

    >>> name("Widget\u00a0 Pro\u200b ")
    'Widget Pro'
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def is_total(text: str) -> bool:
    """Whether a name says that its row sums others.

    >>> is_total("Grand Total"), is_total("Total Care")
    (True, False)
    """
    return bool(TOTALS.fullmatch(text.strip(" :")))


def is_ratio(text: str) -> bool:
    """Whether a name says that its row holds percentages of others.

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
