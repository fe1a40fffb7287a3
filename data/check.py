"""Whether the store is whole: its originals, its totals and the rules that its facts must keep."""

from data import queries
from data.store import Store, checksum


def faults(store: Store) -> list[str]:
    """Everything that is wrong with the store, a sentence each; empty for a store that is whole.

    Raises
    ------
    StoreDamaged
        The store cannot even be opened.
    """
    with store.open() as con:
        uploads = queries.exact(con, "history")
        broken = [row["fault"] for row in queries.exact(con, "broken_rules")]
    return [*broken, *_originals(store, uploads)]


def _originals(store: Store, uploads: list[dict[str, object]]) -> list[str]:
    found = []
    for upload in uploads:
        path = store.original(str(upload["sha256"]))
        if not path.exists():
            found.append(f"The original of upload {upload['upload_id']} ({upload['file_name']}) is missing.")
        elif checksum(path) != upload["sha256"]:
            found.append(f"The original of upload {upload['upload_id']} ({upload['file_name']}) was changed.")
    return found
