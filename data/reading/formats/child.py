"""The child process that `data.reading.sandbox` starts, once for each share of a file that is read.

Arrow imports numpy and pandas where it finds them, which takes longer than reading most files and serves nothing here.
"""

import importlib
import sys

UNUSED = {"numpy", "pandas"}


class _Without:
    """Finds none of the unused packages."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname in UNUSED:
            raise ImportError(fullname)


if __name__ == "__main__":
    sys.meta_path.insert(0, _Without())
    sys.exit(importlib.import_module("data.reading.formats.parser").main(*sys.argv[1:]))
