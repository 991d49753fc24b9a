"""A rolling summary of what was done and said before the turns that are told in full: pure, bounded, and the same for
the same state. It holds codes and figures, and no words of anybody's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chiron.core.language.reading import Intent, read
from chiron.core.language.text import bounded
from chiron.core.learning.course import Course
from chiron.core.learning.state import LearnerState, Said

TOLD = 6
"""So many of the latest messages are told in full, and are not in a summary."""
MOST_TOPICS = 3
MOST_WRONG = 2
LONGEST = 340
"""Characters of a summary in a prompt."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A skill of this sitting: finished items, how many were right alone, and hints at them. ``wrong`` are the titles
    of wrong ideas that were met.
    """

    title: str
    items: int
    right: int
    hints: int
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Of a sitting, and of the older talk beside its open item. ``asked`` counts what older messages wanted;
    ``promised`` are codes: ``person-grade`` (a person judges an answer again), ``person-stuck`` (a person was asked to
    help).
    """

    items: int = 0
    right: int = 0
    hints: int = 0
    minutes: int | None = None
    topics: tuple[Topic, ...] = ()
    asked: tuple[tuple[Intent, int], ...] = ()
    promised: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.items or self.asked or self.promised or self.minutes)


def summarise(state: LearnerState, course: Course, language: str = "en", told: int = TOLD) -> Summary:
    """The summary of the sitting that is open, or was last. ``told`` messages of the open item are told elsewhere.

    ``language`` is the learner's, for reading what they wrote.
    """
    session = state.session
    if session is None:
        return Summary(promised=_promised(state))
    talk = state.item.talk if state.item is not None and session.ended is None else ()
    return Summary(
        session.items,
        session.right,
        session.hints,
        session.minutes,
        tuple(_topics(state, course, session.started))[-MOST_TOPICS:],
        _asked(talk[: max(0, len(talk) - told)], language),
        _promised(state),
    )


def _topics(state: LearnerState, course: Course, since: datetime) -> Iterator[Topic]:
    """Skills in the order in which they were last practised in the sitting."""
    done = [one for one in state.recent if one.at >= since and one.right is not None and one.skill in course.skills]
    met = state.session.misconceptions if state.session else {}
    for skill in reversed(dict.fromkeys(one.skill for one in reversed(done))):
        mine = [one for one in done if one.skill == skill]
        ideas = {one.id: one.title for one in course.skills[skill].misconceptions}
        counted = {idea: met.get(f"{skill}/{idea}", 0) for idea in ideas}
        named = sorted((idea for idea, count in counted.items() if count), key=lambda idea: (-counted[idea], idea))
        wrong = tuple(ideas[idea] for idea in named[:MOST_WRONG])
        hints = sum(trace.hints for trace in state.record(skill).trace if trace.at >= since)
        yield Topic(course.skills[skill].title, len(mine), sum(bool(one.right) for one in mine), hints, wrong)


def _asked(talk: tuple[Said, ...], language: str) -> tuple[tuple[Intent, int], ...]:
    """What older messages wanted. Nothing of anybody's mood is told on, nor of distress."""
    wanted = Counter[Intent]()
    for said in talk:
        if said.who == "learner":
            intent = read(" ".join(piece.text for piece in said.words), language).intent
            wanted[Intent.STUCK if intent in (Intent.UPSET, Intent.DISTRESS) else intent] += 1
    return tuple(sorted(wanted.items(), key=lambda each: (-each[1], each[0].value)))


def _promised(state: LearnerState) -> tuple[str, ...]:
    item, found = state.item, list[str]()
    if any(contest.open for contest in state.contests):
        found.append("person-grade")
    if item is not None and item.skill in state.referred.values():
        found.append("person-stuck")
    return tuple(found)


_WANTED = {
    Intent.HINT: "a hint", Intent.MEANING: "a word's meaning", Intent.WHY: "why", Intent.ANSWER: "to check an answer",
    Intent.STUCK: "help, being stuck", Intent.QUESTION: "a question", Intent.SOLUTION: "the solution",
    Intent.OFF_TASK: "something off the task", Intent.GREETING: "a greeting", Intent.THANKS: "thanks",
}  # fmt: skip
_PROMISES = {
    "person-grade": "A person is asked to judge an answer again.",
    "person-stuck": "A person is asked to help with this skill.",
}


def as_text(summary: Summary) -> str:
    """The summary for a prompt, in English, at most ``LONGEST`` characters; empty where there is nothing to tell."""
    lines = []
    if summary.items:
        lines.append(f"Sitting: {summary.items} items, {summary.right} right alone, {summary.hints} hints.")
    for topic in summary.topics:
        wrong = f"; met: {', '.join(topic.wrong)}" if topic.wrong else ""
        lines.append(f"{topic.title}: {topic.right} of {topic.items} alone, {topic.hints} hints{wrong}.")
    if summary.asked:
        counted = ", ".join(f"{_WANTED[intent]} ({count})" for intent, count in summary.asked[:4])
        lines.append(f"Earlier messages here: {counted}.")
    lines += [_PROMISES[code] for code in summary.promised]
    if summary.minutes:
        lines.append(f"They have {summary.minutes} minutes.")
    return bounded(" ".join(lines), LONGEST).replace("\n", " ")
