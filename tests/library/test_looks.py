"""Each look finds the fault it is for, and keeps quiet about what only resembles one."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.engine.library.checking import check

from .example import write_example

CARRYING = "units/first-steps/carrying.yaml"
SAMPLES = 12


def told(folder: Path) -> list[str]:
    """The faults of a folder, in words."""
    return [str(fault) for fault in check(folder, SAMPLES)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('solution: "$@a + @b = @total$."', 'solution: "$@a + @b = @{total + 1}$."', "equality that is not true"),
        ("The sum is $42$", "Check: $27 + 15 = 43$", "equality that is not true"),
        ("next_step: Add @{mod(a, 10)}", "next_step: Ten ones are one ten.\n          # @{mod(a, 10)}", "say the same"),
        ('worked_example: "$27 + 15$:', 'worked_example: "$@a + @b$:', "works the problem itself"),
        ("Work out $@a + @b$.", "Ada has @{a/2} books. Work out $@a + @b$.", "cannot be counted"),
        ("Work out $@a + @b$.", "A rope of $@{-a}$ metres. Work out $@a + @b$.", "less than nothing"),
        ("Work out $@a + @b$.", "Work out @{if(a > 3, 'with @{b}', 'now')} $@a + @b$.", "is written: @{b}"),
        ("Work out $@a + @b$.", "Work out @{if(a > 0, 'with @b', 'now')} $@a + @b$.", "is written: @b"),
        ("next_step: Add", "next_step: \"@{if(a > 0, 'Look at @{a}', '')}\" # Add", "is written: @{a}"),
        (
            "misconception: forgets-carry}",
            "misconception: forgets-carry, feedback: \"@{if(1 > 0, '@{a.b}', '')}\"}",
            "@{a.b}",
        ),
        ("Work out $@a + @b$.", "It is 26:15 now. Work out $@a + @b$.", "no time of day"),
        ("Work out $@a + @b$.", "So @{a + 100}% of the class came. Work out $@a + @b$.", "cannot be a part of it"),
        ("Work out $@a + @b$.", "Ada is @{a + 200} years old. Work out $@a + @b$.", "years old"),
        (
            "What is the sum?\n        answer: total",
            "How many children came?\n        answer: total + 1/2",
            "cannot be counted",
        ),
        ("        answer: total\n", "        variable: x\n        answer: total\n", "does not make"),
    ],
)
def test_a_planted_fault_is_found(tmp_path: Path, old: str, new: str, message: str) -> None:
    change = ("Work out $@a + @b$.", "Solve $x - @a = @{b + 1}$.") if "variable" in new else None
    folder = write_example(tmp_path, carrying=(old, new))
    if change:
        file = folder / CARRYING
        file.write_text(file.read_text().replace(*change))
    found = told(folder)
    assert any(fault.startswith(f"{CARRYING}:") and message in fault for fault in found), found


def test_a_solution_that_never_shows_the_answer_is_told(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    file = folder / CARRYING
    text = file.read_text().replace('solution: "$@a + @b = @total$."', "solution: Add them.")
    file.write_text(text.replace("with the one carried: $@a + @b = @total$", "with the one carried"))
    assert any("never shows the right answer" in fault for fault in told(folder))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Work out $@a + @b$.", "The change was $@{-a}$ euros. Work out $@a + @b$."),
        ("Work out $@a + @b$.", "Ada has @a books, at 23:59 all of them. Work out $@a + @b$."),
        ("Work out $@a + @b$.", "Write to ada@@b.org with @@a. Work out $@a + @b$."),
        ("Work out $@a + @b$.", "It grew to @{a + 100}% of what it was. Work out $@a + @b$."),
        ('solution: "$@a + @b = @total$."', 'solution: "$x = @a + @b = @total$, since $@a + @b > @a$."'),
    ],
)
def test_what_only_resembles_a_fault_is_let_be(tmp_path: Path, old: str, new: str) -> None:
    assert told(write_example(tmp_path, carrying=(old, new))) == []


CHOICE = """        kind: choice
        prompt: Which is it?
        options:
          - {text: "$@{2*a}(x + 2)$", right: true}
          - {text: "$@a(2x + 4)$", misconception: forgets-carry}
"""
BY_HAND = """        kind: numeric
        prompt: What is the sum?
        answer: total
        wrong:
          - {answer: total - 10, misconception: forgets-carry}
