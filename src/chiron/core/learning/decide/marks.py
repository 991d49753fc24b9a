"""What a learner says of Chiron: thumbs, and "this looks wrong"."""

from __future__ import annotations

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.events import About
from chiron.core.learning import commands as c
from chiron.core.learning.decide.setting import (
    Decision,
    OldPage,
    Setting,
    Writer,
    course_about,
    item_about,
    open_step,
    refuse_long,
)
from chiron.core.learning.decide.steps import HELPLESS
from chiron.core.learning.state import LearnerState, OpenItem
from chiron.core.words import Outcome

LONGEST_ID = 100
REPORTED = ("words", "grade", "item", "estimate", "lesson", "summary")


def rate(state: LearnerState, command: c.Rate, setting: Setting) -> Decision:
    """Thumbs on a message, with a reason."""
    item = state.item
    if item is None or not any(said.turn == command.turn and said.who == "tutor" for said in item.talk):
        raise NotFound("That message is no longer on this page.")
    reason = refuse_long(command.reason, "reason") if command.reason.strip() else ""
    body = {"turn": command.turn, "helpful": command.helpful, "reason": reason}
    return Decision((Writer(command, setting).draft("words.rated", item_about(item, setting), body),))


def report(state: LearnerState, command: c.Report, setting: Setting) -> Decision:
    """ "This looks wrong": a person answers it, and the learner is told. Raises OldPage where one has the grade now."""
    if command.what not in REPORTED:
        raise InvalidInput("Say what looks wrong.", field="what")
    if any(len(id or "") > LONGEST_ID for id in (command.turn, command.item, command.attempt)):
        raise InvalidInput("What this is about cannot be read. Load the page again.", field="what")
    text = refuse_long(command.text, "text") if command.text.strip() else ""
    before = next((c for c in state.contests if command.what == "grade" and c.attempt == command.attempt), None)
    if before is not None and before.open:
        raise OldPage("This is already with your teacher. You find the answer on Today.")
    body = {
        "report": str(setting.new_id()),
        "what": command.what,
        "turn": command.turn,
        "item": command.item,
        "attempt": command.attempt,
        "text": text,
        "after": before.report if before is not None else None,
    }
    return Decision((Writer(command, setting).draft("report.made", _about(state, command, setting), body),))


def self_judge(state: LearnerState, command: c.SelfJudge, setting: Setting) -> Decision:
    """Judge one's own answer where nobody else will, once the item is over and the model answer is shown.

    Raises OldPage where a person reads it, it is judged already, or no model answer is shown.
    """
    item, step, progress = open_step(state, command, setting)
    tried = next((one for one in progress.attempts if one.key == command.attempt), None)
    if tried is None or tried.outcome is not Outcome.PERSON or tried.unsure or not compared(item):
        raise OldPage("This step was answered already. This is where you are.")
    if not setting.teacherless:
        raise OldPage("This is already with your teacher. You find the answer on Today.")
    body = {
        "item": item.id,
        "attempt": tried.key,
        "outcome": (Outcome.CORRECT if command.right else Outcome.INCORRECT).value,
        "difficulty": setting.frame.course.templates[(item.skill, item.template)].difficulty,
        "guess": setting.guess(step),
    }
    return Decision((Writer(command, setting).draft("answer.self-judged", item_about(item, setting, step), body),))


def compared(item: OpenItem) -> bool:
    """Whether the model answers of an item may be shown: no step is open again, and no test asks the same next."""
    return item.finished and item.purpose not in HELPLESS


def _about(state: LearnerState, command: c.Report, setting: Setting) -> About:
    item = state.item
    if item is None or item.id != command.item:
        skill = command.skill if command.skill in setting.frame.course.skills else None
        return About(setting.frame.course.id, setting.frame.version, skill) if skill else course_about(setting)
    about = item_about(item, setting)
    tried = next((n for n, s in item.steps.items() if any(a.key == command.attempt for a in s.attempts)), None)
    return About(about.course, about.version, about.skill, about.template, about.seed, None, tried)
