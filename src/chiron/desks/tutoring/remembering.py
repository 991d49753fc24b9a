"""What is remembered of what a learner said: noted with their message, corrected and forgotten by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from chiron.core.errors import InvalidInput, NotFound
from chiron.core.events import KINDS, Draft
from chiron.core.language import facts
from chiron.core.language.facts import Fact, FactKind, Noticed, Remembered
from chiron.core.language.facts.fold import same, superseded
from chiron.core.language.facts.sensitive import sensitive, unfit
from chiron.core.language.facts.shape import LONGEST, MOST
from chiron.core.language.guard import smuggled
from chiron.core.language.guard.private import without_data
from chiron.core.language.guard.scene import Line, Scene
from chiron.core.language.lines import line
from chiron.core.language.proposed import LOST
from chiron.core.learning import commands as c
from chiron.core.learning.decide import Decision
from chiron.core.learning.state import Piece
from chiron.core.words import Json, Move, MoveKind, Source
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.engine.people.sign_in import Sitting
from chiron.engine.records import log
from chiron.engine.records.database import Connection

TRIES = 5
GREETING = "greeting"
RULES = "rules"
"""Who noticed a fact, where no model did."""


async def remembered(conn: Connection, person: UUID) -> Remembered:
    """What is remembered of a learner, across courses."""
    return facts.fold(await log.read(conn, person, kinds=facts.KINDS))


async def with_facts(desk: TutoringDesk, sitting: Sitting, command: c.Say, decision: Decision) -> Decision:
    """The decision on a message, with what the message says of the learner. Nothing is noted beside an alert, or where
    the learner switched remembering off; the log is read only where something was noticed, or for a greeting by the
    name that they gave.
    """
    words = decision.words
    if decision.alerts or words is None:
        return decision
    noticed = facts.notice(command.text, desk.clock().astimezone(sitting.school.zone))
    if not noticed and words.move.reason != GREETING:
        return decision
    async with desk.database.school(sitting.person.school) as conn:
        before = await remembered(conn, sitting.person.id)
    noted = drafts(before, noticed, words.turn, RULES, desk.new_id, desk.clock())
    if noted and words.move.reason in LOST:
        # What was said of oneself is no question that the course leaves open.
        kept = Piece(line("noted", sitting.person.language), Source.CHIRON)
        words = replace(words, move=Move(MoveKind.CHECK_IN, "noted", skill=words.move.skill), pieces=(kept,))
    name = next((fact.value for fact in before.used(desk.clock()) if fact.kind is FactKind.NAME), "")
    if words.move.reason == GREETING and name:
        hello = Piece(line("hello-named", sitting.person.language, name=name), Source.CHIRON)
        own = line("greeting", sitting.person.language)
        words = replace(words, pieces=(hello, *(p for p in words.pieces if p.text != own)))
    return replace(decision, drafts=(*decision.drafts, *noted), words=words)


async def note(desk: TutoringDesk, sitting: Sitting, turn: str, noticed: Sequence[Noticed], by: str) -> int:
    """Note what a model proposed of a turn's message; how many facts that were."""
    person = sitting.person
    for _ in range(TRIES if noticed else 0):
        try:
            async with desk.database.school(person.school) as conn:
                before = await remembered(conn, person.id)
                noted = drafts(before, noticed, turn, by, desk.new_id, desk.clock())
                if noted:
                    await log.append(conn, person.id, await log.last_seq(conn, person.id), noted)
            return len(noted)
        except log.AlreadyRecorded:
            return 0
        except log.Moved:
            continue
    return 0


def drafts(
    before: Remembered, noticed: Sequence[Noticed], turn: str, by: str, new_id: Callable[[], UUID], now: datetime
) -> tuple[Draft, ...]:
    """The events of what is new among what was noticed; none where remembering is off, or enough is held."""
    held = [fact for fact in before.facts if fact.holds(now)]
    found = list[Draft]()
    for one in noticed if before.on and len(held) < MOST else ():
        if one.expires is not None and any(
            same(one.value, f.value) and f.kind is one.kind and f.expires and one.expires <= f.expires for f in held
        ):
            continue
        if one.expires is None and any(same(one.value, f.value) and f.kind is one.kind for f in held):
            continue
        body: dict[str, Json] = {
            "fact": str(new_id()),
            "kind": one.kind.value,
            "value": one.value,
            "turn": turn,
            "confidence": one.confidence,
            "by": by,
            "expires": one.expires.isoformat() if one.expires else None,
        }
        found.append(_draft("fact.noted", body, f"{turn}/fact/{by[:40]}/{len(found)}", None, now))
    return tuple(found)


