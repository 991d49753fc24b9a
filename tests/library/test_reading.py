"""Reading a course's files: every fault with its file, line and remedy; hostile files refused."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chiron.core.errors import BrokenCourse
from chiron.engine.library.faults import Fault
from chiron.engine.library.files import MAXIMUM_FILE, Refused
from chiron.engine.library.reading import read_course
from chiron.engine.library.yamls import parse_yaml

from .example import write_example

SKILL = "units/first-steps/carrying.yaml"


def faults_of(folder: Path) -> list[Fault]:
    """The faults of a course that cannot be read."""
    with pytest.raises(BrokenCourse) as caught:
        read_course(folder)
    found: list[Fault] = caught.value.details["faults"]  # type: ignore[assignment]
    return found


def test_the_example_of_the_reference_is_read(tmp_path: Path) -> None:
    course = read_course(write_example(tmp_path))
    assert list(course.skills) == ["tens-and-ones", "carrying"]
    assert course.skills["carrying"].lesson.startswith("## Ten ones make a ten")
    assert course.glossary[0].also == ("carrying",)


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "remedy"),
    [
        ("objective: Add", "objektive: Add", 2, "There is no field `objektive`", "Did you mean `objective`?"),
        ("    prompt: Work out", "    promt: Work out", 16, "There is no field `promt`", "Did you mean `prompt`?"),
        ("kind: numeric", "kind: number", 19, "no kind of step 'number'", "numeric"),
        ("answer: total\n", "answr: total\n", 21, "There is no field `answr`", "Did you mean `answer`?"),
        ("answer: total - 10", "answer: total -", 23, "did not expect the end", ""),
        ("title: Carrying", "title: 7", 1, "`title` must be text", "Quote it"),
        ("title: Carrying", "title: Carrying\ntitle: Again", 2, "'title' is written twice", "Keep one"),
        ("title: Carrying", "title: @carry", 1, "This is not YAML", "needs quotes"),
        ("title: Carrying", "title: &a Carrying", 1, "Anchors and aliases", "quote"),
        ("title: Carrying", "title: *a", 1, "Anchors and aliases", "quote"),
        ("title: Carrying", "title: !!python/object:os.system x", 1, "tag", "Remove it"),
        ("title: Carrying", "<<: {a: 1}\ntitle: Carrying", 1, "Merge keys", "out"),
        ("title: Carrying", "[1]: 2\ntitle: Carrying", 1, "plain word", "Quote it"),
        ("title: Carrying", "---\ntitle: Carrying\n---\nmore: 1", 2, "`objective` is missing", ""),
        ("title: Carrying", "id: other\ntitle: Carrying", 1, "differs from the file's", "Remove the id"),
        ("  - id: sum", "  - id: The Sum", 9, "is not a proper name", "lower-case"),
        ("use", "use", 0, "", ""),
    ][:-1],
)
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, old: str, new: str, line: int, message: str, remedy: str
) -> None:
    folder = write_example(tmp_path, carrying=(old, new))
    if "---" in new:
        (fault,) = faults_of(folder)
        assert "more than one document" in fault.message
        return
    assert any(
        fault.file == SKILL and fault.line == line and message in fault.message and remedy in fault.remedy
        for fault in faults_of(folder)
    ), faults_of(folder)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    folder = write_example(tmp_path, carrying=("objective", "objektive"), course=("summary", "sumary"))
    told = {(fault.file, fault.line) for fault in faults_of(folder)}
    assert {("course.yaml", 4), (SKILL, 1), (SKILL, 2)} <= told


def test_a_missing_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    (folder / SKILL).unlink()
    (folder / "units/first-steps/tens-and-ones.md").write_text("  \n")
    assert [(f.file, f.line) for f in faults_of(folder)] == [
        ("units/first-steps/tens-and-ones.md", 1),
        ("units/first-steps/unit.yaml", 3),
    ]


def test_a_folder_without_a_course(tmp_path: Path) -> None:
    assert "course.yaml" in faults_of(tmp_path)[0].message
    assert "no folder" in faults_of(tmp_path / "nothing")[0].message


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/b", "..", "", "A", 7])
def test_names_that_would_leave_the_folder_are_no_ids(tmp_path: Path, name: object) -> None:
    folder = write_example(tmp_path)
    (folder / "course.yaml").write_text(
        (folder / "course.yaml").read_text().replace("[first-steps]", f"[first-steps, {name!r}]")
    )
    assert any("is not an id" in fault.message for fault in faults_of(folder))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    folder = write_example(tmp_path / "course")
    secret = tmp_path / "secret.md"
    secret.write_text("## Secret\n")
    lesson = folder / "units/first-steps/carrying.md"
    lesson.unlink()
    lesson.symlink_to(secret)
    (fault,) = [fault for fault in faults_of(folder) if "link" in fault.message]
    assert fault.file == "units/first-steps/carrying.md"
    assert "Secret" not in str(fault)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder = write_example(tmp_path)
    lesson = folder / "units/first-steps/carrying.md"
    lesson.unlink()
    os.mkfifo(lesson)
    assert any("not a plain file" in fault.message for fault in faults_of(folder))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"title: caf\xe9", "not UTF-8"),
        (b"title: a\x00b", "control character U+0000"),
        (b"title: \x1b[31m", "control character U+001B"),
        (b"# " + b"x" * MAXIMUM_FILE, "larger than"),
        (b"", "empty"),
        (b"- a\n- b", "must hold fields"),
        (b"just words", "must hold fields"),
        (b"a: " + b"[" * 100_000, "nested deeper"),
        (b"a: " + b"{a: " * 1000, "nested deeper"),
        (b"a: [" + b"1," * 60_000 + b"]", "more than 50000 values"),
        (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "Anchors"),
        (b"%YAML 9.9\n---\na: 1", "not YAML"),
        (b"a: 'open", "not YAML"),
        (b"a:\n\tb: 1", "not YAML"),
        (b"a:\nb: 1", "no value"),
        (b"a: {text: one, two, right: true}", "no value"),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, data: bytes, message: str) -> None:
    folder = write_example(tmp_path)
    (folder / "course.yaml").write_bytes(data)
    (fault,) = faults_of(folder)
    assert fault.file == "course.yaml"
    assert message in fault.message
    assert fault.remedy


def test_only_plain_scalars_are_read() -> None:
    text = "{a: yes, b: true, c: 010, d: 1e3, e: 0.10, f: 2026-01-01, g: 1:30, h: 0x1f, i: '3', k: -7, l: .5}"
    assert parse_yaml("f", text).value == {
        "a": "yes", "b": True, "c": "010", "d": 1000.0, "e": 0.1, "f": "2026-01-01", "g": "1:30", "h": "0x1f",
        "i": "3", "k": -7, "l": 0.5,
    }  # fmt: skip


def test_a_decimal_that_a_float_cannot_hold_stays_text() -> None:
    assert parse_yaml("f", "a: 0.1234567890123456789").value == {"a": "0.1234567890123456789"}


@settings(max_examples=200)
@given(st.text(alphabet="ab:-[]{}&*!'\"|>#?,% \n\t@1", max_size=60))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    with suppress(Refused):
        parse_yaml("f", text)
