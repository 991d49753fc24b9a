"""A plain list of hints in a file: read, looked at, told of in the report, translated; and what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from chiron.core.learning.translation import in_language
from chiron.engine.library.checking import check, look_over
from chiron.engine.library.reading import read_course
from chiron.engine.library.translating import write_overlays
from chiron.engine.library.whole import report

from .example import example_files, write_example

CARRYING = "units/first-steps/carrying.yaml"
_HINTS = example_files()[CARRYING].partition("        hints:\n")[2].partition("        solution:")[0]
LADDER = f"        hints:\n{_HINTS}"


def with_hints(folder: Path, *hints: str) -> Path:
    """The example whose carrying has these hints; none leaves the field out."""
    listed = "".join(f'          - "{one}"\n' for one in hints)
    return write_example(folder, carrying=(LADDER, f"        hints:\n{listed}" if hints else ""))


@pytest.mark.parametrize("hints", [(), ("Begin with the ones.",), tuple(f"Look at column {n}." for n in "abcdefg")])
def test_any_number_of_hints_is_no_fault(tmp_path: Path, hints: tuple[str, ...]) -> None:
    folder = with_hints(tmp_path, *hints)
    assert check(folder, 12) == []
    (step,) = read_course(folder).templates["carrying", "sum"].steps
    assert [text for _, text in step.rungs] == list(hints)
    assert len({name for name, _ in step.rungs}) == len(hints)


def test_the_report_says_that_the_ladder_is_not_whole(tmp_path: Path) -> None:
    def lacking(folder: Path) -> list[str]:
        (row,) = (one for one in report(look_over(folder)).rows if one.skill == "carrying")
        assert not row.rungs
        return [str(fault) for fault in row.missing if "int" in fault.message]

    (none,) = lacking(with_hints(tmp_path / "none"))
    assert none.startswith(CARRYING)
    assert "There are no hints for sum/total." in none
    (plain,) = lacking(with_hints(tmp_path / "list", "Begin with the ones."))
    assert plain.startswith(CARRYING)
    assert "The hints of sum/total are a plain list." in plain


def test_a_hint_of_a_list_is_looked_at_where_it_stands(tmp_path: Path) -> None:
    folder = with_hints(tmp_path, "Begin with the ones.", "It is @total.")
    (fault,) = check(folder, 24)
    line = (folder / CARRYING).read_text().splitlines()[fault.line - 1]
    assert "It is @total." in line
    assert "`hint-2` states the answer" in fault.message
    (fault,) = check(with_hints(tmp_path / "unknown", "Look.", "Add @nothing."), 12)
    assert "no parameter called 'nothing'" in fault.message
    assert "Add @nothing." in line_of(tmp_path / "unknown", fault)


def line_of(folder: Path, fault: object) -> str:
    """The line that a fault names."""
    return (folder / CARRYING).read_text().splitlines()[fault.line - 1]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "message", "at"),
    [
        ("        hints: Look at the ones.\n", "`hints`", "hints:"),
        ("        hints:\n          - Look.\n          - 3\n", "must be text", "- 3"),
        ("        hints:\n          point: Look.\n          principle: Ten.\n", "`next_step` is missing", "hints:"),
        (LADDER.replace("next_step", "nextstep"), "no field `nextstep`", "nextstep:"),
    ],
)
def test_what_is_no_ladder_is_told_at_its_line(tmp_path: Path, written: str, message: str, at: str) -> None:
    folder = write_example(tmp_path, carrying=(LADDER, written))
    found = [fault for fault in check(folder, 12) if message in fault.message]
    assert found, check(folder, 12)
    assert at in line_of(folder, found[0])


def test_a_list_is_translated_one_by_one(tmp_path: Path) -> None:
    folder = with_hints(tmp_path, "Begin with the ones.", "Add @{mod(a, 10)} and @{mod(b, 10)}.")
    write_overlays(folder, "es")
    file = folder / "units/first-steps/carrying.es.yaml"
    written = file.read_text()
    assert "# Begin with the ones." in written
    file.write_text(
        written.replace('# Begin with the ones.\n          - ""', "# Begin with the ones.\n          - Las unidades.")
    )
    course = in_language(read_course(folder), "es")
    (step,) = course.templates["carrying", "sum"].steps
    # A template that is not translated whole stays in its own language; what is missing is told.
    assert step.rungs[0] == ("hint-1", "Begin with the ones.")
    assert any("`templates.sum.steps.total.hints.1`" in one.message for one in look_over(folder).notes)
