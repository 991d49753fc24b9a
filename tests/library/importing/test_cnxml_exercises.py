"""Exercises of OpenStax books: options, parts, instructions, worked examples, and what a person must read."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.engine.library.importing.arriving import Question
from chiron.engine.library.importing.formats.cnxml.exercises import letters, parts_of
from tests.library.importing.books import OPTIONS, asked, book, exercise, module, pages, questions
from tests.library.importing.fakes import composed


@pytest.mark.parametrize("solution", ["C", "c", "(c)", "C. Mars", "<label/>C", "The correct answer is C", "Mars"])
def test_options_with_a_letter_become_a_choice(tmp_path: Path, solution: str) -> None:
    made = asked(tmp_path, OPTIONS, f"<para>{solution}</para>".replace("<para><label/>", "<label/><para>"))
    (step,) = made.steps
    assert step.kind == "choice"
    assert made.prompt == "Which is a planet?"
    assert step.fields["options"] == [{"text": "Sun"}, {"text": "Moon"}, {"text": "Mars", "right": True}]


def test_several_letters_become_a_multiple_choice(tmp_path: Path) -> None:
    (step,) = asked(tmp_path, OPTIONS, "<para>A and C</para>").steps
    assert step.kind == "multiple-choice"
    assert [option.get("right") for option in step.fields["options"]] == [
        True,
        None,
        True,
    ]


def test_options_without_a_key_are_read_by_a_person_and_told(tmp_path: Path) -> None:
    content = f'<section id="q"><title>Review Questions</title>{exercise(OPTIONS)}</section>'
    arrivals, told = book(tmp_path, module(content), plan="")
    assert questions(arrivals)["e1"].steps[0].kind == "open"
    assert "(c) Mars" in questions(arrivals)["e1"].prompt
    assert any("the book gives none" in what for _, what in told.other)


def test_lettered_parts_become_steps(tmp_path: Path) -> None:
    items = "".join(f'<item><span class="token">{mark}</span> <m:math><m:mn>{n}</m:mn></m:math></item>'
                    for mark, n in (("ⓐ", "−2"), ("ⓑ", "4")))  # fmt: skip
    problem = f'<para id="a">Opposites: <list id="l" list-type="enumerated" class="circled">{items}</list></para>'
    made = asked(tmp_path, problem, "<para>ⓐ 2 ⓑ −4</para>")
    assert made.prompt == "Opposites:"
    assert [(step.kind, step.fields["answer"]) for step in made.steps] == [("numeric", "2"), ("numeric", "-4")]
    assert [step.prompt for step in made.steps] == ["$-2$", "$4$"]


def test_instructions_go_with_every_exercise_of_their_run(tmp_path: Path) -> None:
    content = (
        '<section id="x" class="section-exercises"><title>Practice</title>'
        "<para><emphasis>Order Numbers</emphasis></para><para>In the following exercises, add.</para>"
        f"{exercise('<para>1 + 1</para>', '<para>2</para>')}{exercise('<para>2 + 2</para>', '<para>4</para>', 'e2')}"
        f"<para>Now multiply.</para>{exercise('<para>3 · 3</para>', '<para>9</para>', 'e3')}"
        "<para><emphasis>Find Opposites</emphasis></para>"
        f"{exercise('<para>of 3</para>', '<para>-3</para>', 'e4')}</section>"
    )
    lesson = "".join(
        f'<section id="{name}"><title>{title}</title><para>Text.</para></section>'
        for name, title in (("o", "Order Numbers"), ("f", "Find Opposites"))
    )
    arrivals, _ = book(tmp_path, module(lesson + content), plan="")
    found = questions(arrivals)
    assert [found[name].prompt for name in ("e1", "e2", "e3", "e4")] == [
        "In the following exercises, add.\n\n1 + 1",
        "In the following exercises, add.\n\n2 + 2",
        "Now multiply.\n\n3 · 3",
        "of 3",
    ]
    assert found["e1"].skills == ("Order Numbers",)
    assert found["e1"].steps[0].fields["answer"] == "2"
    assert found["e4"].skills == ("Find Opposites",)
    assert [page.text for page in pages(arrivals)] == ["Text.", "Text."]


def test_a_worked_example_stays_in_the_lesson_with_its_solution(tmp_path: Path) -> None:
    content = (
        f'<example id="E"><title>Adding</title>{exercise("<para>1 + 1?</para>", "<para>It is 2.</para>")}</example>'
    )
    arrivals, told = book(tmp_path, module(content), plan="")
    assert not questions(arrivals)
    assert pages(arrivals)[0].text == "**Example 1: Adding**\n\n1 + 1?\n\n**Solution**\n\nIt is 2."
    assert ("m0#e1", "It comes as a worked example in the lesson, with its solution.") in told.other


def test_an_exercise_that_lies_elsewhere_is_named(tmp_path: Path) -> None:
    problem = '<para id="a"><link class="os-embed" url="#exercise/AB-ch01-p01"/></para>'
    arrivals, told = book(tmp_path, module(f'<note id="n"><para>Look.</para>{exercise(problem)}</note>'), plan="")
    assert not questions(arrivals)
    assert told.lost[0][1] == "exercise"
    assert "AB-ch01-p01" in told.places[0]
    assert any(what == "instructions" for _, what, _ in told.lost)


def test_ids_used_twice_get_keys_of_their_own(tmp_path: Path) -> None:
    content = '<section id="q"><title>Review Questions</title>' + exercise("<para>1?</para>") * 2 + "</section>"
    arrivals, told = book(tmp_path, module(content), plan="")
    assert [one.key for one in arrivals if isinstance(one, Question)] == ["m0#e1", "m0#e1~2"]
    assert any("used twice" in what for _, what in told.other)


def test_all_that_arrives_can_be_composed(tmp_path: Path) -> None:
    content = '<section id="q"><title>Review Questions</title>' + "".join(
        exercise(f"<para>{asks}</para>", f"<para>{says}</para>", f"e{number}")
        for number, (asks, says) in enumerate(
            [("2 @ 2?", "4"), ("Name it: ________", "the cell @ rest"), ("Why so?", "Because cells need it to live."),
             ("Factor.", "<m:math><m:mi>x</m:mi><m:mo>(</m:mo><m:mi>x</m:mi><m:mo>+</m:mo>"
                         "<m:mn>1</m:mn><m:mo>)</m:mo></m:math>")]
        )
    ) + exercise(OPTIONS, "<para>B</para>", "e9") + "</section>"  # fmt: skip
    arrivals, _ = book(tmp_path, module(content), plan="")
    _, report = composed(*arrivals)
    assert report.count("left out") == 0
    assert report.steps == 5


@pytest.mark.parametrize(
    ("text", "places"),
    [("D", [3]), ("(b)", [1]), ("B.", [1]), ("C. Mars", [2]), ("a, c", [0, 2]), ("A and D", [0, 3]),
     ("A cell is small", []), ("Because it is so", []), ("12", [])],
)  # fmt: skip
def test_letters_of_answers(text: str, places: list[int]) -> None:
    assert letters(text) == places


def test_parts_need_to_begin_at_a_and_to_go_on() -> None:
    found = parts_of("Do:\n- (a) one\n- (b) two")
    assert found is not None
    assert (found.stem, found.parts) == ("Do:", ("one", "two"))
    assert parts_of("- (b) one\n- (c) two") is None
    assert parts_of("Only one (a) here") is None
    assert parts_of("a. 3; b. 5") is not None


def test_a_lesson_that_speaks_of_writing_or_tests_keeps_its_text(tmp_path: Path) -> None:
    content = (
        '<section id="w"><title>Writing Mixed Numbers: a Test</title><para>First, read this.</para>'
        f'<note id="n" class="try">{exercise("<para>1 + 1</para>", "<para>2</para>")}</note>'
        "<para>Then this.</para></section>"
    )
    arrivals, _ = book(tmp_path, module(content), plan="")
    assert [page.text for page in pages(arrivals)] == ["First, read this.\n\nThen this."]
    assert questions(arrivals)["e1"].prompt == "1 + 1"


def test_instructions_too_long_to_repeat_stay_on_the_page(tmp_path: Path) -> None:
    long = "word " * 2_000
    content = (
        f'<section id="x" class="section-exercises"><title>Practice</title><para>{long}</para>'
        f"{exercise('<para>1 + 1</para>', '<para>2</para>')}</section>"
    )
    arrivals, _ = book(tmp_path, module(content), plan="")
    assert [page.text for page in pages(arrivals)] == [long.strip()]
    assert questions(arrivals)["e1"].prompt == "1 + 1"


def test_parts_named_before_a_run_are_asked_of_each_exercise(tmp_path: Path) -> None:
    items = "".join(f"<item>{text}</item>" for text in ("all children who ski here", "12", "skiing"))
    solution = f'<list id="l" list-type="enumerated" number-style="lower-alpha">{items}</list>'
    content = (
        '<section id="x" class="free-response"><title>Homework</title><para><emphasis effect="italics">For each of the '
        "following exercises, identify: a. the population, b. the mean age, and c. the sport.</emphasis></para>"
        f"{exercise('<para>A resort asks.</para>', solution)}</section>"
    )
    arrivals, _ = book(tmp_path, module(content), plan="")
    made = questions(arrivals)["e1"]
    assert made.prompt.endswith("A resort asks.")
    assert [(step.prompt, step.kind) for step in made.steps] == [
        ("the population", "text"),
        ("the mean age", "numeric"),
        ("the sport.", "text"),
    ]
