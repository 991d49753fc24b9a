"""What others wrote is told where it comes from; how it is written is a note, what cannot be graded stays a fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chiron.engine.library.checking import Kept, check, checked, look_over
from chiron.engine.library.live import Live
from chiron.engine.library.reading import read_course
from chiron.main.command import main

from .example import write_example

CARRYING = "units/first-steps/carrying.yaml"
TENS = "units/first-steps/tens-and-ones"
ORIGIN = "origin: {title: A bank, licence: CC-BY-4.0, authors: [Ana, Bo], url: 'https://bank.example/7', id: q7}"
GIVEN_AWAY = ("next_step: Add @{mod(a, 10)} and", "next_step: It is @total. Add @{mod(a, 10)} and")
UNGRADABLE = (
    "misconception: forgets-carry}",
    "misconception: forgets-carry}\n          - {answer: total, feedback: No.}",
)


def others(folder: Path, *changes: tuple[str, str], origin: bool = True) -> Path:
    """The example whose sums come from somewhere else, with texts changed in them."""
    write_example(folder)
    file = folder / CARRYING
    text = file.read_text()
    for old, new in (*changes, *([("  - id: sum\n", f"  - id: sum\n    {ORIGIN}\n")] if origin else [])):
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text)
    return folder


def test_an_origin_is_read(tmp_path: Path) -> None:
    template = read_course(others(tmp_path)).templates["carrying", "sum"]
    assert template.origin is not None
    assert (template.origin.title, template.origin.authors, template.origin.id) == ("A bank", ("Ana", "Bo"), "q7")
    assert check(tmp_path, 12) == []


def test_manner_is_a_fault_of_ones_own_and_a_note_of_others(tmp_path: Path) -> None:
    own = checked(others(tmp_path / "own", GIVEN_AWAY, origin=False), 24)
    assert ["states the answer" in fault.message for fault in own.faults] == [True]
    assert own.notes == []
    taken = checked(others(tmp_path / "others", GIVEN_AWAY), 24)
    assert taken.faults == []
    assert [(note.file, note.message) for note in taken.notes] == [(CARRYING, own.faults[0].message)]


def test_what_cannot_be_graded_stays_a_fault(tmp_path: Path) -> None:
    taken = checked(others(tmp_path, UNGRADABLE, GIVEN_AWAY), 24)
    assert any("is the right answer" in fault.message for fault in taken.faults)
    assert any("states the answer" in note.message for note in taken.notes)


def test_findings_that_were_kept_are_the_same_and_other_processes_find_them_too(tmp_path: Path) -> None:
    folder = others(tmp_path / "course", UNGRADABLE, GIVEN_AWAY)
    first = checked(folder, 24, kept=Kept(tmp_path / "kept"))
    assert first.notes
    assert checked(folder, 24, kept=Kept(tmp_path / "kept")) == first
    assert checked(folder, 24, processes=2) == first


def test_who_looks_at_an_item_sees_what_is_wrong_with_it_alone(tmp_path: Path) -> None:
    own = Live(others(tmp_path / "own", GIVEN_AWAY, origin=False), 24)
    assert own.faults_at("carrying", "sum")
    assert Live(others(tmp_path / "others", GIVEN_AWAY), 24).faults_at("carrying", "sum") == []
    assert Live(others(tmp_path / "wrong", UNGRADABLE, GIVEN_AWAY), 24).faults_at("carrying", "sum")


def test_a_hard_lesson_of_others_is_a_note(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    (folder / f"{TENS}.md").write_text("No section. " + " ".join(["word"] * 60) + ".\n")
    messages = {fault.message for fault in look_over(folder).faults}
    assert "The lesson has no section." in messages
    assert any("60 words long" in message for message in messages)
    file = folder / f"{TENS}.yaml"
    file.write_text(f"{ORIGIN}\n{file.read_text()}")
    looked = look_over(folder)
    assert looked.faults == ()
    assert {note.message for note in looked.notes} >= messages


def test_few_kinds_of_use_are_a_note_where_every_template_is_of_others(tmp_path: Path) -> None:
    use = ("  - id: sum\n", "  - id: sum\n    use: [practice]\n")
    own = look_over(others(tmp_path / "own", use, origin=False))
    assert {"'carrying' has no template for review.", "'carrying' has no template for diagnostic."} == {
        fault.message for fault in own.faults
    }
    taken = look_over(others(tmp_path / "others", use))
    assert taken.faults == ()
    assert len(taken.notes) == 2


@pytest.mark.parametrize(
    ("origin", "message"),
    [
        ("origin: {licence: MIT}", "`title` is missing"),
        ("origin: {title: A, license: MIT}", "no field `license`"),
        ("origin: {title: A, url: 'javascript:alert(1)'}", "no web address"),
    ],
)
def test_a_wrong_origin_is_told(tmp_path: Path, origin: str, message: str) -> None:
    folder = others(tmp_path, ("  - id: sum\n", f"  - id: sum\n    {origin}\n"), origin=False)
    (fault,) = check(folder, 5)
    assert message in fault.message
    assert "origin" in (folder / CARRYING).read_text().splitlines()[fault.line - 1]


def test_the_command_tells_notes_and_still_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = others(tmp_path, GIVEN_AWAY)
    assert main(["course", "check", str(folder), "--samples", "24", "--afresh"]) == 0
    assert "note: " in (said := capsys.readouterr().out)
    assert "states the answer" in said
    assert main(["course", "check", str(folder), "--samples", "24", "--json", "--afresh"]) == 0
    assert [note["line"] > 1 for note in json.loads(capsys.readouterr().out)["notes"]] == [True]
