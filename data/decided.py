"""What is decided for a file from what the store and the workspace hold: its feed, its mapping, what it would replace.

Decided when the file is opened, and again when it is loaded: other files may have been loaded in between.
"""

from dataclasses import dataclass, replace
from typing import Any

from data import changed_layout, numbers, queries, replaced
from data.load import Receipt, Source, written
from data.problems import Place, Refused, refuse
from data.reading.grid import Workbook
from data.reading.mapping import Mapping
from data.reading.mapping_json import as_json
from data.reading.read import Reading
from data.replaced import Replacement
from data.store import Store
from data.workspace import Workspace


@dataclass(frozen=True)
class Candidate:
    """A file that was opened and mapped, and is not loaded yet."""

    source: Source
    workbook: Workbook
    proposal: Mapping  # by the file alone, which no other file changes
    offered: Mapping  # by what was loaded before it; its feed is empty where its owner named one
    mapping: Mapping  # by what its owner said since
    remembered: bool = False  # whether a file of this layout was loaded before
    changed: bool = False  # whether a file of its feed was, in a layout that is not quite this one
    opened: int = 1  # how often it was opened, or answered: either changes what is offered
    parts: tuple["Candidate", ...] = ()  # the files that it was joined of

    @property
    def key(self) -> str:
        """What tells it from every other candidate, and from itself as it was opened before."""
        return f"{self.source.sha256[:8]}-{self.opened}"


@dataclass(frozen=True)
class Decision:
    """What a load would do to the store as it is."""

    version: int  # the data version that it was decided on
    feed: str
    instead_of: str | None  # the feed that was offered, where a file of another layout took its name since
    same: Receipt | None  # of the upload that the file already is, under the same mapping, where all of it counts
    replaces: Replacement


def opened(store: Store, candidate: Candidate) -> Candidate:
    """A candidate as it is offered: mapped as its layout, or its feed, was before, else as proposed."""
    proposal, workspace = candidate.proposal, Workspace(store.folder)
    if choices := workspace.remembered(proposal):
        return _offered(candidate, _as_its_layout(choices, candidate), remembered=True)
    return as_feed(store, _offered(candidate, replace(proposal, feed=_free_name(store, proposal.feed))), proposal.feed)


def named(candidate: Candidate, feed: str) -> Candidate:
    """A candidate whose owner names its feed, which therefore is not decided again."""
    return replace(
        candidate, offered=replace(candidate.offered, feed=""), mapping=replace(candidate.mapping, feed=feed)
    )


def as_feed(store: Store, candidate: Candidate, feed: str) -> Candidate:
    """A candidate of an unknown layout mapped as the last file of a feed, where it is much like that one."""
    choices = None if candidate.remembered else Workspace(store.folder).chosen_for(feed)
    mapping = changed_layout.carried(choices, candidate.proposal, candidate.workbook) if choices else None
    if mapping is None:
        return candidate
    return _offered(candidate, replace(mapping, encoding=candidate.mapping.encoding), changed=True)


def now(store: Store, candidate: Candidate, reading: Reading) -> Decision:
    """What loading a reading of a candidate would do now."""
    version, offered, wanted = store.version, candidate.offered.feed, reading.mapping.feed
    feed = wanted if wanted != offered else _feed(store, candidate)
    same = _same(store, candidate.source, replace(reading.mapping, feed=feed))
    replaces = Replacement() if same else replaced.by(store, reading, feed)
    return Decision(version, feed, offered if feed != wanted else None, same, replaces)


def _same(store: Store, source: Source, mapping: Mapping) -> Receipt | None:
    """The receipt of the upload that this file already is, where all of it still counts."""
    version = store.version
    with store.open(version) as con:
        same = {"sha256": source.sha256, "mapping": written(mapping)}
        row = con.execute(queries.text("same_upload"), same).fetchone()
    return Receipt(row[0], version, row[1], unchanged=True) if row else None


def refuse_unseen(now: Decision, seen: Decision, file: str, on_top: bool) -> None:
    """Refuse to replace other figures than those that were shown, or to come on top of others than were spoken of.

    Raises
    ------
    Refused
        Somebody loaded into the feed since, or anything that a file which comes `on_top` may repeat.
    """
    if now.same:
        return
    if now.replaces != seen.replaces:
        found = f"the figures of the feed “{now.feed}” have changed since you were shown what this file replaces"
        remedy = "Nothing was loaded. Check what it replaces now, then load it again."
        raise refuse("unseen", Place(file), found, "", remedy)
    if on_top and now.version != seen.version:
        found = "there is a newer version than when you chose to add this file to another feed's figures"
        raise refuse("unseen", Place(file), found, "", "Nothing was loaded. Load it again, and choose again.")


def refuse_other_mapping(store: Store, candidate: Candidate, reading: Reading) -> None:
    """Refuse a reading under the mapping that was offered, where another one was remembered since.

    What its owner chose in place of the offered one stands.

    Raises
    ------
    Refused
        A file of this layout was loaded since, with other choices.
    """
    choices = Workspace(store.folder).remembered(candidate.proposal)
    read, offered = _said(reading.mapping), _said(candidate.offered)
    if choices and read == offered and read != _said(_as_its_layout(choices, candidate)):
        found = "a file of this layout was loaded meanwhile with another mapping"
        remedy = "Nothing was loaded. Check its columns, which have that mapping now, then load it again."
        raise refuse("other_mapping", Place(file=candidate.source.name), found, "", remedy)


def overtaken(refusal: Exception) -> bool:
    """Whether a refusal only says that something was loaded since the file was opened or shown."""
    return isinstance(refusal, Refused) and {p.code for p in refusal.problems} <= {"unseen", "other_mapping"}


def mapped_otherwise(refusal: Refused) -> bool:
    """Whether a refusal says that the file is to be opened again, to be mapped as another one was meanwhile."""
    return {problem.code for problem in refusal.problems} == {"other_mapping"}


def _offered(candidate: Candidate, mapping: Mapping, remembered: bool = False, changed: bool = False) -> Candidate:
    return replace(candidate, offered=mapping, mapping=mapping, remembered=remembered, changed=changed)


def _as_its_layout(choices: dict[str, Any], candidate: Candidate) -> Mapping:
    """The proposal under what was chosen for the same tables of another file."""
    proposal = candidate.proposal
    pairs = zip(choices["tables"], proposal.tables, strict=True)
    tables = [changed_layout.of_this_file(before, table) for before, table in pairs]
    return changed_layout.as_before({**choices, "tables": tables}, proposal, candidate.workbook)


def _feed(store: Store, candidate: Candidate) -> str:
    """The feed of a candidate whose owner left it at the offered one: that, unless its name was free and is no more."""
    offered, known = candidate.offered.feed, candidate.remembered or candidate.changed
    if known or offered not in _taken(store):
        return offered
    choices = Workspace(store.folder).remembered(candidate.proposal)
    return str(choices["feed"]) if choices else _free_name(store, candidate.proposal.feed)


def _free_name(store: Store, wanted: str) -> str:
    """A name that no feed of another layout has, so that a stranger's “export.csv” replaces nothing."""
    taken, name, number = _taken(store), wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name


def _taken(store: Store) -> set[str]:
    """The names of all feeds, those that a load was killed for included."""
    return {row["feed"] for row in numbers.feeds(store)} | Workspace(store.folder).feeds()


def _said(mapping: Mapping) -> Any:
    """What a mapping says of its tables."""
    return as_json(mapping)["tables"]
