"""Which vendors are one's own company where the figures do not say it: by all its names, kept in the workspace."""

from data import queries
from data.nearest import nearest
from data.problems import ReallotError
from data.store import Store
from data.workspace import OWN_NAMES, Workspace

Vendors = dict[str, bool]  # by vendor, whether the figures mark it as one's own


def kept(store: Store, vendors: Vendors | None = None) -> list[str]:
    """The names that were kept and that vendors of the figures have; none where the figures mark another company.

    `vendors` are those of the figures, where they are known.
    """
    vendors = _vendors(store) if vendors is None else vendors
    names = [name for name in _all(store) if name in vendors]
    return [] if _marked(vendors) - {*names} else names


def gone(store: Store) -> list[str]:
    """The names that were kept and that no vendor of the figures has."""
    vendors = _vendors(store)
    return [name for name in _all(store) if name not in vendors]


def _all(store: Store) -> list[str]:
    found: list[str] = Workspace(store.folder).said(OWN_NAMES) or []
    return found


def keep(store: Store, names: list[str]) -> list[str]:
    """Keep these names as one's own company's; those of them that count.

    Raises
    ------
    ReallotError
        No vendor has one of the names, or the figures mark another company as one's own.
    """
    wanted, vendors = list(dict.fromkeys(filter(None, (name.strip() for name in names)))), _vendors(store)
    for name in wanted:
        if name not in vendors:
            raise ReallotError(f"No vendor in the figures is called “{name}”.{nearest(name, list(vendors))}")
    others = sorted(_marked(vendors) - {*wanted})
    if wanted and others:
        raise ReallotError(_second(wanted, others))
    Workspace(store.folder).keep(OWN_NAMES, wanted)
    return wanted


def _vendors(store: Store) -> Vendors:
    with store.open() as con:
        return {row["vendor"]: bool(row["own"]) for row in queries.exact(con, "vendors")}


def _marked(vendors: Vendors) -> set[str]:
    return {name for name, own in vendors.items() if own}


def _second(wanted: list[str], marked: list[str]) -> str:
    """That names would make a second company beside the one that the figures mark, and what to say if they are one."""
    named = " and ".join(f"“{name}”" for name in marked)
    both = " ".join(f'--own "{name}"' for name in dict.fromkeys((*marked, *wanted)))
    return (
        f"The figures mark {named} as your company; a second one at once is not possible. If all are names of one, "
        f"give each of them: {both}."
    )
