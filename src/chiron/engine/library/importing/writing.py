"""A composed course as the files of a folder: written beside the place first, then put there in one go."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from chiron.core.words import Json
from chiron.engine.library.importing.emitting import emitted


def files(content: Mapping[str, Json]) -> dict[str, str]:
    """Name -> text of every file but media, as ``reading`` takes them."""
    made: dict[str, str] = {}
    course = dict(content)
    units = course.pop("units")
    glossary = course.pop("glossary", [])
    made["course.yaml"] = emitted({**course, "units": [unit["id"] for unit in units]})
    if glossary:
        made["glossary.yaml"] = _listed(glossary)
    for unit in units:
        made.update(_unit(unit))
    return made


def _listed(entries: list[Json]) -> str:
    """A file that holds a list."""
    lines = emitted({"glossary": entries}).split("\n")[1:]
    return "\n".join(line.removeprefix("  ") for line in lines)


def _unit(unit: Json) -> Iterator[tuple[str, str]]:
    folder = f"units/{unit['id']}"
    fields = {name: value for name, value in unit.items() if name not in ("id", "skills", "readings")}
    fields["skills"] = [skill["id"] for skill in unit["skills"]]
    readings = [dict(reading) for reading in unit.get("readings", [])]
    for reading in readings:
        yield f"{folder}/readings/{reading['id']}.md", reading.pop("text") + "\n"
    if readings:
        fields["readings"] = readings
    yield f"{folder}/unit.yaml", emitted(fields)
    for skill in unit["skills"]:
        own = {name: value for name, value in skill.items() if name not in ("id", "lesson", "pictures")}
        yield f"{folder}/{skill['id']}.yaml", emitted(own)
        if skill.get("lesson"):
            yield f"{folder}/{skill['id']}.md", skill["lesson"]


@contextmanager
def in_its_place(folder: Path) -> Iterator[Path]:
    """A new folder to write into, which takes the place of ``folder`` once all went well; else nothing is changed."""
    folder = Path(os.path.abspath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    beside.chmod(0o755)
    try:
        yield beside
        if folder.exists():
            old = beside.with_name(beside.name + "-old")
            folder.rename(old)
            try:
                beside.rename(folder)
            except OSError:
                old.rename(folder)
                raise
            shutil.rmtree(old)
        else:
            beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the files below a folder."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
