"""A workbook read under answers: what is asked is answered, and what that leads to is asked again, until nothing is."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from data.problems import Place, refuse
from data.reading.grid import Workbook
from data.reading.mapping import Mapping
from data.reading.questions import answers
from data.reading.questions.answers import Answer
from data.reading.questions.question import Question, asked
from data.reading.read import Reading, read

MOST_ROUNDS = 30  # of answers that lead to further questions


@dataclass(frozen=True)
class Answers:
    """What the owner of a file answers: by the id of a question its choice, and whether the likely ones do else.

    A question that may wait gets its likely answer only from somebody who sees it, and so confirms it.
    """

    given: dict[str, str] = field(default_factory=dict)
    likely: bool = False
    seen: bool = False  # the likely answers are given by somebody who sees the questions
    before: bool = False  # they were given before: where one is no choice any more, it is asked again

    def to(self, questions: list[Question]) -> Iterator[tuple[Question, Answer]]:
        """The answers to some questions; none where nothing was said of one."""
        for question in questions:
            said = self.given.get(question.id)
            if said is not None and (question.takes(said) or not self.before):
                yield question, Answer(question.id, said)
            elif self.likely and (self.seen or not question.may_wait):
                yield question, Answer(question.id, question.likely, likely=True)


@dataclass(frozen=True)
class Step:
    """A question that was answered, and the mapping before it was."""

    question: Question
    answer: Answer
    before: Mapping


@dataclass(frozen=True)
class Settled:
    """A reading, and the answers that it rests on, in their order."""

    reading: Reading
    steps: tuple[Step, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        return tuple(step.answer for step in self.steps)


def settled(workbook: Workbook, mapping: Mapping, said: Answers, known: Reading | None = None) -> Settled:
    """The workbook read under a mapping and some answers; what nobody answered stays asked.

    `known` is what it says under the mapping, where it was read before.

    Raises
    ------
    Refused
        An answer is none of its question's choices.
    """
    taken: list[Step] = []
    reading = known or read(workbook, mapping)
    for _ in range(MOST_ROUNDS):
        open_questions = asked(p for p in reading.questions if p.code not in {"ask_difference", "ask_encoding"})
        heard = {step.question.id for step in taken if step.question.may_wait}  # an answer to them may leave some open
        found = list(said.to([question for question in open_questions if question.id not in heard]))
        if not found:
            break
        for question, answer in found:
            step = Step(question, answer, mapping)
            taken.append(step)
            mapping = answers.given(workbook, mapping, question, answer.choice)
            if mapping.kinds != step.before.kinds:
                break  # the other questions were of another kind of table
        reading = read(workbook, mapping)
    return Settled(reading, tuple(taken))


def refuse_unused(said: Answers, taken: tuple[Answer, ...], reading: Reading, file: str) -> None:
    """Refuse answers to what was never asked, while something else still is.

    Raises
    ------
    Refused
        An answer has an id that no question has.
    """
    unused = said.given.keys() - {answer.id for answer in taken}
    if unused and reading.refusals:
        ids = ", ".join(question.id for question in asked(reading.refusals)) or "nothing"
        found = f"an answer to “{min(unused)}”, which is not asked"
        raise refuse("answer", Place(file), found, f"one to what is: {ids}", "Correct its id.")
