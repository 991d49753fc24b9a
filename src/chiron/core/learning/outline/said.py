"""What was done to a draft, as a name and values: the history's lines, which pages say in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field

from chiron.core.words import Json


@dataclass(frozen=True, slots=True)
class Said:
    """``kind`` is the name of the operation (``move-skill``), ``values`` are titles and numbers for its sentence."""

    kind: str
    values: dict[str, Json] = field(default_factory=dict)
