"""The checker names what would reach a learner wrong, degenerate or ambiguous."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chiron.core.learning.course import Course, Template
from chiron.engine.library import checking
from chiron.engine.library.checking import Kept, check
from chiron.engine.library.reading import open_course
from chiron.engine.library.sampling import Found

from .example import write_example

CARRYING = "units/first-steps/carrying.yaml"
TENS = "units/first-steps/tens-and-ones.yaml"


def told(folder: Path, samples: int = 60) -> list[str]:
    """The faults of a folder, in words."""
    return [str(fault) for fault in check(folder, samples)]


def test_the_example_of_the_reference_has_no_fault(tmp_path: Path) -> None:
    assert told(write_example(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("prerequisites: [tens-and-ones]", "prerequisites: [tens]", 3, "There is no skill called 'tens'"),
        ("prerequisites: [tens-and-ones]", "prerequisites: [carrying]", 3, "needs itself in a circle"),
        ("misconception: forgets-carry}", "misconception: forget-carry}", 23, "Did you mean 'forgets-carry'?"),
        (
            "misconceptions:",
            "resources: [{title: X, licence: X, url: 'javascript:alert(1)'}]\nmisconceptions:",
            4,
            "no web",
        ),
        (
            "misconceptions:",
            "guidelines: [Name the tens., Give the answer first.]\nmisconceptions:",
            4,
            "cannot have answers or solutions told",
        ),
        ("misconception: forgets-carry}", "feedback: No.}", 5, "No wrong answer names 'forgets-carry'"),
        ("$@a + @b$.\n", "$@a + @bb$.\n", 16, "There is no parameter called 'bb'"),
        ("$@a + @b$.\n", "$@a + @$.\n", 16, "A single @"),
        ("answer: total\n", "answer: totl\n", 21, "Did you mean 'total'?"),
        ("{compute: a + b}", "{compute: a + c}", 13, "There is no parameter called 'c'"),
        ("{compute: a + b}", "{compute: total + 1}", 9, "in a circle"),
        ("      - mod(a, 10)", "      - mod(z, 10)", 14, "There is no parameter called 'z'"),
        ("> 9", "> 99", 14, "No draw satisfies `where`"),
        ("total - 10", "total - 10 + 10", 18, "is the right answer"),
        ("total - 10, m", "'total - mod(a, 2)*10', m", 18, "is the right answer"),
        (
            "answer: total\n",
            "answer: total\n        form: integer\n        tolerance: -1\n",
            9,
            "tolerance is negative",
        ),
        ("answer: total\n", "answer: total/mod(a, 2)\n", 9, "Division by zero"),
        ("answer: total\n", "answer: total/7\n        form: integer\n", 18, "is not whole"),
        ("answer: total\n", "answer: total/7\n        form: decimal\n", 18, "no exact decimal"),
        ("Begin with the ones.", "It is @total.", 25, "The hint `point` states the answer"),
        (
            "{integer: [15, 89]}\n      b: {integer: [15, 89]}",
            "{integer: [15, 15]}\n      b: {integer: [15, 15]}",
            10,
            "are the same",
        ),
        ("$@a + @b$.\n", "$@a + @{a - 90}$.\n", 16, "two signs in a row"),
        ("$@a + @b$.\n", "$@a + @{a - a}x + @b$.\n", 16, "a factor 1 or 0"),
        ("  - id: sum", "  - id: sum\n    use: [practice]", 8, "no template for diagnostic"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    found = told(write_example(tmp_path, carrying=(old, new)))
    assert any(fault.startswith(f"{CARRYING}:{line}:") and message in fault for fault in found), found


BY_HAND = """        kind: numeric
        prompt: What is the sum?
        answer: total
        wrong:
          - {answer: total - 10, misconception: forgets-carry}
"""
BY_LINES = """        kind: working
        prompt: Work it out.
        start: "@a + @b"
        goal: work-out
        ideas: {off-by-one: %s}
