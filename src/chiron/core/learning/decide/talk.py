"""What the tutor does with a message: read it by rules, choose the move, carry the authored words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chiron.core.errors import InvalidInput
from chiron.core.events import About, Draft
from chiron.core.language.answer import respond
from chiron.core.language.answering.topic import Said, Topic, in_full, topic
from chiron.core.language.context import OpenStep, TalkContext
from chiron.core.language.guard import step_keys
from chiron.core.language.reading import Intent, Reading, read
from chiron.core.language.safety.flags import UNFIT, distress_of
from chiron.core.language.text import without_files
from chiron.core.learning import commands as c
from chiron.core.learning import state as state_
from chiron.core.learning.decide.closed import closed
from chiron.core.learning.decide.missing import missing_first
from chiron.core.learning.decide.setting import (
    Alert,
    Decision,
    Setting,
    Words,
    Writer,
    course_about,
    current_step,
    item_about,
    made_item,
    refuse_long,
)
from chiron.core.learning.decide.steps import HELPLESS, shown_draft
from chiron.core.learning.generate import Item, ItemStep
from chiron.core.learning.interactions import interaction
from chiron.core.learning.state import LearnerState, OpenItem, Piece
from chiron.core.words import Json, Move, MoveKind, Passage, Utterance

MOST_MESSAGES = 100
"""Beside one item; the talk stands in the state, which is written at every turn. Distress is always heard."""


def say(state: LearnerState, command: c.Say, setting: Setting) -> Decision:
    """A message and its answer. Distress stops the lesson and raises an alert, whatever else the message says."""
    text = refuse_long(command.text, "text")
    item = state.item if state.item is not None and state.item.id == command.item else None
    made = made_item(item, setting) if item is not None else None
    step = current_step(item, made) if item is not None and made is not None and not item.finished else None
    context = replace(context_of(item, made, step, setting), asked=text)
    seen = context.step.view if context.step else None
    reading = read(text, setting.talk.language, setting.frame.course.glossary, seen)
    reading = _flagged(reading, command.flags, setting.talk.language)
    if not setting.talk.mood:
        reading = without_mood(reading)
    if context.turn >= MOST_MESSAGES and not reading.distress:
        raise InvalidInput("That is a lot of talk beside one question. Go on with it, or take another.", field="text")
    kept_back = None if reading.distress else closed(state, text, setting)
    move, said = kept_back or respond(reading, context, setting.talk.index)
    lead = missing_first(move, state, setting)
    # Whatever was read of somebody's mood serves this one answer, and stands in no event.
    reading = without_mood(reading)
    if move.reason == Intent.UPSET:
        move = replace(move, reason=Intent.STUCK.value)
    if UNFIT in command.flags and not reading.distress:
        move = replace(move, reason=UNFIT)
    turn = str(setting.new_id())
    writer = Writer(command, setting)
    about = item_about(item, setting, step) if item is not None else course_about(setting)
    drafts = [writer.draft("message.said", about, _message(turn, text, reading, item))]
    drafts.extend(consequences(move, reading, item, step, about, writer, turn, setting))
    alerts = (Alert("distress", {"turn": turn}),) if reading.distress else ()
    if lead is not None:
        move = replace(move, because={**move.because, "missing": lead.link})
    pieces = (*([lead] if lead is not None else []), *map(piece_of, said))
    return Decision(tuple(drafts), Words(turn, move, pieces, item.id if item else None), alerts)


def _flagged(reading: Reading, flags: Sequence[str], language: str) -> Reading:
    """The reading with what a moderation service found: distress that rules did not see, or what is not taken up."""
    if reading.distress is None and (distress := distress_of(flags, language)):
        return Reading(Intent.DISTRESS, None, 1.0, language, distress)
    return replace(reading, intent=Intent.OFF_TASK, about=None) if UNFIT in flags and not reading.distress else reading


def asked_in(state: LearnerState, command: c.Say, setting: Setting) -> str:
    """A message with the words of what it leans on, where it leans on something that was quoted."""
    item = state.item if state.item is not None and state.item.id == command.item else None
    return in_full(command.text, topic_of(item, setting), setting.talk.language)


def without_mood(reading: Reading) -> Reading:
    """A reading that tells nothing of somebody's mood."""
    return replace(reading, intent=Intent.STUCK) if reading.intent is Intent.UPSET else reading


