"""Files on their way in, as the screens see them: opened, mapped, read, loaded, or forgotten.

What a session is still looking at lives in its state; what was read of a file is read again only when its mapping
changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from data import acceptance, arrivals, decided, intake, together
from data import marked as marking
from data.decided import Candidate, Decision
from data.failures import watched
from data.load import Choices, Receipt
from data.problems import Failed, Problem, ReallotError, Refused
from data.progress import Tell
from data.reading.mapping import Mapping, TableMapping
from data.reading.questions.answers import Answer
from data.reading.questions.changed import changed
from data.reading.questions.question import OPEN, Question, asked
from data.reading.questions.settled import Answers, Settled, Step, settled
from data.reading.read import Reading
from data.reading.read import read as read_workbook
from ui import session

_WAITING = "files on their way in"
_READ = "what was read of them"
_STEPS = "what was answered of them"
_DECIDED = "what loading them would do"
_SEEN = "what was shown of it"
ENCODING = "ask_encoding"


@dataclass(frozen=True)
class Terms:
    """On which terms a file is loaded, beside its mapping."""

    overlap: bool = False  # on top of what another feed gives
    by: str = ""  # who accepts that some of its figures are not loaded
    why: str = ""


def waiting() -> dict[str, Candidate]:
    """The files that this session is looking at, by their checksum, in the order they came."""
    found: dict[str, Candidate] = st.session_state.setdefault(_WAITING, {})
    return found


def open_upload(content: bytes, name: str, tell: Tell) -> None:
    """Copy an uploaded file to disk, open and map it, and let it wait; whatever ends that leaves nothing behind.

    Raises
    ------
    ReallotError
        It is no spreadsheet that can be read; the message says why.
    """
    arrivals.forget_abandoned()
    path = arrivals.folder() / "upload"
    try:
        path.write_bytes(content)
        candidate = intake.open_file(session.store(), path, name, tell=tell)
    except BaseException:
        arrivals.forget(path)
        raise
    discard(candidate.source.sha256)
    waiting()[candidate.source.sha256] = candidate


def join() -> list[Candidate]:
    """Let the waiting files that refer to each other wait as one, under what was answered of them; those are given."""
    found = together.regrouped(session.store(), list(waiting().values()), arrivals.folder)
    for whole in found:
        before = [step for each in waiting().values() if together.is_in(each, whole) for step in answered(each)]
        given = Answers({step.question.id: step.answer.choice for step in before}, before=True)
        with _watching(whole):
            read = settled(whole.workbook, whole.mapping, given)
        _lay(whole, read, [])
    for key in [key for key, each in waiting().items() if any(together.is_in(each, whole) for whole in found)]:
        _forget(key)
    return found


def _forget(sha256: str) -> Candidate | None:
    for state in (_READ, _STEPS):
        st.session_state.get(state, {}).pop(sha256, None)
    return waiting().pop(sha256, None)


def discard(sha256: str) -> None:
    """Forget an uploaded file, where it waits, with all that it alone was joined of."""
    candidate = _forget(sha256)
    needed = [part.source for each in waiting().values() for part in each.parts]
    for each in (candidate, *candidate.parts) if candidate else ():
        if each.source not in needed:
            arrivals.forget(each.source.path)


@contextmanager
def _watching(candidate: Candidate) -> Iterator[None]:
    """Work on a candidate, which is forgotten where that ends in an error of Reallot's own: it would end so again."""
    try:
        with watched(session.store(), candidate.source.name, candidate.workbook):
            yield
    except Failed:
        discard(candidate.source.sha256)
        raise


def keep(candidate: Candidate, said: Reading) -> None:
    """Keep what was said of a file on screen while another one is looked at."""
    waiting()[candidate.source.sha256] = replace(candidate, mapping=said.mapping)


def names_by_encoding(candidate: Candidate) -> dict[str, str]:
    """The encodings that a candidate's text may be in, each with the first names as it reads them."""
    workbook = candidate.workbook
    return {each: " · ".join(workbook.read_in(each).first_names()) for each in sorted(workbook.encodings)}


