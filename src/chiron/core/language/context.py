"""What an answer needs to know: plain data that the desk gathers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chiron.core.language.answering.meaning import Nearness
from chiron.core.language.answering.topic import Topic
from chiron.core.language.guard import OPEN_RUNG, StepKeys
from chiron.core.language.reading import StepView
from chiron.core.language.shapes import Entry
from chiron.core.words import Source


@dataclass(frozen=True, slots=True)
class OpenStep:
    """The step before the learner.

    ``rungs`` is the whole ladder as (name, text), ``taken`` how many were shown. ``exhausted`` says that the worked
    solution may be shown now, ``showing`` that it is what is said. ``feedback`` is what the author says about the
    last wrong try.
    """

    keys: StepKeys
    prompt: str
    rungs: tuple[tuple[str, str], ...] = ()
    taken: int = 0
    attempts: int = 0
    feedback: str | None = None
    solution: str | None = None
    exhausted: bool = False
    showing: bool = False

    @property
    def rung(self) -> str | None:
        """The last rung that was shown, ``solution`` once the answer may be said.

        Where there are no hints the solution may be asked for at once, and is still not said unasked.
        """
        if self.showing or (self.exhausted and self.rungs):
            return OPEN_RUNG
        return self.rungs[self.taken - 1][0] if 0 < self.taken <= len(self.rungs) else None

    @property
    def next_rung(self) -> tuple[str, str] | None:
        """The rung that comes next, None when all are taken."""
        return self.rungs[self.taken] if 0 <= self.taken < len(self.rungs) else None

    @property
    def view(self) -> StepView:
        """What reading needs of it."""
        return StepView(self.keys.kind, self.keys.options)


@dataclass(frozen=True, slots=True)
class TalkContext:
    """Where the conversation stands.

    ``language`` is the learner's; lessons and glossary stay in the course's. ``turn`` counts messages from 0 and makes
    authored lines take turns. ``help_text`` is the school's own; ``alone`` means that no school stands behind the
    learner, and ``country`` (ISO 3166-1, two letters) picks help lines. ``near`` compares the question with the course
    by meaning, where that was done. ``topic`` is what the talk was about before ``asked``, the message in its
    own words. ``contact`` is whom a learner on their own named to be written to in distress.
    """

    language: str
    course: str
    skill: str | None = None
    step: OpenStep | None = None
    glossary: Sequence[Entry] = ()
    opening: Sequence[str] = ()
    opening_by: Source = Source.COURSE
    opening_author: str = ""
    turn: int = 0
    help_text: str | None = None
    alone: bool = False
    country: str | None = None
    near: Nearness | None = None
    topic: Topic | None = None
    asked: str = ""
    contact: str = ""
