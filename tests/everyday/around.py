"""Product, Month, Revenue, Cost with something around it: titles, units, notes, totals, and how text is written."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.everyday.drawn import by_key, by_product, grid, months
from tests.everyday.made import EUROPEAN, PLAIN, Fact, Made, Row, Style, delimited, finance
from tests.everyday.words import Words

MEASURES = ("revenue", "variable_cost")
FIELDS = ("product", "month", *MEASURES)
LOOSE = Style(padded=False)


def _month(period: date) -> str:
    return f"{period:%Y-%m}"


def _table(random: Random, words: Words | None = None) -> tuple[list[Fact], list[Row]]:
    """Facts and their rows below headings."""
    facts = grid(random, months(random), MEASURES)
    rows: list[Row] = [(name, _month(month), *amounts) for name, month, amounts in by_key(facts)]
    return facts, [(words or Words(random))(*FIELDS), *rows]


def title_padded(random: Random) -> Made:
    """A title line as wide as the table."""
    return _under_a_title(random, PLAIN)


def title_loose(random: Random) -> Made:
    """A title line of one cell."""
    return _under_a_title(random, LOOSE)


def _under_a_title(random: Random, style: Style) -> Made:
    facts, rows = _table(random)
    above = random.choice(((), ((),), (("Exported on 2025-01-31",),)))
    return Made("report.csv", delimited([("Product report",), *above, *rows], style), finance(facts))


def unit_line(random: Random) -> Made:
    """A line above the headings that says that amounts are in thousands."""
    facts, rows = _table(random, Words(random, "en"))
    scaled = [fact._replace(amount=fact.amount * 1000) for fact in facts]
    line = random.choice(("in thousand EUR", "in EUR thousands", "Amounts in k€", "EUR thousand"))
    style = random.choice((PLAIN, LOOSE))
    return Made("report.csv", delimited([("Product report",), (line,), *rows], style), finance(scaled))


def notes_padded(random: Random) -> Made:
    """Notes and a source below the table, as wide as it."""
    return _above_notes(random, PLAIN)


def notes_loose(random: Random) -> Made:
    """Notes and a source of one cell below the table."""
    return _above_notes(random, LOOSE)


def _above_notes(random: Random, style: Style) -> Made:
    facts, rows = _table(random)
    notes = (("Note: figures before the audit.",), ("Source: controlling",))
    return Made("report.csv", delimited([*rows, (), *notes], style), finance(facts))


def totals_below(random: Random) -> Made:
    """A row that sums all."""
    words = Words(random)
    facts, rows = _table(random, words)
    return Made("report.csv", delimited([*rows, (*words("total"), None, *_sums(facts))]), finance(facts))


def _sums(facts: list[Fact]) -> list[Decimal]:
    return [sum((f.amount for f in facts if f.measure == measure), Decimal()) for measure in MEASURES]


def subtotals(random: Random) -> Made:
    """A row after each product that sums it, and one that sums all."""
    words = Words(random)
    facts, (headings, *_) = _table(random, words)
    (total,), rows = words("total"), [headings]
    for name, part in by_product(facts):
        rows += [(name, _month(month), *amounts) for _, month, amounts in by_key(part)]
        rows.append((f"{name} {total}" if words.language == "de" else f"{total} {name}", None, *_sums(part)))
    return Made("report.csv", delimited([*rows, (total, None, *_sums(facts))]), finance(facts))


def grouped(random: Random) -> Made:
    """A product's name only on its first row."""
    facts, (headings, *_) = _table(random)
    rows: list[Row] = [headings]
    for name, part in by_product(facts):
        lines = [(_month(month), *amounts) for _, month, amounts in by_key(part)]
        rows += [(name if not at else None, *line) for at, line in enumerate(lines)]
    return Made("report.csv", delimited(rows), finance(facts))


def scale_in_heading(random: Random) -> Made:
    """Revenue (k€)."""
    scale, factor = random.choice((("k€", 1000), ("$m", 1_000_000), ("EUR thousand", 1000), ("in millions", 1_000_000)))
    facts, (_, *rows) = _table(random)
    scaled = [fact._replace(amount=fact.amount * factor) for fact in facts]
    headings = ("Product", "Month", f"Revenue ({scale})", f"Variable cost ({scale})")
    return Made("report.csv", delimited([headings, *rows]), finance(scaled))


def decimal_comma(random: Random) -> Made:
    """Semicolons and decimal commas, with points between thousands in some."""
    facts, rows = _table(random, Words(random, random.choice(("de", "fr", "es", "it", "pt", "nl", "sv"))))
    thousands, encoding = random.choice(("", ".")), random.choice(("utf-8", "utf-8-sig", "cp1252"))
    return Made("export.csv", delimited(rows, Style(";", ",", thousands, encoding=encoding)), finance(facts))


def thousands(random: Random) -> Made:
    """Quoted amounts with commas between thousands."""
    facts, (headings, *rows) = _table(random, Words(random, "en"))
    larger = [fact._replace(amount=fact.amount * 1001) for fact in facts]
    rows = [(name, _month(month), *amounts) for name, month, amounts in by_key(larger)]
    return Made("export.csv", delimited([headings, *rows], Style(thousands=",")), finance(larger))


def tabs(random: Random) -> Made:
    """Separated by tabs."""
    facts, rows = _table(random)
    return Made(random.choice(("export.tsv", "export.txt")), delimited(rows, Style("\t")), finance(facts))


def semicolons_and_title(random: Random) -> Made:
    """A title, semicolons and decimal commas, months by name with their year."""
    words = Words(random, random.choice(("de", "fr", "es", "it", "pt", "nl")))
    facts = grid(random, months(random), MEASURES)
    rows = [(name, f"{words.month(month)} {month.year}", *amounts) for name, month, amounts in by_key(facts)]
    content = delimited([("Export",), (), words(*FIELDS), *rows], EUROPEAN)
    return Made("export.csv", content, finance(facts))


KINDS = {
    "title line, padded": title_padded,
    "title line, not padded": title_loose,
    "unit line": unit_line,
    "notes below, padded": notes_padded,
    "notes below, not padded": notes_loose,
    "totals below": totals_below,
    "subtotals between": subtotals,
    "product only on its first row": grouped,
    "scale in headings": scale_in_heading,
    "decimal comma": decimal_comma,
    "commas between thousands": thousands,
    "tab separated": tabs,
    "title, semicolons, months by name": semicolons_and_title,
}
