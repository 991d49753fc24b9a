"""Classes: who teaches and learns in them, their terms and join codes. Each function asks the door first."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from chiron.core.errors import Conflict, InvalidInput, NotAllowed
from chiron.engine.people import codes
from chiron.engine.people import store as people
from chiron.engine.people.access import Action
from chiron.engine.people.classes import store
from chiron.engine.people.classes.store import Class, JoinCode, code_of, members, of_person, of_school, view
from chiron.engine.people.door import require
from chiron.engine.people.person import Person, Role, read_line
from chiron.engine.records.database import Connection
from chiron.engine.records.ids import new_id

__all__ = [
    "Class",
    "JoinCode",
    "add_learner",
    "add_teacher",
    "archive",
    "close_code",
    "code_of",
    "join",
    "leave",
    "make",
    "members",
    "move",
    "new_code",
    "of_person",
    "of_school",
    "remove",
    "rename",
    "reopen",
    "view",
]

CODE_LENGTH = 6
CODE_LASTS = timedelta(days=14)
CODE_USES = 60
WRONG_CODE = "That code opens no class. Check it with your teacher: codes end after a while."


def read_class_name(text: str) -> str:
    """A class's name. Raises InvalidInput."""
    return read_line(text, "name", 80, "the class's name")


def read_term(text: str) -> str:
    """A term's name, "" for none. Raises InvalidInput."""
    return read_line(text, "term", 40, "the term") if text.strip() else ""


async def make(conn: Connection, actor: Person, name: str, term: str, now: datetime) -> Class:
    """Make a class; a teacher who makes one teaches it. Raises Conflict, InvalidInput, NotAllowed."""
    await require(conn, actor, Action.MAKE_CLASS)
    id = new_id()
    await store.add(conn, id, read_class_name(name), read_term(term), now)
    if actor.has(Role.TEACHER):
        await store.add_member(conn, id, actor.id, "teacher", now)
    return await store.view(conn, id)


async def rename(conn: Connection, actor: Person, id: UUID, name: str, term: str) -> Class:
    """Rename a class, or move it to another term. Raises Conflict, InvalidInput, NotAllowed, NotFound."""
    await require(conn, actor, Action.RUN_CLASS, id)
    await store.change(conn, id, read_class_name(name), read_term(term))
    return await store.view(conn, id)


async def archive(conn: Connection, actor: Person, id: UUID, now: datetime) -> None:
    """Put a class away: its code closes, and its teachers no longer see its learners through it."""
    await require(conn, actor, Action.RUN_CLASS, id)
    await store.drop_code(conn, id)
    await store.archive(conn, id, now)


async def reopen(conn: Connection, actor: Person, id: UUID) -> None:
    """Take a class out of the archive. Raises Conflict when another has its name by now."""
    await require(conn, actor, Action.RUN_CLASS, id)
    await store.archive(conn, id, None)


async def new_code(
    conn: Connection,
    actor: Person,
    id: UUID,
    now: datetime,
    lasts: timedelta = CODE_LASTS,
    most: int = CODE_USES,
) -> JoinCode:
    """Give a class a new join code; the old one stops working. Raises InvalidInput, NotAllowed, NotFound."""
    await require(conn, actor, Action.RUN_CLASS, id)
    if not (1 <= most <= 1000 and timedelta(minutes=5) <= lasts <= timedelta(days=366)):
        raise InvalidInput("A join code lasts up to a year and opens the class to 1 to 1000 learners.", field="code")
    await _hold_open(conn, id)
    for _ in range(20):
        code = codes.make(CODE_LENGTH)
        if await store.put_code(conn, code, id, actor.id, now, now + lasts, most):
            return JoinCode(code, id, actor.id, now + lasts, 0, most)
    raise Conflict("No free code was found. Try again.")


async def close_code(conn: Connection, actor: Person, id: UUID) -> None:
    """Close a class to new learners."""
    await require(conn, actor, Action.RUN_CLASS, id)
    await store.drop_code(conn, id)


async def find_code(conn: Connection, typed: str, now: datetime, hold: bool = False) -> JoinCode:
    """The join code that somebody typed. Raises InvalidInput."""
    code = codes.read(typed)
    found = await store.find_code(conn, code, now, hold) if code else None
    if found is None:
        raise InvalidInput(WRONG_CODE, field="code")
    return found


