"""Why ``gain`` chose what it chose: the move with its one reason, its values, and the chances of the alternatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from chiron.core.learning.mastery import SkillView
from chiron.core.learning.policies.outlook import Outlook
from chiron.core.learning.policies.view import CourseView
from chiron.core.words import Json, Move, MoveKind

BACK_DAYS = 7
NIGHT = timedelta(hours=18)
WRONG_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What a reason is found from."""

    view: CourseView
    shown: Mapping[str, SkillView]
    seen: Outlook
    when: datetime
    enough: float


def ask(told: Told, skill: str, chances: Mapping[str, float], stuck: Sequence[str]) -> Move:
    """The move that asks a skill. ``chance`` is that with which it was chosen; ``others`` are the rest's."""
    reason, values = because(told, skill, stuck)
    rounded = {n: round(c, 4) for n, c in chances.items()}
    minutes = round(told.seen.minutes[skill], 1)
    values = {"skill": skill, **values, "chance": rounded[skill], "minutes": minutes}
    others = {n: c for n, c in rounded.items() if n != skill}
    if others:
        values["others"] = others
    template = _transfer(told.view, skill) if reason == "challenge" else None
    return Move(MoveKind.ASK, reason, values, skill, template)


def because(told: Told, skill: str, stuck: Sequence[str]) -> tuple[str, dict[str, Json]]:
    """The reason's code and its values."""
    view, shown, seen = told.view, told.shown[skill], told.seen
    last = view.recent[-1][0] if view.recent else None
    if last in stuck and last != skill:
        return "another-way", {"for": last}
    if last is not None and last != skill and skill in seen.before.get(last, ()) and _weak(told, last, skill):
        return "prerequisite-weak", {"for": last}
    if skill in stuck:
        return "keep-going", {}
    if _wrong(view, skill):
        return "example", {}
    if shown.evidence == 0:
        after = [d for d in view.course.dependents[skill] if d in view.wanted]
        waiting = [d for d in after if told.shown[d].state != "demonstrated"]
        return ("closest-to-goal", {"unlocks": waiting}) if waiting else ("fresh", {})
    return _again(told, skill)


def _again(told: Told, skill: str) -> tuple[str, dict[str, Json]]:
    """Of a skill that was met before."""
    view, shown = told.view, told.shown[skill]
    kept, given = view.estimates.get(skill), view.answers.get(skill, ())
    away = told.when - max((when for when, _ in given), default=kept.at if kept and kept.at else told.when)
    if kept and len(kept.alone) >= 3 and away >= timedelta(days=BACK_DAYS):
        return "back", {"days": away.days}
    known = told.seen.beliefs[skill].known
    if known >= told.enough and shown.state == "demonstrated" and _transfer(view, skill):
        return "challenge", {}
    if away >= NIGHT and given and given[-1][1] >= 0.5:
        return "check", {}
    return "nearly" if known >= 0.7 else "shaky", {"evidence": shown.evidence}


def _weak(told: Told, skill: str, needed: str) -> bool:
    """Whether a skill that goes badly is blamed on one that it needs."""
    given = told.view.answers.get(skill, ())[-WRONG_IN_A_ROW:]
    badly = len(given) >= 2 and sum(credit >= 0.5 for _, credit in given) * 2 <= len(given)
    return badly and told.seen.beliefs[needed].known < told.enough


def _wrong(view: CourseView, skill: str) -> bool:
    """Whether the latest answers in a skill were all wrong."""
    given = view.answers.get(skill, ())[-WRONG_IN_A_ROW:]
    return len(given) == WRONG_IN_A_ROW and all(credit < 0.5 for _, credit in given)


def _transfer(view: CourseView, skill: str) -> str | None:
    """A template that the author wrote for transfer, the one least lately used."""
    lately = [template for name, template in view.recent if name == skill]
    found = [t.id for t in view.course.skills[skill].templates if "transfer" in t.use]
    return min(found, key=lately.count, default=None)
