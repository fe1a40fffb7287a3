"""Questions of a file on its way in, in words: what is asked, of which cells, and what each choice means."""

import re
from calendar import month_name
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ui import candidates, tables

SENTENCES = {
    "ask_measure": "What are the figures under “{heading}”?",
    "ask_revenue": "No column gives revenue. Is it {likely}?",
    "ask_cost": "No column gives the variable cost. Is it {likely}?",
    "ask_future": "“{heading}” has not begun yet. What are the figures of future periods?",
    "ask_product": "Which product do these figures belong to?",
    "ask_market": "Which market do these figures belong to?",
    "ask_holds": "What are the figures under “{heading}”?",
    "ask_names": "Which column has the products?",
    "ask_initiatives": "Which column has the projects?",
    "ask_spend": "Which column has the amount that each project may spend?",
    "ask_belongs": "Which product does each project belong to?",
    "ask_projects": "What are these projects: spending of a year, or a list of initiatives?",
    "ask_partner": "“{heading}” refers to another table. Upload its file together with this one, or load without it.",
    "ask_group": "What are the accounts of “{heading}”?",
    "ask_review": "Does this table contain figures for the review?",
    "ask_year": "Which year are the figures from?",
    "ask_gone": "The column “{heading}” of the last file is missing. Which column replaces it?",
    "ask_repeated": "These rows have the same labels and period, but different amounts. Which of them count?",
    "ask_sizes": "Several sizes are given for one market and period. Which of them counts?",
    "ask_order": "In these rows a part of a market exceeds the whole. Do they count?",
    "ask_blanks": "Some rows have no {subject}. Do they count?",
    "ask_date_order": "Which date is “{example}”?",
    "ask_decimal_mark": "Which number is “{example}”?",
    "ask_spans": "Is “{example}” a month or a year?",
    "ask_continued": "Where “{heading}” is blank, does the label above apply to the next product too?",
    "ask_shares": "Are the shares under “{heading}” fractions or per cent?",
    "ask_scale": "In which unit are the amounts under “{heading}”?",
    "ask_column": "Two columns could be {heading}. Which one is it?",
    "ask_sum": "Does “{subject}” have figures of its own, or does it sum others?",
    "ask_short": "Some rows have fewer cells than the others. Are their last cells blank?",
    "ask_sums": "Several names may sum others. Do they have figures of their own?",
    "ask_sheets": "Two tables give the same figures. Which of them counts?",
    "ask_encoding": "The file does not say how its letters are encoded. Which names look right?",
}
TITLES = {
    "ask_measure": {"kpi": "Results of KPIs"},
    "ask_holds": {"kpi": "Results of KPIs"},
    "ask_revenue": {"no revenue": "No: revenue is not given"},
    "ask_cost": {"no variable cost": "No: the variable cost is not given"},
    "ask_future": {"forecast": "Forecast", "budget": "Budget"},
    "ask_belongs": {"each its own": "Each project is a product of its own"},
    "ask_projects": {"finance": "What was spent on each in a year", "initiative": "A list of initiatives"},
    "ask_group": {"leave out": "Nothing of the review: leave them out"},
    "ask_review": {"leave out": "No: leave it out", "look at it": "Yes: look at it"},
    "ask_gone": {"given no longer": "None: no longer provided"},
    "ask_repeated": {"both": "All of them count", "first": "The first one counts", "last": "The last one counts"},
    "ask_sizes": {
        "the first": "The one that stands first",
        "the last": "The one that stands last",
        "their sum": "All of them: each is of a part of the market",
    },
    "ask_order": {"count them": "They count as they stand", "leave them out": "They do not count"},
    "ask_blanks": {"not given": "They count, as “not given”", "leave out": "They do not count"},
    "ask_date_order": {"day-first": "The day comes first", "month-first": "The month comes first"},
    "ask_decimal_mark": {".": "“.” is the decimal mark", ",": "“,” is the decimal mark"},
    "ask_spans": {"false": "A month", "true": "A year that spans two"},
    "ask_continued": {"true": "Yes, the label above applies", "false": "No, it is not given"},
    "ask_scale": {
        "1": "Full amounts",
        "1000": "Thousands",
        "1000000": "Millions",
        "1000000000": "Billions",
    },
    "ask_shares": {"fractions": "Fractions: 1 is all of a market", "percent": "Per cent: 100 is all of a market"},
    "ask_sum": {
        "leave it out": "Subtotal of others: leave it out",
        "count it": "It has figures of its own: count it",
        "the market's size": "It is the market's size, of which others have the rest",
    },
    "ask_short": {"its last cells are blank": "Yes, the last ones are blank"},
    "ask_sums": {
        "leave them out": "Subtotals of others: leave them out",
        "count them": "They have figures of their own: count them",
        "ask about each": "Ask about each of them",
    },
    "ask_sheets": {"both": "Both count"},
}
OF_FILE = {  # whose choices are names that stand in the file
    *("ask_product", "ask_market", "ask_gone", "ask_column", "ask_sheets", "ask_names"),
    *("ask_initiatives", "ask_spend", "ask_belongs"),
}
FOUND = {  # findings that say more than cells
    *("ask_names", "ask_repeated", "ask_scale", "ask_continued", "ask_sheets", "ask_initiatives", "ask_spend"),
    *("ask_belongs", "ask_projects", "ask_blanks", "ask_review", "ask_order", "ask_sizes"),
    *("ask_partner", "ask_year", "ask_sums", "ask_short"),
}
REASONS = {
    "ask_revenue": "a price times a quantity",
    "ask_cost": "what one costs, times a quantity",
    "ask_column": "its heading is the nearest",
    "ask_encoding": "its names read most like words",
}
LIKELY = "likely"
MOST_PLACES = 3
DATE = re.compile(r"\D*(\d{1,2})\D(\d{1,2})\D(\d{2,4})")
SPAN = re.compile(r"(\d{4})\D(\d{1,2})")


