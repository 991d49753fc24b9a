"""Checkpoints and final checks: a sheet drawn, answered without help, handed in, or given up.

While it is open nothing that was answered is evidence, so that nothing told of the learner tells right from not yet.
Handing it in writes the answers into the log as the attempts of one sitting; from there they are like any others.
"""

from __future__ import annotations

from chiron.core.errors import InvalidInput
from chiron.core.events import About, Draft
from chiron.core.learning import commands as c
from chiron.core.learning.decide.items import end_draft
from chiron.core.learning.decide.setting import Decision, OldPage, Setting, Writer, course_about, item_about
from chiron.core.learning.decide.sittings import refuse_to_drop
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.sheet import Given, Planned, Sheet, score_of
from chiron.core.learning.sheets.planning import minutes, part_of, plan
from chiron.core.learning.state import LearnerState
from chiron.core.learning.verdicts import body_of
from chiron.core.words import Json, Outcome, Verdict

PURPOSE = "checkpoint"
"""The purpose of the sitting, and of its items, that a handed-in sheet becomes."""
UNSURE = "unsure@1"
UNFINISHED = 0.5
"""What right lines count that do not reach the goal of a working."""


def open_sheet(state: LearnerState, command: c.OpenSheet, setting: Setting) -> Decision:
    """Draw a sheet. An open one of the same part goes on. Raises InvalidInput, or OldPage where another is open."""
    part = part_of(setting.frame.course, command.kind, command.part)
    if state.sheet is not None:
        if (state.sheet.kind, state.sheet.part) == (part.kind, part.id):
            return Decision()
        raise OldPage("You have another check that is not handed in. Hand it in or give it up first.")
    if not command.put_away:
        refuse_to_drop(state, setting)
    writer, name = Writer(command, setting), str(setting.new_id())
    frame = setting.frame
    items = plan(frame.course, part, setting.generate, str(setting.actor), name, command.seen)
    body: dict[str, Json] = {
        "sheet": name,
        "kind": part.kind,
        "part": part.id,
        "items": [[one.skill, one.template, one.seed, one.seen] for one in items],
        "feedback": part.checks.feedback,
        "minutes": minutes(frame.course, part),
    }
    drafts = [writer.draft("sheet.opened", course_about(setting), body)]
    if state.joined is None:
        drafts.append(writer.draft("course.joined", course_about(setting), {"assigned_by": None}))
    drafts.extend(_put_away(state, setting, writer))
    return Decision(tuple(drafts))


def _put_away(state: LearnerState, setting: Setting, writer: Writer) -> list[Draft]:
    """The open sitting ends: what it asked is not asked beside a sheet."""
    if state.session is None or state.session.ended is not None:
        return []
    drafts = list[Draft]()
    if state.item is not None and not state.item.finished:
        body = {"item": state.item.id, "reason": "another"}
        drafts.append(writer.draft("item.left", item_about(state.item, setting), body))
    return [*drafts, end_draft(state, "another", setting, writer)]


def the_sheet(state: LearnerState, name: str) -> Sheet:
    """The open sheet of that id. Raises OldPage where it is open no longer."""
    if state.sheet is None or state.sheet.id != name:
        raise OldPage("That check is no longer open. You may have handed it in from another tab.")
    return state.sheet


def step_now(sheet: Sheet, place: int, made: Item) -> ItemStep | None:
    """The first step of an item that has no answer yet, None where all have."""
    return next((step for step in made.steps if sheet.answer(place, step.id) is None), None)


def may_change(sheet: Sheet, place: int, made: Item) -> ItemStep | None:
    """The step whose answer may be written anew: the one answered last, as a later step's words tell of those before.

    With feedback after each question it stands.
    """
    answered = [step for step in made.steps if sheet.answer(place, step.id) is not None]
    if not answered or (sheet.feedback == "each" and step_now(sheet, place, made) is None):
        return None
    # A step that is shown beside its next one is solved in that one's words; only the last of all stands alone.
    return answered[-1] if step_now(sheet, place, made) is None else None


def answer_sheet(state: LearnerState, command: c.AnswerSheet, setting: Setting) -> Decision:
    """Keep an answer; nothing is said of it. Raises OldPage, InvalidInput."""
    sheet = the_sheet(state, command.sheet)
    if not 0 <= command.place < len(sheet.items):
        raise InvalidInput("This check has no such question. Load the page again.", field="step")
    planned = sheet.items[command.place]
    made = setting.generate(planned.skill, planned.template, planned.seed)
    step = next((each for each in made.steps if each.id == command.step), None)
    if step is None:
        raise InvalidInput("This question has no such step. Load the page again.", field="step")
    if step not in (step_now(sheet, command.place, made), may_change(sheet, command.place, made)):
        raise OldPage("That step was answered already, and what comes after it builds on it.")
    verdict = Verdict(Outcome.INCORRECT, UNSURE) if command.unsure else command.verdict
    if verdict is None:
        raise InvalidInput("Write an answer first.", field="answer")
    body = {
        "sheet": sheet.id,
        "place": command.place,
        "response": None if command.unsure else command.response,
        **body_of(verdict),
        "seconds": command.seconds,
        "unsure": command.unsure,
    }
    about = _about(planned, setting, step)
    return Decision((Writer(command, setting).draft("sheet.answered", about, body, checker=verdict.checker),))


