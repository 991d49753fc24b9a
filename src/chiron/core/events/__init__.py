"""The event envelope: settled for years. What people do is appended once and never changed.

A body has a kind and a schema version. ``KINDS`` declares every field of every kind with the personal data it holds;
``upcast`` brings an old body to the current version, one step at a time. The envelope keeps its meaning: what is
new goes into bodies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from chiron.core.events.kinds import KINDS, TOOK, Kind, Personal
from chiron.core.words import Json

__all__ = ["KINDS", "TOOK", "About", "Draft", "Event", "Kind", "Made", "Personal", "undeclared", "upcast"]


@dataclass(frozen=True, slots=True)
class About:
    """Which item an event is about: enough to make the same item again, byte for byte.

    ``course`` is the course's id, ``version`` the SHA-256 of its content, with ``.es`` after it where it was read in
    that language and not in its own; ``template`` and ``seed`` give the item, and ``parameters`` keeps the values that
    it was made with, so that an audit needs no generator.
    """

    course: str
    version: str
    skill: str | None = None
    template: str | None = None
    seed: int | None = None
    parameters: Mapping[str, Json] | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Versions of what decided: checker, policy, and the learner model's parameters."""

    checker: str | None = None
    policy: str | None = None
    parameters: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it has a place in its subject's log.

    ``key`` is the idempotency key that the client made: the same subject and key is one event. ``actor`` is who did
    it, None for Chiron itself. ``client_time`` is what the client's clock said, if it did.
    """

    kind: str
    body: Mapping[str, Json]
    key: str
    actor: UUID | None
    server_time: datetime
    client_time: datetime | None = None
    about: About | None = None
    made: Made = field(default_factory=Made)
    version: int = 1


@dataclass(frozen=True, slots=True)
class Event:
    """An event in its place: ``seq`` counts from 1 in the log of ``subject``."""

    id: UUID
    school: UUID
    subject: UUID
    seq: int
    draft: Draft

    @property
    def kind(self) -> str:
        """The draft's kind."""
        return self.draft.kind

    @property
    def body(self) -> Mapping[str, Json]:
        """The draft's body."""
        return self.draft.body


Upcaster = Callable[[Mapping[str, Json]], Mapping[str, Json]]

UPCASTERS: dict[tuple[str, int], Upcaster] = {
    ("step.attempted", 1): lambda body: {**body, "proof": {}},
    ("report.made", 1): lambda body: {**body, "after": None},
    ("session.started", 1): lambda body: {**body, "minutes": None},
    ("session.ended", 1): lambda body: {**body, "because": {}},
    ("grade.decided", 1): lambda body: {
        **body,
        **{"evidence": True, "was": None, "misconception": None, "finishes": False, "report": ""},
    },
}
"""(kind, version) -> a function that brings the body to version + 1."""


def upcast(kind: str, version: int, body: Mapping[str, Json]) -> Mapping[str, Json]:
    """Bring a stored body to the kind's current version.

    Raises KeyError for an unknown kind or a missing upcaster: a log newer than the program must not be folded.
    """
    while version < KINDS[kind].version:
        body = UPCASTERS[(kind, version)](body)
        version += 1
    return body


def undeclared(kind: str, body: Mapping[str, Json]) -> set[str]:
    """The fields of a body that its kind does not declare."""
    return set(body) - set(KINDS[kind].fields)