@dataclass(frozen=True)
class Put:
    """A question as it is put to a person: its sentence, its cells, its choices and what is said of each."""

    sentence: str
    cells: str
    titles: dict[str, str]
    remarks: dict[str, str]


def put(question: Any, candidate: Any, mapping: Any) -> Put:
    """A question in words; `mapping` is the one that it was asked under."""
    table, example = tables.asked_about(question, mapping), tables.example(question, candidate, mapping)
    kind = table.kind if table else None
    titles = {choice: title_of(choice, question.code, kind, example) for choice in question.choices}
    if question.code == candidates.ENCODING:
        names = candidates.names_by_encoding(candidate)
        titles = {choice: f"{names[choice]} ({choice})" for choice in question.choices if choice in names}
    return Put(_sentence(question, example), _cells(question, example), titles, _remarks(question))


def title_of(choice: str, code: str, kind: str | None = None, example: str = "") -> str:
    """A choice in plain words: by its question, else as a field or a kind of table, else as it stands in the file.

    >>> title_of("variable_cost", "ask_measure", "finance"), title_of("Net sales", "ask_column", "finance")
    ('Variable cost', '“Net sales”')
    >>> title_of("month-first", "ask_date_order", "finance", "03/02/2026")
    'March 2, 2026 (month first)'
    """
    if worked := _worked_out(choice, code, example):
        return worked
    if choice in (known := TITLES.get(code, {})):
        return known[choice]
    if code in OF_FILE:
        return f"“{choice}”"
    title = {**tables.kinds(), **tables.fields(kind)}.get(choice)
    return title or choice[:1].upper() + choice[1:]


def _worked_out(choice: str, code: str, example: str) -> str:
    """A choice by what it makes of the cell; empty where that cannot be told."""
    if code == "ask_date_order" and (date := DATE.match(example)):
        return _date(choice, *date.groups())
    if code == "ask_decimal_mark":
        return _number(choice, example)
    if code == "ask_spans" and (span := SPAN.match(example)) and 1 <= int(span[2]) <= 12:
        return f"{month_name[int(span[2])]} {span[1]}" if choice == "false" else f"The year {span[1]}/{span[2]}"
    return ""


def _date(order: str, first: str, second: str, year: str) -> str:
    """A date read in an order.

    >>> _date("day-first", "03", "02", "2026")
    '3 February 2026 (day first)'
    """
    if order == "day-first":
        return f"{int(first)} {month_name[int(second)]} {year} (day first)"
    return f"{month_name[int(first)]} {int(second)}, {year} (month first)"


def _number(mark: str, written: str) -> str:
    """A number read with a decimal mark.

    >>> _number(",", "1,234 EUR"), _number(".", "1,234 EUR")
    ('1.234: “,” is the decimal mark', '1234: “,” separates thousands')
    """
    figures = re.sub(r"[^\d.,-]", "", written)
    separator = next((each for each in ".," if each in figures), "")
    if not separator or not re.fullmatch(r"-?\d*[.,]\d+", figures):
        return ""
    value = Decimal(figures.replace(separator, "." if separator == mark else ""))
    return f"{value}: “{separator}” {'is the decimal mark' if separator == mark else 'separates thousands'}"


def _sentence(question: Any, example: str) -> str:
    problem = question.problems[0]
    if question.code not in SENTENCES:
        return f"{problem.found[:1].upper()}{problem.found[1:]}: which is right?"
    parts = {"heading": question.column, "subject": problem.subject, "likely": question.likely, "example": example}
    return SENTENCES[question.code].format(**parts)


def _cells(question: Any, example: str) -> str:
    """Where the cells of a question are, and what they hold or what was found of them."""
    addresses = list(dict.fromkeys(place.address for place in question.places))
    more = len(addresses) - MOST_PLACES
    where = ", ".join(addresses[:MOST_PLACES]) + (f" and {more:,} more" if more > 0 else "")
    said = question.problems[0].found if question.code in FOUND else example
    return f"{where}: {said}" if said else where


def _remarks(question: Any) -> dict[str, str]:
    """What is said of each choice: that it is likely and why, and what follows from it."""
    remarks = {choice: f"then {follows}" for choice, follows in question.follows.items()}
    likely = LIKELY + (f": {why}" if (why := _reason(question)) else "")
    remarks[question.likely] = "; ".join(filter(None, (likely, remarks.get(question.likely))))
    return remarks


def _reason(question: Any) -> str:
    """Why the likely choice is likely, where that is known."""
    problem = question.problems[0]
    if question.code == "ask_sum":
        return str(problem.found).removeprefix(f"“{problem.subject}” may sum others: ")
    if question.code in {"ask_product", "ask_market"}:
        return "the name of the sheet" if question.likely == problem.place.sheet else "the name of the file"
    return REASONS.get(question.code, "")
