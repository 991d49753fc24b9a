"""The tools: what each is for, what it takes and gives, what a token must allow, and what it does."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.learning.decide.setting import LONGEST_TEXT
from chiron.core.words import Json
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.desks.tutoring.outside import deeds, overview
from chiron.desks.tutoring.outside.chat import heard
from chiron.desks.tutoring.outside.deeds import Guest
from chiron.desks.tutoring.outside.overview import Map, NextMove, Review
from chiron.engine.models import Models
from chiron.engine.people.tokens import Bearer, Scope
from chiron.faces.mcp.shapes import Courses, Place, Shape, place

FACE = "mcp"
MOST_FIELDS = 60
INSTRUCTIONS = (
    "These tools belong to one learner and their tutor, Chiron. The tutor chooses what is asked, judges answers and"
    " knows the key; no tool ever gives it. Put each question to the learner as it stands. Hand in with `check` only"
    " what the learner answered, in their own words: do not solve it for them, and say so if they ask you to. What is"
    " handed in here is marked in their log as coming through an assistant, and never counts as done alone. Give the"
    " tutor's words (`tutor`) to the learner as they are. If the learner seems in distress, pass their words on with"
    " `say` at once."
)
COURSE = {"type": "string", "maxLength": 100, "description": "A course's id; by default the one they learn in now."}
KEY = {
    "type": "string",
    "minLength": 1,
    "maxLength": 200,
    "description": "Made by you: the same key with the same words is the same deed, however often it is sent.",
}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool. ``arguments`` come from a program and may hold anything."""

    desk: TutoringDesk
    models: Models | None
    bearer: Bearer
    arguments: Mapping[str, Json]

    async def guest(self) -> Guest:
        """The learner in the course that is named, else where they learn now. Raises NotFound, InvalidInput."""
        person = self.bearer.sitting.person
        wanted = self.text("course", 100) or str(person.preferences.get("course") or "")
        every = await overview.courses(self.desk, person)
        found = next((course for course in every if course.id == wanted), None)
        if found is None and (self.arguments.get("course") or not every):
            raise NotFound("There is no such course for this learner; the tool courses lists them.")
        return Guest(self.desk, self.bearer.sitting, (found or every[0]).id, f"{FACE}/{self.bearer.id}")

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """A text among the arguments, "" where there is none. Raises InvalidInput."""
        given = self.arguments.get(name)
        if given is None:
            return ""
        if not isinstance(given, str) or len(given) > longest:
            raise InvalidInput(f"Give {name} as a text of at most {longest:,} characters.", field=name)
        return given

    def key(self, *parts: str) -> str:
        """The idempotency key of what is done."""
        given = self.text("key", 200)
        if not given:
            return f"mcp-{self.desk.new_id()}"
        told = "\0".join((self.bearer.id.hex, given, *parts))
        return f"mcp-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:40]}"


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. ``reads`` marks one that changes nothing."""

    name: str
    title: str
    about: str
    takes: Mapping[str, Any]
    needs: tuple[str, ...]
    gives: Shape
    scope: Scope
    act: Callable[[Call], Awaitable[object]]

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.scope is Scope.READ

    def schema(self) -> dict[str, Any]:
        """What it takes, as a JSON schema."""
        return {"type": "object", "properties": dict(self.takes), "required": list(self.needs)}


async def _courses(call: Call) -> Courses:
    return Courses(await overview.courses(call.desk, call.bearer.sitting.person))


async def _map(call: Call) -> Map:
    return await overview.map_of(await call.guest())


async def _next(call: Call) -> NextMove:
    return await overview.next_move(await call.guest())


async def _review(call: Call) -> Review:
    return await overview.review(await call.guest())


async def _go_on(call: Call) -> Place:
    purpose = call.text("purpose", 20) or "practice"
    if purpose not in ("practice", "review"):
        raise InvalidInput("Choose practice or review.", field="purpose")
    return await _placed(call, await deeds.go_on(await call.guest(), call.key("go on"), purpose))


async def _hint(call: Call) -> Place:
    return await _placed(call, await deeds.hint(await call.guest(), call.key("hint")))


async def _check(call: Call) -> Place:
    answer, fields = call.text("answer"), call.arguments.get("fields")
    if fields is None and not answer.strip():
        raise InvalidInput("Give the learner's answer.", field="answer")
    given = answer if fields is None else _form(fields)
    return await _placed(call, await deeds.answer(await call.guest(), call.key("check", repr(given)), given))


async def _say(call: Call) -> Place:
    text = call.text("message")
    return await _placed(call, await deeds.say(await call.guest(), call.key("say", text), text))


def _form(fields: Json) -> dict[str, list[str]]:
    """The fields of a form as a page would send them. Raises InvalidInput."""
    if not isinstance(fields, dict) or not 0 < len(fields) <= MOST_FIELDS:
        raise InvalidInput("Give fields as an object of texts, or of lists of texts.", field="fields")
    found: dict[str, list[str]] = {}
    for name, given in fields.items():
        values = given if isinstance(given, list) else [given]
        if not all(isinstance(value, str) and len(value) <= LONGEST_TEXT for value in values):
            raise InvalidInput("Give fields as an object of texts, or of lists of texts.", field="fields")
        found[str(name)[:100]] = values[:MOST_FIELDS]
    return found


async def _placed(call: Call, reply: deeds.Reply) -> Place:
    guest = await call.guest()
    words = [piece.text async for piece in heard(guest, reply, call.models) if piece.text]
    return place(reply, "\n\n".join(words))


_FIELDS = {
    "type": "object",
    "description": "Instead of answer, the fields of the page's form, where you know them.",
    "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
}
_ANSWER = {"type": "string", "maxLength": LONGEST_TEXT, "description": "What the learner answered; see question.how."}
_MESSAGE = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "description": "The learner's own words."}
_PURPOSE = {"type": "string", "enum": ["practice", "review"], "description": "Where a sitting begins: of what."}
_AT = {"course": COURSE}
_ONCE = {"course": COURSE, "key": KEY}

TOOLS: Mapping[str, Tool] = {
    tool.name: tool
    for tool in (
        Tool("courses", "Courses", "The learner's courses.", {}, (), Courses, Scope.READ, _courses),
        Tool("map", "Map", "The skills of a course, each with what is known of it and how surely, as the learner's map"
             " shows them.", _AT, (), Map, Scope.READ, _map),
        Tool("next_move", "Next move", "The one best next thing for the learner, with the tutor's reason. Nothing is"
             " begun.", _AT, (), NextMove, Scope.READ, _next),
        Tool("review", "Review", "The skills whose review is due, the longest due first.", _AT, (), Review, Scope.READ,
             _review),
        Tool("go_on", "Go on", "Put the next question: begins a sitting, goes on from a finished question or a worked"
             " example, or gives the question that is open already.", {**_ONCE, "purpose": _PURPOSE}, (), Place,
             Scope.PRACTISE, _go_on),
        Tool("hint", "Hint", "Take the next hint of the open step. It counts: ask the learner first.", _ONCE, (), Place,
             Scope.PRACTISE, _hint),
        Tool("check", "Check", "Hand in the learner's own answer to the open step and hear what the tutor says of it.",
             {**_ONCE, "answer": _ANSWER, "fields": _FIELDS}, (), Place, Scope.PRACTISE, _check),
        Tool("say", "Say", "Pass on what the learner says to the tutor, word for word, and hear the tutor's words.",
             {**_ONCE, "message": _MESSAGE}, ("message",), Place, Scope.TALK, _say),
    )
}  # fmt: skip
"""Every tool by its name."""
