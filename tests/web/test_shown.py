"""Pictures, sound and film of a course: in its own texts and nobody else's, served to its school and nobody else."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from chiron.core.learning.course import Course
from chiron.core.learning.state import Piece
from chiron.core.words import Source
from chiron.engine.grading.checks import Graders
from chiron.engine.library.live import Live
from chiron.engine.library.media.keeping import PIECE
from chiron.engine.library.media.taking import file_of
from chiron.engine.people.person import Person
from chiron.faces.web.ambient import begin as begin_page
from chiron.faces.web.house import House
from chiron.faces.web.looking.folder import folder_app
from chiron.faces.web.markdown import inline_markdown, lesson_markdown, markdown
from chiron.faces.web.maths import spoken
from chiron.faces.web.page import environment
from tests.core.tiny import tiny
from tests.library.example import write_example
from tests.library.media_samples import GPS, MP3, SVG, VTT, jpeg, mp4, png
from tests.web.conftest import Browser, People

Open = Callable[[Person | None], Awaitable[Browser]]
AT = "/learn/tiny"
PATH = "/learn/tiny/media/" + "a" * 64
PICTURE = f"{PATH}#image/png;size=640x480"
FILES = {
    "balance.png": png(300, 200),
    "phone.jpg": jpeg(640, 480, turned=6),
    "beam.svg": SVG,
    "sound.mp3": MP3,
    "film.mp4": mp4(6 * PIECE + 5),
    "film.vtt": VTT,
    "hint.png": png(9, 9),
    "worked.png": png(8, 8),
}
LESSON = """## Balance

An equation is a balance ![A beam](media/beam.svg), as here:

![Two "pans" <and> a $x$](media/phone.jpg)

[Hear it](media/sound.mp3)

[See it move](media/film.mp4)
"""


def with_media() -> tuple[Course, dict[str, bytes]]:
    """The tiny course with a picture in every kind of text."""
    made = {name: file_of(data) for name, data in FILES.items()}
    body = tiny().model_dump(mode="json", exclude_defaults=True)
    first = body["units"][0]["skills"][0]
    first["lesson"] = LESSON
    first["misconceptions"][0]["feedback"] = "Take away ![pans](media/worked.png) instead."
    for template in first["templates"]:
        template["prompt"] += " ![A balance](media/balance.png)"
        template["solution"] += " ![Solved](media/worked.png)"
        for step in template["steps"]:
            step["hints"]["point"] = "Look at ![the sign](media/hint.png)."
    body["media"] = {name: file.model_dump(exclude_none=True) for name, (file, _) in made.items()}
    return Course.model_validate(body), {name: data for name, (_, data) in made.items()}


class Files:
    """What a folder would give."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.read = files.__getitem__


@pytest.fixture
async def course(rooms: House, people: People) -> Course:
    """Published in Ada's school."""
    found, files = with_media()
    async with rooms.database.school(people.ada.school) as conn:
        await rooms.shelf.publish(conn, found, Files(files))
    return found


@pytest.fixture
async def ada(browser_of: Open, people: People, course: Course) -> Browser:
    return await browser_of(people.ada)


def place(course: Course, name: str) -> str:
    return f"{AT}/media/{course.media[name].sha256}"


# -- in a page


def test_a_picture_has_its_size_its_words_and_waits_until_it_is_near() -> None:
    html = markdown(f'![A "fox" & $x^2$]({PICTURE})', 2, "/school")
    assert f'src="/school{PATH}" alt="A &#34;fox&#34; &amp; x^2" width="640" height="480"' in html
    assert 'loading="lazy"' in html
    assert "#image" not in html


def test_sound_and_film_have_controls_and_captions() -> None:
    track = "b" * 64
    html = inline_markdown(f"Look: [*See* it]({PATH}#video/mp4;en={track};es={track}) [Hear]({PATH}#audio/mpeg)", "")
    assert f'<video controls preload="metadata" playsinline src="{PATH}" aria-label="See it">' in html
    assert f'<track kind="captions" src="{AT}/media/{track}" srclang="en" label="English" default>' in html
    assert 'srclang="es" label="Español">' in html
    assert f'<audio controls preload="none" src="{PATH}" aria-label="Hear"></audio>' in html
    assert "<a " not in html


