"""The walls of the house: who may import whom, and how large a piece may grow."""

import ast
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
LAYERS = ("analytics", "data", "ui", "pages", "console")
MAY_IMPORT = {
    "analytics": {"analytics"},
    "data": {"data"},
    "ui": {"ui", "analytics", "data"},
    "pages": {"ui", "analytics"},
    "app.py": {"ui"},
    "console": {"console", "data", "analytics"},
    "cli.py": {"ui", "console", "data", "analytics"},
    "run.py": set(),
}
ONLY_IN = {
    "streamlit": ("app.py", "pages/", "ui/"),
    "altair": ("ui/charts/", "ui/theme.py"),
    "duckdb": ("data/", "ui/session.py"),
    "sqlalchemy": ("data/workspace.py", "data/scenarios.py"),
    "python_calamine": ("data/reading/formats/",),
    "xlrd": ("data/reading/formats/",),
}
LONGEST_FILE, LONGEST_PAGE, LONGEST_FUNCTION = 300, 60, 30


def modules():
    tops = [HOME / name for name in ("app.py", "cli.py", "run.py")]
    inner = [path for layer in LAYERS for path in sorted((HOME / layer).rglob("*.py"))]
    return [path for path in tops + inner if path.exists()]


def relative(path):
    return path.relative_to(HOME).as_posix()


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_imports_run_one_way(path):
    allowed = MAY_IMPORT[relative(path).split("/")[0]]
    own = {name.split(".")[0] for name in imported(path)} & {*LAYERS, "app", "cli"}
    assert own <= allowed


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_a_library_stays_behind_its_wall(path):
    for library in {name.split(".")[0] for name in imported(path)} & ONLY_IN.keys():
        assert relative(path).startswith(ONLY_IN[library]), f"{relative(path)} imports {library}"


def test_ui_reaches_the_data_through_five_modules_alone():
    for path in sorted((HOME / "ui").rglob("*.py")):
        if any(name.split(".")[0] == "data" for name in imported(path)):
            assert relative(path) in {
                f"ui/{name}.py" for name in ("session", "candidates", "scenarios", "tables", "versions")
            }


@pytest.mark.parametrize("path", modules(), ids=relative)
def test_files_and_functions_stay_short(path):
    text = path.read_text(encoding="utf-8")
    longest = LONGEST_PAGE if relative(path).startswith("pages/") else LONGEST_FILE
    assert len(text.splitlines()) <= longest
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
            assert lines <= LONGEST_FUNCTION, f"{node.name} has {lines} lines"


def test_every_query_says_what_one_row_is():
    for path in sorted((HOME / "data" / "queries").glob("*.sql")):
        assert path.read_text(encoding="utf-8").startswith("-- One row"), path.name


def test_no_module_is_a_drawer_for_everything():
    assert not {path.stem for path in modules()} & {"utils", "helpers", "common", "misc", "manager"}
