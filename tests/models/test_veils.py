"""No name of the roster gets out to a model on another machine, whatever asks; and its answer comes back whole."""

from __future__ import annotations

from collections.abc import Callable

from chiron.engine.models import Kind
from chiron.engine.people import consent, store
from chiron.engine.people.person import Person
from chiron.engine.records.database import Database
from chiron.ports.llm import Ask, Event, Message, Piece
from tests.models.conftest import Desk, add, call

SAID = "I am ada, Ben Okafor's friend. ben.okafor@example.org, 07911 123456. Is $x = 7$ and Will you say 12/4?"


def asking(*texts: str) -> Ask:
    return Ask((Message("system", "Be kind."), *(Message("user", text) for text in texts)), most_tokens=50)


def said(events: list[Event]) -> str:
    return "".join(event.text for event in events if isinstance(event, Piece))


def echo(*more: str) -> Callable[[Ask], str]:
    """A model that says what it was told, without the last line, which tells it of placeholders."""
    return lambda ask: " ".join([ask.messages[-1].text.rpartition("\n")[0], *more])


async def test_no_name_of_the_roster_gets_out(desk: Desk, ada: Person, database: Database) -> None:
    ben = await add(database, ada.school, "Ben")
    async with database.school(ada.school) as conn:
        await conn.execute("UPDATE person SET name = 'Ben Okafor' WHERE id = %s", [ben.id])
    fake = desk.offer("far")
    fake._says = echo()
    await desk.choose(ada.school, "far")
    heard = await desk.heard(await call(database, ada), asking(SAID))
    (asked,) = fake.asks
    told = " ".join(message.text for message in asked.messages).casefold()
    assert not any(name in told for name in ("ada", "ben", "okafor", "example.org", "07911"))
    assert "$x = 7$ and Will you say 12/4?" in asked.messages[1].text, "nothing else is touched"
    assert asked.messages[0].text == "Be kind.", "what every ask begins with stays as providers keep it"
    assert said(heard).strip() == SAID, "it comes back word for word, however it was cut"
    (row,) = await desk.rows(ada.school, "SELECT replaced FROM model_call")
    assert row["replaced"] == ["EMAIL", "PERSON", "PHONE"]


async def test_on_this_machine_names_stay_unless_the_school_says_otherwise(
    desk: Desk, ada: Person, database: Database
) -> None:
    fake = desk.offer("near", here=True)
    await desk.choose(ada.school, "near")
    line = await call(database, ada)
    await desk.heard(line, asking("I am Ada"))
    async with database.school(ada.school) as conn:
        await store.change_school(conn, {"always_replaced": True})
    await desk.heard(line, asking("I am Ada"))
    assert [ask.messages[1].text.splitlines()[0] for ask in fake.asks] == ["I am Ada", "I am [PERSON_1]"]


async def test_a_name_that_is_new_or_changed_is_known_at_the_next_call(
    desk: Desk, ada: Person, database: Database
) -> None:
    fake = desk.offer("far")
    await desk.choose(ada.school, "far")
    line = await call(database, ada)
    await desk.heard(line, asking("Zoltan and Ada"))
    zoltan = await add(database, ada.school, "Zoltan")
    await desk.heard(line, asking("Zoltan and Ada"))
    async with database.school(ada.school) as conn:
        await conn.execute("UPDATE person SET name = 'Quirin' WHERE id = %s", [zoltan.id])
    await desk.heard(line, asking("Quirin and Ada"))
    first = [ask.messages[1].text.splitlines()[0] for ask in fake.asks]
    assert first == ["Zoltan and [PERSON_1]", "[PERSON_1] and [PERSON_2]", "[PERSON_1] and [PERSON_2]"]


async def test_the_next_model_gets_the_same_placeholders_and_none_that_was_made_up_is_filled_in(
    desk: Desk, ada: Person, database: Database
) -> None:
    desk.offer("down").manner = "down"
    fake = desk.offer("far")
    fake._says = echo("[PERSON_7] [person_1]")
    await desk.choose(ada.school, "down", "far")
    line = await call(database, ada, frozenset({Kind.LINES}))
    heard = await desk.heard(line, asking("It is Ada."))
    assert said(heard).strip() == "It is Ada. [PERSON_7] Ada"


async def test_another_schools_names_are_not_looked_for(
    desk: Desk, ada: Person, cleo: Person, database: Database
) -> None:
    fake = desk.offer("far")
    await desk.choose(ada.school, "far")
    await desk.heard(await call(database, ada), asking("Cleo and Ada"))
    assert fake.asks[0].messages[1].text.startswith("Cleo and [PERSON_1]")
    assert await _line(database, cleo) is not None


async def _line(database: Database, person: Person) -> object:
    async with database.school(person.school) as conn:
        return await consent.reference(conn, person.id)
