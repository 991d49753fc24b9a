"""What the checker says of resources: places, words, ids, skills, licences; and that their files come along."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chiron.engine.library.checking import look_over
from tests.library.example import write_example
from tests.library.media_samples import VTT, mp4

FILM: dict[str, Any] = {
    "id": "film",
    "title": "A film",
    "kind": "video",
    "licence": "CC-BY-4.0",
    "transcript": "It is said.",
}
ORIGIN = {"title": "Films", "licence": "CC-BY-NC-ND-4.0"}


def looked(folder: Path, *resources: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The messages of faults and notes of the example with these resources at its first skill."""
    write_example(folder)
    (place,) = [file for file in sorted(folder.glob("units/*/*.yaml")) if "templates:" in file.read_text("utf-8")][:1]
    skill = yaml.safe_load(place.read_text("utf-8"))
    place.write_text(yaml.safe_dump({**skill, "resources": list(resources)}, sort_keys=False), "utf-8")
    found = look_over(folder)
    assert found.course is not None
    return [fault.message for fault in found.faults], [note.message for note in found.notes]


def with_film(folder: Path, captions: bool = True) -> Path:
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "film.mp4").write_bytes(mp4())
    if captions:
        (folder / "media" / "film.vtt").write_bytes(VTT)
    return folder


def test_a_film_of_the_course_with_captions_and_words_is_right_and_its_files_come_along(tmp_path: Path) -> None:
    faults, _ = looked(with_film(tmp_path), {**FILM, "media": "film.mp4"})
    assert faults == []
    course = look_over(tmp_path).course
    assert course is not None
    assert set(course.media) == {"film.mp4", "film.vtt"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"url": "ftp://films.example/a"}, "no web address"),
        ({"url": "https://films.example/a", "transcript": ""}, "Nobody who cannot hear"),
        ({"media": "other.mp4"}, "There is no file media/other.mp4"),
        ({"media": "film.mp4", "kind": "audio"}, "no audio"),
        ({"media": "film.mp4", "captions": "film.mp4"}, "is video/mp4"),
        ({"url": "https://a.example", "skills": ["nothing"]}, "There is no skill called 'nothing'"),
        ({"url": "https://a.example", "licence": " "}, "No licence is given"),
        ({"kind": "simulation"}, "no place where it can be tried"),
    ],
)
def test_what_is_wrong_is_told_at_its_place(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    faults, _ = looked(with_film(tmp_path), {**FILM, **changed})
    assert any(said in each for each in faults), faults


def test_a_film_without_captions_is_a_fault_and_of_others_a_note(tmp_path: Path) -> None:
    bare = {**FILM, "media": "film.mp4", "transcript": ""}
    faults, _ = looked(with_film(tmp_path / "own", captions=False), bare)
    assert len([each for each in faults if "has no captions" in each or "cannot hear" in each]) == 2
    faults, notes = looked(with_film(tmp_path / "others", captions=False), {**bare, "origin": ORIGIN})
    assert faults == []
    assert len([each for each in notes if "has no captions" in each or "cannot hear" in each]) == 2


def test_one_id_names_one_thing(tmp_path: Path) -> None:
    linked = {**FILM, "url": "https://a.example"}
    faults, _ = looked(tmp_path, linked, dict(linked))
    assert len([each for each in faults if "more than one resource" in each]) == 2


def test_what_a_licence_forbids_is_told(tmp_path: Path) -> None:
    _, notes = looked(tmp_path, {**FILM, "url": "https://a.example", "licence": "CC-BY-NC-ND-4.0"})
    assert [each for each in notes if "forbids" in each] == [
        "CC BY-NC-ND 4.0 forbids commercial use: 'A film'.",
        "CC BY-NC-ND 4.0 forbids changes, translations among them: 'A film'.",
    ]
