"""What somebody who means harm sends: refused with a page that says so, and nothing is held up or kept."""

from __future__ import annotations

import json

import pytest

from chiron.engine.people import store
from chiron.engine.people.sign_in import limits
from chiron.engine.records import log
from chiron.faces.web import pace
from tests.web.conftest import THE_PASSWORD, Browser

AT = "/learn/tiny"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def ada(browser_of, people) -> Browser:
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/goal")
    await browser.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await browser.get(f"{AT}/map")
    await browser.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    await browser.get(f"{AT}/practice")
    return browser


async def events_of(rooms, person) -> list[log.Event]:
    async with rooms.database.school(person.school) as conn:
        return await log.read(conn, person.id)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=B; charset=punycode", b"--B\r\n"),
        ("multipart/form-data; boundary=B; CHARSET=unicode_escape", b"--B\r\n"),
        ("multipart/form-data; " + ";" * 20_000, b"x"),
        ("multipart/form-data", b"no boundary"),
        (FORM, b"&".join(b"a%d=1" % n for n in range(10_000))),
        (FORM, b"text=" + b"a" * 3_500_000),
    ],
)
async def test_a_form_that_no_browser_sends_is_refused_by_a_page(browser_of, people, kind, body):
    for who in (None, people.ada):
        browser = await browser_of(who)
        found = await browser.client.post("/sign-in", content=body, headers={"content-type": kind})
        assert found.status_code == 422
        assert "text/html" in found.headers["content-type"]
        assert "too large" in found.text


async def test_a_body_that_grows_beyond_the_bound_is_cut_off(browser_of):
    async def endless():
        yield b"text="
        for _ in range(60):
            yield b"a" * 100_000

    browser = await browser_of(None)
    found = await browser.client.post("/sign-in", content=endless(), headers={"content-type": FORM})
    assert found.status_code == 422


@pytest.mark.parametrize(
    "headers", [{f"x{n}": "a" for n in range(200)}, {"x": "a" * 40_000}], ids=["very many", "very long"]
)
async def test_headers_have_a_bound(browser_of, headers):
    assert (await (await browser_of(None)).get("/sign-in", headers=headers)).status_code == 431


@pytest.mark.parametrize("host", ["evil.test", "chiron.test@evil.test", "chiron.test:x", ""])
async def test_only_our_own_host_names_are_served(browser_of, host):
    assert (await (await browser_of(None)).get("/sign-in", headers={"host": host})).status_code == 421


@pytest.mark.parametrize("origin", ["http://[", "null", "https://evil.test", "http://chiron.test.evil.test"])
async def test_a_form_from_another_origin_is_refused(ada, origin):
    form = {"csrf": ada.hidden("csrf"), "key": ada.hidden("key"), "text": "hello", "item": ada.hidden("item")}
    found = await ada.client.post(f"{AT}/practice/say", data=form, headers={"origin": origin})
    assert found.status_code == 403


@pytest.mark.parametrize("path", ["/people/none", "/people/%00", "/family/x", "/people/none/export.zip"])
async def test_an_address_with_an_odd_id_is_a_page_that_is_not_there(browser_of, olga, path):
    found = await (await browser_of(olga)).get(path)
    assert found.status_code == 404
    assert "text/html" in found.headers["content-type"]


@pytest.mark.parametrize("rows", ["[" * 100_000, '{"a": 1}', "1", '[["\\ud800", 1e999]]'])
async def test_codes_to_write_are_read_with_care_and_for_operators_alone(browser_of, people, olga, rows):
    operator, learner = await browser_of(olga), await browser_of(people.ada)
    await operator.get("/settings")
    assert (await operator.post("/people/import/slips", {"rows": rows})).status_code in {200, 422}
    await learner.get("/settings")
    assert (await learner.post("/people/import/slips", {"rows": rows})).status_code == 403


@pytest.mark.parametrize(
    "kept",
    [
        "[" * 100_000,
        json.dumps({"path": "//evil.test", "fields": [["a", "b"]]}),
        '{"path": "/x\\ud800", "fields": [["\\ud800", "\\udfff"]]}',
        '{"path": "/x", "fields": 7}',
    ],
)
async def test_what_was_kept_of_a_form_is_read_with_care(browser_of, rooms, with_password, kept):
    async with rooms.database.school(with_password.school) as conn:
        slug = (await store.view_school(conn)).slug
    browser = await browser_of(None)
    await browser.get("/sign-in")
    form = {"sign_in_name": "ada", "password": THE_PASSWORD, "school": slug, "kept": kept}
    found = await browser.post("/sign-in", form)
    assert found.status_code in {200, 422}
    assert "Enter your school" not in found.text
    assert "evil.test" not in found.text + found.headers.get("location", "")


async def test_ids_that_a_form_carries_are_short_and_skills_are_the_courses_own(ada, rooms, people):
    before = len(await events_of(rooms, people.ada))
    for field in ("turn", "item", "attempt"):
        await ada.get(f"{AT}/practice")
        found = await ada.post(f"{AT}/practice/report", {"what": "item", field: "x" * 101, "text": "wrong"})
        assert "cannot be read" in found.text
    for purpose in ("practice", "review", "diagnostic"):
        await ada.get(f"{AT}/practice")
        found = await ada.post(f"{AT}/practice/start", {"purpose": purpose, "skill": "x" * 1_000})
        assert "no such skill" in found.text
    assert len(await events_of(rooms, people.ada)) == before


