"""How a learner's attempts stand: what was said of each first, what counts now, and which one counts at its step.

Pure, from the log's events about items in their order.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chiron.core.events import Event
from chiron.core.learning.naming import counted_as
from chiron.core.learning.state import UNJUDGED
from chiron.core.words import Outcome

KINDS = ("step.attempted", "step.shown", "grade.decided", "grade.replayed", "answer.self-judged")
_BY = {"grade.decided": "person", "grade.replayed": "checker", "answer.self-judged": "self"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One attempt. ``said`` is the latest event in which a checker judged it, the attempt itself at first.

    ``outcome`` counts now; ``wrong`` is what it counts as where it is wrong; ``by`` is ``person``, ``checker`` or
    ``self`` where it was judged since, ``decided`` then that event. ``evidence``: no other attempt counts at its step.
    """

    event: Event
    said: Event
    outcome: Outcome
    wrong: str | None
    evidence: bool
    by: str = ""
    decided: Event | None = None

    @property
    def first(self) -> Outcome:
        """What the checker said when it was answered."""
        return Outcome(self.event.body["outcome"])


def standings(events: Iterable[Event]) -> dict[str, Standing]:
    """Every attempt by its key, oldest first."""
    found, counted = dict[str, Standing](), dict[tuple[str, str], str]()
    for event in (event for event in events if event.kind in KINDS):
        at = (str(event.body["item"]), (event.draft.about.step or "") if event.draft.about else "")
        if event.kind == "step.attempted":
            key, outcome = event.draft.key, Outcome(event.body["outcome"])
            wrong = counted_as(outcome, event.body["misconception"], event.body["proof"])
            found[key] = Standing(event, event, outcome, wrong, evidence=True)
            _count(counted, at, key, outcome)
        elif event.kind == "step.shown":
            counted.setdefault(at, event.draft.key)
        elif event.body["attempt"] in found:
            key, outcome = event.body["attempt"], Outcome(event.body["outcome"])
            found[key] = _judged(found[key], event, outcome)
            _count(counted, at, key, outcome)
    return {key: replace(one, evidence=counted.get(_place(one.event), key) == key) for key, one in found.items()}


def _judged(one: Standing, event: Event, outcome: Outcome) -> Standing:
    if event.kind == "grade.replayed":
        one = replace(one, said=event, wrong=event.body["misconception"])
    return replace(one, outcome=outcome, by=_BY[event.kind], decided=event)


def _count(counted: dict[tuple[str, str], str], at: tuple[str, str], key: str, outcome: Outcome) -> None:
    if outcome not in UNJUDGED:
        counted.setdefault(at, key)


def _place(event: Event) -> tuple[str, str]:
    about = event.draft.about
    return str(event.body["item"]), (about.step or "") if about else ""
