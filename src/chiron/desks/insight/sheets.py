"""What came of a sheet that was handed in: every answer with what was said of it, by skill, from the log alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chiron.core.events import Event
from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import Item
from chiron.core.learning.remade import remade_item
from chiron.core.learning.sheet import Score, score_of
from chiron.core.words import Outcome
from chiron.desks.insight import attempts
from chiron.desks.insight.attempts import Try
from chiron.desks.insight.reading import read_with
from chiron.engine.folds import Folds
from chiron.engine.people.person import Person
from chiron.engine.records import log
from chiron.engine.records.database import Connection

KINDS = (*attempts.KINDS, "sheet.handed-in")


@dataclass(frozen=True, slots=True)
class Done:
    """One question with its answers, as they count now."""

    number: int
    skill: Skill
    item: Item
    tries: tuple[Try, ...]

    @property
    def right(self) -> bool:
        """Every step is right."""
        return bool(self.tries) and all(one.outcome is Outcome.CORRECT for one in self.tries)

    @property
    def waits(self) -> bool:
        """A step waits for a person."""
        return any(one.outcome is Outcome.PERSON for one in self.tries)


@dataclass(frozen=True, slots=True)
class Result:
    """A sheet that was handed in: of what, when, its questions, and what they show by skill as they count now."""

    id: str
    kind: str
    part: str
    at: datetime
    questions: tuple[Done, ...]
    scores: dict[str, Score]

    @property
    def skills(self) -> tuple[tuple[Skill, Score], ...]:
        """What was shown of each skill, in the order of the sheet."""
        found = {done.skill.id: done.skill for done in self.questions}
        return tuple((skill, self.scores[name]) for name, skill in found.items())

    @property
    def repeat(self) -> tuple[Skill, ...]:
        """The skills with something to repeat; what waits for a person is none."""
        missed = {done.skill.id for done in self.questions if not done.right and not done.waits}
        return tuple(skill for skill, _ in self.skills if skill.id in missed)

    @property
    def right(self) -> int:
        """Questions right."""
        return sum(done.right for done in self.questions)

    @property
    def waiting(self) -> int:
        """Questions that wait for a person."""
        return sum(done.waits for done in self.questions)


def result_of(
    events: Sequence[Event],
    course_at: Callable[[Event], Course],
    sheet: str,
    language: str,
    reader_of: attempts.ReaderOf,
) -> Result | None:
    """What came of a sheet, None where the log has none such handed in. Pure."""
    handed = next((e for e in events if e.kind == "sheet.handed-in" and e.body["sheet"] == sheet), None)
    opened = [e for e in events if e.kind == "item.opened" and e.body["because"].get("sheet") == sheet]
    if handed is None or not opened:
        return None
    questions = list[Done]()
    for number, event in enumerate(opened, 1):
        name, about = event.body["item"], event.draft.about
        course = course_at(event)
        made = remade_item(course, about) if about is not None else None
        if made is None:
            continue
        own = [e for e in events if e.body.get("item") == name]
        found = attempts.tries(own, course_at, language, reader_of)
        questions.append(Done(number, course.skills[made.skill], made, found))
    because = opened[0].body["because"]
    scores = score_of([(done.skill.id, [one.outcome for one in done.tries]) for done in questions])
    at = handed.draft.server_time
    return Result(sheet, str(because["kind"]), str(because["part"]), at, tuple(questions), scores)


async def result(
    conn: Connection,
    folds: Folds,
    person: Person,
    course: str,
    sheet: str,
    language: str = "en",
    reader_of: attempts.ReaderOf = lambda _: "staff",
) -> Result | None:
    """What came of a learner's sheet. The caller has asked the door, and says who opens each grade."""
    events = await log.read(conn, person.id, course=course, kinds=KINDS)
    return result_of(*await read_with(conn, folds, course, events), sheet, language, reader_of)