"""


def test_a_wrong_option_that_says_the_same_is_told_unless_the_form_is_asked_for(tmp_path: Path) -> None:
    found = told(write_example(tmp_path / "one", carrying=(BY_HAND, CHOICE)))
    assert any("A wrong option says the same as the right one" in fault for fault in found), found
    asked = CHOICE.replace("        options:", "        form_matters: true\n        options:")
    assert told(write_example(tmp_path / "other", carrying=(BY_HAND, asked))) == []


def test_two_numbers_to_choose_from_are_not_worth_the_same(tmp_path: Path) -> None:
    options = CHOICE.replace('"$@a(2x + 4)$"', '"$@{a}/2$"').replace('"$@{2*a}(x + 2)$"', '"$@{2*a}/4$"')
    assert any("says the same" in fault for fault in told(write_example(tmp_path, carrying=(BY_HAND, options))))


WORKING = """        kind: working
        prompt: Solve $x + @a = @total$ line by line.
        start: "x + @a = @total"
        goal: solve
        ideas: {sign-kept-moving: forgets-carry}
"""


@pytest.mark.parametrize(
    ("line", "astray"),
    [
        ("$x = @total - @a = @b$", False),
        ("$2x = @{2*b}$", False),
        ("$x = @{b + 1}$", True),
        ("$x = @total - @a = @a$", True),
    ],
)
def test_lines_of_a_worked_solution_follow(tmp_path: Path, line: str, astray: bool) -> None:
    folder = write_example(tmp_path, carrying=(BY_HAND, WORKING))
    file = folder / CARRYING
    file.write_text(file.read_text().replace('solution: "$@a + @b = @total$."', f'solution: "{line}"'))
    assert any("does not follow" in fault for fault in told(folder)) is astray


def test_a_wrong_idea_that_two_explain_is_told(tmp_path: Path) -> None:
    two = "{answer: total - 10, misconception: forgets-carry}\n          - {answer: total - 10, misconception: other}"
    folder = write_example(tmp_path, carrying=("{answer: total - 10, misconception: forgets-carry}", two))
    file = folder / CARRYING
    file.write_text(file.read_text().replace("templates:", "  - {id: other, title: O, feedback: Look.}\ntemplates:", 1))
    found = told(folder)
    assert any("'forgets-carry' is named in 0 of" in fault for fault in found), found


def test_a_sentence_without_an_end_is_told_at_its_line(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    lesson = folder / "units/first-steps/carrying.md"
    lesson.write_text(lesson.read_text() + "\nTen " + "and ten " * 30 + "make a lot.\n")
    assert any(fault.startswith("units/first-steps/carrying.md:5:") and "words long" in fault for fault in told(folder))


def test_a_lesson_that_is_too_hard_for_its_audience_is_told(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    lesson = folder / "units/first-steps/carrying.md"
    heavy = "Mathematical generalisations necessitate considerable preparatory abstraction capabilities. " * 14
    lesson.write_text(f"## Ten ones\n\n{heavy}\n")
    assert any("years of school" in fault for fault in told(folder))


def test_only_so_many_items_are_graded_and_read_in_full(tmp_path: Path) -> None:
    """A sum that is untrue in rare draws is found where every item is read."""
    rare = 'solution: "$@a + @b = @{if(mod(a + b, 7) == 3, total + 1, total)}$."'
    folder = write_example(tmp_path, carrying=('solution: "$@a + @b = @total$."', rare))
    assert check(folder, 60, closely=1) == []
    assert any("not true" in fault.message for fault in check(folder, 60, closely=60))


WRONG = "          - {answer: total - 10, misconception: forgets-carry}\n"
MORE = {
    "feedback alone": '          - {answer: a + b - 10, feedback: "Ten is missing."}\n',
    "written otherwise": '          - {answer: "(total - 5) - 5", feedback: "Ten is missing."}\n',
    "the same idea told otherwise": "          - {answer: a + b - 10, misconception: forgets-carry, feedback: Hm.}\n",
    "only now and then": '          - {answer: "total - 10*mod(a, 2)", feedback: "Look.", when: "mod(a, 2) == 1"}\n',
}


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
def test_a_wrong_answer_that_is_named_twice_and_told_differently_is_told(tmp_path: Path, more: str) -> None:
    found = told(write_example(tmp_path, carrying=(WRONG, WRONG + more)))
    assert any(fault.startswith(f"{CARRYING}:18") and "named twice and told differently" in fault for fault in found), (
        found
    )


EXPRESSION = """        kind: expression
        prompt: Write the double of $x + @a$ without brackets.
        variables: [x]
        answer: "2*x + @{2*a}"
        wrong:
          - {answer: "2*x + @a", misconception: forgets-carry}
          - {answer: "@a + x + x", feedback: "The number is doubled, too."}
"""


def test_wrong_answers_that_say_the_same_in_other_words_are_told(tmp_path: Path) -> None:
    found = told(write_example(tmp_path, carrying=(BY_HAND, EXPRESSION)))
    assert any("is never said" in fault for fault in found), found


def test_what_is_left_out_where_it_would_be_the_same_is_let_be(tmp_path: Path) -> None:
    more = '          - {answer: "total - mod(a, 10)", feedback: "Look.", when: "mod(a, 10) != 0"}\n'
    assert told(write_example(tmp_path, carrying=(WRONG, WRONG + more))) == []
