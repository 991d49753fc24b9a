"""What the residual learner keeps of one learner: a state folded answer by answer, bounded, and plain JSON."""

from __future__ import annotations

from dataclasses import dataclass, field

from chiron.core.learning.residual.numbers import chance
from chiron.core.learning.residual.tables import Response, Tables, skill_of, was_right

DECAYS = (0.5, 0.8, 0.93, 0.98)
"""Time scales, in answers, over which right minus expected is averaged."""
SKILL_DECAYS = (0.6, 0.9)
PART_DECAY = 0.8
DRIFT = 0.004
"""How much less sure ability becomes with every answer."""
PAUSE = 1800.0
"""Seconds without an answer after which a new sitting begins."""
ITEMS_KEPT = 400
"""Of how many items the last answer is remembered."""


@dataclass(slots=True)
class SkillTrace:
    """One skill: answers, sums of right minus expected and of information, the last three outcomes as a pattern
    (1 followed by bits), the streak (negative: wrong), place and time of the last answer, two decayed averages."""

    n: int = 0
    beyond: float = 0.0
    information: float = 0.0
    pattern: int = 1
    streak: int = 0
    place: int = -1
    when: float | None = None
    quick: list[float] = field(default_factory=lambda: [0.0, 0.0])
    slow: list[float] = field(default_factory=lambda: [0.0, 0.0])


@dataclass(slots=True)
class PartTrace:
    """One skill, alone or in combinations: answers, sums of right minus expected and of information, overall and
    decayed."""

    n: int = 0
    beyond: float = 0.0
    information: float = 0.0
    quick: float = 0.0
    quick_information: float = 0.0


@dataclass(slots=True)
class History:
    """One learner. A run is a stretch of answers in one skill."""

    n: int = 0
    right: int = 0
    streak: int = 0
    ability: float = 0.0
    variance: float = 1.0
    beyond: list[float] = field(default_factory=lambda: [0.0] * len(DECAYS))
    information: list[float] = field(default_factory=lambda: [0.0] * len(DECAYS))
    recent: list[float] = field(default_factory=lambda: [0.0] * 5)
    skill: str = ""
    item: str = ""
    was_right: bool = False
    when: float | None = None
    sitting: int = 0
    run: int = 0
    run_right: int = 0
    run_pattern: int = 1
    run_before: tuple[str, int, int] = ("", 0, 0)
    runs: int = 0
    mastered: int = 0
    by_skill: dict[str, SkillTrace] = field(default_factory=dict)
    by_part: dict[str, PartTrace] = field(default_factory=dict)
    by_item: dict[str, tuple[int, bool, int]] = field(default_factory=dict)


def later(pattern: int, right: bool, kept: int = 3) -> int:
    """A pattern with one more outcome: a leading 1, then the last ``kept`` outcomes, one bit each."""
    grown = pattern * 2 + right
    return grown if grown < 2 << kept else (grown & ((1 << kept) - 1)) | (1 << kept)


def streak_after(streak: int, right: bool) -> int:
    """How many right (positive) or wrong (negative) answers in a row."""
    return max(streak, 0) + 1 if right else min(streak, 0) - 1


def fold(history: History, answer: Response, tables: Tables) -> History:
    """The history with one more answer. Changes the history that it is given and returns it: a copy an answer would
    cost more than the rest. The clock may go backwards; times then count as no gap."""
    name, place, right = skill_of(answer), history.n, was_right(answer)
    skill, item = tables.skill(name, answer.skills), tables.items.get(answer.item)
    ease = tables.middle + skill.ease + (item.ease if item else 0.0)
    expected, alone = chance(history.ability + ease), chance(ease)
    beyond, information = right - expected, expected * (1 - expected)
    _general(history, right, beyond, information, right - alone, alone * (1 - alone))
    trace = history.by_skill.get(name)
    if trace is None:
        trace = history.by_skill[name] = SkillTrace()
    _trace(trace, right, beyond, information, place, answer.when)
    for part in answer.skills:
        _part(history, part, beyond, information)
    _run(history, name, right)
    history.mastered += trace.streak == 3
    if answer.item:
        _item(history, answer.item, right, place)
    history.skill, history.item, history.was_right = name, answer.item, right
    history.sitting, history.when = sitting(history, answer.when) + 1, answer.when
    return history


def gap(before: float | None, now: float | None) -> float:
    """Seconds between; none where a time is missing or the clock went backwards."""
    return 0.0 if before is None or now is None else max(now - before, 0.0)


def sitting(history: History, now: float | None) -> int:
    """How many answers of this sitting came before ``now``."""
    return history.sitting if gap(history.when, now) < PAUSE else 0


def _general(h: History, right: bool, beyond: float, information: float, plain: float, plain_info: float) -> None:
    step = h.variance / (1 + h.variance * information)
    h.ability += step * beyond
    h.variance = step + DRIFT
    h.beyond = [b * d + plain for b, d in zip(h.beyond, DECAYS, strict=True)]
    h.information = [i * d + plain_info for i, d in zip(h.information, DECAYS, strict=True)]
    h.recent = [plain, *h.recent[:4]]
    h.n += 1
    h.right += right
    h.streak = streak_after(h.streak, right)


def _trace(t: SkillTrace, right: bool, beyond: float, information: float, place: int, when: float | None) -> None:
    t.n += 1
    t.beyond += beyond
    t.information += information
    t.pattern = later(t.pattern, right)
    t.streak = streak_after(t.streak, right)
    t.place, t.when = place, when
    quick, slow = SKILL_DECAYS
    t.quick = [t.quick[0] * quick + beyond, t.quick[1] * quick + information]
    t.slow = [t.slow[0] * slow + beyond, t.slow[1] * slow + information]


def _part(h: History, part: str, beyond: float, information: float) -> None:
    p = h.by_part.get(part)
    if p is None:
        p = h.by_part[part] = PartTrace()
    p.n += 1
    p.beyond += beyond
    p.information += information
    p.quick = p.quick * PART_DECAY + beyond
    p.quick_information = p.quick_information * PART_DECAY + information


def _run(h: History, name: str, right: bool) -> None:
    if name != h.skill:
        h.run_before, h.runs = (h.skill, h.run, h.run_right), h.runs + 1
        h.run, h.run_right, h.run_pattern = 0, 0, 1
    h.run, h.run_right, h.run_pattern = h.run + 1, h.run_right + right, later(h.run_pattern, right, 5)


def _item(h: History, item: str, right: bool, place: int) -> None:
    met = h.by_item.pop(item, (0, False, 0))
    h.by_item[item] = (met[0] + 1, right, place)
    if len(h.by_item) > ITEMS_KEPT:
        del h.by_item[next(iter(h.by_item))]
