"""How a turn came about, in words: the codes of a trace as sentences in the person's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chiron.core.events import KINDS, Personal
from chiron.core.learning.replay import Difference
from chiron.core.words import Json
from chiron.faces.web.language import _, number

STARTED: Mapping[str, str] = {
    "course.joined": "The course was begun",
    "goal.set": "A goal was set",
    "session.started": "A sitting was begun",
    "session.ended": "A sitting ended",
    "item.opened": "On to the next question",
    "item.left": "A question was put away",
    "example.studied": "A worked example was read",
    "step.attempted": "An answer",
    "step.undone": "A try was taken back",
    "step.shown": "The solution was shown",
    "hint.taken": "A hint was asked for",
    "answer.self-judged": "An answer was compared with the model answer",
    "message.said": "A message",
    "lesson.resumed": "Back to the lesson",
    "words.rated": "Words were rated",
    "report.made": "Something was reported",
    "sheet.opened": "A check was begun",
    "sheet.answered": "An answer in a check",
    "sheet.handed-in": "A check was handed in",
    "sheet.dropped": "A check was given up",
    "resource.opened": "Something to read or see was opened",
    "resource.left": "Something to read or see was left",
}
OTHERS: Mapping[str, str] = {
    "turn": "The turn",
    "words.said": "The tutor’s words",
    "words.checked": "What the guard said",
    "message.read": "What a model read in it",
    "rule.fired": "A rule",
    "resource.offered": "What was offered beside it",
    "alert.raised": "An alert",
    "alert.told": "Who was told of an alert",
    "grade.decided": "A person’s grade",
    "grade.replayed": "A grade by a later checker",
}
FIELDS: Mapping[str, str] = {
    "because": "what the reason rests on",
    "credit": "how much of it counts",
    "difficulty": "how hard it is",
    "events": "what was noted",
    "example": "the worked example",
    "feedback": "what it said to it",
    "finishes": "whether the question was done",
    "guess": "the chance of a guess",
    "intent": "what was read in it",
    "item": "the question",
    "length": "how long the sitting is",
    "minutes": "the minutes",
    "misconception": "the wrong idea",
    "move": "the move",
    "note": "the note",
    "outcome": "the grade",
    "parts": "the parts",
    "proof": "what shows it",
    "provenance": "whose words",
    "purpose": "what it was for",
    "reason": "the reason",
    "response": "the answer",
    "rung": "which hint",
    "seed": "the numbers in the question",
    "skill": "the skill",
    "step": "the step",
    "template": "the kind of question",
    "words": "the words",
}
READ_AS: Mapping[str, str] = {
    "hint": "asking for a hint",
    "meaning": "asking what a word means",
    "why": "asking why something is so",
    "answer": "an answer, given in the talk",
    "stuck": "saying that they are stuck",
    "upset": "saying that they are upset",
    "off-task": "something off the task",
    "question": "a question",
    "greeting": "a greeting",
    "thanks": "thanks",
    "distress": "distress",
    "solution": "asking for the solution",
}
PROMPT: Mapping[str, str] = {
    "rules": "How a tutor speaks, the same every time",
    "guidelines of the school": "Guidelines",
    "learner": "Level, goal and wishes",
    "remembered": "What is remembered, and the sitting so far",
    "step": "The step as it stands on the page",
    "passage": "Passages of the course",
    "answers": "The answers, and what the checker said",
    "talk": "The latest messages",
    "authored": "The authored words",
    "move": "The move, and the language",
}
PARTS: Mapping[str, str] = {
    "read": "Reading what is known",
    "choose": "Reading what may be chosen",
    "grade": "Checking the answer",
    "decide": "Deciding",
    "first": "A model’s first words",
    "whole": "All of a model’s words",
}
MOVES: Mapping[str, str] = {
    "ask": "Ask",
    "hint": "Give a hint",
    "explain": "Explain",
    "show": "Show the solution",
    "praise": "Praise",
    "review": "Review",
    "next": "Go on",
    "check-in": "Check in",
    "refer": "Refer to a person",
    "end": "End",
}
RULES: Mapping[str, str] = {
    "markup": "it held HTML, a link or code",
    "unsafe": "it was not safe or not fit for the learner’s age",
    "private": "it held or asked for personal data",
    "smuggled": "it followed or repeated somebody’s instructions",
    "answer-said": "it said the answer",
    "answer-as-a-sum": "it said the answer as a sum to work out",
    "answer-told": "it told the answer in words",
    "answer-hidden": "it hid the answer in other signs",
    "answer-alluded": "it alluded to the answer by something that everybody counts",
    "answer-in-part": "it told a part of the answer",
    "kept-back": "it told a hint that is still to come",
    "verdict": "it said otherwise than the checker",
    "tone": "its tone was not right",
    "other-language": "it was in another language",
    "reading-level": "it was too hard to read",
    "too-long": "it was too long",
    "answer-leak": "it told the answer, or let it be worked out",
    "unfounded": "it claimed what no passage says",
}
FAULTS: Mapping[str, str] = {
    "stopped": "Each asking was stopped by the guard, so the authored words stand.",
    "done": "The model said all it had to say.",
    "length": "The model reached the most that it may say.",
    "left": "The model was not heard to the end.",
    "asked": "The asking never ended: Chiron stopped meanwhile.",
    "filtered": "The provider’s own filter stopped the model.",
    "model": "The model failed in a way that nobody foresaw.",
    "model-unreachable": "The model did not answer, or its server failed.",
    "model-too-slow": "The model did not answer in time.",
    "model-cut-off": "The model broke off.",
    "model-busy": "The provider had too many askings just then.",
    "model-out-of-quota": "The account at the provider is spent.",
    "model-wrong-key": "The key for the provider is missing or wrong.",
    "model-declined": "The provider did not take the asking.",
    "model-garbage": "What came was no answer of a language model.",
    "model-too-much": "More came than a model may say.",
    "model-withheld": "Nothing was asked: by choice, consent or budget.",
    "model-withheld-budget": "Nothing was asked: the budget is spent for now.",
    "model-withheld-price": "Nothing was asked: money is bounded, and what the model costs is not known.",
    "model-withheld-resting": "Nothing was asked: the models that may be asked rest after they failed.",
    "model-not-installed": "The part that talks with models is not installed.",
}
REPLAYED: Mapping[str, str] = {
    "same": "Decided again from the log, it is the same.",
    "differs": "Decided again from the log, it would be another.",
    "gone": "It can not be decided again: what it was decided from is no longer here.",
}
NEWER: Mapping[str, str] = {"policy": "The policy", "parameters": "The learner model"}
TRACES: tuple[Mapping[str, str], ...] = (
    STARTED, OTHERS, FIELDS, READ_AS, PROMPT, PARTS, MOVES, RULES, FAULTS, REPLAYED, NEWER,
)  # fmt: skip
"""English sentences that stand below the templates; the catalogues hold them too."""


def words_of(table: Mapping[str, str], code: str | None) -> str:
    """The sentence of a code in the language in use; the code itself where nobody wrote one."""
    return _(table[code]) if code is not None and code in table else (code or "")


def milliseconds(took: float | None) -> str:
    """A time for people: milliseconds, seconds from one on; a dash for none."""
    if took is None:
        return "–"
    if 0 <= took < 0.1:
        return _("under 0.1 ms")
    if took >= 1000:
        return _("%(seconds)s s", seconds=number(round(took / 1000, 1)))
    return _("%(count)s ms", count=number(round(took, 1) if took < 10 else round(took)))


def what_words(difference: Difference) -> str:
    """What is decided otherwise: "The tutor’s words: the reason"."""
    kind = words_of({**STARTED, **OTHERS}, difference.kind)
    return _("%(what)s: %(part)s", what=kind, part=words_of(FIELDS, difference.field))


def value_words(difference: Difference, value: Json) -> str:
    """A value of what is decided otherwise; kinds of events and moves in words."""
    if (difference.kind, difference.field) == ("turn", "events") and isinstance(value, list):
        return "; ".join(words_of({**STARTED, **OTHERS}, str(each)) for each in value) or "–"
    if difference.field == "move" and isinstance(value, str):
        return words_of(MOVES, value)
    return as_text(value)


def as_text(value: Json) -> str:
    """A value of the log, for whoever looks closely."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def tells_nothing(difference: Difference) -> bool:
    """Whether what differs is a field that tells nothing about a person."""
    kind = KINDS.get(difference.kind)
    return kind is None or kind.fields.get(difference.field, Personal.NO) is Personal.NO


def helpers() -> dict[str, Any]:
    """What a template of a trace is given."""
    return {
        "started_words": lambda code: words_of(STARTED, code),
        "part_words": lambda code: words_of(PARTS, code),
        "move_words": lambda code: words_of(MOVES, code),
        "rule_words": lambda code: words_of(RULES, code),
        "fault_code_words": lambda code: words_of(FAULTS, code),
        "replayed_words": lambda code: words_of(REPLAYED, code),
        "newer_words": lambda code: words_of(NEWER, code),
        "milliseconds": milliseconds,
        "read_as_words": lambda code: words_of(READ_AS, code),
        "prompt_words": lambda code: words_of(PROMPT, code),
        "what_words": what_words,
        "value_words": value_words,
        "tells_nothing": tells_nothing,
    }
