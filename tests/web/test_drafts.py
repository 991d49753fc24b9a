"""The pages where a course is put together: who may see them, what their plain forms do, and what they refuse."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID

import pytest

from chiron.core.learning.outline.said import KINDS, Said
from chiron.engine.people import store as people_store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.faces.web.house import House
from chiron.faces.web.teacher.drafts import here_of
from chiron.faces.web.teacher.drafts_words import WORDS, said_words
from chiron.faces.web.teacher.outline_stems import stem_words
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words
from tests.web.test_imports import read, sent

Open = Callable[[Person | None], Awaitable[Browser]]
AT = "/teacher/drafts"
BANK = """$CATEGORY: Geography/Capitals

::France:: What is the capital of France? {=Paris ~London ~Rome}

::Spain:: What is the capital of Spain? {=Madrid ~Lisbon ~Rome}

$CATEGORY: Geography/Rivers

::Seine:: Which river is in Paris? {=Seine ~Thames ~Tiber}
"""


@pytest.fixture
async def author(rooms: House, people: People, clock: Clock) -> Person:
    """Ines writes courses at Ada's school."""
    made = new_person(people.ada.school, "Ines", "ines", frozenset({Role.AUTHOR}), clock.now, AgeBand.ADULT)
    async with rooms.database.school(made.school) as conn:
        await people_store.add_person(conn, made, None)
    return made


@pytest.fixture
async def ines(browser_of: Open, author: Person) -> Browser:
    """Her browser."""
    return await browser_of(author)


@pytest.fixture
async def draft(ines: Browser, author: Person, rooms: House) -> str:
    """Where a draft of the bank is."""
    _, at = await sent(ines, "bank.gift", BANK.encode())
    assert await read(rooms, author) == "read"
    source = f"import:{at.rpartition('/')[2]}"
    await ines.get(f"{AT}?from={source}")
    assert f'value="{source}" selected' in ines.page
    begun = await ines.post(AT, {"from": source, "title": "Towns and rivers"})
    assert begun.status_code == 303, words(ines)
    return str(begun.headers["location"])


async def done(ines: Browser, at: str, **form: str) -> str:
    """Send a form of a page, and the words of the page that it leads to."""
    await ines.get(at)
    form |= {"revision": ines.hidden("revision")}
    found = await ines.post(at, {name.replace("_", "-"): value for name, value in form.items()})
    assert found.status_code == 303, words(ines)
    await ines.get(found.headers["location"].partition("#")[0])
    return words(ines)


def order(ines: Browser) -> list[str]:
    """The keys of the open unit's skills."""
    return re.findall(r'data-row="(s\d+)"', ines.page)


async def way(ines: Browser, draft: str, name: str) -> str:
    """Undo or redo, and the words of the page that it leads to."""
    await ines.get(draft)
    found = await ines.post(f"{draft}/{name}", {"revision": ines.hidden("revision")})
    assert found.status_code == 303
    await ines.get(found.headers["location"])
    return words(ines)


async def test_an_outline_by_plain_forms(ines: Browser, draft: str) -> None:
    await ines.get(draft)
    assert "Towns and rivers" in words(ines)
    first, second = order(ines)
    assert "“Capitals” moved down." in await done(ines, draft, do=f"down {first}")
    assert order(ines) == [second, first]
    assert "Undone: “Capitals” moved down." in await way(ines, draft, "undo")
    assert order(ines) == [first, second]
    assert "Done again: “Capitals” moved down." in await way(ines, draft, "redo")
    assert "“Capitals” moved to “Geography”." in await done(ines, draft, do=f"drop {first} {second}")
    assert order(ines) == [first, second]
    assert "Unit “More” added." in await done(ines, draft, do="add-unit", title="More")
    assert "“Rivers” taken out." in await done(ines, draft, do="take-out", skill=second)
    assert "Taken out (2)" in words(ines)
    assert "“Rivers” put back." in await done(ines, f"{draft}/taken", do="back", skill=second)
    await ines.get(draft)
    unit = re.findall(r'data-row="(u\d+)"', ines.page)[0]
    assert "“Mountains” added." in await done(ines, draft, do=f"add-skill {unit}", title="Mountains")
    found = await ines.post(draft, {"do": "merge", "skill": first, "revision": ines.hidden("revision")})
    assert (found.status_code, "two or more skills" in words(ines)) == (422, True)
    assert "1 item" in await done(
        ines, f"{draft}/skills/{first}", do="take-out", item=item_of(await skill(ines, draft, first))
    )


