"""All that a page says, of an app that ran without a browser: its texts, cards, tables and charts."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pyarrow as pa

SILENT = {  # choices, not findings
    "button_group", "checkbox", "file_uploader", "multiselect", "number_input", "selectbox", "skeleton", "slider",
    "text_area", "text_input", "toggle",
}  # fmt: skip
KINDS = {"html", "markdown", "caption", "info", "warning", "error", "page_link", "button", "metric"}
UNSEEN = "\u2060"


@dataclass(frozen=True)
class Text:
    """One text, and as what it stands there."""

    kind: str
    words: str


@dataclass(frozen=True)
class Card:
    label: str
    value: str
    delta: str
    line: tuple[float, ...]


@dataclass(frozen=True)
class Table:
    key: str
    columns: list[str]
    rows: list[dict[str, Any]]  # the numbers, by which it sorts
    written: list[dict[str, Any]]  # how each cell reads


@dataclass(frozen=True)
class Chart:
    key: str
    title: str
    subtitle: str
    alt: str
    rows: list[dict[str, Any]]  # the data of all its marks, each row once
    fields: frozenset[str]  # those that are drawn


@dataclass
class Screen:
    texts: list[Text] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    boards: list[dict[str, Any]] = field(default_factory=list)  # what a component of the page's own gets to show


def read(app: Any) -> Screen:
    """What the main part of a page says."""
    found = Screen()
    _walk(app.main, "", found)
    return found


def _walk(block: Any, panel: str, found: Screen) -> None:
    for child in block.children.values():
        if hasattr(child, "children"):
            _walk(child, _panel(child) or panel, found)
        else:
            _element(child, panel, found)


def _panel(block: Any) -> str:
    return _key(getattr(getattr(block, "proto", None), "id", "")).removeprefix("panel-").removeprefix("table-")


def _key(of: str) -> str:
    """The key that a part was given, of the name that it has on the page."""
    key = re.sub(r"^\$\$ID-[0-9a-f]+-", "", of)
    return "" if key == "None" else key


def _element(each: Any, panel: str, found: Screen) -> None:
    proto = each.proto
    if each.type == "metric":
        found.cards.append(Card(proto.label, proto.body, proto.delta, tuple(proto.chart_data)))
    elif each.type in {*KINDS, *SILENT}:
        _text(each, found)
    elif each.type in {"arrow_data_frame", "dataframe"}:
        found.tables.append(_table(each, panel))
    elif each.type == "table":
        shown = each.value.rename(index=_plainly, columns=_plainly)
        found.tables.append(_printed(shown.reset_index(), panel))
    elif each.type == "bidi_component":
        found.boards.append(json.loads(proto.json))
    elif each.type == "vega_lite_chart":
        found.charts.append(_chart(proto, panel))
    else:
        raise AssertionError(f"nobody reads {each.type} aloud")


def _text(each: Any, found: Screen) -> None:
    words = plain(getattr(each.proto, "body", "") or getattr(each.proto, "label", ""))
    if each.type in KINDS and not words.startswith(("<style", "<script")):
        found.texts.append(Text(each.type, words))


def _table(each: Any, panel: str) -> Table:
    columns, shown = [str(name) for name in each.value], each.proto.arrow_data.styler.display_values
    if not shown:  # it is edited as it is
        return Table(_key(each.proto.id) or panel, columns, _rows(each.value), _rows(each.value))
    written = pa.ipc.open_stream(BytesIO(shown)).read_pandas()
    return Table(_key(each.proto.id) or panel, columns, _rows(each.value), _rows(written.set_axis(columns, axis=1)))


def _printed(shown: Any, panel: str) -> Table:
    """A table that is no more than texts."""
    rows = [{name: _plainly(value) for name, value in row.items()} for row in _rows(shown)]
    return Table(panel, list(shown.columns), rows, rows)


def _plainly(value: Any) -> Any:
    return plain(value) if isinstance(value, str) else value


def plain(text: str) -> str:
    """A text without the marks of Markdown and of HTML."""
    unescaped = re.sub(r"\\(.)", r"\1", html.unescape(text).replace(UNSEEN, ""))
    return re.sub(r"^<h3>(.*)</h3>$", r"\1", unescaped).removeprefix("#### ").removeprefix("- ")


def _rows(table: Any) -> list[dict[str, Any]]:
    return [{str(name): _missing(value) for name, value in row.items()} for row in table.to_dict("records")]


def _missing(value: Any) -> Any:
    """A cell; None where it is blank, however it says so."""
    return None if value is None or value != value or str(value) in {"<NA>", "NaT"} else value  # noqa: PLR0124


def _chart(proto: Any, panel: str) -> Chart:
    spec = json.loads(proto.spec)
    title, subtitle = spec["title"]["text"], joined(spec["title"]["subtitle"])
    rows = {json.dumps(row, default=str, sort_keys=True): row for row in _data(proto, spec)}
    return Chart(
        _key(proto.id) or panel, title, subtitle, plain(proto.alt), list(rows.values()), frozenset(_fields(spec))
    )


def joined(lines: list[str]) -> str:
    """The lines of one text as they read on.

    >>> joined(["one of two", "product-", "months"]), joined(["1 -", "2"])
    ('one of two product-months', '1 - 2')
    """
    return "".join(line if re.search(r"\w-$", line) else f"{line} " for line in lines).rstrip()


def _fields(part: Any) -> Iterator[str]:
    """The fields that a chart draws or says."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        if key == "field" and isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            yield from _fields(value)


def _data(proto: Any, spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for each in [proto.data, *(dataset.data for dataset in proto.datasets)]:
        if each.data:
            table = pa.ipc.open_stream(BytesIO(each.data)).read_pandas()
            yield from _on_one_line(_rows(table))
    for rows in (spec.get("datasets") or {}).values():
        yield from _on_one_line(rows)


def _on_one_line(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The data with every label that is broken into lines as it reads on."""
    return [{name: _unbroken(value) for name, value in row.items()} for row in rows]


def _unbroken(value: Any) -> Any:
    return joined(value.split("\n")) if isinstance(value, str) and "\n" in value else value
