"""Why a next answer is as likely as we say, in words: one sentence for each term of the prediction, either way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.outlook import Outlook, roots
from chiron.faces.web.language import _, number, short_day

LEAST = 0.08
"""A term that moves the logit by less stands in the figures alone."""
CLEARLY, STRONGLY = 0.3, 0.8
"""From here on a term counts clearly, or strongly: about 7, or 19, of 100 where it was an even chance."""

SAYS: Mapping[str, str] = {
    "start+": "Most steps of this course are done right.",
    "start-": "Most steps of this course take more than one try.",
    "skill-ease+": "This skill comes easier than most here.",
    "skill-ease-": "This skill comes harder than most here.",
    "item-ease+": "This task is easier than others of the skill.",
    "item-ease-": "This task is harder than others of the skill.",
    "level+": "Across this course, more goes right than usual.",
    "level-": "Across this course, less goes right than usual.",
    "form+": "It is going well just now.",
    "form-": "It is going less well just now.",
    "skill+": "Answers in this skill went better than expected.",
    "skill-": "Answers in this skill went less well than expected.",
    "last+": "The last answers in this skill were right.",
    "last-": "The last answers in this skill were not all right yet.",
    "practice+": "This skill has been practised.",
    "practice-": "This skill has had little practice so far.",
    "item-again+": "This very task went right before.",
    "item-again-": "This very task went wrong before.",
    "time+": "It was practised only lately.",
    "time-": "It has been a while since it was practised.",
    "guess+": "Part of it can be guessed.",
    "guess-": "Part of it can be guessed.",
    "bound+": "Nobody’s next answer is certain.",
    "bound-": "Nobody’s next answer is certain.",
}
"""What each term says where it speaks for a right answer (+) and where against. It names nobody: learners and teachers
read the same words."""
STRENGTHS: Mapping[str, str] = {"little": "a little", "clearly": "clearly", "strongly": "strongly"}


@dataclass(frozen=True, slots=True)
class Reason:
    """A term in words. ``value`` is its part of the logit."""

    words: str
    strength: str
    value: float


@dataclass(frozen=True, slots=True)
class Explained:
    """An outlook as pages show it: what speaks for a right answer and what against it, each the strongest first.

    ``every`` are all terms in their order; ``roots`` the weak skills that it builds on; ``values`` its trend as a
    chart takes it.
    """

    skill: Skill
    outlook: Outlook
    better: tuple[Reason, ...]
    worse: tuple[Reason, ...]
    every: tuple[Reason, ...]
    logit: float
    roots: tuple[tuple[Skill, SkillView], ...]
    values: tuple[tuple[str, float, float, float], ...]


def explained(course: Course, outlook: Outlook, views: Mapping[str, SkillView]) -> Explained:
    """An outlook in words."""
    strongest = tuple(_reason(term.name, term.value) for term in outlook.strongest)
    told = [one for one in strongest if abs(one.value) >= LEAST]
    days = [short_day(when) for when, _chance in outlook.trend]
    return Explained(
        course.skills[outlook.skill],
        outlook,
        tuple(one for one in told if one.value > 0),
        tuple(one for one in told if one.value < 0),
        tuple(_reason(term.name, term.value) for term in outlook.terms if term.value),
        sum(term.value for term in outlook.terms),
        tuple((course.skills[name], views[name]) for name in roots(course, views, outlook.skill)),
        tuple((day, chance, chance, chance) for day, (_when, chance) in zip(days, outlook.trend, strict=True)),
    )


def _reason(name: str, value: float) -> Reason:
    strength = "strongly" if abs(value) >= STRONGLY else "clearly" if abs(value) >= CLEARLY else "little"
    return Reason(_(SAYS[name + ("+" if value > 0 else "-")]), _(STRENGTHS[strength]), value)


def likely_next(chance: float) -> Markup:
    """The chance of the next answer as a natural frequency."""
    times = Markup("<strong>{}</strong>").format(_("%(times)s times in 100", times=round(chance * 100)))
    return escape(_("The next answer in this skill, alone and without help, is right about {times}.")).format(
        times=times
    )


def signed(value: float) -> str:
    """A part of a logit with its sign and two decimals."""
    return ("+" if value >= 0 else "\N{MINUS SIGN}") + number(round(abs(value), 2))


def outlook_helpers() -> dict[str, Callable[..., Any]]:
    """What templates call."""
    return {"likely_next": likely_next, "signed": signed}
