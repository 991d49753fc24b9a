"""Importing again changes only what changed; what the author mended stays, and nothing is half-written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from chiron.core.errors import InvalidInput
from chiron.engine.library.importing import writing
from chiron.engine.library.importing.arriving import Arrival, Page
from chiron.engine.library.importing.updating import Updated, manifest, save
from chiron.engine.library.reading import read_course
from tests.library.importing.fakes import composed, number

ONE, TWO = number("one", "1", skills=("Numbers",)), number("two", "2", skills=("Numbers",))
PAGE = Page("page", "b.html", "On numbers", "They go on and on.")


def bring(folder: Path, *arrivals: Arrival) -> Updated:
    """Import these into a folder, as the command does."""
    known = {key: placed.place for key, placed in manifest(folder).items()}
    made, report = composed(*arrivals, known=known)
    return save(folder, made, report, folder)


def texts(folder: Path) -> dict[str, bytes]:
    """Every file as it stands."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def skill(folder: Path) -> Path:
    """The file of the one skill."""
    (found,) = folder.rglob("numbers.yaml")
    return found


def rewritten(file: Path, old: str, new: str) -> None:
    """An author's pen."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def prompts(folder: Path) -> dict[str, str]:
    """Template -> prompt of its step."""
    return {name: one.steps[0].prompt for (_, name), one in read_course(folder).templates.items()}


def test_the_same_again_changes_no_byte(tmp_path: Path) -> None:
    bring(tmp_path / "c", ONE, TWO, PAGE)
    before = texts(tmp_path / "c")
    again = bring(tmp_path / "c", ONE, TWO, PAGE)
    assert texts(tmp_path / "c") == before
    assert (len(again.same), again.added, again.replaced, again.yours, again.both) == (3, [], [], [], [])


def test_only_what_changed_in_the_source_is_replaced(tmp_path: Path) -> None:
    bring(tmp_path / "c", ONE, TWO, PAGE)
    again = bring(tmp_path / "c", replace(ONE, prompt="Count again."), TWO, replace(PAGE, text="They end."))
    assert again.replaced == ["a-bank/readings/on-numbers", "numbers/one"]
    assert again.same == ["numbers/two"]
    assert read_course(tmp_path / "c").templates[("numbers", "one")].prompt == "Count again."


def test_what_is_new_is_added_and_ids_stay(tmp_path: Path) -> None:
    same = replace(ONE, title="Sum"), replace(TWO, title="Sum")
    bring(tmp_path / "c", *same)
    first = {name: one.solution for (_, name), one in read_course(tmp_path / "c").templates.items()}
    again = bring(tmp_path / "c", replace(number("zero", "0", skills=("Numbers",)), title="Sum"), *same)
    now = {name: one.solution for (_, name), one in read_course(tmp_path / "c").templates.items()}
    assert len(again.added) == 1
    assert {name: now[name] for name in first} == first


def test_what_the_author_mended_stays(tmp_path: Path) -> None:
    bring(tmp_path / "c", ONE, TWO)
    rewritten(skill(tmp_path / "c"), "How many?", "How many are there?")
    again = bring(tmp_path / "c", ONE, replace(TWO, prompt="Other."))
    assert (again.yours, again.both) == (["numbers/one"], ["numbers/two"])
    assert set(prompts(tmp_path / "c").values()) == {"How many are there?"}
    assert any("look at numbers/two" in line for line in again.lines())


def test_what_the_author_took_out_does_not_come_back(tmp_path: Path) -> None:
    bring(tmp_path / "c", ONE, TWO)
    file = skill(tmp_path / "c")
    text = file.read_text("utf-8")
    file.write_text(text[: text.index("  - id: two")], "utf-8")
    assert bring(tmp_path / "c", ONE, TWO).yours == ["numbers/two"]
    assert list(prompts(tmp_path / "c")) == ["one"]


def test_what_left_the_source_stays_and_is_told(tmp_path: Path) -> None:
    bring(tmp_path / "c", ONE, TWO)
    assert bring(tmp_path / "c", ONE).gone == ["numbers/two"]
    assert set(prompts(tmp_path / "c")) == {"one", "two"}


def test_a_new_skill_comes_with_its_unit_and_goal(tmp_path: Path) -> None:
    bring(tmp_path / "c", ONE)
    bring(tmp_path / "c", ONE, number("circle", "3", skills=("Shapes",), section=("Geometry",)))
    course = read_course(tmp_path / "c")
    assert [unit.id for unit in course.units] == ["a-bank", "geometry"]
    assert set(course.goals[0].skills) == {"numbers", "shapes"}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary")
    with pytest.raises(InvalidInput, match="--to"):
        bring(tmp_path, ONE)
    assert texts(tmp_path) == {"diary.txt": b"Dear diary"}


def test_nothing_is_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(tmp_path / "c", ONE)
    before = texts(tmp_path / "c")

    def full(folder: Path, found: dict[str, str]) -> None:
        writing.write(folder, dict(list(found.items())[:1]))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chiron.engine.library.importing.updating.write", full)
    for folder, arrivals in ((tmp_path / "c", [TWO, ONE]), (tmp_path / "d", [ONE])):
        with pytest.raises(OSError, match="space"):
            bring(folder, *arrivals)
    assert texts(tmp_path / "c") == before
    assert sorted(names(tmp_path)) == ["c"]


def names(folder: Path) -> Iterable[str]:
    """What lies in a folder."""
    return (each.name for each in folder.iterdir())
