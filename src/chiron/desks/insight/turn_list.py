"""A school's latest turns for whoever runs it: the slowest, the most costly, those stopped or failed. No words.

Pure but for one read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from chiron.core.learning.turns import FIRST
from chiron.desks.insight import turn_store
from chiron.engine.records.database import Connection

MOST = 2_000
"""So many of the latest turns are looked at."""
DAYS = 7
FINE = ("done", "length", "stopped", "authored")
"""How an asking of a model may end without a fault."""
Sort = Literal["latest", "slowest", "costly"]
Only = Literal["", "worded", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One turn. Times are milliseconds by part, a model's words as ``first`` and ``whole``; ``faults`` are codes of
    what went wrong in asking, ``stopped`` the rules that stopped a sentence.
    """

    id: UUID
    learner: UUID
    at: datetime
    kind: str
    course: str
    took: Mapping[str, float]
    model: str | None = None
    ended: str | None = None
    stopped: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    calls: int = 0
    tokens: int = 0
    cost: Decimal | None = None
    currency: str = ""

    @property
    def own(self) -> float:
        """What Chiron's own parts took together."""
        return sum(each for name, each in self.took.items() if name not in ("first", "whole"))

    @property
    def whole(self) -> float:
        """What the turn took with a model's words."""
        return self.own + self.took.get("whole", 0.0)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Line:
        """From a row of ``turn_store``."""
        took = {**(row["took"] or {}), **(row["words_took"] or {})}
        ended = row["ended"]
        faults = tuple(row["failed"] or ())
        if ended is not None and ended not in FINE and ended not in faults:
            faults = (*faults, ended)
        return cls(
            row["id"],
            row["subject"],
            row["at"],
            row["kind"],
            row["course"] or "",
            {str(name): float(each) for name, each in took.items() if isinstance(each, int | float)},
            row["model"],
            ended,
            tuple(str(rule) for rule in row["stopped"] or ()),
            faults,
            int(row["calls"] or 0),
            int(row["tokens"] or 0),
            row["cost"],
            row["currency"] or "",
        )


@dataclass(frozen=True, slots=True)
class Spread:
    """How long a part took over ``count`` turns, in milliseconds: half of them at most ``half``, and so on."""

    part: str
    count: int
    half: float
    most: float
    nearly_all: float


async def latest(conn: Connection, now: datetime, days: int = DAYS) -> list[Line]:
    """The latest turns of the connection's school, newest first. The caller has asked the door."""
    rows = await turn_store.view_latest(conn, sorted(FIRST), now - timedelta(days=days), MOST)
    return [Line.of(row) for row in rows]


_ORDERS: dict[Sort, Callable[[Line], Any]] = {
    "latest": lambda _line: 0,
    "slowest": lambda line: -line.whole,
    "costly": lambda line: (-(line.cost or Decimal(0)), -line.tokens),
}
_KEPT: dict[Only, Callable[[Line], bool]] = {
    "": lambda _line: True,
    "worded": lambda line: line.ended is not None or line.calls > 0,
    "stopped": lambda line: bool(line.stopped),
    "failed": lambda line: bool(line.faults),
}


def chosen(lines: Iterable[Line], sort: Sort = "latest", only: Only = "", course: str = "") -> list[Line]:
    """The lines that are meant, in their order; what is equal stays newest first."""
    kept = [line for line in lines if _KEPT[only](line) and course in ("", line.course)]
    return sorted(kept, key=_ORDERS[sort])


def spreads(lines: Sequence[Line], parts: Sequence[str]) -> list[Spread]:
    """How long each part took; parts that no turn has are left out."""
    found = []
    for part in parts:
        took = sorted(line.took[part] for line in lines if part in line.took)
        if took:
            found.append(Spread(part, len(took), _share(took, 0.5), _share(took, 0.95), _share(took, 0.99)))
    return found


def _share(ranked: Sequence[float], share: float) -> float:
    """The value at or below which that share of the ranked values lies (nearest rank)."""
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]


def why(lines: Iterable[Line]) -> list[tuple[str, str, int]]:
    """What went wrong and how often, most often first: (``fault`` or ``rule``, its name, turns)."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in lines:
        counted.update({("fault", code) for code in line.faults} | {("rule", rule) for rule in line.stopped})
    return sorted(((what, name, times) for (what, name), times in counted.items()), key=lambda each: (-each[2], each))
