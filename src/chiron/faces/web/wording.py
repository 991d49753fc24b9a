"""Codes of the core as sentences in the person's language: reasons, notes, what could not be read, rungs, evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from chiron.core.language.guidelines import REFUSED
from chiron.core.learning.course import PLAIN_RUNG, Course, Skill
from chiron.core.learning.difference import FIELDS, SAID
from chiron.core.learning.interactions import interaction
from chiron.core.learning.interactions.base import NOTES, UNREAD
from chiron.core.learning.naming import named
from chiron.core.learning.policies.reasons import REASONS
from chiron.core.learning.policies.ways import WAYS
from chiron.core.learning.resources.reasons import REASONS as OFFERS
from chiron.core.learning.unread import own_words
from chiron.core.words import Json
from chiron.engine.people.roster import COLUMNS
from chiron.faces.web.chosen import chosen_helpers
from chiron.faces.web.grade import grade_helpers
from chiron.faces.web.language import _, ngettext, number, tag
from chiron.faces.web.maths import spoken, with_maths
from chiron.faces.web.outlook import SAYS, TURNS, outlook_helpers
from chiron.faces.web.trace_words import TRACES
from chiron.faces.web.unread import marked_in
from chiron.faces.web.working import working_helpers

SOURCES: tuple[Mapping[Any, str], ...] = (
    REASONS, OFFERS, WAYS, REFUSED, NOTES, UNREAD, COLUMNS, SAYS, TURNS, *TRACES, SAID, FIELDS,
)  # fmt: skip
"""English sentences that stand below the templates; the catalogues hold them too."""


def reason_words(code: str, because: Mapping[str, Json], course: Course) -> Markup:
    """Why a policy chose what it chose. Skills are named by their titles, numbers in the language's own way."""
    sentence = REASONS.get(code)
    if sentence is None:
        return Markup("")
    try:
        return escape(_(sentence)).format(**{name: _value(value, course) for name, value in because.items()})
    except (KeyError, IndexError, ValueError):
        return Markup("")


def _value(value: Json, course: Course) -> Markup:
    if isinstance(value, str) and value in course.skills:
        return Markup("<strong>{}</strong>").format(with_maths(course.skills[value].title))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return escape(value)
    return escape(number(round(value)))


def note_words(code: str | None) -> str:
    """What a checker adds to its verdict, in a stranger's own words where it has some; empty for none."""
    if code is None:
        return ""
    return _(NOTES[code]) if code in NOTES else own_words(code)


def not_yet_words(kind: str, again: bool) -> str:
    """Why an answer is "not yet" where the author says nothing of it. It never holds the solution.

    ``again`` is whether the learner may try again and take hints.
    """
    known: Mapping[str, tuple[Callable[[], str], Callable[[], str]]] = {
        "numeric": (
            lambda: _("Not the number yet."),
            lambda: _("Not the number yet. Read the line above once more, or take a hint."),
        ),
        "expression": (
            lambda: _("This does not equal what was asked for."),
            lambda: _("This does not equal what is asked for. Read the line above once more, or take a hint."),
        ),
        "quantity": (
            lambda: _("Not the amount yet."),
            lambda: _("Not the amount yet. Read the line above once more, or take a hint."),
        ),
        "solution-set": (
            lambda: _("These are not the solutions."),
            lambda: _("These are not the solutions. Read the line above once more, or take a hint."),
        ),
        "choice": (
            lambda: _("This choice does not fit the question."),
            lambda: _("This choice does not fit the question. Read it once more, or take a hint."),
        ),
        "multiple-choice": (
            lambda: _("These are not the right ones together."),
            lambda: _("These are not the right ones together. Look at each by itself, or take a hint."),
        ),
        "order": (
            lambda: _("This is not the order."),
            lambda: _("This is not the order yet. Ask of each line what must come before it, or take a hint."),
        ),
        "match": (
            lambda: _("These pairs do not fit."),
            lambda: _("These pairs do not fit yet. Begin with the one you are surest of, or take a hint."),
        ),
        "labelling": (
            lambda: _("These labels do not fit."),
            lambda: _("These labels do not fit yet. Begin with the one you are surest of, or take a hint."),
        ),
        "table": (
            lambda: _("What stands in the gaps does not fit."),
            lambda: _("What stands in the gaps does not fit yet. Look at one row by itself, or take a hint."),
        ),
        "graph": (
            lambda: _("This is not where it belongs."),
            lambda: _("This is not where it belongs yet. Count along first, then up, or take a hint."),
        ),
        "cloze": (
            lambda: _("What stands in the gaps does not fit."),
            lambda: _("What stands in the gaps does not fit yet. Read the whole sentence, or take a hint."),
        ),
    }
    other = (
        lambda: _("This is not what the question asks for."),
        lambda: _("This is not what the question asks for. Read it once more, or take a hint."),
    )
    return known.get(kind, other)[again]()


