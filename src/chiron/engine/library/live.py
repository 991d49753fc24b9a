"""An author's own folder while they write in it: read again when a file changed, checked where one looks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from chiron.core.learning.content import fingerprint
from chiron.core.learning.course import Course, MediaFile
from chiron.core.learning.media import in_use
from chiron.core.learning.translation import in_language, named
from chiron.engine.library.checking import SAMPLES, Kept, Looked, found_in, look_over, standing
from chiron.engine.library.faults import Fault
from chiron.engine.library.files import MAXIMUM_FILES, Folder, Refused
from chiron.engine.library.media.taking import MOST_FILES, FolderMedia


@dataclass(frozen=True, slots=True)
class Now:
    """The folder as it is: ``course`` holds what could be read of it, None where that is nothing at all."""

    stamp: str
    looked: Looked
    version: str

    @property
    def course(self) -> Course | None:
        """What could be read."""
        return self.looked.course

    @property
    def faults(self) -> Sequence[Fault]:
        """What shows without making an item."""
        return self.looked.faults


class Live:
    """One folder. What was found of a template is kept for as long as nothing that it is made of changes."""

    def __init__(self, path: Path, samples: int = SAMPLES, kept: Kept | None = None) -> None:
        self.path, self.samples = path, samples
        self._kept = kept if kept is not None else Kept(None)
        self._now: Now | None = None
        self._read: tuple[Course, str] | None = None

    def stamp(self) -> str:
        """Another text as soon as a file is changed, added or removed."""
        seen = hashlib.sha256()
        count = 0
        for folder, _, names in os.walk(self.path):
            for name in sorted(names):
                count += 1
                if count > MAXIMUM_FILES + MOST_FILES:
                    break
                try:
                    told = os.stat(os.path.join(folder, name))
                except OSError:
                    continue
                seen.update(f"{folder}/{name}\0{told.st_size}\0{told.st_mtime_ns}\n".encode(errors="replace"))
        return seen.hexdigest()[:16]

    def now(self) -> Now:
        """The folder as it is now."""
        stamp = self.stamp()
        if self._now is None or self._now.stamp != stamp:
            looked = look_over(self.path)
            self._now = Now(stamp, looked, fingerprint(looked.course) if looked.course else "")
        return self._now

    def read(self, now: Now, tag: str) -> tuple[Course, str] | None:
        """The folder's course and version for a reader of a language, also where that is not translated whole yet.

        Its pictures have addresses, as on the shelf; ``file`` gives them.
        """
        course, short = now.course, tag.partition("-")[0]
        if course is None:
            return None
        version = named(now.version, course, short) if short in course.languages else now.version
        if self._read is None or self._read[1] != version:
            used = in_use(course)
            try:
                self._read = (in_language(used, short) if version != now.version else used, version)
            except ValidationError:  # the overlay's faults say why
                return used, now.version
        return self._read

    def file(self, now: Now, course: str, sha256: str) -> tuple[MediaFile, bytes] | None:
        """A picture, sound or film of the folder by its hash; None where there is none."""
        found = now.course
        if found is None or found.id != course:
            return None
        name = next((name for name, file in found.media.items() if file.sha256 == sha256), None)
        try:
            given = None if name is None else FolderMedia(Folder(self.path)).file(name)
        except (KeyError, Refused):
            return None
        return given if given is not None and given[0].sha256 == sha256 else None

    def faults_at(self, skill: str, template: str) -> list[Fault]:
        """What the checker says of one template: what shows at once, and what its samples show."""
        looked = self.now().looked
        place = looked.templates.get((skill, template))
        if place is None:
            return list(looked.faults)
        shown = [fault for path, fault in looked.at if path[: len(place.path)] == place.path]
        if shown:
            return sorted(set(shown))
        return standing(place, found_in(looked, place, self.samples, self._kept))[0]
