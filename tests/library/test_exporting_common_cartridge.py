"""A course as a Common Cartridge: what goes comes back with its key, what cannot go is listed."""

from __future__ import annotations

from typing import Any

import pytest

from chiron.core.learning.course import Course, Locale, Skill, Template, Unit
from chiron.core.learning.generate import generate
from chiron.core.words import Json
from chiron.engine.library.exporting.common_cartridge import export
from chiron.engine.library.importing.arriving import About, Media, Page, Question
from chiron.engine.library.importing.formats.common_cartridge import READER
from chiron.engine.library.importing.opening import open_bytes
from tests.library.importing.qti_made import PIXEL, Told, steps
from tests.library.test_exporting_qti import KINDS as QTI_KINDS
from tests.library.test_exporting_qti import alike, media, step

KINDS: dict[str, Json] = {
    **{name: QTI_KINDS[name] for name in ("choice", "several", "text", "third")},
    "number": step("numeric", answer="2.5"),
    "open": step("open", rubric="Names the cell."),
}
LOST = {
    "near": step("numeric", answer="2.5", tolerance="0.1"),
    "order": step("order", items=["one", "two"]),
    "expression": step("expression", answer="x + 1", variables=["x"]),
}


@pytest.fixture(scope="module")
def course() -> Course:
    """One skill with a lesson and a template of each kind."""
    made: list[Json] = [
        {"id": name, "prompt": f"A problem of {name}.", "solution": f"The solution of {name}.", "steps": [one]}
        for name, one in {**KINDS, **LOST}.items()
    ]
    skill = Skill.model_construct(
        id="bees",
        title="Bees",
        objective="",
        misconceptions=(),
        templates=tuple(Template.model_validate(one) for one in made),
        lesson="## Bees\n\nA bee has $6$ legs.\n\n![A bee](media/bee.png)",
        prerequisites=(),
    )
    unit = Unit.model_construct(id="first", title="First steps", summary="", skills=(skill,))
    return Course.model_construct(  # type: ignore[call-arg]
        None,
        id="a-course",
        title="A course & more",
        summary="All of it.",
        licence="CC-BY-4.0",
        authors=("A. Teacher",),
        locale=Locale(),
        units=(unit,),
        languages={},
    )


def back(data: bytes) -> tuple[list[Any], Told]:
    """What our own reader makes of a cartridge."""
    told = Told()
    opened = open_bytes("back.imscc", data)
    assert READER.fits(opened) > 0.9
    return list(READER.read(opened, told)), told


def test_what_goes_comes_back_with_its_key(course: Course) -> None:
    exported = export(course, 2, media)
    arrived, told = back(exported.data)
    assert isinstance(arrived[0], About)
    assert arrived[0].origin is not None
    assert (arrived[0].title, arrived[0].origin.licence) == ("A course & more", "CC-BY-4.0")
    assert arrived[0].origin.authors == ("A. Teacher",)
    questions = [each for each in arrived if isinstance(each, Question)]
    assert exported.count == len(questions) == len(KINDS)
    assert not told.losses
    for question in questions:
        _, template, seed = question.key.partition("/")[2].split(".")
        item = generate(course, "bees", template, int(seed) - 1)
        (came,) = steps(question)
        alike(item.steps[0], came)
        assert question.section == ("First steps", "Bees")
        assert template == "open" or question.solution == item.solution


def test_lessons_and_pictures_go_along(course: Course) -> None:
    arrived, _ = back(export(course, 1, media).data)
    (page,) = [each for each in arrived if isinstance(each, Page)]
    assert page.text == "## Bees\n\nA bee has $6$ legs.\n\n![A bee](media:media/bee.png)"
    (picture,) = [each for each in arrived if isinstance(each, Media)]
    assert picture.data == PIXEL
    (choice,) = [each for each in arrived if isinstance(each, Question) and ".choice." in each.key]
    said = {option["text"]: option.get("feedback") for option in choice.steps[0].fields["options"]}
    assert said["$2x < 3$"] == "That doubles *it*."
    assert "![A bee](media:media/bee.png)" in said


def test_what_cannot_go_is_listed_and_the_same_course_gives_the_same_bytes(course: Course) -> None:
    exported = export(course, 1, media)
    why = {each.key: each.why for each in exported.left}
    assert why["bees/near/1"] == "A cartridge knows no tolerance for numbers."
    assert why["bees/order/1"] == "A cartridge has no question like order."
    assert "expression" in why["bees/expression/1"]
    assert any("hints" in each.why for each in exported.changed)
    assert exported.data == export(course, 1, media).data
