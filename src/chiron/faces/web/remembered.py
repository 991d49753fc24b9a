"""Words for what is remembered of a learner and for the summary of a sitting."""

from __future__ import annotations

from chiron.core.language.facts import FactKind
from chiron.core.language.reading import Intent
from chiron.faces.web.language import _


def fact_words(kind: FactKind) -> str:
    """What a fact is about, for a person."""
    return {
        FactKind.NAME: _("Name to use"),
        FactKind.GOAL: _("Goal"),
        FactKind.DATE: _("Date"),
        FactKind.INTEREST: _("Interest"),
        FactKind.DISLIKE: _("Does not like"),
        FactKind.PREFERENCE: _("Wish"),
        FactKind.CIRCUMSTANCE: _("Circumstance"),
        FactKind.HELPED: _("Helped"),
        FactKind.HINDERED: _("Did not help"),
        FactKind.BELIEF: _("Idea"),
        FactKind.SUMMARY: _("Summary of the talk"),
    }[kind]


def asked_words(intent: Intent) -> str:
    """What a message wanted, for a person."""
    known = {
        Intent.HINT: _("a hint"),
        Intent.MEANING: _("what a word means"),
        Intent.WHY: _("why something is so"),
        Intent.ANSWER: _("an answer, to be looked at"),
        Intent.STUCK: _("help where one was stuck"),
        Intent.QUESTION: _("a question"),
        Intent.SOLUTION: _("the solution"),
        Intent.OFF_TASK: _("something else"),
        Intent.GREETING: _("a greeting"),
        Intent.THANKS: _("thanks"),
    }
    return known.get(intent, _("something else"))


def promise_words(code: str) -> str:
    """What was promised and is still open, for a person."""
    return {
        "person-grade": _("A person was asked to judge an answer again and has not yet."),
        "person-stuck": _("A person was asked to help with this skill and has not yet."),
    }[code]


WORDS = {"fact_words": fact_words, "asked_words": asked_words, "promise_words": promise_words}
"""For templates."""
