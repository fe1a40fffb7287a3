"""Files that are given together: figures in one, and in others what those refer to by a key; they are one upload."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.reading import joined, priced
from data.reading.evidence import values
from data.reading.evidence.glance import Glance, glances
from data.reading.grid import Sheet, Workbook
from data.reading.mapping import Mapping
from data.reading.proposal import feed_name, propose

Group = tuple[int, ...]
TIMES = {"period", "year", "month", "quarter"}


@dataclass(frozen=True)
class File:
    """One of several files: its workbook, and what it says alone."""

    workbook: Workbook
    alone: Mapping

    @property
    def is_nothing_known(self) -> bool:
        """Whether none of its sheets is surely a table of its own."""
        return not any(table.kind and not table.doubts for table in self.alone.tables)

    @property
    def heads(self) -> Iterator[tuple[Sheet, int]]:
        """Its sheets, each with a row of headings."""
        for table in self.alone.tables:
            if sheet := self.workbook.sheet(table.sheet):
                yield sheet, table.header_row


def groups(files: Sequence[File]) -> list[Group]:
    """Which of several files are one upload, each by the number of its facts and then those of its partners.

    What several files of facts refer to is a partner of each; a file that is in no group is an upload of its own.
    """
    workbooks = [file.workbook for file in files]
    helpers = [number for number, file in enumerate(files) if file.is_nothing_known]
    if not helpers:
        return []
    found = [(number, *_partners(number, files, helpers)) for number in range(len(files))]
    whole = [group for group in found if len(group) > 1 and _is_whole(combined([workbooks[n] for n in group]))]
    return [group for group in whole if not any(_is_of(group, other, workbooks) for other in whole)]


def _is_of(group: Group, other: Group, workbooks: Sequence[Workbook]) -> bool:
    """Whether the facts of a group are a partner in another one; where both refer to each other, the likelier facts."""
    if group[0] not in other[1:]:
        return False
    return other[0] not in group[1:] or _likeness_to_facts(workbooks[other[0]]) > _likeness_to_facts(
        workbooks[group[0]]
    )


def _likeness_to_facts(workbook: Workbook) -> tuple[bool, int, str]:
    """How likely a file is one of facts: by whether it says when something was, and by its rows."""
    sheets = [sheet for sheet in workbook.sheets if sheet.header_row]
    seen = (glance for sheet in sheets for glance in glances(sheet, sheet.header_row or 1).values())
    return any(map(_is_of_time, seen)), sum(sheet.height for sheet in sheets), workbook.file


def combined(workbooks: Sequence[Workbook]) -> Workbook:
    """One workbook of a file of facts and its partners, its sheets named after their files as feeds are.

    Next month's files then have sheets of the same names.
    """
    names: set[str] = set()
    sheets = [[_named(sheet, workbook, names) for sheet in workbook.sheets] for workbook in workbooks]
    notes = dict.fromkeys(note for workbook in workbooks for note in workbook.notes)
    encodings = next((each.encodings for each in workbooks if each.encodings), ())
    partners = tuple(sheet.name for of_file in sheets[1:] for sheet in of_file)
    every = [sheet for of_file in sheets for sheet in of_file]
    return replace(workbooks[0], sheets=every, notes=tuple(notes), encodings=encodings, partners=partners)


def _named(sheet: Sheet, workbook: Workbook, taken: set[str]) -> Sheet:
    """A sheet by the name of its file, and by its own where the file has several."""
    name = feed_name(workbook.file)
    name = name if len(workbook.sheets) == 1 else f"{name} {sheet.name}"
    while name in taken:
        name += " again"
    taken.add(name)
    return replace(sheet, name=name)


def _partners(facts: int, files: Sequence[File], helpers: Sequence[int]) -> list[int]:
    """The files that one refers to, and those that they refer to, in the order of their names."""
    found: list[int] = []
    wanted = [facts]
    while wanted:
        asking = files[wanted.pop()]
        for number in helpers:
            other, so_far = files[number].workbook, [files[each].workbook for each in (facts, *found)]
            if number not in {facts, *found} and _refers(asking, other) and _is_read_alike(other, so_far):
                found.append(number)
                wanted.append(number)
    return sorted(found, key=lambda number: files[number].workbook.file)


def _refers(asking: File, other: Workbook) -> bool:
    """Whether a sheet of a file has a column of keys that one of another file spells out."""
    others = {f"{number}": sheet for number, sheet in enumerate(other.sheets) if sheet.header_row}
    renamed = [replace(sheet, name=name) for name, sheet in others.items()]
    return any(
        _tells_of(heading, others[name])
        for sheet, row in asking.heads
        for heading, name in joined.links(sheet, row, renamed)
    )


def _tells_of(heading: str, other: Sheet) -> bool:
    """Whether a sheet says more of what a heading names: of keys; else it has no figures but what one costs.

    Figures by month, or by region, are figures of their own, though each month stands in them once.
    """
    seen = glances(other, other.header_row or 1)
    key = next((glance for glance in seen.values() if glance.heading == heading), None)
    if key is None or _is_of_time(key):
        return False
    return key.names_things or not any(map(_is_figure_of_its_own, seen.values()))


def _is_of_time(glance: Glance) -> bool:
    return any(clue.role in TIMES for clue in values.clues(glance))


def _is_figure_of_its_own(glance: Glance) -> bool:
    return glance.are_figures and not glance.are_codes and not priced.is_of_one(glance.heading)


def _is_read_alike(other: Workbook, so_far: Sequence[Workbook]) -> bool:
    """Whether the text of a file is in the encoding of others, but for those in plain letters alone."""
    differing = [each for each in so_far if each.encodings != other.encodings]
    return not differing or not other.first_names(1) or not any(each.first_names(1) for each in differing)


def _is_whole(workbook: Workbook) -> bool:
    """Whether a table of the facts' own sheets is one that refers to a partner."""
    return any(table.kind and set(table.joined.values()) & {*workbook.partners} for table in propose(workbook).tables)
