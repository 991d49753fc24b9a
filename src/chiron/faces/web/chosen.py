"""What was chosen for a learner, as what it is: its name, its way of practice, and what else might have come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from chiron.core.learning.course import Course
from chiron.core.learning.policies.ways import WAYS
from chiron.core.words import Json
from chiron.faces.web.language import _
from chiron.faces.web.maths import with_maths


def what_words(reason: str, way: str = "alone") -> str:
    """What a choice is, by its reason: a review, a step back, a challenge; empty for a reason that needs no name."""
    known: Mapping[str, Callable[[], str]] = {
        "fresh": lambda: _("New skill"),
        "closest-to-goal": lambda: _("New skill"),
        "nearly": lambda: _("Practice"),
        "shaky": lambda: _("Practice"),
        "keep-going": lambda: _("Practice"),
        "another-way": lambda: _("A change"),
        "example": lambda: _("Worked example"),
        "due": lambda: _("Review"),
        "back": lambda: _("Check after a while"),
        "check": lambda: _("Check after a while"),
        "prerequisite-weak": lambda: _("A step back, to what it builds on"),
        "challenge": lambda: _("Challenge"),
        "chosen": lambda: _("Your choice"),
        "rule": lambda: _("Set by your teacher"),
        "test": lambda: _("Test"),
        "checkpoint": lambda: _("Checkpoint"),
        "placing": lambda: _("Finding where to begin"),
    }
    name = known[reason]() if reason in known else ""
    return _("%(what)s, with a worked example first", what=name) if way == "example" and reason != "example" else name


def way_words(because: Mapping[str, Json]) -> str:
    """Why an item comes with a worked example or with steps that are worked; empty where it is done alone."""
    way = because.get("way", "alone")
    if way == "faded" and "given" not in because:
        return ""
    sentence = WAYS.get(f"{way}:{because.get('way_because', '')}")
    return _(sentence) if sentence else ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that might have come: the skill's title, its chance in percent."""

    title: Markup
    chance: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """All that might have come, the likeliest first. ``drawn``: several were as good and one was drawn."""

    every: tuple[Choice, ...]
    drawn: bool

    @property
    def others(self) -> tuple[Choice, ...]:
        """All but the one taken."""
        return tuple(one for one in self.every if not one.taken)


def choices_of(because: Mapping[str, Json], course: Course) -> Choices | None:
    """What a move says of its alternatives; None where it had none, or says nothing that can be read."""
    others, skill = because.get("others"), because.get("skill")
    if not isinstance(others, Mapping) or skill not in course.skills:
        return None
    told = {skill: because.get("chance", 1.0), **others}
    known = {n: c for n, c in told.items() if n in course.skills and isinstance(c, int | float)}
    if len(known) < 2:
        return None
    ranked = sorted(known, key=lambda name: (-known[name], name != skill))
    every = tuple(Choice(with_maths(course.skills[n].title), round(known[n] * 100), n == skill) for n in ranked)
    return Choices(every, drawn=known[skill] < 1.0)


def chosen_helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {"what_words": what_words, "way_words": way_words, "choices_of": choices_of}