def questions(said: Reading) -> list[Question]:
    """What is asked of a candidate before it can be loaded."""
    return asked(said.questions)


def takes_any_name(question: Question) -> bool:
    """Whether any name is an answer to a question, beside its choices."""
    return question.code in OPEN


def answered(candidate: Candidate) -> list[Step]:
    """What was answered of a candidate since it was opened, in the order of the answers."""
    return list(st.session_state.setdefault(_STEPS, {}).get(candidate.source.sha256, ()))


def answer(candidate: Candidate, said: Reading, question: Question, choice: str) -> None:
    """Lay the answer to a question into a candidate's mapping."""
    if question.code == ENCODING:
        _read_in(candidate, Step(question, Answer(question.id, choice), said.mapping), [])
    else:
        with _watching(candidate):
            found = settled(candidate.workbook, said.mapping, Answers({question.id: choice}), said)
        _lay(candidate, found, answered(candidate))


def answer_as_likely(candidate: Candidate, said: Reading) -> None:
    """Lay the likely answers into a candidate's mapping, to what is asked and to what that leads to."""
    for question in questions(said):
        if question.code == ENCODING:
            answer(candidate, said, question, question.likely)
            candidate = waiting()[candidate.source.sha256]
            said = last_reading(candidate)
    with _watching(candidate):
        found = settled(candidate.workbook, said.mapping, Answers(likely=True, seen=True), said)
    _lay(candidate, found, answered(candidate))


def answer_again(candidate: Candidate, said: Reading, number: int, choice: str) -> None:
    """Lay another answer to an answered question into a candidate's mapping; the later answers stay where they hold."""
    steps = answered(candidate)
    step = replace(steps[number], answer=Answer(steps[number].question.id, choice))
    if step.question.code == ENCODING:
        _read_in(candidate, step, steps[number + 1 :])
    else:
        with _watching(candidate):
            found = changed(candidate.workbook, steps, number, choice, said.mapping)
        _lay(candidate, found, [])


def _read_in(candidate: Candidate, step: Step, later: list[Step]) -> None:
    """Read a file's text in the encoding that was answered, under the answers that were given after it."""
    found = intake.read_in(session.store(), candidate, step.answer.choice)
    again = Answers({each.question.id: each.answer.choice for each in later}, before=True)
    _lay(replace(found, opened=candidate.opened), settled(found.workbook, found.mapping, again), [step])


def _lay(candidate: Candidate, found: Settled, before: list[Step]) -> None:
    """Let a candidate wait as it is read under answers; its form on screen begins anew from them."""
    key, mapping = candidate.source.sha256, found.reading.mapping
    waiting()[key] = replace(candidate, mapping=mapping, opened=candidate.opened + 1)
    st.session_state.setdefault(_READ, {})[key] = (mapping, found.reading)
    st.session_state.setdefault(_STEPS, {})[key] = (*before, *found.steps)


def ask_again(candidate: Candidate) -> None:
    """Map a candidate as its file alone is mapped, so that everything is asked anew."""
    forget_answers(candidate)
    mapping = replace(candidate.proposal, feed=candidate.mapping.feed, encoding=candidate.mapping.encoding)
    again = replace(candidate, mapping=mapping, remembered=False, changed=False, opened=candidate.opened + 1)
    waiting()[candidate.source.sha256] = again


def forget_answers(candidate: Candidate) -> None:
    """Forget what was answered of a candidate, and read of it."""
    st.session_state.get(_STEPS, {}).pop(candidate.source.sha256, None)
    discard_reading(candidate)


def leave_all_out(candidate: Candidate) -> None:
    """Take none of a file's tables, so that its owner chooses the few that count."""
    tables = tuple(replace(table, kind=None, reason="chosen") for table in candidate.mapping.tables)
    waiting()[candidate.source.sha256] = replace(candidate, mapping=replace(candidate.mapping, tables=tables))
    discard_reading(candidate)


