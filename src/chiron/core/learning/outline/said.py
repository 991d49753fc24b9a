"""What was done to a draft, as a name and values: the history's lines, which pages say in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field

from chiron.core.words import Json

KINDS = {
    "begin": ("title",),
    "begin-from": ("source",),
    "take": ("source", "skills", "items", "texts"),
    "add-unit": ("title",),
    "change-unit": ("title", "new"),
    "remove-unit": ("title", "skills"),
    "move-unit": ("title",),
    "add-skill": ("title", "unit"),
    "change-skill": ("title", "new"),
    "move-skills": ("title", "count", "unit"),
    "put-back-skills": ("title", "count", "unit"),
    "remove-skills": ("title", "count"),
    "set-prerequisites": ("title", "count"),
    "merge-skills": ("title", "other", "count"),
    "take-out-items": ("stem", "count"),
    "move-items": ("stem", "count", "skill"),
    "put-in-items": ("stem", "count", "skill"),
    "put-back-items": ("stem", "count"),
    "change-items": ("stem", "count"),
    "change-text": ("title", "new"),
    "move-texts": ("title", "count", "unit"),
    "put-back-texts": ("title", "count", "unit"),
    "take-out-texts": ("title", "count"),
    "change-head": ("title", "fields"),
    "set-goals": ("count",),
}
"""Every kind with the names of its values: ``count`` is how many, ``title`` or ``stem`` that of the first of them,
``way`` (up, down) stands too where something went one place within its list, ``new`` is the title afterwards, ``other``
the first that became part of ``title``, ``fields`` a list of their names."""


@dataclass(frozen=True, slots=True)
class Said:
    """``kind`` is the name of the operation (``move-skill``), ``values`` are titles and numbers for its sentence."""

    kind: str
    values: dict[str, Json] = field(default_factory=dict)
