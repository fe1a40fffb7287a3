"""The questions of a file on its way in, on screen: each with its choices, and those that were answered."""

from typing import Any

import streamlit as st

from ui import asking, candidates, text

MOST = 10  # questions that are shown at once
OTHER = "\0another"  # the choice of a name that is none of those offered
_CHANGED = "answer that is changed"


def block(candidate: Any, said: Any) -> None:
    """What is asked of a candidate, and what was answered; nothing where nothing was ever asked."""
    steps, asked = candidates.answered(candidate), candidates.questions(said)
    if not steps and not asked:
        return
    with st.container(border=True, gap="small", key=f"questions-{candidate.key}"):
        _head(candidate, said, len(asked), len(steps))
        for number, step in enumerate(steps):
            _answered(candidate, said, number, step)
        for question in asked[:MOST]:
            _asked(candidate, said, question)
        if len(asked) > MOST:
            st.caption(f"{len(asked) - MOST:,} more questions follow.")


def _head(candidate: Any, said: Any, asked: int, answered: int) -> None:
    number, which = (asked, "") if asked else (answered, " answered")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"#### {number:,} question{'' if number == 1 else 's'}{which}", width="content")
        label = "Use the likely answer" if asked == 1 else "Use the likely answers"
        if asked and st.button(label, key="likely", help="Answers these questions and those that follow from them"):
            with st.spinner("Calculating totals …"):
                candidates.answer_as_likely(candidate, said)
            st.rerun()


def answer_all(asking_files: list[Any]) -> None:
    """The way to take the likely answers of several files at once."""
    said = [(each, candidates.last_reading(each)) for each in asking_files]
    asked = [(each, reading) for each, reading in said if candidates.questions(reading)]
    which = "for the one file with questions" if len(asked) == 1 else f"for all {len(asked):,} files"
    if asked and st.button(f"Use the likely answers {which}", key="likely-all"):
        with st.spinner("Calculating totals …"):
            for each, reading in asked:
                candidates.answer_as_likely(each, reading)
        st.rerun()


def _asked(candidate: Any, said: Any, question: Any) -> None:
    """One question; its answer is laid into the mapping."""
    choice = _choices(candidate, question, said.mapping, None)
    if choice is not None:
        with st.spinner("Calculating totals …"):
            candidates.answer(candidate, said, question, choice)
        st.rerun()


def _answered(candidate: Any, said: Any, number: int, step: Any) -> None:
    """One answer, folded, with the way to another one."""
    put = asking.put(step.question, candidate, step.before)
    changed = f"{candidate.key} {number}"
    if st.session_state.get(_CHANGED) == changed:
        choice = _choices(candidate, step.question, step.before, step.answer.choice)
        if choice not in {None, step.answer.choice}:
            with st.spinner("Calculating totals …"):
                candidates.answer_again(candidate, said, number, choice)
            st.rerun()
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        title = put.titles.get(step.answer.choice, f"“{step.answer.choice}”")
        likely = " (likely answer)" if step.answer.likely else ""
        st.caption(f"✔ {text.plain(put.sentence)} **{text.plain(title)}**{likely}", width="content")
        if st.button("Change", type="tertiary", key=f"change-{candidate.key}-{number}"):
            st.session_state[_CHANGED] = changed
            st.rerun()


def _choices(candidate: Any, question: Any, mapping: Any, chosen: str | None) -> str | None:
    """A question with its choices, of which the one chosen is given back."""
    put = asking.put(question, candidate, mapping)
    titles = {each: text.plain(title) for each, title in put.titles.items()}
    if candidates.takes_any_name(question):
        titles[OTHER] = "Another name"
    remarks = [text.plain(put.remarks.get(choice, "")) for choice in titles]
    key, among = f"answer-{candidate.key}-{question.id}", list(titles)
    before = among.index(chosen) if chosen in titles else among.index(OTHER) if chosen else None
    sentence, alike = f"**{text.plain(put.sentence)}**", all(remark in {"", asking.LIKELY} for remark in remarks)
    with st.container(gap=None):
        st.markdown(f"{sentence}  \n:small[:gray[{text.plain(put.cells)}]]")
        choice = st.radio(
            sentence,
            among,
            before,
            titles.__getitem__,
            key=key,
            captions=remarks,
            horizontal=alike,
            label_visibility="collapsed",
        )
        name = st.text_input("Name", chosen or "", key=f"name-{key}") if choice == OTHER else ""
    return name.strip() or None if choice == OTHER else choice
