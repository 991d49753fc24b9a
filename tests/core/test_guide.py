"""The guide for teachers is made from the course: what it holds, and that it is held to the checkers."""

from __future__ import annotations

from chiron.core.learning.course import Course
from chiron.core.learning.guide import unit_guide
from chiron.faces.cli.course_guide import markdown
from tests.core.tiny import skill, tiny


def two_units() -> Course:
    body = tiny().model_dump(mode="json")
    later = {"id": "later", "title": "Later", "summary": "More.", "skills": [skill("fourth", "third")]}
    body["units"].append(later)
    body["glossary"] = [
        {"term": "balance", "also": ["scales"], "meaning": "Two sides that weigh the same."},
        {"term": "gradient", "meaning": "How steep a line is."},
    ]
    body["units"][1]["skills"][0]["templates"][0]["purpose"] = "understanding"
    return Course.model_validate(body)


def test_a_common_error_stands_with_a_wrong_answer_that_the_checker_names():
    guide = unit_guide(tiny(), tiny().units[0])
    assert [each.skill.id for each in guide.skills] == ["first", "second", "third"]
    for each in guide.skills:
        (error,) = each.errors
        assert error.idea.feedback == "Take away instead."
        assert error.example is not None
        assert error.example.answer != error.example.right


def test_an_error_that_no_checker_names_has_no_example():
    body = tiny().model_dump(mode="json")
    body["units"][0]["skills"][0]["misconceptions"].append({"id": "other", "title": "Other", "feedback": "No."})
    course = Course.model_validate(body)
    found = {error.idea.id: error.example for error in unit_guide(course, course.units[0]).skills[0].errors}
    assert found["other"] is None
    assert found["adds"] is not None


def test_it_tells_what_the_unit_builds_on_its_words_and_questions_for_the_class():
    course = two_units()
    guide = unit_guide(course, course.units[1])
    assert [(of.id, before.id) for of, before in guide.before] == [("unit", "third")]
    assert [term.term for term in guide.words] == ["balance"]
    assert len(guide.skills[0].questions) == 1
    assert guide.skills[0].principles == ("Undo what was done.",)
    assert dict(guide.skills[0].kinds) == {"understanding": 1, "fluency": 2}
    assert guide == unit_guide(course, course.units[1])


def test_a_question_about_a_drawing_brings_its_drawing_along():
    body = two_units().model_dump(mode="json")
    (template,) = [one for one in body["units"][1]["skills"][0]["templates"] if one["purpose"] == "understanding"]
    (step,) = template["steps"]
    shapes = '<circle cx="5" cy="5" r="4"/><path d="M11 1H19V9H11Z"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{shapes}</svg>'
    targets = [
        {"id": "round", "label": "ring", "at": [5, 5], "description": "the round one"},
        {"id": "square", "label": "box", "at": [15, 5], "description": "the one with corners"},
    ]
    kept = {name: step[name] for name in ("id", "prompt", "hints", "solution") if name in step}
    template["steps"] = [{**kept, "kind": "labelling", "drawing": drawing, "targets": targets}]
    course = Course.model_validate(body)
    (asked,) = unit_guide(course, course.units[1]).skills[0].questions
    (task,) = asked.drawings
    assert shapes in task["drawing"]
    assert [each["description"] for each in task["targets"]] == ["the round one", "the one with corners"]


def test_as_markdown_every_part_is_there():
    course = two_units()
    text = "\n\n".join(markdown(unit_guide(course, course.units[1])))
    parts = [
        "# Later",
        "## Objectives",
        "What it builds on",
        "### What it asks",
        "### Common errors",
        "Typical answer:",
    ]
    parts += ["### What to listen for", "### Questions to ask in class", "## Words of the unit", "## Checkpoint"]
    assert [part for part in parts if part not in text] == []
    assert "@" not in text


def test_what_two_skills_send_to_stands_once():
    body = tiny().model_dump(mode="json")
    book = {"title": "A book", "kind": "book", "url": "https://example.org/2", "licence": "CC-BY-4.0"}
    other = book | {"url": "https://example.org/3"}
    for each, found in zip(
        body["units"][0]["skills"], ([book], [book | {"note": "The second half."}], [other]), strict=True
    ):
        each["resources"] = found
    course = Course.model_validate(body)
    guide = unit_guide(course, course.units[0])
    assert [each.url for each in guide.resources] == ["https://example.org/2", "https://example.org/3"]
