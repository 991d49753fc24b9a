"""Why a next answer is as likely as we say, in words: one sentence for each term of the prediction, either way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from chiron.core.learning.course import Course, Skill
from chiron.core.learning.mastery import SkillView
from chiron.core.learning.outlook import Outlook, roots
from chiron.core.learning.prediction.reasons import reasons
from chiron.faces.web.language import _, ngettext, number, short_day

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


TURNS: Mapping[str, str] = {
    "start": "The course as a whole is judged otherwise now.",
    "skill-ease": "This skill is judged otherwise now, by everybody’s answers.",
    "item-ease": "The task is judged otherwise now, by everybody’s answers.",
    "level-": "Meanwhile less went right across the course.",
    "level+": "Meanwhile more went right across the course.",
    "form-": "It was going better before it.",
    "form+": "It was going less well before it.",
    "skill-": "All answers in this skill together speak a little less for it now.",
    "skill+": "All answers in this skill together speak a little more for it now.",
    "last-": "The last few answers in this skill, as they followed one another, speak a little less for it now.",
    "last+": "The last few answers in this skill, as they followed one another, speak a little more for it now.",
    "practice-": "Further practice of a skill usually adds less than the first.",
    "practice+": "Every answer is practice, a wrong one too.",
    "item-again": "The very same task was met again.",
    "time": "Time has passed since the answer before.",
    "guess": "Part of it can be guessed.",
    "bound": "Nobody’s next answer is certain.",
}
"""Why a chance fell after a right answer (-) or rose after a wrong one (+), by the term that moved it most."""


@dataclass(frozen=True, slots=True)
class Part:
    """A term in words: ``value`` is its part of the logit, ``points`` how much higher the chance is for it."""

    words: str
    value: float
    points: float = 0.0


@dataclass(frozen=True, slots=True)
class Explained:
    """An outlook as pages show it: what speaks for a right answer and what against it, each the weightiest first.

    ``every`` are all terms in their order; ``roots`` the weak skills that it builds on; ``view`` what is known of the
    skill itself; ``values`` its trend as a chart takes it.
    """

    skill: Skill
    outlook: Outlook
    better: tuple[Part, ...]
    worse: tuple[Part, ...]
    every: tuple[Part, ...]
    logit: float
    roots: tuple[tuple[Skill, SkillView], ...]
    view: SkillView
    values: tuple[tuple[str, float, float, float], ...]


def explained(course: Course, outlook: Outlook, views: Mapping[str, SkillView]) -> Explained:
    """An outlook in words."""
    told = [Part(_words(one.name, one.value), one.value, one.points) for one in reasons(outlook.said)]
    days = [short_day(when) for when, _chance in outlook.trend]
    return Explained(
        course.skills[outlook.skill],
        outlook,
        tuple(one for one in told if one.value > 0),
        tuple(one for one in told if one.value < 0),
        tuple(Part(_words(term.name, term.value), term.value) for term in outlook.said.terms if term.value),
        outlook.said.logit,
        tuple((course.skills[name], views[name]) for name in roots(course, views, outlook.skill)),
        views[outlook.skill],
        tuple((day, chance, chance, chance) for day, (_when, chance) in zip(days, outlook.trend, strict=True)),
    )


def _words(name: str, value: float) -> str:
    return _(SAYS[name + ("+" if value > 0 else "-")])


def likely_next(chance: float) -> Markup:
    """The chance of the next answer as a natural frequency."""
    times = Markup("<strong>{}</strong>").format(_("%(times)s times in 100", times=round(chance * 100)))
    return escape(_("The next answer in this skill, alone and without help, is right about {times}.")).format(
        times=times
    )


def turned_words(term: str | None, right: bool, hints: int = 0) -> str:
    """Why a chance moved against an answer, by the term that moved it; empty where it did not."""
    if term is None:
        return ""
    said = _(TURNS[term] if term in TURNS else TURNS[term + ("-" if right else "+")])
    if right and hints:
        helped = ngettext("It was right with %(num)d hint.", "It was right with %(num)d hints.", hints, num=hints)
        return f"{helped} {said}"
    return said


def signed(value: float) -> str:
    """A part of a logit, or points of a hundred, with its sign and at most two decimals."""
    return ("+" if value >= 0 else "\N{MINUS SIGN}") + number(round(abs(value), 2))


def outlook_helpers() -> dict[str, Callable[..., Any]]:
    """What templates call."""
    return {"likely_next": likely_next, "signed": signed, "turned_words": turned_words}
