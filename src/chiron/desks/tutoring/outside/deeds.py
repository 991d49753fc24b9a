"""What a program may do in the learner's name: go on, answer, take a hint, say something. Each is a turn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from chiron.core.language.safety import screen
from chiron.core.language.text import without_files
from chiron.core.learning import commands as c
from chiron.core.learning.decide import HELPLESS, Setting, current_step, made_item
from chiron.core.learning.state import LearnerState, Piece
from chiron.core.words import Outcome
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.outside.asked import Question, example_text, question_of, source_text
from chiron.desks.tutoring.outside.forms import Form, form_of
from chiron.desks.tutoring.outside.lines import after_lead, line
from chiron.desks.tutoring.turn import Turn, look, take_turn
from chiron.desks.tutoring.views.practice import practice
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log

Status = Literal["open", "example", "finished", "idle", "stopped"]
SAID: dict[str, str] = {
    Outcome.CORRECT: "right",
    Outcome.PARTLY: "partly",
    Outcome.INCORRECT: "wrong",
    Outcome.ONWARD: "onward",
    Outcome.PERSON: "person",
    Outcome.UNREADABLE: "unread",
}


@dataclass(frozen=True, slots=True)
class Guest:
    """A program with a learner's token, in one of their courses. ``origin`` marks in the log what it does."""

    desk: TutoringDesk
    sitting: Sitting
    course: str
    origin: str

    @property
    def language(self) -> str:
        """The learner's language."""
        return self.sitting.person.language

    def setting(self, turn: Turn) -> Setting:
        """What the turn was taken under, if one was."""
        return turn.setting or self.desk.setting(self.sitting.person, self.sitting.school, turn.frame)

    def line(self, code: str, **values: object) -> str:
        """One of Chiron's own lines in the learner's language."""
        return line(code, self.language, **values)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of it. ``said`` are the tutor's words (Markdown), ``notes`` Chiron's own lines after them.

    ``outcome`` is that of an answer, ``noted`` where there is no help and none is told; ``turn`` names words that a
    language model may still put otherwise, ``by`` the model whose words they are already; ``example`` is what is to be
    read first, ``question`` what is open now, and ``put`` says that it was put by this. ``reason`` is that of the move.
    """

    status: Status
    said: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    outcome: str | None = None
    question: Question | None = None
    example: str | None = None
    turn: str | None = None
    reason: str = ""
    by: str | None = None
    put: bool = False


async def show(guest: Guest) -> Reply:
    """Where the learner is; nothing is done."""
    return reply(guest, await _look(guest))


async def go_on(guest: Guest, key: str, purpose: str = "practice") -> Reply:
    """What the button does that goes on: begin a sitting, go on from what was read or finished; else nothing.

    ``purpose`` (practice or review) counts where a sitting begins.
    """
    turn = await _look(guest)
    command = _onward(guest, turn.state, key, purpose)
    if command is not None and turn.state.paused is None:
        turn = await _take(guest, command)
    return replace(_spoken(guest, turn), put=True)


async def resume(guest: Guest, key: str) -> Reply:
    """Back to the lesson that distress had stopped, on the learner's word."""
    return replace(reply(guest, await _take(guest, c.Resume(key, origin=guest.origin))), put=True)


async def answer(guest: Guest, key: str, given: str | Form) -> Reply:
    """Hand in an answer to the open step, as text or as the fields of a form. What cannot be read is no try.

    Words of distress in it stop the lesson, as anywhere.
    """
    if screen(given if isinstance(given, str) else "\n".join(text for values in given.values() for text in values)):
        return await say(guest, key, given if isinstance(given, str) else " ".join(map(" ".join, given.values())))
    given = (after_lead(given) or given) if isinstance(given, str) else given
    before = await _look(guest)
    item = before.state.item
    if before.state.paused is not None or item is None or item.finished:
        return await _graded_before(guest, key, before) or reply(guest, before)
    step = current_step(item, made_item(item, guest.setting(before)))
    if step is None:
        return reply(guest, before)
    form = form_of(step, item.step(step.id), given) if isinstance(given, str) else given
    turn = await _take(guest, c.Answer(key, None, item.id, step.id, origin=guest.origin), form)
    if turn.unread is not None:
        notes = (guest.line("unread"), turn.unread.message)
        return replace(reply(guest, turn), notes=notes, outcome=Outcome.UNREADABLE.value)
    return await _graded_before(guest, key, turn) or reply(guest, turn)


async def hint(guest: Guest, key: str) -> Reply:
    """The next rung, as a click on the page takes it."""
    before = await _look(guest)
    item = before.state.item
    step = current_step(item, made_item(item, guest.setting(before))) if item is not None else None
    if (again := await _said_before(guest, key, before)) is not None:
        return again
    if before.state.paused is not None or item is None or step is None or item.finished:
        return replace(reply(guest, before), notes=(guest.line("no-hint"),))
    rung = item.step(step.id).rungs
    if item.purpose in HELPLESS or rung >= len(step.hints):
        return replace(reply(guest, before), notes=(guest.line("no-hint"),))
    turn = await _take(guest, c.TakeHint(key, None, item.id, step.id, rung, origin=guest.origin))
    if turn.decision.words is None and (again := await _said_before(guest, key, turn)) is not None:
        return again
    note = guest.line("hint", number=rung + 1, of=len(step.hints))
    return replace(_spoken(guest, turn), notes=(note,))


