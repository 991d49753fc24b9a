"""Whether Chiron's own grader takes an answer for right, before a key is believed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from pydantic import ValidationError

from chiron.core.learning.chance import Chance
from chiron.core.learning.course import Locale
from chiron.core.learning.exact import FormulaError
from chiron.core.learning.interactions import interaction
from chiron.core.learning.unread import Unread
from chiron.core.words import Json, Outcome

_LOCALE = Locale()


class Proof(Enum):
    """What came of typing an answer into a step."""

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    PERSON = "person"
    UNREAD = "unread"
    BROKEN = "broken"


_OUTCOMES = {Outcome.CORRECT: Proof.RIGHT, Outcome.PARTLY: Proof.PARTLY, Outcome.INCORRECT: Proof.WRONG}


def made(kind: str, fields: Mapping[str, Json]) -> tuple[Any, Json, Json] | None:
    """The kind with its task and key; None where the fields are none of the kind."""
    try:
        inter = interaction(kind)
        spec = inter.Spec.model_validate(fields)
        task, key = inter.make(spec, {}, Chance("oatutor"), _LOCALE)
        # Typing the answer tells the same of an expression, in less time.
        faulty = kind != "expression" and inter.faults(spec, task, key)
        return None if faulty else (inter, task, key)
    except (ValidationError, FormulaError, Unread, KeyError):
        return None


def proved(kind: str, fields: Mapping[str, Json], typed: Mapping[str, str]) -> Proof:
    """What the grader says of an answer as it is typed."""
    ready = made(kind, fields)
    if ready is None:
        return Proof.BROKEN
    inter, task, key = ready
    try:
        verdict = inter.grade(task, key, inter.read(task, {name: [text] for name, text in typed.items()}))
    except Unread:
        return Proof.UNREAD
    return _OUTCOMES.get(verdict.outcome, Proof.PERSON)
