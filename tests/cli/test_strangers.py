"""What the commands say of strangers' kinds of step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.samples.stranger import COURSE, GRADER, forget, put

from chiron.faces.cli import doctor
from chiron.main.command import main


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path."""
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    monkeypatch.undo()
    forget()


def test_the_doctor_names_what_is_added_and_what_is_left_out(place: Path) -> None:
    put(place, "doctored_whole", "whole-kind")
    put(place, "doctored_half", "half-kind", text="raise OSError('no disk')")
    forget()
    well, ill = doctor.kinds_of_step()
    assert well.well
    assert well.told.endswith("of Chiron's own; added: whole-kind (from doctored_whole 1.0)")
    assert not ill.well
    assert "'half-kind' of doctored_half 1.0 is left out: doctored_half.grader cannot be imported: OSError" in ill.told
    assert ill.remedy


def test_without_strangers_the_doctor_counts_our_own(place: Path) -> None:
    forget()
    (only,) = doctor.kinds_of_step()
    assert only.well
    assert only.told.endswith("of Chiron's own")


Captured = pytest.CaptureFixture[str]


def test_a_course_whose_kind_is_missing_has_a_fault_at_its_line(place: Path, capsys: Captured) -> None:
    forget()
    assert main(["course", "check", str(COURSE)]) == 1
    said = capsys.readouterr().out
    assert "whole-numbers.yaml:19: There is no kind of step 'number-line' installed here." in said
    assert "comes with the package that adds it" in said


def test_a_course_whose_kind_was_left_out_says_why(place: Path, capsys: Captured) -> None:
    put(place, "checked_line", "number-line", manifest="{")
    forget()
    assert main(["course", "check", str(COURSE)]) == 1
    assert "'number-line' of checked_line 1.0 is left out: chiron-kind.json is no JSON" in capsys.readouterr().out


FAILING = {
    "right": ("def right(self, task, key): return", "def right(self, task, key): return 1 / 0 or"),
    "grade": ("return self.right_verdict()", "return 1 / 0"),
    "describe": ('return response["typed"]', "return 1 / 0"),
    "make": ('return {"kind": "same"}', "return 1 / 0, {}"),
}


@pytest.mark.parametrize("part", FAILING)
def test_a_course_shows_where_its_kind_fails(part: str, place: Path, capsys: Captured) -> None:
    old, new = FAILING[part]
    source = GRADER.format(kind="number-line")
    assert old in source
    text = source.replace(old, new).replace('"""Nothing."""', "model_config = {'extra': 'allow'}")
    put(place, f"failing_{part}", "number-line", text=text)
    forget()
    assert main(["course", "check", str(COURSE), "--samples", "3"]) == 1
    said = capsys.readouterr().out
    wanted = "cannot make this step" if part == "make" else f"fails in its {part}"
    assert f"The kind 'number-line' {wanted}: ZeroDivisionError: division by zero." in said
