"""What happens at a step: an answer, "I don't know", a hint, the solution, undo."""

from __future__ import annotations

from chiron.core.errors import InvalidInput
from chiron.core.events import Draft
from chiron.core.learning import commands as c
from chiron.core.learning.decide.setting import (
    Decision,
    OldPage,
    Setting,
    Words,
    Writer,
    finishes,
    item_about,
    made_item,
    open_item,
    open_step,
)
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import installed
from chiron.core.learning.state import LearnerState, OpenItem, Piece
from chiron.core.learning.verdicts import body_of
from chiron.core.words import Move, MoveKind, Outcome, Source, Verdict

MOST_TRIES = 50
"""At one step; every try stands in the state, which is written at every turn."""
NEXT_STEP = "next_step"
"""The rung that a checker may word from the learner's own line."""
HELPLESS = ("diagnostic", "test")
"""Purposes in which there are no hints: they find out what is known."""


def answer(state: LearnerState, command: c.Answer, setting: Setting) -> Decision:
    """An attempt, as the checker judged it. An answer to a step that is done already is an old page."""
    item, step, progress = open_step(state, command, setting)
    if progress.done:
        raise OldPage("This step was answered already, perhaps in another tab. This is where you are.")
    if command.verdict is None:
        raise InvalidInput("Write an answer first.", field="answer")
    if len(progress.attempts) >= MOST_TRIES:
        raise InvalidInput("That is many tries at one step. Take a hint, or another question.", field="answer")
    draft = _attempt(item, step, command, command.verdict, command.response, setting, unsure=False)
    return _with_person(item, step, command.verdict, draft, command, setting)


def _attempt(
    item: OpenItem,
    step: ItemStep,
    command: c.OnStep,
    verdict: Verdict,
    response: object,
    setting: Setting,
    *,
    unsure: bool,
) -> tuple[Writer, Draft]:
    made = made_item(item, setting)
    # Where there is no help, whoever does not know has to be able to go on.
    at_once = item.purpose == "diagnostic" or (item.purpose in HELPLESS and unsure)
    over = verdict.outcome in (Outcome.CORRECT, Outcome.PERSON) or at_once
    over = over and verdict.outcome not in (Outcome.UNREADABLE, Outcome.ONWARD)
    template = setting.frame.course.templates[(item.skill, item.template)]
    body = {
        "item": item.id,
        "response": response,
        **body_of(verdict),
        "seconds": getattr(command, "seconds", None),
        "unsure": unsure,
        "difficulty": template.difficulty,
        "guess": setting.guess(step),
        "finishes": over and (finishes(item, made, step) or at_once),
    }
    writer = Writer(command, setting)
    return writer, writer.draft("step.attempted", item_about(item, setting, step), body, checker=verdict.checker)


def _with_person(
    item: OpenItem, step: ItemStep, verdict: Verdict, made: tuple[Writer, Draft], command: c.OnStep, setting: Setting
) -> Decision:
    writer, draft = made
    if verdict.outcome is not Outcome.PERSON:
        return Decision((draft,))
    # The attempt's own place in the log is not known yet; its key is.
    body = {
        "report": str(setting.new_id()),
        "what": "answer",
        "turn": None,
        "item": item.id,
        "attempt": command.key,
        "text": "",
        "after": None,
    }
    return Decision((draft, writer.draft("report.made", item_about(item, setting, step), body, system=True)))


def unsure(state: LearnerState, command: c.Unsure, setting: Setting) -> Decision:
    """ "I don't know". Where there is help, it is the next hint, or the solution of a step without hints; where there
    is none, it is an answer: not known.
    """
    item, step, progress = open_step(state, command, setting)
    if progress.done:
        raise OldPage("This step was answered already. This is where you are.")
    here = installed(step.kind)
    if item.purpose in HELPLESS or not here:
        # What cannot be answered here says nothing of the learner.
        verdict = Verdict(Outcome.INCORRECT if here else Outcome.PERSON, "unsure@1")
        _, draft = _attempt(item, step, command, verdict, None, setting, unsure=True)
        return Decision((draft,))
    if not step.hints:
        # Where nobody wrote a hint, the worked solution is all the help there is.
        return Decision((shown_draft(item, step, setting, Writer(command, setting)),))
    return take_hint(state, c.TakeHint(command.key, command.client_time, item.id, step.id, progress.rungs), setting)


def take_hint(state: LearnerState, command: c.TakeHint, setting: Setting) -> Decision:
    """The next rung of the ladder, said by the tutor; at its end, the offer of the solution."""
    item, step, progress = open_step(state, command, setting)
    if item.purpose in HELPLESS:
        raise InvalidInput("There are no hints here: this finds out what you know already. 'I don't know' is fine.")
    if progress.done or progress.rungs != command.rung:
        return Decision()
    writer = Writer(command, setting)
    about = item_about(item, setting, step)
    if progress.rungs >= len(step.hints):
        return Decision()
    draft = writer.draft("hint.taken", about, {"item": item.id, "rung": progress.rungs + 1})
    return Decision((draft,), hint_words(item, step, progress.rungs, setting))


def hint_words(item: OpenItem, step: ItemStep, rung: int, setting: Setting) -> Words:
    """The words of a rung (counted from 0)."""
    name, text = step.hints[rung]
    if name == NEXT_STEP:
        text = next_words(item, step) or text
    move = Move(MoveKind.HINT, f"hint:{name}", {"rung": rung + 1, "of": len(step.hints)}, item.skill, item.template)
    return Words(str(setting.new_id()), move, (Piece(text, Source.COURSE, f"hint:{name}"),), item.id)


def next_words(item: OpenItem, step: ItemStep) -> str | None:
    """What the checker worked out as the next step from the learner's own last right line, where the kind does so."""
    tried = [attempt for attempt in item.step(step.id).visible if "next" in attempt.proof]
    found = tried[-1].proof["next"] if tried else step.key.get("next")
    return None if found is None else str(found)


def show(state: LearnerState, command: c.ShowSolution, setting: Setting) -> Decision:
    """The worked solution, once the ladder is at its end, at once where there is none.

    The step is then done, and counts as not known.
    """
    item, step, progress = open_step(state, command, setting)
    if progress.done:
        return Decision()
    if item.purpose in HELPLESS or progress.rungs < len(step.hints):
        raise InvalidInput("The solution comes after the last hint.", field="step")
    return Decision((shown_draft(item, step, setting, Writer(command, setting)),))


def shown_draft(item: OpenItem, step: ItemStep, setting: Setting, writer: Writer) -> Draft:
    """The event that the worked solution was shown."""
    template = setting.frame.course.templates[(item.skill, item.template)]
    body = {
        "item": item.id,
        "difficulty": template.difficulty,
        "finishes": finishes(item, made_item(item, setting), step),
    }
    return writer.draft("step.shown", item_about(item, setting, step), body)


def undo(state: LearnerState, command: c.Undo, setting: Setting) -> Decision:
    """Take the last try back from the page. What is finished stays finished."""
    item = open_item(state, command.item)
    if item.finished:
        raise OldPage("This question is finished; its tries stay as they are. Go on to the next one.")
    _, step, progress = open_step(state, command, setting)
    if not progress.visible or progress.shown:
        return Decision()
    return Decision(
        (Writer(command, setting).draft("step.undone", item_about(item, setting, step), {"item": item.id}),)
    )
