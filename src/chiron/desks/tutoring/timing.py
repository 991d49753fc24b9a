"""How long the parts of a turn took: kept in its first event, and told to the operator's tools where there are some."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from chiron.core.events import KINDS, TOOK
from chiron.core.learning.decide import Decision
from chiron.desks.tutoring.desk import TutoringDesk
from chiron.ports.telemetry import Facts, Part, Span


class Laps:
    """A stop watch: each lap is what passed since the one before, in milliseconds."""

    __slots__ = ("_last", "took")

    def __init__(self) -> None:
        self._last = perf_counter()
        self.took: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """End a part."""
        now = perf_counter()
        self.took[name] = round((now - self._last) * 1000.0, 2)
        self._last = now


def stamped(decision: Decision, laps: Laps) -> Decision:
    """The decision whose first event says how long its parts took. Writing is not among them: it is still to come."""
    if not decision.drafts or TOOK not in KINDS[decision.drafts[0].kind].fields:
        return decision
    first, *others = decision.drafts
    return replace(decision, drafts=(replace(first, body={**first.body, TOOK: laps.took}), *others))


def tell(desk: TutoringDesk, decision: Decision, laps: Laps) -> None:
    """Tell the operator's tools of a turn that was recorded."""
    if desk.telemetry is None or not decision.drafts:
        return
    first = decision.drafts[0]
    facts: dict[str, str | int | float | bool] = {"chiron.key": first.key, "chiron.events": len(decision.drafts)}
    about, made = first.about, first.made
    named = (("course", about.course if about else None), ("checker", made.checker), ("policy", made.policy))
    facts |= {f"chiron.{name}": value for name, value in named if value}
    total = sum(laps.took.values())
    began = desk.clock() - timedelta(milliseconds=total)
    desk.telemetry.tell(Span(f"turn {first.kind}", began, total, facts, in_turn(laps.took)))


def in_turn(took: Mapping[str, float], facts: Mapping[str, Facts] | None = None) -> tuple[Part, ...]:
    """Parts that followed one another."""
    made, after = [], 0.0
    for name, each in took.items():
        made.append(Part(name, after, each, (facts or {}).get(name, {})))
        after += each
    return tuple(made)
