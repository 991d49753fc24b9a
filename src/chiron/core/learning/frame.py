"""What an event was decided under, and by what names its parts go today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiron.core.events import About, Event
from chiron.core.learning.course import Course
from chiron.core.learning.lineage.hearing import heard, said_about, said_body
from chiron.core.learning.lineage.naming import Today
from chiron.core.learning.mastery import Model
from chiron.core.learning.translation import kept_version
from chiron.core.words import Json


@dataclass(frozen=True, slots=True)
class Frame:
    """What an event was decided under. ``names`` are, by version without its language, those of today for its parts,
    where they are not those of then; ``course`` is so named too.
    """

    course: Course
    version: str
    model: Model
    names: Mapping[str, Today] | None = None

    @property
    def called(self) -> str:
        """The version; another text for each set of names that its skills go by."""
        if not self.names:
            return self.version
        told = sorted((name, now) for today in self.names.values() for name, now in today.names.skills.items())
        return f"{self.version} {hash(tuple(told))}"

    def heard(self, event: Event) -> Event:
        """The event in today's names."""
        found = self._today(event.draft.about)
        return event if found is None else heard(event, found.names)

    def said(self, kind: str, about: About, body: dict[str, Json]) -> tuple[About, dict[str, Json]]:
        """What is to be recorded, in the names of the version that it is recorded under."""
        found = self._today(about)
        return (about, body) if found is None else (said_about(about, found.was), said_body(kind, body, found.was))

    def _today(self, about: About | None) -> Today | None:
        return self.names.get(kept_version(about.version)) if self.names and about is not None else None