@pytest.mark.parametrize(
    "text",
    [
        f"![x]({PICTURE})",
        f"[x]({PATH}#audio/mpeg)",
        f"[x]({PATH}#video/mp4)",
        "![x](/static/built/a.png)",
        "![x](media/a.png)",
        "![x](a.png)",
        "![x](//example.org/a.png)",
        "![x](https://example.org/a.png)",
        "![x](data:image/png;base64,AAAA)",
    ],
)
def test_what_a_person_or_a_model_says_makes_nothing_load(text: str) -> None:
    for html in (markdown(text), inline_markdown(text), lesson_markdown(text, {"b.svg": SVG.decode()})):
        assert not re.search(r"<(img|audio|video|source|track|svg)", html)
        assert "x" in html


@pytest.mark.parametrize(
    "target",
    [
        "/learn/tiny/media/../../../people#image/png",
        f"https://example.org{PICTURE}",
        f"/{PICTURE}",
        f"{PATH}#text/html",
        f"{PATH}#image/png;size=1x1;onerror=1",
        "/sign-out#image/png",
    ],
)
def test_in_a_courses_text_only_an_address_of_its_files_loads(target: str) -> None:
    assert "<img" not in markdown(f"![x]({target})", 2, "")


def test_where_no_picture_can_stand_its_words_do() -> None:
    assert spoken(f"![A *fox* of $x$]({PICTURE}) [runs]({PATH}#audio/mpeg)") == "A fox of x runs"


def test_the_tutors_words_show_a_picture_only_where_they_are_the_courses() -> None:
    begin_page({"url": lambda path: f"/school{path}", "course_id": "tiny"})
    shown = vars(environment.get_template("parts/said_piece.html").module)["piece_of"]
    text = f"Look ![here]({PICTURE})"
    for source in Source:
        html = str(shown(Piece(text, source)))
        assert ("<img" in html) is (source is Source.COURSE), source
    assert f'src="/school{PATH}"' in str(shown(Piece(text, Source.COURSE, "Balance", "first", quoted=True)))


async def test_lesson_practice_hint_and_feedback_show_them(ada: Browser, course: Course) -> None:
    await ada.get(f"{AT}/lessons/first")
    assert ada.page.count('<img class="shown"') == 2
    assert f'src="{place(course, "phone.jpg")}" alt="Two “pans”' in ada.page or 'alt="Two &#34;pans&#34;' in ada.page
    assert 'width="480" height="640"' in ada.page, "as it is shown, turned"
    assert f'<audio controls preload="none" src="{place(course, "sound.mp3")}"' in ada.page
    assert f'<track kind="captions" src="{place(course, "film.vtt")}" srclang="en"' in ada.page
    await ada.get(f"{AT}/goal")
    await ada.post(f"{AT}/goal", {"goal": "all", "why": "", "minutes": "60", "until": ""})
    await ada.get(f"{AT}/map")
    await ada.post(f"{AT}/practice/start", {"purpose": "skill", "skill": "first"})
    await ada.get(f"{AT}/practice")
    assert f'src="{place(course, "balance.png")}"' in ada.page
    assert "media/balance.png" not in ada.page
    item, step = ada.hidden("item"), ada.hidden("step")
    await ada.post(f"{AT}/practice/hint", {"item": item, "step": step, "rung": "0"})
    await ada.get(f"{AT}/practice")
    assert f'src="{place(course, "hint.png")}"' in ada.page


# -- served


