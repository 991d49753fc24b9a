"""What the tutor does with a message that a model read where the rules could not: as with a rule's reading, or it asks.

Nothing but the kind of the message comes from the model; the move, the rung and the words are decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chiron.core.language.answer import respond
from chiron.core.language.lines import line
from chiron.core.language.offered import offered
from chiron.core.language.proposed import Proposed, unclear
from chiron.core.language.reading import Intent, Reading, read
from chiron.core.learning import commands as c
from chiron.core.learning.decide.setting import Decision, Setting, Words, Writer, current_step, item_about, made_item
from chiron.core.learning.decide.talk import consequences, context_of, piece_of, without_mood
from chiron.core.learning.state import LearnerState, OpenItem, Said
from chiron.core.words import Move, MoveKind, Source, Utterance


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that still is the last one beside the open item: its turn, its words, and the tutor's before it."""

    turn: str
    text: str
    before: str


def heard(state: LearnerState, turn: str) -> Heard | None:
    """The message of a turn, None where it is not the last one beside the open item."""
    item = state.item
    talk = item.talk if item is not None else ()
    mine = [said for said in talk if said.who == "learner"]
    if item is None or item.finished or not mine or mine[-1].turn != turn or state.paused is not None:
        return None
    before = next((said for said in reversed(talk[: talk.index(mine[-1])]) if said.who == "tutor"), None)
    return Heard(turn, _text(mine[-1]), _text(before) if before else "")


def _text(said: Said) -> str:
    return " ".join(piece.text for piece in said.words)


def left_unread(state: LearnerState, found: Heard, reason: str, setting: Setting) -> bool:
    """Whether the rules could not read a message; ``reason`` is that of the move that answered it."""
    item = state.item
    if item is None:
        return False
    made = made_item(item, setting)
    context = context_of(item, made, current_step(item, made), setting)
    view = context.step.view if context.step else None
    return unclear(read(found.text, setting.talk.language, setting.frame.course.glossary, view), reason)


def read_again(state: LearnerState, found: Heard, proposed: Proposed, by: str, setting: Setting) -> Decision:
    """The decision for a message as a model (``by``) read it. Its words take the place of those that were said."""
    item = state.item
    if item is None:
        return Decision()
    made = made_item(item, setting)
    step = current_step(item, made)
    # The message stands in the talk already: the context is as it was when it came.
    context = context_of(_before(item, found.turn), made, step, setting)
    intent = proposed.intent
    if intent is Intent.UPSET and not setting.talk.mood:
        intent = Intent.STUCK
    if intent is None:
        move = Move(MoveKind.ASK, "unclear", skill=item.skill)
        said = [Utterance(line("unclear", setting.talk.language), Source.CHIRON)]
    else:
        about = proposed.quote if intent in (Intent.MEANING, Intent.ANSWER) else found.text
        reading = Reading(intent, about, proposed.confidence, offered(setting.talk.language))
        move, said = respond(reading, context, setting.talk.index)
    writer = Writer(c.Say(key=f"{found.turn}/read", item=item.id, text=found.text), setting)
    about_it = item_about(item, setting, step)
    noted = Intent.STUCK if intent is Intent.UPSET else intent
    body = {
        "turn": found.turn,
        "item": item.id,
        "intent": noted.value if noted else "unclear",
        "confidence": proposed.confidence,
        "by": by,
    }
    drafts = [writer.draft("message.read", about_it, body, system=True)]
    if intent is not None:
        reading = without_mood(reading)
        drafts += consequences(move, reading, item, step, about_it, writer, found.turn, setting)
    if move.reason == Intent.UPSET:
        move = Move(move.kind, Intent.STUCK.value, move.because, move.skill)
    return Decision(tuple(drafts), Words(found.turn, move, tuple(map(piece_of, said)), item.id))


def _before(item: OpenItem, turn: str) -> OpenItem:
    return replace(item, talk=tuple(said for said in item.talk if said.turn != turn))
