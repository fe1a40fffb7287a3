"""What headings are called in eight languages, as exports call them."""

from datetime import date
from random import Random

from babel.dates import get_month_names

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv")
HEADINGS = {
    "en": {
        "product": ("Product", "Article", "Item", "SKU", "Material"),
        "day": ("Day", "Date"),
        "month": ("Month",),
        "store": ("Store", "Branch"),
        "revenue": ("Turnover", "Net sales", "Sales", "Revenue", "Takings", "Proceeds"),
        "units": ("Quantity", "Qty", "Units sold"),
        "variable_cost": ("Cost of sales", "COGS", "Variable cost"),
        "total": ("Total", "Grand total", "Sum"),
    },
    "de": {
        "product": ("Produkt", "Artikel", "Material", "Artikelbezeichnung"),
        "day": ("Tag", "Datum", "Belegdatum"),
        "month": ("Monat",),
        "store": ("Filiale",),
        "revenue": ("Umsatz", "Nettoumsatz", "Erlöse", "Umsatzerlöse"),
        "units": ("Menge", "Stück", "Anzahl"),
        "variable_cost": ("Wareneinsatz", "Variable Kosten"),
        "total": ("Summe", "Gesamt"),
    },
    "fr": {
        "product": ("Produit", "Article", "Référence"),
        "day": ("Jour", "Date"),
        "month": ("Mois",),
        "store": ("Magasin",),
        "revenue": ("Chiffre d'affaires", "CA HT", "Ventes", "Recettes"),
        "units": ("Quantité", "Qté"),
        "variable_cost": ("Coût des ventes", "Coûts variables"),
        "total": ("Total", "Total général"),
    },
    "es": {
        "product": ("Producto", "Artículo", "Referencia"),
        "day": ("Día", "Fecha"),
        "month": ("Mes",),
        "store": ("Tienda",),
        "revenue": ("Ventas", "Ingresos", "Facturación", "Ventas netas"),
        "units": ("Cantidad", "Unidades"),
        "variable_cost": ("Coste de ventas", "Costes variables"),
        "total": ("Total", "Suma"),
    },
    "it": {
        "product": ("Prodotto", "Articolo"),
        "day": ("Giorno", "Data"),
        "month": ("Mese",),
        "store": ("Negozio",),
        "revenue": ("Fatturato", "Ricavi", "Incasso", "Vendite"),
        "units": ("Quantità", "Pezzi"),
        "variable_cost": ("Costo del venduto", "Costi variabili"),
        "total": ("Totale",),
    },
    "pt": {
        "product": ("Produto", "Artigo"),
        "day": ("Dia", "Data"),
        "month": ("Mês",),
        "store": ("Loja",),
        "revenue": ("Faturamento", "Receita", "Vendas", "Receita líquida"),
        "units": ("Quantidade", "Unidades"),
        "variable_cost": ("Custo das vendas", "Custos variáveis"),
        "total": ("Total",),
    },
    "nl": {
        "product": ("Product", "Artikel"),
        "day": ("Dag", "Datum"),
        "month": ("Maand",),
        "store": ("Filiaal", "Winkel"),
        "revenue": ("Omzet", "Netto-omzet", "Opbrengst"),
        "units": ("Aantal", "Hoeveelheid"),
        "variable_cost": ("Kostprijs omzet", "Variabele kosten"),
        "total": ("Totaal",),
    },
    "sv": {
        "product": ("Produkt", "Artikel"),
        "day": ("Dag", "Datum"),
        "month": ("Månad",),
        "store": ("Butik",),
        "revenue": ("Omsättning", "Försäljning", "Intäkter", "Nettoomsättning"),
        "units": ("Antal", "Kvantitet"),
        "variable_cost": ("Kostnad sålda varor", "Rörliga kostnader"),
        "total": ("Summa", "Totalt"),
    },
}


class Words:
    """The words of one language, drawn at random."""

    def __init__(self, random: Random, language: str = "") -> None:
        self._random = random
        self.language = language or random.choice(LANGUAGES)

    def __call__(self, *fields: str) -> list[str]:
        """A heading for each field."""
        return [self._random.choice(HEADINGS[self.language][field]) for field in fields]

    def month(self, period: date, width: str = "wide") -> str:
        """A month by its name."""
        return get_month_names(width, locale=self.language)[period.month]