async def say(guest: Guest, key: str, text: str) -> Reply:
    """Say something to the tutor. The same key gives the same words again. Raises InvalidInput."""
    before = await _look(guest)
    if (again := await _said_before(guest, key, before)) is not None:
        return again
    item = before.state.item
    turn = await _take(guest, c.Say(key, None, item.id if item is not None else "", text, origin=guest.origin))
    if turn.decision.words is None and (again := await _said_before(guest, key, turn)) is not None:
        return again  # The same was sent twice at the same moment.
    return _spoken(guest, turn)


def reply(guest: Guest, turn: Turn) -> Reply:
    """Where a turn left the learner. Where the lesson stopped, the words of care and nothing else."""
    state, notes = turn.state, (turn.notice,) if turn.notice else ()
    if state.paused is not None:
        return Reply("stopped", _texts(state.care), (*notes, guest.line("lesson-stopped")))
    view = practice(state, guest.setting(turn))
    if view is None:
        over = state.session is not None and state.session.ended is not None and bool(turn.decision.drafts)
        return Reply("idle", notes=(*notes, guest.line("ended" if over else "nothing")))
    if view.example is not None:
        source = source_text(view.origin, guest.language)
        return Reply("example", notes=notes, example=example_text(view.example, guest.language, source))
    if view.finished:
        return Reply("finished", notes=(*notes, guest.line("finished")))
    return Reply("open", notes=notes, question=question_of(view, guest.language))


def _onward(guest: Guest, state: LearnerState, key: str, purpose: str) -> c.Command | None:
    session, item = state.session, state.item
    if item is not None and item.example is not None:
        return c.Study(key, None, item.id, origin=guest.origin)
    if item is not None and item.finished and session is not None and session.ended is None:
        return c.Next(key, None, item.id, origin=guest.origin)
    if item is not None and not item.finished:
        return None
    return c.Start(key, None, purpose, origin=guest.origin)


def _spoken(guest: Guest, turn: Turn) -> Reply:
    """The tutor's words of a turn; a stopped lesson says its own."""
    here, words = reply(guest, turn), turn.decision.words
    if words is None or here.status == "stopped":
        return here
    return replace(here, said=_texts(words.pieces), turn=words.turn, reason=words.move.reason)


async def _graded_before(guest: Guest, key: str, turn: Turn) -> Reply | None:
    """What was said of the answer that a key made, now or when it was sent before; None where it made none.

    Where there is no help, and of an item that is gone, only that it was noted.
    """
    person = guest.sitting.person
    async with guest.desk.database.school(person.school) as conn:
        event = await log.by_key(conn, person.id, key)
    if event is None or event.kind != "step.attempted":
        return None
    here, item = _spoken(guest, turn), turn.state.item
    if item is None or item.id != event.body["item"] or item.purpose in HELPLESS:
        return replace(here, outcome="noted", notes=(guest.line("noted"), *here.notes), put=True)
    outcome = Outcome(event.body["outcome"])
    put = outcome in (Outcome.CORRECT, Outcome.PERSON)
    words = [guest.line(SAID[outcome])]
    if outcome is not Outcome.CORRECT and event.body["feedback"]:
        words.append(without_files(str(event.body["feedback"])))
    elif outcome in (Outcome.INCORRECT, Outcome.PARTLY):
        words.append(guest.line("again"))
    return replace(here, outcome=outcome.value, notes=(" ".join(words), *here.notes), put=put)


async def _said_before(guest: Guest, key: str, turn: Turn) -> Reply | None:
    """The tutor's words to what a key made before; None where it made nothing."""
    person = guest.sitting.person
    async with guest.desk.database.school(person.school) as conn:
        event = await log.by_key(conn, person.id, f"{key}/words")
    if event is None:
        return None
    said, by = await recorded(guest, str(event.body["turn"]))
    here = reply(guest, turn)
    return here if here.status == "stopped" else replace(here, said=said, by=by)


async def recorded(guest: Guest, turn: str) -> tuple[tuple[str, ...], str | None]:
    """The words of a turn as they stand in the log in the end, and the model whose words they are, if one's."""
    person = guest.sitting.person
    async with guest.desk.database.school(person.school) as conn:
        every = await log.named(conn, person.id, ("words.said",), "turn", turn)
    if not every:
        return (), None
    body = every[-1].body
    by = str(body["provenance"]).partition("model:")[2] or None
    return tuple(quoted(str(piece["text"]), bool(piece.get("quoted"))) for piece in body["words"]), by


def quoted(text: str, is_quoted: bool) -> str:
    """A piece of the tutor's words as Markdown: a quotation is set off, a picture is what it shows."""
    words = without_files(text)
    return f"> {words}".replace("\n", "\n> ") if is_quoted else words


def _texts(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(quoted(piece.text, piece.quoted) for piece in pieces)


async def _look(guest: Guest) -> Turn:
    return await look(guest.desk, guest.sitting.person, guest.course)


async def _take(guest: Guest, command: c.Command, form: Form | None = None) -> Turn:
    return await take_turn(guest.desk, guest.sitting, guest.course, command, form)
