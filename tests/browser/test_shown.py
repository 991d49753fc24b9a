"""A course's pictures, sound and film in a real browser: decoded, upright, seekable, and never wider than the page."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from chiron.engine.library.files import Folder
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.reading import read_course
from chiron.engine.people.person import Person
from chiron.engine.records.database import Connection
from tests.browser.conftest import PHONE, SMALL, WIDE, Open
from tests.browser.house import Served
from tests.browser.pages import too_wide, violations
from tests.library.example import write_example
from tests.library.media_samples import SVG, VTT, exif, png

COURSE = "adding-in-tens"
LESSON = f"/learn/{COURSE}/lessons/tens-and-ones"
PHOTO = """() => { const c = document.createElement('canvas'); c.width = 1200; c.height = 500;
    const x = c.getContext('2d'); x.fillStyle = '#7ac'; x.fillRect(0, 0, 1200, 500);
    x.fillStyle = '#263'; x.fillRect(0, 350, 1200, 150); return c.toDataURL('image/jpeg').split(',')[1] }"""
FILM = """() => new Promise(done => { const c = document.createElement('canvas'); c.width = 320; c.height = 180;
    const x = c.getContext('2d'); let n = 0; const draw = setInterval(() => { x.fillStyle = '#' + (100 + n++ % 800);
    x.fillRect(0, 0, 320, 180) }, 30);
    const r = new MediaRecorder(c.captureStream(30), {mimeType: 'video/webm;codecs=vp8'}), got = [];
    r.ondataavailable = e => got.push(e.data);
    r.onstop = async () => { clearInterval(draw); const b = new Uint8Array(await new Blob(got).arrayBuffer());
      done(btoa(Array.from(b, v => String.fromCharCode(v)).join(''))) };
    r.start(); setTimeout(() => r.stop(), 900) })"""
TEXT = """
![Two pans of beads that hang level](media/photo.jpg)

A bead stands ![one bead](media/bead.png) for one, a rod ![one rod](media/rod.svg) for ten.

[How beads become a rod](media/film.webm)
"""


@pytest.fixture(scope="module")
def ada(served: Served, chromium: object, tmp_path_factory: pytest.TempPathFactory) -> Person:
    """A learner of a course with a photo that a phone held upright, small pictures and a film."""
    folder = write_example(tmp_path_factory.mktemp("course"))
    lesson = folder / "units" / "first-steps" / "tens-and-ones.md"
    lesson.write_text(lesson.read_text("utf-8") + TEXT, "utf-8")
    replaced = folder / "units" / "first-steps" / "tens-and-ones.yaml"
    words = replaced.read_text("utf-8")
    assert "prompt: Look at the number @n." in words
    replaced.write_text(
        words.replace("prompt: Look at the number @n.", 'prompt: "Look at @n. ![Beads](media/photo.jpg)"'), "utf-8"
    )
    files(folder / "media", chromium)

    async def publish(conn: Connection) -> None:
        await served.rooms.shelf.publish(conn, read_course(folder), FolderMedia(Folder(folder)))

    served.with_school(publish)
    return served.learner(COURSE)


def files(folder: Path, chromium: object) -> None:
    """Files that the browser itself made, the photo with what a phone would add."""
    folder.mkdir()
    page = chromium.new_page()  # type: ignore[attr-defined]
    photo, film = (base64.b64decode(page.evaluate(made)) for made in (PHOTO, FILM))
    page.close()
    (folder / "photo.jpg").write_bytes(photo[:2] + exif(turned=6) + photo[2:])
    (folder / "film.webm").write_bytes(film)
    (folder / "film.vtt").write_bytes(VTT)
    (folder / "bead.png").write_bytes(png(24, 24, shade=90))
    (folder / "rod.svg").write_bytes(SVG)


@pytest.mark.parametrize("size", [WIDE, PHONE, SMALL], ids=["wide", "phone", "small"])
def test_a_lesson_shows_them_within_its_page(visit: Open, ada: Person, size: tuple[int, int]) -> None:
    page = visit(LESSON, who=ada, size=size)
    shown = page.locator("img.shown")
    shown.first.scroll_into_view_if_needed()
    page.wait_for_function("() => [...document.querySelectorAll('img.shown')].every(i => i.complete && i.naturalWidth)")
    photo = shown.first
    assert photo.evaluate("i => [i.naturalWidth, i.naturalHeight]") == [500, 1200], "upright, as it was held"
    box = photo.bounding_box()
    assert box is not None
    assert abs(box["height"] / box["width"] - 2.4) < 0.02, "not squeezed"
    assert box["height"] <= 24 * 16 + 1
    assert not too_wide(page)
    assert not violations(page)


def test_a_film_plays_is_sought_and_has_captions(visit: Open, ada: Person) -> None:
    page = visit(LESSON, who=ada)
    film = page.locator("video")
    film.scroll_into_view_if_needed()
    film.evaluate("v => { v.muted = true; return v.play() }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    assert film.evaluate("v => v.videoWidth") == 320
    page.wait_for_function("() => document.querySelector('track').readyState === 2")
    assert film.evaluate("v => v.textTracks[0].cues.length") == 1


def test_a_file_opened_by_itself_runs_nothing(visit: Open, ada: Person) -> None:
    page = visit(LESSON, who=ada)
    address = page.locator("img.shown").nth(2).get_attribute("src")
    assert address
    answer = page.goto(address)
    assert answer is not None
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "sandbox" in answer.headers["content-security-policy"]
