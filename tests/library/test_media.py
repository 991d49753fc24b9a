"""A course's pictures, sound and film: taken from its folder, kept once, gone when nothing names them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from chiron.core.errors import BrokenCourse, NotFound
from chiron.core.language.text import without_files
from chiron.core.learning.content import fingerprint
from chiron.core.learning.course import Course
from chiron.core.learning.generate import generate
from chiron.core.learning.media import Address, in_use, named, read_address, rightly_named
from chiron.engine.library import files
from chiron.engine.library.checking import look_over
from chiron.engine.library.files import Folder
from chiron.engine.library.media import store, taking
from chiron.engine.library.media.keeping import PIECE, find, piece
from chiron.engine.library.media.taking import FolderMedia
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Database

from .example import write_example
from .media_samples import GPS, MP3, SVG, VTT, jpeg, mp4, png

LESSON = "units/first-steps/tens-and-ones.md"
SKILL = "units/first-steps/tens-and-ones.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The course of the reference with files of every kind, named in its lesson, a prompt and an option."""
    write_example(
        tmp_path,
        tens_and_ones=("prompt: Look at the number @n.", 'prompt: "Look at @n ![beads](media/beads.png) beads."'),
    )
    replace(tmp_path, SKILL, "{text: the tens, right: true}", '{text: "![ten](media/ten.svg)", right: true}')
    say(tmp_path, "![A fox in snow](media/red-fox.jpg)", "[How it sounds](media/sound.mp3) and [it](media/film.mp4)")
    for name, data in (
        ("beads.png", png(30, 20)),
        ("ten.svg", SVG),
        ("red-fox.jpg", jpeg(640, 480)),
        ("sound.mp3", MP3),
        ("film.mp4", mp4()),
        ("film.vtt", VTT),
        ("film.es.vtt", VTT),
    ):
        put(tmp_path, name, data)
    return tmp_path


def put(folder: Path, name: str, data: bytes) -> None:
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media" / name).write_bytes(data)


def say(folder: Path, *paragraphs: str) -> None:
    lesson = folder / LESSON
    lesson.write_text(lesson.read_text("utf-8") + "".join(f"\n{each}\n" for each in paragraphs), "utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


def faults(folder: Path) -> list[str]:
    return [f"{fault.file}:{fault.line}: {fault.message}" for fault in look_over(folder).faults]


def test_a_course_lists_the_files_that_its_texts_name(folder: Path) -> None:
    course = read_course(folder)
    assert list(course.media) == [
        "beads.png",
        "film.es.vtt",
        "film.mp4",
        "film.vtt",
        "red-fox.jpg",
        "sound.mp3",
        "ten.svg",
    ]
    assert (course.media["beads.png"].type, course.media["beads.png"].width, course.media["beads.png"].height) == (
        "image/png",
        30,
        20,
    )
    kept = FolderMedia(Folder(folder)).read("red-fox.jpg")
    assert GPS not in kept
    assert course.media["red-fox.jpg"].sha256 == sha256(kept).hexdigest()
    assert course.media["red-fox.jpg"].size == len(kept)
    assert faults(folder) == []


def test_another_picture_makes_another_version_and_the_same_one_does_not(folder: Path) -> None:
    before = fingerprint(read_course(folder))
    put(folder, "beads.png", png(30, 20))
    assert fingerprint(read_course(folder)) == before
    put(folder, "beads.png", png(30, 20, shade=200))
    assert fingerprint(read_course(folder)) != before


def test_a_course_without_files_has_the_fingerprint_that_it_had(tmp_path: Path) -> None:
    course = read_course(write_example(tmp_path))
    assert course.media == {}
    assert in_use(course) is course


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("![A cat](media/cat.png)", "There is no file media/cat.png."),
        ("![](media/beads.png)", "media/beads.png says nothing in words."),
        ("![A fox](media/Red Fox.jpg)", "'Red Fox.jpg' is no name of a file of media."),
        ("![A fox](media/../course.yaml)", "'../course.yaml' is no name of a file of media."),
        ("![Sound](media/sound.mp3)", "media/sound.mp3 is audio/mpeg."),
        ("[Beads](media/beads.png)", "media/beads.png is image/png."),
        ("[Words](media/film.vtt)", "Captions are not shown by themselves."),
    ],
)
def test_what_is_wrong_is_told_at_its_line(folder: Path, text: str, said: str) -> None:
    say(folder, text)
    line = (folder / LESSON).read_text("utf-8").splitlines().index(text) + 1
    assert faults(folder) == [f"{LESSON}:{line}: {said}"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><script>alert(1)</script></html>", "This file cannot be shown. It is none of PNG"),
        (png()[:40], "This file cannot be shown. The PNG is cut short."),
        (SVG.replace(b"<title>secret</title>", b"<script>x()</script>"), "This file cannot be shown. Line 1: <script>"),
    ],
)
def test_a_file_that_is_something_else_is_told_at_the_file(folder: Path, data: bytes, said: str) -> None:
    put(folder, "beads.png", data)
    (fault,) = faults(folder)
    assert fault.startswith(f"media/beads.png:1: {said}")


