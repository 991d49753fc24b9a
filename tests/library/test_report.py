"""``chiron course report`` says of each skill what it has and what its author still has to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.engine.library.checking import look_over
from chiron.engine.library.level import english_syllables, level, sentences, spanish_syllables
from chiron.engine.library.whole import Row, report
from chiron.main.command import main

from .example import write_example

TENS = "units/first-steps/tens-and-ones"


def row(folder: Path, skill: str) -> Row:
    """What the report says of a skill."""
    return next(row for row in report(look_over(folder)).rows if row.skill == skill)


def test_what_the_example_lacks_is_named_with_its_file(tmp_path: Path) -> None:
    found = {(fault.file, fault.message) for fault in row(write_example(tmp_path), "tens-and-ones").missing}
    assert found == {
        (f"{TENS}.md", "The lesson does not begin with a question."),
        (f"{TENS}.yaml", "Nothing is worked in part."),
        (f"{TENS}.yaml", "No template is for application or error."),
        (f"{TENS}.yaml", "2 templates of at least 4."),
        (f"{TENS}.yaml", "1 misconceptions of at least 3."),
        (f"{TENS}.yaml", "0 templates for transfer of at least 2."),
        (f"{TENS}.yaml", "There are no resources."),
        (f"{TENS}.yaml", "The ladder of which-digit/place has no worked example."),
    }


def test_what_is_written_is_missing_no_more(tmp_path: Path) -> None:
    folder = write_example(tmp_path, tens_and_ones=("purpose: understanding", "purpose: error\n    use: [transfer]"))
    lesson = folder / f"{TENS}.md"
    lesson.write_text("## Beads\n\nHow many beads?\n\n## A worked example\n\n1. Ten.\n\n## Your turn\n\nFinish it.\n")
    found = row(folder, "tens-and-ones")
    assert (found.question, found.worked, found.faded, found.transfer, found.purposes) == (
        True,
        True,
        "lesson",
        1,
        "F--E",
    )
    assert not any(fault.file.endswith(".md") for fault in found.missing)


def test_the_command_prints_a_line_for_each_skill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_example(tmp_path)
    assert main(["course", "report", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "first-steps/tens-and-ones" in said
    assert "2 skills, 0 of them whole; 3 templates." in said
    assert f"{folder}/{TENS}.yaml:" in said


def test_a_folder_without_a_course_has_no_report(tmp_path: Path) -> None:
    assert main(["course", "report", str(tmp_path)]) == 1


def test_a_sentence_ends_where_a_reader_pauses() -> None:
    text = "## Two pans\n\nA balance has $2$ pans. Is it level?\n\n- Left: three.\n- Right: @n\n"
    assert list(sentences(text)) == ["Two pans", "A balance has x pans", "Is it level?", "Left: three.", "Right: x"]


@pytest.mark.parametrize(("word", "count"), [("cell", 1), ("balance", 2), ("table", 2), ("the", 1), ("equation", 3)])
def test_english_syllables(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("célula", 3), ("agua", 2), ("día", 2), ("poeta", 3), ("quien", 1), ("ecuación", 3), ("leer", 2)],
)
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


@pytest.mark.parametrize(
    ("language", "plain", "heavy"),
    [
        ("en", "We cut the cake. ", "Mathematical generalisations necessitate considerable abstraction capabilities. "),
        (
            "es",
            "La casa es de Ana. ",
            "Las generalizaciones matemáticas necesitan considerables capacidades abstractas. ",
        ),
    ],
)
def test_long_words_ask_for_more_school(language: str, plain: str, heavy: str) -> None:
    easy, hard = level([plain * 40], language).years, level([heavy * 40], language).years
    assert easy is not None
    assert hard is not None
    assert hard > easy + 3


def test_short_texts_and_other_languages_have_no_level() -> None:
    assert level(["A cell."], "en").years is None
    assert level(["Eine Zelle. " * 80], "de").years is None