def partly_words(parts: Mapping[str, bool]) -> str:
    """How many parts of an answer are right; not which."""
    right = sum(parts.values())
    if not right:
        return _("Some of this is right.")
    if right == len(parts):
        return _("What is there is right. Something is still missing.")
    return ngettext("%(num)d of %(all)d is right.", "%(num)d of %(all)d are right.", right, all=len(parts))


def typed_again(kind: str, response: Json) -> dict[str, list[str]]:
    """What to put into the fields of the next try: a long answer is mended, a short one is written anew."""
    mended = {"multiple-choice", "order", "match", "cloze", "text", "open", "short-text", "code"}
    mended |= {"graph", "table", "labelling"}
    return interaction(kind).typed(response) if kind in mended and response is not None else {}


def unread_words(reason: str) -> str:
    """Why an answer was not read, and what to do."""
    own = "" if reason in UNREAD else own_words(reason)
    return own or _(UNREAD.get(reason, UNREAD["unreadable"]))


def stopped_words(stopped: Mapping[str, Json]) -> str:
    """How a learner's function stopped in a test: in our words where Python's own do not help."""
    known: Mapping[str, Callable[[], str]] = {
        "time": lambda: _("It did not finish in time."),
        "died": lambda: _("It ended the program."),
        "RecursionError": lambda: _("It calls itself without end."),
        "MemoryError": lambda: _("It needs more memory than there is."),
        "PermissionError": lambda: _("Programs here cannot open files, wait, use the network or start other programs."),
    }
    name, message, line = str(stopped.get("type", "")), stopped.get("message", ""), stopped.get("line")
    words = known[name]() if name in known else f"{name}: {message}" if message else name
    return _("Line %(number)s: %(what)s", number=line, what=words) if line else words


def rung_words(name: str) -> str:
    """A rung of the ladder by its name; a course may have rungs of its own."""
    known: Mapping[str, Callable[[], str]] = {
        "point": lambda: _("Where to look"),
        "principle": lambda: _("Principle"),
        "next_step": lambda: _("Next step"),
        "worked_example": lambda: _("Worked example"),
    }
    if name in known:
        return known[name]()
    if name.startswith(PLAIN_RUNG):
        return _("Hint %(number)s", number=name.removeprefix(PLAIN_RUNG))
    return name.replace("_", " ").replace("-", " ").capitalize()


def next_hint_words(name: str) -> str:
    """The words of the one button that gives the next rung."""
    if name.startswith(PLAIN_RUNG):
        return _("Next hint")
    known: Mapping[str, Callable[[], str]] = {
        "point": lambda: _("Next hint: where to look"),
        "principle": lambda: _("Next hint: the principle"),
        "next_step": lambda: _("Next hint: the next step"),
        "worked_example": lambda: _("Next hint: a worked example"),
    }
    return known[name]() if name in known else _("Next hint: %(name)s", name=rung_words(name))


def known_words(likely: float, certainty: str, answers: int) -> Markup:
    """How well a skill is known, in words, and how sure that is. No figure: the bar beside it has them."""
    known: tuple[tuple[float, Callable[[], str]], ...] = (
        (0.85, lambda: _("Very probably known.")),
        (0.7, lambda: _("Probably known.")),
        (0.5, lambda: _("Perhaps known.")),
        (0.25, lambda: _("Probably not known yet.")),
        (0.0, lambda: _("Very probably not known yet.")),
    )
    first = next(words() for least, words in known if likely >= least)
    if not answers:
        second = _("This is a guess from what comes before it: no answers yet.")
    elif certainty == "sure":
        second = _("We are sure of this.")
    elif certainty == "fairly-sure":
        second = _("We are fairly sure.")
    else:
        second = ngettext(
            "We are not sure yet: only %(num)d answer.",
            "We are not sure yet: only %(num)d answers.",
            answers,
            num=answers,
        )
    return Markup("<strong>{}</strong> {}").format(first, second)


