"""What a model may be told of a turn, and what the guard must know of it: made from the same state, kept apart.

``ground_of`` reads what stands on the learner's page and nothing else of a step: no key, no solution, no rung to come,
no proof of a verdict. ``scene_of`` reads all of it, and never leaves the guard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chiron.core.language.guard import OPEN_RUNG, StepKeys, step_keys
from chiron.core.language.guard.private import without_data
from chiron.core.language.guard.scene import Age, Scene
from chiron.core.language.prompts import Ground, Learner, Shown, Try, Turn
from chiron.core.language.text import without_files
from chiron.core.learning.decide import HELPLESS, Setting, Words, current_step, made_item
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.learning.state import Attempt, LearnerState, OpenItem
from chiron.core.words import Json, Outcome

_TEXTS = ("text", "head", "description", "label", "title", "caption")
MOST_TEXTS = 16


@dataclass(frozen=True, slots=True)
class Standing:
    """An open item as a turn finds it, with its step to do."""

    item: OpenItem
    made: Item
    step: ItemStep | None


def standing(state: LearnerState, setting: Setting) -> Standing | None:
    """The item before the learner, None without one."""
    if state.item is None:
        return None
    made = made_item(state.item, setting)
    return Standing(state.item, made, None if state.item.finished else current_step(state.item, made))


def ground_of(
    words: Words, found: Standing | None, setting: Setting, learner: Learner, guidelines: tuple[str, ...] = ()
) -> Ground:
    """What a model is told to word these words."""
    said = tuple(without_files(piece.text) for piece in words.pieces if not piece.quoted)
    passages = tuple((piece.title or "", without_files(piece.text)) for piece in words.pieces if piece.quoted)
    ground = Ground(words.move.kind, words.move.reason, said, learner, passages=passages, guidelines=guidelines)
    if found is None:
        return ground
    talk = tuple(
        Turn(turn.who == "learner", without_data(" ".join(without_files(piece.text) for piece in turn.words)))
        for turn in found.item.talk
        if turn.turn != words.turn or turn.who == "learner"
    )
    skill = setting.frame.course.skills.get(found.item.skill)
    title = skill.title if skill else ""
    if found.step is None:
        return _with(ground, Shown(title, found.made.given), (), talk)
    step, progress = found.step, found.item.step(found.step.id)
    taken = progress.rungs if found.item.purpose not in HELPLESS else 0
    rungs = tuple(without_files(text) for _, text in step.hints[:taken])
    shown = Shown(title, found.made.given, without_files(step.prompt), tuple(_texts(step.task)), rungs)
    return _with(ground, shown, tuple(_try(step, each) for each in progress.visible), talk)


def _with(ground: Ground, shown: Shown, tries: tuple[Try, ...], talk: tuple[Turn, ...]) -> Ground:
    return Ground(
        ground.move, ground.reason, ground.authored, ground.learner, shown, tries, talk, ground.passages,
        ground.guidelines,
    )  # fmt: skip


def _answer(step: ItemStep, attempt: Attempt) -> str:
    if attempt.unsure:
        return "(did not know)"
    return without_files(interaction(step.kind).describe(step.task, attempt.response))


def _try(step: ItemStep, attempt: Attempt) -> Try:
    return Try(without_data(_answer(step, attempt)), attempt.outcome, without_files(attempt.feedback or ""))


def _texts(task: Json) -> Iterator[str]:
    """The texts of a task, which is what a learner may see of a step."""
    found: list[str] = []
    waiting = [task]
    while waiting and len(found) < MOST_TEXTS:
        here = waiting.pop(0)
        if isinstance(here, dict):
            found += [
                without_files(here[name]) for name in _TEXTS if isinstance(here.get(name), str) and here[name].strip()
            ]
            waiting += [value for value in here.values() if isinstance(value, dict | list)]
        elif isinstance(here, list):
            waiting += [value for value in here if isinstance(value, dict | list)]
    yield from found[:MOST_TEXTS]


def scene_of(words: Words, found: Standing | None, setting: Setting, age: Age, asked: str = "") -> Scene:
    """What the guard must know to judge a model's sentences in this turn."""
    language = setting.talk.language
    cited = tuple(without_files(piece.text) for piece in words.pieces)
    if found is None:
        return Scene(cited=cited, asked=asked, language=language, age=age)
    heard = tuple(
        without_files(piece.text)
        for turn in found.item.talk
        if turn.turn != words.turn or turn.who == "learner"
        for piece in turn.words
    )
    if found.step is None:
        keys = StepKeys("done", shown=found.made.given)
        return Scene(keys, OPEN_RUNG, (), Outcome.CORRECT, heard, asked, cited, language, age)
    step, progress = found.step, found.item.step(found.step.id)
    taken = progress.rungs
    rung = OPEN_RUNG if progress.shown or (step.hints and taken >= len(step.hints)) else None
    if found.item.purpose in HELPLESS:
        taken, rung = 0, None
    texts = [without_files(text) for _, text in step.hints]
    kept = (*texts[taken:], without_files(step.solution))
    seen = (*texts[:taken], *(without_files(tried.feedback or "") for tried in progress.visible))
    last = progress.visible[-1].outcome if progress.visible else None
    tried = tuple(_answer(step, each) for each in progress.visible)
    forms = interaction(step.kind).forms(step.task, step.key)
    prompts = (found.made.given, without_files(step.prompt))
    keys = step_keys(step.kind, step.task, step.key, forms, prompts, setting.frame.course.locale.language)
    return Scene(keys, rung, kept, last, (*heard, *seen, *tried), asked, cited, language, age)
