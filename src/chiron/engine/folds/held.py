"""States and sittings that this process read or wrote last, each with the version of the rows that it is.

Never believed by themselves: every turn reads the rows' versions, or writes only where they are still the same, and
what is held is used only then. So another process, a rebuild, a sign-out or an erasure is seen at once. Why no cache
that is told of changes: docs/decisions/0011.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic
from uuid import UUID

from chiron.core.learning.state import LearnerState
from chiron.engine.people.sign_in import Sitting

MOST = 128
"""States held; one takes some hundred kilobytes."""
IDLE = 1800.0
"""Seconds after which a state that nobody used is let go, when the next one is held."""


@dataclass(slots=True)
class _Entry:
    state: LearnerState
    seq: int
    version: str
    used: float


class Held:
    """The states of those who were here last, by person and course; and their sittings by their tokens' hashes."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._entries: OrderedDict[tuple[UUID, str], _Entry] = OrderedDict()
        self._sitters: OrderedDict[bytes, Sitting] = OrderedDict()

    def version(self, person: UUID | None, course: str) -> str:
        """The version of what is held, "" for nothing."""
        entry = None if person is None else self._entries.get((person, course))
        return "" if entry is None else entry.version

    def state(self, person: UUID, course: str, version: str) -> LearnerState | None:
        """The state of the row with this version, if it is held."""
        entry = self._entries.get((person, course))
        if entry is None or entry.version != version:
            return None
        entry.used = monotonic()
        self._entries.move_to_end((person, course))
        return entry.state

    def seq(self, person: UUID, course: str) -> int | None:
        """The place in the log up to which what is held was folded, None for nothing."""
        entry = self._entries.get((person, course))
        return None if entry is None else entry.seq

    def keep(self, person: UUID, course: str, version: str | None, seq: int, state: LearnerState) -> None:
        """Hold a state up to ``seq`` that was just read or written; without a version nothing is known of its row."""
        now = monotonic()
        self._entries.pop((person, course), None)
        if version is not None:
            self._entries[person, course] = _Entry(state, seq, version, now)
        while self._entries:
            oldest = next(iter(self._entries.values()))
            if len(self._entries) <= self._most and now - oldest.used < IDLE:
                break
            self._entries.popitem(last=False)

    def sitter(self, hash: bytes) -> Sitting | None:
        """The sitting with this hash as it was when it was last read."""
        return self._sitters.get(hash)

    def seat(self, hash: bytes, sitting: Sitting | None) -> None:
        """Hold a sitting that was just read; None is no sitting any more."""
        self._sitters.pop(hash, None)
        if sitting is not None:
            self._sitters[hash] = sitting
        while len(self._sitters) > self._most:
            self._sitters.popitem(last=False)
