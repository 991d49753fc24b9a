"""A course as a package of QTI: valid by its schemas, and its keys come back."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from chiron.core.learning.course import Course, Locale, Skill, Template, Unit
from chiron.core.learning.generate import ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.words import Json, Outcome
from chiron.engine.library.exporting.qti import export_qti
from chiron.engine.library.importing.arriving import About, Question
from chiron.engine.library.importing.formats.qti import READER
from chiron.engine.library.importing.opening import open_bytes
from tests.library.importing.qti_made import PIXEL, Told, steps

SCHEMAS = Path(__file__).parents[2] / ".." / "shared" / "data" / "content" / "qti" / "qti-xsd.tgz"
XS = "{http://www.w3.org/2001/XMLSchema}"
HINTS = {"point": "Look.", "principle": "Think.", "next_step": "Do it."}


def step(kind: str, prompt: str = "Do it.", name: str = "one", **fields: Json) -> Json:
    """A step."""
    return {"id": name, "kind": kind, "prompt": prompt, "hints": HINTS, "solution": "So.", **fields}


KINDS: dict[str, Json] = {
    "choice": step(
        "choice",
        "Which is $x^2$ & **more**?",
        options=[
            {"text": "$x \\cdot x$", "right": True},
            {"text": "$2x < 3$", "feedback": "That doubles *it*."},
            {"text": "![A bee](media/bee.png)"},
        ],
    ),
    "several": step(
        "multiple-choice", options=[{"text": "a", "right": True}, {"text": "b", "right": True}, {"text": "c"}]
    ),
    "order": step("order", items=["one", "two", "three"], first="smallest", last="largest"),
    "match": step(
        "match",
        pairs=[{"left": "cat", "right": "meow"}, {"left": "dog", "right": "woof"}, {"left": "pup", "right": "woof"}],
        extra=["moo"],
    ),
    "text": step("text", accept=["(the) cell wall", "wall"]),
    "number": step("numeric", answer="2.5", tolerance="0.1", unit="cm"),
    "third": step("numeric", answer="4/3"),
    "rounded": step("numeric", answer="22/7", places=2),
    "cloze": step(
        "cloze",
        text="Plants take in [a] and [b]: [c] of them \\[x\\].",
        gaps={
            "a": {"bank": ["water", "salt"], "accept": ["water"]},
            "b": {"accept": ["carbon dioxide", "CO2"]},
            "c": {"answer": "2"},
        },
    ),
    "table": step(
        "table",
        corner="n",
        columns=["double", "sort"],
        rows=[
            {"head": "2", "cells": [{"answer": "4"}, {"bank": ["even", "odd"], "accept": ["even"]}]},
            {"head": "3", "cells": ["6", {"accept": ["odd"]}]},
        ],
    ),
    "open": step("open", rubric="Names the cell."),
}
LOST = {
    "expression": step("expression", answer="x + 1", variables=["x"]),
    "groups": step("order", items=[["one", "eins"], "two"]),
}


@pytest.fixture(scope="module")
def course() -> Course:
    """One skill with a template of each kind, one drawn at random, and two that cannot go."""
    made: list[Json] = [
        {"id": name, "prompt": f"A problem of {name}.", "solution": f"The solution of {name}.", "steps": [one]}
        for name, one in {**KINDS, **LOST}.items()
    ]
    made.append(
        {
            "id": "drawn",
            "parameters": {"a": {"integer": [2, 9]}},
            "prompt": "Look at @a.",
            "solution": "@{2*a}",
            "steps": [
                step("numeric", "Double it.", "one", answer="2*a"),
                step("choice", "Even?", "two", options=[{"text": "yes", "right": True}, {"text": "no"}]),
            ],
        }
    )
    templates = tuple(Template.model_validate(one) for one in made)
    skill = Skill.model_construct(
        id="bees", title="Bees", objective="", misconceptions=(), templates=templates, lesson="Read.", prerequisites=()
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


def media(name: str) -> bytes | None:
    """The one picture of the course."""
    return PIXEL if name == "bee.png" else None


def back(data: bytes) -> tuple[list[Any], Told]:
    """What our own reader makes of a package."""
    told = Told()
    return list(READER.read(open_bytes("back.zip", data), told)), told


def grades(one: ItemStep, form: dict[str, list[str]]) -> Outcome:
    """What a step's grader says of a form."""
    kind = interaction(one.kind)
    return kind.grade(one.task, one.key, kind.read(one.task, form)).outcome


