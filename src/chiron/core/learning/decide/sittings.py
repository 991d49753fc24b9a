"""Sittings and goals: begin, go on, put away, end, one more."""

from __future__ import annotations

from datetime import date

from chiron.core.errors import InvalidInput
from chiron.core.events import Draft
from chiron.core.learning import commands as c
from chiron.core.learning.decide import sets
from chiron.core.learning.decide.items import LONGEST_DIAGNOSTIC, end_draft, go_on, next_move
from chiron.core.learning.decide.setting import (
    Decision,
    OldPage,
    Setting,
    Writer,
    course_about,
    item_about,
    open_item,
    refuse_long,
)
from chiron.core.learning.decide.steps import HELPLESS
from chiron.core.learning.fold import apply_draft
from chiron.core.learning.state import LearnerState
from chiron.core.words import MoveKind

PURPOSES = ("practice", "review", "skill", "test", "diagnostic", sets.PURPOSE)
LENGTHS = {"test": 8, "diagnostic": LONGEST_DIAGNOSTIC}
LEAST_MINUTES, MOST_MINUTES = 10, 1_200
LONGEST_SITTING = 180
"""Minutes that a learner may say they have."""
MOST_ITEMS = 60
"""In a sitting that is bounded by time."""


def set_goal(state: LearnerState, command: c.SetGoal, setting: Setting) -> Decision:
    """A goal of the course, why, until when, minutes a week."""
    if command.goal not in {goal.id for goal in setting.frame.course.goals}:
        raise InvalidInput("Choose one of the course's goals.", field="goal")
    if not LEAST_MINUTES <= command.minutes <= MOST_MINUTES:
        raise InvalidInput(f"Give between {LEAST_MINUTES} and {MOST_MINUTES} minutes a week.", field="minutes")
    why = refuse_long(command.why, "why") if command.why.strip() else ""
    body = {"goal": command.goal, "why": why, "until": _until(command.until, setting), "minutes": command.minutes}
    writer = Writer(command, setting)
    drafts = [writer.draft("goal.set", course_about(setting), body)]
    if state.joined is None:
        drafts.append(writer.draft("course.joined", course_about(setting), {"assigned_by": None}))
    return Decision(tuple(drafts))


def _until(text: str | None, setting: Setting) -> str | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("That is no date. Give it as year-month-day, such as 2027-06-30.", field="until") from None
    if day <= setting.when.date():
        raise InvalidInput("Choose a day after today.", field="until")
    return day.isoformat()


def start(state: LearnerState, command: c.Start, setting: Setting) -> Decision:
    """Begin a sitting. An unfinished one of the same purpose and skill goes on instead.

    An unfinished diagnostic or test is left only on the learner's word. Raises OldPage otherwise.
    """
    if command.purpose not in PURPOSES:
        raise InvalidInput("There is no such way to begin. Go back to Today and choose there.", field="purpose")
    named = command.skill is not None or command.purpose in ("skill", "test")
    if named and command.skill not in setting.frame.course.skills:
        raise InvalidInput("This course has no such skill. Choose one on the map.", field="skill")
    session = state.session
    if session and session.ended is None and (session.purpose, session.skill) == (command.purpose, command.skill):
        if state.item is not None:
            return Decision()
        return go_on(state, setting, Writer(command, setting))
    if command.minutes is not None and not 1 <= command.minutes <= LONGEST_SITTING:
        raise InvalidInput(f"Give between 1 and {LONGEST_SITTING} minutes.", field="minutes")
    if not command.put_away:
        refuse_to_drop(state, setting)
    return _begin(state, command, setting)


def refuse_to_drop(state: LearnerState, setting: Setting) -> None:
    """Raise OldPage where a diagnostic or test has questions left: what is put away is put away knowingly."""
    session, item = state.session, state.item
    if session is None or session.ended is not None or session.purpose not in HELPLESS:
        return
    if (item is None or item.finished) and next_move(state, setting).kind is MoveKind.END:
        return
    if session.purpose == "diagnostic":
        raise OldPage("You have an unfinished diagnostic. Go on with it here, or put it away: what you answered stays.")
    raise OldPage("You have an unfinished test. Go on with it here, or put it away: what you answered stays.")


