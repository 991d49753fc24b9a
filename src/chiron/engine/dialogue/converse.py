"""Puts a decided move into a model's words: asked within bounds, every sentence past the guard.

What can go wrong with a model costs words and nothing else: down, slow, cut off, garbage, endless, leaking every time.
The facts of the turn were written before; the authored words are said in its place, in time, and nothing twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace

from chiron.core.language.guard.cutting import Cutter
from chiron.core.language.guard.scene import Scene
from chiron.core.language.guard.words import judge
from chiron.core.language.prompts import Ground, build
from chiron.core.language.text import squeeze
from chiron.core.learning.decide import Words
from chiron.core.learning.state import Piece
from chiron.core.words import MoveKind, Source
from chiron.engine.dialogue.founded import Alike, Claims, claims_of, labelled, unsupported
from chiron.ports import llm

Voice = Callable[[llm.Ask], AsyncGenerator[llm.Event, None]]
"""Whatever can be asked: a model of the port, or a school's models with their bounds."""

WORDED = frozenset(
    {MoveKind.ASK, MoveKind.HINT, MoveKind.EXPLAIN, MoveKind.PRAISE, MoveKind.REVIEW, MoveKind.NEXT, MoveKind.CHECK_IN,
     MoveKind.END}
)  # fmt: skip
"""Moves that a model may word. What was worked for the learner and where help is, is said as authored."""
NEEDED = frozenset({MoveKind.HINT, MoveKind.EXPLAIN})
"""Moves whose authored words are still said where a model broke off: they hold what the learner asked for."""
STOPPED = "stopped"
UNFOUNDED = "unfounded"
"""The rule that an answer from the course claims nothing beyond the passages that it cites."""
ENDS = ".!?…:)*$\"'”。！？"
"""What a sentence may end with."""
MOST_BESIDE = 3
"""Sentences from beyond the course in one answer."""
LEAST = 0.2
"""Seconds under which nothing more is asked."""
MOST_LETTERS = 4_000


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds: for the first checked sentence, for all of them, and for a whole message that is
    held until it is checked. ``sentences`` and ``tokens`` bound what is said.
    """

    first: float = 3.0
    total: float = 20.0
    held: float = 10.0
    sentences: int = 6
    tokens: int = 260


@dataclass(frozen=True, slots=True)
class Waiting:
    """The tutor is writing: for the status line, at once."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A checked sentence of a model, to be shown now. ``number`` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A sentence that the guard stopped: which rule, which sentence, at which asking. It holds no words."""

    rule: str
    sentence: int
    asking: int


@dataclass(frozen=True, slots=True)
class Whole:
    """All that was said. ``words`` go into the log and onto the page; ``by`` is the model, None where none was heard.
    ``ended`` is ``done`` or the code of what went wrong.
    """

    words: Words
    by: str | None
    stopped: tuple[Stopped, ...]
    ended: str
    used: tuple[llm.Used, ...] = ()
    why: str = ""
    """Why nothing was asked, where it was withheld: a spent budget, models that rest, and the like."""


Spoken = Waiting | Sentence | Whole


@dataclass
class _Course:
    """How far it is."""

    said: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """What is in none of the cited passages, where the school lets a model say so."""
    stopped: list[Stopped] = field(default_factory=list)
    used: list[llm.Used] = field(default_factory=list)
    ended: str = "done"
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Asking:
    """One asking: what is asked of whom, and until when (loop time) its first sentence and all of it must have come."""

    events: AsyncGenerator[llm.Event, None]
    scene: Scene
    number: int
    first: float
    until: float
    most: int
    claims: Claims | None
    alike: Alike | None = None


async def converse(
    words: Words,
    ground: Ground,
    scene: Scene,
    voice: Voice,
    *,
    hold: bool,
    patience: Patience | None = None,
    spent: float = 0.0,
    beyond: bool = False,
    alike: Alike | None = None,
) -> AsyncGenerator[Spoken, None]:
    """Waiting, then each checked sentence, then the whole.

    With ``hold`` (learners under the age line) no sentence comes before the whole. ``spent`` are the seconds that the
    learner has waited already. What a model claims beyond the passages that answer a question is left out; with
    ``beyond`` it comes at the end of the whole, labelled. ``alike`` tells how near a claim is to passages. Close it to
    hang up; it raises nothing but cancellation.
    """
    patience = patience or Patience()
    yield Waiting()
    if words.move.kind not in WORDED:
        yield Whole(words, None, (), "authored")
        return
    course, clock = _Course(), asyncio.get_running_loop().time
    began = clock() - spent
    until = began + (patience.held if hold else patience.total)
    again: str | None = None
    for number in (1, 2):
        ask = _ask(ground, again, course.said, patience, until - clock())
        first = until if hold else min(until, began + patience.first)
        asking = _Asking(voice(ask), scene, number, first, until, patience.sentences, claims_of(words, beyond), alike)
        async with aclosing(_heard(asking, course)) as sentences:
            async for sentence in sentences:
                if not hold:
                    yield sentence
        again = course.stopped[-1].rule if course.ended == STOPPED else None
        if again is None or clock() >= until - LEAST:
            break
    yield replace(_whole(words, course, scene.language), why=course.why)


