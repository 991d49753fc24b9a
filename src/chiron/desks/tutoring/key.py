"""What the key of an item holds, for whoever writes or teaches it: never for the learner who has it open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiron.core.learning.course import Course
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import Unread, installed, interaction
from chiron.core.learning.naming import named
from chiron.core.words import Json
from chiron.engine.grading.checks import Graders

MOST_MISTAKES = 12
"""Wrong answers of one step that are shown."""

Typed = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Expected:
    """An answer that the author expects: the form that gives it, how it is shown (Markdown), and what is said of it.

    ``unread`` says why a checker cannot read it, a fault of the template; ``misconception`` is a title.
    """

    typed: Typed
    shown: str
    outcome: str = ""
    feedback: str = ""
    misconception: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class StepKey:
    """One step with all that a learner does not see: its answer (Markdown), what is expected, its hints in order."""

    step: ItemStep
    number: int
    answer: str
    right: Expected | None
    mistakes: tuple[Expected, ...]


async def key_of(graders: Graders, course: Course, item: Item, tag: str) -> tuple[StepKey, ...]:
    """The key of each step, its expected answers graded as a learner's would be. ``tag`` is the reader's language."""
    return tuple([await _step(graders, course, step, number, tag) for number, step in enumerate(item.steps, 1)])


async def _step(graders: Graders, course: Course, step: ItemStep, number: int, tag: str) -> StepKey:
    if not installed(step.kind):
        return StepKey(step, number, "", None, ())
    kind = interaction(step.kind)
    right = kind.right(step.task, step.key)
    wrong = kind.mistakes(step.task, step.key)[:MOST_MISTAKES]
    return StepKey(
        step,
        number,
        kind.answer(step.task, step.key),
        None if right is None else await _expected(graders, course, step, right, tag),
        tuple([await _expected(graders, course, step, typed, tag) for typed in wrong]),
    )


async def _expected(graders: Graders, course: Course, step: ItemStep, typed: Typed, tag: str) -> Expected:
    try:
        response, verdict = await graders.judge(step, typed)
    except Unread as unread:
        return Expected(typed, ", ".join(each for values in typed.values() for each in values), unread=unread.reason)
    found = named(course, step.skill, verdict.misconception, tag) if verdict.misconception else None
    return Expected(
        typed,
        _shown(step, response),
        verdict.outcome.value,
        verdict.feedback or "",
        found.title if found else "",
    )


def _shown(step: ItemStep, response: Json) -> str:
    return interaction(step.kind).describe(step.task, response)