def test_a_link_out_of_the_folder_and_a_pipe_are_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_bytes(png())
    (folder / "media" / "beads.png").unlink()
    (folder / "media" / "beads.png").symlink_to(outside)
    assert faults(folder) == ["media/beads.png:1: The file is a link out of the course's folder."]


def test_a_wrong_ending_and_a_file_that_nothing_names_are_notes(folder: Path) -> None:
    put(folder, "beads.png", jpeg())
    put(folder, "left-over.png", png())
    looked = look_over(folder)
    assert looked.faults == ()
    told = [(note.file, note.message) for note in looked.notes if "media" in note.file]
    assert told == [
        ("media/beads.png", "By its bytes this is image/jpeg, whatever its name."),
        ("media/left-over.png", "No text names this file, so it is not published."),
    ]


def test_a_picture_without_words_is_a_note_in_what_others_wrote(folder: Path) -> None:
    replace(folder, SKILL, "difficulty: -0.5", "difficulty: -0.5\norigin: {title: A book}")
    say(folder, "![](media/beads.png)")
    looked = look_over(folder)
    assert looked.faults == ()
    assert any(note.message == "media/beads.png says nothing in words." for note in looked.notes)


def test_files_have_bounds_of_their_own(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        put(folder, f"more-{number}.png", png())
    monkeypatch.setattr(files, "MAXIMUM_FILES", 20)
    assert faults(folder) == []
    monkeypatch.setattr(taking, "LARGEST_COURSE", 100)
    assert "The files that the course names are larger" in faults(folder)[0]
    monkeypatch.setattr(taking, "MOST_FILES", 10)
    assert faults(folder) == ["media:1: The folder holds more than 10 files."]


def test_nobody_writes_the_list_by_hand(folder: Path) -> None:
    replace(folder, "course.yaml", "format: 1", "format: 1\nmedia: {}")
    assert faults(folder) == ["course.yaml:2: The files of `media` are found by themselves."]


def test_a_translation_names_files_too(folder: Path) -> None:
    (folder / "course.es.yaml").write_text("title: Sumar\n", "utf-8")
    spanish = (
        (folder / LESSON)
        .read_text("utf-8")
        .replace("![A fox in snow](media/red-fox.jpg)", "![Un zorro](media/zorro-2.png)")
    )
    (folder / LESSON.replace(".md", ".es.md")).write_text(spanish, "utf-8")
    put(folder, "zorro-2.png", png(9, 9))
    course = read_course(folder)
    assert "zorro-2.png" in course.media
    used = in_use(course)
    lesson = used.languages["es"].texts["units"]["first-steps"]["skills"]["tens-and-ones"]["lesson"]
    assert f"/learn/{course.id}/media/{course.media['zorro-2.png'].sha256}#image/png;size=9x9" in lesson
    (folder / "media" / "zorro-2.png").unlink()
    line = spanish.splitlines().index("![Un zorro](media/zorro-2.png)") + 1
    assert faults(folder) == [f"{LESSON.replace('.md', '.es.md')}:{line}: There is no file media/zorro-2.png."]


def test_in_use_every_name_is_an_address(folder: Path) -> None:
    course = read_course(folder)
    used = in_use(course)
    item = generate(used, "tens-and-ones", "count-tens", 3)
    beads = course.media["beads.png"].sha256
    assert f"![beads](/learn/adding-in-tens/media/{beads}#image/png;size=30x20)" in item.prompt
    assert "(media/" not in str(used.model_dump())
    (film,) = [each for each in map(read_address, _targets(used)) if each and each.type == "video/mp4"]
    assert film.tracks == (
        ("es", f"/learn/adding-in-tens/media/{course.media['film.es.vtt'].sha256}"),
        ("en", f"/learn/adding-in-tens/media/{course.media['film.vtt'].sha256}"),
    )
    assert without_files(item.prompt) == item.prompt.replace(
        item.prompt[item.prompt.index("(/") + 1 : item.prompt.index(") b")], ""
    )


def _targets(course: Course) -> list[str]:
    lesson = course.skills["tens-and-ones"].lesson
    return [piece.partition(")")[0] for piece in lesson.split("](")[1:]]


@pytest.mark.parametrize(
    "address",
    [
        "media/beads.png",
        "https://example.org/learn/a/media/" + "0" * 64 + "#image/png",
        "/learn/a/media/" + "0" * 63 + "#image/png",
        "/learn/a/../media/" + "0" * 64 + "#image/png",
        "/learn/a/media/" + "0" * 64,
        "/learn/a/media/" + "0" * 64 + '#image/png;size=1x1" onerror="x',
    ],
)
def test_nothing_else_is_an_address(address: str) -> None:
    assert read_address(address) is None


def test_an_address_tells_what_it_is() -> None:
    path = "/learn/a-b/media/" + "0" * 64
    assert read_address(f"{path}#image/svg+xml;size=3x4") == Address(path, "image/svg+xml", 3, 4)


def test_names_are_found_as_markdown_reads_them() -> None:
    text = r"![a [b] c\] d](media/a.png) [s](media/b.mp3) \![x](media/c.mp3) nothing](media/d.png)"
    assert [(each.name, each.words, each.picture) for each in named(text)] == [
        ("a.png", r"a [b] c\] d", True),
        ("b.mp3", "s", False),
        ("c.mp3", "x", False),
    ]
    assert list(named("]" * 5000 + "](media/a.png)")) == []


def test_what_came_from_elsewhere_is_named_as_its_kind_is() -> None:
    types = {"a.png": "image/png", "b.mp3": "audio/mpeg", "c.vtt": "text/vtt"}
    text = r"![a](media/a.png) [a \[1\]](media/a.png) ![b](media/b.mp3) [b](media/b.mp3)"
    text += " [c](media/c.vtt) ![d](media/d.tif)"
    made = r"![a](media/a.png) ![a \[1\]](media/a.png) [b](media/b.mp3) [b](media/b.mp3) c d"
    assert rightly_named(text, types) == made
    assert rightly_named(made, types) == made
    assert rightly_named("none here", types) == "none here"


async def test_a_published_file_is_kept_once_and_found_by_its_course_alone(
    database: Database, school: UUID, folder: Path
) -> None:
    put(folder, "film.mp4", mp4(2 * PIECE + 17))
    course, reader = read_course(folder), FolderMedia(Folder(folder))
    film = course.media["film.mp4"].sha256
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, course, reader)
        read, _ = await Shelf().course(conn, course.id)
        assert version == fingerprint(course)
        assert read == in_use(course)
        again = await Shelf().publish(conn, course.model_copy(update={"title": "Tens, better"}))
        assert again != version
        kept = await find(conn, course.id, film)
        assert (kept.type, kept.size) == ("video/mp4", 2 * PIECE + 17)
        assert b"".join([await piece(conn, kept, number) for number in range(3)]) == reader.read("film.mp4")
        counted = await conn.execute("SELECT count(*) AS files, sum(size) AS size FROM media")
        row = await counted.fetchone()
        assert row is not None
        assert row["files"] == 6, "two captions are one file"
        with pytest.raises(NotFound):
            await find(conn, "another-course", film)
        with pytest.raises(NotFound):
            await find(conn, course.id, "0" * 64)