async def join(conn: Connection, actor: Person, typed: str, now: datetime) -> Class:
    """Join a class as a learner, with its code; joining again changes nothing. Raises InvalidInput, NotAllowed."""
    await require(conn, actor, Action.JOIN_CLASS)
    return await enter(conn, actor.id, await find_code(conn, typed, now, hold=True), now)


async def enter(conn: Connection, learner: UUID, code: JoinCode, now: datetime) -> Class:
    """Put a learner who held a code into its class and count the use."""
    if await store.add_member(conn, code.class_id, learner, "learner", now):
        await store.use_code(conn, code.code)
    return await store.view(conn, code.class_id)


async def leave(conn: Connection, actor: Person, id: UUID) -> None:
    """Leave a class. The last teacher cannot. Raises Conflict, NotAllowed, NotFound."""
    await require(conn, actor, Action.LEAVE_CLASS, id)
    if actor.id in {teacher.id for teacher in await store.members(conn, id, "teacher")}:
        await remove_teacher(conn, id, actor.id)
    else:
        await store.remove_member(conn, id, actor.id, "learner")


async def add_learner(conn: Connection, actor: Person, id: UUID, learner: UUID, now: datetime) -> None:
    """Put a learner whom the actor teaches (or, for an operator, any) into a class.

    A teacher may not put in a stranger: being their teacher opens their conversations. Strangers join with a code.
    """
    await require(conn, actor, Action.RUN_CLASS, id)
    if not actor.has(Role.OPERATOR):
        await require(conn, actor, Action.ASSIGN, learner)
    person = await people.view_person(conn, learner)
    if not person.has(Role.LEARNER):
        raise InvalidInput(f"{person.name} is no learner.", field="person")
    await _hold_open(conn, id)
    if not await store.add_member(conn, id, learner, "learner", now):
        raise Conflict(f"{person.name} is already in this class.", field="person")


async def add_teacher(conn: Connection, actor: Person, id: UUID, teacher: UUID, now: datetime) -> None:
    """Let another teacher of the school teach this class too. Raises Conflict, InvalidInput, NotAllowed, NotFound."""
    await require(conn, actor, Action.RUN_CLASS, id)
    person = await people.view_person(conn, teacher)
    if not person.has(Role.TEACHER):
        raise InvalidInput(f"{person.name} is no teacher.", field="person")
    await _hold_open(conn, id)
    if not await store.add_member(conn, id, teacher, "teacher", now):
        raise Conflict(f"{person.name} is already in this class.", field="person")


async def remove(conn: Connection, actor: Person, id: UUID, person: UUID) -> None:
    """Take a learner or a co-teacher out of a class; the last teacher stays. Raises Conflict, NotAllowed, NotFound."""
    await require(conn, actor, Action.RUN_CLASS, id)
    if not await store.remove_member(conn, id, person, "learner"):
        await remove_teacher(conn, id, person)


async def move(conn: Connection, actor: Person, learner: UUID, old: UUID, new: UUID, now: datetime) -> None:
    """Move a learner from one class to another; the actor runs both. What they have shown moves with them."""
    await require(conn, actor, Action.RUN_CLASS, old)
    await add_learner(conn, actor, new, learner, now)
    if not await store.remove_member(conn, old, learner, "learner"):
        raise Conflict("That learner is no longer in the class. Look again.", field="person")


async def remove_teacher(conn: Connection, id: UUID, teacher: UUID) -> None:
    """Take a teacher out of a class that keeps another. Raises Conflict."""
    await store.hold(conn, id)
    teachers = {person.id for person in await store.members(conn, id, "teacher")}
    if teachers == {teacher}:
        raise Conflict("A class keeps at least one teacher. Add another first, or archive the class.", field="person")
    await store.remove_member(conn, id, teacher, "teacher")


async def _hold_open(conn: Connection, id: UUID) -> None:
    await store.hold(conn, id)
    if (await store.view(conn, id)).archived is not None:
        raise NotAllowed("This class is archived. Open it again first.")
