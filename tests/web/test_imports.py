"""Courses from elsewhere: uploaded by an author, read apart within bounds, looked over, put on the shelf."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chiron.core.words import Json
from chiron.engine.library.importing import apart, jobs
from chiron.engine.library.importing.package import pack
from chiron.engine.library.versions import LONGEST_NOTE
from chiron.engine.people import store as people_store
from chiron.engine.people.accounts import new_person
from chiron.engine.people.person import AgeBand, Person, Role
from chiron.faces.web.house import House
from tests.library.example import write_example
from tests.library.played import beads
from tests.web.conftest import Browser, Clock, People
from tests.web.reading import words

Open = Callable[[Person | None], Awaitable[Browser]]
AT = "/teacher/imports"
BANK = """$CATEGORY: Geography/Capitals

::France:: What is the capital of France? {=Paris ~London#That is in England. ~Rome}

::Sum:: 2+2 = {#4}

::Story:: Tell me of your town. {}

::Broken:: What is this? {=
"""


@pytest.fixture
async def author(rooms: House, people: People, clock: Clock) -> Person:
    """Ines writes courses at Ada's school."""
    made = new_person(people.ada.school, "Ines", "ines", frozenset({Role.AUTHOR}), clock.now, AgeBand.ADULT)
    async with rooms.database.school(made.school) as conn:
        await people_store.add_person(conn, made, None)
    return made


async def sent(browser: Browser, name: str, data: bytes) -> tuple[int, str]:
    """Upload a file; the status, and where it leads."""
    await browser.get(AT)
    found = await browser.client.post(AT, data={"csrf": browser.hidden("csrf")}, files={"file": (name, data)})
    browser.page = found.text or browser.page
    return found.status_code, found.headers.get("location", "")


async def read(rooms: House, school: Person) -> str | None:
    """Let the worker read what waits."""
    assert rooms.home is not None
    return await jobs.once(rooms.database, school.school, rooms.home)


async def test_a_bank_goes_from_a_file_to_the_shelf(browser_of: Open, author: Person, rooms: House) -> None:
    ines = await browser_of(author)
    await ines.get("/teacher/courses")
    assert f'href="{AT}"' in ines.page
    status, at = await sent(ines, "bank.gift", BANK.encode())
    assert status == 303
    await ines.get(at)
    assert "It waits until another one is read." in words(ines)
    assert "You can leave this page" in words(ines)
    assert await read(rooms, author) == "read"
    await ines.get(at)
    told = words(ines)
    assert "Chiron checks 2 of 3 answers by itself" in told
    assert "Geography" in told
    assert "left out" in told
    lines = list(csv.DictReader(io.StringIO((await ines.get(f"{at}/report.csv")).text.lstrip("\ufeff"))))
    assert [line["fate"] for line in lines if line["key"] != ""].count("left out") == 1
    await ines.get(at)
    found = await ines.post(f"{at}/publish")
    assert (found.status_code, found.headers["location"]) == (303, "/teacher/courses/bank")
    await ines.get("/teacher/courses/bank")
    assert "Capitals" in words(ines)
    async with rooms.database.school(author.school) as conn:
        course, _ = await rooms.shelf.course(conn, "bank")
    assert len(course.templates) == 3
    await ines.get(AT)
    assert "on the shelf" in words(ines)


async def test_only_what_was_looked_over_takes_the_place_of_a_course(
    browser_of: Open, author: Person, rooms: House
) -> None:
    ines = await browser_of(author)
    _, at = await sent(ines, "bank.gift", BANK.encode())
    await read(rooms, author)
    await ines.get(at)
    _, other = await sent(ines, "bank.gift", BANK.replace("Paris", "Lyon").encode())
    await read(rooms, author)
    await ines.get(other)
    assert (await ines.post(f"{other}/publish", {"seen": ""})).status_code == 303
    # The page of the first one still says that nothing of this name is there.
    for form in ({"seen": ""}, {}):
        await ines.get(at)
        assert (await ines.post(f"{at}/publish", dict(form))).status_code == 409
        assert "Somebody published another version meanwhile." in words(ines)
    assert rooms.home is not None
    seen, looked = ines.hidden("seen"), ines.hidden("looked")
    (file,) = (rooms.home / jobs.FOLDER).glob(f"*/{at.rpartition('/')[2]}/course/course.yaml")
    file.write_text(file.read_text().replace("title: ", "title: Big ", 1))
    assert (await ines.post(f"{at}/publish", {"seen": seen, "looked": looked})).status_code == 409
    assert "This import was changed meanwhile." in words(ines)
    assert ines.hidden("looked") != looked
    form = {"seen": seen, "looked": ines.hidden("looked"), "note": "x" * (LONGEST_NOTE + 1)}
    assert (await ines.post(f"{at}/publish", dict(form))).status_code == 422
    assert (await ines.post(f"{at}/publish", form | {"note": ""})).status_code == 303, words(ines)


async def test_it_is_read_again_and_taken_away(browser_of: Open, author: Person, rooms: House) -> None:
    ines = await browser_of(author)
    _, at = await sent(ines, "bank.gift", BANK.encode())
    await read(rooms, author)
    await ines.get(at)
    assert (await ines.post(f"{at}/again")).status_code == 303
    await read(rooms, author)
    await ines.get(at)
    assert (await ines.post(f"{at}/forget")).status_code == 303
    assert (await ines.get(at)).status_code == 404
    assert rooms.home is not None
    assert not list((rooms.home / jobs.FOLDER).rglob("*.gift"))


async def test_only_authors_of_the_school_see_it(browser_of: Open, author: Person, people: People) -> None:
    ines = await browser_of(author)
    _, at = await sent(ines, "bank.gift", BANK.encode())
    for person, status in ((people.dana, 403), (people.ada, 403), (people.cleo, 403), (None, 303)):
        other = await browser_of(person)
        for path in (AT, at, f"{at}/report.csv"):
            assert (await other.get(path)).status_code == status, (person, path)


async def test_an_author_of_another_school_finds_nothing(
    browser_of: Open, author: Person, people: People, rooms: House, other_school: object
) -> None:
    _, at = await sent(await browser_of(author), "bank.gift", BANK.encode())
    stranger = replace(author, id=people.eve.id.__class__(int=7), school=people.cleo.school, sign_in_name="yara")
    async with rooms.database.school(stranger.school) as conn:
        await people_store.add_person(conn, stranger, None)
    yara = await browser_of(stranger)
    assert (await yara.get(at)).status_code == 404
    await yara.get(AT)
    assert (await yara.post(f"{at}/forget")).status_code == 404
    assert (await (await browser_of(author)).get(at)).status_code == 200


CELLS = """# Cells

## What cells are made of

A **nucleus** is a part of the cell that holds its plan. A **ribosome** is a small body that builds proteins. A
**membrane** is a thin layer that keeps the inside together. A **vacuole** is a space in the cell that stores water.

## How cells divide

**Mitosis** is the division of a nucleus into two equal ones. A **chromosome** is a long thread that carries genes. A
**spindle** is a set of fibres that pulls the threads apart.
"""


async def test_nobody_uploads_who_is_not_signed_in(browser_of: Open) -> None:
    nobody = await browser_of(None)
    await nobody.get("/sign-in")
    found = await nobody.client.post(AT, data={"csrf": nobody.hidden("csrf")}, files={"file": ("a.gift", b"x")})
    assert found.status_code in (303, 401)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("note.bin", b"\x00\x01\x02", "No reader knows"),
        ("empty.zip", b"PK\x05\x06" + bytes(18), "empty"),
        ("cut.zip", b"PK\x03\x04" + bytes(30), ""),
        ("bank.xml", b"<quiz><question type='essay'>", ""),
    ],
)
async def test_what_cannot_be_read_says_so(
    browser_of: Open, author: Person, rooms: House, name: str, data: bytes, says: str
) -> None:
    ines = await browser_of(author)
    _, at = await sent(ines, name, data)
    told = await read(rooms, author)
    assert told not in (None, "read")
    assert says in str(told)
    await ines.get(at)
    assert str(told)[:40] in words(ines)
    assert "Put it on the shelf" not in words(ines)


async def test_no_file_and_an_empty_file_are_told(browser_of: Open, author: Person) -> None:
    ines = await browser_of(author)
    for name, data in (("empty.gift", b""), ("..", b"x")):
        status, _ = await sent(ines, name, data)
        assert status == 422, name
        assert "Error:" in words(ines)


@pytest.mark.parametrize("name", ["../../etc/passwd.gift", "..\\..\\a.gift", "/etc/a.gift", "a\x00b.gift", "ñ é.gift"])
async def test_a_name_leads_nowhere(browser_of: Open, author: Person, rooms: House, name: str) -> None:
    ines = await browser_of(author)
    status, _ = await sent(ines, name, BANK.encode())
    assert status == 303
    assert rooms.home is not None
    (kept,) = (rooms.home / jobs.FOLDER).rglob("upload/*")
    assert kept.suffix == ".gift"
    assert kept.resolve().is_relative_to((rooms.home / jobs.FOLDER).resolve())


async def test_a_package_of_chirons_comes_as_it_is(
    browser_of: Open, author: Person, rooms: House, tmp_path: Path
) -> None:
    pack(write_example(tmp_path / "course"), tmp_path / "one.zip")
    ines = await browser_of(author)
    _, at = await sent(ines, "one.zip", (tmp_path / "one.zip").read_bytes())
    assert await read(rooms, author) == "read"
    await ines.get(at)
    await ines.post(f"{at}/again")
    assert await read(rooms, author) == "read"
    await ines.get(at)
    found = await ines.post(f"{at}/publish")
    assert found.status_code == 303, words(ines)


async def test_a_package_to_play_leads_into_a_course_that_asks(browser_of: Open, author: Person, rooms: House) -> None:
    ines = await browser_of(author)
    _, at = await sent(ines, "beads.zip", beads())
    assert await read(rooms, author) == "read"
    await ines.get(at)
    assert "It has nothing to answer yet." in words(ines)
    assert f'href="/teacher/drafts?from=import:{at.rpartition("/")[2]}"' in ines.page


async def test_memory_and_time_are_bounded(tmp_path: Path) -> None:
    upload = tmp_path / apart.UPLOAD
    upload.mkdir()
    (upload / "many.gift").write_text("".join(f"::Q{n}:: {n}+1 = {{#{n + 1}}}\n\n" for n in range(20_000)))

    async def told(_seen: int) -> None:
        return None

    with pytest.raises(Exception, match=r"memory|longer|stopped"):
        await apart.bring_apart(tmp_path, told, seconds=1)
    assert not (tmp_path / apart.COURSE).exists()


def test_a_bomb_of_zeros_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / apart.UPLOAD / "bomb.zip"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.gift", bytes(300_000_000))
        packed.writestr("bank.gift", BANK)
    told: Json = apart.brought(tmp_path)
    report = json.loads((tmp_path / apart.REPORT).read_text())
    assert told["gradable"] == 2
    assert [line["why"] for line in report["lines"] if line["key"] == "zeros.gift"] != []
