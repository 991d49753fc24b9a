"""The map of journeys as data: what can be drawn, listed and compared. Times are in seconds, shares from 0 to 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some times, and what nine of ten stay below; None of both where there is no time."""

    median: float | None = None
    ninth: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A step of the map. ``times`` it was done, in how many ``journeys``; how many began and ended with it.

    ``left``: journeys that ended here although it is no goal: the drop-off. ``again``: how often it was done by one
    that had done it before. ``stage``: the stage in which it is mostly done, empty for none. ``early``: from 0, always
    first, to 1, always last: the mean place in its journeys.
    """

    activity: str
    times: int
    journeys: int
    starts: int
    ends: int
    left: int
    again: int
    stage: str
    early: float

    @property
    def drop_off(self) -> float:
        """The share of the journeys here that were left here."""
        return self.left / self.journeys if self.journeys else 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """One step directly after another: how often, in how many journeys, and the time between."""

    before: str
    after: str
    times: int
    journeys: int
    wait: Spread


@dataclass(frozen=True, slots=True)
class Loop:
    """A way back to a step by the fewest steps: ``steps`` in order, without the return; ``wait``: a round."""

    steps: tuple[str, ...]
    times: int
    journeys: int
    wait: Spread


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage: journeys that reached it, are ``here`` now, went on further, went stale in it; how long they stayed.

    ``back``: journeys that from it fell to an earlier stage or to none without going stale.
    """

    stage: str
    title: str
    journeys: int
    here: int
    further: int
    back: int
    stale: int
    stay: Spread


@dataclass(frozen=True, slots=True)
class Passage:
    """From one stage to the next, by so many journeys; empty ids stand for none."""

    before: str
    after: str
    journeys: int


@dataclass(frozen=True, slots=True)
class Path:
    """A whole way from the first step to the last, and how many journeys took it."""

    steps: tuple[str, ...]
    journeys: int


@dataclass(frozen=True, slots=True)
class Map:
    """All that was discovered. The most frequent stands first in each list, except ``stages``: in the playbook's order.

    ``done``: journeys that ended with a goal; ``left``: that ended without; the others are still under way.
    """

    journeys: int
    steps: int
    done: int
    left: int
    lasted: Spread
    places: tuple[Place, ...]
    flows: tuple[Flow, ...]
    loops: tuple[Loop, ...]
    stages: tuple[Reached, ...]
    passages: tuple[Passage, ...]
    paths: tuple[Path, ...]
