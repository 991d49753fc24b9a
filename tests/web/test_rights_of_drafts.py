"""A draft whose licences do not go together: published by who says that they may, and the history keeps it."""

from __future__ import annotations

import json

from chiron.core.learning.content import from_content, to_content
from chiron.engine.library.versions import releases
from chiron.engine.people.person import Person
from chiron.faces.web.house import House
from tests.core.tiny import tiny
from tests.web.conftest import Browser
from tests.web.reading import words
from tests.web.test_drafts import AT, author, ines

__all__ = ["author", "ines"]
FILM = {
    "id": "film",
    "title": "A film",
    "kind": "video",
    "url": "https://films.example/1",
    "skills": ["first"],
    "minutes": 3,
    "licence": "CC-BY-NC-SA-4.0",
    "origin": {"title": "A series", "licence": "CC-BY-NC-SA-4.0"},
}


async def test_a_draft_is_published_by_who_has_the_right(ines: Browser, rooms: House, author: Person) -> None:
    content = json.loads(json.dumps(to_content(tiny())))
    content["resources"] = [FILM]
    async with rooms.database.school(author.school) as conn:
        await rooms.shelf.publish(conn, from_content(content))
    await ines.get(AT)
    begun = await ines.post(AT, {"from": "course:tiny", "title": "Tiny and mine"})
    assert begun.status_code == 303, words(ines)
    at = begun.headers["location"]
    await ines.get(f"{at}/publish")
    assert "A series" in words(ines)
    given: dict[str, object] = {name: ines.hidden(name) for name in ("revision", "seen")}
    found = await ines.post(f"{at}/publish", given | {"note": "A line about it"})
    assert found.status_code == 422
    assert "Tick that you have the right to publish it so" in words(ines)
    assert 'id="rights-error"' in ines.page
    found = await ines.post(f"{at}/publish", given | {"note": "A line about it", "rights": "yes"})
    assert found.status_code == 303, words(ines)
    async with rooms.database.school(author.school) as conn:
        kept = await releases(conn, found.headers["location"].rpartition("/")[2])
    assert kept[0].note == "A line about it · I have the right to publish it so."
