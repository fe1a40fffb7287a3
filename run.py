"""One command that does all the set-up: `python run.py` starts Reallot, `python run.py test` runs its tests.

Installs into the virtual environment that is active, else into `.venv` beside this file. Needs Python 3.11 or later
and nothing else.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parent
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Set up, then start the app or run the tests; the exit code of what was run."""
    if sys.version_info < OLDEST:
        print(f"Reallot needs Python {'.'.join(map(str, OLDEST))} or later; this is {sys.version.split()[0]}.")
        return 2
    what, rest = (arguments[0], arguments[1:]) if arguments else ("app", [])
    if what not in {"app", "test"}:
        print("Usage: python run.py            start Reallot in the browser")
        print("       python run.py test       run the tests (what follows goes to pytest)")
        return 2
    requirements = HOME / ("requirements-dev.txt" if what == "test" else "requirements.txt")
    python = prepared(requirements)
    if what == "test":
        command = [str(python), "-m", "pytest", *rest]
    else:
        command = [str(python), "-m", "streamlit", "run", str(HOME / "app.py"), *rest]
    try:
        return subprocess.run(command, cwd=HOME, check=False).returncode
    except KeyboardInterrupt:
        return 0


def prepared(requirements: Path) -> Path:
    """The Python of the environment, with everything of `requirements` installed."""
    python = environment()
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(HOME.glob("requirements*.txt")))).hexdigest()
    stamp = python.parent.parent / f"reallot-{requirements.stem}.sha256"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != wanted:
        print("Installing what Reallot needs; this takes a minute, once.", flush=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", str(requirements)], check=True)
        stamp.write_text(wanted, encoding="ascii")
    return python


def environment() -> Path:
    """The Python of the active virtual environment, else of `.venv`, which is made where it is missing."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.executable)
    folder = HOME / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print("Making a virtual environment in .venv.", flush=True)
        venv.create(folder, with_pip=True)
    return python


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
