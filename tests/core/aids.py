"""The tiny course with things to read and see beside its items."""

from __future__ import annotations

from typing import Any

from chiron.core.learning.course import Course
from tests.core.tiny import tiny

FILM = {
    "id": "balance-film",
    "title": "The balance, filmed",
    "kind": "video",
    "url": "https://films.example/balance",
    "minutes": 4,
    "licence": "CC-BY-NC-ND-4.0",
    "transcript": "Take the same from **both** sides.",
}
PAGE = {"id": "page", "title": "A page", "kind": "page", "url": "https://pages.example/a", "licence": "CC-BY-4.0"}
BOOK = {"title": "A book", "kind": "book", "licence": "CC-BY-SA-4.0"}
READING = {"id": "scales", "title": "Old scales", "skills": ["first"], "text": "## Pans\n\nTwo pans hang level.\n"}


def with_aids(
    first: list[dict[str, Any]] | None = None, third: list[dict[str, Any]] | None = None, **unit: Any
) -> Course:
    """The tiny course with these resources at its first skill and at its third."""
    body = tiny().model_dump(mode="json", exclude_defaults=True)
    skills = body["units"][0]["skills"]
    skills[0]["resources"] = [FILM] if first is None else first
    skills[2]["resources"] = third or []
    body["units"][0] |= unit
    return Course.model_validate(body)