async def test_nobody_fills_the_log_by_sending_again_and_again(ada, rooms, people, clock, monkeypatch):
    monkeypatch.setitem(pace.MOST, "say", 3)
    item = ada.hidden("item")
    await ada.get(f"{AT}/practice")
    sent = [(await ada.post(f"{AT}/practice/say", {"text": f"hello {n}", "item": item})).status_code for n in range(5)]
    assert sent == [303, 303, 303, 429, 429]
    # A call for help is heard all the same, and after a while everything is.
    await ada.get(f"{AT}/practice")
    assert (await ada.post(f"{AT}/practice/say", {"text": "I want to kill myself", "item": item})).status_code != 429
    assert any(event.kind == "alert.raised" for event in await events_of(rooms, people.ada))
    clock.on(minutes=6)
    await ada.get(f"{AT}/practice")
    assert (await ada.post(f"{AT}/practice/say", {"text": "hello", "item": item})).status_code != 429


async def test_counts_of_many_people_are_forgotten(clock, people, monkeypatch):
    monkeypatch.setattr(pace, "PEOPLE", 1)
    counts = pace.Pace()
    for person in (people.ada, people.ben, people.dana):
        counts.count(person.id, "say", clock.now)
    assert len(counts._counts) == 1


@pytest.mark.parametrize("headers", [{"origin": "https://school.test"}, {"referer": "https://school.test/sign-in"}])
async def test_a_proxy_that_says_nothing_of_itself_is_told_by_the_browser(browser_of, headers):
    """Then the first run asks for the code that stands on the console, although the proxy sits on this machine."""
    browser = await browser_of(None)
    assert 'name="code"' not in (await browser.get("/first-run", headers={"referer": "http://localhost:8000/"})).text
    assert 'name="code"' in (await browser.get("/first-run", headers=headers)).text


async def test_a_learner_guesses_no_codes_of_other_classes(browser_of, people):
    browser = await browser_of(people.ada)
    sent = []
    for number in range(limits.CODES + 2):
        await browser.get("/join")
        sent.append(await browser.post("/join", {"code": f"BCDF{number:02}".replace("0", "Z").replace("1", "Y")}))
    assert [found.status_code for found in sent] == [422] * limits.CODES + [429] * 2


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "https://evil.test",
        "javascript:alert(1)",
        "/\t/evil.test",
        " //evil.test",
        "/%09/evil.test\r\nset-cookie: a=b",
        "evil.test",
        "///evil.test",
        "/\x00/evil",
    ],
)
async def test_signing_in_leads_to_our_own_pages_alone(browser_of, rooms, with_password, wanted):
    async with rooms.database.school(with_password.school) as conn:
        slug = (await store.view_school(conn)).slug
    browser = await browser_of(None)
    page = await browser.get("/sign-in", params={"next": wanted})
    assert "evil" not in page.text
    assert "javascript" not in page.text
    form = {"sign_in_name": "ada", "password": THE_PASSWORD, "school": slug, "next": wanted}
    found = await browser.post("/sign-in", form)
    assert (found.status_code, found.headers["location"]) == (303, "/")
    again = await browser.get("/sign-in", params={"next": wanted})
    assert again.headers["location"] == "/"
    assert sum(name == "set-cookie" for name, _ in again.headers.multi_items()) == 0


def _parts(count: int, size: int) -> bytes:
    part = b'--B\r\ncontent-disposition: form-data; name="a%d"\r\n\r\n' + b"a" * size + b"\r\n"
    return b"".join(part.replace(b"%d", b"%d" % n) for n in range(count)) + b"--B--\r\n"


@pytest.mark.parametrize(
    ("kind", "block", "times"),
    [
        (FORM, b"text=" + b"a" * 50_000, 200),
        ("multipart/form-data; boundary=B", _parts(1, 12_000), 100),
        ("multipart/form-data; boundary=B", _parts(6, 10), 1),
        ("multipart/form-data; boundary=B; charset=punycode", _parts(1, 10), 1),
    ],
    ids=["typed", "large fields", "many fields", "charset"],
)
async def test_beside_a_large_file_hardly_anything_is_read(browser_of, people, kind, block, times):
    browser, read = await browser_of(people.ada), 0

    async def body():
        nonlocal read
        for _ in range(times):
            read += 1
            yield block

    found = await browser.client.post(f"{AT}/bring", content=body(), headers={"content-type": kind})
    assert found.status_code == 422
    assert read <= 2, "the rest is left unread"


async def test_files_come_one_at_a_time_and_not_too_often(browser_of, people):
    browser = await browser_of(people.ada)
    await browser.get(f"{AT}/bring")
    csrf, statuses = browser.hidden("csrf"), []

    async def send(token: str = csrf):
        found = await browser.client.post(f"{AT}/bring", data={"csrf": token}, files={"file": ("a.apkg", b"x")})
        return found.status_code

    async def meanwhile():
        yield b'--B\r\ncontent-disposition: form-data; name="file"; filename="a.apkg"\r\n\r\n'
        statuses.append(await send())
        yield b"x\r\n--B--\r\n"

    kind = {"content-type": "multipart/form-data; boundary=B"}
    await browser.client.post(f"{AT}/bring", content=meanwhile(), headers=kind)
    assert statuses == [429]
    assert 429 not in {await send() for _ in range(10)}
    assert 429 in {await send("none") for _ in range(30)}, "whose form is not ours counts, too"