async def skill(ines: Browser, draft: str, key: str) -> str:
    """The page of a skill."""
    await ines.get(f"{draft}/skills/{key}")
    return ines.page


def item_of(page: str) -> str:
    """The key of a skill's first item."""
    return str(re.findall(r'data-row="(i\d+)"', page)[0])


async def test_what_is_refused_keeps_what_was_typed(ines: Browser, draft: str) -> None:
    await ines.get(draft)
    first, second = order(ines)
    for do, title, at in (("add-unit", " ", "new-unit"), (f"change-unit {'u9999'}", "X", "")):
        await ines.get(draft)
        found = await ines.post(draft, {"do": do, "title": title, "revision": ines.hidden("revision")})
        assert found.status_code == 422, do
        assert not at or f'id="{at}-error"' in ines.page
    assert "needs changed" in await done(ines, f"{draft}/skills/{second}", do="needs", needs=first)
    await ines.get(f"{draft}/skills/{first}")
    data: dict[str, object] = {"do": "needs", "needs": second, "revision": ines.hidden("revision")}
    assert (await ines.post(f"{draft}/skills/{first}", data)).status_code == 422
    assert "circle" in words(ines)
    assert re.search(rf'name="needs" value="{second}" checked', ines.page)
    await ines.get(f"{draft}/about")
    found = await ines.post(f"{draft}/about", {"do": "keep", "title": "Kept here", "from": "ten", "to": "12"})
    assert found.status_code == 422
    assert 'value="Kept here"' in ines.page


async def test_a_form_from_before_is_told_so(ines: Browser, draft: str) -> None:
    await ines.get(draft)
    first, _ = order(ines)
    old = ines.hidden("revision")
    await done(ines, draft, do="take-out", skill=first)
    await ines.get(draft)
    found = await ines.post(draft, {"do": f"down {first}", "revision": old})
    assert found.status_code == 422
    assert (await ines.get(f"{draft}/skills/{first}")).status_code == 404
    assert "Look among what was taken out" in words(ines)
    for revision in ("", "-1", "9" * 12, "x"):
        assert (await ines.post(draft, {"do": f"up {first}", "revision": revision})).status_code == 422, revision


async def test_what_lies_elsewhere_comes_in_once(ines: Browser, draft: str) -> None:
    await ines.get(AT)
    begun = await ines.post(AT, {"title": "Of one skill"})
    other = str(begun.headers["location"])
    await ines.get(f"{other}/add")
    source = re.findall(r"add\?from=(import[^\"&]*)", ines.page)[0].replace("%3A", ":")
    await ines.get(f"{other}/add", params={"from": source, "find": "rivers"})
    key = re.findall(r'name="pick-skill" value="(s\d+)"', ines.page)[0]
    form = {"from": source, "into": "", "revision": ines.hidden("revision")}
    assert (await ines.post(f"{other}/add", form)).status_code == 422
    assert "Tick what shall come in first." in words(ines)
    for said in ("Brought in: 1 skill, 1 item.", "was here already"):
        await ines.get(f"{other}/add", params={"from": source})
        form |= {"revision": ines.hidden("revision"), "pick-skill": key}
        found = await ines.post(f"{other}/add", form)
        assert found.status_code == 303
        await ines.get(found.headers["location"])
        assert said in words(ines)
    assert "is in the draft" in words(ines)


async def test_items_that_begin_alike_are_told_apart(ines: Browser, author: Person, rooms: House) -> None:
    bank = (
        "::Seine:: Which river? {=Seine ~Rhine}\n\n::Rhine:: Which river? {=Rhine ~Seine}\n\n::Sea:: Which sea? {=A ~B}"
    )
    _, at = await sent(ines, "alike.gift", bank.encode())
    assert await read(rooms, author) == "read"
    await ines.get(AT)
    begun = await ines.post(AT, {"from": f"import:{at.rpartition('/')[2]}", "title": "Waters"})
    await ines.get(f"{begun.headers['location']}/skills/s1")
    told = words(ines)
    assert "Which river? seine; one to choose" in told
    assert "Which river? rhine; one to choose" in told
    assert "Which sea? one to choose" in told