"""


def test_an_idea_that_a_kind_finds_by_itself_names_a_misconception(tmp_path: Path) -> None:
    assert told(write_example(tmp_path, carrying=(BY_HAND, BY_LINES % "forgets-carry"))) == []


def test_a_misspelt_misconception_of_an_idea_is_a_fault(tmp_path: Path) -> None:
    found = told(write_example(tmp_path, carrying=(BY_HAND, BY_LINES % "forget-carry")))
    assert any("Did you mean 'forgets-carry'?" in fault for fault in found), found
    assert any("No wrong answer names 'forgets-carry'" in fault for fault in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{text: the ones, m", "{text: the tens, m", "Two options read the same"),
        ("{text: the tens, right: true}", "{text: the tens}", "0 options are right"),
        ("the ones, misconception: swaps-places", "the ones, right: true", "2 options are right"),
        ("the ones, misconception: swaps-places", "the ones, right: o > t", "2 options are right"),
        ("{text: the ones, m", "{text: '@{if(t > o, 1, 2)}', right: o + 1, m", "comparison is needed"),
    ],
)
def test_a_faulty_choice_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = told(write_example(tmp_path, tens_and_ones=(old, new)))
    assert any(fault.startswith(f"{TENS}:") and message in fault for fault in found), found


def test_what_is_taught_later_cannot_be_needed(tmp_path: Path) -> None:
    found = told(write_example(tmp_path, unit=("[tens-and-ones, carrying]", "[carrying, tens-and-ones]")))
    assert any("taught later" in fault for fault in found)


def test_a_forgotten_file_is_told(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    (folder / "units/first-steps/extra.yaml").write_text("title: Extra\n")
    assert told(folder) == [
        "units/first-steps/extra.yaml:1: No unit lists this file. Add its id to `skills` in unit.yaml, or remove it."
    ]


def test_who_waits_hears_each_skill(tmp_path: Path) -> None:
    folder, heard = write_example(tmp_path), list[tuple[str, int, int]]()
    assert check(folder, 1, lambda *said: heard.append(said)) == []
    course = open_course(folder).course
    assert [skill for skill, _, _ in heard] == [skill for skill, _ in course.templates]
    assert [(done, of) for _, done, of in heard] == [(n + 1, len(heard)) for n in range(len(heard))]


def test_a_goal_names_skills(tmp_path: Path) -> None:
    found = told(write_example(tmp_path, course=("skills: [carrying]", "skills: [carry]")))
    assert any(fault.startswith("course.yaml:13:") and "Did you mean 'carrying'?" in fault for fault in found), found


def test_a_lesson_needs_a_section(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    (folder / "units/first-steps/carrying.md").write_text("Ten ones make a ten.\n")
    assert any("no section" in fault for fault in told(folder))


def test_a_course_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "nothing") == [".:1: There is no folder 'nothing'. Give the folder that holds course.yaml."]


def test_a_fault_is_told_once_with_an_example(tmp_path: Path) -> None:
    found = told(write_example(tmp_path, carrying=("total - 10", "'total - mod(a, 2)*10'")))
    alike = [fault for fault in found if "is the right answer" in fault]
    assert 1 <= len(alike) <= 2
    assert "a = " in alike[0]


def test_one_slip_hides_no_other_fault(tmp_path: Path) -> None:
    folder = write_example(tmp_path, carrying=("total - 10, m", "total, m"))
    before = told(folder)
    assert before
    tens = folder / TENS
    broken = tens.read_text().replace("kind: ", "kin: ", 1)
    tens.write_text(broken)
    (folder / "units/first-steps/spare.yaml").write_text("title: Spare\n")
    found = told(folder)
    # A field that is misspelt, a file that nobody lists and an item that would be wrong: three kinds in one go, and
    # nothing is said of the template that could not be read.
    assert set(before) < set(found)
    assert any(fault.startswith(f"{TENS}:") and "`kind` is missing" in fault for fault in found), found
    assert any("No unit lists this file" in fault for fault in found)
    assert all(each.split(":")[0] in (CARRYING, TENS, "units/first-steps/spare.yaml") for each in found), found


def test_a_skill_that_cannot_be_read_is_not_called_unknown(tmp_path: Path) -> None:
    folder = write_example(tmp_path, carrying=("total - 10, m", "total, m"))
    (folder / TENS).write_text("title: [Tens\n")
    found = told(folder)
    assert {fault.split(":")[0] for fault in found} == {CARRYING, TENS}, found
    assert not any("There is no skill" in fault for fault in found)


def test_the_places_stay_true_behind_a_part_that_is_left_out(tmp_path: Path) -> None:
    folder = write_example(tmp_path, carrying=("$@a + @b$.\n", "$@a + @bb$.\n"))
    alone = told(folder)
    carrying = folder / CARRYING
    text = carrying.read_text()
    first = text.index("  - id: sum")
    carrying.write_text(f"{text[:first]}  - {{id: broken}}\n{text[first:]}")
    found = told(folder)
    moved = [fault.replace(f"{CARRYING}:17:", f"{CARRYING}:16:") for fault in found]
    assert alone
    assert set(alone) <= set(moved), found


def test_what_has_not_changed_is_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_example(tmp_path / "course", carrying=("total - 10, m", "total, m"))
    first = check(folder, 20, kept=Kept(tmp_path / "kept"))
    assert first
    sampled = checking.sampled
    looked = list[str]()

    def counted(course: Course, skill: str, template: Template, samples: int, closely: int) -> Iterator[Found]:
        looked.append(skill)
        return sampled(course, skill, template, samples, closely)

    monkeypatch.setattr(checking, "sampled", counted)
    assert check(folder, 20, kept=Kept(tmp_path / "kept")) == first
    assert looked == []
    carrying = folder / CARRYING
    carrying.write_text("# A line moves every place, and makes no other item.\n" + carrying.read_text())
    moved = check(folder, 20, kept=Kept(tmp_path / "kept"))
    assert [(fault.line - 1, fault.message) for fault in moved] == [(fault.line, fault.message) for fault in first]
    assert looked == []
    carrying.write_text(carrying.read_text().replace("answer: total, m", "answer: total - 10, m"))
    assert check(folder, 20, kept=Kept(tmp_path / "kept")) == []
    assert looked == ["carrying"]
    # A wrong idea's words are part of every item; more samples are another question.
    carrying.write_text(carrying.read_text().replace("feedback: ", "feedback: Look, ", 1))
    check(folder, 20, kept=Kept(tmp_path / "kept"))
    check(folder, 21, kept=Kept(tmp_path / "kept"))
    assert looked[:2] == ["carrying", "carrying"]
    assert len(looked) > 3


def test_a_spoilt_finding_is_looked_for_again(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course", carrying=("total - 10, m", "total, m"))
    first = check(folder, 20, kept=Kept(tmp_path / "kept"))
    for file in (tmp_path / "kept").iterdir():
        file.write_text('{"half": ')
    assert check(folder, 20, kept=Kept(tmp_path / "kept")) == first


def test_two_processes_find_what_one_finds(tmp_path: Path) -> None:
    folder = write_example(tmp_path, carrying=("total - 10, m", "total, m"))
    assert check(folder, 20, processes=2) == check(folder, 20) != []
