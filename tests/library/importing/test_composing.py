"""What arrives becomes a course that its own reader and checker take; what cannot be graded rightly is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chiron.core.learning.generate import generate
from chiron.engine.library.checking import check
from chiron.engine.library.importing.arriving import Asked, Media, Origin, Page, Prerequisite, Question, Word
from chiron.engine.library.importing.updating import save
from chiron.engine.library.reading import read_course
from tests.library.importing.fakes import choice, composed, number, templates
from tests.library.media_samples import png

PNG = png()
BANK = (
    choice("colour", "blue", "red", section=("Light", "Colours")),
    number("legs", "8", ["Count them.", "A spider has 8 legs."], section=("Animals",), skills=("Spiders",)),
    number("eyes", "8", section=("Animals",), skills=("Spiders",)),
    Page("p1", "b.html", "On spiders", "Spiders are no insects.\n\n## Web\n\nMade of silk @ home.", ("Animals",)),
    Word("w1", "b.html", "silk", "What webs are made of."),
)


def test_a_bank_becomes_a_course_without_faults(tmp_path: Path) -> None:
    made, report = composed(*BANK)
    save(tmp_path / "bank", made, report, tmp_path)
    assert check(tmp_path / "bank", samples=5) == []
    course = read_course(tmp_path / "bank")
    assert [unit.title for unit in course.units] == ["Light", "Animals"]
    assert {name: len(skill.templates) for name, skill in course.skills.items()} == {"colours": 1, "spiders": 2}
    assert course.glossary[0].term == "silk"
    assert (report.gradable, report.steps) == (3, 3)


def test_everything_that_arrives_has_a_line() -> None:
    wrong = number("broken", "1 +")
    twice = choice("same", "a", "a")
    _, report = composed(*BANK, wrong, twice, Media("m", "m.png", "m.png", PNG), Word("w2", "b.html", "Silk", "Again."))
    told = {(line.what, line.key): line.fate for line in report.lines}
    assert told == {
        ("item", "colour"): "kept",
        ("item", "legs"): "changed",
        ("item", "eyes"): "kept",
        ("page", "p1"): "kept",
        ("term", "w1"): "kept",
        ("term", "w2"): "left out",
        ("item", "broken"): "left out",
        ("item", "same"): "left out",
        ("picture", "m"): "left out",
    }
    assert all(line.why for line in report.lines if line.fate != "kept")


def test_a_hint_that_gives_the_answer_is_the_solution_and_no_rung() -> None:
    made, report = composed(BANK[1])
    ((_, legs),) = templates(made)
    (step,) = legs["steps"]
    assert step["hints"] == ["Count them."]
    assert step["solution"] == "A spider has 8 legs."
    assert "its last hints" in next(line.why for line in report.lines).lower()


def test_where_nobody_wrote_a_solution_the_answer_is_said_in_the_language() -> None:
    for language, words in (("en", "The answer is $8$."), ("es", "La respuesta es $8$.")):
        made, _ = composed(number("eyes", "8"), language=language)
        ((_, eyes),) = templates(made)
        assert eyes["solution"] == eyes["steps"][0]["solution"] == words


def test_signs_of_the_course_format_are_plain_signs() -> None:
    asked = Asked("1", "text", "Write to a@b.org", {"accept": ["a@@b.org"]})
    made, report = composed(Question("m", "m", "Mail @home", "Mail @ {x} to $5$", (asked,)))
    ((_, mail),) = templates(made)
    assert mail["prompt"] == "Mail @@ {x} to $5$"
    assert mail["steps"][0]["prompt"] == "Write to a@@b.org"
    assert report.gradable == 1


def test_a_title_is_no_part_of_the_question() -> None:
    """What somebody calls a question may be its answer."""
    told = replace(choice("q", "Mitosis", "Meiosis", prompt=""), title="Mitosis")
    two = replace(told, key="r", steps=(*told.steps, *number("n", "2").steps))
    bare = replace(told, key="s", steps=(replace(told.steps[0], prompt=""),))
    made, report = composed(told, two, bare)
    assert report.count("kept", "item") == 3
    asked = {(one["prompt"], *(step["prompt"] for step in one["steps"])) for _, one in templates(made)}
    assert asked == {
        ("Pick.", "Your answer:"),
        ("Answer one step after another.", "Pick.", "How many?"),
        ("Answer one step after another.", "Your answer:"),
    }


def test_a_deck_of_thousands_is_several_skills() -> None:
    made, _ = composed(*(number(f"card {n}", str(n)) for n in range(450)))
    assert [len(skill["templates"]) for skill in made.content["units"][0]["skills"]] == [200, 200, 50]
    assert [skill["title"] for skill in made.content["units"][0]["skills"]][1:] == ["A bank, part 2", "A bank, part 3"]


def test_prerequisites_close_no_circle() -> None:
    first, second = number("a", "1", skills=("One",)), number("b", "2", skills=("Two",))
    made, report = composed(first, second, Prerequisite("Two", "One"), Prerequisite("One", "Two"))
    one, two = made.content["units"][0]["skills"]
    assert "prerequisites" not in one
    assert two["prerequisites"] == ["one"]
    assert report.count("left out", "prerequisite") == 1


def test_a_picture_stands_by_its_name_and_a_missing_one_by_its_words() -> None:
    told = choice("see", "![a cat](media:k1)", "![a dog](media:none)")
    made, report = composed(told, Media("k1", "x/Cat 1.PNG", "x/Cat 1.PNG", PNG))
    ((_, see),) = templates(made)
    assert [option["text"] for option in see["steps"][0]["options"]] == ["![a cat](media/cat-1.png)", "a dog"]
    assert made.media == {"cat-1.png": "k1"}
    assert [line.why for line in report.lines if line.key == "none"] == ["The file that a text names is not there."]


def test_two_chapters_may_begin_with_an_introduction(tmp_path: Path) -> None:
    pages = [Page(f"p{n}", "b", "Introduction", f"Words {n}.", (f"Chapter {n}",)) for n in (1, 2)]
    skill = number("a", "1", skills=("Introduction",), section=("Chapter 2",))
    made, report = composed(*pages, skill)
    save(tmp_path / "bank", made, report, tmp_path)
    assert check(tmp_path / "bank", samples=2) == []
    assert set(read_course(tmp_path / "bank").readings) == {"introduction", "introduction-2"}


def test_a_page_without_end_is_several_readings() -> None:
    made, _ = composed(number("a", "1"), Page("p", "b", "Long", "\n\n".join("word " * 200 for _ in range(400))))
    readings = made.content["units"][0]["readings"]
    assert [reading["title"] for reading in readings][:2] == ["Long, part 1", "Long, part 2"]
    assert all(len(reading["text"]) <= 200_000 for reading in readings)


def test_a_file_that_is_no_picture_is_told_once() -> None:
    made, report = composed(choice("see", "![a cat](media:k1)", "no"), Media("k1", "p", "cat.png", b"<html>"))
    ((_, see),) = templates(made)
    assert see["steps"][0]["options"][0]["text"] == "a cat"
    assert [(line.fate, line.key) for line in report.lines if line.what == "picture"] == [("left out", "k1")]


def test_where_it_comes_from_travels_along() -> None:
    own = Origin("Another book", "CC-BY-NC-4.0", ("Ada",), "https://example.org", "7")
    made, _ = composed(replace(number("a", "1"), origin=own))
    ((_, item),) = templates(made)
    assert item["origin"] == {
        "title": "Another book",
        "licence": "CC-BY-NC-4.0",
        "authors": ["Ada"],
        "url": "https://example.org",
        "id": "7",
    }


def test_parameters_make_other_items(tmp_path: Path) -> None:
    asked = Asked("1", "numeric", "What is @{c.a} + 1?", {"answer": "c.a + 1"})
    question = Question(
        "q", "q", "Plus", "Add to @{c.a}.", (asked,), parameters={"c": {"choice": [{"a": 1}, {"a": 5}]}}
    )
    made, report = composed(question)
    save(tmp_path / "bank", made, report, tmp_path)
    course = read_course(tmp_path / "bank")
    prompts = {generate(course, *next(iter(course.templates)), seed).prompt for seed in range(20)}
    assert prompts == {"Add to 1.", "Add to 5."}
    items = [generate(course, *next(iter(course.templates)), seed) for seed in range(20)]
    assert {(item.prompt, item.solution) for item in items} == {
        ("Add to 1.", "The answer is $2$."),
        ("Add to 5.", "The answer is $6$."),
    }


@pytest.mark.parametrize("title", ["", "???", "A" * 300, "Ünïcode — title", "../../etc/passwd"])
def test_any_title_makes_an_id(title: str) -> None:
    made, report = composed(replace(number("a", "1"), title=title, section=(title,)))
    assert report.count("kept", "item") == 1, [str(line) for line in report.lines]
    assert all("/" not in skill and len(skill) <= 64 for skill, _ in templates(made))