async def test_it_is_published_and_tried(ines: Browser, draft: str, rooms: House, author: Person) -> None:
    await ines.get(f"{draft}/publish")
    tried = await ines.post(f"{draft}/try", {"revision": ines.hidden("revision")})
    assert tried.status_code == 303, words(ines)
    trial = tried.headers["location"].split("/")[2]
    await ines.get(f"/learn/{trial}/goal")
    assert "A trial of your draft." in words(ines)
    assert (await ines.get(f"{AT}/trial/{trial}")).headers["location"] == draft
    await ines.get(f"/learn/{trial}/goal")
    assert (await ines.post(f"{AT}/trial/{trial}", {"do": "end"})).headers["location"] == draft
    assert (await ines.get(f"{AT}/trial/{trial}")).status_code == 404
    await ines.get(f"{draft}/publish")
    found = await ines.post(f"{draft}/publish", {"revision": ines.hidden("revision"), "seen": ""})
    assert found.status_code == 303, words(ines)
    course = found.headers["location"].rpartition("/")[2]
    async with rooms.database.school(author.school) as conn:
        shelved, _ = await rooms.shelf.course(conn, course)
    assert len(shelved.templates) == 3
    await ines.get(f"{draft}/publish")
    assert "It is on the shelf as it stands here." in words(ines)
    assert "on the shelf" in words(ines)


async def test_its_history_says_what_was_done_by_whom_the_latest_first(ines: Browser, draft: str) -> None:
    await ines.get(draft)
    first, _ = order(ines)
    await done(ines, draft, do=f"down {first}")
    await done(ines, draft, do="add-unit", title="More")
    await way(ines, draft, "undo")
    await ines.get(f"{draft}/history")
    lines = re.findall(r'<p class="title">(.*?)</p><p class="small quiet">(.*?)</p>', ines.page)
    assert [html.unescape(said) for said, _ in lines][:2] == ["Unit “More” added", "“Capitals” moved down"]
    assert ["undone" in about for _, about in lines][:2] == [True, False]
    assert all("Ines" in about for _, about in lines)


PAGES = ("", "/about", "/add", "/taken", "/publish", "/history")


async def test_only_authors_of_the_school_see_it(
    browser_of: Open, draft: str, people: People, rooms: House, other_school: object
) -> None:
    for person, status in ((people.dana, 403), (people.ada, 403), (None, 303)):
        other = await browser_of(person)
        for page in PAGES:
            assert (await other.get(f"{draft}{page}")).status_code == status, (person, page)
    roles = frozenset({Role.AUTHOR})
    stranger = replace(people.eve, id=UUID(int=9), school=people.cleo.school, sign_in_name="yara", roles=roles)
    async with rooms.database.school(stranger.school) as conn:
        await people_store.add_person(conn, stranger, None)
    yara = await browser_of(stranger)
    for page in PAGES:
        assert (await yara.get(f"{draft}{page}")).status_code == 404, page
    await yara.get(AT)
    assert "Towns" not in words(yara)
    assert (await yara.post(draft, {"do": "add-unit", "title": "X", "revision": "1"})).status_code == 404


@pytest.mark.parametrize(
    "here", ["//evil.example", "https://evil.example", "/../x", "?unit=a&next=b", "/skills/s1/items"]
)
def test_a_form_leads_to_a_draft_s_own_pages_alone(here: str) -> None:
    assert here_of({"here": [here]}) == ""


def test_every_change_has_its_sentence() -> None:
    assert set(WORDS) == set(KINDS)
    for kind, names in KINDS.items():
        assert said_words(Said(kind, dict.fromkeys(names, "Loops"))) not in ("", "The last change"), kind
        assert said_words(Said(kind)) != "", kind


async def test_undoing_what_somebody_changed_meanwhile_undoes_nothing(ines: Browser, draft: str) -> None:
    await ines.get(draft)
    first, second = order(ines)
    old = ines.hidden("revision")
    await done(ines, draft, do=f"down {first}")
    found = await ines.post(f"{draft}/undo", {"revision": old, "here": "/taken"})
    assert found.headers["location"] == f"{draft}/taken?did=late"
    await ines.get(found.headers["location"])
    assert "Somebody changed the draft meanwhile." in words(ines)
    await ines.get(draft)
    assert order(ines) == [second, first]


@pytest.mark.parametrize(
    ("stem", "read"),
    [
        ("Which river?", "Which river?"),
        (r"Simplify... \frac{-45}{60}", "Simplify... -45/60"),
        (r"Divide: \frac{-\left(\frac{2}{3}\right)}{\frac{n}{5}}", "Divide: (-(2/3))/(n/5)"),
        (r"Find \sqrt{x+1} \times \pi", "Find √(x+1) × π"),
        (r"Cut off: \frac{1}{2 \le", "Cut off: frac12 ≤"),
        ("\\" * 90, ""),
    ],
)
def test_an_item_s_beginning_is_read_without_tex(stem: str, read: str) -> None:
    assert stem_words(stem) == read
