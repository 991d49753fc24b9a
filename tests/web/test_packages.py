"""Packages by HTTP: launched and told on Chiron's origin, served on the other one; each refuses what is the other's."""

from __future__ import annotations

import json
import zipfile
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from chiron.core.learning.course import Course
from chiron.core.learning.packages import KINDS, LONGEST_STATE, MOST_REPORTS
from chiron.core.learning.state import to_json
from chiron.engine.library.packages.launches import LASTS, Launch, Play, read, signed
from chiron.engine.library.packages.looking import look
from chiron.engine.records import log
from chiron.faces.play.app import PlayOrigin, Rooms
from chiron.faces.web.assets import BUILT
from chiron.faces.web.assets import manifest as built
from chiron.faces.web.house import House
from chiron.main.playing import Apart
from tests.core.tiny import tiny
from tests.library.played import beads, manifest, packed
from tests.web.conftest import Browser, Clock, People

AT = "/learn/tiny/packages"
FILM = bytes(range(256)) * 9000
"""More than two pieces."""
PLAY = Play(b"a key of these tests", url="http://play.test")
CHIRON = "http://chiron.test"
Open = Callable[..., Any]


def several() -> bytes:
    """Two parts, the second after the first, and a film that is packed and one that is not."""
    after = "<adlcp:prerequisites>one</adlcp:prerequisites>"
    files: dict[str, str | bytes] = {
        "imsmanifest.xml": manifest(("one", "First", ""), ("two", "Then", after)),
        "one.html": "<!doctype html><title>1</title>",
        "two.html": "<!doctype html><title>2</title>",
        "film.webm": FILM,
        "odd name & more.txt": "odd",
        "worker.js": "1",
    }
    return packed(files)


class Zips:
    """What a folder would give."""

    def __init__(self, zips: dict[str, bytes]) -> None:
        self.package = zips.__getitem__


@pytest.fixture
def rooms(rooms: House) -> House:
    return replace(rooms, play=PLAY)


@pytest.fixture
async def course(rooms: House, people: People) -> Course:
    """Published in Ada's school, with packages."""
    zips = {"beads": beads(), "several": several(), "stored": packed({
        "imsmanifest.xml": manifest(("one", "First", "")), "one.html": "1", "film.webm": FILM
    }, zipfile.ZIP_STORED)}  # fmt: skip
    body = tiny().model_dump(mode="json", exclude_defaults=True)
    body["resources"] = [
        {"title": name.title(), "kind": "activity", "package": name, "licence": "CC0-1.0"} for name in zips
    ]
    body["packages"] = {name: look(data).file.model_dump() for name, data in zips.items()}
    found = Course.model_validate(body)
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, found, Zips(zips))  # type: ignore[arg-type]
    return found


@pytest.fixture
async def ada(browser_of: Open, people: People, course: Course) -> Browser:
    opened: Browser = await browser_of(people.ada)
    return opened


