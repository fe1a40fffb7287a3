"""What the fields of a table are called in German, French, Spanish, Italian, Portuguese, Dutch and Swedish.

The English names stand with the fields themselves (`kinds`). Written without accents: headings are compared so.
"""

TRANSLATIONS = {
    "product": "produkt produktname artikel artikelbezeichnung artikelname marke | produit article marque | "
    "producto articulo marca | prodotto "
    "articolo marca | produto artigo marca | product productnaam artikel merk | produkt produktnamn "
    "artikel varumarke",
    "line": "sparte geschaftsbereich produktlinie produktgruppe kategorie | gamme division ligne_de_produits "
    "categorie | linea linea_de_negocio categoria division | linea_di_prodotto divisione categoria | "
    "linha divisao categoria | productlijn divisie categorie bedrijfsonderdeel | produktlinje "
    "affarsomrade kategori",
    "segment": "kundensegment kundengruppe vertriebskanal kanal | segment_client canal | segmento canal | segmento "
    "canale | segmento canal | klantsegment kanaal | kundsegment kanal",
    "region": "gebiet land markt_region | pays zone | pais zona | paese regione area_geografica | regiao pais | "
    "regio land gebied | omrade land",
    "currency": "wahrung | devise monnaie | moneda divisa | valuta divisa | moeda | valuta | valuta",
    "period": "periode datum buchungsdatum monat | periode date mois | periodo fecha mes | periodo data mese | "
    "periodo data mes | periode datum maand | period datum manad | tag belegdatum verkaufsdatum rechnungsdatum | jour "
    "date_de_vente date_vente date_de_facture date_facture | dia fecha_de_venta fecha_de_factura | "
    "giorno data_di_vendita data_fattura | "
    "data_da_venda data_de_venda | dag verkoopdatum factuurdatum | forsaljningsdatum fakturadatum",
    "year": "jahr geschaftsjahr | annee exercice | ano ejercicio | anno esercizio | ano exercicio | jaar boekjaar | ar",
    "month": "monat | mois | mes | mese | mes | maand | manad",
    "basis": "szenario datenart | scenario | escenario | scenario | cenario | scenario | scenario",
    "revenue": "umsatz nettoumsatz umsatzerlose erlose erlos | chiffre_d_affaires ventes ventes_nettes revenus "
    "recettes ca_net ca_ht | ingresos ingresos_netos ventas "
    "ventas_netas facturacion | ricavi ricavo fatturato vendite incasso incassi | receita receita_liquida vendas "
    "vendas_liquidas receitas faturamento faturacao | omzet "
    "netto_omzet opbrengst opbrengsten | omsattning nettoomsattning intakter forsaljning",
    "variable_cost": "variable_kosten herstellkosten herstellungskosten umsatzkosten wareneinsatz "
    "kosten | couts_variables cout_des_ventes couts cout_variable | costes_variables "
    "coste_de_ventas costes costo_de_ventas | "
    "costi_variabili costo_del_venduto costi | custos_variaveis custo_das_vendas custos cmv | "
    "variabele_kosten kostprijs_omzet kosten kostprijs_verkopen | rorliga_kostnader kostnad_salda_varor "
    "kostnader",
    "investment": "investition investitionen investment | investissement investissements | inversion inversiones | "
    "investimento investimenti | investimento investimentos | investering investeringen | investering "
    "investeringar",
    "units": "menge absatz stuck stuckzahl anzahl | quantite qte volume unites | unidades cantidad volumen | "
    "quantita unita pezzi volume | quantidade qtd unidades volume | aantal hoeveelheid eenheden | "
    "antal kvantitet volym enheter",
    "fte": "mitarbeiter vollzeitstellen vzk personal | etp effectif effectifs | plantilla empleados | organico "
    "addetti | colaboradores pessoas | medewerkers personeel | anstallda heltidstjanster",
    "contribution": "deckungsbeitrag bruttogewinn | marge_sur_couts_variables marge_brute | margen_de_contribucion "
    "margen_bruto | margine_di_contribuzione margine_lordo | margem_de_contribuicao lucro_bruto | "
    "brutomarge contributiemarge | tackningsbidrag bruttovinst",
    "measure": "kennzahl konto position | indicateur compte poste | cuenta partida | voce conto | conta rubrica | "
    "post rekening | konto post",
    "amount": "betrag nettobetrag wert | montant valeur | importe valor monto | importo valore | montante valor | "
    "bedrag waarde | belopp varde",
    "market": "markt | marche | mercado | mercato | mercado | markt | marknad",
    "vendor": "anbieter wettbewerber hersteller | fournisseur concurrent fabricant | proveedor competidor "
    "fabricante | fornitore concorrente produttore | fornecedor concorrente fabricante | leverancier "
    "concurrent fabrikant | leverantor konkurrent tillverkare",
    "size": "marktgrosse marktvolumen | taille_du_marche | tamano_del_mercado | dimensione_del_mercato | "
    "tamanho_do_mercado | marktomvang | marknadsstorlek",
    "share": "marktanteil | part_de_marche | cuota_de_mercado | quota_di_mercato | quota_de_mercado | marktaandeel | "
    "marknadsandel",
    "kpi": "kennzahl indikator | indicateur | indicador | indicatore | indicador | indicator | nyckeltal",
    "actual": "ist istwert | reel realise | real | effettivo consuntivo | realizado | werkelijk realisatie | utfall",
    "target": "ziel zielwert soll | objectif cible | objetivo meta | obiettivo | meta objetivo | doel doelstelling "
    "| mal",
    "numerator": "zahler | numerateur | numerador | numeratore | teller | taljare",
    "denominator": "nenner | denominateur | denominador | denominatore | noemer | namnare",
}


def of(field: str) -> tuple[str, ...]:
    """The names of a field in all these languages.

    >>> "chiffre d affaires" in of("revenue"), of("fte")[:1]
    (True, ('mitarbeiter',))
    """
    words = TRANSLATIONS.get(field, "").replace("|", " ").split()
    return tuple(dict.fromkeys(word.replace("_", " ") for word in words))
