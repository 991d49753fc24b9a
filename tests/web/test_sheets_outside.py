"""With an open sheet a program that talks in the learner's name gets no help with it either."""

from __future__ import annotations

import openai

from chiron.core.learning import commands as c
from chiron.desks.tutoring.sheets import look_at_sheet, take_sheet_turn
from chiron.engine.people.person import Person
from chiron.engine.people.school import School
from chiron.engine.people.sign_in import Sitting
from chiron.faces.web.house import House
from tests.web.conftest import Clock, People
from tests.web.test_as_a_model import EARLIER, Client, a_token, client_of, said

__all__ = ["client_of"]


async def opened(rooms: House, person: Person, school: School) -> list[str]:
    """The problems of a sheet that the learner opens on Chiron's own page."""
    command = c.OpenSheet("open-it", None, "unit", "unit")
    turn = await take_sheet_turn(
        rooms.tutoring, Sitting(person, school, "", rooms.clock(), rooms.clock()), "tiny", command
    )
    assert turn.state.sheet is not None
    seen = await look_at_sheet(rooms.tutoring, person, "tiny")
    setting = rooms.tutoring.setting(person, school, seen.frame)
    return [setting.generate(one.skill, one.template, one.seed).prompt for one in turn.state.sheet.items]


async def test_a_chat_program_is_told_that_the_tutor_keeps_out_of_an_open_sheet(
    client_of: Client, rooms: House, people: People, clock: Clock
) -> None:
    from chiron.engine.people import store

    ada: openai.AsyncOpenAI = client_of(await a_token(rooms, people.ada, clock))
    await said(ada, "start")
    async with rooms.database.school(people.ada.school) as conn:
        school = await store.view_school(conn)
    problems = await opened(rooms, people.ada, school)
    assert "Solve $x +" in await said(ada, "start", EARLIER)
    for problem in (problems[0], problems[-1].strip("$. ")):
        assert "open check" in await said(ada, f"how do I do this one: {problem}", EARLIER)
    assert "open check" not in await said(ada, "what is an equation?", EARLIER)