def _ask(ground: Ground, again: str | None, said: list[str], patience: Patience, left: float) -> llm.Ask:
    messages = [llm.Message(part.role, part.text) for part in build(ground, again)]
    if said:
        last = messages[-1]
        messages[-1] = llm.Message(last.role, f"{last.text}\nYou said already, do not repeat it: {' '.join(said)}")
    left = max(LEAST, left)
    bounds = llm.Bounds(first=min(patience.first, left), total=left, letters=MOST_LETTERS)
    return llm.Ask(tuple(messages), patience.tokens, bounds=bounds)


async def _heard(asking: _Asking, course: _Course) -> AsyncGenerator[Sentence, None]:
    """The checked sentences of one asking. Leaves in ``course.ended`` how it ended."""
    course.ended = "done"
    try:
        async with aclosing(_sentences(asking, course)) as sentences:
            async for text in sentences:
                if _even(text) in map(_even, course.said) or await _unfounded(text, course, asking):
                    continue
                if not _passes(text, course, asking):
                    return
                yield Sentence(len(course.said), text)
                if len(course.said) >= asking.most:
                    return
    except TimeoutError:
        course.ended = llm.TooSlow.code
    except llm.ModelError as fault:
        course.ended, course.why = fault.code, str(fault.details.get("why", ""))
    except Exception:
        # A model may fail in ways that nobody foresaw: the learner is spoken to all the same.
        course.ended = llm.ModelError.code
    finally:
        await closed(asking.events)


async def _sentences(asking: _Asking, course: _Course) -> AsyncGenerator[str, None]:
    """Sentences as they become whole, and the last one where it ends like one. Raises TimeoutError."""
    cutter, clock, finished = Cutter(), asyncio.get_running_loop().time, False
    while True:
        try:
            async with asyncio.timeout_at(asking.until if course.said else asking.first):
                event = await anext(asking.events)
        except StopAsyncIteration:
            break
        if isinstance(event, llm.Used):
            course.used.append(event)
        finished = finished or event == llm.Ended("done")
        for text in cutter.feed(event.text) if isinstance(event, llm.Piece) else ():
            yield text
        if clock() >= asking.until:
            raise TimeoutError
    if (text := cutter.rest()) and (finished or text[-1] in ENDS):
        yield text
    elif text:
        course.ended = llm.CutOff.code


async def closed(events: AsyncGenerator[llm.Event, None]) -> None:
    """Hang up; a stream that does not let go is left alone after a moment."""
    try:
        async with asyncio.timeout(0.5):
            await events.aclose()
    except Exception:
        return


async def _unfounded(text: str, course: _Course, asking: _Asking) -> bool:
    """Whether a sentence claims what no cited passage says; then it is left out, or kept for the end."""
    claims = asking.claims
    if claims is None or not await unsupported(text, claims.cited, asking.scene.language, asking.alike):
        return False
    kept = claims.beyond and len(course.beside) < MOST_BESIDE
    if kept and judge(text, asking.scene, " ".join([*course.said, *course.beside])):
        course.beside.append(text)
    else:
        course.stopped.append(Stopped(UNFOUNDED, len(course.said) + 1, asking.number))
    return True


def _passes(text: str, course: _Course, asking: _Asking) -> bool:
    if judged := judge(text, asking.scene, " ".join(course.said)):
        course.said.append(text)
        return True
    course.stopped.append(Stopped(judged.rule or "", len(course.said) + 1, asking.number))
    course.ended = STOPPED
    return False


def _whole(words: Words, course: _Course, language: str) -> Whole:
    """The model's sentences as one piece; the authored words where there are none, or after it where needed."""
    if course.ended == "done" and not course.said and not course.beside:
        course.ended = STOPPED if course.stopped else llm.Garbage.code
    by = course.used[-1].model if course.used else "model"
    quoted = tuple(piece for piece in words.pieces if piece.quoted or piece.link)
    text = " ".join(course.said)
    beside = labelled(course.beside, language)
    if beside and not course.said:
        told = replace(words, pieces=(*words.pieces, *beside))
        return Whole(told, by, tuple(course.stopped), course.ended, tuple(course.used))
    if not course.said:
        return Whole(words, None, tuple(course.stopped), course.ended, tuple(course.used))
    mine = Piece(text, Source.MODEL)
    rest: tuple[Piece, ...] = quoted
    if course.ended != "done" and words.move.kind in NEEDED:
        rest = tuple(piece for piece in words.pieces if piece.quoted or _even(piece.text) not in _even(text))
    return Whole(
        replace(words, pieces=(mine, *rest, *beside)), by, tuple(course.stopped), course.ended, tuple(course.used)
    )


def _even(text: str) -> str:
    return squeeze(text.casefold())
