"""Texts of a unit beside its skills, or alone: read, checked, found by the tutor, translated, in the unit's guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.core.language.answering.retrieval import Index, passages
from chiron.core.learning.content import fingerprint, from_content, to_content
from chiron.core.learning.translation import in_language
from chiron.engine.library.checking import check, look_over
from chiron.engine.library.reading import open_partly, read_course
from chiron.engine.library.translating import write_overlays
from chiron.engine.library.whole import report
from chiron.main.command import main

from .example import write_example

UNIT = "units/first-steps/unit.yaml"
TEXTS = "units/first-steps/readings"
ABACUS = "## Beads\n\nAn abacus from Salamis shows how merchants carried ten beads to the next rod.\n"
ENTRY = "readings:\n  - {id: abacus, title: The abacus, skills: [carrying], objectives: [Say how beads carry.]}\n"
SQUARE = '<svg viewBox="0 0 20 20"><rect x="1" y="1" width="5" height="5" fill="var(--accent)"/></svg>'


def with_text(folder: Path, text: str | None = ABACUS, entry: str = ENTRY) -> Path:
    """The example with a text to read in its unit."""
    write_example(folder)
    unit = folder / UNIT
    unit.write_text(unit.read_text() + entry)
    (folder / TEXTS).mkdir()
    if text is not None:
        (folder / TEXTS / "abacus.md").write_text(text)
    return folder


def with_unit_of_texts(folder: Path, skills: str = "skills: []\n") -> Path:
    """The example with a second unit that has a text alone."""
    write_example(folder)
    course = folder / "course.yaml"
    course.write_text(course.read_text().replace("[first-steps]", "[history, first-steps]"))
    (folder / "units/history/readings").mkdir(parents=True)
    entry = "readings:\n  - {id: abacus, title: The abacus}\n"
    (folder / "units/history/unit.yaml").write_text(f"title: History\nsummary: Texts.\n{skills}{entry}")
    (folder / "units/history/readings/abacus.md").write_text(ABACUS)
    return folder


def test_a_text_is_read_with_its_file(tmp_path: Path) -> None:
    folder = with_text(tmp_path, f"{ABACUS}\n![A square.](square.svg)\n")
    (folder / TEXTS / "square.svg").write_text(SQUARE)
    course = read_course(folder)
    reading = course.readings["abacus"]
    assert (reading.title, reading.skills, reading.objectives) == (
        "The abacus",
        ("carrying",),
        ("Say how beads carry.",),
    )
    assert "Salamis" in reading.text
    assert list(reading.pictures) == ["square.svg"]
    assert course.unit_of_reading["abacus"].id == "first-steps"
    assert check(folder, 5) == []
    again = from_content(to_content(course))
    assert again == course
    assert fingerprint(again) == fingerprint(course)


@pytest.mark.parametrize("skills", ["skills: []\n", ""])
def test_a_unit_may_have_texts_alone(tmp_path: Path, skills: str) -> None:
    folder = with_unit_of_texts(tmp_path, skills)
    assert check(folder, 5) == []
    course = read_course(folder)
    assert [unit.id for unit in course.units] == ["history", "first-steps"]
    assert [unit.id for unit in course.taught] == ["first-steps"]
    assert len(report(look_over(folder)).rows) == 2


def test_a_course_without_any_skill_is_none(tmp_path: Path) -> None:
    folder = with_unit_of_texts(tmp_path)
    course = folder / "course.yaml"
    course.write_text(course.read_text().replace(", first-steps", ""))
    assert any("no skill at all" in fault.message for fault in check(folder, 1)), check(folder, 1)
    course.write_text(course.read_text().replace("skills: [carrying]", "skills: []"))
    (fault,) = check(folder, 1)
    assert (fault.file, fault.message) == ("course.yaml", "`skills` has no skill at all.")


@pytest.mark.parametrize(
    ("text", "entry", "file", "message"),
    [
        (None, ENTRY, f"{TEXTS}/abacus.md", "There is no file"),
        (" \n", ENTRY, f"{TEXTS}/abacus.md", "The file is empty"),
        (ABACUS, ENTRY.replace("[carrying]", "[carying]"), UNIT, "no skill called 'carying'"),
        (ABACUS, ENTRY.replace("title: The abacus, ", ""), UNIT, "`title` is missing"),
        (ABACUS, ENTRY.replace("title", "titel"), UNIT, "no field `titel`"),
        (ABACUS, ENTRY.replace("id: abacus", "id: The Abacus"), UNIT, "'The Abacus' is not a proper name"),
        (ABACUS, ENTRY.replace("id: abacus, ", ""), UNIT, "`id` is missing"),
        (ABACUS, ENTRY.replace("id: abacus", "id: ../../course"), UNIT, "not a proper name"),
        (ABACUS, ENTRY.replace("skills", "text: Here., skills"), UNIT, "The text is a file"),
        (ABACUS, "readings: abacus\n", UNIT, "`readings` must be a list"),
        (ABACUS, "readings: [abacus]\n", UNIT, "should be a valid dictionary"),
        (ABACUS, ENTRY + ENTRY.partition("\n")[2], UNIT, "Two skills or texts are called 'abacus'"),
        (ABACUS, ENTRY.replace("id: abacus", "id: carrying"), UNIT, "Two skills or texts are called 'carrying'"),
        (ABACUS, "", f"{TEXTS}/abacus.md", "No unit lists this file"),
        (f"{ABACUS}\n![A square.](gone.svg)\n", ENTRY, f"{TEXTS}/abacus.md", "gone.svg"),
        (f"It is so {'and so ' * 40}on.\n", ENTRY, f"{TEXTS}/abacus.md", "words long"),
    ],
)
def test_what_is_wrong_with_a_text_is_told_and_hides_nothing_else(
    tmp_path: Path, text: str | None, entry: str, file: str, message: str
) -> None:
    folder = with_text(tmp_path, text, entry)
    faults = check(folder, 2)
    assert any(fault.file == file and message in fault.message for fault in faults), [str(one) for one in faults]
    shaped = open_partly(folder).course
    assert shaped is not None
    assert set(shaped.skills) == {"tens-and-ones", "carrying"}


def test_a_long_sentence_of_somebody_else_is_a_note(tmp_path: Path) -> None:
    entry = ENTRY.replace("skills", "origin: {title: A book, licence: CC-BY-4.0}, skills")
    folder = with_text(tmp_path, f"It is so {'and so ' * 40}on.\n", entry)
    assert check(folder, 2) == []
    assert any("words long" in note.message for note in look_over(folder).notes)


def test_the_tutor_finds_a_text_and_names_its_place(tmp_path: Path) -> None:
    course = read_course(with_text(tmp_path))
    index = Index.build(passages(course), "en")
    found = index.answers("What does the abacus from Salamis show?", 3)
    assert found
    assert (found[0].passage.skill, found[0].passage.heading) == ("abacus", "The abacus: Beads")
    assert "Salamis" in found[0].passage.text


def test_a_text_is_translated_in_a_file_of_its_own(tmp_path: Path) -> None:
    folder = with_text(tmp_path)
    done = write_overlays(folder, "es")
    assert (f"{TEXTS}/abacus.es.md", "The text is not translated.") in {(one.file, one.message) for one in done.missing}
    unit = folder / "units/first-steps/unit.es.yaml"
    assert "# The abacus" in unit.read_text()
    assert "Salamis" not in unit.read_text()
    unit.write_text(
        unit.read_text()
        .replace('# The abacus\n    title: ""', "title: El ábaco")
        .replace('- ""', "- Di cómo se lleva.")
    )
    (folder / TEXTS / "abacus.es.md").write_text("## Cuentas\n\nUn ábaco de Salamina.\n")
    course = read_course(folder)
    reading = in_language(course, "es").readings["abacus"]
    assert (reading.title, reading.objectives) == ("El ábaco", ("Di cómo se lleva.",))
    assert "Salamina" in reading.text
    assert not any("readings" in one.file or "readings" in one.message for one in look_over(folder).notes)
    assert not any("No unit lists" in fault.message for fault in look_over(folder).faults)


def test_the_guide_of_a_unit_names_its_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["course", "guide", str(with_text(tmp_path / "both"))]) == 0
    said = capsys.readouterr().out
    assert "## Texts to read\n\n- The abacus: Say how beads carry." in said
    assert main(["course", "guide", str(with_unit_of_texts(tmp_path / "alone")), "--unit", "history"]) == 0
    said = capsys.readouterr().out
    assert "- The abacus" in said
    assert "Checkpoint" not in said


def test_a_skill_may_have_no_lesson(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    (folder / "units/first-steps/carrying.md").unlink()
    assert check(folder, 5) == []
    assert read_course(folder).skills["carrying"].lesson == ""
    (row,) = (row for row in report(look_over(folder)).rows if row.skill == "carrying")
    told = [fault.message for fault in row.missing if fault.file.endswith(".md")]
    assert told == ["There is no lesson."]
    (folder / "units/first-steps/carrying.md").write_text(" \n")
    (fault,) = check(folder, 5)
    assert (fault.file, fault.message) == ("units/first-steps/carrying.md", "The file is empty.")
