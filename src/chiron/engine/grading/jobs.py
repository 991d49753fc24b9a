"""What a worker process does for a kind of step: read and grade, as JSON in and out."""

from __future__ import annotations

from dataclasses import asdict

from chiron.core.learning.interactions import Unread, interaction
from chiron.core.words import Json, Outcome, Verdict

READ = "chiron.engine.grading.jobs:read"
READ_AND_GRADE = "chiron.engine.grading.jobs:read_and_grade"


def read(payload: Json) -> Json:
    """``{"response"}`` of ``{"kind", "task", "form"}``, or ``{"unread": [reason, place, field, readings]}``."""
    try:
        return {"response": interaction(payload["kind"]).read(payload["task"], payload["form"])}
    except Unread as unread:
        return {"unread": _why(unread)}


def read_and_grade(payload: Json) -> Json:
    """As ``read``, with ``"verdict"``; the payload has the ``"key"`` too."""
    found: dict[str, Json] = read(payload)
    if "unread" in found:
        return found
    kind = interaction(payload["kind"])
    try:
        verdict = kind.grade(payload["task"], payload["key"], found["response"])
    except Unread as unread:
        return {"unread": _why(unread)}
    return {**found, "verdict": to_json(verdict)}


def _why(unread: Unread) -> Json:
    return [unread.reason, unread.place, unread.field, unread.readings]


def to_json(verdict: Verdict) -> Json:
    """A verdict as JSON."""
    return {**asdict(verdict), "outcome": str(verdict.outcome)}


def from_json(found: Json) -> Verdict:
    """The verdict again. Raises TypeError or ValueError for what is none."""
    return Verdict(**{**found, "outcome": Outcome(found["outcome"])})