async def test_another_school_sees_none_of_it_and_keeps_its_own(
    database: Database, school: UUID, other_school: UUID, folder: Path
) -> None:
    course, reader = read_course(folder), FolderMedia(Folder(folder))
    beads = course.media["beads.png"].sha256
    async with database.school(school) as conn:
        await Shelf().publish(conn, course, reader)
    async with database.school(other_school) as conn:
        with pytest.raises(NotFound):
            await find(conn, course.id, beads)
        assert await store.view_piece(conn, beads, 0) is None
        with pytest.raises(BrokenCourse):
            await Shelf().publish(conn, course)
    async with database.school(other_school) as conn:
        await Shelf().publish(conn, course, reader)
        assert await find(conn, course.id, beads)


async def test_a_kept_file_cannot_be_changed(database: Database, school: UUID, folder: Path) -> None:
    async with database.school(school) as conn:
        await Shelf().publish(conn, read_course(folder), FolderMedia(Folder(folder)))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with database.school(school) as conn:
            await conn.execute("UPDATE media_piece SET data = 'x'")


async def test_a_file_that_is_missing_or_another_one_is_not_published(
    database: Database, school: UUID, folder: Path
) -> None:
    course, reader = read_course(folder), FolderMedia(Folder(folder))
    with pytest.raises(BrokenCourse, match=r"media/beads\.png, which is not here"):
        async with database.school(school) as conn:
            await Shelf().publish(conn, course.model_copy(update={"media": {"beads.png": course.media["beads.png"]}}))
    put(folder, "beads.png", png(30, 20, shade=9))
    with pytest.raises(BrokenCourse, match=r"media/beads\.png is not the file"):
        async with database.school(school) as conn:
            await Shelf().publish(conn, course, reader)
    async with database.school(school) as conn:
        assert await Shelf().on_shelf(conn) == []
        assert await store.view_missing(conn, [course.media["beads.png"].sha256])


async def test_what_no_version_names_is_swept(database: Database, school: UUID, folder: Path) -> None:
    course = read_course(folder)
    async with database.school(school) as conn:
        await Shelf().publish(conn, course, FolderMedia(Folder(folder)))
        await store.keep(conn, "a" * 64, "image/png", 1)
        await store.keep_piece(conn, "a" * 64, 0, b"x")
        assert await store.view_piece(conn, "a" * 64, 0) == b"x"
        await Shelf().publish(conn, course)
        assert await store.view_piece(conn, "a" * 64, 0) is None
        assert not await store.view_missing(conn, [file.sha256 for file in course.media.values()])


async def test_samples_come_with_their_files(database: Database, school: UUID, folder: Path) -> None:
    shelf = Shelf([folder])
    async with database.school(school) as conn:
        assert await shelf.adopt(conn) == ["adding-in-tens"]
        assert await find(conn, "adding-in-tens", read_course(folder).media["ten.svg"].sha256)
