"""A message to the tutor from a chat program: what stands for a button, what is an answer, and what is said.

Only what the learner says now is read. What the program sends as earlier words or as instructions is no word of
anybody's here: the conversation is the one that Chiron keeps.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from chiron.core.errors import ChironError
from chiron.core.language.reading import Intent, StepView, read
from chiron.core.language.safety import screen
from chiron.core.learning.decide import current_step, made_item
from chiron.core.learning.decide.setting import LONGEST_TEXT, refuse_long
from chiron.core.learning.generate import ItemStep
from chiron.core.learning.interactions import Unread
from chiron.core.learning.state import StepProgress
from chiron.desks.tutoring.outside.deeds import Guest, Reply, answer, go_on, recorded, resume, say
from chiron.desks.tutoring.outside.forms import form_of
from chiron.desks.tutoring.outside.lines import GO_ON, after_lead
from chiron.desks.tutoring.turn import look
from chiron.desks.tutoring.wording import Asking, worded
from chiron.engine.dialogue.converse import Sentence, Whole
from chiron.engine.models import Models

FORMAL = frozenset({"numeric", "expression", "quantity", "solution-set", "working", "graph"})
"""Kinds whose answers are no sentences: what they can read and nothing else can is one."""
SENTENCE = "model"
"""Whose a sentence is before the whole tells which model's."""
PLAIN = 0.25
"""A message that is read no surer than this as anything may be an answer of a formal kind."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A piece of the reply, to be shown now. ``by`` names the language model whose words it is, None for authored.

    ``prompt`` and ``completion`` are the model's tokens, told once, with the last of its words.
    """

    text: str
    by: str | None = None
    prompt: int = 0
    completion: int = 0


async def message(guest: Guest, key: str, text: str, practises: bool) -> Reply:
    """What comes of a message. ``practises`` lets it begin sittings and hand in answers. Raises InvalidInput.

    Distress is read before anything else.
    """
    if screen(text[:LONGEST_TEXT]):
        return await say(guest, key, text[:LONGEST_TEXT])
    text = refuse_long(text, "messages")
    said = " ".join(text.casefold().split()).strip(" .!*\"'")
    if said in GO_ON:
        here = await look(guest.desk, guest.sitting.person, guest.course)
        if here.state.paused is not None:
            return await resume(guest, key)
        if practises:
            return await go_on(guest, key)
    given = await _answer_in(guest, text)
    if given is None:
        return _with_box(guest, await say(guest, key, text), practises)
    if not practises:
        return replace(await say(guest, key, text), notes=(guest.line("no-practise"),))
    return await answer(guest, key, given)


async def heard(guest: Guest, reply: Reply, models: Models | None) -> AsyncIterator[Heard]:
    """The tutor's words of a reply: a model's checked sentences as they come, where one may speak, then what else was
    recorded; else what was recorded. Words that wait for somebody's approval are in no log yet, and not among them.

    Once begun it is asked and recorded to its end, also where nobody listens any more.
    """
    if reply.turn is None or models is None or not models.offers:
        for number, text in enumerate(reply.said):
            yield Heard(text, reply.by if number == 0 else None)
        return
    told: asyncio.Queue[Heard | None] = asyncio.Queue()
    asking = asyncio.create_task(_ask(guest, reply, models, told))
    _ASKING.add(asking)
    asking.add_done_callback(_ASKING.discard)
    while (piece := await told.get()) is not None:
        yield piece


_ASKING: set[asyncio.Task[None]] = set()
"""Held here while they run: a loop holds its tasks only weakly."""


async def _ask(guest: Guest, reply: Reply, models: Models, told: asyncio.Queue[Heard | None]) -> None:
    """Put the words of a turn into a queue, None after the last. Where the database is gone, the words in hand."""
    spoken = False
    try:
        async for piece in _spoken(guest, reply, models):
            spoken = spoken or bool(piece.text)
            told.put_nowait(piece)
    except ChironError:
        for text in () if spoken else reply.said:
            told.put_nowait(Heard(text))
    finally:
        told.put_nowait(None)


async def _spoken(guest: Guest, reply: Reply, models: Models) -> AsyncIterator[Heard]:
    spoken, used, turn = False, Heard(""), reply.turn or ""
    async with aclosing(worded(Asking(guest.desk, models, guest.sitting, guest.course, turn))) as events:
        async for event in events:
            if isinstance(event, Sentence):
                spoken = True
                yield Heard(event.text, SENTENCE)
            elif isinstance(event, Whole):
                prompt, completion = (sum(getattr(u, name) for u in event.used) for name in ("prompt", "completion"))
                used = Heard("", None, prompt, completion)
    said, by = await recorded(guest, turn)
    yield replace(used, by=by)
    for number, text in enumerate(said):
        if not spoken:
            yield Heard(text, by if number == 0 else None)
        elif by is not None and number > 0:
            yield Heard(text)


def _with_box(guest: Guest, reply: Reply, practises: bool) -> Reply:
    """Where the tutor speaks of the answer box, what that is in a chat."""
    if reply.reason != "answer-in-chat":
        return reply
    return replace(reply, notes=(*reply.notes, guest.line("say-answer" if practises else "no-practise")))


async def _answer_in(guest: Guest, text: str) -> str | None:
    """The answer that a message holds, None where it is talk. Reading judges nothing."""
    turn = await look(guest.desk, guest.sitting.person, guest.course)
    item = turn.state.item
    if turn.state.paused is not None or item is None or item.finished:
        return None
    setting = guest.setting(turn)
    step = current_step(item, made_item(item, setting))
    if step is None:
        return None
    if (given := after_lead(text)) is not None:
        return given
    seen = StepView(step.kind, tuple(option["text"] for option in step.task.get("options", ())))
    reading = read(text, setting.talk.language, setting.frame.course.glossary, seen)
    if "?" in text:
        return None
    formal = step.kind in FORMAL and _short(text) and (reading.intent is Intent.ANSWER or reading.confidence <= PLAIN)
    if formal and await _readable(guest, step, text, item.step(step.id)):
        return text
    if reading.intent is not Intent.ANSWER or not reading.about:
        return None
    return reading.about if step.kind in FORMAL else _as_typed(text, reading.about)


def _short(text: str) -> bool:
    """Whether it may be a formula at all: it has a figure or a sign in it, or hardly any words."""
    return any(letter.isdigit() or letter in "=<>+*/^√π" for letter in text) or len(text.split()) <= 3


def _as_typed(text: str, about: str) -> str:
    """The answer as it was typed: reading folds letters, which a text's checker may not want."""
    place = text.casefold().find(about.casefold())
    return text[place : place + len(about)] if place >= 0 else about


async def _readable(guest: Guest, step: ItemStep, text: str, progress: StepProgress) -> bool:
    try:
        await guest.desk.graders.read(step, form_of(step, progress, text))
    except Unread:
        return False
    return True