async def correct(desk: TutoringDesk, sitting: Sitting, key: str, id: str, value: str) -> None:
    """Put a fact into the learner's other words. Raises InvalidInput and NotFound."""
    value = " ".join(value.split())
    if not value:
        raise InvalidInput("Write what is right, or have it forgotten.", field="value")
    async with desk.database.school(sitting.person.school) as conn:
        held = (await remembered(conn, sitting.person.id)).fact(id)
    most = LONGEST if held is None else held.longest
    if len(value) > most:
        raise InvalidInput(f"That is {len(value)} characters long; {most} is the most.", field="value")
    if sensitive(value) or _unfit(value, held):
        raise InvalidInput(
            "Chiron does not keep this: nothing on health, belief, origin, family, feelings or other people, no"
            " addresses, and no orders to the tutor. Say it in other words, or have it forgotten.",
            field="value",
        )
    await _act(desk, sitting, "fact.corrected", {"fact": id, "value": value}, key)


def _unfit(value: str, held: Fact | None) -> bool:
    """Whether words may not be remembered; a summary may speak of answers and rules, and gives no orders either."""
    if held is None or held.kind is not FactKind.SUMMARY:
        return unfit(value)
    return without_data(value) != value or smuggled.stops(Line(value), Scene()) is not None


async def forget(desk: TutoringDesk, sitting: Sitting, key: str, id: str) -> None:
    """Forget a fact: it is no longer held, and its words leave the log. Raises NotFound."""
    await _act(desk, sitting, "fact.forgotten", {"fact": id}, key)


async def forget_all(desk: TutoringDesk, sitting: Sitting, key: str) -> int:
    """Forget every fact; how many there were."""
    person = sitting.person
    async with desk.database.school(person.school) as conn:
        events = await log.read(conn, person.id, kinds=facts.KINDS)
        held = facts.fold(events).facts
    for fact in held:
        await forget(desk, sitting, f"{key}/{fact.id}", fact.id)
    async with desk.database.school(person.school) as conn:
        for id in {str(event.body["fact"]) for event in events if event.kind == "fact.noted" and event.body["value"]}:
            await log.forget(conn, person.id, id)  # Those too whose place another had taken.
    return len(held)


async def switch(desk: TutoringDesk, sitting: Sitting, key: str, on: bool) -> None:
    """Switch remembering on or off. What is held stays until it is forgotten; off, it is not used."""
    await _act(desk, sitting, "remembering.set", {"on": on}, key)


async def _act(desk: TutoringDesk, sitting: Sitting, kind: str, body: dict[str, Json], key: str) -> None:
    """One deed of the learner on what is remembered; the same key counts once. Raises NotFound for another's fact."""
    person = sitting.person
    for attempt in range(TRIES):
        try:
            async with desk.database.school(person.school) as conn:
                events = await log.read(conn, person.id, kinds=facts.KINDS)
                if "fact" in body and facts.fold(events).fact(body["fact"]) is None:
                    if await log.by_key(conn, person.id, key):
                        return
                    raise NotFound("This is no longer remembered.")
                draft = _draft(kind, body, key, person.id, desk.clock())
                await log.append(conn, person.id, await log.last_seq(conn, person.id), [draft])
                if kind == "fact.forgotten":
                    for id in superseded(events, body["fact"]):
                        await log.forget(conn, person.id, id)
            return
        except log.AlreadyRecorded:
            return
        except log.Moved:
            if attempt + 1 == TRIES:
                raise


def _draft(kind: str, body: dict[str, Json], key: str, actor: UUID | None, now: datetime) -> Draft:
    return Draft(kind, body, key, actor, now, version=KINDS[kind].version)
