"""A verdict as events hold it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chiron.core.words import Json, Outcome, Verdict


def body_of(verdict: Verdict) -> dict[str, Json]:
    """What the body of an event says of a verdict; its checker stands in what the event was made by."""
    return {
        "outcome": verdict.outcome.value,
        "credit": verdict.credit,
        "misconception": verdict.misconception,
        "feedback": verdict.feedback,
        "parts": dict(verdict.parts),
        "note": verdict.note,
        "proof": dict(verdict.proof),
    }


def verdict_of(body: Mapping[str, Any], checker: str | None) -> Verdict:
    """The verdict that the body of an event holds, as its checker made it."""
    return Verdict(
        outcome=Outcome(body["outcome"]),
        checker=checker or "",
        credit=body["credit"],
        misconception=body["misconception"],
        feedback=body["feedback"],
        parts=dict(body["parts"]),
        note=body["note"],
        proof=dict(body["proof"]),
    )
