"""What a wrong answer counts as: a course's misconception, or a wrong idea that Chiron's own rules know.

A course's misconceptions are ids of its skills. What the rules of ``working`` name without the course having a word for
it counts as ``idea:<rule>``; its title and its feedback are Chiron's own, in the language of whoever reads.
"""

from __future__ import annotations

from collections.abc import Mapping

from chiron.core.learning.course import Course, Misconception
from chiron.core.words import Json, Outcome

IDEA = "idea:"
"""Before the rule's id. No course's id holds a colon."""


def counted_as(outcome: Outcome, misconception: str | None, proof: Mapping[str, Json]) -> str | None:
    """What a judged answer counts as: the course's own name goes before that of a rule; nothing where it is right."""
    if outcome is Outcome.CORRECT or misconception is not None:
        return misconception
    ideas = proof.get("ideas")
    return f"{IDEA}{ideas[0]}" if outcome is Outcome.INCORRECT and isinstance(ideas, list | tuple) and ideas else None


def named(course: Course, skill: str | None, name: str | None, language: str) -> Misconception | None:
    """The words for what a wrong answer counts as, None where nobody has any. The skill's own go before others'."""
    if name is None:
        return None
    if name.startswith(IDEA):
        return _idea(name, language)
    known = course.skills[skill].misconceptions if skill in course.skills else ()
    every = (*known, *(wrong for each in course.skills.values() for wrong in each.misconceptions))
    return next((wrong for wrong in every if wrong.id == name), None)


def _idea(name: str, language: str) -> Misconception | None:
    from chiron.core.learning.working.wording import idea_feedback, idea_title

    rule = name.removeprefix(IDEA)
    try:
        title, feedback = idea_title(rule, language), idea_feedback(rule, language)
    except KeyError:
        drawn = _DRAWN.get(language.partition("-")[0], _DRAWN["en"])
        if rule not in drawn:
            return None
        title, feedback = drawn[rule], ""
    # Its id is no identifier of a course, so nothing is validated.
    return Misconception.model_construct(id=name, title=title, feedback=feedback)


_DRAWN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "coordinates-exchanged": "Exchanges the two coordinates",
        "sign-lost": "Loses the sign of a coordinate",
        "slope-and-intercept-exchanged": "Exchanges slope and intercept",
        "slope-inverted": "Turns the slope upside down",
    },
    "es": {
        "coordinates-exchanged": "Intercambia las dos coordenadas",
        "sign-lost": "Pierde el signo de una coordenada",
        "slope-and-intercept-exchanged": "Intercambia la pendiente y la ordenada en el origen",
        "slope-inverted": "Invierte la pendiente",
    },
}
"""What the ideas of drawings are called; their words for the learner are notes of the checker."""
