"""What was found of a template, kept beside the data until anything that it was found from changes."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from chiron import __version__
from chiron.core.learning.course import Course, Template
from chiron.core.learning.interactions import strangers
from chiron.engine.library.looks import Manner
from chiron.engine.library.sampling import Found

MOST = 4000
"""Templates that are kept; the oldest go first."""
_CODE = ("core/learning", "core/language", "engine/library", "engine/grading")


class Kept:
    """A folder of findings, one small file a template. Without a folder they are kept in memory alone.

    A finding that cannot be read or written counts as none: then the template is looked at again.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._memory: dict[str, list[Found]] = {}

    def get(self, key: str) -> list[Found] | None:
        """What was found, None where nothing is known."""
        if key in self._memory or self.folder is None:
            return self._memory.get(key)
        try:
            plain = json.loads((self.folder / key).read_text(encoding="utf-8"))
            return [
                (tuple(path), Manner(message) if manner else str(message), str(remedy))
                for path, message, remedy, manner in plain
            ]
        except (OSError, ValueError, TypeError):
            return None

    def put(self, key: str, found: list[Found]) -> None:
        """Keep what was found."""
        self._memory[key] = found
        if self.folder is None:
            return
        try:
            for each in (self.folder.parent.parent, self.folder.parent, self.folder):
                each.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh = self.folder / f"{key}.{os.getpid()}"
            plain = [(*each, isinstance(each[1], Manner)) for each in found]
            fresh.write_text(json.dumps(plain), encoding="utf-8")
            fresh.replace(self.folder / key)
        except OSError:
            return

    def tidy(self) -> None:
        """Let the oldest findings go where there are too many."""
        if self.folder is None or not self.folder.is_dir():
            return
        try:
            every = sorted(self.folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
            for file in every[MOST:]:
                file.unlink(missing_ok=True)
        except OSError:
            return


def key_of(course: Course, skill: str, template: Template, samples: int) -> str | None:
    """A name for all that a template's samples are made and judged from; None where some of it is a stranger's.

    The lesson, the prerequisites and the texts of other skills are none of it.
    """
    if any(step.kind in strangers().kinds for step in template.steps):
        return None
    names = {skill, *(step.skill for step in template.steps if step.skill in course.skills)}
    known = [
        [name, [[wrong.id, wrong.feedback] for wrong in course.skills[name].misconceptions]] for name in sorted(names)
    ]
    made = [_code(), samples, skill, course.locale.model_dump(), known, template.model_dump(mode="json")]
    return hashlib.sha256(json.dumps(made, sort_keys=True, default=str).encode()).hexdigest()[:40]


@cache
def _code() -> str:
    """The version of everything that makes and judges items: a checkout's files change without a new version."""
    seen = hashlib.sha256(__version__.encode())
    package = Path(__file__).absolute().parents[2]
    for folder in _CODE:
        for file in sorted((package / folder).rglob("*.py")):
            told = file.stat()
            seen.update(f"{file.name}\0{told.st_size}\0{told.st_mtime_ns}\n".encode())
    return seen.hexdigest()
