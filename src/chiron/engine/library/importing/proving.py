"""Whether what was composed can be asked and graded here, before it is said to have come.

The item of each template is made once: its key is compiled by the kind's own code, and the right answer, written as a
learner would, goes through the grader. What the grader refuses does not come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from chiron.core.learning.course import Course, Locale, Skill, Template
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.generate import TRIES, Item, ItemStep, Maker
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Json, Outcome
from chiron.engine.library.importing.standing import standing
from chiron.engine.library.importing.texts import escaped
from chiron.engine.library.sampling import states

WAITING = "..."
"""Stands for a solution until the answer is known."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What came of looking at one template. ``refused`` says why it cannot come; ``gradable`` counts steps."""

    refused: str = ""
    gradable: int = 0
    changed: tuple[str, ...] = ()


class Prover:
    """Proves templates of one source; a course around them is made once."""

    def __init__(self, locale: Json) -> None:
        self.locale = Locale.model_validate(locale)
        self._skill = Skill.model_construct(id="imported", title="", objective="", misconceptions=(), templates=())
        # A template is looked at by itself: of the course around it only the locale counts.
        self._course: Course = Course.model_construct(None, id="imported", locale=self.locale, units=())  # type: ignore[call-arg]

    def prove(self, made: dict[str, Json]) -> Proved:
        """Look at a template, and fill in what its source did not say: solutions, from the key."""
        lacking = _wait(made)
        try:
            template = Template.model_validate(made)
            maker = Maker(self._course, self._skill, template)
            item = _item(maker)
        except ValidationError as error:
            return Proved(_told(error))
        except FormulaError as error:
            return Proved(f"Its key cannot be read: {error.message}")
        changed = list[str]()
        gradable = 0
        varied = bool(made.get("parameters"))
        if varied and any(_formula(step) is None for step in made["steps"] if (step["id"],) in lacking):
            return Proved("It says no solution, and its answer is another one in every draw.")
        for step, ready, written in zip(item.steps, maker.steps, made["steps"], strict=True):
            wrong = interaction(step.kind).faults(ready.spec, step.task, step.key)
            refused, graded = (wrong[0], False) if wrong else _graded(step)
            if refused:
                return Proved(refused)
            gradable += graded
            if varied and (step.id,) in lacking:
                written["solution"] = standing(self.locale.language).answer.format(f"$@{{{_formula(written)}}}$")
            elif not varied:
                changed += self._filled(step, written, (step.id,) in lacking)
        if () in lacking:
            made["solution"] = "\n\n".join(dict.fromkeys(str(step["solution"]) for step in made["steps"]))
        return Proved("", gradable, tuple(dict.fromkeys(changed)))

    def _filled(self, step: ItemStep, written: Any, lacking: bool) -> Iterator[str]:
        """Hints that give the answer away become the solution; where there is none, the answer itself."""
        forms = interaction(step.kind).forms(step.task, step.key)
        hints, over = list(written["hints"]), list[str]()
        while hints and forms and states(str(hints[-1]), forms) and not states(step.prompt, forms):
            over.insert(0, str(hints.pop()))
        if over:
            written["hints"] = hints
            yield "Its last hints give the answer: they are shown as the solution."
        if not lacking:
            return
        kind = interaction(step.kind)
        # What a person grades by is no answer, and may be meant for teachers alone.
        answer = kind.answer(step.task, step.key) if kind.right(step.task, step.key) is not None else ""
        # An answer that is a sentence has a full stop of its own.
        answer = answer.removesuffix(".")
        said = standing(self.locale.language).answer.format(answer) if answer else standing(self.locale.language).person
        written["solution"] = "\n\n".join([*over, *([] if over else [escaped(said)])])


def wrong_taken(made: Mapping[str, Json], locale: Json) -> Iterator[str]:
    """The wrong answers that a template offers or expects and its own grader takes for right; none if all is well."""
    skill = Skill.model_construct(id="imported", title="", objective="", misconceptions=(), templates=())
    course: Course = Course.model_construct(None, id="imported", locale=Locale.model_validate(locale), units=())  # type: ignore[call-arg]
    for step in _item(Maker(course, skill, Template.model_validate(dict(made)))).steps:
        kind = interaction(step.kind)
        for wrong in kind.mistakes(step.task, step.key):
            try:
                verdict = kind.grade(step.task, step.key, kind.read(step.task, wrong))
            except Unread:
                continue
            if verdict.outcome is Outcome.CORRECT:
                yield ", ".join(str(value) for values in wrong.values() for value in values)


def _formula(step: Json) -> str | None:
    """What a step's answer is in every draw, where one formula says it."""
    return str(step["answer"]) if step["kind"] in ("numeric", "quantity") and "answer" in step else None


def _item(maker: Maker) -> Item:
    for attempt in range(TRIES):
        item = maker.attempt(0, attempt)
        if item is not None:
            return item
    raise FormulaError("No values satisfy its conditions.")


def _wait(made: dict[str, Json]) -> set[tuple[str, ...]]:
    """Put something where a solution is missing, and say where: ``()`` is the whole problem's."""
    lacking = set[tuple[str, ...]]()
    for step in made["steps"]:
        if not step["solution"]:
            step["solution"] = WAITING
            lacking.add((step["id"],))
    if not made["solution"]:
        made["solution"] = WAITING
        lacking.add(())
    return lacking


def _graded(step: ItemStep) -> tuple[str, bool]:
    """Why a step's key is not to be trusted, and whether a checker decides it."""
    kind = interaction(step.kind)
    right = kind.right(step.task, step.key)
    if right is None:
        return "", False
    try:
        verdict = kind.grade(step.task, step.key, kind.read(step.task, right))
    except Unread as unread:
        return f"Its answer cannot be typed: {unread.message}", False
    if verdict.outcome is not Outcome.CORRECT:
        return "Its answer is not graded as right here.", False
    return "", True


def _told(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"]) or "it"
    return f"It does not fit the course format: {where}: {first['msg']}."
