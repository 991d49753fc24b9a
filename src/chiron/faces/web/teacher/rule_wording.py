"""Rules in words: what each looks at, when it fires, what it does, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chiron.core.learning.course import Course
from chiron.core.learning.rules.conditions import FACTS, Row
from chiron.core.learning.rules.rule import NO_MODEL, Rule
from chiron.faces.web.language import _
from chiron.faces.web.maths import spoken

Words = Mapping[str, Callable[[], str]]

FACT_WORDS: Words = {
    "did": lambda: _("What the learner does"),
    "skill": lambda: _("Skill of the question"),
    "stage": lambda: _("How well a skill is shown"),
    "wrong": lambda: _("Wrong answers in a row"),
    "hints": lambda: _("Hints at this question"),
    "minutes": lambda: _("Minutes of this sitting"),
    "questions": lambda: _("Questions of this sitting"),
    "away": lambda: _("Days away before"),
    "goal": lambda: _("Days until the goal’s date"),
    "message": lambda: _("What a message wants"),
    "words": lambda: _("Words in a message"),
    "weekday": lambda: _("Day of the week"),
    "hour": lambda: _("Hour of the day"),
}
RELATION_WORDS: Words = {
    "at-least": lambda: _("at least"),
    "at-most": lambda: _("at most"),
    "is": lambda: _("is"),
    "is-not": lambda: _("is not"),
    "contains": lambda: _("any of"),
}
VALUE_WORDS: Words = {
    "right": lambda: _("answers right"),
    "wrong": lambda: _("answers wrong"),
    "hint": lambda: _("takes a hint"),
    "message": lambda: _("writes a message"),
    "start": lambda: _("begins a sitting"),
    "next": lambda: _("goes on to another question"),
    "finish": lambda: _("ends the sitting"),
    "none": lambda: _("not met or not yet"),
    "estimated": lambda: _("estimated"),
    "retained": lambda: _("right again after a day"),
    "demonstrated": lambda: _("demonstrated"),
    "transferred": lambda: _("shown in a new place"),
    "monday": lambda: _("Monday"),
    "tuesday": lambda: _("Tuesday"),
    "wednesday": lambda: _("Wednesday"),
    "thursday": lambda: _("Thursday"),
    "friday": lambda: _("Friday"),
    "saturday": lambda: _("Saturday"),
    "sunday": lambda: _("Sunday"),
    "meaning": lambda: _("the meaning of a word"),
    "why": lambda: _("to know why"),
    "answer": lambda: _("to give an answer"),
    "stuck": lambda: _("to say that they are stuck"),
    "upset": lambda: _("to say that they are upset"),
    "off-task": lambda: _("something else than the course"),
    "question": lambda: _("to ask something"),
    "greeting": lambda: _("to say hello"),
    "thanks": lambda: _("to say thank you"),
    "solution": lambda: _("the solution"),
}
ACTION_WORDS: Words = {
    "message": lambda: _("Tell the learner something"),
    "alert": lambda: _("Tell you in the inbox"),
    "hand-over": lambda: _("Hand over to a person"),
    "practise": lambda: _("Practise a skill next"),
    "review": lambda: _("Review next what is due"),
    "break": lambda: _("Offer a break next"),
    "example": lambda: _("Begin the next question with a worked example"),
    "model": lambda: _("Choose who finds the words"),
    "hold": lambda: _("Hold a model’s words until you approve them"),
}
OFTEN_WORDS: Words = {
    "turn": lambda: _("every time"),
    "question": lambda: _("once a question"),
    "sitting": lambda: _("once a sitting"),
    "day": lambda: _("once a day"),
    "week": lambda: _("once in seven days"),
}
CAME_WORDS: Words = {
    "acted": lambda: _("acted"),
    "overruled": lambda: _("another rule before it came first"),
    "watched": lambda: _("watched only"),
}


def value_words(fact: str, value: object, course: Course) -> str:
    """A value of a fact as people read it. Of an intent "hint" is a hint; of a doing it is taking one."""
    text = str(value)
    if fact == "skill":
        return spoken(course.skills[text].title) if text in course.skills else text
    if fact == "message" and text == "hint":
        return _("a hint")
    known = FACTS.get(fact)
    return VALUE_WORDS[text]() if known and text in known.values and text in VALUE_WORDS else text


def row_words(row: Row, course: Course) -> str:
    """One row: "Wrong answers in a row: at least 3"."""
    if row.fact not in FACTS:
        return _("something that this Chiron does not know: never so")
    name = FACT_WORDS[row.fact]()
    if row.fact == "stage":
        skill = course.skills.get(row.skill)
        of = spoken(skill.title) if skill is not None else row.skill or _("the question’s skill")
        name = _("%(fact)s (%(skill)s)", fact=name, skill=of)
    relation = RELATION_WORDS.get(row.relation, lambda: row.relation)()
    return _("%(fact)s: %(relation)s %(value)s", fact=name, relation=relation,
             value=value_words(row.fact, row.value, course))  # fmt: skip


def when_words(rule: Rule, course: Course) -> str:
    """When it fires."""
    rows = [row_words(row, course) for row in rule.condition.rows]
    if not rows:
        return _("It does nothing: it has no condition.")
    if len(rows) == 1:
        return _("When this is so: %(rows)s.", rows=rows[0])
    listed = "; ".join(rows)
    if rule.condition.join == "any":
        return _("When any of these is so: %(rows)s.", rows=listed)
    return _("When all of these are so: %(rows)s.", rows=listed)


def then_words(rule: Rule, course: Course) -> str:
    """What it does, and how often at most."""
    value = ""
    if rule.action == "practise":
        skill = course.skills.get(rule.value)
        value = spoken(skill.title) if skill else rule.value
    elif rule.action == "model":
        value = _("no model: the authored words") if rule.value == NO_MODEL else rule.value
    elif rule.text:
        value = f"“{rule.text.rstrip('.')}”"
    action = ACTION_WORDS[rule.action]()
    done = _("%(action)s: %(value)s", action=action, value=value) if value else action
    if rule.often == "turn":
        return _("Then, every time: %(done)s.", done=done)
    return _("Then, for each learner %(often)s at most: %(done)s.", done=done, often=OFTEN_WORDS[rule.often]())


def doing_words(doing: str) -> str:
    """What a learner did in a turn."""
    return VALUE_WORDS[doing]() if doing in VALUE_WORDS else _("something else")


def because_words(rule: Rule | None, because: Mapping[str, Any], course: Course) -> str:
    """What was so when it fired, by the rows of its version."""
    found = []
    for place, value in sorted(because.items()):
        if rule is None or not place.isdigit() or int(place) >= len(rule.condition.rows):
            continue
        row = rule.condition.rows[int(place)]
        name = FACT_WORDS[row.fact]() if row.fact in FACT_WORDS else row.fact
        found.append(_("%(fact)s: %(value)s", fact=name, value=value_words(row.fact, value, course)))
    return "; ".join(found)


def options(words: Words) -> list[tuple[str, str]]:
    """What can be chosen, with its words."""
    return [(name, said()) for name, said in words.items()]