def _about(planned: Planned, setting: Setting, step: ItemStep | None = None) -> About:
    skill = planned.skill if step is None else step.skill
    course = setting.frame.course.id
    name = None if step is None else step.id
    return About(course, setting.frame.version, skill, planned.template, planned.seed, None, name)


def blanks(sheet: Sheet, made: list[Item]) -> int:
    """How many questions have a step without an answer."""
    return sum(step_now(sheet, place, item) is not None for place, item in enumerate(made))


def items_of(sheet: Sheet, setting: Setting) -> list[Item]:
    """The items of a sheet, made from their seeds."""
    return [setting.generate(one.skill, one.template, one.seed) for one in sheet.items]


def hand_in(state: LearnerState, command: c.HandIn, setting: Setting) -> Decision:
    """Hand it in: the answers become the attempts of one sitting. What has no answer counts as not known, and is handed
    in only on the learner's word. Raises OldPage, InvalidInput.
    """
    if any(one.id == command.sheet for one in state.handed):
        return Decision()
    sheet = the_sheet(state, command.sheet)
    made = items_of(sheet, setting)
    if not command.blanks and blanks(sheet, made):
        raise InvalidInput("Some questions have no answer yet.", field="blanks")
    answers = [[_final(sheet, place, step) for step in item.steps] for place, item in enumerate(made)]
    scores = score_of(
        [(item.skill, [one.verdict.outcome for one in row]) for item, row in zip(made, answers, strict=True)]
    )
    writer = Writer(command, setting)
    told = {skill: [score.right, score.judged, score.asked] for skill, score in scores.items()}
    drafts = [writer.draft("sheet.handed-in", course_about(setting), {"sheet": sheet.id, "scores": told})]
    drafts.extend(_put_away(state, setting, writer))
    session = str(setting.new_id())
    started = {"session": session, "purpose": PURPOSE, "skill": None, "length": len(made), "minutes": None}
    drafts.append(writer.draft("session.started", course_about(setting), started))
    for place, (item, row) in enumerate(zip(made, answers, strict=True)):
        drafts.extend(_attempts(sheet, place, item, row, session, setting, writer))
    ended = {"session": session, "reason": "handed-in", "because": {"sheet": sheet.id}}
    drafts.append(writer.draft("session.ended", course_about(setting), ended))
    return Decision(tuple(drafts))


def _final(sheet: Sheet, place: int, step: ItemStep) -> Given:
    """What an answer counts as now: none is not known, right lines that stop short are right in part."""
    given = sheet.answer(place, step.id)
    if given is None:
        return Given(step.id, sheet.at, None, Verdict(Outcome.INCORRECT, UNSURE), unsure=True)
    said = given.verdict
    if said.outcome is not Outcome.ONWARD:
        return given
    short = Verdict(Outcome.PARTLY, said.checker, UNFINISHED, None, None, {}, None, None, said.proof)
    return Given(given.step, given.at, given.response, short, given.unsure, given.seconds)


def _attempts(
    sheet: Sheet, place: int, item: Item, row: list[Given], session: str, setting: Setting, writer: Writer
) -> list[Draft]:
    """The events of one item and its answers."""
    name, planned = str(setting.new_id()), sheet.items[place]
    because = {"skill": item.skill, "sheet": sheet.id, "kind": sheet.kind, "part": sheet.part}
    opened = About(
        setting.frame.course.id, setting.frame.version, item.skill, item.template, item.seed, item.parameters
    )
    body = {
        "session": session,
        "item": name,
        "purpose": PURPOSE,
        "reason": PURPOSE,
        "because": because,
        "retention": setting.retention,
    }
    drafts = [writer.draft("item.opened", opened, body, system=True)]
    template = setting.frame.course.templates[(item.skill, item.template)]
    for step, given in zip(item.steps, row, strict=True):
        about = _about(planned, setting, step)
        tried = {
            "item": name,
            "response": given.response,
            **body_of(given.verdict),
            "seconds": given.seconds,
            "unsure": given.unsure,
            "difficulty": template.difficulty,
            "guess": setting.guess(step),
            "finishes": step is item.steps[-1],
        }
        draft = writer.draft("step.attempted", about, tried, checker=given.verdict.checker)
        drafts.append(draft)
        if given.verdict.outcome is Outcome.PERSON and not given.unsure:
            nothing = dict.fromkeys(("turn", "after"))
            report = {"report": str(setting.new_id()), "what": "answer", "item": name, "attempt": draft.key, "text": ""}
            drafts.append(writer.draft("report.made", about, {**report, **nothing}, system=True))
    return drafts


def drop_sheet(state: LearnerState, command: c.DropSheet, setting: Setting) -> Decision:
    """Give the open sheet up; nothing of it counts. Raises OldPage where it is open no longer."""
    sheet = the_sheet(state, command.sheet)
    return Decision((Writer(command, setting).draft("sheet.dropped", course_about(setting), {"sheet": sheet.id}),))
