"""Logs of made-up learners in the tiny course, whose items are not as hard as their author says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from chiron.core.events import About, Draft, Made
from chiron.core.learning.course import Course
from chiron.core.learning.mastery.probit import cdf

BEGIN = datetime(2026, 9, 1, 9, tzinfo=UTC)
TRUE = {"one": -1.6, "two": 0.0, "three": 1.9}
"""How hard the templates truly are; their author says 0, 0 and .3."""


def opened(course: str, version: str, skill: str, template: str, seed: int, when: datetime) -> Draft:
    """An item is put before the learner."""
    body = {
        "session": "s",
        "item": f"item-{seed}",
        "purpose": "practice",
        "reason": "fresh",
        "because": {},
        "retention": 0.9,
    }
    about = About(course, version, skill, template, seed, {})
    return Draft("item.opened", body, f"open-{seed}", None, when, about=about)


def attempted(
    course: str, version: str, skill: str, template: str, seed: int, when: datetime, right: bool, step: str = "solve"
) -> Draft:
    """One try that finishes its item."""
    body = {
        "item": f"item-{seed}",
        "response": {"typed": "1"},
        "outcome": "correct" if right else "incorrect",
        "credit": float(right),
        "misconception": None,
        "feedback": None,
        "parts": {},
        "note": None,
        "proof": {},
        "seconds": 20,
        "unsure": False,
        "difficulty": 0.0,
        "guess": 0.0,
        "finishes": True,
    }
    about = About(course, version, skill, template, seed, {}, step)
    made = Made("numeric@1", None, "gaussian@1")
    return Draft("step.attempted", body, f"try-{seed}", None, when, about=about, made=made, version=2)


def drafts(course: Course, version: str, chance: Random, count: int = 60, able: float | None = None) -> Iterator[Draft]:
    """One learner's answers over some weeks."""
    ability = chance.gauss(0.0, 0.8) if able is None else able
    when = BEGIN + chance.uniform(0, 3) * timedelta(days=1)
    skills = list(course.skills)
    for seed in range(1, count + 1):
        skill, template = chance.choice(skills), chance.choice(list(TRUE))
        when += timedelta(hours=chance.uniform(0.1, 16))
        yield opened(course.id, version, skill, template, seed, when)
        right = chance.random() < cdf(ability - TRUE[template])
        yield attempted(course.id, version, skill, template, seed, when + timedelta(seconds=40), right)
