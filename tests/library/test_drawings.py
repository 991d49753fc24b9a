"""Drawings beside a skill's file: read into its version, and refused with file and line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import UUID

import pytest

from chiron.core.learning.content import fingerprint, to_content
from chiron.core.learning.generate import generate
from chiron.engine.library.checking import check
from chiron.engine.library.reading import read_course
from chiron.engine.library.shelf import Shelf
from chiron.engine.records.database import Database

COURSE = Path(__file__).parents[1] / "browser" / "drawn"
SKILL = "units/drawn/parts.yaml"
DRAWING = "units/drawn/plant-cell.svg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course with a drawing, to be changed."""
    shutil.copytree(COURSE, tmp_path / "drawn")
    return tmp_path / "drawn"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_course_of_drawn_answers_has_no_fault() -> None:
    assert [str(fault) for fault in check(COURSE, 40)] == []


def test_a_drawing_belongs_to_the_version(folder: Path) -> None:
    before = read_course(folder)
    assert "<svg" in json.dumps(to_content(before))
    change(folder, DRAWING, "#d9c7e8", "#d9c7e9")
    assert fingerprint(read_course(folder)) != fingerprint(before)


async def test_the_shelf_keeps_the_drawing(database: Database, school: UUID) -> None:
    course = read_course(COURSE)
    async with database.school(school) as conn:
        version = await Shelf().publish(conn, course)
        kept, _ = await Shelf().course(conn, course.id, version)
    assert generate(kept, "parts", "only", 3) == generate(course, "parts", "only", 3)
    task = generate(kept, "parts", "only", 3).steps[0].task
    assert task["drawing"].startswith("<svg ")
    assert "nucleus" not in task["drawing"]


@pytest.mark.parametrize(
    ("file", "old", "new", "told", "words"),
    [
        (DRAWING, "<title>Plant cell</title>", "<script>1</script>", (DRAWING, 2), "<script> is not allowed"),
        (DRAWING, 'cx="112"', 'onclick="1" cx="112"', (DRAWING, 9), "onclick is not allowed"),
        (DRAWING, "</svg>", "", (DRAWING, 24), "This is not SVG"),
        (SKILL, "plant-cell.svg", "animal-cell.svg", (SKILL, 12), "There is no file units/drawn/animal-cell.svg"),
        (SKILL, "plant-cell.svg", "../plant-cell.svg", (SKILL, 12), "is not the name of a drawing"),
        (SKILL, "plant-cell.svg", "/etc/passwd", (SKILL, 12), "is not the name of a drawing"),
        (SKILL, "id: nucleus,", "id: kernel,", (SKILL, 9), "no circle, ellipse or rect with the id 'kernel'"),
        (SKILL, "at: [288, 170]", "at: [900, 170]", (SKILL, 9), "stands off the drawing"),
        (SKILL, "at: [288, 170]", "at: [105, 121]", (SKILL, 9), "stand on the same place"),
        (SKILL, "extra: [ribosome]", "extra: [spindle]", (SKILL, 9), "'ribosome' is not offered"),
        (SKILL, "the large pale space", "the vacuole", (SKILL, 9), "says its label"),
    ],
)
def test_faults_of_drawings_are_told(
    folder: Path, file: str, old: str, new: str, told: tuple[str, int], words: str
) -> None:
    change(folder, file, old, new)
    faults = check(folder, 3)
    assert len(faults) == 1, faults
    assert words in str(faults[0])
    assert (faults[0].file, faults[0].line) == told


def test_a_drawing_is_no_link_out_of_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text('<svg viewBox="0 0 9 9"/>', "utf-8")
    (folder / DRAWING).unlink()
    (folder / DRAWING).symlink_to(tmp_path / "secret.svg")
    (fault,) = check(folder, 1)
    assert "link out of the course's folder" in fault.message


LESSON = "units/drawn/parts.md"
BARS = """<svg viewBox="0 0 200 100"><rect x="10" y="@{100 - 10*n}" width="30" height="@{10*n}" fill="var(--accent)"/>
<text x="60" y="50">@{decimal(n/2)} cm, @{0 - n}</text></svg>"""


def shows(folder: Path, line: str) -> None:
    path = folder / LESSON
    path.write_text(f"{path.read_text('utf-8')}\n{line}\n", "utf-8")


def test_a_lesson_keeps_the_drawings_that_it_shows(folder: Path) -> None:
    before = fingerprint(read_course(folder))
    shows(folder, "![A plant cell](plant-cell.svg)")
    course = read_course(folder)
    assert course.skills["parts"].pictures["plant-cell.svg"].startswith("<svg")
    assert fingerprint(course) != before
    change(folder, DRAWING, "#d9c7e8", "#d9c7e9")
    assert fingerprint(read_course(folder)) != fingerprint(course)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("![](plant-cell.svg)", "A picture says nothing in words"),
        ("Look: ![A cell](plant-cell.svg)", "stands within a line"),
        ("![A cell](cell.svg)", "There is no file units/drawn/cell.svg"),
        ("![A cell](https://example.org/cell.svg)", "is not the name of a drawing"),
    ],
)
def test_faults_of_pictures_in_a_lesson_are_told(folder: Path, line: str, words: str) -> None:
    shows(folder, line)
    (fault,) = check(folder, 1)
    assert words in fault.message
    assert fault.file == LESSON
    assert fault.line == len((folder / LESSON).read_text("utf-8").splitlines())


@pytest.fixture
def charted(folder: Path) -> Path:
    """The same course with a chart that is drawn for each item."""
    (folder / "units/drawn/bars.svg").write_text(BARS, "utf-8")
    old = "    prompt: Do what the step says.\n"
    new = "    parameters: {n: {integer: [2, 9]}}\n" + old
    change(folder, SKILL, old, new + "    picture: {drawing: bars.svg, alt: A bar @n cm high.}\n")
    return folder


def test_a_picture_is_drawn_for_the_items_own_numbers(charted: Path) -> None:
    assert [str(fault) for fault in check(charted, 20)] == []
    course = read_course(charted)
    item = generate(course, "parts", "only", 3)
    n = int(str(item.parameters["n"]))
    assert item.picture is not None
    assert f'height="{10 * n}"' in item.picture.markup
    assert f"{str(n / 2).removesuffix('.0')} cm, −{n}<" in item.picture.markup
    assert item.given == f"{item.prompt}\n\n![A bar {n} cm high.]()"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('x="10"', 'x="@{n/7}"', "The picture cannot be shown"),
        ('x="10"', 'x="@m"', "There is no parameter called 'm'"),
        ('x="10"', 'onclick="1"', "onclick is not allowed"),
    ],
)
def test_faults_of_a_picture_with_numbers_are_told(charted: Path, old: str, new: str, words: str) -> None:
    change(charted, "units/drawn/bars.svg", old, new)
    faults = check(charted, 20)
    assert words in str(faults[0])
    assert faults[0].file == SKILL