def _begin(state: LearnerState, command: c.Start, setting: Setting) -> Decision:
    writer = Writer(command, setting)
    drafts: list[Draft] = []
    if state.joined is None:
        drafts.append(writer.draft("course.joined", course_about(setting), {"assigned_by": None}))
    if state.session is not None and state.session.ended is None:
        if state.item is not None and not state.item.finished:
            about = item_about(state.item, setting)
            drafts.append(writer.draft("item.left", about, {"item": state.item.id, "reason": "another"}))
        drafts.append(end_draft(state, "another", setting, writer))
    minutes = None if command.purpose in HELPLESS else command.minutes
    length = LENGTHS.get(command.purpose, setting.policy.length()) if minutes is None else MOST_ITEMS
    if command.purpose == "diagnostic" and state.placed is None:
        length = max(1, length - len(state.asked))
    drafts.append(_started(command.purpose, command.skill, length, minutes, setting, writer))
    begun = state
    for draft in drafts:
        begun = apply_draft(begun, draft, setting.frame)
    if next_move(begun, setting).skill is None:
        # A sitting that would end before it begins is none: nothing is recorded.
        raise OldPage("There is nothing to ask there just now. The map shows what else there is.")
    return go_on(begun, setting, writer, tuple(drafts))


def _started(
    purpose: str, skill: str | None, length: int, minutes: int | None, setting: Setting, writer: Writer
) -> Draft:
    body = {"session": str(setting.new_id()), "purpose": purpose, "skill": skill, "length": length, "minutes": minutes}
    return writer.draft("session.started", course_about(setting), body)


def proceed(state: LearnerState, command: c.Next, setting: Setting) -> Decision:
    """Go on from a finished item."""
    if state.session is None or state.session.ended is not None:
        raise OldPage("This sitting has ended. Here is what came of it.")
    if state.item is not None:
        item = open_item(state, command.item)
        if not item.finished:
            raise OldPage("This question still has a step to do.")
    return go_on(state, setting, Writer(command, setting))


def skip(state: LearnerState, command: c.Skip, setting: Setting) -> Decision:
    """Put the open item away and go on with another."""
    item = open_item(state, command.item)
    if item.purpose in HELPLESS:
        # What is known would otherwise be told from the questions that somebody chose.
        raise InvalidInput("No question is left out here: this finds out what you know. 'I don't know' is fine.")
    writer = Writer(command, setting)
    left = writer.draft("item.left", item_about(item, setting), {"item": item.id, "reason": "skipped"})
    return go_on(apply_draft(state, left, setting.frame), setting, writer, (left,))


def finish(state: LearnerState, command: c.Finish, setting: Setting) -> Decision:
    """End the sitting."""
    if state.session is None or state.session.ended is not None:
        return Decision()
    return Decision((end_draft(state, "learner", setting, Writer(command, setting)),))


def one_more(state: LearnerState, command: c.OneMore, setting: Setting) -> Decision:
    """A sitting of one more question, of what is best next."""
    return _after_the_end(state, command, setting, 1, None)


def go_on_anyway(state: LearnerState, command: c.GoOn, setting: Setting) -> Decision:
    """A sitting of what was left of the one that a break had ended."""
    session = state.session
    if session is None or session.ended is None or session.reason not in ("break", "rule-break"):
        return Decision()
    left = None if session.minutes is None else max(1, session.minutes - round(state.clock.sitting / 60.0))
    return _after_the_end(state, command, setting, max(1, session.length - session.items), left)


def _after_the_end(
    state: LearnerState, command: c.Command, setting: Setting, length: int, minutes: int | None
) -> Decision:
    """Begin another sitting of practice, unless one is open or nothing is left to practise."""
    if state.session is not None and state.session.ended is None:
        return Decision()
    writer = Writer(command, setting)
    started = _started("practice", None, length, minutes, setting, writer)
    begun = apply_draft(state, started, setting.frame)
    if next_move(begun, setting).kind is MoveKind.END:
        return Decision()
    return go_on(begun, setting, writer, (started,))


def study(state: LearnerState, command: c.Study, setting: Setting) -> Decision:
    """Go on from a worked example to one's own item."""
    item = open_item(state, command.item)
    if item.example is None:
        return Decision()
    body = {"item": item.id, "passed": command.passed}
    return Decision((Writer(command, setting).draft("example.studied", item_about(item, setting), body),))
