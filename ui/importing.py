"""Workbooks on their way in: upload, what each column means, what is wrong, what it adds up to, publish."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from ui import (
    candidates,
    counts,
    failures,
    holding,
    mapping,
    notes,
    progress,
    questions,
    replaced,
    session,
    text,
)

_OVERLAPS = "figures that another feed gives"
_ROUND = "upload round"
_CHOSEN = "file looked at"
_PENDING = "what was said of it"
_BY_HAND = "files mapped by hand"
_LOADED = "kinds of table just loaded"
SHOWN_ON = {
    "finance": ("pages/overview.py", "See the overview"),
    "market": ("pages/market.py", "See the markets"),
    "kpi": ("pages/kpis.py", "See the KPIs"),
    "kpi_definition": ("pages/kpis.py", "See the KPIs"),
}
MOST_PROBLEMS = 200
MOST_REFUSALS = 5
ASK_AGAIN = "Discard the answers and the mapping of the earlier file"
STATES = {"ready": "✔ ready", "asks": "? has questions", "refused": "✘ cannot be loaded yet"}


def upload() -> list[Any]:
    """The files being brought in: just uploaded, or still under review."""
    number = st.session_state.setdefault(_ROUND, 0)
    label = "Upload workbooks (.xlsx, .xlsb, .xls, .ods or .csv)"
    files = st.file_uploader(label, accept_multiple_files=True, key=f"upload-{number}")
    if files:
        contents = [(file.getvalue(), file.name) for file in files]
        st.session_state[_ROUND] += 1  # a new widget, so that the bytes do not stay in memory
        for index, (content, name) in enumerate(contents, 1):
            what = name if len(contents) == 1 else f"{name} ({index} of {len(contents)})"
            with progress.shown(what, len(content) / progress.OPENED_PER_SECOND) as tell:
                attempt(partial(candidates.open_upload, content, name, tell))
        attempt(_join)
        st.rerun()
    _say()
    return list(candidates.waiting().values())


def _join() -> None:
    """Make one upload of the files that refer to each other, and say so."""
    for whole in candidates.join():
        facts, *others = [each.source.name for each in whole.parts]
        say("success", f"{facts} refers to {' and '.join(others)}. These files are one upload.")


def attempt(act: Callable[[], object], key: str = "") -> bool:
    """Do something that may be refused; the refusal is shown, in its own words, after the next run."""
    try:
        act()
    except session.RefusedAction as refusal:
        if not failures.kept(refusal):
            say("error", str(refusal))
        told = st.session_state.setdefault(_OVERLAPS, set())
        (told.add if candidates.overlaps(refusal) else told.discard)(key)
        return False
    return True


def say(kind: str, sentence: str) -> None:
    """Have a sentence shown after the next run: an `error`, or a `success`."""
    st.session_state.setdefault("said", []).append((kind, sentence))


def _say() -> None:
    """What the last actions came to."""
    for kind, sentences in st.session_state.pop("said", []):
        for sentence in sentences.splitlines():
            (st.error if kind == "error" else st.success)(text.plain(sentence))
    loaded = st.session_state.pop(_LOADED, ())
    with st.container(horizontal=True):
        for page, label in dict.fromkeys(place for kind, place in SHOWN_ON.items() if kind in loaded):
            st.page_link(page, label=label, icon=":material/arrow_forward:")
    failures.say()


def choose(waiting: list[Any]) -> Any:
    """The one of several files that is looked at; those that need nothing can be loaded together."""
    by_key = {candidate.source.sha256: candidate for candidate in waiting}
    states = {key: candidates.state(each, candidates.last_reading(each)) for key, each in by_key.items()}
    if st.session_state.get(_CHOSEN) not in by_key:
        st.session_state[_CHOSEN] = waiting[0].source.sha256

    def title(key: str) -> str:
        return f"{text.plain(by_key[key].source.name)}  {STATES[states[key]]}"

    st.radio(f"{len(waiting):,} files", list(by_key), format_func=title, key=_CHOSEN, on_change=keep_what_was_said)
    with st.container(horizontal=True):
        questions.answer_all([by_key[key] for key, state in states.items() if state == "asks"])
        _load_all([by_key[key] for key, state in states.items() if state == "ready"])
    return by_key[st.session_state[_CHOSEN]]


def _load_all(ready: list[Any]) -> None:
    """The way to load all that need nothing, with what they replace."""
    shown = {each.key: candidates.decision(each, candidates.last_reading(each)) for each in ready}
    for each in ready:
        decision = shown[each.key]
        if decision and decision.replaces.figures:
            st.warning(text.plain(f"{each.source.name} replaces {replaced.summary(decision.replaces.figures)}."))
    saw = partial(candidates.saw, shown)
    if ready and st.button(f"Load {counts.of(len(ready), 'ready file')}", key="load-ready", on_click=saw):
        for each in ready:
            if not _load(each, candidates.last_reading(each), candidates.Terms()):
                break
        st.rerun()


def keep_what_was_said() -> None:
    """Keep what was changed of the file looked at before another one is."""
    pending = st.session_state.pop(_PENDING, None)
    if pending and pending[0].source.sha256 in candidates.waiting():
        candidates.keep(*pending)


def review(candidate: Any) -> None:
    """The mapping to confirm or change, with the problems and control totals that it leads to."""
    st.markdown(f"#### {text.plain(candidate.source.name)}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_how_known(candidate), width="content")
        known = candidate.remembered or candidate.changed
        if known and st.button("Ask again", type="tertiary", key="ask-again", help=ASK_AGAIN):
            candidates.ask_again(candidate)
            st.rerun()
    asked = st.container()
    label = "Feed: the recurring report this file belongs to"
    feed = st.text_input(label, candidate.mapping.feed, key=f"feed-{candidate.key}")
    chosen = _few(candidate) if len(candidate.mapping.tables) <= mapping.FEW else _many(candidate)
    with st.spinner("Calculating totals …"):
        said = candidates.reading(candidate, chosen, feed.strip() or candidate.mapping.feed)
    st.session_state[_PENDING] = (candidate, said)
    with asked:
        questions.block(candidate, said)
        _refused(said)
    _problems(candidate, said)
    holding.shown(said)
    holding.totals(said)
    _publish(candidate, said)


def _how_known(candidate: Any) -> str:
    if candidate.remembered:
        return "This layout was loaded before. Its mapping is used again."
    if candidate.changed:
        return "This feed had another layout before. Columns that still exist keep their mapping."
    return "Check below what each column means and what it adds up to, and change what is wrong."


def _few(candidate: Any) -> list[Any]:
    """The tables of a candidate, all of them to be seen and changed."""
    of_file, by_hand = candidate.mapping.tables, _is_mapped_by_hand(candidate)
    nothing_known = all(table.kind is None for table in of_file)
    return [mapping.table(each, candidate, by_hand and (nothing_known or each.kind is not None)) for each in of_file]


def _is_mapped_by_hand(candidate: Any) -> bool:
    """Whether something bars a candidate that is no question, so that its columns are to be looked at; from then on."""
    barred = any(not problem.choices for problem in candidates.last_reading(candidate).refusals)
    seen: set[str] = st.session_state.setdefault(_BY_HAND, set())
    if barred:
        seen.add(candidate.source.sha256)
    return candidate.source.sha256 in seen


def _many(candidate: Any) -> list[Any]:
    """The tables of a candidate from a list of them, one of which is to be seen and changed."""
    key = candidate.key
    chosen = mapping.sheets(candidate)
    held = [table.key for table in chosen if table.kind]
    if not held:
        return chosen
    with st.container(horizontal=True, vertical_alignment="bottom"):
        looked_at = st.selectbox("Table", held, key=f"look-at-{key}", on_change=keep_what_was_said, width=420)
        if st.button(
            "Leave all out", key=f"none-{key}", help="Then choose in the list what the tables that you need contain"
        ):
            candidates.leave_all_out(candidate)
            st.rerun()
    return [mapping.table(each, candidate, expanded=True) if each.key == looked_at else each for each in chosen]


def _refused(said: Any) -> None:
    """What bars the file and no answer settles, each with its cell."""
    refusals = [problem for problem in said.refusals if not problem.choices]
    for problem in refusals[:MOST_REFUSALS]:
        st.error(text.plain(problem.sentence))
    if len(refusals) > MOST_REFUSALS:
        st.caption(
            f"{len(refusals) - MOST_REFUSALS:,} more problems of this kind. Leave out the sheets that you do not need."
        )


def _problems(candidate: Any, said: Any) -> None:
    """Everything else that is wrong, each with its cell."""
    others = [p for p in said.problems if p not in said.refusals and str(p.severity) != "note"]
    notes.folded([text.plain(p.sentence) for p in said.problems if str(p.severity) == "note"])
    if not others:
        return
    kinds = Counter(str(problem.severity) for problem in others)
    with st.expander(notes.title(kinds), expanded=kinds["left out"] < len(others)):
        table = pd.DataFrame(
            {
                "Type": [str(p.severity) for p in others[:MOST_PROBLEMS]],
                "Cell": [p.place.address for p in others[:MOST_PROBLEMS]],
                "Problem": [p.sentence for p in others[:MOST_PROBLEMS]],
            }
        )
        st.dataframe(table, hide_index=True)
        name = f"{candidate.source.name.rsplit('.', 1)[0]} - problems.xlsx"
        st.download_button(
            "Download problem report (.xlsx)", lambda: candidates.marked(candidate, said), name, key="marked"
        )


def _publish(candidate: Any, said: Any) -> None:
    rejected = sum(table.rejected_rows for table in said.tables)
    label = f"Load without {counts.of(rejected, 'rejected row')}" if rejected else "Load"
    by, why = _acceptance(candidate, said)
    open_difference = by is not None and not candidates.accepts(by, why)
    decision = candidates.decision(candidate, said)
    if decision:
        replaced.named(decision)
    with st.container(horizontal=True, vertical_alignment="center"):
        overlap = _comes_on_top(candidate)
        saw = partial(candidates.saw, {candidate.key: decision})
        barred = bool(said.refusals) or open_difference
        if st.button(label, type="primary", disabled=barred, key="load", on_click=saw):
            _load(candidate, said, candidates.Terms(overlap, by or "", why))
            st.rerun()
        if st.button("Discard file", key="cancel", help="Nothing of this file is loaded"):
            candidates.discard(candidate.source.sha256)
            st.rerun()


def _comes_on_top(candidate: Any) -> bool:
    """Whether its owner adds a file to another feed's figures, once it was refused for them."""
    refused = candidate.key in st.session_state.get(_OVERLAPS, ())
    return refused and st.checkbox("Add to the other feed's figures", key=f"overlap-{candidate.key}")