def trace_words(outcome: str, hints: int, misconception: str | None = None, told: bool = False) -> str:
    """One answer as evidence: "Right, no hint". ``told``: a program handed it in."""
    if told and outcome == "correct":
        return _("Right, handed in by another program: counts as with a hint")
    if told:
        return _("%(what)s (handed in by another program)", what=trace_words(outcome, hints, misconception))
    if outcome == "correct":
        return _("Right, no hint") if not hints else _("Right, with hint %(number)s", number=hints)
    if outcome == "partly":
        return _("Partly right")
    if misconception:
        return _("Not yet: %(what)s", what=misconception)
    return _("Not yet")


def misconception_title(course: Course, skill: Skill, name: str | None) -> str | None:
    """The title of what a wrong answer counts as, None where nobody has a name for it."""
    found = named(course, skill.id, name, tag())
    return spoken(found.title) if found else None


def kind_words(purpose: str) -> str:
    """What a sitting is for."""
    known: Mapping[str, Callable[[], str]] = {
        "diagnostic": lambda: _("Finding where to begin"),
        "review": lambda: _("Review"),
        "set": lambda: _("Review set"),
        "checkpoint": lambda: _("Checkpoint"),
        "test": lambda: _("Test"),
        "practice": lambda: _("Practice"),
    }
    return known[purpose]() if purpose in known else known["practice"]()


def said_title(title: str) -> str:
    """The line over a piece of the tutor's words: a rung of the ladder by its name, else the piece's own title."""
    kind, _sep, name = title.partition(":")
    if kind != "hint":
        return title
    if name.startswith(PLAIN_RUNG):
        return rung_words(name)
    known: Mapping[str, Callable[[], str]] = {
        "point": lambda: _("Hint: where to look"),
        "principle": lambda: _("Hint: the principle"),
        "next_step": lambda: _("Hint: the next step"),
        "worked_example": lambda: _("Hint: a worked example"),
    }
    return known[name]() if name in known else _("Hint: %(name)s", name=rung_words(name))


def news_words(news: Any, course: Course) -> Markup:
    """What a person answered: to what, and how it was decided."""
    known: Mapping[str, Callable[[], str]] = {
        "grade": lambda: _("You said that an answer was right"),
        "answer": lambda: _("Your answer was read"),
        "words": lambda: _("You said that the tutor’s words look wrong"),
        "estimate": lambda: _("You said that an estimate looks wrong"),
        "stuck": lambda: _("Your teacher saw that this is hard"),
        "overruled": lambda: _("A person looked at an answer of yours again"),
        "replayed": lambda: _("An answer of yours was checked again by a newer checker"),
    }
    what = known[news.what]() if news.what in known else _("You said that something looks wrong")
    decided: Mapping[str, Callable[[], str]] = {
        "agreed": lambda: _("Agreed: it counts."),
        "kept": lambda: _("It stays “not yet”."),
        "right": lambda: _("It is right."),
        "not-yet": lambda: _("Not yet."),
    }
    skill = course.skills.get(news.skill or "")
    place = Markup(" ({})").format(with_maths(skill.title)) if skill else Markup("")
    outcome = decided[news.decision]() if news.decision in decided else _("Answered.")
    return Markup("{}{}. <strong>{}</strong>").format(what, place, outcome)


def ago(then: datetime, now: datetime) -> str:
    """How long ago in whole days or weeks."""
    days = (now - then).days
    if days < 1:
        return _("today")
    if days < 14:
        return ngettext("%(num)d day ago", "%(num)d days ago", days, num=days)
    return ngettext("%(num)d week ago", "%(num)d weeks ago", days // 7, num=days // 7)


def helpers() -> dict[str, Callable[..., Any]]:
    """What templates may call."""
    return {
        "reason_words": reason_words,
        "note_words": note_words,
        "unread_words": unread_words,
        "marked_in": marked_in,
        "stopped_words": stopped_words,
        "not_yet_words": not_yet_words,
        "partly_words": partly_words,
        "typed_again": typed_again,
        **working_helpers(),
        **grade_helpers(),
        **outlook_helpers(),
        **chosen_helpers(),
        "rung_words": rung_words,
        "next_hint_words": next_hint_words,
        "known_words": known_words,
        "trace_words": trace_words,
        "misconception_title": misconception_title,
        "kind_words": kind_words,
        "ago": ago,
        "news_words": news_words,
        "said_title": said_title,
    }