@pytest.fixture
async def play(rooms: House, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """The play origin, as a browser within Chiron's page asks it."""
    paths = {name: lambda name=name: BUILT / built()[name] for name in ("player.js", "player.css")}
    app = PlayOrigin(lambda: Rooms(rooms.database, PLAY, clock, paths["player.js"], paths["player.css"]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://play.test") as client:
        yield client


async def launched(ada: Browser, name: str = "beads", part: str = "sco") -> str:
    """The path of a new launch's page, which is open now."""
    await ada.get(f"{AT}/{name}")
    found = await ada.post(f"{AT}/{name}", {"part": part})
    assert found.status_code == 303, found.text
    path = str(found.headers["location"])
    assert (await ada.get(path)).status_code == 200
    return path


def attribute(ada: Browser, name: str) -> str:
    return unescape(ada.page.split(f'data-{name}="')[1].split('"')[0])


def address(ada: Browser) -> str:
    """Where the frame of the open page begins, without its secret."""
    return attribute(ada, "address").partition("#")[0]


def said(number: int, **more: Any) -> dict[str, Any]:
    """A report as the island sends it."""
    plain: dict[str, Any] = {
        "number": number, "completion": "incomplete", "success": "unknown", "progress": None, "place": "",
        "state": None, "score": {"raw": None, "least": None, "most": None, "scaled": None}, "seconds": 3, "answers": [],
        "suspended": False, "ended": False,
    }  # fmt: skip
    return plain | more


async def tell(ada: Browser, path: str, body: object) -> int:
    token = attribute(ada, "csrf")
    headers = {"X-CSRF-Token": token, "Content-Type": "application/json", "Accept": "application/json"}
    return (await ada.client.post(path, content=json.dumps(body), headers=headers)).status_code


async def events(rooms: House, person: Any) -> list[Any]:
    async with rooms.database.school(person.school) as conn:
        return await log.read(conn, person.id, kinds=KINDS)


# -- on Chiron's origin


async def test_a_launch_says_nothing_of_the_learner_and_resumes_from_events(
    ada: Browser, rooms: House, people: People
) -> None:
    path = await launched(ada)
    for told in (address(ada), attribute(ada, "begin")):
        for secret in (str(people.ada.id), people.ada.id.hex, people.ada.name):
            assert secret not in told
    assert json.loads(attribute(ada, "begin"))["entry"] == "ab-initio"
    assert await tell(ada, path, said(1, place="page-2", state="kept", suspended=True, ended=True)) == 204
    assert await tell(ada, path, said(1, place="again")) == 204
    assert (await ada.get(path)).status_code == 303, "a sitting that ended is not gone on with"
    await launched(ada)
    begin = json.loads(attribute(ada, "begin"))
    assert (begin["entry"], begin["place"], begin["state"], begin["before"]) == ("resume", "page-2", "kept", 3)
    kinds = [event.kind for event in await events(rooms, people.ada)]
    assert kinds == ["package.launched", "package.reported", "package.launched"]


async def test_what_a_package_says_is_no_evidence(ada: Browser, rooms: House, people: People) -> None:
    await ada.get("/learn/tiny/today")
    async with rooms.database.school(people.ada.school) as conn:
        before = (await rooms.tutoring.folds.gather(conn, people.ada, "tiny")).state
    path = await launched(ada)
    await tell(ada, path, said(1, success="passed", completion="completed", score={"raw": 100, "most": 100}))
    async with rooms.database.school(people.ada.school) as conn:
        assert (await rooms.tutoring.folds.gather(conn, people.ada, "tiny")).state == before
    assert "The package says: passed, 100 of 100 points" in (await ada.get(f"{AT}/beads")).text


async def test_the_page_frames_the_play_origin_alone(ada: Browser) -> None:
    path = await launched(ada)
    answer = await ada.get(path)
    policy = answer.headers["content-security-policy"]
    assert "frame-src http://play.test" in policy
    assert "script-src 'self'" in policy
    assert attribute(ada, "sandbox") == "allow-scripts allow-same-origin allow-forms allow-modals"
    assert "frame-src" not in (await ada.get(f"{AT}/beads")).headers["content-security-policy"]


async def test_what_is_beyond_bounds_is_refused(ada: Browser, rooms: House, people: People) -> None:
    path = await launched(ada)
    beyond: tuple[Any, ...] = (
        [], {}, said(0), said(1, place="x" * 1001), said(1, state="x" * (LONGEST_STATE + 1)), said(1, completion="won"),
        said(1, progress=1.5), said(1, more="x"), said(1, seconds=-1), said(1, answers=[{"id": "q"}] * 51),
        said(1, answers=[{"response": "x" * 1001}]), said(1, score={"raw": 1e12}), said(1, state="x" * 500_000),
    )  # fmt: skip
    for wrong in beyond:
        assert await tell(ada, path, wrong) == 422, str(wrong)[:200]
    assert len(await events(rooms, people.ada)) == 1


async def test_nobody_reports_for_another_or_without_the_pages_token(
    ada: Browser, browser_of: Open, people: People, rooms: House
) -> None:
    path = await launched(ada)
    ben: Browser = await browser_of(people.ben)
    await launched(ben)
    assert await tell(ben, path, said(1)) == 404
    assert (await ben.get(path)).status_code == 404
    assert await tell(ada, path.replace("beads", "several"), said(1)) == 404
    foreign = await ada.client.post(path, content=json.dumps(said(1)), headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert (await ada.client.post(path, content=json.dumps(said(1)))).status_code in {401, 403}
    assert [event.kind for event in await events(rooms, people.ada)] == ["package.launched"]


async def test_a_package_that_never_stops_is_kept_within_bounds(
    ada: Browser, rooms: House, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chiron.desks.tutoring.playing.MOST_REPORTS", 3)
    path = await launched(ada)
    assert [await tell(ada, path, said(number)) for number in range(1, 6)] == [204, 204, 204, 429, 429]
    assert await tell(ada, path, said(9, ended=True)) == 204, "its end is still heard"
    assert len(await events(rooms, people.ada)) == 5
    assert MOST_REPORTS >= 100


async def test_a_day_has_a_bound_and_a_state_is_kept_once(
    ada: Browser, rooms: House, people: People, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chiron.desks.tutoring.playing.MOST_BYTES_A_DAY", 5_000)
    path = await launched(ada)
    assert [await tell(ada, path, said(number, state="x" * 3000)) for number in (1, 2)] == [204, 204]
    assert [event.body.get("state") for event in await events(rooms, people.ada)] == [None, "x" * 3000, None]
    assert await tell(ada, path, said(3, state="y" * 3000, ended=True)) == 429
    assert len(await events(rooms, people.ada)) == 3
    monkeypatch.setattr("chiron.desks.tutoring.playing.MOST_A_DAY", 3)
    assert await tell(ada, path, said(4)) == 429
    clock.on(hours=25)
    assert await tell(ada, path, said(5, state="y" * 3000)) == 204
    monkeypatch.setattr("chiron.desks.tutoring.playing.MOST_A_DAY", 1)
    await ada.get(f"{AT}/beads")
    assert (await ada.post(f"{AT}/beads", {"part": "sco"})).status_code == 429


async def test_the_fold_reads_nothing_of_packages_and_is_the_same(
    ada: Browser, rooms: House, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    await tell(ada, await launched(ada), said(1, state="x"))
    await ada.get("/learn/tiny/today")
    folds, person, seen = rooms.tutoring.folds, people.ada, dict[Any, Any]()
    monkeypatch.setattr(log, "_current", lambda event: seen.setdefault(event.id, event))
    async with rooms.database.school(person.school) as conn:
        await log.drop_snapshots(conn, person.id)
        state = (await folds.gather(conn, person, "tiny")).state
        assert not any(event.kind in KINDS for event in seen.values())
        assert to_json(state) == (await folds.rebuild(conn, person, "tiny")).state
        assert any(event.kind in KINDS for event in seen.values()), "rebuilding read them all"


async def test_a_part_waits_for_what_comes_first(ada: Browser, rooms: House, people: People) -> None:
    page = (await ada.get(f"{AT}/several")).text
    assert page.count("Another part comes first") == 1
    assert (await ada.post(f"{AT}/several", {"part": "two"})).status_code == 422
    path = await launched(ada, "several", "one")
    assert await tell(ada, path, said(1, completion="completed", ended=True)) == 204
    assert "Another part comes first" not in (await ada.get(f"{AT}/several")).text
    await launched(ada, "several", "two")
    assert (await ada.post(f"{AT}/several", {"part": "none"})).status_code in {404, 422}
    assert (await ada.get(f"{AT}/nothing")).status_code == 404


async def test_without_a_safe_origin_nothing_is_played(
    app: FastAPI, ada: Browser, rooms: House, people: People
) -> None:
    path = await launched(ada)
    app.state.house = replace(rooms, play=Play(b"k", 9001))
    page = (await ada.get(f"{AT}/beads")).text
    assert "CHIRON_PLAY_URL" in page
    assert "Start" not in page
    assert (await ada.get(path)).status_code == 303


# -- on the play origin


async def test_the_player_and_the_files_come_as_they_are(ada: Browser, play: httpx.AsyncClient) -> None:
    await launched(ada)
    player = await play.get(address(ada))
    assert player.status_code == 200
    assert f'data-parent="{CHIRON}"' in player.text
    policy = player.headers["content-security-policy"]
    assert f"frame-ancestors {CHIRON}" in policy
    assert "default-src 'none'" in policy
    script = player.text.split('script src="')[1].split('"')[0]
    assert "API_1484_11" in (await play.get(script)).text
    page = await play.get(f"{address(ada)}at/sco.html")
    assert "Beads" in page.text
    assert page.headers["content-type"] == "text/html"
    policy = page.headers["content-security-policy"]
    for part in (f"frame-ancestors 'self' {CHIRON}", "connect-src 'self' data: blob:", "frame-src 'self';",
                 "object-src 'none'", "sandbox allow-scripts"):  # fmt: skip
        assert part in policy
    for answer in (player, page, await play.get("/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers
        assert "service-worker-allowed" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("name", ["several", "stored"])
async def test_a_film_can_be_sought_in(ada: Browser, play: httpx.AsyncClient, name: str) -> None:
    await launched(ada, name, "one")
    film = f"{address(ada)}at/film.webm"
    whole = await play.get(film)
    assert whole.content == FILM
    assert whole.headers["content-type"] == "video/webm"
    size = len(FILM)
    for asked, start, end in (
        ("0-9", 0, 10), ("1048570-1048585", 1_048_570, 1_048_586), (f"{size - 3}-", size - 3, size),
        ("-5", size - 5, size),
    ):  # fmt: skip
        part = await play.get(film, headers={"Range": f"bytes={asked}"})
        assert part.status_code == 206
        assert part.content == FILM[start:end]
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
    assert (await play.get(film, headers={"Range": f"bytes={size}-"})).status_code == 416
    head = await play.head(film)
    assert (head.content, head.headers["content-length"]) == (b"", str(size))


async def test_everything_else_is_refused(ada: Browser, play: httpx.AsyncClient, clock: Clock) -> None:
    await launched(ada, "several", "one")
    base = address(ada)
    assert (await play.get(f"{base}at/odd%20name%20%26%20more.txt")).text == "odd"
    for path in ("at/", "at", "at/%2e%2e/one.html", "at/one.html/", "at//one.html", "at/none.html",
                 "at/ONE.HTML", "imsmanifest.xml", "x/one.html"):  # fmt: skip
        assert (await play.get(f"{base}{path}")).status_code == 404, path
    for path in ("/", "/sign-in", "/learn/tiny/today", "/static/built/main.js", "/healthz", f"{AT}/several"):
        assert (await play.get(path)).status_code == 404, path
    for headers in (
        {"Sec-Fetch-Dest": "document"}, {"Service-Worker": "script"}, {"Sec-Fetch-Dest": "serviceworker"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    ):  # fmt: skip
        assert (await play.get(f"{base}at/worker.js", headers=headers)).status_code == 403, headers
    assert (await play.get(f"{base}at/one.html", headers={"Host": "chiron.test"})).status_code == 421
    assert (await play.post(f"{base}at/one.html")).status_code == 405
    clock.on(seconds=LASTS.total_seconds() + 1)
    assert (await play.get(f"{base}at/one.html")).status_code == 404, "addresses expire"


async def test_an_address_cannot_be_made_or_changed(ada: Browser, play: httpx.AsyncClient, people: People) -> None:
    await launched(ada)
    token = address(ada).rstrip("/").rpartition("/")[2]
    text, _, mark = token.partition(".")
    for wrong in (text, f"{text}.", f"{text}.{mark[:-2]}xx", f"x{text}.{mark}", f".{mark}", "." * 700, "é.é"):
        assert (await play.get(f"/{wrong}/at/sco.html")).status_code == 404, wrong
    other = Launch(people.cleo.school, "0" * 64, UUID(int=1), 9_999_999_999, CHIRON)
    assert (await play.get(f"/{signed(b'another key', other)}/")).status_code == 404
    # A school sees its own packages alone, even by a true signature.
    mine = read(PLAY.key, token, Clock()())
    theirs = signed(PLAY.key, replace(mine, school=people.cleo.school))
    assert (await play.get(f"/{theirs}/at/sco.html")).status_code == 404


async def test_the_main_origin_serves_no_file_of_a_package(ada: Browser, course: Course) -> None:
    await launched(ada)
    path = address(ada).removeprefix("http://play.test")
    for each in (path, f"{path}at/sco.html", f"{AT}/beads/at/sco.html", f"{AT}/beads/sco.html",
                 f"/learn/tiny/media/{course.packages['beads'].sha256}"):  # fmt: skip
        assert (await ada.get(each)).status_code in {404, 422}, each


async def test_the_port_decides_which_origin_answers() -> None:
    async def named(name: str, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": name.encode()})

    async def main(_scope: Any, _receive: Any, send: Any) -> None:
        await named("main", send)

    async def other(_scope: Any, _receive: Any, send: Any) -> None:
        await named("play", send)

    app = Apart(main, other, 9001)
    for port, name in ((9000, "main"), (9001, "play")):
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://chiron.test:{port}") as client:
            # What a client writes in its headers changes nothing.
            found = await client.get("/", headers={"Host": "chiron.test:9001", "X-Forwarded-Port": "9001"})
            assert found.text == name


def test_where_a_launch_is_played() -> None:
    id = UUID(int=7)
    near = Play(b"k", 9001)
    assert near.origin("http://127.0.0.1:9000", id) == "http://localhost:9001"
    assert near.origin("http://localhost:9000", id) == "http://127.0.0.1:9001"
    for own in ("https://school.example", "http://192.168.1.4:8000", "https://localhost"):
        assert near.origin(own, id) is None
    assert Play(b"k").origin("http://localhost:9000", id) is None
    apart = Play(b"k", 9001, "https://*.play.example")
    assert apart.origin("https://school.example", id) == f"https://{id.hex}.play.example"
    launch = Launch(id, "a" * 64, id, 100, "http://localhost:9000")
    assert apart.serves(f"{id.hex}.play.example", launch)
    assert not apart.serves(f"{UUID(int=8).hex}.play.example", launch)
    assert [near.serves(host, launch) for host in ("127.0.0.1", "localhost", "[::1]")] == [True, False, False]
    assert read(b"k", signed(b"k", launch), Clock()().fromtimestamp(99, Clock()().tzinfo)) == launch
    assert timedelta(hours=1) < LASTS < timedelta(days=1)
