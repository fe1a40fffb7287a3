"""Files that are given together: those that refer to each other by keys become one upload, kept as one archive."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from data import intake
from data.decided import Candidate
from data.failures import watched
from data.load import Source
from data.problems import ReallotError
from data.reading import partners
from data.reading.grid import Workbook
from data.store import Store

Opened = Callable[[], Candidate]  # raises why a file cannot be opened

MOST_NAMED = 3  # files in the name of an upload
ANY_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same files make the same archive


def opened(store: Store, paths: Sequence[Path], folder: Path) -> Iterator[tuple[str, Opened]]:
    """The uploads that some files make, in their order, each by its name; archives are written into a folder.

    An upload is mapped by what the store holds when it is called for: one before it may have changed that.
    """
    if len(paths) == 1:
        yield paths[0].name, partial(intake.open_file, store, paths[0])
        return
    found = [_opened(store, path) for path in paths]
    groups = _groups(store, [each for each in found if isinstance(each, Candidate)])
    whole = {id(group[0]): group for group in groups}
    partners_of = {id(each) for _, *others in groups for each in others}
    for path, each in zip(paths, found, strict=True):
        if isinstance(each, ReallotError):
            yield path.name, partial(_refuse, each)
        elif id(each) in whole:
            joined = _joined(whole[id(each)], folder)
            yield joined.source.name, partial(intake.offered, store, joined.source, joined.workbook)
        elif id(each) not in partners_of:
            yield path.name, partial(intake.offered, store, each.source, each.workbook)


def regrouped(store: Store, waiting: Sequence[Candidate], folder: Callable[[], Path]) -> list[Candidate]:
    """The candidates that waiting ones make together and that do not wait yet; each knows its parts.

    `folder` makes one for the archive of each.

    Raises
    ------
    Failed
        An error of Reallot's own.
    """
    files = {part.source.sha256: part for each in waiting for part in each.parts or (each,)}
    before = {_sums(each.parts) for each in waiting}
    found = []
    for group in _groups(store, list(files.values())):
        if _sums(group) not in before:
            joined = _joined(group, folder())
            with watched(store, joined.source.name, joined.workbook):
                whole = intake.offered(store, joined.source, joined.workbook)
            found.append(replace(whole, parts=tuple(group)))
    return found


def is_in(candidate: Candidate, whole: Candidate) -> bool:
    """Whether a file, or all that it was joined of, is a part of what another one was joined of."""
    return candidate is not whole and _sums(candidate.parts or (candidate,)) < _sums(whole.parts)


def _groups(store: Store, files: Sequence[Candidate]) -> list[list[Candidate]]:
    """The files that are one upload, the one of the facts first."""
    if len(files) <= 1:
        return []
    with watched(store, files[0].source.name):
        found = partners.groups([partners.File(each.workbook, each.proposal) for each in files])
    return [[files[number] for number in group] for group in found]


def _sums(files: Sequence[Candidate]) -> frozenset[str]:
    return frozenset(each.source.sha256 for each in files)


@dataclass(frozen=True)
class _Joined:
    """Files as one: their archive, and all their sheets."""

    source: Source
    workbook: Workbook


def _joined(files: Sequence[Candidate], folder: Path) -> _Joined:
    """Files as one upload; its archive is written into a folder."""
    stems = [Path(each.source.name).stem for each in files]
    more = len(stems) - MOST_NAMED
    name = " + ".join([*stems[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
    path = folder / f"{files[0].source.sha256}.zip"
    _archive(files, path)
    return _Joined(Source.of(path, f"{name}.zip"), partners.combined([each.workbook for each in files]))


def _archive(files: Sequence[Candidate], path: Path) -> None:
    """Write an archive of files, the same one of the same files; of those of one name each with its place before it."""
    names = [each.source.name for each in files]
    with zipfile.ZipFile(path, "w") as archive:
        for number, each in enumerate(files, 1):
            name = each.source.name
            entry = zipfile.ZipInfo(name if names.count(name) == 1 else f"{number} {name}", ANY_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, each.source.path.read_bytes())


def _opened(store: Store, path: Path) -> Candidate | ReallotError:
    try:
        return intake.open_file(store, path)
    except ReallotError as refusal:
        return refusal


def _refuse(refusal: ReallotError) -> Candidate:
    raise refusal