def alike(one: ItemStep, other: ItemStep) -> None:
    """Two steps ask the same and have the same right answer."""
    assert one.kind == other.kind
    kind = interaction(one.kind)
    first, second = (kind.answer(each.task, each.key) for each in (one, other))
    if one.kind in ("choice", "multiple-choice", "match"):
        assert sorted(first.split("; ")) == sorted(second.split("; "))
    elif one.kind in ("numeric", "text"):
        right = kind.right(one.task, one.key)
        assert right is not None
        assert grades(other, right) is Outcome.CORRECT
    else:
        assert first == second


@pytest.mark.parametrize("version", ["2.2", "3.0"])
def test_every_kind_that_goes_comes_back_with_its_key(course: Course, version: Any) -> None:
    exported = export_qti(course, version, seeds=3, media=media)
    arrived, told = back(exported.data)
    assert isinstance(arrived[0], About)
    assert arrived[0].title == "A course & more"
    assert arrived[0].origin is not None
    assert (arrived[0].origin.licence, arrived[0].origin.authors) == ("CC-BY-4.0", ("A. Teacher",))
    questions = [each for each in arrived if isinstance(each, Question)]
    assert exported.count == len(questions) == len(KINDS) + 3
    assert not told.losses
    for question in questions:
        assert question.section == ("A course & more", "First steps", "Bees")
        skill, template, seed = question.key.removeprefix("i.").split(".")
        item = generate(course, skill, template, int(seed))
        came = steps(question)
        assert len(came) == len(item.steps)
        for one, other in zip(item.steps, came, strict=True):
            alike(one, other)
        if template not in ("open",):
            assert item.solution in question.solution


def test_what_cannot_go_is_listed(course: Course) -> None:
    exported = export_qti(course, "2.2")
    whole = {each.key: each.why for each in exported.left}
    assert whole["bees/expression/0"] == "QTI has no place for a step of the kind expression."
    assert whole["bees/groups/0"] == "Some of its things may stand in any order."
    assert whole["bees"] == "Its lesson."
    parts = {(each.key, each.why) for each in exported.changed}
    assert ("bees/choice/0", "Its hints.") in parts
    assert any(place == "bees/third/0" and "fraction" in what for place, what in parts)


def test_the_same_course_gives_the_same_bytes_and_feedback_goes_along(course: Course) -> None:
    first = export_qti(course, "2.2", media=media)
    assert first.data == export_qti(course, "2.2", media=media).data
    arrived, _ = back(first.data)
    (question,) = [each for each in arrived if isinstance(each, Question) and each.key == "i.bees.choice.0"]
    said = {option["text"]: option.get("feedback") for option in question.steps[0].fields["options"]}
    assert said["$2x < 3$"] == "That doubles *it*."
    assert "![A bee](media:media/bee.png)" in said
    assert question.steps[0].prompt == "Which is $x^2$ & **more**?"


def schema(folder: Path, version: str) -> etree.XMLSchema:
    """The schema of a version. That of 3.0 in the archive refers to files that are not in it: MathML 3 and speech."""
    if version == "2.2":
        return etree.XMLSchema(etree.parse(str(folder / "qtiv2p2" / "imsqti_v2p2.xsd")))
    document = etree.parse(str(folder / "qtiv3p0" / "imsqti_asiv3p0_sbacv1p0_v1p0.xsd"))
    root = document.getroot()
    for each in root.findall(f"{XS}import"):
        if "MathML" in (each.get("namespace") or ""):
            each.set("schemaLocation", "../w3/mathml2/mathml2.xsd")
        if "synthesis" in (each.get("namespace") or ""):
            root.remove(each)
    for each in list(root.iter(f"{XS}element")):
        prefix = (each.get("ref") or "").partition(":")[0]
        parent = each.getparent()
        if parent is not None and "synthesis" in root.nsmap.get(prefix, ""):
            parent.remove(each)
    return etree.XMLSchema(document)


@pytest.mark.skipif(not SCHEMAS.is_file(), reason="../shared holds the schemas of QTI")
@pytest.mark.parametrize("version", ["2.2", "3.0"])
def test_items_and_tests_are_valid_by_the_schemas(course: Course, version: Any, tmp_path: Path) -> None:
    with tarfile.open(SCHEMAS) as tar:
        tar.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.glob("**/schemes")
    checker = schema(folder, version)
    with zipfile.ZipFile(io.BytesIO(export_qti(course, version, seeds=2, media=media).data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml") and name != "imsmanifest.xml"]
        assert len(names) == len(KINDS) + 3
        for name in names:
            assert checker.validate(etree.fromstring(archive.read(name))), (name, str(checker.error_log)[:300])
