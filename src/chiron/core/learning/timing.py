"""How a learner's time goes: what a sitting took so far, and what an item of each skill takes them.

Time is measured between events: a longer pause counts ``LONGEST_PAUSE`` seconds of it, so that a page left open is not
work. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from chiron.core.learning.course import Course

ITEMS = 6.0
"""So many items are taken to make the minutes that an author states for a skill."""
LONGEST_PAUSE = 300
"""Seconds after which a pause no longer counts as work."""
REST = 600
"""A pause of so many seconds is a break: work at a stretch begins anew."""
KEPT = 8
"""So many of the latest items of a skill are measured by."""
DOUBT = 2.0
"""The author's word on a skill weighs as much as so many skills, or items, that were measured."""
MOST_TIMES = 4.0
"""A measured item counts as at most so many times what the author states, and at least as that part of it."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Seconds of work: of this ``sitting``, at a ``stretch`` since its last break, and on the open ``item``."""

    sitting: int = 0
    stretch: int = 0
    item: int = 0


def gap(last: datetime | None, at: datetime) -> int:
    """The seconds of work between two events; none before the first and where a clock was set back."""
    return 0 if last is None else min(max(0, int((at - last).total_seconds())), LONGEST_PAUSE)


def went_on(clock: Clock, last: datetime, at: datetime, begun: datetime, opened: datetime | None) -> Clock:
    """The clock after an event. ``begun`` is when the sitting began, ``opened`` when the open item did (None: none).

    The event that begins a sitting sets ``last`` to its own time: with it the clock starts.
    """
    if begun == at == last:
        return Clock()
    worked = gap(last, at)
    rested = (at - last).total_seconds() >= REST
    return Clock(
        sitting=clock.sitting + worked,
        stretch=0 if rested else clock.stretch + worked,
        item=0 if opened is None or opened == at else clock.item + worked,
    )


def minutes_an_item(course: Course, seconds: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """Minutes that an item of each skill takes this learner; empty where nothing was measured.

    ``seconds`` are those of the latest finished items by skill. The author's word is moved by the learner's pace: the
    mean over skills of the logarithm of median over stated time, shrunk towards none; each measured skill then by its
    own median, as far as its number of items carries it. So skills that were never met compare fairly with those met.
    """
    stated = {name: max(skill.minutes / ITEMS, 0.05) for name, skill in course.skills.items()}
    told = {n: [s for s in given if s > 0] for n, given in seconds.items() if n in stated}
    logs = {n: _log(median(given) / 60.0 / stated[n]) for n, given in told.items() if given}
    if not logs:
        return {}
    pace = math.fsum(logs[n] for n in sorted(logs)) / (len(logs) + DOUBT)
    found = {name: minutes * math.exp(pace) for name, minutes in stated.items()}
    for name, log in logs.items():
        count = len(told[name])
        found[name] *= math.exp((log - pace) * count / (count + DOUBT))
    return found


def _log(ratio: float) -> float:
    return min(max(math.log(ratio), -math.log(MOST_TIMES)), math.log(MOST_TIMES))
