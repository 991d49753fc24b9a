"""Whether a key is graded as right by its own grader, before a kind is settled on."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from chiron.core.errors import ChironError
from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Json, Outcome


def graded(name: str, fields: Mapping[str, Json], comma: bool = False) -> bool:
    """Whether the fields compile, and their own right answer, typed, is right."""
    kind = interaction(name)
    try:
        spec = kind.Spec.model_validate(fields)
        task, key = kind.make(spec, {}, Chance(0), Locale(decimal="," if comma else "."))
        right = kind.right(task, key)
        if right is None:
            return False
        return kind.grade(task, key, kind.read(task, right)).outcome is Outcome.CORRECT
    except (ValidationError, ChironError, Unread, ValueError):
        return False
