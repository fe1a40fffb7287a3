"""What an answer makes of a mapping: a choice is laid into the tables that its question is about."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from data.problems import Place, Problem
from data.reading import directing, grouped, market_shares, market_sizes, proposal, quotient_scales
from data.reading.amounts import DecimalMark
from data.reading.grid import Workbook
from data.reading.interpretations import belonging, review
from data.reading.interpretations.completed import LEFT_OUT
from data.reading.kinds import KINDS
from data.reading.leaving_out import ALL_COUNT, COUNT, EACH
from data.reading.mapping import Mapping, TableMapping
from data.reading.periods import DateOrder
from data.reading.questions.question import PREFIX, Question, refuse_other_choice
from data.reading.repeats import BOTH
from data.reading.unsaid import GONE, NO_COST, NO_REVENUE

OF_KPIS = "kpi"  # the choice that makes figures results of KPIs, which is another kind of table
OF_FIGURES = {"ask_measure", "ask_holds"}


@dataclass(frozen=True)
class Answer:
    """What was answered to a question, and whether only because it is likely."""

    id: str
    choice: str
    likely: bool = False


def given(workbook: Workbook, mapping: Mapping, question: Question, choice: str) -> Mapping:
    """The mapping of a workbook under an answer.

    Raises
    ------
    Refused
        It is none of the question's choices.
    """
    refuse_other_choice(question, choice)
    if question.code == "ask_encoding":
        return replace(mapping, encoding=choice)
    if question.code == "ask_sheets":
        return _of_sheets(mapping, question, choice)
    answered = _ANSWERED[question.code]
    for problem in question.problems:
        for table in _meant(mapping, problem.place):
            another = choice == OF_KPIS and question.code in OF_FIGURES
            changed = _of_kpis(table, workbook) if another else answered(table, problem, choice)
            mapping = mapping.with_table(_settled(changed, problem))
    return mapping


def _of_kpis(table: TableMapping, workbook: Workbook) -> TableMapping:
    """The table as results of KPIs, under what was said of its time already."""
    found = proposal.as_kind(table, OF_KPIS, workbook)
    known = {name: said for name, said in table.constants.items() if name in KINDS[OF_KPIS].by_name}
    doubts = (doubt for doubt in found.doubts if doubt.about not in known)
    return replace(found, constants=known, doubts=tuple(doubts), reason="chosen")


def _settled(table: TableMapping, problem: Problem) -> TableMapping:
    """The table without the doubt that a question was of."""
    asked = (problem.code.removeprefix(PREFIX), problem.column)
    return replace(table, doubts=tuple(doubt for doubt in table.doubts if (doubt.about, doubt.heading) != asked))


def _meant(mapping: Mapping, place: Place) -> list[TableMapping]:
    """The tables of a sheet in which a place lies: all of them where it says no row, or lies above them."""
    of_sheet = [table for table in mapping.tables if table.kind and table.sheet == place.sheet]
    if not place.row:
        return of_sheet
    row = place.row
    holding = [t for t in of_sheet if t.area is None or t.area.first_row <= row <= t.area.last_row]
    return holding or of_sheet


def _of_sheets(mapping: Mapping, question: Question, choice: str) -> Mapping:
    """Of two tables that give the same figures the one that was chosen, or both."""
    if choice == BOTH:
        return replace(mapping, overlap=True)
    others = {key for key in question.choices if key not in {choice, BOTH}}
    tables = (replace(t, kind=None, reason="chosen") if t.key in others else t for t in mapping.tables)
    return replace(mapping, tables=tuple(tables))


def _measure(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return table.with_measure(choice)


def _revenue(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    if choice == NO_REVENUE:
        return replace(table, unpriced=True)
    price, *times = table.priced
    return table.with_times(price, times)


def _cost(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    if choice == NO_COST:
        return replace(table, uncosted=True)
    cost, *times = table.costed
    return table.with_times(cost, times, "variable_cost")


def _future(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, future=choice)


def _constant(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    return replace(table, constants={**table.constants, problem.column: choice.strip()})


def _year(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, constants={**table.constants, "year": choice})


def _holds(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    return table.with_field(_number(table, problem.column), None if choice == LEFT_OUT else choice)


def _names(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    """The products from another column, which changes places with the one that was likely."""
    if choice == problem.column:
        return table
    before = next(column.field for column in table.columns if column.heading == choice)
    table = table.with_field(_number(table, choice), "product")
    return table.with_field(_number(table, problem.column), before or "line")


def _group(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    return replace(table, labels={**table.labels, problem.column: None if choice == grouped.LEAVE_OUT else choice})


def _initiatives(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return table.with_field(_number(table, choice), "initiative")


def _spend(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return table.with_field(_number(table, choice), "spend")


def _review(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, kind=None, reason="chosen") if choice == review.LEAVE_OUT else table


def _belongs(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return belonging.answered(table, choice)


def _projects(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return belonging.as_initiatives(table, choice)


def _gone(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    if problem.column not in table.missed:
        return table
    field = table.missed[problem.column]
    left = {heading: held for heading, held in table.missed.items() if heading != problem.column}
    if choice == GONE:
        return replace(table, missed=left)
    return table.with_field(_number(table, choice), field)


def _repeated(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, repeated=choice)


def _sizes(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, sizes=choice)


def _unordered(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, unordered=choice)


def _blanks(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    field = next(column.field for column in table.mapped if column.heading == problem.column)
    return replace(table, blanks={**table.blanks, field or "": choice})


def _order(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, date_order=DateOrder(choice))


def _mark(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, decimal_mark=DecimalMark(choice))


def _spans(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, spans=choice == "true")


def _shares(table: TableMapping, _: Problem, choice: str) -> TableMapping:
    return replace(table, shares=market_shares.CHOICES[choice])


def _continued(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    return table.with_continued({problem.column: choice == "true"})


def _scale(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    return table.with_scale(_number(table, problem.column), int(choice))


def _column(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    field = next(field.name for field in KINDS[table.kind or ""].fields if field.title == problem.column)
    return table.with_field(_number(table, choice), field)


def _sum(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    name = (problem.subject,)
    if choice == market_sizes.SIZE:
        return replace(table, sized=table.sized + name)
    counts = choice == COUNT
    return replace(
        table, counted=table.counted + name if counts else table.counted, summed=table.summed + (() if counts else name)
    )


def _sums(table: TableMapping, problem: Problem, choice: str) -> TableMapping:
    if choice == EACH:
        return replace(table, one_by_one=True)
    if choice == ALL_COUNT:
        return replace(table, counted=table.counted + problem.names)
    return replace(table, summed=table.summed + problem.names)


def _number(table: TableMapping, heading: str) -> int:
    return next(column.column for column in table.columns if column.heading == heading)


_ANSWERED: dict[str, Callable[[TableMapping, Problem, str], TableMapping]] = {
    "ask_measure": _measure,
    "ask_revenue": _revenue,
    "ask_cost": _cost,
    "ask_future": _future,
    "ask_product": _constant,
    "ask_market": _constant,
    "ask_year": _year,
    "ask_holds": _holds,
    "ask_names": _names,
    "ask_group": _group,
    "ask_initiatives": _initiatives,
    "ask_spend": _spend,
    "ask_review": _review,
    "ask_short": lambda table, _, __: replace(table, short=True),
    "ask_partner": lambda table, _, __: table,  # whose doubt is settled by it
    "ask_belongs": _belongs,
    "ask_projects": _projects,
    "ask_gone": _gone,
    "ask_repeated": _repeated,
    "ask_order": _unordered,
    "ask_sizes": _sizes,
    "ask_blanks": _blanks,
    "ask_date_order": _order,
    "ask_decimal_mark": _mark,
    "ask_spans": _spans,
    "ask_continued": _continued,
    "ask_shares": _shares,
    "ask_scale": _scale,
    "ask_column": _column,
    "ask_sum": _sum,
    "ask_direction": directing.explained,
    "ask_directions": directing.directed,
    "ask_adding": directing.added,
    "ask_quotients": quotient_scales.answered,
    "ask_sums": _sums,
}