def discard_reading(candidate: Candidate) -> None:
    """Forget what was read of a candidate, so that it is read again."""
    st.session_state.get(_READ, {}).pop(candidate.source.sha256, None)


def reading(candidate: Candidate, tables: list[TableMapping], feed: str) -> Reading:
    """What a candidate says under a mapping."""
    wanted = replace(candidate.mapping, feed=feed, tables=tuple(tables))
    known: dict[str, tuple[Mapping, Reading]] = st.session_state.setdefault(_READ, {})
    before, said = known.get(candidate.source.sha256, (None, None))
    if before is None or said is None or replace(before, feed=feed) != wanted:
        with _watching(candidate):
            said = read_workbook(candidate.workbook, wanted)
    said = replace(said, mapping=replace(said.mapping, feed=feed))
    known[candidate.source.sha256] = (wanted, said)
    return said


def last_reading(candidate: Candidate) -> Reading:
    """What a candidate said when it was last read; under its own mapping where it never was."""
    known: dict[str, tuple[Any, Reading]] = st.session_state.setdefault(_READ, {})
    if candidate.source.sha256 in known:
        return known[candidate.source.sha256][1]
    return reading(candidate, list(candidate.mapping.tables), candidate.mapping.feed)


def state(candidate: Candidate, said: Reading) -> str:
    """Whether a candidate can be loaded as it is: `ready`, `asks` something, or is `refused`."""
    if said.refusals:
        return "asks" if all(problem.choices for problem in said.refusals) else "refused"
    return "asks" if differences(candidate, said) else "ready"


def marked(candidate: Candidate, said: Reading) -> bytes:
    """The problems of a candidate as a workbook to send back, with the cells marked."""
    return marking.workbook(candidate.workbook, said.problems)


def differences(candidate: Candidate, said: Reading) -> list[Problem]:
    """What of a candidate's figures would not be loaded."""
    return [] if said.refusals else list(acceptance.differences(said, candidate.source.name))


def accepts(by: str, why: str) -> bool:
    """Whether a difference is accepted by someone and for a reason."""
    return acceptance.Acceptance(by, why).given


def decision(candidate: Candidate, said: Reading) -> Decision | None:
    """What loading a candidate would do now; None where it cannot be loaded as it is."""
    if said.refusals:
        return None
    known: dict[str, tuple[int, Mapping, Decision]] = st.session_state.setdefault(_DECIDED, {})
    newest = session.store().version
    before = known.get(candidate.key)
    if before is None or before[:2] != (newest, said.mapping):
        with _watching(candidate):
            known[candidate.key] = before = (newest, said.mapping, decided.now(session.store(), candidate, said))
    return before[2]


def saw(shown: dict[str, Decision | None]) -> None:
    """Note what the owner of candidates was shown, by their keys, when they were told to load."""
    st.session_state[_SEEN] = shown


def publish(candidate: Candidate, said: Reading, terms: Terms, tell: Tell) -> Receipt:
    """Load a candidate, see the version that it made, and forget the file.

    Raises
    ------
    ReallotError
        It cannot be loaded, or would replace what its owner did not see; the store is as it was.
    """
    choices = Choices(overlap=terms.overlap, accepted=acceptance.Acceptance(terms.by, terms.why), tell=tell)
    seen = st.session_state.get(_SEEN, {}).get(candidate.key)
    try:
        receipt = intake.publish(session.store(), candidate, said, choices, seen)
    except Refused as refusal:
        if decided.mapped_otherwise(refusal):
            forget_answers(candidate)
            waiting()[candidate.source.sha256] = intake.open_again(session.store(), candidate)
        raise
    discard(candidate.source.sha256)
    if not receipt.unchanged:
        session.switch(receipt.data_version)
    return receipt


def overlaps(refusal: ReallotError) -> bool:
    """Whether a refusal is of figures that another feed gives too, which may be meant."""
    return isinstance(refusal, Refused) and any(problem.code == "overlap" for problem in refusal.problems)
