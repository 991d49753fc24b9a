"""The course in prose is whole, free of faults and of formulas, and every kind of step in words is in it."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.generate import ItemStep, generate
from chiron.core.learning.interactions import interaction
from chiron.core.words import Outcome
from tests.courses.cell import SHELVED, answer, items, outcome, paired, right_texts
from tests.courses.shelf import assert_calm, assert_whole, headings, lesson

SKILLS, each_skill = SHELVED.skills, SHELVED.each_skill


def course() -> Course:
    """The course, read once."""
    return SHELVED.course


def test_the_course_is_whole() -> None:
    assert len(SKILLS) >= 20
    assert len(course().glossary) >= 100
    assert course().licence == "CC-BY-4.0"


def test_every_kind_of_step_in_words_is_there_and_none_of_formulas() -> None:
    kinds = {step.kind for template in course().templates.values() for step in template.steps}
    assert kinds == {
        "choice",
        "multiple-choice",
        "order",
        "match",
        "cloze",
        "text",
        "short-text",
        "table",
        "labelling",
        "open",
        "numeric",
        "graph",
    }


@each_skill
def test_a_skill_is_whole(skill: Skill) -> None:
    assert_whole(SHELVED.rows[skill.id])
    assert any("diagnostic" in template.use for template in skill.templates)


@each_skill
def test_a_lesson_can_be_read_and_quoted(skill: Skill) -> None:
    assert 300 <= len(lesson(skill).split()) <= 460
    assert len(headings(skill)) >= 4
    assert "A worked example" in headings(skill)
    assert headings(skill)[-1] == "A common slip"


@each_skill
def test_practising_again_is_not_the_same_text_again(skill: Skill) -> None:
    for template in skill.templates:
        seen = {
            (item.prompt, str(item.picture), item.steps[0].prompt, str(item.steps[0].task))
            for item in items(skill.id, template.id)
        }
        assert len(seen) >= 5, template.id


@each_skill
def test_every_misconception_is_refused_and_named(skill: Skill) -> None:
    named: Counter[str | None] = Counter()
    for template in skill.templates:
        for step in (step for item in items(skill.id, template.id) for step in item.steps):
            kind = interaction(step.kind)
            for typed in [*kind.mistakes(step.task, step.key), *one_pair_wrong(step)]:
                verdict = kind.grade(step.task, step.key, kind.read(step.task, typed))
                assert verdict.outcome is not Outcome.CORRECT
                named[verdict.misconception] += 1
    assert {wrong.id for wrong in skill.misconceptions} <= named.keys()


def one_pair_wrong(step: ItemStep) -> list[dict[str, list[str]]]:
    """Right answers of a match step with one pair changed."""
    if step.kind != "match":
        return []
    rights = [right["id"] for right in step.task["rights"]]
    found = []
    for left, right in step.key["pairs"].items():
        wrong = next(name for name in rights if name != right)
        found.append(
            {f"answer.{name}": [wrong if name == left else paired] for name, paired in step.key["pairs"].items()}
        )
    return found


@each_skill
def test_the_words_are_calm_and_free_of_formulas(skill: Skill) -> None:
    for text in SHELVED.told(skill):
        assert_calm(text)
        assert not re.search(r"[$@]", text), text


# Facts of biology, written down once more without the course's own records.

PROKARYOTES = ("bacterium", "archaeon")


def test_prokaryotes_are_bacteria_and_archaea() -> None:
    for item in items("two-kinds-of-cells", "sort"):
        (step,) = item.steps
        for left, right in paired(step).items():
            prokaryote = any(word in left for word in PROKARYOTES)
            assert right == ("prokaryote" if prokaryote else "eukaryote"), left


def test_water_goes_where_more_is_dissolved() -> None:
    for item in items("cell-membrane-transport", "which-way"):
        (step,) = item.steps
        weak = re.search(r"pure|distilled|far weaker", item.prompt)
        strong = re.search(r"very strong|syrup|far stronger", item.prompt)
        assert answer(step) == ("into the cell" if weak else "out of the cell" if strong else "in and out equally"), (
            item.prompt
        )


def test_the_fate_of_a_cell_follows_from_its_wall_and_its_bath() -> None:
    for item in items("cell-membrane-transport", "what-becomes-of-it"):
        (step,) = item.steps
        walled, weak = not re.search(r"blood|cheek", item.prompt), bool(re.search(r"pure|rain", item.prompt))
        fates = {
            (True, True): "It becomes firm, since its wall holds it.",
            (True, False): "Its membrane pulls away from the wall.",
            (False, True): "It swells and may burst.",
            (False, False): "It shrinks.",
        }
        assert answer(step) == fates[walled, weak], item.prompt


def test_what_a_cell_has_follows_from_its_kind() -> None:
    for item in items("two-kinds-of-cells", "what-it-has"):
        (step,) = item.steps
        right = right_texts(step)
        eukaryote = not re.search(r"nothing more|bacterium", item.prompt)
        assert ({"a nucleus", "mitochondria"} <= right) == eukaryote, item.prompt
        assert ("a cell wall" in right) == (not re.search(r"nothing more|cheek|muscle|amoeba", item.prompt)), (
            item.prompt
        )
        assert ("chloroplasts" in right) == bool(re.search(r"green", item.prompt)), item.prompt


def test_a_table_of_two_cells_holds_the_facts() -> None:
    for item in items("two-kinds-of-cells", "compare-in-a-table"):
        (step,) = item.steps
        other = step.task["columns"][1]
        told = {
            (row["head"], place): step.key["gaps"][cell["gap"]]["accept"] if "gap" in cell else [cell["text"]]
            for row in step.task["rows"]
            for place, cell in enumerate(row["cells"])
        }
        green = bool(re.search(r"bean|green", other))
        walled = green or bool(re.search(r"yeast|onion", other))
        assert told["nucleus", 0] == told["mitochondria", 0] == ["no"]
        assert told["nucleus", 1] == told["mitochondria", 1] == ["yes"]
        assert told["cell wall", 1] == ["yes" if walled else "no"], other
        assert told["chloroplasts", 1] == ["yes" if green else "no"], other
        assert told["DNA", 0] == told["DNA", 1] == ["yes"]


LABELLED = [
    (skill, template, step.id)
    for (skill, template), made in course().templates.items()
    for step in made.steps
    if step.kind == "labelling"
]
each_labelling = pytest.mark.parametrize(
    ("skill", "template", "step"), LABELLED, ids=["/".join(name) for name in LABELLED]
)


@each_labelling
def test_a_drawing_follows_the_theme_and_its_words_name_nothing(skill: str, template: str, step: str) -> None:
    drawn = items(skill, template)[0].step(step)
    labels = {label["text"] for label in drawn.task["labels"]}
    assert drawn.task["themed"]
    assert not re.search("|".join(labels), drawn.task["drawing"], re.IGNORECASE)
    for target in drawn.task["targets"]:
        for label in labels:
            assert label.casefold() not in target["description"].casefold()
    assert len(labels) > len(drawn.task["targets"]), "the last label is not left over"


@each_labelling
def test_targets_stand_apart(skill: str, template: str, step: str) -> None:
    drawn = items(skill, template)[0].step(step)
    places = [(target["x"], target["y"]) for target in drawn.task["targets"]]
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            assert math.dist(one, other) > 0.08


@pytest.mark.parametrize(
    ("skill", "template", "right", "wrong"),
    [
        (
            "organelles",
            "why-not-green",
            ["there is no light in the soil", "No sun", "because it is dark underground"],
            ["They do not need energy", "because roots have other jobs", "every plant cell has chloroplasts"],
        ),
        (
            "cell-membrane-transport",
            "why-it-holds",
            ["because it has a cell wall", "The wall holds it up", "it has a tough wall"],
            ["water cannot enter the plant cell", "the membrane is thicker", "it pumps the water out"],
        ),
    ],
)
def test_a_sentence_is_accepted_refused_or_left_to_a_person(
    skill: str, template: str, right: list[str], wrong: list[str]
) -> None:
    (step,) = items(skill, template)[3].steps
    assert {text for text in right if outcome(step, text) is Outcome.INCORRECT} == set()
    assert sum(outcome(step, text) is Outcome.CORRECT for text in right) >= 2
    assert {text for text in wrong if outcome(step, text) is not Outcome.INCORRECT} == set()
    assert outcome(step, "el agua pasa por ahi") is Outcome.PERSON


def test_the_story_of_the_cell_is_in_order() -> None:
    years = {
        "Hooke": 1665,
        "Leeuwenhoek": 1674,
        "Brown": 1831,
        "Schleiden": 1838,
        "Schwann": 1839,
        "Virchow": 1855,
        "Pasteur": 1860,
    }
    for item in items("cell-theory", "in-order"):
        (step,) = item.steps
        told = [years[name.split()[0]] for name in answer(step).split(" → ")]
        assert told == sorted(told)


def test_an_answer_in_ones_own_words_goes_to_a_person() -> None:
    item = generate(course(), "cell-membrane-transport", "explain-it", 3)
    (step,) = item.steps
    assert outcome(step, "The salt drew the water out by osmosis.") is Outcome.PERSON


def test_words_that_the_author_did_not_foresee_go_to_a_person() -> None:
    item = generate(course(), "organelles", "name-it", 1)
    (step,) = item.steps
    assert outcome(step, "some bubble thing") is Outcome.PERSON
