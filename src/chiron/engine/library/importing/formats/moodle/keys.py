"""Names that stay: unique in one source, the same when it is imported again."""

from __future__ import annotations

from chiron.engine.library.importing.arriving import Notes


class Keys:
    """Gives each thing of a source its name. What stands twice gets a number, and that is told."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def of(self, wanted: str, place: str) -> str:
        """``wanted`` itself, or with a number where it was given before."""
        key, number = wanted, self._last.get(wanted, 1)
        while key in self._taken:
            number += 1
            key = f"{wanted}-{number}"
        self._taken.add(key)
        self._last[wanted] = number
        if number > 1:
            self._notes.changed(key, place, f"Something before it has the same name; this one is number {number}.")
        return key
