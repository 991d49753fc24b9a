"""``chiron course check``, as an author types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from chiron.core.learning.interactions import interaction, kinds
from chiron.main.command import main

from .example import REFERENCE, write_example

Captured = pytest.CaptureFixture[str]


def test_a_course_without_fault(tmp_path: Path, capsys: Captured) -> None:
    assert main(["course", "check", str(write_example(tmp_path)), "--samples", "20"]) == 0
    assert "no fault found in 20 samples" in capsys.readouterr().out


def test_faults_are_listed_with_file_line_and_remedy(tmp_path: Path, capsys: Captured) -> None:
    folder = write_example(tmp_path, carrying=("objective", "objektive"))
    assert main(["course", "check", str(folder)]) == 1
    said = capsys.readouterr()
    assert f"{folder}/units/first-steps/carrying.yaml:2: There is no field `objektive` here." in said.out
    assert "Did you mean `objective`?" in said.out
    assert "2 faults" in said.err


def test_faults_as_json(tmp_path: Path, capsys: Captured) -> None:
    folder = write_example(tmp_path, carrying=("title: Carrying", "title: [Carrying"))
    assert main(["course", "check", str(folder), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault["file"] == "units/first-steps/carrying.yaml"
    assert fault["line"] >= 1
    assert fault["remedy"]


@pytest.mark.parametrize("samples", ["0", "-1", "many", "1000000"])
def test_samples_are_a_number(tmp_path: Path, samples: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["course", "check", str(tmp_path), "--samples", samples])
    assert ended.value.code == 2
    assert "1 to 100000" in capsys.readouterr().err


def test_the_reference_names_every_kind_and_field() -> None:
    text = REFERENCE.read_text("utf-8")
    for kind in kinds():
        assert kind in text
        for field in interaction(kind).Spec.model_fields:
            assert f"`{field}`" in text, f"{kind}: {field}"


@pytest.mark.parametrize(("answer", "status"), [("def f(n):\n    return n + 1", 0), ("def f(n):\n    return n", 1)])
def test_an_authors_own_program_must_pass_its_tests(tmp_path: Path, capsys: Captured, answer: str, status: int) -> None:
    file = write_example(tmp_path) / "units" / "first-steps" / "carrying.yaml"
    skill = yaml.safe_load(file.read_text("utf-8"))
    step = skill["templates"][0]["steps"][0]
    program = {"kind": "code", "function": "f", "tests": [{"call": "f(1)", "gives": "2"}], "answer": answer}
    kept = {name: step[name] for name in ("id", "prompt", "hints", "solution") if name in step}
    skill["templates"] = [{**skill["templates"][0], "steps": [{**kept, **program}]}]
    skill.pop("misconceptions", None)
    file.write_text(yaml.safe_dump(skill), "utf-8")
    assert main(["course", "check", str(tmp_path), "--samples", "5"]) == status
    assert ("the answer does not pass its tests" in capsys.readouterr().err) is bool(status)


def test_the_guide_for_teachers_is_printed_by_unit(tmp_path: Path, capsys: Captured) -> None:
    folder = str(write_example(tmp_path))
    assert main(["course", "guide", folder, "--unit", "first-steps"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# First steps: a guide for teachers")
    assert "Forgets to carry" in said
    assert main(["course", "guide", folder, "--unit", "nowhere"]) == 1
    assert "first-steps" in capsys.readouterr().err
