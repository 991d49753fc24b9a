"""An offer beside a question, a film of the course with captions and words, and the way back to the same step."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from playwright.sync_api import Page, expect

from chiron.core.learning.course import Course
from chiron.core.learning.resources.helping import Helps, Known
from chiron.engine.fits import store
from chiron.engine.library.files import Folder
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.people.person import Person, Role
from chiron.engine.records.database import Connection
from tests.browser.conftest import PHONE, Open
from tests.browser.house import Served
from tests.browser.test_access import looked_at
from tests.core.aids import FILM, READING, with_aids
from tests.library.media_samples import VTT, mp4

AT = "/learn/aided"
OWN = {
    **{name: value for name, value in FILM.items() if name != "url"},
    "media": "balance.mp4",
    "captions": "words.vtt",
    "origin": {"title": "Balances on film", "licence": "CC-BY-NC-ND-4.0", "authors": ["Ana Ruiz"]},
}


def shelved(served: Served, folder: Path) -> None:
    """The course, with a film of its own; and what others' answers said of it, which makes an offer likely."""
    (folder / "media").mkdir()
    (folder / "media" / "balance.mp4").write_bytes(mp4(4000))
    (folder / "media" / "words.vtt").write_bytes(VTT)
    media = FolderMedia(Folder(folder))
    body: dict[str, Any] = with_aids([OWN], readings=[READING]).model_dump(mode="json", exclude_defaults=True)
    body |= {"id": "aided", "media": {n: media.about(n).model_dump() for n in ("balance.mp4", "words.vtt")}}
    course = Course.model_validate(body)
    known = Helps("helps@1+browser", {}, {"balance-film@first": Known(60, 40, 0.31, 0.03, 0.5)})

    async def work(conn: Connection) -> None:
        version = await served.rooms.shelf.publish(conn, course, media)
        told = msgspec.to_builtins(known)
        made = datetime(2026, 11, 1, tzinfo=UTC)
        await store.add_fit(conn, "aided", known.version, store.HELPS, told, {}, version, made, [])

    served.with_school(work)


def offered(visit: Open, served: Served, size: tuple[int, int]) -> tuple[Page, Person]:
    """Somebody to whom the film is offered. It is not to all: chance leaves some out."""
    for _ in range(8):
        who = served.learner("aided")
        page = visit(f"{AT}/map?view=list&skill=first", who=who, size=size)
        page.locator("#evidence button.filled").click()
        page.wait_for_url("**/practice")
        if page.locator(".offer-card").count():
            return page, who
    raise AssertionError("nobody of eight was offered what is known to help")


def drawn(page: Page, name: str) -> None:
    """Keep the picture where somebody asked for it."""
    folder = os.environ.get("CHIRON_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_an_offer_a_film_with_its_words_and_back_to_the_same_step(visit: Open, served: Served, tmp_path: Path) -> None:
    shelved(served, tmp_path)
    page, who = offered(visit, served, (1280, 800))
    drawn(page, "offer-wide")
    assert looked_at(page) == []
    card = page.locator(".offer-card")
    expect(card).to_contain_text("were right more often afterwards")
    page.locator("#answer-form input[name=answer]").first.fill("12")
    asked = page.locator(".given, .step.given-line").first.inner_text()
    card.get_by_role("button", name="Have a look").click()
    page.wait_for_url("**/resources/balance-film")
    drawn(page, "film-wide")
    expect(page.locator("video track[kind=captions]")).to_have_count(1)
    expect(page.get_by_role("heading", name="What is said in it")).to_be_visible()
    expect(page.get_by_text("Not to be changed")).to_be_visible()
    assert looked_at(page) == []
    drawn(page, "film-small")
    page.get_by_role("button", name="Done, back to my question").click()
    page.wait_for_url("**/practice")
    assert page.locator(".given, .step.given-line").first.inner_text() == asked
    expect(page.locator(".offer-card")).to_have_count(0)
    assert served.count(who, "resource.left") == 1
    page.get_by_role("link", name="To read and see").click()
    drawn(page, "list-small")
    assert looked_at(page, everything=False) == []

    page = visit("/teacher/fits/aided/resources", who=served.staff(Role.TEACHER))
    expect(page.get_by_role("row", name="The balance, filmed")).to_contain_text("+31 ± 3")
    drawn(page, "helped-wide")
    assert looked_at(page, everything=False) == []
    drawn(page, "helped-small")

    page, who = offered(visit, served, PHONE)
    drawn(page, "offer-phone")
    page.locator("#answer-form input[name=answer]").first.fill("7")
    page.get_by_role("button", name="Not now").click()
    expect(page.locator(".offer-card")).to_have_count(0)
    expect(page.locator("#answer-form input[name=answer]").first).to_have_value("7")
    assert served.count(who, "resource.left") == 1