def _load(candidate: Any, said: Any, terms: Any) -> bool:
    rows = sum(table.loaded_rows for table in said.tables)
    shown = session.seen()
    with progress.shown(candidate.source.name, rows / progress.STORED_PER_SECOND) as tell:
        publish = partial(candidates.publish, candidate, said, terms, tell)
        return attempt(lambda: _done(candidate, said, shown, publish()), candidate.key)


def _acceptance(candidate: Any, said: Any) -> tuple[str | None, str]:
    """Who accepts that figures of rejected rows are not loaded, and why; None where nothing is to be accepted."""
    found = candidates.differences(candidate, said)
    for problem in found:
        st.warning(text.plain(problem.sentence))
    if not found:
        return None, ""
    with st.container(horizontal=True):
        by = st.text_input("Accepted by", key=f"accepted-by-{candidate.key}", placeholder="Your name")
        shown = "Shown on every page while this upload is active"
        why = st.text_input("Reason", key=f"accepted-why-{candidate.key}", placeholder=shown)
    return by, why


def _done(candidate: Any, said: Any, shown: int, receipt: Any) -> None:
    name = candidate.source.name
    if receipt.unchanged:
        say("success", f"{name} is loaded already; nothing changed.")
        return
    sentences = [f"{name} is loaded: version {receipt.data_version}, feed “{receipt.feed}”."]
    if receipt.instead_of:
        sentences.append(replaced.taken(receipt.instead_of))
    if receipt.replaced:
        sentences.append(f"It replaced {replaced.summary(receipt.replaced)}.")
    if receipt.data_version > shown + 1:
        sentences.append(f"What others loaded since version {shown} is shown as well.")
    if receipt.withdrawn_sample:
        sentences.append("The sample portfolio was removed: sample and real data are never combined.")
    say("success", " ".join(sentences))
    st.session_state.setdefault(_LOADED, set()).update(table.kind.name for table in said.tables)