async def test_a_picture_is_served_for_good_and_without_what_a_phone_wrote(ada: Browser, course: Course) -> None:
    found = await ada.client.get(place(course, "phone.jpg"))
    assert found.status_code == 200
    assert found.headers["content-type"] == "image/jpeg"
    assert GPS not in found.content
    assert len(found.content) == int(found.headers["content-length"]) == course.media["phone.jpg"].size
    assert found.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert found.headers["content-disposition"].startswith("inline; filename=")
    again = await ada.client.get(place(course, "phone.jpg"), headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = await ada.client.head(place(course, "phone.jpg"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == found.headers["content-length"]


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=5-", 5, 4 * PIECE),
        (f"bytes={PIECE - 3}-{PIECE + 2}", PIECE - 3, PIECE + 3),
        ("bytes=-7", 6 * PIECE - 2, 6 * PIECE + 5),
        (f"bytes={6 * PIECE}-99999999999", 6 * PIECE, 6 * PIECE + 5),
        (f"bytes=0-{6 * PIECE + 4}", 0, 4 * PIECE),
    ],
)
async def test_a_film_is_served_in_parts(ada: Browser, course: Course, asked: str, start: int, end: int) -> None:
    found = await ada.client.get(place(course, "film.mp4"), headers={"range": asked})
    assert found.status_code == 206
    assert found.headers["content-range"] == f"bytes {start}-{end - 1}/{6 * PIECE + 5}"
    assert found.content == FILES["film.mp4"][start:end]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "bytes=9-1", "bytes=-", "lines=1-2", "bytes=a-b"])
async def test_what_is_no_part_gets_the_whole(ada: Browser, course: Course, asked: str) -> None:
    found = await ada.client.get(place(course, "film.mp4"), headers={"range": asked})
    assert found.status_code == 200
    assert found.content == FILES["film.mp4"]


async def test_a_part_beyond_the_end_and_one_of_another_file_are_told(ada: Browser, course: Course) -> None:
    beyond = await ada.client.get(place(course, "film.mp4"), headers={"range": f"bytes={7 * PIECE}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{6 * PIECE + 5}")
    assert (await ada.client.get(place(course, "film.mp4"), headers={"range": "bytes=-0"})).status_code == 416
    other = await ada.client.get(place(course, "film.mp4"), headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert other.status_code == 200


async def test_only_people_of_the_school_get_it_and_only_by_its_course(
    browser_of: Open, people: People, course: Course, ada: Browser
) -> None:
    address = place(course, "balance.png")
    for person in (people.ben, people.dana):
        assert (await (await browser_of(person)).client.get(address)).status_code == 200
    assert (await (await browser_of(people.cleo)).client.get(address)).status_code == 404
    nobody = await (await browser_of(None)).client.get(address)
    assert nobody.status_code in (303, 401)
    assert b"PNG" not in nobody.content
    for wrong in (address.replace("tiny", "other"), f"{AT}/media/{'0' * 64}", f"{AT}/media/balance.png", address[:-1]):
        assert (await ada.client.get(wrong)).status_code == 404, wrong


async def test_captions_are_words_that_no_page_shows(ada: Browser, course: Course) -> None:
    found = await ada.client.get(place(course, "film.vtt"))
    assert found.headers["content-type"] == "text/vtt; charset=utf-8"
    assert found.headers["content-disposition"] == "attachment"


async def test_a_page_may_load_them_from_here_alone(ada: Browser) -> None:
    policy = (await ada.get(f"{AT}/lessons/first")).headers["content-security-policy"]
    assert "media-src 'self'" in policy
    assert "img-src 'self' data:" in policy


# -- from an author's own folder


async def test_course_try_shows_and_serves_what_lies_in_the_folder(tmp_path: Path) -> None:
    folder = write_example(
        tmp_path / "course", carrying=("prompt: Work out $@a + @b$.", 'prompt: "$@a + @b$ ![Rods](media/rods.png)"')
    )
    (folder / "media").mkdir()
    (folder / "media" / "rods.png").write_bytes(png(40, 10))
    transport = httpx.ASGITransport(folder_app(Live(folder, 20), Graders(1)), client=("127.0.0.1", 4242))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as author:
        page = (await author.get("/items/carrying/sum")).text
        found = re.search(r'src="(/learn/adding-in-tens/media/[0-9a-f]{64})" alt="Rods" width="40" height="10"', page)
        assert found, page
        served = await author.get(found[1])
        assert served.headers["content-type"] == "image/png"
        assert served.content == file_of(png(40, 10))[1]
        assert served.headers["content-security-policy"] == "sandbox; default-src 'none'"
        assert (await author.get(f"/learn/adding-in-tens/media/{'0' * 64}")).status_code == 404
        assert (await author.get("/learn/adding-in-tens/media/rods.png")).status_code == 404
