"""What is wrong with a course: where, what, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from chiron.core.errors import BrokenCourse
from chiron.core.words import Json

Path = tuple[str | int, ...]
"""The way to a value in a course: field names and positions."""
Place = tuple[str, int]
"""A file, relative to the course's folder, and a line from 1."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a course. ``file`` is relative to the course's folder; ``line`` counts from 1."""

    file: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.remedy}".rstrip()

    def json(self) -> Json:
        """For ``--json`` and pages."""
        return asdict(self)


def way(loc: Sequence[str | int]) -> Path:
    """The way to a value as pydantic tells it, without the names of the shapes that it may have."""
    return tuple(name for number, name in enumerate(loc) if number == 0 or (loc[number - 1], name) not in _SHAPES)


_SHAPES = (("hints", "ladder"), ("hints", "list"))
"""What pydantic puts into its ways where a field has one of several shapes."""


class Places:
    """Where each value of a course stands; and the faults that were told by the way to a value, in ``told``."""

    def __init__(self, base: str = "course.yaml") -> None:
        self._base: Place = (base, 1)
        self._known: dict[Path, Place] = {}
        self.told: list[tuple[Path, Fault]] = []

    def note(self, prefix: Path, file: str, lines: dict[Path, int]) -> None:
        """Remember the lines of a file whose content stands below ``prefix``."""
        for path, line in lines.items():
            self._known[prefix + path] = (file, line)

    def of(self, path: Path) -> Place:
        """The place of a value, or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._known:
                return self._known[path[:length]]
        return self._base

    def fault(self, path: Path, message: str, remedy: str = "") -> Fault:
        """A fault at a value's place."""
        file, line = self.of(path)
        fault = Fault(file, line, message, remedy)
        self.told.append((path, fault))
        return fault

    def without(self, removed: Sequence[Path]) -> Places:
        """The places once these members of lists are taken out: what stood after one moves up."""
        cut = {path[:-1]: sorted(int(p[-1]) for p in removed if p[:-1] == path[:-1]) for path in removed}
        found = Places(self._base[0])
        for path, place in self._known.items():
            moved = _moved(path, cut)
            if moved is not None:
                found._known[moved] = place
        return found


def _moved(path: Path, cut: dict[Path, list[int]]) -> Path | None:
    """Where a path leads after cuts; None where it led into one."""
    made = list(path)
    for length in range(1, len(path)):
        numbers = cut.get(path[:length])
        at = path[length]
        if numbers is not None and isinstance(at, int):
            if at in numbers:
                return None
            made[length] = at - sum(number < at for number in numbers)
    return tuple(made)


def broken(faults: Sequence[Fault]) -> BrokenCourse:
    """The error for a course with these faults."""
    first = sorted(faults)[0]
    more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
    return BrokenCourse(f"{first}{more}", faults=sorted(faults))