def _message(turn: str, text: str, reading: Reading, item: OpenItem | None) -> dict[str, Json]:
    return {"turn": turn, "text": text, "intent": reading.intent.value, "item": item.id if item else None}


def consequences(
    move: Move,
    reading: Reading,
    item: OpenItem | None,
    step: ItemStep | None,
    about: About,
    writer: Writer,
    turn: str,
    setting: Setting,
) -> list[Draft]:
    """What the move does besides speaking: a rung taken, an alert raised."""
    if reading.distress:
        body = {
            "alert": str(setting.new_id()),
            "reading": reading.distress.category.value,
            "severity": reading.distress.severity.value,
            "turn": turn,
        }
        return [writer.draft("alert.raised", about, body, system=True)]
    if move.kind is MoveKind.HINT and item is not None and step is not None:
        return [writer.draft("hint.taken", about, {"item": item.id, "rung": move.because["number"]}, system=True)]
    if move.kind is MoveKind.SHOW and item is not None and step is not None:
        return [shown_draft(item, step, setting, writer)]
    return []


def context_of(item: OpenItem | None, made: Item | None, step: ItemStep | None, setting: Setting) -> TalkContext:
    """What an answer to a message needs to know."""
    course, talk = setting.frame.course, setting.talk
    opened = _open_step(item, made, step, setting) if item and made and step else None
    turns = sum(said.who == "learner" for said in item.talk) if item else 0
    return TalkContext(
        language=talk.language,
        course=course.id,
        skill=item.skill if item else None,
        step=opened,
        glossary=course.glossary,
        opening=course.flows.opening,
        opening_by=course.flows.source("opening"),
        opening_author=course.flows.author("opening"),
        turn=turns,
        help_text=talk.help_text,
        alone=talk.alone,
        country=talk.country,
        near=talk.near,
        topic=topic_of(item, setting),
        contact=talk.contact,
    )


def topic_of(item: OpenItem | None, setting: Setting) -> Topic | None:
    """What the talk beside an item is about by now."""
    if item is None:
        return None
    known = frozenset(entry.term for entry in setting.frame.course.glossary)
    return topic([_said(each, known) for each in item.talk], setting.frame.course.locale.language)


def _said(each: state_.Said, terms: frozenset[str]) -> Said:
    """A message as the topic needs it; a piece under a glossary's word explains that word."""
    quoted = tuple(Passage(p.link, p.title or "", p.text, 0) for p in each.words if p.quoted and p.link)
    explained = tuple(p.title for p in each.words if p.title in terms and not p.quoted)
    return Said(each.who == "learner", " ".join(p.text for p in each.words), quoted, explained)


def _open_step(item: OpenItem, made: Item, step: ItemStep, setting: Setting) -> OpenStep:
    """The step as the talk may know it. Where there is no help, there is no ladder either."""
    progress, kind = item.step(step.id), interaction(step.kind)
    language = setting.frame.course.locale.language
    keys = step_keys(
        step.kind,
        step.task,
        step.key,
        kind.forms(step.task, step.key),
        (made.given, without_files(step.prompt)),
        language,
    )
    helped = item.purpose not in HELPLESS
    wrong = next((a for a in reversed(progress.visible) if a.feedback), None)
    return OpenStep(
        keys=keys,
        prompt=step.prompt,
        rungs=step.hints if helped else (),
        taken=progress.rungs if helped else 0,
        attempts=len(progress.counted),
        feedback=wrong.feedback if wrong and helped else None,
        solution=step.solution if helped else None,
        exhausted=helped and progress.rungs >= len(step.hints),
    )


def piece_of(said: Utterance) -> Piece:
    """What is said, as it is recorded."""
    if said.quote is not None:
        return Piece(said.text, said.source, said.quote.heading, said.quote.skill, quoted=True)
    return Piece(said.text, said.source, said.title)


def resume(state: LearnerState, command: c.Resume, setting: Setting) -> Decision:
    """Go back to the lesson after it was stopped."""
    if state.paused is None:
        return Decision()
    return Decision((Writer(command, setting).draft("lesson.resumed", course_about(setting), {"turn": state.paused}),))
